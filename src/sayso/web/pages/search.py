"""Claims by words, names, places and slots, with how many there are of each sort."""

from dataclasses import dataclass

from sayso.answers.facets import Facets, facets
from sayso.ledger.reports import titled
from sayso.types.claims import Actor, Claim, Report
from sayso.web.page import Asking, Page, Shown

__all__ = ["PAGES", "Found"]

_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search finds.

    Attributes:
        claims: One page of them, newest report first.
        facets: How all of them are spread.
        names: People, bodies and places whose name begins with the words.
        reports: The newest reports whose title holds the words as they stand.
    """

    claims: tuple[Claim, ...]
    facets: Facets
    names: tuple[Actor, ...]
    reports: tuple[Report, ...]


def build(x: Asking) -> Shown:
    """The page."""
    wanted = x.asked.filter(_SIZE)
    claims = x.ledger.claims(wanted)
    counted = facets(x.ledger, wanted)
    first = x.asked.page == 1 and bool(x.asked.q)
    names = tuple(x.ledger.actors(x.asked.q, limit=8)) if first else ()
    reports = tuple(titled(x.ledger, x.asked.q)) if first else ()
    return Shown(
        answer=Found(claims=tuple(claims), facets=counted, names=names, reports=reports),
        title=f"Search: {x.asked.q}" if x.asked.q else "Search",
        values={"more": x.asked.page * _SIZE < counted.claims or len(claims) == _SIZE},
        exported=wanted,
    )


PAGES = (Page(path="/search", name="search", about="Claims by words, names and slots, with counts.", build=build, type=Found),)
