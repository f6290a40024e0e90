"""Datelines, which say where and when a report was filed: what stands in them is neither place nor time of a figure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sayso.text.headers import body_start
from sayso.types.reading import Time

__all__ = ["datelines", "told"]

_DASH: Final = re.compile(r"[—–]|--| - ")
_COLON: Final = re.compile(r"^[A-Z][A-Z.'’ -]{2,24}: (?=[A-Z][a-z]|An? )", re.MULTILINE)
"""A town in capitals, a colon and a sentence."""
_OPENING: Final = 200
"""Characters within which such a dateline stands."""
_LONGEST: Final = 120
"""Characters from the beginning of a line to the dash of its dateline."""


@lru_cache(maxsize=1)  # statements and figures of one report both ask
def datelines(text: str) -> tuple[tuple[int, int], ...]:
    """Characters of the datelines and date lines, of the first line and of later ones: a headline can stand before.

    >>> text = "Port reopens\\n\\nKOTI, March 4 (Agency) — Ships came in."
    >>> [text[a:b] for a, b in datelines(text)]
    ['KOTI, March 4 (Agency) — ']
    """
    out = [(0, body_start(text))]
    tried = -1
    labels = list(_COLON.finditer(text))
    if len(labels) == 1 and labels[0].start() < _OPENING:
        out.append(labels[0].span())  # "KALPETTA: On the fourth day …"; several are labels of a list
    for m in _DASH.finditer(text):
        near = max(0, m.start() - _LONGEST - 1)  # where a line begins that is short enough
        start = max([text.rfind(end, near, m.start()) for end in "\n\r\u2028"]) + 1
        if start == tried or start < out[-1][1] or m.start() - start > _LONGEST:
            continue
        tried = start
        length = body_start(text[start : m.end() + 8])
        if length and start + length >= m.end():
            out.append((start, start + length))
    return tuple((a, b) for a, b in out if b > a)


def told(times: Sequence[Time], filed: Sequence[tuple[int, int]]) -> Sequence[Time]:
    """The times that stand outside the datelines ``filed``."""
    return [t for t in times if not any(a <= t.start < b for a, b in filed)] if filed else times
