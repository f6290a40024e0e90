"""Fetches the browser libraries of the pages with npm, and writes what they are beside them.

    python tools/vendor_web.py [--check]

``--check`` only compares the files with VENDORED.md; it needs no network.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/sayso/web/static/vendor"
TESTS = ROOT / "tests/web/vendor"


@dataclass(frozen=True)
class Library:
    """A package of npm, the files of it that are used, and its licence."""

    package: str
    files: tuple[str, ...]
    licence: str
    text: str
    home: str
    folder: Path = VENDOR


LIBRARIES = (
    Library("leaflet@1.9.4", ("dist/leaflet.js", "dist/leaflet.css"), "BSD-2-Clause", "LICENSE", "https://leafletjs.com"),
    Library(
        "leaflet.markercluster@1.5.3", ("dist/leaflet.markercluster.js", "dist/MarkerCluster.css"), "MIT", "MIT-LICENCE.txt",
        "https://github.com/Leaflet/Leaflet.markercluster",
    ),
    Library("topojson-client@3.1.0", ("dist/topojson-client.min.js",), "ISC", "LICENSE", "https://github.com/topojson/topojson-client"),
    Library("world-atlas@2.0.2", ("countries-50m.json",), "ISC; its data is Natural Earth's, in the public domain", "LICENSE", "https://github.com/topojson/world-atlas"),
    Library("axe-core@4.14.1", ("axe.min.js",), "MPL-2.0", "LICENSE", "https://github.com/dequelabs/axe-core", TESTS),
)  # fmt: skip


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def described(folder: Path) -> str:
    """VENDORED.md of a folder."""
    out = [
        "# Files of others",
        "",
        "Unchanged from npm; `python tools/vendor_web.py` fetches them anew, `--check` compares them with this list.",
        "",
        "| file | from | licence | home | SHA-256 |",
        "|---|---|---|---|---|",
    ]
    for library in LIBRARIES:
        if library.folder != folder:
            continue
        for name in (*(Path(f).name for f in library.files), licence_name(library)):
            out.append(f"| `{name}` | {library.package} | {library.licence} | {library.home} | `{digest(folder / name)}` |")
    return "\n".join([*out, ""])


def licence_name(library: Library) -> str:
    """Under which name the text of a licence is kept."""
    return f"{library.package.partition('@')[0]}.LICENSE.txt"


def fetch(library: Library) -> None:
    """The files of a library."""
    library.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["npm", "pack", "--silent", library.package], cwd=folder, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(Path(folder) / packed) as archive:
            for name in library.files:
                file = archive.extractfile(f"package/{name}")
                assert file is not None, name
                (library.folder / Path(name).name).write_bytes(file.read())
            file = archive.extractfile(f"package/{library.text}")
            assert file is not None, library.text
            (library.folder / licence_name(library)).write_bytes(file.read())


def main() -> None:
    """Fetches or checks."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--check", action="store_true")
    a = ap.parse_args()
    if not a.check:
        for library in LIBRARIES:
            fetch(library)
            print(library.package)
    for folder in sorted({library.folder for library in LIBRARIES}):
        path = folder / "VENDORED.md"
        if not a.check:
            path.write_text(described(folder), encoding="utf-8")
        elif path.read_text(encoding="utf-8") != described(folder):
            sys.exit(f"{path}: its files are others than it says")


if __name__ == "__main__":
    main()
