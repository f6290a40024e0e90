"""Anything to reports: a file, bytes or an address goes in, reports and named failures come out, in order.

Formats are told by content, then by what a header says, then by the name. What holds several documents (an archive, a mailbox, a feed) gives
each of them, and what is wrong with one is no reason to lose another.
"""

import io
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Self, cast

from sayso.errors import MissingExtra, MissingFile, SaysoError, TooDeep, TooLarge
from sayso.intake.dates import given_date
from sayso.intake.decode import decode
from sayso.intake.failures import named
from sayso.intake.report import LIMIT, report_from_text
from sayso.intake.sniff import sniff
from sayso.intake.source import Article, Failure, Kind, Options, Source, source_of_bytes
from sayso.intake.unpack import GZIP, Gunzipped
from sayso.types.report import Report

__all__ = ["is_address", "reports"]

_DEEPEST = 5
"""Documents within documents: a page in a mail in a mail in a gzip file."""

_STDIN_LIMIT = 2_000_000_000
_IN_MEMORY = 16_000_000

_HANDLERS: dict[Kind, tuple[str, str]] = {
    "markdown": ("markdown", "articles"),
    "html": ("html", "articles"),
    "pdf": ("pdf", "articles"),
    "mail": ("mail", "articles"),
    "json": ("records", "json_objects"),
    "jsonl": ("records", "json_lines"),
    "csv": ("records", "csv_rows"),
    "feed": ("feeds", "articles"),
    "warc": ("archives", "pages_of_warc"),
    "zip": ("archives", "pages_of_zip"),
}
"""Module and function for each format; imported when one is met, as the libraries behind them are heavy."""

Found = Article | Failure | Source


def is_address(where: str) -> bool:
    """Whether a name on a command line is a web address.

    >>> is_address("https://example.org/a"), is_address("a.txt")
    (True, False)
    """
    return where[:8].lower().startswith(("http://", "https://"))


def reports(where: str | Path | bytes | Source, options: Options | None = None) -> Iterator[Report | Failure]:
    """The reports in a document, and a failure for each that cannot be read; nothing that a document holds makes it raise.

    >>> [found] = reports(b"GOMA, 4 May 2026 (Agency) - At least 12 people were killed, the mayor said.")
    >>> found.info.published
    '2026-05-04'
    >>> [found] = reports(b"GIF89a")
    >>> found.error
    BinaryReport('a GIF image; expected plain text, best in UTF-8; export the report as plain text and give that file')

    Args:
        where: A file's name, an address (http, https), "-" for standard input, the bytes themselves, or a source of them with
            what is known of it.
        options: What is known of it beforehand.

    Raises:
        DateError: The day in ``options`` is none.
    """
    options = options or Options()
    if options.published is not None:
        given_date(options.published)
    name = "bytes" if isinstance(where, bytes) else where.name if isinstance(where, Source) else str(where)
    with ExitStack() as kept:
        try:
            source = _source(where, options, kept)
        except SaysoError as error:
            yield Failure(name, error)
            return
        yield from _opened(source, options)


def _source(where: str | Path | bytes | Source, options: Options, kept: ExitStack) -> Source:
    if isinstance(where, Source):
        return where
    if isinstance(where, bytes):
        return source_of_bytes(where, "bytes")
    if where == "-":
        return _stdin(kept)
    if isinstance(where, str) and is_address(where):
        from sayso.intake.web import fetch

        return fetch(where, options.web)
    path = Path(where)
    with _opening(path) as stream:
        stream.read(1)
    return Source(name=str(where), open=lambda: _opening(path), uri=path.as_posix(), suffix=_suffix(path.name))


