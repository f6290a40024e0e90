"""Two claims on who holds a place."""

from sayso.ledger.names import fold
from sayso.link import slots
from sayso.types.claims import Claim, Judgement, Verdict

__all__ = ["compare"]

_TAKING = frozenset(("captured", "recaptured"))
_WORDS = {
    "held": "holds",
    "contested": "contests",
    "besieged": "besieges",
    "captured": "took",
    "recaptured": "retook",
    "lost": "lost",
}


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What claim ``b`` on control is to ``a``; None where they are of different places."""
    where = slots.place(a, b)
    if where in ("other", "unknown"):
        return None
    found: dict[str, str] = {
        "place": where,
        "status": "same" if a.type == b.type else "differs",
        "holder": _holder(a, b),
        "time": slots.time(a, b),
        "root": slots.root(a, b),
    }
    both = f"{_said(a)}; {_said(b)}"
    apart = slots.days_apart(a, b)
    if where in ("part", "whole"):
        return Judgement(verdict="different_scope", slots=found, reason=f"{both}: one is of a part of the other", score=0.85)
    if (a.modality == "denied") != (b.modality == "denied"):
        if found["holder"] == "differs":
            return Judgement(
                verdict="corroborates", slots=found | {"modality": "differs"}, reason=f"{both}: one side denied what the other rules out", score=0.5
            )
        return Judgement(verdict="contradicts", slots=found | {"modality": "differs"}, reason=f"{both}: one side denies it", score=0.9)
    if {a.modality, b.modality} - {"asserted", "denied"}:
        return Judgement(verdict="unsure", slots=found | {"modality": "differs"}, reason=f"{both}: one is not told as a fact", score=0.5)
    if _state(a) == _state(b) and found["holder"] != "differs":
        verdict: Verdict = "repeats" if found["root"] == "same" else "corroborates"
        return Judgement(verdict=verdict, slots=found, reason=f"{both}: they agree", score=0.85 if found["holder"] == "same" else 0.6)
    later = found["time"] == "later" or (found["time"] == "unknown" and apart > 0)
    if later and (b.type in _TAKING or b.type == "lost" or found["root"] == "same"):
        return Judgement(verdict="updates", slots=found, reason=f"{both}: it changed hands, or its state, in between", score=0.75)
    if found["holder"] == "differs" and {_state(a), _state(b)} == {"holds"}:
        return Judgement(verdict="contradicts", slots=found, reason=f"{both}: only one of them can hold it", score=0.85)
    if {_state(a), _state(b)} == {"holds", "contests"}:
        return Judgement(verdict="contradicts", slots=found, reason=f"{both}: one says that it is held, the other that it is fought for", score=0.65)
    return Judgement(verdict="unsure", slots=found, reason=f"{both}: both can be so at once", score=0.4)


def _state(c: Claim) -> str:
    if c.type in ("held", "captured", "recaptured"):
        return "holds"
    return "contests" if c.type in ("contested", "besieged") else str(c.type)


def _holder(a: Claim, b: Claim) -> str:
    if not a.actor_name or not b.actor_name:
        return "unknown"
    return "same" if (a.actor is not None and a.actor == b.actor) or fold(a.actor_name) == fold(b.actor_name) else "differs"


def _said(c: Claim) -> str:
    place = c.place.name if c.place else "the place"
    denied = " is denied to have" if c.modality == "denied" else ""
    return f"{c.actor_name or 'somebody'}{denied} {_WORDS.get(str(c.type), c.type)} {place}, by {c.root.name}"
