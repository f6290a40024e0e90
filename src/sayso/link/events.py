"""Two events: are they one, and do the reports agree on who did it, or that it happened at all?"""

from sayso.ledger.names import fold
from sayso.link import slots
from sayso.types.claims import Claim, Judgement, Verdict

__all__ = ["compare"]

_WINDOW = 3  # days of reporting apart within which two events without times can be one
_VAGUE = frozenset(("people", "civilians", "residents", "forces", "troops", "fighters", "officials"))


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What event ``b`` is to ``a``; None where they cannot be the same event."""
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode):
        return None
    where, when = slots.place(a, b), slots.time(a, b)
    if where == "other" or when in ("earlier", "later"):
        return None
    apart = slots.days_apart(a, b)
    if when == "unknown" and abs(apart) > _WINDOW:
        return None
    found: dict[str, str] = {"type": "same", "place": where, "time": when, "actor": _party(a.actor, a.actor_name, b.actor, b.actor_name),
                             "recipient": _party(a.recipient, a.recipient_name, b.recipient, b.recipient_name), "root": slots.root(a, b)}  # fmt: skip
    alike = _alike(a, b)
    score = (
        {"same": 0.3, "near": 0.2, "part": 0.1, "whole": 0.1}.get(where, 0.0)
        + {"same": 0.3, "overlaps": 0.25}.get(when, 0.0)
        + {"same": 0.2, "differs": -0.15}.get(found["actor"], 0.0)
        + {"same": 0.2, "differs": -0.2}.get(found["recipient"], 0.0)
        + (0.1 if a.mode and a.mode == b.mode else 0.0)
        + 0.35 * alike
    )
    if score < 0.45:
        return None
    both = f"{_said(a)}; {_said(b)}"
    if (a.modality == "denied") != (b.modality == "denied"):
        return Judgement(verdict="contradicts", slots=found | {"modality": "differs"}, reason=f"{both}: one side denies it", score=min(0.95, score))
    if {a.modality, b.modality} - {"asserted", "denied"} and a.modality != b.modality:
        return Judgement(
            verdict="unsure",
            slots=found | {"modality": "differs"},
            reason=f"{both}: one tells it as a fact, the other as {a.modality if a.modality != 'asserted' else b.modality}",
            score=0.5,
        )
    if (
        found["actor"] == "differs"
        and found["recipient"] in ("same", "unknown")
        and where in ("same", "near")
        and when in ("same", "overlaps")
        and a.modality == "asserted"
    ):
        return Judgement(verdict="contradicts", slots=found, reason=f"{both}: they name another party for it", score=min(0.8, score))
    if score < 0.6 or found["actor"] == "differs":
        return Judgement(verdict="unsure", slots=found, reason=f"{both}: too little is said to tell whether they are one event", score=score)
    verdict: Verdict = "repeats" if found["root"] == "same" else "corroborates"
    return Judgement(verdict=verdict, slots=found, reason=f"{both}: the same event", score=min(0.95, score))


def _party(a: int | None, a_name: str | None, b: int | None, b_name: str | None) -> str:
    if not a_name or not b_name:
        return "unknown"
    if (a is not None and a == b) or fold(a_name) == fold(b_name):
        return "same"
    x, y = set(slots.words(a_name)), set(slots.words(b_name))
    if x <= y or y <= x or x & _VAGUE or y & _VAGUE:
        return "unknown"  # "the army" and "the Sudanese army" may be one
    return "differs"


def _alike(a: Claim, b: Claim) -> float:
    """Share of the shorter sentence's telling words that both have."""
    x, y = ({w for w in slots.words(c.quote) if len(w) > 3} for c in (a, b))
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def _said(c: Claim) -> str:
    who = c.actor_name or "somebody"
    to = f" against {c.recipient_name}" if c.recipient_name else ""
    return f"{str(c.type).lower()} by {who}{to} ({c.publisher or 'unnamed publisher'})"
