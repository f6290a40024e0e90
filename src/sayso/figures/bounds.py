"""Words that bound a number: "more than", "no fewer than", "up to" before it, "or more", "or so" behind it."""

from collections.abc import Sequence
from functools import cache
from typing import Final, cast

from sayso.tables import table
from sayso.types.kinds import Relation

__all__ = ["after", "before", "bounded", "merged"]

_Entry = tuple[tuple[str, ...], Relation]
_RANK: Final[dict[Relation, int]] = {"exact": 0, "vague": 0, "range": 0, "about": 1, "less_than": 2, "at_most": 2, "more_than": 2, "at_least": 2}


@cache
def _before() -> dict[str, list[_Entry]]:
    """By its last word, each phrase before a number and what it says, longest first."""
    return _index("before", -1)


@cache
def _after() -> dict[str, list[_Entry]]:
    return _index("after", 0)


def _index(side: str, key: int) -> dict[str, list[_Entry]]:
    out: dict[str, list[_Entry]] = {}
    for relation, phrases in table("figures/bounds")[side].items():
        for phrase in phrases:
            words = tuple(phrase.split())
            out.setdefault(words[key], []).append((words, cast(Relation, relation)))
    for entries in out.values():
        entries.sort(key=lambda e: -len(e[0]))
    return out


_WITH_OVER: Final = frozenset("turn turns turned turning hand hands handed handing take takes took taken taking".split())
"""Verbs that "over" belongs to: "handing over six rifles"."""


def before(words: Sequence[str], i: int, floor: int) -> tuple[int, list[Relation]]:
    """Where the bounds before a number at ``i`` begin, not before ``floor``, and what each of them says, nearest first.

    >>> before("killed at least some 200".split(), 4, 0)
    (1, ['about', 'at_least'])
    >>> before("handed over 200".split(), 2, 0)
    (2, [])
    """
    relations: list[Relation] = []
    index = _before()
    while i > floor:
        for phrase, relation in index.get(words[i - 1], ()):
            k = i - len(phrase)
            if k >= floor and tuple(words[k:i]) == phrase and not (phrase == ("over",) and k > floor and words[k - 1] in _WITH_OVER):
                i = k
                relations.append(relation)
                break
        else:
            return i, relations
    return i, relations


def after(words: Sequence[str], i: int) -> tuple[Relation, int] | None:
    """What the words behind a number, at ``i``, say, and the index behind them; None where they say nothing.

    Bounds of the next number are none of this one's: "12 at least 30".

    >>> after("200 or more died".split(), 1)
    ('at_least', 3)
    """
    if i >= len(words):
        return None
    for phrase, relation in _after().get(words[i], ()):
        k = i + len(phrase)
        if tuple(words[i:k]) == phrase and not (k < len(words) and (words[k][0].isdigit() or words[k] in ("a", "than", "to"))):
            return relation, k
    return None


def merged(relations: Sequence[Relation]) -> Relation:
    """The one relation of several: a bound outweighs "about", which outweighs "only"."""
    return max(relations, key=lambda r: _RANK[r], default="exact")


def bounded(low: float, high: float | None, own: Relation, relation: Relation) -> tuple[float | None, float | None, Relation]:
    """The range that a number and its bound allow, and the relation of both.

    >>> bounded(2000, 2000, "exact", "more_than")
    (2000, None, 'more_than')
    >>> bounded(24, 99, "vague", "about"), bounded(24, 99, "vague", "at_most")
    ((24, 99, 'vague'), (None, 99, 'at_most'))
    """
    if relation in ("more_than", "at_least"):
        return low, None, relation
    if relation in ("less_than", "at_most"):
        return None, high, relation
    if own in ("vague", "range"):
        return low, high, own
    return low, high, "about" if "about" in (own, relation) else "exact"
