"""Text to a report: checked, described, its oddities noted; the text itself is left as it is."""

import hashlib
import re

from sayso import __version__
from sayso.errors import EmptyReport, TooLarge
from sayso.intake.dates import date_in_head, given_date
from sayso.intake.language import require_english
from sayso.types.reading import ReportInfo, Warning
from sayso.types.report import Report

__all__ = ["LIMIT", "report_from_text", "too_large"]

LIMIT = 5_000_000
"""Most bytes of a report in UTF-8: longer than any report, a book of 800,000 words."""

_UNSEEN = re.compile(r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x1f\x7f]*")
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑâðïÎÏØÙ×][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<\?xml)", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TITLE_LENGTH = 140


def report_from_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    author: str | None = None,
    uri: str | None = None,
    id: str | None = None,
    warnings: tuple[Warning, ...] = (),
) -> Report:
    """A report of a text, character for character.

    >>> report = report_from_text("At least 12 people were killed in Goma.", published="2026-05-04")
    >>> report.info.published, report.info.characters, report.warnings
    ('2026-05-04', 39, ())

    Args:
        text: The report.
        published: Day of publication; else the one that its first lines give, else None and a warning.
        publisher: Who published it.
        author: Who wrote it.
        title: Its title; else its first line where that stands apart as one.
        uri: Where it came from.
        id: What to call it; else the first 16 digits of its SHA-256.
        warnings: What was odd already when it was decoded.

    Raises:
        EmptyReport: There is nothing in it to read.
        TooLarge: It is over :data:`LIMIT`.
        LanguageError: It is not in English.
        DateError: ``published`` is no date.
    """
    day = given_date(published) if published is not None else None
    if _UNSEEN.fullmatch(text):
        seen = "nothing at all" if not text else f"{len(text):,} characters, all of them white space or marks that cannot be seen"
        raise EmptyReport(seen, "the text of a report", "check that the file was saved whole")
    data = text.encode("utf-8", "surrogatepass")  # half a surrogate pair is no reason to fail
    if len(data) > LIMIT:
        raise too_large(f"{len(data):,} bytes")
    require_english(text)
    day = day or date_in_head(text)
    digest = hashlib.sha256(data).hexdigest()
    info = ReportInfo(
        id=id or digest[:16],
        uri=uri,
        title=title if title is not None else _title(text),
        publisher=publisher,
        author=author,
        published=day,
        language="en",
        sha256=digest,
        characters=len(text),
        reader=f"sayso {__version__}",
    )
    return Report(info=info, text=text, warnings=(*warnings, *_oddities(text, dated=day is not None)))


def too_large(seen: str) -> TooLarge:
    """The error for something of a size, "6,000,000 bytes"."""
    return TooLarge(seen, f"at most {LIMIT:,} bytes a report", "split it into its reports and give each as a file")


def _title(text: str) -> str | None:
    """The first line, where an empty line sets it apart and it does not end as a sentence does."""
    head = text[: 4 * _TITLE_LENGTH].lstrip("\ufeff \t\r\n")
    first, apart, rest = (head.replace("\r\n", "\n") + "\n").partition("\n\n")
    line = first.strip()
    if not apart or not rest.strip() or "\n" in line or not 3 <= len(line) <= _TITLE_LENGTH:
        return None
    if line[-1] in '.!:;,…”"’' or line[-1] == "?" or date_in_head(line) or not any(c.isalpha() for c in line):
        return None
    return line.lstrip("# ") or None  # a heading of Markdown


def _oddities(text: str, *, dated: bool) -> tuple[Warning, ...]:
    out = []
    if not dated:
        remedy = "give it with --published YYYY-MM-DD; until then times such as “on Friday” stay unresolved"
        out.append(Warning(kind="no-date", seen="no date of publication", expected="a day, given or in the first lines", remedy=remedy))
    garbled = [m.group() for m in _MOJIBAKE.finditer(text) if _twice_encoded(m.group())]
    if garbled:
        seen = f"{len(garbled):,} garbled sequences such as {garbled[0]!r}"
        remedy = "they are kept as they are; save the report again from its source as UTF-8"
        out.append(Warning(kind="mojibake", seen=seen, expected="text that was decoded once", remedy=remedy))
    if _HTML.match(text):
        remedy = "tags are read as words; give the plain text of the article"
        out.append(Warning(kind="markup", seen="an HTML or XML page", expected="plain text", remedy=remedy))
    halves = len(_SURROGATE.findall(text))
    if halves:
        seen = f"{halves:,} halves of surrogate pairs, which no text file can hold"
        out.append(Warning(kind="surrogates", seen=seen, expected="whole characters", remedy="they are kept; check how the text was made"))
    return tuple(out)


def _twice_encoded(found: str) -> bool:
    """Whether characters are the bytes of one UTF-8 character, read as windows-1252 ("â€™" for "’")."""
    for name in ("cp1252", "latin-1"):
        try:
            return len(found.encode(name).decode("utf-8")) < len(found)
        except UnicodeError:
            continue
    return False
