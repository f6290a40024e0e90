"""Tables as an Excel workbook, by XlsxWriter (extra ``xlsx``)."""

import io
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from sayso.errors import ConfigError
from sayso.export.columns import Layout, Value, cells
from sayso.export.gather import Extract
from sayso.export.libraries import load

__all__ = ["write"]

_LONGEST = 32_767  # characters of a cell
_MOST = 1_048_575  # rows under the header
_FIRST_YEAR = 1900  # before it Excel has no dates


def write(extract: Extract, out: BinaryIO, layout: Layout[Any]) -> int:
    """Write a table as a workbook of two sheets: the rows, and what the columns mean.

    Texts are written as texts, never as formulas or links; those longer than a cell can be are cut and end in "…". Dates are dates.

    Returns:
        The number of rows.

    Raises:
        MissingExtra: XlsxWriter is not installed.
        ConfigError: There are more rows than a sheet can hold.
    """
    xlsxwriter = load("xlsxwriter", "xlsx")
    rows = list(cells(layout, extract))
    if len(rows) > _MOST:
        raise ConfigError(f"{len(rows):,} rows", f"at most {_MOST:,}, which is what a sheet holds", "narrow the filter, or write CSV or Parquet")
    memory = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(memory, options)
    book.set_properties({"title": layout.title, "created": _made(extract)})  # else the time of day would be in the file
    bold = book.add_format({"bold": True})
    formats = {"date": book.add_format({"num_format": "yyyy-mm-dd"}), "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})}
    sheet = book.add_worksheet(layout.title[:31])
    sheet.freeze_panes(1, 1)
    for i, column in enumerate(layout.columns):
        sheet.write_string(0, i, column.name, bold)
    for r, row in enumerate(rows, 1):
        for i, (column, value) in enumerate(zip(layout.columns, row, strict=True)):
            _put(sheet, r, i, value, formats.get(column.type))
    sheet.autofilter(0, 0, max(1, len(rows)), len(layout.columns) - 1)
    notes = book.add_worksheet("Columns")
    for i, head in enumerate(("column", "type", "meaning")):
        notes.write_string(0, i, head, bold)
    for r, column in enumerate(layout.columns, 1):
        for i, text in enumerate((column.name, column.type, column.meaning)):
            notes.write_string(r, i, text)
    book.close()
    out.write(memory.getvalue())
    return len(rows)


def _made(extract: Extract) -> datetime:
    """The moment at which the newest of the claims was learned."""
    newest = max((c.known_from for c in extract.claims), default="")
    try:
        return datetime.fromisoformat(newest).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones


def _put(sheet: Any, row: int, column: int, value: Value, format: Any) -> None:  # noqa: ANN401 - XlsxWriter's own
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat())
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, format)
    elif isinstance(value, str):
        text = value.encode("utf-8", "replace").decode()
        sheet.write_string(row, column, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
    else:
        sheet.write_number(row, column, value)
