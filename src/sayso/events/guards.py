"""Guards: whether the words around a trigger meet what an entry of the lexicon asks for."""

from collections.abc import Container
from functools import cache
from typing import Final

from sayso.events.arguments import Arguments
from sayso.events.kinds import settlements
from sayso.events.lexicon import Nouns, nouns
from sayso.events.phrases import modifiers
from sayso.tables import table
from sayso.text.lemmas import lemma as base_form
from sayso.text.parse import Parse

__all__ = ["bearer", "matches", "noun_guards", "says_that", "verb_guards"]

_PRONOUNS: Final = frozenset(
    "he she they them him her it we us i me you who whom which that these those himself herself themselves everyone everybody someone others".split()
)
_FEW: Final = 40
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
    if not guard.kinds and len(guard.lemmas) <= _FEW and parse.low_lemmas[token] in _wrapping():
        return any(parse.low_lemmas[c] in guard.lemmas for c in modifiers(parse, token))  # "aid deliveries"
    for c in parse.children[token]:
        relation = parse.base_relations[c]
        if relation in ("conj", "appos", "flat") and _one(parse, c, guard, located):
            return True
        if (
            relation == "nmod"
            and parse.prepositions[c] == "of"
            and _one(parse, c, guard, located)
            and (parse.low_lemmas[token] in _partitive() or parse.upos[token] in ("NUM", "DET", "PRON") or parse.child(token, "nummod") >= 0)
        ):
            return True  # "dozens of civilians", "700 kg of medicine"
        if "LOC" in guard.kinds and c in located and parse.prepositions[c] == "of" and parse.low_lemmas[token] in settlements():
            return True  # "left the mining town of Ab"
    return False


def _one(parse: Parse, token: int, guard: Nouns, located: Container[int] = ()) -> bool:
    lemma = parse.low_lemmas[token]
    if lemma in guard.lemmas or (lemma[:3] == "ex-" and lemma[3:] in guard.lemmas):
        return True
    if parse.upos[token] == "PROPN" and parse.name_at[token] < 0 and base_form(parse.lower[token], "NNS") in guard.lemmas:
        return True  # "Rockets" at the start of a sentence
    kinds = guard.kinds
    if token in located and "LOC" in kinds:
        return True
    if not kinds:
        return parse.lower[token] in guard.lemmas
    n = parse.name_at[token]
    if n >= 0 and parse.names[n].kind == "PER" and token in located:
        return False  # a town that bears a person's name
    if n >= 0 and (parse.names[n].kind in kinds or parse.names[n].kind == "MISC"):
        return True  # what kind of name it is, the encoder does not know
    if n >= 0 and "NORP" in kinds and parse.names[n].kind == "PRODUCT" and parse.xpos[token] == "NNPS" and parse.base_relations[token] == "nmod":
        return True  # a people that the encoder has not met: "a group of Fenn Marchers"
    if "PRON" in kinds and parse.lower[token] in _PRONOUNS:
        return "LOC" in kinds or parse.lower[token] not in ("it", "which", "that", "this")  # of people only where one may be meant
    if "PROPN" in kinds and parse.upos[token] == "PROPN" and (n < 0 or parse.names[n].kind != "DATE"):
        return True  # any name: towns that no list holds are taken for anything
    return ("NUM" in kinds and parse.upos[token] == "NUM") or parse.lower[token] in guard.lemmas


def noun_guards(parse: Parse, head: int, guards: dict[str, Nouns], found: Arguments, located: Container[int]) -> bool:
    """Whether what stands around a noun meets the guards of an entry."""
    for name, guard in guards.items():
        match name:
            case "anchored":
                held = _anchored(found)
            case "plural":
                held = parse.xpos[head] in ("NNS", "NNPS")
            case "mod":
                held = any(_one(parse, c, guard, located) for c in modifiers(parse, head))
            case "mod!":
                held = not any(parse.low_lemmas[c] in guard.lemmas or parse.lower[c] in guard.lemmas for c in modifiers(parse, head))
            case "subj":
                held = matches(parse, bearer(parse, head), guard, located)
            case "subj!":
                held = not matches(parse, bearer(parse, head), guard, located)
            case "prep":
                held = any(p in found.preps or (parse.relations[head] == "obj" and _follows(parse, head, p)) for p in guard.lemmas)
            case "prep!":
                held = not any(p in found.preps for p in guard.lemmas)
            case _:
                held = _phrase_guard(parse, name, guard, found, located)
        if not held:
            return False
    return True


