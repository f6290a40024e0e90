"""A reading as a table for the terminal: what somebody on a deadline asks first stands first.

At 100 columns and more a claim is one line; below that, who says so and when and where share two. Whatever the width, nothing
is cut but quotations, and those only without ``explain``.
"""

from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.render.claims import SECTIONS, Claim, claims, heading, quote
from sayso.render.words import number, one_line
from sayso.types.reading import Reading

__all__ = ["as_table"]

WIDE = 100
"""Columns from which a claim fits on one line."""

_LEAST = 40
_GAP = 2
_WHAT = 13
"""Widest first column, that of "mobilisation,"; "attack, aerial" takes two lines rather than room from who says so."""

_INDENT = 2
_DOUBT = "yellow"
_SAID = "cyan"


def as_table(reading: Reading, *, width: int = 80, colour: bool = False, explain: bool = False) -> str:
    """A reading as text for a terminal, ending in a line end.

    Args:
        reading: What to show.
        width: Columns of the terminal; fewer than 40 count as 40.
        colour: Whether to use the terminal's colours.
        explain: Whether to show the words behind each field.
    """
    width = max(width, _LEAST)
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None, no_color=not colour, highlight=False, markup=False,
        emoji=False, legacy_windows=False, soft_wrap=False, _environ={},
    )  # fmt: skip
    listed = claims(reading)
    console.print(_heading(reading, listed))
    for w in reading.warnings:
        console.print(Padding(Text(f"! {one_line(w.seen)}: {one_line(w.remedy)}", style=_DOUBT if colour else ""), (0, 0, 0, _INDENT)))
    if not listed:
        console.print(Padding(Text("No claims were found in this report."), (0, 0, 0, _INDENT)))
    rows = [c for c in listed if c.kind not in ("statement", "commitment")]
    widths = _widths(rows, width)
    for kind, title in SECTIONS:
        part = [c for c in listed if c.kind == kind]
        if part:
            console.print()
            console.print(Text(title, style="bold" if colour else ""))
            for c in part:
                shown = _row(c, widths) if c in rows else _said(reading, c, width, whole=explain)
                console.print(Padding(shown, (0, 0, 0, _INDENT)))
                if explain:
                    console.print(Padding(Text(_why(reading, c), style="dim"), (0, 0, 0, _INDENT + 4)))
    if reading.unresolved:
        console.print()
        console.print(Text("Not resolved", style="bold" if colour else ""))
        for words, why in _unresolved(reading):
            console.print(Padding(Text.assemble(words, (f"  {why}", "dim")), (0, 0, 0, _INDENT)))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _heading(reading: Reading, listed: Sequence[Claim]) -> Text:
    first, *rest = heading(reading, listed)
    return Text.assemble((first, "bold"), *[f" · {part}" for part in rest])


def _cells(c: Claim) -> tuple[str, str, str, str, str, str]:
    return c.what, c.value, " ← ".join(c.chain), c.when, f"{c.place}  {c.precision}" if c.place else "", c.status


def _widths(rows: Sequence[Claim], width: int) -> tuple[int, ...]:
    """One width a column for all sections, so that they stand under one another: as wide as the contents need, and where that
    is too much, the widest give way first."""
    cells = [_cells(c) for c in rows]
    need = [max((cell_len(row[i]) for row in cells), default=0) for i in range(6)]
    if width < WIDE:
        need = [need[0], need[1], max(need[2], need[5]), max(need[3], need[4])]
    need[0] = min(need[0], _WHAT)
    free = width - _INDENT - _GAP * (len(need) - 1)
    while sum(need) > free:
        widest = max(range(len(need)), key=lambda i: (need[i], i))
        need[widest] -= 1
    return tuple(max(n, 1) for n in need)


