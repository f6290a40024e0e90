"""What the steps of this layer hand on: what they all read, and statements with the tokens that they came from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.entities import Entities
from sayso.statements.draft import Draft
from sayso.statements.quotes import trim
from sayso.text.parse import Parse
from sayso.types.reading import Source, Span, Statement, Time

__all__ = ["Context", "Said", "content_of", "draft_id"]

_DATE_LINE: Final = re.compile(r"[^\n()“\"]{0,60}\([^()\n]{2,40}\) ?(?:—|–|--) ")
"""The rest of "GOMA, March 4 (Lake Press) — " in front of content; a dash behind a bracket is rare elsewhere that early."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every step reads.

    Attributes:
        start: Character at which the report's body begins, behind its header.
        filed: Characters of later datelines, behind a headline.
        marks: For each token whether it stands inside quotation marks.
    """

    parse: Parse
    entities: Entities
    times: Sequence[Time]
    start: int
    marks: Sequence[bool]
    filed: Sequence[tuple[int, int]] = ()

    def behind_dateline(self, start: int) -> int:
        """Where content begins that the encoder lets begin at ``start``, in or before a dateline."""
        return next((b for a, b in self.filed if a <= start < b), max(start, self.start))


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the tokens that it came from; ``head`` is the token that means its source."""

    statement: Statement
    draft: Draft
    head: int | None


def draft_id(content: Sequence[Span], source: Source) -> str:
    """A name for a statement until all are in order."""
    return f"{content[0].start}-{content[-1].end}-{source.name}"


def content_of(ctx: Context, parts: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Content as trimmed character spans, without "that" before it or a date line in it; adjoining parts as one."""
    parse = ctx.parse
    out: list[Span] = []
    for first, last in parts:
        while first < last and (parse.upos[first] == "PUNCT" or (parse.lower[first] == "that" and parse.relations[first] == "mark")):
            if parse.upos[first] == "PUNCT" and parse.tokens[first].text not in ",;:-–—":
                break
            first += 1
        a, b = ctx.behind_dateline(parse.tokens[first].start), parse.tokens[last].end
        if b <= a:
            continue
        if out and not any(map(str.isalnum, parse.text[out[-1].end : a])):
            a = out.pop().start
        date_line = _DATE_LINE.match(parse.text, a, b)
        a, b = trim(parse.text, date_line.end() if date_line else a, b)
        if any(map(str.isalnum, parse.text[a:b])):
            out.append(Span(a, b))
    return tuple(out)
