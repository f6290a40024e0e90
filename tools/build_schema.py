"""Write ``docs/reading.schema.json``, the JSON Schema of a reading, from the types.

python tools/build_schema.py            # write it
python tools/build_schema.py --check    # exit 1 if it would change
"""

import sys
from pathlib import Path

from sayso.codec import schema

TARGET = Path(__file__).resolve().parent.parent / "docs/reading.schema.json"


def main() -> int:
    if TARGET.exists() and TARGET.read_bytes() == schema():
        return 0
    if "--check" in sys.argv:
        print(f"stale: {TARGET.name}; run tools/build_schema.py")
        return 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(schema())
    print(f"built: {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
