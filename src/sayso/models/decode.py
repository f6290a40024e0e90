"""From scores to labels, under the constraints that labels have: legal spans, whole sentences, trees."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.models.encoder import Array, Encoder, Scores
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS
from sayso.models.trees import best_tree, is_tree

__all__ = ["Tagged", "links", "meant", "relations", "sentence_starts", "softmax", "syntax", "tags"]

Ints = npt.NDArray[np.int64]
_NEVER = -1e9
_ROOT = RELATIONS.index("root")
_ROWS = 16  # so small a product OpenBLAS does on one thread; waking a second took twenty times as long as the work
_FUNCTION = 3  # letters of the longest function words at the start of a sentence ("The", "And") that are told by their length
_SHORT = 2  # letters of the longest words that are too short to be known again: initials, "No", "Mr"
_RARE = 2e-3  # added to each chance before mentions agree, so that none can rule a class out alone
_JOINS = frozenset(("of", "for"))
_START = 0.0  # logit above which a word begins a sentence
_START_LIKELY = -3.0  # the same where punctuation may say so too, as in “Why?” Ito asked


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
    """The words of a window that begin a sentence: those that the encoder says, ``forced`` ones (paragraphs, and what follows a full
    stop: the head learned from web text, where a quotation of several sentences is one), and those that punctuation makes ``likely``
    unless the encoder is quite sure that they do not."""
    found = set(np.flatnonzero(scores.sentence > _START).tolist())
    found.update(i for i in likely if scores.sentence[i] > _START_LIKELY)
    return sorted(found | set(forced) | {0})


def syntax(scores: Scores, starts: list[int]) -> list[int]:
    """Heads (indices in the window, −1 for a root) of the words of a window whose sentences begin at ``starts``."""
    arcs = np.full_like(scores.arcs, _NEVER)
    arcs[:, 0] = scores.arcs[:, 0]
    n = len(arcs)
    sentences = list(zip(starts, [*starts[1:], n], strict=True))
    for a, b in sentences:
        arcs[a:b, a + 1 : b + 1] = scores.arcs[a:b, a + 1 : b + 1]
    own = np.arange(n)
    arcs[own, own + 1] = _NEVER
    heads: list[int] = (arcs.argmax(1) - 1).tolist()
    for a, b in sentences:
        if not is_tree([h - a + 1 if h >= 0 else 0 for h in heads[a:b]]):
            tree = best_tree(np.concatenate([arcs[a:b, :1], arcs[a:b, a + 1 : b + 1]], 1))
            heads[a:b] = [a + h - 1 if h else -1 for h in tree]
    return heads


def relations(encoder: Encoder, windows: Sequence[Scores], heads: Sequence[list[int]]) -> list[str]:
    """Relations of the words of all windows one after another, given their heads as ``syntax`` returns them."""
    if not windows:
        return []
    d = np.concatenate([w.dependents for w in windows])
    h = np.concatenate([w.heads[np.array(own) + 1] for w, own in zip(windows, heads, strict=True)])
    n, width = d.shape
    pairs = np.zeros((-(-n // _ROWS), _ROWS, 3 * width), np.float32)
    flat = pairs.reshape(-1, 3 * width)[:n]
    np.multiply(d, h, out=flat[:, :width])
    flat[:, width : 2 * width], flat[:, 2 * width :] = d, h
    labels = (pairs @ encoder.relation_weight).reshape(-1, len(RELATIONS))[:n] + encoder.relation_bias
    # "root" is for roots alone
    labels[:, _ROOT] = -1e9
    labels[[x < 0 for own in heads for x in own], _ROOT] = 1e9
    return [RELATIONS[i] for i in labels.argmax(1).tolist()]


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


def tags(encoder: Encoder, windows: Sequence[Scores], words: Sequence[str]) -> tuple[list[Tagged], list[Tagged]]:
    """For each window the best legal BIO tags of names, and those of source, cue and content; each with the probability of the tag on its own.

    ``words`` are those of all windows one after another: the words of one report.
    """
    names, roles = _agreed([w.names for w in windows], words), [w.attribution for w in windows]
    paths = _viterbi([(names, encoder.name_transitions + _NAME_STEPS), (roles, encoder.transitions + _ATTRIBUTION_STEPS)])
    return _tagged(paths[: len(windows)], names, NAMES), _tagged(paths[len(windows) :], roles, ATTRIBUTION)


def _agreed(scores: Sequence[Array], words: Sequence[str]) -> Sequence[Array]:
    """The scores of names, in which a word that stands alone with its capital is of what class all mentions of the word say together: a
    report speaks of one Lincoln, and mostly somewhere says clearly which (one sense per discourse: Gale et al. 1992). Mentions agree by
    the mean of their logarithms, so that who is sure outweighs who is not. Words beside others with a capital keep what they say: the
    nile of a "White Nile Front" is no river; and so do words that the report also writes small.
    """
    small = {w for w in words if w.islower()}
    large = [w[:1].isupper() and w.lower() not in small for w in words]
    beside = [*large, False, False]
    for i, w in enumerate(words):
        if w in _JOINS and 0 < i < len(words) - 1 and len(words[i - 1]) > _FUNCTION and words[i - 1][0].isupper() and words[i + 1][:1].isupper():
            beside[i] = True
    group: dict[str, int] = {}
    at = [i for i, w in enumerate(words) if large[i] and len(w) > _SHORT]
    of = [group.setdefault(words[i].lower(), len(group)) for i in at]
    if len(group) == len(at):
        return scores
    each = np.concatenate(scores)
    chances = softmax(each[at])
    kinds = np.concatenate([chances[:, :1], chances[:, 1::2] + chances[:, 2::2]], 1)
    said = np.zeros((len(group), kinds.shape[1]), np.float32)
    logs = np.log(kinds + _RARE)
    np.add.at(said, of, logs)
    many = np.bincount(of)
    change = said[of] / many[of][:, None] - logs
    change[[many[g] < 2 or beside[i - 1] or beside[i + 1] for i, g in zip(at, of, strict=True)]] = 0
    each[at] += np.concatenate([change[:, :1], np.repeat(change[:, 1:], 2, axis=1)], 1)
    return np.split(each, np.cumsum([len(s) for s in scores])[:-1])


def _tagged(paths: Sequence[list[int]], scores: Sequence[Array], labels: Sequence[str]) -> list[Tagged]:
    out: list[Tagged] = []
    if not scores:
        return out
    chances = softmax(np.concatenate(scores))
    best = chances.max(1).tolist()
    sure = chances[np.arange(len(chances)), [t for path in paths for t in path]].tolist()
    at = 0
    for path in paths:
        stop = at + len(path)
        out.append(Tagged([labels[t] for t in path], sure[at:stop], best[at:stop]))
        at = stop
    return out


def _viterbi(groups: Sequence[tuple[Sequence[Array], Array]]) -> list[list[int]]:
    """The best path through each window's scores [W, tags] of each group, with the group's steps [tags, tags] added between words.

    A path may begin inside a span: attribution goes on from window to window. All windows of all groups run side by side: the loop is
    over the words of the longest (Viterbi 1967). Groups with fewer tags are padded with tags that no path takes. Which tag a path
    comes from is asked on the way back only, for the tags that it takes.
    """
    rows = [(scores, steps) for group, steps in groups for scores in group]
    if not rows:
        return []
    order = sorted(range(len(rows)), key=lambda i: -len(rows[i][0]))
    lengths = [len(rows[i][0]) for i in order]
    most, n, k = lengths[0], len(rows), max(steps.shape[0] for _, steps in groups)
    alpha = np.full((most, n, k), _NEVER, np.float32)  # scores of the tags, to which those of the best paths to them are added
    between = np.full((k, n, k), _NEVER, np.float32)  # [from, row, to]: the largest over the first axis is found along rows of memory
    for row, i in enumerate(order):
        scores, steps = rows[i]
        alpha[: lengths[row], row, : scores.shape[1]] = scores
        between[: len(steps), row, : len(steps)] = steps
    active = n
    for t in range(1, most):
        while lengths[active - 1] <= t:
            active -= 1
        here = alpha[t, :active]
        here += np.maximum.reduce(alpha[t - 1, :active].T[:, :, None] + between[:, :active], axis=0)
    into = between.transpose(1, 2, 0).copy()  # [row, to, from]
    each = np.arange(n)
    tags = np.zeros((most, n), np.intp)
    active = 0
    for t in range(most - 1, -1, -1):
        if active:
            tags[t, :active] = (alpha[t, :active] + into[each[:active], tags[t + 1, :active]]).argmax(1)
        begun = active
        while active < n and lengths[active] == t + 1:
            active += 1
        if active > begun:
            tags[t, begun:active] = alpha[t, begun:active].argmax(1)
    paths = tags.T.tolist()
    out: list[list[int]] = [[] for _ in rows]
    for row, i in enumerate(order):
        out[i] = paths[row][: lengths[row]]
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
