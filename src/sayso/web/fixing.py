"""Which fields of a claim a person may set right, with the values that there are to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from sayso.types.claims import Claim
from sayso.types.kinds import ControlStatus, EventType, Measure, Modality, Relation, Stance

__all__ = ["Fixable", "changed", "fields_for"]


@dataclass(frozen=True, slots=True)
class Fixable:
    """A field of the form.

    Attributes:
        name: Of the ledger's field.
        label: What people call it.
        value: What it is now, as text; "" for none.
        choices: The values that there are; empty where any words will do.
        hint: How to write it.
    """

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    hint: str = ""


_NUMBER = "digits; empty where the words set no bound"
_TIME = "2027-03-05, 2027-03, or first/last"


def fields_for(c: Claim) -> tuple[Fixable, ...]:
    """The fields of a claim's kind with their values."""
    modality = Fixable("modality", "told as", c.modality, get_args(Modality))
    where = Fixable("place", "place", c.place.name if c.place else "")
    time = Fixable("time", "when", c.time or "", hint=_TIME)
    source = Fixable("source", "source", c.root.name)
    actor = Fixable("actor_name", "by", c.actor_name or "")
    if c.kind == "figure":
        return (
            Fixable("low", "at least", _number(c.low), hint=_NUMBER), Fixable("high", "at most", _number(c.high), hint=_NUMBER),
            Fixable("relation", "said as", c.relation or "", get_args(Relation)), Fixable("measure", "counts", c.measure or "", get_args(Measure)),
            Fixable("unit", "of", c.unit or ""), where, time, source, modality,
        )  # fmt: skip
    if c.kind == "control":
        return (Fixable("type", "state", c.type or "", get_args(ControlStatus)), actor, where, time, source, modality)
    if c.kind == "event":
        kind = Fixable("type", "event", c.type or "", get_args(EventType))
        return (kind, actor, Fixable("recipient_name", "against", c.recipient_name or ""), where, time, source, modality)
    if c.kind == "commitment":
        return (actor, Fixable("what", "what", c.what or ""), Fixable("due", "due", c.due or "", hint=_TIME), source)
    return (Fixable("stance", "how", c.stance, get_args(Stance)), source, Fixable("made", "said on", c.made or "", hint=_TIME))


def changed(c: Claim, given: Mapping[str, str]) -> dict[str, object]:
    """The fields whose value in a form is another than the claim's; a choice that is none of the choices is left to the ledger to refuse."""
    out: dict[str, object] = {}
    for field in fields_for(c):
        value = given.get(field.name)
        if value is not None and value.strip() != field.value:
            out[field.name] = value.strip().replace(",", "") if field.name in ("low", "high") else value.strip()
    return out


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value != int(value) else str(int(value))
