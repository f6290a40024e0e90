"""The claims that most need a person, and what people said of claims so far."""

from dataclasses import dataclass

from sayso.ledger.corrections import corrections, review_queue
from sayso.types.claims import Claim, Correction
from sayso.web.cards import Beside, beside
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES", "Queue"]

_SIZE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Claims that wait for a person, the disputed and least sure first; and the newest corrections."""

    claims: tuple[Claim, ...]
    corrections: tuple[Correction, ...]


def build(x: Asking) -> Shown:
    """The page."""
    claims = tuple(x.ledger.claim(k) for k in review_queue(x.ledger, limit=_SIZE))
    near = beside(x.ledger, claims)
    made = corrections(x.ledger)
    undone = {m.undoes for m in made}
    newest = tuple(reversed(made[-40:]))
    return Shown(
        answer=Queue(claims=claims, corrections=newest),
        title="Review",
        values={"near": near, "none_beside": Beside(), "undone": undone, "total": len(made)},
    )


PAGES = (Page(path="/review", name="review", about="Claims that most need a person, and corrections.", build=build, type=Queue, filtered=False),)
