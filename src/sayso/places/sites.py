"""Buildings and camps with a name of their own: "Malakal Teaching Hospital", the town in their name, and what sort they are."""

from typing import Final, NamedTuple

from sayso.places.atlas import words
from sayso.places.towns import named
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Site", "site"]

_KNOWN: Final = 20_000  # people: a smaller town in front of "Hospital" is as likely somebody's name


class Site(NamedTuple):
    """A facility: tokens ``first`` to ``last``, its GeoNames code, and the last token of the town that its name begins with, −1 for none."""

    first: int
    last: int
    feature: str
    town: int


def site(parse: Parse, first: int, last: int) -> Site | None:
    """The facility that tokens name, None for streets, squares and whatever reports do not place events in."""
    feature = _feature(parse, last)
    if feature is None or first == last or parse.words(first, last) in words("never"):
        return None
    return Site(first, last, feature, _town(parse, first, last))


def _feature(parse: Parse, last: int) -> str | None:
    kinds: dict[str, str] = table("places/words")["sites"]
    return kinds.get(parse.lower[last])


def _town(parse: Parse, first: int, last: int) -> int:
    """The last token of the town at the head of the name, −1 for none."""
    for stop in range(min(last - 1, first + 3), first - 1, -1):
        text = parse.words(first, stop)
        if text in words("common") or parse.lower[stop] in words("parts"):
            continue
        if any((e.people >= _KNOWN and e.official) or (e.km and e.feature == "PPL") for e in named(text)):
            return stop
    return -1
