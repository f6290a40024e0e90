"""Times: TimeBank and AQUAINT (TempEval-3), the last six WikiWars, and the English specifications of Recognizers-Text.

    python benchmarks/times.py [--data DIR] [--only tempeval3|wikiwars|specs|speed]

``relaxed`` and ``strict`` are F1 of extents (overlapping, identical), an interval counting as its two ends; ``value`` counts overlapping extents whose TIMEX3 value
is the same, as TempEval-3 does. The document's creation time is given as the day of publication and not scored. Of the
specifications a case is right if every phrase is found, no other is, and the interval of each is one that the case allows,
written as we write it (``converted`` says how they differ); prepositions and articles at the edges of a phrase do not count.
"""

import argparse
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sayso.models import parse
from sayso.times import find, resolve_all
from sayso.types.reading import Time

TAG = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def plain(marked: str) -> str:
    for name, char in ENTITIES.items():
        marked = marked.replace(name, char)
    return marked


def read_timeml(path: Path) -> tuple[str, date, list[tuple[int, int, dict[str, str]]]]:
    """Text, day of creation and TIMEX3s of a document."""
    whole = path.read_text(encoding="utf-8")
    dct = ATTRIBUTE.findall(whole[whole.index("<DCT>") : whole.index("</DCT>")])
    day = date.fromisoformat(dict(dct)["value"][:10])
    body = whole[whole.index("<TEXT>") + 6 : whole.rindex("</TEXT>")]
    body = re.sub(r"</?(?!TIMEX3)[A-Z][^>]*>", "", body)
    text, gold, at = "", [], 0
    for m in TAG.finditer(body):
        text += plain(body[at : m.start()])
        inner = plain(m[2])
        gold.append((len(text), len(text) + len(inner), dict(ATTRIBUTE.findall(m[1]))))
        text += inner
        at = m.end()
    return text + plain(body[at:]), day, gold


def same_value(gold: str, ours: str | None) -> bool:
    if ours is None:
        return False
    return canonical(gold) == canonical(ours)


def canonical(value: str) -> str:
    """One spelling for what the corpora spell in several: W6 and W06, 199 and 199X, 1949-XX and 1949, T17 and T17:00, P2Q and P6M."""
    value = re.sub(r"W(\d)(?!\d)", r"W0\1", value.removesuffix("Z"))
    value = re.sub(r"(?:-XX)+$", "", value) if value[:4].isdigit() else value
    value = re.sub(r"^(\d{2,3})X+$", r"\1", value)
    value = re.sub(r"^P(\d+)Q$", lambda m: f"P{3 * int(m[1])}M", value)
    value = re.sub(r"^P(X|1)C?E$", lambda m: "PXCE" if m[1] == "X" else "P10Y", value)
    return re.sub(r"T(\d\d)$", r"T\1:00", re.sub(r"(T\d\d:\d\d):00$", r"\1", value))


def ends(t: Time) -> list[Time]:
    """A time, or the two ends of an interval: TIMEX3 has no intervals, so that the corpora mark their ends."""
    values = (t.timex or "").split("/")
    cut = re.search(r"\s+(?:to|and|through|until|till|into)\s+(?:the\s+)?|\s*[-–—/]\s*", t.text) if len(values) == 2 and t.type != "duration" else None
    if cut is None or re.fullmatch(r"\d{4}-\d\d-\d\d", t.text):
        return [t]
    middle = t.start + cut.start(), t.start + cut.end()
    return [replace(t, end=middle[0], text=t.text[: cut.start()], timex=values[0]), replace(t, start=middle[1], text=t.text[cut.end() :], timex=values[1])]


def score(documents: Iterator[tuple[str, date, list[tuple[int, int, dict[str, str]]]]], reader=None) -> dict[str, float]:
    n = found = relaxed = strict = value = 0
    for text, day, gold in documents:
        p = (reader or parse)(text)
        ours = resolve_all(find(p), p, published=day)
        ours = [e for t in ours for e in ends(t)]
        n += len(gold)
        found += len(ours)
        taken: set[int] = set()
        for a, b, attributes in gold:
            best = max(
                (t for t in ours if t.start < b and a < t.end and t.start not in taken),
                key=lambda t: (t.start == a and t.end == b, min(b, t.end) - max(a, t.start)),
                default=None,
            )
            if best is None:
                continue
            taken.add(best.start)
            relaxed += 1
            strict += best.start == a and best.end == b
            value += same_value(attributes["value"], best.timex)
    return {k: round(200 * v / (n + found), 2) for k, v in (("relaxed", relaxed), ("strict", strict), ("value", value))} | {"n": n, "n_found": found}


def tempeval3(data: Path) -> Iterator[tuple[str, date, list[tuple[int, int, dict[str, str]]]]]:
    for path in sorted((data / "times/tempeval3/TBAQ-cleaned").glob("[AT]*/*.tml")):
        yield read_timeml(path)


