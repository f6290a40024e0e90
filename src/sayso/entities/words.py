"""The nouns that describe people, bodies and places, and the sexes that words and first names show."""

from functools import cache
from typing import Final

from sayso.tables import table

__all__ = ["HONORIFICS", "first_name", "noun", "place_noun", "sex", "wider"]


@cache
def _nouns() -> dict[str, str]:
    rows = table("entities/roles")
    out: dict[str, str] = {}
    for kind in ("person", "male", "female"):
        for word in rows[kind]:
            out.setdefault(word, "person")
    for word in rows["body"]:
        out.setdefault(word, "body")
    for word in rows["people"]:
        out.setdefault(word, "people")
    for words in rows["places"].values():
        for word in words:
            out.setdefault(word, "place")
    for word in rows["documents"]:
        out.setdefault(word, "document")
    return out


def noun(lemma: str) -> str | None:
    """What sort of thing a noun describes: person, body, people, place, document; None for others.

    >>> noun("spokeswoman"), noun("ministry"), noun("troop"), noun("capital"), noun("idea")
    ('person', 'body', 'people', 'place', None)
    """
    return _nouns().get(lemma)


@cache
def _sexes() -> dict[str, str]:
    rows = table("entities/roles")
    out = dict.fromkeys(rows["male"], "m")
    out.update(dict.fromkeys(rows["female"], "f"))
    return out


def sex(lemma: str) -> str:
    """The sex that a noun shows: "m", "f" or ""."""
    return _sexes().get(lemma, "")


@cache
def _first() -> dict[str, str]:
    rows = table("entities/firstnames")
    out: dict[str, str] = {}
    for part in ("m", "f", "census_m", "census_f"):
        for word in rows[part].split():
            name = word.partition("-")[0]
            # a name marked with a letter is mostly, but not always, given to that sex; one in both lists shows nothing
            out[name] = "" if out.get(name, part[-1]) != part[-1] else part[-1]
    return out


def first_name(name: str) -> str:
    """The sex that a first name shows: "m", "f", or "" where it shows none.

    >>> first_name("Sergei"), first_name("Maria"), first_name("Kim")
    ('m', 'f', '')
    """
    name = name.lower()
    found = _first().get(name)
    if found is None and "-" in name:
        found = _first().get(name.partition("-")[0])
    return found or ""


HONORIFICS: Final[dict[str, str]] = {word: letter for letter, words in table("entities/roles")["honorifics"].items() for word in words}


@cache
def _places() -> dict[str, str]:
    return {word: kind for kind, words in table("entities/roles")["places"].items() for word in words}


def place_noun(lemma: str) -> str | None:
    """Whether a noun describes a country, a city or a region."""
    return _places().get(lemma)


@cache
def _wider() -> dict[str, frozenset[str]]:
    return {word: frozenset(words) for word, words in table("entities/roles")["wider"].items()}


def wider(description: str, introduced: str) -> bool:
    """Whether a later description can mean somebody introduced with a narrower word: "the official" a spokesman.

    >>> wider("official", "spokesman"), wider("spokesman", "official")
    (True, False)
    """
    return introduced in _wider().get(description, ())
