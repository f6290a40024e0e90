"""From scores to labels, under the constraints that labels have: legal spans, whole sentences, trees."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.models.encoder import Array, Encoder, Scores
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS
from sayso.models.trees import best_tree

__all__ = ["Tagged", "links", "meant", "sentence_starts", "softmax", "syntax", "tags"]

Ints = npt.NDArray[np.int64]
_NEVER = -1e9
_ROWS = 16  # so small a product OpenBLAS does on one thread; waking a second took twenty times as long as the work
_START = 0.0  # logit above which a word begins a sentence
_START_LIKELY = -3.0  # the same where a full stop and a capital say so too: news is not the web text that the head learned from


class Tagged(NamedTuple):
    """Tags of the words of a window.

    Attributes:
        sure: The probability of each tag on its own.
        best: The probability of the tag that is likeliest on its own.
    """

    tags: list[str]
    sure: list[float]
    best: list[float]


def softmax(scores: Array) -> Array:
    """Probabilities over the last axis."""
    e = np.exp(scores - scores.max(-1, keepdims=True))
    out: Array = e / e.sum(-1, keepdims=True)
    return out


def sentence_starts(scores: Scores, forced: Sequence[int], likely: Sequence[int] = ()) -> list[int]:
    """The words of a window that begin a sentence: those that the encoder says, ``forced`` ones (paragraphs), and those
    that punctuation makes ``likely`` unless the encoder is quite sure that they do not."""
    found = set(np.flatnonzero(scores.sentence > _START).tolist())
    found.update(i for i in likely if scores.sentence[i] > _START_LIKELY)
    return sorted(found | set(forced) | {0})


def syntax(encoder: Encoder, scores: Scores, starts: list[int]) -> tuple[list[int], list[str]]:
    """Heads (indices in the window, −1 for a root) and relations of the words of a window whose sentences begin at ``starts``."""
    n = len(scores.sentence)
    heads: list[int] = []
    columns: list[int] = []
    for a, b in zip(starts, [*starts[1:], n], strict=True):
        block = np.concatenate([scores.arcs[a:b, :1], scores.arcs[a:b, a + 1 : b + 1]], 1)
        own = np.arange(b - a)
        block[own, own + 1] = -1e9
        tree = best_tree(block)
        heads += [a + h - 1 if h else -1 for h in tree]
        columns += [a + h if h else 0 for h in tree]
    d, h = scores.dependents, scores.heads[columns]
    pairs = np.concatenate([d * h, d, h], 1)
    labels = np.concatenate([pairs[i : i + _ROWS] @ encoder.relation_weight for i in range(0, n, _ROWS)]) + encoder.relation_bias
    # "root" is for roots alone
    labels[:, RELATIONS.index("root")] = [1e9 if x < 0 else -1e9 for x in heads]
    return heads, [RELATIONS[i] for i in labels.argmax(1).tolist()]


def _legal(tags: Sequence[str]) -> Array:
    """Scores of steps between BIO tags: 0, or next to impossible where an I would follow what it cannot go on from."""
    ban = np.zeros((len(tags), len(tags)), np.float32)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            if b[0] == "I" and a[1:] != b[1:]:
                ban[i, j] = -1e4
    return ban


_NAME_STEPS = _legal(NAMES)
_ATTRIBUTION_STEPS = _legal(ATTRIBUTION)


def tags(encoder: Encoder, windows: Sequence[Scores]) -> tuple[list[Tagged], list[Tagged]]:
    """For each window the best legal BIO tags of names, and those of source, cue and content; each with the probability of the tag on its own."""
    names, roles = [w.names for w in windows], [w.attribution for w in windows]
    paths = _viterbi([(names, encoder.name_transitions + _NAME_STEPS), (roles, encoder.transitions + _ATTRIBUTION_STEPS)])
    return _tagged(paths[: len(windows)], names, NAMES), _tagged(paths[len(windows) :], roles, ATTRIBUTION)


def _tagged(paths: Sequence[list[int]], scores: Sequence[Array], labels: Sequence[str]) -> list[Tagged]:
    out = []
    for path, s in zip(paths, scores, strict=True):
        sure = softmax(s)
        out.append(Tagged([labels[t] for t in path], sure[np.arange(len(path)), path].tolist(), sure.max(1).tolist()))
    return out


def _viterbi(groups: Sequence[tuple[Sequence[Array], Array]]) -> list[list[int]]:
    """The best path through each window's scores [W, tags] of each group, with the group's steps [tags, tags] added between words.

    A path may begin inside a span: attribution goes on from window to window. All windows of all groups run side by side: the loop is
    over the words of the longest (Viterbi 1967). Groups with fewer tags are padded with tags that no path takes.
    """
    rows = [(scores, steps) for group, steps in groups for scores in group]
    if not rows:
        return []
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i][0]))
    lengths = [len(rows[i][0]) for i in order]
    most, k = lengths[0], max(steps.shape[0] for _, steps in groups)
    emissions = np.full((most, len(rows), k), _NEVER, np.float32)
    between = np.full((len(rows), k, k), _NEVER, np.float32)
    for row, i in enumerate(order):
        scores, steps = rows[i]
        emissions[: lengths[row], row, : scores.shape[1]] = scores
        between[row, : len(steps), : len(steps)] = steps
    back = np.zeros((most, len(rows), k), np.int8)
    alpha = emissions[0].copy()
    ends = np.zeros((len(rows), k), np.float32)
    active = len(rows)
    for t in range(1, most + 1):
        while active and lengths[active - 1] == t:
            ends[active - 1] = alpha[active - 1]
            active -= 1
        if not active:
            break
        paths = alpha[:active, :, None] + between[:active]
        back[t, :active] = paths.argmax(1)
        alpha = paths.max(1) + emissions[t, :active]
    came = back.tolist()
    out: list[list[int]] = [[] for _ in rows]
    for row, (i, tag) in enumerate(zip(order, ends.argmax(1).tolist(), strict=True)):
        path = [tag]
        for t in range(lengths[row] - 1, 0, -1):
            tag = came[t][row][tag]
            path.append(tag)
        out[i] = path[::-1]
    return out


def links(scores: Scores, begins: Sequence[int], roles: Sequence[str]) -> list[int]:
    """For each span of a window (its first word, its role) the position in ``begins`` of its partner, or −1.

    A source or content goes to the cue, source or content that the encoder scores highest; a cue goes nowhere; two spans
    of one role are never partners.
    """
    if not begins:
        return []
    at = np.array(begins)
    table = scores.link_from[at] @ scores.link_to[np.concatenate([[0], at + 1])].T
    for i, a in enumerate(roles):
        for j, b in enumerate(roles):
            if a == b:
                table[i, j + 1] = -1e9
    best = (table.argmax(1) - 1).tolist()
    return [-1 if r == "cue" else b for r, b in zip(roles, best, strict=True)]


def meant(scores: Scores, pronouns: Sequence[int]) -> Array | None:
    """For each of some words of a window the probabilities that it means nobody in the window (0), or word ``k - 1`` does; None
    where the weights do not say."""
    if scores.meant_from is None or scores.meant_to is None:
        return None
    at = np.array(pronouns, np.int64)
    table = scores.meant_from[at] @ scores.meant_to.T / np.sqrt(np.float32(scores.meant_to.shape[1]))
    table[np.arange(len(at)), at + 1] = _NEVER
    return softmax(table)
