"""Who acted and where, told only by what is around an event: whole reports, read with all layers."""

from pathlib import Path

import pytest
import yaml

import sayso

ROWS = yaml.safe_load((Path(__file__).parents[1] / "cases/events/inferred.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=[row["s"][:60] for row in ROWS])
def test_actors_and_places(row):
    found = [(f"{e.type} {row['s'][e.start : e.end]}", e.actor, e.place) for e in sayso.read(row["s"], published="2024-06-01").events]
    for expected in row.get("events", ()):
        what, who, where = [*expected.split("; "), "*"][:3]
        assert any(w == what and fits(who, actor) and fits(where, place) for w, actor, place in found), (expected, found)
    for what in row.get("none", ()):
        assert all(w != what for w, _, _ in found), (what, found)


def fits(asked, got):
    return asked == "*" or (got is None if asked == "-" else asked in (got or ""))
