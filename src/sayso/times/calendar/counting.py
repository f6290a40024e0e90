"""So many units away, or so many units long."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sayso.times.calendar import stretch as s
from sayso.times.calendar.scene import Scene
from sayso.times.calendar.stretch import Stretch
from sayso.times.meaning import Lasting, Shift, Stretching

__all__ = ["lasting", "shifted", "stretching"]

_MINUTES: Final = {"H": 60, "MIN": 1, "S": 0}
# what a unit's fractions are counted in, how many go into it, and how coarse the date then is
_FINER: Final = {
    "CE": ("Y", 100, "DE"),
    "DE": ("Y", 10, "Y"),
    "Y": ("M", 12, "M"),
    "M": ("D", 30, "M"),
    "FN": ("D", 14, "D"),
    "W": ("D", 7, "D"),
    "D": ("H", 24, "D"),
}


def shifted(m: Shift, base: Stretch) -> Stretch | None:
    """The stretch so many units before or after a base."""
    if m.low is None:
        # "a few hours earlier" stays in the day, as far as anyone can tell; "a few days ago" says too little
        return s.day(base.first.date()) if m.unit in ("H", "MIN", "S") and base.unit not in ("Y", "M", "R", "W", "Q", "S", "DE", "CE") else None
    low, high = m.low, m.high if m.high is not None else m.low
    if m.unit in ("H", "MIN", "S"):
        return _hours(m, base, low, high)
    start = base.first if m.sign < 0 or base.unit != "R" else base.last
    if low != int(low) and m.unit in _FINER:
        finer, count, grain = _FINER[m.unit]
        return s.containing(s.shift(start, round(low * count) * m.sign, finer).date(), grain)
    if m.unit == "WE" and low == 0:
        return s.weekend((start - s.DAY * 7 if start.weekday() < 2 else start).date())  # that of a holiday on Monday lies before it
    unit = _coarser(m.unit, base.unit)
    ends = [s.containing(s.shift(start, int(n) * m.sign, m.unit).date(), unit) for n in (low, high)]
    return ends[0] if low == high else s.between(*sorted(ends, key=lambda x: x.first))


def _coarser(unit: str, base: str) -> str:
    """How coarse a date so many units off is: "two weeks ago" a week, "a year after 5 May 2021" a day."""
    order = ["MIN", "H", "D", "W", "M", "Q", "Y", "DE", "CE"]
    name = {"FN": "W", "NI": "D", "WE": "W"}.get(unit, unit)
    name = {"DE": "Y", "CE": "DE"}.get(name, name)  # "two decades ago" is twenty years ago
    known = {"TNI": "D", "TMO": "D", "TAF": "D", "TEV": "D", "WE": "W", "S": "M", "R": "D", "MIN": "D"}.get(base, base)
    if known not in order:
        return "D"
    return name if order.index(name) >= order.index(known) else known


def _hours(m: Shift, base: Stretch, low: float, high: float) -> Stretch:
    step = _MINUTES[m.unit]
    if base.unit == "MIN":
        ends = [base.first + timedelta(minutes=step * n * m.sign) for n in (low, high)]
        at = [s.clock(t.date(), t.hour, t.minute) for t in sorted(ends)]
        return s.between(*at)
    # from a day alone only the day can be told: 48 hours on is two days on, three hours ago is today
    days = sorted(round(step * n / 1440) * m.sign for n in (low, high))
    return s.between(*(s.day(base.first.date() + timedelta(days=n)) for n in days))


def lasting(m: Lasting, base: Stretch) -> Stretch:
    """So many units that begin with a stretch or end with it: three days from Monday are Monday to Wednesday."""
    timex = s.length(m.number, m.unit)
    if m.unit in _MINUTES:
        length = timedelta(minutes=_MINUTES[m.unit] * m.number)
        if base.unit != "MIN":
            return replace(base, timex=timex)  # hours of some day
        first, last = (base.first, base.first + length) if m.sign > 0 else (base.first - length, base.first)
        ends = [s.clock(x.date(), x.hour, x.minute) for x in (first, last)]
        return replace(s.between(*ends), timex=timex)
    whole = int(m.number)
    if m.sign > 0:
        first, last = base.first, s.shift(base.first, whole, m.unit) - s.MINUTE
    else:
        first, last = s.shift(base.last + s.MINUTE, -whole, m.unit), base.last
    return replace(s.between(s.day(first.date()), s.day(last.date())), timex=timex)


def stretching(m: Stretching, at: Scene) -> Stretch | None:
    """So many units up to or on from the anchor: a length of time, and where it lies; None where it lies nowhere in particular."""
    base = at.text.first.date() if m.narrative and at.text is not None else at.day
    if base is None or m.vague:
        return None
    here = s.day(base)
    timex = s.length(m.number, m.unit)
    if at.moment is not None and m.number is not None and m.unit in _MINUTES and not (m.narrative and at.text is not None):
        ends = (at.moment, at.moment + timedelta(minutes=_MINUTES[m.unit] * m.number * m.sign))
        return replace(s.between(*map(s.minute, sorted(ends))), timex=timex)
    if m.number is None:
        if m.sign < 0:
            return Stretch(here.first, here.last, "R", timex, f"../{here.edtf}", "before")
        return Stretch(here.first, here.last, "R", timex, f"{here.edtf}/..", "after")
    if m.unit in _MINUTES:
        days = round(m.number * _MINUTES[m.unit] / 1440)
        edge = s.day(base + timedelta(days=days * m.sign))
    else:
        edge = s.day(s.shift(here.first, int(m.number) * m.sign, m.unit).date())
    return replace(s.between(edge, here) if m.sign < 0 else s.between(here, edge), timex=timex)
