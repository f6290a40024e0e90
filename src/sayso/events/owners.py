"""For whom forces, ships and weapons act: the state, movement or body that stands beside them, or that a possessive means."""

from abc import ABC, abstractmethod
from collections.abc import Container, Sequence
from typing import Final

from sayso.entities import Entities
from sayso.events.kinds import fighters, movements, munitions, organs, ranks
from sayso.events.lands import Lands
from sayso.events.party import Party
from sayso.events.phrases import listed
from sayso.statements import statement_of
from sayso.text.parse import Parse
from sayso.types.reading import Place, Statement

__all__ = ["Owners"]

_PARTS: Final = frozenset(("unit", "element", "column", "patrol", "brigade", "battalion", "regiment"))
"""Of an army or a gang, for which they act."""


class Owners(Lands, ABC):
    """Whose the forces of one report are, looked up by the token that heads their mention."""

    def __init__(self, parse: Parse, entities: Entities, places: Sequence[Place], statements: Sequence[Statement], *, without: Container[int] = ()) -> None:
        super().__init__(parse, places, without=without)
        self.entities, self.statements = entities, statements

    @abstractmethod
    def at(self, token: int) -> Party | None:
        """The party whose mention is headed by a token, with those coordinated with it."""

    @abstractmethod
    def one(self, token: int) -> Party | None:
        """The party whose mention is headed by a token, without others."""

    @abstractmethod
    def _resolved(self, token: int) -> int:
        """The token that a pronoun stands for, as far as it can be told."""

    def spoken_for(self, token: int) -> Party | None:
        """The body that "we" hold a place with: the one for which who says so speaks."""
        return self._whose(token) if self.parse.lower[token] == "we" else None

    def _whose(self, token: int) -> Party | None:
        """The body for which somebody speaks who says "our forces", or whose men they are: "a spokesman of the Front said that his men …"."""
        low, found = self.parse.lower[token], self.entities.at[self._resolved(token)]
        held = statement_of(self.statements, self.parse.tokens[token].start)
        said = next((s for s in self.statements if s.id == held), None)
        if low in ("our", "my", "we", "its", "their") and said is not None and (found is None or low in ("our", "my", "we")):
            found = said.source.entity
        entity = self.entities.get(found) if found is not None else None
        return self.body(entity.of) if entity is not None and entity.kind == "person" and entity.of else None

    def body(self, name: str) -> Party | None:
        """The state or body of a name, as the report names it, None if it speaks of none by that name."""
        for entity in self.entities.entities:
            if name == entity.name or name in entity.aliases:
                country = next((c for c, p in self.countries.items() if p.entity == entity.id), None)
                return Party(entity.name, entity.id, country, named=True)
        return None

    def owner(self, token: int) -> Party | None:
        """For whom the force, ship or weapon at ``token`` acts, None if the text does not say."""
        return self._owner(token, self.parse.low_lemmas[token])

    def _owner(self, token: int, lemma: str) -> Party | None:
        """The state or movement for which a force, ship or missile acts."""
        parse = self.parse
        sides = lemma == "side" and parse.xpos[token] == "NNS"  # "Yemen's warring sides"
        part = lemma in _PARTS and parse.upos[token] == "NOUN"
        organ, fighter, weapon = lemma in organs() and not sides, lemma in fighters(), lemma in munitions()
        men = lemma == "man" and parse.xpos[token] == "NNS"
        if not organ and not fighter and not men and not part:
            return None
        for c in parse.children[token]:
            relation = parse.relations[c]
            if relation not in ("amod", "compound", "nmod:poss", "nmod", "flat") or (relation == "nmod" and c > token and not self._of(c)):
                continue
            if parse.lower[c] == "whose":
                return self.at(c)  # "a group whose fighters …": the group
            own = relation == "nmod:poss" and parse.upos[c] == "PRON" and (organ or weapon or men or lemma in ranks())
            if own and (body := self._whose(c)) is not None:
                return body
            if (
                relation == "nmod:poss"
                and (organ or weapon or lemma in ranks())
                and parse.upos[c] == "PRON"
                and (mine := self.one(self._resolved(c))) is not None
                and (mine.entity is not None or mine.country is not None)
            ):
                if lemma in ("army", "government", "military", "police") and mine.entity is not None and self.entities.get(mine.entity).kind == "person":
                    return Party(lemma, None, None, named=False)  # "the president said … His army …": not he himself
                return mine  # "its gunboats", "its fighters"
            place = self.places.get(c)
            if place is None and weapon and parse.low_lemmas[c] in movements():
                return Party(f"{parse.lower[c].removesuffix('s')}s", None, None, named=False)  # "rebel rockets": the rebels
            if place is not None and place.precision == "country" and organ:
                return self._with_others(c, token) or Party(self._state(place), place.entity or self.entities.place_entity(place), place.country, named=True)
            if place is None and parse.name_at[c] >= 0 and (found := self.entities.at[c]) is not None and found != self.entities.at[token]:
                entity = self.entities.get(found)
                if entity.kind in ("organisation", "group", "other"):
                    return Party(entity.name, found, None, named=True)
        return self._band(token) if men or part or lemma in ranks() else None

    def _band(self, token: int) -> Party | None:
        """The army or gang whose men or units a noun means: "soldiers of the Sudanese army", "men of the Viv Ansanm coalition"."""
        for c in self.parse.children[token]:
            if c > token and self.parse.relations[c] == "nmod" and self._of(c) and self.parse.low_lemmas[c] in listed("bands"):
                return self.one(c)
        return None

    def _with_others(self, token: int, noun: int) -> Party | None:
        """All of those for whom forces act together ("Russian and Belarusian troops"), None if it is one alone."""
        place = self.places[token]
        found = [Party(self._state(place), place.entity or self.entities.place_entity(place), place.country, named=True)]
        for c in self.parse.children[token]:
            if self.parse.relations[c] != "conj" or c > noun:
                continue
            other = self.places.get(c)
            if other is not None and other.precision == "country":
                found.append(Party(self._state(other), None, other.country, named=True))
            elif self.parse.name_at[c] >= 0:
                found.append(Party(self.parse.words(self.parse.names[self.parse.name_at[c]].first, c), None, None, named=True))
        names = list(dict.fromkeys(f.name for f in found))
        return Party(f"{', '.join(names[:-1])} and {names[-1]}", None, None, named=True) if len(names) > 1 else None

    def two(self, token: int) -> tuple[Party, Party] | None:
        """The two states whose people a noun names together: "U.S. and Ukrainian negotiators"."""
        states: list[Party] = []
        for c in self.parse.children[token]:
            for t in (c, *(k for k in self.parse.children[c] if self.parse.relations[k] == "conj")):
                place = self.places.get(t)
                if t < token and place is not None and place.precision == "country":
                    states.append(Party(self._state(place), place.entity or self.entities.place_entity(place), place.country, named=True))
        return (states[0], states[1]) if len(states) == 2 and states[0].name != states[1].name else None

    def _of(self, token: int) -> bool:
        return any(self.parse.lower[k] == "of" for k in self.parse.children[token])

    def _state(self, place: Place) -> str:
        found = place.entity or self.entities.place_entity(place)
        return self.entities.get(found).name if found is not None else place.name

    def state_of(self, country: str | None) -> Party | None:
        """The state that a place lies in, as the report itself names it."""
        place = self.countries.get(country) if country else None
        if place is None:
            return None
        return Party(self._state(place), place.entity or self.entities.place_entity(place), country, named=True)
