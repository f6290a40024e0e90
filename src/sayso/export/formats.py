"""The formats by name, their options, and the one entrance to all of them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from sayso.errors import ConfigError
from sayso.export import atom, csv, ftm, geojson, jsonfeed, jsonld, parquet, tableschema, training, xlsx
from sayso.export.gather import Extract, gather
from sayso.export.layouts import layout
from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import examples

__all__ = ["FORMATS", "Format", "Options", "export", "schema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What formats can be asked for; each hears only its own, see :data:`FORMATS`.

    Attributes:
        limit: At most so many claims, the newest ones. (All but training.)
        layout: "ged", "acled" or "links". (Tables.)
        hxl: Whether a row of HXL hashtags follows the header. (CSV.)
        formulas: Whether texts that a spreadsheet could run stay as they are. (CSV.)
        located: Whether claims without a place on the map are left out. (GeoJSON.)
        points: Whether every place is its middle. (GeoJSON.)
        dataset: Name of the dataset, with which ids begin. (FollowTheMoney.)
        base: Address under which the ledger is published. (JSON-LD, feeds.)
        title: Title of the feed. (Feeds.)
        feed: The feed's own address. (Feeds.)
        since: Only what was learned, changed or disputed from this moment on. (Feeds.)
        most: At most so many entries. (Feeds.)
        names: Whether the names of those who corrected go along. (Training.)
    """

    limit: int | None = None
    layout: str = "ged"
    hxl: bool = False
    formulas: bool = False
    located: bool = False
    points: bool = False
    dataset: str = "sayso"
    base: str | None = None
    title: str = "Claims"
    feed: str | None = None
    since: str | None = None
    most: int = 200
    names: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        suffix: Of files in it, ".csv".
        media_type: IANA's name of it, or the one in use.
        options: Names of the options that it hears.
        write: Writes an extract and returns the number of rows, Features, statements or entries.
        texts, denials: Whether it needs the reports' texts, and what they say against their own statements.
    """

    name: str
    suffix: str
    media_type: str
    options: tuple[str, ...]
    write: Callable[[Extract, BinaryIO, Options], int]
    texts: bool = False
    denials: bool = False


def _feed(write: Callable[..., int]) -> Callable[[Extract, BinaryIO, Options], int]:
    return lambda x, out, o: write(x, out, title=o.title, base=o.base, feed=o.feed, since=o.since, most=o.most)


_FEED = ("limit", "title", "base", "feed", "since", "most")
FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("csv", ".csv", "text/csv", ("limit", "layout", "hxl", "formulas"), lambda x, out, o: csv.write(x, out, layout(o.layout), hxl=o.hxl, formulas=o.formulas)),
        Format("parquet", ".parquet", "application/vnd.apache.parquet", ("limit", "layout"), lambda x, out, o: parquet.write(x, out, layout(o.layout))),
        Format(
            "xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("limit", "layout"),
            lambda x, out, o: xlsx.write(x, out, layout(o.layout)),
        ),
        Format("geojson", ".geojson", "application/geo+json", ("limit", "located", "points"), lambda x, out, o: geojson.write(x, out, located=o.located, points=o.points)),
        Format("ftm", ".csv", "text/csv", ("limit", "dataset"), lambda x, out, o: ftm.write(x, out, dataset=o.dataset)),
        Format("jsonld", ".jsonld", "application/ld+json", ("limit", "base"), lambda x, out, o: jsonld.write(x, out, base=o.base), texts=True),
        Format("atom", ".atom", "application/atom+xml", _FEED, _feed(atom.write), denials=True),
        Format("jsonfeed", ".json", "application/feed+json", _FEED, _feed(jsonfeed.write), denials=True),
    )
}  # fmt: skip
"""Every format that is made of claims. "training" is made of corrections and has no entry here; :func:`export` knows it too."""

_TRAINING = "training"


def export(ledger: Ledger, wanted: Filter | None, format: str, target: Path | str | BinaryIO, **options: object) -> int:
    """Write claims of a ledger in a format. Equal ledgers, filters and options give equal bytes.

    Args:
        ledger: An open ledger.
        wanted: Which claims, None for all that stand; its ``limit`` and ``offset`` are not heard, see the option ``limit``.
        format: A name of :data:`FORMATS`, or "training": corrections as JSON Lines, for which ``wanted`` is not heard.
        target: A path, whose file appears or is replaced when it is whole; or a binary stream, which stays open.
        options: Those of :class:`Options` that the format hears.

    Returns:
        The number of rows, Features, statements, claims, entries or examples.

    Raises:
        ConfigError: No such format or layout, or an option that it does not hear or of the wrong type.
        MissingExtra: The format needs a library that is not installed.
    """
    if format == _TRAINING:
        names = _options(_TRAINING, ("names",), options).names
        return _to(target, lambda out: training.write(examples(ledger), out, names=names))
    if format not in FORMATS:
        raise ConfigError(f"format {format!r}", f"one of {', '.join((*FORMATS, _TRAINING))}", "choose one of them")
    found = FORMATS[format]
    chosen = _options(format, found.options, options)
    extract = gather(ledger, wanted, limit=chosen.limit, texts=found.texts, denials=found.denials)
    return _to(target, lambda out: found.write(extract, out, chosen))


def schema(name: str = "ged") -> bytes:
    """The Table Schema of a layout as JSON: what the columns of CSV, Parquet and XLSX mean.

    Raises:
        ConfigError: No such layout.
    """
    return tableschema.encode(layout(name))


def _options(format: str, heard: tuple[str, ...], given: dict[str, object]) -> Options:
    for name in given:
        if name not in heard:
            raise ConfigError(f"option {name!r} for {format}", f"one of {', '.join(heard)}", "leave it out, or choose another format")
    try:
        return msgspec.convert(given, Options)
    except msgspec.ValidationError as error:
        raise ConfigError(f"an option for {format} of the wrong type ({error})", "what docs/exports.md says", "mend it, or leave it out") from None


def _to(target: Path | str | BinaryIO, write: Callable[[BinaryIO], int]) -> int:
    """Write to a stream; or to a file beside the target, which then takes its place."""
    if not isinstance(target, Path | str):
        return write(target)
    path = Path(target)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            count = write(out)
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror})", "a file in a folder that exists and can be written to", "choose another") from None
    finally:
        part.unlink(missing_ok=True)
    return count
