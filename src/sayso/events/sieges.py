"""Sieges and blockades that a noun tells of: "under siege", "the siege of Homs", "a blockade of the town"."""

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.claim import Claim
from sayso.events.parties import Parties
from sayso.events.subjects import subject_of
from sayso.text.parse import Parse
from sayso.types.kinds import SETTLED

__all__ = ["siege"]


def siege(parse: Parse, parties: Parties, entities: Entities, noun: int) -> Claim | None:
    """The claim that the noun of a siege or blockade makes, None where no town is told of."""
    if _lifted(parse, noun):
        return None
    found = arguments(parse, noun)
    if parse.prepositions[noun] == "under":
        place, above = subject_of(parse, noun), parse.heads[noun]
        by = found.preps.get("by", -1)
        if by < 0 and parse.heads[noun] >= 0:
            by = arguments(parse, parse.heads[noun]).preps.get("by", -1)
        holder = by if by >= 0 or above < 0 or parse.lemmas[above] not in ("keep", "hold", "put", "place", "have") else arguments(parse, above).agent
    else:
        place, holder = found.preps.get("of", -1), found.agent
        if place < 0 and parse.heads[noun] >= 0 and parse.lemmas[parse.heads[noun]] == "lay":
            laid = arguments(parse, parse.heads[noun])
            place, holder = laid.preps.get("to", -1), laid.agent
            if place >= 0 and is_place(parse, parties, entities, place):
                return Claim(parse.heads[noun], place, holder if holder >= 0 else None, "besieged")
    if place < 0 and parse.prepositions[noun] != "under" and parse.lemmas[noun] == "siege":
        place = _town_before(parse, parties, noun)
    if place < 0 or not is_place(parse, parties, entities, place) or (parse.lemmas[noun] != "siege" and not _bounded(parties, place)):
        return None
    return Claim(noun, place, holder if holder >= 0 else None, "besieged")


def _bounded(parties: Parties, place: int) -> bool:
    """Whether a place is less than a country: what a fleet does to a whole country is no siege."""
    found = parties.places.get(place)
    return found is None or found.precision not in ("country", "region", "water")


def _lifted(parse: Parse, noun: int) -> bool:
    """Whether a siege is one that is over, or only wanted: "broke the siege", "lifted the siege"."""
    above = parse.heads[noun]
    return (
        above >= 0
        and parse.lemmas[above] in ("break", "lift", "end", "relieve", "raise", "ease", "demand", "urge")
        and parse.relations[noun].startswith(("obj", "nsubj"))
    )


def _town_before(parse: Parse, parties: Parties, noun: int) -> int:
    """The last town of the sentence before a siege that is described but not located: "… in El Fasher after a siege of 500 days", or −1."""
    first, _ = parse.sentences[parse.sentence[noun]]
    told = any(parse.relations[c] in ("acl:relcl", "acl", "nmod", "amod", "nmod:poss") for c in parse.children[noun])
    if not told:
        return -1
    return next((i for i in range(noun - 1, first - 1, -1) if i in parties.places and _settled(parties, i)), -1)


def _settled(parties: Parties, token: int) -> bool:
    place = parties.places[token]
    return place.use == "location" and place.precision in SETTLED
