"""Where the text is: the places that what it tells of has been at, the one that a report is about, and the country that it is set in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from sayso.figures.context import words_of
from sayso.figures.sections import Sections
from sayso.figures.title import Title
from sayso.text.parse import Parse
from sayso.types.kinds import FINENESS, TOWNS
from sayso.types.reading import Place

__all__ = ["DIRECTIONS", "Scenes", "is_site"]

_LEADING: Final = 0.4
"""The share of all places below a country that one must have for the whole report to be about it."""
_RIVAL: Final = 0.6
"""The share of its mentions from which on another place rivals it: the report is then about neither."""
_SETTING: Final = 0.6
"""The share of all places that must lie in one country for the text to be set there."""
_NEAR: Final = 1
"""Paragraphs behind its last mention in which a place is still the scene, where the report is about no one place."""
_LABEL: Final = 6
"""Tokens from a name to the colon behind it."""
_TOWNS: Final = 3
"""Towns of one paragraph from which on the next is in none of them."""
_ITEMS: Final = 4
"""Sections from which on a report is a row of items, each about a place of its own."""
DIRECTIONS: Final = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outside"})
_ALL_OVER: Final = frozenset({"nationwide", "countrywide"})
_OVER: Final = frozenset({"across", "throughout", "around", "over"})
_NATION: Final = frozenset({"country", "nation", "territory"})
_SO_FAR: Final = (("so", "far", "this", "year"), ("since", "the", "beginning", "of"), ("since", "the", "start", "of"), ("this", "year"))
"""Words that count up a year: where no place is named beside them, the sum is not the last town's."""
_YEAR: Final = frozenset(s[0] for s in _SO_FAR)
_SUMS: Final = (("in", "total"), ("in", "all"), ("altogether",), ("overall",))
"""Words at a sentence's head that sum up what was told place by place."""
_COUNTED: Final = frozenset({"killed", "dead", "died", "deaths", "displaced", "fled", "wounded", "injured", "arrested", "detained", "toll", "missing"})
_WHOLE: Final = frozenset({"war", "conflict", "insurgency", "uprising", "hostility"})
_BEGUN: Final = _WHOLE | {"offensive", "coup", "invasion", "revolution", "crisis", "campaign"}
_BEGUN_TOO: Final = frozenset({"operation", "clash", "fighting", "battle", "siege", "assault", "violence", "escalation"})
_BEGAN: Final = frozenset({"begin", "start", "erupt", "break", "launch", "beginning", "outbreak", "onset"})
"""What happens to a country as a whole: "the war has displaced 2 million" is no news of the town before it."""


