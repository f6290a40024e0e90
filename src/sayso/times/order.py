"""Which of two numbers is the month: 10/5 is 10 May, but 5 October in a text that also writes 10/25."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sayso.times.find import Phrase
from sayso.times.meaning import Cal

__all__ = ["month_first", "with_order"]

_M = TypeVar("_M")


def with_order(phrases: Sequence[Phrase], *, months_first: bool | None = None) -> Sequence[Phrase]:
    """The phrases with the month first in dates that could be read either way; where nothing says so, as the text's other dates have it.

    >>> from sayso.models import parse
    >>> from sayso.times.find import find
    >>> [x.meaning.month for x in with_order(find(parse("Due on 10/5/2021, not on 10/25/2021.")))]
    [10, 10]
    """
    if months_first is None:
        months_first = month_first(phrases)
    return [x._replace(meaning=_swapped(x.meaning)) for x in phrases] if months_first else phrases


def month_first(phrases: Sequence[Phrase]) -> bool:
    """Whether a text has dates with the month before the day, and none with the day before the month."""
    orders = {c.order for x in phrases for c in _dates(x.meaning)}
    return "M" in orders and "D" not in orders


def _dates(m: object) -> Iterator[Cal]:
    if isinstance(m, Cal):
        yield m
    elif isinstance(m, tuple):
        for part in m:
            yield from _dates(part)


def _swapped(m: _M) -> _M:
    """A meaning with day and month of its open dates changed round."""
    if isinstance(m, Cal):
        return m._replace(month=m.day, day=m.month) if m.order == "?" else m
    return type(m)(*map(_swapped, m)) if isinstance(m, tuple) else m
