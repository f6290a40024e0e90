"""HTML as a tree, and fragments of it, as feeds, mails and tables hold them, to paragraphs of text.

libxml2 (through lxml) reads whatever there is in time that grows with its length; the parser of the standard library takes
two minutes for a megabyte of comments that do not end.
"""

import re
from typing import Any

from sayso.errors import DamagedDocument, TooDeep, TooLarge
from sayso.intake.failures import missing, named

__all__ = ["DEEPEST", "MOST_TAGS", "has_markup", "plain", "tidy", "tree_of"]

MOST_TAGS = 40_000
"""A long page has some thousands. Finding the article takes a tenth of a millisecond for each."""

DEEPEST = 255
"""Levels. Pages have twenty to forty; libxml2 leaves out without a word what lies below, so that has to be said."""

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = frozenset({"script", "style", "head", "template", "noscript", "svg", "math", "title", "textarea", "select", "iframe", "object"})
_MARKUP = re.compile(
    r"</?(?:p|br|div|a|b|i|em|strong|span|ul|ol|li|h[1-6]|blockquote|img|figure|table|article)(?:\s[^<>]*)?/?>|&(?:#\d+|#x[\da-f]+|\w+);", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_XML_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])


def has_markup(text: str) -> bool:
    """Whether a text holds tags or character references of HTML.

    >>> has_markup("<p>Rain fell.</p>"), has_markup("3 < 4 & 5 > 4")
    (True, False)
    """
    return bool(_MARKUP.search(text))


def tree_of(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    """The tree of a page or a fragment, an ``lxml.html.HtmlElement`` named html.

    Raises:
        MissingExtra: lxml is not installed.
        TooLarge: It has more tags than any page.
        TooDeep: It is nested more deeply than any page.
        DamagedDocument: There is nothing in it.
    """
    tags = html.count("<") - html.count("</")
    if tags > MOST_TAGS:
        raise TooLarge(f"a page with {tags:,} tags", f"at most {MOST_TAGS:,}", "give the article alone")
    try:
        from lxml.html import HTMLParser, document_fromstring
    except ImportError as error:
        raise missing("html", "pages", error) from None
    parser = HTMLParser(remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8")
    with named("a page"):
        if not html.strip("\0 \t\r\n\f\v\ufeff"):
            raise DamagedDocument("an empty page", "HTML", "get it again")
        tree = document_fromstring(_for_xml(html), parser=parser, ensure_head_body=True)
        if any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
            raise TooDeep("a page with elements nested more deeply than any browser shows", f"at most {DEEPEST} levels", "give the article alone")
    return tree


def _for_xml(html: str) -> bytes:
    """A page in UTF-8, with U+FFFD for each character that no tree can hold; hardly any page has one, which bytes tell sooner than a pattern does."""
    data = html.encode("utf-8", "surrogatepass")
    # by 0xed begin halves of surrogate pairs, and some Korean
    perhaps = b"\xed" in data or b"\xef\xbf" in data or len(data.translate(None, _NO_XML_CONTROLS)) < len(data)
    return _NO_XML.sub("\ufffd", html).encode("utf-8") if perhaps else data


def plain(html: str) -> str:
    """All text of a fragment, an empty line between its paragraphs.

    >>> plain("<p>Rain fell&nbsp;on <b>Goma</b>.</p><ul><li>One<li>Two</ul><script>x()</script>")
    'Rain fell on Goma.\\n\\nOne\\n\\nTwo'

    Raises:
        InputError: As :func:`tree_of`, save that an empty fragment is an empty text.
    """
    if not _SPACE.sub("", html).strip("\0\ufeff"):
        return ""
    tree = tree_of(html)
    from lxml.etree import iterwalk

    walk = iterwalk(tree, events=("start", "end"))
    now: list[str] = []
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN:
                walk.skip_subtree()
                continue
            now.append("\n" if tag in _BLOCKS else " " if tag in _CELLS else "")
            now.append(_SPACE.sub(" ", element.text or ""))
        else:
            now.append("\n" if tag in _BLOCKS else "")
            now.append(_SPACE.sub(" ", element.tail or ""))
    return tidy("".join(now))


def tidy(text: str) -> str:
    """Each line as a paragraph of its own, an empty line between them, white space collapsed.

    >>> tidy("One  line.\\n \\n\\n\\nAnother.\\n")
    'One line.\\n\\nAnother.'
    """
    return "\n\n".join(line for part in text.splitlines() if (line := _SPACE.sub(" ", part).strip()))
