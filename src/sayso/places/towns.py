"""Towns in the news that the gazetteer lacks, from our own table, and what a name may mean in all gazetteers together."""

from functools import cache
from typing import Final

from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.keys import key, sounds
from sayso.places.user import user
from sayso.tables import table

__all__ = ["named", "sounding", "towns"]

_PEOPLE: Final = 5000
_SHORT: Final = 3  # letters of what is left of a name when spellings are made one
_KM: Final = 5.0
"""How many live in such a town and how far it reaches, as far as anybody knows: it was left out because nobody had counted."""


@cache
def towns() -> dict[str, tuple[Entry, ...]]:
    """The towns of the table by key of each of their names."""
    out: dict[str, tuple[Entry, ...]] = {}
    for country, rows in table("places/towns").items():
        for row in rows:
            name, lat, lon, *also = (part.strip() for part in row.split(","))
            entry = Entry(name, None, country, float(lat), float(lon), "PPL", _PEOPLE, _KM)
            for k in {key(n) for n in (name, *also)}:
                out[k] = (*out.get(k, ()), entry)
    return out


@cache
def _sounds() -> dict[str, tuple[Entry, ...]]:
    out: dict[str, tuple[Entry, ...]] = {}
    for k, entries in towns().items():
        out[sounds(k)] = tuple(dict.fromkeys((*out.get(sounds(k), ()), *entries)))
    return out


def sounding(name: str) -> tuple[Entry, ...]:
    """Towns of the table that sound like a name, as the gazetteer's do by ``heard``.

    >>> [e.name for e in sounding("Al-Duraihimi")]
    ['Durayhimi']
    """
    sound = sounds(key(name))
    return tuple(e._replace(official=False) for e in _sounds().get(sound, ())) if len(sound) > _SHORT else ()


def named(name: str) -> tuple[Entry, ...]:
    """All that bears a name: the user's places, towns of the table, the gazetteer's entries.

    >>> [(e.name, e.country) for e in named("Renk")]
    [('Renk', 'SS')]
    """
    k = key(name)
    return (*user().get(k, ()), *towns().get(k, ()), *gazetteer().lookup(name))
