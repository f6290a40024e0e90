"""The town that a pronoun or "there" points back to, where it was the subject or object of what was told last."""

from typing import Final

from sayso.events.parties import Parties
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["pointed"]

_CORE: Final = ("obj", "nsubj", "nsubj:pass", "root")
_BACK: Final = 2
"""Sentences, with its own, in which what a pronoun stands for is looked for first."""


def pointed(parse: Parse, parties: Parties, token: int) -> Place | None:
    """The place that "it" or "there" stands for, None if it stands for something else or nothing was told of a town.

    What was spoken of comes before what only said where: "The rebels seized Bourem, between Gao and Timbuktu, but the army retook it".
    """
    if parse.lower[token] not in ("it", "there"):
        return None
    known = parties.entities.at[token]
    if known is not None and parties.entities.get(known).kind in ("place", "person"):
        return next((p for p in parties.places.values() if p.entity == known and p.use == "location"), None)
    first = parse.sentences[max(0, parse.sentence[token] - _BACK + 1)][0]
    for i in range(token - 1, first - 1, -1):
        if _spoken_of(parse, parties, i):
            return parties.places[i]
    return parties.focus(token)


def _spoken_of(parse: Parse, parties: Parties, token: int) -> bool:
    place = parties.places.get(token)
    if place is None or place.use != "location" or place.precision in ("country", "region", "water"):
        return False
    head = parse.heads[token]
    named = parse.relations[token] in ("appos", "flat", "nmod") and head >= 0 and parse.upos[head] == "NOUN" and parse.relations[head] in _CORE
    return parse.relations[token] in _CORE or (named and parse.case(token) == "of")