def bearer(parse: Parse, head: int) -> int:
    """Of whom or what a phrase is said: "the port was under fire", "a town under siege", or −1."""
    subject = parse.child(head, "nsubj")
    if subject < 0 and parse.base_relations[head] in ("nmod", "acl"):
        return parse.heads[head]
    if subject < 0 and parse.base_relations[head] in ("obl", "advcl", "xcomp") and parse.heads[head] >= 0:
        subject = parse.child(parse.heads[head], "nsubj", "nsubj:pass")
    return subject


def _anchored(found: Arguments) -> bool:
    """Whether a vague noun ("violence", "operation") has somebody who acts, or a phrase that says where, on whom, between whom."""
    return found.agent >= 0 or any(p in found.preps for p in ("in", "at", "near", "on", "against", "between", "around", "of", "by", "across"))


def _phrase_guard(parse: Parse, name: str, guard: Nouns, found: Arguments, located: Container[int]) -> bool:
    """Guards named for a preposition: "of:@people", "in!:accident"."""
    wanted = name.rstrip("!")
    token = found.preps.get(wanted, -1)
    if token < 0 and found.patient >= 0:
        token = next((c for c in parse.children[found.patient] if parse.prepositions[c] == wanted), -1)  # "launched an attack on the budget"
    return (token < 0 or not matches(parse, token, guard, located)) if name.endswith("!") else matches(parse, token, guard, located)


def verb_guards(parse: Parse, verb: int, guards: dict[str, Nouns], found: Arguments, located: Container[int]) -> bool:
    """Whether what depends on a verb meets the guards of an entry."""
    patient, agent = found.patient, found.agent
    named = _meant(parse, agent) if "subj" in guards or "subj!" in guards else agent
    for name, guard in guards.items():
        match name:
            case "obj":
                held = matches(parse, patient, guard, located)
            case "obj!":
                held = patient < 0 or not matches(parse, patient, guard, located)
            case "noobj":
                held = parse.child(verb, "obj", "iobj") < 0 and parse.child(verb, "nsubj:pass") < 0
            case "subj":
                held = matches(parse, agent, guard, located) or (named != agent and matches(parse, named, guard, located))
            case "subj!":
                held = named < 0 or not (matches(parse, named, guard, located) or _ends_in(parse, named, guard)) or _no_weather(parse, agent, guard)
            case "uncounted":
                held = patient < 0 or parse.child(patient, "nummod") < 0
            case "prep":
                held = any(
                    p in found.preps
                    or _follows(parse, verb, p)
                    or (p in ("from", "with") and _marks(parse, verb, p))
                    or (patient >= 0 and _has_case(parse, patient, p))
                    for p in guard.lemmas
                )
            case "prep!":
                held = not any(p in found.preps or _marks(parse, verb, p) for p in guard.lemmas)
            case "xcomp":
                held = _complement(parse, verb, ("xcomp", "ccomp"), guard)
            case "xcomp!":
                held = not _complement(parse, verb, ("xcomp", "ccomp"), guard)
            case "inf":
                held = any(parse.relations[c] in ("xcomp", "ccomp", "advcl") and parse.xpos[c] == "VB" and _led(parse, c) for c in parse.children[verb])
            case "undergoes":
                held = True  # only says whose part the subject has
            case "that":
                held = says_that(parse, verb, guard)
            case "deed":
                told = parse.child(verb, "ccomp")
                held = told >= 0 and parse.lemmas[told] in guard.lemmas and parse.upos[parse.child(told, "nsubj")] == "PRON"
            case _:
                held = _phrase_guard(parse, name, guard, found, located)
        if not held:
            return False
    return True


