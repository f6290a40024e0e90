"""How many sources a set of claims really stands on: distinct roots, after near-copies of one text count once."""

import json
from collections.abc import Iterable

from sayso.ledger import Ledger
from sayso.types.claims import Claim, Root

__all__ = ["independent"]


def independent(ledger: Ledger, claims: Iterable[Claim]) -> list[Root]:
    """The distinct roots of claims, in the order in which they were first told.

    An outlet that printed a near-copy of another's report is that other's voice, not one of its own.
    """
    ordered = sorted(claims, key=lambda c: (c.reported, c.known_from))
    originals = _originals(ledger, {c.report for c in ordered if c.root.kind == "publisher"})
    out: dict[int, Root] = {}
    for c in ordered:
        root = originals.get(c.report, c.root) if c.root.kind == "publisher" else c.root
        out.setdefault(root.id, root)
    return list(out.values())


def _originals(ledger: Ledger, reports: set[str]) -> dict[str, Root]:
    """For each report that is a near-copy the root that the outlet of the original is."""
    sql = (
        "SELECT r.key, s.id, s.key, s.name, s.kind, s.entity FROM report r JOIN report o ON o.id = r.copy_of"
        " JOIN source s ON s.key = (SELECT x.key FROM source x WHERE x.name = o.publisher AND x.kind IN ('publisher', 'publication') LIMIT 1)"
        " WHERE r.key IN (SELECT value FROM json_each(?))"
    )
    if not reports:
        return {}
    return {report: Root(id=i, key=k, name=n, kind=d, entity=e) for report, i, k, n, d, e in ledger.db.execute(sql, (json.dumps(sorted(reports)),))}
