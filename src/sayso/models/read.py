"""Text to :class:`~sayso.text.parse.Parse`: tokens, windows, the encoder, and its scores decoded."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, Literal, cast

import numpy as np
import numpy.typing as npt

from sayso.models.decode import Tagged, links, meant, relations, sentence_starts, syntax, tags
from sayso.models.encoder import Encoder, Scores, encoder
from sayso.models.labels import UPOS, XPOS
from sayso.models.mend import credit_within, deeds_in_a_row, hyphens, of_charge, one_subject
from sayso.text.lemmas import lemma
from sayso.text.parse import AttributionSpan, Dating, Meant, Name, NameKind, Parse
from sayso.text.recase import caseless, recased
from sayso.text.sentences import asks, paragraphs, rough_sentences
from sayso.text.tokens import Token, tokenise

__all__ = ["WINDOW", "parse", "vectors"]

WINDOW: Final = 160
"""Most wordpieces a window. Longer ones are slower by the word and parse a little worse; shorter ones lose the ends of long
contents. Words of the window before, read again as context, brought nothing (tried with 32 and 48)."""

_PRONOUNS: Final = frozenset(("PRP", "PRP$"))
_ROLE: Final[dict[str, Literal["source", "cue", "content"]]] = {"S": "source", "C": "cue", "T": "content"}


def parse(text: str, using: Encoder | None = None) -> Parse:
    """What the encoder says of a text. A text without case is read as if it had it (:mod:`sayso.text.recase`).

    >>> p = parse("Aid reached Goma on Friday, the mayor said.")
    >>> [(s.role, p.words(s.first, s.last)) for s in p.attribution]
    [('content', 'Aid reached Goma on Friday'), ('source', 'the mayor'), ('cue', 'said')]

    Raises:
        ModelError: The weights are absent or damaged.
    """
    enc = using or encoder()
    if caseless(text):
        text = recased(text)
    tokens, paragraph, windows, likely = _windows(text, enc)
    words = [t.text for t in tokens]
    scores = [enc.run(words[a:b]) for a, b in windows]
    sentence: list[int] = []
    sentences: list[tuple[int, int]] = []
    upos = [UPOS[i] for s in scores for i in s.upos.argmax(1).tolist()]
    xpos = [XPOS[i] for s in scores for i in s.xpos.argmax(1).tolist()]
    heads: list[int] = []
    trees: list[npt.NDArray[np.int64]] = []
    factuality: list[float] = []
    pronouns: dict[int, Meant] = {}
    named, marked = tags(enc, scores, words)
    for (a, b), s in zip(windows, scores, strict=True):
        opening = likely[bisect_left(likely, a) : bisect_left(likely, b)]
        forced = [i - a for i in opening if i == 0 or paragraph[i] != paragraph[i - 1] or not asks(text, tokens[i - 1].end)]
        starts = sentence_starts(s, forced, [i - a for i in opening])
        for x, y in zip(starts, [*starts[1:], b - a], strict=True):
            sentence += [len(sentences)] * (y - x)
            sentences.append((a + x, a + y - 1))
        trees.append(syntax(s, starts))
        heads += np.where(trees[-1] < 0, -1, trees[-1] + a).tolist()
        factuality += s.factuality.tolist()
        asked = [i for i in range(b - a) if xpos[a + i] in _PRONOUNS]
        found = meant(s, asked) if asked else None
        if found is not None:
            pronouns |= {a + i: Meant(a, row) for i, row in zip(asked, found.tolist(), strict=True)}
    named_spans = [n for n in _names(named, sentence) if not text.startswith("$", tokens[n.last].end)]  # "US$6.2 million"
    roles = relations(enc, scores, trees)
    hyphens(heads, words)
    deeds_in_a_row(heads, roles, xpos)
    one_subject(heads, roles, words, upos, named_spans)
    credit_within(heads, roles, xpos)
    of_charge(heads, roles, words, named_spans)
    return Parse(
        text=text,
        tokens=tokens,
        sentence=sentence,
        sentences=sentences,
        upos=upos,
        xpos=xpos,
        lemmas=list(map(lemma, words, xpos)),
        heads=heads,
        relations=roles,
        names=_whole(named_spans, heads, sentence),
        attribution=_within_sentences(_attribution(marked, scores, windows), words, sentence),
        factuality=factuality,
        paragraph=paragraph,
        meant=pronouns,
        dating=_dating(scores),
    )


def _dating(scores: list[Scores]) -> Dating | None:
    """What the encoder says of events and their times, over all windows."""
    rows = [s.dating for s in scores if s.dating is not None]
    return Dating.of(np.concatenate(rows)) if rows else None


def vectors(of: Parse, using: Encoder | None = None) -> npt.NDArray[np.float32]:
    """What the encoder's middle and last layers make of each token of a parse, side by side. The report runs through the encoder once more:
    a parse that kept them would be a hundred times as large, for what few ask.

    >>> vectors(parse("Aid reached Goma on Friday.")).shape
    (6, 768)
    """
    enc = using or encoder()
    words = [t.text for t in of.tokens]
    _, _, windows, _ = _windows(of.text, enc)
    return np.concatenate([enc.vectors(words[a:b]) for a, b in windows] or [np.zeros((0, 2 * enc.width), np.float32)])


def _windows(text: str, enc: Encoder) -> tuple[list[Token], list[int], list[tuple[int, int]], list[int]]:
    """Tokens, the paragraph of each, windows as [first, behind last) (whole rough sentences, at most WINDOW pieces), and the
    tokens that begin a rough sentence."""
    tokens: list[Token] = []
    paragraph: list[int] = []
    likely: list[int] = []
    ends = iter([*(b for _, b in paragraphs(text)), len(text) + 1])
    end, number = next(ends), 0
    for a, b in rough_sentences(text):
        while a >= end:
            end, number = next(ends), number + 1
        words = tokenise(text, a, b)
        if words:
            likely.append(len(tokens))
            tokens += words
            paragraph += [number] * len(words)
    windows: list[tuple[int, int]] = []
    before = list(accumulate(enc.pieces.sizes([t.text for t in tokens]), initial=0))  # pieces before each token
    start = 0
    for first, behind in pairwise([*likely, len(tokens)]):
        if before[behind] - before[start] <= WINDOW:
            continue
        if first > start:
            windows.append((start, first))
            start = first
        while before[behind] - before[start] > WINDOW:  # the sentence alone is too long
            cut = bisect_right(before, before[start] + WINDOW) - 1
            windows.append((start, cut))
            start = cut
    if len(tokens) > start:
        windows.append((start, len(tokens)))
    return tokens, paragraph, windows, likely


def _names(found: Tagged, sentence: list[int]) -> list[Name]:
    out: list[Name] = []
    behind = -1  # the name before ends
    for i, t, sure in zip(found.at, found.tags, found.sure, strict=True):
        if t[0] == "I" and i == behind and sentence[i] == sentence[i - 1]:
            out[-1] = out[-1]._replace(last=i, confidence=min(out[-1].confidence, sure))
        else:
            out.append(Name(i, i, cast(NameKind, t[2:]), sure))
        behind = i + 1
    return out


_PARTS: Final[dict[tuple[NameKind, NameKind], NameKind]] = {
    ("LOC", "ORG"): "ORG",
    ("NORP", "ORG"): "ORG",
    ("PER", "ORG"): "ORG",
    ("ORG", "ORG"): "ORG",
    ("ORG", "LOC"): "ORG",
    ("ORG", "NORP"): "ORG",
    ("LOC", "FAC"): "FAC",
    ("NORP", "FAC"): "FAC",
    ("PER", "FAC"): "FAC",
    ("ORG", "FAC"): "FAC",
}
"""What two names side by side are together: part of a body's name is often a name by itself, as in the Upper Nile | Courier."""


