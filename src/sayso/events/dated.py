"""The time of an event's own clause, by syntax."""

from collections.abc import Sequence
from typing import Final

from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.types.reading import Time

__all__ = ["APART", "time_of"]

_SAME_TIME: Final = frozenset("begin start continue try manage able attempt say fail help use refuse".split())
APART: Final = frozenset(("after", "before", "since", "following", "despite", "until", "because", "over"))
"""Prepositions whose phrase has a time of its own: "met on Monday after the attack"."""


def time_of(parse: Parse, times: Sequence[Time], token: int) -> Time | None:
    """When the event at a token took place: the time of its own phrase, else of the clause that it is part of.

    "Killed in an attack on Monday", "began to shell the town on Monday", "on Monday they came and burned it, killing two"; but
    not "promised on Monday to attack" or "met on Monday after the attack".
    """
    here = token
    for _ in range(5):
        found = attach(parse, times, here)
        if found is not None:
            return found
        above = parse.heads[here]
        if above < 0 or not _shares(parse, here, above):
            return None
        here = above
    return None


def _shares(parse: Parse, here: int, above: int) -> bool:
    """Whether a word's event is as old as that of the word above it."""
    relation = parse.base_relations[here]
    if parse.relations[here] == "acl:relcl" or parse.prepositions[here] in APART:
        return False
    if relation == "xcomp":
        return parse.lemmas[above] in _SAME_TIME or parse.xpos[here] in ("VBG", "VBN")
    if parse.upos[here] in ("NOUN", "PROPN"):
        return relation in ("obj", "nsubj", "obl", "nmod", "conj", "compound")
    if relation == "conj":
        # the subject is shared, so is the day; "attacked on Monday and will leave" has its own tense
        return parse.child(here, "nsubj") < 0 and parse.child(here, "aux") < 0
    if relation == "advcl":
        return (parse.xpos[here] in ("VBG", "VBN") and parse.child(here, "mark") < 0) or _while(parse, here)
    return relation in ("acl", "amod") and parse.xpos[here] == "VBG"


def _while(parse: Parse, clause: int) -> bool:
    """Whether a clause is of the same time as the one above it: "… while shells fell again"."""
    return any(parse.lower[k] in ("while", "as", "when") and parse.relations[k] in ("mark", "advmod") for k in parse.children[clause])
