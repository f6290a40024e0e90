"""One claim of control, as the words make it; and what all that find claims ask of a place."""

from functools import cache
from typing import NamedTuple

from sayso.events.parties import Parties, Party
from sayso.tables import table
from sayso.types.kinds import SETTLED, ControlStatus

__all__ = ["Claim", "control_words", "located", "small"]


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


def located(parties: Parties, token: int) -> bool:
    """Whether a name is that of a place, not of the state that acts ("Ukraine is in full control of the town")."""
    return token in parties.places and parties.places[token].use == "location"


def small(parties: Parties, place: int) -> bool:
    """Whether a place is no larger than a city with its land: what lies under a blockade as a whole country is not besieged."""
    found = parties.places.get(place)
    return found is None or found.precision is None or found.precision in SETTLED
