"""Case for texts that have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import read
from sayso.text.recase import caseless, recased

REPORT = (
    "Rebels of the Eastern Liberation Front attacked an army post near Goma on Friday, killing at least 12 soldiers, Defense Minister "
    "Crispin Atama Tabe said in Kinshasa. The United Nations condemned the attack. Gen. Sylvain Ekenge denied that the town had fallen."
)


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_case_comes_back_whichever_the_text_has_lost_it_to(write):
    assert caseless(write(REPORT))
    words = [(a, b) for a, b in zip(REPORT.split(), recased(write(REPORT)).split(), strict=True) if a != b]
    assert len(words) <= 3, words


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (REPORT, "a text with case"),
        ("UN WARNS OF FAMINE\n\n" + REPORT, "a headline in capitals over one"),
        ("no way, they left", "too few letters to tell"),
        ("12,000 · 44 % · 7,3", "no letters"),
    ],
)
def test_a_text_that_tells_something_by_case_is_left_alone(text, what):
    assert not caseless(text), what


def test_a_short_form_in_brackets_is_one_everywhere():
    got = recased("members of the western people's movement (wpmz) fled. the wpmz has not said why it left the town of kissidougou.")
    assert "(WPMZ)" in got
    assert "The WPMZ has" in got


def test_a_name_that_no_table_knows_is_a_name_wherever_it_stands():
    got = recased("president ernesto zorrantez spoke in the capital on monday. the senators who met zorrantez left.")
    assert got.count("Zorrantez") == 2


def test_an_abbreviated_title_ends_no_sentence_and_begins_a_name():
    got = recased("yesterday it was said by gen. orteguin that they had left. others stayed in the camp.")
    assert "Gen. Orteguin that" in got
    assert "left. Others" in got


@given(st.text(max_size=60))
def test_no_character_moves(text):
    got = recased(text)
    assert len(got) == len(text)
    assert all(a.casefold() == b.casefold() for a, b in zip(got, text, strict=True))


def test_a_report_in_capitals_is_read_and_quoted_as_it_stands():
    reading, plain = read(REPORT.upper()), read(REPORT)
    assert {p.name for p in reading.places} == {p.name for p in plain.places}
    assert {s.source.name for s in reading.statements if s.source.kind == "named"} == {s.source.name for s in plain.statements if s.source.kind == "named"}
    assert reading.text == REPORT.upper()
    assert all(reading.text[x.start : x.end] == x.text for x in (*reading.places, *reading.times))
