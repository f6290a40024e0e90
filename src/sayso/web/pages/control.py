"""Who holds a place, over time and by whose word."""

from dataclasses import replace

from sayso.answers.control import Tenure, tenure
from sayso.answers.facets import window
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES"]

_SIZE = 100


def build(x: Asking) -> Shown:
    """The page."""
    near, since = window(x.ledger, replace(x.asked.filter(), kinds=("control",)), _SIZE)
    return Shown(answer=tenure(x.ledger, near), title="Who holds what", values={"since": since}, exported=near)


PAGES = (Page(path="/control", name="control", about="Who holds, contests, took or lost a place.", build=build, type=list[Tenure]),)
