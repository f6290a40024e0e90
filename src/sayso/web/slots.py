"""Claims side by side, a slot a row, with what a judge found of each slot."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.answers.compare import Beside
from sayso.link.figures import shown
from sayso.render.answers import chain, place
from sayso.render.words import CONTROL, EVENT, MEASURE, MODALITY, one_line, when
from sayso.types.claims import Claim

__all__ = ["Cell", "Row", "table"]

_DIFFERENT = frozenset(("differs", "disjoint", "lower", "higher", "apart", "earlier", "later"))
_NOTES = {"unknown": "not told by both", "overlaps": "fits", "part": "part of it", "whole": "the whole", "credited": "credits it"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one claim has in a slot; ``differs`` where the judge found that it is another value; ``note`` is what was found, in words."""

    value: str
    differs: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A slot, and its cells: the claim's own first, then its neighbours'."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool


_SLOTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "figure": (("number", ("value", "rate", "part")), ("counts", ("measure",)), ("of", ("unit",)), ("where", ("place",)), ("when", ("time",)), ("told as", ("modality",))),
    "control": (("state", ("status",)), ("by", ("holder",)), ("where", ("place",)), ("when", ("time",)), ("told as", ("modality",))),
    "event": (
        ("what", ("type", "act")), ("by", ("actor",)), ("against", ("recipient",)), ("where", ("place",)), ("when", ("time",)), ("told as", ("modality",)),
    ),
    "commitment": (("what", ("what",)), ("by", ("actor",)), ("due", ("time",))),
    "statement": (("stance", ("stance",)), ("words", ("words",))),
}  # fmt: skip


def table(claim: Claim, beside: Sequence[Beside]) -> tuple[Row, ...]:
    """The slots of a claim, each with the values of its neighbours; slots that none of them has are left out."""
    out = []
    for name, slots in (*_SLOTS[claim.kind], ("who says so", ("root",))):
        cells = [Cell(_value(claim, name))]
        for b in beside:
            verdicts = [b.link.slots[s] for s in slots if s in b.link.slots]
            # that two sources are different is no difference of what they say
            differs = name != "who says so" and any(v in _DIFFERENT for v in verdicts)
            cells.append(Cell(_value(b.claim, name), differs, ", ".join(_NOTES[v] for v in verdicts if v in _NOTES)))
        if any(c.value for c in cells):
            out.append(Row(name, tuple(cells), any(c.differs for c in cells)))
    return tuple(out)


def _value(c: Claim, name: str) -> str:
    if name == "who says so":
        return chain(c)
    if name == "where":
        return place(c)
    if name == "when":
        return when(c.time, c.reported) if c.time else ""
    if name == "due":
        return when(c.due, c.reported) if c.due else ""
    if name == "number":
        return shown(c)
    if name == "counts":
        return MEASURE.get(c.measure or "", c.measure or "")
    if name == "of":
        return one_line(c.unit or "")
    if name == "told as":
        return MODALITY.get(c.modality, c.modality) or "a fact"
    if name == "state":
        return CONTROL.get(c.type or "", c.type or "").removesuffix(" by")
    if name == "what":
        return one_line(c.what or "") if c.kind == "commitment" else EVENT.get(c.type or "", c.type or "") + (f", {one_line(c.what)}" if c.what else "")
    if name == "by":
        return one_line(c.actor_name or "")
    if name == "against":
        return one_line(c.recipient_name or "")
    return c.stance if name == "stance" else ""
