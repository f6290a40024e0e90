"""What is to be read: files by name or pattern, and the documents in each, in an order that is the same every time.

Documents are taken out of archives here and made reports by the workers, since finding the article in a page costs a hundred times
what finding the page in the archive does. What tables, feeds and mailboxes hold is cheap to make reports of, and is.
"""

import glob
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sayso.errors import ConfigError, InputError, MissingExtra, SaysoError
from sayso.intake import Failure, Options, find, is_address
from sayso.intake.archives import pages_of_warc, pages_of_zip
from sayso.intake.failures import named
from sayso.intake.reports import reports
from sayso.intake.sniff import sniff
from sayso.intake.source import Kind, Source, source_of_bytes
from sayso.intake.unpack import GZIP, Gunzipped
from sayso.types.report import Report

__all__ = ["Document", "Input", "Item", "documents", "inputs", "size_of", "where_of"]

_HEAD = 4096
"""Bytes by which a file is known again, with its size."""

_WHOLE = 60_000_000
"""Bytes of a document that is handed over as it is; more than intake takes of any that is read whole."""

_SINGLE: frozenset[Kind] = frozenset({"text", "markdown", "html", "pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file with reports.

    Attributes:
        name: As it was found; what a run knows it by.
        size: Bytes.
        mark: Digest of its first bytes, by which a changed file is told.
        error: Why there is nothing to read; the name stands for no file then.
    """

    name: str
    path: Path
    size: int = 0
    mark: str = ""
    error: InputError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that is not a report yet, with its bytes, so that it can go to another process or machine.

    Attributes:
        name: What to call it in messages: "crawl.warc.gz, https://example.org/a".
        depth: How many documents it lies in.
    """

    name: str
    data: bytes
    uri: str | None = None
    suffix: str = ""
    media_type: str | None = None
    charset: str | None = None
    depth: int = 0

    def source(self) -> Source:
        """The same for intake."""
        return source_of_bytes(self.data, self.name, uri=self.uri, suffix=self.suffix, media_type=self.media_type, charset=self.charset, depth=self.depth)


Item = Document | Report | Failure
"""What a worker is given: made a report already where that is cheap, or what is known to have none."""


def size_of(item: Item) -> int:
    """About how many bytes there are to read."""
    if isinstance(item, Document):
        return len(item.data)
    return len(item.text) if isinstance(item, Report) else 0


def where_of(item: Item, otherwise: str) -> str:
    """What to call it in a list of failures."""
    if isinstance(item, Document):
        return item.name
    return item.where if isinstance(item, Failure) else item.info.uri or otherwise


def inputs(names: Iterable[str]) -> Iterator[Input]:
    """The files that names, patterns ("archive/*.warc.gz", "**/*.html") and directories stand for, each once.

    Raises:
        ConfigError: A pattern that no file matches, an address, or standard input, which cannot be begun again in the middle.
    """
    seen: set[str] = set()
    for name in names:
        if name == "-" or is_address(name):
            raise ConfigError(f"{name!r} to run over", "files, which can be gone on with later", "save it as a file, or use `sayso read`")
        found = [name]
        if glob.has_magic(name) and not Path(name).exists():
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute patterns
            if not found:
                raise ConfigError(f"the pattern {name!r}, which no file matches", "at least one file", "check the folder and the spelling")
        for shown, path in find(found):
            if shown not in seen:
                seen.add(shown)
                yield _input(shown, path)


def _input(name: str, path: Path | str | InputError) -> Input:
    if isinstance(path, InputError):
        return Input(name=name, path=Path(name), error=path)
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            size = file.seek(0, 2)
    except (OSError, ValueError):
        return Input(name=name, path=Path(path))  # intake says what is wrong with it
    return Input(name=name, path=Path(path), size=size, mark=hashlib.blake2b(head, digest_size=8).hexdigest())


def documents(of: Input, options: Options, at: Callable[[BinaryIO], None] = lambda _: None) -> Iterator[Item]:
    """The documents of a file, in order; what is wrong with one is a failure in its place.

    Args:
        of: Which file.
        options: How documents are made reports.
        at: Told each stream on the file that is opened, so that its position can be asked.

    Raises:
        MissingExtra: A library is not installed that the format needs, which no other document would change.
    """
    if of.error is not None:
        yield Failure(of.name, of.error)
        return
    if not of.mark:  # it could not be opened; intake says why
        yield from reports(of.path, options)
        return
    try:
        with named("a document"):
            source = Source(name=of.name, open=partial(_opened, of.path, at), uri=of.path.as_posix(), suffix=Path(of.name.lower().removesuffix(".gz")).suffix)
            yield from _items(source, of, options)
    except MissingExtra:
        raise
    except SaysoError as error:
        yield Failure(of.name, error)


def _opened(path: Path, at: Callable[[BinaryIO], None]) -> BinaryIO:
    stream = path.open("rb")
    at(stream)
    return stream


def _items(source: Source, of: Input, options: Options) -> Iterator[Item]:
    kind = _kind(source, options)
    if kind == "warc":
        yield from _taken_out(pages_of_warc(source, options))
    elif kind == "zip":
        yield from _taken_out(pages_of_zip(source, options))
    elif kind in _SINGLE and of.size <= _WHOLE:
        yield Document(name=of.name, data=source.read(_WHOLE), uri=source.uri, suffix=source.suffix)
    else:
        for found in reports(source, options):
            if isinstance(found, Failure) and isinstance(found.error, MissingExtra):
                raise found.error
            yield found


def _kind(source: Source, options: Options) -> Kind | None:
    """The format; None where intake shall find out, or say what is wrong."""
    try:
        head = source.head()
        if head.startswith(GZIP):
            with source.open() as raw:
                return "warc" if Gunzipped(raw).read(5) == b"WARC/" else None
        return options.kind or sniff(head, suffix=source.suffix)
    except (InputError, OSError, ValueError):
        return None


def _taken_out(found: Iterator[Source | Failure]) -> Iterator[Item]:
    for one in found:
        if isinstance(one, Failure):
            yield one
            continue
        with one.open() as stream:
            data = stream.read()
        yield Document(name=one.name, data=data, uri=one.uri, suffix=one.suffix, media_type=one.media_type, charset=one.charset, depth=one.depth)
