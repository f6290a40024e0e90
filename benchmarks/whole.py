"""Whole reports against what a careful reader marked in them before the reader had seen them.

    python -m benchmarks.whole [ID ...] [--half tuned|held|fresh] [--misses]

The reports lie in ``tests/cases/whole``, written for this purpose. Their marks quote the text: ``first words … last words``
is a stretch from one to the other, braces mark a word within words that occur once (``the {attack} on``), ``a|b`` takes either,
``a + b`` wants both, ``*`` asks nothing, ``-`` wants nothing. An item counts as right when every field is.

``tuned`` were looked at while rules were written. ``held`` and ``fresh`` were first read when that was over, which gave (F1, right
in every field): statements 82.8 and 89.3, events 65.1 and 70.8, control 70.6 and 72.0, commitments 73.7 and 91.7. They have been
looked through since, so that what they give now says whether something got worse, not how good unseen reports are read.
"""

import argparse
import difflib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.score import Count, Item, day, name_words, paired, same, shared
from sayso.codec import to_json
from sayso.intake import report_from_text
from sayso.reader import read_report

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases/whole"


def load(half: str | None = None) -> dict[str, Item]:
    """The reports with their marks, by id."""
    found = {p.stem: yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(CASES.glob("*.yaml"))}
    return {k: v for k, v in found.items() if half in (None, v["half"])}


def stretch(text: str, words: str) -> Item:
    """Where quoted words stand in a text.

    >>> stretch("He said the road was open.", "the road … open")
    {'start': 8, 'end': 25}
    >>> stretch("An attack after the attack.", "the {attack}")
    {'start': 20, 'end': 26}
    """
    first, gap, last = words.partition(" … ")
    marked = re.search(r"\{(.+?)\}", first)
    plain = first.replace("{", "").replace("}", "").replace("\\n", "\n")
    if text.count(plain) != 1:
        raise ValueError(f"{plain!r} occurs {text.count(plain)} times")
    start = text.index(plain)
    if marked:
        return {"start": start + marked.start(), "end": start + marked.end() - 2}
    if not gap:
        return {"start": start, "end": start + len(plain)}
    return {"start": start, "end": text.index(last, start + len(plain)) + len(last)}


def alike(a: str, b: str | None) -> bool:
    """Whether two names differ in spelling alone.

    >>> alike("Khanaser", "Khanasir"), alike("En Nahud", "An Nuhud"), alike("Goma", "Bukavu")
    (True, True, False)
    """
    joined = ["".join(re.findall(r"[a-z]+", (x or "").lower())) for x in (a, b)]
    if len(joined[0]) > 8 and difflib.SequenceMatcher(None, *joined).ratio() >= 0.9:
        return True  # "Abdulhamid", "Abdul Hamid"
    one, other = (max(name_words(x), key=len, default="") for x in (a, b))
    return len(one) > 4 and difflib.SequenceMatcher(None, one, other).ratio() >= 0.75


def fits(wanted: Any, name: str | None) -> bool:
    """Whether a name is one of those wanted.

    >>> fits("army|Sudan", "Sudan"), fits("police + medics", "police"), fits("-", None), fits("*", "anybody")
    (True, False, True, True)
    """
    if wanted == "*":
        return True
    for choice in str(wanted).split("|"):
        if choice == "-" and name is None:
            return True
        if " + " in choice:
            every = set((name or "").lower().replace(",", " ").split())
            if all(name_words(part) & (name_words(name) | every) for part in choice.split(" + ")):
                return True
        elif choice != "-" and (same(choice, name) or alike(choice, name)):
            return True
    return False


def read(case: str, report: Item) -> Item:
    """The reading of one report, as JSON gives it."""
    made = report_from_text(report["text"], published=str(report["published"]), publisher=report.get("publisher"), id=case)
    return json.loads(to_json(read_report(made)))


def _parts(row: str, n: int) -> list[str]:
    parts = [p.strip(" ") for p in row.split("; ")]
    return parts + ["*"] * (n - len(parts))


def _events(report: Item) -> Iterable[Item]:
    for row in report["events"]:
        head, parties, place, time, modality = _parts(row, 5)
        types, words = head.split(" ", 1)
        actor, _, recipient = parties.partition(" > ")
        yield {**stretch(report["text"], words), "types": types.split("|"), "actor": actor, "recipient": recipient or "*", "place": place, "time": time,
               "modality": modality.split("|"), "row": row}  # fmt: skip


