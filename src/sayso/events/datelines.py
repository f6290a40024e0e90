"""Datelines: "JUBA, 7 March (National Wire) --" says where a report was filed, and is no part of its first sentence."""

import re
from dataclasses import replace
from typing import Final

from sayso.text.parse import Parse

__all__ = ["dateline", "undated"]

# A place in capitals, or an agency in brackets, before a dash at the start of a paragraph. "The town - or what is left of it -"
# has neither. Before a mere hyphen or a colon ("PESHAWAR: At least …") nothing but the place, the day and the agency may stand.
_DATELINE: Final = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{2,}\b[^\n—–]{0,70}?|[A-ZÀ-ÖØ-Þ][\w.'’ ]{1,30}(?:, [^\n(—–]{1,40})? ?\([^)\n]{2,30}\))\s*(?:--|—|–|―)\s"
    r"|(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]{2,}(?: [A-ZÀ-ÖØ-Þ.'’/-]{2,}){0,2}(?:, [^\n(:—–]{1,40}?)?(?: ?\([^)\n]{2,30}\))?|[A-ZÀ-ÖØ-Þ][\w.'’ ]{1,30}(?:, [^\n(—–]{1,40})? ?\([^)\n]{2,30}\))(?: -|:)\s)"
)


def dateline(parse: Parse) -> frozenset[int]:
    """The tokens of a report's datelines, the dash included.

    >>> from sayso.models import parse
    >>> p = parse("JUBA, March 7 (National Wire) -- Troops entered the town.")
    >>> p.tokens[max(dateline(p)) + 1].text
    'Troops'
    """
    out: set[int] = set()
    for m in _DATELINE.finditer(parse.text):
        first, last = parse.tokens_in(m.start(), m.end())
        out.update(range(first, last + 1))
    return frozenset(out)


def undated(parse: Parse, tokens: frozenset[int]) -> Parse:
    """The parse with its datelines cut off from the words after them: neither depends on the other any more."""
    if not tokens:
        return parse
    heads, relations = list(parse.heads), list(parse.relations)
    for i, head in enumerate(heads):
        if head >= 0 and (i in tokens) != (head in tokens):
            heads[i] = -1
            if i in tokens:
                relations[i] = "dep"
    return replace(parse, heads=heads, relations=relations) if heads != parse.heads else parse
