"""Tables as CSV (RFC 4180, UTF-8), with cells that no spreadsheet takes for formulas, and an HXL tag row where one is asked for."""

import csv
import io
import re
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso.export.columns import Layout, Value, cells
from sayso.export.gather import Extract

__all__ = ["as_text", "neutral", "original", "write"]

_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may run (OWASP, "CSV Injection"), full-width forms included; with apostrophes before it, so that
:func:`original` knows which of them are ours."""


def neutral(text: str) -> str:
    """Text as a cell that is no formula: an apostrophe before what begins like one.

    >>> neutral("=SUM(A1:A9)"), neutral("-5"), neutral("'tis"), neutral("'=1")
    ("'=SUM(A1:A9)", "'-5", "'tis", "''=1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def original(cell: str) -> str:
    """What :func:`neutral` was given.

    >>> original("'=SUM(A1:A9)"), original("'tis"), original("''=1")
    ('=SUM(A1:A9)', "'tis", "'=1")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def as_text(value: Value) -> str:
    """A value as Table Schema writes it by default: ISO dates, "true" and "false", "" for None.

    >>> as_text(True), as_text(None), as_text(2.50), as_text(date(2022, 3, 26))
    ('true', '', '2.5', '2022-03-26')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else str(value)


def write(extract: Extract, out: BinaryIO, layout: Layout[Any], *, hxl: bool = False, formulas: bool = False) -> int:
    """Write a table as CSV with a header; lines end in CR LF.

    Args:
        extract: What to write.
        out: Where to.
        layout: Which table.
        hxl: Whether a row of HXL hashtags follows the header.
        formulas: Leave texts that begin like formulas as they are.

    Returns:
        The number of rows, without header and hashtags.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(c.name for c in layout.columns)
    if hxl:
        writer.writerow(c.hxl for c in layout.columns)
    count = 0
    for row in cells(layout, extract):
        writer.writerow(_cell(v, formulas=formulas) for v in row)
        count += 1
    text.detach()
    return count


def _cell(value: Value, *, formulas: bool) -> str:
    return neutral(value) if isinstance(value, str) and not formulas else as_text(value)
