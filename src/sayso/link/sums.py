"""Parts that add up to a whole: "twelve men and eleven women" and "23 people"."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from sayso.link import slots, told
from sayso.link.counted import unit, unit_class
from sayso.link.cues import cues
from sayso.types.claims import Claim, Judgement

__all__ = ["sums"]

_MOST = 4  # parts of a whole
_TABLE = 8  # figures of one measure in one sentence, of which more are a table that lost its lines
_LEAST = 3  # a whole; 1 and 1 add up to 2 by chance


def sums(figures: Iterable[Claim]) -> Iterator[tuple[Claim, Claim, Judgement]]:
    """Part, whole and judgement, for all parts of wholes among figures of one measure.

    The parts stand in one sentence of one report and exclude each other, by what is counted or by place.
    The whole may stand anywhere: its place holds theirs, its unit theirs, and its time does not differ.
    """
    firm = [c for c in figures if c.low is not None and c.high is not None and c.modality == "asserted" and not c.rate]
    by_sentence: dict[tuple[str, int], list[Claim]] = {}
    for c in firm:
        by_sentence.setdefault((c.report, c.context_start), []).append(c)
    wholes = [c for c in firm if (c.low or 0) >= _LEAST]
    for together in by_sentence.values():
        if len(together) > _TABLE:
            continue
        for n in range(2, min(_MOST, len(together)) + 1):
            for parts in combinations(sorted(together, key=lambda c: c.start), n):
                if all(_apart(a, b) for a, b in combinations(parts, 2)):
                    yield from _of(parts, wholes)


def _of(parts: tuple[Claim, ...], wholes: Iterable[Claim]) -> Iterator[tuple[Claim, Claim, Judgement]]:
    low, high = sum(p.low or 0 for p in parts), sum(p.high or 0 for p in parts)
    for whole in wholes:
        least, most = slots.closed(whole)
        if whole in parts or whole.measure != parts[0].measure or high < least or low > most or not all(_holds(whole, p) for p in parts):
            continue
        reason = f"{' and '.join(told.figure(p) for p in parts)} add up to {told.figure(whole)}"
        for p in parts:
            yield p, whole, Judgement(verdict="sums_to", slots={"measure": "same", "value": "sum", "parts": str(len(parts))}, reason=reason, score=0.8)


def _apart(a: Claim, b: Claim) -> bool:
    """Whether two figures of one sentence cannot count the same people or things."""
    if a.start == b.start or a.measure != b.measure or b.part_of == a.key or a.part_of == b.key:
        return False
    if slots.place(a, b) == "other":
        return True
    if unit(a.unit, b.unit, a.measure) == "differs":
        return True
    own = {(a.unit or "").lower(), (b.unit or "").lower()}
    return own == {"men", "women"} or (own <= {"boys", "girls"} and len(own) == 2)


def _holds(whole: Claim, part: Claim) -> bool:
    if slots.place(part, whole) not in ("same", "near", "whole") or slots.time(part, whole) in ("earlier", "later", "apart", "span"):
        return False
    if whole.report != part.report and abs(slots.days_apart(whole, part)) > _LEAST:
        return False
    x, y = cues(whole), cues(part)
    if x.causes and y.causes and not x.causes & y.causes:
        return False
    return unit(part.unit, whole.unit, whole.measure) in ("same", "whole") or unit_class(whole.unit) == "people"
