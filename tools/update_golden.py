"""Renew what the tests of the bundled story compare with: its readings, and the floors of their scores.

    python tools/update_golden.py            # write tests/demo/golden/readings.jsonl; raise floors, never lower one
    python tools/update_golden.py --lower    # let floors fall too; say why in the commit

The gold beside the readings is made by hand and never written here. Read the diff before committing it.
"""

import json
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.score import load, score  # noqa: E402
from sayso.cli.demo import reports  # noqa: E402
from sayso.codec import to_json  # noqa: E402
from sayso.reader import read_report  # noqa: E402

GOLDEN, FLOORS = ROOT / "tests/demo/golden", ROOT / "tests/demo/floors.json"


def main() -> int:
    target = GOLDEN / "readings.jsonl"
    target.write_bytes(b"".join(to_json(read_report(r)) + b"\n" for r in reports()))
    known = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    found = {name: math.floor(10 * c.f1) / 10 for name, c in score(load(GOLDEN, target)).items()}
    fallen = {name: (known[name], now) for name, now in found.items() if now < known.get(name, 0)}
    for name, (was, now) in fallen.items():
        print(f"{name}: {was} before, {now} now")
    kept = found if "--lower" in sys.argv else {name: max(now, known.get(name, 0)) for name, now in found.items()}
    FLOORS.write_text(json.dumps(kept, indent=1) + "\n")
    return int(bool(fallen) and "--lower" not in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
