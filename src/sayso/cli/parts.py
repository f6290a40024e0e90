"""``sayso times`` and ``sayso figures``: one layer's answer on a text, for those who need no more than that."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import click
import msgspec

from sayso.cli.output import emit, fail, use_colour, width
from sayso.errors import DateError, InputError
from sayso.intake import load
from sayso.intake.dates import given_date
from sayso.render.lists import as_list
from sayso.render.words import amount, country_of, one_line, when
from sayso.types.reading import Figure, Time
from sayso.types.report import Report

__all__ = ["Shape", "print_rows", "run_figures", "run_times"]

Shape = Literal["table", "json"]


def run_times(name: str, shape: Shape, *, published: str | None = None) -> int:
    """Prints the times of a text; 0 if it could be read, else 1."""
    report = _loaded(name, published)
    if report is None:
        return 1
    from sayso.times import in_text

    found = in_text(report.text, published=report.info.published)
    rows = [(one_line(t.text), t.edtf or "? unresolved", _read_from(t), when(t.edtf, report.info.published)) for t in found]
    return print_rows(found, shape, ("words", "edtf", "read from", "means"), rows, none="No times were found.")


def run_figures(name: str, shape: Shape, *, published: str | None = None) -> int:
    """Prints the figures of a text; 0 if it could be read, else 1."""
    report = _loaded(name, published)
    if report is None:
        return 1
    from sayso.figures import in_text

    day = date.fromisoformat(report.info.published) if report.info.published else None
    found = in_text(report.text, published=day)
    rows = [(f.measure, amount(f), _place(f), when(f.time, report.info.published), one_line(report.text[f.start : f.end])) for f in found]
    return print_rows(found, shape, ("measure", "amount", "place", "time", "words"), rows, none="No figures were found.")


def print_rows(found: Sequence[object], shape: Shape, columns: Sequence[str], rows: Sequence[Sequence[str]], *, none: str) -> int:
    """Prints what was found as a list for people or as one JSON array; returns 0."""
    if shape == "json":
        emit(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    else:
        emit(as_list(columns, rows, width=width(), colour=use_colour()) if rows else f"{none}\n")
    return 0


def _loaded(name: str, published: str | None) -> Report | None:
    if published is not None:
        try:
            given_date(published)
        except DateError as error:
            raise click.UsageError(f"DateError: {error}") from None
    try:
        report = load("-" if name == "-" else Path(name), published=published)
    except InputError as error:
        fail(name, type(error).__name__, str(error))
        return None
    for warning in report.warnings:
        fail(name, "note", f"{warning.seen}: {warning.remedy}")
    return report


def _read_from(t: Time) -> str:
    return {"published": "day of publication", "said": "day it was said", "text": "the words alone", None: ""}.get(t.anchor, "another time")


def _place(f: Figure) -> str:
    return country_of(None, f.place) if f.place else ""
