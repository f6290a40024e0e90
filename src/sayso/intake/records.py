"""Tables of reports: JSON lines, JSON, CSV; each row or object is a report, a bad one no reason to lose the others."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, BinaryIO, Literal, get_args

import msgspec

from sayso.errors import ColumnError, DamagedDocument, InputError, TooDeep, TooLarge
from sayso.intake.dates import day_of
from sayso.intake.decode import decode
from sayso.intake.feeds import items_of_json_feed
from sayso.intake.markup import has_markup, plain
from sayso.intake.report import LIMIT
from sayso.intake.source import Article, Columns, Failure, Options, Source

__all__ = ["DATA_LIMIT", "USUAL", "csv_rows", "json_lines", "json_objects"]

DATA_LIMIT = 200_000_000
"""Bytes of one JSON document, which is held in memory whole. JSON lines and CSV are read line by line and may be of any size."""

_LINE = LIMIT * 6
"""Bytes of a line: a report in which every character is escaped as \\uXXXX."""

Role = Literal["text", "title", "published", "publisher", "author", "uri", "id"]
USUAL: dict[Role, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "fulltext", "content_text", "articlebody", "article_text", "plain_text",
             "raw_text", "content_html", "story", "description"),
    "title": ("title", "headline", "heading", "name"),
    "published": ("published", "date", "published_at", "publishedat", "date_published", "datepublished", "publication_date", "date_publish", "pub_date",
                  "pubdate", "published_date", "created_at", "timestamp", "datetime"),
    "publisher": ("publisher", "source.name", "source", "outlet", "site_name", "sitename", "source_domain", "domain", "publication", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "uri": ("uri", "url", "link", "canonical_url", "web_url", "source_url"),
    "id": ("id", "guid", "article_id", "doc_id", "_id"),
}  # fmt: skip
"""What columns are usually called, the likeliest first; matched without regard to case."""

_LISTS = ("articles", "items", "reports", "results", "documents", "docs", "data", "entries", "stories", "records", "rows")
_REMEDY = "mend it, or leave it out"
_SAMPLE = 65_536


def json_lines(source: Source, options: Options) -> Iterator[Article | Failure]:
    """An article for each line that is a JSON object; a failure for each that is not."""
    with source.open() as stream:
        for n, line in _lines(stream):
            where = f"line {n:,}"
            try:
                if isinstance(line, TooLarge):
                    raise line
                if not line.strip(b"\xef\xbb\xbf \t\r\n\0"):
                    continue
                yield _article(_decoded(line.lstrip(b"\xef\xbb\xbf"), "a line"), options, where)
            except InputError as error:
                yield Failure(f"{source.name}, {where}", error)


def json_objects(source: Source, options: Options) -> Iterator[Article | Failure]:
    """An article for each object of a JSON list, the one under a usual name ("articles", "items" …), or the object itself.

    A JSON Feed (https://jsonfeed.org) is read as such.

    Raises:
        InputError: The document is no JSON or there are no objects in it.
    """
    data = source.read(DATA_LIMIT, "a JSON document; JSON lines may be larger")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]:
        data = decode(data)[0].encode("utf-8", "replace")
    found = _decoded(data.removeprefix(b"\xef\xbb\xbf"), "a JSON document")
    del data
    if isinstance(found, dict) and str(found.get("version", "")).startswith("https://jsonfeed.org/version/"):
        yield from items_of_json_feed(found, source)
        return
    rows = _rows(found)
    for n, row in enumerate(rows, 1):
        where = f"object {n:,}" if len(rows) > 1 else ""
        try:
            yield _article(row, options, where)
        except InputError as error:
            yield Failure(", ".join(filter(None, (source.name, where))), error)


def csv_rows(source: Source, options: Options) -> Iterator[Article | Failure]:
    """An article for each row of a table whose first row names the columns (RFC 4180; commas, semicolons, tabs or bars).

    Raises:
        InputError: There is no header, or no column in it that holds text.
    """
    head = source.head(_SAMPLE)
    cut = head.rfind(b"\n") + 1 or len(head)
    charset, bom = _charset(head[:cut], options.charset or source.charset)
    csv.field_size_limit(LIMIT)  # of the whole process; the library has no other
    with source.open() as stream:
        lines = _Decoded(stream, charset, bom)
        first = next(lines, None)
        if first is None or not first.strip():
            raise DamagedDocument("a table without a first line", "a line with the names of the columns", "add it")
        delimiter = max(",;\t|", key=first.count)
        names = _header(first, delimiter, lines)
        columns = _columns_of(names, options.columns)
        yield from _csv(lines, names, columns, delimiter, source)


def _csv(lines: "_Decoded", names: list[str], columns: dict[Role, str], delimiter: str, source: Source) -> Iterator[Article | Failure]:
    while True:
        where = f"line {lines.begin_row():,}"
        try:
            # strict, or a quotation mark that is not closed would make one row of many; a new reader each time, as one that failed holds half a row
            row = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except TooLarge as error:
            yield Failure(f"{source.name}, {where}", error)
            continue
        except csv.Error as error:
            yield Failure(f"{source.name}, {where}", DamagedDocument(f"a row that cannot be read ({error})", "a row of RFC 4180", "mend its quotation marks"))
            lines.back_to_second()
            continue
        if not any(cell.strip() for cell in row):
            continue
        try:
            if len(row) > len(names) and delimiter == ",":
                raise DamagedDocument(f"a row of {len(row):,} cells", f"{len(names):,}, as in the header", "put text with commas in quotation marks")
            values = dict(zip(names, row, strict=False))
            yield _made({role: values.get(name) for role, name in columns.items()}, where)
        except InputError as error:
            yield Failure(f"{source.name}, {where}", error)


def _header(first: str, delimiter: str, lines: "_Decoded") -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader(_chained(first, lines), delimiter=delimiter))]
    except (csv.Error, StopIteration) as error:
        raise DamagedDocument(f"a header that cannot be read ({error})", "a line with the names of the columns", "mend it") from None


def _chained(first: str, lines: "_Decoded") -> Iterator[str]:
    yield first
    yield from lines


class _Decoded:
    """Lines of a table as text, each at most so long; an iterator that goes on after it has raised, and can go back."""

    def __init__(self, stream: BinaryIO, charset: str, bom: int) -> None:
        stream.read(bom)
        wide = charset.startswith(("utf-16", "utf-32"))
        self._charset = charset
        self._text = io.TextIOWrapper(stream, charset, errors="replace", newline="") if wide else None
        self._bytes = _lines(stream)
        self._row: list[str] = []
        self._again: list[str] = []
        self._budget = 10 * LIMIT
        self._number = 0

    def __iter__(self) -> "_Decoded":
        return self

    def __next__(self) -> str:
        self._number += 1
        line = self._again.pop() if self._again else self._new()
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """The number of the next line, from which on :meth:`back_to_second` counts."""
        self._row = []
        return self._number + 1

    def back_to_second(self) -> None:
        """Goes back to the second line of a row that failed: what lies behind it may be sound. Not without end, as that takes time."""
        again = self._row[1:]
        self._budget -= sum(map(len, again))
        if self._budget > 0:
            self._again.extend(reversed(again))
            self._number -= len(again)

    def _new(self) -> str:
        if self._text is not None:
            line = self._text.readline(_LINE)
            if not line:
                raise StopIteration
            return line
        _, raw = next(self._bytes)
        if isinstance(raw, TooLarge):
            raise raw
        return raw.decode(self._charset, "replace").replace("\0", "\ufffd")


def _charset(head: bytes, given: str | None) -> tuple[str, int]:
    """Character set of a table and the length of its byte order mark, from its beginning."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return name, len(mark)
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        import codecs

        decode(head, charset=given)  # refuses what is no text, and a character set that does not exist
        try:
            return codecs.lookup(given or "cp1252").name, 0
        except LookupError:
            return "cp1252", 0
    return "utf-8", 0


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | TooLarge]]:
    """Number and bytes of each line; for one that is too long the error, its bytes passed over without keeping them."""
    n = 0
    while line := stream.readline(_LINE + 1):
        n += 1
        if len(line) <= _LINE:
            yield n, line
            continue
        size = len(line)
        while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
            size += len(line)
        yield n, TooLarge(f"a line of {size:,} bytes", f"at most {_LINE:,} bytes", "write a report a line")


