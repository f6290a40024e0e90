"""Which words of a text report an event, of what type: the lexicon's entries whose guards hold."""

from collections.abc import Container
from functools import cache
from typing import NamedTuple

from sayso.events.arguments import Arguments, arguments, case_of, light, modifiers, of_noun
from sayso.events.astray import astray
from sayso.events.lexicon import Entry, Nouns, noun_entries, nouns, verb_entries
from sayso.tables import table
from sayso.text.lemmas import lemma as base_form
from sayso.text.parse import Parse

__all__ = ["Trigger", "matches", "triggers"]

_PRONOUNS = frozenset(
    "he she they them him her it we us i me you who whom which that these those himself herself themselves everyone everybody someone others".split()
)


class Trigger(NamedTuple):
    """A word or phrase that reports an event: tokens ``first`` to ``last`` inclusive, ``head`` its syntactic head."""

    first: int
    last: int
    head: int
    entry: Entry
    arguments: Arguments


_FEW = 40
"""Base forms; a guard with more is a class of things, which a word in front of the noun need not be."""


@cache
def _wrapping() -> frozenset[str]:
    return frozenset(table("events/syntax")["wrapping"])


@cache
def _partitive() -> frozenset[str]:
    return frozenset(table("events/syntax")["partitive"])


def matches(parse: Parse, token: int, guard: Nouns, located: Container[int] = ()) -> bool:
    """Whether the noun at ``token``, what it measures ("dozens of civilians"), or a noun beside it meets a guard.

    ``located`` are the tokens of places, which the encoder may have taken for other names.
    """
    if token < 0:
        return False
    if guard.any or _one(parse, token, guard, located):
        return True
    if not guard.kinds and len(guard.lemmas) <= _FEW and parse.lemmas[token].lower() in _wrapping():
        return any(parse.lemmas[c].lower() in guard.lemmas for c in modifiers(parse, token))  # "aid deliveries"
    for c in parse.children[token]:
        relation = parse.relations[c].partition(":")[0]
        if relation in ("conj", "appos", "flat") and _one(parse, c, guard, located):
            return True
        if (
            relation == "nmod"
            and case_of(parse, c) == "of"
            and _one(parse, c, guard, located)
            and (parse.lemmas[token].lower() in _partitive() or parse.upos[token] in ("NUM", "DET", "PRON") or parse.child(token, "nummod") >= 0)
        ):
            return True  # "dozens of civilians", "700 kg of medicine"
    return False


def _one(parse: Parse, token: int, guard: Nouns, located: Container[int] = ()) -> bool:
    if parse.lemmas[token].lower() in guard.lemmas:
        return True
    if parse.upos[token] == "PROPN" and parse.name_at[token] < 0 and base_form(parse.lower[token], "NNS") in guard.lemmas:
        return True  # "Rockets" at the start of a sentence
    kinds = guard.kinds
    if token in located and "LOC" in kinds:
        return True
    if not kinds:
        return parse.lower[token] in guard.lemmas
    n = parse.name_at[token]
    if n >= 0 and (parse.names[n].kind in kinds or parse.names[n].kind == "MISC"):
        return True  # what kind of name it is, the encoder does not know
    if "PRON" in kinds and parse.lower[token] in _PRONOUNS:
        return "LOC" in kinds or parse.lower[token] not in ("it", "which", "that", "this")  # of people only where one may be meant
    return ("NUM" in kinds and parse.upos[token] == "NUM") or parse.lower[token] in guard.lemmas


def triggers(parse: Parse, located: Container[int] = ()) -> list[Trigger]:
    """The triggers of a text, in order, none within another; ``located`` are the tokens of places."""
    verbs, phrases = verb_entries(), noun_entries()
    found: list[Trigger] = []
    end = -1
    lemmas, upos = parse.lemmas, parse.upos
    for i, lower in enumerate(parse.lower):
        if i <= end:
            continue
        lemma = lemmas[i].lower()
        kind = upos[i]
        entries = phrases.get(lemma) or phrases.get(lower)
        one: Trigger | None = None
        if entries is not None and kind not in ("PRON", "DET", "AUX"):
            one = _noun(parse, i, entries, located)
        if one is None and kind in ("VERB", "ADJ", "NOUN") and (kind == "VERB" or parse.xpos[i].startswith("VB")):
            known = verbs.get(lemma) or (verbs.get(base_form(lower, "VBD")) if lemma == lower else None)
            if known is not None:
                one = _verb(parse, i, known, located)
        if one is not None and one.entry.mode in ("occupation", "restrict", "injure") and parse.relations[one.head] == "amod" and parse.xpos[one.head] != "NN":
            one = None  # "the occupied town" tells of a state, which is control; so do "the banned party", "wounded people"
        if one is not None and not astray(parse, one.first, one.last, one.head, one.entry):
            found.append(one)
            end = one.last
    return _settled(parse, found)


