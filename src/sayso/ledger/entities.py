"""People, bodies and places as such: which count as one, what is known of many at once, and which reports name them."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sayso.ledger.database import any_of
from sayso.ledger.store import ACTOR_FIELDS, Ledger
from sayso.types.claims import Actor

__all__ = ["Mention", "actors", "mentions", "merged"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One report's naming.

    Attributes:
        report: Its key.
        title: What to call it.
        name: The name that it uses.
        why: Why it was taken for this entity.
    """

    report: str
    title: str
    name: str
    why: str


def mentions(ledger: Ledger, entity: int, *, limit: int = 20) -> list[Mention]:
    """The newest reports that name an entity, or one that counts as it."""
    sql = (
        "SELECT r.key, coalesce(r.title, r.publisher, r.key), m.name, m.why FROM mention m JOIN report r ON r.id = m.report"
        " WHERE m.entity IN (SELECT value FROM json_each(?)) ORDER BY r.id DESC LIMIT ?"
    )
    rows = ledger.db.execute(sql, (msgspec.json.encode(ledger.members(entity)).decode(), limit))
    return [Mention(key, title, name, why) for key, title, name, why in rows]


def merged(ledger: Ledger, *, places: bool = False) -> dict[int, int]:
    """The entities that count as another, with that one, by their numbers; of places alone, or all.

    >>> merged(Ledger(":memory:"))
    {}
    """
    kind = " AND kind = 'place'" if places else ""
    return dict(ledger.db.execute(f"SELECT id, merged FROM entity WHERE merged IS NOT NULL{kind}").fetchall())


def actors(ledger: Ledger, ids: Sequence[int]) -> list[Actor]:
    """Entities by their numbers, in no order, without their other names."""
    out = []
    for i in range(0, len(ids), 500):
        marks, part = any_of(ids[i : i + 500])
        out += [
            Actor(**dict(zip(ACTOR_FIELDS, row, strict=True)))
            for row in ledger.db.execute(f"SELECT {', '.join(ACTOR_FIELDS)} FROM entity WHERE id IN {marks}", part)
        ]
    return out
