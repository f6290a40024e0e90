"""Which claims of one report say the same over again: its headline says in its own voice what its text has from a source."""

from collections.abc import Iterable

from sayso.ledger.names import fold
from sayso.link.counted import unit_class
from sayso.link.parties import camp
from sayso.types.claims import Claim

__all__ = ["once"]


def once(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that only restate another one of their report: what the outlet says itself and also has from a
    source is told by the source; of several of its own the one with a time, or with a unit, or the first stays.
    """
    groups: dict[object, list[Claim]] = {}
    out: list[Claim] = []
    for c in claims:
        key = _key(c)
        if key is None:
            out.append(c)
        else:
            groups.setdefault(key, []).append(c)
    for group in groups.values():
        credited = [c for c in group if c.statement is not None]
        out += credited or [max(group, key=lambda c: (c.time is not None, c.unit is not None, -c.start))]
    return out


def _key(c: Claim) -> object:
    """What a claim says, sources and times aside; None for kinds that are never restated so."""
    place = c.place.id if c.place else None
    if c.kind == "figure":
        return c.report, c.measure, c.low, c.high, c.relation, c.rate, unit_class(c.unit), place, c.modality
    if c.kind == "control":
        side = camp(c.actor_name) if c.actor_name else None
        who = (side.kind, side.country) if side and side.kind == "state" else fold(c.actor_name or "")
        return c.report, c.type, place, who, c.modality
    return None
