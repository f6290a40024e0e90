"""Near-copies: told from others, estimated well, within bounded memory."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import Copies, report_from_text
from tests.intake.documents import PARAGRAPHS, SECOND, STORY

WORDS = "the army mayor said that town port was hit on friday by shells and many people fled south while aid groups spoke of dozens dead".split()


def text(n, seed):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(n))


def report(text, id):
    return report_from_text(text, id=id, published="2026-05-04")


def runs(text):
    words = text.lower().split()
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def test_the_same_text_is_a_copy_whatever_its_marks_and_spaces():
    copies = Copies()
    assert copies.see(report(" ".join(PARAGRAPHS), "a")) is None
    found = copies.see(report("\n\n".join(PARAGRAPHS).upper().replace(",", " –"), "b"))
    assert (found.id, found.alike) == ("a", 1.0)


def test_a_report_with_an_agencys_line_added_is_a_copy_and_one_with_a_new_half_is_not():
    copies = Copies()
    long = text(300, 1)
    assert copies.see(report(long, "a")) is None
    assert copies.see(report(f"GOMA (Agency) — {long} Reporting by our own staff.", "b")).id == "a"
    assert copies.see(report(f"{long} {text(300, 2)}", "c")) is None
    assert copies.see(report(text(300, 3), "d")) is None


def test_a_copy_of_a_copy_points_at_the_first():
    copies = Copies()
    copies.see(report(STORY, "a"))
    copies.see(report(STORY + "!", "b"))
    assert copies.see(report(STORY + "?", "c")).id == "a"
    assert len(copies) == 1


@given(st.integers(0, 300), st.integers(0, 1000))
def test_the_estimate_is_near_the_share_of_common_runs(changed, seed):
    one = text(300, seed).split()
    other = [*one[:changed], *text(300, seed + 5000).split()[changed:]]
    a, b = " ".join(one), " ".join(other)
    true = len(runs(a) & runs(b)) / len(runs(a) | runs(b))
    copies = Copies(alike=0.5)
    copies.see(report(a, "a"))
    found = copies.see(report(b, "b"))
    if found is not None:
        assert abs(found.alike - true) < 0.2  # more than four standard errors
    else:
        assert true < 0.8  # what shares less may meet in no band


def test_memory_is_bounded_and_what_was_met_longest_ago_goes():
    copies = Copies(remember=50)
    for n in range(200):
        assert copies.see(report(text(60, n), str(n))) is None
        copies.see(report(text(60, 0), "again"))
    assert len(copies) == 50
    assert len(copies._bands) <= 50 * 20
    assert copies.see(report(text(60, 0), "x")).id == "0"  # met again and again
    assert copies.see(report(text(60, 5), "x")) is None


def test_short_and_strange_texts():
    copies = Copies()
    for n, t in enumerate(["Goma: 12 dead", "Rain.", "…!", SECOND]):
        assert copies.see(report(t, str(n))) is None
        assert copies.see(report(t, "x")).id == str(n)
    assert copies.see(report("the " * 200_000, "long")) is None


def test_reports_made_from_one_form_are_compared_with_few_others_and_copies_of_them_still_found():
    chance = np.random.default_rng(1)
    form = chance.integers(0, 2**32, 100, np.uint32)

    def filled_in(signature, share):
        return np.where(chance.random(100) < share, signature, chance.integers(0, 2**32, 100, np.uint32))

    copies = Copies()
    made = [filled_in(form, 0.6) for _ in range(600)]
    for n, signature in enumerate(made):
        copies.meet(str(n), signature)
    assert max(len(found) for band in copies._bands for found in band.values() if isinstance(found, tuple)) <= 16
    found = [copies.meet("copy", filled_in(signature, 0.95)) for signature in made]
    assert sum(c is not None and c.id == str(n) for n, c in enumerate(found)) > 590


def test_what_was_dropped_from_a_crowded_band_can_be_forgotten():
    copies = Copies(remember=40)
    same = np.zeros(5, np.uint32)
    chance = np.random.default_rng(2)
    for n in range(120):
        assert copies.meet(str(n), np.concatenate([same, chance.integers(0, 2**32, 95, np.uint32)])) is None
    assert len(copies) == 40
