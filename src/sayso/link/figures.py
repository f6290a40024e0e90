"""Two figures of one measure: do they agree, does one revise the other, or do they contradict each other?"""

from sayso.link import slots
from sayso.types.claims import Claim, Judgement

__all__ = ["compare", "shown"]

_GROWING = frozenset(
    ("killed", "injured", "displaced", "refugees", "evacuated", "detained", "missing", "affected", "buildings_destroyed", "buildings_damaged", "returnees")
)
"""Measures whose running totals only grow while an event is counted."""
_STALE = 30  # days of reporting apart after which two figures without times are no longer of one event


def shown(c: Claim) -> str:
    """A figure's range in words: "at least 12", "18 to 25", "about 500"."""
    low, high = (f"{v:,}" if v is not None else None for v in (c.low, c.high))
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"{'more than' if c.relation == 'more_than' else 'at least'} {low}"
    return f"{'about ' if c.relation == 'about' else ''}{low}" if low == high else f"{low} to {high}"


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What figure ``b`` is to ``a``, which was told first or on the same day; None where they have nothing to do with each other."""
    if a.measure != b.measure or a.measure == "other":
        return None
    found: dict[str, str] = {
        "measure": "same",
        "place": slots.place(a, b),
        "unit": slots.unit(a, b),
        "time": slots.time(a, b),
        "value": slots.value(a, b),
        "root": slots.root(a, b),
    }
    if found["place"] == "other":
        return None
    apart = slots.days_apart(a, b)
    both = f"{shown(a)} against {shown(b)} {a.measure}"
    if found["place"] in ("part", "whole"):
        return Judgement(verdict="different_scope", slots=found, reason=f"{both}: one is for {_name(a)}, the other for {_name(b)}", score=0.9)
    if a.rate != b.rate:
        return Judgement(verdict="different_scope", slots=found | {"rate": "differs"}, reason=f"{both}: one is a rate", score=0.9)
    if found["unit"] == "differs":
        return Judgement(verdict="different_scope", slots=found, reason=f"{both}: one counts {a.unit or 'people'}, the other {b.unit or 'people'}", score=0.85)
    if (a.part_of or b.part_of) and (a.part_of is None) != (b.part_of is None) and found["value"] != "same":
        part = a if a.part_of else b
        return Judgement(
            verdict="different_scope", slots=found | {"part": "differs"}, reason=f"{both}: {shown(part)} is said to be a part of a larger number", score=0.85
        )
    if found["time"] in ("earlier", "later"):
        if found["root"] == "differs" or a.measure not in _GROWING or not _open_ended(a, b):
            return Judgement(verdict="different_scope", slots=found, reason=f"{both}: they are of different times, {a.time} and {b.time}", score=0.8)
    if found["time"] == "unknown" and apart > _STALE:
        return Judgement(verdict="unsure", slots=found, reason=f"{both}: told {apart} days apart, and no time says that they are of one event", score=0.4)
    if found["place"] == "unknown":
        return Judgement(verdict="unsure", slots=found, reason=f"{both}: the place of one is not known", score=0.3)
    if {a.modality, b.modality} & {"conditional", "possible", "planned", "demanded"}:
        odd = a if a.modality != "asserted" else b
        return Judgement(verdict="unsure", slots=found | {"modality": "differs"}, reason=f"{both}: {shown(odd)} is only {odd.modality}", score=0.5)
    if "denied" in (a.modality, b.modality) and a.modality != b.modality:
        same = found["value"] in ("same", "overlaps")
        reason = f"{both}: one side denies it" if same else f"{both}: what one side denies is another number"
        return Judgement(verdict="contradicts" if same else "unsure", slots=found | {"modality": "differs"}, reason=reason, score=0.85 if same else 0.4)
    return _by_value(a, b, found, both, apart)


def _by_value(a: Claim, b: Claim, found: dict[str, str], both: str, apart: int) -> Judgement:
    """The same place, unit and time: what the ranges say."""
    sure = {"same": 0.95, "overlaps": 0.9, "unknown": 0.75}.get(found["time"], 0.7) - (0.1 if found["place"] == "near" else 0)
    if found["value"] in ("same", "overlaps"):
        if found["root"] == "same":
            return Judgement(verdict="repeats", slots=found, reason=f"{both}: the same source, {a.root.name}, told again", score=sure)
        return Judgement(verdict="corroborates", slots=found, reason=f"{both}: {b.root.name} agrees with {a.root.name}", score=sure)
    if found["root"] == "same":
        if apart > 0 or found["time"] == "later":
            way = "raises" if found["value"] == "higher" else "lowers"
            return Judgement(verdict="updates", slots=found, reason=f"{both}: {b.root.name} {way} its own number", score=sure)
        return Judgement(verdict="contradicts", slots=found, reason=f"{both}: both from {a.root.name} on one day", score=sure - 0.2)
    if found["value"] == "higher" and a.measure in _GROWING and apart > 0 and slots.side(a) == slots.side(b):
        return Judgement(
            verdict="updates", slots=found, reason=f"{both}: a later count by the same kind of source, of a number that only grows", score=sure - 0.1
        )
    return Judgement(verdict="contradicts", slots=found, reason=f"{both}: {b.root.name} and {a.root.name} cannot both be right", score=sure)


def _open_ended(a: Claim, b: Claim) -> bool:
    """Whether two times can be stages of one count: the one of them has no beginning."""
    return not a.earliest or not b.earliest


def _name(c: Claim) -> str:
    return c.place.name if c.place else "an unknown place"