def _decoded(data: bytes, what: str) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise DamagedDocument(f"{what} that is no JSON ({error})", "JSON in UTF-8", _REMEDY) from None
    except RecursionError:
        raise TooDeep(f"{what} nested too deeply", "JSON of at most some hundred levels", _REMEDY) from None


def _rows(found: object) -> list[object]:
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        lowered = {str(k).lower(): v for k, v in found.items()}
        for name in _LISTS:
            inside = lowered.get(name)
            if isinstance(inside, list) and any(isinstance(i, dict) for i in inside):
                return inside
            if name == "data" and isinstance(inside, dict):
                return _rows(inside)
        return [found]
    raise ColumnError(f"JSON that is {_called(found)}", "a list of objects, or an object", "give each report as an object with its text")


def _article(row: object, options: Options, where: str) -> Article:
    if not isinstance(row, dict):
        raise ColumnError(f"JSON that is {_called(row)}", "an object", "give each report as an object with its text")
    lowered = {str(k).lower(): v for k, v in row.items()}
    found: dict[Role, object] = {}
    for role in get_args(Role):
        given = getattr(options.columns, role)
        for name in (given,) if given is not None else USUAL[role]:
            value = _value(row, lowered, name)
            if value is not None and value != "":
                found[role] = value
                break
        else:
            if given is not None or role == "text":
                _no_column(role, given, list(row))
    return _made(found, where)


