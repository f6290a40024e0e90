"""New, changed and disputed claims as an Atom feed (RFC 4287)."""

import re
import xml.etree.ElementTree as ET
from typing import BinaryIO

from sayso.export.entries import Entry, entries
from sayso.export.gather import Extract
from sayso.export.names import iri

__all__ = ["write"]

_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\\t\\n\\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write(
    extract: Extract, out: BinaryIO, *, title: str = "Claims", base: str | None = None, feed: str | None = None, since: str | None = None, most: int = 200
) -> int:
    """Write the feed.

    Args:
        extract: Which claims.
        out: Where to.
        title: Of the feed.
        base: Address under which the ledger is published; entries then link to their claims.
        feed: The feed's own address.
        since: Only what was learned, changed or disputed from this moment on.
        most: At most so many entries.

    Returns:
        The number of entries.
    """
    found = entries(extract, since=since, most=most)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", feed or iri(base, "feeds", title))
    _add(root, "title", title)
    _add(root, "updated", max((e.updated for e in found), default="1970-01-01T00:00:00Z"))
    if feed:
        _add(root, "link", rel="self", href=feed, type="application/atom+xml")
    if base:
        _add(root, "link", rel="alternate", href=base)
    _add(_add(root, "author"), "name", "sayso")
    for e in found:
        _entry(root, extract, e, base)
    ET.indent(root, " ")
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n")
    return len(found)


def _entry(root: ET.Element, extract: Extract, e: Entry, base: str | None) -> None:
    report = extract.report(e.claim)
    node = _add(root, "entry")
    _add(node, "id", iri(base, "claims", e.claim.key))
    _add(node, "title", e.title)
    _add(node, "published", e.published)
    _add(node, "updated", e.updated)
    _add(_add(node, "author"), "name", e.claim.root.name)
    if base:
        _add(node, "link", rel="alternate", href=iri(base, "claims", e.claim.key))
    if report.uri:
        _add(node, "link", rel="via", href=report.uri)
    for term in (e.news, e.claim.kind, e.claim.measure or e.claim.type):
        if term:
            _add(node, "category", term=term)
    _add(node, "content", e.text, type="text")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    node = ET.SubElement(parent, tag, {k: _clean(v) for k, v in attributes.items()})
    node.text = _clean(text) if text is not None else None
    return node


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
