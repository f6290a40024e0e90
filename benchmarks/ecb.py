"""One event in several reports: ECB+, topics 1–35, predicted mentions.

The reports carry no day, so that times say little here: places, parties and words have to. All reports go into one ledger. Scored are the
sentences that the annotators chose. ``links``: of the links that say that two mentions are one event (corroborates, repeats) and of which both
ends are gold mentions, the share that joins one gold event. ``b3``, ``conll``: F1 of the clusters that these links and
sayso's own second mentions make, over all gold mentions of actions; a mention that sayso does not see counts as not found, one
that the gold has not as wrong. ``b3 seen``, ``conll seen``: the same over the mentions that both have. Development part: the odd topics; the even ones were not looked at.
"""

import pickle
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np

import sayso
from sayso.ledger import Filter, Ledger
from sayso.link import add
from sayso.types.reading import Reading

_LEFT = frozenset((".", ",", ";", ":", "!", "?", "%", ")", "]", "'s", "n't", "'", "''", "'re", "'ve", "'ll", "'m", "'d"))
_RIGHT = frozenset(("(", "[", "$", "``"))
Mention = tuple[str, int, int]
Clusters = list[set[Mention]]


@dataclass
class Document:
    """A report with its gold: characters and event of each mention, and the stretches that were annotated."""

    name: str
    text: str = ""
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    chosen: list[tuple[int, int]] = field(default_factory=list)


def document(path: Path) -> Document:
    root = ET.parse(path).getroot()
    doc = Document(path.stem)
    parts, at, sentence = [], 0, None
    where: dict[str, tuple[int, int, str]] = {}
    stretches: dict[str, list[int]] = {}
    before = ""
    for t in root.iter("token"):
        word, s = t.text or "", t.attrib["sentence"]
        if s == "0" and path.stem.endswith("plus") and re.match(r"http|www", word):
            word = ""
        gap = "" if not parts or word in _LEFT or before in _RIGHT or not word else "\n" if s != sentence else " "
        parts += [gap, word]
        at += len(gap)
        where[t.attrib["t_id"]] = (at, at + len(word), s)
        stretches.setdefault(s, [at, at])[1] = at + len(word)
        at += len(word)
        sentence, before = s, word
    doc.text = "".join(parts)
    event: dict[str, str] = {}
    for r in root.iter("CROSS_DOC_COREF"):
        for m in r.iter("source"):
            event[m.attrib["m_id"]] = r.attrib["note"]
    chosen = set()
    for m in root.find("Markables") or ():
        tokens = [where[a.attrib["t_id"]] for a in m.iter("token_anchor")]
        if tokens:
            chosen.add(tokens[0][2])
        if tokens and (m.tag.startswith(("ACTION", "NEG_ACTION"))):
            doc.mentions[min(a for a, _, _ in tokens), max(b for _, b, _ in tokens)] = event.get(m.attrib["m_id"], f"{path.stem}:{m.attrib['m_id']}")
    doc.chosen = [(a, b) for s, (a, b) in stretches.items() if s in chosen]
    return doc


def readings(data: Path, parity: int, cache: Path | None = None) -> list[tuple[Document, Reading]]:
    docs = [document(p) for p in sorted((data / "links/ecbplus").glob("*/*.xml")) if int(p.parent.name) % 2 == parity]
    if cache and cache.exists():
        return list(zip(docs, pickle.loads(cache.read_bytes()), strict=True))
    found = [sayso.read(d.text, publisher=d.name) for d in docs]
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return list(zip(docs, found, strict=True))


