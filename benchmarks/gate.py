"""The accuracy gate: every benchmark against its pinned floor.

    python benchmarks/gate.py [--data DIR]     # exit 1 if a figure is under its floor
    python benchmarks/gate.py --update         # raise floors to what is measured now; never lowers one

Floors lie in ``benchmarks/floors.json`` with the digest of the corpora that they were measured on: other data, other
figures. Where the corpora are absent the gate is skipped, and says so.
"""

import argparse
import hashlib
import importlib
import json
import math
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FLOORS = ROOT / "benchmarks/floors.json"
SLACK = 0.5  # int8 kernels of other processors round differently: an item of a small set may tip; more is a change
COUNTS = ("speed", "otherwise", "cases", "words_per_second", "links")
"""Parts of names of figures that are reported but are no scores: counts, and speeds, which are the machine's."""

PARTS = {
    "syntax": ["syntax/ud_ewt/en_ewt-ud-dev.conllu"],
    "attribution": ["attribution/polnear/dev"],
    "names": ["names/worldwide/dev", "names/uner_ewt/en_ewt-ud-dev.iob2"],
    "times": ["times/tempeval3"],
    "figures": ["figures/idmc", "figures/isaf"],
    "places": ["places"],
    "coref": ["coref"],
    "statements": ["attribution/polnear/dev"],
    "events": ["events/plover", "events/petrarch2", "events/muc34", "modality", "times/tdg"],
}
"""For each benchmark the corpora that it reads, under the data folder."""


def digest(data: Path, parts: list[str]) -> str:
    """Hash of the names and contents of a benchmark's corpora."""
    h = hashlib.sha256()
    for part in parts:
        base = data / part
        for path in sorted(p for p in ([base] if base.is_file() else base.rglob("*")) if p.is_file()):
            h.update(str(path.relative_to(data)).encode())
            h.update(hashlib.sha256(path.read_bytes()).digest())
    return h.hexdigest()[:16]


def flat(figures: dict, prefix: str = "") -> dict[str, float]:
    """Nested figures as one level: "worldwide.LOC"."""
    out: dict[str, float] = {}
    for k, v in figures.items():
        if isinstance(v, dict):
            out |= flat(v, f"{prefix}{k}.")
        elif isinstance(v, int | float) and not isinstance(v, bool):
            out[prefix + k] = v
    return out


def is_score(name: str) -> bool:
    """Whether a figure is one that has a floor.

    >>> is_score("tempeval3.value"), is_score("tempeval3.n_found"), is_score("muc.n")
    (True, False, False)
    """
    parts = name.split(".")
    return not parts[-1].startswith("n") and not any(p in COUNTS for p in parts)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--update", action="store_true")
    ap.add_argument("--only", nargs="*", help="these benchmarks only")
    a = ap.parse_args()
    floors: dict[str, dict] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    low = 0
    for name, parts in PARTS.items():
        if a.only and name not in a.only:
            continue
        if not (ROOT / f"benchmarks/{name}.py").exists():
            continue
        if any(not (a.data / p).exists() for p in parts):
            print(f"{name}: skipped, its corpora are not in {a.data}")
            continue
        began = time.time()
        figures = flat(importlib.import_module(f"benchmarks.{name}").measure(a.data))
        seen = digest(a.data, parts)
        known = floors.setdefault(name, {"digest": seen, "floors": {}})
        if known["digest"] != seen and not a.update:
            print(f"{name}: the corpora differ from those that the floors were measured on ({known['digest']}, now {seen}); figures only")
            known = {"digest": seen, "floors": {}}
        print(f"{name} ({time.time() - began:.0f} s)")
        for k, v in figures.items():
            floor = known["floors"].get(k)
            bad = floor is not None and v < floor - SLACK
            low += bad
            print(f"  {k:32} {v:10.2f}" + (f"   floor {floor:.2f}" if floor is not None else "") + ("   TOO LOW" if bad else ""))
            if a.update and is_score(k) and (floor is None or v > floor):
                known["floors"][k] = math.floor(v * 10) / 10
        known["digest"] = seen
    if a.update:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n")
    if low:
        print(f"{low} figures under their floor")
    return int(low > 0)


if __name__ == "__main__":
    sys.exit(main())
