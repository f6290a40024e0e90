"""The codes of other event schemes for ours."""

from typing import NamedTuple

from sayso.tables import table
from sayso.types.reading import Event

__all__ = ["Codes", "codes"]


class Codes(NamedTuple):
    """CAMEO code, and ACLED event and sub-event type (empty where ACLED has no such event)."""

    cameo: str
    acled: tuple[str, ...]


def codes(event: Event) -> Codes:
    """The codes of an event's type and mode.

    >>> codes(Event(id="v1", start=0, end=4, type="ASSAULT", mode="drone")).acled
    ('Explosions/Remote violence', 'Air/drone strike')
    """
    known = table("events/codes")["codes"][event.type]
    found = known.get(event.mode or "", known[""])
    return Codes(found["cameo"], tuple(found["acled"]))
