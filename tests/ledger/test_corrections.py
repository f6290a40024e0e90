"""People correct what was read; what was read stays, and any correction can be taken back."""

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import correct, corrections, examples, review_queue, undo
from sayso.link import add
from tests.ledger.made import counts, report, says

READ = report([("The mayor said that 12 people were killed.", [says("Ana Paz"), counts("killed", 12)])])
OTHER = report([("Officials said 40 people were killed there.", [says("Luz Rey"), counts("killed", 40)])], publisher="B")


@pytest.fixture
def ledger():
    with Ledger(":memory:") as found:
        add(found, READ, at="2027-03-04T00:00:00Z")
        add(found, OTHER, at="2027-03-04T01:00:00Z")
        yield found


def lows(ledger):
    return sorted(c.low for c in ledger.claims(Filter(kinds=("figure",))))


def test_fix_and_undo(ledger):
    (claim,) = [c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 12]
    made = correct(ledger, claim.key, "fix", who="Mo", why="it says two dozen", fields={"low": "24", "high": "24", "place": "Bukavu", "source": "Ines Sol"})
    assert lows(ledger) == [24, 40]
    (fixed,) = [c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 24]
    assert (fixed.place.name, fixed.root.name, fixed.confidence, fixed.origin) == ("Bukavu", "Ines Sol", 1.0, f"person:{made.id}")
    undo(ledger, made.id, who="Mo", why="no, twelve")
    assert lows(ledger) == [12, 40]
    assert len(ledger.links(claim.key)) == 1  # its link stands again
    with pytest.raises(LedgerError, match="undone already"):
        undo(ledger, made.id, who="Mo", why="again")
    assert [c.action for c in corrections(ledger)] == ["fix", "undo"]


def test_rejected_stays_rejected_when_the_report_is_read_again(ledger):
    (claim,) = [c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 12]
    correct(ledger, claim.key, "reject", who="Mo", why="about another day")
    assert lows(ledger) == [40]
    assert not ledger.links(claim.key)
    from dataclasses import replace

    ledger.store(replace(READ, report=replace(READ.report, reader="sayso next")))
    assert lows(ledger) == [40]


def test_accept_and_split(ledger):
    (claim,) = [c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 12]
    assert claim.key in review_queue(ledger)
    correct(ledger, claim.key, "accept", who="Mo", why="right")
    assert claim.key not in review_queue(ledger)
    correct(ledger, claim.key, "split", who="Mo", why="and five were hurt", fields={"measure": "injured", "low": 5, "high": 5})
    assert lows(ledger) == [5, 12, 40]


def test_the_queue_begins_with_what_is_disputed(ledger):
    first = ledger.claim(review_queue(ledger)[0])
    assert first.kind == "figure"
    assert ledger.links(first.key)[0].verdict == "contradicts"


def test_training_data_tells_words_read_and_right(ledger):
    (claim,) = [c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 12]
    correct(ledger, claim.key, "fix", who="Mo", why="x", fields={"low": 13})
    (example,) = examples(ledger)
    assert example["context"].startswith("The mayor said")
    assert (example["read"]["low"], example["right"]["low"], example["verdict"]) == (12, 13, "fix")


@pytest.mark.parametrize(
    ("action", "options", "message"),
    [
        ("fix", {}, "fix without fields"),
        ("fix", {"fields": {"colour": "red"}}, "field 'colour'"),
        ("fix", {"fields": {"low": "many"}}, "low='many'"),
        ("accept", {"who": " "}, "without a name"),
        ("burn", {}, "action 'burn'"),
    ],
)
def test_what_cannot_be_is_refused(ledger, action, options, message):
    claim = ledger.claims(Filter(kinds=("figure",)))[0]
    with pytest.raises(LedgerError, match=message):
        correct(ledger, claim.key, action, **{"who": "Mo", "why": "", **options})
    assert not corrections(ledger)
