"""What people see, character for character. After a wanted change: SAYSO_UPDATE_GOLDEN=1 pytest tests/render, then read the diff."""

import os
from pathlib import Path

import pytest
from stories import EMPTY, HOSTILE, STRIKE

from sayso.render import render

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "strike-80.txt": lambda: render(STRIKE, "table", width=80),
    "strike-120.txt": lambda: render(STRIKE, "table", width=120),
    "strike-44.txt": lambda: render(STRIKE, "table", width=44),
    "strike-explained.txt": lambda: render(STRIKE, "table", width=90, explain=True),
    "strike-sentences.txt": lambda: render(STRIKE, "text"),
    "strike.html": lambda: render(STRIKE, "markup"),
    "strike.json": lambda: render(STRIKE, "json"),
    "hostile-80.txt": lambda: render(HOSTILE, "table", width=80),
    "hostile-sentences.txt": lambda: render(HOSTILE, "text"),
    "hostile.html": lambda: render(HOSTILE, "markup"),
    "empty.txt": lambda: render(EMPTY, "table"),
    "empty.html": lambda: render(EMPTY, "markup"),
}


@pytest.mark.parametrize("name", CASES)
def test_rendering_is_the_one_that_was_checked(name):
    made = CASES[name]().encode("utf-8")
    path = GOLDEN / name
    if os.environ.get("SAYSO_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode()
