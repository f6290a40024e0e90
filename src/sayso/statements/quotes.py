"""Quotation marks: what they cover, and content without them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from sayso.text.parse import Parse
from sayso.types.kinds import Quoted
from sayso.types.reading import Span

__all__ = ["inside_quotes", "quoted", "trim"]

_OPEN: Final = frozenset("“„«‘")
_CLOSE: Final = frozenset("”»")
_BOTH: Final = frozenset('"″')
_OPENING: Final = frozenset(("“", "„", "«", "``"))
_DOUBLE: Final = _OPENING | _CLOSE | frozenset(('"', "''", "″"))
_MARKS: Final = _OPEN | _CLOSE | _BOTH | frozenset("'’")
_ABBREVIATED: Final = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\.\.$")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Content without its outer quotation marks, white space, commas, and a final stop; end may equal start if nothing is left.

    A mark is outer only where it has no partner inside: 'the “strong blows”' keeps its marks.

    >>> text = "“We will talk,” he said"
    >>> text[slice(*trim(text, 0, 15))]
    'We will talk'
    """
    while start < end and (text[start] in " \t\r\n\u00a0,;:—–†*…" or (text[start] in _MARKS and not _closed_inside(text, start, end))):
        start += 1
    while end > start:
        last = text[end - 1]
        if (
            last in " \t\r\n\u00a0,;:—–†*"
            or (last == "." and not _ABBREVIATED.search(text, start, end))
            or (last in _MARKS and not _opened_inside(text, start, end))
        ):
            end -= 1
        else:
            break
    # a pair that wraps the whole of it is outer too
    if end - start > 1 and text[start] in _MARKS and text[end - 1] in _MARKS and not any(c in _MARKS - {"'", "’"} for c in text[start + 1 : end - 1]):
        return trim(text, start + 1, end - 1)
    return start, end


def _closed_inside(text: str, start: int, end: int) -> bool:
    mark, rest = text[start], text[start + 1 : end].rstrip(" \t\r\n,.;:!?")
    if mark in "'’":
        return mark in rest or "’" in rest[1:]
    partners = {"“": "”", "„": "”“", "«": "»", "‘": "’", '"': '"'}.get(mark, "")
    at = [i for i, c in enumerate(rest) if c in partners]
    return bool(at) and not (mark in '“"„' and at[-1] == len(rest) - 1 and len(at) == 1)


def _opened_inside(text: str, start: int, end: int) -> bool:
    mark, rest = text[end - 1], text[start : end - 1]
    if mark in "'’":
        return any(rest[i] in "'‘" and (i == 0 or rest[i - 1].isspace()) for i in range(len(rest)))
    if mark == '"':
        return rest.count('"') % 2 == 1
    partners = {"”": "“„", "»": "«"}.get(mark, "")
    return sum(rest.count(p) for p in partners) > rest.count(mark)


def inside_quotes(parse: Parse) -> list[bool]:
    """For each token whether it stands inside double quotation marks. A paragraph ends a quotation unless the next one
    begins with an opening mark (the custom for quotations over several paragraphs); single marks count only when curly
    and in pairs, since they are apostrophes else."""
    out = [False] * len(parse)
    opened = -1
    for i, t in [(i, t) for i, t in enumerate(parse.tokens) if t.text in _DOUBLE]:
        if opened >= 0 and parse.paragraph[i] != parse.paragraph[opened]:
            _fill(parse, out, opened)
            opened = -1
        if opened < 0 and t.text not in _CLOSE:
            opened = i
        elif opened >= 0 and t.text not in _OPENING:
            out[opened:i] = [True] * (i - opened)
            opened = -1
        out[i] = True
    if opened >= 0:
        _fill(parse, out, opened)
    return out


def _fill(parse: Parse, out: list[bool], opened: int) -> None:
    """Marks what stands between an opening mark and the end of its paragraph."""
    end = bisect_right(parse.paragraph, parse.paragraph[opened])
    out[opened:end] = [True] * (end - opened)


def quoted(parse: Parse, parts: Sequence[Span], marks: Sequence[bool]) -> Quoted:
    """Whether content is quoted word for word, in part, or not at all."""
    inside = total = 0
    for part in parts:
        first, last = parse.tokens_in(part.start, part.end)
        for i in range(first, last + 1):
            if parse.upos[i] != "PUNCT":
                total += 1
                inside += marks[i]
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * total else "mixed"
