"""What a figure counts, as a class, and how the classes of two figures stand to each other."""

from functools import cache, lru_cache
from typing import Literal

from sayso.ledger.names import fold
from sayso.tables import table

__all__ = ["UnitAnswer", "classes", "unit", "unit_class"]

UnitAnswer = Literal["same", "part", "whole", "unclear", "differs"]

_PEOPLE = frozenset(
    "killed injured missing displaced refugees returnees evacuated trapped detained kidnapped affected in_need reached population remaining deserters troops".split()
)
_EVERYONE = "everyone"


@cache
def _classes() -> tuple[dict[str, str], dict[str, str | None], frozenset[str]]:
    """Class of each word, parent of each class, measures of people at large."""
    found = table("link/words")
    of: dict[str, str] = {}
    for name, entry in found["units"].items():
        for w in entry["words"]:
            of[w] = of[f"{w}s"] = name
    return of, {name: entry.get("of") for name, entry in found["units"].items()}, frozenset(found["at_large"])


@lru_cache(maxsize=8192)
def _class(name: str | None, measure: str | None) -> str:
    """The class of a unit: a name of the table, "people:miner" for a noun of none, or the noun itself where no people are counted.

    >>> _class("dead soldiers", "killed"), _class("miners", "trapped"), _class("tonnes", "aid_amount")
    ('soldiers', 'everyone', 'tonne')
    """
    of, _, at_large = _classes()
    words = fold(name).split() if name else []
    found = next((of[w] for w in reversed(words) if w in of), None)
    if measure not in _PEOPLE:
        return found or (words[-1].rstrip("s") if words else "")
    if measure == "troops":
        return found if found == "households" else _EVERYONE
    if found is None and words:
        found = _EVERYONE if measure in at_large else f"people:{words[-1].rstrip('s')}"
    elif found in ("civilians", "soldiers", "fighters") and measure in at_large:
        found = _EVERYONE if measure not in ("detained", "missing", "trapped", "remaining") else found
    return found or _EVERYONE


@lru_cache(maxsize=8192)
def unit(a: str | None, b: str | None, measure: str | None) -> UnitAnswer:
    """What ``b`` counts, seen from ``a``: the same, a part of it, the whole of which ``a`` is a part, or something else.

    >>> unit("people", "children", "killed"), unit("soldiers", "civilians", "killed"), unit("families", "people", "displaced")
    ('part', 'differs', 'differs')
    """
    x, y = _class(a, measure), _class(b, measure)
    if x == y or (not x or not y):
        return "same"
    if y in _above(x):
        return "whole"
    if x in _above(y):
        return "part"
    loose = [c for c in (x, y) if c.startswith("people:")]
    return "unclear" if loose and not {x, y} & {"households", "homes", "soldiers", "fighters"} else "differs"


@cache
def _above(name: str) -> tuple[str, ...]:
    """The classes that hold a class, nearest first."""
    if name.startswith("people:"):
        return ("civilians", _EVERYONE)
    parent = _classes()[1].get(name)
    return (parent, *_above(parent)) if parent else ()


@cache
def classes() -> frozenset[str]:
    """The sorts of people and things that units are told apart by; any other unit is a sort of its own."""
    return frozenset("people" if name == _EVERYONE else name for name in _classes()[1])


@lru_cache(maxsize=4096)
def unit_class(name: str | None) -> str:
    """The sort of people or things that a unit means by itself: "people" for everyone, "children", "fighters", else its own noun.

    >>> unit_class("dead soldiers"), unit_class(None), unit_class("miners")
    ('soldiers', 'people', 'miner')
    """
    return _class(name, "killed").replace(_EVERYONE, "people").removeprefix("people:")
