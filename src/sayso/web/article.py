"""A report's text with what was read from it: cut into stretches that carry the marks of every claim over them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from sayso.ledger import Ledger
from sayso.ledger.flatten import drafts
from sayso.ledger.reports import small_reading
from sayso.render.answers import place, what
from sayso.render.marks import Mark, MarkKind, Segment, lines
from sayso.render.markup import verbatim
from sayso.render.words import mark, one_line, when
from sayso.types.claims import Claim, Report
from sayso.types.reading import Reading, ReportInfo, Statement

__all__ = ["MOST", "Part", "Words", "part_of", "stored_reading", "text_with_marks"]

_PART = 24_000
"""Characters of a text that a page shows at most (about 4,000 words)."""
MOST = 600
"""Claims that a page shows at most."""
_MARKS = 6_000
_LARGEST = 4_000_000
"""Bytes of a reading as JSON, beyond which its places and times are not marked: it would take seconds to open."""

_KIND: dict[str, MarkKind] = {"figure": "figure", "control": "event", "event": "event", "commitment": "promise", "statement": "statement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a text, from line end to line end."""

    number: int
    of: int
    start: int
    end: int


def part_of(text: str, number: int) -> Part:
    """The part of a text with a number, from 1; the last one for numbers beyond it.

    >>> part_of("short", 7)
    Part(number=1, of=1, start=0, end=5)
    """
    cuts = [0]
    while len(text) - cuts[-1] > _PART:
        line = text.rfind("\n", cuts[-1] + 1, cuts[-1] + _PART)
        blank = text.rfind(" ", cuts[-1] + 1, cuts[-1] + _PART)
        cuts.append(1 + (line if line > cuts[-1] + _PART // 2 else blank if blank > 0 else cuts[-1] + _PART - 1))
    number = min(max(1, number), len(cuts))
    return Part(number=number, of=len(cuts), start=cuts[number - 1], end=cuts[number] if number < len(cuts) else len(text))


def stored_reading(ledger: Ledger, report: str) -> Reading | None:
    """The reading of a report; None where it is too large to be opened for a page."""
    return small_reading(ledger, report, _LARGEST)


class Words:
    """The words of a report behind its claims, by the claims' keys."""

    def __init__(self, reading: Reading | None, reported: str) -> None:
        self.reading = reading
        self._statements: dict[str, Statement] = {}
        self.cues: dict[str, str] = {}
        if reading is None:
            return
        by_id = {s.id: s for s in reading.statements}
        events = {e.id: e for e in reading.events}
        for d in drafts(reading, reported):
            key = str(d.columns["key"])
            if d.columns["kind"] == "statement" and d.local in by_id:
                self._statements[key] = by_id[d.local]
            event = events.get(d.local or "")
            if d.columns["kind"] == "event" and event is not None and event.modality_cue is not None:
                self.cues[key] = one_line(reading.text[event.modality_cue.start : event.modality_cue.end])

    def statement(self, c: Claim) -> Statement | None:
        """The statement that a claim is, or was made in."""
        return self._statements.get(c.key if c.kind == "statement" else c.statement or "")

    def cue(self, c: Claim) -> str:
        """The words that credit a claim to its source, "" where there are none."""
        s = self.statement(c)
        return one_line(self.reading.text[s.cue.start : s.cue.end]) if self.reading and s and s.cue else ""

    def place(self, c: Claim) -> str:
        """How the report writes the place of a claim, at the mention nearest to it."""
        if self.reading is None or c.place is None:
            return ""
        same = [p for p in self.reading.places if p.geonameid == c.place.geonameid and (p.geonameid is not None or p.name == c.place.name)]
        found = min(same, key=lambda p: abs(p.start - c.start), default=None)
        return one_line(found.text) if found else ""

    def time(self, c: Claim) -> str:
        """How the report writes the time of a claim."""
        edtf = c.due if c.kind == "commitment" else c.made if c.kind == "statement" else c.time
        if self.reading is None or not edtf:
            return ""
        found = min((t for t in self.reading.times if t.edtf == edtf), key=lambda t: abs(t.start - c.start), default=None)
        return one_line(found.text) if found else ""


def _marks(claims: Sequence[Claim], words: Words, published: str | None) -> Iterator[Mark]:
    for c in claims:
        note = one_line(what(c)) + (f", {place(c)}" if c.place else "")
        s = words.statement(c) if c.kind == "statement" else None
        if s is None:
            yield Mark(c.start, c.end, _KIND[c.kind], c.key, note, ends=True)
            continue
        for i, span in enumerate(s.content, 1):
            yield Mark(span.start, span.end, "statement", c.key, note, ends=i == len(s.content))
        if s.source.start is not None and s.source.end is not None:
            yield Mark(s.source.start, s.source.end, "source", c.key, f"source: {one_line(s.source.name)}")
        if s.cue is not None:
            yield Mark(s.cue.start, s.cue.end, "cue", c.key, "credits it")
    if words.reading is not None:
        for p in words.reading.places:
            yield Mark(p.start, p.end, "place", "", f"{one_line(p.name)}{f', {p.country}' if p.country else ''} {mark(p)}")
        for t in words.reading.times:
            yield Mark(t.start, t.end, "time", "", when(t.edtf, published) or "not resolved")


def text_with_marks(report: Report, text: str, part: Part, claims: Sequence[Claim], words: Words, numbers: dict[str, int]) -> Markup:
    """A part of a text as paragraphs in which every stretch carries the classes of all marks over it.

    Args:
        report: Whose text it is.
        text: All of it.
        part: Which part.
        claims: Those read from it.
        words: What else was read.
        numbers: Key of a claim to the number under which it is listed.
    """
    body = text[part.start : part.end]
    found = []
    for m in _marks(claims, words, report.published):
        a, b = max(m.start, part.start) - part.start, min(m.end, part.end) - part.start
        b = a + len(body[a:b].rstrip())  # never into the line's end
        if a < b:
            found.append(replace(m, start=a, end=b))
    found = sorted(found, key=lambda m: (m.start, m.end, m.kind, m.id))[:_MARKS]
    info = ReportInfo(id=report.key, sha256=report.sha256, characters=len(body), reader=report.reader or "")
    cut = lines(Reading(report=info, text=body), tuple(found))
    paragraphs = ("".join(_segment(body, s, numbers) for s in line) for line in cut)
    return Markup("".join(f'<p dir="auto">{p}</p>\n' for p in paragraphs))  # noqa: S704 - _segment escapes every piece of text


def _segment(text: str, s: Segment, numbers: dict[str, int]) -> str:
    inner = verbatim(text[s.start : s.end])
    if s.marks:
        kinds = " ".join(dict.fromkeys(f"k-{m.kind}" for m in s.marks))
        ids = " ".join(dict.fromkeys(m.id for m in s.marks if m.id))
        notes = "; ".join(dict.fromkeys(m.note for m in s.marks if m.note and m.kind != "statement"))
        title = f' title="{escape(notes)}"' if notes else ""
        data = f' data-i="{escape(ids)}"' if ids else ""
        for kind in reversed(dict.fromkeys(m.kind for m in s.marks)):
            inner = f'<span class="m k-{kind}">{inner}</span>'
        inner = f'<span class="w {kinds}"{data}{title}>{inner}</span>'
    elif not s.read and text[s.start : s.end].strip():
        inner = f'<span class="unread">{inner}</span>'
    ends = "".join(
        f'<a class="ref" id="at-{escape(i)}" href="#c-{escape(i)}" aria-label="claim {numbers[i]}">{numbers[i]}</a>'
        for i in dict.fromkeys(s.ending)
        if i in numbers
    )
    return inner + ends
