"""``sayso read``: documents in, readings out, and no report's failure is another's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from sayso.cli.output import Progress, emit, fail, use_colour, width
from sayso.errors import ConfigError, DateError, GazetteerError, ModelError, SaysoError
from sayso.intake import Columns, Failure, Options, Web, find, is_address, reports
from sayso.intake.dates import given_date
from sayso.render import SUFFIX, Format, render
from sayso.types.reading import Reading
from sayso.types.report import Report

if TYPE_CHECKING:
    from sayso.intake.copies import Copies

__all__ = ["Request", "options_of", "run", "show"]

_STRANGE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for on the command line.

    Attributes:
        options: How documents are made reports.
        skip_copies: Whether near-copies of reports that were read are left out.
    """

    names: tuple[str, ...]
    format: Format
    options: Options = field(default_factory=Options)
    explain: bool = False
    out: str | None = None
    skip_copies: bool = False


def options_of(columns: tuple[str, ...], *, follow: bool = False, private: bool = False, **known: Any) -> Options:  # noqa: ANN401
    """The options for intake out of those of the command line.

    >>> options_of(("text=body",), publisher="Grey Harbour Post").columns.text
    'body'

    Args:
        columns: Each "role=name".
        follow: See :class:`sayso.intake.Web`, as ``private``.
        known: Other fields of :class:`sayso.intake.Options`.

    Raises:
        click.UsageError: A column has no such role, or no name.
    """
    roles = [f.name for f in fields(Columns)]
    named = {}
    for column in columns:
        role, _, name = column.partition("=")
        if role not in roles or not name.strip():
            raise click.UsageError(f"--column {column!r}; expected ROLE=NAME, where ROLE is one of {', '.join(roles)}; as in --column text=body")
        named[role] = name.strip()
    return Options(columns=Columns(**named), web=Web(follow=follow, private=private), **known)


def run(request: Request) -> int:
    """Reads and shows every report asked for; 0 if all could be read, else 1.

    Raises:
        click.UsageError: The options do not go together.
        ModelError: The encoder's weights are absent or damaged, which no other report would change.
        GazetteerError: The same of the gazetteer.
    """
    if request.options.published is not None:
        try:
            given_date(request.options.published)
        except DateError as error:
            raise click.UsageError(f"DateError: {error}") from None  # would fail for every report alike
    if request.names.count("-") > 1:
        raise click.UsageError('standard input ("-") can be read once')
    found = [pair for name in request.names for pair in ([(name, name)] if is_address(name) else find([name]))]
    alone = request.format in ("json", "markup") and request.out is None
    if alone and len(found) > 1:
        raise _too_many(request.format, f"{len(found):,} were given")
    folder = _folder(request.out) if request.out is not None else None
    progress = Progress(len(found))
    copies = _copies() if request.skip_copies else None
    written: set[Path] = set()
    failed = shown = 0
    for one in _reports(found, request, progress, alone=alone):
        if copies is not None and isinstance(one, Report) and (copy := copies.see(one)) is not None:
            progress.clear()
            fail(one.info.uri or "-", "note", f"left out, as {copy.alike:.0%} of it is in the report {copy.id}, which was read before")
            continue
        try:
            if isinstance(one, Failure):
                raise one.error
            reading = _read(one)
        except (ModelError, GazetteerError):
            progress.clear()
            raise
        except (SaysoError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            failed += 1
            progress.clear()
            fail(one.where if isinstance(one, Failure) else one.info.uri or "-", *_described(error))
            continue
        progress.clear()
        if folder is None:
            show(reading, request.format, explain=request.explain, first=shown == 0)
        else:
            _write(reading, request, _target(folder, reading, request.format, written))
        shown += 1
    progress.clear()
    return int(failed > 0)


def _reports(found: Sequence[tuple[str, Path | str | SaysoError]], request: Request, progress: Progress, *, alone: bool) -> Iterator[Report | Failure]:
    """The reports of all documents in order; where only one can be shown, an error before it is, if there are more."""
    for i, (name, where) in enumerate(found):
        progress.show(i, name)
        if isinstance(where, SaysoError):
            yield Failure(name, where)
            continue
        inside = reports(where, request.options)
        if alone:
            first = list(islice(inside, 2))
            if len(first) > 1:
                raise _too_many(request.format, f"{name} holds several")
            inside = chain(first, inside)
        yield from inside


def _too_many(format: Format, seen: str) -> click.UsageError:
    other = "--format jsonl, a reading a line, or " if format == "json" else ""
    return click.UsageError(f"--format {format} shows one report, and {seen}; use {other}--out DIR, a file each")


def _copies() -> "Copies":
    from sayso.intake.copies import Copies

    return Copies()


def _read(report: Report) -> Reading:
    from sayso.reader import read_report  # after a report was found to be readable: the encoder takes half a second to load

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


def _target(folder: Path, reading: Reading, format: Format, written: set[Path]) -> Path:
    """Where a reading goes: named after its file or address; where several have one name, their ids stand behind it."""
    stem = _STRANGE.sub("-", Path(urlsplit(reading.report.uri or "stdin").path.rstrip("/")).stem)[:100].strip("-.") or "report"
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
