"""Figures on reports written for the purpose: every slot of every figure of 42 whole reports.

    python benchmarks/reports.py [--only sealed] [--misses]

The reports (``tests/cases/reports``) are in the styles that people read: flash updates, wire stories, communiqués, local papers,
live pages, tallies. What each should give was written down before any was read. ``first``, ``second`` and ``third`` were used to find faults;
``sealed`` were first read when the work on those was over, which is noted with what they gave then.

A figure is written ``"words" measure low..high unit=… place=… time=… source=…``; "a|b" is either, "-" none, "*" any.
``places`` are eight more with gold for places alone.

``value``: a figure at those words has that range; the measures below each count those that also agree in one slot more;
``read_right``: of the figures that were read, those that are figures. What is ``optional`` may be read or left.
"""

import argparse
import json
import os
import re
import shlex
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.score import name_words, same
from sayso import read
from sayso.types.reading import Figure, Place, Reading, Span

CASES = Path(__file__).resolve().parent.parent / "tests/cases/reports"
SLOTS = ("value", "measure", "unit", "place", "time", "source")
SORTS = frozenset(
    "province region state district county city village town governorate zone woreda department township prefecture municipality camp island".split()
)


def wanted(line: str) -> dict[str, Any]:
    """A line of a case as slots.

    >>> wanted('"over 40" killed 40..* unit=people place=Homs time=- source=-')["value"]
    (40.0, None)
    """
    at, measure, value, *rest = shlex.split(line)
    low, dots, high = value.partition("..")
    ends = tuple(None if x == "*" else float(x) for x in (low, high if dots else low))
    return {"at": at, "measure": measure, "value": ends, "optional": "optional" in rest} | dict(r.split("=", 1) for r in rest if "=" in r)


def agree(asked: str, got: str | None, fits: Any) -> bool:
    """Whether a slot is one of those asked for: "a|b", "-" for none, "*" for any."""
    return asked == "*" or any((a == "-" and got is None) or (a != "-" and got is not None and fits(a, got)) for a in asked.split("|"))


def slots(gold: dict[str, Any], f: Figure, reading: Reading) -> dict[str, tuple[bool, Any]]:
    """For each slot whether it is right, and what was read."""
    source = next((s.source for s in reading.statements if s.id == f.statement), None)
    who = source.name if source is not None and source.kind != "publisher" else None
    value = (f.low, f.high)
    return {
        "value": (value == gold["value"], value),
        "measure": (f.measure in gold["measure"].split("|"), f.measure),
        "unit": (agree(gold["unit"], f.unit, lambda a, u: a.lower().split()[-1] in u.lower().split()), f.unit),
        "place": (place_fits(gold["place"], f.place, reading.places), f.place),
        "time": (agree(gold["time"], f.time, lambda a, t: days(a) == days(t)), f.time),
        "source": (agree(gold["source"], who, same), who),
    }


def place_fits(asked: str, name: str | None, places: Sequence[Place]) -> bool:
    """Whether a place is one of those asked for, by its name or as the report calls it."""
    called = {name, *(p.text for p in places if p.name == name)}
    return agree(asked, name, lambda a, _: any(_sort(a) == _sort(c) for c in called if c))


def placed(text: str, lines: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[str, int | None]]:
    """For each line "words = place" the place, and which of the spans is the figure at its words; None where none is."""
    at, left = 0, set(range(len(spans)))
    for line in lines:
        words, _, asked = line.partition(" = ")
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, at)
        if found is None:
            raise ValueError(f"{words!r} does not follow in {text[:60]!r}")
        start, at = found.span()
        k = min((k for k in left if spans[k].start < at and spans[k].end > start), default=None)
        left.discard(k if k is not None else -1)
        yield asked, k


def places_only(cases: Path, misses: list[str]) -> dict[str, float]:
    """Per cent of the figures read whose place is right, on the reports that have gold for that alone."""
    n = good = 0
    for case in yaml.safe_load((cases / "places.yaml").read_text(encoding="utf-8")):
        reading = read(case["text"], published=str(case["published"]))
        for asked, k in placed(reading.text, case["places"], [Span(f.start, f.end) for f in reading.figures]):
            if k is not None and asked != "*":
                n += 1
                fits = place_fits(asked, reading.figures[k].place, reading.places)
                good += fits
                if not fits:
                    f = reading.figures[k]
                    misses.append(f"places {case['id']} {reading.text[f.start : f.end + 30]!r}: {f.place}, not {asked}")
    return {"place": round(100 * good / n, 1), "n": n}


