"""Adjectives that say who holds, besieges or contests a place: "rebel-held Goma", "the besieged town", "the town is contested"."""

from typing import Final

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.claim import Claim, control_words
from sayso.events.kinds import movements
from sayso.events.parties import Parties, Party
from sayso.text.parse import Parse

__all__ = ["adjective", "again", "hyphened"]


def hyphened(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """Read "rebel-held city", "Russian-occupied Donetsk", where the tokens end at the hyphen."""
    if parse.lower[i] not in control_words("held_words") or i < 2 or parse.tokens[i - 1].text != "-" or parse.tokens[i - 2].end != parse.tokens[i - 1].start:
        return None
    place = parse.heads[i]
    if place < 0 or not is_place(parse, parties, entities, place):
        return None
    holder = parties.at(i - 2)
    return Claim(i, place, holder if holder is not None and holder.named else _stem(parse, parties, i - 2, parse.tokens[i - 2].text), "held")


def adjective(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """The claim that an adjective makes: "Russian-held", "besieged", "is contested"."""
    low = parse.lower[i]
    if "-" in low:
        stem, _, rest = low.rpartition("-")
        if rest in control_words("held_words") and stem:
            place = parse.heads[i]
            if place >= 0 and parse.relations[i] == "amod" and is_place(parse, parties, entities, place, vague=True):
                return Claim(i, place, _stem(parse, parties, i, parse.tokens[i].text[: len(stem)]), "held")
        return None
    relation = parse.relations[i]
    if low in control_words("besieged_words") and relation == "amod" and is_place(parse, parties, entities, parse.heads[i]):
        return Claim(i, parse.heads[i], None, "besieged")
    if low in control_words("contested_words") and parse.child(i, "cop") >= 0:
        subject = parse.child(i, "nsubj")
        if subject >= 0 and is_place(parse, parties, entities, subject):
            return Claim(i, subject, None, "contested")
    return None


def again(parse: Parse, noun: int) -> bool:
    """Whether a noun of holding tells of a place that its holder has back: "is back in the hands of the army", "is under its control again"."""
    first, last = parse.sentences[parse.sentence[noun]]
    before = parse.lower[max(first, noun - 5) : noun]
    near = {*parse.children[noun], *([parse.heads[noun], *parse.children[parse.heads[noun]]] if parse.heads[noun] >= 0 else [])}
    of = [k for c in parse.children[noun] for k in parse.children[c]]
    told = any(parse.lower[c] == "again" and abs(c - noun) < _CLOSE for c in (*near, *of) if first <= c <= last)
    return "back" in before or told


_CLOSE: Final = 8  # tokens between a noun of holding and its "again"


def _stem(parse: Parse, parties: Parties, token: int, written: str) -> Party:
    """Who holds a "Russian-held" or "rebel-held" place; ``written`` is what stands before the hyphen, at the beginning of a token."""
    low = written.lower()
    for place in parties.places.values():
        if place.text.lower() == low and place.precision == "country":
            return parties.state_of(place.country) or Party(place.name, place.entity, place.country, named=True)
    for n in parse.names:
        if parse.words(n.first, n.last).lower() == low and (one := parties.at(n.last)) is not None:
            return one
    if low in movements():
        return Party(f"{low}s", None, None, named=False)
    named = not written[1:].islower() or (written[0].isupper() and parse.sentences[parse.sentence[token]][0] != token)
    return Party(written if named else low, None, None, named=named)  # "M23-held", "government-held"
