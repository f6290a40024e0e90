"""What is gathered: order, links, sources, and nothing from later."""

from dataclasses import replace

from sayso.export.gather import gather
from sayso.ledger import Filter


def by(extract, **fields):
    return [c for c in extract.claims if all(getattr(c, k) == v for k, v in fields.items())]


def test_everything_that_stands_is_there_and_in_order(ledger, extract):
    assert len(extract.claims) == ledger.count()["claims"]
    order = [(c.reported, c.report, c.start) for c in extract.claims]
    assert order == sorted(order)


def test_limit_and_offset_of_a_filter_are_not_heard(ledger, extract):
    assert gather(ledger, Filter(limit=1, offset=3)).claims == extract.claims
    assert gather(ledger, None, limit=2).claims == tuple(c for c in extract.claims if c in ledger.claims(Filter(limit=2)))


def test_links_are_told_from_both_sides(extract):
    [killed] = by(extract, measure="killed", low=12)
    [seven] = by(extract, measure="killed", low=7)
    assert [(x.verdict, other.key) for x, other in extract.linked(killed, "contradicts")] == [("contradicts", seven.key)]
    assert [(x.verdict, other.key) for x, other in extract.linked(seven, "contradicts")] == [("contradicts", killed.key)]


def test_a_near_copy_is_no_second_source(ledger, extract):
    controls = by(extract, kind="control", type="captured")
    assert [c.publisher for c in controls] == ["Alpha Wire", "Delta Daily"]
    assert ledger.report(controls[1].report).copy_of == controls[0].report
    assert [extract.number_of_sources(c) for c in controls] == [1, 1]
    apart = replace(extract, voices={})
    assert [apart.number_of_sources(c) for c in controls] == [2, 2]


def test_claims_outside_of_the_filter_are_known_by_their_links_alone(ledger):
    found = gather(ledger, Filter(kinds=("figure",), measures=("killed",), until="2026-05-02"))
    [killed] = found.claims
    assert {other.low for _, other in found.linked(killed, "contradicts", "updates")} == {7, 15}


def test_what_was_told_later_is_not_in_an_export_as_of_a_day(ledger):
    found = gather(ledger, Filter(measures=("killed",), as_of="2026-05-02"))
    [killed] = found.claims
    assert found.links == {}
    assert found.linked(killed, "contradicts") == ()


def test_what_was_learned_later_is_not_in_an_export_of_a_moment(ledger):
    found = gather(ledger, Filter(measures=("killed",), recorded="2026-05-03T12:00:00Z"))
    assert {c.low for c in found.claims} == {12, 7}
    assert {x.verdict for links in found.links.values() for x in links} == {"contradicts"}
    assert by(gather(ledger, Filter(measures=("injured",), recorded="2026-05-04T12:00:00Z")), measure="injured")[0].low == 2
    assert by(gather(ledger, Filter(measures=("injured",))), measure="injured")[0].low == 3


def test_texts_only_where_asked_for(ledger, extract):
    assert gather(ledger).texts == {}
    for c in extract.claims:
        assert extract.texts[c.report][c.context_start : c.context_end] == c.quote
