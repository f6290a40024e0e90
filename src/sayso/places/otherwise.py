"""Names that are a place's but that a report gives to something else: ships, storms, viruses, bodies."""

from functools import cache
from typing import Final

from sayso.places.atlas import words
from sayso.places.gazetteer import gazetteer
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["bodies", "otherwise"]

_ACRONYM: Final = 4  # letters: "UN" is no Un in India, however large
_TOWN: Final = 20_000  # people


def otherwise(parse: Parse) -> frozenset[str]:
    """The words, as written, that somewhere in the report name a ship, a storm or a virus: wherever they stand, they name it.

    >>> from sayso.models import parse
    >>> sorted(otherwise(parse("The cruiser Moskva sank. The Moskva had been hit by two missiles.")))
    ['Moskva']
    """
    before, after = words("otherwise", "before"), words("otherwise", "after")
    out = set()
    end = len(parse)
    for i in parse.capitals:
        if parse.upos[i] not in ("PROPN", "NOUN", "ADJ", "X"):
            continue
        t = parse.tokens[i]
        if i and parse.lower[i - 1] in before and parse.upos[i - 1] != "VERB" and parse.sentence[i - 1] == parse.sentence[i]:
            out.add(t.text)
        elif i + 1 < end and (parse.lower[i + 1] in after or _described(parse, i, before)):
            out.add(t.text)
    return frozenset(out)


def _described(parse: Parse, i: int, kinds: frozenset[str]) -> bool:
    """Whether an apposition says so: "the Moskva, flagship of the Black Sea Fleet"."""
    if parse.lower[i - 1] != "the" or parse.tokens[i + 1].text != ",":
        return False
    stop = parse.sentences[parse.sentence[i]][1]
    for k in range(i + 2, min(i + 6, stop + 1)):
        if parse.lower[k] in kinds:
            return True
        if parse.upos[k] not in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
            return False
    return False


@cache
def bodies() -> frozenset[str]:
    """Names of organisations, armed groups and outlets, as written, that no town of some size bears: "UN" is no village in India here,
    "Hamas" is no misspelt Hamm; "Azov" stays a town."""
    rows = table("entities/bodies")
    names = {part.strip().partition(" < ")[0] for kind in ("organisations", "groups", "outlets") for row in rows[kind] for part in row.split(",")}
    return frozenset(n for n in names if (n.isupper() and len(n) <= _ACRONYM) or not any(e.official and e.people >= _TOWN for e in gazetteer().lookup(n)))
