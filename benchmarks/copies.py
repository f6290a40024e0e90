"""Near-copies among look-alikes, made from ECB+ (topics 1–35) as they are needed; nothing of it is kept.

The reports of a topic are on the same event and on one like it, by other outlets: the look-alikes. Copies of each report: cut short,
under another headline, sentences left out, sentences in another order, an agency's credit added, words replaced at 10 and at 20 per cent
by others of the corpus that begin with the same letter and are about as long, two reports of a topic spliced half and half, and four of these at once. All go into one
ledger, originals first: a copy is right if the ledger takes it for a copy of its original (for a splice, of either), wrong if of another;
an original that is taken for a copy is wrong too, unless a third of its sentences stand word for word in the other, as in the corpus some do.
"""

import random
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from sayso.ledger import Ledger
from sayso.types.reading import Reading, ReportInfo

KINDS = ("cut", "headline", "dropped", "reordered", "credited", "replaced 10 %", "replaced 20 %", "spliced", "cut, headline, credited, replaced 10 %")
_LEFT = re.compile(r" ([.,;:!?%)\]’”]|'s|n't|'re|'ve|'ll|'d|'m)")
_RIGHT = re.compile(r"([(\[$“]) ")


def documents(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Name and sentences of each report of ECB+, words joined as in print."""
    for path in sorted((data / "links/ecbplus").glob("*/*.xml")):
        sentences: dict[str, list[str]] = defaultdict(list)
        for t in ET.parse(path).getroot().iter("token"):
            sentences[t.attrib["sentence"]].append(t.text or "")
        texts = [_RIGHT.sub(r"\1", _LEFT.sub(r"\1", " ".join(ws))).replace("`` ", '"').replace(" ''", '"') for ws in sentences.values()]
        if path.stem.endswith("plus") and texts and "http" in texts[0]:
            texts = texts[1:]  # the address is no part of the report
        yield path.stem, texts


def copy(kind: str, own: list[str], other: list[str], vocabulary: dict[tuple[str, int], list[str]], rng: random.Random) -> list[str]:
    """A near-copy of a report's sentences."""
    n = len(own)
    if "," in kind:  # all at once
        for part in kind.split(", "):
            own = copy(part, own, other, vocabulary, rng)
        return own
    if kind == "cut":
        return own[: max(2, round(n * rng.uniform(0.4, 0.7)))]
    if kind == "headline":
        return [" ".join(rng.sample(other[0].split(), min(6, len(other[0].split())))), *own[1:]]
    if kind == "dropped":
        return [s for s in own if rng.random() > 0.35] or own[:1]
    if kind == "reordered":
        return rng.sample(own, n)
    if kind == "credited":
        return [own[0], f"({rng.choice(['Reuters', 'AFP', 'AP', 'dpa'])}) -", *own[1:], "Additional reporting by our correspondents. Editing by the news desk."]
    if kind == "spliced":
        return own[: max(1, n // 2)] + other[len(other) // 2 :]
    rate = int(kind.split()[1]) / 100
    return [" ".join(_other(w, vocabulary, rng) if rng.random() < rate else w for w in s.split()) for s in own]


def _other(word: str, vocabulary: dict[tuple[str, int], list[str]], rng: random.Random) -> str:
    return rng.choice(vocabulary.get((word[:1].lower(), len(word) // 2)) or [word + "s"])


def reading(text: str, name: str) -> Reading:
    digest = sha256(text.encode()).hexdigest()
    return Reading(text=text, report=ReportInfo(id=name, uri=name, sha256=digest, characters=len(text), reader="none", published="2020-01-01"))


def copies(data: Path, seed: int = 1) -> dict[str, float]:
    """F1 in per cent, precision and recall, recall of each kind, and how many copies were made."""
    rng = random.Random(seed)
    texts = {name: s for name, s in documents(data) if len(s) >= 3}
    by_topic: dict[str, list[str]] = defaultdict(list)
    vocabulary: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, sentences in texts.items():
        by_topic[name.split("_")[0]].append(name)
        for w in sorted({w for s in sentences for w in s.split() if w.isalpha()}):
            vocabulary[w[:1].lower(), len(w) // 2].append(w)
    found: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    with Ledger(":memory:") as ledger:
        names: dict[str, str] = {}
        original: dict[str, str] = {}
        for name, sentences in texts.items():
            added = ledger.store(reading("\n".join(sentences), name))
            names[added.report] = name
            if added.copy_of:
                original[name] = names[added.copy_of]
                if not _true(sentences, texts[original[name]]):
                    found["wrong"] += 1
        for name, sentences in texts.items():
            for kind in KINDS:
                other = rng.choice([o for o in by_topic[name.split("_")[0]] if o != name])
                made = copy(kind, sentences, texts[other], vocabulary, rng)
                ledger.db.execute("BEGIN")  # each copy meets the originals alone, and is taken back
                copied = ledger.store(reading("\n".join(made), f"{name} {kind}")).copy_of
                ledger.db.execute("ROLLBACK")
                group = {original.get(name, name)} | ({original.get(other, other)} if kind == "spliced" else set())
                kinds[f"{kind} n"] += 1
                if copied is None:
                    found["missed"] += 1
                elif names.get(copied) in group or _true(sentences, texts[names[copied]]):
                    found["right"] += 1
                    kinds[kind] += 1
                else:
                    found["wrong"] += 1
    right, wrong, missed = found["right"], found["wrong"], found["missed"]
    out = {"f1": 200 * right / (2 * right + wrong + missed), "precision": 100 * right / (right + wrong), "recall": 100 * right / (right + missed)}
    out |= {kind: 100 * kinds[kind] / kinds[f"{kind} n"] for kind in KINDS}
    return {k: round(v, 1) for k, v in out.items()} | {"n": right + wrong + missed, "originals": len(texts)}


def _true(a: list[str], b: list[str]) -> bool:
    """Whether two originals share a third of the shorter one's sentences, word for word."""
    x, y = ({re.sub(r"\W+", " ", s.lower()) for s in t if len(s.split()) > 5} for t in (a, b))
    return bool(x and y) and 3 * len(x & y) >= min(len(x), len(y))
