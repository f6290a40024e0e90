"""The table: it fits, it hides nothing that counts, and nothing of a report can command the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from stories import EMPTY, HOSTILE, STRIKE

from sayso.render import render
from sayso.types.reading import Figure, Reading


@pytest.mark.parametrize("width", [40, 60, 79, 80, 99, 100, 120, 160])
@pytest.mark.parametrize("explain", [False, True])
def test_no_line_is_wider_than_the_terminal(width, explain):
    for reading in (STRIKE, HOSTILE, EMPTY):
        lines = render(reading, "table", width=width, explain=explain).splitlines()
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("width", [80, 130])
def test_every_figure_stands_with_its_source_place_and_doubt(width):
    table = " ".join(render(STRIKE, "table", width=width).split())
    for words in ("at least 12 people", "20–30", "thousands", "● city", "○ province", "? unresolved", "disputes the governor"):
        assert words in table
    if width == 130:
        assert "the governor ← Tallow Wire" in table
        assert "a hospital ← the governor" in table


def test_the_dead_come_first_and_numbers_that_disagree_stand_together():
    table = render(STRIKE, "table", width=130)
    order = [table.index(w) for w in ("at least 12", "disputes", "20–30", "thousands", "Who holds what", "Events", "Promised", "Who says what", "Not resolved")]
    assert order == sorted(order)


def test_a_row_is_one_line_where_there_is_room():
    rows = [line for line in render(STRIKE, "table", width=150).splitlines() if line.startswith("  killed")]
    assert len(rows) == 2
    assert "governor ← Tallow Wire" in rows[0]
    assert "3 May, evening" in rows[0]
    assert "disputes the governor" in rows[1]


def test_colour_only_when_asked_for():
    assert "\x1b" not in render(STRIKE, "table", colour=False)
    assert "\x1b[" in render(STRIKE, "table", colour=True)


def test_a_report_cannot_command_the_terminal():
    for shape in ("table", "text"):
        out = render(HOSTILE, shape, explain=True)
        assert not set(out) & {*map(chr, range(32)), "\x7f", "\u202e", "\u202c"} - {"\n"}
        out.encode("utf-8")  # no half of a surrogate pair


def test_explain_shows_the_words_behind_each_field():
    table = " ".join(render(STRIKE, "table", width=90, explain=True).split())
    for words in ("from “At least 12 people” (22–40)", "cue “told”", "source “he” (166–168), taken for the governor", "time “Sunday evening” = 2026-05-03TEV",
                  "GeoNames 101, not Orvik (NO)", "certainty 0.96"):  # fmt: skip
        assert words in table


def test_long_words_are_cut_only_without_explain():
    report = STRIKE.report
    text = "word " * 200
    statement = STRIKE.statements[3]
    long = type(statement)(id="s1", source=statement.source, content=(type(statement.content[0])(0, len(text)),), quoted="indirect", stance="asserts")
    reading = Reading(report=report, text=text, statements=(long,))
    assert " …" in render(reading, "table")
    assert render(reading, "table", explain=True).count("word") >= 200


@given(st.text(), st.integers(1, 200))
def test_any_text_can_be_shown(words, width):
    figure = Figure(id="f1", start=0, end=len(words), measure="killed", low=1, high=None, relation="at_least", unit=words, place=words)
    reading = Reading(report=STRIKE.report, text=words, figures=(figure,))
    for shape in ("table", "text", "markup", "json", "jsonl"):
        assert render(reading, shape, width=width).endswith("\n")
