"""Attribution on PolNeAR: exact spans of source, cue and content, and whether they are linked rightly.

    python benchmarks/attribution.py [--data DIR] [--part dev] [--errors N]

A span is a stretch of characters without white space, punctuation or quotation marks at its edges (annotators differ on
those); discontinuous spans count once for each piece. A link is right when source (or content) and cue are both exact
and belong together in the gold. Where a document has several annotators, the first file is the gold.
"""

import argparse
import json
import os
import random
import sys
from collections import Counter
from pathlib import Path

from sayso.models import parse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from training.corpora import standoff

ROLES = {"Source": "source", "Cue": "cue", "Content": "content"}
EDGE = " \t\r\n\u00a0.,;:!?—–-…\"“”‘’'`()[]"


def trim(text: str, a: int, b: int) -> tuple[int, int]:
    """A span without what annotators differ on at its edges."""
    while a < b and text[a] in EDGE:
        a += 1
    while b > a and text[b - 1] in EDGE:
        b -= 1
    return a, b


def gold_spans(path: Path, text: str) -> tuple[set[tuple[str, int, int]], set[tuple[tuple[str, int, int], tuple[str, int, int]]], set]:
    """Spans; links of source or content to cue; pairs of source and content."""
    spans, links, pairs = set(), set(), set()
    groups: dict[int, list[tuple[str, int, int]]] = {}
    for kind, group, pieces in standoff(path)[0]:
        for n, (a, b) in enumerate(pieces):
            a, b = trim(text, a, b)
            if a < b:
                one = (ROLES[kind], a, b)
                spans.add(one)
                if group >= 0 and n == 0:
                    groups.setdefault(group, []).append(one)
    for members in groups.values():
        cues = [m for m in members if m[0] == "cue"][:1]
        links |= {(m, c) for c in cues for m in members if m[0] != "cue"}
        pairs |= {(s, c) for s in members if s[0] == "source" for c in members if c[0] == "content"}
    return spans, links, pairs


def predicted(text: str) -> tuple[set, set, set]:
    p = parse(text)
    found = []
    for s in p.attribution:
        span = p.span(s.first, s.last)
        found.append((s.role, *trim(text, span.start, span.end)))
    links = {(found[i], found[s.link]) for i, s in enumerate(p.attribution) if s.link >= 0 and p.attribution[s.link].role == "cue"}
    cue_of: dict[int, list[int]] = {}
    for i, s in enumerate(p.attribution):
        if s.link >= 0:
            cue_of.setdefault(s.link, []).append(i)
    pairs = {
        (found[i], found[j])
        for members in cue_of.values()
        for i in members
        for j in members
        if p.attribution[i].role == "source" and p.attribution[j].role == "content"
    }
    return set(found), links, pairs


def measure(data: Path, part: str = "dev", errors: int = 0) -> dict[str, float]:
    """F1 by role, in per cent, and of links; ``n`` is the number of gold spans."""
    base = data / "attribution/polnear" / part
    first: dict[str, Path] = {}
    for path in sorted((base / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    tp, n_gold, n_pred = Counter(), Counter(), Counter()
    wrong = []
    for name, path in first.items():
        source = base / "text" / f"{name}.txt"
        if not source.exists():
            continue
        text = source.read_bytes().decode("utf-8")
        gold, links, pairs = gold_spans(path, text)
        found, found_links, found_pairs = predicted(text)
        for g, f, key in ((gold, found, None), (links, found_links, "link"), (pairs, found_pairs, "source-content pair")):
            for items, count in ((g & f, tp), (g, n_gold), (f, n_pred)):
                for x in items:
                    count[key or x[0]] += 1
        wrong += [("missed", name, r, text[a:b]) for r, a, b in gold - found] + [("spurious", name, r, text[a:b]) for r, a, b in found - gold]
    for row in random.Random(0).sample(wrong, min(errors, len(wrong))):
        print(*row, sep=" | ")
    out = {k: round(200 * tp[k] / max(1, n_gold[k] + n_pred[k]), 2) for k in ("source", "cue", "content", "link", "source-content pair")}
    out["precision content"] = round(100 * tp["content"] / max(1, n_pred["content"]), 2)
    out["recall content"] = round(100 * tp["content"] / max(1, n_gold["content"]), 2)
    out["n"] = sum(n_gold[r] for r in ROLES.values())
    return out


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--part", default="dev")
    ap.add_argument("--errors", type=int, default=0, help="print so many errors, drawn at random")
    a = ap.parse_args()
    print(json.dumps(measure(a.data, a.part, a.errors), indent=1))
