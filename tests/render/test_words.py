"""Fields in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.render.words import amount, mark, number, one_line, visible, when
from sayso.types.reading import Figure, Place

NUMBERS = {
    0: "0", 7: "7", 999: "999", 1000: "1,000", 150_000: "150,000", 1_000_000: "1 million", 2_500_000: "2.5 million", 44_000_000: "44 million",
    1_234_567: "1,234,567", 3_000_000_000: "3 billion", 2.5: "2.5", 12.0: "12", 10_140_000: "10.14 million",
}  # fmt: skip


@pytest.mark.parametrize(("value", "words"), NUMBERS.items())
def test_numbers(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("low", "high", "relation", "words"),
    [
        (12, 12, "exact", "12"),
        (12, None, "at_least", "at least 12"),
        (2000, None, "more_than", "more than 2,000"),
        (None, 40, "at_most", "up to 40"),
        (None, 40, "less_than", "fewer than 40"),
        (20, 30, "range", "20–30"),
        (300, 300, "about", "about 300"),
        (300, 400, "about", "about 300–400"),
        (24, 99, "vague", "dozens"),
        (200_000, 999_999, "vague", "hundreds of thousands"),
        (3, 8, "vague", "3–8"),
        (None, None, "vague", "an unknown number"),
        (5, None, "exact", "at least 5"),  # bounds that do not go with the relation are shown as they are
        (None, 5, "range", "up to 5"),
        (0, 0, "exact", "0"),
    ],
)
def test_amounts(low, high, relation, words):
    figure = Figure(id="f", start=0, end=0, measure="killed", low=low, high=high, relation=relation, unit=None)
    assert amount(figure) == words


@pytest.mark.parametrize(
    ("low", "high", "relation", "words"), [(200, 999, "vague", "hundreds of people"), (3, 8, "vague", "3–8 people"), (7, 7, "exact", "7 people")]
)
def test_vague_amounts_are_of_something(low, high, relation, words):
    assert amount(Figure(id="f", start=0, end=0, measure="killed", low=low, high=high, relation=relation, unit="people")) == words


def test_an_amount_names_its_unit_and_rate():
    assert amount(Figure(id="f", start=0, end=0, measure="other", low=3, high=3, relation="exact", unit="strikes", rate="day")) == "3 strikes a day"


@pytest.mark.parametrize(
    ("edtf", "published", "words"),
    [
        ("2022-03-25", "2022-03-26", "25 Mar"),
        ("2022-03-25", None, "25 Mar 2022"),
        ("2021-03-25", "2022-03-26", "25 Mar 2021"),
        ("2022-03-25TNI", "2022-03-26", "25 Mar, night"),
        ("2022-03-25T14:30", "2022-03-26", "25 Mar, 14:30"),
        ("2022-03", "2022-03-26", "Mar 2022"),
        ("2008", "2022-03-26", "2008"),
        ("2022-21", None, "spring 2022"),
        ("2022-W12", "2022-03-26", "week 12"),
        ("2022-W12-WE", "2023-03-26", "weekend of week 12 of 2022"),
        ("2022-03-27/2022-03-28", "2022-03-26", "27–28 Mar"),
        ("2022-03-30/2022-04-02", "2022-03-26", "30 Mar – 2 Apr"),
        ("2022-03-26/..", "2022-03-26", "from 26 Mar"),
        ("../2022-03-26", "2022-03-26", "until 26 Mar"),
        ("2022-03-25~", "2022-03-26", "about 25 Mar"),
        ("2022-99", "2022-03-26", "2022-99"),
        ("P3D", None, "P3D"),
        (None, None, ""),
    ],
)
def test_times(edtf, published, words):
    assert when(edtf, published) == words


@given(st.text())
def test_a_time_of_any_form_is_shown_somehow(edtf):
    assert bool(when(edtf, "2022-03-26")) == bool(edtf) or edtf == "/"


def test_marks_tell_points_areas_and_the_unresolved_apart():
    def place(**rest):
        return Place(start=0, end=0, text="x", name="x", **rest)

    assert mark(place(precision="city", latitude=1.0, longitude=1.0)) == "● city"
    assert mark(place(precision="province", geonameid=3)) == "○ province"
    assert mark(place()) == mark(place(precision="city")) == "? unresolved"
    assert mark(None) == ""


@given(st.text())
def test_what_is_shown_has_no_controls_and_no_direction_marks(text):
    assert not [c for c in visible(text) if (ord(c) < 32 and c not in "\t\n\r") or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2069"]
    assert "\n" not in one_line(text)
    assert "\r" not in one_line(text)
