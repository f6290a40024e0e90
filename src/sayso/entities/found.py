"""What the pass over a report hands on: its entities, and whom each token means."""

from dataclasses import dataclass, field

from sayso.types.reading import Entity, Place

__all__ = ["Entities"]


@dataclass(frozen=True)
class Entities:
    """Who and what a report speaks of.

    Attributes:
        entities: In order of first mention, ids "e1", "e2", …
        at: For each token the id of the entity whose mention it is part of, None for none or where nobody could be told.
    """

    entities: tuple[Entity, ...]
    at: list[str | None]
    _by_id: dict[str, Entity] = field(default_factory=dict, repr=False)
    _places: dict[tuple[int, int], str] = field(default_factory=dict, repr=False)
    anonymous: frozenset[str] = frozenset()
    outlets: frozenset[str] = frozenset()

    def get(self, id: str) -> Entity:
        """The entity with an id.

        Raises:
            KeyError: There is none.
        """
        return self._by_id[id]

    def place_entity(self, place: Place) -> str | None:
        """The id of the entity that a mention of a place means."""
        return self._places.get((place.start, place.end))
