"""The columns of a table as a Table Schema (https://specs.frictionlessdata.io/table-schema/)."""

import json
from typing import Any

from sayso.export.columns import Column, Layout

__all__ = ["encode", "schema"]


def schema(layout: Layout[Any]) -> dict[str, object]:
    """The Table Schema of a layout: fields with type, description and constraints, the primary key, and "" for what is absent."""
    return {
        "title": layout.title,
        "fields": [_field(c) for c in layout.columns],
        "missingValues": [""],
        "primaryKey": list(layout.key),
    }


def encode(layout: Layout[Any]) -> bytes:
    """The same as indented JSON."""
    return json.dumps(schema(layout), ensure_ascii=False, indent=2).encode() + b"\n"


def _field(column: Column[Any]) -> dict[str, object]:
    limits: dict[str, object] = {}
    if column.required:
        limits["required"] = True
    if column.allowed:
        limits["enum"] = list(column.allowed)
    found: dict[str, object] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.type == "datetime":
        found["format"] = "any"  # fractions of a second are no part of the default
    return found | ({"constraints": limits} if limits else {})