def _whole(names: list[Name], heads: Sequence[int], sentence: Sequence[int]) -> list[Name]:
    """The names with those joined that stand side by side, where one hangs on the other or both on one word: "the Goma Courier" is one name,
    "In Goma M23 fighters …" two."""
    out: list[Name] = []
    for n in names:
        before = out[-1] if out else None
        kind = _PARTS.get((before.kind, n.kind)) if before and before.last == n.first - 1 and sentence[before.last] == sentence[n.first] else None
        if before and kind and _hang_together(before, n, heads):
            out[-1] = Name(before.first, n.last, kind, min(before.confidence, n.confidence))
        else:
            out.append(n)
    return out


def _hang_together(a: Name, b: Name, heads: Sequence[int]) -> bool:
    return (
        heads[a.last] == heads[b.last]
        or any(a.first <= heads[i] <= a.last for i in range(b.first, b.last + 1))
        or any(b.first <= heads[i] <= b.last for i in range(a.first, a.last + 1))
    )


def _attribution(marked: Tagged, scores: list[Scores], windows: list[tuple[int, int]]) -> list[AttributionSpan]:
    out: list[AttributionSpan] = []
    words = zip(marked.at, marked.tags, marked.best, strict=True)
    word = next(words, None)
    last, previous = -1, "O"  # the word before that has a tag
    for (a, b), s in zip(windows, scores, strict=True):
        spans: list[list[int]] = []
        roles: list[str] = []
        sure: list[float] = []
        while word is not None and word[0] < b:
            i, t, chance = word
            if t[0] == "B" or last < i - 1 or previous[1:] != t[1:]:
                spans.append([i, i])
                roles.append(_ROLE[t[2]])
                sure.append(chance)
            elif spans:
                spans[-1][1] = i
                sure[-1] = min(sure[-1], chance)
            else:  # goes on from the window before
                out[-1] = out[-1]._replace(last=i)
            last, previous = i, t
            word = next(words, None)
        partner = links(s, [x - a for x, _ in spans], roles)
        base = len(out)
        for (x, y), r, q, c in zip(spans, roles, partner, sure, strict=True):
            out.append(AttributionSpan(x, y, cast(Literal["source", "cue", "content"], r), base + q if q >= 0 else -1, c))
    return out


