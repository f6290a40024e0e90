"""RSS, Atom and JSON Feed: each entry is a report, as long as the feed has it."""

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.errors import DamagedDocument, InputError, TooLarge
from sayso.intake.dates import day_of
from sayso.intake.failures import missing, named
from sayso.intake.markup import has_markup, plain
from sayso.intake.source import Article, Failure, Options, Source
from sayso.types.reading import Warning

__all__ = ["FEED_LIMIT", "articles", "is_beginning", "items_of_json_feed"]

FEED_LIMIT = 20_000_000
"""Bytes of a feed."""

_MOST = {b"<": 150_000, b"&": 500_000, b"=": 500_000}
"""Signs that cost feedparser time: tags, references, attributes."""

_ENTRIES = 5_000

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_SPLIT = "split it, or give a newer one with fewer entries"
_BEGINNING = Warning(
    kind="beginning",
    seen="a feed that holds only the beginning of the report",
    expected="the whole report",
    remedy="give the address of the report itself, or read the feed with --follow",
)


def articles(source: Source, _: Options) -> Iterator[Article | Failure]:
    """An article for each entry of an RSS or Atom feed; one that has only a summary carries a warning of the kind "beginning".

    Raises:
        InputError: The feed cannot be read.
        MissingExtra: feedparser is not installed.
    """
    data = source.read(FEED_LIMIT, "a feed")
    for sign, most in _MOST.items():
        if (n := data.count(sign)) > most:
            raise TooLarge(f"a feed in which {sign.decode()!r} stands {n:,} times", f"at most {most:,} times", _SPLIT)
    if (n := len(_ENTRY.findall(data))) > _ENTRIES:
        raise TooLarge(f"a feed of {n:,} entries", f"at most {_ENTRIES:,}", _SPLIT)
    if b"<!ENTITY" in data[:100_000].upper():
        raise DamagedDocument(
            "a feed that defines entities of its own", "a feed without them", "get it from the publisher again"
        )  # they can grow without bound
    try:
        import feedparser
    except ImportError as error:
        raise missing("feeds", "feeds", error) from None
    headers = {"content-location": source.uri or "", "content-type": f"application/xml; charset={source.charset}" if source.charset else "application/xml"}
    with named("a feed", "get it again"):
        # a file, since the library takes what it cannot read from for an address or a file's name; links are made absolute here
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        reason = found.get("bozo_exception")
        if found.bozo and not found.version:
            raise DamagedDocument(f"a feed that cannot be read ({' '.join(str(reason).split())[:200]})", "RSS or Atom", "get it again")
        raise DamagedDocument("a feed without entries", "a feed with at least one", "try again later")
    publisher = _words(found.feed.get("title")) or _host(source.uri)
    for n, entry in enumerate(found.entries, 1):
        where = f"entry {n:,}"
        try:
            with named("an entry"):
                article = _entry(entry, publisher, source, where)
        except InputError as error:
            yield Failure(f"{source.name}, {where}", error)
        else:
            yield article


def _entry(entry: Any, publisher: str | None, source: Source, where: str) -> Article:  # noqa: ANN401 - feedparser has no types
    whole = max((c.get("value", "") for c in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary", "") or ""
    html = max(whole, summary, key=len)
    text = plain(html) if has_markup(html) else html.strip()
    origin = entry.get("source")
    return Article(
        text=text or _words(entry.get("title")) or "",
        title=_words(entry.get("title")),
        publisher=(_words(origin.get("title")) if isinstance(origin, dict) else None) or publisher,
        author=_words(entry.get("author")),
        published=next((day for key in ("published", "created", "updated") if (day := day_of(entry.get(key)))), None),
        uri=_address(entry.get("link"), source.uri),
        where=where,
        warnings=() if len(whole) > len(summary) or _is_whole(text) else (_BEGINNING,),
    )


def items_of_json_feed(feed: dict[str, Any], source: Source) -> Iterator[Article | Failure]:
    """An article for each item of a JSON Feed, version 1 or 1.1 (https://jsonfeed.org)."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise DamagedDocument("a JSON Feed without items", "a list of items", "get it again")
    publisher = _words(feed.get("title")) or _host(source.uri)
    for n, item in enumerate(items, 1):
        where = f"item {n:,}"
        try:
            if not isinstance(item, dict):
                raise DamagedDocument("an item that is no object", "an object", "get the feed again")
            yield _item(item, publisher, source, where)
        except InputError as error:
            yield Failure(f"{source.name}, {where}", error)


def _item(item: dict[str, Any], publisher: str | None, source: Source, where: str) -> Article:
    given, html, summary = (v if isinstance(v := item.get(key), str) else "" for key in ("content_text", "content_html", "summary"))
    text = given or (plain(html) if html else "") or summary
    authors = item.get("authors") or [item.get("author")]
    names = [_words(a.get("name")) for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    return Article(
        text=text,
        title=_words(item.get("title")),
        publisher=publisher,
        author=", ".join(filter(None, names)) or None,
        published=day_of(item.get("date_published")) or day_of(item.get("date_modified")),
        uri=_address(item.get("url"), source.uri),
        where=where,
        warnings=() if given or html else (_BEGINNING,),
    )


def is_beginning(article: Article) -> bool:
    """Whether a feed had only the beginning of a report, which its address may have whole."""
    return _BEGINNING in article.warnings


def _is_whole(text: str) -> bool:
    """A summary of some paragraphs that does not trail off is the report."""
    return len(text) > 1500 and not text.rstrip().endswith(("…", "...", "[…]", "[...]"))


def _words(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join((plain(value) if has_markup(value) else value).split())[:400] or None


def _address(link: object, base: str | None) -> str | None:
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        found = urljoin(base or "", link.strip())
        return found[:2000] if urlsplit(found).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _host(uri: str | None) -> str | None:
    try:
        return (urlsplit(uri or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