def wikiwars(data: Path) -> Iterator[tuple[str, date, list[tuple[int, int, dict[str, str]]]]]:
    for path in sorted((data / "times/wikiwars/testset/tml").glob("*.tml")):
        yield read_timeml(path)


EDGES = re.compile(
    r"^(?:(?:in|on|at|by|from|since|after|before|until|till|during|between|for|the|within|around|about|over|of|any|time|starting|beginning|ending|through|throughout|a|an)\s+)+",
    re.IGNORECASE,
)


def core(text: str) -> str:
    return EDGES.sub("", text.lower()).strip(" .,")


def allowed(result: dict, reference: datetime) -> list[tuple[str | None, str | None]]:
    """The intervals, first and last minute, that a specified result allows; None where it is open."""
    out = []
    for v in (result.get("Resolution") or {}).get("values", []):
        kind = v["type"]
        if "value" in v and kind in ("date", "datetime"):
            if v["value"] == "not resolved":
                continue
            mod = v.get("Mod")
            first = datetime.fromisoformat(v["value"])
            last = first + (timedelta(days=1) if kind == "date" else timedelta(minutes=1))
            del mod
            out.append((first, last))
        elif kind in ("daterange", "datetimerange"):
            first = datetime.fromisoformat(v["start"]) if v.get("start") else None
            last = datetime.fromisoformat(v["end"]) if v.get("end") else None
            out.append((first, last))
        elif kind in ("time", "timerange"):
            day = reference.date().isoformat()
            first = datetime.fromisoformat(f"{day} {v.get('start') or v.get('value')}") if (v.get("start") or v.get("value")) else None
            last = datetime.fromisoformat(f"{day} {v['end']}") if v.get("end") else None
            out.append((first, last))
    return [(a.isoformat(timespec="minutes") if a else None, (b - timedelta(minutes=1)).isoformat(timespec="minutes") if b else None) for a, b in out]


def right(result: dict, t: Time, reference: datetime) -> bool:
    """Whether our time is one that the specified result allows, each written as the other would be (see ``converted``)."""
    kind = result["TypeName"].partition(".")[2]
    values = (result.get("Resolution") or {}).get("values", [])
    timexes = [v.get("timex") for v in values]
    if kind == "duration":
        return t.type == "duration" and t.timex in timexes
    if kind == "set":
        return t.type == "set"
    if "PRESENT_REF" in timexes:
        return t.timex == "PRESENT_REF"
    if t.timex and any(x and (x == t.timex or (x[0] == "T" and t.timex.endswith(x))) for x in timexes):
        return True
    if any(v.get("value") == "not resolved" for v in values) and t.edtf is None:
        return True
    ours = t.earliest, t.latest
    for first, last in allowed(result, reference):
        if ours == (first, last) or (kind in ("time", "datetime") and ours[0] == first):
            return True
        if kind.endswith("range") and first and last and ours[0] == first and ours[1] and ours[1][:10] == behind(last)[:10]:
            return True  # to the day: theirs leaves the last one out, ours has it in
    return converted(result, t, reference)


def converted(result: dict, t: Time, reference: datetime) -> bool:
    """Whether the same reading is only written otherwise.

    Four ways of writing differ. A part of a day has other hours. A range: they end it where its last unit begins, TIMEX3 names that unit. So many weeks,
    months or years off: they give a day, TIMEX3 that week, month or year. A length up to or on from the reference: they begin
    it on the day after, we on the day itself; the length is the TIMEX3 value of both. Only whole phrases are compared so.
    """
    if core(t.text) != core(result["Text"]) or not t.timex or not t.earliest or not t.latest:
        return False
    kind = result["TypeName"].partition(".")[2]
    values = [v for v in (result.get("Resolution") or {}).get("values", []) if v.get("value") != "not resolved"]
    for v, (first, last) in zip(values, allowed(result, reference), strict=False):
        if first is None or last is None:
            continue
        if kind.endswith("range") and t.type != "duration" and "/" in t.timex:
            begins = begin(t.timex.split("/")[1])
            if t.earliest == first and begins and behind(last) == begins:
                return True
        if kind.endswith("range") and t.type == "duration":
            length = (v.get("timex") or "").rstrip(")").split(",")[-1]
            if canonical(length) == canonical(t.timex) and first <= t.latest and t.earliest <= behind(last):
                return True
        part = t.timex[-3:] if t.timex[10:11] == "T" else ""
        if part[1:].isalpha() and (v.get("timex") or "").endswith(part) and first[:10] == t.earliest[:10]:
            return True
        if kind == "date" and COUNTED.search(t.text) and t.earliest <= first <= t.latest and "/" not in t.timex:
            return True
    return False


COUNTED = re.compile(r"\b(?:weeks?|months?|years?|decades?|fortnights?)\b", re.IGNORECASE)


