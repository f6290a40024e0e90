"""Which words of a text report an event, of what type: the lexicon's entries whose guards hold."""

from collections.abc import Container
from typing import Final

from sayso.events.arguments import Arguments, arguments, of_noun
from sayso.events.astray import astray
from sayso.events.doers import passive
from sayso.events.guards import bearer, noun_guards, says_that, verb_guards
from sayso.events.lexicon import Entry, noun_entries, nouns, verb_entries
from sayso.events.phrases import light, listed
from sayso.events.settled import settled
from sayso.events.trigger import Trigger
from sayso.text.lemmas import lemma as base_form
from sayso.text.parse import Parse

__all__ = ["triggers"]

_BURNING: Final = frozenset(("alight", "ablaze", "aflame"))
"""Words of a state that things are set into; none is ever a noun."""
_PUT: Final = 7
"""Words from a verb to what it puts somebody under, with whom it puts there."""
_NEVER: Final = frozenset(("PRON", "DET", "AUX", "PUNCT"))


def triggers(parse: Parse, located: Container[int] = ()) -> list[Trigger]:
    """The triggers of a text, in order, none within another; ``located`` are the tokens of places."""
    verbs, phrases = verb_entries(), noun_entries()
    found: list[Trigger] = []
    end = -1
    for i, (kind, lemma, lower) in enumerate(zip(parse.upos, parse.low_lemmas, parse.lower, strict=True)):
        if kind in _NEVER or i <= end:
            continue
        entries = phrases.get(lemma) or phrases.get(lower)
        one = _noun(parse, i, entries, located) if entries is not None else None
        if one is None and kind in ("VERB", "ADJ", "NOUN") and (kind == "VERB" or parse.xpos[i].startswith("VB")):
            joined = verbs.get(_hyphened(parse, i, lemma))
            known = joined or verbs.get(lemma) or (verbs.get(base_form(lower, "VBD")) if lemma == lower else None)
            if known is not None:
                one = _verb(parse, i, known, located)
                if one is not None and joined is not None:
                    one = one._replace(first=min(one.first, i - 2))
        if one is not None and _stands(parse, one):
            one = None
        if one is not None and not astray(parse, one.first, one.last, one.head, one.entry):
            end = one.last
            found.append(one)

    heads = {t.head for t in found}
    return settled(parse, [t if t.arguments.patient in heads else _carried_out(parse, t) for t in found])


def _stands(parse: Parse, one: Trigger) -> bool:
    """Whether a participle tells how somebody or something stands: "the occupied town", which is control, "the banned party", "wounded people", "the
    Iran-backed rebels", "forces allied with the government"."""
    if one.entry.type == "SUPPORT" and parse.lower[one.head] == "allied":
        return True
    state = one.entry.mode in ("occupation", "restrict", "injure") or (one.entry.type == "SUPPORT" and parse.xpos[one.head] == "VBN")
    return state and parse.relations[one.head] == "amod" and parse.xpos[one.head] != "NN"


def _carried_out(parse: Parse, one: Trigger) -> Trigger:
    """A deed that a verb only lends its subject is where the deed is named: "carried out eighteen strikes"."""
    noun = one.arguments.patient
    if one.entry.type != "ASSAULT" or one.head == noun or noun < 0 or parse.upos[noun] != "NOUN" or light(parse, noun) != one.head:
        return one
    if parse.low_lemmas[noun] not in nouns("@attack").lemmas - nouns("@weapon").lemmas:
        return one
    return one._replace(first=noun, last=noun, head=noun, arguments=of_noun(parse, noun))


def _noun(parse: Parse, i: int, entries: tuple[Entry, ...], located: Container[int]) -> Trigger | None:
    lemmas, lower = parse.low_lemmas, parse.lower
    for entry in entries:
        last = i + len(entry.words)
        if entry.words and (last >= len(lower) or any(word not in (lemmas[k], lower[k]) for k, word in enumerate(entry.words, i + 1))):
            continue
        head = _head(parse, i, last)
        if not entry.words and not _nominal(parse, head):
            return None
        if entry.words and parse.upos[head] == "VERB" and parse.lower[head] != entry.words[-1]:
            continue  # "tanks fired" is no "tank fire"
        if parse.upos[head] not in ("NOUN", "PROPN", "VERB", "ADJ") or _modifies(parse, head, last):
            continue
        found = of_noun(parse, head) if _gerund(parse, head) else arguments(parse, head)
        if noun_guards(parse, head, entry.guards, found, located):
            if "subj" in entry.guards:
                found = Arguments(found.preps.get("from", -1), bearer(parse, head), found.preps)  # "the port was under fire"
            return Trigger(i, last, head, entry, found)
    return None


def _hyphened(parse: Parse, token: int, lemma: str) -> str:
    """A verb with what a hyphen joins to it, which the parse keeps apart: "test-fired"."""
    return f"{parse.lower[token - 2]}-{lemma}" if token > 1 and parse.lower[token - 1] == "-" else ""


def _nominal(parse: Parse, token: int) -> bool:
    if parse.upos[token] == "NOUN" or _gerund(parse, token):
        return True
    # in the middle of a name ("Battle of Britain Day") a noun names a thing; a headline's capitals make no name
    return parse.upos[token] == "PROPN" and parse.name_at[token] < 0


