"""Events as event data have them: one record for each pair of parties, those that act together apart, what takes two both ways."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from sayso.entities.knowledge import state
from sayso.tables import table
from sayso.types.reading import Entity, Event, Place

__all__ = ["Dyad", "Side", "dyads"]

_JOINTS: Final = re.compile(r", (?:and )?| and ")
# a number before it counts them together, and is not handed out
_SHARED: Final = re.compile(r"(?P<who>\D+?) (?P<link>of|in|from) (?P<of>.+(?:,| and ).+)")


class Side(NamedTuple):
    """One party of a dyad.

    Attributes:
        name: Its name or description, as the event has it.
        state: The state or body that it is, acts for or belongs to, as far as the report says.
    """

    name: str
    state: str | None


class Dyad(NamedTuple):
    """Who does it to whom; None where nobody is named."""

    source: Side | None
    target: Side | None


@cache
def _mutual() -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in table("events/codes")["mutual"].items()}


def dyads(event: Event, text: str, entities: Iterable[Entity], places: Sequence[Place]) -> tuple[Dyad, ...]:
    """The pairs of an event, each party with each; where parties meet or agree, each pair both ways.

    >>> met = Event(id="v1", start=15, end=18, type="CONSULT", mode="meet", actor="Chad", recipient="Niger")
    >>> [(d.source.name, d.target.name) for d in dyads(met, "Chad and Niger met.", (), ())]
    [('Chad', 'Niger'), ('Niger', 'Chad')]

    Args:
        event: The event.
        text: The report's text.
        entities: Who the report speaks of.
        places: Its places; those that a description names say for which state it stands.
    """
    known = {e.id: e for e in entities}
    sources = _sides(event.actor, known.get(event.actor_entity or ""), known, places)
    targets = _sides(event.recipient, known.get(event.recipient_entity or ""), known, places)
    nobody: list[Side | None] = [None]
    found = [Dyad(s, t) for s, t in product(sources or nobody, targets or nobody)]
    if _both_ways(event, text):
        if len(sources) > 1 and not targets:
            found = [Dyad(s, t) for s, t in product(sources, sources) if s != t]
        found += [Dyad(d.target, d.source) for d in found if Dyad(d.target, d.source) not in found]
    return tuple(found)


def _both_ways(event: Event, text: str) -> bool:
    if event.mode in _mutual()["never"]:
        return False
    words = set(re.findall(r"[a-z-]+", text[event.start : event.end].lower()))
    return event.type in _mutual()["types"] or event.mode in _mutual()["modes"] or bool(words & _mutual().get(event.type, frozenset()))


def _sides(name: str | None, entity: Entity | None, known: dict[str, Entity], places: Sequence[Place]) -> list[Side]:
    """The parties of a name or of several names joined, each with its state."""
    if name is None:
        return []
    if entity is not None and entity.kind != "group":
        return [Side(name, entity.of or _state(name, places))]
    by_name = {e.name: e for e in known.values()}
    found = []
    for one in _members(name, (*by_name, *(p.name for p in places))):
        entity = by_name.get(one)
        found.append(Side(one, (entity.of if entity is not None else None) or _state(one, places)))
    return found


def _members(name: str, names: Iterable[str]) -> list[str]:
    """The names that were joined, those apart that have an "and" of their own ("Trinidad and Tobago"), and those of a shared description
    with it: "envoys of Chad and Niger" are envoys of each."""
    known = set(names)
    whole = [n for n in known if _JOINTS.search(n) and n in name]
    for n, kept in enumerate(whole):
        name = name.replace(kept, f"\0{n}\0")

    def named(kept: re.Match[str]) -> str:
        return whole[int(kept[1])]

    def parts(text: str) -> list[str]:
        return [re.sub(r"\0(\d+)\0", named, part) for part in _JOINTS.split(text) if part]

    shared = _SHARED.fullmatch(name)
    if shared is not None and known.issuperset(of := parts(shared["of"])):
        return [f"{who} {shared['link']} {one}" for who in parts(shared["who"]) for one in of]
    return parts(name)


def _state(name: str, places: Sequence[Place]) -> str | None:
    """The state of the first place that a name or description names."""
    for place in places:
        if place.name == name or re.search(rf"\b{re.escape(place.text)}\b", name):
            return state(place.country)
    return None