def _noun(parse: Parse, i: int, entries: tuple[Entry, ...], located: Container[int]) -> Trigger | None:
    for entry in entries:
        last = i
        for word in entry.words:
            last += 1
            if last >= len(parse) or (parse.lemmas[last].lower() != word and parse.lower[last] != word):
                break
        else:
            head = _head(parse, i, last)
            if not entry.words and not _nominal(parse, head):
                return None
            if entry.words and parse.upos[head] == "VERB" and parse.lower[head] != entry.words[-1]:
                continue  # "tanks fired" is no "tank fire"
            if parse.upos[head] not in ("NOUN", "PROPN", "VERB", "ADJ") or _modifies(parse, head, last):
                continue
            found = of_noun(parse, head) if _gerund(parse, head) else arguments(parse, head)
            if ("anchored" not in entry.guards or _anchored(found)) and _noun_guards(parse, head, entry.guards, found, located):
                return Trigger(i, last, head, entry, found)
    return None


def _nominal(parse: Parse, token: int) -> bool:
    if parse.upos[token] == "NOUN" or _gerund(parse, token):
        return True
    # in the middle of a name ("Battle of Britain Day") a noun names a thing; a headline's capitals make no name
    return parse.upos[token] == "PROPN" and parse.name_at[token] < 0


def _gerund(parse: Parse, token: int) -> bool:
    """Whether a verb form is a noun here: "Fighting between the two armies broke out"."""
    if parse.xpos[token] != "VBG" or parse.child(token, "obj", "nsubj") >= 0:
        return False
    if parse.heads[token] == token + 1 and parse.xpos[token + 1] in ("VBD", "VBZ", "VBP") and parse.child(token + 1, "nsubj") < 0:
        return True  # "while shelling killed fourteen", which the parse takes for a clause
    opens = token == parse.sentences[parse.sentence[token]][0] and parse.lower[token + 1 : token + 2] in (["between"], ["in"], ["near"], ["around"], ["along"])
    return parse.relations[token] in ("csubj", "nsubj") or opens


def _head(parse: Parse, first: int, last: int) -> int:
    for i in range(last, first - 1, -1):
        if not first <= parse.heads[i] <= last and parse.upos[i] in ("NOUN", "PROPN", "VERB"):
            return i
    return last


def _modifies(parse: Parse, head: int, last: int) -> bool:
    """Whether a noun only qualifies the next one: "attack helicopter", "arrest warrant"; but "bombing campaign" is an event."""
    if parse.relations[head] not in ("compound", "amod", "nmod:unmarked") or parse.heads[head] <= last:
        return False
    return parse.lemmas[parse.heads[head]].lower() not in (
        "campaign",
        "operation",
        "wave",
        "attempt",
        "effort",
        "incident",
        "spree",
        "run",
        "series",
        "process",
        "bid",
        "drive",
        "announcement",
    )


def _noun_guards(parse: Parse, head: int, guards: dict[str, Nouns], found: Arguments, located: Container[int]) -> bool:
    for name, guard in guards.items():
        match name:
            case "anchored":
                held = True
            case "plural":
                held = parse.xpos[head] in ("NNS", "NNPS")
            case "mod":
                held = any(_one(parse, c, guard, located) for c in modifiers(parse, head))
            case "mod!":
                held = not any(parse.lemmas[c].lower() in guard.lemmas or parse.lower[c] in guard.lemmas for c in modifiers(parse, head))
            case "prep":
                held = any(p in found.preps for p in guard.lemmas)
            case "prep!":
                held = not any(p in found.preps for p in guard.lemmas)
            case _:
                held = _phrase_guard(parse, name, guard, found, located)
        if not held:
            return False
    return True


def _anchored(found: Arguments) -> bool:
    """Whether a vague noun ("violence", "operation") has somebody who acts, or a phrase that says where, on whom, between whom."""
    return found.agent >= 0 or any(p in found.preps for p in ("in", "at", "near", "on", "against", "between", "around", "of", "by", "across"))


def _phrase_guard(parse: Parse, name: str, guard: Nouns, found: Arguments, located: Container[int]) -> bool:
    """Guards named for a preposition: "of:@people", "in!:accident"."""
    wanted = name.rstrip("!")
    token = found.preps.get(wanted, -1)
    if token < 0 and found.patient >= 0:
        token = next((c for c in parse.children[found.patient] if case_of(parse, c) == wanted), -1)  # "launched an attack on the budget"
    return (token < 0 or not matches(parse, token, guard, located)) if name.endswith("!") else matches(parse, token, guard, located)


