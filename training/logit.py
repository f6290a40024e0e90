"""Multinomial logits in numpy: which of some candidates is right, by one weight a feature."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class Case(NamedTuple):
    """The features of each candidate, "none" first, and which are right."""

    features: list[tuple[str, ...]]
    right: list[int]


def adam(gradient: Callable[[np.ndarray], np.ndarray], start: np.ndarray, steps: int) -> np.ndarray:
    """Where so many steps against a gradient lead (Kingma and Ba 2015)."""
    w, m, v = start.copy(), np.zeros(len(start)), np.zeros(len(start))
    for t in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def fit(rows: list[Case], *, least: int, pull: float, steps: int = 300) -> dict[str, float]:
    """Weights on the whole set, of features seen at least ``least`` times, drawn to nothing by ``pull``; where several candidates are right, any
    of them will do."""
    seen = Counter(f for row in rows for found in row.features for f in set(found))
    number = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= least))}
    starts = np.cumsum([0, *(len(row.features) for row in rows)])[:-1]
    size = sum(len(row.features) for row in rows)
    which = np.repeat(np.arange(len(rows)), [len(row.features) for row in rows])
    right = np.zeros(size, bool)
    at, names = [], []
    for start, row in zip(starts, rows, strict=True):
        right[[start + k for k in row.right]] = True
        for k, found in enumerate(row.features):
            known = [number[f] for f in found if f in number]
            at += [start + k] * len(known)
            names += known
    place, name = np.array(at), np.array(names)

    def gradient(w: np.ndarray) -> np.ndarray:
        s = np.bincount(place, weights=w[name], minlength=size)
        q = np.exp(s - np.maximum.reduceat(s, starts)[which])
        q /= np.add.reduceat(q, starts)[which]
        y = q * right
        y /= np.add.reduceat(y, starts)[which]
        return np.bincount(name, weights=(q - y)[place], minlength=len(w)) + pull * w

    w = adam(gradient, np.zeros(len(number)), steps)
    return {f: float(w[i]) for f, i in number.items()}
