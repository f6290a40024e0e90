"""Which of the places of a report is that of a figure: what speaks for and against each, as names of features whose weights are in
``resources/figures/placing.yaml``.

The rules of ``where`` are one voice among these: what they chose, and by which of them. Beside it stand the other places of the sentence,
of the text before and of headings, the place that the report is about, its country, where the figure before held, and "none".
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sayso.figures.context import words_of
from sayso.figures.draft import Draft
from sayso.figures.located import SORTS, case_of
from sayso.figures.where import Places, Where
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["GIVEN", "Candidate", "Placing", "left"]

_LEFT = frozenset({"evacuated", "kidnapped"})
_WAYS = frozenset({"from", "to", "into"})
_SENT = frozenset({"troops", "aid_amount", "arms", "vehicles"})
"""What a state has or sends elsewhere."""
GIVEN = 0.75
"""From here on grammar gives the place, not the scene."""
_RECENT = 3
"""Places of the text before that are weighed, besides the first of all."""
_LABEL = 4
"""Tokens at the head of a paragraph within which a name can be its label: "Homs: 12 killed"."""
_HEADING = 6
"""Tokens from a name to the paragraph that a line above it is the heading of."""
_CASES = frozenset("in at near outside around across from to into of for on off through towards between by with".split())
_PREDICATES = frozenset({"advcl", "acl", "ccomp", "xcomp", "conj", "parataxis", "csubj"})
_ROLES = frozenset({"nsubj", "obl", "nmod", "appos", "conj", "compound", "obj", "root"})
_KINDS = {"point": "town", "city": "town"}


def left(d: Draft) -> bool:
    """Whether what is counted happened to people where they were, wherever they were brought; prisoners who are moved are where they come to."""
    return d.measure in _LEFT or (d.measure == "detained" and d.own)


class Candidate(NamedTuple):
    """A place that may be that of a figure, with the names of its features; None for that there is none."""

    place: Place | None
    features: tuple[str, ...]


class _Mention(NamedTuple):
    """Where a place is named: its word that the others hang on, the place, and whether something can be told of there."""

    at: int
    place: Place
    scene: bool


class _Context(NamedTuple):
    """What is the same for all figures of a sentence: the places named in it, those of them that are locations, those before, the first
    behind it in its paragraph; what the report is about there, what "the district" and the like speak of, and the paragraph's label."""

    named: list[_Mention]
    own: list[_Mention]
    before: list[_Mention]
    behind: list[_Mention]
    about: dict[str, Place | None]
    sorts: list[str]
    label: str | None


