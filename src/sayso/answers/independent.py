"""How many sources a set of claims really stands on: distinct roots, after near-copies of one text count once."""

from collections.abc import Iterable

from sayso.ledger import Ledger
from sayso.types.claims import Claim, Root

__all__ = ["independent"]


def independent(ledger: Ledger, claims: Iterable[Claim]) -> list[Root]:
    """The distinct roots of claims, in the order in which they were first told.

    An outlet that printed a near-copy of another's report is that other's voice, not one of its own.
    """
    out: dict[int, Root] = {}
    originals: dict[str, int | None] = {}
    for c in sorted(claims, key=lambda c: (c.reported, c.known_from)):
        root = c.root
        if root.kind == "publisher":
            if c.report not in originals:
                row = ledger.db.execute(
                    "SELECT s.id FROM report r JOIN report o ON o.id = r.copy_of JOIN source s ON s.name = o.publisher AND s.kind IN ('publisher', 'publication') WHERE r.key = ?",
                    (c.report,),
                ).fetchone()
                originals[c.report] = row[0] if row else None
            original = originals[c.report]
            if original is not None:
                root = next(ledger.roots([original]))
        out.setdefault(root.id, root)
    return list(out.values())
