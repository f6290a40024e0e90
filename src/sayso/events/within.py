"""The place that a phrase names, is or lies in: "Kharkiv", "the city of Kharkiv", "a school near Kharkiv", "the town"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.entities import Entities
from sayso.events.kinds import settlements
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.events.phrases import listed
from sayso.events.pointed import pointed
from sayso.events.scene import Scene, told
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["Phrases", "Where", "place_at"]

_NEAR: Final = 2
"""Paragraphs."""
_QUARTERS: Final = frozenset(("old", "new", "upper", "lower", "inner"))
"""What makes a town a part of one: "the old town"."""
_LONG: Final = ("river", "lake", "sea", "gulf", "strait", "mountains", "canal", "valley", "desert", "highway", "road")
"""Names of what a town lies on: "the bridge over the Sobat River south of Malakal"."""


class Where(NamedTuple):
    """A place by canonical name, its entity, and how far from the event it was found (0 in its own phrase … 3 in another sentence)."""

    name: str
    entity: str | None
    country: str | None
    distance: int


class Phrases:
    """The places that the phrases of one report name."""

    def __init__(self, parse: Parse, parties: Parties, entities: Entities) -> None:
        self.parse, self.parties, self.entities = parse, parties, entities
        self.wide = {p.name for p in parties.places.values() if p.precision in ("province", "country", "region")}
        self.districts = {p.name for p in parties.places.values() if p.precision == "district"} - {
            p.name for p in parties.places.values() if p.precision != "district"
        }
        self.scene = Scene(parse, entities, parties.places, told(parse, parties.statements))

    def _large(self, token: int) -> Where | None:
        """The province or country that "the region", "the country" means: the last one spoken of, the one that the report is about."""
        parse, lemma = self.parse, self.parse.low_lemmas[token]
        bare = all(parse.relations[c] in ("det", "case", "punct", "acl:relcl") for c in parse.children[token]) and parse.child(token, "det") >= 0
        if not bare or lemma not in ("country", "region", "province"):
            return None
        if lemma == "country":
            first, _ = parse.sentences[parse.sentence[token]]
            whose = (
                p
                for i in range(token - 1, first - 1, -1)
                if (p := self.parties.places.get(i)) is not None and p.precision == "country" and parse.relations[i] == "nmod:poss"
            )
            if (own := next(whose, None)) is not None:
                return place_at(own, 1)  # "Lebanon's health ministry counted 23 dead across the country"
            land = self.scene.land
            state = self.parties.state_here(token) if land < 0 else None
            return place_at(self.scene.named[land], 1) if land >= 0 else Where(state.name, state.entity, state.country, 1) if state is not None else None
        if (called := self.parties.called(token)) is not None:
            return place_at(called, 1)
        named = [i for i in range(token - 1, -1, -1) if (p := self.parties.places.get(i)) is not None and p.precision in ("province", "region")]
        near = (i for i in named if lemma == "region" and (self.parties.places[i].feature or "").startswith("RGN") and self._close(i, token))
        last = self.parties.places[next(near, named[0])] if named else None  # of a province and a region the region
        return place_at(last, 1) if last is not None and last.use == "location" else None

    def _close(self, before: int, token: int) -> bool:
        """Whether what was named before a token was named in its paragraph or one of the two above."""
        return self.parse.paragraph[token] - self.parse.paragraph[before] <= _NEAR

    def taken(self, token: int) -> Where | None:
        """The place that an act is done to: "the river port of Kodok", "Kodok", "the town" spoken of before."""
        parse = self.parse
        place = self.parties.places.get(token) or pointed(parse, self.parties, token)
        if place is not None and (town := self._town_of(token)) >= 0:
            return self.within(town, 1)
        if place is not None:
            return place_at(place, 1) if place.use == "location" and place.precision != "country" else None
        if (named := self._called_a_town(token)) is not None:
            return named
        if parse.low_lemmas[token] not in settlements():
            near = [c for c in parse.children[token] if parse.relations[c] == "compound" and c in self.parties.places]
            if parse.upos[token] == "NOUN" and near and parse.low_lemmas[token] in nouns("@area").lemmas:
                return place_at(self.parties.places[near[0]], 1)  # "captured Sonta hill"
            return None
        for c in parse.children[token]:
            inner = self.parties.places.get(c)
            if inner is not None and inner.use == "location" and (parse.relations[c] in ("appos", "flat") or parse.prepositions[c] == "of"):
                return place_at(inner, 1)
        for c in parse.children[token]:
            n = parse.name_at[c]
            if (
                n >= 0
                and parse.prepositions[c] == "of"
                and parse.xpos[token] == "NN"
                and parse.names[n].kind in ("LOC", "FAC")
                and c not in self.parties.places
            ):
                found = self.entities.at[c]  # "the village of Ab", which no list holds
                return Where(self.entities.get(found).name if found is not None else parse.words(parse.names[n].first, parse.names[n].last), found, None, 1)
        if self._quarter(token) or any(_tells_which(parse, c) for c in parse.children[token]):
            return None
        last = self.parties.focus(token) if any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token]) else None
        return place_at(last, 1) if last is not None else None

    def _called_a_town(self, token: int) -> Where | None:
        """A town that no list holds and the text says is one: "Durba, a town of 5,000 people, was captured", whichever the parse takes for the head."""
        parse = self.parse
        if parse.name_at[token] >= 0:
            beside = self._fought_over(token) or any(
                parse.relations[c] == "appos" and c > token and parse.low_lemmas[c] in settlements() for c in parse.children[token]
            )
            n = parse.name_at[token] if beside else -1
        else:
            first, _ = parse.subtree(token)
            alone = parse.low_lemmas[token] in settlements() and parse.lower[first] in ("a", "an") and first > 1 and parse.tokens[first - 1].text == ","
            n = parse.name_at[first - 2] if alone else -1
        if n < 0 or parse.names[n].kind not in ("LOC", "PER", "FAC") or parse.names[n].first in self.parties.places:
            return None
        first, last = parse.names[n].first, parse.names[n].last
        found = self.entities.at[last]
        return Where(parse.words(first, last), found, None, 1)

    def _fought_over(self, token: int) -> bool:
        """Whether a name is what is fought over, falls or is taken back: "Durba, further east, is still being fought over", "Durba, retaken in May"."""
        parse, verb = self.parse, self.parse.heads[token]
        if verb >= 0 and parse.relations[token] == "nsubj:pass" and parse.lemmas[verb] == "fight":
            return parse.lower[verb + 1 : verb + 2] in (["over"], ["for"])
        over = [verb] if verb >= 0 and parse.relations[token] in ("obj", "nsubj:pass") else []
        over += [c for c in parse.children[token] if parse.relations[c] == "acl" and parse.xpos[c] == "VBN"]
        if parse.relations[token] == "nmod" and parse.prepositions[token] == "of" and parse.lemmas[verb] in listed("takings"):
            return True  # "the recapture of Durba"
        return not self._known_person(token) and any(
            parse.lemmas[v] in listed("takings") or (parse.lemmas[v] == "take" and any(parse.lower[c] == "back" for c in parse.children[v])) for v in over
        )

    def _known_person(self, token: int) -> bool:
        """Whether what may be a person's name is somebody of whom more is told."""
        found = self.entities.at[token]
        if found is None:
            return False
        who = self.entities.get(found)
        return who.kind == "person" and (bool(who.role) or (len(who.mentions) > 1 and " " in who.name))

    def _standing_at(self, token: int) -> bool:
        """Whether a name that was taken for a person's is where something stands: "the base at Bariire"."""
        n = self.parse.name_at[token]
        return (
            self.parse.names[n].kind == "PER"
            and self.parse.prepositions[token] in ("at", "near", "in", "around", "outside")
            and self.parse.names[n].last - self.parse.names[n].first < 2
            and not self._known_person(token)
        )

    def _band(self, token: int) -> bool:
        """Whether a name that was taken for a place's is that of an armed group."""
        found = self.entities.at[token]
        return found is not None and self.entities.get(found).kind == "group"

    def within(self, token: int, distance: int) -> Where | None:
        """The place that a phrase is or lies in: "Kharkiv", "the city of Kharkiv", "a school near Kharkiv"."""
        found = self._inside(token, distance)
        return min(found, key=lambda f: f[0])[1] if found else None

    def _recalled(self, token: int) -> Place | None:
        """The place that was called by a bare noun before: "the city" after "the mostly Druze city of Sweida"."""
        parse = self.parse
        if not any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token]):
            return None
        said = (c for c in parse.children[token] if parse.lower[c] != "same")
        if any(parse.base_relations[c] in ("nmod", "appos", "compound", "acl", "amod", "flat") for c in said):
            return None
        return self.parties.called(token)

    def _quarter(self, token: int) -> bool:
        """Whether a noun names a part of a town: "the old town"."""
        return any(self.parse.lower[c] in _QUARTERS for c in self.parse.children[token])

    def _town_of(self, token: int) -> int:
        """The town that a named building is said to stand in: "the Sobat hospital in Homs", or −1."""
        parse = self.parse
        if parse.low_lemmas[token] not in nouns("@structure").lemmas - settlements():
            return -1
        above = parse.heads[token]
        beside = parse.children[above] if above >= 0 and parse.relations[token] in ("obj", "obl") else []
        return next((c for c in (*parse.children[token], *beside) if c > token and c in self.parties.places and parse.prepositions[c] == "in"), -1)

    def _names(self, token: int, head: int) -> bool:
        """Whether a place is only part of the name of a body or building: "the White Nile Front"."""
        return self.scene.part_of_name(token, head)

    def _inside(self, token: int, distance: int) -> Sequence[tuple[int, Where]]:
        """Places in a phrase, with how coarse each is: towns before provinces and rivers, those before countries."""
        parse = self.parse
        place = self.parties.places.get(token)
        if place is not None and place.use != "location":
            return ()
        out: list[tuple[int, Where]] = []
        if parse.low_lemmas[token] == "side" and parse.prepositions[token] == "on":
            of = (self.parties.places[c] for c in parse.children[token] if c < token and c in self.parties.places)
            return [(2, place_at(p, distance)) for p in of if p.precision == "country"]  # "on the Rwandan side"
        if place is not None:
            built = self._town_of(token) >= 0
            out.append((_coarse(place) or int(built), place_at(place, distance)))
            if out[0][0] == 0:
                return out
        elif parse.low_lemmas[token] in settlements() and parse.xpos[token] == "NN" and (called := self._recalled(token)) is not None:
            return ((0, place_at(called, distance)),)
        elif (large := self._large(token)) is not None:
            return ((1, large._replace(distance=distance)),)
        elif (
            parse.upos[token] == "NOUN"
            and not self._quarter(token)
            and (found := self.entities.at[token]) is not None
            and self.entities.get(found).kind == "place"
        ):
            built = parse.low_lemmas[token] in nouns("@structure").lemmas and parse.low_lemmas[token] not in settlements()
            out.append((int(built), Where(self.entities.get(found).name, found, None, distance)))  # "the Farabi hospital in Homs": Homs
            if not built:
                return out
        elif (n := parse.name_at[token]) >= 0 and (parse.names[n].kind in ("LOC", "FAC") or self._standing_at(token)) and not self._band(token):
            found = self.entities.at[token]  # a name that no list holds
            name = self.entities.get(found).name if found is not None else parse.words(parse.names[n].first, parse.names[n].last)
            out.append((1, Where(name, found, None, distance)))
        elif parse.low_lemmas[token] in settlements() and (taken := self.taken(token)) is not None:
            return ((0, taken._replace(distance=distance)),)
        for c in parse.children[token]:
            if place is not None and (self.parties.places.get(c) is place or (place.latitude is not None and parse.relations[c] == "conj")):
                continue  # of places side by side the first: "in Grodno and Brest"
            if parse.base_relations[c] in ("nmod", "appos", "conj", "flat", "compound", "obl", "advmod") and not self._names(c, token):
                out += self._inside(c, distance)
        return out


def _tells_which(parse: Parse, token: int) -> bool:
    """Whether something under a noun says which town is meant, other than the last one: "the city of Homs"; not "the port city", "the city from Lebanon"."""
    if parse.relations[token] not in ("nmod", "acl:relcl", "compound"):
        return False
    return parse.low_lemmas[token] not in settlements() and parse.prepositions[token] not in ("from", "with", "by", "on", "after")


def _coarse(place: Place) -> int:
    if place.latitude is None or place.text.lower().endswith(_LONG):
        return 1  # a name that no gazetteer has: the town it lies in is better
    return {"country": 2, "region": 2, "province": 1, "water": 1}.get(place.precision or "", 0)


def place_at(place: Place, distance: int) -> Where:
    """Where an event is that is at a place."""
    return Where(place.name, place.entity, place.country, distance)
