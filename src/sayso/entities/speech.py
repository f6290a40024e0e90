"""Who says the words around a token."""

from bisect import bisect_right
from typing import NamedTuple

from sayso.entities.drafts import Drafts
from sayso.text.parse import Parse

__all__ = ["Speech", "speech"]


class Speech(NamedTuple):
    """The contents of a report that somebody is credited with, in order: first and last token, token of the source, whether they are quoted."""

    starts: list[int]
    spans: list[tuple[int, int, int, bool]]

    def speaker(self, drafts: Drafts, i: int) -> tuple[int, bool]:
        """The draft that says token ``i``, −1 for none, and whether in a quotation."""
        k = bisect_right(self.starts, i) - 1
        if k >= 0:
            first, last, source, quoted = self.spans[k]
            if i <= last and not first <= source <= last:
                return drafts.at[source], quoted
        return -1, False


def speech(parse: Parse) -> Speech:
    """The contents of a parse."""
    sources: dict[int, tuple[int, int]] = {}
    for a in parse.attribution:
        if a.role == "source" and a.link >= 0:
            sources.setdefault(a.link, (a.first, a.last))
    spans = []
    for a in parse.attribution:
        if a.role == "content" and a.link in sources:
            first, last = sources[a.link]
            source = next((i for i in range(last, first - 1, -1) if parse.upos[i] in ("NOUN", "PROPN", "PRON")), last)
            start = parse.tokens[a.first].start
            spans.append((a.first, a.last, source, any(q in '"“”' for q in parse.text[max(start - 1, 0) : start + 1])))
    return Speech([s[0] for s in spans], spans)
