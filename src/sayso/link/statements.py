"""Two statements as such: the same words told again, another source that says the same, or one that answers the other."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from sayso.ledger.names import folded_words
from sayso.link import slots, told
from sayso.link.cues import COMMON, REMEMBERED
from sayso.text.numbers import read_number
from sayso.types.claims import Claim, Judgement
from sayso.types.kinds import DOUBTING

__all__ = ["compare"]

_TOLD_AS = {"plans": "as a plan", "demands": "as a demand"}
_SAME_WORDS, _SAME_MATTER = 0.7, 0.5
_LEAST = 5  # telling words below which a likeness says nothing
_NOT = frozenset("no not never none nobody nothing neither without cannot didnt doesnt wasnt werent hasnt havent isnt arent wont".split())
_WORD = re.compile(r"[\w,.]*\w|-")
_NAME = re.compile(r"(?<=\w )[A-Z]\w+")


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What statement ``b`` is to ``a``; None where they are on different matters, or on other numbers or names."""
    x, y = _telling(a.quote), _telling(b.quote)
    least = min(len(x), len(y))
    if least < _LEAST:
        return None
    shared = len(x & y) / least
    if shared < _SAME_MATTER or _other_numbers(a.quote, b.quote) or _differ(_names(a.quote), _names(b.quote)):
        return None
    found: dict[str, str] = {"words": f"{shared:.0%} shared", "root": slots.root(a, b), "stance": "same" if a.stance == b.stance else "differs"}
    both = f"{told.source(a)}; {told.source(b)}"
    if (a.stance in DOUBTING) != (b.stance in DOUBTING):
        if _TOLD_AS.keys() & {a.stance, b.stance}:
            return None
        against = a if a.stance in DOUBTING else b
        return Judgement(
            verdict="contradicts", slots=found, reason=f"{both}: {against.root.name} {against.stance} what the other says", score=round(0.45 + shared / 2, 3)
        )
    if _negated(a.quote) != _negated(b.quote):
        if shared < _SAME_WORDS or a.stance != b.stance:
            return None
        return Judgement(
            verdict="contradicts",
            slots=found | {"negation": "differs"},
            reason=f"{both}: the one says that it is so, the other that it is not",
            score=round(shared - 0.2, 3),
        )
    if shared < _SAME_WORDS or (_TOLD_AS.get(a.stance) != _TOLD_AS.get(b.stance)):
        return None
    if found["root"] == "same":
        return Judgement(verdict="repeats", slots=found, reason=f"{both}: the same words, told again", score=round(min(0.95, shared), 3))
    if found["root"] == "credited":
        return Judgement(verdict="repeats", slots=found, reason=f"{both}: the one has it from the other", score=round(min(0.95, shared), 3))
    return Judgement(verdict="corroborates", slots=found, reason=f"{both}: they say the same in like words", score=round(min(0.9, shared - 0.1), 3))


@lru_cache(maxsize=REMEMBERED)
def _telling(quote: str) -> frozenset[str]:
    return frozenset([w for w in folded_words(quote) if len(w) > 3 and w not in COMMON])


@lru_cache(maxsize=REMEMBERED)
def _negated(quote: str) -> bool:
    """Whether a sentence says that something is not so, by an odd number of words of negation."""
    return sum(w in _NOT for w in folded_words(quote)) % 2 == 1


@lru_cache(maxsize=REMEMBERED)
def _numbers(quote: str) -> frozenset[float]:
    """The numbers of a sentence, in digits or words, but for "one"."""
    words = _WORD.findall(quote)
    found, i = set[float](), 0
    while i < len(words):
        read = read_number(words, i)
        if read:
            found.add(float(read[0]))
        i = read[1] if read else i + 1
    return frozenset(found - {1.0})


def _other_numbers(a: str, b: str) -> bool:
    """Whether both sentences have numbers, and not the same ones."""
    x, y = _numbers(a), _numbers(b)
    return bool(x and y and x != y)


@lru_cache(maxsize=REMEMBERED)
def _names(quote: str) -> frozenset[str]:
    return frozenset(_NAME.findall(quote))


def _differ(x: AbstractSet[object], y: AbstractSet[object]) -> bool:
    """Whether each of two sentences has a name that the other has not."""
    return bool(x - y and y - x)
