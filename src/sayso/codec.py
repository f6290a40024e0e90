"""Readings as JSON and back, and the JSON Schema of a reading.

msgspec does both ways and checks types, ranges and the invariants of the values while it decodes. It is strict UTF-8, as JSON
is; a report may hold half a surrogate pair all the same, and for those the standard library's escapes (``"\\ud83d"``) step in.
"""

import inspect
import json
import re
from functools import cache
from typing import Any

import msgspec

from sayso.errors import ReadingError
from sayso.types.reading import Reading

__all__ = ["from_json", "schema", "to_json"]

_EXPECTED = "one JSON object as `sayso read --format json` prints it"
_REMEDY = "read the report again, or compare with `sayso schema`"
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def to_json(reading: Reading, *, indent: int | None = None) -> bytes:
    """A reading as one JSON object in UTF-8, on one line unless ``indent`` says how deep to indent.

    Equal readings give equal bytes: fields stand in the order in which the types name them.
    """
    try:
        data = msgspec.json.encode(reading)
    except UnicodeEncodeError:
        data = json.dumps(msgspec.to_builtins(reading), ensure_ascii=True, separators=(",", ":")).encode()
    return data if indent is None else _indented(data, indent)


def _indented(data: bytes, indent: int) -> bytes:
    if _HALF.search(data):
        return json.dumps(json.loads(data), ensure_ascii=True, indent=indent).encode()
    return msgspec.json.format(data, indent=indent)


def from_json(data: bytes | str) -> Reading:
    """The reading that JSON holds. Fields that this version does not know are left out.

    Raises:
        ReadingError: It is no JSON, a field is absent or of the wrong type, or a value breaks the contract (an end before
            its start, a low above its high). The message says which field.
    """
    try:
        raw = data.encode("utf-8") if isinstance(data, str) else data
        if _HALF.search(raw):
            return msgspec.convert(json.loads(raw), Reading)
        return msgspec.json.decode(raw, type=Reading)
    except ReadingError:
        raise
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        if isinstance(error.__cause__, ReadingError):  # msgspec wraps what an invariant raised
            raise error.__cause__ from None
        raise ReadingError(f"JSON that is no reading ({error})", _EXPECTED, _REMEDY) from None


@cache
def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of a reading, indented, with a line end."""
    found: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A reading: what one news report claims",
        **msgspec.json.schema(Reading),
    }
    for part in found["$defs"].values():
        if "description" in part:  # docstrings keep their indentation before Python 3.13 and lose it since
            part["description"] = inspect.cleandoc(part["description"])
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"
