"""Claims in plain words, for the reasons of judgements."""

from sayso.types.claims import Claim

__all__ = ["counted", "figure", "number", "shown", "source"]

_NOUNS = {
    "killed": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "refugees": "as refugees", "returnees": "returned",
    "evacuated": "evacuated", "trapped": "trapped", "detained": "detained", "kidnapped": "kidnapped", "affected": "affected", "in_need": "in need",
    "reached": "reached by aid", "population": "living there", "remaining": "still there", "troops": "", "deserters": "deserted", "arms": "", "vehicles": "",
    "buildings_destroyed": "destroyed", "buildings_damaged": "damaged", "aid_amount": "", "area": "",
}  # fmt: skip
_THINGS = frozenset(("buildings_destroyed", "buildings_damaged", "arms", "vehicles", "aid_amount", "area"))
_WHOLE = 15  # digits that a figure may have


def number(value: float) -> str:
    """A number with separators: 40000.0 → "40,000"."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.{_WHOLE}g}"


def shown(c: Claim) -> str:
    """A figure's range in words: "at least 12", "18 to 25", "about 500"."""
    if c.low is None:
        return f"{'fewer than' if c.relation == 'less_than' else 'at most'} {number(c.high or 0)}"
    if c.high is None:
        return f"{'more than' if c.relation == 'more_than' else 'at least'} {number(c.low)}"
    if c.low == c.high:
        return f"{'about ' if c.relation == 'about' else ''}{number(c.low)}"
    return f"{number(c.low)} to {number(c.high)}"


def counted(c: Claim) -> str:
    """What a figure counts: "people", "dead soldiers"."""
    if c.unit:
        return c.unit.removeprefix("dead ") if c.measure == "killed" else c.unit
    return "buildings" if str(c.measure).startswith("buildings") else "" if c.measure in _THINGS else "people"


def source(c: Claim) -> str:
    """Who says it: "police, in Harbour Post", or the outlet alone where it speaks for itself."""
    publisher = c.publisher or "an unnamed publisher"
    return publisher if c.root.name in (publisher, "an unnamed publisher") else f"{c.root.name}, in {publisher}"


def figure(c: Claim) -> str:
    """A figure with its source: "18 to 25 people killed (a doctor, in Harbour Post)"."""
    parts = (shown(c), counted(c), _NOUNS.get(str(c.measure), str(c.measure)), f"a {c.rate}" if c.rate else "")
    return f"{' '.join(p for p in parts if p)} ({source(c)})"
