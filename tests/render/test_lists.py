"""Lists for the terminal."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.render.lists import as_list


@given(st.lists(st.tuples(st.text(alphabet="ab 漢"), st.text(alphabet="ab [/b]")), max_size=4), st.integers(40, 80))
def test_rows_fit_and_nothing_is_taken_for_markup(rows, width):
    lines = as_list(("name", "why"), rows, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    shown = "".join("".join(lines).split())
    assert sum(map(shown.count, "[]/")) == sum(cell.count(c) for row in rows for cell in row for c in "[]/")


def test_long_cells_go_on_below():
    out = as_list(("name", "why"), [("Goma", "word " * 30)], width=50)
    assert out.count("word") == 30


def test_colour_only_when_asked_for():
    assert "\x1b" not in as_list(("a",), [("b",)])
    assert "\x1b[" in as_list(("a",), [("b",)], colour=True)