def _value(row: dict[str, Any], lowered: dict[str, Any], name: str) -> object:
    value = row.get(name, lowered.get(name.lower()))
    if value is None and "." in name:
        value = row
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
    return value


def _columns_of(names: list[str], columns: Columns) -> dict[Role, str]:
    """Which column of a table holds what."""
    lowered = {name.lower(): name for name in reversed(names)}
    out: dict[Role, str] = {}
    for role in get_args(Role):
        given = getattr(columns, role)
        found = next((lowered[n.lower()] for n in ((given,) if given is not None else USUAL[role]) if n.lower() in lowered), None)
        if found is not None:
            out[role] = found
        elif given is not None or role == "text":
            _no_column(role, given, names)
    return out


def _no_column(role: Role, given: str | None, names: list[str]) -> None:
    seen = ", ".join(repr(n[:40]) for n in names[:12]) + (" …" if len(names) > 12 else "") if names else "nothing"
    wanted = f"one called {given!r} for {role}" if given is not None else f"one that holds the {role}, such as {', '.join(USUAL[role][:3])}"
    raise ColumnError(f"the columns {seen}", wanted, f"name it with --column {role}=NAME")


def _made(found: dict[Role, Any], where: str) -> Article:
    text = _text(found.get("text"))
    return Article(
        text=plain(text) if has_markup(text) else text,
        title=_words(found.get("title")),
        publisher=_words(found.get("publisher")),
        author=_words(found.get("author")),
        published=day_of(found.get("published")),
        uri=_words(found.get("uri")),
        id=_words(found.get("id")),
        where=where,
    )


def _text(value: object) -> str:
    """A text, or paragraphs in a list."""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "\n\n".join(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ColumnError(f"a text that is {_called(value)}", "a string", "name another column with --column text=NAME")
    return value


def _words(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = ", ".join(w for v in value[:10] if not isinstance(v, list) and (w := _words(v)))
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return " ".join(value.split())[:2000] or None if isinstance(value, str) else None


def _called(value: object) -> str:
    if value is None:
        return "null"
    return {dict: "an object", list: "a list", str: "a string", bool: "true or false"}.get(type(value), "a number")


assert {f.name for f in fields(Columns)} == set(get_args(Role))
