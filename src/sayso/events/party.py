"""A party to an event."""

from typing import NamedTuple

__all__ = ["Party"]


class Party(NamedTuple):
    """A party to an event.

    Attributes:
        name: Canonical name, or the description that the text gives.
        entity: Its id, None for several parties at once and for those without one.
        country: ISO code of the state that it is or acts for, None if it is none.
        named: Whether a name, not only a description, says who it is.
    """

    name: str
    entity: str | None
    country: str | None
    named: bool
