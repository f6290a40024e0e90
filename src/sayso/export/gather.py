"""What an export is made of, asked of the ledger once: claims in a fixed order, with the reports, entities and links around them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sayso.answers.independent import independent
from sayso.ledger import Filter, Ledger
from sayso.ledger.entities import merged
from sayso.types.claims import Actor, Claim, Link, Report
from sayso.types.kinds import DOUBTING

__all__ = ["EVERYTHING", "Extract", "gather"]

EVERYTHING = 1_000_000_000
"""Limit of an export that was given none: one that ends silently after a thousand claims would pass for the whole."""
_MARKS = 400  # keys a query


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Claims, and what formats tell of them. Equal ledgers and filters give equal extracts, whatever the order of row numbers.

    Attributes:
        claims: By day of reporting, report and characters.
        reports: By key, those of the claims.
        actors: By number, the entities that claims name as actor, recipient, place or root.
        merged: Number of an entity to that of the one it counts as.
        links: By key of each of its two claims; only links whose other claim is known too.
        known: By key, the claims and all that are linked to one of them.
        voices: By key of a claim its root; that of the original, where an outlet printed a near-copy of another's report.
        texts: By key, texts of the reports; empty unless asked for.
        denials: By key of a statement, the statements of the same report that deny, dispute or doubt it; empty unless asked for.
    """

    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    actors: Mapping[int, Actor] = field(default_factory=dict)
    merged: Mapping[int, int] = field(default_factory=dict)
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    known: Mapping[str, Claim] = field(default_factory=dict)
    voices: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    denials: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)

    def report(self, claim: Claim) -> Report:
        """The report of a claim."""
        return self.reports[claim.report]

    def linked(self, claim: Claim, *verdicts: str) -> tuple[tuple[Link, Claim], ...]:
        """The links of a claim with one of these verdicts, each with the other claim; surest first."""
        found = [(x, self.known[x.b if x.a == claim.key else x.a]) for x in self.links.get(claim.key, ()) if x.verdict in verdicts]
        return tuple(sorted(found, key=lambda p: (-p[0].score, p[1].reported, p[1].key)))

    def number_of_sources(self, claim: Claim) -> int:
        """On how many roots a claim stands: its own, and those of the claims that corroborate or repeat it, each counted once."""
        agreeing = [other for _, other in self.linked(claim, "corroborates", "repeats")]
        return len({self.voices.get(c.key, c.root.id) for c in (claim, *agreeing)})

    def standing(self, entity: int) -> int:
        """The number of the entity that one counts as."""
        return self.merged.get(entity, entity)


def gather(ledger: Ledger, wanted: Filter | None = None, *, limit: int | None = None, texts: bool = False, denials: bool = False) -> Extract:
    """Ask a ledger for what an export needs.

    Args:
        ledger: An open ledger.
        wanted: Which claims; its ``limit`` and ``offset`` are not heard.
        limit: At most so many claims, the newest ones; None for all.
        texts: Whether the texts of the reports are needed.
        denials: Whether it is needed what reports say against their own statements.
    """
    asked = replace(wanted or Filter(), limit=EVERYTHING if limit is None else limit, offset=0, newest=True)
    claims = tuple(sorted(ledger.claims(asked), key=_order))
    own = {c.key: c for c in claims}
    links = [x for x in ledger.links(*own, limit=EVERYTHING) if not asked.recorded or x.known_from <= asked.recorded] if own else []
    known = own | _others(ledger, asked, {k for x in links for k in (x.a, x.b)} - set(own))
    by_key: dict[str, list[Link]] = {}
    for x in sorted(links, key=lambda x: (x.a, x.b)):
        if x.a in known and x.b in known:
            for key in (x.a, x.b):
                if key in own:
                    by_key.setdefault(key, []).append(x)
    reports = {key: ledger.report(key) for key in sorted({c.report for c in claims})}
    named = {i for c in claims for i in (c.actor, c.recipient, c.root.entity, c.place.id if c.place else None) if i is not None}
    counted = {gone: kept for gone, kept in merged(ledger).items() if gone in named}
    return Extract(
        claims=claims,
        reports=reports,
        actors={i: ledger.actor(i) for i in sorted(named | set(counted.values()))},
        merged=counted,
        links={key: tuple(found) for key, found in by_key.items()},
        known=known,
        voices=_voices(ledger, known.values()),
        texts={key: ledger.text(key) for key in reports} if texts else {},
        denials=_denials(ledger, reports, asked) if denials else {},
    )


def _order(c: Claim) -> tuple[object, ...]:
    return c.reported, c.report, c.start, c.end, c.kind, c.key, c.known_from


def _others(ledger: Ledger, asked: Filter, keys: set[str]) -> dict[str, Claim]:
    """Claims outside of the filter that links lead to; those told or learned later than it looks are left out."""
    known = Filter(as_of=asked.as_of, recorded=asked.recorded, limit=EVERYTHING)
    out: dict[str, Claim] = {}
    ordered = sorted(keys)
    for i in range(0, len(ordered), _MARKS):
        out |= {c.key: c for c in ledger.claims(replace(known, keys=tuple(ordered[i : i + _MARKS])))}
    return out


def _denials(ledger: Ledger, reports: Iterable[str], asked: Filter) -> dict[str, tuple[Claim, ...]]:
    out: dict[str, list[Claim]] = {}
    for key in reports:
        told = Filter(report=key, kinds=("statement",), as_of=asked.as_of, recorded=asked.recorded, limit=EVERYTHING)
        for c in sorted(ledger.claims(told), key=_order):
            if c.about and c.stance in DOUBTING:
                out.setdefault(c.about, []).append(c)
    return {key: tuple(found) for key, found in out.items()}


def _voices(ledger: Ledger, claims: Iterable[Claim]) -> dict[str, int]:
    """For each claim the number of the root that it counts as, asked once a report and root."""
    asked: dict[tuple[str, int], int] = {}
    out: dict[str, int] = {}
    for c in claims:
        pair = (c.report, c.root.id)
        if pair not in asked:
            asked[pair] = independent(ledger, [c])[0].id
        out[c.key] = asked[pair]
    return out
