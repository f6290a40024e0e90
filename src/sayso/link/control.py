"""Two claims on who holds a place: the same, a change of hands in between, or a contradiction.

Who "liberates" a town and who "captures" it depends on who tells it: for the state of the place both are one, and what matters is
whether the holders are one party.
"""

from sayso.link import slots, told
from sayso.link.parties import PartyAnswer, party
from sayso.types.claims import Claim, Judgement, Verdict

__all__ = ["compare"]

_TAKING = frozenset(("captured", "recaptured"))
_HOLDING = _TAKING | {"held"}
_DAYS = 3  # after which "it is fought for" tells of a later state than "it is held"
_AWHILE = 14  # days after which another source's word on a place tells of a later state, not of the same one
_WORDS = {"held": "held", "contested": "contested", "besieged": "besieged", "captured": "taken", "recaptured": "retaken", "lost": "lost"}


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What claim ``b`` on control is to ``a``; None where they have nothing to say to each other."""
    where = slots.place(a, b)
    if where not in ("same", "near") or {a.modality, b.modality} - {"asserted", "denied"} or not a.place:
        return None
    holder = party(a.actor_name, b.actor_name, a.place.country)
    if a.actor is not None and a.actor == b.actor:
        holder = "same"
    found = {"place": where, "status": "same" if a.type == b.type else "differs", "holder": str(holder), "root": slots.root(a, b)}
    if "denied" in (a.modality, b.modality):
        return _denied(a, b, holder, found)
    if a.type in _HOLDING and b.type in _HOLDING:
        return _held(a, b, holder, found)
    if {a.type, b.type} <= {"besieged", "contested"} or a.type == b.type:
        return _agree(a, b, found) if a.type == b.type and holder != "differs" else None
    return _mixed(a, b, holder, found)


def _held(a: Claim, b: Claim, holder: PartyAnswer, found: dict[str, str]) -> Judgement | None:
    """Both say that somebody has the place, or has taken it."""
    gap = _moment(b) - _moment(a)
    if holder != "differs":
        first, last = (a, b) if gap >= 0 else (b, a)
        if last.type in _TAKING and slots.span(last)[0] is not None and gap and holder == "same" and slots.span(last)[0] != slots.span(first)[0]:
            return _say("unsure", a, b, found, "if it was theirs before, there was nothing to take", 0.5)
        return _agree(a, b, found, 0.85 if holder == "same" else 0.6)
    first, last = (a, b) if gap >= 0 else (b, a)
    changed = gap != 0 and (last.type in _TAKING or (first.type in _TAKING and abs(gap) > _AWHILE) or found["root"] == "same" or abs(gap) > _AWHILE)
    if changed:
        return _say("updates", a, b, found, "it changed hands in between", 0.75)
    return _say("contradicts", a, b, found, "only one of them can hold it", 0.85)


def _mixed(a: Claim, b: Claim, holder: PartyAnswer, found: dict[str, str]) -> Judgement | None:
    """One of them says that the place is held or taken and the other that it is lost, besieged or fought for; or it is lost and besieged."""
    kinds = {a.type, b.type}
    gap = _moment(b) - _moment(a)
    last = b if gap >= 0 else a
    if "lost" in kinds:
        if not kinds & _HOLDING:
            return None
        if holder == "differs":
            return _say("corroborates", a, b, found, "what the one lost the other has", 0.75)
        if holder == "same":
            return (
                _say("updates", a, b, found, "it changed hands in between", 0.75)
                if gap
                else _say("contradicts", a, b, found, "it cannot be held and lost", 0.7)
            )
        return None
    if "besieged" in kinds:
        if last.type in _TAKING and gap and holder == "same":
            return _say("updates", a, b, found, "the siege ended with the place taken", 0.75)
        return None  # a town can be besieged by the one while the other holds it
    if gap and (found["root"] == "same" or abs(gap) > _DAYS or last.type in _TAKING):
        return _say("updates", a, b, found, "its state changed in between", 0.65)
    return _say("contradicts", a, b, found, "the one says that it is held, the other that it is fought for", 0.65)


def _denied(a: Claim, b: Claim, holder: PartyAnswer, found: dict[str, str]) -> Judgement | None:
    """One of them, or both, is the denial of a state."""
    found = found | {"modality": "same" if a.modality == b.modality else "differs"}
    alike = a.type == b.type or (a.type in _HOLDING and b.type in _HOLDING)
    if a.modality == b.modality:
        return _agree(a, b, found) if alike and holder == "same" else None
    denial, other = (a, b) if a.modality == "denied" else (b, a)
    if alike and holder != "differs":
        if other.type in _TAKING and _moment(other) > _moment(denial):
            return _say("updates", a, b, found, "what was denied has come about since", 0.6)
        return _say("contradicts", a, b, found, f"{denial.root.name} denies it", 0.9)
    if alike:
        return _say("corroborates", a, b, found, "what the one rules out the other denies", 0.5)
    return None


def _moment(c: Claim) -> int:
    """The day for which a claim tells the state of a place: of the taking if it has one, else that on which it was told."""
    first = slots.span(c)[0]
    return first if first is not None and c.type in (*_TAKING, "lost") else slots.told_on(c)


def _agree(a: Claim, b: Claim, found: dict[str, str], score: float = 0.8) -> Judgement:
    if found["root"] == "same":
        return _say("repeats", a, b, found, f"{a.root.name} told again", score)
    return _say("corroborates", a, b, found, "they agree", score)


def _say(verdict: Verdict, a: Claim, b: Claim, found: dict[str, str], why: str, score: float) -> Judgement:
    return Judgement(
        verdict=verdict, slots=found, reason=f"{_told(a)}; {_told(b)}: {why}", score=round(score * (0.7 + 0.3 * min(a.confidence, b.confidence)), 3)
    )


def _told(c: Claim) -> str:
    """A claim in words: "Kodok taken by White Nile Front (Meridian Press)"."""
    by = f" by {c.actor_name}" if c.actor_name else ""
    denied = "denied: " if c.modality == "denied" else ""
    return f"{denied}{c.place.name if c.place else 'the place'} {_WORDS[str(c.type)]}{by} ({told.source(c)})"
