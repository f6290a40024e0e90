"""Figures: numbers that count people, dwellings, troops, arms, area or aid, as closed ranges with unit, place and time."""

from datetime import date

from sayso.figures.find import find
from sayso.types.reading import Figure

__all__ = ["find", "in_text"]


def in_text(text: str, *, published: date | None = None) -> tuple[Figure, ...]:
    """The figures of a text, with the places and times that they belong to.

    >>> [(f.measure, f.low, f.high, f.relation, f.unit) for f in in_text("At least 12 civilians were killed.")]
    [('killed', 12, None, 'at_least', 'civilians')]

    Args:
        text: A report or a sentence of one.
        published: The day it was published, from which "on Friday" is read.

    Raises:
        ModelError: The encoder's weights are absent or damaged.
        GazetteerError: The gazetteer is absent or damaged.
    """
    from sayso import places, times
    from sayso.models import parse as encode

    parse = encode(text)
    where = places.resolve(parse)
    when = times.resolve_all(times.find(parse), parse, published=published)
    return find(parse, places=where, times=when)
