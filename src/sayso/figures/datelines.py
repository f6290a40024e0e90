"""Datelines, which say where and when a report was filed: what stands in them is neither place nor time of a figure."""

import re
from collections.abc import Sequence

from sayso.text.headers import body_start
from sayso.types.reading import Time

__all__ = ["datelines", "told"]

_DASH = re.compile(r"[—–]|--| - ")
_COLON = re.compile(r"^[A-Z][A-Z.'’ -]{2,24}: (?=[A-Z][a-z]|An? )", re.MULTILINE)
"""A town in capitals, a colon and a sentence."""
_OPENING = 200
"""Characters within which such a dateline stands."""
_LONGEST = 120
"""Characters from the beginning of a line to the dash of its dateline."""


def datelines(text: str) -> list[tuple[int, int]]:
    """Characters of the datelines and date lines, of the first line and of later ones: a headline can stand before.

    >>> text = "Port reopens\\n\\nKOTI, March 4 (Agency) — Ships came in."
    >>> [text[a:b] for a, b in datelines(text)]
    ['KOTI, March 4 (Agency) — ']
    """
    out = [(0, body_start(text))]
    tried = -1
    named = [m for m in _COLON.finditer(text) if m.start() < _OPENING]
    if len(named) == 1 and len(_COLON.findall(text)) == 1:
        out.append(named[0].span())  # "KALPETTA: On the fourth day …"; several are labels of a list
    for m in _DASH.finditer(text):
        near = max(0, m.start() - _LONGEST - 1)
        start = max([text.rfind(end, near, m.start()) for end in "\n\r\u2028"]) + 1
        if start == tried or start < out[-1][1] or m.start() - start > _LONGEST:
            continue
        tried = start
        length = body_start(text[start : m.end() + 8])
        if length and start + length >= m.end():
            out.append((start, start + length))
    return [(a, b) for a, b in out if b > a]


def told(times: Sequence[Time], filed: Sequence[tuple[int, int]]) -> Sequence[Time]:
    """The times that stand outside the datelines ``filed``."""
    return [t for t in times if not any(a <= t.start < b for a, b in filed)] if filed else times
