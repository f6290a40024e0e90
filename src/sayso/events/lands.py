"""Which state a bare "the government" or "the air force" is of: the one where the story is."""

from collections import Counter
from functools import cached_property
from typing import Final

from sayso.events.party import Party
from sayso.events.phrases import listed
from sayso.events.spots import Spots
from sayso.types.reading import Place

__all__ = ["Lands"]

_CLEAR: Final = 3  # places in a country before a report can be about it
_NEAR: Final = 2  # paragraphs, its own and those before, in which a bare noun finds its state


class Lands(Spots):
    """The states of one report, looked up by the nouns that mean one without naming it."""

    def of_the_state(self, token: int) -> bool:
        """Whether a noun names by itself its state: "the government", "government troops"; not "the local authorities", "the army"."""
        parse, lemma = self.parse, self.parse.low_lemmas[token]
        if parse.upos[token] != "NOUN" or parse.name_at[token] >= 0:
            return False
        before = [c for c in parse.children[token] if parse.base_relations[c] in ("amod", "compound", "nmod", "det", "nummod", "acl", "appos")]
        words = {parse.lower[c] for c in before if c < token}
        if any(c > token for c in before) or not words <= listed("state_modifiers"):
            return False
        if parse.lower[token - 1 : token] == ["government"]:
            return lemma in listed("government_forces")
        return lemma in listed("state_names") or (lemma == "force" and "air" in words)

    def state_here(self, token: int) -> Party | None:
        """The state that a bare noun at ``token`` is of: the country named last where the story is, as far as the report shows it to act; else
        the only one that acts in it."""
        for i in range(token - 1, -1, -1):
            if self.parse.paragraph[i] <= self.parse.paragraph[token] - _NEAR:
                break
            place = self.places.get(i)
            if place is not None and place.use == "location" and self._acting(i, place):
                return self.state_of(place.country)
        ranked = self._deeds.most_common(2)
        if ranked and ranked[0][1] > 1 and (len(ranked) < 2 or ranked[0][1] > 2 * ranked[1][1]):
            return self.state_of(ranked[0][0])
        return self.state_of(self._main)

    def state_of(self, country: str | None) -> Party | None:
        """The state that a place lies in, as the report itself names it."""
        raise NotImplementedError

    def _acting(self, token: int, place: Place) -> bool:
        """Whether a place shows whose army acts there: in a country that sets the scene, or in a town of one that does or acts."""
        return self._sets(token) if place.precision == "country" else place.country in self._deeds or place.country in self._scenes

    def _sets(self, token: int) -> bool:
        """Whether the name of a country sets the scene: "in Chad", a heading."""
        return self.parse.prepositions[token] in ("in", "across", "inside") or self._heading(token)

    def _heading(self, token: int) -> bool:
        """Whether a name is a paragraph of its own."""
        p = self.parse
        return p.opens_paragraph(token) and (token + 1 == len(p) or p.opens_paragraph(token + 1))

    @cached_property
    def _scenes(self) -> frozenset[str]:
        """The countries that the report names as where something is."""
        return frozenset(p.country for i, p in self.places.items() if p.country and p.use == "location" and p.precision == "country" and self._sets(i))

    @cached_property
    def _main(self) -> str | None:
        """The country that more than half of the report's places lie in."""
        lands = Counter(p.country for p in self.places.values() if p.country and p.use == "location")
        country, n = lands.most_common(1)[0] if lands else ("", 0)
        return country if n >= _CLEAR and 2 * n > lands.total() else None

    @cached_property
    def _deeds(self) -> Counter[str]:
        """The states whose army, government or officials a report names, by how often: "Turkish troops", "the government of Chad"."""
        found: Counter[str] = Counter()
        organs = listed("state_organs", "government_forces", "state_bodies")
        for i, place in self.places.items():
            above = self.parse.heads[i]
            if place.country and place.precision == "country" and above >= 0 and self.parse.low_lemmas[above] in organs:
                found[place.country] += 1
        return found
