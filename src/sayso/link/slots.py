"""Single slots of two claims compared: place, time, value, root. Each answer is a word that a reason can use."""

import math
from datetime import date
from functools import lru_cache
from typing import Literal

from sayso.ledger.names import fold
from sayso.link.counted import classes, unit_class
from sayso.link.cues import cues
from sayso.types.claims import Actor, Claim
from sayso.types.kinds import AREAS

__all__ = ["CLASSES", "closed", "credits", "days_apart", "in_order", "place", "ratio", "root", "span", "time", "told_on", "unit_class", "value"]

PlaceAnswer = Literal["same", "part", "whole", "near", "other", "unknown"]
TimeAnswer = Literal["same", "overlaps", "span", "earlier", "later", "apart", "unknown"]
RootAnswer = Literal["same", "credited", "differs"]

CLASSES = classes()
_ABOUT = 0.1  # "about 500" allows a tenth more or less
_NEAR = 12.0  # kilometres within which two points can be one town and its outskirts
_SHORT, _LONG = 3, 10  # days: an event lasts at most three; ten or more are a period, of which counts are sums
_AFTER = 14  # days after an event in which reports that give no time can still mean it


def in_order(a: Claim, b: Claim) -> tuple[Claim, Claim]:
    """Two claims, the one told first before the other; on one day by their keys, so that the order of adding does not matter."""
    return (b, a) if (b.reported, b.key) < (a.reported, a.key) else (a, b)


def closed(c: Claim) -> tuple[float, float]:
    """The range that a figure's words allow, open ends as infinite, "about" widened by a tenth."""
    low = -math.inf if c.low is None else c.low
    high = math.inf if c.high is None else c.high
    if c.relation == "about":
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def value(a: Claim, b: Claim) -> Literal["same", "overlaps", "lower", "higher"]:
    """What ``b``'s range is to ``a``'s."""
    if (a.low, a.high, a.relation) == (b.low, b.high, b.relation):
        return "same"
    (a1, a2), (b1, b2) = closed(a), closed(b)
    if b1 > a2:
        return "higher"
    return "lower" if b2 < a1 else "overlaps"


def ratio(a: Claim, b: Claim) -> float:
    """How many times the smaller number the larger one is, by the ends that are known."""
    x, y = (c.low if c.low is not None else c.high or 0 for c in (a, b))
    small, large = min(x, y), max(x, y)
    return large / small if small > 0 else math.inf


def place(a: Claim, b: Claim) -> PlaceAnswer:
    """Where ``b`` is seen from ``a``: the same place, a part of it, the whole that it is a part of, near by, or elsewhere."""
    p, q = a.place, b.place
    if p is None or q is None:
        return "unknown"
    if p.id == q.id or (p.geonameid is not None and p.geonameid == q.geonameid):
        return "same"
    if p.country and q.country and p.country != q.country:
        return "other"
    d = _distance(p, q)
    if fold(p.name) == fold(q.name) and (d is None or d < 3 * _NEAR):
        return "same"
    if _holds(p, q, d):
        return "part"
    if _holds(q, p, d):
        return "whole"
    return "near" if d is not None and d <= _NEAR and p.precision not in AREAS and q.precision not in AREAS else "other"


def _holds(p: Actor, q: Actor, d: float | None) -> bool:
    """Whether the area ``p`` holds ``q``, ``d`` kilometres away."""
    if p.precision not in AREAS:
        return False
    if p.precision == "country":
        return q.precision != "country" and p.country is not None and p.country == q.country
    return d is not None and p.radius_km is not None and d <= p.radius_km and (q.radius_km or 0) < p.radius_km


def _distance(p: Actor, q: Actor) -> float | None:
    """Kilometres between two points on the sphere."""
    if p.latitude is None or p.longitude is None or q.latitude is None or q.longitude is None:
        return None
    f, g = math.radians(p.latitude), math.radians(q.latitude)
    h = math.sin((g - f) / 2) ** 2 + math.cos(f) * math.cos(g) * math.sin(math.radians(q.longitude - p.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def span(c: Claim) -> tuple[int | None, int | None]:
    """First and last day on which what a claim tells took place, as numbers, None where it is open.

    A time that is the statement's own only says until when: "five people had died, the minister said on Friday"; so does one
    with "by" before it.
    """
    if c.earliest is None and c.latest is None:
        return None, None
    first, last = _number(c.earliest), _number(c.latest)
    if first is not None and ((c.made and c.time == c.made) or (c.kind == "figure" and cues(c).until)):
        first = None
    return first, last


def time(a: Claim, b: Claim) -> TimeAnswer:
    """When ``b`` took place seen from ``a``.

    Returns:
        "same" for one day or equal words, "overlaps"; "span" where one is an event and the other a period that holds it;
        "earlier", "later"; "apart" where only one has a time and the other was told before it, or long after; else "unknown".
    """
    (a1, a2), (b1, b2) = span(a), span(b)
    x, y = a1 is not None or a2 is not None, b1 is not None or b2 is not None
    if x and y:
        if a.time == b.time and (a1, a2) == (b1, b2) and a1 is not None:
            return "same"
        if a2 is not None and b1 is not None and b1 > a2:
            return "later"
        if b2 is not None and a1 is not None and b2 < a1:
            return "earlier"
        if a1 is None or b1 is None:
            return _near_enough(a, b, a1, b1)
        p, q = _days(a1, a2), _days(b1, b2)
        if min(p, q) <= _SHORT and max(p, q) >= _LONG:
            return "span"
        return "same" if (a1, a2) == (b1, b2) else "overlaps"
    if x or y:
        known, other = (a1, _day(b.reported)) if x else (b1, _day(a.reported))
        end = a2 if x else b2
        if known is not None and known > other:
            return "apart"
        if end is not None and other - end > _AFTER:
            return "apart"
    return "unknown"


def _near_enough(a: Claim, b: Claim, a1: int | None, b1: int | None) -> TimeAnswer:
    """Of two times at least one says only until when: the other may not be later than it was said, nor long before."""
    first = a1 if a1 is not None else b1
    last = span(a)[1] if a1 is None else span(b)[1]
    if first is not None and last is not None and last - first > 3 * _AFTER:
        return "apart"
    return "unknown"


def _days(first: int, last: int | None) -> int:
    return 10_000 if last is None else last - first + 1


def days_apart(a: Claim, b: Claim) -> int:
    """Days from the report of ``a`` to that of ``b``."""
    return _day(b.reported) - _day(a.reported)


def told_on(c: Claim) -> int:
    """The day of a claim's report, as a number."""
    return _day(c.reported)


@lru_cache(maxsize=4096)
def _number(minute: str | None) -> int | None:
    return _day(minute[:10]) if minute else None


@lru_cache(maxsize=4096)
def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def root(a: Claim, b: Claim) -> RootAnswer:
    """Whether two claims stand on one source in the end, or one of them on the outlet that the other is from."""
    if a.root.id == b.root.id:
        return "same"
    return "credited" if credits(a, b) or credits(b, a) else "differs"


def credits(a: Claim, b: Claim) -> bool:
    """Whether ``a`` is told on the word of the outlet that ``b`` is from."""
    outlet = fold(b.publisher or "")
    return bool(outlet) and outlet != fold(a.publisher or "") and (outlet == fold(a.root.name) or outlet in map(fold, a.via))