def events(read: list[tuple[Document, Reading]], *, misses: int = 0) -> dict[str, float]:
    """Scores in per cent, and counts."""
    gold: dict[Mention, str] = {(d.name, a, b): e for d, _ in read for (a, b), e in d.mentions.items()}
    ours: dict[Mention, Hashable] = {}
    joined: list[tuple[Mention, Mention]] = []
    right = wrong = 0
    with Ledger(":memory:") as ledger:
        of: dict[str, Mention] = {}
        for d, r in read:
            report = add(ledger, r, at=f"{_day(r)}T00:00:00Z").report
            placed = {v.id: _mention(d, v.start, v.end) for v in r.events}
            for v in r.events:
                m = placed[v.id]
                if m is not None:
                    ours[m] = m
                    first = placed.get(v.same_as or "")
                    if first is not None and first != m:
                        joined.append((first, m))
            for c in ledger.claims(Filter(report=report, kinds=("event",))):
                m = _mention(d, c.start, c.end)
                if m is not None:
                    of[c.key] = m
        for x in ledger.links(verdicts=("corroborates", "repeats")):
            if x.a in of and x.b in of:
                a, b = of[x.a], of[x.b]
                joined.append((a, b))
                if a in gold and b in gold:
                    right += gold[a] == gold[b]
                    wrong += gold[a] != gold[b]
                    if gold[a] != gold[b] and misses:
                        misses -= 1
                        print(x.verdict, round(x.score, 2), x.slots, "\n   ", ledger.claim(x.a).quote[:200], "|", ledger.claim(x.a).what, "\n   ", ledger.claim(x.b).quote[:200], "|", ledger.claim(x.b).what)  # fmt: skip
    system = _closed(ours, joined)
    key = _grouped(gold)
    seen = ours.keys() & gold.keys()
    possible = sum(1 for c in key for a, b in combinations([m for m in c if m in seen], 2) if a[0] != b[0])
    out = {
        "links": 100 * right / max(1, right + wrong),
        "b3": b3(key, system),
        "conll": conll(key, system),
        "b3 seen": b3(_only(key, seen), _only(system, seen)),
        "conll seen": conll(_only(key, seen), _only(system, seen)),
        "b3 seen, no links": b3(_only(key, seen), [{m} for m in seen]),
        "mentions precision": 100 * len(seen) / max(1, len(ours)),
        "mentions recall": 100 * len(seen) / max(1, len(gold)),
    }
    return {k: round(v, 1) for k, v in out.items()} | {"n links": right + wrong, "possible": possible, "n mentions": len(gold), "reports": len(read)}


def _day(r: Reading) -> str:
    """A day on which the report can have been told: the last that it names, as the corpus gives none."""
    return max((t.latest[:10] for t in r.times if t.latest and "2000" < t.latest[:4] < "2015"), default="2010-01-01")


def _mention(d: Document, start: int, end: int) -> Mention | None:
    """The gold mention that a trigger overlaps, or the trigger itself if it stands in a sentence that was annotated."""
    for a, b in d.mentions:
        if a < end and start < b:
            return d.name, a, b
    return (d.name, start, end) if any(a <= start < b for a, b in d.chosen) else None


def _closed(ours: Iterable[Mention], joined: Iterable[tuple[Mention, Mention]]) -> Clusters:
    parent = {m: m for m in ours}

    def top(m: Mention) -> Mention:
        while parent[m] != m:
            m = parent[m]
        return m

    for a, b in joined:
        parent[top(a)] = top(b)
    return _grouped({m: top(m) for m in parent})


def _grouped(of: dict[Mention, object]) -> Clusters:
    out: dict[object, set[Mention]] = defaultdict(set)
    for m, e in of.items():
        out[e].add(m)
    return list(out.values())


def _only(clusters: Clusters, kept: Iterable[Mention]) -> Clusters:
    kept = set(kept)
    return [c & kept for c in clusters if c & kept]


def _f1(p: float, r: float) -> float:
    return 200 * p * r / (p + r) if p + r else 0.0


def b3(key: Clusters, system: Clusters) -> float:
    """B³ (Bagga and Baldwin 1998) over all mentions of either side."""
    of_key = {m: c for c in key for m in c}
    of_system = {m: c for c in system for m in c}

    def part(a: dict[Mention, set[Mention]], b: dict[Mention, set[Mention]]) -> float:
        return sum(len(c & b[m]) / len(c) for m, c in a.items() if m in b) / max(1, len(a))

    return _f1(part(of_system, of_key), part(of_key, of_system))


def muc(key: Clusters, system: Clusters) -> float:
    def part(a: Clusters, b: Clusters) -> float:
        of = {m: i for i, c in enumerate(b) for m in c}
        right = sum(len(c) - len({of.get(m, m) for m in c}) for c in a)
        return right / max(1, sum(len(c) - 1 for c in a))

    return _f1(part(system, key), part(key, system))


def ceafe(key: Clusters, system: Clusters) -> float:
    """CEAF-e (Luo 2005), aligned greedily from the best pair on, which is within a point of the best alignment."""
    of = {m: i for i, c in enumerate(system) for m in c}
    pairs: Counter[tuple[int, int]] = Counter((i, of[m]) for i, c in enumerate(key) for m in c if m in of)
    scored = sorted(((2 * n / (len(key[i]) + len(system[k])), i, k) for (i, k), n in pairs.items()), reverse=True)
    used_key, used_system, total = set(), set(), 0.0
    for s, i, k in scored:
        if i not in used_key and k not in used_system:
            used_key.add(i)
            used_system.add(k)
            total += s
    return _f1(total / max(1, len(system)), total / max(1, len(key)))


def conll(key: Clusters, system: Clusters) -> float:
    return float(np.mean([muc(key, system), b3(key, system), ceafe(key, system)]))
