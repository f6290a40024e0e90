"""Which place a description means: "the port city", "the capital", "the besieged enclave", "there"."""

from collections.abc import Sequence
from typing import Final

from sayso.places.gazetteer import gazetteer
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["referent"]

_FAR: Final = 1200  # characters
_COUNTRY: Final = frozenset(("country", "nation", "republic", "state"))
_CITY: Final = frozenset(("city", "town", "village", "port", "settlement", "hamlet", "suburb", "metropolis", "stronghold", "hub"))
_AREA: Final = frozenset(("region", "province", "oblast", "governorate", "enclave", "territory", "peninsula", "district", "area", "strip", "island", "state"))
_WATER: Final = frozenset(("river", "sea", "strait", "lake", "gulf", "bay", "canal", "waterway"))


def referent(parse: Parse, places: Sequence[Place], token: int) -> Place | None:
    """The place that the description or adverb at a token refers back to; None if no place of the report fits.

    Args:
        places: As ``resolve`` gave them, in order.
        token: Head of the description ("city" in "the port city"), or "there", "here".
    """
    word, at = parse.lower[token], parse.tokens[token].start
    kinds = _kinds(word)
    if kinds is None:
        return None
    if word not in ("there", "here") and not _definite(parse, token):
        return None
    named = _named(parse, places, token)
    if named is not None:
        return named
    before = [p for p in places if p.start < at and at - p.start < _FAR and p.latitude is not None]
    if word == "capital":
        return _capital(parse, places, token, before)
    for p in reversed(before):
        if p.precision in kinds and (p.use == "location" or p.precision == "country"):
            return p
    return None


def _kinds(word: str) -> frozenset[str] | None:
    if word in ("there", "here"):
        return frozenset(("city", "district", "point", "province", "region"))
    if word == "capital" or word in _CITY:
        return frozenset(("city",))
    if word in _COUNTRY:
        return frozenset(("country",))
    if word in _AREA:
        return frozenset(("province", "region", "district"))
    return frozenset(("water",)) if word in _WATER else None


def _definite(parse: Parse, token: int) -> bool:
    """Whether "the", "this" or "that" stands before: "a port city" introduces, it does not refer back."""
    return any(parse.lower[c] in ("the", "this", "that", "its", "their", "whose") for c in parse.children[token] if c < token) or parse.lower[token - 1] in (
        "the",
        "this",
        "that",
    )


def _named(parse: Parse, places: Sequence[Place], token: int) -> Place | None:
    """The name that the description carries itself: "the port city of Odesa", "the city, Kherson,"."""
    first, last = parse.subtree(token)
    start, end = parse.tokens[first].start, parse.tokens[last].end
    for c in parse.children[token]:
        if parse.base_relations[c] not in ("nmod", "appos", "compound", "flat"):
            continue
        if parse.relations[c].startswith("nmod") and not any(parse.lower[k] == "of" for k in parse.children[c]):
            continue
        inside = parse.tokens[c].start
        for p in places:
            if start <= p.start <= inside < p.end <= end and p.use == "location" and p.precision in (_kinds(parse.lower[token]) or ()):
                return p
    return None


def _capital(parse: Parse, places: Sequence[Place], token: int, before: Sequence[Place]) -> Place | None:
    """The capital of the country named beside it, else of the country last spoken of whose capital the report names."""
    beside = [c for c in parse.children[token] if parse.base_relations[c] in ("amod", "nmod", "compound")]
    named = [p for p in places if any(p.start <= parse.tokens[c].start < p.end for c in beside) and p.country]
    states = gazetteer().states
    capitals = [p for p in places if p.feature == "PPLC" and p.country]
    for country in (*(p.country for p in named), *(p.country for p in reversed(before))):
        if country not in states:
            continue
        found = next((p for p in reversed(capitals) if p.country == country and p.start < parse.tokens[token].start), None)
        found = found or next((p for p in capitals if p.country == country), None)
        if found is not None:
            return found
        if named:
            return None
    return None
