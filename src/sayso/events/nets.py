"""The models of incidents: small nets over the encoder's vectors of a report's words, and linear models over signs.

The nets see what a word means where it stands, the linear models what the parse and the events say of it; their scores are added. Several
nets, each of which learned from other reports, are averaged. ``training/incidents.py`` learns all.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.events.fillers import Filler, relation
from sayso.text.parse import Parse

__all__ = ["LAST_SENTENCE", "Models", "Nets", "Places", "Weights", "chance", "level", "models", "where_to_look"]

Array = npt.NDArray[np.float32]
LAST_SENTENCE: Final = 15
"""Sentences from this one on are all alike to the nets."""
_CONTENT: Final = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"))


def chance(scores: Array) -> Array:
    """Scores as chances."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


class Weights:
    """A linear model: for each sign, a weight for each class."""

    def __init__(self, signs: Sequence[str], weights: Array) -> None:
        self.signs, self.weights = tuple(signs), weights
        self._row = {s: i for i, s in enumerate(signs)}

    def scores(self, signs: Iterable[str]) -> Array:
        """The score of each class; a sign that was not learned weighs nothing."""
        rows = sorted(self._row[s] for s in signs if s in self._row)
        return np.asarray(self.weights[rows].sum(0), np.float32)

    def __call__(self, signs: Iterable[str]) -> list[float]:
        """The chance of each class."""
        return [float(x) for x in chance(self.scores(signs))]


class Places(NamedTuple):
    """Where in a report the nets look.

    Attributes:
        tokens: Words of content, the heads of mentions, and what those depend on.
        sentence: Of each of these, up to ``LAST_SENTENCE``.
        heads: Of each mention, which of the tokens is its head.
        governors: Of each mention, which of the tokens it depends on, past coordination and apposition; its head where it depends on none.
        whose: Of each mention, the filler that it is one of.
    """

    tokens: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int64]
    governors: npt.NDArray[np.int64]
    whose: npt.NDArray[np.int64]


def where_to_look(parse: Parse, fillers: Sequence[Filler]) -> Places:
    """Where the nets look to weigh a report's fillers."""
    heads = [h for f in fillers for h in f.heads]
    governors = [_governor(parse, h) for h in heads]
    tokens = np.array(sorted({i for i in range(len(parse)) if parse.upos[i] in _CONTENT} | {*heads, *governors}), np.int64)
    return Places(
        tokens,
        np.minimum(np.array(parse.sentence, np.int64)[tokens], LAST_SENTENCE),
        np.searchsorted(tokens, heads),
        np.searchsorted(tokens, governors),
        np.array([i for i, f in enumerate(fillers) for _ in f.heads], np.int64),
    )


def _governor(parse: Parse, head: int) -> int:
    at = head
    while relation(parse, at) in ("conj", "appos", "flat") and parse.heads[at] >= 0:
        at = parse.heads[at]
    return parse.heads[at] if parse.heads[at] >= 0 else head


def level(vectors: Array) -> Array:
    """Vectors of mean 0 and variance 1 each."""
    x = vectors - vectors.mean(1, keepdims=True, dtype=np.float32)
    return np.asarray(x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-5), np.float32)


class Nets:
    """Nets of one shape, whose scores are averaged.

    A net makes of each word a few numbers, of the words together the gist of the report (for each kind of incident, those words that speak for
    or against it), and scores the kinds from that, and fillers from what their mentions, what these depend on, and the gist are.

    Args:
        arrays: The parameters, each with the nets as its first axis.
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._nets = [{k: v[i] for k, v in arrays.items()} for i in range(len(next(iter(arrays.values()))))]

    def __call__(self, vectors: Array, at: Places) -> tuple[Array, Array]:
        """Scores of the report's kinds [K], and of each filler's parts and kinds [F, P + K].

        Args:
            vectors: What the encoder makes of the words at ``at.tokens``.
            at: Where the net looks.
        """
        x = level(vectors)
        found = [self._one(net, x, at) for net in self._nets]
        return np.mean([k for k, _ in found], 0), np.mean([f for _, f in found], 0)

    def _one(self, net: Mapping[str, Array], x: Array, at: Places) -> tuple[Array, Array]:
        word = _gelu(x @ net["word"] + net["word_bias"] + net["place"][at.sentence])
        said, weight, value = (word @ net[k] + net[k + "_bias"] for k in ("said", "weight", "value"))
        weight = np.exp(weight - weight.max(0))
        weight /= weight.sum(0)
        gist = (weight.T @ value).ravel()
        kinds = (weight * said).sum(0) + gist @ net["gist"] + net["gist_bias"]
        seen = np.concatenate([word[at.heads], word[at.governors], np.broadcast_to(gist, (len(at.heads), len(gist)))], 1)
        mention = _gelu(seen @ net["inner"] + net["inner_bias"]) @ net["outer"] + net["outer_bias"]
        top = np.full((int(at.whose.max(initial=-1)) + 1, mention.shape[1]), -np.inf, np.float32)
        np.maximum.at(top, at.whose, mention)
        total = np.zeros_like(top)
        np.add.at(total, at.whose, np.exp(mention - top[at.whose]))
        return kinds, np.log(total) + top


def _gelu(x: Array) -> Array:
    return np.asarray(0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x**3))), np.float32)


class Models(NamedTuple):
    """All models of incidents: the nets with the signs beside them, then those that decide from what these say.

    Attributes:
        nets: Of kinds and fillers by the encoder's vectors.
        report: Of kinds by signs of the report.
        filler: Of parts and kinds by signs of a filler.
        kind: Whether the report tells of an incident of a kind.
        taken: Whether a filler has a part in one, and is not what a likelier one is.
        together: Whether two fillers have theirs in the same.
        number: Whether there are two or three of the kind.
    """

    nets: Nets
    report: Weights
    filler: Weights
    kind: Weights
    taken: Weights
    together: Weights
    number: Weights


@cache
def models() -> Models:
    """The models that sayso ships."""
    with (files("sayso.events") / "incidents.npz").open("rb") as f, np.load(f) as arrays:
        nets = Nets({k.removeprefix("net_"): arrays[k].astype(np.float32) for k in arrays if k.startswith("net_")})
        linear = (
            Weights(bytes(arrays[f"{name}_signs"]).decode().split("\n"), arrays[f"{name}_weights"].astype(np.float32) * arrays[f"{name}_scale"])
            for name in Models._fields[1:]
        )
        return Models(nets, *linear)
