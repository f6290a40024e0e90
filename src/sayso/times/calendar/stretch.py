"""Stretches of time on the calendar: from which minute to which, how coarse, and how TIMEX3 and EDTF write them."""

# ruff: noqa: DTZ001 - clocks are those of the place that a report speaks of
import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

__all__ = [
    "Stretch",
    "between",
    "century",
    "clock",
    "day",
    "decade",
    "half",
    "length",
    "minute",
    "month",
    "part_of_day",
    "quarter",
    "season",
    "shift",
    "third",
    "week",
    "weekend",
    "year",
]

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)

# First hour of the part of the day, and hours that it lasts. A night belongs to the day on which it begins.
PARTS: Final = {"TMO": (5, 7), "TAF": (12, 6), "TEV": (18, 4), "TNI": (21, 9), "TDT": (6, 12)}
_SEASONS: Final = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}  # first month, EDTF's number


@dataclass(frozen=True, slots=True)
class Stretch:
    """From minute ``first`` to minute ``last``, both inclusive.

    Attributes:
        unit: How coarse: "Y", "M", "D", "H", …; "R" for a stretch between two others.
        timex: TIMEX3 value.
        edtf: EDTF value, or None where nothing but a vague time was named.
        open: "before" or "after" for a stretch without that end.
        clock: For clock times how exact: "H" or "MIN".
    """

    first: datetime
    last: datetime
    unit: str
    timex: str
    edtf: str | None
    open: str | None = None


def year(y: int) -> Stretch:
    """A whole year."""
    return Stretch(datetime(y, 1, 1), datetime(y, 12, 31, 23, 59), "Y", f"{y:04}", f"{y:04}")


def month(y: int, m: int) -> Stretch:
    """A whole month."""
    last = calendar.monthrange(y, m)[1]
    return Stretch(datetime(y, m, 1), datetime(y, m, last, 23, 59), "M", f"{y:04}-{m:02}", f"{y:04}-{m:02}")


def day(d: date) -> Stretch:
    """A whole day."""
    at = datetime(d.year, d.month, d.day)
    name = at.date().isoformat()
    return Stretch(at, at + DAY - MINUTE, "D", name, name)


def week(d: date) -> Stretch:
    """The week, Monday to Sunday, that the day is in."""
    monday = d - timedelta(days=d.weekday())
    y, w, _ = monday.isocalendar()
    return _days(monday, monday + timedelta(days=6), "W", f"{y}-W{w:02}")


def weekend(d: date) -> Stretch:
    """Saturday and Sunday of the week that the day is in."""
    saturday = d + timedelta(days=5 - d.weekday())
    y, w, _ = saturday.isocalendar()
    return _days(saturday, saturday + DAY, "WE", f"{y}-W{w:02}-WE")


def quarter(y: int, q: int) -> Stretch:
    """A quarter of a year, 1 to 4."""
    return _months(y, 3 * q - 2, 3, "Q", f"{y:04}-Q{q}")


def half(y: int, h: int) -> Stretch:
    """A half of a year, 1 or 2."""
    return _months(y, 6 * h - 5, 6, "H", f"{y:04}-H{h}")


def season(y: int, name: str) -> Stretch:
    """A season of the northern half of the Earth; the winter of a year ends in the next one."""
    first, code = _SEASONS[name]
    whole = _months(y, first, 3, "S", f"{y:04}-{name}")
    return Stretch(whole.first, whole.last, "S", whole.timex, f"{y:04}-{code}")


def decade(y: int) -> Stretch:
    """The ten years from a year."""
    y = y // 10 * 10
    return Stretch(datetime(y, 1, 1), datetime(y + 9, 12, 31, 23, 59), "DE", f"{y // 10:03}", f"{y // 10:03}X")


def century(n: int) -> Stretch:
    """The n-th century, counted in hundreds as people do: the 20th is 1900 to 1999."""
    y = 100 * (n - 1)
    return Stretch(datetime(max(y, 1), 1, 1), datetime(y + 99, 12, 31, 23, 59), "CE", f"{n - 1:02}", f"{n - 1:02}XX")


def part_of_day(d: date, part: str) -> Stretch:
    """A part of a day, by its TIMEX3 mark ("MO", "NI", …)."""
    hour, hours = PARTS[part]
    first = datetime(d.year, d.month, d.day, hour)
    value = f"{d.isoformat()}{part}"
    return Stretch(first, first + timedelta(hours=hours) - MINUTE, part, value, value)


