"""Mails (RFC 5322), mailboxes (RFC 4155) and saved pages (MHTML): the body is a report, and so is each attachment that can be one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import PurePosixPath
from typing import cast

from sayso.errors import DamagedDocument, EmptyReport, InputError
from sayso.intake.dates import day_of
from sayso.intake.decode import decode
from sayso.intake.failures import named
from sayso.intake.markup import plain
from sayso.intake.source import Article, Failure, Options, Source, source_of_bytes

__all__ = ["MAIL_LIMIT", "articles"]

MAIL_LIMIT = 50_000_000
"""Bytes of a mail with its attachments, or of a mailbox."""

_PARTS = 500
"""Parts of one mail; a newsletter has twenty."""

_LEVELS = 100
_DASHED = 5_000
"""Lines that begin as those between parts do."""

_HEADERS = 200_000
"""Bytes of one part's headers."""

_FROM = re.compile(rb"(?m)^From (?=\S+ .{10,60}\r?$)")
_FIELD = re.compile(rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_LONGEST_FIELD = 5_000
"""The library's time for the parameters in one grows with the square of their number."""

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_DOCUMENTS = frozenset({"application/pdf", "text/html", "text/plain", "text/markdown", "message/rfc822", "application/xhtml+xml"})
_SUFFIXES = frozenset({".pdf", ".html", ".htm", ".txt", ".md", ".eml"})
_REMEDY = "save the mail again as .eml, or its text"


def articles(source: Source, options: Options) -> Iterator[Article | Failure | Source]:
    """The bodies and attachments of a mail or a mailbox: attachments as sources, to be opened in their turn.

    Raises:
        InputError: It is too large or no mail.
    """
    data = source.read(MAIL_LIMIT, "a mail")
    if not data.startswith(b"From "):
        yield from _mail(data, source, options, "")
        return
    starts = [m.start() for m in _FROM.finditer(data)]
    for n, (a, b) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        where = f"mail {n}"
        try:
            yield from _mail(data[data.find(b"\n", a) + 1 : b], source, options, where)
        except InputError as error:
            yield Failure(f"{source.name}, {where}", error)


def _mail(data: bytes, source: Source, options: Options, where: str) -> Iterator[Article | Failure | Source]:
    with named("a mail", _REMEDY):
        if len(_BOUNDARY.findall(data)) > _PARTS or data.count(b"\n--") > _DASHED or _long_headers(data):
            raise DamagedDocument("a mail of more parts or longer headers than any", f"at most {_PARTS} parts", _REMEDY)
        mail = message_from_bytes(data, policy=default)
        if not mail.keys():
            raise DamagedDocument("a mail without headers", "headers such as From and Date, and a body", _REMEDY)
        body, attached = _body(mail)
        about = Article(
            text="",
            title=_header(mail, "Subject"),
            author=_person(_header(mail, "From")),
            published=day_of(_header(mail, "Date")),
            uri=_header(mail, "Snapshot-Content-Location") or source.uri,  # where browsers say which page they saved
            where=where,
        )
    if body is None and not attached:
        raise EmptyReport("a mail without text", "a text or HTML body, or a document attached to it", _REMEDY)
    if body is not None:
        yield from _opened(body, about, source, options, mail)
    for part in attached:
        yield from _attachment(part, source, where)


def _long_headers(data: bytes) -> bool:
    head, _, _ = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return len(head) > _HEADERS or any(len(m.group()) > _LONGEST_FIELD for m in _FIELD.finditer(data))


def _body(mail: EmailMessage) -> tuple[EmailMessage | None, list[EmailMessage]]:
    """The part to be read as the mail's own text, and those that are documents of their own."""
    text = page = None
    attached: list[EmailMessage] = []
    todo: list[tuple[EmailMessage, int]] = [(mail, 0)]
    seen = 0
    while todo:
        part, level = todo.pop()
        seen += 1
        if seen > _PARTS or level > _LEVELS:
            raise DamagedDocument("a mail of more parts than any", f"at most {_PARTS} parts", _REMEDY)
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            todo.extend((cast("EmailMessage", p), level + 1) for p in reversed(cast("list[object]", part.get_payload())))
        elif part.get_content_disposition() == "attachment" or kind == "message/rfc822" or part.get_filename():
            if kind in _DOCUMENTS or PurePosixPath(part.get_filename() or "").suffix.lower() in _SUFFIXES:
                attached.append(part)
        elif kind == "text/plain" and text is None:
            text = part
        elif kind == "text/html" and page is None:
            page = part
    saved_page = "Snapshot-Content-Location" in mail
    return (page or text if saved_page else text or page), attached


def _opened(body: EmailMessage, about: Article, source: Source, options: Options, mail: EmailMessage) -> Iterator[Article | Source]:
    with named("a mail", _REMEDY):
        data = _bytes(body)
        charset = options.charset or body.get_content_charset()
        if "Snapshot-Content-Location" in mail and body.get_content_type() == "text/html":
            yield source_of_bytes(data, source.name, uri=about.uri, media_type="text/html", charset=charset, depth=source.depth + 1)
            return
        text, warnings = decode(data, charset=charset)
        if body.get_content_type() == "text/html":
            text = plain(text)
        yield replace(about, text=text.replace("\r\n", "\n"), warnings=warnings)


def _attachment(part: EmailMessage, source: Source, where: str) -> Iterator[Source | Failure]:
    name = _file_name(part)
    called = ", ".join(filter(None, (source.name, where, f"attachment {name!r}" if name else "attached document")))
    try:
        with named("an attachment", _REMEDY):
            kind = part.get_content_type()
            inner = part.get_payload()
            data = inner[0].as_bytes() if kind == "message/rfc822" and isinstance(inner, list) and inner else _bytes(part)  # type: ignore[union-attr]
            yield source_of_bytes(
                data,
                called,
                uri=source.uri,
                suffix=PurePosixPath(name).suffix.lower(),
                media_type=kind,
                charset=part.get_content_charset(),
                depth=source.depth + 1,
            )
    except InputError as error:
        yield Failure(called, error)


def _bytes(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _file_name(part: EmailMessage) -> str:
    with named("a mail", _REMEDY):
        return " ".join((part.get_filename() or "").split())[-100:]


def _header(mail: EmailMessage, name: str) -> str | None:
    try:
        value = mail.get(name)
    except Exception:  # noqa: BLE001 - headers are parsed when asked for, and the library fails on some in many ways
        return None
    return " ".join(str(value).split())[:400] or None if value is not None else None


def _person(value: str | None) -> str | None:
    if value is None:
        return None
    name, address = parseaddr(value)
    return name or address or None