def _opening(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise MissingFile("no such file", "a file with a report", "check the spelling and the folder") from None
    except IsADirectoryError:
        raise MissingFile("a directory", "a file with a report", "name a file, or let `sayso read` find those in the directory") from None
    except PermissionError:
        raise MissingFile("a file that may not be read", "a file with a report", "check its permissions") from None
    except (OSError, ValueError) as error:  # names too long, NUL in names, broken links, devices
        raise MissingFile(f"a file that cannot be opened ({error})", "a file with a report", "check the name") from None


def _suffix(name: str) -> str:
    """How a name ends, without the ".gz" behind it."""
    return Path(name.lower().removesuffix(".gz")).suffix


def _stdin(until: ExitStack) -> Source:
    """Standard input, kept so that it can be read from the beginning more than once."""
    kept = until.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - that is what it is in
    size = 0
    while chunk := sys.stdin.buffer.read(1 << 20):
        kept.write(chunk)
        size += len(chunk)
        if size > _STDIN_LIMIT:
            raise TooLarge(f"more than {_STDIN_LIMIT:,} bytes of standard input", "less", "give it as a file")

    def again() -> BinaryIO:
        kept.seek(0)
        return cast("BinaryIO", _Unclosed(kept))

    return Source(name="-", open=again)


class _Unclosed:
    """A file that stays open when its reader is done with it."""

    def __init__(self, file: object) -> None:
        self._file = file

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


def _opened(source: Source, options: Options) -> Iterator[Report | Failure]:
    try:
        with named(source.name if source.depth else "a document"):
            if source.depth > _DEEPEST:
                raise TooDeep(f"a document within {source.depth} others", f"at most {_DEEPEST}", "take it out and give it by itself")
            kind: Kind
            if source.head(3) == GZIP:
                if not _is_packed_archive(source):
                    yield from _opened(_unzipped(source), options)
                    return
                kind = "warc"
            else:
                kind = options.kind or sniff(source.head(), suffix=source.suffix, media_type=source.media_type)
            yield from _each(_handler(kind)(source, _for(kind, options)), source, kind, options)
    except SaysoError as error:
        yield Failure(source.name, error)
    except ImportError as error:  # a library that is there, and lacks one of its own
        yield Failure(source.name, MissingExtra(f"{error.name or error} is not installed", "it for this format", "run: pip install 'sayso[all]'"))


def _for(kind: Kind, options: Options) -> Options:
    """The options for what lies inside: pages of an archive are many, so they get less time each."""
    return replace(options, thoroughness="fast") if kind in {"warc", "zip"} and options.thoroughness is None else options


def _each(found: Iterator[Found], source: Source, kind: Kind, options: Options) -> Iterator[Report | Failure]:
    inside = replace(_for(kind, options), kind=None)
    for one in found:
        if isinstance(one, Failure):
            yield one
        elif isinstance(one, Source):
            yield from _opened(one, inside)
        else:
            yield from _made(one, source, kind, options)


def _made(article: Article, source: Source, kind: Kind, options: Options) -> Iterator[Report | Failure]:
    if kind in {"feed", "json"} and options.web.follow and article.uri is not None:
        from sayso.intake.feeds import is_beginning

        if is_beginning(article):
            yield from reports(article.uri, replace(options, kind=None))
            return
    try:
        yield report_from_text(
            article.text,
            published=options.published or article.published,
            publisher=options.publisher or article.publisher,
            title=options.title or article.title,
            author=article.author,
            uri=article.uri or source.uri,
            id=article.id,
            warnings=article.warnings,
        )
    except SaysoError as error:
        yield Failure(", ".join(filter(None, (source.name, article.where))), error)


def _is_packed_archive(source: Source) -> bool:
    """Whether a gzip file is a WARC file, whose reader unpacks it record by record."""
    with source.open() as raw:
        return Gunzipped(raw).read(5) == b"WARC/"


def _unzipped(source: Source) -> Source:
    """What a gzip file holds."""

    def open_() -> BinaryIO:
        return cast("BinaryIO", io.BufferedReader(_Owned(source.open())))

    return replace(source, open=open_, media_type=None, depth=source.depth + 1)


class _Owned(Gunzipped):
    """What a gzip stream holds; closes it too."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(raw)
        self._owned = raw

    def close(self) -> None:
        super().close()
        self._owned.close()


def _handler(kind: Kind) -> Callable[[Source, Options], Iterator[Found]]:
    if kind == "text":
        return _plain_text
    module, function = _HANDLERS[kind]
    return cast("Callable[[Source, Options], Iterator[Found]]", getattr(import_module(f"sayso.intake.{module}"), function))


def _plain_text(source: Source, options: Options) -> Iterator[Article]:
    # text of four bytes a character, UTF-32, is a quarter of that in UTF-8
    text, warnings = decode(source.read(LIMIT * 4, "a report"), charset=options.charset or source.charset)
    yield Article(text=text, uri=source.uri, warnings=warnings)
