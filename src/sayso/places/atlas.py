"""Countries, regions, waters and sites from our own tables, found in a text by their words."""

import math
from functools import cache
from typing import Any, Final, NamedTuple

from sayso.places.gazetteer import Entry, gazetteer
from sayso.tables import table
from sayso.text.tokens import tokenise

__all__ = ["Known", "atlas", "by_id", "words"]

_WATER: Final = frozenset(("SEA", "OCN", "GULF", "BAY", "STRT", "CHN", "CNL", "STM", "LK"))


class Known(NamedTuple):
    """A name in the tables.

    Attributes:
        words: Its tokens in lower case.
        exact: The tokens as they must be written ("US"), None where only the first letter must be a capital.
        demonym: Whether it is an adjective or a people ("Russian").
        acts: Whether the place has a government ("Russia", not "Donbas").
    """

    words: tuple[str, ...]
    exact: tuple[str, ...] | None
    entry: Entry
    demonym: bool
    acts: bool


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(t.text for t in tokenise(name))


def _plural(people: str) -> str:
    """Rwandan → Rwandans; of those in -ese, -ish, -ch, -men and -s the form is the same."""
    if people.endswith(("ese", "ish", "ch", "sh", "men", "s", "ss", "x")):
        return people
    return people + "s"


def precision(feature: str, given: str | None) -> str:
    """The precision that a feature has unless the table says otherwise."""
    if given:
        return given
    if feature in _WATER:
        return "water"
    return {"PCLI": "country", "PCLH": "country", "ADM1": "province", "ADM2": "district", "PPLX": "district", "MT": "point", "PASS": "point"}.get(
        feature, "region"
    )


@cache
def atlas() -> dict[str, tuple[Known, ...]]:
    """All names of the tables by their first word in lower case, longer ones first."""
    out: dict[str, list[Known]] = {}
    states = gazetteer().states

    def add(name: str, entry: Entry, *, demonym: bool = False, acts: bool = False, exact: bool = False) -> None:
        for form in {name, name.replace("'", "’")}:
            tokens = _tokens(form)
            lower = tuple(t.lower().replace("’", "'") for t in tokens)
            known = out.setdefault(lower[0], [])
            if all(k.words != lower or (k.exact is not None and k.exact != tokens) for k in known):
                known.append(Known(lower, tokens if exact else None, entry, demonym, acts))

    for code, c in table("places/countries").items():
        number, area, _ = states.get(code, (None, 1000, ""))
        entry = Entry(
            c["name"], number, code, float(c["at"][0]), float(c["at"][1]), "PCLI", 0, round(1.3 * math.sqrt(max(1, area) / math.pi), 1), (), "country"
        )
        for name in (c["name"], *c.get("also", ())):
            add(name.removeprefix("the ").removeprefix("The "), entry, acts=True)
        for name in c.get("short", ()):
            add(name, entry, acts=True, exact=True)
        for people in c["people"]:
            add(people, entry, demonym=True)
            add(_plural(people), entry, demonym=True)
    for r in table("places/regions"):
        kind = precision(r["feature"], r.get("precision"))
        entry = Entry(r["name"], r.get("id"), r.get("country"), float(r["at"][0]), float(r["at"][1]), r["feature"], 0, float(r["km"]), (), kind)
        if not r.get("only_with_feature"):
            add(r["name"].removeprefix("the "), entry, acts=bool(r.get("government")))
        for name in r.get("also", ()):
            add(name.removeprefix("the "), entry, acts=bool(r.get("government")), exact=name.isupper() or name.count(".") > 1)
        for people in r.get("people", ()):
            add(people, entry, demonym=True)
            add(_plural(people), entry, demonym=True)
    return {first: tuple(sorted(known, key=lambda k: -len(k.words))) for first, known in out.items()}


@cache
def countries() -> dict[str, Entry]:
    """The country of each ISO code."""
    return {k.entry.country: k.entry for known in atlas().values() for k in known if k.entry.feature == "PCLI" and k.entry.country}


@cache
def by_id() -> dict[int, Entry]:
    """Entries of the tables that stand for entries of the gazetteer, by GeoNames' number."""
    return {k.entry.geonameid: k.entry for known in atlas().values() for k in known if k.entry.geonameid}


@cache
def words(name: str, *parts: str) -> frozenset[str]:
    """A word list of ``places/words``: ``words("features", "water", "city")``, ``words("common")``."""
    found: Any = table("places/words")[name]
    return frozenset(word for part in parts for word in found[part]) if parts else frozenset(found)
