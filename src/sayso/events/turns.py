"""Claims of control that a turn of phrase makes: "changed hands twice", "cleared the town of insurgents", "in rebel hands" said of what stands far off."""

from typing import Final

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.claim import Claim
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["changed_hands", "cleared", "far_subject", "not_by_arms"]

_OFTEN: Final = frozenset(("twice", "thrice", "repeatedly", "often", "frequently"))
_GROUND: Final = frozenset(("height", "position", "hill", "ridge", "area", "suburb", "outpost"))


def changed_hands(parse: Parse, parties: Parties, entities: Entities, verb: int) -> Claim | None:
    """What is told to have changed hands more than once is contested; what did so once says nothing of who holds it, and a firm is sold."""
    hands = parse.child(verb, "obj")
    if parse.lemmas[verb] != "change" or hands < 0 or parse.lower[hands] != "hands" or not _often(parse, verb):
        return None
    found = arguments(parse, verb)
    place = found.agent
    if place < 0 or "for" in found.preps:
        return None
    ground = (
        place in parties.places
        or parse.name_at[place] >= 0
        or parse.low_lemmas[place] in _GROUND
        or parse.low_lemmas[place] in table("events/syntax")["settlements"]
    )
    if not ground or not is_place(parse, parties, entities, place, sure=True):
        return None
    return Claim(verb, place, None, "contested")


def _often(parse: Parse, verb: int) -> bool:
    """Whether something is said to have come about more than once."""
    below = [c for c in parse.children[verb] if c > verb]
    return any(
        parse.lower[c] in _OFTEN or (parse.lower[c] == "times" and any(parse.relations[k] in ("nummod", "amod") for k in parse.children[c]))
        for c in (*below, *(k for b in below for k in parse.children[b]))
    )


def cleared(parse: Parse, parties: Parties, entities: Entities, verb: int) -> Claim | None:
    """A place cleared of fighters has been retaken, or taken where rebels did it; one cleared of mines, snipers or rubble is held as before."""
    if parse.lemmas[verb] != "clear":
        return None
    found = arguments(parse, verb)
    place = found.patient
    if place < 0 or not is_place(parse, parties, entities, place, sure=True):
        return None
    if not any(parse.prepositions[i] == "of" and _fighters(parse, parties, i) for i in range(verb, parse.subtree(verb)[1] + 1)):
        return None
    agent = parties.meant(found.agent) if found.agent >= 0 else -1
    rebels = agent >= 0 and matches(parse, agent, nouns("@rebel"))
    return Claim(verb, place, agent if agent >= 0 else None, "captured" if rebels else "recaptured")


def _fighters(parse: Parse, parties: Parties, token: int) -> bool:
    """Whether a noun is of men under arms who can hold a place: never snipers, nor the town that was cleared."""
    lemma = parse.low_lemmas[token]
    return token not in parties.places and lemma != "sniper" and matches(parse, token, nouns("@force|@armed|@rebel|mercenary|jihadist|extremist|terrorist"))


def far_subject(parse: Parse, noun: int) -> int:
    """The subject of "is … in the hands of" where the parse gives it to another verb: "The port of Homs, which …, is since Monday in the hands
    of the army, a spokesman said"; −1 if there is none."""
    first, _ = parse.sentences[parse.sentence[noun]]
    be = next((i for i in range(noun - 1, max(first, noun - _FAR) - 1, -1) if parse.lower[i] in ("is", "are", "remain", "remains", "was", "were")), -1)
    return next((i for i in range(be - 1, first - 1, -1) if parse.relations[i].startswith("nsubj") and parse.heads[i] >= be), -1) if be >= 0 else -1


_FAR: Final = 9
"""Tokens from "is" to the noun that says in whose hands a place is."""


def not_by_arms(parse: Parse, verb: int, agent: int) -> bool:
    """Whether a place is won or held at the polls or on the pitch: "The Democrats hold Ohio", "retook the town in the by-election"."""
    parties = table("events/control")["parties"]
    if agent >= 0 and any(parse.lower[i] in parties for i in (agent, *parse.children[agent])):
        return True
    first, last = parse.subtree(verb)
    told = table("events/control")["at_the_polls"]
    return any(parse.lower[i] in told and parse.relations[i].startswith(("obl", "nmod")) for i in range(max(first, verb), last + 1))
