"""The n-th unit, weekday or share of a stretch."""

from dataclasses import replace
from datetime import date, timedelta

from sayso.times.calendar import stretch as s
from sayso.times.calendar.stretch import Stretch
from sayso.times.calendar.turns import named
from sayso.times.meaning import Nth

__all__ = ["nth_of"]


def nth_of(m: Nth, frame: Stretch) -> Stretch | None:
    """The n-th of a frame, or None where the frame has fewer."""
    first, last = frame.first.date(), frame.last.date()
    if m.unit[0] == "F" and len(m.unit) == 2 and m.unit[1].isdigit():
        weekday = int(m.unit[1])
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (m.n - 1)) if m.n > 0 else last - timedelta(days=(last.weekday() - weekday) % 7)
        return s.day(day) if first <= day <= last else None
    if m.unit[-1].isdigit() and len(m.unit) > 1:
        unit, n = m.unit.rstrip("0123456789."), float(m.unit.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        a = s.shift(frame.first, 0, unit) if m.n > 0 else s.shift(frame.last + s.MINUTE, -int(n), unit)
        b = s.shift(a, int(n), unit) - s.MINUTE
        return replace(s.between(s.day(a.date()), s.day(b.date())), timex=s.length(n, unit))
    if m.unit in ("Q", "H"):
        parts = {"Q": 4, "H": 2}[m.unit]
        n = m.n if m.n > 0 else float(parts)
        if frame.unit == "Y":
            return named(f"{m.unit}{int(n)}", first.year)
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
