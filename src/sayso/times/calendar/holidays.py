"""Days with names, those that move included."""

from datetime import date, timedelta
from functools import cache

from sayso.tables import table

__all__ = ["days_of", "names"]


@cache
def names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By its first word, each name's words and the name, longer names first."""
    t = table("times/holidays")
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    known = [*(n for k in ("fixed", "weekday", "easter", "orthodox", "islamic") for n in t[k]), *t["lunar_new_year"]["names"]]
    for name in known:
        words = tuple(name.replace("'s", " 's").replace("s'", "s '").split())
        out.setdefault(words[0], []).append((words, name))
    for entries in out.values():
        entries.sort(key=lambda e: -len(e[0]))
    return out


def days_of(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of the holiday in a year; None where the year is outside the tables.

    >>> days_of("good friday", 2022)
    (datetime.date(2022, 4, 15), datetime.date(2022, 4, 15))
    """
    t = table("times/holidays")
    if name in t["fixed"]:
        day = date(year, *t["fixed"][name])
    elif name in t["weekday"]:
        day = _weekday(year, *t["weekday"][name])
    elif name in t["easter"]:
        day = _easter(year) + timedelta(days=t["easter"][name])
    elif name in t["orthodox"]:
        day = _orthodox(year) + timedelta(days=t["orthodox"][name])
    elif name in t["islamic"]:
        return _islamic(year, t["islamic"][name])
    else:
        found = t["lunar_new_year"]["days"].get(str(year))
        if not found:
            return None
        day = date(year, *found)
    return day, day


def _weekday(year: int, month: int, which: int, weekday: int, behind: int = 0) -> date:
    """The n-th such weekday of a month, or the day so many days behind it."""
    if behind:
        return _weekday(year, month, which, weekday) + timedelta(days=behind)
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Western Easter Sunday: Butcher's rule for the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _orthodox(year: int) -> date:
    """Orthodox Easter Sunday: Meeus's rule for the Julian calendar, moved to the Gregorian."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _islamic(year: int, rule: list[int]) -> tuple[date, date] | None:
    """By the tabular calendar, which may differ by a day from a sighting of the moon."""
    month, first, last = rule
    for hijri in (int((year - 622) * 33 / 32) + k for k in (-1, 0, 1, 2)):
        begin = _islamic_day(hijri, month, first)
        if begin.year == year:
            return begin, begin + timedelta(days=last - first)
    return None


def _islamic_day(year: int, month: int, day: int) -> date:
    julian = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    return date.fromordinal(julian - 1721425)
