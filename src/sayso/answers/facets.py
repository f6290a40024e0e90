"""How the claims that a filter lets through are spread: by kind, measure, source, month; and over the map."""

from dataclasses import dataclass, replace

from sayso.ledger import Filter, Ledger
from sayso.ledger.counts import by_place, by_value, day_of
from sayso.ledger.entities import actors, merged
from sayso.types.claims import Actor

__all__ = ["Facet", "Facets", "Placed", "Spread", "Value", "facets", "spread", "window"]

_MOST = 5_000
_SLOTS = ("kind", "measure", "type", "place", "source", "publisher", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value and how many claims have it."""

    value: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of one slot, the most frequent first; months in their order.

    Attributes:
        name: "kind", "measure", "type", "place", "source", "publisher", or "month" of reporting.
    """

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Every facet of a filter's claims.

    Attributes:
        claims: How many there are; never more than ``most``.
        most: Where the count stops: the newest so many were looked at.
    """

    claims: int
    most: int
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A place on the map, with what is claimed there.

    Attributes:
        kinds: Kind of claim to how many.
        disputed: How many of them another claim contradicts.
        newest: The last day on which one was told.
    """

    place: Actor
    kinds: dict[str, int]
    claims: int
    disputed: int
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Claims over the map.

    Attributes:
        places: The most spoken of first.
        claims: How many were looked at, the newest ones, and never more than ``most``.
        nowhere: How many of those name no place.
    """

    places: tuple[Placed, ...]
    claims: int
    nowhere: int
    most: int


def facets(ledger: Ledger, wanted: Filter | None = None, *, values: int = 12, most: int = _MOST) -> Facets:
    """Count the values of each slot.

    Args:
        ledger: An open ledger.
        wanted: Which claims; its limit is not heard.
        values: At most so many values a facet, the most frequent ones.
        most: Look at the newest so many claims.
    """
    found: dict[str, list[Value]] = {name: [] for name in _SLOTS}
    for name, value, count in by_value(ledger, wanted or Filter(), most):
        found[name].append(Value(value=value, claims=count))
    total = sum(v.claims for v in found["kind"])
    return Facets(claims=total, most=most, facets=tuple(Facet(name=n, values=_first(n, v, values)) for n, v in found.items()))


def _first(name: str, found: list[Value], most: int) -> tuple[Value, ...]:
    often = sorted(found, key=lambda v: (-v.claims, v.value))
    return tuple(sorted(often[-2 * most :], key=lambda v: v.value)) if name == "month" else tuple(often[:most])


def spread(ledger: Ledger, wanted: Filter | None = None, *, most: int = 5_000) -> Spread:
    """The places of the newest claims that a filter lets through, each with how many of which kind, and how many are disputed.

    Args:
        ledger: An open ledger.
        wanted: Which claims; its limit is not heard.
        most: Look at the newest so many claims.
    """
    kinds: dict[int, dict[str, int]] = {}
    disputed: dict[int, int] = {}
    newest: dict[int, str] = {}
    total = nowhere = 0
    standing = merged(ledger, places=True)
    for place, kind, count, against_it, day in by_place(ledger, wanted or Filter(), most):
        total += count
        if place is None:
            nowhere += count
            continue
        one = standing.get(place, place)
        own = kinds.setdefault(one, {})
        own[kind] = own.get(kind, 0) + count
        disputed[one] = disputed.get(one, 0) + against_it
        newest[one] = max(newest.get(one, ""), day)
    places = [
        Placed(place=actor, kinds=kinds[actor.id], claims=sum(kinds[actor.id].values()), disputed=disputed[actor.id], newest=newest[actor.id])
        for actor in actors(ledger, list(kinds))
    ]
    return Spread(places=tuple(sorted(places, key=lambda p: (-p.claims, p.place.name))), claims=total, nowhere=nowhere, most=most)


def window(ledger: Ledger, wanted: Filter, most: int) -> tuple[Filter, str | None]:
    """A filter narrowed to the newest days that hold at most about so many claims, and the first of those days; None where all fit.

    Lists that begin with the oldest would else show what nobody asks about any more.
    """
    first = day_of(ledger, wanted, most)
    if first is None:
        return replace(wanted, limit=most + 1, offset=0), None
    return replace(wanted, since=max(first, wanted.since or ""), limit=2 * most, offset=0), first
