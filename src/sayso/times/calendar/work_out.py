"""From what a phrase means and the moment it is read from, to a stretch of the calendar."""

# ruff: noqa: DTZ001 - clocks are those of the place that a report speaks of
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sayso.times.calendar import stretch as s
from sayso.times.calendar.counting import lasting, shifted, stretching
from sayso.times.calendar.incomplete import dated
from sayso.times.calendar.nth import nth_of
from sayso.times.calendar.scene import Scene
from sayso.times.calendar.stretch import Stretch
from sayso.times.calendar.turns import cycle, feast, unit, which
from sayso.times.meaning import (
    About,
    Cal,
    Century,
    Clock,
    Cycle,
    Decade,
    Edge,
    Feast,
    In,
    Lasting,
    Meaning,
    Nth,
    Open,
    Part,
    Range,
    Shift,
    Stretching,
    Unit,
    Which,
)

__all__ = ["work_out"]


def work_out(m: Meaning, at: Scene) -> Stretch | None:
    """The stretch that a phrase means, or None where the scene does not settle it.

    >>> from datetime import date
    >>> work_out(Unit("W", -1), Scene(date(2022, 3, 26))).edtf
    '2022-03-14/2022-03-20'
    """
    rule = _RULES.get(type(m))
    if rule is None:
        return None
    try:
        return rule(m, at)
    except (ValueError, OverflowError):
        return None  # 30 February, or beyond the calendar's years


def _decade(m: Decade, _at: Scene) -> Stretch:
    return s.decade(m.year)


def _century(m: Century, _at: Scene) -> Stretch | None:
    return s.century(m.number) if 1 <= m.number <= 30 else None


