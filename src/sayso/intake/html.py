"""Web pages to articles: trafilatura finds the article, :mod:`sayso.intake.metadata` reads what the page says of itself.

trafilatura (Barbaresi 2021, "Trafilatura: A Web Scraping Library …", ACL demo) was best in its own and in others' comparisons
(Bevendorff et al. 2023, "An Empirical Comparison of Web Content Extraction Algorithms", SIGIR); resiliparse is the fastest there.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from sayso.errors import EmptyReport
from sayso.intake.decode import decode
from sayso.intake.failures import missing, named
from sayso.intake.language import require_english
from sayso.intake.markup import tidy, tree_of
from sayso.intake.metadata import Page, metadata_of
from sayso.intake.source import Article, Options, Source, Thoroughness

__all__ = ["PAGE_LIMIT", "article_of_page", "articles"]

PAGE_LIMIT = 10_000_000
"""Bytes of a page; nearly all of a large one is scripts."""

_NO_ARTICLE = EmptyReport("a page without an article", "a page with an article of some sentences", "give the address of the article itself, or its text")
_RULE = re.compile(r"[\s|:-]+")
_FEW_WORDS = 6
"""What is left of a page of links."""

_NO_ARTICLES = ("script", "style", "svg", "link", "aside", "footer", "nav")
"""Elements that are taken out before an article is looked for."""

_ENOUGH = 200
"""Characters of paragraphs from which a page's language is told before its article is looked for."""


def articles(source: Source, options: Options) -> Iterator[Article]:
    """The article of a page.

    Raises:
        InputError: There is none, or the page cannot be read.
        MissingExtra: trafilatura is not installed.
    """
    text, warnings = decode(source.read(PAGE_LIMIT, "a page"), charset=options.charset or source.charset)
    article = article_of_page(text, uri=source.uri, thoroughness=options.thoroughness or "careful")
    yield replace(article, warnings=warnings)


def article_of_page(html: str, *, uri: str | None = None, thoroughness: Thoroughness = "careful") -> Article:
    """The article of a page, its paragraphs with an empty line between them; the title is not part of it.

    Args:
        html: The page.
        uri: Where it is from.
        thoroughness: See :class:`sayso.intake.source.Options`.

    Raises:
        EmptyReport: There is no article in it.
        LanguageError: It says that it is not English, and is not.
        TooLarge: It has too many tags.
        TooDeep: It is nested too deeply.
        MissingExtra: trafilatura is not installed.
    """
    tree = tree_of(html)
    with named("a page"):
        _refuse_foreign(tree)
        page = metadata_of(tree, uri)
        if page.title is None or page.published is None:
            page = _looked_for(tree, page, uri)
        text = _bulk(html) if thoroughness == "bulk" else _found(_lean(tree), fast=thoroughness == "fast")
        if len(text.split()) < _FEW_WORDS and thoroughness == "careful":
            text = _found(tree_of(html), fast=False)  # there are pages that are one menu
    if len(text.split()) < _FEW_WORDS:
        raise _NO_ARTICLE
    web = bool(uri and urlsplit(uri).scheme in {"http", "https"})
    return Article(
        text=text,
        title=page.title,
        publisher=page.publisher or _host(uri if web else page.uri),
        author=page.author,
        published=page.published,
        uri=uri if web else page.uri,  # a saved page knows better where it is from than its file's name
    )


def _lean(tree: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """The same tree without what hardly an article lies in, and every way of finding one would search again: a quarter of the time.

    JSON-LD stays, in which some sites have their articles.
    """
    for element in list(tree.iter(*_NO_ARTICLES)):
        if element.tag != "script" or "ld+json" not in (element.get("type") or "").lower():
            element.drop_tree()  # the text behind it stays
    return tree


def _found(tree: Any, *, fast: bool) -> str:  # noqa: ANN401 - lxml has no types
    found = _trafilatura().bare_extraction(tree, options=_settings(fast=fast))
    return tidy("\n".join(map(_cells, (found.text or "").splitlines()))) if found is not None else ""


def _cells(line: str) -> str:
    """A row of a table as words; trafilatura puts bars between cells."""
    if not line.rstrip().endswith("|"):
        return line
    return "" if _RULE.fullmatch(line) else "; ".join(cell.strip() for cell in line.strip("| ").split("|"))


def _bulk(html: str) -> str:
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError as error:
        raise missing("archives", "extraction in bulk", error) from None
    return tidy(extract_plain_text(html, main_content=True, alt_texts=False, comments=False, list_bullets=False))


@cache
def _trafilatura() -> Any:  # noqa: ANN401 - mypy need not have it
    try:
        import trafilatura
    except ImportError as error:
        raise missing("html", "pages", error) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it logs, we raise
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return trafilatura


@cache
def _settings(*, fast: bool) -> Any:  # noqa: ANN401
    """What trafilatura is to do; it would ask its configuration a dozen questions for each page."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=fast, comments=False)


def _looked_for(tree: Any, page: Page, uri: str | None) -> Page:  # noqa: ANN401
    """What neither JSON-LD nor meta elements say, from the visible page."""
    _trafilatura()
    from trafilatura.metadata import extract_metadata

    with named("a page's metadata"):
        found = extract_metadata(tree, uri, {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}, extensive=False)
    return replace(page, title=page.title or found.title, author=page.author or found.author, published=page.published or found.date)


def _refuse_foreign(tree: Any) -> None:  # noqa: ANN401
    """Saves the work of finding the article in a page that says that it is in another language and is."""
    said = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "en").strip().lower()
    if said.startswith("en"):
        return
    sample = ""
    for paragraph in tree.iter("p"):
        sample += paragraph.text_content()[:1000] + "\n"
        if len(sample) > 3000:
            break
    if len(sample) > _ENOUGH:
        require_english(sample)


def _host(uri: str | None) -> str | None:
    try:
        host = urlsplit(uri or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
