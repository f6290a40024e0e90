"""Links across reports: verdicts on pairs of figures, near-copies among look-alikes, one event in several reports.

    python benchmarks/links.py [pairs|copies|events] [--data DIR] [--misses]

``pairs``: 200 pairs of our own (tests/cases/link): half as texts through the whole reader, half as slots; of each half one part was looked at
while the judges were written (dev), the other only scored (held). F1 of each verdict and their mean; a pair of which a figure was not
read is wrong whatever the verdict. "scope" is right where the ledger tells the two apart, be it by a link that says so or by none.

``copies``: F1 of near-copies, see copies.py. ``events``: one event in several reports of ECB+, see ecb.py.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.copies import copies
from benchmarks.ecb import events, readings
from tests.link.pairs import cases, judged

VERDICTS = ("agree", "contradict", "update", "scope")


def pairs(part: str, *, misses: bool = False) -> dict[str, float]:
    """F1 in per cent of each verdict over the pairs of a part, "dev" or "held", and their mean."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for name in (f"texts_{part}", f"slots_{part}"):
        for i, case in enumerate(cases(name)):
            verdict, why = judged(name, case)
            wanted[case["want"]] += 1
            given[verdict] += 1
            if verdict == case["want"]:
                right[verdict] += 1
            elif misses:
                print(f"{name} {i}: wanted {case['want']}, got {verdict}: {why}\n    {case['a']}\n    {case['b']}")
    f1 = {v: 200 * right[v] / (wanted[v] + given[v]) for v in VERDICTS}
    out = {v: round(x, 1) for v, x in f1.items()}
    out["macro"] = round(sum(f1.values()) / len(f1), 1)
    out["right"] = sum(right.values())
    return out | {"n": sum(wanted.values()), "missed": given["missed"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", Path(__file__).parent.parent / "../shared/data")))
    parser.add_argument("--misses", action="store_true", help="print the pairs of the dev part that came out wrong")
    args = parser.parse_args()
    what = args.what or ["pairs", "copies", "events"]
    if "pairs" in what:
        print("pairs dev ", pairs("dev", misses=args.misses))
        if not args.misses:
            print("pairs held", pairs("held"))
    if "copies" in what:
        print("copies    ", copies(args.data))
    if "events" in what:
        print("events dev ", events(readings(args.data, 1), misses=20 * args.misses))
        if not args.misses:
            print("events held", events(readings(args.data, 0)))


if __name__ == "__main__":
    main()
