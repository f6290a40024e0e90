"""Words that name a place, before it is known which."""

from typing import NamedTuple

from sayso.places.atlas import Known
from sayso.text.parse import Parse

__all__ = ["Mention", "surnames"]


class Mention(NamedTuple):
    """Tokens ``first`` to ``last`` that name a place.

    Attributes:
        name: The words to look up.
        known: The entry of our tables, if its words are in them.
        sure: How sure it is that a place is named at all, 0 to 1.
        narrowed: Whether a word before it means a part only: "northern Syria".
        site: GeoNames' code of what sort of facility the words name ("HSP"); ``name`` is then the town's that they begin with, or "".
    """

    first: int
    last: int
    name: str
    known: Known | None
    sure: float
    narrowed: bool = False
    site: str = ""


def titled(parse: Parse, token: int) -> bool:
    """Whether a noun or another name stands right before: "Mr. London", "Jack London"."""
    return token > 0 and parse.upos[token - 1] in ("PROPN", "NOUN") and parse.sentence[token - 1] == parse.sentence[token]


def surnames(parse: Parse) -> frozenset[str]:
    """Last words of the names of people: after "Michael Jordan", "Jordan" alone is the man."""
    return frozenset(parse.tokens[n.last].text for n in parse.names if n.kind == "PER" and n.last > n.first)