def _sort(name: str) -> frozenset[str]:
    return name_words(name) - SORTS or name_words(name)


def days(edtf: str) -> tuple[str, ...]:
    """The ends of a time, whole months and years as their first and last days: "2025-01/2025-02" is "2025-01-01/2025-02-28"."""
    ends = edtf.split("/")
    if "T" in edtf or len(ends) == 1 or not all(re.fullmatch(r"\d{4}(-\d\d){0,2}", e) for e in ends):
        return (edtf,)
    first, last = ends
    year, month = int(last[:4]), int(last[5:7] or 12)
    return (first + "-01" * (2 - first.count("-")), f"{year}-{month:02}-{last[8:] or monthrange(year, month)[1]}")


def pairs(golds: list[dict[str, Any]], reading: Reading) -> tuple[list[tuple[dict[str, Any], Figure | None]], list[Figure]]:
    """Each figure asked for with the one read at its words, or None; then those read that were not asked for."""
    text, at, out = reading.text, 0, []
    left = list(reading.figures)
    for g in golds:
        found = re.compile(rf"(?<!\w){re.escape(g['at'])}(?!\w)").search(text, at)
        if found is None:
            raise ValueError(f"{g['at']!r} does not follow in {text[:60]!r}")
        start, at = found.span()
        here = [f for f in left if f.start < at and f.end > start]
        best = max(here, key=lambda f: ((f.low, f.high) == g["value"], start - f.start), default=None)
        if best is not None:
            left.remove(best)
        out.append((g, best))
    return out, left


def half(cases: Path, name: str, misses: list[str]) -> dict[str, float]:
    """Per cent right, slot after slot, for the reports of one file."""
    tally: Counter[str] = Counter()
    for case in yaml.safe_load((cases / f"{name}.yaml").read_text(encoding="utf-8")):
        reading = read(case["text"], published=str(case["published"]))
        both, more = pairs([wanted(line) for line in case["figures"]], reading)
        tally["read"] += len(more) + sum(f is not None and not g["optional"] for g, f in both)
        misses += [f"{name} {case['id']} MORE {reading.text[f.start : f.end]!r} {f.measure} {f.low}..{f.high} {f.unit} | {f.place} | {f.time}" for f in more]
        for g, f in both:
            if g["optional"]:
                continue
            tally["n"] += 1
            got = slots(g, f, reading) if f is not None else {}
            good = True
            tally["read_right"] += bool(got)
            for slot in SLOTS:
                tally[f"only {slot}"] += bool(got) and got[slot][0]
                good = good and bool(got) and got[slot][0]
                tally[slot] += good
            wrong = {k: v for k, (ok, v) in got.items() if not ok}
            if not good:
                asked = {k: g[k] for k in wrong}
                misses.append(f"{name} {case['id']} {g['at']!r} {g['measure']}: {wrong or 'not read'}, not {asked}")
    shares = {s if s == "value" else f"+{s}": round(100 * tally[s] / tally["n"], 1) for s in SLOTS}
    each = {f"n_{s}": tally[f"only {s}"] for s in SLOTS}
    return shares | {"all_slots": shares.pop("+source"), "read_right": round(100 * tally["read_right"] / max(1, tally["read"]), 1), "n": tally["n"]} | each


def measure(data: Path | None = None, misses: list[str] | None = None, only: str | None = None) -> dict[str, dict[str, float]]:
    """Per cent right by half, of the project's own reports unless others stand in ``data``."""
    out: list[str] = [] if misses is None else misses
    found = {name: half(data or CASES, name, out) for name in ("first", "second", "third", "sealed") if only in (None, name)}
    return found | ({"places": places_only(data or CASES, out)} if only in (None, "places") else {})


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--only", choices=("first", "second", "third", "sealed", "places"))
    ap.add_argument("--misses", action="store_true", help="print what was missed")
    a = ap.parse_args()
    missed: list[str] = []
    print(json.dumps(measure(misses=missed, only=a.only), indent=1))
    if a.misses:
        print(os.linesep.join(missed))
