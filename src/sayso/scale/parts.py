"""Readings as the bytes of one part of the output: flat claims as Parquet, or whole readings as packed JSON lines."""

import gzip
import importlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

import msgspec

from sayso.codec import to_json
from sayso.errors import ConfigError
from sayso.export import parquet
from sayso.export.columns import Layout
from sayso.export.gather import Extract, gather
from sayso.export.layouts import CLAIMS
from sayso.export.libraries import load
from sayso.ledger import Ledger
from sayso.types.claims import Claim
from sayso.types.reading import Reading

__all__ = ["Format", "claims_of", "encoding", "suffix_of", "usual"]

Format = Literal["parquet", "jsonl"]

_OF_LEDGERS = frozenset({"reported", "number_of_sources", "agreeing", "contradicting", "superseded", "known_from", "known_to"})
"""Columns that say what a ledger knows, and nothing where reports are read one by one."""

_LAYOUT: Layout[Claim] = replace(CLAIMS, columns=tuple(c for c in CLAIMS.columns if c.name not in _OF_LEDGERS))
_EPOCH = "1970-01-01T00:00:00.000000Z"


def usual() -> Format:
    """Parquet where pyarrow is installed, else JSON lines."""
    try:
        importlib.import_module("pyarrow.parquet")
    except ImportError:
        return "jsonl"
    return "parquet"


def suffix_of(format: Format) -> str:
    """How parts in a format end: ".parquet", ".jsonl.zst", or ".jsonl.gz" where nothing is installed that packs with zstandard."""
    if format == "parquet":
        load("pyarrow.parquet", "parquet")
        return ".parquet"
    return ".jsonl.zst" if _zstandard() is not None else ".jsonl.gz"


def encoding(suffix: str) -> Callable[[Sequence[Reading]], bytes]:
    """What makes the bytes of a part that ends in ``suffix`` out of readings.

    >>> encoding(".jsonl.gz")([])[:2] == b"\\x1f\\x8b"
    True

    Raises:
        ConfigError: The library for it is not installed here.
    """
    if suffix == ".parquet":
        load("pyarrow.parquet", "parquet")
        return _parquet
    if suffix == ".jsonl.gz":
        return lambda readings: gzip.compress(_lines(readings), 6, mtime=0)
    pack = _zstandard() if suffix == ".jsonl.zst" else None
    if pack is None:
        raise ConfigError(f"parts that end in {suffix!r}, for which nothing is installed", "a library that makes them", "run: pip install zstandard")
    return lambda readings: pack(_lines(readings))


def claims_of(reading: Reading) -> int:
    """How many claims a reading makes; second mentions of an event are none."""
    events = sum(e.same_as is None for e in reading.events)
    return len(reading.statements) + len(reading.figures) + events + len(reading.control) + len(reading.commitments)


def _lines(readings: Iterable[Reading]) -> bytes:
    return b"".join(to_json(r) + b"\n" for r in readings)


def _zstandard() -> Callable[[bytes], bytes] | None:
    for module, function in (("compression.zstd", "compress"), ("zstandard", "compress")):
        try:
            found: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
        except ImportError:
            continue
        return found
    return None


def _parquet(readings: Sequence[Reading]) -> bytes:
    out = io.BytesIO()
    parquet.write(_together(readings), out, _LAYOUT)
    return out.getvalue()


def _together(readings: Sequence[Reading]) -> Extract:
    """The claims of readings, each flattened by a ledger of its own, so that what stands beside a report changes nothing in its rows."""
    claims: list[Claim] = []
    reports: dict[str, Any] = {}
    with Ledger(":memory:") as ledger:
        for reading in readings:
            found = _alone(ledger, _whole(reading))
            claims += found.claims
            reports |= found.reports
    known = {c.key: c for c in claims}
    return Extract(claims=tuple(claims), reports=reports, known=known)


def _whole(reading: Reading) -> Reading:
    """The reading with "?" for each half of a surrogate pair, which no table can hold."""
    try:
        msgspec.json.encode(reading)
    except UnicodeEncodeError:
        return msgspec.convert(_replaced(msgspec.to_builtins(reading)), Reading)
    return reading


def _replaced(value: Any) -> Any:  # noqa: ANN401 - any part of a reading
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {k: _replaced(v) for k, v in value.items()}
    return [_replaced(v) for v in value] if isinstance(value, list | tuple) else value


class _TakenBack(Exception):
    pass


def _alone(ledger: Ledger, reading: Reading) -> Extract:
    """What an empty ledger makes of a reading; it is empty again afterwards."""
    found = Extract(claims=(), reports={})
    try:
        with ledger.transaction():
            ledger.store(reading, at=_EPOCH)
            found = gather(ledger)
            raise _TakenBack
    except _TakenBack:
        return found
