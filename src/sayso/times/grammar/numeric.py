"""Dates written without spaces: "2022-03-26", "26/03/2022", "26.03.22", "05-Aug-2016", "2022-03", "Dec-2018", "Oct/2"."""

import re
from datetime import date

from sayso.text.parse import Parse
from sayso.times.grammar.words import words
from sayso.times.meaning import Cal

__all__ = ["in_code", "numeric"]

_JOINTS = frozenset("-/.")
_YEAR, _DAY, _NAME = r"(?P<y>[12]\d{3})", r"(?P<d>\d{1,2})", r"(?P<name>[a-z]{3,9}\.?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}([-/])(?P<m>\d{{1,2}})\2{_DAY}",
        rf"(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2{_YEAR}",
        r"(?P<a>\d{1,2})(/)(?P<b>\d{1,2})\2(?P<yy>\d\d)",
        rf"{_DAY}[-/]{_NAME}[-/]{_YEAR}",
        rf"{_YEAR}[-/]{_NAME}[-/]{_DAY}",
        rf"{_NAME}[-/]{_DAY}[-/]{_YEAR}",
        rf"{_NAME}[-/]{_YEAR}",
        rf"{_NAME}/{_DAY}",
        rf"{_YEAR}-(?P<m>\d\d?)",
        rf"(?P<m>\d\d?)-{_YEAR}",
    )
)


def numeric(p: Parse, i: int) -> tuple[Cal, int] | None:
    """A date of digits, or of digits and a month's name, without spaces; the month first only where the day first cannot be."""
    if not (p.lower[i][0].isdigit() or p.lower[i] in words().months) or _touches(p, i):
        return None
    j, text = _run(p, i)
    if len(text) < 4:
        return None
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            m = _date(found.groupdict())
            if m is not None:
                return m, j
    return None


def in_code(p: Parse, i: int) -> bool:
    """Whether a number is one of several joined ones that make no date: "555-1212", "138-2010-2015"."""
    first, parts = i, 1
    while first >= 2 and _touches(p, first) and p.lower[first - 1] == "-" and p.lower[first - 2].isdecimal() and _touches(p, first - 1):
        first, parts = first - 2, parts + 1
    if first < i and len(p.lower[i - 2]) == 3:
        return True
    last = i
    while last + 2 < len(p) and p.lower[last + 1] == "-" and p.lower[last + 2].isdecimal() and _touches(p, last + 1) and _touches(p, last + 2):
        last, parts = last + 2, parts + 1
    return parts > 2 or (first < i and len(p.lower[i - 2]) != 4)


def _touches(p: Parse, i: int) -> bool:
    return i > 0 and p.tokens[i - 1].end == p.tokens[i].start and (p.lower[i - 1] in _JOINTS or p.lower[i - 1][-1].isdigit())


def _run(p: Parse, i: int) -> tuple[int, str]:
    """The tokens from ``i`` on that no space parts, as one text, and the index behind them; a full stop at the end is none of them."""
    w = p.lower
    j = i + 1
    while j + 1 < len(w) and j - i < 5 and w[j] in _JOINTS and _touching(p, j) and _touching(p, j + 1) and w[j + 1][0].isalnum():
        j += 2
    return j, "".join(w[i:j])


def _touching(p: Parse, i: int) -> bool:
    return p.tokens[i - 1].end == p.tokens[i].start


def _date(parts: dict[str, str | None]) -> Cal | None:
    year, yy, name = parts.get("y"), parts.get("yy"), parts.get("name")
    y = int(year) if year else int(yy) + (2000 if int(yy) < 50 else 1900) if yy else None
    month = words().months.get(name) if name else int(parts["m"] or 0) if parts.get("m") else None
    day = int(parts["d"] or 0) if parts.get("d") else None
    order = ""
    if parts.get("a"):
        a, b = int(parts["a"] or 0), int(parts["b"] or 0)
        day, month = (a, b) if b <= 12 else (b, a)
        order = "M" if b > 12 else "D" if a > 12 else "?" if a != b else ""
    if month is None or not 1 <= month <= 12 or (y is not None and not 1000 <= y <= 2100):
        return None
    if day is None and name is None and y is not None and month > y % 100:
        return None  # "2005-06" is two years
    try:
        date(y or 2000, month, 1 if day is None else day)
    except ValueError:
        return None
    return Cal(y, month, day, None, order)
