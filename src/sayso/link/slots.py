"""Single slots of two claims compared: place, time, value, unit, root. Each answer is a word that a reason can use."""

import math
from datetime import date
from functools import lru_cache
from typing import Literal

from sayso.ledger.names import fold
from sayso.types.claims import Actor, Claim

__all__ = ["CLASSES", "closed", "days_apart", "place", "root", "side", "time", "unit", "unit_class", "value", "words"]

PlaceAnswer = Literal["same", "part", "whole", "near", "other", "unknown"]
TimeAnswer = Literal["same", "overlaps", "earlier", "later", "unknown"]

_ABOUT = 0.1  # "about 500" allows a tenth more or less
_NEAR = 12.0  # kilometres within which two points can be one town and its outskirts
_WIDE = frozenset(("country", "province", "region", "district", "water"))
_CLASSES = {
    "civilians": "civilian civilians resident residents villager villagers patient patients worker workers teacher teachers nurse nurses student students refugee refugees trader traders",
    "children": "child children boy boys girl girls infant infants baby babies schoolchildren pupil pupils minors",
    "women": "woman women mother mothers",
    "fighters": "soldier soldiers troop troops fighter fighters rebel rebels militant militants militiaman militiamen combatant combatants gunman gunmen insurgent insurgents terrorist terrorists serviceman servicemen peacekeeper peacekeepers officer officers paratroopers marines recruits conscripts",
    "police": "policeman policemen police gendarmes",
    "aid workers": "aidworkers staff volunteers medics doctors paramedics rescuers",
    "journalists": "journalist journalists reporter reporters",
    "households": "family families household households",
    "homes": "house houses home homes dwelling dwellings building buildings apartment apartments",
}
_CLASS_OF = {w: k for k, ws in _CLASSES.items() for w in ws.split()}
CLASSES = frozenset((*_CLASSES, "people"))
"""The sorts of people and things that units are told apart by; any other unit is a sort of its own."""
_EVERYONE = frozenset(("people", "persons", "person", "dead", "others", "bodies", "casualties", "victims", "lives", "deaths", "men", ""))


@lru_cache(maxsize=4096)
def words(text: str | None) -> tuple[str, ...]:
    """The folded words of a name or unit."""
    return tuple(fold(text).split()) if text else ()


def unit(a: Claim, b: Claim) -> Literal["same", "differs"]:
    """Whether two figures count the same sort of people or things: "people" is not "children"."""
    return "same" if unit_class(a.unit) == unit_class(b.unit) else "differs"


@lru_cache(maxsize=4096)
def unit_class(name: str | None) -> str:
    """The sort of people or things that a unit means: "people" for everyone, "children", "fighters", …"""
    found = words(name)
    for w in reversed(found):
        if w in _CLASS_OF:
            return _CLASS_OF[w]
    return "people" if not found or found[-1] in _EVERYONE else found[-1].rstrip("s")


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


def place(a: Claim, b: Claim) -> PlaceAnswer:
    """Where ``b`` is seen from ``a``: the same place, a part of it, the whole that it is a part of, near by, or elsewhere."""
    p, q = a.place, b.place
    if p is None or q is None:
        return "unknown"
    if p.id == q.id or (p.geonameid is not None and p.geonameid == q.geonameid):
        return "same"
    if fold(p.name) == fold(q.name) and (p.country == q.country or not p.country or not q.country):
        return "same"
    if _holds(p, q):
        return "part"
    if _holds(q, p):
        return "whole"
    d = _distance(p, q)
    return "near" if d is not None and d <= _NEAR and p.precision not in _WIDE and q.precision not in _WIDE else "other"


def _holds(p: Actor, q: Actor) -> bool:
    """Whether the area ``p`` holds ``q``."""
    if p.precision not in _WIDE or (p.country and q.country and p.country != q.country):
        return False
    if p.precision == "country":
        return p.country is not None and p.country == q.country
    d = _distance(p, q)
    return d is not None and p.radius_km is not None and d <= p.radius_km and (q.radius_km or 0) < p.radius_km


def _distance(p: Actor, q: Actor) -> float | None:
    """Kilometres between two points on the sphere."""
    if p.latitude is None or p.longitude is None or q.latitude is None or q.longitude is None:
        return None
    f, g = math.radians(p.latitude), math.radians(q.latitude)
    h = math.sin((g - f) / 2) ** 2 + math.cos(f) * math.cos(g) * math.sin(math.radians(q.longitude - p.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def time(a: Claim, b: Claim) -> TimeAnswer:
    """When ``b`` happened seen from ``a``; a day more or less is the same, for time zones and for "overnight"."""
    a1, a2, b1, b2 = a.earliest, a.latest, b.earliest, b.latest
    if not (a1 or a2) or not (b1 or b2):
        return "unknown"
    if a.time == b.time:
        return "same"
    if a2 and b1 and b1[:10] > a2[:10]:
        return "later"
    if b2 and a1 and b2[:10] < a1[:10]:
        return "earlier"
    return "overlaps"


def days_apart(a: Claim, b: Claim) -> int:
    """Days from the report of ``a`` to that of ``b``."""
    return (_day(b.reported) - _day(a.reported)).days


@lru_cache(maxsize=4096)
def _day(day: str) -> date:
    return date.fromisoformat(day)


def root(a: Claim, b: Claim) -> Literal["same", "differs"]:
    """Whether two claims stand on one source in the end."""
    return "same" if a.root.id == b.root.id else "differs"


def side(c: Claim) -> str:
    """The kind of root: officials and bodies speak for a side, witnesses for themselves, outlets for their own count."""
    return {"organisation": "body", "named": "body", "publication": "outlet", "publisher": "outlet"}.get(c.root.kind, c.root.kind)
