"""Web archives, WARC (ISO 28500) and WACZ: each page that a server answered with is a report; a damaged record costs only itself.

fastwarc reads the records. What it does not do is done here: going on behind a record that is damaged, and refusing what unpacks
to too much. Payloads may be as CC-NEWS has them (unpacked, with the headers of before) or as they came over the wire.
"""

import contextlib
import io
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from sayso.errors import BinaryReport, Bomb, DamagedDocument, InputError, LockedDocument, SaysoError, TooLarge
from sayso.intake.failures import missing, named
from sayso.intake.source import Failure, Options, Source, source_of_bytes
from sayso.intake.unpack import GZIP, Gunzipped, bomb

__all__ = ["RECORD_LIMIT", "Record", "pages_of_warc", "pages_of_zip", "records"]

RECORD_LIMIT = 20_000_000
"""Bytes of a page, unpacked. Larger records are films and the like."""

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_DAMAGED = 1_000
"""Damaged records of one archive, after which it is given up: it is no archive."""

_MARK = b"WARC/1."
_CHUNK = 65_536
_DIRECTORY = 32_000_000
"""Bytes of a zip file's directory: for 300,000 files."""

_RATIO = 150
_HARMLESS = 32_000_000
_REMEDY = "get the archive again; the other records were read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A page as an archive has it, its encodings undone.

    Attributes:
        day: When it was fetched, "2026-05-04"; not when it was published.
    """

    uri: str
    media_type: str
    charset: str | None
    day: str | None
    data: bytes


def pages_of_warc(source: Source, options: Options) -> Iterator[Source | Failure]:
    """A source for each page of a WARC file, packed or not, and a failure for each damaged record."""
    del options
    for found in records(source):
        if isinstance(found, Failure):
            yield found
        else:
            yield source_of_bytes(
                found.data, f"{source.name}, {found.uri}", uri=found.uri, media_type=found.media_type, charset=found.charset, depth=source.depth + 1
            )


def pages_of_zip(source: Source, options: Options) -> Iterator[Source | Failure]:
    """A source for each page of a WACZ (https://specs.webrecorder.net/wacz/1.1.1/): a zip file with WARC files in ``archive/``.

    Raises:
        BinaryReport: It is another sort of zip file.
        InputError: It is damaged or a bomb.
    """
    with source.open() as stream, named("a zip archive", "get it again"):
        _refuse_large_directory(stream)
        try:
            with zipfile.ZipFile(stream) as archive:
                inside = [i for i in archive.infolist() if i.filename.startswith("archive/") and i.filename.endswith((".warc", ".warc.gz"))]
                if not inside:
                    seen = "a zip archive, or a document that is one (docx, odt, epub)"
                    raise BinaryReport(seen, "plain text, a page, or a web archive (WACZ)", "unpack it, or export the report as plain text, and give that")
                for info in inside:
                    yield from _member(archive, info, source, options)
        except zipfile.BadZipFile as error:
            raise DamagedDocument(f"a zip archive that cannot be read ({error})", "a whole one", "get it again") from None


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, options: Options) -> Iterator[Source | Failure]:
    name = f"{source.name}, {info.filename.removeprefix('archive/')}"
    try:
        if info.flag_bits & 1:
            raise LockedDocument("an archive with a password", "one that anybody can open", "save it without the password")
        if info.file_size > max(_HARMLESS, _RATIO * info.compress_size):
            raise bomb(f"{info.compress_size:,} bytes in a zip archive that hold {info.file_size:,}")
    except InputError as error:
        yield Failure(name, error)
        return
    yield from pages_of_warc(Source(name=name, open=lambda: cast("BinaryIO", archive.open(info)), depth=source.depth + 1), options)


def _refuse_large_directory(stream: BinaryIO) -> None:
    """A zip file's directory is read whole when it is opened, so its size is looked at first (APPNOTE 4.3.16)."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if directory == 0xFFFFFFFF and (at := tail.rfind(b"PK\x06\x06")) >= 0:
        directory = int.from_bytes(tail[at + 40 : at + 48], "little")
    stream.seek(0)
    if directory > _DIRECTORY:
        raise TooLarge(f"a zip archive with a directory of {directory:,} bytes", f"at most {_DIRECTORY:,}", "unpack it and give the files")


def records(source: Source) -> Iterator[Record | Failure]:
    """Each page of a WARC file in order, and each damaged record as a failure.

    Pages are responses (and resources) of HTML with the status 200; all other records are passed over. The reader is one record ahead, since
    whether a record has the length that it claims shows only in what follows.

    Raises:
        MissingExtra: fastwarc is not installed.
    """
    _fastwarc()
    packed = source.head(3) == GZIP
    at = 0
    damaged = 0
    while damaged < _DAMAGED:
        with source.open() as raw:
            run = _Run(raw, at, packed)
            for found in run.records():
                if isinstance(found, SaysoError):
                    damaged += 1
                    yield Failure(f"{source.name}, {run.where}", found)
                elif found is not None:
                    yield found
            if run.resume is None:
                return
            at = run.resume
    error = DamagedDocument(f"more than {_DAMAGED:,} damaged records", "an archive that is sound for the most part", "get it again; the rest was left out")
    yield Failure(source.name, error)


def _fastwarc() -> Any:  # noqa: ANN401 - mypy need not have it
    try:
        import fastwarc
    except ImportError as error:
        raise missing("archives", "web archives", error) from None
    return fastwarc


class _Run:
    """One way through an archive, from a record's beginning to the end or to damage.

    Attributes:
        where: The record that was read last, for messages.
        resume: Where in the file the next way begins; None if this one came to the end.
    """

    def __init__(self, raw: BinaryIO, at: int, packed: bool) -> None:
        raw.seek(at)
        self.where = "its first record" if at == 0 else f"behind byte {at:,}"
        self.resume: int | None = None
        self._raw = raw
        self._at = at
        self._last = -1
        """Where in what was unpacked the last record begins, or, if that was whole, ends."""
        self._end = -1
        self._members = Gunzipped(raw) if packed else None
        self._stream = _Watched(cast("BinaryIO", self._members) if self._members is not None else raw)

    def records(self) -> Iterator[Record | InputError | None]:
        """A record, an error in its place, or None where there is nothing to read in it."""
        library = _fastwarc()
        kinds = library.WarcRecordType.response | library.WarcRecordType.resource
        held: Record | InputError | None = None
        try:
            for record in library.ArchiveIterator(self._stream, parse_http=False, strict_mode=True):
                yield held  # the one before, now that a new one begins where it ended
                held = None
                length = record.content_length
                self._last = record.stream_pos
                self._end = self._stream.behind(b"\r\n\r\n", self._last) + length
                uri = " ".join((record.headers.get("WARC-Target-URI") or "").split()).strip("<>")
                self.where = uri[:500] or self.where
                if not record.headers.get("WARC-Type"):
                    raise DamagedDocument("a record without a type", "a WARC record", _REMEDY)
                if record.record_type & kinds and length <= RECORD_LIMIT:
                    held = _page(record, uri)
                elif record.record_type & kinds and _is_page(record):
                    held = TooLarge(f"a record of {length:,} bytes", f"at most {RECORD_LIMIT:,} bytes a page", "save the page by itself")
                record.reader.consume()
                if self._stream.ended and self._stream.given < self._end:
                    raise DamagedDocument(f"a record that claims {length:,} bytes and is cut off", "a whole WARC record", _REMEDY)
        except GeneratorExit:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a parser makes of damaged bytes
            if self._stream.at(self._end, 4) == b"\r\n\r\n":  # the last one ended as it should, so the next is damaged
                yield held
                self.where = f"behind {self.where}"
                self._last = self._end
            self._look_behind()
            yield self._stream.error or (error if isinstance(error, InputError) else DamagedDocument(_said(error), "a WARC record", _REMEDY))
            return
        yield held
        if self._stream.error is not None:  # fastwarc takes a stream that breaks off for one that ends
            self.where = f"behind {self.where}"
            self._look_behind()
            yield self._stream.error

    def _look_behind(self) -> None:
        """Finds where to go on behind the damaged record."""
        if self._members is None:
            self.resume = self._search(b"\n" + _MARK, self._at + max(self._last, 0))
            return
        starts = self._members.starts
        # where unpacking failed it is the member met last that is damaged
        later = [there for here, there in starts if here > self._last + 4 >= 4] if self._stream.error is None else []
        self.resume = later[0] if later else self._search(GZIP, starts[-1][1] if starts else self._at)

    def _search(self, mark: bytes, behind: int) -> int | None:
        """Where in the file ``mark`` stands next (a line's end before it not counted), behind the byte ``behind``."""
        self._raw.seek(behind + 1)
        at = behind + 1
        kept = b""
        while chunk := self._raw.read(1 << 20):
            data = kept + chunk
            found = data.find(mark)
            while found >= 0:
                if mark != GZIP or _begins_record(data[found : found + 1024]):
                    return at + found + mark.startswith(b"\n")
                found = data.find(mark, found + 1)
            keep = len(mark) - 1
            kept = data[-keep:]
            at += len(data) - len(kept)
        return None


def _begins_record(data: bytes) -> bool:
    """Whether what looks like gzip is that, and not some bytes in the middle of a member."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, len(_MARK)) == _MARK
    except zlib.error:
        return False


class _Watched:
    """A stream that remembers what went wrong in it, how much it gave and what last, since the parser above keeps none of that."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self._recent: deque[tuple[int, bytes]] = deque(maxlen=4)
        self.given = 0
        self.ended = False
        self.error: InputError | None = None

    def read(self, size: int = -1) -> bytes:
        if self.error is not None:
            return b""
        try:
            data = self._inner.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        except InputError as error:
            self.error = error
            self.ended = True
            return b""
        except (OSError, ValueError, EOFError) as error:
            self.error = DamagedDocument(_said(error), "a whole archive", _REMEDY)
            self.ended = True
            return b""
        self._recent.append((self.given, data))
        self.given += len(data)
        self.ended = not data
        return data

    def at(self, offset: int, size: int) -> bytes:
        """Bytes that were given a moment ago; none where that is longer ago."""
        start = self._recent[0][0] if self._recent else 0
        return b"".join(data for _, data in self._recent)[offset - start :][:size] if offset >= start else b""

    def behind(self, mark: bytes, offset: int) -> int:
        """Where ``mark`` ends that stands next at or behind ``offset``; ``offset`` itself if it does not."""
        found = self.at(offset, _CHUNK).find(mark)
        return offset + found + len(mark) if found >= 0 else offset

    def tell(self) -> int:
        return self.given

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation(f"seek to {offset} from {whence}")

    def close(self) -> None:
        """Nothing: the file is closed by who opened it."""


def _is_page(record: Any) -> bool:  # noqa: ANN401
    record.parse_http(strict_mode=False)
    return (record.http_content_type or "").lower() in _PAGES


def _page(record: Any, uri: str) -> Record | InputError | None:  # noqa: ANN401
    """The page in a record; None where it holds something else."""
    response = record.record_type == _fastwarc().WarcRecordType.response
    fields: dict[str, str] = {}
    try:
        if response:
            record.parse_http(strict_mode=False)
            if record.http_headers is None or record.http_headers.status_code is None:
                return DamagedDocument("a response without the headers of HTTP", "a status line, headers, an empty line", _REMEDY)
            fields = {name.lower(): value for name, value in record.http_headers.items()}
            if record.http_headers.status_code != 200:
                return None
        kind, _, rest = ((fields if response else record.headers).get("content-type") or "").partition(";")
        if kind.strip().lower() not in _PAGES:
            return None
        data = _plain(record.reader.read(RECORD_LIMIT + 1), fields)
    except InputError as error:
        return error
    except (OSError, ValueError) as error:
        return DamagedDocument(_said(error), "a response as HTTP has it", _REMEDY)
    if not data.strip():
        return None
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    return Record(uri=uri, media_type="text/html", charset=charset, day=(record.headers.get("WARC-Date") or "")[:10] or None, data=data)


def _plain(body: bytes, fields: dict[str, str]) -> bytes:
    """A body with transfer and content encodings undone; as it is where it does not bear out what its headers say of it."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    if "chunked" in fields.get("transfer-encoding", "").lower() and body[:1] in b"0123456789abcdefABCDEF":
        with contextlib.suppress(OSError, ValueError):  # CC-NEWS keeps the header and not the chunks
            body = _all_of(ChunkedReader(io.BytesIO(body)))
    for encoding in reversed(fields.get("content-encoding", "").lower().split(",")):
        match encoding.strip():
            case "gzip" | "x-gzip" if body.startswith(GZIP):
                body = _unpacked(lambda b=body: Gunzipped(io.BytesIO(b)), len(body))
            case "deflate" if body[:1] == b"\x78":
                body = _unpacked(lambda b=body: GzipReader(io.BytesIO(b), zlib=True), len(body))
            case "br" if not _looks_like_html(body):
                body = _unpacked(lambda b=body: BrotliReader(io.BytesIO(b)), len(body))
            case "zstd" if body.startswith(b"\x28\xb5\x2f\xfd"):
                raise DamagedDocument("a page packed with zstandard", "gzip, deflate or brotli", "fetch the page again")
    return body


def _unpacked(open_: Any, size: int) -> bytes:  # noqa: ANN401
    try:
        return _all_of(open_())
    except TooLarge as error:
        if isinstance(error, Bomb):
            raise
        raise bomb(f"{size:,} packed bytes of a page that hold more than {RECORD_LIMIT:,}") from None
    except (OSError, ValueError, EOFError) as error:
        raise DamagedDocument(f"a page that cannot be unpacked ({error})", "what its headers say", _REMEDY) from None


def _all_of(reader: Any) -> bytes:  # noqa: ANN401
    data = b""
    while len(data) <= RECORD_LIMIT:
        part = reader.read(1 << 20)
        if not part:
            return data
        data += part
    raise TooLarge(f"more than {RECORD_LIMIT:,} bytes", f"at most {RECORD_LIMIT:,} bytes a page", "save the page by itself")


def _looks_like_html(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


def _said(error: Exception) -> str:
    return f"a record that cannot be read ({' '.join(str(error).split())[:200] or type(error).__name__})"
