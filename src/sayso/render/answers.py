"""Claims of the ledger, and what is asked of it, in the words of a reader: a line each, for tables, the brief and the pages."""

from collections.abc import Callable

from sayso.answers.figures import Point, Series
from sayso.link.figures import shown
from sayso.render.words import CONTROL, EVENT, MEASURE, MODALITY, STANCE, one_line, when
from sayso.types.claims import Claim, Root

__all__ = ["chain", "columns_of", "figure", "place", "roots", "row", "sentence", "short", "span", "standing", "what"]


def short(key: str) -> str:
    """A key as people type it: its first eight digits, or all of a person's."""
    return key if "-" in key else key[:8]


def chain(c: Claim) -> str:
    """Who says so, and through whom: "a doctor ← Meridian Press", root first."""
    links = [c.root.name, *reversed(c.via)]
    if c.publisher and (c.root.kind != "publisher" or c.root.name != c.publisher) and c.publisher not in links:
        links.append(c.publisher)
    return one_line(" ← ".join(links))


def figure(c: Claim) -> str:
    """A figure's range, measure and unit: "at least 12 killed (civilians)"."""
    measure = MEASURE.get(c.measure or "", c.measure or "")
    unit = f" ({one_line(c.unit)})" if c.unit and c.unit not in ("people", "persons") else ""
    rate = f" a {c.rate}" if c.rate else ""
    return f"{shown(c)} {measure}{rate}{unit}"


def what(c: Claim) -> str:
    """What a claim says, in a few words."""
    if c.kind == "figure":
        text = figure(c)
    elif c.kind == "control":
        text = f"{CONTROL.get(c.type or '', c.type or '')} {one_line(c.actor_name or 'somebody')}"
    elif c.kind == "event":
        text = EVENT.get(c.type or "", str(c.type)) + (f", {c.mode}" if c.mode else "")
        text += f" by {one_line(c.actor_name)}" if c.actor_name else ""
        text += f" against {one_line(c.recipient_name)}" if c.recipient_name else ""
    elif c.kind == "commitment":
        text = f"{one_line(c.actor_name or 'somebody')}: {one_line(c.what or '')}"
    else:
        text = f"{STANCE.get(c.stance, c.stance)}: {one_line(c.quote)}"
    doubt = MODALITY.get(c.modality, c.modality)
    return f"{text} [{doubt}]" if doubt else text


def place(c: Claim) -> str:
    """Where, with the country."""
    if c.place is None:
        return ""
    return f"{one_line(c.place.name)}, {c.place.country}" if c.place.country and c.place.precision != "country" else one_line(c.place.name)


def row(c: Claim) -> tuple[str, ...]:
    """A claim as a line of a table; see :func:`columns_of`."""
    return (short(c.key), what(c), chain(c), place(c), when(c.time, c.reported) if c.time else "", c.reported)


def columns_of() -> tuple[str, ...]:
    """The names of the cells of :func:`row`."""
    return ("claim", "says", "who says so", "where", "when", "told")


def roots(found: tuple[Root, ...]) -> str:
    """How many independent sources, and which: "3 independent: A, B, C"."""
    names = ", ".join(one_line(r.name) for r in found[:4]) + (", …" if len(found) > 4 else "")
    return f"{len(found)} independent: {names}" if len(found) != 1 else f"1 source: {names}"


def span(low: float | None, high: float | None) -> str:
    """A range in words: "4 to 19", "at least 12"; "unknown" if both ends are open."""
    if low is None:
        return "unknown" if high is None else f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def sentence(s: Series) -> str:
    """A series as one line: the envelope, and on whose word."""
    unit = "" if s.unit == "people" else f" {s.unit}"
    return f"{span(s.low, s.high)}{unit} {MEASURE.get(s.measure, s.measure)}"


def standing(p: Point, name: Callable[[str], str] = short) -> str:
    """What became of a point: revised, disputed, or nothing; ``name`` makes of a key what the reader can look up."""
    if p.superseded_by:
        return f"revised by {name(p.superseded_by)}"
    return f"disputed by {', '.join(map(name, p.disputed_by[:3]))}" if p.disputed_by else ""
