"""Where bytes come from, what is asked of them, and what comes out: a report, or a failure with its name."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from sayso.errors import SaysoError, TooLarge
from sayso.types.reading import Warning

__all__ = ["Article", "Columns", "Failure", "Kind", "Options", "Source", "Thoroughness", "Web", "source_of_bytes"]

Kind = Literal["text", "markdown", "html", "pdf", "mail", "json", "jsonl", "csv", "feed", "warc", "zip"]
"""Formats by what has to be done with them; a WACZ is a "zip", a JSON Feed is "json" until it is opened."""

Thoroughness = Literal["careful", "fast", "bulk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column (CSV) or key (JSON) holds what; a dot goes into an object, as in "source.name".

    Attributes:
        text: The report itself.
        published: Day or moment of publication.

    None means: the first of the usual names that the data have (docs/intake.md lists them).
    """

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    uri: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How addresses are fetched.

    Attributes:
        follow: Fetch the pages that a feed links to where the feed itself has only their beginnings.
        private: Also fetch from addresses of this machine and its network. Off, since a page could send us there.
        robots: Ask robots.txt first.
        timeout: Seconds without a sign of the server, and a tenth of the seconds for one document.
        limit: Most bytes of a document, unpacked.
        delay: Seconds between two requests to one host, unless robots.txt asks for more.
        retries: How often a request that failed for now is repeated.
        cache: Directory for what was fetched; None for the user's own, "" for none.
    """

    follow: bool = False
    private: bool = False
    robots: bool = True
    timeout: float = 20.0
    limit: int = 20_000_000
    delay: float = 1.0
    retries: int = 3
    cache: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is asked of a document; what is given here wins over what the document says of itself.

    Attributes:
        published: Day of publication, "2022-03-26".
        charset: Character set of bytes that are not UTF-8.
        kind: Its format, where that cannot be told.
        thoroughness: How articles are found in pages. "careful": trafilatura with all it has; "fast": trafilatura's fast mode;
            "bulk": resiliparse, ten times as fast and less exact. None: "fast" in archives, else "careful".
    """

    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    charset: str | None = None
    kind: Kind | None = None
    columns: Columns = field(default_factory=Columns)
    thoroughness: Thoroughness | None = None
    web: Web = field(default_factory=Web)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made a report, and why.

    Attributes:
        where: Which one, as precisely as can be told: "news.jsonl, line 12", "crawl.warc.gz, https://example.org/a".
        error: What is wrong with it.
    """

    where: str
    error: SaysoError

    def __post_init__(self) -> None:
        """Lets go of where the error came from: its frames would keep the document in memory, for as long as the failure is listed."""
        self.error.__traceback__ = self.error.__context__ = self.error.__cause__ = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document before it is opened.

    Attributes:
        name: What to call it in messages.
        open: A new stream from its first byte on; can be called again and again.
        uri: Where it came from, for the reading; also what relative links in it start from.
        suffix: How its name ends, ".html", in small letters; "" if it has none.
        media_type: What a header says it is, "text/html", in small letters.
        charset: Character set that a header names.
        depth: How many documents it lies in: an attachment in a mail in a gzip file has 2.
    """

    name: str
    open: Callable[[], BinaryIO]
    uri: str | None = None
    suffix: str = ""
    media_type: str | None = None
    charset: str | None = None
    depth: int = 0

    def head(self, size: int = 65_536) -> bytes:
        """Its first bytes, ``size`` at most."""
        with self.open() as stream:
            return stream.read(size)

    def read(self, limit: int, what: str = "a document") -> bytes:
        """All its bytes.

        Raises:
            TooLarge: There are more than ``limit``.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"more than {limit:,} bytes", f"at most {limit:,} bytes for {what}", "split it, or give the part that is the report")
        return data


def source_of_bytes(
    data: bytes, name: str, *, uri: str | None = None, suffix: str = "", media_type: str | None = None, charset: str | None = None, depth: int = 0
) -> Source:
    """A source whose bytes are in memory.

    >>> source_of_bytes(b"Rain fell.", "note").head(4)
    b'Rain'
    """
    return Source(name=name, open=lambda: io.BytesIO(data), uri=uri, suffix=suffix, media_type=media_type, charset=charset, depth=depth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with what its format says about it, before it is checked.

    Attributes:
        published: Day or moment, ISO 8601; None where the format does not say, or says nonsense.
        where: Which part of the source, "line 12"; "" if it is the whole.
    """

    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    uri: str | None = None
    id: str | None = None
    where: str = ""
    warnings: tuple[Warning, ...] = ()
