"""The links of the bundled story against those made by hand, and that the order of adding makes no difference."""

import random
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from sayso.cli.demo import reports
from sayso.ledger import Filter, Ledger
from sayso.link import add
from sayso.reader import read_report

GOLD = yaml.safe_load((Path(__file__).parent / "golden/story.yaml").read_text(encoding="utf-8"))


@cache
def readings():
    return tuple(map(read_report, reports()))


def linked(order):
    with Ledger(":memory:") as ledger:
        for i in order:
            add(ledger, readings()[i])
        return ledger.claims(Filter(kinds=("figure", "control"))), {(x.a, x.b): x for x in ledger.links()}


def fits(claim, want):
    if claim.publisher != want["publisher"]:
        return False
    if "measure" in want:
        return claim.measure == want["measure"] and claim.low == want["low"] and want.get("unit", claim.unit or "people") == (claim.unit or "people")
    holder = (claim.actor_name or "").removeprefix("the ")
    return (
        claim.kind == "control" and claim.place.name == want["place"] and want.get("holder", holder) in holder and want.get("status", claim.type) == claim.type
    )


@cache
def found():
    claims, links = linked(range(5))
    of = {name: {c.key for c in claims if fits(c, want)} for name, want in GOLD["claims"].items()}
    out = {}
    for one, other in combinations(of, 2):
        between = [x for x in links.values() if (x.a in of[one] and x.b in of[other]) or (x.b in of[one] and x.a in of[other])]
        if between:
            out[one, other] = {x.verdict for x in between}
    return of, out, links


@pytest.mark.parametrize("pair", GOLD["pairs"], ids=[" ".join(p[:2]) for p in GOLD["pairs"]])
def test_what_belongs_together_is_linked_rightly(pair):
    one, other, *right = pair
    of, out, _ = found()
    assert all((of[one], of[other])), "not read"
    assert out.get((one, other), set())
    assert out[one, other] <= set(right)


def test_nothing_else_is_linked():
    _, out, _ = found()
    allowed = {(a, b): set(v) for a, b, *v in [*GOLD["pairs"], *GOLD["loose"]]}
    assert {pair: v for pair, v in out.items() if not v <= allowed.get(pair, set())} == {}


def test_few_links_say_only_that_scopes_differ():
    _, _, links = found()
    figures = [x for x in links.values() if "measure" in x.slots]
    assert sum(x.verdict == "different_scope" for x in figures) * 4 <= len(figures)


def test_any_order_of_adding_gives_the_same_links():
    _, _, links = found()
    want = {(frozenset((x.a, x.b)), x.verdict) for x in links.values() if x.slots.get("measure")}
    rng = random.Random(4)
    for _ in range(4):
        order = rng.sample(range(5), 5)
        _, again = linked(order)
        assert {(frozenset((x.a, x.b)), x.verdict) for x in again.values() if x.slots.get("measure")} == want, order


def test_a_near_copy_repeats_what_it_agrees_with():
    first = readings()[0]
    copy = replace(first, report=replace(first.report, publisher="Another Wire"))
    with Ledger(":memory:") as ledger:
        add(ledger, first)
        assert add(ledger, copy).copy_of is not None
        verdicts = {x.verdict for x in ledger.links() if "measure" in x.slots}
    assert verdicts
    assert "corroborates" not in verdicts
