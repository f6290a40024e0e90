"""A reading as one self-contained HTML page: the report with its marks, a legend that toggles them, a card for each claim.

Nothing comes from another host, which a content security policy in the page enforces; the report's own text is escaped and can
neither run nor turn the direction of what stands around it. Toggling, links and print work without the script.
"""

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from sayso.render.claims import SECTIONS, Claim, claims, heading, quote
from sayso.render.marks import Mark, MarkKind, Segment, lines, marks
from sayso.render.words import mark, one_line, sure, when
from sayso.text.sentences import rough_sentences
from sayso.types.reading import Reading

__all__ = ["as_markup", "verbatim"]

_LEGEND: tuple[tuple[str, tuple[MarkKind, ...], str], ...] = (
    ("statement", ("statement",), "said by a source"),
    ("source", ("source", "cue"), "who says so"),
    ("figure", ("figure",), "figure"),
    ("place", ("place",), "place"),
    ("time", ("time",), "time"),
    ("event", ("event",), "event, control"),
    ("promise", ("promise",), "promise"),
)
_DIRECTION = {
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
_SHOWN = {c: chr(0x2400 + c) for c in range(0x20) if c not in (9, 10, 13)} | {0x7F: "\u2421"}
_SHOWN |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF], "\ufffd")


def as_markup(reading: Reading) -> str:
    """A reading as an HTML page that needs nothing else, ending in a line end."""
    listed = claims(reading)
    found = marks(reading, listed)
    style, script = _resource("markup.css"), _resource("markup.js")
    title, *meta = heading(reading, listed)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src {_digest(style)}; script-src {_digest(script)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_value(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n'
        f'<div class="page">\n<a class="skip" href="#claims">To the claims</a>\n<header>\n<h1><bdi>{_value(title)}</bdi></h1>\n'
        f'<p class="meta">{" · ".join(f"<bdi>{_value(part)}</bdi>" for part in meta)}</p>\n'
        + "".join(f'<p class="note"><bdi>{_value(w.seen)}</bdi>: <bdi>{_value(w.remedy)}</bdi></p>\n' for w in reading.warnings)
        + f'</header>\n{_legend({m.kind for m in found})}<div class="columns">\n<main class="report" tabindex="0" aria-label="The report">\n'
        + "".join(_paragraph(reading, line) for line in lines(reading, found))
        + f'</main>\n<aside class="cards" id="claims" aria-label="Claims">\n{"".join(_cards(reading, listed))}</aside>\n</div>\n'
        + _tables(reading)
        + f"<footer>Read by {_value(reading.report.reader)}. Report {_value(reading.report.id)}, {reading.report.characters:,} characters, SHA-256 "
        f"{_value(reading.report.sha256)}. Text in grey: nothing was read from it. No verdict on what is true.</footer>\n"
        f"</div>\n<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _resource(name: str) -> str:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return text + _switches() if name.endswith(".css") else text


def _switches() -> str:
    """A rule for each box of the legend: unticked, its marks lose lane and tint."""
    return "".join(
        f"body:has(#show-{name}:not(:checked)) .report .k-{kind} {{ border-color: transparent; background: none; }}\n"
        for name, kinds, _ in _LEGEND
        for kind in kinds
    )


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _value(text: str) -> str:
    """Text of the report or its description, on one line, as HTML."""
    return escape(one_line(text), quote=True)


def _legend(used: set[MarkKind]) -> str:
    """A box for each kind of mark that the page has."""
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{name}" checked><span class="m k-{name}">{words}</span></label>\n'
        for name, kinds, words in _LEGEND
        if used.intersection(kinds)
    )
    return f'<fieldset class="legend"><legend>Show in the text</legend>\n{boxes}</fieldset>\n' if boxes else ""


def _paragraph(reading: Reading, line: Sequence[Segment]) -> str:
    return f'<p dir="auto">{"".join(_segment(reading, s) for s in line)}</p>\n'


def _segment(reading: Reading, s: Segment) -> str:
    body = verbatim(reading.text[s.start : s.end])
    for kind, same in _by_kind(s.marks):
        ids = " ".join(dict.fromkeys(m.id for m in same if m.id))
        data = f' data-i="{escape(ids)}"' if ids else ""
        notes = "; ".join(dict.fromkeys(m.note for m in same if m.note))
        title = f' title="{_value(notes)}"' if notes and kind != "statement" else ""
        body = f'<span class="m k-{kind}"{data}{title}>{body}</span>'
    if not s.read:
        body = f'<span class="unread">{body}</span>'
    refs = "".join(
        f'<a class="ref" id="at-{escape(i)}" href="#{escape(i)}" data-n="{escape(i)}" aria-label="to claim {escape(i)}"></a>' for i in dict.fromkeys(s.ending)
    )
    return body + refs


def _by_kind(found: Sequence[Mark]) -> Iterator[tuple[MarkKind, list[Mark]]]:
    """Marks of one kind together, innermost kind first."""
    kinds: dict[MarkKind, list[Mark]] = {}
    for m in reversed(found):
        kinds.setdefault(m.kind, []).append(m)
    yield from kinds.items()


def verbatim(text: str) -> str:
    """Characters of the report, each in its place: controls as pictures, direction marks announced and kept from reaching further."""
    safe = escape(text, quote=False).translate(_SHOWN)
    if not _DIRECTION.keys().isdisjoint(safe):
        for c, name in _DIRECTION.items():
            safe = safe.replace(c, f'<span class="ctl" data-c="{name}" title="direction mark U+{ord(c):04X}"></span>{c}')
        safe = f"<bdi>{safe}</bdi>"
    return safe


def _cards(reading: Reading, listed: Sequence[Claim]) -> Iterator[str]:
    if not listed:
        yield "<h2>No claims</h2>\n<p>No figure, event, control of a place, promise or statement was found in this report.</p>\n"
    sentences = list(rough_sentences(reading.text))
    for kind, title in SECTIONS:
        part = [c for c in listed if c.kind == kind]
        if part:
            yield f"<h2>{title}</h2>\n"
            yield from (_card(reading, c, sentences) for c in part)


def _in_context(reading: Reading, c: Claim, sentences: Sequence[tuple[int, int]]) -> str:
    """The sentence in which a claim's words stand, with these marked; of a statement, the words alone."""
    words = _value(quote(reading, c))
    if c.kind == "statement":
        return f"“{words}”" if c.statement and c.statement.quoted == "direct" else words
    at = bisect_right(sentences, (c.start, len(reading.text))) - 1
    if at < 0 or not sentences[at][0] <= c.start < c.spans[-1].end <= sentences[at][1]:
        return f"<mark>{words}</mark>"
    a, b = sentences[at]
    before, after = _value(reading.text[a : c.start]), _value(reading.text[c.spans[-1].end : b])
    gap = " " if before and reading.text[c.start - 1].isspace() else ""
    return f"{before}{gap}<mark>{words}</mark>{' ' if reading.text[c.spans[-1].end : b][:1].isspace() else ''}{after}"


def _card(reading: Reading, c: Claim, sentences: Sequence[tuple[int, int]]) -> str:
    """Who → through whom → said what; below it each field in its normal form with the words that it was read from."""
    id = escape(c.id)
    who, *through = c.chain
    chain = f"<b><bdi>{_value(who)}</bdi></b>" + "".join(f" → through <bdi>{_value(t)}</bdi>" for t in through)
    chain += " (the publisher’s own voice)" if c.own_voice else ""
    what = f"{c.what} · {c.value}" if c.value else c.what
    if c.kind == "statement":
        what = f"{who} {c.what}"
    if c.kind == "control":
        what = f"{c.place} {c.what} {c.value}"
    rows = [_row("how sure", _certainty(reading, c)), *_fields(reading, c)]
    return (
        f'<article class="card {c.kind}" id="{id}" tabindex="-1">\n<h3><bdi>{_value(what)}</bdi></h3>\n<p class="chain">{chain}</p>\n'
        f'<p class="said"><bdi>{_in_context(reading, c, sentences)}</bdi></p>\n<dl>{"".join(rows)}</dl>\n<a class="small" href="#at-{id}">{id}: in the text</a>\n</article>\n'
    )


def _fields(reading: Reading, c: Claim) -> Iterator[str]:
    text, s = reading.text, c.statement
    if s is not None and s.source.start is not None and s.source.end is not None:
        name = one_line(text[s.source.start : s.source.end])
        if name != one_line(s.source.name):
            yield _row("source", _as(one_line(s.source.name), name))
    if s is not None and s.source.on_behalf_of:
        yield _row("for", f"<bdi>{_value(s.source.on_behalf_of)}</bdi>")
    if c.place:
        yield _row("where", _as(f"{c.place}  {c.precision}", c.resolved_place.text if c.resolved_place else ""))
    if c.when:
        yield _row(
            "due" if c.kind == "commitment" else "said" if c.kind == "statement" else "when", _as(c.when, c.resolved_time.text if c.resolved_time else "")
        )
    if c.kind == "statement" and s is not None and s.medium:
        yield _row("medium", f"<bdi>{_value(s.medium)}</bdi>")


def _row(name: str, value: str) -> str:
    return f"<dt>{name}</dt><dd>{value}</dd>"


def _as(normal: str, written: str) -> str:
    """A value in its normal form, and beside it as it was written where that differs."""
    original = one_line(written)
    if not original or original == one_line(normal):
        return f"<bdi>{_value(normal)}</bdi>"
    return f'<bdi>{_value(normal)}</bdi> <span class="as">← <bdi>“{_value(original)}”</bdi></span>'


def _certainty(reading: Reading, c: Claim) -> str:
    status = c.status or "stated"
    out = f'<span class="doubtful">{_value(status)}</span>' if c.doubtful else _value(status)
    cue = c.statement.cue if c.statement else None
    if cue is not None:
        out += f" (cue <bdi>“{_value(reading.text[cue.start : cue.end])}”</bdi>)"
    return f"{out}; {sure(c.confidence)}"


def _tables(reading: Reading) -> str:
    """Places, times and what was left open, each once: what the text shows on hover, for those who cannot hover."""
    text = reading.text
    places = {(one_line(p.text), one_line(p.name), p.country or "", mark(p)): None for p in reading.places}
    times = {(one_line(t.text), when(t.edtf, reading.report.published) or "not resolved"): None for t in reading.times}
    open_ = {(u.kind, one_line(text[u.start : u.end]), one_line(u.why)): None for u in reading.unresolved}
    return (
        _table("Places", ("written", "is", "country", "precision"), list(places))
        + _table("Times", ("written", "is"), list(times))
        + _table("Not resolved", ("what", "written", "why"), list(open_))
    )


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{c}</th>' for c in columns)
    body = "".join(f"<tr>{''.join(f'<td><bdi>{_value(v)}</bdi></td>' for v in row)}</tr>\n" for row in rows)
    return f"<section>\n<h2>{title}</h2>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</section>\n"
