"""Dependency trees from arc scores: the best head of each word where that is a tree, else the best tree.

Chu and Liu (1965), Edmonds (1967), with one root, as in Dozat and Manning (2017).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["best_tree", "is_tree"]

Array = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_NEVER: Final = np.float32(-1e9)


def is_tree(heads: list[int]) -> bool:
    """Whether heads (1-based, 0 for the root) make a tree with one root.

    >>> is_tree([2, 0, 2]), is_tree([2, 1, 0]), is_tree([0, 0])
    (True, False, False)
    """
    if heads.count(0) != 1:
        return False
    n = len(heads)
    seen = [0] * (n + 1)
    seen[0] = -1
    for i in range(1, n + 1):
        j = i
        while not seen[j]:
            seen[j] = i
            j = heads[j - 1]
        if seen[j] == i:
            return False
        j = i
        while seen[j] == i:
            seen[j] = -1
            j = heads[j - 1]
    return True


def best_tree(scores: Array) -> list[int]:
    """The heads (1-based, 0 for the root) of the best tree with one root under scores [n, 1+n] (row: word, column: head).

    >>> best_tree(np.array([[0, 0, 9], [3, 5, 0]], np.float32))  # each word's best head is the other one
    [2, 0]
    """
    n = len(scores)
    full = np.full((n + 1, n + 1), _NEVER, np.float32)
    full[1:] = scores
    np.fill_diagonal(full, _NEVER)
    found = _edmonds(full)[1:]
    if (found == 0).sum() > 1:
        best: tuple[float, Ints] | None = None
        for r in np.flatnonzero(found == 0):
            one = full.copy()
            one[1:, 0] = _NEVER
            one[r + 1, 0] = full[r + 1, 0]
            tree = _edmonds(one)[1:]
            total = float(one[np.arange(1, n + 1), tree].sum())
            if best is None or total > best[0]:
                best = total, tree
        assert best is not None
        found = best[1]
    return [int(h) for h in found]


def _edmonds(scores: Array) -> Ints:
    """Heads of the maximum spanning arborescence rooted at node 0; scores[dependent, head]."""
    n = scores.shape[0]
    s = scores.copy()
    np.fill_diagonal(s, _NEVER)
    heads: Ints = s.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    small = np.full((m + 1, m + 1), _NEVER, np.float32)
    small[:m, :m] = s[rest][:, rest]  # twice a plain choice: np.ix_ takes five times as long for tables this small
    out = s[rest][:, cycle]
    small[:m, m] = out.max(1)
    own = s[cycle, heads[cycle]]
    into = s[cycle][:, rest] - own[:, None] + own.sum()
    small[m, :m] = into.max(0)
    tree = _edmonds(small)
    for a in range(1, m):
        heads[rest[a]] = rest[tree[a]] if tree[a] < m else cycle[out[a].argmax()]
    source = tree[m]
    entry = cycle[into[:, source].argmax()]
    heads[entry] = rest[source]
    return heads


def _cycle(heads: list[int]) -> Ints | None:
    colour = [0] * len(heads)
    colour[0] = 2
    for i in range(1, len(heads)):
        path = []
        j = i
        while colour[j] == 0:
            colour[j] = 1
            path.append(j)
            j = heads[j]
        if colour[j] == 1:
            return np.array(path[path.index(j) :])
        for k in path:
            colour[k] = 2
    return None
