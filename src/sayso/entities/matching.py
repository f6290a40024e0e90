"""When two names are the same name: parts, initials, spellings, acronyms."""

from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

__all__ = ["acronym", "alike", "head_word", "same_body", "same_person"]

_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SMALL: Final = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "des", "du", "la", "le"))


@lru_cache(maxsize=50_000)
def alike(a: str, b: str) -> bool:
    """Whether two folded words are spellings of one name.

    >>> alike("zelensky", "zelenskyy"), alike("haq", "had"), alike("lavrov", "pavlov")
    (True, False, False)
    """
    if a == b:
        return True
    if len(a) < 5 or len(b) < 5 or a[0] != b[0] or abs(len(a) - len(b)) > 2:
        return False
    return bool(JaroWinkler.similarity(a, b) >= 0.93) and a.rstrip("yiejs")[:4] == b.rstrip("yiejs")[:4]


@lru_cache(maxsize=8192)
def same_person(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    """Whether a name's folded parts can be those of a name met before.

    "Biden" and "Joe Biden", "J. Biden" and "Joe Biden", "Volodimir Zelensky" and "Volodymyr Zelenskyy"; but neither "Hunter
    Biden" and "Joe Biden" nor "Hilton" and "Hilton Valentine Smith".
    """
    new = tuple(p for p in new if p not in _SUFFIXES) or new
    old_core = tuple(p for p in old if p not in _SUFFIXES) or old
    if set(new) != set(old) and (set(new) ^ set(old)) & _SUFFIXES and len(new) > 1:
        # "George Bush Jr" is not "George Bush"
        return False
    if len(new) == 1:
        return any(alike(new[0], p) for p in (old_core[0], old_core[-1])) or (len(old_core) > 2 and new[0] in old_core[1:])
    if len(old_core) == 1:
        return alike(old_core[0], new[-1])
    if not alike(new[-1], old_core[-1]):
        # "Ursula von der Leyen" and "von der Leyen" end alike; so do full names whose last part is left out: "Abu Bakr", "Abu Bakr al Baghdadi"
        return len(new) < len(old_core) and old_core[: len(new)] == new
    if new[0] == old_core[0] or alike(new[0], old_core[0]):
        return True
    if len(new[0]) == 1 or len(old_core[0]) == 1:
        return new[0][0] == old_core[0][0]
    shorter, longer = sorted((new, old_core), key=len)
    return len(shorter) < len(longer) and longer[-len(shorter) :] == shorter


@lru_cache(maxsize=20_000)
def acronym(name: str) -> str:
    """The capitals of a name, small words left out.

    >>> acronym("International Committee of the Red Cross")
    'ICRC'
    """
    words = [w for w in name.replace("-", " ").split() if w.lower() not in _SMALL]
    return "".join(w[0] for w in words if w[0].isalnum()).upper()


def head_word(parts: tuple[str, ...]) -> str:
    """The word of a body's folded name that says what it is.

    >>> head_word(("syrian", "observatory", "for", "human", "rights")), head_word(("white", "nile", "front"))
    ('observatory', 'front')
    """
    small = next((i for i, p in enumerate(parts) if i and p in _SMALL), len(parts))
    return parts[small - 1]


def same_body(new: tuple[str, ...], old: tuple[str, ...]) -> bool:
    """Whether a body's folded name is a short form of one met before: "Amnesty" and "Amnesty International"; but not
    "Bank" and "Bank of England", nor "Ministry of Defence" and "Ministry of Health"."""
    if new == old:
        return True
    if len(new) >= len(old) or not new:
        return False
    if new == old[: len(new)]:
        return len(new[0]) > 3 and (len(new) > 1 or new[0] not in _COMMON) and old[len(new)] not in _SMALL
    return new == old[-len(new) :] and len(new) >= 2


_COMMON: Final = frozenset(
    "bank ministry department university united national international american european islamic north south west east royal new free state general central "
    "public world human people democratic republican red black first ukrainian russian israeli palestinian british french german security army party".split()
)
