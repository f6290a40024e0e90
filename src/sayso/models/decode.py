"""From scores to labels, under the constraints that labels have: legal spans, whole sentences, trees."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.models.encoder import Array, Encoder, Scores
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS
from sayso.models.trees import best_tree

__all__ = ["Tagged", "links", "meant", "relations", "sentence_starts", "softmax", "syntax", "tags"]

Ints = npt.NDArray[np.int64]
_NEVER: Final = -1e9
_ROOT: Final = RELATIONS.index("root")
_ROWS: Final = 16  # so small a product OpenBLAS does on one thread; waking a second took twenty times as long as the work
_FUNCTION: Final = 3  # letters of the longest function words at the start of a sentence ("The", "And") that are told by their length
_SHORT: Final = 2  # letters of the longest words that are too short to be known again: initials, "No", "Mr"
_RARE: Final = 2e-3  # added to each chance before mentions agree, so that none can rule a class out alone
_JOINS: Final = frozenset(("of", "for"))
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
    for k in _no_trees(heads, starts).tolist():
        a, b = starts[k], ends[k]
        tree = np.array(best_tree(np.concatenate([arcs[a:b, :1], arcs[a:b, a + 1 : b + 1]], 1)))
        heads[a:b] = np.where(tree > 0, a + tree - 1, -1)
    return heads


def _no_trees(heads: Ints, starts: Sequence[int]) -> Ints:
    """Which sentences of a window have more roots than one, or none, or a cycle. All words climb at once, twice as far each time."""
    above = np.concatenate(([0], heads + 1))
    for _ in range(len(heads).bit_length()):
        above = above[above]
    roots = np.add.reduceat((heads < 0).astype(np.int64), starts)
    return np.flatnonzero((roots != 1) | (np.maximum.reduceat(above[1:], starts) > 0))


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


def _legal(tags: Sequence[str]) -> Array:
    """Scores of steps between BIO tags: 0, or next to impossible where an I would follow what it cannot go on from."""
    ban = np.zeros((len(tags), len(tags)), np.float32)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            if b[0] == "I" and a[1:] != b[1:]:
                ban[i, j] = -1e4
    return ban


_NAME_STEPS: Final = _legal(NAMES)
_ATTRIBUTION_STEPS: Final = _legal(ATTRIBUTION)


def tags(encoder: Encoder, windows: Sequence[Scores], words: Sequence[str]) -> tuple[Tagged, Tagged]:
    """The best legal BIO tags of names, and those of source, cue and content; each with the probability of the tag on its own.

    ``words`` are those of all windows one after another: the words of one report.
    """
    if not windows:
        return Tagged([], [], [], []), Tagged([], [], [], [])
    starts = np.cumsum([0, *(len(w.names) for w in windows[:-1])])
    names, roles = _agreed(np.concatenate([w.names for w in windows]), words), np.concatenate([w.attribution for w in windows])
    return (
        _tagged(_viterbi(names, starts, encoder.name_transitions, _NAME_STEPS), names, NAMES),
        _tagged(_viterbi(roles, starts, encoder.transitions, _ATTRIBUTION_STEPS), roles, ATTRIBUTION),
    )


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
    at = [i for i in large if len(words[i]) > _SHORT]
    many = Counter([large[i] for i in at])
    if len(many) == len(at):
        return scores

    def beside(i: int) -> bool:
        joined = 0 < i < len(words) - 1 and words[i] in _JOINS and len(words[i - 1]) > _FUNCTION and words[i - 1][0].isupper() and words[i + 1][:1].isupper()
        return joined or i in large

    group = dict(zip(many, range(len(many)), strict=True))
    of = [group[large[i]] for i in at]
    chances = softmax(scores[at])
    classes = np.concatenate([chances[:, :1], chances[:, 1::2] + chances[:, 2::2]], 1)
    said = np.zeros((len(group), classes.shape[1]), np.float32)
    logs = np.log(classes + _RARE)
    np.add.at(said, of, logs)
    change = said[of] / np.array(list(many.values()))[of][:, None] - logs
    change[[many[large[i]] < 2 or beside(i - 1) or beside(i + 1) for i in at]] = 0
    out = scores.copy()
    out[at] += np.concatenate([change[:, :1], np.repeat(change[:, 1:], 2, axis=1)], 1)
    return out


def _tagged(path: Ints, scores: Array, labels: Sequence[str]) -> Tagged:
    at = np.flatnonzero(path)
    found = path[at]
    chances = softmax(scores[at])
    return Tagged(at.tolist(), [labels[t] for t in found.tolist()], chances[np.arange(len(at)), found].tolist(), chances.max(1, initial=0).tolist())


def _viterbi(scores: Array, starts: Ints, learned: Array, legal: Array) -> Ints:
    """The best path through the scores [words, tags] of each window, with what the model learned of steps between tags [tags, tags] (Viterbi 1967).

    Most words are "O" whatever their neighbours are. The search is for the stretches between them, all of which run side by side: the
    loop is over the words of the longest. A path may begin inside a span: attribution goes on from window to window. Which tag a path
    comes from is asked on the way back only, for the tags that it takes.
    """
    settled = _settled(scores, starts, learned)
    first, last = _stretches(settled, starts)
    out = np.zeros(len(scores), np.int64)
    if not len(first):
        return out
    order = np.argsort(first - last, kind="stable")  # the longest first
    first, lengths = first[order], (last - first + 1)[order]
    most, steps = int(lengths[0]), learned + legal
    step = np.arange(most)[:, None]
    active = [*np.count_nonzero(lengths > step, axis=1).tolist(), 0]  # how many stretches have a word at each step
    at = np.minimum(first + step, len(scores) - 1)
    alpha = scores[at]  # [step, stretch, tag], to which the scores of the best paths there are added
    alpha[settled[at], 1:] = _NEVER
    for t in range(1, most):
        here = alpha[t, : active[t]]
        here += np.maximum.reduce(alpha[t - 1, : active[t]].T[:, :, None] + steps[:, None], axis=0)  # over what lies along rows of memory
    into = steps.T.copy()
    tags = np.zeros((most, len(first)), np.int64)
    for t in range(most - 1, -1, -1):
        on, here = active[t + 1], alpha[t, : active[t]]
        tags[t, on : active[t]] = here[on:].argmax(1)
        if on:
            tags[t, :on] = (here[:on] + into[tags[t + 1, :on]]).argmax(1)
    within = step < lengths
    out[at[within]] = tags[within]
    return out


def _settled(scores: Array, starts: Ints, learned: Array) -> npt.NDArray[np.bool_]:
    """The words that are "O" on the best path, whatever their neighbours are: were such a word another tag, changing it to "O", and an I behind
    it to its B, would gain more than all steps around it can lose."""
    reach = learned.max() - learned.min()
    following = np.append((scores[1:, 2::2] - scores[1:, 1::2]).max(1), -np.inf)
    following[starts[1:] - 1] = -np.inf
    settled: npt.NDArray[np.bool_] = scores[:, 0] - scores[:, 1:].max(1) > 2 * reach + np.maximum(0, reach + following)
    return settled


def _stretches(settled: npt.NDArray[np.bool_], starts: Ints) -> tuple[Ints, Ints]:
    """First and last words of the stretches inside windows that are not settled, each with the settled words beside it."""
    opens, closes = np.zeros(len(settled), bool), np.zeros(len(settled), bool)
    opens[starts] = closes[starts[1:] - 1] = closes[-1] = True
    first = np.flatnonzero(~settled & (opens | np.append(True, settled[:-1])))
    last = np.flatnonzero(~settled & (closes | np.append(settled[1:], True)))
    return first - ~opens[first], last + ~closes[last]


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
