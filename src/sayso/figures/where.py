"""Where a figure holds: the place that the grammar gives, else the scene that the text is at.

A place is the scene of what happens in its clause unless it only tells who speaks or acts: "an official in Juba", "the White
Nile Front", "according to the mission in Sudan". Such places locate no figure but their own.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sayso.figures.context import speaking, words_of
from sayso.figures.counted import measures
from sayso.figures.given import Given, Where
from sayso.figures.located import NO_SCENE, of_a_part
from sayso.figures.scene import Scenes
from sayso.figures.title import Title
from sayso.text.parse import Parse
from sayso.types.kinds import SETTLED, TOWNS
from sayso.types.reading import Place

__all__ = ["MANY", "Places", "Where"]

_GOALS: Final = frozenset({"to", "into", "from", "for"})
_REACH: Final = 6
"""How far above a place the word can be that makes it none of the scene."""
MANY: Final = 500_000
"""People whom no town holds: as many are told of a country, whatever town was spoken of before."""


class Places(Given):
    """The places of a report by token, with the scene before each."""

    def __init__(self, parse: Parse, places: Sequence[Place], filed: Sequence[tuple[int, int]] = (), counted: Collection[int] = ()) -> None:
        named: list[Place | None] = [None] * len(parse)
        self.dateline: Place | None = None
        super().__init__(parse, Scenes(parse, named, Title(parse, places)), named, speaking(parse) if places else frozenset())
        for p in sorted(places, key=lambda p: p.start):
            if any(a <= p.start < b for a, b in filed):
                # where a report was filed is where its figures hold only if it names no other place
                self.dateline = self.dateline or p
                continue
            first, last = parse.tokens_in(p.start, p.end)
            if first > last or last in counted:  # "3,500 Karens" are no town of that name
                continue
            named[first : last + 1] = [p] * (last + 1 - first)
            if _in_a_body(parse, first, last):
                continue
            self.at[first : last + 1] = [p] * (last + 1 - first)
            if (
                p.use == "location"
                and not self._tells_who(first)
                and not self._deals(first, p)
                and not _credited(parse, first, last)
                and not _elsewhere(parse, first, last)
            ):
                self._scenes.add(first, p)
        for i, word in enumerate(parse.lower):
            if word == "there" and parse.relations[i] == "advmod" and (spot := self._there(i)) is not None:
                self._scenes.add(i, spot)  # "a nurse at the hospital in Homs said that 12 had been brought there"
        self._scenes.all.sort(key=lambda s: s[0])
        home = self._scenes.title.country
        if home is not None:  # "In Brussels, the Union threatened …", in a report on another country
            self._scenes.all[:] = [(i, p) for i, p in self._scenes.all if p.country == home.country or not self._speaks_there(i, p)]

    @property
    def parse(self) -> Parse:
        """The report's parse."""
        return self._parse

    def in_town(self, place: Place | None) -> Place | None:
        """The place itself, or the town that a hospital is in: those who lie there are counted where they were hurt, as far as a report knows."""
        if place is None or place.feature != "HSP" or place.geonameid is not None:
            return place
        at = (place.latitude, place.longitude)
        towns = (p for p in self._named if p is not None and p.geonameid is not None and p.precision == "city")
        return next((p for p in towns if (p.latitude, p.longitude) == at), place)

    @property
    def scenes(self) -> Scenes:
        """The scenes of the report."""
        return self._scenes

    @property
    def named(self) -> Sequence[Place | None]:
        """For each token the place that it names, whatever for."""
        return self._named

    @property
    def speaking(self) -> frozenset[int]:
        """The tokens of phrases that say who said something."""
        return self._speaking

    def of(
        self,
        noun: int,
        by: int,
        first: int,
        *,
        many: bool = False,
        broad: bool = False,
        wholly: bool = False,
        goods: bool = False,
        left: bool = False,
        sent: bool = False,
    ) -> Where:
        """The place of a figure: in its noun phrase, then in the clause of ``by``, then in the clauses above, then the scene.

        It is the one that the grammar gives, not the nearest: in "shells from Belgorod killed 12 in Kharkiv" it is Kharkiv.

        Args:
            many: Whether more are counted than a town holds.
            broad: Whether it counts what is told of a whole operation (aid, refugees) rather than of one scene.
            wholly: Whether it counts what can only be for the whole of what the report is about: millions of money.
            goods: Whether it counts goods: where they come from is not where they are for.
            sent: Whether it counts soldiers or arms, which a state has elsewhere.
            left: Whether those counted were brought away: it holds where that was, not where they were brought to.
        """
        there = self._given(noun, by, goods=goods, left=left, sent=sent)
        if there is not None:
            return there
        anchor = by if by >= 0 else noun
        start, end = self._parse.sentences[self._parse.sentence[anchor]]
        scene = self._scene(start, end, anchor, first, broad=broad, wholly=wholly, goods=goods, left=left)
        if many and (scene.place is None or scene.place.precision in SETTLED):
            return Where(self._scenes.country(first), 0.4, "many")
        return scene

    def _scene(self, start: int, end: int, anchor: int, first: int, *, broad: bool, wholly: bool, goods: bool, left: bool) -> Where:
        """Where the text is at the figure: in its sentence, before it in its paragraph, or where the report as a whole is."""
        scenes = self._scenes
        if (label := scenes.label(first)) is not None:
            return Where(label, 0.7, "label")
        if scenes.whole(start, end, anchor):
            if scenes.since_a_fight_began(start, end) and (battle := scenes.title.place or scenes.leading(first)) is not None:
                return Where(battle, 0.6, "battle")  # "250 have been killed since the offensive began": it is that of the headline
            nation = self._nation(max(first, anchor))
            if nation is not None or not scenes.since_then(start, end):
                return Where(nation, 0.6, "whole")
        inside = [(i, p) for i, p in scenes.all if start <= i < first and self._parse.case(i) != "from"]
        if inside:
            i, there = inside[-1]
            return Where(self._outer(i) or there, 0.6, "inside")
        if wholly and (all_of_it := scenes.title.place or scenes.country(first) or scenes.title.country):
            return Where(all_of_it, 0.5, "wholly")
        later = [i for i, _ in scenes.all if first <= i <= end and self.at[i] is not None and not (goods and self._parse.case(i) == "from")]
        later = [i for i in later if not (left and self._parse.case(i) in ("to", "into"))]
        behind = next((i for i in later if self._same_clause(i, anchor) and not of_a_part(self._parse, first, i)), None)
        if behind is not None:
            return Where(self._innermost(behind), 0.6, "behind")
        own, wide = self._speakers_own(start, end)
        if own is not None and not wide:
            return Where(own, 0.6, "speaker")
        here = scenes.before(first) or scenes.leading(first)
        if broad and (operation := scenes.labelled(first) or (scenes.country(first) if here is None else None)):
            return Where(operation, 0.5, "operation")
        near = here or scenes.carried(first) or scenes.headed(first)
        if near is not None:
            return Where(near, 0.5, "near")
        # a report that names its place only afterwards: "1,057 were evacuated. Most are in the canton of …"
        last = own or scenes.title.place or scenes.country(first) or scenes.title.country
        return Where(last or scenes.after(end) or (None if scenes.all else self.dateline), 0.4, "last")

    def _outer(self, i: int) -> Place | None:
        """The place at ``i``, or the one that it only tells more of: in "Anjouan, the poorest island of Comoros" it is Anjouan."""
        above = [a for a in self._parse.ancestors(i) if self._is_location(a) and self.at[a] is not self.at[i]]
        linked = [a for a in above if all(self._parse.base_relations[x] in ("nmod", "appos", "compound", "flat") for x in self._between(i, a))]
        return self.at[linked[-1]] if linked else self.at[i]

    def _between(self, i: int, above: int) -> Iterator[int]:
        while i != above:
            yield i
            i = self._parse.heads[i]

    def _same_clause(self, i: int, anchor: int) -> bool:
        """Whether a place behind the figure is not only the goal of something else: "12 died and 6,000 fled to Uganda"."""
        parse = self._parse
        t = i
        while t != anchor and parse.heads[t] >= 0:
            base, head = parse.base_relations[t], parse.heads[t]
            case = parse.case(t)
            if base in ("obl", "nmod", "advcl") and (self._rank(t, base) == 9 or (case == "from" and t == i and head != anchor)):
                return False
            if case in _GOALS and parse.relations[head] in ("conj", "parataxis") and head > anchor:
                return False
            t = head
        return True

    def _speakers_own(self, start: int, end: int) -> tuple[Place | None, bool]:
        """The place that the speaker of the sentence is set over, and whether it is wider than a town: "the mayor of Homs"."""
        parse = self._parse
        for i in range(start, end + 1):
            place = self.at[i]
            if place is None or place.precision == "country":
                continue
            head = parse.heads[i]
            itself = i in self._speaking and self._is_location(i) and parse.relations[i] == "nsubj"  # "Shandong has reported five deaths"
            if itself or (head >= 0 and parse.low_lemmas[head] in words_of("territorial")):
                return place, place.precision not in TOWNS
        return None, False

    def _speaks_there(self, i: int, place: Place) -> bool:
        """Whether a capital or city abroad is only where somebody says, doubts or threatens something: "In Abuja, an officer doubted whether …"."""
        parse = self._parse
        verb = parse.heads[i]
        if verb < i or parse.relations[i] != "obl" or place.precision not in TOWNS or parse.case(i) != "in":
            return False
        return any(s.role == "cue" and s.first <= verb <= s.last for s in parse.attribution)

    def _deals(self, i: int, place: Place) -> bool:
        """Whether a country is only who does something: "Russia has doubts"."""
        parse = self._parse
        verb = parse.heads[i]
        other = self._scenes.title.place
        state = place.precision == "country" or (
            place.precision == "province" and other is not None and other.precision == "province" and other.name != place.name
        )
        if not state or parse.relations[i] != "nsubj" or verb < 0 or parse.upos[verb] != "VERB":
            return False
        if parse.lemmas[verb] in ("take", "have"):
            owned = parse.child(verb, "obj")
            return owned < 0 or parse.low_lemmas[owned] not in measures()["things"] or parse.upos[owned] != "NOUN"
        return parse.low_lemmas[verb] not in words_of("tallying")

    def _tells_who(self, i: int) -> bool:
        """Whether the place at ``i`` only says which person or body is meant: "an official in Juba", "the army of Sudan"."""
        parse = self._parse
        if i in self._speaking:
            return True
        place = self.at[i]
        while parse.heads[i] >= 0 and self.at[parse.heads[i]] is place:
            i = parse.heads[i]
        head = parse.heads[i]
        if 0 <= head < i and parse.relations[i] == "obl" and parse.upos[head] == "VERB" and parse.low_lemmas[head] in words_of("telling"):
            return True  # "told reporters in Geneva"
        if head < 0 or parse.base_relations[i] not in ("nmod", "compound", "appos", "flat"):
            return False
        if head < i and parse.child(i, "case") < 0 and parse.low_lemmas[head] in words_of("outlets"):
            return True  # "told the local radio station Zodiak"
        return parse.low_lemmas[head] in words_of("bodies")


