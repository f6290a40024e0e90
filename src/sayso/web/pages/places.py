"""The map: what is claimed where, and one place with its claims, its time line, and why it was taken for what its name means."""

from dataclasses import dataclass, replace

from sayso.answers.facets import Placed, Spread, spread, window
from sayso.errors import LedgerError
from sayso.ledger import Filter
from sayso.ledger.entities import mentions
from sayso.types.claims import Actor, Claim
from sayso.types.kinds import AREAS
from sayso.types.reading import Candidate
from sayso.web.article import stored_reading
from sayso.web.draw import bars, days_of
from sayso.web.page import Asking, Page, Parameter, Shown

__all__ = ["PAGES", "Here", "Named"]

_SIZE = 120


def build_map(x: Asking) -> Shown:
    """The page with all places."""
    found = spread(x.ledger, x.asked.filter())
    return Shown(answer=found, title="Map", values={"located": sum(p.place.latitude is not None for p in found.places)}, exported=x.asked.filter())


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How a report that names a place was understood.

    Attributes:
        written: The words of the report.
        why: Why it was taken for this entity of the ledger.
        candidates: What else the name may mean, best first, each with the reason for its rank.
    """

    report: str
    written: str
    why: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A place: where it is, what is claimed there, newest report first, and how its name was understood.

    Attributes:
        since: The first day of the claims that are listed, where there are more; else None.
        around: Places of the map, this one among them, for those that lie in it.
    """

    place: Actor
    claims: tuple[Claim, ...]
    since: str | None
    named: Named | None
    around: tuple[Placed, ...]


def build_place(x: Asking) -> Shown:
    """The page of one place."""
    number = x.path["id"]
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise LedgerError(f"no place {number[:20]!r}", "the number of one", "find places on the map or with the search")
    place = x.ledger.actor(int(number))
    if place.kind != "place":
        raise LedgerError(f"{place.name}, which is no place", "the number of a place", "find places on the map or with the search")
    asked = replace(x.asked.filter(), place=None)
    # an area holds the places within it, which its name alone asks for; towns of one name are told apart by their numbers
    wanted = replace(asked, place=place.name) if place.precision in AREAS else replace(asked, places=tuple(x.ledger.members(place.id)))
    near, since = window(x.ledger, wanted, _SIZE)
    claims = x.ledger.claims(near)
    timed = [c for c in claims if c.earliest or c.latest]
    axis = days_of(timed)
    return Shown(
        answer=Here(place=place, claims=tuple(claims), since=since, named=_named(x, place), around=_around(x, wanted)),
        title=place.name,
        values={"timed": list(zip(timed, bars(timed, axis), strict=True)) if axis else [], "axis_ticks": axis.ticks if axis else ()},
        exported=replace(wanted, place=place.name, places=()),
    )


def _around(x: Asking, wanted: Filter) -> tuple[Placed, ...]:
    found: Spread = spread(x.ledger, wanted)
    return found.places


def _named(x: Asking, place: Actor) -> Named | None:
    """How the newest report that names a place was understood."""
    newest = mentions(x.ledger, place.id, limit=1)
    if not newest:
        return None
    key, name, why = newest[0].report, newest[0].name, newest[0].why
    reading = stored_reading(x.ledger, key)
    same = [p for p in (reading.places if reading else ()) if (p.geonameid is not None and p.geonameid == place.geonameid) or p.name in (name, place.name)]
    found = max(same, key=lambda p: len(p.candidates), default=None)
    return Named(report=key, written=found.text if found else name, why=why, candidates=found.candidates[:6] if found else ())


PAGES = (
    Page(path="/places", name="places", about="What is claimed where: a map and a list.", build=build_map, type=Spread),
    Page(
        path="/place/{id}",
        name="place",
        about="A place: map, claims, times, and why its name was taken for it.",
        build=build_place,
        type=Here,
        parameters=(Parameter(name="id", about="Number of the place in this ledger.", where="path"),),
    ),
)
