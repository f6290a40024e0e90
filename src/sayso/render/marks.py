"""Which words of a report were read, as what: the text cut where any mark begins or ends, so that marks may cross.

Elements of a page can nest and cannot cross; a source and a place can. So each stretch between two boundaries carries every
kind that covers it, and each kind has a lane of its own below the line (as brat, Stenetorp et al. 2012, draws arcs above it).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from sayso.render.claims import Claim
from sayso.render.words import mark, one_line, when
from sayso.text.sentences import rough_sentences
from sayso.types.reading import Reading

__all__ = ["Mark", "MarkKind", "Segment", "lines", "marks"]

MarkKind = Literal["statement", "promise", "event", "time", "place", "figure", "source", "cue"]
"""From the outermost lane to the innermost."""

KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
_LINE = re.compile(r"\r\n|\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that were read.

    Attributes:
        id: The claim that they belong to; "" for places and times, which belong to many.
        note: What they were read as.
        ends: Whether the claim is announced at their end.
    """

    start: int
    end: int
    kind: MarkKind
    id: str
    note: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks throughout.

    Attributes:
        marks: Outermost kind first.
        ending: Ids of the claims whose words end here.
        read: Whether something was read from the sentence that it stands in.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]
    ending: tuple[str, ...]
    read: bool


def marks(reading: Reading, listed: Sequence[Claim]) -> tuple[Mark, ...]:
    """Every mark of a reading, in the order of the text."""
    out = []
    for c in listed:
        kind: MarkKind = {"figure": "figure", "control": "event", "event": "event", "commitment": "promise", "statement": "statement"}[c.kind]  # type: ignore[assignment]
        note = f"{c.what} {c.value}".strip()
        out += [Mark(s.start, s.end, kind, c.id, note, s is c.spans[-1]) for s in c.spans]
        s = c.statement
        if c.kind == "statement" and s is not None:
            if s.source.start is not None and s.source.end is not None:
                out.append(Mark(s.source.start, s.source.end, "source", c.id, f"source: {one_line(s.source.name)}"))
            if s.cue is not None:
                out.append(Mark(s.cue.start, s.cue.end, "cue", c.id, "credits it"))
    for p in reading.places:
        out.append(Mark(p.start, p.end, "place", "", f"{one_line(p.name)}{f', {p.country}' if p.country else ''} {mark(p)}"))
    for t in reading.times:
        out.append(Mark(t.start, t.end, "time", "", when(t.edtf, reading.report.published) or "not resolved"))
    out = [replace(m, end=m.start + len(reading.text[m.start : m.end].rstrip())) for m in out]  # never into the line's end
    return tuple(sorted((m for m in out if m.start < m.end), key=lambda m: (m.start, m.end, KINDS.index(m.kind), m.id)))


def lines(reading: Reading, found: Sequence[Mark]) -> Iterator[tuple[Segment, ...]]:
    """The text line by line, each cut into segments; line ends themselves belong to none."""
    text = reading.text
    unread = _unread(text, found)
    cuts = sorted({i for m in found for i in (m.start, m.end)} | {i for pair in unread for i in pair})
    waiting, silent = list(reversed(found)), list(reversed(unread))
    open_: list[Mark] = []
    for a, b in _lines(text):
        line = []
        inner = cuts[bisect_right(cuts, a) : bisect_left(cuts, b)]
        for x, y in pairwise([a, *inner, b] if a < b else []):
            while waiting and waiting[-1].start <= x:
                open_.append(waiting.pop())
            while silent and silent[-1][1] <= x:
                silent.pop()
            open_ = [m for m in open_ if m.end > x]
            over = tuple(sorted(open_, key=lambda m: (KINDS.index(m.kind), m.start)))
            line.append(Segment(x, y, over, tuple(m.id for m in over if m.ends and m.end == y), not (silent and silent[-1][0] <= x)))
        yield tuple(line)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _LINE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _unread(text: str, found: Sequence[Mark]) -> list[tuple[int, int]]:
    """Sentences from which nothing was read."""
    out = []
    i, reach = 0, -1
    for a, b in rough_sentences(text):
        while i < len(found) and found[i].start < b:
            reach = max(reach, found[i].end)
            i += 1
        if reach <= a:
            out.append((a, b))
    return out
