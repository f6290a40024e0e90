"""Figures over time: for each place, measure and sort of people the series of claims, what revises what, the envelope, and
one figure under a rule that is named."""

from dataclasses import dataclass
from statistics import median

from sayso.answers.independent import independent
from sayso.errors import LedgerError
from sayso.ledger import Filter, Ledger
from sayso.ledger.names import fold
from sayso.link.slots import CLASSES, closed, unit_class
from sayso.types.claims import Actor, Claim, Root

__all__ = ["RULES", "Point", "Series", "Single", "series", "single"]

RULES = ("latest", "lowest", "highest", "official", "median")
"""How one figure can be chosen from many: the newest report's; the smallest and the largest that stand; the newest by a body
or somebody in office; the middle of the independent roots' newest."""
_OFFICIAL = frozenset(
    "ministry minister government army police military department office governor president prime commission authority authorities council nations un mayor"
    " spokesman spokeswoman spokesperson commander general official officials state ocha unhcr who agency service command".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One claim of a series.

    Attributes:
        superseded_by: Key of a later claim that updates it; None while it stands.
        disputed_by: Keys of claims that contradict it.
    """

    claim: Claim
    superseded_by: str | None = None
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What all reports say of one measure at one place, oldest first.

    Attributes:
        low, high: The envelope of the points that stand; None if open.
        roots: The independent sources that they stand on.
        disputed: Whether two points that stand contradict each other.
    """

    place: Actor | None
    measure: str
    unit: str
    points: tuple[Point, ...]
    low: float | None
    high: float | None
    roots: tuple[Root, ...]
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One figure of a series, under a rule."""

    rule: str
    low: float | None
    high: float | None
    claims: tuple[str, ...]


def series(ledger: Ledger, wanted: Filter | None = None) -> list[Series]:
    """The series that a filter lets through; those that are disputed first, then the longest.

    Args:
        ledger: An open ledger.
        wanted: Which claims; its kinds are ignored.
    """
    from dataclasses import replace

    asked = replace(wanted or Filter(limit=100_000), kinds=("figure",), newest=False)
    claims = [c for c in ledger.claims(asked) if c.modality in ("asserted", "possible", "denied")]
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for c in claims:
        where = (c.place.geonameid or fold(c.place.name)) if c.place else None
        groups.setdefault((where, c.measure, unit_class(c.unit), c.rate), []).append(c)
    links = ledger.links(*(c.key for c in claims)) if claims else []
    updated = {x.a: x.b for x in links if x.verdict == "updates"}
    against: dict[str, list[str]] = {}
    for x in links:
        if x.verdict == "contradicts":
            against.setdefault(x.a, []).append(x.b)
            against.setdefault(x.b, []).append(x.a)
    out = [_series(ledger, members, updated, against) for members in groups.values()]
    return sorted(out, key=lambda s: (not s.disputed, -len(s.points), s.measure))


def _series(ledger: Ledger, members: list[Claim], updated: dict[str, str], against: dict[str, list[str]]) -> Series:
    keys = {c.key for c in members}
    points = tuple(
        Point(
            claim=c, superseded_by=updated.get(c.key) if updated.get(c.key) in keys else None, disputed_by=tuple(k for k in against.get(c.key, ()) if k in keys)
        )
        for c in members
    )
    standing = [p.claim for p in points if p.superseded_by is None and p.claim.modality == "asserted"] or [p.claim for p in points]
    whole = [c for c in standing if c.part_of is None] or standing  # a part of a number is no bound of it
    lows = [c.low for c in whole]
    first = members[0]
    return Series(
        place=first.place,
        measure=str(first.measure),
        unit=unit_class(first.unit) if unit_class(first.unit) in CLASSES else first.unit or "",
        points=points,
        low=None if None in lows else min(x for x in lows if x is not None),
        high=_top(whole),
        roots=tuple(independent(ledger, members)),
        disputed=any(p.disputed_by and p.superseded_by is None for p in points),
    )


def single(found: Series, rule: str) -> Single | None:
    """One figure under a named rule; None where no claim fits the rule.

    Raises:
        LedgerError: The rule is none of :data:`RULES`.
    """
    if rule not in RULES:
        raise LedgerError(f"rule {rule!r}", f"one of {', '.join(RULES)}", "give --rule NAME")
    standing = [p.claim for p in found.points if p.superseded_by is None and p.claim.modality == "asserted"]
    if rule == "official":
        standing = [c for c in standing if _is_official(c)]
    if not standing:
        return None
    if rule in ("latest", "official"):
        chosen = [max(standing, key=lambda c: (c.reported, c.known_from))]
    elif rule == "lowest":
        chosen = [min(standing, key=lambda c: closed(c)[0])]
    elif rule == "highest":
        chosen = [max(standing, key=_most)]
    else:
        newest: dict[int, Claim] = {}
        for c in sorted(standing, key=lambda c: (c.reported, c.known_from)):
            newest[c.root.id] = c
        lows = [c.low if c.low is not None else 0 for c in newest.values()]
        highs = [c.high if c.high is not None else (c.low or 0) for c in newest.values()]
        return Single(rule=rule, low=median(lows), high=median(highs), claims=tuple(c.key for c in newest.values()))
    return Single(rule=rule, low=chosen[0].low, high=chosen[0].high, claims=(chosen[0].key,))


def _most(c: Claim) -> tuple[float, bool]:
    """What a figure reaches for certain: its upper end, or where that is open its lower; an open one is more than a closed one there."""
    return (c.high, False) if c.high is not None else (c.low or 0, True)


def _top(claims: list[Claim]) -> float | None:
    """The upper end of the envelope; None if the largest figure is open. "At least 12" opens nothing beside 19."""
    return max(claims, key=_most).high


def _is_official(c: Claim) -> bool:
    return c.root.kind in ("organisation", "named", "anonymous") and bool(set(fold(c.root.name).split()) & _OFFICIAL)
