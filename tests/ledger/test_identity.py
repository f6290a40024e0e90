"""Who is who across reports: merged by name with a reason, never two heads of state, and undone."""

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import merge_entities, split_entity, undo
from sayso.types.reading import Entity
from tests.ledger.made import counts, report, says


def named(who, role=None, of=None, *, kind="person", aliases=(), publisher="Lake Post", text="It is said."):
    return report(
        [(f"{who}: {text}", [says(who), counts("killed", 3)])],
        publisher=publisher,
        entities=[Entity(id="e9", kind=kind, name=who, role=role, of=of, aliases=aliases)],
    )


def roots(*readings):
    with Ledger(":memory:") as ledger:
        for r in readings:
            ledger.store(r)
        return [c.root.id for c in ledger.claims(Filter(kinds=("figure",), newest=False))]


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (named("Ana Paz"), named("Ana Paz", publisher="B"), True),
        (named("Ana Paz", "president", "Bolivia"), named("Ana Paz", "president", "Peru", publisher="B"), False),
        (named("Ana Paz", "president", "Bolivia"), named("Ana Paz", "mayor", "Lima", publisher="B"), True),
        (named("Paz"), named("Paz", publisher="B"), False),
        (named("Paz", "mayor", "Lima"), named("Paz", "mayor", "Lima", publisher="B"), True),
        (named("Red Crescent", kind="organisation"), named("the Red Crescent", kind="organisation", publisher="B"), True),
        (named("Médecins du Lac", kind="organisation"), named("Medecins du Lac", kind="organisation", publisher="B"), True),
        (named("Jordan", kind="organisation"), named("Jordan", publisher="B"), False),
        (named("Volodimir Ze", aliases=("Volodymyr Ze",)), named("Volodymyr Ze", publisher="B"), True),
        (named("army", kind="organisation"), named("army", kind="organisation", publisher="B"), True),
        (named("South Sudanese army", kind="organisation"), named("South Sudan's army", kind="organisation", publisher="B"), True),
        (named("South Sudanese army", kind="organisation"), named("Sudanese army", kind="organisation", publisher="B"), False),
        (named("Kenyan Defence Ministry", kind="organisation"), named("Kenya's Ministry of Defense", kind="organisation", publisher="B"), True),
        (named("Kenyan Defence Ministry", kind="organisation"), named("Kenyan Interior Ministry", kind="organisation", publisher="B"), False),
    ],
)
def test_one_or_two(a, b, one):
    first, second = roots(a, b)
    assert (first == second) == one


def test_anonymous_sources_are_one_outlets_of_one_day():
    def told(publisher, day, words="a senior official"):
        return report([("Nine were killed.", [says(words, kind="anonymous"), counts("killed", 9)])], publisher=publisher, published=day)

    found = roots(told("A", "2027-03-01"), told("B", "2027-03-01"), told("A", "2027-03-02"))
    assert len(set(found)) == 3


def test_a_spokesman_and_his_ministry_are_one_root():
    a = report([("Nine were killed.", [says("Ivan Orlov", on_behalf_of="Ministry of Defence"), counts("killed", 9)])], publisher="A")
    b = report([("Nine were killed there.", [says("Ministry of Defence", kind="organisation"), counts("killed", 9)])], publisher="B")
    assert len(set(roots(a, b))) == 1


def test_a_merge_counts_and_is_undone():
    with Ledger(":memory:") as ledger:
        ledger.store(named("Ana Paz"))
        ledger.store(named("Anna Pas", publisher="B"))
        kept, gone = (ledger.actors(n)[0].id for n in ("Ana Paz", "Anna Pas"))
        made = merge_entities(ledger, kept, gone, who="Mo", why="one spelling")
        assert ledger.actor(kept).names == ("Ana Paz", "Anna Pas")
        assert ledger.actors("Anna Pas")[0].id == kept
        with pytest.raises(LedgerError, match="merged already"):
            merge_entities(ledger, kept, gone, who="Mo", why="again")
        undo(ledger, made.id, who="Mo", why="two people after all")
        assert ledger.actor(kept).names == ("Ana Paz",)
        assert ledger.actors("Anna Pas")[0].id == gone


def test_two_presidents_are_never_merged():
    with Ledger(":memory:") as ledger:
        ledger.store(named("Ana Paz", "president", "Bolivia"))
        ledger.store(named("Luz Rey", "president", "Peru", publisher="B"))
        with pytest.raises(LedgerError, match="heads of two states"):
            merge_entities(ledger, *(ledger.actors(n)[0].id for n in ("Ana Paz", "Luz Rey")), who="Mo", why="both presidents")


def test_a_split_makes_one_of_its_own():
    with Ledger(":memory:") as ledger:
        ledger.store(named("Ana Paz"))
        other = ledger.store(named("Ana Paz", publisher="B")).report
        one = ledger.actors("Ana Paz")[0]
        assert one.reports == 2
        new = split_entity(ledger, one.id, other, who="Mo", why="another Ana Paz")
        assert ledger.actor(one.id).reports == ledger.actor(new).reports == 1
