"""Trees: the best one, by comparison with trying them all."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models.trees import best_tree, is_tree


@st.composite
def scores(draw):
    n = draw(st.integers(1, 5))
    flat = draw(st.lists(st.integers(-20, 20), min_size=n * (n + 1), max_size=n * (n + 1)))
    table = np.array(flat, np.float32).reshape(n, n + 1)
    table[np.arange(n), np.arange(n) + 1] = -1e9
    return table


@settings(max_examples=150)
@given(scores())
def test_no_tree_scores_higher(table):
    n = len(table)
    found = best_tree(table)
    assert is_tree(found)
    best = max(sum(float(table[i, h]) for i, h in enumerate(heads)) for heads in itertools.product(range(n + 1), repeat=n) if is_tree(list(heads)))
    assert sum(float(table[i, h]) for i, h in enumerate(found)) == best
