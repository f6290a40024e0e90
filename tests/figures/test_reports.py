"""Every slot of the figures of whole reports, against pinned floors: ``tests/cases/reports``."""

import json

import pytest

from benchmarks.reports import CASES, agree, days, half, wanted

FLOORS = json.loads((CASES / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FLOORS)
def test_no_share_is_under_its_floor(name):
    found = half(CASES, name, [])
    one = 100 / found["n"]  # processors round int8 differently: one figure may tip, more are a change
    low = {k: (found[k], floor) for k, floor in FLOORS[name].items() if found[k] < floor - one}
    assert not low


def test_a_line_is_its_slots():
    line = wanted("'up to 40' killed *..40 unit=men|- place=Homs time=- source='the mayor' optional")
    assert line["value"] == (None, 40)
    assert line["optional"]
    assert line["source"] == "the mayor"


@pytest.mark.parametrize(
    ("asked", "got", "right"),
    [("men|-", None, True), ("men|-", "men", True), ("men", None, False), ("-", "men", False), ("*", "women", True), ("men", "women", False)],
)
def test_slots_agree_with_one_of_what_is_asked_for(asked, got, right):
    assert agree(asked, got, lambda a, b: a == b) is right


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2025-01/2025-02", "2025-01-01/2025-02-28", True),
        ("2024", "2024-01-01", False),
        ("2024-02/..", "2024-02/..", True),
        ("2024/2025", "2024-01-01/2025-12-31", True),
    ],
)
def test_intervals_are_their_days(a, b, same):
    assert (days(a) == days(b)) is same
