"""Which reports name somebody or some place, and why each was taken for that one."""

from dataclasses import dataclass

import msgspec

from sayso.ledger import Ledger

__all__ = ["Mention", "mentions"]


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
