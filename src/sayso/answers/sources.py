"""What a source said over time, whom it quotes, who quotes it, and what was later revised. No score of truth."""

from dataclasses import dataclass

from sayso.ledger import Filter, Ledger
from sayso.ledger.counts import by_root, credited_by
from sayso.ledger.names import fold
from sayso.types.claims import Actor, Claim, Root

__all__ = ["Profile", "profile", "roots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A source across reports.

    Attributes:
        roots: The ledger's roots that bear the name.
        entity: Who that is, if the ledger knows.
        said: Its claims, newest first.
        quoted_by: Outlet to the number of reports that credit it.
        quotes: For an outlet: root to the number of claims that it credits to it.
        revised: Claims of its that a later one updates, with the key of that one.
        disputed: How many of its claims others contradict.
    """

    name: str
    roots: tuple[Root, ...]
    entity: Actor | None
    said: tuple[Claim, ...]
    quoted_by: tuple[tuple[str, int], ...]
    quotes: tuple[tuple[str, int], ...]
    revised: tuple[tuple[Claim, str], ...]
    disputed: int


def roots(ledger: Ledger, name: str | None = None, *, limit: int = 100) -> list[tuple[Root, int, int]]:
    """Roots with how many claims and reports stand on each, the most named first; those whose name holds ``name``."""
    return by_root(ledger, name, limit=limit)


def profile(ledger: Ledger, name: str, *, wanted: Filter | None = None) -> Profile | None:
    """All that the ledger holds of a source; None if it knows no source of that name."""
    from dataclasses import replace

    said = ledger.claims(replace(wanted or Filter(limit=2000), source=name))
    ids = {c.root.id: c.root for c in said}
    if not ids:
        found = [r for r, _, _ in roots(ledger, name, limit=5)]
        if not found:
            return None
        said = ledger.claims(replace(wanted or Filter(limit=2000), sources=tuple(r.id for r in found)))
        ids = {c.root.id: c.root for c in said}
    by: dict[str, set[str]] = {}
    for c in said:
        if c.publisher and c.root.kind != "publisher":
            by.setdefault(c.publisher, set()).add(c.report)
    publisher = next((r.name for r in ids.values() if r.kind in ("publisher", "publication")), None)
    keys = [c.key for c in said]
    links = ledger.links(*keys) if keys else []
    mine = {c.key: c for c in said}
    entity = next((r.entity for r in ids.values() if r.entity is not None), None)
    return Profile(
        name=next(iter(ids.values())).name if ids else name,
        roots=tuple(ids.values()),
        entity=ledger.actor(entity) if entity is not None else None,
        said=tuple(said),
        quoted_by=tuple(sorted(((p, len(r)) for p, r in by.items()), key=lambda x: (-x[1], fold(x[0])))),
        quotes=tuple(credited_by(ledger, publisher)) if publisher else (),
        revised=tuple((mine[x.a], x.b) for x in links if x.verdict == "updates" and x.a in mine),
        disputed=len({k for x in links if x.verdict == "contradicts" for k in (x.a, x.b) if k in mine}),
    )
