"""Times: TimeBank and AQUAINT (TempEval-3), the last six WikiWars, and the English specifications of Recognizers-Text.

    python benchmarks/times.py [--data DIR] [--only tempeval3|wikiwars|specs|speed]

``relaxed`` and ``strict`` are F1 of extents (overlapping, identical), an interval counting as its two ends; ``value`` counts overlapping extents whose TIMEX3 value
is the same, as TempEval-3 does. The document's creation time is given as the day of publication and not scored. The
specifications are compared in ``benchmarks/recognizers.py``.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.recognizers import specs
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


SETS = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}
"""How TIMEX2, and some TIMEX3 that was made from it, write what comes every day, week, month or year."""


def canonical(value: str) -> str:
    """One spelling for what the corpora spell in several: W6 and W06, 199 and 199X, 1949-XX and 1949, T17 and T17:00, P2Q and P6M, P2CE and P200Y, P2.5Y and P2Y6M."""
    value = re.sub(r"W(\d)(?!\d)", r"W0\1", value.removesuffix("Z"))
    value = re.sub(r"(?:-XX)+$", "", value) if value[:4].isdigit() else value
    value = re.sub(r"^(\d{2,3})X+$", r"\1", value)
    value = re.sub(r"^P(\d+)Q$", lambda m: f"P{3 * int(m[1])}M", value)
    value = re.sub(r"^PX(?:CE?|E)$", "PXCE", value)
    value = re.sub(r"^P(\d+)(DE|E|CE?|L)$", lambda m: f"P{int(m[1]) * {'D': 10, 'E': 10, 'C': 100, 'L': 1000}[m[2][0]]}Y", value)
    value = re.sub(r"^P(\d+)Y(\d+)M$", lambda m: f"P{int(m[1]) + int(m[2]) / 12:g}Y", value)
    return re.sub(r"T(\d\d)$", r"T\1:00", re.sub(r"(T\d\d:\d\d):00$", r"\1", value))


def ends(t: Time) -> list[Time]:
    """A time, or the two ends of an interval: TIMEX3 has no intervals, so that the corpora mark their ends."""
    values = (t.timex or "").split("/")
    cut = re.search(r"\s+(?:to|and|through|until|till|into)\s+(?:the\s+)?|\s*[-–—/]\s*", t.text) if len(values) == 2 and t.type != "duration" else None
    if cut is None or re.fullmatch(r"\d{4}-\d\d-\d\d", t.text):
        return [t]
    if t.text[: cut.start()].lower() == "now":
        values[0] = "PRESENT_REF"  # of a range the day is given
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
            value += same_value(attributes["value"], best.timex) or (best.type == "set" and attributes["value"] == SETS.get(best.timex or ""))
    return {k: round(200 * v / (n + found), 2) for k, v in (("relaxed", relaxed), ("strict", strict), ("value", value))} | {"n": n, "n_found": found}


def tempeval3(data: Path) -> Iterator[tuple[str, date, list[tuple[int, int, dict[str, str]]]]]:
    for path in sorted((data / "times/tempeval3/TBAQ-cleaned").glob("[AT]*/*.tml")):
        yield read_timeml(path)


def wikiwars(data: Path) -> Iterator[tuple[str, date, list[tuple[int, int, dict[str, str]]]]]:
    for path in sorted((data / "times/wikiwars/testset/tml").glob("*.tml")):
        yield read_timeml(path)


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
