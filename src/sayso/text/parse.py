"""The parse of a text: what the encoder says of its words, in the one shape that every resolver reads.

Lists run over the tokens of the whole text ("struct of arrays"); a token is named by its index in them, a stretch of
tokens by ``first`` and ``last`` (``last`` inclusive). Offsets of characters are only in ``tokens``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.text.tokens import Token
from sayso.types.reading import Span

__all__ = ["AttributionSpan", "Dating", "Meant", "Name", "NameKind", "Parse"]

NameKind = Literal["PER", "ORG", "LOC", "NORP", "FAC", "PRODUCT", "MISC", "DATE", "MONEY"]
"""Classes of names: person, organisation, location (states and cities too), nationality or religious or political group,
facility, product, other name, date, money."""


class Name(NamedTuple):
    """A name: tokens ``first`` to ``last`` inclusive, its class, and how sure the encoder is (0 to 1)."""

    first: int
    last: int
    kind: NameKind
    confidence: float


class AttributionSpan(NamedTuple):
    """A source, cue or content after PolNeAR: tokens ``first`` to ``last`` inclusive.

    ``link`` is the index, in ``Parse.attribution``, of the cue that a source or content belongs to (where there is no cue:
    of its partner), or −1 for none; a cue's own link is −1.
    """

    first: int
    last: int
    role: Literal["source", "cue", "content"]
    link: int
    confidence: float


class Meant(NamedTuple):
    """Whom the encoder takes a pronoun to mean: of the window whose first token is ``first``, the probability that it means nobody
    there (0), and that it means what token ``first + k - 1`` does (k)."""

    first: int
    shares: list[float]


class Dating(NamedTuple):
    """What the encoder says of each word, for events at it and times at it, in logits.

    Attributes:
        event: That an event at the word has no time, has one of its own sentence, has an earlier one; [N, 3].
        predicate: The same of what the predicate over the event is, where this word is that predicate; [N, 3].
        time: That a time at the word is that of events of its sentence, of events of later ones; [N, 2].
        asks, tells: Their products say that the event at the one word is at the time at the other; [N, K].
    """

    event: npt.NDArray[np.float32]
    predicate: npt.NDArray[np.float32]
    time: npt.NDArray[np.float32]
    asks: npt.NDArray[np.float32]
    tells: npt.NDArray[np.float32]

    @classmethod
    def of(cls, scores: npt.NDArray[np.float32]) -> "Dating":
        """From the columns of the encoder's head, in the order of the fields."""
        k = (scores.shape[1] - 8) // 2
        return cls(scores[:, :3], scores[:, 3:6], scores[:, 6:8], scores[:, 8 : 8 + k], scores[:, 8 + k :])


