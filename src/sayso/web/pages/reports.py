"""The reports of the ledger."""

from sayso.types.claims import Report
from sayso.web.page import Asking, Page, Parameter, Shown

__all__ = ["PAGES"]

_SIZE = 60


def build(x: Asking) -> Shown:
    """The page."""
    text = x.query.get("text", "").strip()[:200]
    found = x.ledger.reports(limit=_SIZE + 1, offset=(x.asked.page - 1) * _SIZE, text=text or None)
    return Shown(answer=found[:_SIZE], title="Reports", values={"text": text, "more": len(found) > _SIZE})


PAGES = (
    Page(
        path="/reports",
        name="reports",
        about="Reports, newest first.",
        build=build,
        type=list[Report],
        parameters=(Parameter(name="text", about="Words of the title or the text."), Parameter(name="page", about="From 1.")),
    ),
)
