"""EDTF as first and last minute, so that times can be compared and searched (ISO 8601-2:2019, the subset that readings use)."""

import calendar
import re
from functools import lru_cache

__all__ = ["bounds"]

_DATE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?(?:T(?P<part>[A-Z]{2})|T(?P<clock>\d{2}(?::\d{2})?)[^/]*)?[~?%]?$")
_PARTS = {"MO": ("06:00", "11:59"), "AF": ("12:00", "17:59"), "EV": ("18:00", "21:59"), "DT": ("06:00", "17:59")}
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}


@lru_cache(maxsize=20_000)
def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """First and last minute of an EDTF date or interval, "2022-03-25T00:00"; None where it is open, or no EDTF that is known.

    >>> bounds("2022-02")
    ('2022-02-01T00:00', '2022-02-28T23:59')
    >>> bounds("2022-03-25TEV/..")
    ('2022-03-25T18:00', None)
    """
    if not edtf:
        return None, None
    first, slash, last = edtf.partition("/")
    if slash:
        return _one(first)[0], _one(last)[1]
    return _one(edtf)


def _one(date: str) -> tuple[str | None, str | None]:
    m = _DATE.match(date)
    if not m:
        return None, None
    year = m["y"]
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not m["m"]:
        return f"{low:04}-01-01T00:00", f"{high:04}-12-31T23:59"
    month = int(m["m"])
    if month in _SEASONS:
        a, b = _SEASONS[month]
        end = high + (b < a)
        return f"{low:04}-{a:02}-01T00:00", f"{end:04}-{b:02}-{calendar.monthrange(end, b)[1]:02}T23:59"
    if not 1 <= month <= 12:
        return None, None
    if not m["d"]:
        return f"{low:04}-{month:02}-01T00:00", f"{high:04}-{month:02}-{calendar.monthrange(high, month)[1]:02}T23:59"
    day = f"{low:04}-{month:02}-{m['d']}"
    if m["clock"]:
        clock = m["clock"] if ":" in m["clock"] else None
        return (f"{day}T{clock}", f"{day}T{clock}") if clock else (f"{day}T{m['clock']}:00", f"{day}T{m['clock']}:59")
    if m["part"] == "NI":  # the night belongs to the day on which it begins
        return f"{day}T21:00", f"{_next(low, month, int(m['d']))}T05:59"
    begin, end_of = _PARTS.get(m["part"] or "", ("00:00", "23:59"))
    return f"{day}T{begin}", f"{day}T{end_of}"


def _next(year: int, month: int, day: int) -> str:
    if day < calendar.monthrange(year, month)[1]:
        return f"{year:04}-{month:02}-{day + 1:02}"
    return f"{year:04}-{month + 1:02}-01" if month < 12 else f"{year + 1:04}-01-01"
