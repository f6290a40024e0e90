"""Figures over time, control, promises, sources, comparisons, changes and the brief, on reports made by hand."""

import pytest

from sayso.answers.brief import brief
from sayso.answers.changes import changes
from sayso.answers.compare import compare, disagreements, disputes
from sayso.answers.control import tenure
from sayso.answers.figures import RULES, series, single
from sayso.answers.promises import promises
from sayso.answers.sources import profile, roots
from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger
from sayso.link import add
from sayso.render.brief import as_html, as_markdown
from tests.ledger.made import counts, does, holds, report, says, vows

DAY = "2027-03-03"
REPORTS = (
    report(
        [
            (
                "At least 12 people were killed in Goma on Wednesday, the governor said.",
                [says("Ana Paz"), counts("killed", 12, None, time=DAY, relation="at_least")],
            ),
            ("The army holds Goma, its spokesman said.", [says("army spokesman", kind="anonymous"), holds("army", said=True)]),
            ("The United Front promised to open the road to the hospital by Saturday.", [vows("United Front", "open the road to the hospital", "2027-03-06")]),
        ],
        publisher="Lake Post",
        published="2027-03-04",
        title="Shells on Goma",
    ),
    report(
        [
            ("The governor put the dead of Wednesday in Goma at 19.", [says("Ana Paz"), counts("killed", 19, time=DAY)]),
            ("Goma is in the hands of the Front, a resident said.", [says("a resident", kind="anonymous"), holds("Front", said=True)]),
        ],
        publisher="River Wire",
        published="2027-03-05",
        title="Governor raises toll",
    ),
    report(
        [
            ("Only four people died in Goma on Wednesday, the defence minister said.", [says("Luz Rey"), counts("killed", 4, time=DAY)]),
            ("The United Front opened the road to the hospital on Saturday.", [does("COOPERATE", "United Front", time="2027-03-06")]),
        ],
        publisher="State Radio",
        published="2027-03-07",
        title="Minister: four dead <b>only</b>",
    ),
)


@pytest.fixture(scope="module")
def ledger():
    with Ledger(":memory:") as found:
        for i, r in enumerate(REPORTS):
            add(found, r, at=f"2027-03-1{i}T00:00:00Z")
        yield found


def killed(ledger, **asked):
    (found,) = series(ledger, Filter(place="Goma", measures=("killed",), **asked))
    return found


def test_a_series_tells_who_revises_and_who_contradicts(ledger):
    found = killed(ledger)
    assert [(p.claim.low, bool(p.disputed_by)) for p in found.points] == [(12, True), (19, True), (4, True)]
    assert found.disputed
    assert (found.low, found.high) == (4, 19)
    assert {r.name for r in found.roots} == {"Ana Paz", "Luz Rey"}


def test_as_of_knows_no_more_than_was_told(ledger):
    assert [p.claim.low for p in killed(ledger, as_of="2027-03-05").points] == [12, 19]


@pytest.mark.parametrize(("rule", "value"), [("latest", (4, 4)), ("lowest", (4, 4)), ("highest", (19, 19)), ("median", (11.5, 11.5)), ("official", None)])
def test_one_figure_under_a_named_rule(ledger, rule, value):
    found = single(killed(ledger), rule)
    assert rule in RULES
    assert (found and (found.low, found.high)) == value
    assert found is None or (found.rule == rule and found.claims)


def test_a_rule_that_is_none_is_refused(ledger):
    with pytest.raises(LedgerError, match="rule 'best'"):
        single(killed(ledger), "best")


def test_who_holds_a_place_by_whose_word(ledger):
    (found,) = tenure(ledger, Filter(place="Goma"))
    assert found.disputed
    assert [(t.claim.actor_name, len(t.disputed_by)) for t in found.turns] == [("army", 1), ("Front", 1)]


def test_a_promise_is_kept_by_evidence_alone(ledger):
    (found,) = promises(ledger)
    assert found.state == "kept"
    assert [c.what for c in found.evidence] == ["The "]
    (before,) = promises(ledger, Filter(as_of="2027-03-05"))
    assert (before.state, before.evidence) == ("due", ())
    (late,) = promises(ledger, Filter(as_of="2027-03-06"), today="2027-03-08")
    assert late.state in ("missed", "kept")


def test_both_sides_with_their_roots(ledger):
    ((a, b, link),) = [p for p in disagreements(ledger) if p[0].kind == "figure" and {p[0].low, p[1].low} == {19, 4}]
    assert (a.low, b.low, link.verdict) == (19, 4, "contradicts")
    found = compare(ledger, b.key[:10])
    assert [r.name for r in found.differ_roots] == ["Ana Paz"]
    assert [r.name for r in found.agree_roots] == ["Luz Rey"]


def test_a_dispute_tells_each_pair_once(ledger):
    pairs = disagreements(ledger)
    told = disputes(ledger, pairs)
    assert sum(len(d.against) for d in told) == len(pairs)


def test_a_source_over_time(ledger):
    found = profile(ledger, "Ana Paz")
    assert found is not None
    assert [c.low for c in found.said if c.kind == "figure"] == [19, 12]
    assert dict(found.quoted_by) == {"Lake Post": 1, "River Wire": 1}
    assert profile(ledger, "Nobody Known") is None
    assert {r.name for r, _, _ in roots(ledger, "Paz")} == {"Ana Paz"}


def test_what_is_new(ledger):
    found = changes(ledger, "2027-03-07")
    assert [r.publisher for r in found.reports] == ["State Radio"]
    assert [c.low for c in found.figures] == [4]
    assert {x.verdict for _, _, x in found.disputed} == {"contradicts"}


def test_the_brief_says_nothing_that_is_not_in_the_ledger(ledger):
    found = brief(ledger, place="Goma")
    texts = " ".join(ledger.text(r.key) for r in found.reports)
    for reference in found.references:
        text = ledger.text(reference.report.key)
        assert text[reference.claim.start : reference.claim.end] in texts
        assert reference.claim.quote in text
    written = as_markdown(found)
    numbers = {int(n) for n in __import__("re").findall(r"\[(\d+)\]", written)}
    assert numbers <= {r.number for r in found.references}
    assert "19 killed" in written
    assert "## Disputed" in written
    assert "Nothing in the ledger" in as_markdown(brief(ledger, place="Nowhere"))


def test_the_page_of_the_brief_escapes_what_reports_say(ledger):
    page = as_html(brief(ledger, place="Goma"))
    assert "<b>only" not in page
    assert "&lt;b&gt;only" in page
