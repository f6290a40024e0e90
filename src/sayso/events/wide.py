"""What holds of a whole country: sums over a long time, help and troops from abroad, sanctions; and what has no place at all."""

from typing import Final

from sayso.events.arguments import Arguments
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.within import Phrases, Where, place_at
from sayso.text.numbers import read_number

__all__ = ["Wide"]

_STATES: Final = frozenset(("union", "nations", "league"))
"""Words in the names of bodies that states make up."""
_MANY: Final = 5000
"""Who help so many help them all over the country."""


class Wide(Phrases):
    """Tells which events of one report are of no one town."""

    def _seat(self, head: int, where: Where) -> bool:
        """Whether a place is a seat of government named only for who speaks there: "in Berlin the ministry called on both sides to …"."""
        first, last = self.parse.sentences[self.parse.sentence[head]]
        found = (i for i, p in self.parties.places.items() if first <= i <= last and p.name == where.name and p.feature == "PPLC")
        return any(self.parse.prepositions[i] == "in" and self.parse.base_relations[i] == "obl" for i in found)

    def _punished(self, found: Arguments) -> Where | None:
        """The country that another punishes: the one that is named as its object, the one that the report is about."""
        for token in (found.patient, *(found.preps.get(p, -1) for p in ("on", "to", "against"))):
            for t in (token, *(self.parse.children[token] if token >= 0 else ())):
                place = self.parties.places.get(t)
                if place is not None and t != found.agent and place.precision == "country" and place.use == "location":
                    return place_at(place, 1)
        persons = found.patient >= 0 or any(p in found.preps for p in ("on", "against"))
        return place_at(self.scene.named[self.scene.land], 3) if not persons and self._from_abroad(found) else None

    def _from_abroad(self, found: Arguments) -> bool:
        """Whether another state helps than the one that the report is about: "Zambia has sent two helicopters"."""
        giver, land = self.parties.at(found.agent), self.scene.land
        if giver is None or land < 0:
            return False
        union = giver.entity is not None and not _STATES.isdisjoint(giver.name.lower().split())
        return union or (giver.country is not None and giver.country != self.scene.named[land].country)

    def _programme(self, found: Arguments) -> bool:
        """Whether a body helps so many that it is a sum over all its work: "the agency reached two million people in May"."""
        body = self.parties.at(found.agent)
        entity = self.entities.get(body.entity) if body is not None and body.entity is not None else None
        number = self.parse.child(found.patient, "nummod") if found.patient >= 0 else -1
        if number < 0 or entity is None or entity.kind != "organisation":
            return False
        first = self.parse.subtree(number)[0]
        read = read_number(self.parse.lower[first : first + 6], 0)
        return read is not None and read[0] >= _MANY

    def _money(self, token: int) -> bool:
        """Whether money is given: where it is spent the report does not say."""
        return token >= 0 and matches(self.parse, token, nouns("@money"))

    def _everywhere(self, head: int, found: Arguments) -> bool:
        """Whether a sum over a long time is told: "more than 3,000 people have been arrested since May"; it is of the whole country."""
        parse = self.parse
        told = parse.relations[head] in ("ccomp", "conj") or parse.relations[parse.heads[head]] == "ccomp"
        perfect = any(
            (parse.lower[c] in ("have", "has") or (told and parse.lower[c] == "had" and self.scene.main < 0)) and parse.relations[c] == "aux"
            for c in parse.children[head]
        )
        counted = found.patient >= 0 and parse.child(found.patient, "nummod") >= 0
        since = "since" in found.preps or any(parse.lower[i] in ("since", "nationwide", "countrywide") for i in range(*self._clause(head)))
        return perfect and counted and since

    def _in_clause(self, head: int, name: str) -> bool:
        """Whether a place is named among what depends on an event's verb."""
        for i in range(*self._clause(head)):
            place = self.parties.places.get(i)
            up = [i, *self.parse.ancestors(i)]
            if place is not None and place.name == name and head in up and all(self.parse.upos[k] != "VERB" for k in up[: up.index(head)]):
                return True
        return False

    def _clause(self, head: int) -> tuple[int, int]:
        first, last = self.parse.subtree(head)
        return first, last + 1

    def _helped(self, found: Arguments) -> Where | None:
        """The country that help is for, which is where it helps: "weapons for Ukraine"."""
        for token in (found.preps.get("to", -1), found.preps.get("for", -1), found.patient):
            for t in (token, *(c for c in self.parse.children[token] if self.parse.prepositions[c] in ("to", "for"))) if token >= 0 else ():
                place = self.parties.places.get(t)
                if place is not None and place.use != "demonym" and place.precision == "country":
                    return place_at(place, 1)
        return None

    def _wide(self, where: Where) -> bool:
        """Whether a place is a province or more."""
        return where.name in self.wide
