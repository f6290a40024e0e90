"""What a table is made of: columns with name, type, meaning and HXL hashtag, and how to get their cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from sayso.export.gather import Extract

__all__ = ["Column", "Layout", "Type", "Value", "cells"]

Row = TypeVar("Row")
Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]
"""Types of Table Schema."""
Value = str | int | float | date | datetime | None
"""What a cell holds; None where nothing is said."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column.

    Attributes:
        name: Its header.
        type: What its cells hold.
        meaning: What they mean, for the Table Schema and the documentation.
        value: Its cell for a row.
        hxl: Its HXL hashtag and attributes; "" for none.
        allowed: Values that it can have; () for any.
        required: Whether every row has a value.
    """

    name: str
    type: Type
    meaning: str
    value: Callable[[Extract, Row], Value]
    hxl: str = ""
    allowed: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout(Generic[Row]):
    """A table.

    Attributes:
        key: Columns that together tell rows apart.
        rows: Which rows an extract gives.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column[Row], ...]
    rows: Callable[[Extract], Sequence[Row]]


def cells(layout: Layout[Any], extract: Extract) -> Iterator[list[Value]]:
    """The rows of a table, cell by cell."""
    getters = [c.value for c in layout.columns]
    for row in layout.rows(extract):
        yield [get(extract, row) for get in getters]
