"""When two reports mean the same one: rules on names, roles and countries, each with its reason."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.tables import table
from sayso.types.claims import Actor

__all__ = ["Candidate", "Named", "fold", "folded_words", "is_generic", "organ", "same", "two_heads"]

_MARKS = re.compile(r"[^\w ]+")
_HEADS = frozenset(
    {"president", "prime minister", "king", "queen", "emir", "sultan", "chancellor", "supreme leader", "head of state", "premier", "interim president"}
)


_ORGANS = {
    "army": "military",
    "military": "military",
    "armed forces": "military",
    "government": "government",
    "police": "police",
    "navy": "navy",
    "air force": "air force",
}
_MINISTRY = re.compile(r"(?:(?P<a>\w+(?: affairs| security)?) ministry|ministry of (?:the )?(?P<b>\w+(?: affairs| security)?))$")


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as it is looked up: lower case, without accents, punctuation or a leading article.

    >>> fold("The Médecins Sans Frontières'")
    'medecins sans frontieres'
    """
    return " ".join(folded_words(name))


def folded_words(text: str) -> list[str]:
    """The words of a name as it is looked up, or of a sentence, which is too seldom asked for again to be remembered.

    >>> folded_words("The army’s helicopters")
    ['armys', 'helicopters']
    """
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.lower().replace("-", " ")
    words = _MARKS.sub("", plain.replace("'s ", "s ").replace("’s ", "s ")).split()
    return words[1:] if len(words) > 1 and words[0] == "the" else words


@cache
def _nations() -> dict[str, str]:
    """ISO code of each folded name of a country, its possessive, and its adjective."""
    out: dict[str, str] = {}
    for code, c in table("places/countries").items():
        for name in (c["name"], *c.get("also", ()), *c.get("short", ()), *c["people"]):
            out.setdefault(fold(name), code)
            out.setdefault(fold(name) + "s", code)
    return out


@lru_cache(maxsize=20_000)
def organ(name: str, country: str | None) -> str | None:
    """A state's army, police, government or ministry, however it is called; ``country`` is where the report is about.

    >>> organ("South Sudanese army", None), organ("army", "SS"), organ("Defence Ministry", "SS"), organ("Ministry of Defense", "SS")
    ('military@SS', 'military@SS', 'ministry of defence@SS', 'ministry of defence@SS')
    >>> organ("Free Syrian Army", "SY") is None, organ("Malakal police", "SS") is None
    (True, True)
    """
    words = fold(name).split()
    for n in range(min(4, len(words) - 1), 0, -1):
        code = _nations().get(" ".join(words[:n]))
        if code:
            words, country = words[n:], code
            break
    plain = " ".join(words)
    found = _ORGANS.get(plain)
    ministry = _MINISTRY.match(plain)
    if ministry:
        of = ministry["a"] or ministry["b"]
        found = f"ministry of {'defence' if of == 'defense' else of}"
    return f"{found}@{country}" if found and country else None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as one report names them; ``country`` is where the report is about."""

    kind: str
    name: str
    role: str | None = None
    of: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the ledger."""

    id: int
    kind: str
    name: str
    role: str | None
    of: str | None
    country: str | None


def is_generic(named: Named) -> bool:
    """Whether a name is a common noun ("army", "rebels"), which every country has its own of."""
    return named.kind != "place" and not any(c.isupper() for c in named.name)


def same(named: Named, known: Candidate) -> str | None:
    """Why somebody of a report is taken for somebody of the ledger whose name or alias is the same; None if not.

    >>> same(Named("person", "Ana Paz", "president", "Bolivia"), Candidate(1, "person", "Ana Paz", "president", "Peru", None)) is None
    True
    >>> same(Named("person", "Ana Paz"), Candidate(1, "person", "Ana Paz", "president", "Peru", None))
    'same full name'
    """
    alike = named.kind == known.kind or {named.kind, known.kind} <= {"organisation", "group", "other"}
    if not alike or two_heads(named, known):
        return None
    if is_generic(named):
        where = named.of or named.country
        return f"same description, of {where}" if where and where == (known.of or known.country) else None
    if named.kind == "person" and " " not in fold(named.name):
        if named.role and named.of and (fold(named.role), fold(named.of)) == (fold(known.role or ""), fold(known.of or "")):
            return f"same family name, both {named.role} of {named.of}"
        return None  # a family name alone is many people's
    if named.kind == "person":
        return "same full name"
    return "same name"


def two_heads(a: Named | Candidate | Actor, b: Named | Candidate | Actor) -> bool:
    """Whether two are heads of different states: those are never one."""
    heads = (a.role or "").lower() in _HEADS and (b.role or "").lower() in _HEADS
    return bool(heads and a.of and b.of and fold(a.of) != fold(b.of))
