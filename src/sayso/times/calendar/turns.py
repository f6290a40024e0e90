"""The one before, this one or the next: weeks, months, weekdays, seasons, holidays."""

# ruff: noqa: DTZ001 - clocks are those of the place that a report speaks of
from dataclasses import replace
from datetime import date, datetime, timedelta

from sayso.times.calendar import stretch as s
from sayso.times.calendar.holidays import days_of
from sayso.times.calendar.scene import Scene
from sayso.times.calendar.stretch import Stretch
from sayso.times.meaning import Cal, Cycle, Feast, Unit, Which

__all__ = ["cycle", "feast", "named", "unit", "which"]


def unit(m: Unit, at: Scene) -> Stretch | None:
    """A unit by its turn: "last week", "this month", "the next day"."""
    base: date | None
    if m.narrative and at.text is not None:
        if m.unit == "D" and at.text.unit in ("Y", "M", "Q", "S", "DE", "CE"):
            return None  # "in March … the next day": of which day is not said
        base = at.text.first.date() if m.step <= 0 else at.text.last.date()
        if at.text.unit == "TNI":
            base = at.text.first.date()
    elif at.story and at.text is not None and m.step == 0:
        base = at.text.first.date()
    else:
        base = at.day
    if base is None:
        return None
    if m.unit == "Q" and m.step == 0 and at.quarter is not None:
        return at.quarter
    if m.unit == "WE":
        return _weekend(m.step, base, at.direction)
    if m.unit in ("H", "MIN") and m.step and at.moment is not None and not (m.narrative and at.text is not None):
        ends = (at.moment, at.moment + m.step * timedelta(minutes=60 if m.unit == "H" else 1))
        return s.between(*map(s.minute, sorted(ends)))
    moved = s.shift(datetime(base.year, base.month, base.day), m.step, m.unit)
    return s.containing(moved.date(), m.unit)


def _weekend(step: int, base: date, direction: int) -> Stretch:
    """The weekend: in the week before it the one past or to come, as the tense says."""
    if (step == 0 and base.weekday() < 5 and direction <= 0) or (step == -1 and base.weekday() >= 5):
        step = -1
    elif step == 1 and base.weekday() < 5:
        step = 0
    return s.weekend(base + timedelta(weeks=step))


def which(m: Which, at: Scene) -> Stretch | None:
    """A weekday, month, season or holiday by its turn: "last Friday", "this summer"."""
    what = m.what
    base = at.text.first.date() if (m.narrative or at.story) and at.text is not None else at.day
    if base is None:
        return None
    if isinstance(what, Cal) and what.weekday is not None:
        if m.step == 0:
            return s.day(base + timedelta(days=what.weekday - base.weekday()))
        if m.step < 0:
            return s.day(base - timedelta(days=(base.weekday() - what.weekday - 1) % 7 + 1))
        if m.narrative or m.step == 2:
            return s.day(base + timedelta(days=(what.weekday - base.weekday() - 1) % 7 + 1))
        return s.day(base + timedelta(days=what.weekday - base.weekday() + 7))
    if isinstance(what, Cal) and what.month is not None:
        if m.step == 0:
            return s.month(base.year, what.month)
        y = base.year
        if m.step < 0:
            return s.month(y if what.month < base.month else y - 1, what.month)
        return s.month(y if what.month > base.month else y + 1, what.month)
    if isinstance(what, Cycle):
        return _cycle_of(what.name, base, m.step)
    if isinstance(what, Feast):
        return feast(what if m.step else what._replace(year=base.year), replace(at, day=base, direction=m.step))
    return None


def cycle(m: Cycle, at: Scene) -> Stretch | None:
    """A season, quarter or half: of its year, else the one that tense or nearness chooses."""
    if m.name == "Q":
        y = at.frame.first.year if m.year is None and at.frame is not None else m.year
        if y is None or at.quarter is None:
            return at.quarter if y is None else s.year(y)
        return s.quarter(y, (at.quarter.first.month + 2) // 3)
    if m.year is not None:
        return named(m.name, m.year)
    if at.frame is not None:
        return named(m.name, at.frame.first.year)
    base = at.text.first.date() if at.story and at.text is not None else at.day
    if base is None:
        return None
    if at.story:
        return named(m.name, base.year)
    return _cycle_of(m.name, base, at.direction if at.direction < 2 else 0, loose=True)


def named(name: str, y: int) -> Stretch:
    """The season ("SU"), quarter ("Q3") or half ("H1") of a year."""
    kind = {"Q": s.quarter, "H": s.half}.get(name[0])
    return kind(y, int(name[1])) if kind and name[1].isdigit() else s.season(y, name)


def _cycle_of(name: str, base: date, step: int, *, loose: bool = False) -> Stretch:
    """The season or quarter before (−1), at (0) or after (1) a day; ``loose``: the one going on counts, too."""
    at = datetime(base.year, base.month, base.day)
    found = [named(name, y) for y in range(base.year - 2, base.year + 3)]
    if loose and name[0] == "Q":
        # reports of a quarter follow it, whatever their tense; but none looks back on one to come
        found = [x for x in found if x.first <= at] if step < 0 else found
        return min(found, key=lambda x: timedelta() if x.first <= at <= x.last else min(abs(x.last - at), abs(x.first - at)))
    if step < 0:
        return [x for x in found if (x.first if loose else x.last) < at][-1]
    if step > 0:
        return next(x for x in found if (x.last if loose else x.first) > at)
    return next((x for x in found if x.first <= at <= x.last), named(name, base.year))


def feast(m: Feast, at: Scene) -> Stretch | None:
    """A holiday: of its year, else the one that tense or nearness chooses."""

    def make(y: int) -> Stretch | None:
        found = days_of(m.name, y)
        return s.between(s.day(found[0]), s.day(found[1])) if found else None

    if m.year is not None:
        return make(m.year)
    if at.frame is not None:
        return make(at.frame.first.year)
    base = at.text.first.date() if at.story and at.text is not None else at.day
    if base is None:
        return None
    if at.story:
        return make(base.year)
    moment = datetime(base.year, base.month, base.day)
    found = [x for y in range(base.year - 1, base.year + 2) if (x := make(y))]
    if at.direction < 0:
        found = [x for x in found if x.first <= moment]
    elif at.direction == 1:
        found = [x for x in found if x.last >= moment]
    return min(found, key=lambda x: abs(x.first - moment)) if found else None