def _verb(parse: Parse, i: int, entries: tuple[Entry, ...], located: Container[int]) -> Trigger | None:
    found: Arguments | None = None
    for entry in entries:
        last = i
        if entry.words:
            last = _particle(parse, i, entry.words)
            if last < 0:
                continue
        if "that" in entry.guards and not _that(parse, i, entry.guards["that"]):
            continue  # asked first: "say" is frequent
        if found is None:
            found = arguments(parse, i)
        if _verb_guards(parse, i, entry.guards, found, located):
            end = max(i, last)
            if parse.lemmas[i] == "fall" and entry.mode == "occupation":
                found = Arguments(found.preps.get("to", -1), found.agent, found.preps)  # the town that falls has it done to it
            if "under" in entry.guards and 0 <= found.preps.get("under", -1) - end <= 3:
                end = found.preps["under"]  # "came under fire"
            if _with_object(entry) and end < found.patient <= end + 3:
                end = found.patient  # "opened fire"
            return Trigger(i, end, i, entry, found)
    return None


def _led_by(parse: Parse, token: int, word: str) -> bool:
    """Whether a phrase, or one inside it, begins with a word that may be the verb's particle."""
    return any(
        (parse.relations[k] in ("case", "advmod") and parse.lower[k] == word) or (parse.relations[k].startswith("nmod") and case_of(parse, k) == word)
        for k in parse.children[token]
    )


def _with_object(entry: Entry) -> bool:
    """Whether a verb means the event only with its few objects: "open fire", "throw stones"."""
    wanted = entry.guards.get("obj")
    return wanted is not None and not wanted.kinds and len(wanted.lemmas) <= 12


def _particle(parse: Parse, verb: int, words: tuple[str, ...]) -> int:
    """The last of the words that belong to a verb, beside it or behind its object ("blew the bridge up"), or −1."""
    if tuple(parse.lower[verb + 1 : verb + 1 + len(words)]) == words:
        return verb + len(words)
    for c in parse.children[verb]:
        if len(words) > 1:
            break
        if parse.lower[c] == words[0] and parse.relations[c] in ("compound:prt", "advmod", "xcomp", "compound"):
            return min(c, verb)
        if words[0] in ("out", "back") and c > verb + 1 and parse.relations[c].startswith(("obl", "obj")) and _led_by(parse, c, words[0]):
            return verb  # "pulled its troops out of the town"
    return -1


def _verb_guards(parse: Parse, verb: int, guards: dict[str, Nouns], found: Arguments, located: Container[int]) -> bool:
    patient, agent = found.patient, found.agent
    for name, guard in guards.items():
        match name:
            case "obj":
                held = matches(parse, patient, guard, located)
            case "obj!":
                held = patient < 0 or not matches(parse, patient, guard, located)
            case "noobj":
                held = parse.child(verb, "obj", "iobj") < 0 and parse.child(verb, "nsubj:pass") < 0
            case "subj":
                held = matches(parse, agent, guard, located)
            case "subj!":
                held = agent < 0 or not (matches(parse, agent, guard, located) or _ends_in(parse, agent, guard))
            case "uncounted":
                held = patient < 0 or parse.child(patient, "nummod") < 0
            case "prep":
                held = any(
                    p in found.preps or _follows(parse, verb, p) or (p == "from" and _marks(parse, verb, p)) or (patient >= 0 and _has_case(parse, patient, p))
                    for p in guard.lemmas
                )
            case "prep!":
                held = not any(p in found.preps or _marks(parse, verb, p) for p in guard.lemmas)
            case "xcomp":
                held = _complement(parse, verb, ("xcomp", "ccomp"), guard)
            case "xcomp!":
                held = not _complement(parse, verb, ("xcomp", "ccomp"), guard)
            case "that":
                held = _that(parse, verb, guard)
            case _:
                held = _phrase_guard(parse, name, guard, found, located)
        if not held:
            return False
    return True


def _ends_in(parse: Parse, agent: int, guard: Nouns) -> bool:
    """Whether the noun that ends the subject, which the parse may hang beside or below another, meets a guard: "a magnitude 6.3 quake struck",
    "Hurricane Ida destroyed"."""
    if agent < 0:
        return False
    beside = [c for c in parse.children[parse.heads[agent]] if parse.relations[c] == "nsubj"] if parse.heads[agent] >= 0 else []
    last = parse.subtree(agent)[1]
    ends = last if last > agent and not case_of(parse, last) and parse.relations[last].partition(":")[0] != "conj" else agent
    storm = [c for c in parse.children[agent] if parse.relations[c].partition(":")[0] in ("compound", "flat", "nmod")] if parse.upos[agent] == "PROPN" else []
    return any(parse.upos[i] in ("NOUN", "PROPN") and parse.lemmas[i].lower() in guard.lemmas for i in (*beside, ends, *storm))


