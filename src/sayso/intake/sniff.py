"""Which format bytes are in: by what they begin with, then by what a header says, then by the name.

The patterns for pages are those of the WHATWG's MIME Sniffing Standard (section 7.1), less the tags with which Markdown and
plain text may begin too.
"""

import codecs
import re
from typing import get_args

from sayso.errors import UnknownFormat
from sayso.intake.source import Kind

__all__ = ["KINDS", "SUFFIX_KINDS", "sniff"]

KINDS: tuple[Kind, ...] = get_args(Kind)

SUFFIX_KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf",
    ".eml": "mail", ".mbox": "mail", ".mht": "mail", ".mhtml": "mail", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
    ".rss": "feed", ".atom": "feed", ".warc": "warc", ".wacz": "zip",
}  # fmt: skip
"""What a name says, where the content does not."""

_MEDIA: dict[str, Kind] = {
    "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "message/rfc822": "mail", "application/json": "json",
    "application/feed+json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl", "text/csv": "csv", "text/tab-separated-values": "csv",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/rdf+xml": "feed",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PROLOGUE = re.compile(r"(?:\s+|<!--.{0,20000}?-->|<\?(?!xml).{0,2000}?\?>)*", re.DOTALL)
_XML = re.compile(r"<\?xml\b.{0,400}?\?>(?:\s+|<!--.{0,4000}?-->|<\?.{0,2000}?\?>|<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,60000}?\]\s*)?>)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|(?:\w+:)?feed)[\s>]")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|iframe)[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"<(?:article|main|section|div|table|h[1-6]|p|a|b|br|font|span|ul|ol|img)[\s>/]", re.IGNORECASE)
_OBJECT = re.compile(r'\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\}\s*\Z)')
_LIST = re.compile(r"\s*\[\s*(?:\[|\]\s*\Z)")
_OBJECTS = re.compile(r'\s*\{[^\n]*\}[ \t]*\r?\n\s*\{\s*"')
_HEADER = re.compile(r"[!-9;-~]{2,60}:[^\n]*\n(?:[ \t][^\n]*\n)*")
_MAIL = re.compile(r"^(?:received|return-path|message-id|mime-version|delivered-to|x-mailer|dkim-signature):", re.IGNORECASE | re.MULTILINE)
_MBOX = re.compile(r"From \S+ .{10,60}\n[!-9;-~]{2,60}: ")


def sniff(head: bytes, *, suffix: str = "", media_type: str | None = None) -> Kind:
    """The format of a document.

    >>> sniff(b"%PDF-1.7 ...", suffix=".txt"), sniff(b"# Strike", suffix=".md"), sniff(b"<!doctype html><p>x")
    ('pdf', 'markdown', 'html')

    Args:
        head: Its first kilobytes.
        suffix: How its name ends, ".html".
        media_type: What a header says, "text/html".

    Raises:
        UnknownFormat: It is an XML document that is neither a page nor a feed.
    """
    start = head.lstrip()[:1024]
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    said = _MEDIA.get(media_type or "") or SUFFIX_KINDS.get(suffix)
    found = _by_text(_text(head), said)
    if found:
        return found
    if said in {"pdf", "warc", "zip", "feed", None} or (said == "text"):
        return "text"  # what it claims to be it would have begun with
    return said


def _text(head: bytes) -> str:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "replace")
    return head.decode("utf-16-le" if head[1:2] == b"\0" != head[:1] else "latin-1", "replace")


def _by_text(text: str, said: Kind | None) -> Kind | None:
    xml = _XML.match(text.lstrip())
    body = text.lstrip()[xml.end() :] if xml else text[_prologue(text) :]
    if xml or _FEED.match(body):
        return _xml(body)
    if _PAGE.match(body):
        return "html"
    if _TAG.match(body) and said not in {"markdown", "text", "csv"}:
        return "html"
    if _OBJECT.match(text) or (_LIST.match(text) and said in {"json", "jsonl"}):
        return "jsonl" if _OBJECTS.match(text) or said == "jsonl" else "json"
    if _MBOX.match(text) or _has_mail_headers(text):
        return "mail"
    return None


def _prologue(text: str) -> int:
    found = _PROLOGUE.match(text[:65_536])
    return found.end() if found else 0


def _xml(body: str) -> Kind:
    if _FEED.match(body):
        return "feed"
    root = _ROOT.match(body)
    name = root.group(1) if root else ""
    if not root or name.lower() in {"html", "head", "body", "div", "p", "article", "section"}:
        return "html"
    raise UnknownFormat(f"an XML document with the root <{name}>", "a page (html) or a feed (rss, feed, RDF)", "convert it to HTML or plain text")


def _has_mail_headers(text: str) -> bool:
    """Whether it begins with two headers or more, one of them such as only mail programs write ("Date:" opens reports too)."""
    sample = text[:32_768].replace("\r\n", "\n")
    at = count = 0
    while found := _HEADER.match(sample, at):
        at = found.end()
        count += 1
    return count >= 2 and bool(_MAIL.search(sample, 0, at))
