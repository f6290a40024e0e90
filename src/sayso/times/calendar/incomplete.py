"""Dates that lack a year, month or week: which of those that they could be they are."""

# ruff: noqa: DTZ001 - clocks are those of the place that a report speaks of
from datetime import date, datetime, timedelta

from sayso.times.calendar import stretch as s
from sayso.times.calendar.scene import Scene
from sayso.times.calendar.stretch import Stretch
from sayso.times.meaning import Cal

__all__ = ["dated"]


def dated(m: Cal, at: Scene) -> Stretch | None:
    """A date with any of its fields: as it stands, in its frame, onward in a story, or nearest to the day on which it was said."""
    if m.year is not None:
        if m.month is None:
            return s.year(m.year)
        return s.day(date(m.year, m.month, m.day)) if m.day else s.month(m.year, m.month)
    if at.frame is not None:
        return _framed(m, at.frame)
    base = at.day
    if m.month is not None:
        if (at.story or at.tells) and at.text is not None:
            return _onward(m, at.text)
        if base is None:
            return _onward(m, at.text) if at.text is not None and at.text.unit in ("Y", "M", "D", "S", "R") else None
        if m.weekday is not None and m.day:
            near = base
            agree = [d for y in range(base.year - 3, base.year + 4) if (d := _date(y, m.month, m.day)) and d.weekday() == m.weekday]
            if agree:
                return s.day(min(agree, key=lambda d: abs((d - near).days)))
        return _nearest(m, base, at.direction if at.direction < 2 else 0)
    if m.day is not None:  # "the 24th"
        if at.story and at.text is not None:
            base = at.text.first.date()
        if base is None:
            return None
        told = at.story and at.text is not None  # "on 2 October … on the 5th": whatever the tense, all of a story is past
        return _day_alone(m.day, m.weekday, base, 0 if told or at.direction == 2 else at.direction)
    if m.weekday is not None:
        if at.story and at.text is not None and at.text.unit in ("D", "TNI", "TMO", "TAF", "TEV", "MIN"):
            first = at.text.first.date()
            return s.day(first + timedelta(days=(m.weekday - first.weekday()) % 7))
        if base is None:
            return None
        if at.direction > 0:
            return s.day(base + timedelta(days=(m.weekday - base.weekday()) % 7))
        return s.day(base - timedelta(days=(base.weekday() - m.weekday) % 7))
    return None


def _date(y: int, month: int, day: int) -> date | None:
    try:
        return date(y, month, day)
    except ValueError:
        return None


def _make(m: Cal, y: int) -> Stretch | None:
    try:
        return s.day(date(y, m.month or 1, m.day)) if m.day else s.month(y, m.month or 1)
    except ValueError:
        return None


_SOON, _LONG = timedelta(days=45), timedelta(days=300)


def _nearest(m: Cal, base: date, direction: int) -> Stretch | None:
    """A date without a year: the last one for the past, the next one for the future, else the nearest."""
    at = datetime(base.year, base.month, base.day)
    found = [x for y in range(base.year - 4, base.year + 5) if (x := _make(m, y))]
    if not found:
        return None
    past = max((x for x in found if x.first <= at), key=lambda x: x.first)
    future = min((x for x in found if x.last >= at), key=lambda x: x.first)
    # a verb in the present of last week's decision: "will pay for the raid of 20 March" is no matter of eleven months on
    if direction < 0 and not (direction == -2 and past and future and future.first - at < _SOON and at - past.last > _LONG):
        return past
    if direction > 0 and not (at - past.last < _SOON and future.first - at > _LONG):
        return future
    return min(found, key=lambda x: min(abs(x.first - at), abs(x.last - at)) if not x.first <= at <= x.last else timedelta())


def _onward(m: Cal, text: Stretch) -> Stretch | None:
    """A date without a year in a story: in the year of what was told before, or the next one where that would go far back."""
    y = text.first.year
    here = _make(m, y)
    if here is not None and here.last < text.first - timedelta(days=240) and text.unit not in ("Y", "R"):
        return _make(m, y + 1)
    return here


def _framed(m: Cal, frame: Stretch) -> Stretch | None:
    day = frame.first.date()
    if m.weekday is not None and m.day is None:
        return s.day(day + timedelta(days=(m.weekday - day.weekday()) % 7))
    if m.month is None and m.day is not None:
        return s.day(day.replace(day=m.day))
    return _make(m, day.year)


def _day_alone(n: int, weekday: int | None, base: date, direction: int) -> Stretch | None:
    """As in "the 24th": of this month, or of the one before or after where the tense forbids this one."""
    days = []
    for k in range(-14, 15):
        month = s.shift(datetime(base.year, base.month, 1), k, "M")
        try:
            day = month.replace(day=n).date()
        except ValueError:
            continue
        if weekday is None or day.weekday() == weekday:
            days.append(day)
    if not days:
        return None
    if direction < 0:
        days = [d for d in days if d <= base] or days
    elif direction > 0:
        days = [d for d in days if d >= base] or days
    return s.day(min(days, key=lambda d: abs((d - base).days)))