def behind(last: str) -> str:
    """The minute after the last one of a stretch."""
    return (datetime.fromisoformat(last) + timedelta(minutes=1)).isoformat(timespec="minutes")


def begin(value: str) -> str | None:
    """The first minute of a TIMEX3 date or quarter."""
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    if quarter:
        value = f"{quarter[1]}-{3 * int(quarter[2]) - 2:02}"
    padded = {4: value + "-01-01", 7: value + "-01", 10: value}.get(len(value))
    try:
        return datetime.fromisoformat(padded).isoformat(timespec="minutes") if padded else None
    except ValueError:
        return None


def otherwise(result: dict, t: Time, reference: datetime) -> str | None:
    """The kind of a result that sayso reads otherwise on purpose (docs/times.md says why), or None where it is an error."""
    kind = result["TypeName"].partition(".")[2]
    values = (result.get("Resolution") or {}).get("values", [])
    if core(t.text) != core(result["Text"]):
        return None
    if kind == "duration":
        return _length_otherwise(values, t)
    if any((v.get("timex") or "")[:2] in ("FY", "SY") for v in values):
        return "fiscal and school years are years"
    ours = t.earliest, t.latest
    for v, (first, end) in zip([v for v in values if v.get("value") != "not resolved"], allowed(result, reference), strict=False):
        if re.search(r"\b(?:early|mid|middle|late|end|beginning|start)\b|mid-", t.text) or re.search("start|mid|end", v.get("Mod") or ""):
            return "early, mid and late are thirds"
        if (
            kind in ("datetime", "datetimerange")
            and re.search(r"\b(?:hours?|min(?:ute)?s?|seconds?)\b", t.text)
            and first
            and (ours[0] or "")[:10] == first[:10]
        ):
            return "from a day alone no minute is told"
        if kind == "date" and first and ours[0] and re.match(r"(?:last|previous|following)\b", t.text, re.IGNORECASE) and days(ours[0], first) in (7, -7):
            return "the last Wednesday is the latest one past"
        if first and ours[0] and "tonight" in t.text and days(ours[0], first) == 1:
            return "a night goes on after midnight"
        if first and end and ours[0] and ours[1] and re.search(r"\bweeks? of\b", t.text) and abs(days(ours[0], first)) < 7:
            return "weeks of a month or year run from its first day"
        if first and ours[0] and re.search(r"\d[/.-]\d", t.text) and (ours[0][5:7], ours[0][8:10]) == (first[8:10], first[5:7]):
            return "the day stands before the month"
    return None


def days(a: str, b: str) -> int:
    return (datetime.fromisoformat(a) - datetime.fromisoformat(b)).days


def _length_otherwise(values: list[dict], t: Time) -> str | None:
    if t.type != "duration":
        return None
    if any("." in (v.get("timex") or "") for v in values):
        return "lengths are spelled in whole units"
    return "a few and several are X" if "X" in (t.timex or "") else None


def specs(data: Path, reader=None, misses: list | None = None) -> dict[str, float]:
    path = data / "times/recognizers_text_specs/Specs/DateTime/English/DateTimeModel.json"
    n = good = extents = 0
    other: Counter[str] = Counter()
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        reference = datetime.fromisoformat((case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07T00:00:00"))
        results = [r for r in case["Results"] if r.get("TypeName")]
        p = (reader or parse)(case["Input"])
        ours = [t for t in resolve_all(find(p), p, published=reference.date()) if results or t.timex not in ("PAST_REF", "FUTURE_REF")]
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


def speed(data: Path) -> dict[str, float]:
    """Microseconds a token of this layer alone, one thread."""
    parses = [(parse(text), day) for k, (text, day, _) in enumerate(tempeval3(data)) if k < 60]
    n = sum(len(p) for p, _ in parses)
    for p, _ in parses:
        _ = p.lower, p.children, p.name_at  # other layers need these, too
    best = {}
    for _ in range(3):
        began = time.perf_counter()
        phrases = [find(p) for p, _ in parses]
        middle = time.perf_counter()
        for (p, day), x in zip(parses, phrases, strict=True):
            resolve_all(x, p, published=day)
        now = {"find": (middle - began) / n * 1e6, "resolve": (time.perf_counter() - middle) / n * 1e6}
        best = {k: round(min(v, best.get(k, v)), 2) for k, v in now.items()}
    return best | {"tokens": n}


def measure(data: Path, only: str | None = None) -> dict[str, dict[str, float]]:
    """F1 in per cent (times), per cent of cases (specifications), microseconds a token (speed)."""
    parts = {"tempeval3": lambda: score(tempeval3(data)), "wikiwars": lambda: score(wikiwars(data)), "specs": lambda: specs(data), "speed": lambda: speed(data)}
    return {k: f() for k, f in parts.items() if only in (None, k)}


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--only", choices=("tempeval3", "wikiwars", "specs", "speed"))
    a = ap.parse_args()
    print(json.dumps(measure(a.data, a.only), indent=1))
