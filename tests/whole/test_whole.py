"""Whole reports, none of them in a corpus, against the marks that were made before they were read."""

import json
from functools import cache
from pathlib import Path

import pytest

from benchmarks.whole import load, measure, stretch

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())
"""F1 by part and measure."""


@cache
def measured(half):
    return measure(load(half))


def test_every_report_belongs_to_a_part_that_is_measured():
    assert {half: len(load(half)) for half in FLOORS} == {"tuned": 12, "held": 12, "fresh": 6}
    assert len(load()) == 30


@pytest.mark.parametrize("case", load())
def test_the_marks_stand_in_the_text(case):
    report = load()[case]
    for row in report["says"]:
        stretch(report["text"], row["what"])
    for mark in report["unsure"]:
        stretch(report["text"], mark.partition(": ")[2])


@pytest.mark.parametrize(("half", "name"), [(half, name) for half, names in FLOORS.items() for name in names])
def test_no_measure_is_under_its_floor(half, name):
    found = measured(half)[name]
    one = 200 / (found.gold + found.read)  # processors round int8 differently: one item may tip, two are a change
    assert found.f1 >= FLOORS[half][name] - one


@pytest.mark.parametrize("half", FLOORS)
def test_every_measure_has_a_floor(half):
    assert set(FLOORS[half]) == set(measured(half))
