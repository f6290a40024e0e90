"""Markdown to text: what the marks mean is kept (paragraphs, items), the marks themselves go, since the encoder would read them as words."""

from collections.abc import Iterator

from sayso.errors import TooLarge
from sayso.intake.decode import decode
from sayso.intake.failures import named
from sayso.intake.report import LIMIT
from sayso.intake.source import Article, Options, Source

__all__ = ["articles", "plain_of_markdown"]

_LONGEST = 1_000_000
"""Characters: a book. Whoever has more in one file has no report."""

_LINES = 40_000
_SIGNS = 100_000
_SIGNS_OF_BLOCK = 20_000
"""Signs that may be marks; the parser's time for one paragraph of nothing but brackets grows with the square of their number."""


def articles(source: Source, options: Options) -> Iterator[Article]:
    """The text of a Markdown file.

    Raises:
        InputError: It cannot be read.
    """
    text, warnings = decode(source.read(LIMIT * 4, "a report"), charset=options.charset or source.charset)
    yield Article(text=plain_of_markdown(text), uri=source.uri, warnings=warnings)


def plain_of_markdown(text: str) -> str:
    """The text that Markdown stands for (CommonMark, tables), a blank line between its blocks; unchanged if it has no marks.

    >>> plain_of_markdown("# Strike\\n\\nThe **mayor** said [so](http://a).\\n\\n- One\\n- Two\\n")
    'Strike\\n\\nThe mayor said so.\\n\\nOne\\n\\nTwo'

    Raises:
        TooLarge: A block of it is longer, or has more marks, than any paragraph.
    """
    signs = [sum(map(block.count, "[]*_`<>&!\\|~")) for block in text.replace("\r\n", "\n").split("\n\n")]
    if len(text) > _LONGEST or text.count("\n") > _LINES or sum(signs) > _SIGNS or max(signs) > _SIGNS_OF_BLOCK:
        seen = f"Markdown of {len(text):,} characters and {sum(signs):,} marks, {max(signs):,} of them in one paragraph"
        expected = f"at most {_LONGEST:,} characters and {_SIGNS:,} marks, {_SIGNS_OF_BLOCK:,} in a paragraph"
        raise TooLarge(seen, expected, "save it as plain text (.txt)")
    from markdown_it import MarkdownIt  # comes with rich

    with named("a Markdown document"):
        tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    blocks: list[str] = []
    for i, token in enumerate(tokens):
        if token.type == "inline":
            words = "".join(_inline(token.children or ()))
            if i and tokens[i - 1].type in {"td_open", "th_open"} and blocks and tokens[i - 2].type in {"td_close", "th_close"}:
                blocks[-1] += f"; {words}"  # cells of one row stay together
            elif words.strip():
                blocks.append(words)
        elif token.type in {"fence", "code_block"} and token.content.strip():
            blocks.append(token.content.rstrip("\n"))
    plain = "\n\n".join(blocks)
    return text if plain.split() == text.split() else plain


def _inline(children: object) -> Iterator[str]:
    from markdown_it.token import Token

    for child in children if isinstance(children, list) else ():
        assert isinstance(child, Token)
        if child.type in {"text", "code_inline", "html_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif child.type == "image":
            yield child.content
