"""Spans that the encoder links to another cue than the one that governs them."""

from dataclasses import replace

import pytest

from sayso.models import parse
from sayso.statements.partners import relinked

CITING = "The Lake Courier has reported, citing two aides, that the port would close."


def spans(p, *marked):
    """Spans of the encoder's kind by words, role and the number of the cue that they belong to."""
    span = type(p.attribution[0])
    out = []
    for words, role, link in marked:
        start = p.text.index(words)
        first, last = p.tokens_in(start, start + len(words))
        out.append(span(first, last, role, link, 0.9))
    return out


@pytest.mark.parametrize("content", ["two aides, that the port would close", "that the port would close"])
def test_a_clause_behind_whom_citing_cites_belongs_to_the_cue_above(content):
    p = parse(CITING)
    marked = spans(p, ("The Lake Courier", "source", 1), ("has reported", "cue", -1), ("citing", "cue", -1), (content, "content", 2))
    found = relinked(replace(p, attribution=marked))
    assert found[:3] == marked[:3]
    assert p.words(found[3].first, found[3].last) == "that the port would close"
    assert found[3].link == 1


def test_whom_citing_cites_stays_where_nothing_is_said_of_what():
    p = parse(CITING)
    marked = spans(p, ("The Lake Courier", "source", 1), ("has reported", "cue", -1), ("citing", "cue", -1), ("two aides", "content", 2))
    assert relinked(replace(p, attribution=marked)) == marked


def test_a_sentence_with_a_cue_of_its_own_is_not_said_in_the_one_before():
    p = parse("The mayor said that the road was open. The mill had burned, a nurse told the council.")
    marked = spans(
        p,
        ("The mayor", "source", 1),
        ("said", "cue", -1),
        ("that the road was open", "content", 1),
        ("The mill had burned", "content", 1),
        ("a nurse", "source", 5),
        ("told", "cue", -1),
    )
    assert [s.link for s in relinked(replace(p, attribution=marked))] == [1, -1, 1, 5, 5, -1]
