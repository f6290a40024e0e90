"""How the claims that a filter lets through are spread: by kind, measure, source, month; and over the map."""

from dataclasses import dataclass, replace

from sayso.ledger import Filter, Ledger
from sayso.types.claims import Actor

__all__ = ["Facet", "Facets", "Placed", "Spread", "Value", "facets", "spread", "window"]

_MOST = 5_000
_JOINS = {
    "r.": "JOIN report r ON r.id = c.report",
    "s.": "JOIN source s ON s.id = c.source",
    "p.": "LEFT JOIN entity p ON p.id = c.place",
}  # fmt: skip


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


def _found(wanted: Filter, columns: str, most: int) -> tuple[str, list[object]]:
    """A table "f" of the newest claims that a filter lets through, with some columns."""
    where, args = replace(wanted, limit=most, offset=0).where()
    joins = " ".join(join for letter, join in _JOINS.items() if letter in where or letter in columns)
    return f"WITH f AS MATERIALIZED (SELECT {columns} FROM claim c {joins} WHERE {where} ORDER BY c.reported DESC LIMIT ?)", [*args, most]


def facets(ledger: Ledger, wanted: Filter | None = None, *, values: int = 12, most: int = _MOST) -> Facets:
    """Count the values of each slot.

    Args:
        ledger: An open ledger.
        wanted: Which claims; its limit is not heard.
        values: At most so many values a facet, the most frequent ones.
        most: Look at the newest so many claims.
    """
    columns = "c.kind, c.measure, c.type, c.place, c.source, r.publisher, substr(c.reported, 1, 7) AS month"
    table, args = _found(wanted or Filter(), columns, most)
    parts = {
        "kind": "SELECT 'kind', kind, count(*) FROM f GROUP BY kind",
        "measure": "SELECT 'measure', measure, count(*) FROM f WHERE measure IS NOT NULL GROUP BY measure",
        "type": "SELECT 'type', type, count(*) FROM f WHERE type IS NOT NULL GROUP BY type",
        "place": "SELECT 'place', e.name, sum(n) FROM (SELECT place, count(*) AS n FROM f WHERE place IS NOT NULL GROUP BY place) JOIN entity e ON e.id = place GROUP BY e.name",
        "source": "SELECT 'source', o.name, sum(n) FROM (SELECT source, count(*) AS n FROM f GROUP BY source) JOIN source o ON o.id = source GROUP BY o.name",
        "publisher": "SELECT 'publisher', publisher, count(*) FROM f WHERE publisher IS NOT NULL GROUP BY publisher",
        "month": "SELECT 'month', month, count(*) FROM f GROUP BY month",
    }
    found: dict[str, list[Value]] = {name: [] for name in parts}
    for name, value, count in ledger.db.execute(f"{table} {' UNION ALL '.join(parts.values())}", args):
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
    table, args = _found(wanted or Filter(), "c.key, c.kind, c.reported, c.place", most)
    against = "SELECT 1 FROM link l WHERE l.{} = f.key AND l.judgement = 'contradicts' AND l.known_to IS NULL"
    sql = (
        f"{table} SELECT f.place, f.kind, count(*), sum(f.place IS NOT NULL AND (EXISTS ({against.format('a')}) OR EXISTS ({against.format('b')}))), max(f.reported)"
        " FROM f GROUP BY f.place, f.kind"
    )
    kinds: dict[int, dict[str, int]] = {}
    disputed: dict[int, int] = {}
    newest: dict[int, str] = {}
    total = nowhere = 0
    standing = dict(ledger.db.execute("SELECT id, merged FROM entity WHERE kind = 'place' AND merged IS NOT NULL").fetchall())
    for place, kind, count, against_it, day in ledger.db.execute(sql, args):
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
        for actor in _actors(ledger, list(kinds))
    ]
    return Spread(places=tuple(sorted(places, key=lambda p: (-p.claims, p.place.name))), claims=total, nowhere=nowhere, most=most)


_COLUMNS = ("id", "kind", "name", "role", "of", "geonameid", "country", "latitude", "longitude", "radius_km", "precision")


def _actors(ledger: Ledger, ids: list[int]) -> list[Actor]:
    """Entities by their numbers, without their other names."""
    out = []
    for i in range(0, len(ids), 500):
        part = ids[i : i + 500]
        rows = ledger.db.execute(f"SELECT {', '.join(_COLUMNS)} FROM entity WHERE id IN ({','.join('?' * len(part))})", part)
        out += [Actor(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
    return out


def window(ledger: Ledger, wanted: Filter, most: int) -> tuple[Filter, str | None]:
    """A filter narrowed to the newest days that hold at most about so many claims, and the first of those days; None where all fit.

    Lists that begin with the oldest would else show what nobody asks about any more.
    """
    where, args = wanted.where()
    joins = " ".join(join for letter, join in _JOINS.items() if letter in where)
    row = ledger.db.execute(f"SELECT c.reported FROM claim c {joins} WHERE {where} ORDER BY c.reported DESC LIMIT 1 OFFSET ?", [*args, most]).fetchone()
    if row is None:
        return replace(wanted, limit=most + 1, offset=0), None
    first = str(row[0])
    return replace(wanted, since=max(first, wanted.since or ""), limit=2 * most, offset=0), first
