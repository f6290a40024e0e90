"""Statements on PolNeAR: who is credited with what, as the whole layer reads it.

    python benchmarks/statements.py [--data DIR] [--part dev] [--errors N] [--cache DIR]

The gold is the first annotator's attributions that have a content. Ours and theirs are paired one to one by content, where the
characters that they share are at least half of those that either covers (white space aside); ``content`` is the F1 of that,
``source`` of pairing by the words of the source, and ``statement`` of pairs that agree on both (a gold attribution without a
source agrees with one of ours that names none here). PolNeAR gives a quotation of several sentences as one content, we as
several: parts that go on from one another are joined before they are compared. What is said inside another's statement is ours
alone (PolNeAR is flat), and is left out unless it pairs.
"""

import argparse
import json
import os
import pickle
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso import entities, places, statements, times
from sayso.models import parse
from sayso.text.parse import Parse

Chars = frozenset[int]


class Credit:
    """An attribution as sets of characters."""

    def __init__(self, text: str, source: Iterable[tuple[int, int]], content: Iterable[tuple[int, int]], *, inner: bool = False, sure: float = 1.0) -> None:
        self.source, self.content, self.inner, self.sure = _chars(text, source), _chars(text, content), inner, sure


def _chars(text: str, spans: Iterable[tuple[int, int]]) -> Chars:
    return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())


def gold(path: Path, text: str) -> list[Credit]:
    """The attributions of a brat file that have a content; a source that several share counts for each."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line[:1] == "T" and len(cells) > 1:
            spans[cells[0]] = [(int(x), int(y)) for x, y in (p.split() for p in cells[1].partition(" ")[2].split(";"))]
        elif line[:1] == "E" and len(cells) > 1 and cells[1].startswith("Attribution"):
            events.append([member.split(":") for member in cells[1].split()])
    out = []
    for members in events:
        parts = {role: [s for r, m in members if r.rstrip("0123456789") == role for s in spans.get(m, ())] for role in ("Source", "Content")}
        if parts["Content"]:
            out.append(Credit(text, parts["Source"], parts["Content"]))
    return out


def found(p: Parse) -> list[Credit]:
    """Ours, with quotations that go on joined to what they go on from."""
    where = places.resolve(p)
    who = entities.resolve(p, where, published=None)
    when = times.resolve_all(times.find(p), p, published=None)
    out: list[tuple[list[tuple[int, int]], list[tuple[int, int]], str, bool, float]] = []
    for s in statements.find(p, who, when):
        content = [(c.start, c.end) for c in s.content]
        goes_on = s.cue is None and s.source.start is None
        last = next((o for o in reversed(out) if o[2] == s.source.name), None)
        if goes_on and last is not None and content[0][0] - last[1][-1][1] < 200:
            last[1].extend(content)
        else:
            source = [(s.source.start, s.source.end)] if s.source.start is not None and s.source.end is not None else []
            out.append((source, content, s.source.name, s.within is not None, s.confidence))
    return [Credit(p.text, source, content, inner=inner, sure=sure) for source, content, _, inner, sure in out]


def overlap(a: Chars, b: Chars) -> float:
    return len(a & b) / max(1, len(a | b))


def pairs(ours: list[Credit], theirs: list[Credit], part: str) -> list[tuple[int, int]]:
    """One to one, the best overlaps first."""
    scored = [(overlap(getattr(o, part), getattr(t, part)), i, j) for i, o in enumerate(ours) for j, t in enumerate(theirs)]
    out, used_i, used_j = [], set(), set()
    for score, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
        if score >= 0.5 and i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            out.append((i, j))
    return out


def _parsed(text: str, name: str, cache: Path | None) -> Parse:
    if cache is None:
        return parse(text)
    path = cache / f"{name}.pickle"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(parse(text)))
    return pickle.loads(path.read_bytes())


def _show(text: str, spans: Chars) -> str:
    return " ".join(text[min(spans) : max(spans) + 1].split()) if spans else "-"


def documents(data: Path, part: str) -> Iterator[tuple[str, str, list[Credit]]]:
    """Name, text and gold of each document; where several annotators marked one, the first file."""
    base = data / "attribution/polnear" / part
    first: dict[str, Path] = {}
    for path in sorted((base / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    for name, path in first.items():
        file = base / "text" / f"{name}.txt"
        if file.exists():
            text = file.read_bytes().decode("utf-8")
            yield name, text, gold(path, text)


def measure(data: Path, part: str = "dev", errors: int = 0, cache: Path | None = None) -> dict[str, float]:
    """F1 in per cent; ``n`` is the number of gold attributions."""
    tp = {"source": 0, "content": 0, "statement": 0}
    n_gold = n_ours = gold_sources = our_sources = 0
    wrong = []
    for name, text, theirs in documents(data, part):
        ours = found(_parsed(text, name, cache))
        matched = pairs(ours, theirs, "content")
        kept = {i for i, _ in matched}
        ours = [o for i, o in enumerate(ours) if i in kept or not o.inner]
        matched = pairs(ours, theirs, "content")
        agreed = [(i, j) for i, j in matched if overlap(ours[i].source, theirs[j].source) >= 0.5 or not (ours[i].source or theirs[j].source)]
        tp["content"] += len(matched)
        tp["statement"] += len(agreed)
        tp["source"] += len(pairs(ours, theirs, "source"))
        n_gold, n_ours = n_gold + len(theirs), n_ours + len(ours)
        gold_sources += sum(bool(t.source) for t in theirs)
        our_sources += sum(bool(o.source) for o in ours)
        got_i, got_j = {i for i, _ in matched}, {j for _, j in matched}
        wrong += [("spurious", name, _show(text, o.source), _show(text, o.content)) for i, o in enumerate(ours) if i not in got_i]
        wrong += [("missed", name, _show(text, t.source), _show(text, t.content)) for j, t in enumerate(theirs) if j not in got_j]
        wrong += [
            ("source", name, f"{_show(text, ours[i].source)} for {_show(text, theirs[j].source)}", _show(text, ours[i].content))
            for i, j in matched
            if (i, j) not in agreed
        ]
    for row in random.Random(0).sample(wrong, min(errors, len(wrong))):
        print(*row, sep=" | ")
    return {
        "source": round(200 * tp["source"] / max(1, gold_sources + our_sources), 2),
        "content": round(200 * tp["content"] / max(1, n_gold + n_ours), 2),
        "statement": round(200 * tp["statement"] / max(1, n_gold + n_ours), 2),
        "precision statement": round(100 * tp["statement"] / max(1, n_ours), 2),
        "recall statement": round(100 * tp["statement"] / max(1, n_gold), 2),
        "n": n_gold,
    }


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--part", default="dev")
    ap.add_argument("--errors", type=int, default=0, help="print so many errors, drawn at random")
    ap.add_argument("--cache", type=Path, help="folder in which parses are kept from run to run")
    a = ap.parse_args()
    print(json.dumps(measure(a.data, a.part, a.errors, a.cache), indent=1))
