"""Where a story is: the place of an event whose own clause names none."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from typing import Final

from sayso.entities import Entities
from sayso.events.lexicon import nouns
from sayso.text.parse import Parse
from sayso.types.kinds import SETTLED
from sayso.types.reading import Place, Statement

__all__ = ["Scene", "told"]

_AT: Final = frozenset(("in", "at", "near", "outside", "inside", "around", "on"))
_AWAY: Final = frozenset(("to", "towards", "toward", "from", "for", "via"))
_WITNESSES: Final = frozenset(
    "resident inhabitant villager witness eyewitness shopkeeper trader farmer teacher doctor nurse medic surgeon rescuer survivor mayor police policeman priest imam".split()
)
"""Those who tell what they saw where they live or work."""
_ON_SPOT: Final = frozenset(("medical", "hospital", "local", "rescue", "tribal"))
"""What makes a source one of those."""
_HOUSES: Final = frozenset("hospital clinic school university college mosque church hotel prison jail station stadium court".split())
"""Buildings where something is for one sentence: a story goes on in their town."""
_CLEAR: Final = 3
"""Mentions from which a town is what the whole report is about, if no other has half as many."""


def told(parse: Parse, statements: Sequence[Statement]) -> frozenset[int]:
    """Tokens that say who told something, where and to whom: "an official in Juba told Radio Sobat"; nothing happened there."""
    out: set[int] = set()
    for s in statements:
        if s.source.start is not None and s.source.end is not None:
            first, last = parse.tokens_in(s.source.start, s.source.end)
            for i in range(first, last + 1):
                if not first <= parse.heads[i] <= last:
                    a, b = parse.subtree(i)
                    out.update(range(a, b + 1))
        if s.cue is not None:
            first, last = parse.tokens_in(s.cue.start, s.cue.end)
            for i in range(first, last + 1):
                for c in parse.children[i]:
                    if parse.base_relations[c] in ("obl", "iobj") and not _opening(parse, c):
                        a, b = parse.subtree(c)
                        out.update(range(a, b + 1))
    inside = {i for s in statements for c in s.content for i in _tokens(parse, c.start, c.end)}
    return frozenset(out - inside)


def _opening(parse: Parse, token: int) -> bool:
    """Whether a phrase sets the scene before anybody speaks: "In Homs, residents said …"."""
    first, _ = parse.subtree(token)
    return parse.prepositions[token] in _AT and first == parse.sentences[parse.sentence[token]][0] and token < parse.heads[token]


def _tokens(parse: Parse, start: int, end: int) -> range:
    first, last = parse.tokens_in(start, end)
    return range(first, last + 1)


def _building(parse: Parse, token: int, place: Place) -> bool:
    """Whether a name that no gazetteer knows is a building's, which lies in a town of its own."""
    return place.latitude is None and parse.low_lemmas[token] in nouns("@structure").lemmas


def _attributive(parse: Parse, token: int) -> bool:
    """Whether a place only says whose side somebody is on: "the Iran-aligned group", "Saudi-led"."""
    after = parse.tokens[token + 1 : token + 3]
    return len(after) == 2 and after[0].text == "-" and after[0].start == parse.tokens[token].end and parse.xpos[token + 2] in ("VBN", "VBD", "JJ")


