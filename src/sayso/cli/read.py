"""``sayso read``: files in, readings out, and no report's failure is another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from sayso.cli.output import Progress, emit, fail, use_colour, width
from sayso.errors import ConfigError, DateError, GazetteerError, InputError, ModelError, SaysoError
from sayso.intake import find, load
from sayso.intake.dates import given_date
from sayso.render import SUFFIX, Format, render
from sayso.types.reading import Reading

__all__ = ["Request", "run", "show"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line."""

    names: tuple[str, ...]
    format: Format
    published: str | None = None
    publisher: str | None = None
    charset: str | None = None
    explain: bool = False
    out: str | None = None


def run(request: Request) -> int:
    """Reads and shows every report asked for; 0 if all could be read, else 1.

    Raises:
        click.UsageError: The options do not go together.
        ModelError: The encoder's weights are absent or damaged, which no other report would change.
        GazetteerError: The same of the gazetteer.
    """
    if request.published is not None:
        try:
            given_date(request.published)
        except DateError as error:
            raise click.UsageError(f"DateError: {error}") from None  # would fail for every report alike
    if request.names.count("-") > 1:
        raise click.UsageError('standard input ("-") can be read once')
    found = list(find(request.names))
    if request.format in ("json", "markup") and len(found) > 1 and request.out is None:
        other = "--format jsonl, a reading a line, or " if request.format == "json" else ""
        raise click.UsageError(f"--format {request.format} shows one report, and {len(found):,} were given; use {other}--out DIR, a file each")
    folder = _folder(request.out) if request.out is not None else None
    progress = Progress(len(found))
    written: set[Path] = set()
    failed = shown = 0
    for i, (name, where) in enumerate(found):
        progress.show(i, name)
        try:
            reading = _read(where, request)
        except (ModelError, GazetteerError):
            progress.clear()
            raise
        except (SaysoError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            failed += 1
            progress.clear()
            fail(name, *_described(error))
            continue
        progress.clear()
        if folder is None:
            show(reading, request.format, explain=request.explain, first=shown == 0)
        else:
            _write(reading, request, _target(folder, name, reading, request.format, written))
        shown += 1
    progress.clear()
    return int(failed > 0)


def _read(where: Path | Literal["-"] | InputError, request: Request) -> Reading:
    if isinstance(where, InputError):
        raise where
    report = load(where, published=request.published, publisher=request.publisher, charset=request.charset)
    from sayso.reader import read_report  # after the report was found to be readable: the encoder takes half a second to load

    return read_report(report)


def _described(error: Exception) -> tuple[str, str]:
    if isinstance(error, SaysoError):
        return type(error).__name__, str(error)
    # a fault of ours; the other reports shall be read all the same
    return "internal error", f"{type(error).__name__}: {error}; please report it together with the text that causes it"


def show(reading: Reading, format: Format, *, explain: bool = False, first: bool = True) -> None:
    """Prints a reading, an empty line before it where one was printed already and people read it."""
    gap = "" if first or format == "jsonl" else "\n"
    emit(gap + render(reading, format, width=width(), colour=use_colour(), explain=explain))


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"--out {name!r}: {error.strerror or error}") from None
    return folder


def _target(folder: Path, name: str, reading: Reading, format: Format, written: set[Path]) -> Path:
    """Where a reading goes: named after its file; reports of the same name from different folders get their ids behind it."""
    stem = "stdin" if name == "-" else Path(name).stem
    for candidate in _names(stem, reading.report.id):
        target = folder / f"{candidate}{SUFFIX[format]}"
        if target not in written:
            written.add(target)
            return target
    raise AssertionError("names do not end")


def _names(stem: str, id: str) -> Iterator[str]:
    yield stem
    yield f"{stem}-{id}"
    n = 2
    while True:
        yield f"{stem}-{id}-{n}"
        n += 1


def _write(reading: Reading, request: Request, target: Path) -> None:
    data = render(reading, request.format, explain=request.explain, width=100).encode("utf-8", "replace")
    try:
        target.write_bytes(data)
    except OSError as error:
        raise ConfigError(f"{str(target)!r} cannot be written ({error.strerror or error})", "a directory with room", "give another with --out") from None
