"""Who holds a place, over time and by whose word."""

from dataclasses import dataclass

from sayso.answers.independent import independent
from sayso.ledger import Filter, Ledger
from sayso.types.claims import Actor, Claim, Root

__all__ = ["Tenure", "Turn", "tenure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One claim on who holds a place.

    Attributes:
        agreed_by, disputed_by: Keys of claims of other reports that say the same, and that say otherwise.
        change: Whether it says that the place changed hands.
    """

    claim: Claim
    agreed_by: tuple[str, ...]
    disputed_by: tuple[str, ...]
    change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """All that is said of who holds one place, oldest first.

    Attributes:
        standing: For each root that speaks of it its newest word.
        disputed: Whether those differ.
    """

    place: Actor | None
    turns: tuple[Turn, ...]
    standing: tuple[Claim, ...]
    roots: tuple[Root, ...]
    disputed: bool


def tenure(ledger: Ledger, wanted: Filter | None = None) -> list[Tenure]:
    """Who holds what, by place; disputed places first."""
    from dataclasses import replace

    asked = replace(wanted or Filter(limit=100_000), kinds=("control",), newest=False)
    groups: dict[object, list[Claim]] = {}
    claims = ledger.claims(asked)
    for c in claims:
        groups.setdefault((c.place.geonameid or c.place.id) if c.place else None, []).append(c)
    agree: dict[str, list[str]] = {}
    against: dict[str, list[str]] = {}
    for x in ledger.links(*(c.key for c in claims)) if claims else ():
        found = against if x.verdict == "contradicts" else agree if x.verdict in ("corroborates", "repeats") else None
        if found is not None:
            found.setdefault(x.a, []).append(x.b)
            found.setdefault(x.b, []).append(x.a)
    out = []
    for members in groups.values():
        ordered = sorted(members, key=lambda c: (c.earliest or c.latest or c.reported, c.reported, c.known_from))
        newest: dict[int, Claim] = {}
        for c in sorted(members, key=lambda c: (c.reported, c.known_from)):
            newest[c.root.id] = c
        states = {(c.actor_name or "", _held(c)) for c in newest.values() if c.modality == "asserted"}
        turns = tuple(
            Turn(claim=c, agreed_by=tuple(agree.get(c.key, ())), disputed_by=tuple(against.get(c.key, ())), change=c.type in ("captured", "recaptured", "lost"))
            for c in ordered
        )
        disputed = len(states) > 1 or any(c.modality == "denied" for c in newest.values())
        out.append(Tenure(place=members[0].place, turns=turns, standing=tuple(newest.values()), roots=tuple(independent(ledger, members)), disputed=disputed))
    return sorted(out, key=lambda t: (not t.disputed, -len(t.turns)))


def _held(c: Claim) -> str:
    return "holds" if c.type in ("held", "captured", "recaptured") else str(c.type)
