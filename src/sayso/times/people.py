"""Times for people: one phrase read from a day, or all the times of a text."""

from datetime import date, datetime

from sayso.errors import DateError
from sayso.models import parse as encode
from sayso.times.find import find
from sayso.times.resolve import resolve_all
from sayso.types.reading import Time

__all__ = ["in_text", "resolve"]


def resolve(phrase: str, *, said: date | str) -> Time:
    """The time that a phrase names, read from the day on which it was said.

    >>> resolve("late on Friday night", said="2022-03-26").edtf
    '2022-03-25TNI'

    Args:
        phrase: The words as written, with or without what stands around them.
        said: The day, as a date or "2022-03-26", or the moment, as a datetime or "2022-03-26T14:30".

    Raises:
        DateError: The phrase names no time, or ``said`` is no day.
    """
    parsed = encode(phrase)
    found = resolve_all(find(parsed), parsed, published=_day(said))
    if not found:
        raise DateError(f"{phrase!r}, which names no time", "a time such as 'last Friday' or '3 May 2022'", "give the words that name the time")
    return max(found, key=lambda t: (t.edtf is not None, t.end - t.start))


def in_text(text: str, *, published: date | str | None = None) -> tuple[Time, ...]:
    """Every time of a text, in order, read from the day of its publication.

    >>> [(t.text, t.edtf, t.latest) for t in in_text("Since Tuesday the bridge is shut.", published="2022-03-26")]
    [('Tuesday', '2022-03-22', None)]

    Args:
        text: The text.
        published: Its day or moment; None leaves unresolved what needs one.

    Raises:
        DateError: ``published`` is no day.
    """
    parsed = encode(text)
    return resolve_all(find(parsed), parsed, published=None if published is None else _day(published))


def _day(value: date | str) -> date:
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None) if "T" in value else date.fromisoformat(value[:10])
    except ValueError:
        raise DateError(f"{value!r}", "a day such as 2022-03-26", "give the day as YYYY-MM-DD") from None