def _follows(parse: Parse, verb: int, preposition: str) -> bool:
    """Whether a preposition stands right behind the verb, which a parse may hang elsewhere."""
    nxt = parse.lower[verb + 1 : verb + 2]
    return nxt == [preposition]


def _has_case(parse: Parse, noun: int, preposition: str) -> bool:
    """Whether a phrase with the preposition hangs on the object instead: "moving tanks towards the border"."""
    return any(parse.relations[c].startswith(("nmod", "obl")) and case_of(parse, c) == preposition for c in parse.children[noun])


def _marks(parse: Parse, verb: int, preposition: str) -> bool:
    """Whether a clause under the verb is introduced by the preposition: "attacked him for failing"."""
    return any(
        parse.relations[c] == "advcl" and any(parse.relations[k] == "mark" and parse.lower[k] == preposition for k in parse.children[c])
        for c in parse.children[verb]
    )


def _complement(parse: Parse, verb: int, relations: tuple[str, ...], guard: Nouns) -> bool:
    for c in parse.children[verb]:
        asked = guard.any and parse.lemmas[verb] in ("ask", "urge", "order", "tell") and any(parse.lower[k] == "to" for k in parse.children[c])
        if parse.relations[c] in relations or (parse.relations[c] == "advcl" and parse.xpos[c] == "VB" and (asked or not guard.any)):
            if guard.any or parse.lemmas[c].lower() in guard.lemmas or parse.lower[c] in guard.lemmas:
                return True
    return False


def _that(parse: Parse, verb: int, guard: Nouns) -> bool:
    for c in parse.children[verb]:
        if parse.relations[c] == "ccomp":
            helpers = {parse.lower[k] for k in parse.children[c] if parse.relations[k] == "aux"}
            if "must" in helpers & guard.lemmas and not _bidden(parse, c):
                continue
            if guard.any or helpers & guard.lemmas:
                return True
    return False


def _bidden(parse: Parse, clause: int) -> bool:
    """Whether a clause says what another party must do: no thing, nobody in general, not the speaker."""
    who = parse.child(clause, "nsubj")
    return (
        who >= 0 and parse.child(clause, "cop") < 0 and parse.upos[who] in ("NOUN", "PROPN") and matches(parse, who, nouns("@state|@party|@force|@rebel|@org"))
    )


def _settled(parse: Parse, found: list[Trigger]) -> list[Trigger]:
    """Triggers without those that say the same twice: a verb that only lends its noun a subject ("held talks"), a noun that
    its verb's own sense takes in ("rejected the offer of talks" keeps both, "declared a ceasefire" is one)."""
    at = {t.head: t for t in found}
    gone: set[int] = set()
    for t in found:
        if t.entry.type == "REJECT" and (claim := at.get(t.arguments.patient)) is not None and claim.entry.type == "ACCUSE":
            gone.add(claim.head)  # "rejected the accusation"
        if "obj" not in t.entry.guards or t.head == t.first == t.arguments.patient:
            continue
        patient = t.arguments.patient
        noun = at.get(patient)
        if noun is None or noun.head == t.head or parse.lemmas[patient].lower() not in t.entry.guards["obj"].lemmas:
            continue
        same = noun.entry.type == t.entry.type
        if (same or t.entry.type == "MOBILIZE") and (light(parse, patient) == t.head or parse.heads[t.head] == patient):
            gone.add(t.head)
            if noun.entry.mode is None and same:
                at[patient] = noun._replace(entry=noun.entry._replace(mode=t.entry.mode))
        elif same or t.entry.type in ("YIELD", "SANCTION"):
            gone.add(patient)  # "called off the strike" is one event, "welcomed the release" two
    for t in found:
        # "an operation to evacuate them" is one event, the evacuation
        if parse.relations[t.head] in ("acl", "advcl") and parse.xpos[t.head] == "VB":
            above = parse.heads[t.head]
            for token in (above, parse.child(above, "obj")):
                outer = at.get(token)
                if outer is not None and outer.head != t.head and outer.entry.type == t.entry.type and parse.upos[outer.head] == "NOUN":
                    gone.add(outer.head)
    return [at[t.head] for t in found if t.head not in gone]
