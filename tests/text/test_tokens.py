"""Tokens: the treebank's cuts, and offsets that hold whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.tokens import tokenise

CASES = {
    "They don't hold it.": "They do n't hold it .",
    "Kyiv’s mayor can’t say": "Kyiv ’s mayor ca n’t say",
    "a 15-year-old counter-attack": "a 15 - year - old counter-attack",
    "Gen. Smith of the U.S. Army said at 10:30 p.m. on 2022-03-26": "Gen. Smith of the U.S. Army said at 10:30 p.m. on 2022-03-26",
    "€44m, 25% and $1,200": "€ 44 m , 25 % and $ 1,200",
    "O'Brien met George W. Bush": "O'Brien met George W. Bush",
    "18-25 dead": "18 - 25 dead",
    "the 24th and the 1990s": "the 24th and the 1990s",
    "see https://example.org/a?b=c.": "see https://example.org/a?b=c .",
    "He said: “No ...”": "He said : “ No ... ”",
    "cannot, gonna": "can not , gon na",
    "Le Figaro†": "Le Figaro †",
    "F16s over Sana'": "F16s over Sana '",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_cuts_as_the_treebank_does(text, expected):
    assert " ".join(t.text for t in tokenise(text)) == expected


@given(st.text())
def test_every_token_is_its_characters(text):
    end = 0
    for t in tokenise(text):
        assert text[t.start : t.end] == t.text
        assert t.start >= end
        assert t.text.strip() == t.text != ""
        end = t.end


@given(st.text())
def test_no_letter_or_digit_is_lost(text):
    covered = {i for t in tokenise(text) for i in range(t.start, t.end)}
    assert not [c for i, c in enumerate(text) if c.isalnum() and i not in covered]


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_marks_that_cannot_be_seen_do_not_split_a_word(mark):
    assert [t.text for t in tokenise(f"Mari{mark}upol fell")] == [f"Mari{mark}upol", "fell"]


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\x00", "\x07", "\u2066"])
def test_direction_and_control_marks_are_no_tokens(mark):
    assert [t.text for t in tokenise(f"{mark}Goma {mark} fell{mark}")] == ["Goma", "fell"]


def test_what_was_met_before_is_cut_as_at_first():
    for text in ("Who was by W. He left.", "by W. Bush left", "by W.\tBush (W. Bush)", "W.", "by W. bush"):
        assert tokenise(text) == tokenise(text) == [t for t in tokenise(text + " ") if t.end <= len(text)]
    assert [[t.text for t in tokenise(text)][1] for text in ("by W. Bush", "by W. he", "by W. Bush")] == ["W.", "W", "W."]


def test_only_the_range_asked_for():
    text = "One two three"
    assert [(t.start, t.text) for t in tokenise(text, 4, 7)] == [(4, "two")]
