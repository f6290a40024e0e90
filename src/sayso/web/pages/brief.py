"""A situation brief for a place or theme: every line with a reference to report and characters."""

from sayso.answers.brief import Brief, brief
from sayso.ledger import Filter
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES"]


def build(x: Asking) -> Shown:
    """The page; without a place or theme, the choice of one."""
    if not (x.asked.place or x.asked.q):
        return Shown(answer=None, title="Brief", values={"numbers": {}})
    found = brief(
        x.ledger, place=x.asked.place or None, about=x.asked.q or None, since=x.asked.since or None, until=x.asked.until or None, as_of=x.asked.as_of or None
    )
    return Shown(
        answer=found,
        title=f"Brief: {found.title}",
        values={"numbers": {r.claim.key: r.number for r in found.references}},
        exported=Filter(
            place=x.asked.place or None, about=x.asked.q or None, since=x.asked.since or None, until=x.asked.until or None, as_of=x.asked.as_of or None
        ),
    )


PAGES = (Page(path="/brief", name="brief", about="A situation brief; each line carries its references.", build=build, type=Brief | None),)