def _shift(m: Shift, at: Scene) -> Stretch | None:
    if at.quarter is not None and m.unit == "Y" and m.low == m.high == 1 and m.base in (None, "text"):
        q = at.quarter
        return s.quarter(q.first.year + m.sign, (q.first.month + 2) // 3)
    base = _base(m, at)
    if base is not None and base.unit == "Q" and m.unit == "Y" and isinstance(m.base, Cycle) and m.low is not None:
        return s.quarter(base.first.year + int(m.low) * m.sign, (base.first.month + 2) // 3)
    return shifted(m, base) if base is not None else None


def _base(m: Shift, at: Scene) -> Stretch | None:
    if m.base is None or (m.base == "text" and at.text is None):
        if at.moment is not None and m.unit in ("H", "MIN", "S"):
            return s.minute(at.moment)
        return s.day(at.day) if at.day else None
    if m.base == "text":
        return at.text
    if m.base == "event":
        return at.event
    if isinstance(m.base, str):
        return None
    return work_out(m.base, at)


def _lasting(m: Lasting, at: Scene) -> Stretch | None:
    base = work_out(m.base, at)
    return lasting(m, base) if base is not None else None


def _nth(m: Nth, at: Scene) -> Stretch | None:
    frame = work_out(m.of, at)
    return nth_of(m, frame) if frame is not None else None


def _part(m: Part, at: Scene) -> Stretch | None:
    base = (at.text if at.text is not None else s.day(at.day) if at.day else None) if m.day is None else work_out(m.day, at)
    if base is None or base.unit in ("M", "Y", "Q", "S", "DE", "CE", "W", "WE", "R"):
        return None
    found = s.part_of_day(base.first.date(), m.part)
    if m.small_hours:
        midnight = datetime(base.first.year, base.first.month, base.first.day)
        return replace(found, first=midnight, last=midnight + timedelta(hours=6) - s.MINUTE)
    return found


def _clock(m: Clock, at: Scene) -> Stretch | None:
    if m.day is None:
        base = s.day(at.day) if at.day and not at.story else at.text
        if at.text is not None and at.text.unit in ("D", "TNI", "TMO", "TAF", "TEV", "MIN"):
            base = at.text
    else:
        base = work_out(m.day, at)
    if base is None or base.unit not in ("D", "TNI", "TMO", "TAF", "TEV", "MIN", "TDT"):
        return None
    return s.clock(base.first.date(), m.hour, m.minute, m.zone)


def _edge(m: Edge, at: Scene) -> Stretch | None:
    found = work_out(m.of, at)
    return s.third(found, m.edge) if found else None


def _in(m: In, at: Scene) -> Stretch | None:
    frame = work_out(m.frame, at)
    return work_out(m.what, replace(at, frame=frame)) if frame else None


def _range(m: Range, at: Scene) -> Stretch | None:
    """Both ends; what one of them leaves open the other fills: "3 March to 5 April 2021", "Monday to Friday"."""
    first, last = m.first, m.last
    if isinstance(first, Cal) and isinstance(last, Cal) and first.year is None and last.year is not None and first.month is not None and last.month is not None:
        first = first._replace(year=last.year if first.month <= last.month else last.year - 1)
    if isinstance(first, Cal) and first.month is None and first.day is not None and isinstance(last, Cal) and last.month is not None:
        first = first._replace(month=last.month, year=last.year)
    b = work_out(last, at)
    a = work_out(first, at)
    if a is None and b is not None and isinstance(first, Clock) and first.day is None:
        a = s.clock(b.first.date(), first.hour, first.minute, first.zone)
    if isinstance(last, (Clock, Part)) and last.day is None and a is not None:
        b = work_out(last, replace(at, text=a))
        if b is not None and b.first < a.first:
            b = replace(b, first=b.first + timedelta(days=1), last=b.last + timedelta(days=1))
            b = s.clock(b.first.date(), b.first.hour, b.first.minute) if b.unit == "MIN" else s.part_of_day(b.first.date(), b.unit)
    if a is None or b is None:
        return None
    if b.last < a.first or b.first < a.first:
        later = work_out(last, replace(at, day=a.first.date(), direction=1, text=a))
        earlier = work_out(first, replace(at, day=b.first.date(), direction=-1))
        if at.direction <= 0 and earlier is not None and earlier.first <= b.first:
            a = earlier
        elif later is not None and later.first >= a.first:
            b = later
        else:
            return None
    return s.between(a, b)


def _open(m: Open, at: Scene) -> Stretch | None:
    """A stretch without an end. Its values stay those of the words, for the "since" is none of them; in "Friday onwards" they are open, too."""
    found = work_out(m.of, at)
    if found is None or found.edtf is None or found.open:
        return found
    to_the_minute = found.unit == "MIN" or found.unit[0] == "T"
    if isinstance(m.of, Edge) and (m.side, m.of.edge) in (("after", "START"), ("before", "END")):
        return replace(found, open="after" if m.side == "after" else "before")  # "before the end of December" is in December, too
    match m.side:
        case "on":
            return replace(found, edtf=f"{found.edtf.partition('/')[0]}/..", open="after")
        case "from":
            return replace(found, open="after")
        case "to":
            return replace(found, open="before")
        case "after":
            return replace(found, first=found.first if to_the_minute else found.last + s.MINUTE, open="after")
        case _:
            return replace(found, last=found.first - s.MINUTE, open="before")


def _about(m: About, at: Scene) -> Stretch | None:
    found = work_out(m.of, at)
    if found is None or found.edtf is None or "/" in found.edtf or "T" in found.edtf:
        return found
    return replace(found, edtf=f"{found.edtf}~")


_RULES: Final[dict[type, Callable[..., Stretch | None]]] = {
    Cal: dated,
    Unit: unit,
    Which: which,
    Cycle: cycle,
    Feast: feast,
    Decade: _decade,
    Century: _century,
    Shift: _shift,
    Stretching: stretching,
    Lasting: _lasting,
    Nth: _nth,
    Part: _part,
    Clock: _clock,
    Edge: _edge,
    In: _in,
    Range: _range,
    Open: _open,
    About: _about,
}
