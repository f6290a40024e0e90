"""Headings and the sections under them: what stands above a heading is no scene for what stands below it."""

from itertools import pairwise
from typing import Final

from sayso.text.parse import Parse

__all__ = ["Sections"]

_LONGEST: Final = 16
"""Tokens of a heading."""
_MOST: Final = 3
"""Headings in a row; more short lines than these are a list or a table."""
_LABEL: Final = 6
"""Tokens of a label, its colon among them."""
_STOPS: Final = frozenset(".!?…:;,\"”»'’")
_BULLETS: Final = frozenset("-–—*•·‣◦▪●○")


class Sections:
    """The sections of a report by paragraph.

    Attributes:
        of: For each paragraph the number of its section; the headings above a section are part of it.
        headings: The paragraphs that are headings.
    """

    def __init__(self, parse: Parse) -> None:
        edges = {parse.paragraph[first]: (first, behind - 1) for first, behind in pairwise([*parse.paragraphs, len(parse)])}
        short = [p for p, (first, last) in edges.items() if _short(parse, first, last)]
        last = max(edges, default=-1)
        self.headings: set[int] = set()
        run: list[int] = []
        for p in [*short, last + 2]:
            if run and p != run[-1] + 1:
                if len(run) <= _MOST and run[-1] < last:
                    self.headings.update(run)
                run = []
            run.append(p)
        self._items = {p for p, (first, last) in edges.items() if parse.tokens[first].text in _BULLETS or _labelled(parse, first, last)}
        self.of: list[int] = []
        section = 0
        for p in range(last + 1):
            if p in self.headings and p and p - 1 not in self.headings:
                section += 1
            self.of.append(section)

    def listed(self, paragraph: int) -> bool:
        """Whether a paragraph is an item of a list, with a bullet or under a label."""
        return paragraph in self._items


def _labelled(parse: Parse, first: int, last: int) -> bool:
    """Whether a paragraph begins with a label of a few words: "Idlib: Nine people …", "CHAD: 600,000 …"."""
    for i in range(first + 1, min(first + _LABEL, last) + 1):
        if parse.tokens[i].text == ":":
            return i < last and parse.tokens[first].text[0].isupper()
        if parse.upos[i] in ("VERB", "AUX", "PUNCT", "NUM") and parse.tokens[i].text not in ("-", "–", "(", ")", "/"):
            return False
    return False


def _short(parse: Parse, first: int, last: int) -> bool:
    """Whether a paragraph looks like a heading: a few words without a full stop, and no item of a list."""
    if last - first >= _LONGEST or parse.tokens[last].text[-1] in _STOPS or parse.tokens[first].text in _BULLETS:
        return False
    if parse.lower[first] == "by" or parse.lower[first : first + 2] == ["from", "our"]:
        return False  # "By our reporter in Homs"
    words = [parse.tokens[i].text for i in range(first, last + 1)]
    clock = words[0][0].isdigit() and any(":" in w for w in words)  # "11:42" over an entry of a live page
    return clock or any(w[0].isalpha() for w in words)
