"""One claim beside those that say the same, and those that say otherwise."""

from dataclasses import dataclass

from sayso.answers.independent import independent
from sayso.ledger import Ledger
from sayso.types.claims import Claim, Link, Root

__all__ = ["Beside", "Comparison", "compare", "disagreements"]

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
    out = []
    for x in ledger.links(verdicts=("contradicts",), since=since, limit=limit * 2):
        a, b = ledger.claim(x.a), ledger.claim(x.b)
        if a.known_to is None and b.known_to is None:
            out.append((a, b, x))
    return sorted(out, key=lambda p: (p[1].reported, p[2].score), reverse=True)[:limit]
