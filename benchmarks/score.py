"""Score readings against gold readings made by hand.

    python benchmarks/score.py GOLD_DIR READINGS [--misses]

READINGS is a file of JSON lines (``sayso demo --format jsonl``) or a folder of <id>.json. Items are paired one to one, best
fit first; each further measure counts the pairs that also agree in one more field, so that the measures of a kind only fall.
Gold lists under ``unsure`` what a careful reader may take either way: readings of it that match nothing are not counted.
"""

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Item = dict[str, Any]

_SPELLINGS = {"kiev": "kyiv", "odessa": "odesa", "dnieper": "dnipro", "usa": "us", "u.s": "us"}
_TITLES = frozenset("the a an of and for in at mr ms mrs dr president minister prime official officials spokesman spokeswoman spokesperson senior".split())
_NEAR_KM, _FAR_KM = 161, 1000
"""100 miles, as geoparsing is scored; for countries, whose middle is anybody's guess, more."""


@dataclass
class Count:
    """How many were right, how many there are, how many were read."""

    right: int = 0
    gold: int = 0
    read: int = 0

    @property
    def f1(self) -> float:
        return 200 * self.right / (self.gold + self.read) if self.gold + self.read else 100.0


def name_words(name: str | None) -> frozenset[str]:
    """The words by which a name is known, folded: "Dr. Ćosić" → {"cosic"}."""
    plain = unicodedata.normalize("NFKD", (name or "").replace("’", "'")).encode("ascii", "ignore").decode().lower()
    all_of_them = frozenset(_SPELLINGS.get(w.rstrip("."), w.rstrip(".")) for w in re.findall(r"[a-z0-9.]+", plain))
    return all_of_them - _TITLES or all_of_them


def same(a: str | None, b: str | None) -> bool:
    """Whether two names can mean the same: one's words are among the other's, or at least half of all are shared."""
    x, y = name_words(a), name_words(b)
    if not x or not y:
        return x == y
    return x <= y or y <= x or 2 * len(x & y) >= len(x | y)


def shared(a: Item, b: Item) -> float:
    """How much of what two stretches cover they share, 0 to 1."""
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return both / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if both > 0 else 0.0


def paired(gold: list[Item], read: list[Item], fit: Callable[[Item, Item], float]) -> list[tuple[Item, Item]]:
    """Pairs that fit, each item once, best first."""
    every = sorted(((fit(g, r), i, k) for i, g in enumerate(gold) for k, r in enumerate(read)), key=lambda x: (-x[0], x[1], x[2]))
    used_gold, used_read, out = set(), set(), []
    for fits, i, k in every:
        if fits > 0 and i not in used_gold and k not in used_read:
            used_gold.add(i)
            used_read.add(k)
            out.append((gold[i], read[k]))
    return out


def day(edtf: str | None) -> str:
    """An EDTF value without parts of days and clock times."""
    return re.sub(r"T[A-Z0-9:]+", "", edtf or "")


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (la, lo), (lb, lp) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lo - lp) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(h, 1.0)))


def _where(g: Item, r: Item) -> bool:
    if r.get("latitude") is None:
        return False
    if g["country"] and g["country"] == r.get("country") and same(g["name"], r["name"]):
        return True
    wide = r.get("precision") in ("country", "water", "region")
    return _kilometres((g["lat"], g["lon"]), (r["latitude"], r["longitude"])) <= (_FAR_KM if wide else _NEAR_KM)


def _unsure(kind: str, item: Item, gold: Item) -> bool:
    for start, end, why in gold.get("unsure", ()):
        of, colon, _ = why.partition(":")
        if item["start"] < end and start < item["end"] and (not colon or of in (kind, "any") or " " in of):
            return True
    return False


class _Scored:
    """One report's items, with what the fits look up."""

    def __init__(self, gold: Item, reading: Item, misses: list[str]) -> None:
        self.gold, self.reading, self.misses = gold, reading, misses
        self.spoken = {s["id"]: s["source"] for s in reading.get("statements", ())}

    def source(self, item: Item) -> str:
        found = self.spoken.get(item.get("statement"))
        return "publisher" if found is None or found["kind"] == "publisher" else found["name"]

    def kind(
        self, kind: str, gold: list[Item], read: list[Item], fit: Callable[[Item, Item], float], steps: Iterable[tuple[str, Callable[[Item, Item], bool]]]
    ) -> Iterable[tuple[str, Count]]:
        pairs = paired(gold, read, fit)
        matched = {id(r) for _, r in pairs}
        n = sum(id(r) in matched or not _unsure(kind, r, self.gold) for r in read)
        name = f"{kind}s"
        for step, agrees in steps:
            pairs = [(g, r) for g, r in pairs if agrees(g, r)]
            name = step if step.startswith(f"{kind}s.") else f"{name}+{step}"
            yield name, Count(len(pairs), len(gold), n)
        hit = {id(g) for g, _ in pairs}
        self.misses += [f"{self.gold['id']}: {kind} not right in every field: {g.get('text') or g}" for g in gold if id(g) not in hit]


