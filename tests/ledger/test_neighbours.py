"""What is found in indexes, in memory and at hand is what is found by looking at every claim; and what is at hand is what the file says."""

import random
from datetime import date, timedelta

import pytest

from benchmarks.ledger import reading
from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger, recent
from sayso.link import add, add_many
from sayso.text.near import passages
from tests.ledger.made import counts, report, says

DAY = date(2027, 1, 10)
SENTENCES, ALIKE = 24, 8  # as many as are looked at


def readings(count):
    rng = random.Random(11)
    return [reading(rng, DAY + timedelta(days=i // 5), i) for i in range(count)]


@pytest.fixture(params=[3, 256])
def span(request, monkeypatch):
    """Hashes that are sorted in every third report, and that still wait all."""
    monkeypatch.setattr(recent, "SPAN", request.param)


@pytest.fixture
def ledger(span, tmp_path):
    with Ledger(tmp_path / "l.db") as found:
        for one in readings(20):
            add(found, one)
        yield found


def test_claims_at_hand_are_those_of_the_file(ledger):
    held = {c.key: c for c in ledger.claims(Filter(limit=10_000))}
    at_hand = [c for r in ledger.reports() for c in ledger.standing(r.key)]
    assert len(at_hand) == len(held) == 20 * 23
    for claim in at_hand:
        assert claim == held[claim.key]
        assert type(claim.low) is type(held[claim.key].low)


def test_claims_in_like_words_are_those_that_share_a_hash(ledger):
    numbers = dict(ledger.db.execute("SELECT key, sentence FROM claim"))
    every = ledger.claims(Filter(limit=10_000, kinds=("statement", "event")))
    found = 0
    for r in ledger.reports():
        near = ledger.neighbours(r.key)
        others = [c for c in every if c.report != r.key]
        for mine in (c for c in ledger.standing(r.key) if c.kind in ("statement", "event")):
            hashes = set(passages(mine.quote))
            sentences = sorted({numbers[c.key] for c in others if hashes & set(passages(c.quote))})[-SENTENCES:]
            like = {c.key for c in others if numbers[c.key] in sentences and (c.kind, c.type) == (mine.kind, mine.type)}
            heard = {c.key for c in near.numbered(near.alike(mine.quote, mine.kind, mine.type, ("0001-01-01", "9999-12-31")))}
            assert heard == like if len(like) <= ALIKE else (len(heard) == ALIKE and heard < like)
            found += len(heard)
    assert found > 10


def test_claims_there_are_the_nearest_of_their_slot(span):
    days = [f"2027-03-{d:02}" for d in range(1, 13)]
    with Ledger(":memory:") as ledger:
        for i, day in enumerate(days):
            add(
                ledger,
                report(
                    [(f"There were {i + 2} killed.", [counts("killed", i + 2, said=False)]), ("And one hurt.", [counts("injured", 1, said=False)])],
                    published=day,
                ),
            )
        newest = ledger.reports(limit=1)[0].key
        near = ledger.neighbours(newest)
        (mine,) = [c for c in ledger.standing(newest) if c.measure == "killed"]
        assert mine.place is not None

        def told(day, window, most):
            return [c.reported for c in near.numbered(near.there("figure", "killed", mine.place.id, day, window, most))]

        assert told(days[11], (days[2], days[11]), 50) == days[10:1:-1]
        assert told(days[11], (days[0], days[11]), 3) == days[10:7:-1]
        assert told(days[5], (days[0], days[11]), 2) == [*days[5:3:-1], *days[6:8]]


def test_another_process_writes_in_between(span, tmp_path):
    path = tmp_path / "l.db"
    body = " ".join(f"Sentence {i} tells of the convoy that left the lake harbour at dawn number {i}." for i in range(12))
    with Ledger(path) as one, Ledger(path) as two:
        for i, r in enumerate(readings(10)):
            add(one if i % 2 else two, r)
        first = add(one, report([(body, [says("Ana Paz")])], publisher="A"))
        copy = add(two, report([(body, [says("Ana Paz")])], publisher="B"))
        assert copy.copy_of == first.report
        assert copy.links > 0
        late = add(one, report([(body, [says("Ana Paz")])], publisher="C"))
        assert late.copy_of == first.report


def test_what_did_not_come_to_be_is_forgotten(span):
    first, second, third = readings(3)
    with Ledger(":memory:") as ledger, Ledger(":memory:") as other:
        add(ledger, first)
        with pytest.raises(RuntimeError):
            _add_and_fail(ledger, second)
        added = [add(ledger, r) for r in (third, second)]
        for r in (first, third, second):
            add(other, r)
        assert [c.report for c in ledger.standing(added[0].report)] == [added[0].report] * added[0].claims
        assert ledger.claims(Filter(limit=1000)) == ledger.numbered([n for (n,) in _in_order(ledger)])
        assert {(x.a, x.b, x.verdict, x.reason) for x in ledger.links()} == {(x.a, x.b, x.verdict, x.reason) for x in other.links()}


def _add_and_fail(ledger, reading):
    with ledger.transaction():
        add(ledger, reading)
        raise RuntimeError


def _in_order(ledger):
    return ledger.db.execute("SELECT c.id FROM claim c ORDER BY c.reported DESC, c.report DESC, c.start, c.id")


def test_many_at_once_are_as_many_one_by_one(span, tmp_path):
    made = readings(20)
    with Ledger(tmp_path / "one.db") as one, Ledger(tmp_path / "many.db", durable=False) as many:
        singly = [add(one, r, at="2027-06-01T00:00:00Z") for r in made]
        assert list(add_many(many, iter(made), group=8, at="2027-06-01T00:00:00Z")) == singly
        assert {(x.a, x.b, x.slots["root"], x.reason) for x in many.links()} == {(x.a, x.b, x.slots["root"], x.reason) for x in one.links()}
        assert not any(a.new for a in add_many(many, made))


def test_one_that_cannot_be_added_leaves_those_before_it():
    bad = report([("Half.", [])], publisher="Lake \ud83d")
    good = [report([("Twelve were killed.", [counts("killed", 12, said=False)])], publisher=p) for p in "ABC"]
    with Ledger(":memory:") as ledger:
        came = []
        with pytest.raises(LedgerError, match="surrogate"):
            came.extend(add_many(ledger, [*good[:2], bad, good[2]]))
        assert ledger.count()["reports"] == 2
        assert [a.new for a in came] == [True, True]


def test_what_is_told_in_like_words_is_answered_by_an_index_alone(ledger):
    asked = []
    ledger.db.set_trace_callback(asked.append)
    for r in ledger.reports():
        near = ledger.neighbours(r.key)
        for c in ledger.standing(r.key):
            near.alike(c.quote, "event", "AID", ("0001-01-01", "9999-12-31"))
    ledger.db.set_trace_callback(None)
    told = [sql for sql in asked if "sentence IN" in sql]
    assert told
    for sql in told:
        (step,) = ledger.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
        assert "COVERING INDEX claim_told" in step[3]