class Scenes:
    """The scenes of a report: places that figures can be at, in text order."""

    def __init__(self, parse: Parse, named: Sequence[Place | None], title: Title) -> None:
        self.title = title
        self._parse = parse
        self._named = named
        self._countries: dict[int, Place | None] = {}
        self.sections = Sections(parse)
        self.all: list[tuple[int, Place]] = []
        self.sites: list[tuple[int, Place]] = []

    def add(self, token: int, place: Place) -> None:
        """Note a location; a building is the scene of its own clause only: "the wounded were taken to St Mary's Hospital"."""
        (self.sites if is_site(place) else self.all).append((token, place))

    def before(self, token: int) -> Place | None:
        """The scene in the same paragraph before a token: the finest of the sentence that named one last; the country where the text
        has turned to that since."""
        here = self._parse.paragraph[token]
        if self.turned(token):
            return self.country(token)
        found = [s for s in self.all if s[0] < token and self._parse.paragraph[s[0]] == here]
        return self._finest_of_last(found) if found else None

    def turned(self, token: int) -> bool:
        """Whether the sentences before a token in its paragraph speak of a country as a whole, and name no place behind that."""
        parse = self._parse
        k = parse.sentence[token] - 1
        while k >= 0 and parse.paragraph[parse.sentences[k][0]] == parse.paragraph[token]:
            start, end = parse.sentences[k]
            if any(start <= i <= end for i, _ in self.all):
                return False
            if self.whole(start, end, parse.root(k)):
                return True
            k -= 1
        return False

    def carried(self, token: int) -> Place | None:
        """The scene of the paragraphs shortly before, under the same heading; none where their last sentence was in several countries."""
        here = self._parse.paragraph[token]
        found = [s for s in self.all if s[0] < token and self._section(s[0]) == self._section(token) and self._parse.lower[s[0]] != "there"]
        if self.sections.listed(here):  # each item of a list is news of its own, under its heading
            found = [s for s in found if self._parse.paragraph[s[0]] in self.sections.headings]
        elif found and self.sections.listed(self._parse.paragraph[found[-1][0]]):
            return None  # what follows a list is no longer at its last item
        if not found or here - self._parse.paragraph[found[-1][0]] > _NEAR:
            return None
        last = {p.country for i, p in found if self._parse.sentence[i] == self._parse.sentence[found[-1][0]]}
        towns = {p.name for i, p in found if self._parse.paragraph[i] == self._parse.paragraph[found[-1][0]] and p.precision in TOWNS}
        return self._finest_of_last(found) if len(last) == 1 and len(towns) < _TOWNS else None

    def labelled(self, token: int) -> Place | None:
        """The country that the label of a paragraph names: "CHAD: 600,000 new arrivals …"."""
        here = self._parse.paragraph[token]
        if not self.sections.listed(here):
            return None
        first = next((s for s in self.all if self._parse.paragraph[s[0]] == here), None)
        if first is None or first[1].precision != "country":
            return None
        return first[1] if ":" in self._parse.lower[first[0] : first[0] + _LABEL] else None

    def label(self, token: int) -> Place | None:
        """The place that is the label of a paragraph, where nothing between semicolons around a token names another: "Homs: 11 dead in Rastan;
        1,240 houses damaged"."""
        parse = self._parse
        here = parse.paragraph[token]
        if not self.sections.listed(here):
            return None
        first = next(i for i, p in enumerate(parse.paragraph) if p == here)
        colon = next((i for i in range(first, min(first + _LABEL, len(parse))) if parse.lower[i] == ":"), -1)
        named = next((p for p in self._named[first : max(first, colon)] if p is not None), None)
        if named is None or not colon < token:
            return None
        start, end = parse.sentences[parse.sentence[token]]
        if any(colon < i < start for i, _ in (*self.all, *self.sites)):
            return None  # the text has gone on to a town since
        left = next((i for i in range(token, max(start, colon), -1) if parse.lower[i] == ";"), max(start - 1, colon))
        right = next((i for i in range(token, end + 1) if parse.lower[i] in (";", ".")), end)
        return None if any(left < i < right for i, _ in (*self.all, *self.sites)) else named

    def headed(self, token: int) -> Place | None:
        """The place below a country that the headings of a section name, whatever for: "Belgorod governor declares emergency"."""
        section = self._section(token)
        return next((p for i, p in self._in_headings if i < token and self.sections.of[self._parse.paragraph[i]] == section), None) if section else None

    @cached_property
    def _in_headings(self) -> list[tuple[int, Place]]:
        """The places below a country that headings name."""
        named = [(i, p) for i, p in enumerate(self._named) if p is not None and p.precision not in ("country", "water", "region")]
        return [(i, p) for i, p in named if self._parse.paragraph[i] in self.sections.headings]

    def after(self, end: int) -> Place | None:
        """The first scene of all behind ``end``, if none stands before it."""
        return next((p for i, p in self.all if i > end), None) if not self.all or self.all[0][0] > end else None

    def leading(self, token: int) -> Place | None:
        """The place that the report is about, as far as that goes for the section of ``token``; None where there is none."""
        if self._leading is None or (self.title.country is not None and self.title.place is None):
            return None  # a headline that names a country is about that
        place, sections, named = self._leading
        if token < named and self._parse.paragraph[token] and self.country(token) is not None:
            return None  # before it is named the text is still in the country as a whole
        many = self.sections.of[-1] >= _ITEMS if self.sections.of else False
        return place if self._section(token) in sections or (len(sections) > 1 and not many) else None

    def whole(self, start: int, end: int, by: int) -> bool:
        """Whether a sentence speaks of a country as a whole: "nationwide", "The war has killed tens of thousands"."""
        parse = self._parse
        words = parse.lower
        if not _ALL_OVER.isdisjoint(words[start : end + 1]) or any(tuple(words[start : start + len(s)]) == s for s in _SUMS):
            return True
        if any(words[i] in _OVER and _nation_behind(words, i) for i in range(start, end)):
            return True
        summed = any(tuple(words[i : i + len(s)]) == s for i in range(start, end) if words[i] in _YEAR for s in _SO_FAR)
        if summed and not any(start <= i <= end for i, _ in self.all):
            return True
        below = -1
        for t in (by, *parse.ancestors(by)) if by >= 0 else ():
            if below >= 0 and parse.base_relations[below] not in ("conj", "xcomp", "advcl", "ccomp"):
                break  # "the war, which began with a raid in which 12 died"
            below = t
            subject = parse.child(t, "nsubj")
            if subject >= 0 and parse.low_lemmas[subject] in _WHOLE:
                if any(parse.relations[c] == "nmod" for c in parse.children[subject]):
                    break
                return True
            if subject >= 0:
                break
        return self._since_it_began(start, end) or self.since_then(start, end)

    def since_then(self, start: int, end: int) -> bool:
        """Whether a sentence counts the dead or displaced from a day or a turn of politics on, and names no place for it: "473 people have been
        killed since the disputed election", "710 of their soldiers have died since September 27"."""
        parse, words = self._parse, self._parse.lower
        k = next((i for i in range(start, end - 1) if words[i] == "since"), -1)
        if k < 0 or any(start <= i <= end and not self._summed(i) and words[i - 1] not in ("into", "to") for i, _ in self.all):
            return False
        behind = words[k + 1 : min(k + 6, end + 1)]
        turn = not words_of("turns").isdisjoint(behind) or not words_of("months").isdisjoint(behind)
        counted = any(w in _COUNTED for w in words[start : end + 1])
        they = next((i for i in range(start, end) if parse.relations[i].startswith("nsubj") and words[i] in ("they", "it", "he", "she")), -1)
        return turn and counted and they < 0

    def _summed(self, i: int) -> bool:
        """Whether a place is only that of the last of what is summed up: "with the deaths in Homs, the number has risen to 46"."""
        above = self._parse.ancestors(i)
        return any(self._parse.case(a) in ("with", "including", "after", "following") for a in above if self._parse.upos[a] == "NOUN")

    def _since_it_began(self, start: int, end: int) -> bool:
        """Whether a sentence counts from the beginning of a war or the like: "since the offensive began"."""
        words, lemmas = self._parse.lower, self._parse.lemmas
        for i in range(start, end - 2):
            if words[i] == "since":
                near = [lemma.lower() for lemma in lemmas[i + 1 : min(i + 7, end + 1)]]
                return not (_BEGUN | _BEGUN_TOO).isdisjoint(near) and not _BEGAN.isdisjoint(near)
        return False

    def since_a_fight_began(self, start: int, end: int) -> bool:
        """Whether a sentence counts from the beginning of what may be at one place: "since the offensive began"."""
        lemmas = self._parse.lemmas[start : end + 1]
        return self._since_it_began(start, end) and not (_BEGUN_TOO | {"offensive"}).isdisjoint(lemma.lower() for lemma in lemmas)

    def country(self, token: int) -> Place | None:
        """The country that the section of a token is set in, else the report; None where several are."""
        section = self._section(token)
        if section not in self._countries:
            self._countries[section] = self._set_in([s for s in self._located if self._section(s[0]) == section]) or self._set_in(self._located)
        return self._countries[section]

    def _set_in(self, found: Sequence[tuple[int, Place]]) -> Place | None:
        counts = Counter(p.country for _, p in found)
        if not counts:
            return None
        code, n = counts.most_common(1)[0]
        if n < _SETTING * sum(counts.values()):
            return None
        countries = [p for p in self._named if p is not None and p.country == code and (p.feature or "").startswith("PCL")]
        return min(countries, key=lambda p: (p.precision != "country", p.use != "location"), default=None)

    @cached_property
    def _located(self) -> list[tuple[int, Place]]:
        """Scenes and sites; for a report without any, whatever places it names."""
        found: Iterable[tuple[int, Place]] = [*self.all, *self.sites]
        if not self.all:
            found = [(i, p) for i, p in enumerate(self._named) if p is not None]
        return [(i, p) for i, p in found if p.country is not None]

    @cached_property
    def _leading(self) -> tuple[Place, frozenset[int], int] | None:
        """The place named far more than others, in several paragraphs, the sections that name it, and where it is named first."""
        below = [(i, p) for i, p in self.all if p.precision not in ("country", "water", "region")]
        counts: Counter[str] = Counter()
        paragraph = self._parse.paragraph
        opening = paragraph[below[0][0]] if below else 0
        towns = {p.name: p for _, p in reversed(below)}
        for i, p in below:
            counts[p.name] += 1 + (paragraph[i] == opening)
        counts.update(t for _, p in self.sites for t in towns if p.name.startswith(f"{t} "))  # "Homs General Hospital" is in Homs
        for n in self._parse.names:
            if n.kind == "ORG":  # "the Homs Resistance Committee" speaks of Homs
                words = self._parse.words(n.first, n.last)
                counts.update(t for t in towns if words.startswith((f"{t} ", f"the {t} ")))
        top = counts.most_common(1)
        if not top or top[0][1] < max(2, _LEADING * sum(counts.values())) or (opening and _rivalled(counts)):
            return None
        name = top[0][0]
        at = [i for i, p in (*below, *self.sites) if p.name.startswith(name)]
        if len({paragraph[i] for i in at}) < 2:
            return None
        return towns[name], frozenset(self._section(i) for i in at), min(at)

    def _section(self, token: int) -> int:
        return self.sections.of[self._parse.paragraph[token]]

    def _finest_of_last(self, before: Sequence[tuple[int, Place]]) -> Place | None:
        """The innermost of the sentence that was spoken of last: "Andar district, Ghazni province" means Andar. Where people came from is
        left aside, of several towns the last is meant, and of two that are joined neither: then it is what they lie in."""
        sentence = self._parse.sentence
        last, place = before[-1]
        same = [(i, p) for i, p in before if sentence[i] == sentence[last] and p.precision != "water"]
        travelled = any(self._came_from(i) for i, _ in same) and any(self._parse.case(i) == "to" for i, _ in same)
        same = [s for s in same if not self._came_from(s[0]) and not self._direction(s[0])] or same
        finest = min((FINENESS[p.precision or "city"] for _, p in same), default=None)
        found = [(i, p) for i, p in same if FINENESS[p.precision or "city"] == finest]
        if not found:
            return place
        i, p = found[-1]
        if travelled or any(p.name != q.name and self._joined(i, k) for k, q in found[:-1]):
            return self.country(i) or p
        return p

    def _came_from(self, i: int) -> bool:
        """Whether a place, or the one that it is joined to, is an origin: "arrived from Bakool and Bay"."""
        parse = self._parse
        if parse.relations[i] == "conj":
            i = parse.heads[i]
        return self._parse.case(i) == "from"

    def _direction(self, i: int) -> bool:
        """Whether a place only tells where another lies: "a hamlet south of Homs"."""
        lower = self._parse.lower
        return i > 1 and lower[i - 1] == "of" and lower[i - 2] in DIRECTIONS

    def _joined(self, i: int, k: int) -> bool:
        """Whether two names are joined by "and"."""
        parse = self._parse
        return (parse.relations[i] == "conj" and parse.heads[i] == k) or (parse.relations[k] == "conj" and parse.heads[k] == i)


def _nation_behind(words: Sequence[str], i: int) -> bool:
    """Whether a country is named behind a word as such: "across | the country", "throughout | the national territory"."""
    return words[i + 1 : i + 2] == ["the"] and not _NATION.isdisjoint(words[i + 2 : i + 4])


def _rivalled(counts: Counter[str]) -> bool:
    """Whether the second place is named nearly as often as the first; a headline's need not fear that."""
    (_, most), *others = counts.most_common(2)
    return any(n >= most * _RIVAL for _, n in others)


def is_site(p: Place) -> bool:
    """Whether a place is a building or the like rather than where people live."""
    if p.feature is None:
        return p.name.lower().split()[-1] in words_of("facilities")
    return p.geonameid is None and not p.feature.startswith(("PPL", "ADM", "PCL"))
