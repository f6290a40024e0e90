"""Promises followed: what was due, and what later claims speak for its having been kept or not. Never guessed: the evidence is listed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sayso.ledger import Filter, Ledger
from sayso.ledger.names import fold
from sayso.ledger.reports import newest_day
from sayso.ledger.when import bounds
from sayso.types.claims import Claim

__all__ = ["Promise", "promises"]

State = Literal["kept", "missed", "due", "unknown"]
_COMMON = frozenset("will would within their with from that this have been more than said days week weeks month months next coming".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment and what became of it.

    Attributes:
        state: "kept" if a later event matches, "missed" if its time has passed and none does, "due" while its time has not
            come, "unknown" if no time was given and nothing matches.
        due_from, due_to: First and last minute of its time.
        evidence: Later claims that match it.
    """

    claim: Claim
    state: State
    due_from: str | None
    due_to: str | None
    evidence: tuple[Claim, ...]


def promises(ledger: Ledger, wanted: Filter | None = None, *, today: str | None = None) -> list[Promise]:
    """Commitments and what became of them, the first due first.

    Args:
        ledger: An open ledger.
        wanted: Which; its kinds are ignored.
        today: The day from which "missed" is told; the filter's ``as_of``, else the last day on which the ledger was told anything.
    """
    from dataclasses import replace

    asked = replace(wanted or Filter(), kinds=("commitment",), newest=False)
    today = today or asked.as_of or newest_day(ledger) or datetime.now(UTC).date().isoformat()
    out = [_followed(ledger, c, today) for c in ledger.claims(asked)]
    return sorted(out, key=lambda p: (p.due_to is None, p.due_to or "", p.claim.reported))


def _followed(ledger: Ledger, c: Claim, today: str) -> Promise:
    first, last = bounds(c.due)
    evidence = tuple(_evidence(ledger, c, today))
    state: State = "unknown"
    if evidence:
        state = "kept"
    elif last and last[:10] < today:
        state = "missed"
    elif last:
        state = "due"
    return Promise(claim=c, state=state, due_from=first, due_to=last, evidence=evidence)


def _evidence(ledger: Ledger, c: Claim, today: str) -> list[Claim]:
    """Later events that share the promise's telling words and its party."""
    telling = sorted({w for w in fold(c.what or "").split() if len(w) > 3 and w not in _COMMON}, key=len, reverse=True)
    if len(telling) < 2:
        return []
    who = set(fold(c.actor_name or "").split())
    later = ledger.claims(Filter(kinds=("event",), text=telling[0], since=c.reported, as_of=today, newest=False, limit=40))
    out = []
    for e in later:
        if e.report == c.report or e.modality != "asserted" or e.reported <= c.reported:
            continue
        words = set(fold(e.quote).split())
        party = (c.actor is not None and e.actor == c.actor) or bool(who & set(fold(e.actor_name or "").split()))
        if party and len(words & set(telling)) >= max(2, (len(telling) + 1) // 2):
            out.append(e)
    return out[:5]