@dataclass(frozen=True, slots=True)
class Parse:
    """What the encoder says of one text.

    Attributes:
        text: The text as it was given, with letters' case supplied where the whole of it had none.
        tokens: Its tokens, with offsets.
        sentence: For each token the number of its sentence.
        sentences: For each sentence its first and last token, inclusive.
        upos: Universal parts of speech.
        xpos: Penn tags: tense, number and verb form are read from these (VBD, VBZ, NNS, …).
        lemmas: Base forms, lower case but for names.
        heads: For each token the index of its head, −1 for the root of a sentence.
        relations: Universal relation to the head, with subtype ("nsubj:pass", "obl:agent").
        names: Names, in order, never overlapping.
        attribution: Sources, cues and contents, in order, never overlapping.
        factuality: For each token, were it a predicate: 3 certainly happened, −3 certainly did not, 0 open.
        paragraph: For each token the number of its paragraph.
        meant: For pronouns whom the encoder takes them to mean; empty where its weights do not say.
        dating: What it says of events and the times that they may be at; None where its weights do not say.
        children: For each token its dependents, in order.
        lower: The tokens' characters in lower case, with curly apostrophes made straight.
        low_lemmas: The lemmas in lower case.
        base_relations: Relations without their subtypes: "nsubj" for "nsubj:pass".
        prepositions: For each token that of its phrase, "" if it has none.
        name_at: For each token the index in ``names`` of the name that it is part of, or −1.
        contents: Characters of the contents that the encoder marks.
        capitals: The tokens that begin with a capital.
        starts: The first character of each token.
    """

    text: str
    tokens: list[Token]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: list[Name]
    attribution: list[AttributionSpan]
    factuality: list[float]
    paragraph: list[int]
    meant: dict[int, Meant] = field(default_factory=dict)
    dating: Dating | None = field(default=None, compare=False)

    # what follows from the above: nearly all is asked for in every report, dozens of times a word
    children: list[list[int]] = field(init=False, repr=False, compare=False)
    lower: list[str] = field(init=False, repr=False, compare=False)
    low_lemmas: list[str] = field(init=False, repr=False, compare=False)
    base_relations: list[str] = field(init=False, repr=False, compare=False)
    prepositions: list[str] = field(init=False, repr=False, compare=False)
    name_at: list[int] = field(init=False, repr=False, compare=False)
    contents: list[Span] = field(init=False, repr=False, compare=False)
    capitals: list[int] = field(init=False, repr=False, compare=False)
    starts: list[int] = field(init=False, repr=False, compare=False)
    _extents: list[tuple[int, int]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lower = _lower(self.tokens)
        derived = {
            "children": _children(self.heads),
            "lower": lower,
            "low_lemmas": _mapped(self.lemmas, str.lower),
            "base_relations": _mapped(self.relations, lambda relation: relation.partition(":")[0]),
            "prepositions": _prepositions(self.heads, self.relations, self.xpos, lower),
            "name_at": _name_at(self.names, len(self.tokens)),
            "contents": [self.span(s.first, s.last) for s in self.attribution if s.role == "content"],
            "capitals": [i for i, t in enumerate(self.tokens) if t.text[0].isupper()],
            "starts": [t.start for t in self.tokens],
            "_extents": _extents(self.heads),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.tokens)

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens ``first`` to ``last`` inclusive."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    @property
    def paragraphs(self) -> list[int]:
        """The first token of each paragraph."""
        return [i for i, (a, b) in enumerate(pairwise([-1, *self.paragraph])) if a != b]

    def opens_paragraph(self, i: int) -> bool:
        """Whether token ``i`` is the first of its paragraph."""
        return i == 0 or self.paragraph[i - 1] != self.paragraph[i]

    def around(self, i: int) -> range:
        """The tokens of the paragraph of token ``i``."""
        here = self.paragraph[i]
        return range(bisect_left(self.paragraph, here), bisect_right(self.paragraph, here))

    def words(self, first: int, last: int) -> str:
        """The text from token ``first`` to ``last`` inclusive, white space runs as one blank."""
        if first == last:
            return self.tokens[first].text
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())

    def subtree(self, i: int) -> tuple[int, int]:
        """First and last token of everything that depends on token ``i``, itself included."""
        return self._extents[i]

    def child(self, i: int, *relations: str) -> int:
        """The first dependent of ``i`` with one of the relations ("nsubj" also finds "nsubj:pass"), or −1."""
        base, whole = self.base_relations, self.relations
        for c in self.children[i]:
            if base[c] in relations or whole[c] in relations:
                return c
        return -1

    def negated(self, i: int, *also: str) -> bool:
        """Whether "not" depends on token ``i``, or one of some other words that say no.

        >>> from sayso.models import parse
        >>> p = parse("They did not flee.")
        >>> p.negated(p.lower.index("flee"))
        True
        """
        return any(self.lower[c] in ("not", "n't") or self.lower[c] in also for c in self.children[i])

    def case(self, i: int) -> str:
        """The preposition of a phrase, or the "'s" of one; "" if it has none."""
        case = self.child(i, "case")
        return self.lower[case] if case >= 0 else ""

    def top(self, first: int, last: int) -> int:
        """The first token of a stretch that hangs on none in it, ``first`` if all do."""
        for i in range(first, last + 1):
            if not first <= self.heads[i] <= last:
                return i
        return first

    def ancestors(self, i: int) -> list[int]:
        """The heads above token ``i``, nearest first."""
        out: list[int] = []
        above = self.heads[i]
        while above >= 0 and len(out) < len(self.tokens):
            out.append(above)
            above = self.heads[above]
        return out

    def root(self, sentence: int) -> int:
        """The root of a sentence."""
        first, last = self.sentences[sentence]
        return next((i for i in range(first, last + 1) if self.heads[i] < 0), first)

    def tokens_in(self, start: int, end: int) -> tuple[int, int]:
        """First and last token inside characters ``start`` to ``end``; last < first if there is none."""
        starts = self.starts
        first = bisect_left(starts, start)
        return first, bisect_left(starts, end, first) - 1


def _children(heads: list[int]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in heads]
    for i, h in enumerate(heads):
        if h >= 0:
            out[h].append(i)
    return out


def _lower(tokens: list[Token]) -> list[str]:
    # as one string, which costs a fifth; no token holds a line end
    return "\n".join([t.text for t in tokens]).lower().replace("’", "'").split("\n") if tokens else []


def _prepositions(heads: list[int], relations: list[str], xpos: list[str], lower: list[str]) -> list[str]:
    out = [""] * len(heads)
    for i, relation in enumerate(relations):
        if relation == "case" and xpos[i] != "POS" and heads[i] >= 0 and not out[heads[i]]:
            out[heads[i]] = lower[i]
    return out


def _mapped(words: list[str], change: Callable[[str], str]) -> list[str]:
    """The words, each changed; one is changed once, however often it stands there."""
    changed = {w: change(w) for w in set(words)}
    return [changed[w] for w in words]


def _name_at(names: list[Name], tokens: int) -> list[int]:
    out = [-1] * tokens
    for n, name in enumerate(names):
        out[name.first : name.last + 1] = [n] * (name.last - name.first + 1)
    return out


def _extents(heads: list[int]) -> list[tuple[int, int]]:
    """First and last token of everything that depends on each token, itself included."""
    every = range(len(heads))
    first, last = list(every), list(every)
    for i in every:  # whoever stands above has a first token as early as those below, so the climb ends where one is early enough
        j = heads[i]
        while j >= 0 and first[j] > i:
            first[j] = i
            j = heads[j]
    for i in reversed(every):
        j = heads[i]
        while j >= 0 and last[j] < i:
            last[j] = i
            j = heads[j]
    return list(zip(first, last, strict=True))
