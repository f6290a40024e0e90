"""Words of violence that report none: in sport, business and the arts, in exercises, in accidents."""

from functools import cache
from typing import Final

from sayso.events.lexicon import Entry, elsewhere, nouns
from sayso.text.parse import Parse

__all__ = ["astray"]

_MANY: Final = 5  # words of quakes, floods or storms from which a report is about one
_VIOLENT: Final = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "THREATEN"))
_CHARGING: Final = frozenset(("accuse", "charge", "indict", "suspect", "convict", "investigate", "accusation", "trial"))
_UNNAMED: Final = frozenset(("withhold", "name", "identify", "quote"))
"""What a source asks not to be, or that its name be: no request that a report tells of."""
_EXERCISES: Final = frozenset(("exercise", "drill", "simulation", "wargame", "rehearsal"))
_VERBAL_FIELDS: Final = frozenset(("sport", "business", "arts", "body"))


@cache
def _warlike() -> frozenset[str]:
    return nouns("@force|@weapon|@rebel|@explosive").lemmas - frozenset(
        ("enemy", "side", "fire", "resistance", "opposition", "division", "unit", "column", "round", "reinforcement", "corps", "tank", "jet", "mine", "car", "defender", "guard", "personnel", "regiment", "marine", "device", "launcher", "shell", "fleet", "attacker", "charge", "battery", "vest", "legion", "warrior", "gun", "bullet")
    )  # fmt: skip


def astray(parse: Parse, begin: int, end: int, head: int, entry: Entry) -> bool:
    """Whether a word of violence stands in a sentence about sport, business or the arts, or is only pretended; or a source asks for no more than not to be
    named."""
    if entry.type == "REQUEST":
        return any(parse.relations[c] == "ccomp" and parse.low_lemmas[c] in _UNNAMED for c in parse.children[head])
    if entry.type not in _VIOLENT:
        return False
    if parse.lower[head] == "stricken" or _feared(parse, head):
        return True
    pretend = elsewhere()["pretend"]
    above = parse.heads[head]
    chain = [
        head,
        *parse.children[head],
        *(parse.children[above] if above >= 0 else ()),
        *[a for a, _ in zip(parse.ancestors(head), range(2), strict=False)],
    ]
    if entry.type == "ASSAULT" and any(parse.lower[c] in pretend and c != head for c in chain):
        return True
    if parse.relations[head].startswith("nmod") and above >= 0 and parse.low_lemmas[above] in elsewhere()["about"]:
        return True  # "the anniversary of the battle", "a history of torture"
    if entry.mode in ("kill", "injure") and _by_accident(parse, head):
        return True
    if entry.mode in ("kill", "injure", "destruction") and _by_nature(parse, head):
        return True
    first, last = parse.sentences[parse.sentence[head]]
    if entry.type == "ASSAULT" and not _EXERCISES.isdisjoint(parse.lemmas[first : last + 1]) and _exercised(parse, first, last):
        return True
    if not _warlike().isdisjoint(parse.low_lemmas[first:begin] + parse.low_lemmas[end + 1 : last + 1]):
        return False
    fields = elsewhere()
    plain = {parse.lower[i] for i in range(first, last + 1) if parse.upos[i] != "PROPN" and not begin <= i <= end}
    return bool(plain & fields["surely"]) or any(len(plain & fields[field]) >= 2 for field in _VERBAL_FIELDS)


def _exercised(parse: Parse, first: int, last: int) -> bool:
    """Whether a sentence tells of what is only played: "as part of the exercise", "during a drill"."""
    return any(parse.lemmas[i] in _EXERCISES and parse.upos[i] == "NOUN" and parse.relations[i] in ("obl", "nmod") for i in range(first, last + 1))


def _feared(parse: Parse, head: int) -> bool:
    """Whether a noun only says why somebody gives no name, or of what somebody is accused: "for fear of reprisals", "accused of war crimes"."""
    above = parse.heads[head]
    if above < 0:
        return False
    if parse.lemmas[head] in ("reprisal", "retaliation", "retribution"):
        return parse.lemmas[above] == "fear"
    first = head
    while parse.relations[first] == "conj":
        first = parse.heads[first]
    accused = parse.lemmas[_charging(parse, first)] if _charging(parse, first) >= 0 else ""
    if parse.lemmas[head] == "crime":
        return accused in _CHARGING
    bare = parse.upos[head] == "NOUN" and not any(parse.relations[c] not in ("case", "cc", "conj", "punct") for c in parse.children[head])
    return bare and parse.xpos[head] == "NN" and accused in _CHARGING  # "of genocide", a crime; not "of the raid"


def _charging(parse: Parse, noun: int) -> int:
    """The word that a phrase with "of" or "with" belongs to, seen through the one accused that the parse may hang it on, or −1."""
    above = parse.heads[noun]
    if above >= 0 and parse.prepositions[noun] in ("of", "with", "for") and parse.base_relations[above] in ("obj", "nsubj"):
        return parse.heads[above] if parse.lemmas[above] not in _CHARGING else above
    return above


def _by_nature(parse: Parse, verb: int) -> bool:
    """Whether what is told to have been suffered is told in a paragraph about a quake, flood or storm and nothing violent."""
    joined = parse.heads[verb] if parse.relations[verb] == "conj" else verb  # "12 people were killed and 300 houses destroyed"
    if parse.child(verb, "nsubj:pass") < 0 and (joined == verb or parse.child(joined, "nsubj:pass") < 0 or parse.xpos[verb] != "VBN"):
        return False
    if parse.child(verb, "obl:agent") >= 0:
        return False
    told = {parse.low_lemmas[i] for i in parse.around(verb) if i != verb}
    hazards = nouns("@hazard").lemmas
    told_of = bool(told & hazards) or sum(lemma in hazards for lemma in parse.low_lemmas) >= _MANY
    return told_of and not told & (elsewhere()["violence"] | _warlike() | nouns("@police|protest|protester|clash|unrest|massacre|coup").lemmas)


def _by_accident(parse: Parse, verb: int) -> bool:
    """Whether the clause that says how people came to die tells of an accident or of nature: "were killed when the aircraft crashed"."""
    for c in parse.children[verb]:
        if not parse.relations[c].startswith("advcl") or not any(parse.lower[k] in ("when", "as", "after", "while") for k in parse.children[c]):
            continue
        first, last = parse.subtree(c)
        told = {parse.low_lemmas[i] for i in range(first, last + 1)}
        subject = parse.child(c, "nsubj", "nsubj:pass")
        if (parse.lemmas[c] in elsewhere()["accidents"] or (subject >= 0 and parse.low_lemmas[subject] in nouns("@weather").lemmas)) and not told & elsewhere()[
            "violence"
        ]:
            return True
    return False
