"""A claim in one line, for titles: its slots in order, and who says so."""

from sayso.types.claims import Claim

__all__ = ["source", "title"]

_CONTROL = {
    "held": "held by",
    "contested": "contested by",
    "besieged": "besieged by",
    "captured": "taken by",
    "recaptured": "retaken by",
    "lost": "lost by",
}
_TOWARDS = {"AGREE": "with", "CONSULT": "with", "COOPERATE": "with", "SUPPORT": "of", "AID": "for", "YIELD": "to", "REQUEST": "to"}
"""Between the parties of an event, by PLOVER's type; "against" for the hostile ones."""
_LONG = 90  # characters of a quotation that a title shows


def title(claim: Claim) -> str:
    """A claim in one line of plain text, with its innermost source.

    >>> from sayso.types.claims import Root
    >>> root = Root(id=1, key="name:mayor", name="the mayor", kind="anonymous")
    >>> title(
    ...     Claim(
    ...         key="k",
    ...         report="r",
    ...         publisher=None,
    ...         kind="figure",
    ...         start=0,
    ...         end=2,
    ...         context_start=0,
    ...         context_end=9,
    ...         quote="",
    ...         root=root,
    ...         reported="2026-05-04",
    ...         measure="killed",
    ...         low=12,
    ...         high=None,
    ...         relation="at_least",
    ...         unit="people",
    ...         origin="x",
    ...         known_from="x",
    ...     )
    ... )
    'Killed: at least 12 people, according to the mayor'
    """
    return f"{_what(claim)}, according to {claim.root.name}"


def source(claim: Claim) -> str:
    """The chain of a claim, innermost first: "the mayor, via CNN, in Meridian Press"."""
    chain = [claim.root.name, *(f"via {v}" for v in reversed(claim.via))]
    if claim.publisher and claim.publisher not in (claim.root.name, *claim.via[:1]):
        chain.append(f"in {claim.publisher}")
    return ", ".join(chain)


def _what(c: Claim) -> str:
    where = f" in {c.place.name}" if c.place else ""
    hedge = "" if c.modality == "asserted" else f" ({c.modality})"
    if c.kind == "figure":
        rate = f" a {c.rate}" if c.rate else ""
        name = "Count" if c.measure in (None, "other") else _heading(c.measure or "")
        return f"{name}{where}{hedge}: {_number(c)}{f' {c.unit}' if c.unit else ''}{rate}"
    if c.kind == "event":
        kind = f"{_heading(c.type or 'event')}{f' ({_plain(c.mode)})' if c.mode else ''}"
        by = f"by {c.actor_name}" if c.actor_name else ""
        to = f"{_TOWARDS.get(c.type or '', 'against')} {c.recipient_name}" if c.recipient_name else ""
        parties = " ".join(p for p in (by, to) if p)
        return f"{kind}{where}{hedge}{': ' if parties else ''}{parties}"
    if c.kind == "control":
        how = _CONTROL.get(c.type or "", c.type or "")
        return f"Control of {c.place.name if c.place else 'a place'}{hedge}: {how} {c.actor_name}" if c.actor_name else f"Control{where}{hedge}: {c.type}"
    if c.kind == "commitment":
        return f"Promise of {c.actor_name or 'somebody'}: {_short(c.what or '')}{f', due {c.due}' if c.due else ''}"
    return f"Statement ({c.stance}): “{_short(c.quote)}”"


def _number(c: Claim) -> str:
    low, high = (f"{v:,}" if v is not None else "" for v in (c.low, c.high))
    if not low:
        return f"at most {high}" if high else "a number"
    if not high:
        return f"{'more than' if c.relation == 'more_than' else 'at least'} {low}"
    return f"{'about ' if c.relation == 'about' else ''}{low}" if low == high else f"{low} to {high}"


def _heading(code: str) -> str:
    return _plain(code).capitalize()


def _plain(code: str) -> str:
    return code.replace("_", " ").lower()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"
