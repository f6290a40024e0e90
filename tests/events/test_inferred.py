"""Who acted, told only by what is around an event: whole reports, read with all layers."""

from pathlib import Path

import pytest
import yaml

import sayso

ROWS = yaml.safe_load((Path(__file__).parents[1] / "cases/events/inferred.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["s"][:60] for row in ROWS])
def test_actors(row):
    found = [(f"{e.type} {row['s'][e.start : e.end]}", e.actor) for e in sayso.read(row["s"], published="2024-06-01").events]
    for expected in row["events"]:
        what, _, who = expected.partition("; ")
        assert any(w == what and ((actor is None) if who == "-" else who in (actor or "")) for w, actor in found), (expected, found)
