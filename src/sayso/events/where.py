"""Where an event took place: the place of its own clause before any other."""

from functools import cache
from typing import NamedTuple

from sayso.entities import Entities
from sayso.events.arguments import Arguments, case_of, light
from sayso.events.parties import Parties
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import EventType, Place

__all__ = ["Where", "place_of"]

_MATERIAL: frozenset[EventType] = frozenset(("ASSAULT", "AID", "PROTEST", "COERCE", "MOBILIZE"))
"""Types whose events happen on the ground, so that the place spoken of last is theirs too; meetings and words are not."""

_CLAUSE = 4


class Where(NamedTuple):
    """A place by canonical name, its entity, and how far from the event it was found (0 in its own phrase … 3 in another sentence)."""

    name: str
    entity: str | None
    country: str | None
    distance: int


@cache
def _locative() -> frozenset[str]:
    return frozenset(table("events/syntax")["locative"])


def place_of(parse: Parse, parties: Parties, entities: Entities, head: int, found: Arguments, kind: EventType) -> Where | None:
    """Where the event at ``head`` took place, None if the text does not say."""
    own = _in_phrases(parse, parties, entities, head, 0, kind)
    if own is not None:
        return own
    verb = light(parse, head)
    if verb >= 0:
        own = _in_phrases(parse, parties, entities, verb, 0, kind)
        if own is not None:
            return own
    if kind in _MATERIAL or kind == "YIELD":
        for argument in (found.patient, *(found.preps.get(p, -1) for p in ("on", "against", "at", "into", "of"))):
            if argument >= 0:
                at = _within(parse, parties, entities, argument, 1)
                if at is not None:
                    return at
    elif kind == "CONSULT" and found.patient >= 0 and parse.upos[head] == "VERB" and found.patient in parties.places:
        return _within(parse, parties, entities, found.patient, 1)  # "visited Kyiv"
    above, here = parse.heads[head], head
    for _ in range(_CLAUSE):
        if above < 0:
            break
        if parse.upos[above] in ("VERB", "NOUN") and (verb != above):
            own = _in_phrases(parse, parties, entities, above, 1, kind, skip=here)
            if own is not None:
                return own
        here, above = above, parse.heads[above]
    if kind not in _MATERIAL:
        return None
    return _focus(parse, parties, head)


def _in_phrases(parse: Parse, parties: Parties, entities: Entities, word: int, distance: int, kind: EventType, skip: int = -1) -> Where | None:
    """The place in the phrases under a word: where something is before where it goes, where it goes before whence it comes;
    but what leaves ("withdrew from") happens where it leaves."""
    best: tuple[int, Where] | None = None
    for c in parse.children[word]:
        if c == skip:
            continue
        relation = parse.relations[c].partition(":")[0]
        case = case_of(parse, c)
        if relation in ("obl", "nmod") and case in _locative():
            found = _within(parse, parties, entities, c, distance)
            rank = (
                (1 if case in ("to", "into", "towards", "toward") else 2 if case in ("from", "of") else 0)
                if kind not in ("YIELD", "AID")
                else 2
                if case == "to"
                else 0
            )
        elif relation == "advmod" and c in parties.places:
            found, rank = _where(parties.places[c], distance), 0
        else:
            continue
        if found is not None and (best is None or rank < best[0]):
            best = rank, found
    return best[1] if best is not None else None


def _within(parse: Parse, parties: Parties, entities: Entities, token: int, distance: int) -> Where | None:
    """The place that a phrase is or lies in: "Kharkiv", "the city of Kharkiv", "a school near Kharkiv"."""
    place = parties.places.get(token)
    if place is not None:
        return _where(place, distance) if place.use == "location" else None
    if parse.upos[token] == "NOUN" and (found := entities.at[token]) is not None:
        entity = entities.get(found)
        if entity.kind == "place":
            return Where(entity.name, found, None, distance)
    for c in parse.children[token]:
        relation = parse.relations[c].partition(":")[0]
        if relation in ("nmod", "appos", "conj", "flat", "compound", "obl"):
            inner = _within(parse, parties, entities, c, distance)
            if inner is not None:
                return inner
    return None


def _where(place: Place, distance: int) -> Where:
    return Where(place.name, place.entity, place.country, distance)


def _focus(parse: Parse, parties: Parties, head: int) -> Where | None:
    """The place spoken of last before the event in its sentence, else after it there, else before it in its paragraph
    or the one before."""
    first, last = parse.sentences[parse.sentence[head]]
    for i in range(head - 1, first - 1, -1):
        place = parties.places.get(i)
        if place is not None and place.use == "location":
            return _where(place, 2)
    for i in range(head + 1, last + 1):
        place = parties.places.get(i)
        if place is not None and place.use == "location":
            return _where(place, 2)
    # a sentence that names another country or people has left the place of the paragraph before
    paragraph = parse.paragraph[head] - (not any(i in parties.places for i in range(first, last + 1)))
    i = first - 1
    while i >= 0 and parse.paragraph[i] >= paragraph:
        place = parties.places.get(i)
        if place is not None and place.use == "location":
            return _where(place, 3)
        i -= 1
    return None
