"""Whether sayso reads the same in two Pythons, as when one of them has it compiled (``make fast``).

    python tools/alike.py .venv/bin/python .venv-fast/bin/python

Each reads the reports of ``tests/cases/gold`` and ``tests/cases/whole``, the bundled story and all single sentences of the other cases; readings are
compared byte for byte. Prints how many there are, and where they differ; exit code 1 if they do.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

CASES = Path(__file__).parents[1] / "tests/cases"
READ = """
import json, sys
from pathlib import Path
import sayso
from sayso.codec import to_json
from sayso.reader import pipeline
print(Path(pipeline.__file__).suffix, flush=True)
for line in sys.stdin:
    text = json.loads(line)
    try:
        out = to_json(sayso.read(text, published="2024-03-05"))
    except Exception as error:
        out = f"{type(error).__name__}: {error}".encode()
    sys.stdout.buffer.write(out + b"\\n")
"""


def texts() -> list[str]:
    """Whole reports, then sentences, each once."""
    found = [p.read_text(encoding="utf-8") for p in sorted(CASES.glob("gold/*/*.txt")) + sorted((CASES.parents[1] / "src/sayso/demo").rglob("*.txt"))]
    for path in sorted(CASES.rglob("*.yaml")):
        found += _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    return list(dict.fromkeys(found))


def _strings(value: object) -> list[str]:
    """What is long enough to be a sentence, wherever it stands."""
    if isinstance(value, str):
        return [value] if len(value.split()) >= 4 else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [s for part in parts for s in _strings(part)]


def readings(python: str, asked: str) -> list[bytes]:
    """How the reader is there (".py" or the suffix of a compiled module), and its readings."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"OMP_NUM_THREADS": "1"}
    return subprocess.run([python, "-c", READ], input=asked.encode(), stdout=subprocess.PIPE, check=True, env=env).stdout.splitlines()


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pythons", nargs=2)
    a = ap.parse_args()
    every = texts()
    asked = "".join(json.dumps(t) + "\n" for t in every)
    (kind, *first), (other, *second) = (readings(p, asked) for p in a.pythons)
    differ = [t for t, x, y in zip(every, first, second, strict=True) if x != y]
    for t in differ[:10]:
        print(f"differs: {t[:150]}")
    print(f"{len(every)} texts, {kind.decode()} and {other.decode()}: {len(differ)} readings differ")
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main())