class Scene:
    """What places a report has named up to an event, and where its last events were."""

    def __init__(self, parse: Parse, entities: Entities, places: Mapping[int, Place], told: Container[int]) -> None:
        self.parse, self.entities = parse, entities
        self.at = {
            i: p
            for i, p in places.items()
            if p.use == "location"
            and i not in told
            and not _attributive(parse, i)
            and places.get(i + 1) is not p
            and not self.part_of_name(i, parse.heads[i])
            and not _building(parse, i, p)
        }
        self._order = sorted(self.at)
        self.witnessed = {i: p for i, p in places.items() if i in told and p.use == "location" and p.precision in SETTLED and self._of_witness(i)}
        self.named = dict(places)
        self.asides: set[tuple[int, str]] = set()
        self.events: list[tuple[int, str, str | None, str | None]] = []

    def _of_witness(self, token: int) -> bool:
        """Whether a place is that of people who tell what happened around them: "residents of Homs", "a doctor in Homs"; not "an official
        in Juba"."""
        head = self.parse.heads[token]
        if head < 0:
            return False
        near = {self.parse.lower[c] for c in self.parse.children[head]}
        witness = self.parse.low_lemmas[head] in _WITNESSES or (self.parse.low_lemmas[head] == "source" and near & _ON_SPOT)
        return bool(witness) and self.parse.prepositions[token] in ("of", "in", "from", "near")

    def part_of_name(self, token: int, head: int) -> bool:
        """Whether a place is only part of the name of a body: "the White Nile Front"."""
        if head <= token or self.parse.base_relations[token] not in ("compound", "nmod", "amod", "flat"):
            return False
        if self.parse.upos[head] != "PROPN" or self.parse.low_lemmas[head] in nouns("@structure|@area|state|county|governorate|oblast").lemmas - {"front"}:
            return False
        found = self.entities.at[head]
        return found is None or self.entities.get(found).kind in ("organisation", "group", "person")

    def seen(self, head: int, name: str, entity: str | None, country: str | None) -> None:
        """Remember where an event was said to be."""
        self.events.append((head, name, entity, country))

    def aside(self, head: int, name: str) -> None:
        """Remember that a sentence names a place only as where somebody met: what is told after it was elsewhere."""
        self.asides.add((self.parse.sentence[head], name))

    def _holds(self, token: int) -> bool:
        """Whether a token names a place that can be the scene."""
        place = self.at.get(token)
        if place is not None and place.precision == "country" and self.parse.relations[token].startswith("nsubj"):
            return False  # "Chad has doubts": who, not where
        if place is not None and place.precision != "city" and self.parse.low_lemmas[self.parse.heads[token]] == "capital" and token < self.parse.heads[token]:
            return False  # "Sittwe, the Rakhine capital"
        if self.parse.relations[token] == "nmod:poss" and self.parse.low_lemmas[self.parse.heads[token]] not in nouns("@target|@area").lemmas:
            return False  # "Ankara's deadline": whose, not where
        return place is not None and self.parse.prepositions[token] not in _AWAY and (self.parse.sentence[token], place.name) not in self.asides

    def guess(self, head: int) -> tuple[str, str | None, str | None, int] | None:
        """Name, entity, country and distance (2 or 3) of the likeliest place: one in the sentence, that of the last event or the
        last one spoken of in this paragraph or the one before, the town that the whole report is about."""
        parse = self.parse
        first, last = parse.sentences[parse.sentence[head]]
        here = [i for i in self._order[bisect_left(self._order, first) : bisect_right(self._order, last)] if self._holds(i)]
        if self.events and first <= self.events[-1][0] < head and not any(self.events[-1][0] <= i < head for i in here):
            return (*self.events[-1][1:], 2)  # "have taken Durba and destroyed two tanks"
        near = next((i for i in reversed(here) if i < head), next((i for i in here if i > head), -1))
        if near >= 0:
            return self._where(near, 2)
        for i in range(first, last + 1):
            if i in self.witnessed:
                p = self.witnessed[i]
                return p.name, p.entity, p.country, 3
        # a sentence that names another country or people has left the place of the paragraph before
        paragraph = parse.paragraph[head] - (not here)
        before = reversed(self._order[: bisect_left(self._order, first)])
        spoken = next((i for i in before if self._holds(i) and parse.low_lemmas[i] not in _HOUSES), -1)
        if spoken >= 0 and parse.paragraph[spoken] < paragraph:
            spoken = -1
        if self.events and parse.paragraph[self.events[-1][0]] >= paragraph and not self._moved(self.events[-1][0], spoken, head):
            return (*self.events[-1][1:], 3)
        if spoken >= 0:
            return self._where(spoken, 3)
        last = self.main if self.main >= 0 else self.land
        return self._where(last, 3) if last >= 0 else None

    def _moved(self, event: int, spoken: int, head: int) -> bool:
        """Whether a place spoken of since the last event is the scene now: named as where something was, or in a paragraph of its own."""
        own = self.parse.paragraph
        return spoken > event and (self._scenic(spoken) or own[event] < own[spoken] == own[head])

    def _scenic(self, token: int) -> bool:
        """Whether a place says where something was, not whose or what it was: "in the camp in Renk they …"."""
        return self.parse.prepositions[token] in _AT and self.parse.relations[token].startswith("obl")

    def _where(self, token: int, distance: int) -> tuple[str, str | None, str | None, int]:
        place = self.named[token]
        return place.name, place.entity, place.country, distance

    @cached_property
    def land(self) -> int:
        """A mention of the country that the report is about, −1 if no country has more than half of its places."""
        lands = Counter(p.country for p in self.at.values() if p.country)
        country, n = lands.most_common(1)[0] if lands else ("", 0)
        if n < _CLEAR or 2 * n <= lands.total():
            return -1
        found = (i for scope in (self.at, self.named) for i, p in scope.items() if p.country == country and p.precision == "country")
        return next(found, -1)

    @cached_property
    def country(self) -> str | None:
        """The country that the report is about, None if it is about several."""
        return self.named[self.land].country if self.land >= 0 else None

    @cached_property
    def main(self) -> int:
        """A mention of the town that the report is about, −1 if none stands out."""
        towns = {i: p for i, p in self.at.items() if p.precision is None or p.precision in SETTLED}
        ranked = Counter(p.name for p in towns.values()).most_common(2)
        if (headline := self._headline(towns)) >= 0:
            return headline
        if not ranked or ranked[0][1] < _CLEAR or (len(ranked) > 1 and 2 * ranked[1][1] > ranked[0][1]):
            return -1
        return next(i for i, p in towns.items() if p.name == ranked[0][0])

    def _headline(self, towns: Mapping[int, Place]) -> int:
        """The one town that both headline and first paragraph name, or −1."""
        own, tokens = self.parse.paragraph, self.parse.tokens
        title = self.parse.text[: next((tokens[i].start for i in range(len(own)) if own[i] > 0), 0)]
        lead = {p.name: i for i, p in towns.items() if own[i] == 1 and p.precision == "city" and p.text in title}
        return next(iter(lead.values())) if len(lead) == 1 else -1
