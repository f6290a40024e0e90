"""What is kept of who is who is what the file says, whoever wrote it."""

import pytest

from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import merge_entities, split_entity, undo
from sayso.ledger.verify import verify
from sayso.types.reading import Entity
from tests.ledger.made import counts, report, says


def told(who, role=None, of=None, *, publisher="Lake Post", published="2027-03-04", killed=3):
    person = Entity(id="e9", kind="person", name=who, role=role, of=of)
    return report([(f"{who} said.", [says(who), counts("killed", killed)])], publisher=publisher, published=published, entities=[person])


def who(ledger, name="Ana Paz"):
    return [(a.id, a.role, a.reports) for a in ledger.actors(name)]


def test_a_role_that_one_report_gave_is_known_to_the_next(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.store(told("Ana Paz"))
        ledger.store(told("Ana Paz", "president", "Bolivia", publisher="B"))
        ledger.store(told("Ana Paz", "president", "Peru", publisher="C"))
        assert sorted((role, reports) for _, role, reports in who(ledger)) == [("president", 1), ("president", 2)]


def test_who_was_merged_and_unmerged_is_believed_at_once(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        for r in (told("Ana Paz"), told("Anna Paz", publisher="B")):
            ledger.store(r)
        (kept, *_), (gone, *_) = who(ledger)[0], who(ledger, "Anna Paz")[0]
        made = merge_entities(ledger, kept, gone, who="M", why="one")
        ledger.store(told("Anna Paz", publisher="C"))
        roots = {c.publisher: c.root.id for c in ledger.claims(Filter(kinds=("figure",)))}
        assert roots["C"] == roots["Lake Post"] != roots["B"]
        undo(ledger, made.id, who="M", why="two")
        ledger.store(told("Anna Paz", publisher="D"))
        roots = {c.publisher: c.root.id for c in ledger.claims(Filter(kinds=("figure",)))}
        assert roots["D"] == roots["B"]


def test_claims_at_hand_are_forgotten_when_their_actor_was_split(tmp_path):
    with Ledger(tmp_path / "l.db") as ledger:
        added = [ledger.store(told("Ana Paz", publisher=p)) for p in "AB"]
        before = ledger.standing(added[1].report)
        split_entity(ledger, who(ledger)[0][0], added[1].report, who="M", why="another")
        assert ledger.standing(added[1].report) == ledger.claims(Filter(report=added[1].report, newest=False))
        assert [c.key for c in before] == [c.key for c in ledger.standing(added[1].report)]


@pytest.mark.parametrize("turns", [1, 3])
def test_two_that_write_by_turns_know_of_each_other(tmp_path, turns):
    path = tmp_path / "l.db"
    names = ["Ana Paz", "Luz Rey", "Ivo Sand"]
    with Ledger(path) as one, Ledger(path) as two:
        for i in range(12):
            (one if i // turns % 2 else two).store(told(names[i % 3], publisher=f"P{i}", killed=i + 1))
        assert [len(who(one, n)) for n in names] == [1, 1, 1]
        assert [who(one, n)[0][2] for n in names] == [4, 4, 4]
        assert list(verify(two)) == []


def test_a_report_read_again_after_another_process_wrote_hides_nothing(tmp_path):
    path = tmp_path / "l.db"
    body = "Sentences tell of convoys that left the frozen harbour before morning."
    looted = "Gunmen looted seven warehouses near the northern market."
    with Ledger(path) as one, Ledger(path) as two:
        one.store(report([("Ana Paz spoke.", [says("Ana Paz")]), (looted, [])]))
        first = two.store(report([(body, [says("Luz Rey")])], publisher="B"))
        one.store(report([("Ana Paz spoke.", [says("Ana Paz")]), (looted, [says("Ana Paz")])], reader="sayso next"))
        late = one.store(report([(body, [says("Ivo Sand")])], publisher="C"))
        near = one.neighbours(late.report)
        (mine,) = one.standing(late.report)
        assert [c.report for c in near.numbered(near.alike(mine.quote, "statement", None, ("0001-01-01", "9999-12-31")))] == [first.report]
