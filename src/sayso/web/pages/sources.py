"""Who claims stand on in the end; and one source: what it said, whom it quotes, who quotes it, what was revised later."""

from dataclasses import dataclass, replace

from sayso.answers.sources import Profile, profile, roots
from sayso.errors import LedgerError
from sayso.ledger.entities import mentions
from sayso.types.claims import Actor, Claim, Root
from sayso.web.page import Asking, Page, Parameter, Shown

__all__ = ["PAGES", "Counts"]

_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A root, and how many claims and reports stand on it."""

    root: Root
    claims: int
    reports: int


def build_list(x: Asking) -> Shown:
    """The page with all sources."""
    name = x.query.get("name", "").strip()[:200]
    found = tuple(Counts(root=r, claims=n, reports=k) for r, n, k in roots(x.ledger, name or None, limit=_SIZE))
    return Shown(answer=found, title="Sources", values={"name": name, "most": _SIZE})


def build_one(x: Asking) -> Shown:
    """The page of one source."""
    name = x.query.get("name", "").strip()[:300]
    found = profile(x.ledger, name, wanted=replace(x.asked.filter(_SIZE), source=None)) if name else None
    if found is None:
        raise LedgerError(f"no source {name!r}", "a source that the ledger knows", "look through the list of sources")
    revised = {c.key: key for c, key in found.revised}
    months: dict[str, list[Claim]] = {}
    for c in found.said:
        months.setdefault(c.reported, []).append(c)
    return Shown(
        answer=found,
        title=found.name,
        values={
            "revised": revised,
            "by_day": list(months.items()),
            "size": _SIZE,
            "others": _others(x, found),
            "named_in": mentions(x.ledger, found.entity.id) if found.entity else [],
        },
        exported=replace(x.asked.filter(), source=found.name),
    )


def _others(x: Asking, found: Profile) -> list[Actor]:
    """Entities that it may be one with: those of its kind that share its last name."""
    if found.entity is None:
        return []
    last = found.entity.name.split()[-1]
    near = {a.id: a for part in (found.entity.name, last) for a in x.ledger.actors(part, limit=8)}
    return [a for a in near.values() if a.id != found.entity.id and a.kind != "place"]


PAGES = (
    Page(
        path="/sources",
        name="sources",
        about="Sources with how many claims and reports stand on each.",
        build=build_list,
        type=tuple[Counts, ...],
        filtered=False,
        parameters=(Parameter(name="name", about="Part of the name."),),
    ),
    Page(
        path="/source",
        name="source",
        about="What a source said over time, whom it quotes, who quotes it, what was revised; no score of truth.",
        build=build_one,
        type=Profile,
        parameters=(Parameter(name="name", about="Its name."),),
    ),
)
