"""Parts that add up to a whole, in one report and across two."""

import sayso
from sayso.ledger import Ledger
from sayso.link import add


def sums(*reports):
    with Ledger(":memory:") as ledger:
        for i, text in enumerate(reports):
            add(ledger, sayso.read(text, publisher=f"Outlet {i}", published="2031-05-03"))
        return sorted((ledger.claim(x.a).low, ledger.claim(x.b).low, x.reason) for x in ledger.links(verdicts=("sums_to",)))


def values(found):
    return {frozenset(pair[:2]) for pair in found}


def test_men_and_women_of_one_sentence_add_up_to_the_dead_of_another_report():
    found = sums("A bomb in Baidoa killed 23 people on Friday, police said.", "Twelve men and eleven women were killed in Friday's bombing in Baidoa.")
    assert values(found) == {frozenset((12, 23)), frozenset((11, 23))}
    assert "add up to 23 people killed" in found[0][2]


def test_soldiers_and_civilians_add_up_within_a_report():
    found = sums("Friday's attack on Djibo killed 20 people. Eight soldiers and 12 civilians were killed in Djibo on Friday, the army said.")
    assert values(found) == {frozenset((8, 20)), frozenset((12, 20))}


def test_parts_that_do_not_add_up_are_none():
    assert sums("A bomb in Baidoa killed 30 people on Friday.", "Twelve men and eleven women were killed in Friday's bombing in Baidoa.") == []


def test_figures_of_other_measures_do_not_add_up():
    assert sums("Friday's bomb in Baidoa killed 8 people and wounded 12. Twenty people were killed in Baidoa on Thursday.") == []
