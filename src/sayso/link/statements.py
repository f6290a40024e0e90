"""Two statements as such: the same words told again, or one that answers the other."""

from sayso.link import slots
from sayso.types.claims import Claim, Judgement

__all__ = ["compare"]

_AGAINST = frozenset(("denies", "disputes", "doubts"))
_SAME_WORDS, _SAME_MATTER = 0.7, 0.45
_LEAST = 5  # telling words below which a likeness says nothing
_COMMON = frozenset(
    "the and that have with were this from they been their would will said which about there also more than other into when what after before over some could".split()
)


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What statement ``b`` is to ``a``; None where they are on different matters."""
    x, y = (frozenset(w for w in slots.words(c.quote) if len(w) > 3 and w not in _COMMON) for c in (a, b))
    least = min(len(x), len(y))
    if least < _LEAST:
        return None
    shared = len(x & y) / least
    if shared < _SAME_MATTER:
        return None
    found: dict[str, str] = {"words": f"{shared:.0%} shared", "root": slots.root(a, b), "stance": "same" if a.stance == b.stance else "differs"}
    names = f"{a.root.name} and {b.root.name}"
    if (a.stance in _AGAINST) != (b.stance in _AGAINST):
        return Judgement(
            verdict="contradicts",
            slots=found,
            reason=f"{names}: one {(a if a.stance in _AGAINST else b).stance} what the other says",
            score=0.5 + shared / 2 - 0.05,
        )
    if shared >= _SAME_WORDS:
        if found["root"] == "same":
            return Judgement(verdict="repeats", slots=found, reason=f"{a.root.name}: the same words, told again", score=min(0.95, shared))
        return Judgement(verdict="corroborates", slots=found, reason=f"{names} say the same", score=min(0.9, shared - 0.1))
    return Judgement(verdict="unsure", slots=found, reason=f"{names} speak of the same matter", score=shared) if found["root"] == "same" else None