class Marked:
    """One report's marks beside its reading; what is counted right, and what was wrong in words."""

    def __init__(self, case: str, report: Item, reading: Item) -> None:
        self.case, self.report, self.reading, self.text = case, report, reading, report["text"]
        self.notes: list[str] = []
        self.unsure = [(kind, stretch(self.text, words)) for kind, _, words in (u.partition(": ") for u in report["unsure"])]

    def _tally(self, kind: str, gold: list[Item], found: list[Item], pairs: list[tuple[Item, Item]], wrong: Any) -> tuple[int, Count]:
        good = 0
        for g, r in pairs:
            faults = wrong(g, r)
            good += not faults
            if faults:
                self.notes.append(f"{self.case}: {kind}: {self._words(g)} | {'; '.join(faults)}")
        matched, hit = {id(r) for _, r in pairs}, {id(g) for g, _ in pairs}
        extra = [r for r in found if id(r) not in matched and not any(k == kind and shared(r, s) > 0 for k, s in self.unsure)]
        self.notes += [f"{self.case}: {kind}: MISSED {self._words(g)}  {g['row']}" for g in gold if id(g) not in hit]
        self.notes += [f"{self.case}: {kind}: EXTRA {self._words(r)}  {self._gist(r)}" for r in extra]
        return len(pairs), Count(good, len(gold), len(pairs) + len(extra))

    def _words(self, item: Item) -> str:
        around = self.text[max(0, item["start"] - 25) : item["start"]] + "[" + self.text[item["start"] : item["end"]] + "]" + self.text[item["end"] :][:25]
        return around.replace("\n", " ") if item["end"] - item["start"] < 40 else "[" + self.text[item["start"] : item["end"]].replace("\n", " ") + "]"

    @staticmethod
    def _gist(r: Item) -> str:
        if "source" in r and isinstance(r["source"], dict):
            return f"{r['source']['name']}, {r['stance']}"
        return ", ".join(str(r[k]) for k in ("type", "actor", "recipient", "place", "status", "holder", "who", "due", "modality") if k in r)

    def statements(self) -> Iterable[tuple[str, Count]]:
        gold = [{**stretch(self.text, row["what"]), "row": row} for row in self.report["says"]]
        found = [dict(s, start=s["content"][0]["start"], end=s["content"][-1]["end"]) for s in self.reading["statements"] if s["source"]["kind"] != "publisher"]

        def wrong(g: Item, r: Item) -> list[str]:
            row, out = g["row"], []
            if not fits(row["who"], r["source"]["name"]):
                out.append(f"who {r['source']['name']} for {row['who']}")
            if r["stance"] not in row.get("stance", "asserts").split("|"):
                out.append(f"stance {r['stance']} for {row.get('stance', 'asserts')}")
            via = row.get("via", [])
            if bool(via) != bool(r["via"]) or not all(any(same(v, w) for w in r["via"]) for v in via):
                out.append(f"via {r['via']} for {via}")
            return out

        pairs = paired(gold, found, lambda g, r: shared(g, r) * (shared(g, r) >= 0.5))
        n, all_right = self._tally("statement", gold, found, pairs, wrong)
        yield "statements.content", Count(n, all_right.gold, all_right.read)
        yield "statements.all", all_right

    def events(self) -> Iterable[tuple[str, Count]]:
        gold, found = list(_events(self.report)), self.reading["events"]

        def wrong(g: Item, r: Item) -> list[str]:
            beside = f"{r['actor']} and {r['recipient']}"  # of two who meet or exchange, one is given as recipient
            out = [f"{k} {r[k]} for {g[k]}" for k in ("actor", "recipient", "place") if not fits(g[k], r[k]) and not (k == "actor" and fits(g[k], beside))]
            if g["time"] != "*" and day(r["time"]) not in [day(None if t == "-" else t) for t in g["time"].split("|")]:
                out.append(f"time {r['time']} for {g['time']}")
            if g["modality"] != ["*"] and r["modality"] not in g["modality"]:
                out.append(f"modality {r['modality']} for {'|'.join(g['modality'])}")
            return out

        pairs = paired(gold, found, lambda g, r: (shared(g, r) > 0) * (r["type"] in g["types"]) * (1 + shared(g, r)))
        n, all_right = self._tally("event", gold, found, pairs, wrong)
        yield "events.type", Count(n, all_right.gold, all_right.read)
        yield "events.all", all_right

    def control(self) -> Iterable[tuple[str, Count]]:
        gold = []
        for row in self.report["control"]:
            place, status, holder, words = _parts(row, 4)
            gold.append({**stretch(self.text, words), "place": place, "status": status.split("|"), "holder": holder, "row": row})

        def fit(g: Item, r: Item) -> float:
            return (shared(g, r) > 0) * fits(g["place"], r["place"]) * (1 + (r["status"] in g["status"]) + fits(g["holder"], r["holder"]))

        def wrong(g: Item, r: Item) -> list[str]:
            out = [] if r["status"] in g["status"] else [f"status {r['status']} for {'|'.join(g['status'])}"]
            return out + ([] if fits(g["holder"], r["holder"]) else [f"holder {r['holder']} for {g['holder']}"])

        found = self.reading["control"]
        n, all_right = self._tally("control", gold, found, paired(gold, found, fit), wrong)
        yield "control.place", Count(n, all_right.gold, all_right.read)
        yield "control.all", all_right

    def commitments(self) -> Iterable[tuple[str, Count]]:
        gold = []
        for row in self.report["promises"]:
            who, words, due = _parts(row, 3)
            gold.append({**stretch(self.text, words), "who": who, "due": due, "row": row})

        def wrong(g: Item, r: Item) -> list[str]:
            out = [] if fits(g["who"].replace(" and ", " + "), r["who"]) else [f"who {r['who']} for {g['who']}"]
            if g["due"] != "*" and day(r["due"]) not in [day(None if t == "-" else t) for t in g["due"].split("|")]:
                out.append(f"due {r['due']} for {g['due']}")
            return out

        found = self.reading["commitments"]
        n, all_right = self._tally("commitment", gold, found, paired(gold, found, lambda g, r: shared(g, r) and 1 + shared(g, r)), wrong)
        yield "commitments.span", Count(n, all_right.gold, all_right.read)
        yield "commitments.all", all_right

    def places(self) -> Iterable[tuple[str, Count]]:
        right = 0
        for row in self.report["places"]:
            name, country = row.rsplit(" ", 1)
            seen = [p["country"] for p in self.reading["places"] if p["text"].lower() == name.lower() or (name in p["text"] and p["use"] == "location")]
            good = country in seen and {c for c in seen if c} == {country}
            right += good
            if not good:
                self.notes.append(f"{self.case}: place: {row}: {seen}")
        yield "places.country", Count(right, len(self.report["places"]), len(self.report["places"]))

    def counts(self) -> dict[str, Count]:
        """For each measure what is right."""
        return {k: v for part in (self.statements, self.events, self.control, self.commitments, self.places) for k, v in part()}