def _gerund(parse: Parse, token: int) -> bool:
    """Whether a verb form is a noun here: "Fighting between the two armies broke out"."""
    if parse.xpos[token] == "VBG" and any(parse.xpos[c] == "EX" for c in parse.children[token]):
        return True  # "there was fighting"
    if parse.xpos[token] != "VBG" or parse.child(token, "obj", "nsubj") >= 0:
        return False
    if parse.heads[token] == token + 1 and parse.xpos[token + 1] in ("VBD", "VBZ", "VBP") and parse.child(token + 1, "nsubj") < 0:
        return True  # "while shelling killed fourteen", which the parse takes for a clause
    if parse.lower[token - 1] == "by" and parse.relations[token] == "advcl" and passive(parse, parse.heads[token]):
        return True  # "were injured by shelling"
    opens = token == parse.sentences[parse.sentence[token]][0] and parse.lower[token + 1 : token + 2] in (["between"], ["in"], ["near"], ["around"], ["along"])
    return parse.relations[token] in ("csubj", "nsubj") or opens


def _head(parse: Parse, first: int, last: int) -> int:
    for i in range(last, first - 1, -1):
        if not first <= parse.heads[i] <= last and parse.upos[i] in ("NOUN", "PROPN", "VERB"):
            return i
    return last


def _modifies(parse: Parse, head: int, last: int) -> bool:
    """Whether a noun only qualifies the next one: "attack helicopter", "arrest warrant"; but "bombing campaign" is an event."""
    first = head
    while parse.relations[first] == "conj":
        first = parse.heads[first]
    if first < head and parse.upos[first] == "NOUN" and parse.lemmas[last + 1 : last + 2] in (["team"], ["worker"], ["crew"]):
        return True  # "search and rescue teams"
    if parse.relations[head] not in ("compound", "amod", "nmod:unmarked") or parse.heads[head] <= last:
        return False
    return parse.low_lemmas[parse.heads[head]] not in (
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


def _people(parse: Parse, token: int) -> bool:
    """Whether a participle stands for people: "evacuated 68 injured", "treated 20 wounded"."""
    if parse.lower[token] not in ("injured", "wounded", "detained", "displaced", "kidnapped") or token < 2 or parse.xpos[token - 1] != "CD":
        return False
    verb = next((i for i in range(token - 2, max(-1, token - 5), -1) if parse.upos[i] == "VERB"), -1)  # "some", "at least" stand between
    return verb >= 0 and parse.lemmas[verb] in listed("of_wounded") and not passive(parse, verb)


def _verb(parse: Parse, i: int, entries: tuple[Entry, ...], located: Container[int]) -> Trigger | None:
    if _people(parse, i):
        return None
    found: Arguments | None = None
    for entry in entries:
        last = i
        if entry.words:
            last = _particle(parse, i, entry.words)
            if last < 0:
                continue
        if "that" in entry.guards and not says_that(parse, i, entry.guards["that"]):
            continue  # asked first: "say" is frequent
        if found is None:
            found = arguments(parse, i)
        if entry.words and found.patient < 0 and (moved := found.preps.get(entry.words[-1], -1)) > last == i + len(entry.words) and "obj" in entry.guards:
            found = found._replace(patient=moved)  # "broke up the sit-in", where the parse takes the particle for a preposition
        if found.patient >= 0 and parse.lower[found.patient] in _BURNING:
            found = found._replace(patient=_burnt(parse, i, found.patient))
        if parse.relations[i] == "amod" and parse.xpos[i] == "VBG":
            return None  # "the negotiating team"
        if verb_guards(parse, i, entry.guards, found, located):
            end = max(i, last)
            if parse.lemmas[i] == "fall" and entry.mode == "occupation":
                found = Arguments(found.preps.get("to", -1), found.agent, found.preps)  # the town that falls has it done to it
            if "undergoes" in entry.guards:
                by = next((found.preps[p] for p in entry.guards["undergoes"].lemmas if p in found.preps), -1)
                found = Arguments(by, found.agent if found.agent >= 0 else found.patient, found.preps)
            if parse.lemmas[i] == "receive" and entry.type == "AID":
                found = Arguments(found.preps.get("from", -1), found.agent, found.preps)  # whom help reaches gives none
            if parse.lemmas[i] == "hear":
                found = Arguments(-1, -1, found.preps)  # who hears shots fires none
            if parse.lemmas[i] == "lose" and entry.type == "ASSAULT":
                found = Arguments(-1, found.agent, found.preps)  # "lost their lives"
            if "under" in entry.guards and 0 <= found.preps.get("under", -1) - end <= (_PUT if "obj" in entry.guards else 3):
                end = found.preps["under"]  # "came under fire", "put the editor under house arrest"
            if _with_object(entry) and end < found.patient <= end + 3:
                end = found.patient  # "opened fire"
            return Trigger(i, end, i, entry, found)
    return None


def _burnt(parse: Parse, verb: int, burning: int) -> int:
    """What "set two lorries alight" tells of, where the parse takes the last word for the object, or −1."""
    beside = next((c for c in parse.children[verb] if verb < c < burning and parse.relations[c] == "obj"), -1)
    return beside if beside >= 0 else parse.child(burning, "compound")


def _led_by(parse: Parse, token: int, word: str) -> bool:
    """Whether a phrase, or one inside it, begins with a word that may be the verb's particle."""
    return any(
        (parse.relations[k] in ("case", "advmod") and parse.lower[k] == word) or (parse.relations[k].startswith("nmod") and parse.prepositions[k] == word)
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
        if parse.lower[c] == words[0] and (parse.relations[c] in ("compound:prt", "advmod", "xcomp", "compound") or words[0] in _BURNING):
            return min(c, verb)
        if words[0] in ("out", "back") and c > verb + 1 and parse.relations[c].startswith(("obl", "obj")) and _led_by(parse, c, words[0]):
            return verb  # "pulled its troops out of the town"
    return -1
