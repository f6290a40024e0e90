"""From scores to labels, under the constraints that labels have: legal spans, whole sentences, trees.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.models.encoder import Array, Encoder, Scores
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS
from sayso.models.trees import best_tree

__all__ = ["attribution_tags", "links", "name_tags", "sentence_starts", "softmax", "syntax"]

Ints = npt.NDArray[np.int64]
_START = 0.0  # logit above which a word begins a sentence
_START_LIKELY = -3.0  # the same where a full stop and a capital say so too: news is not the web text that the head learned from
_INSIDE = np.array([t[0] == "I" for t in NAMES])
_BEFORE = np.array([NAMES.index("B" + t[1:]) if t[0] == "I" else i for i, t in enumerate(NAMES)])


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
    labels = np.concatenate([d * h, d, h], 1) @ encoder.relation_weight + encoder.relation_bias
    # "root" is for roots alone
    labels[:, RELATIONS.index("root")] = [1e9 if x < 0 else -1e9 for x in heads]
    return heads, [RELATIONS[i] for i in labels.argmax(1).tolist()]


def name_tags(scores: Scores) -> tuple[list[str], list[float]]:
    """BIO tags of names and their probabilities; an I without its B becomes a B."""
    p = softmax(scores.names)
    best = p.argmax(1)
    sure = p[np.arange(len(best)), best]
    tags = best.tolist()
    previous = 0
    for i, t in enumerate(tags):
        if _INSIDE[t] and NAMES[previous][1:] != NAMES[t][1:]:
            tags[i] = int(_BEFORE[t])
        previous = tags[i]
    return [NAMES[t] for t in tags], sure.tolist()


def _legal() -> Array:
    ban = np.zeros((len(ATTRIBUTION), len(ATTRIBUTION)), np.float32)
    for i, a in enumerate(ATTRIBUTION):
        for j, b in enumerate(ATTRIBUTION):
            if b[0] == "I" and a[1:] != b[1:]:
                ban[i, j] = -1e4
    return ban


_LEGAL = _legal()


def attribution_tags(encoder: Encoder, windows: Sequence[Scores]) -> list[tuple[list[str], Array]]:
    """For each window the best legal BIO tags of source, cue and content (Viterbi), and the probability of each tag alone.

    All windows run side by side: the loop is over the words of the longest.
    """
    if not windows:
        return []
    order = sorted(range(len(windows)), key=lambda i: -len(windows[i].sentence))
    lengths = [len(windows[i].sentence) for i in order]
    most, k = lengths[0], len(ATTRIBUTION)
    emissions = np.zeros((most, len(windows), k), np.float32)
    for row, i in enumerate(order):
        emissions[: lengths[row], row] = windows[i].attribution
    step = (encoder.transitions + _LEGAL)[None]
    back = np.zeros((most, len(windows), k), np.int8)
    alpha = emissions[0].copy()
    ends = np.zeros((len(windows), k), np.float32)
    active = len(windows)
    for t in range(1, most + 1):
        while active and lengths[active - 1] == t:
            ends[active - 1] = alpha[active - 1]
            active -= 1
        if not active:
            break
        paths = alpha[:active, :, None] + step
        choice = paths.argmax(1)
        back[t, :active] = choice
        alpha = np.take_along_axis(paths, choice[:, None, :], 1)[:, 0] + emissions[t, :active]
    out: list[tuple[list[str], Array]] = [([], emissions[0, :1])] * len(windows)
    for row, i in enumerate(order):
        tag = int(ends[row].argmax())
        path = [tag]
        for t in range(lengths[row] - 1, 0, -1):
            tag = int(back[t, row, tag])
            path.append(tag)
        out[i] = [ATTRIBUTION[t] for t in reversed(path)], softmax(windows[i].attribution)
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
