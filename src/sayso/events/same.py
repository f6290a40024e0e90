"""Which mentions are of one event: a later noun or verb of the same type that nothing sets apart from an earlier one."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Final

from sayso.text.parse import Parse
from sayso.types.reading import Event

__all__ = ["linked"]

_BACK: Final = frozenset(("the", "this", "that", "these", "those", "its", "their"))
_RESULTS: Final = frozenset(("kill", "injure", "destruction"))
_NEAR: Final = 12  # mentions back
_GENERAL: Final = frozenset("attack assault strike raid offensive operation campaign incursion violence invasion talk meeting visit aid protest".split())
"""Nouns that can mean any event of their type; others ("the shelling") only one of their own sort."""


def linked(parse: Parse, events: Sequence[Event], heads: Sequence[int], guessed: Container[int] = ()) -> tuple[Event, ...]:
    """Events with ``same_as`` set: always the first mention's id.

    "The attack", "this strike" points back to the nearest event of its type unless place, time or parties disagree; without
    such a determiner, two of place, actor, recipient and time must agree and none may disagree. A later mention takes over
    what only the first one says; its place yields where it was only guessed from the context (indices in ``guessed``).
    """
    out: list[Event] = []
    for n, (event, head) in enumerate(zip(events, heads, strict=True)):
        definite = parse.upos[head] == "NOUN" and any(parse.lower[c] in _BACK for c in parse.children[head] if parse.relations[c] in ("det", "nmod:poss"))
        asked = replace(event, place=None) if n in guessed and definite else event
        for other, token in zip(reversed(out[-_NEAR:]), reversed(heads[max(0, len(out) - _NEAR) : len(out)]), strict=True):
            if other.type != event.type or (other.mode and event.mode and other.mode != event.mode and not definite):
                continue
            agree = _agreement(other, asked)
            if agree is None:
                continue
            if definite and other.mode in _RESULTS and event.mode != other.mode:
                continue  # "the attack" is not the killing that it did
            alike = _alike(parse.lemmas[token], parse.lemmas[head])
            if definite and parse.lemmas[head] not in _GENERAL and not alike and (event.mode is None or event.mode != other.mode):
                continue
            if definite and event.time is not None and other.time is None and not alike:
                continue  # "the attack of February 11" says which
            if (definite and parse.upos[head] == "NOUN" and agree >= 0 and event.modality == other.modality) or agree >= 3 or (agree >= 2 and alike):
                event = _filled(event, other, place=n in guessed)
                break
        out.append(event)
    return tuple(out)


def _alike(one: str, two: str) -> bool:
    """Whether two words are one or of one root: "bombed", "bombing"."""
    if one == two:
        return True
    shorter = min(len(one), len(two))
    return one[: max(4, shorter - 1)] == two[: max(4, shorter - 1)]


def _filled(event: Event, first: Event, *, place: bool) -> Event:
    """The second mention of an event with what only the first one says."""
    told = event if event.place is not None and not (place and first.place is not None) else first
    vouched = first.statement in (None, event.statement)  # whose attack it was, only the one who said so knows
    by = event if event.actor is not None or not vouched else first
    on = event if event.recipient is not None else first
    return replace(
        event,
        same_as=first.same_as or first.id,
        place=told.place,
        place_entity=told.place_entity,
        actor=by.actor,
        actor_entity=by.actor_entity,
        recipient=on.recipient,
        recipient_entity=on.recipient_entity,
    )


def _agreement(one: Event, two: Event) -> int | None:
    """How many of place, time, actor and recipient both name alike; None if one of them sets the two apart."""
    alike = 0
    for a, b in ((one.place, two.place), (one.time, two.time), (one.actor, two.actor), (one.recipient, two.recipient)):
        if a is not None and b is not None:
            if a != b:
                return None
            alike += 1
    return alike
