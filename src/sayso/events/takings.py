"""Claims of control that a noun makes: "the capture of Goma by the rebels", "the fall of Kabul", "the army's loss of the town"."""

from functools import cache
from typing import Final

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.claim import Claim, small
from sayso.events.parties import Parties
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import ControlStatus

__all__ = ["taking", "takings"]


_CROWNED: Final = frozenset("complete end finish conclude crown culminate begin open start follow continue".split())


@cache
def takings() -> dict[str, ControlStatus]:
    """By noun, what has become of the place when it is told."""
    return {noun: status for status, nouns in table("events/control")["taking_nouns"].items() for noun in nouns}


def taking(parse: Parse, parties: Parties, entities: Entities, noun: int) -> Claim | None:
    """The claim that the noun of a capture, fall or loss makes, None where it is no town's or only aimed at."""
    if parse.prepositions[noun] == "for":
        return None  # "the battle for the capture of the town"
    found = arguments(parse, noun)
    place = found.preps.get("of", -1)
    if place < 0 and parse.lemmas[noun] == "fall":
        place = parse.child(noun, "nmod:poss")  # "Kabul's fall"
    if place < 0 or not small(parties, place) or not is_place(parse, parties, entities, place):
        return None
    if parse.lemmas[noun] == "fall" and parties.places.get(place) is None:
        return None  # "the fall of the government", of a wall
    holder = found.preps.get("to", -1) if parse.lemmas[noun] == "fall" else found.agent
    if holder < 0 and parse.lemmas[noun] != "fall" and parse.prepositions[noun] == "with" and parse.lemmas[parse.heads[noun]] in _CROWNED:
        holder = arguments(parse, parse.heads[noun]).agent  # "completed their advance with the capture of the town"
    return Claim(noun, place, holder if holder >= 0 and holder != place else None, takings()[parse.lemmas[noun]])
