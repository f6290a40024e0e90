"""How many sources a set of claims really stands on: distinct roots, after near-copies of one text count once."""

from collections.abc import Iterable

from sayso.ledger import Ledger
from sayso.ledger.reports import originals
from sayso.types.claims import Claim, Root

__all__ = ["independent"]


def independent(ledger: Ledger, claims: Iterable[Claim]) -> list[Root]:
    """The distinct roots of claims, in the order in which they were first told.

    An outlet that printed a near-copy of another's report is that other's voice, not one of its own.
    """
    ordered = sorted(claims, key=lambda c: (c.reported, c.known_from))
    first = originals(ledger, {c.report for c in ordered if c.root.kind == "publisher"})
    out: dict[int, Root] = {}
    for c in ordered:
        root = first.get(c.report, c.root) if c.root.kind == "publisher" else c.root
        out.setdefault(root.id, root)
    return list(out.values())