def _row(c: Claim, widths: Sequence[int]) -> RenderableType:
    what, value, chain, when, place, status = _cells(c)
    if cell_len(place) > widths[4 if len(widths) == 6 else 3]:
        place = f"{c.place}\n{c.precision}"  # a shape apart from its word would be a riddle
    style = _DOUBT if c.doubtful else ""
    cells: tuple[Text, ...]
    if len(widths) == 6:
        cells = (
            Text(what),
            Text(value, style="bold"),
            Text(chain, style="" if c.own_voice else _SAID),
            Text(when),
            Text(place),
            Text(status, style=style),
        )
    else:
        cells = (
            Text(what),
            Text(value, style="bold"),
            _lines(Text(chain, style="" if c.own_voice else _SAID), Text(status, style=style)),
            _lines(Text(when), Text(place)),
        )
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for w in widths:
        table.add_column(width=w, overflow="fold")
    table.add_row(*cells)
    return table


def _lines(*parts: Text) -> Text:
    return Text("\n").join(part for part in parts if part.plain)


def _said(reading: Reading, c: Claim, width: int, *, whole: bool) -> RenderableType:
    """A statement or a promise: who and how on the first line, the words below it."""
    first = Text()
    if c.kind == "commitment":
        first.append(c.what, style="bold")
        first.append(f" · {c.when}")
        if not c.own_voice and c.chain != (c.what,):
            first.append(" · said by ").append(" ← ".join(c.chain), style=_SAID)
        words = c.value
    else:
        first.append(" ← ".join(c.chain), style="" if c.own_voice else _SAID)
        first.append(" · ").append(c.what, style=_DOUBT if c.doubtful else "")
        medium = one_line(c.statement.medium or "") if c.statement else ""
        for part in (medium, c.when):
            first.append(f" · {part}" if part else "")
        words = quote(reading, c)
        if c.statement and c.statement.quoted == "direct":
            words = f"“{words}”"
    if c.status and c.kind == "commitment":
        first.append(f" · {c.status}", style=_DOUBT)
    room = 2 * (width - _INDENT - 2) - 4
    if not whole and len(words) > room:
        words = words[:room].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return Group(first, Padding(Text(words, style="" if c.own_voice else "italic"), (0, 0, 0, 2)))


def _why(reading: Reading, c: Claim) -> str:
    """The words behind each field of a claim and how sure each is."""
    text = reading.text
    parts = [] if c.kind == "statement" else [f"from “{quote(reading, c)}” ({c.spans[0].start}–{c.spans[-1].end})"]
    s = c.statement
    if s is not None:
        if s.source.start is not None and s.source.end is not None:
            words = one_line(text[s.source.start : s.source.end])
            named = "" if words == s.source.name else f", taken for {one_line(s.source.name)}"
            parts.append(f"source “{words}” ({s.source.start}–{s.source.end}){named}")
        else:
            parts.append(f"source {one_line(s.source.name)}, known from the context")
        if s.cue is not None:
            parts.append(f"cue “{one_line(text[s.cue.start : s.cue.end])}” ({s.cue.start}–{s.cue.end})")
        if s.via:
            parts.append("through " + ", ".join(map(one_line, s.via)))
    t = c.resolved_time
    if t is not None:
        anchor = {"published": "read from the day of publication", "said": "read from the day it was said", "text": "as written"}.get(t.anchor or "", "")
        parts.append(f"time “{one_line(t.text)}” = {t.edtf}" + (f", {anchor}" if anchor else ""))
    p = c.resolved_place
    if p is not None:
        known = f", GeoNames {p.geonameid}" if p.geonameid is not None else ", not in the gazetteer" if p.latitude is None else ""
        which = f" = {one_line(p.name)}{known}"
        others = f", not {', '.join(_candidate(o.name, o.country) for o in p.candidates[:3])}" if p.candidates else ""
        parts.append(f"place “{one_line(p.text)}”{which}{others}")
    parts.append(f"certainty {number(round(c.confidence, 2))}")
    return "; ".join(parts)


def _candidate(name: str, country: str | None) -> str:
    return f"{one_line(name)} ({country})" if country else one_line(name)


def _unresolved(reading: Reading) -> list[tuple[str, str]]:
    """What was not resolved and why, each once."""
    found: dict[tuple[str, str], int] = {}
    for u in reading.unresolved:
        key = (f"{u.kind} “{one_line(reading.text[u.start : u.end])}”", one_line(u.why))
        found[key] = found.get(key, 0) + 1
    return [(words + (f" ({n} times)" if n > 1 else ""), why) for (words, why), n in found.items()]
