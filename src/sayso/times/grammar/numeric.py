"""Dates written without spaces: "2022-03-26", "26/03/2022", "26.03.22", "05-Aug-2016", "2022-03", "Dec-2018", "Oct/2", "20220326"; "26/03" where something shows it."""

import re
from datetime import date
from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.words import words
from sayso.times.meaning import Cal, Range

__all__ = ["in_code", "numeric", "numeric_range"]

_JOINTS: Final = frozenset("-/.")
_YEAR, _DAY, _NAME = r"(?P<y>[12]\d{3})", r"(?P<d>\d{1,2})", r"(?P<name>[a-z]{3,9}\.?)"
_FORMS: Final = tuple(
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
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
    )
)
_DATED_FILE: Final = re.compile(rf"{_YEAR}-\d\d-\d\d$")
"""The one form that may stand behind a dash, for no number is written so: "archive-2018-09-23"."""
_SHORT: Final = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})")
_NO_DATES: Final = frozenset(((24, 7), (9, 11), (7, 7)))
"""Names that look like dates: "open 24/7", "since 9/11"."""
_CUES: Final = frozenset("on from until till by since before after to between dated".split())
_TO: Final = frozenset(("to", "and", "-", "–", "until", "till"))


def numeric(p: Parse, i: int) -> tuple[Cal, int] | None:
    """A date of digits, or of digits and a month's name, without spaces; the month first only where the day first cannot be."""
    if not (p.lower[i][0].isdigit() or p.lower[i] in words().months):
        return None
    j, text = _run(p, i)
    if text.isalnum() and len(text) != 8:
        return None  # one number, one word
    if _touches(p, i) and not (_DATED_FILE.match(text) and p.lower[i - 1] == "-" and not (i > 1 and p.lower[i - 2][-1].isdigit())):
        return None
    if len(text) < 3:
        return None
    m = _read(text) if not text.isdecimal() or _free(p, i) else None
    if m is None and (short := _SHORT.fullmatch(p.lower[i])) and _told(p, i, int(short["a"]), int(short["b"])):
        m, j = _date(short.groupdict()), i + 1
    return (m, j) if m is not None else None


def numeric_range(p: Parse, i: int) -> tuple[Range, int] | None:
    """Two dates joined by a dash without spaces: "10/1/2018-10/7/2018", "5/1-5/7/2020", "from 5/1-5/7"; not "1/2-3/4"."""
    if not (p.lower[i][0].isdigit() or p.lower[i] in words().months) or p.lower[i + 1 : i + 2] not in (["-"], ["/"]) or _touches(p, i):
        return None
    j, text = _run(p, i, 11)
    parts = text.split("-")
    for k in range(1, len(parts)):
        left, right = "-".join(parts[:k]), "-".join(parts[k:])
        first, last = _read(left) or _short(left), _read(right) or _short(right)
        if first is None or last is None or (first.year is not None and last.year is None) or (first.day is None) != (last.day is None):
            continue
        if last.year is not None or (i and p.lower[i - 1] in ("from", "between")):
            return Range(first, last), j
    return None


def _free(p: Parse, i: int) -> bool:
    """Whether eight digits stand where a date does: "on 20220326", "report-20220326"; not "the number 20220326"."""
    return i == 0 or p.sentence[i - 1] != p.sentence[i] or p.lower[i - 1] in _CUES or p.lower[i - 1] in ("(", "-", ":")


def _read(text: str) -> Cal | None:
    for form in _FORMS:
        found = form.fullmatch(text)
        if found and (m := _date(found.groupdict())) is not None:
            return m
    return None


def _short(text: str) -> Cal | None:
    found = _SHORT.fullmatch(text)
    return _date(found.groupdict()) if found else None


def _told(p: Parse, i: int, a: int, b: int) -> bool:
    """Whether what stands around "22/04" shows a date and no fraction, score or number of a document.

    One that can be read either way needs more: a weekday before it ("Friday 5/12") or another date ("from 5/12 to 19/12").
    """
    w = p.lower
    if (a, b) in _NO_DATES or (i + 1 < len(p) and (w[i + 1] in ("of", "%") or p.xpos[i + 1] == "NNS")):
        return False
    first = i == 0 or p.sentence[i - 1] != p.sentence[i]
    before = "" if first else w[i - 1]
    weekday = not first and (before in words().weekdays or (before == "," and w[i - 2] in words().weekdays))
    follows = i >= 2 and before in _TO | {",", "or"} and _SHORT.fullmatch(w[i - 2]) is not None
    if (a > 12) != (b > 12):
        return first or weekday or follows or before in _CUES or (before == "of" and w[i - 2 : i - 1] == ["as"])
    opens = i + 2 < len(p) and before in ("from", "between") and w[i + 1] in _TO and _SHORT.fullmatch(w[i + 2]) is not None
    return weekday or opens or (follows and i >= 3 and w[i - 3] in ("from", "between"))


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


def _run(p: Parse, i: int, longest: int = 5) -> tuple[int, str]:
    """The tokens from ``i`` on that no space parts, as one text, and the index behind them; a full stop at the end is none of them."""
    w = p.lower
    j = i + 1
    while j + 1 < len(w) and j - i < longest and w[j] in _JOINTS and _touching(p, j) and _touching(p, j + 1) and w[j + 1][0].isalnum():
        j += 2
    return j, "".join(w[i:j])


def _touching(p: Parse, i: int) -> bool:
    return p.tokens[i - 1].end == p.tokens[i].start


def _date(parts: dict[str, str | None]) -> Cal | None:
    year, yy, name = parts.get("y"), parts.get("yy"), parts.get("name")
    y = int(year) if year else int(yy) + (2000 if int(yy) < 40 else 1900) if yy else None
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
