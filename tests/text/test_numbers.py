"""Numbers from tokens: digits, words, both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.numbers import begins_number, read_number, read_ordinal, read_ratio
from sayso.text.tokens import tokenise

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")
    for value, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= value:
            rest = n % value
            return f"{spelled(n // value)} {word}" + (f" {'and ' if rest < 100 else ''}{spelled(rest)}" if rest else "")
    raise AssertionError(n)


def read(text):
    words = [t.text for t in tokenise(text)]
    return read_number(words, 0), len(words)


@given(st.integers(0, 10**12 - 1))
def test_what_is_spelled_is_read(n):
    assert read(spelled(n)) == ((n, read(spelled(n))[1]), read(spelled(n))[1])


@given(st.integers(0, 10**12))
def test_groups_of_digits_are_read(n):
    for text in (str(n), f"{n:,}", f"{n:,}".replace(",", " "), f"{n:,}".replace(",", "\u202f")):
        found, size = read(text)
        assert found == (n, size), text


@given(
    st.lists(
        st.sampled_from([*ONES[:4], *TENS[:2], "hundred", "thousand", "and", "a", "half", "-", "3", "1,200", "of", "point", "dozen", "½", "e6", "^"]),
        max_size=8,
    )
)
def test_any_words_are_read_or_left(words):
    for i in range(len(words)):
        found = read_number(words, i)
        assert found is None or i < found[1] <= len(words)


@pytest.mark.parametrize(
    ("text", "value"),
    [("44m", 44_000_000), ("1.2 bn", 1.2e9), ("2½", 2.5), ("2 1/2", 2.5), ("a hundred and one", 101), ("one and a half million", 1_500_000), ("3 million and a half", 3_500_000),
     ("13 lakh", 1_300_000), ("1.200.000", 1_200_000), ("1.200,50", 1200.5), ("three dozen", 36), ("nine point nought four", 9.04), ("twelve hundred", 1200), ("half a dozen", 6)],
)  # fmt: skip
def test_ways_of_writing(text, value):
    found, size = read(text)
    assert found == (value, size)


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("three four", 1),
        ("3 hundred and 2 hundred", 2),
        ("twenty twenty", 1),
        ("five million and six million", 2),
        ("four thousand and 12", 2),
        ("200 3000", 1),
        ("12 men", 1),
    ],
)
def test_two_numbers_are_not_one(text, behind):
    found, _ = read(text)
    assert found is not None
    assert found[1] == behind


@pytest.mark.parametrize("text", ["many", "a man", "second", "5/17/2018", "192.168.1.2", "2022-03-26", "T-72", "and two"])
def test_no_number(text):
    assert read(text)[0] is None


def test_a_day_takes_no_digits_from_the_number_behind_it():
    assert read_number("On March 3 200 people".split(), 2) == (3, 3)
    assert read_number("of 3 200 people".split(), 1) == (3200, 3)


def test_ordinals_and_ratios():
    assert read_ordinal(["twenty", "-", "third"], 0) == (23, 3)
    assert read_ordinal(["third"], 0) == (3, 1)
    assert read_ordinal(["three"], 0) is None
    assert read_ratio("two out of three".split(), 0) == (2 / 3, 4)
    assert read_ratio("three in two".split(), 0) is None
    assert begins_number("Twelve")
    assert not begins_number("twelfth")
