"""Near-copies: whether a report is, but for some words, one that was seen already, as agency reports are in a hundred papers.

MinHash (Broder 1997) over runs of five words estimates the share of runs that two texts have in common (Jaccard); banding (Leskovec,
Rajaraman & Ullman, "Mining of Massive Datasets", chapter 3) finds candidates without comparing all pairs. datasketch has the same, but brings 200 MB of
SciPy along for choosing the number of bands, and forgets nothing; here what was seen longest ago goes, so memory stays bounded.
"""

import re
import zlib
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from sayso.types.report import Report

__all__ = ["Copies", "Copy"]

_WORD = re.compile(r"\w+")
_RUN = 5
_BANDS, _ROWS = 20, 5
"""A pair that shares 0.8 of its runs meets in some band with 1 - (1 - 0.8⁵)²⁰ = 0.9996, one that shares 0.3 with 0.05."""

_PRIME = np.uint64((1 << 31) - 1)
"""Mersenne; products of two numbers below it fit into 64 bits."""

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MOST_RUNS = 20_000
_MOST_SHARING = 16
"""Reports that are looked for by one band, the newest. Bulletins made from one form share half their bands without being copies; were all of them
compared, the hundred-thousandth would take a fifth of a second. A copy shares other bands with its original alone."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Which report another one is a near-copy of.

    Attributes:
        id: Of the one seen first.
        alike: Share of runs of five words that they have in common, 0 to 1, estimated (standard error at most 0.05).
    """

    id: str
    alike: float


class Copies:
    """Remembers reports and says of each new one whether it is a near-copy of one of them.

    >>> from sayso.intake import report_from_text
    >>> copies = Copies()
    >>> text = "At least 12 people were killed in Goma on Friday when a shell hit the market near the port, the mayor said."
    >>> copies.see(report_from_text(text, id="a"))
    >>> copies.see(report_from_text(text + " (Agency)", id="b")).id
    'a'

    Args:
        alike: Share of runs of five words from which on two reports are near-copies; of those that share less than 0.8 some are missed.
        remember: How many reports are remembered, 2.6 kB each; the one that was met longest ago goes first.
    """

    def __init__(self, *, alike: float = 0.8, remember: int = 100_000) -> None:
        self._alike = alike
        self._remember = max(remember, 1)
        self._seen: OrderedDict[int, tuple[str, np.ndarray]] = OrderedDict()
        self._bands: list[dict[int, int | tuple[int, ...]]] = [{} for _ in range(_BANDS)]
        """For each band of a signature, hashed, the newest reports that have it: nearly always one, which needs no tuple."""
        self._forgotten = 0
        self._next = 0
        chance = np.random.default_rng(1997)  # the same for all, so that a run can be repeated
        self._a = chance.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)[:, None]
        self._b = chance.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)[:, None]

    def __len__(self) -> int:
        """How many reports are remembered."""
        return len(self._seen)

    def see(self, report: Report) -> Copy | None:
        """What a report is a near-copy of, the likest; None where it is new, and it is then remembered."""
        return self.meet(report.info.id, self.signature(report.text))

    def meet(self, id: str, signature: np.ndarray) -> Copy | None:
        """The same of a report whose signature was made elsewhere, by :meth:`signature`."""
        keys = self._keys(signature)
        near = {n for band, key in zip(self._bands, keys, strict=True) for n in _several(band.get(key, ()))}
        best = max(((float(np.mean(self._seen[n][1] == signature)), -n) for n in near), default=(0.0, 0))
        if best[0] >= self._alike:
            self._seen.move_to_end(-best[1])
            return Copy(self._seen[-best[1]][0], best[0])
        if len(self._seen) >= self._remember:
            self._forget()
        self._seen[self._next] = (id, signature)
        for band, key in zip(self._bands, keys, strict=True):
            others = band.get(key)
            band[key] = self._next if others is None else (*_several(others)[1 - _MOST_SHARING :], self._next)
        self._next += 1
        return None

    def _forget(self) -> None:
        old, (_, signature) = self._seen.popitem(last=False)
        for band, key in zip(self._bands, self._keys(signature), strict=True):
            left = tuple(n for n in _several(band.get(key, ())) if n != old)
            if not left:
                band.pop(key, None)
            else:
                band[key] = left[0] if len(left) == 1 else left
        self._forgotten += 1
        turn, left_over = divmod(self._forgotten, self._remember // (2 * _BANDS) + 1)
        if not left_over:  # a dict from which keys go as others come keeps room for three times as many, and so would its copy
            self._bands[turn % _BANDS] = {key: found for key, found in self._bands[turn % _BANDS].items()}  # noqa: C416

    def _keys(self, signature: np.ndarray) -> list[int]:
        """A number for each band. That two have one by chance costs a comparison and no more."""
        mixed = np.full(_BANDS, _ODD)
        for column in signature.reshape(_BANDS, _ROWS).T:
            mixed = (mixed ^ column) * _ODD  # wraps around, as FNV does
        return (mixed >> np.uint64(4)).tolist()  # type: ignore[no-any-return]  # 60 bits: Python's numbers of more are larger

    def signature(self, text: str) -> np.ndarray:
        """What tells a text from others: 100 numbers of 32 bits, the same in every process."""
        words = [w.encode("utf-8", "replace") for w in _WORD.findall(text.casefold())]
        runs = {b" ".join(words[i : i + _RUN]) for i in range(min(max(len(words) - _RUN + 1, 1), _MOST_RUNS))}
        hashes = np.fromiter((zlib.crc32(r) for r in runs), np.uint64, len(runs)) % _PRIME
        out = np.full(_BANDS * _ROWS, _PRIME, np.uint32)
        for i in range(0, len(hashes), 4096):  # in parts, so that a book takes no more memory than a report
            part = ((self._a * hashes[None, i : i + 4096] + self._b) % _PRIME).min(axis=1).astype(np.uint32)
            out = np.minimum(out, part)
        return out


def _several(found: int | tuple[int, ...]) -> tuple[int, ...]:
    return (found,) if isinstance(found, int) else found
