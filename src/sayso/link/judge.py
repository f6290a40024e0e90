"""One entrance to the judges of each kind of claim."""

from collections.abc import Callable

from sayso.link import control, events, figures, statements
from sayso.link.slots import in_order
from sayso.types.claims import Claim, Judgement

__all__ = ["judge", "judge_in_order"]

_BY_KIND: dict[str, Callable[[Claim, Claim], Judgement | None]] = {
    "figure": figures.compare,
    "control": control.compare,
    "event": events.compare,
    "statement": statements.compare,
}


def judge(a: Claim, b: Claim, *, copies: bool = False) -> Judgement | None:
    """What two claims are to each other; the one that was told first counts as the earlier, whichever is given first.

    Args:
        a: A claim of one report.
        b: One of another.
        copies: Whether the one's report is a near-copy of the other's: what agrees is then told once, not twice.

    Returns:
        The judgement with its slots, reason and score, or None where the two have nothing to do with each other.
    """
    return judge_in_order(*in_order(a, b), copies=copies)


def judge_in_order(a: Claim, b: Claim, *, copies: bool = False) -> Judgement | None:
    """The same, where ``a`` is known to be the one that was told first."""
    if a.kind != b.kind or a.kind not in _BY_KIND:
        return None
    found = _BY_KIND[a.kind](a, b)
    if copies and found is not None and found.verdict == "corroborates":
        return Judgement(
            verdict="repeats",
            slots=found.slots | {"text": "near-copy"},
            reason=f"{found.reason}, but one report is a near-copy of the other",
            score=found.score,
        )
    return found