def clock(d: date, hour: int, minute: int | None, zone: str = "") -> Stretch:
    """The minute, or without ``minute`` the hour, of a clock time on a day, on the clock as stated; ``zone`` as "+02:00"."""
    at = datetime(d.year, d.month, d.day) + timedelta(hours=hour, minutes=minute or 0)
    value = at.strftime("%Y-%m-%dT%H:%M").rjust(16, "0")
    mark = "Z" if zone == "+00:00" else ""
    edtf = value + (":00Z" if mark else f":00{zone}" if zone else "")
    return Stretch(at, at, "MIN", value + mark, edtf)


def minute(at: datetime) -> Stretch:
    """The minute of a moment."""
    return clock(at.date(), at.hour, at.minute)


def between(a: Stretch, b: Stretch) -> Stretch:
    """From the beginning of one to the end of the other."""
    if a.timex == b.timex:
        return a
    ends = [x.edtf.partition("/")[i * 2] if x.edtf and "/" in x.edtf else x.edtf for i, x in enumerate((a, b))]
    edtf = f"{ends[0]}/{ends[1]}" if all(ends) else None
    return Stretch(a.first, b.last, "R", f"{a.timex}/{b.timex}", edtf)


def third(s: Stretch, edge: str) -> Stretch:
    """The first, middle or last third of a stretch ("early March"); its value stays that of the whole."""
    if s.unit in PARTS or s.unit == "MIN":
        return s  # "late Friday night" is all of the night
    if s.unit == "M":
        a, b = {"START": (1, 10), "MID": (11, 20), "END": (21, s.last.day)}[edge]
        return Stretch(s.first.replace(day=a), s.last.replace(day=b), "M", s.timex, s.edtf)
    n = {"START": 0, "MID": 1, "END": 2}[edge]
    length = s.last + MINUTE - s.first
    first, last = s.first + length * n / 3, s.first + length * (n + 1) / 3 - MINUTE
    if s.unit not in ("D", "H"):
        first, last = first.replace(hour=0, minute=0), last.replace(hour=23, minute=59)
    return Stretch(first, last, s.unit, s.timex, s.edtf)


def shift(at: datetime, n: int, unit: str) -> datetime:
    """The moment ``n`` units later; 31 January and a month is the last of February.

    >>> shift(datetime(2022, 1, 31), 1, "M")
    datetime.datetime(2022, 2, 28, 0, 0)
    """
    months = {"M": 1, "Q": 3, "S": 12, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months:
        total = at.year * 12 + at.month - 1 + n * months
        y, m = divmod(total, 12)
        return at.replace(year=y, month=m + 1, day=min(at.day, calendar.monthrange(y, m + 1)[1]))
    return at + timedelta(minutes=n * {"MIN": 1, "H": 60, "W": 10080, "WE": 10080, "FN": 20160}.get(unit, 0 if unit == "S" else 1440))


def length(number: float | None, unit: str) -> str:
    """TIMEX3 value of so many units: "P3D", "PT2H", "P10Y" for a decade, "PXW" where it is not said how many."""
    letter = "T" if unit in ("H", "MIN", "S") else ""
    name = {"MIN": "M", "DE": "Y", "CE": "Y", "FN": "W", "NI": "D"}.get(unit, unit)
    if number is None:
        return f"P{letter}X{name if unit not in ('DE', 'CE') else unit}"
    return f"P{letter}{number * {'DE': 10, 'CE': 100, 'FN': 2}.get(unit, 1):g}{name}"


def containing(at: date, unit: str) -> Stretch:
    """The calendar's unit (year, month, week, …) that a day lies in."""
    match unit:
        case "Y":
            return year(at.year)
        case "M":
            return month(at.year, at.month)
        case "W" | "FN":
            return week(at)
        case "WE":
            return weekend(at)
        case "Q":
            return quarter(at.year, (at.month + 2) // 3)
        case "DE":
            return decade(at.year)
        case "CE":
            return century(at.year // 100 + 1)
        case "NI":
            return part_of_day(at, "TNI")
        case _:
            return day(at)


def _days(a: date, b: date, unit: str, timex: str) -> Stretch:
    return Stretch(datetime(a.year, a.month, a.day), datetime(b.year, b.month, b.day, 23, 59), unit, timex, f"{a.isoformat()}/{b.isoformat()}")


def _months(y: int, m: int, count: int, unit: str, timex: str) -> Stretch:
    a = month(y, m)
    y, m = divmod(y * 12 + m + count - 2, 12)
    b = month(y, m + 1)
    return Stretch(a.first, b.last, unit, timex, f"{a.timex}/{b.timex}")
