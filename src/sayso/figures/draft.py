"""The shape of a figure in the making."""

from typing import NamedTuple

from sayso.types.kinds import Relation
from sayso.types.reading import Span

__all__ = ["Draft"]


class Draft(NamedTuple):
    """A figure before its place, time and id are known.

    Attributes:
        key: Token of its number, by which others refer to it.
        head: The counted noun, or the number itself.
        by: The verb or noun that the measure was read from, −1 for none.
        behind: Last token of number and noun.
        own: Whether the measure was read from the text around it, not from the class of the noun alone.
        part_of: Key of the figure that it is a part of.
    """

    key: int
    first: int
    last: int
    measure: str
    low: float | None
    high: float | None
    relation: Relation
    unit: str | None
    head: int
    by: int
    behind: int
    thing: str
    of: bool
    own: bool
    sure: float
    derived_from: tuple[Span, ...] = ()
    part_of: int | None = None
