"""From scores to labels, under the constraints that labels have: legal spans, whole sentences, trees."""

from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.models.encoder import Array, Encoder, Scores
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS
from sayso.models.trees import best_tree, is_tree

__all__ = ["Tagged", "links", "meant", "relations", "sentence_starts", "softmax", "syntax", "tags"]

Ints = npt.NDArray[np.int64]
_NEVER: Final = -1e9
_ROOT: Final = RELATIONS.index("root")
_ROWS: Final = 16  # so small a product OpenBLAS does on one thread; waking a second took twenty times as long as the work
_FUNCTION: Final = 3  # letters of the longest function words at the start of a sentence ("The", "And") that are told by their length
_SHORT: Final = 2  # letters of the longest words that are too short to be known again: initials, "No", "Mr"
_RARE: Final = 2e-3  # added to each chance before mentions agree, so that none can rule a class out alone
_JOINS: Final = frozenset(("of", "for"))
_ROUNDING: Final = 1e-3  # more than what sums of scores in 32 bits are off by
_START: Final = 0.0  # logit above which a word begins a sentence
_START_LIKELY: Final = -3.0  # the same where punctuation may say so too, as in “Why?” Ito asked


class Tagged(NamedTuple):
    """The words of a report that have a tag other than "O".

    Attributes:
        at: Which words these are, in order.
        tags: Their tags.
        sure: The probability of each tag on its own.
        best: The probability of the tag that is likeliest on its own.
    """

    at: list[int]
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


def syntax(scores: Scores, starts: list[int]) -> Ints:
    """Heads (indices in the window, −1 for a root) of the words of a window whose sentences begin at ``starts``."""
    arcs = np.full_like(scores.arcs, _NEVER)
    arcs[:, 0] = scores.arcs[:, 0]
    n = len(arcs)
    ends = [*starts[1:], n]
    for a, b in zip(starts, ends, strict=True):
        arcs[a:b, a + 1 : b + 1] = scores.arcs[a:b, a + 1 : b + 1]
    own = np.arange(n)
    arcs[own, own + 1] = _NEVER
    heads: Ints = arcs.argmax(1) - 1
    found: list[int] = heads.tolist()
    for a, b in zip(starts, ends, strict=True):
        if not is_tree([max(h + 1 - a, 0) for h in found[a:b]]):
            tree = np.array(best_tree(np.concatenate([arcs[a:b, :1], arcs[a:b, a + 1 : b + 1]], 1)))
            heads[a:b] = np.where(tree > 0, a + tree - 1, -1)
    return heads


