"""Adding readings, asking for claims, and what was known when."""

from dataclasses import replace

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger
from tests.ledger.made import counts, does, holds, report, says, vows

FIRST = report(
    [
        (
            "The governor said that at least 12 people were killed in Goma.",
            [says("Ana Paz"), counts("killed", 12, None, time="2027-03-03", relation="at_least")],
        ),
        ("The army holds the town.", [holds("army"), does("ASSAULT", "army", time="2027-03-03")]),
        ("A nurse said that 30 were wounded.", [says("nurse", kind="anonymous"), counts("injured", 30)]),
        ("The governor promised to open the road.", [vows("Ana Paz", "open the road", "2027-03-10")]),
    ]
)
LATER = report(
    [("Twenty-three people were killed in Goma, the Lake Post reported.", [says("Lake Post", kind="publication"), counts("killed", 23)])],
    publisher="River Wire",
    published="2027-03-06",
)


@pytest.fixture
def ledger():
    with Ledger(":memory:") as found:
        found.store(FIRST, at="2027-03-04T12:00:00Z")
        found.store(LATER, at="2027-03-06T12:00:00Z")
        yield found


def test_adding_again_changes_nothing(ledger):
    before = ledger.count()
    again = ledger.store(FIRST)
    assert not again.new
    assert ledger.count() == before


def test_claims_carry_their_words_and_slots(ledger):
    (killed,) = ledger.claims(Filter(measures=("killed",), until="2027-03-05"))
    assert (killed.low, killed.high, killed.relation) == (12, None, "at_least")
    assert killed.place is not None
    assert (killed.place.name, killed.place.country) == ("Goma", "CD")
    assert killed.root.name == "Ana Paz"
    assert (killed.earliest, killed.latest) == ("2027-03-03T00:00", "2027-03-03T23:59")
    text = ledger.text(killed.report)
    assert text[killed.context_start : killed.context_end] == killed.quote
    assert "at least 12" in killed.quote


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [
        (Filter(place="Goma", kinds=("figure",)), ["figure"] * 3),
        (Filter(place="goma", kinds=("control",)), ["control"]),
        (Filter(text="wounded nurse"), ["statement", "figure"]),
        (Filter(source="Ana Paz"), ["statement", "figure"]),
        (Filter(about="Ana Paz", kinds=("commitment",)), ["commitment"]),
        (Filter(near=(-1.7, 29.2, 30), kinds=("event",)), ["event"]),
        (Filter(near=(-2.5, 28.9, 30)), []),
        (Filter(due_before="2027-03-11"), ["commitment"]),
        (Filter(due_before="2027-03-10"), []),
        (Filter(types=("ASSAULT",)), ["event"]),
        (Filter(happened_since="2027-03-03", happened_until="2027-03-03", kinds=("figure",)), ["figure"]),
        (Filter(happened_since="2027-03-04", kinds=("figure",)), []),
        (Filter(since="2027-03-05", kinds=("figure",)), ["figure"]),
        (Filter(as_of="2027-03-05", measures=("killed",)), ["figure"]),
        (Filter(text='"OR NEAR( *'), []),
        (Filter(place="Nowhere"), []),
    ],
)
def test_filters(ledger, wanted, kinds):
    assert [c.kind for c in ledger.claims(wanted)] == kinds


def test_an_outlet_credited_is_the_outlet_that_publishes(ledger):
    (late,) = ledger.claims(Filter(measures=("killed",), since="2027-03-05"))
    own = [c.root.id for c in ledger.claims(Filter(kinds=("control",)))]
    assert own == [late.root.id]


def test_a_newer_reading_keeps_the_old_and_shows_the_difference(ledger):
    changed = replace(FIRST, report=replace(FIRST.report, reader="sayso next"), figures=(replace(FIRST.figures[0], low=14),), control=())
    done = ledger.store(changed, at="2027-03-07T00:00:00Z")
    difference = ledger.changed(done.report, "2027-03-06T23:00:00Z")
    assert {(c.kind, c.low) for c in difference.came} == {("figure", 14)}
    assert {(c.kind, c.low) for c in difference.went} == {("figure", 12), ("figure", 30), ("control", None)}
    assert [reader for reader, _, _ in ledger.readings(done.report)] == ["sayso test", "sayso next"]
    assert ledger.reading(done.report) == changed
    then = ledger.claims(Filter(measures=("killed",), recorded="2027-03-05T00:00:00Z"))
    assert [c.low for c in then] == [12]
    now = ledger.claims(Filter(measures=("killed",), until="2027-03-05"))
    assert [c.low for c in now] == [14]
    # read again by the old reader: what was closed stands anew, in rows of its own
    ledger.store(FIRST, at="2027-03-08T00:00:00Z")
    assert [c.low for c in ledger.claims(Filter(measures=("killed",), until="2027-03-05"))] == [12]


def test_near_copies_point_at_the_first():
    body = " ".join(f"Sentence {i} tells of the convoy that left the lake harbour at dawn number {i}." for i in range(12))
    first = report([(body, [])], publisher="A")
    copy = report([("WIRE —", []), (body[: len(body) * 2 // 3], [])], publisher="B")
    other = report([(" ".join(f"Line {i} is about the market and its {i} prices in the rainy season." for i in range(12)), [])], publisher="C")
    with Ledger(":memory:") as ledger:
        key = ledger.store(first).report
        assert ledger.store(copy).copy_of == key
        assert ledger.store(other).copy_of is None


def test_keys_may_be_shortened_but_not_guessed(ledger):
    claim = ledger.claims()[0]
    assert ledger.claim(claim.key[:9]) == claim
    for bad in ("", "zz", "%", "claim"):
        with pytest.raises(LedgerError, match="claim"):
            ledger.claim(bad)


def test_what_is_no_ledger_is_refused_by_name(tmp_path):
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger(tmp_path / "none.db", read_only=True)
    (tmp_path / "text.db").write_text("a letter to a friend, long enough to be looked at as a file of a database")
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(tmp_path / "text.db")
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("CREATE TABLE song (title)")
    with pytest.raises(LedgerError, match="another program"):
        Ledger(tmp_path / "other.db")
    with Ledger(tmp_path / "new.db") as ledger:
        ledger.db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="version 99"):
        Ledger(tmp_path / "new.db")


def test_the_quote_of_a_claim_in_an_endless_sentence_is_bounded_and_cuts_no_word():
    text = " and ".join(f"{n} people were killed in Goma" for n in range(100, 700))
    reading = report([(text, [counts("killed", 100, 100)])])
    at = text.index("400 people")
    reading = replace(reading, figures=(replace(reading.figures[0], start=at, end=at + 10),))
    with Ledger(":memory:") as ledger:
        ledger.store(reading)
        (claim,) = ledger.claims(Filter(kinds=("figure",)))
    quote = reading.text[claim.context_start : claim.context_end]
    assert "400 people were killed in Goma" in quote
    assert 1900 < len(quote) < 2100
    assert reading.text[claim.context_start].isspace()
    assert reading.text[claim.context_end].isspace()
