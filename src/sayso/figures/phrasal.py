"""Verbs with a particle that mean something of their own: "wiped out a family", "cut 9,000 people off", "houses were torn down"."""

from typing import Final

from sayso.figures.counted import measures
from sayso.text.parse import Parse

__all__ = ["phrasal", "split_off"]

_PARTICLES: Final = frozenset("up out away off down back over in behind through apart free home loose go".split())
_BESIDE: Final = frozenset({"compound", "advmod", "xcomp", "case", "fixed", "obl", "obj"})


def phrasal(parse: Parse, verb: int, part: str) -> str | None:
    """What a verb with its particle says of those in the role ``part``: "object", "subject", "buildings" or "buildings_subject".

    >>> from sayso.models import parse
    >>> p = parse("Police rounded up 140 suspects.")
    >>> phrasal(p, 1, "object")
    'detained'
    """
    table: dict[str, str] = measures()["phrasal"].get(part, {})
    lemma = parse.low_lemmas[verb]
    for k in (verb + 1, *parse.children[verb]):
        if k < len(parse) and k > verb and parse.lower[k] in _PARTICLES and parse.base_relations[k] in _BESIDE:
            name = table.get(f"{lemma} {parse.lower[k]}")
            if name and (k == verb + 1 or parse.upos[k] in ("ADP", "ADV", "ADJ")):
                return name
    return None


def split_off(parse: Parse, start: int) -> int:
    """The verb whose particle stands right before a number that is its object, or −1: "cut off 9,000 people", taken for a preposition."""
    verb = start - 2
    if verb < 0 or parse.upos[verb] != "VERB" or parse.lower[start - 1] not in _PARTICLES or parse.sentence[verb] != parse.sentence[start]:
        return -1
    return verb if any(f"{parse.low_lemmas[verb]} {parse.lower[start - 1]}" in measures()["phrasal"][p] for p in ("object", "buildings")) else -1
