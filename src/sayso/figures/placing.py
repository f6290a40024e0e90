"""Which of the places of a report is that of a figure: what speaks for and against each, as names of features whose weights are in
``resources/figures/placing.yaml``.

The rules of ``where`` are one voice among these: what they chose, and by which of them. Beside it stand the other places of the sentence,
of the text before and of headings, the place that the report is about, its country, where the figure before held, and "none".
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from sayso.figures.context import words_of
from sayso.figures.draft import Draft
from sayso.figures.located import SORTS
from sayso.figures.signs import Context, Mention, Signs, by_name, fits, left
from sayso.figures.where import Places, Where
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["ABROAD", "GIVEN", "Candidate", "Placing"]

ABROAD: Final = "over the border"
"""The rule that says into which country people went; nothing is weighed against it."""
GIVEN: Final = 0.75
"""From here on grammar gives the place, not the scene."""
_TOTALS: Final = frozenset({("so", "far"), ("to", "date"), ("in", "total"), ("in", "all"), ("death", "toll"), ("number", "of"), ("total", "of")})
_AHEAD: Final = frozenset({"towards", "toward"})
_RECENT: Final = 3
"""Places of the text before that are weighed, besides the first of all."""
_LABEL: Final = 4
"""Tokens at the head of a paragraph within which a name can be its label: "Homs: 12 killed"."""
_HEADING: Final = 6
"""Tokens from a name to the paragraph that a line above it is the heading of."""


class Candidate(NamedTuple):
    """A place that may be that of a figure, with the names of its features; None for that there is none."""

    place: Place | None
    features: tuple[str, ...]


class Placing:
    """Weighs the places of a report for its figures, in text order."""

    def __init__(self, parse: Parse, where: Places, found: Sequence[Draft] = ()) -> None:
        self._parse, self._where = parse, where
        scenes = {i for i, _ in where.scenes.all}
        self._mentions: list[Mention] = []
        for i, p in enumerate(where.named):
            if p is not None and (i == 0 or p is not where.named[i - 1]) and not (p.use == "demonym" and self._office(i)):
                self._mentions.append(Mention(self._head(i), p, i in scenes))
        self._contexts: dict[int, Context] = {}
        self._signs = Signs(parse, where, self._mentions, found)

    def all(self, found: Sequence[Draft], ruled: Sequence[Where]) -> list[Where]:
        """Where each figure holds: at the heaviest of the places that may be, as surely as the rules said of theirs."""
        w = _weights()
        out: list[Where] = []
        settled: dict[int, Place | None] = {}
        for d, by_rule in zip(found, ruled, strict=True):
            place = by_rule.place
            if place is not None and by_rule.rule != ABROAD:  # where the rules find none, no guess is better than theirs
                whole = settled.get(d.part_of) if d.part_of is not None else None
                if whole is not None and by_rule.sure < GIVEN and by_rule.rule not in ("inside", "behind"):
                    place = whole  # a part without a place of its own is where its whole is
                else:
                    place = max(self.candidates(d, by_rule, whole), key=lambda c: sum([w.get(f, 0.0) for f in c.features], 0.0)).place
                if by_rule.rule == "last":
                    place = next((w.place for e, w in zip(found, ruled, strict=True) if w.sure >= GIVEN and self._again(d, e)), place)
            settled[d.key] = place
            self.settle(d, place)
            out.append(Where(place, by_rule.sure, by_rule.rule))
        return out

    def settle(self, d: Draft, place: Place | None) -> None:
        """Note where a figure holds, for those behind it."""
        self._signs.last = d.first, place
        self._signs.held.setdefault(place.name if place is not None else None, []).append(d)

    def candidates(self, d: Draft, ruled: Where, whole: Place | None = None) -> list[Candidate]:
        """What may be the place of a figure: "none" first, then what the rules chose, the places of the sentence, of the report, of the text before.

        Args:
            ruled: What the rules chose.
            whole: Where that holds of which the figure is a part.
        """
        c = self._context(d.first)
        pool: dict[str, Place] = {}
        last = self._signs.last[1] if self._signs.last is not None else None
        for place in (ruled.place, *(m.place for m in c.named), *c.about.values(), whole, *(m.place for m in c.behind), last):
            if place is not None:
                pool.setdefault(place.name, place)
        for sort in c.sorts:
            for m in [m for m in reversed(c.before) if fits(m.place, sort)][:_RECENT]:
                pool.setdefault(m.place.name, m.place)
        goals = {m.place.name for m in c.named if m.at > d.first and (self._signs.goal(d, m.at) if left(d) else self._parse.case(m.at) in _AHEAD)}
        for name in goals - {m.place.name for m in c.before}:
            pool.pop(name, None)  # where those who were brought away come to, or what others have not reached yet
        origins = {name for name, here in c.here.items() if all(self._parse.case(m.at) == "from" for m in here)} if d.measure == "aid_amount" else set()
        for name in origins:
            if ruled.place is None or name != ruled.place.name:
                pool.pop(name, None)  # where goods came from
        recent = 0
        for m in reversed(c.before):
            if m.place.name not in pool and m.place.name not in origins:
                pool[m.place.name] = m.place
                recent += 1
            if recent == _RECENT:
                break
        if c.before and c.before[0].place.name not in origins:
            pool.setdefault(c.before[0].place.name, c.before[0].place)
        giver = self._signs.giver(d)
        return [Candidate(None, self._signs.none(d, c)), *(Candidate(place, self._signs.of(d, ruled, place, whole, giver, c)) for place in pool.values())]

    def _context(self, token: int) -> Context:
        k = self._parse.sentence[token]
        if k not in self._contexts:
            p, scenes = self._parse, self._where.scenes
            start, end = p.sentences[k]
            named = [m for m in self._mentions if start <= m.at <= end]
            located = [m for m in self._mentions if m.place.use == "location"]
            before = [m for m in located if m.at < start]
            earlier = by_name(before)
            together: dict[int, set[str]] = {}
            for m in before:
                together.setdefault(p.sentence[m.at], set()).add(m.place.name)
            self._contexts[k] = Context(
                named,
                [m for m in named if m.place.use == "location"],
                before,
                [m for m in located if m.at > end and p.paragraph[m.at] == p.paragraph[token]][:1],
                {
                    "title": scenes.title.place,
                    "state": scenes.title.country,
                    "country": scenes.country(token),
                    "headed": scenes.headed(token),
                    "leading": scenes.leading(token),
                    "filed": self._where.dateline,
                },
                sorted({w for the, w in pairwise(p.lower[start : end + 1]) if w in SORTS and the in ("the", "this", "that", "its", "same")}),
                self._label(start),
                self._total(start, end),
                self._said(start, end),
                self._often,
                self._headings(token),
                by_name(named),
                earlier,
                together,
                sorted(max(m.at for m in mentions) for mentions in earlier.values()),
            )
        return self._contexts[k]

    def _total(self, start: int, end: int) -> bool:
        """Whether a sentence counts up what happened over some time, or in all."""
        words = self._parse.lower[start : end + 1]
        return not words_of("totals").isdisjoint(words) or any(pair in _TOTALS for pair in pairwise(words))

    def _said(self, start: int, end: int) -> str:
        """Who is credited in a sentence: one of the place ("local"), one of the whole country or the world ("wide"), another, or nobody ("")."""
        p = self._parse
        spans = [s for s in p.attribution if s.role == "source" and start <= s.first <= end]
        words = {w for s in spans for i in range(s.first, s.last + 1) for w in (p.lower[i], p.low_lemmas[i])}
        if not spans:
            return "nobody"
        return "local" if words & words_of("local_sources") else "wide" if words & words_of("wide_sources") else "other"

    @cached_property
    def _often(self) -> dict[str, int]:
        """For each place below a country, and each country, whether it is named most of all (0), more than once (1), or once (2)."""
        out: dict[str, int] = {}
        for country in (True, False):
            counts = Counter(m.place.name for m in self._mentions if (m.place.precision == "country") == country and (country or m.place.use == "location"))
            most = max(counts.values(), default=0)
            alone = sum(n == most for n in counts.values()) == 1
            out.update({name: 0 if n == most > 1 and alone else 1 if n > 1 else 2 for name, n in counts.items()})
        return out

    def _headings(self, token: int) -> list[str]:
        """The places that the heading right above the section of a token names."""
        p, sections = self._parse, self._where.scenes.sections
        own = p.paragraph[token]
        above = max((h for h in sections.headings if h <= own and sections.of[h] == sections.of[own]), default=None)
        return list(dict.fromkeys(m.place.name for m in self._mentions if p.paragraph[m.at] == above)) if above else []

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

    def _office(self, i: int) -> bool:
        """Whether a word only tells whose body is meant: "the Chinese government"."""
        p = self._parse
        return p.relations[i] == "amod" and p.low_lemmas[p.heads[i]] in words_of("bodies")

    def _again(self, d: Draft, e: Draft) -> bool:
        """Whether the text tells a figure of the headline again: "Gunman kills three", and the three whom the text places."""
        titled = self._parse.paragraph[d.first] == 0 < self._parse.paragraph[e.first]
        return titled and (e.measure, e.low, e.high) == (d.measure, d.low, d.high)

    def _head(self, i: int) -> int:
        """The word of the place at ``i`` that its others hang on."""
        heads, named = self._parse.heads, self._where.named
        while heads[i] >= 0 and named[heads[i]] is named[i]:
            i = heads[i]
        return i


@cache
def _weights() -> dict[str, float]:
    return dict(table("figures/placing")["weights"])