def measure(cases: dict[str, Item], notes: list[str] | None = None) -> dict[str, Count]:
    """The measures over several reports."""
    total: dict[str, Count] = defaultdict(Count)
    for case, report in cases.items():
        marked = Marked(case, report, read(case, report))
        for name, c in marked.counts().items():
            total[name].right += c.right
            total[name].gold += c.gold
            total[name].read += c.read
        if notes is not None:
            notes += marked.notes
    return dict(total)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("ids", nargs="*")
    ap.add_argument("--half", choices=["tuned", "held", "fresh"])
    ap.add_argument("--misses", action="store_true", help="say what was missed, wrong or too much")
    a = ap.parse_args()
    notes: list[str] = []
    cases = {k: v for k, v in load(a.half).items() if not a.ids or k in a.ids}
    print(f"{'measure':24}{'F1':>7}{'recall':>8}{'precision':>11}{'right':>7}{'gold':>6}{'read':>6}   ({len(cases)} reports)")
    for name, c in measure(cases, notes).items():
        print(f"{name:24}{c.f1:7.1f}{100 * c.right / max(c.gold, 1):8.1f}{100 * c.right / max(c.read, 1):11.1f}{c.right:7}{c.gold:6}{c.read:6}")
    if a.misses:
        print("\n".join(notes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
