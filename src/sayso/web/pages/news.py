"""What is new: where the newest reports disagree, what they revise, who holds what, new figures, promises."""

from dataclasses import dataclass, replace

from sayso.answers.changes import Changes, changes
from sayso.answers.compare import Dispute, disagreements, disputes
from sayso.ledger.reports import newest_day
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES", "News"]

_PAIRS = 60
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came since a day, and its disagreements gathered around the claims that most others contradict.

    Attributes:
        disputes: Newest first. Where the newest day has few, those of the days before it stand among them.
    """

    changes: Changes
    disputes: tuple[Dispute, ...]


def build(x: Asking) -> Shown:
    """The page."""
    wanted = x.asked.filter(500)
    newest = newest_day(x.ledger, x.asked.as_of) or ""
    since = x.asked.since or newest
    found = changes(x.ledger, since, wanted if x.asked.narrowed else None)
    if x.asked.as_of:
        found = replace(found, reports=tuple(r for r in found.reports if r.reported <= x.asked.as_of))
        found = replace(found, disputed=tuple(p for p in found.disputed if max(p[0].reported, p[1].reported) <= x.asked.as_of))
        found = replace(found, revised=tuple(p for p in found.revised if p[1].reported <= x.asked.as_of))
    pairs = list(found.disputed[:_PAIRS])
    if len(pairs) < _PAIRS // 2 and not x.asked.narrowed:
        known = {(p[2].a, p[2].b) for p in pairs}
        pairs += [p for p in disagreements(x.ledger, limit=_PAIRS // 2) if (p[2].a, p[2].b) not in known]
    gathered = disputes(x.ledger, pairs)
    # who contradicts whom matters most for the dead and for who holds what; within these the most contradicted first
    gathered.sort(key=lambda d: (d.claim.kind not in ("figure", "control"), -len(d.against)))
    return Shown(
        answer=News(changes=found, disputes=tuple(gathered)),
        title="News",
        values={"since": since, "newest": newest, "shown": _SHOWN, "count": x.ledger.count() if not newest else None},
        exported=replace(wanted, since=since or None) if newest else None,
    )


PAGES = (
    Page(path="/", name="news", about="What is new since a day: disagreements, revisions, who holds what, figures, promises.", build=build, type=News),
    Page(path="/news", name="news", about="The same.", build=build, type=News),
)