_OPEN, _CLOSE, _BOTH = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))


def _within_sentences(spans: list[AttributionSpan], words: list[str], sentence: list[int]) -> list[AttributionSpan]:
    """The spans with those cut that run on over a sentence's end outside a quotation: 99 in 100 contents of indirect speech
    are of one sentence, so what a longer one takes in is mostly a heading or what the publisher says before it. The part
    nearest to the cue is kept."""
    out = []
    for s in spans:
        if sentence[s.first] != sentence[s.last]:
            cuts = _loose_ends(s, words, sentence)
            if cuts:
                near = spans[s.link].first if s.link >= 0 else s.last
                parts = list(zip([s.first, *cuts], [*(c - 1 for c in cuts), s.last], strict=True))
                first, last = min(parts, key=lambda p: (max(p[0] - near, near - p[1]), -p[0]))
                s = s._replace(first=first, last=last)
        out.append(s)
    return out


def _loose_ends(s: AttributionSpan, words: list[str], sentence: list[int]) -> list[int]:
    """The words inside a span that begin a sentence outside quotation marks."""
    out = []
    open_ = s.first > 0 and (words[s.first - 1] in _OPEN or words[s.first - 1] in _BOTH)
    for i in range(s.first, s.last + 1):
        if i > s.first and sentence[i] != sentence[i - 1] and not open_ and words[i] not in _CLOSE:
            out.append(i)
        if words[i] in _BOTH:
            open_ = not open_
        elif words[i] in _OPEN or words[i] in _CLOSE:
            open_ = words[i] in _OPEN
    return out
