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
_BANDS, _ROWS = 32, 4
"""A pair that shares 0.8 of its runs meets in some band with 1 - (1 - 0.8⁴)³² > 0.9999, one that shares 0.3 with 0.23."""

_PRIME = np.uint64((1 << 31) - 1)
"""Mersenne; products of two numbers below it fit into 64 bits."""

_MOST_RUNS = 20_000


@dataclass(frozen=True, slots=True)
class Copy:
    """Which report another one is a near-copy of.

    Attributes:
        id: Of the one seen first.
        alike: Share of runs of five words that they have in common, 0 to 1, estimated (standard error at most 0.045).
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
        alike: Share of runs of five words from which on two reports are near-copies.
        remember: How many reports are remembered, about 1.5 kB each; the one that was met longest ago goes first.
    """

    def __init__(self, *, alike: float = 0.8, remember: int = 100_000) -> None:
        self._alike = alike
        self._remember = max(remember, 1)
        self._seen: OrderedDict[int, tuple[str, np.ndarray, tuple[bytes, ...]]] = OrderedDict()
        self._bands: list[dict[bytes, list[int]]] = [{} for _ in range(_BANDS)]
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
        keys = tuple(signature[i * _ROWS : (i + 1) * _ROWS].tobytes() for i in range(_BANDS))
        near = {n for band, key in zip(self._bands, keys, strict=True) for n in band.get(key, ())}
        best = max(((float(np.mean(self._seen[n][1] == signature)), -n) for n in near), default=(0.0, 0))
        if best[0] >= self._alike:
            self._seen.move_to_end(-best[1])
            return Copy(self._seen[-best[1]][0], best[0])
        self._add(id, signature, keys)
        return None

    def _add(self, id: str, signature: np.ndarray, keys: tuple[bytes, ...]) -> None:
        if len(self._seen) >= self._remember:
            old, (_, _, old_keys) = self._seen.popitem(last=False)
            for band, key in zip(self._bands, old_keys, strict=True):
                band[key].remove(old)
                if not band[key]:
                    del band[key]
        self._seen[self._next] = (id, signature, keys)
        for band, key in zip(self._bands, keys, strict=True):
            band.setdefault(key, []).append(self._next)
        self._next += 1

    def signature(self, text: str) -> np.ndarray:
        """What tells a text from others: 128 numbers of 32 bits, the same in every process."""
        words = [w.encode("utf-8", "replace") for w in _WORD.findall(text.casefold())]
        runs = {b" ".join(words[i : i + _RUN]) for i in range(min(max(len(words) - _RUN + 1, 1), _MOST_RUNS))}
        hashes = np.fromiter((zlib.crc32(r) for r in runs), np.uint64, len(runs)) % _PRIME
        out = np.full(_BANDS * _ROWS, _PRIME, np.uint32)
        for i in range(0, len(hashes), 4096):  # in parts, so that a book takes no more memory than a report
            part = ((self._a * hashes[None, i : i + 4096] + self._b) % _PRIME).min(axis=1).astype(np.uint32)
            out = np.minimum(out, part)
        return out