def _credited(parse: Parse, first: int, last: int) -> bool:
    """Whether a headline ends in the place as its source: "Three hurt overnight - Kyiv"."""
    ends = last + 1 == len(parse) or parse.paragraph[last + 1] != parse.paragraph[last]
    return ends and first > 0 and parse.tokens[first - 1].text in ("-", "–", "—") and parse.tokens[first - 1].end < parse.tokens[first].start


def _elsewhere(parse: Parse, i: int, last: int) -> bool:
    """Whether nothing that is told goes on at a place: where a deal was made, where the wounded were flown, where supplies came from."""
    if parse.lower[last + 1 : last + 2] == ["alone"]:
        return True  # "in Homs alone, 3,400 fell ill"
    if parse.case(parse.heads[i] if parse.relations[i] == "conj" else i) in NO_SCENE:
        return True  # "followed by Homs and Hama"
    below, above = i, parse.heads[i]
    for _ in range(_REACH):
        if above < 0:
            return False
        lemma, relation = parse.low_lemmas[above], parse.base_relations[below]
        if lemma in words_of("agreements") and relation in ("acl", "nmod", "obl", "compound"):
            return True
        if relation == "nmod" and lemma in words_of("bases") and parse.case(above) == "from":
            return True
        if relation == "nmod" and lemma in words_of("wards") and parse.case(above) == "to":
            return True
        if relation == "obl" and any(parse.low_lemmas[c] in words_of("wards") and c < i and parse.case(c) == "to" for c in parse.children[above]):
            return True
        if parse.upos[above] == "VERB" and any(parse.relations[c] == "mark" and parse.lower[c] == "since" for c in parse.children[above]):
            return True
        if parse.upos[above] == "VERB" and not parse.relations[above].startswith("acl"):
            return False
        below, above = above, parse.heads[above]
    return False


def _in_a_body(parse: Parse, first: int, last: int) -> bool:
    """Whether the place is part of another name: "White Nile Front", "Typhoon Hato"; "Homs Hospital" and "Kyiv airport" are places."""
    sites = words_of("sites")
    if first and parse.lower[first - 1] in words_of("eponyms"):
        return True
    n = parse.name_at[first]
    if n >= 0 and parse.names[n].kind in ("ORG", "PRODUCT") and parse.names[n].last - parse.names[n].first > last - first:
        return parse.lower[parse.names[n].last] not in sites
    head = parse.heads[last]
    if head != last + 1 or parse.relations[last] != "compound" or parse.upos[head] != "PROPN":
        return False
    return parse.lower[head] not in sites and parse.lower[head] not in words_of("bodies")