class Placing:
    """Weighs the places of a report for its figures, in text order."""

    def __init__(self, parse: Parse, where: Places) -> None:
        self._parse, self._where = parse, where
        scenes = {i for i, _ in where.scenes.all}
        self._mentions: list[_Mention] = []
        for i, p in enumerate(where.named):
            if p is not None and (i == 0 or p is not where.named[i - 1]) and not (p.use == "demonym" and self._office(i)):
                self._mentions.append(_Mention(self._head(i), p, i in scenes))
        self._contexts: dict[int, _Context] = {}
        self._verbs: dict[int, int] = {}
        self._held: dict[str | None, list[Draft]] = {}
        self._last: tuple[int, Place | None] | None = None

    def all(self, found: Sequence[Draft], ruled: Sequence[Where]) -> list[Where]:
        """Where each figure holds: at the heaviest of the places that may be, as surely as the rules said of theirs."""
        w = _weights()
        out: list[Where] = []
        settled: dict[int, Place | None] = {}
        for d, by_rule in zip(found, ruled, strict=True):
            place = by_rule.place
            if place is not None:  # where the rules find none, no guess is better than theirs
                whole = settled.get(d.part_of) if d.part_of is not None else None
                if whole is not None and by_rule.sure < GIVEN and by_rule.rule not in ("inside", "behind"):
                    place = whole  # a part without a place of its own is where its whole is
                else:
                    place = max(self.candidates(d, by_rule, whole), key=lambda c: sum(w.get(f, 0.0) for f in c.features)).place
            settled[d.key] = place
            self.settle(d, place)
            out.append(Where(place, by_rule.sure, by_rule.rule))
        return out

    def settle(self, d: Draft, place: Place | None) -> None:
        """Note where a figure holds, for those behind it."""
        self._last = d.first, place
        self._held.setdefault(_name(place), []).append(d)

    def candidates(self, d: Draft, ruled: Where, whole: Place | None = None) -> list[Candidate]:
        """What may be the place of a figure: "none" first, then what the rules chose, the places of the sentence, of the report, of the text before.

        Args:
            ruled: What the rules chose.
            whole: Where that holds of which the figure is a part.
        """
        c = self._context(d.first)
        pool: dict[str, Place] = {}
        last = self._last[1] if self._last is not None else None
        for place in (ruled.place, *(m.place for m in c.named), *c.about.values(), whole, *(m.place for m in c.behind), last):
            if place is not None:
                pool.setdefault(place.name, place)
        recent = 0
        for m in reversed(c.before):
            if m.place.name not in pool:
                pool[m.place.name] = m.place
                recent += 1
            if recent == _RECENT:
                break
        if c.before:
            pool.setdefault(c.before[0].place.name, c.before[0].place)
        out = [Candidate(None, tuple(self._none(d, c)))]
        out += [Candidate(place, (*self._general(d, ruled, place, whole, c), *self._named(d, place, c))) for place in pool.values()]
        return out

    def _context(self, token: int) -> _Context:
        k = self._parse.sentence[token]
        if k not in self._contexts:
            p, scenes = self._parse, self._where.scenes
            start, end = p.sentences[k]
            named = [m for m in self._mentions if start <= m.at <= end]
            located = [m for m in self._mentions if m.place.use == "location"]
            self._contexts[k] = _Context(
                named,
                [m for m in named if m.place.use == "location"],
                [m for m in located if m.at < start],
                [m for m in located if m.at > end and p.paragraph[m.at] == p.paragraph[token]][:1],
                {
                    "title": scenes.title.place,
                    "state": scenes.title.country,
                    "country": scenes.country(token),
                    "headed": scenes.headed(token),
                    "leading": scenes.leading(token),
                    "filed": self._where.dateline,
                },
                sorted({w for the, w in pairwise(p.lower[start : end + 1]) if w in SORTS and the in ("the", "this", "that", "its")}),
                self._label(start),
            )
        return self._contexts[k]

    def _label(self, start: int) -> str | None:
        """The place that the label of a paragraph names, or a line right above it: "Homs: 12 killed"."""
        p = self._parse
        first = start
        while first > 0 and p.paragraph[first - 1] == p.paragraph[start]:
            first -= 1
        for m in self._mentions:
            if first <= m.at < min(first + _LABEL, start + _LABEL) and any(w in (":", ".", "-", "–", "—") for w in p.lower[m.at + 1 : m.at + 4]):
                return m.place.name
            above = m.at < first and p.paragraph[first] - p.paragraph[m.at] == 1 and p.sentence[first] - p.sentence[m.at] == 1
            if above and first - m.at < _HEADING and p.lower[first - 1] != ".":
                return m.place.name
        return None

    def _none(self, d: Draft, c: _Context) -> Iterator[str]:
        yield "none"
        yield f"none beside {min(2, len(c.own))}"
        yield f"none {d.measure}"

    def _general(self, d: Draft, ruled: Where, place: Place, whole: Place | None, c: _Context) -> Iterator[str]:
        """What holds of a place wherever it is named: whether the rules chose it, what held there before, what the report is about."""
        p, name, kind, beside = self._parse, place.name, _kind(place), min(1, len(c.own))
        if name == _name(ruled.place):
            yield "rule"
            yield f"rule {ruled.rule}"
            yield f"rule {ruled.rule} {kind}"
        held = self._held.get(name, ())
        yield f"held {min(3, len(held))}"
        like = [e for e in held if e.measure == d.measure]
        if like:
            yield f"held like {min(2, len(like))}"
            if any((e.low, e.high) == (d.low, d.high) for e in like):
                yield "held same"
            if d.unit is not None and any(e.unit == d.unit for e in like):
                yield "held unit"
        nation = c.about["country"] or c.about["state"]
        if nation is not None and place.country is not None and place.country != nation.country:
            yield "abroad"
            yield f"abroad {ruled.rule}"
        for sort in c.sorts:
            fits = place.feature == "PPLC" if sort == "capital" else place.precision in SORTS[sort]
            yield "spoken fits" if fits else "spoken not"
            if fits:
                yield f"spoken {kind}"
        if name == c.label:
            yield "label"
        for role, there in c.about.items():
            if there is not None and there.name == name:
                if role == "filed" and not any(m.place.name == name for m in self._mentions):
                    yield "filed"
                else:
                    yield f"about {role}"
                    yield f"about {role} beside {beside}"
        if name == _name(whole):
            yield "whole"
        if self._last is not None and name == _name(self._last[1]):
            gap = min(2, p.sentence[d.first] - p.sentence[self._last[0]])
            yield f"again {gap}"
            yield f"again {gap} beside {min(2, len(c.own))}"

    def _named(self, d: Draft, place: Place, c: _Context) -> Iterator[str]:
        """How a place is named: in the figure's sentence, else before it, else right behind it."""
        here = [m for m in c.named if m.place.name == place.name]
        if here:
            yield from self._own(d, min(here, key=lambda m: (m.place.use != "location", abs(m.at - d.first))), c.own)
        elif earlier := [m for m in c.before if m.place.name == place.name]:
            yield from self._earlier(d, earlier, c)
        elif any(m.place.name == place.name for m in c.behind):
            yield "behind"
            yield f"behind beside {min(1, len(c.own))} {min(1, len(c.before))}"
        else:
            yield "unnamed"

    def _own(self, d: Draft, m: _Mention, own: Sequence[_Mention]) -> Iterator[str]:
        """A place of the figure's own sentence."""
        p, at = self._parse, m.at
        side = "+" if at > d.first else "-"
        case = self._case(at)
        low, high = min(at, d.first), max(at, d.first)
        if left(d) and case in _WAYS:
            case = f"left {case}"
        if m.place.use != "location" and d.measure in _SENT and _base(p.relations[at]) == "nsubj":
            yield f"own use {m.place.use} sends"  # "France withdrew its soldiers from there"
            return
        if m.place.use != "location":
            # who acts or speaks; where it stands to the figure says little
            yield f"own use {m.place.use}"
            yield f"own use {m.place.use} {_base(p.relations[at])}"
            yield f"own use {m.place.use} beside {min(2, len(own))}"
            if p.relations[at] == "nmod:poss":
                yield f"own use {m.place.use} owner"
            if p.lemmas[self._verb(at)].lower() in words_of("tallying") and p.relations[at] == "nsubj":
                yield f"own use {m.place.use} tallies"
            if at in self._where.speaking:
                yield f"own use {m.place.use} speaking"
            return
        yield "own"
        yield f"own case {case}"
        yield f"own side {side} {case}"
        yield "own scene" if m.scene else "own aside"
        yield f"own between {side}{min(2, sum(low < o.at < high for o in own))}"
        yield f"own of {min(3, len(own))}"
        yield f"own numbers {side}{min(2, sum(p.upos[k] == 'NUM' and not d.first <= k <= d.last for k in range(low + 1, high)))}"
        yield f"own tokens {side}{min(4, (high - low) // 4)}"
        yield f"own stops {side}{min(2, sum(w in (',', ';', ':') for w in p.lower[low:high]))}"
        if at in self._where.speaking:
            yield "own speaking"
            yield f"own speaking {m.place.use}"
        yield f"own as {_role(p.relations[at])}"
        if p.relations[at] == "nmod:poss":
            yield "own owner"
        if any(o.at != at and (p.heads[o.at] == at or p.heads[at] == o.at) and "conj" in (p.relations[o.at], p.relations[at]) for o in own):
            yield f"own joined {side}"  # of two towns that are joined neither is it
        yield from self._hanging(d, at, side, case)
        kinds = {_kind(o.place) for o in own}
        if len(kinds) > 1:
            yield f"own {_kind(m.place)} among {'broader' if 'country' in kinds else 'finer'}"
        if not any(o.at < at for o in own):
            yield f"own first {side}"

    def _hanging(self, d: Draft, at: int, side: str, case: str) -> Iterator[str]:
        """How a place and a figure of its sentence hang together."""
        p = self._parse
        above = (at, *p.ancestors(at))
        if d.head in above:
            yield f"own below noun {case}"
        elif (d.by if d.by >= 0 else d.head) in above:
            yield f"own below verb {case}"
        verb, mine = self._verb(at), self._verb(d.head)
        if verb == mine:
            yield f"own clause {side}"
            yield f"own clause {case}"
        elif verb in p.ancestors(mine):
            yield f"own clause above {side}"
        elif mine in above:
            yield f"own clause below {side}"
        else:
            yield f"own clause other {side}"
        lemma = p.lemmas[verb].lower()
        if lemma in words_of("telling"):
            yield "own told"
        if lemma in words_of("moving"):
            yield f"own motion {case}"

    def _earlier(self, d: Draft, mentions: Sequence[_Mention], c: _Context) -> Iterator[str]:
        """A place of the sentences before, by its last mention."""
        p, m, beside = self._parse, mentions[-1], min(2, len(c.own))
        paragraphs = p.paragraph[d.first] - p.paragraph[m.at]
        over = min(1, paragraphs)
        yield "earlier"
        if any(p.paragraph[x.at] == 0 for x in mentions):
            yield "earlier title"
            yield f"earlier title {min(1, beside)}"
        yield f"earlier paragraphs {min(3, paragraphs)}"
        yield f"earlier sentences {min(4, p.sentence[d.first] - p.sentence[m.at])} {over}"
        yield f"earlier case {self._case(m.at)}"
        yield "earlier scene" if m.scene else "earlier aside"
        yield f"earlier beside {beside}"
        yield f"earlier mentions {min(3, len(mentions))}"
        others = [o for o in c.before if o.place.name != m.place.name]
        yield f"earlier later {min(3, len({o.place.name for o in others if o.at > m.at}))} {over}"
        yield f"earlier shared {min(2, len({o.place.name for o in others if p.sentence[o.at] == p.sentence[m.at]}))}"
        if c.before[0].place.name == m.place.name:
            yield "earlier first"
        if m.at in self._where.speaking:
            yield "earlier speaking"
        yield f"earlier as {_role(p.relations[m.at])}"
        start = p.sentences[p.sentence[d.first]][0]
        opens = p.opens_paragraph(start)
        yield f"earlier {'opens' if opens else 'goes on'} {min(2, paragraphs)}"

    def _office(self, i: int) -> bool:
        """Whether a word only tells whose body is meant: "the Chinese government"."""
        p = self._parse
        return p.relations[i] == "amod" and p.lemmas[p.heads[i]].lower() in words_of("bodies")

    def _head(self, i: int) -> int:
        """The word of the place at ``i`` that its others hang on."""
        heads, named = self._parse.heads, self._where.named
        while heads[i] >= 0 and named[heads[i]] is named[i]:
            i = heads[i]
        return i

    def _case(self, i: int) -> str:
        """The preposition of a place, or of the one that it is joined to."""
        p = self._parse
        word = case_of(p, i)
        if not word and p.relations[i] in ("conj", "flat", "appos", "compound") and p.heads[i] >= 0:
            word = case_of(p, p.heads[i])
        return word if word in _CASES else "other" if word else "no"

    def _verb(self, i: int) -> int:
        """The predicate that a word belongs to; itself where there is none."""
        if i not in self._verbs:
            p = self._parse
            self._verbs[i] = next((a for a in (i, *p.ancestors(i)) if p.upos[a] in ("VERB", "AUX") or _base(p.relations[a]) in _PREDICATES), i)
        return self._verbs[i]


def _kind(place: Place) -> str:
    return _KINDS.get(place.precision or "", place.precision or "unknown")


def _role(relation: str) -> str:
    return _base(relation) if _base(relation) in _ROLES else "other"


def _base(relation: str) -> str:
    return relation.partition(":")[0]


def _name(place: Place | None) -> str | None:
    return place.name if place is not None else None


@cache
def _weights() -> dict[str, float]:
    return dict(table("figures/placing")["weights"])
