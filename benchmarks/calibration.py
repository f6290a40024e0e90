"""Is a confidence what it says: of the items given 0.8, are eight in ten right?

    python benchmarks/calibration.py [--data DIR]
    python benchmarks/calibration.py --fit      # write resources/statements/calibration.yaml from a part of PolNeAR train

Statements (source and content, PolNeAR dev), places (found and within 161 km, GeoVirus and LGL) and times (found with the right value,
TimeBank and AQUAINT) are put in ten bins of equal size by their confidence. ``ece`` is the mean distance of a bin's confidence from its
share of right items, in points (expected calibration error: Naeini et al. 2015); ``bins`` gives both for each. What the gold does not mark
counts as wrong, also where it only marks less than we do, so that the share of right items is a lower bound.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import places as place_benchmark  # noqa: E402
from benchmarks import statements as statement_benchmark  # noqa: E402
from benchmarks import times as time_benchmark  # noqa: E402
from sayso.models import parse  # noqa: E402
from sayso.places import resolve  # noqa: E402
from sayso.places.rank import kilometres  # noqa: E402
from sayso.times import find, resolve_all  # noqa: E402

Pair = tuple[float, bool]
TABLE = ROOT / "resources/statements/calibration.yaml"
KNOTS = 12


def statements(data: Path, part: str = "dev", most: int | None = None) -> Iterator[Pair]:
    """Confidence of each statement, and whether source and content are right."""
    b = statement_benchmark
    for _, text, theirs in islice(b.documents(data, part), most):
        ours = b.found(parse(text))
        kept = {i for i, _ in b.pairs(ours, theirs, "content")}
        ours = [o for i, o in enumerate(ours) if i in kept or not o.inner]
        agreed = {
            i for i, j in b.pairs(ours, theirs, "content") if b.overlap(ours[i].source, theirs[j].source) >= 0.5 or not (ours[i].source or theirs[j].source)
        }  # fmt: skip
        yield from ((o.sure, i in agreed) for i, o in enumerate(ours))


def places(data: Path) -> Iterator[Pair]:
    """Confidence of each place with a point, and whether a gold name stands there, within 161 km."""
    for name, demonyms in (("GeoVirus.xml", False), ("lgl.xml", True)):
        for text, gold in place_benchmark.read(data / "places" / name):
            for p in resolve(parse(text)):
                if p.latitude is None or (p.use == "demonym" and not demonyms):
                    continue
                hit = next((g for g in gold if p.start < g[1] and g[0] < p.end), None)
                if hit is None:
                    yield p.confidence, False
                elif hit[2] is not None:
                    yield p.confidence, kilometres(hit[2], hit[3], p.latitude, p.longitude) <= 161


def times(data: Path) -> Iterator[Pair]:
    """Confidence of each time, and whether a gold one with its value stands there."""
    for text, day, gold in time_benchmark.tempeval3(data):
        p = parse(text)
        for t in (e for one in resolve_all(find(p), p, published=day) for e in time_benchmark.ends(one)):
            hit = next((g for g in gold if t.start < g[1] and g[0] < t.end), None)
            yield t.confidence, hit is not None and bool(time_benchmark.same_value(hit[2]["value"], t.timex))


def binned(pairs: list[Pair], count: int = 10) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right items and size of bins of equal size."""
    pairs = random.Random(0).sample(pairs, len(pairs))  # among equals the order must not depend on the outcome
    pairs.sort(key=lambda p: p[0])
    out = []
    for k in range(count):
        part = pairs[k * len(pairs) // count : (k + 1) * len(pairs) // count]
        if part:
            out.append((sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)))
    return out


def measure(data: Path) -> dict[str, dict]:
    """Expected calibration error in points by layer, with the bins; ``n`` is the number of items."""
    out = {}
    for name, items in (("statements", statements), ("places", places), ("times", times)):
        pairs = list(items(data))
        bins = binned(pairs)
        error = sum(abs(c - r) * n for c, r, n in bins) / len(pairs)
        out[name] = {"ece": round(100 * error, 2), "n": len(pairs), "bins": " ".join(f"{c:.2f}:{r:.2f}" for c, r, _ in bins)}
    return out


def isotonic(pairs: list[Pair]) -> list[tuple[float, float]]:
    """Knots of the rising step function that is nearest to the outcomes (pool adjacent violators: Ayer et al. 1955), few enough to read."""
    blocks: list[list[float]] = []  # sum of confidences, of right items, size
    for c, r, n in binned(pairs, 40):
        blocks.append([c * n, r * n, n])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    knots = [(c / n, r / n) for c, r, n in blocks]
    step = max(1, len(knots) // KNOTS)
    return [*knots[:-1:step], knots[-1]]


def fit(data: Path) -> None:
    """Write the table that turns a raw confidence of a statement into one that says how often it is right."""
    pairs = list(statements(data, "train", 160))
    lines = [f"  - [{c:.3f}, {r:.3f}]" for c, r in isotonic(pairs)]
    head = "# What a statement's mean confidence over its spans comes to: raw confidence, share of right ones. Written by benchmarks/calibration.py --fit\n"
    TABLE.write_text(head + "knots:\n" + "\n".join(lines) + "\n")
    print(f"{len(pairs)} statements; build the tables now (tools/build_tables.py)")


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--fit", action="store_true")
    a = ap.parse_args()
    if a.fit:
        fit(a.data)
    else:
        print(json.dumps(measure(a.data), indent=1))
