"""Places that are contested, by nouns of fighting: "the battle for Khartoum", "fighting continues inside the town"."""

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.claim import Claim, control_words, small
from sayso.events.parties import Parties
from sayso.events.ruled import over
from sayso.text.parse import Parse

__all__ = ["fought_for"]


def fought_for(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """Read "the battle for Khartoum", "fighting for control of the airport"."""
    preps = arguments(parse, i).preps
    found = preps.get("for", -1)
    if found >= 0 and parse.lemmas[found] in control_words("control_nouns"):
        found = over(parse, found)
    if found < 0:
        return _fought_in(parse, parties, entities, i, preps)
    return Claim(i, found, None, "contested") if found >= 0 and is_place(parse, parties, entities, found) else None


def _fought_in(parse: Parse, parties: Parties, entities: Entities, i: int, preps: dict[str, int]) -> Claim | None:
    """Read "fighting continues inside the town": where fighting goes on, nobody holds all of it."""
    verb = parse.heads[i]
    if parse.relations[i] == "nsubj" and verb >= 0 and parse.lemmas[verb] in control_words("goes_on"):
        preps = arguments(parse, verb).preps | preps
        found = preps.get("inside", preps.get("within", preps.get("in", -1)))
    else:
        found = preps.get("inside", -1)
    return Claim(i, found, None, "contested") if found >= 0 and is_place(parse, parties, entities, found) and small(parties, found) else None
