"""Clock times behind a day or a part of one: "Friday | at 10 p.m.", "last night | at 8", "tomorrow | before 5 p.m."."""

from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.clocks import bare_hour, clock_at, clock_range, four_digits, hours_at
from sayso.times.grammar.dates import Read
from sayso.times.meaning import Clock, Edge, Meaning, Open, Part, Range

__all__ = ["bare_hours", "clock_behind", "half_day", "opened", "to_part"]

_LEADS: Final = frozenset((",", "at", "around", "about", "from", "between", "approximately", "by", "just", "before", "after", "shortly"))
_OPENING: Final = {"before": "before", "by": "to", "after": "after"}


def clock_behind(p: Parse, j: int, part: Meaning | None = None) -> Read:
    """The clock time, or two, behind token ``j``; behind a part of the day a bare hour after "at", too: "last night at 8"."""
    k = _lead(p, j)
    if k >= len(p) or p.sentence[k] != p.sentence[j - 1]:
        return None
    found = clock_range(p, k) or hours_at(p, k) or four_digits(p, k) or clock_at(p, k)
    if found is None and k > j and p.lower[k - 1] in (("at", "around", "about", "by", "before", "after") if part is not None else ("at", "around")):
        found = bare_hour(p, k)
    return found or bare_hours(p, k, sure=part is not None)


def bare_hours(p: Parse, i: int, *, sure: bool) -> Read:
    """Two bare hours behind a day or, ``sure``, a part of one: "Wednesday from | 10-4", "Monday morning | 6-8"; not "won on Monday 3-1"."""
    w = p.lower
    before = w[i - 1]
    if i + 2 >= len(w) or w[i + 1] not in (("-", "–", "to", "and") if sure else ("-", "–")) or (not sure and before != "from"):
        return None
    if (w[i + 1] == "and") != (before == "between") or (w[i + 1] == "to" and before != "from"):
        return None
    first, last = bare_hour(p, i), bare_hour(p, i + 2)
    first = first or ((Clock(int(w[i])), i + 1) if w[i].isdecimal() and 0 < int(w[i][:3]) <= 12 else None)
    if first is None or last is None or not isinstance(first[0], Clock) or not isinstance(last[0], Clock):
        return None
    a, b = first[0].hour, last[0].hour
    return Range(Clock(a), Clock(b if a < b else b + 12)), last[1]


def opened(p: Parse, j: int, clock: Meaning) -> Meaning:
    """The clock time behind token ``j`` with what stands before it: "Friday before 5 p.m." has no beginning."""
    k = _lead(p, j)
    words = [p.lower[x] for x in range(j, min(k, len(p)))]
    if not words or words[-1] not in _OPENING or any(x in ("just", "shortly") for x in words) or isinstance(clock, Range):
        return clock
    return Open(_OPENING[words[-1]], clock)


def _lead(p: Parse, j: int) -> int:
    k = j
    while k < len(p) and k - j < 3 and p.lower[k] in _LEADS and p.sentence[k] == p.sentence[j]:
        k += 1
    return k


def half_day(clock: Clock, part: Meaning) -> Clock:
    """The clock time of a part of the day: "7" in the evening is 19:00, "2" at night that of the day behind."""
    if isinstance(part, Edge):
        part = part.of
    if not isinstance(part, Part) or part.part not in ("TAF", "TEV", "TNI") or not 0 < clock.hour <= 12:
        return clock
    if part.part == "TNI" and (clock.hour < 6 or clock.hour == 12):
        return clock._replace(hour=clock.hour % 12 + 24)
    return clock if clock.hour == 12 else clock._replace(hour=clock.hour + 12)


def to_part(m: Meaning, part: Meaning) -> Meaning:
    """A clock time or a stretch of two on the day, and in the half of it, that a part names: "7 to 9" + "last night"."""
    day = part.day if isinstance(part, Part) else part.of.day if isinstance(part, Edge) and isinstance(part.of, Part) else None
    if isinstance(m, Range):
        first, last = to_part(m.first, part), to_part(m.last, part)
        if isinstance(first, Clock) and isinstance(last, Clock) and isinstance(m.first, Clock) and last.hour < first.hour < 24:
            first = m.first._replace(day=day)  # "8 a.m. to 3 yesterday afternoon"
        return Range(first, last)
    return half_day(m, part)._replace(day=day) if isinstance(m, Clock) else m
