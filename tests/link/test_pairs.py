"""What pairs of claims are to each other: ``tests/cases/link/*.yaml``, by their slots here, and whole texts through the reader as a floor."""

import pytest

from benchmarks.links import pairs
from tests.link.pairs import by_slots, cases

SLOTS = [(f"slots_dev {i}", case) for i, case in enumerate(cases("slots_dev"))]


@pytest.mark.parametrize("case", [c for _, c in SLOTS], ids=[n for n, _ in SLOTS])
def test_slots(case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    verdict, why = by_slots(case)
    assert verdict == case["want"], f"{case['a']} | {case['b']}: {why}"


def test_half_of_the_pairs_are_hard():
    every = [c for name in ("texts_dev", "texts_held", "slots_dev", "slots_held") for c in cases(name)]
    assert len(every) == 200
    assert sum("hard" in c for c in every) >= 100


def test_verdicts_on_texts():
    assert pairs("dev")["macro"] >= 90
    assert pairs("held")["macro"] >= 90