def _meant(parse: Parse, token: int) -> int:
    """The noun that "it" or "they" as a subject stands for: who says so of himself, else the subject of the sentence before; any other
    token itself, and the pronoun where there is no such noun."""
    if token < 0 or parse.lower[token] not in ("it", "they"):
        return token
    for above in parse.ancestors(token):
        subject = parse.child(above, "nsubj")
        if subject >= 0 and subject != token and parse.upos[subject] in ("NOUN", "PROPN"):
            return subject
    before = parse.sentence[token] - 1
    if before < 0 or parse.paragraph[parse.sentences[before][0]] != parse.paragraph[token]:
        return token
    subject = parse.child(parse.root(before), "nsubj", "nsubj:pass")
    return subject if subject >= 0 and parse.upos[subject] in ("NOUN", "PROPN") else token


def _ends_in(parse: Parse, agent: int, guard: Nouns) -> bool:
    """Whether the noun that ends the subject, which the parse may hang beside or below another, meets a guard: "a magnitude 6.3 quake struck",
    "Hurricane Ida destroyed"."""
    if agent < 0:
        return False
    beside = [c for c in parse.children[parse.heads[agent]] if parse.relations[c] == "nsubj"] if parse.heads[agent] >= 0 else []
    last = parse.subtree(agent)[1]
    ends = last if last > agent and not parse.prepositions[last] and parse.base_relations[last] != "conj" else agent
    storm = [c for c in parse.children[agent] if parse.base_relations[c] in ("compound", "flat", "nmod")] if parse.upos[agent] == "PROPN" else []
    return any(parse.upos[i] in ("NOUN", "PROPN") and parse.low_lemmas[i] in guard.lemmas for i in (*beside, ends, *storm))


def _no_weather(parse: Parse, agent: int, guard: Nouns) -> bool:
    """Whether "it", which a guard keeps out because storms and quakes are meant by it, means something else: nothing of nature is named
    before it in its paragraph ("The army said it had struck forty targets")."""
    if parse.lower[agent] != "it" or guard.any:
        return False
    return not any(parse.low_lemmas[i] in nouns("@hazard").lemmas for i in parse.around(agent) if i < agent)


def _follows(parse: Parse, token: int, preposition: str) -> bool:
    """Whether a preposition stands right behind a verb or noun, which a parse may hang elsewhere."""
    return parse.lower[token + 1 : token + 2] == [preposition]


def _has_case(parse: Parse, noun: int, preposition: str) -> bool:
    """Whether a phrase with the preposition hangs on the object instead: "moving tanks towards the border"."""
    return any(parse.relations[c].startswith(("nmod", "obl")) and parse.prepositions[c] == preposition for c in parse.children[noun])


def _marks(parse: Parse, verb: int, preposition: str) -> bool:
    """Whether a clause under the verb is introduced by the preposition: "attacked him for failing", "strikes me as odd"."""
    return any(
        (parse.relations[c], parse.relations[k]) in (("advcl", "mark"), ("xcomp", "case")) and parse.lower[k] == preposition
        for c in parse.children[verb]
        for k in parse.children[c]
    )


def _complement(parse: Parse, verb: int, relations: tuple[str, ...], guard: Nouns) -> bool:
    for c in parse.children[verb]:
        asked = guard.any and parse.lemmas[verb] in ("ask", "urge", "order", "tell", "force") and any(parse.lower[k] == "to" for k in parse.children[c])
        if parse.relations[c] in relations or (parse.relations[c] == "advcl" and parse.xpos[c] in ("VB", "RB", "JJ") and (asked or not guard.any)):
            if guard.any or parse.low_lemmas[c] in guard.lemmas or parse.lower[c] in guard.lemmas:
                return True
    return False


def _led(parse: Parse, clause: int) -> bool:
    """Whether "to" introduces a clause without a subject of its own."""
    return any(parse.lower[k] == "to" for k in parse.children[clause]) and parse.child(clause, "nsubj") < 0


def says_that(parse: Parse, verb: int, guard: Nouns) -> bool:
    """Whether a verb has a "that" clause, with one of the auxiliaries that are asked for, or that word itself."""
    for c in parse.children[verb]:
        if parse.relations[c] == "ccomp":
            helpers = {parse.lower[k] for k in parse.children[c] if parse.relations[k] in ("aux", "mark")}
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
