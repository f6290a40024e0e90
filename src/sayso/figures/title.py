"""What a headline says a report is about: a place, or a country."""

from collections.abc import Sequence
from typing import Final

from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["Title"]

_LONGEST: Final = 20
"""Tokens of a headline."""


class Title:
    """The places of a report's headline.

    Attributes:
        place: The only place below a country that it names; None for none or several.
        country: The only country that it names, whatever for.
    """

    def __init__(self, parse: Parse, places: Sequence[Place]) -> None:
        self.place: Place | None = None
        self.country: Place | None = None
        end = next((i for i, p in enumerate(parse.paragraph) if p > 0), len(parse))
        if end == len(parse) or end > _LONGEST or parse.tokens[end - 1].text == ".":
            return
        named = [p for p in places if p.start < parse.tokens[end].start]
        below = {p.name: p for p in named if p.use == "location" and p.precision not in ("country", "region", "water") and p.country}
        countries = {p.name: p for p in named if p.precision in ("country", "region") and (p.feature or "").startswith("PCL")}
        if len(below) == 1:
            self.place = next(iter(below.values()))
        if len(countries) == 1 and {p.country for p in below.values()} <= {p.country for p in countries.values()}:
            self.country = next(iter(countries.values()))
