"""Near-copies are found and look-alikes are not; signatures say how alike texts are."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.text.near import HASHES, bands, containment, passages, runs, signature

REPORT = (
    "Four fishermen were rescued off the northern coast on Tuesday after their boat ran out of fuel in a storm, the harbour master said. "
    "The men had been adrift for two days and were taken to hospital with mild dehydration. Two trawlers and a helicopter took part in the search, "
    "which was called off twice because of high waves. Their families waited on the quay through the night."
)
ALIKE = (
    "Three hikers were rescued in the northern mountains on Thursday after they lost their way in a storm, the police said. "
    "The women had been missing for two days and were taken to hospital with frostbite. A helicopter took part in the search, which was broken off in the "
    "night because of strong wind. Their friends waited in the valley."
)
WORDS = st.lists(st.sampled_from("shells hit the market town river army said people fled night road bridge fire council".split()), min_size=12, max_size=60)


def share(a, b):
    return containment(runs(a), runs(b))


def test_a_copy_cut_short_reheaded_and_credited_is_one():
    first, *rest = REPORT.split(". ")
    assert share(REPORT, ". ".join([first, *rest[:2]])) == 1
    assert share(REPORT, "Rescue at sea\n(Agency) " + REPORT + " Additional reporting by our correspondents.") > 0.95
    assert share(REPORT, ". ".join([*reversed(rest), first])) > 0.8


def test_a_look_alike_is_none():
    assert share(REPORT, ALIKE) < 0.3


def test_copies_share_bands_and_look_alikes_few():
    a, b, c = (set(bands(signature(runs(t)))) for t in (REPORT, REPORT.replace("fishermen", "sailors"), ALIKE))
    assert len(a & b) > 8
    assert len(a & c) < 4


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_containment_is_symmetric_and_whole_for_a_part(x, y):
    a, b = runs(" ".join(x)), runs(" ".join(y))
    assert containment(a, b) == containment(b, a)
    assert 0 <= containment(a, b) <= 1
    assert containment(a, runs(" ".join([*x, *y]))) == 1


@given(WORDS)
@settings(max_examples=40, deadline=None)
def test_a_signature_knows_no_order_of_runs_and_no_case(x):
    text = " ".join(x)
    assert np.array_equal(signature(runs(text)), signature(runs(text.upper())))
    assert len(signature(runs(text))) == HASHES


def test_nothing_is_like_nothing():
    assert containment(runs(""), runs(REPORT)) == 0
    assert passages("") == []
