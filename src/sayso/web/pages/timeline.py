"""What happened when, as far as the words say, and when it was told."""

from dataclasses import replace

from sayso.answers.facets import window
from sayso.types.claims import Claim
from sayso.web.draw import bars, days_of
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES"]

_SIZE = 120


def build(x: Asking) -> Shown:
    """The page: the newest claims that have a time, in the order of what happened."""
    asked = x.asked.filter()
    if not x.asked.kind:
        asked = replace(asked, kinds=("figure", "event", "control"))
    near, since = window(x.ledger, asked, _SIZE)
    timed = [c for c in x.ledger.claims(near) if c.earliest or c.latest]
    timed.sort(key=lambda c: (c.earliest or c.latest or "", c.latest or "~", c.reported))
    axis = days_of(timed)
    return Shown(
        answer=timed,
        title="Timeline",
        values={"rows": list(zip(timed, bars(timed, axis), strict=True)) if axis else [], "axis": axis, "since": since},
        exported=near,
    )


PAGES = (Page(path="/timeline", name="timeline", about="Claims by when it happened, with the days on which they were told.", build=build, type=list[Claim]),)