def relations(encoder: Encoder, windows: Sequence[Scores], heads: Sequence[Ints]) -> list[str]:
    """Relations of the words of all windows one after another, given their heads as ``syntax`` returns them."""
    if not windows:
        return []
    n, width = sum(map(len, heads)), windows[0].dependents.shape[1]
    pairs = np.zeros((-(-n // _ROWS), _ROWS, 3 * width), np.float32)
    both, d, h = (pairs.reshape(-1, 3 * width)[:n, k * width : (k + 1) * width] for k in range(3))
    np.concatenate([w.dependents for w in windows], out=d)
    np.concatenate([w.heads[own + 1] for w, own in zip(windows, heads, strict=True)], out=h)
    np.multiply(d, h, out=both)
    labels = (pairs @ encoder.relation_weight).reshape(-1, len(RELATIONS))[:n]
    labels += encoder.relation_bias
    # "root" is for roots alone
    labels[:, _ROOT] = np.where(np.concatenate(heads) < 0, -_NEVER, _NEVER)
    return [RELATIONS[i] for i in labels.argmax(1).tolist()]


class _Steps(NamedTuple):
    """Steps between BIO tags, T of them: "O" first, then the B and the I of each class.

    Attributes:
        into: For each tag what the step to it is worth, by the tag before; next to nothing where an I would follow what it cannot go on from.
        rid: [T-1] the least that a path gains by the two steps at a word once its tag, any but "O", becomes "O" and no I of its class comes behind.
        cut: [T-1] the least that it gains by the three steps where an I does and becomes the B.
    """

    into: list[list[float]]
    rid: Array
    cut: Array


def _steps(learned: Array, tags: Sequence[str]) -> _Steps:
    """Steps between tags with what a model has learned of them [T, T]."""
    n = len(tags)
    legal = np.array([[b[0] != "I" or a[1:] == b[1:] for b in tags] for a in tags])
    goes_on = np.array([[b[0] == "I" and a[1:] == b[1:] for b in tags] for a in tags])
    into_o = np.where(legal, learned[:, :1] - learned, np.inf).min(0)  # of all tags that may come before, the worst
    from_o = np.where(legal & ~goes_on, learned[:1] - learned, np.inf).min(1)
    outside = np.minimum(0, into_o)  # a window's first word has no step before it, its last none behind
    begin = np.arange(1, n, 2).repeat(2)  # the B of each tag's class
    own = np.arange(1, n)
    behind = np.where(legal[begin + 1], learned[begin] - learned[begin + 1], np.inf).min(1)
    return _Steps(
        np.where(legal, learned, _NEVER).T.tolist(),
        (outside + np.minimum(0, from_o))[1:].astype(np.float32),
        (outside[1:] + learned[0, begin] - learned[own, begin + 1] + np.minimum(0, behind)).astype(np.float32),
    )


@cache
def _learned(encoder: Encoder) -> tuple[_Steps, _Steps]:
    """Steps between the tags of names, and between those of attribution."""
    return _steps(encoder.name_transitions, NAMES), _steps(encoder.transitions, ATTRIBUTION)


def tags(encoder: Encoder, windows: Sequence[Scores], words: Sequence[str]) -> tuple[Tagged, Tagged]:
    """The best legal BIO tags of names, and those of source, cue and content; each with the probability of the tag on its own.

    ``words`` are those of all windows one after another: the words of one report.
    """
    if not windows:
        return Tagged([], [], [], []), Tagged([], [], [], [])
    starts = {0, *accumulate(len(w.names) for w in windows)}
    named, marked = _learned(encoder)
    names, roles = _agreed(np.concatenate([w.names for w in windows]), words), np.concatenate([w.attribution for w in windows])
    return _tagged(_viterbi(names, starts, named), names, NAMES), _tagged(_viterbi(roles, starts, marked), roles, ATTRIBUTION)


def _agreed(scores: Array, words: Sequence[str]) -> Array:
    """The scores of names, in which a word that stands alone with its capital is of what class all mentions of the word say together: a
    report speaks of one Lincoln, and mostly somewhere says clearly which (one sense per discourse: Gale et al. 1992). Mentions agree by
    the mean of their logarithms, so that who is sure outweighs who is not. Words beside others with a capital keep what they say: the
    nile of a "White Nile Front" is no river; and so do words that the report also writes small.
    """
    kinds = set(words)
    small = {w for w in kinds if w.islower()}
    capital = {w: w.lower() for w in kinds if w[:1].isupper()}
    large = {i: low for i, w in enumerate(words) if (low := capital.get(w)) is not None and low not in small}
    many = Counter([low for i, low in large.items() if len(words[i]) > _SHORT])
    at = [i for i, low in large.items() if many[low] > 1 and len(words[i]) > _SHORT]
    if not at:
        return scores

    def beside(i: int) -> bool:
        joined = 0 < i < len(words) - 1 and words[i] in _JOINS and len(words[i - 1]) > _FUNCTION and words[i - 1][0].isupper() and words[i + 1][:1].isupper()
        return joined or i in large

    numbers = {low: n for n, low in enumerate(dict.fromkeys([large[i] for i in at]))}
    of = [numbers[large[i]] for i in at]
    chances = softmax(scores[at])
    classes = np.concatenate([chances[:, :1], chances[:, 1::2] + chances[:, 2::2]], 1)
    said = np.zeros((len(numbers), classes.shape[1]), np.float32)
    logs = np.log(classes + _RARE)
    np.add.at(said, of, logs)
    change = said[of] / np.array([many[low] for low in numbers])[of][:, None] - logs
    change[[beside(i - 1) or beside(i + 1) for i in at]] = 0
    out = scores.copy()
    out[at] += np.concatenate([change[:, :1], np.repeat(change[:, 1:], 2, axis=1)], 1)
    return out


def _tagged(path: Sequence[tuple[int, int]], scores: Array, labels: Sequence[str]) -> Tagged:
    at, found = [i for i, _ in path], np.array([t for _, t in path], np.int64)
    chances = softmax(scores[at])
    return Tagged(at, [labels[t] for _, t in path], chances[np.arange(len(at)), found].tolist(), chances.max(1, initial=0).tolist())


def _viterbi(scores: Array, starts: Container[int], steps: _Steps) -> list[tuple[int, int]]:
    """The words that have a tag other than "O" on the best path through the scores [words, tags] of each window (Viterbi 1967), and the tag of each.

    Only tags are tried that can be on it, and most words have but "O". A path may begin inside a span: attribution goes on from window to window.
    """
    possible = _possible(scores, steps)
    loose = np.flatnonzero(possible.any(1))
    which, tags = np.nonzero(possible[loose])
    choices: list[list[int]] = [[0] for _ in range(len(loose))]
    for k, tag in zip(which.tolist(), (tags + 1).tolist(), strict=True):
        choices[k].append(tag)
    rows: list[list[float]] = scores[loose].tolist()
    at: list[int] = loose.tolist()
    out: list[tuple[int, int]] = []
    a, n = 0, len(at)
    while a < n:  # stretches of words, each inside one window
        b = a + 1
        while b < n and at[b] == at[b - 1] + 1 and at[b] not in starts:
            b += 1
        path = _best_path(rows[a:b], choices[a:b], steps.into, at[a] not in starts, at[b - 1] + 1 not in starts)
        out += [(i, t) for i, t in zip(at[a:b], path, strict=True) if t]
        a = b
    return out


def _best_path(rows: list[list[float]], choices: list[list[int]], into: list[list[float]], after: bool, before: bool) -> list[int]:
    """The best path through a stretch of words, each of which has one of some tags; ``after`` and ``before`` say whether an "O" comes before it, and
    behind it."""
    best = [rows[0][t] + (into[t][0] if after else 0.0) for t in choices[0]]
    came: list[list[int]] = []  # for each tag of a word but the first, which of the choices before it the best path to it takes
    for k in range(1, len(rows)):
        row, previous = rows[k], choices[k - 1]
        here: list[float] = []
        whence: list[int] = []
        for t in choices[k]:
            worth = into[t]
            most, which = best[0] + worth[previous[0]], 0
            for i in range(1, len(previous)):
                value = best[i] + worth[previous[i]]
                if value > most:
                    most, which = value, i
            here.append(most + row[t])
            whence.append(which)
        best = here
        came.append(whence)
    if before:
        worth = into[0]
        best = [v + worth[t] for v, t in zip(best, choices[-1], strict=True)]
    which = best.index(max(best))
    path = [choices[-1][which]]
    for k in range(len(came) - 1, -1, -1):
        which = came[k][which]
        path.append(choices[k][which])
    path.reverse()
    return path


def _possible(scores: Array, steps: _Steps) -> npt.NDArray[np.bool_]:
    """Which tags but "O" [words, T-1] words may have on the best path: not those that can be made "O", and the I behind them, if there is one, a B, with a
    gain, whatever the tags around are."""
    behind = np.full((len(scores), scores.shape[1] // 2), np.inf, np.float32)
    behind[:-1] = (scores[:, 1::2] - scores[:, 2::2])[1:]  # what it brings to make the I of the next word a B
    least = np.minimum(steps.rid, steps.cut + np.repeat(behind, 2, axis=1))
    found: npt.NDArray[np.bool_] = scores[:, 1:] - scores[:, :1] > least - _ROUNDING
    return found


def links(scores: Scores, begins: Sequence[int], roles: Sequence[str]) -> list[int]:
    """For each span of a window (its first word, its role) the position in ``begins`` of its partner, or −1.

    A source or content goes to the cue, source or content that the encoder scores highest; a cue goes nowhere; two spans
    of one role are never partners.
    """
    if not begins:
        return []
    at = np.array(begins)
    table = scores.link_from[at] @ scores.link_to[np.concatenate([[0], at + 1])].T
    role = np.array(roles)
    table[:, 1:][role[:, None] == role] = _NEVER
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
