"""One claim of control, as the words make it; and what all that find claims ask of a place."""

from functools import cache
from typing import NamedTuple

from sayso.events.parties import Parties, Party
from sayso.tables import table
from sayso.types.kinds import ControlStatus

__all__ = ["Claim", "control_words", "small"]


class Claim(NamedTuple):
    """A word that makes a claim of control: the place's token, the holder's token or party, and the status."""

    token: int
    place: int
    holder: int | Party | None
    status: ControlStatus


@cache
def control_words(name: str) -> frozenset[str]:
    """A list of ``resources/events/control.yaml`` as a set."""
    return frozenset(table("events/control")[name])


def small(parties: Parties, place: int) -> bool:
    """Whether a place is no larger than a city with its land: what lies under a blockade as a whole country is not besieged."""
    found = parties.places.get(place)
    return found is None or found.precision in ("city", "district", "point", None)
