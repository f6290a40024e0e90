"""Reports of our own making, in files, and readers of what a run leaves."""

import gzip
import json
from pathlib import Path

import pytest

from sayso.codec import from_json
from sayso.intake import Options
from sayso.scale import Plan

TOWNS = ("Goma", "Malakal", "Aleppo", "Kharkiv", "Mocha", "Juba", "Herat", "Derna")


def text(n):
    """A report that differs from the others in place, number and words."""
    town = TOWNS[n % len(TOWNS)]
    return f"At least {n + 2} people were killed in {town} on Friday, the mayor said. A hospital near the river counted {n + 20} wounded, its director told reporters."


def write_lines(path: Path, numbers, texts=text):
    rows = [json.dumps({"id": f"r{n}", "text": texts(n), "date": "2026-05-04", "url": f"https://example.org/{n}"}) for n in numbers]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def readings(out: Path):
    """All readings in a folder, in the order of the parts."""
    found = []
    for part in sorted(out.glob("part-*.jsonl.gz")):
        found += [from_json(line) for line in gzip.decompress(part.read_bytes()).splitlines()]
    return found


def listed(out: Path, name="failures.jsonl"):
    return [json.loads(line) for line in (out / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def plan(monkeypatch):
    """JSON lines packed with gzip, whatever is installed; one process."""
    monkeypatch.setattr("sayso.scale.parts._zstandard", lambda: None)

    def made(**given):
        return Plan(**{"options": Options(), "format": "jsonl", "workers": 1, "most": 4, **given})

    return made
