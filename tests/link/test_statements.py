"""Statements that repeat, confirm or answer one another."""

import pytest
from msgspec.structs import replace

from sayso.link import judge
from sayso.types.claims import Claim, Root


def said(quote, by="police", stance="asserts", publisher="Post"):
    return Claim(
        key=f"{hash((quote, by, publisher)):x}", report=publisher, publisher=publisher, kind="statement", start=0, end=len(quote), context_start=0, context_end=len(quote),
        quote=quote, root=Root(id=sum(map(ord, by)), key=by, name=by, kind="organisation"), stance=stance, reported="2031-05-02", origin="test", known_from="2031-05-02",
    )  # fmt: skip


FIRST = said("Government gunboats shelled the crowded market from the river on Wednesday")


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (said("government gunboats shelled the market from the river Wednesday", publisher="Wire"), "repeats"),
        (said("Gunboats shelled the crowded market from the river", by="a trader", publisher="Wire"), "corroborates"),
        (said("No gunboats shelled the crowded market from the river on Wednesday", by="army", publisher="Wire"), "contradicts"),
        (said("that gunboats shelled the crowded market from the river", by="army", stance="denies", publisher="Wire"), "contradicts"),
        (said("Gunboats of the navy brought flour and blankets to the besieged town", by="army", publisher="Wire"), None),
        (said("gunboats must leave", by="army", stance="demands", publisher="Wire"), None),
    ],
)
def test_what_a_statement_is_to_another(second, verdict):
    found = judge(FIRST, second)
    assert (found.verdict if found else None) == verdict


def test_other_numbers_are_left_to_the_figures():
    a = said("the hospital counted 23 dead and 71 wounded people after the shelling of the market")
    assert judge(a, replace(a, key="f", report="Wire", quote=a.quote.replace("23", "31"))) is None


def test_numbers_in_words_are_numbers():
    a = said("eight people were killed in the fire of Tuesday in the crowded night market")
    b = replace(a, key="f", report="Wire", quote=a.quote.replace("eight", "8"))
    assert judge(a, b).verdict == "repeats"
    assert judge(a, replace(b, quote=a.quote.replace("eight", "13"))) is None


def test_other_names_are_another_matter():
    a = said("fighters of the Front entered the town of Renk early in the morning")
    assert judge(a, replace(a, key="f", report="Wire", quote=a.quote.replace("Renk", "Melut"))) is None
