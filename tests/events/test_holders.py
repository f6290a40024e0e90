"""Who holds a place, where another sentence or whoever says so tells it."""

from pathlib import Path

import pytest
import yaml

import sayso

ROWS = yaml.safe_load((Path(__file__).parent.parent / "cases/events/holders.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["s"][:60])
def test_holders(row):
    got = [f"{c.place}; {c.status}; {c.holder or '-'}" for c in sayso.read(row["s"], published="2024-05-10").control]
    assert sorted(got) == sorted(row["control"])
