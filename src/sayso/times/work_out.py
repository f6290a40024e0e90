"""From what a phrase means and the moment it is read from, to a stretch of the calendar."""

# ruff: noqa: DTZ001 - clocks are those of the place that a report speaks of
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sayso.times import stretch as s
from sayso.times.holidays import days_of
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
from sayso.times.stretch import Stretch

__all__ = ["Scene", "work_out"]


@dataclass(frozen=True, slots=True)
class Scene:
    """From where a phrase is read.

    Attributes:
        day: The day on which it was said; None if unknown.
        direction: −1 where the tense is past, 1 where it is future, 0 where neither.
        text: The time last spoken of, for "the next day", "two weeks later"; None if there is none.
        story: Whether dates without a year go on from ``text`` rather than from ``day``, as in a history.
        tells: The same for this one date, in a passage of a report that looks back.
        frame: A stretch that the time must lie in, for "the 28th of that month".
        quarter: The quarter last spoken of: "a year earlier" is then that of the year before.
        event: What dates the noun behind "two days after", if something does.
    """

    day: date | None
    direction: int = 0
    text: Stretch | None = None
    story: bool = False
    tells: bool = False
    frame: Stretch | None = None
    event: Stretch | None = None
    quarter: Stretch | None = None


def work_out(m: Meaning, at: Scene) -> Stretch | None:
    """The stretch that a phrase means, or None where the scene does not settle it.

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


def _cal(m: Cal, at: Scene) -> Stretch | None:
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
        return _day_alone(m.day, m.weekday, base, at.direction if at.direction < 2 else 0)
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


def _nearest(m: Cal, base: date, direction: int) -> Stretch | None:
    """A date without a year: the last one for the past, the next one for the future, else the nearest."""
    at = datetime(base.year, base.month, base.day)
    found = [x for y in range(base.year - 4, base.year + 5) if (x := _make(m, y))]
    if not found:
        return None
    past = max((x for x in found if x.first <= at), key=lambda x: x.first)
    future = min((x for x in found if x.last >= at), key=lambda x: x.first)
    # a verb in the present of last week's decision: "will pay for the raid of 20 March" is no matter of eleven months on
    if direction < 0:
        return past
    if direction > 0 and not (at - past.last < _SOON and future.first - at > _LONG):
        return future
    return min(found, key=lambda x: min(abs(x.first - at), abs(x.last - at)) if not x.first <= at <= x.last else timedelta())


_SOON, _LONG = timedelta(days=45), timedelta(days=300)


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


def _unit(m: Unit, at: Scene) -> Stretch | None:
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
    moved = s.shift(datetime(base.year, base.month, base.day), m.step, m.unit)
    return s.containing(moved.date(), m.unit)


def _weekend(step: int, base: date, direction: int) -> Stretch:
    """The weekend: in the week before it the one past or to come, as the tense says."""
    if (step == 0 and base.weekday() < 5 and direction <= 0) or (step == -1 and base.weekday() >= 5):
        step = -1
    elif step == 1 and base.weekday() < 5:
        step = 0
    return s.weekend(base + timedelta(weeks=step))


def _which(m: Which, at: Scene) -> Stretch | None:
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
        return work_out(what if m.step else what._replace(year=base.year), replace(at, day=base, direction=m.step))
    return None


def _cycle(m: Cycle, at: Scene) -> Stretch | None:
    if m.year is not None:
        return _named(m.name, m.year)
    if at.frame is not None:
        return _named(m.name, at.frame.first.year)
    base = at.text.first.date() if at.story and at.text is not None else at.day
    if base is None:
        return None
    if at.story:
        return _named(m.name, base.year)
    return _cycle_of(m.name, base, at.direction if at.direction < 2 else 0, loose=True)


def _named(name: str, y: int) -> Stretch:
    kind = {"Q": s.quarter, "H": s.half}.get(name[0])
    return kind(y, int(name[1])) if kind and name[1].isdigit() else s.season(y, name)


def _cycle_of(name: str, base: date, step: int, *, loose: bool = False) -> Stretch:
    """The season or quarter before (−1), at (0) or after (1) a day; ``loose``: the one going on counts, too."""
    at = datetime(base.year, base.month, base.day)
    found = [_named(name, y) for y in range(base.year - 2, base.year + 3)]
    if loose and name[0] == "Q":
        return min(found, key=lambda x: timedelta() if x.first <= at <= x.last else min(abs(x.last - at), abs(x.first - at)))
    if step < 0:
        return [x for x in found if (x.first if loose else x.last) < at][-1]
    if step > 0:
        return next(x for x in found if (x.last if loose else x.first) > at)
    return next((x for x in found if x.first <= at <= x.last), _named(name, base.year))


def _feast(m: Feast, at: Scene) -> Stretch | None:
    def make(y: int) -> Stretch | None:
        found = days_of(m.name, y)
        return s.between(s.day(found[0]), s.day(found[1])) if found else None

    if m.year is not None:
        return make(m.year)
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


def _decade(m: Decade, _at: Scene) -> Stretch:
    return s.decade(m.year)


def _century(m: Century, _at: Scene) -> Stretch | None:
    return s.century(m.number) if 1 <= m.number <= 30 else None


def _shift(m: Shift, at: Scene) -> Stretch | None:
    base: Stretch | None
    if at.quarter is not None and m.unit == "Y" and m.low == m.high == 1 and m.base in (None, "text"):
        q = at.quarter
        return s.quarter(q.first.year + m.sign, (q.first.month + 2) // 3)
    if m.base is None:
        base = s.day(at.day) if at.day else None
    elif m.base == "text":
        base = at.text or (s.day(at.day) if at.day else None)
    elif m.base == "event":
        base = at.event
    elif isinstance(m.base, str):
        base = None
    else:
        base = work_out(m.base, at)
    if base is None:
        return None
    if m.low is None:
        # "a few hours earlier" stays in the day, as far as anyone can tell; "a few days ago" says too little
        return s.day(base.first.date()) if m.unit in ("H", "MIN", "S") and base.unit not in ("Y", "M", "R", "W", "Q", "S", "DE", "CE") else None
    low, high = m.low, m.high if m.high is not None else m.low
    if m.unit in ("H", "MIN", "S"):
        return _hours(m, base, low, high)
    start = base.first if m.sign < 0 or base.unit != "R" else base.last
    if low != int(low):
        start, low, high = s.shift(start, int(low) * m.sign, m.unit), 0, 0
        half = {"Y": (6, "M"), "M": (15, "D"), "DE": (5, "Y"), "CE": (50, "Y"), "W": (3, "D")}.get(m.unit)
        if half is None:
            return s.day(start.date())
        return s.containing(s.shift(start, half[0] * m.sign, half[1]).date(), "M")
    unit = _coarser(m.unit, base.unit)
    ends = [s.containing(s.shift(start, int(n) * m.sign, m.unit).date(), unit) for n in (low, high)]
    return ends[0] if low == high else s.between(*sorted(ends, key=lambda x: x.first))


def _coarser(unit: str, base: str) -> str:
    """How coarse a date so many units off is: "two weeks ago" a week, "a year after 5 May 2021" a day."""
    order = ["MIN", "H", "D", "W", "M", "Q", "Y", "DE", "CE"]
    name = {"FN": "W", "NI": "D", "WE": "W"}.get(unit, unit)
    known = {"TNI": "D", "TMO": "D", "TAF": "D", "TEV": "D", "WE": "W", "S": "M", "R": "D", "MIN": "D"}.get(base, base)
    if known not in order:
        return "D"
    return name if order.index(name) >= order.index(known) else known


def _hours(m: Shift, base: Stretch, low: float, high: float) -> Stretch:
    step = {"H": 60, "MIN": 1, "S": 0}[m.unit]
    if base.unit == "MIN":
        ends = [base.first + timedelta(minutes=step * n * m.sign) for n in (low, high)]
        at = [s.clock(t.date(), t.hour, t.minute) for t in sorted(ends)]
        return s.between(*at)
    # from a day alone only the day can be told: 48 hours on is two days on, three hours ago is today
    days = sorted(round(step * n / 1440) * m.sign for n in (low, high))
    return s.between(*(s.day(base.first.date() + timedelta(days=n)) for n in days))


def _stretching(m: Stretching, at: Scene) -> Stretch | None:
    base = at.text.first.date() if m.narrative and at.text is not None else at.day
    if base is None or m.vague:
        return None
    here = s.day(base)
    letter = {"H": "T", "MIN": "T", "S": "T"}.get(m.unit, "")
    name = {"MIN": "M", "DE": "Y", "CE": "Y", "FN": "W", "NI": "D", "WE": "WE"}.get(m.unit, m.unit)
    if m.number is None:
        timex = f"P{letter}X{name if m.unit not in ('DE', 'CE') else m.unit}"
        if m.sign < 0:
            return Stretch(here.first, here.last, "R", timex, f"../{here.edtf}", "before")
        return Stretch(here.first, here.last, "R", timex, f"{here.edtf}/..", "after")
    factor = {"DE": 10, "CE": 100, "FN": 2}.get(m.unit, 1)
    timex = f"P{letter}{m.number * factor:g}{name}"
    if m.unit in ("H", "MIN", "S"):
        days = round(m.number * {"H": 60, "MIN": 1, "S": 0}[m.unit] / 1440)
        edge = s.day(base + timedelta(days=days * m.sign))
    else:
        edge = s.day(s.shift(here.first, int(m.number) * m.sign, m.unit).date())
    ends = (edge, here) if m.sign < 0 else (here, edge)
    return replace(s.between(*ends), timex=timex)


def _nth(m: Nth, at: Scene) -> Stretch | None:
    frame = work_out(m.of, at)
    if frame is None:
        return None
    first, last = frame.first.date(), frame.last.date()
    if m.unit[0] == "F" and len(m.unit) == 2 and m.unit[1].isdigit():
        weekday = int(m.unit[1])
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (m.n - 1)) if m.n > 0 else last - timedelta(days=(last.weekday() - weekday) % 7)
        return s.day(day) if first <= day <= last else None
    if m.unit[-1].isdigit() and len(m.unit) > 1:
        unit, n = m.unit.rstrip("0123456789."), float(m.unit.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        a = s.shift(frame.first, 0, unit) if m.n > 0 else s.shift(frame.last + s.MINUTE, -int(n), unit)
        b = s.shift(a, int(n), unit) - s.MINUTE
        return s.between(s.day(a.date()), s.day(b.date()))
    if m.unit in ("Q", "H"):
        parts = {"Q": 4, "H": 2}[m.unit]
        n = m.n if m.n > 0 else parts
        if frame.unit == "Y":
            return _named(f"{m.unit}{int(n)}", first.year)
        length = frame.last + s.MINUTE - frame.first
        a, b = frame.first + length * (n - 1) / parts, frame.first + length * n / parts - s.MINUTE
        return Stretch(a, b, "R", frame.timex, f"{a.date().isoformat()}/{b.date().isoformat()}")
    if m.unit == "W":
        # the first week of a month or year is that of its first Thursday, as ISO 8601 counts; weeks of the month run from its first day
        if frame.unit == "Y":
            return s.week(date(first.year, 1, 4) + timedelta(weeks=int(m.n) - 1)) if m.n > 0 else s.week(date(first.year, 12, 28))
        day = first + timedelta(weeks=int(m.n) - 1) if m.n > 0 else last - timedelta(days=6)
        end = min(day + timedelta(days=6), last)
        return replace(s.between(s.day(day), s.day(end)), timex=s.week(day + timedelta(days=3)).timex, unit="W")
    if m.unit == "WE":
        day = first + timedelta(days=(5 - first.weekday()) % 7 + 7 * (int(m.n) - 1)) if m.n > 0 else last - timedelta(days=(last.weekday() - 5) % 7)
        return s.weekend(day)
    step = int(m.n) - 1 if m.n > 0 else 0
    start = s.shift(frame.first, step, m.unit) if m.n > 0 else frame.last
    return s.containing(start.date(), m.unit) if start <= frame.last else None


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


_RULES: dict[type, Callable[..., Stretch | None]] = {
    Cal: _cal,
    Unit: _unit,
    Which: _which,
    Cycle: _cycle,
    Feast: _feast,
    Decade: _decade,
    Century: _century,
    Shift: _shift,
    Stretching: _stretching,
    Nth: _nth,
    Part: _part,
    Clock: _clock,
    Edge: _edge,
    In: _in,
    Range: _range,
    Open: _open,
    About: _about,
}
