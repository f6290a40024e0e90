"""What was promised, for when, and what became of it."""

from sayso.answers.promises import Promise, promises
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES"]

_SIZE = 60


def build(x: Asking) -> Shown:
    """The page."""
    wanted = x.asked.filter(_SIZE)
    found = promises(x.ledger, wanted)
    return Shown(answer=found, title="Promises", values={"more": len(found) == _SIZE}, exported=wanted)


PAGES = (
    Page(path="/promises", name="promises", about="What was promised, for when, and what speaks for its having been kept.", build=build, type=list[Promise]),
)
