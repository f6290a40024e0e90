"""What a page says of itself: title, publisher, author and day, from JSON-LD, then meta elements, then its visible parts.

JSON-LD in the vocabulary of schema.org and the Open Graph protocol cover most news sites; they are read here, from a tree
that is there already. Only for what they leave open trafilatura and htmldate are asked, which look at the whole page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from sayso.intake.dates import day_of

__all__ = ["Page", "metadata_of"]

_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "headline")
_DATE = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date", "pubdate", "publishdate", "publish-date",
    "publication_date", "date.published", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "sailthru.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_SITE = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher", "citation_publisher", "application-name")
_AUTHOR = ("author", "article:author", "parsely-author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "citation_author")
_ARTICLE = frozenset({"newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "blogposting", "liveblogposting",
                      "report", "opinionnewsarticle", "socialmediaposting"})  # fmt: skip
_ANY = frozenset({"webpage", "itempage"})
_LONG = 400
_MOST = 2_000
"""Things of JSON-LD looked at; some sites list their whole archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says of itself; None where it says nothing.

    Attributes:
        published: Day, "2022-03-26".
        uri: Its canonical address.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    uri: str | None = None


def metadata_of(tree: Any, uri: str | None = None) -> Page:  # noqa: ANN401 - lxml has no types
    """What a page says of itself.

    >>> from sayso.intake.markup import tree_of
    >>> metadata_of(tree_of('<title>Strike - Post</title><meta property="og:site_name" content="Post"><p>Rain.'))
    Page(title='Strike', publisher='Post', author=None, published=None, uri=None)

    Args:
        tree: Its html element.
        uri: Where it was found.
    """
    meta = _meta(tree)
    page = _linked_data(tree)
    page = replace(
        page,
        title=page.title or _first(meta, _TITLE),
        publisher=page.publisher or _no_address(_first(meta, _SITE)),
        author=page.author or _no_address(_first(meta, _AUTHOR)),
        published=page.published or next((day for name in _DATE if (day := day_of(meta.get(name)))), None),
        uri=_canonical(tree, uri),
    )
    if page.title is None:
        page = replace(page, title=_own_title(tree, page.publisher))
    return page


def _meta(tree: Any) -> dict[str, str]:  # noqa: ANN401
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), " ".join(content.split())[:_LONG])
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[n] for n in names if n in meta), None)


def _no_address(value: str | None) -> str | None:
    """The value, unless it is an account or a page instead of a name (article:author often is)."""
    return None if value is None or "://" in value or value.startswith("@") else value


def _canonical(tree: Any, uri: str | None) -> str | None:  # noqa: ANN401
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            try:
                found = urljoin(uri or "", str(element.get("href") or "").strip())
                parts = urlsplit(found)
            except ValueError:
                return None
            if parts.scheme in {"http", "https"} and parts.hostname:
                return found[:2000]
    return None


def _own_title(tree: Any, publisher: str | None) -> str | None:  # noqa: ANN401
    """The title element less the site's name behind it; else the only first heading."""
    element = next(tree.iter("title"), None)
    title = " ".join((element.text_content() if element is not None else "").split())[:_LONG]
    for sign in (" | ", " - ", " – ", " — "):
        head, _, tail = title.rpartition(sign)
        if head and publisher and tail.casefold() == publisher.casefold():
            return head
    if title:
        return title
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    return (headings[0][:_LONG] or None) if len(headings) == 1 else None


def _linked_data(tree: Any) -> Page:  # noqa: ANN401
    best = Page()
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text:
            continue
        try:
            data = msgspec.json.decode(element.text.strip().rstrip(";"), strict=False)
        except (msgspec.DecodeError, RecursionError, ValueError):
            continue  # pages have broken ones; the meta elements say the same
        for count, thing in enumerate(_things(data)):
            kinds = _kinds(thing)
            if kinds & _ARTICLE:
                return _page(thing)
            if kinds & _ANY and best == Page():
                best = replace(_page(thing), title=None)  # a page's name has the site's in it
            if count > _MOST:
                break
    return best


def _things(data: object) -> Iterator[dict[str, Any]]:
    todo = [data]
    while todo:
        now = todo.pop(0)
        if isinstance(now, list):
            todo.extend(now[:_MOST])
        elif isinstance(now, dict):
            yield now
            todo.extend(now[key] for key in ("@graph", "mainEntity") if key in now)


def _kinds(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {k.lower().rpartition("/")[2] for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)}


def _page(thing: dict[str, Any]) -> Page:
    return Page(
        title=_name(thing.get("headline")) or _name(thing.get("name")),
        publisher=_name(thing.get("publisher")),
        author=_no_address(_name(thing.get("author"))),
        published=day_of(thing.get("datePublished")) or day_of(thing.get("dateCreated")),
    )


def _name(value: object) -> str | None:
    """A text, the name of a thing, or of several with commas between."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        names = [n for v in value[:10] if not isinstance(v, list) and (n := _name(v))]
        value = ", ".join(dict.fromkeys(names))
    if not isinstance(value, str):
        return None
    from html import unescape

    return " ".join(unescape(value).split())[:_LONG] or None
