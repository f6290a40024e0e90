"""One claim beside those that say the same, and those that say otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.answers.independent import independent
from sayso.ledger import Filter, Ledger
from sayso.types.claims import Claim, Link, Root

__all__ = ["Beside", "Comparison", "Dispute", "compare", "disagreements", "disputes"]

_AGREE = ("corroborates", "repeats", "sums_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another claim, and what it is to the one compared."""

    claim: Claim
    link: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A claim and its neighbours.

    Attributes:
        agree: Claims that corroborate or repeat it, surest first.
        differ: Claims that contradict it.
        others: Updates, claims of another scope, and unsure ones.
        agree_roots: Independent sources of the claim and of those that agree.
        differ_roots: Independent sources of those that contradict it.
    """

    claim: Claim
    agree: tuple[Beside, ...]
    differ: tuple[Beside, ...]
    others: tuple[Beside, ...]
    agree_roots: tuple[Root, ...]
    differ_roots: tuple[Root, ...]


def compare(ledger: Ledger, key: str) -> Comparison:
    """A claim and all that the ledger links to it.

    Raises:
        LedgerError: No claim has that key.
    """
    claim = ledger.claim(key)
    beside = []
    for x in ledger.links(claim.key):
        other = ledger.claim(x.b if x.a == claim.key else x.a)
        if other.known_to is None:
            beside.append(Beside(claim=other, link=x))
    beside.sort(key=lambda b: (-b.link.score, b.claim.reported))
    agree = tuple(b for b in beside if b.link.verdict in _AGREE)
    differ = tuple(b for b in beside if b.link.verdict == "contradicts")
    return Comparison(
        claim=claim,
        agree=agree,
        differ=differ,
        others=tuple(b for b in beside if b.link.verdict not in (*_AGREE, "contradicts")),
        agree_roots=tuple(independent(ledger, [claim, *(b.claim for b in agree)])),
        differ_roots=tuple(independent(ledger, [b.claim for b in differ])),
    )


def disagreements(ledger: Ledger, *, since: str | None = None, limit: int = 50) -> list[tuple[Claim, Claim, Link]]:
    """Pairs of claims that contradict each other, newest first."""
    links = ledger.links(verdicts=("contradicts",), since=since, limit=limit * 2)
    standing = {c.key: c for c in ledger.claims(Filter(keys=tuple(k for x in links for k in (x.a, x.b)), limit=4 * limit))} if links else {}
    out = [(standing[x.a], standing[x.b], x) for x in links if x.a in standing and x.b in standing]
    return sorted(out, key=lambda p: (p[1].reported, p[2].score), reverse=True)[:limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A claim, and all those that contradict it.

    Attributes:
        against: The others, oldest first, each with its link.
        for_roots, against_roots: The independent sources of the claim and of those that agree with it, and of the others.
    """

    claim: Claim
    against: tuple[tuple[Claim, Link], ...]
    for_roots: tuple[Root, ...]
    against_roots: tuple[Root, ...]


def disputes(ledger: Ledger, pairs: Iterable[tuple[Claim, Claim, Link]]) -> list[Dispute]:
    """Pairs that contradict each other, gathered around the claims that most others contradict: each pair is told once."""
    left: dict[tuple[str, str], tuple[Claim, Claim, Link]] = {(x.a, x.b): (a, b, x) for a, b, x in pairs}
    out = []
    while left:
        count: dict[str, int] = {}
        for a, b, _ in left.values():
            for c in (a, b):
                count[c.key] = count.get(c.key, 0) + 1
        centre = max(count, key=lambda k: (count[k], k))
        mine = [p for p in left.values() if centre in (p[0].key, p[1].key)]
        claim = next(c for a, b, _ in mine for c in (a, b) if c.key == centre)
        against = sorted(((b if a.key == centre else a, x) for a, b, x in mine), key=lambda p: (p[0].reported, p[0].start))
        agree = [ledger.claim(x.b if x.a == centre else x.a) for x in ledger.links(centre, verdicts=_AGREE)]
        out.append(
            Dispute(
                claim=claim,
                against=tuple(against),
                for_roots=tuple(independent(ledger, [claim, *agree])),
                against_roots=tuple(independent(ledger, [c for c, _ in against])),
            )
        )
        for _, _, x in mine:
            del left[x.a, x.b]
    return out
