"""PDF documents to text (ISO 32000): page by page, less the lines that every page repeats, words that were cut at line ends made whole.

pypdf, which is pure Python and bounds what a document may unpack to; pdfminer.six would bring cryptography's 14 MB along.
"""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sayso.errors import DamagedDocument, EmptyReport, LockedDocument, TooLarge
from sayso.intake.dates import date_in_head, day_of
from sayso.intake.failures import missing, named
from sayso.intake.report import LIMIT, too_large
from sayso.intake.source import Article, Options, Source
from sayso.types.reading import Warning

__all__ = ["PDF_LIMIT", "articles"]

PDF_LIMIT = 50_000_000
"""Bytes of a document."""

_PAGES = 1_000
_SECONDS = 20.0
"""Time for one document; a page takes some hundredths of a second."""

_OPERATORS = 500_000
"""Of one page; a page of text has some thousands, a detailed map a hundred thousand."""

_UNPACKED = 40_000_000
"""Bytes of one stream."""

_REMEDY = "open it, save its text and give that"
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*|.*\.(?:docx?|pdf|indd|qxd|rtf)$)", re.IGNORECASE)
_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def articles(source: Source, options: Options) -> Iterator[Article]:
    """The text of a document.

    Raises:
        EmptyReport: There is no text in it: pictures of pages.
        LockedDocument: It needs a password.
        DamagedDocument: It is no sound PDF.
        TooLarge: It has too many pages, or unpacks to too much.
        MissingExtra: pypdf is not installed.
    """
    data = source.read(PDF_LIMIT, "a PDF document")
    try:
        from pypdf import PdfReader, apply_configuration
        from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
    except ImportError as error:
        raise missing("pdf", "PDF documents", error) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it logs is of no use to a reader
    limits: dict[str, Any] = {"stream_parsing_work_maximum_count": _OPERATORS, "zlib_maximum_output_length": _UNPACKED, "lzw_maximum_output_length": _UNPACKED}
    try:
        with named("a PDF document", _REMEDY), apply_configuration(None, **limits):
            try:
                reader = PdfReader(io.BytesIO(data), strict=False)
                if reader.is_encrypted and not reader.decrypt(""):
                    raise FileNotDecryptedError
                pages, lost = _pages(reader)
                title, author, created = _information(reader)
            except LimitReachedError as error:
                raise TooLarge(f"a PDF document that unpacks to too much ({error})", "one of ordinary size", _REMEDY) from None
            except (FileNotDecryptedError, DependencyError):
                raise LockedDocument("a PDF document with a password", "one that anybody can open", "save it without the password") from None
    finally:
        del data
    text = _joined(pages)
    if not text.strip():
        seen = f"a PDF document of {len(pages):,} page{'' if len(pages) == 1 else 's'} without text"
        raise EmptyReport(seen, "one with text, not with pictures of it", "run it through text recognition (OCR) first")
    day = date_in_head(text)
    warnings: tuple[Warning, ...] = ()
    if day is None and created is not None and options.published is None:
        remedy = f"the day on which the file was made, {created}, is taken; give the right one with --published YYYY-MM-DD"
        warnings = (Warning(kind="date", seen="a PDF document that does not say when it was published", expected="a day in its first lines", remedy=remedy),)
    if lost:
        seen = f"pages with too much on them to be read: {', '.join(map(str, lost[:20]))}"
        warnings += (Warning(kind="pages", seen=seen, expected="pages of text", remedy="open them; if they are more than drawings, save their text"),)
    yield Article(text=text, title=title, author=author, published=day or created, uri=source.uri, warnings=warnings)


def _pages(reader: Any) -> tuple[list[str], list[int]]:  # noqa: ANN401 - mypy need not have pypdf
    """The text of each page, and the numbers of those that hold too much to be read: drawings."""
    from pypdf.errors import LimitReachedError

    count = len(reader.pages)
    if count > _PAGES:
        raise TooLarge(f"a PDF document of {count:,} pages", f"at most {_PAGES:,}", "give the pages of the report as a file of their own")
    end = time.monotonic() + _SECONDS

    def watch(*_: object) -> None:
        if time.monotonic() > end:
            seen = f"a PDF document whose text takes more than {_SECONDS:.0f} seconds to find"
            raise DamagedDocument(seen, "an ordinary one", _REMEDY)

    out: list[str] = []
    lost: list[int] = []
    size = 0
    for page in islice(reader.pages, _PAGES):
        watch()
        try:
            out.append(page.extract_text(visitor_operand_before=watch))
        except LimitReachedError:
            lost.append(len(out) + 1)
            out.append("")
        size += len(out[-1])
        if size > LIMIT:
            raise too_large(f"a PDF document with more than {LIMIT:,} characters")
    if len(lost) == count:
        raise TooLarge(f"a PDF document that unpacks to too much on all of its {count:,} pages", "one of ordinary size", _REMEDY)
    return out, lost


def _information(reader: Any) -> tuple[str | None, str | None, str | None]:  # noqa: ANN401
    """Title, author and day of making, where the document says so in earnest."""
    about = reader.metadata or {}
    title, author, made = (" ".join(str(about.get(key) or "").split())[:400] for key in ("/Title", "/Author", "/CreationDate"))
    day = _PDF_DATE.match(made)
    return (None if _NO_TITLE.match(title) else title) or None, author or None, day_of("-".join(day.groups())) if day else None


def _joined(pages: list[str]) -> str:
    """The pages as one text, without running heads and page numbers."""
    split = [[line.rstrip() for line in page.replace("\0", "").splitlines()] for page in pages]
    edges = Counter(_shape(line) for lines in split for line in {*_edge(lines)})
    repeated = {shape for shape, n in edges.items() if n >= 3 and n >= len(pages) / 2}
    kept = [[line for i, line in enumerate(lines) if _shape(line) not in repeated or 3 <= i < len(lines) - 3] for lines in split]
    return _HYPHEN.sub("", "\n".join("\n".join(lines).strip("\n") for lines in kept)).strip()


def _edge(lines: list[str]) -> list[str]:
    return [line for line in (*lines[:3], *lines[-3:]) if line.strip()]


def _shape(line: str) -> str:
    """A line with its numbers taken out, as page numbers differ."""
    return _DIGITS.sub("#", line.strip())
