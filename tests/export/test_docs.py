"""docs/exports.md names every format, option and column, and what it says of columns is what the schema says."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sayso.export import FORMATS, Options
from sayso.export.layouts import CLAIMS, LAYOUTS

DOCS = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_formats_with_their_options(name):
    [row] = [line for line in DOCS.splitlines() if line.startswith(f"| `{name}` |")]
    assert set(re.findall(r"`([a-z]+)`", row.split("|")[3])) == set(FORMATS[name].options)


def test_options_and_layouts():
    for name in (*(f.name for f in fields(Options)), *LAYOUTS):
        assert f"`{name}`" in DOCS, name


def test_columns():
    rows = [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in CLAIMS.columns]
    assert "\n".join(rows) in DOCS
