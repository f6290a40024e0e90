"""New, changed and disputed claims as a JSON Feed (version 1.1)."""

import json
from typing import BinaryIO

from sayso.export.entries import Entry, entries
from sayso.export.gather import Extract
from sayso.export.names import iri

__all__ = ["write"]


def write(
    extract: Extract, out: BinaryIO, *, title: str = "Claims", base: str | None = None, feed: str | None = None, since: str | None = None, most: int = 200
) -> int:
    """Write the feed; the options are those of the Atom feed. Each item has a ``_sayso`` object with key, kind, and what is new.

    Returns:
        The number of items.
    """
    found = entries(extract, since=since, most=most)
    head: dict[str, object] = {"version": "https://jsonfeed.org/version/1.1", "title": title}
    if base:
        head["home_page_url"] = base
    if feed:
        head["feed_url"] = feed
    head |= {"language": "en", "authors": [{"name": "sayso"}], "items": [_item(extract, e, base) for e in found]}
    out.write(json.dumps(head, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    return len(found)


def _item(extract: Extract, e: Entry, base: str | None) -> dict[str, object]:
    report = extract.report(e.claim)
    item: dict[str, object] = {"id": iri(base, "claims", e.claim.key)}
    if base:
        item["url"] = iri(base, "claims", e.claim.key)
    if report.uri:
        item["external_url"] = report.uri
    return item | {
        "title": e.title,
        "content_text": e.text,
        "date_published": e.published,
        "date_modified": e.updated,
        "authors": [{"name": e.claim.root.name}],
        "tags": [t for t in (e.news, e.claim.kind, e.claim.measure or e.claim.type) if t],
        "_sayso": {"key": e.claim.key, "kind": e.claim.kind, "news": e.news, "report": e.claim.report},
    }
