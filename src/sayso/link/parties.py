"""Who stands for which side: names of states, of their organs and of those who fight them, compared."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from sayso.ledger.names import fold
from sayso.tables import table

__all__ = ["Camp", "camp", "opposed", "party"]

PartyAnswer = Literal["same", "differs", "unknown"]


@dataclass(frozen=True, slots=True)
class Camp:
    """A side: an organ of a state ("state"), those who fight one ("armed"), or neither that the name would tell.

    Attributes:
        country: ISO code that the name gives.
        own: Words of the name that no other of its kind has.
    """

    kind: Literal["state", "armed"] | None
    country: str | None
    own: frozenset[str]


@cache
def _tables() -> tuple[dict[str, str], frozenset[str], frozenset[str], frozenset[str]]:
    """Country of each name and adjective, and words of each kind."""
    nations: dict[str, str] = {}
    for code, c in table("places/countries").items():
        for name in (c["name"], *c.get("also", ()), *c.get("short", ()), *c["people"]):
            nations.setdefault(fold(name), code)
            nations.setdefault(fold(name) + "s", code)
    words = table("link/words")
    return nations, frozenset(words["state"]), frozenset(words["armed"]), frozenset(words["vague"])


@lru_cache(maxsize=8192)
def camp(name: str) -> Camp:
    """The side that a name tells.

    >>> camp("South Sudanese army").country, camp("White Nile Front").kind, camp("Russia").kind
    ('SS', 'armed', 'state')
    """
    nations, state, armed, vague = _tables()
    words = fold(name).split()
    country, used = None, set[str]()
    for n in (3, 2, 1):
        for i in range(len(words) - n + 1):
            code = nations.get(" ".join(words[i : i + n]))
            if code and not used & set(words[i : i + n]):
                country = country or code
                used |= set(words[i : i + n])
    rest = [w for w in words if w not in used]
    kind: Literal["state", "armed"] | None = None
    if any(w in armed for w in rest):
        kind = "armed"
    elif any(w in state for w in rest) or (country and not rest):
        kind = "state"
    return Camp(kind, country, frozenset(w for w in rest if w not in state and w not in vague and w not in ("of", "the", "and")))


@lru_cache(maxsize=8192)
def party(a: str | None, b: str | None, here: str | None = None) -> PartyAnswer:
    """Whether two names mean one party. ``here`` is the country in which both act: its army needs no adjective.

    >>> party("Front", "White Nile Front"), party("army", "Government troops", "SS"), party("Russian troops", "Ukraine")
    ('same', 'same', 'differs')
    """
    if not a or not b:
        return "unknown"
    if fold(a) == fold(b):
        return "same"
    x, y = camp(a), camp(b)
    if x.kind == y.kind == "state":
        if x.country and y.country:
            return "same" if x.country == y.country else "differs"
        if not x.country and not y.country:
            return "same"
        return "same" if here and here in (x.country, y.country) else "unknown"
    if x.kind != y.kind and "state" in (x.kind, y.kind) and "armed" in (x.kind, y.kind):
        return "differs"
    if x.kind == y.kind == "armed":
        p, q = (frozenset(fold(n).split()) for n in (a, b))
        if p <= q or q <= p:
            return "same"
        return "unknown" if not (x.own - _tables()[2]) or not (y.own - _tables()[2]) else "differs"
    if not x.own or not y.own:
        return "differs" if x.country and y.country and x.country != y.country else "unknown"
    return "same" if x.own <= y.own or y.own <= x.own else "differs"


def opposed(a: str, b: str) -> bool:
    """Whether two sources speak for sides of a war: a state's organ and those who fight one, or organs of two states."""
    x, y = camp(a), camp(b)
    if x.kind is None or y.kind is None:
        return False
    return x.kind != y.kind or bool(x.kind == "state" and x.country and y.country and x.country != y.country)
