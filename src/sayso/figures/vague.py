"""Words that count without a number: "dozens", "tens of thousands", "several hundred", "a handful"."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sayso.tables import table

__all__ = ["read_vague"]

_SCALES: Final = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_PLURALS: Final = {
    "dozens": "dozen",
    "scores": "score",
    "tens": "ten",
    "hundreds": "hundred",
    "thousands": "thousand",
    "millions": "million",
    "billions": "billion",
}


@cache
def _tables() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    t = table("figures/bounds")
    return t["vague"], t["vague_multipliers"], t["counted_few"]


def read_vague(words: Sequence[str], i: int) -> tuple[float, float | None, int] | None:
    """The smallest and largest value of the vague number at word ``i``, and the index behind it; None if there is none.

    >>> read_vague("tens of thousands of people".split(), 0)
    (20000, 99999, 3)
    >>> read_vague("several hundred".split(), 0), read_vague("a few dozen".split(), 0)
    ((300, 999, 2), (24, 71, 3))
    >>> read_vague("a handful of men".split(), 0), read_vague("few men".split(), 0)
    ((3, 6, 2), None)
    >>> read_vague("scores feared dead".split(), 0), read_vague("scores a goal".split(), 0)
    ((40, 99, 1), None)
    """
    vague, multipliers, counted = _tables()
    word = words[i]
    if word in ("a", "an"):
        return _with_article(words, i, multipliers, counted)
    if word in ("many", "untold", "countless"):
        return read_vague(words, i + 1) if i + 1 < len(words) and words[i + 1] in _PLURALS else None
    if word in multipliers and i + 1 < len(words):
        scaled = _scaled(words, i + 1, multipliers[word])
        if scaled:
            return scaled
    if word not in vague:
        return None
    if word in ("tens", "hundreds", "thousands") and words[i + 1 : i + 2] == ["of"] and i + 2 < len(words):
        scale = _PLURALS.get(words[i + 2])
        if scale in _SCALES and _SCALES[scale] >= 1000:
            base = {"tens": 20, "hundreds": 200, "thousands": 2000}[word]
            top = {"tens": 100, "hundreds": 1000, "thousands": 10000}[word]
            return base * _SCALES[scale], top * _SCALES[scale] - 1, i + 3
    if word in ("tens", "scores", "handful") and words[i + 1 : i + 2] != ["of"] and not (word == "scores" and _befell(words, i + 1)):
        return None  # "he scores", "by the handful"
    low, high = vague[word]
    return low, high, i + 1


_BEFELL: Final = frozenset("dead killed feared injured wounded hurt missing displaced arrested detained more others were are have believed".split())


def _befell(words: Sequence[str], i: int) -> bool:
    """Whether the word at ``i`` tells what happened to those counted: "scores killed", "scores more"."""
    return i < len(words) and words[i] in _BEFELL


def _with_article(words: Sequence[str], i: int, multipliers: dict[str, Any], counted: dict[str, Any]) -> tuple[float, float | None, int] | None:
    if i + 1 >= len(words) or words[i + 1] not in counted:
        return None
    word = words[i + 1]
    if word in multipliers:
        k = i + 3 if words[i + 2 : i + 3] == ["of"] else i + 2
        scaled = _scaled(words, k, multipliers[word]) if k < len(words) else None
        if scaled:
            return scaled
    if word != "few" and words[i + 2 : i + 3] != ["of"]:
        return None  # "a couple" is a man and a woman, "a pair" of gloves
    return counted[word][0], counted[word][1], i + 2


def _scaled(words: Sequence[str], k: int, multiple: Sequence[int]) -> tuple[float, float, int] | None:
    scale = _SCALES.get(words[k]) or _SCALES.get(_PLURALS.get(words[k], ""))
    if scale is None or words[k] == "score":
        return None
    k += 1
    if words[k : k + 1] and words[k] in ("thousand", "million") and scale == 100:
        scale, k = scale * _SCALES[words[k]], k + 1
    return multiple[0] * scale, (multiple[1] + 1) * scale - 1, k
