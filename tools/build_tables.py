"""Build ``src/sayso/tables/*.json`` from ``resources/**/*.yaml``.

python tools/build_tables.py            # write what changed
python tools/build_tables.py --check    # exit 1 if anything would change
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE, TARGET = ROOT / "resources", ROOT / "src/sayso/tables"


class _Loader(yaml.CSafeLoader):
    """YAML in which no mapping names a key twice: the later would silently take the place of the earlier."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                continue  # what is merged in may be named anew
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"the key {name!r} stands twice in one mapping", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def built() -> dict[Path, str]:
    """The text of every table, by the path that it belongs at."""
    out = {}
    for path in sorted(SOURCE.rglob("*.yaml")):
        if path.relative_to(SOURCE).parts[0] == "training":
            continue  # sentences for training, not for running
        name = str(path.relative_to(SOURCE).with_suffix("")).replace("/", ".")
        with path.open(encoding="utf-8") as file:  # an error names the file
            data = yaml.load(file, _Loader)
        out[TARGET / f"{name}.json"] = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False) + "\n"
    return out


def main() -> int:
    check = "--check" in sys.argv
    tables = built()
    stale = [p for p, text in tables.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    gone = [p for p in TARGET.glob("*.json") if p not in tables]
    for path in stale:
        print(f"{'stale' if check else 'built'}: {path.relative_to(ROOT)}")
        if not check:
            path.write_text(tables[path], encoding="utf-8")
    for path in gone:
        print(f"{'without source' if check else 'removed'}: {path.relative_to(ROOT)}")
        if not check:
            path.unlink()
    return int(check and bool(stale or gone))


if __name__ == "__main__":
    sys.exit(main())
