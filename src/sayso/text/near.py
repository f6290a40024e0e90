"""How alike two texts are, word run by word run, and signatures that find the like among many (Broder 1997, "MinHash").

A report cut short or added to is still a copy: what counts is the share of the shorter text's word runs that the longer one
has (containment), not the share of all.
"""

import re
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["HASHES", "bands", "containment", "passages", "runs", "signature"]

HASHES: Final = 64
_ROWS: Final = 2  # numbers a band: copies that share three runs in ten still meet in one band of 32 nineteen times in twenty
_LENGTH: Final = 3  # words a run
_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = bytes(c if chr(c).isalnum() or c == ord("_") else ord(" ") for c in range(128)).ljust(256)  # a byte of ASCII that is in no word is a blank
_LEAST: Final = 5  # letters of a long word
_rng: Final = np.random.default_rng(20220326)  # any fixed seed will do; another one makes other signatures
_A: Final = _rng.integers(1, 2**31 - 1, HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_B: Final = _rng.integers(0, 2**31 - 1, HASHES, dtype=np.uint64)


def runs(text: str) -> npt.NDArray[np.uint64]:
    """Hashes of all runs of three words of a text, each once; of the words themselves where there are fewer.

    >>> len(runs("Shells hit the market. Shells hit the market."))
    4
    """
    words = np.array(list(map(zlib.crc32, _words(text))), np.uint64)
    if len(words) < _LENGTH:
        return np.unique(words)
    mixed = words[: len(words) - _LENGTH + 1].copy()
    for i in range(1, _LENGTH):
        mixed = mixed * np.uint64(0x9E3779B1) + words[i : len(words) - _LENGTH + 1 + i]
    found = np.sort((mixed ^ (mixed >> np.uint64(29))) & np.uint64(0xFFFFFFFF))
    return found[np.concatenate(([True], found[1:] != found[:-1]))]  # what np.unique does, in a third of the time


def _words(text: str, least: int = 1) -> list[bytes]:
    """The words of a text in lower case, in UTF-8; those that have so many letters."""
    if text.isascii():  # a fifth of the time
        plain = text.lower().encode().translate(_PLAIN).split()
        return [w for w in plain if len(w) >= least] if least > 1 else plain
    return [w.encode("utf-8", "surrogatepass") for w in _WORD.findall(text.lower()) if len(w) >= least]


def signature(found: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint32]:
    """The MinHash signature of a text's runs: 64 numbers; two texts share as many in 64 as their runs overlap (Jaccard)."""
    if not len(found):
        return np.zeros(HASHES, np.uint32)
    mixed = found[None, :] * _A[:, None]
    mixed += _B[:, None]
    mixed >>= np.uint64(17)
    mins: npt.NDArray[np.uint32] = mixed.astype(np.uint32).min(1)  # of the lower 32 bits
    return mins


def bands(mins: npt.NDArray[np.uint32]) -> list[int]:
    """Signed 64-bit numbers of which texts that are alike share one or more, and others hardly ever do."""
    pairs = mins.reshape(-1, _ROWS).astype(np.uint64)
    mixed = (np.arange(len(pairs), dtype=np.uint64) << np.uint64(58)) ^ (pairs[:, 0] << np.uint64(26)) ^ pairs[:, 1]
    found: list[int] = mixed.astype(np.int64).tolist()
    return found


def containment(a: npt.NDArray[np.uint64], b: npt.NDArray[np.uint64]) -> float:
    """The share of the shorter one's runs that the other has, 0 to 1."""
    least = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / least if least else 0.0


_PASSAGES: Final = 4


def passages(text: str) -> list[int]:
    """A few hashes of pairs of neighbouring long words, the smallest ones (a bottom-k sketch: Cohen and Kaplan 2007): two
    passages of which one says much of the other in its words mostly share one.

    >>> a, b = passages("Shells struck the central market of Malakal"), passages("shells struck Malakal: the central market burned")
    >>> bool(set(a) & set(b))
    True
    """
    return list(_passages(text))


@lru_cache(maxsize=1024)
def _passages(text: str) -> tuple[int, ...]:
    # the statement and the events of one sentence ask for the same, to be stored and to be compared
    words = list(map(zlib.crc32, _words(text, _LEAST)))
    ranked = {((h := (a * 0x9E3779B1 ^ b) & 0x7FFFFFFFFFFF) * 0x2545F491) & 0xFFFFFFFF: h for a, b in pairwise(words)}
    return tuple([ranked[rank] for rank in sorted(ranked)[:_PASSAGES]])
