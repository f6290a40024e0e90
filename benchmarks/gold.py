"""Whole reports against gold readings made before any program had read them.

    python -m benchmarks.gold [--half open|held] [--misses]

The reports lie in ``tests/cases/gold``; ``benchmarks.score`` says how items are paired. Faults were looked for in ``open`` only; of ``held`` nothing but the
scores was seen, so that they say how well reports of these kinds are read that nobody has tuned for. Each report is read with its day of publication.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.score import Count, Item, score, show
from sayso.codec import to_json
from sayso.intake import report_from_text
from sayso.reader import read_report

HALVES = ("open", "held")
_CASES = Path(__file__).resolve().parent.parent / "tests/cases/gold"


def gold(half: str) -> list[tuple[Item, str]]:
    """The gold readings of a half, each with its report's text."""
    return [(json.loads(p.read_text(encoding="utf-8")), p.with_suffix(".txt").read_bytes().decode("utf-8")) for p in sorted((_CASES / half).glob("*.json"))]


def measured(half: str, misses: list[str] | None = None) -> dict[str, Count]:
    """The measures over a half's reports."""
    pairs = []
    for g, text in gold(half):
        report = report_from_text(text, published=g["published"])
        pairs.append((g, json.loads(to_json(read_report(report)))))
    return score(pairs, misses)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--half", choices=HALVES)
    ap.add_argument("--misses", action="store_true", help="list the gold items that are not right in every field")
    a = ap.parse_args()
    for half in [a.half] if a.half else HALVES:
        misses: list[str] = []
        show(f"{half} reports", measured(half, misses))
        if a.misses:
            print("\n".join(misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
