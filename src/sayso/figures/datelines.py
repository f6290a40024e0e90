"""Datelines, which say where and when a report was filed: what stands in them is neither place nor time of a figure."""

import re
from collections.abc import Sequence

from sayso.text.headers import body_start
from sayso.types.reading import Time

__all__ = ["datelines", "told"]

_LINE = re.compile(r"(?:^|[\n\r\u2028])[ \t\xa0\u2028]*(?=[^\n]{0,110}?(?:[—–]|--|- |\(Reuters))")
_LONGEST = 160


def datelines(text: str) -> list[tuple[int, int]]:
    """Characters of the datelines and date lines, of the first line and of later ones: a headline can stand before.

    >>> text = "Port reopens\\n\\nKOTI, March 4 (Agency) — Ships came in."
    >>> [text[a:b] for a, b in datelines(text)]
    ['KOTI, March 4 (Agency) — ']
    """
    out = [(0, body_start(text))]
    for m in _LINE.finditer(text):
        if m.end() >= out[-1][1]:
            length = body_start(text[m.end() : m.end() + _LONGEST])
            if length:
                out.append((m.end(), m.end() + length))
    return [(a, b) for a, b in out if b > a]


def told(times: Sequence[Time], filed: Sequence[tuple[int, int]]) -> Sequence[Time]:
    """The times that stand outside the datelines ``filed``."""
    return [t for t in times if not any(a <= t.start < b for a, b in filed)] if filed else times
