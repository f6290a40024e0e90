"""Times against the English specifications of Recognizers-Text (``benchmarks/times.py`` runs them).

A case is right if every phrase is found, no other is, and the interval of each is one that the case allows, written as we
write it. Prepositions and articles at the edges of a phrase do not count, nor do they part our "18 and 19 June" from two dates.
The specifications are those of American English, so that the month stands first in 10/2. ``RULES`` says how the two ways of writing differ;
what each rule compares is the same reading, whatever the case expects.
"""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sayso.models import parse
from sayso.times import find, resolve_all
from sayso.types.reading import Time

EDGES = re.compile(
    r"^(?:(?:in|on|at|by|from|since|after|before|until|till|during|between|for|the|within|around|about|over|of|any|time|starting|beginning|ending|through|throughout|a|an)\s+)+",
    re.IGNORECASE,
)
MINUTE = timedelta(minutes=1)
Bounds = tuple[str | None, str | None]


def core(text: str) -> str:
    return EDGES.sub("", text.lower()).strip(" .,")


def values_of(result: dict) -> list[dict]:
    return [v for v in (result.get("Resolution") or {}).get("values", []) if v.get("value") != "not resolved"]


def kind_of(result: dict) -> str:
    return result["TypeName"].partition(".")[2]


def minute(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def allowed(v: dict, reference: datetime) -> Bounds:
    """The first and last minute that a value allows; None where it is open. Clock times are those of the reference's day."""
    day = f"{reference.date().isoformat()} " if v["type"].startswith("time") else ""
    if "value" in v:
        first = datetime.fromisoformat(day + v["value"])
        return minute(first), minute(first + (timedelta(days=1) if v["type"] == "date" else MINUTE) - MINUTE)
    first, last = v.get("start"), v.get("end")
    return minute(datetime.fromisoformat(day + first)) if first else None, minute(datetime.fromisoformat(day + last) - MINUTE) if last else None


def behind(last: str) -> str:
    """The minute after the last one of a stretch."""
    return minute(datetime.fromisoformat(last) + MINUTE)


def whole(timex: str) -> tuple[str, str] | None:
    """First and last minute of the year, quarter, month, week, day or minute that a TIMEX3 value names."""
    try:
        if found := re.fullmatch(r"(\d{4})(?:-Q([1-4]))?", timex):
            y, q = int(found[1]), int(found[2] or 0)
            first, months = datetime(y, 3 * q - 2 if q else 1, 1), 3 if q else 12  # noqa: DTZ001
        elif found := re.fullmatch(r"(\d{4})-(\d\d)", timex):
            first, months = datetime(int(found[1]), int(found[2]), 1), 1  # noqa: DTZ001
        elif found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", timex):
            monday = datetime.fromisocalendar(int(found[1]), int(found[2]), 1)
            return minute(monday + timedelta(days=5 if found[3] else 0)), minute(monday + timedelta(days=7) - MINUTE)
        else:
            first = datetime.fromisoformat(timex)
            return minute(first), minute(first + (timedelta(days=1) if len(timex) == 10 else MINUTE) - MINUTE)
    except ValueError:
        return None
    y, m = divmod(first.year * 12 + first.month - 1 + months, 12)
    return minute(first), minute(datetime(y, m + 1, 1) - MINUTE)  # noqa: DTZ001


def length(timex: str) -> tuple[float, float] | None:
    """Months and seconds of a TIMEX3 duration: P1.25Y and P1Y3M are one."""
    found = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", timex)
    if found is None:
        return None
    y, q, m, w, d, h, minutes, s = (float(x or 0) for x in found.groups())
    return 12 * y + 3 * q + m, 604800 * w + 86400 * d + 3600 * h + 60 * minutes + s


def hours(timex: str) -> str | None:
    """The clock time of a value: 16:00 of T16 and 2022-03-25T16:00; None for parts of days."""
    found = re.search(r"T(\d\d?)(?::(\d\d))?(?::\d\d)?Z?$", timex)
    return f"{int(found[1]):02}:{found[2] or '00'}" if found else None


def same_set(theirs: str, ours: str) -> bool:
    """Sets of one length (P3M and P1Q) or at one time of the same days (T15 and T15:00)."""
    if (a := length(theirs)) is not None:
        return a == length(ours)
    return hours(theirs) is not None and (theirs.partition("T")[0], hours(theirs)) == (ours.partition("T")[0], hours(ours))


def as_told(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """The same interval; a day or more of it to the day, for theirs leaves the last one out and ours has it in."""
    first, last = allowed(v, reference)
    if (t.earliest, t.latest) == (first, last) or (kind in ("time", "datetime") and t.earliest == first):
        return True
    if not (kind.endswith("range") and first and last and t.latest and t.earliest == first):
        return False
    return t.latest[:10] == behind(last)[:10] if kind == "daterange" else t.latest in (last, behind(last))


def of_some_day(v: dict, t: Time, kind: str, _: datetime) -> bool:
    """A clock time without a day: with them of no day, with us of the one spoken of."""
    if kind == "time":
        return hours(t.timex or "") is not None and hours(t.timex or "") == hours(v.get("timex") or "")
    if kind != "timerange" or not v.get("start") or not v.get("end") or not t.earliest or not t.latest:
        return False
    ours = [hours(x) for x in (t.timex or "").split("/")]
    return ours == [v["start"][:5], v["end"][:5]]


def part_of_day(v: dict, t: Time, _: str, reference: datetime) -> bool:
    """A part of a day has other hours."""
    part = t.timex[-3:] if t.timex and t.timex[10:11] == "T" else ""
    first, _last = allowed(v, reference)
    return part[1:].isalpha() and (v.get("timex") or "").endswith(part) and (first or "")[:10] == (t.earliest or "-")[:10]


def last_unit(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """A range: they end it where its last unit begins, TIMEX3 names that unit."""
    first, last = allowed(v, reference)
    if not (kind.endswith("range") and t.type != "duration" and t.timex and "/" in t.timex and first and last):
        return False
    stretch = whole(t.timex.split("/")[1])
    return t.earliest == first and stretch is not None and behind(last) == stretch[0]


def span_of(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """A length up to or on from the reference: they begin it a day later, we on the day itself; TIMEX3 names the length, as their value does."""
    first, last = allowed(v, reference)
    if not (kind.endswith("range") and t.type == "duration" and first and last and t.earliest and t.latest):
        return False
    told = length((v.get("timex") or "").rstrip(")").split(",")[-1])
    return told is not None and told == length(t.timex or "") and first <= t.latest and t.earliest <= behind(last)


def units_off(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """So many weeks, months or years off: they give a day, TIMEX3 that week, month or year."""
    first, _last = allowed(v, reference)
    return kind == "date" and bool(COUNTED.search(t.text)) and "/" not in (t.timex or "/") and (t.earliest or "~") <= (first or "") <= (t.latest or "")


COUNTED = re.compile(r"\b(?:weeks?|months?|years?|decades?|fortnights?)\b", re.IGNORECASE)


def week(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """A week of a month: ours are seven days from its first, and our TIMEX3 value is the calendar's week that most of them are in, as theirs is."""
    return kind == "daterange" and re.fullmatch(r"\d{4}-W\d\d", t.timex or "") is not None and whole(t.timex or "") == allowed(v, reference)


def open_side(v: dict, t: Time, kind: str, reference: datetime) -> bool:
    """Since, after, until, before: they give the bound that the words name, whichever side of it is meant; our TIMEX3 value is those words'."""
    mod = v.get("Mod") or ""
    first, last = allowed(v, reference)
    stretch = whole(t.timex or "")
    if not re.match("before|after|since|until", mod) or (first is None) == (last is None) or stretch is None or (t.earliest is None) == (t.latest is None):
        return False
    if (first is None) != (t.earliest is None) or re.search("start|mid|end", mod):
        return False
    told = first if first else behind(last or "")
    return stretch[0][11:] == told[11:] if kind == "timerange" else stretch[0] == told


def edge(v: dict, t: Time, _: str, reference: datetime) -> bool:
    """Early, mid and late, beginning and end: thirds with us, with them halves or the last second, always of one stretch, which TIMEX3 names."""
    timex, mod = v.get("timex") or "", v.get("Mod") or ""
    named = re.search("start|mid|end", mod)
    side = named[0] if named else "end" if timex.endswith("T23:59:59") else None
    stretch = whole(t.timex or "")
    first, last = allowed(v, reference)
    if side is None or stretch is None or not (t.earliest or t.latest):
        return False
    a, b = t.earliest or stretch[0], t.latest or stretch[1]
    ours = "start" if a == stretch[0] and b < stretch[1] else "end" if a > stretch[0] and b == stretch[1] else "mid" if a > stretch[0] else None
    if t.latest is None and t.earliest and t.earliest > stretch[0]:
        ours = side if side in ("mid", "end") else None  # "since late July" ends nowhere
    return ours == side and stretch[0] <= (first or last or "") <= stretch[1]


RULES = (as_told, of_some_day, part_of_day, last_unit, span_of, units_off, week, open_side, edge)
WHOLE = (part_of_day, last_unit, span_of, units_off, week, edge)
"""Rules that compare the same words only; the others need no such care, for they compare bounds."""


def right(result: dict, t: Time, reference: datetime) -> bool:
    """Whether our time is one that the specified result allows."""
    kind = kind_of(result)
    timexes = [v.get("timex") for v in (result.get("Resolution") or {}).get("values", [])]
    if kind == "duration":
        return t.type == "duration" and (t.timex in timexes or (length(t.timex or "") or 0) in [length(x or "") for x in timexes])
    if kind == "set":
        ours = {"P1WE": "XXXX-WXX-WE"}.get(t.timex or "", t.timex)
        return t.type == "set" and any(x and (x in (t.timex, ours) or same_set(x, t.timex or "")) for x in timexes)
    if "PRESENT_REF" in timexes:
        return t.timex == "PRESENT_REF"
    if t.timex and any(x and (x == t.timex or (x[0] == "T" and t.timex.endswith(x))) for x in timexes):
        return True
    if len(values_of(result)) < len(timexes) and t.edtf is None:
        return True
    same_words = core(t.text) == core(result["Text"])
    return any(rule(v, t, kind, reference) for v in values_of(result) for rule in RULES if same_words or rule not in WHOLE)


def otherwise(result: dict, t: Time, reference: datetime) -> str | None:
    """The kind of a result that sayso reads otherwise on purpose (docs/times.md says why), or None where it is an error."""
    kind = kind_of(result)
    values = (result.get("Resolution") or {}).get("values", [])
    if core(t.text) != core(result["Text"]):
        return None
    if kind == "duration":
        return "a few and several are X" if t.type == "duration" and "X" in (t.timex or "") else None
    if any((v.get("timex") or "")[:2] in ("FY", "SY") for v in values):
        return "fiscal and school years are years"
    ours = t.earliest, t.latest
    for v in values_of(result):
        first, end = allowed(v, reference)
        if re.search(r"\b(?:early|mid|middle|late|end|beginning|start)\b|mid-", t.text) or re.search("start|mid|end", v.get("Mod") or ""):
            return "early, mid and late are thirds"
        if kind == "date" and first and ours[0] and re.match(r"(?:last|previous|following)\b", t.text, re.IGNORECASE) and days(ours[0], first) in (7, -7):
            return "the last Wednesday is the latest one past"
        if first and ours[0] and "tonight" in t.text and days(ours[0], first) == 1:
            return "a night goes on after midnight"
        if first and end and ours[0] and ours[1] and re.search(r"\bweeks? of\b", t.text) and abs(days(ours[0], first)) < 7:
            return "weeks of a month or year run from its first day"
    return None


def days(a: str, b: str) -> int:
    return (datetime.fromisoformat(a) - datetime.fromisoformat(b)).days


def parts(t: Time, text: str) -> list[Time]:
    """A time, or the two days of "18 and 19 June", which are two times with them; "between 18 and 19 June" is one with both."""
    cut = re.search(r"\s+and\s+", t.text)
    values = (t.timex or "").split("/")
    if cut is None or len(values) != 2 or t.type != "date" or re.search(r"\bbetween (?:the )?$", text[: t.start]):
        return [t]
    (a, b), (c, d) = (whole(x) or (None, None) for x in values)
    first = replace(t, end=t.start + cut.start(), text=t.text[: cut.start()], timex=values[0], edtf=values[0], earliest=a, latest=b)
    return [first, replace(t, start=t.start + cut.end(), text=t.text[cut.end() :], timex=values[1], edtf=values[1], earliest=c, latest=d)]


def specs(data: Path, reader=None, misses: list | None = None) -> dict[str, float]:
    path = data / "times/recognizers_text_specs/Specs/DateTime/English/DateTimeModel.json"
    n = good = extents = 0
    other: Counter[str] = Counter()
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reference = datetime.fromisoformat((case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07T00:00:00"))
        results = [r for r in case["Results"] if r.get("TypeName")]
        p = (reader or parse)(case["Input"])
        ours = [e for t in resolve_all(find(p), p, published=reference, month_first=True) for e in parts(t, case["Input"])]
        ours = [t for t in ours if results or t.timex not in ("PAST_REF", "FUTURE_REF")]
        n += 1
        # a start with a duration has the words of the result in its text
        pairs = [(r, next((t for t in ours if core(t.text) and (core(t.text) in core(r["Text"]) or core(r["Text"]) in core(t.text))), None)) for r in results]
        spans = len(ours) == len(results) and all(t is not None for _, t in pairs)
        extents += spans
        ok = spans and all(right(r, t, reference) for r, t in pairs)
        good += ok
        if spans and not ok:
            kinds = [None if right(r, t, reference) else otherwise(r, t, reference) or "error" for r, t in pairs]
            other[next((k for k in kinds if k == "error"), None) or next(k for k in kinds if k)] += 1
        if not ok and misses is not None:
            misses.append(
                (case["Input"], str(reference.date()), [(r["Text"], r["TypeName"][11:], (r.get("Resolution") or {}).get("values")) for r in results], ours)
            )
    return {"cases": n, "extents": round(100 * extents / n, 2), "right": round(100 * good / n, 2), "otherwise": dict(other.most_common())}