def counts(gold: Item, reading: Item, misses: list[str] | None = None) -> dict[str, Count]:
    """For each measure what one reading gets right."""
    s = _Scored(gold, reading, [] if misses is None else misses)
    said = [dict(x, start=x["content"][0]["start"], end=x["content"][-1]["end"]) for x in reading.get("statements", ()) if x["source"]["kind"] != "publisher"]
    true_said = [dict(x, start=x["content_start"], end=x["content_end"]) for x in gold["statements"]]

    def overlap(g: Item, r: Item) -> float:
        return shared(g, r) and 1 + shared(g, r)

    out: dict[str, Count] = {}
    out |= s.kind("statement", true_said, said, lambda g, r: shared(g, r) * (shared(g, r) >= 0.5), [
        ("statements.content", lambda *_: True), ("source", lambda g, r: same(g["source"], r["source"]["name"])), ("stance", lambda g, r: g["stance"] == r["stance"]),
    ])  # fmt: skip
    linked = paired(true_said, said, lambda g, r: shared(g, r) * (shared(g, r) >= 0.5))
    chained = sum(bool(g["via"]) for g in true_said)
    found = sum(any(same(v, w) for v in g["via"] for w in r.get("via", ())) for g, r in linked if g["via"])
    out["statements.via (recall)"] = Count(found, chained, chained)
    out |= s.kind("figure", gold["figures"], reading.get("figures", []),
        lambda g, r: shared(g, r) and 1 + shared(g, r) + ((g["low"], g["high"]) == (r["low"], r["high"])), [
        ("figures.value", lambda g, r: (g["low"], g["high"]) == (r["low"], r["high"])), ("measure", lambda g, r: g["measure"] == r["measure"]),
        ("place", lambda g, r: same(g.get("place"), r.get("place"))), ("source", lambda g, r: same(g.get("source") or "publisher", s.source(r))),
    ])  # fmt: skip
    times = [t for t in reading.get("times", ()) if t.get("edtf") or any(shared(g, t) for g in gold["times"])]
    out |= s.kind("time", gold["times"], times, overlap, [("times.span", lambda *_: True), ("day", lambda g, r: day(g["value"]) == day(r["edtf"]))])
    out |= s.kind("place", gold["places"], reading.get("places", []), overlap, [
        ("places.span", lambda *_: True), ("where", _where), ("use", lambda g, r: g["use"] == r["use"]),
    ])  # fmt: skip
    for field in ("actor", "place", "modality"):
        agrees = (lambda g, r: g["modality"] == r["modality"]) if field == "modality" else (lambda g, r, f=field: same(g.get(f), r.get(f)))
        out |= s.kind("event", gold["events"], reading.get("events", []), lambda g, r: (shared(g, r) > 0) * (1 + (g["type"] == r["type"])), [
            ("events.type", lambda g, r: g["type"] == r["type"]), (field, agrees),
        ])  # fmt: skip
    out |= s.kind("control", gold["control"], reading.get("control", []),
        lambda g, r: (shared(g, r) > 0) * (1 + same(g["place"], r["place"]) + (g["status"] == r["status"])), [
        ("controls.place+status", lambda g, r: same(g["place"], r["place"]) and g["status"] == r["status"]),
        ("holder", lambda g, r: same(g["holder"], r.get("holder"))),
    ])  # fmt: skip
    out |= s.kind("commitment", gold["commitments"], reading.get("commitments", []), overlap, [
        ("commitments.span", lambda *_: True), ("due", lambda g, r: day(g["due"]) == day(r.get("due"))),
    ])  # fmt: skip
    return out


def score(pairs: Iterable[tuple[Item, Item]], misses: list[str] | None = None) -> dict[str, Count]:
    """The measures over several reports, each a pair of gold and reading (as JSON gives them)."""
    total: dict[str, Count] = defaultdict(Count)
    for gold, reading in pairs:
        for name, c in counts(gold, reading, misses).items():
            total[name].right += c.right
            total[name].gold += c.gold
            total[name].read += c.read
    return dict(total)


def load(gold: Path, readings: Path) -> list[tuple[Item, Item]]:
    """Each gold reading with the reading of its id; an absent one counts as empty."""
    if readings.is_dir():
        found = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in readings.glob("*.json")}
    else:
        found = {r["report"]["id"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    return [(g, found.get(g["id"], {})) for g in (json.loads(p.read_text(encoding="utf-8")) for p in sorted(gold.glob("*.json")))]


def show(heading: str, scores: dict[str, Count]) -> None:
    """Print the measures as a table."""
    print(f"{heading:36}{'F1':>7}{'right':>7}{'gold':>7}{'read':>7}")
    for name, c in scores.items():
        print(f"{name:36}{c.f1:7.1f}{c.right:7}{c.gold:7}{c.read:7}")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("readings", type=Path)
    ap.add_argument("--misses", action="store_true", help="list the gold items that are not right in every field")
    a = ap.parse_args()
    misses: list[str] = []
    show("measure", score(load(a.gold, a.readings), misses))
    if a.misses:
        print("\n".join(misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
