"""Offsets hold whatever the text: every stretch that is cut is where it says it is, and nothing is changed on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import report_from_text
from sayso.models import parse
from sayso.reader import read_report
from sayso.text.sentences import paragraphs, rough_sentences
from sayso.text.tokens import tokenise

ODD = st.sampled_from(["\r\n", "\r", "\n\n", "\u2028", "\x00", "\x1b[31m", "\u202e", "\u202c", "\ufeff", "\U0001f600", "\ud800", "e\u0301", "“", "”", '"', "‘", "’", "<b>", "مدينة", "\t"])  # fmt: skip
WORDS = st.sampled_from(
    ["Shells", "hit", "Goma", "the army", "said", "on Friday", "12", "people", "were killed", "denied", "“We", "left”", ".", ",", "at least"]
)
TEXT = st.lists(st.one_of(WORDS, ODD, st.text(max_size=3)), max_size=30).map(" ".join)


@given(TEXT)
def test_tokens_lie_inside_sentences_and_sentences_inside_paragraphs(text):
    cut, parts = list(rough_sentences(text)), list(paragraphs(text))
    for a, b in cut:
        assert any(x <= a and b <= y for x, y in parts)
        for t in tokenise(text, a, b):
            assert a <= t.start < t.end <= b
            assert text[t.start : t.end] == t.text


@given(TEXT)
def test_what_stands_before_moves_tokens_and_changes_none(text):
    before = "Rain.\n\n"
    moved = [(t.start - len(before), t.text) for t in tokenise(before + text) if t.start >= len(before)]
    assert moved == [(t.start, t.text) for t in tokenise(text)]


@settings(max_examples=25, deadline=None)
@given(TEXT)
def test_a_parse_covers_its_tokens(text):
    p = parse(text)
    n = len(p)
    assert all(len(x) == n for x in (p.sentence, p.upos, p.xpos, p.lemmas, p.heads, p.relations, p.factuality, p.paragraph))
    assert [i for a, b in p.sentences for i in range(a, b + 1)] == list(range(n))
    for number, (a, b) in enumerate(p.sentences):
        assert sum(p.heads[i] < 0 for i in range(a, b + 1)) == 1
        assert all(p.sentence[i] == number and (p.heads[i] < 0 or a <= p.heads[i] <= b) for i in range(a, b + 1))
    for x in (*p.names, *p.attribution):
        assert 0 <= x.first <= x.last < n


def _check(text):
    reading = read_report(report_from_text(text, published="2026-05-04"))
    assert reading.text == text
    for item in (*reading.places, *reading.times):
        assert text[item.start : item.end] == item.text
    spans = [(c.start, c.end) for s in reading.statements for c in s.content]
    spans += [(x.start, x.end) for x in (*reading.figures, *reading.events, *reading.control, *reading.commitments, *reading.unresolved)]
    spans += [m for e in reading.entities for m in e.mentions]
    for a, b in spans:
        assert 0 <= a < b <= len(text)
        assert text[a:b].strip()


@settings(max_examples=25, deadline=None)
@given(TEXT)
def test_a_reading_points_into_the_text(text):
    _check("The governor said that 12 people were killed in Goma. " + text)


@pytest.mark.parametrize(
    "text",
    [
        "The army said: “We hold Goma.\r\n\r\n“We will hold it.\r\n\r\nTwelve people were killed, the mayor told AFP.",
        'The army said "we hold Goma and the mayor said that 12 people were killed.',
        "\ufeffThe \u202emayor\u202c of Go\u00adma said \U0001f600 that at\u00a0least 12\u00a0people were killed.",
        "The mayor\x00 said that \x1b[31m12 people\x1b[0m were killed in Goma.",
        "<p>The mayor said that <b>12 people</b> were killed in Goma.</p>",
        "THE MAYOR SAID 12 PEOPLE WERE KILLED IN GOMA",
        "said said said said, said the mayor said",
        "\n\n\nAccording to.\n\nAccording to the\n\n\n12\n\n",
    ],
)
def test_hostile_reports(text):
    _check(text)
