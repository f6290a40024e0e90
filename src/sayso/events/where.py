"""Where an event took place: the place of its own clause before any other."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sayso.entities import Entities
from sayso.events.arguments import Arguments
from sayso.events.dated import APART
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.events.phrases import case_of, light
from sayso.events.pointed import pointed
from sayso.events.scene import Scene, told
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import EventType, Place

__all__ = ["Placer", "Where"]

_MATERIAL: frozenset[EventType] = frozenset(("ASSAULT", "AID", "PROTEST", "COERCE", "MOBILIZE"))
"""Types whose events happen on the ground, so that the place spoken of last is theirs too; meetings and words are not."""

_SPOKEN: frozenset[EventType] = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"))
_STANDING = frozenset(("in", "at", "near", "outside", "inside"))
"""Where words were said: whom they are for or against ("called on Rwanda") is another matter."""
_FIRING = frozenset(("fire", "launch", "shoot", "shell"))
_CLAUSE = 4
_MEANWHILE = frozenset(("when", "as", "while", "after"))


class Where(NamedTuple):
    """A place by canonical name, its entity, and how far from the event it was found (0 in its own phrase … 3 in another sentence)."""

    name: str
    entity: str | None
    country: str | None
    distance: int


@cache
def _locative() -> frozenset[str]:
    return frozenset(table("events/syntax")["locative"])


@cache
def _settlements() -> frozenset[str]:
    return frozenset(table("events/syntax")["settlements"])


class Placer:
    """Places the events of one report, in text order: where one was placed helps with the next."""

    def __init__(self, parse: Parse, parties: Parties, entities: Entities) -> None:
        self.parse, self.parties, self.entities = parse, parties, entities
        self.scene = Scene(parse, entities, parties.places, told(parse, parties.statements))

    def place_of(self, head: int, found: Arguments, kind: EventType) -> Where | None:
        """Where the event at ``head`` took place, None if the text does not say."""
        where = self._said(head, found, kind)
        if where is not None:
            if kind in _MATERIAL:
                self.scene.seen(head, where.name, where.entity, where.country)
            elif kind == "CONSULT":
                self.scene.aside(head, where.name)
            return where
        if kind == "AID" and (land := self._helped(found)) is not None:
            return land
        if kind not in _MATERIAL:
            return None
        guess = self.scene.guess(head)
        return Where(*guess) if guess is not None else None

    def _helped(self, found: Arguments) -> Where | None:
        """The country that help is for, which is where it helps: "weapons for Ukraine"."""
        for token in (found.preps.get("to", -1), found.preps.get("for", -1), found.patient):
            for t in (token, *(c for c in self.parse.children[token] if case_of(self.parse, c) in ("to", "for"))) if token >= 0 else ():
                place = self.parties.places.get(t)
                if place is not None and place.use != "demonym" and place.precision == "country":
                    return _where(place, 1)
        return None

    def _said(self, head: int, found: Arguments, kind: EventType) -> Where | None:
        """The place that the event's own clause, or one that it is part of, names."""
        parse = self.parse
        if (kind in _MATERIAL or kind == "YIELD") and found.patient >= 0 and (at := self._taken(found.patient)) is not None:
            return at
        verb = light(parse, head)
        for word in (head, verb):
            own = self._in_phrases(word, 0, kind) if word >= 0 else None
            if own is not None:
                left = self._whence(found.patient) if kind == "AID" and found.patient >= 0 else None
                if left is not None:
                    return left
                if kind in _MATERIAL and self._wide(own):  # "attacked camps at Léré, in the north of the region"
                    for argument in (found.patient, *(found.preps.get(p, -1) for p in ("on", "against", "at"))):
                        closer = self._within(argument, 1) if argument >= 0 else None
                        if closer is not None and not self._wide(closer):
                            return closer
                return own
        if kind == "ASSAULT" and (aim := self._aim(head)) is not None:
            return aim
        if kind in _MATERIAL or kind == "YIELD":
            for argument in (found.patient, *(found.preps.get(p, -1) for p in ("on", "against", "at", "into", "of"))):
                at = self._within(argument, 1) if argument >= 0 else None
                if at is not None:
                    return at
            at = self._meanwhile(head, kind)
            if at is not None:
                return at
        elif kind == "CONSULT" and found.patient >= 0 and parse.upos[head] == "VERB" and found.patient in self.parties.places:
            return self._within(found.patient, 1)  # "visited Kyiv"
        elif kind == "CONSULT":
            for argument in (found.patient, found.preps.get("with", -1)):
                at = self._meeting_place(argument) if argument >= 0 else None
                if at is not None:
                    return at
        return self._around(head, verb, kind)

    def _around(self, head: int, verb: int, kind: EventType) -> Where | None:
        """The place of the clause above: "killed in Homs in an attack"; not where they fled after the attack, nor where it was told."""
        parse = self.parse
        here = head
        for _ in range(_CLAUSE):
            above = parse.heads[here]
            if above < 0 or case_of(parse, here) in APART or parse.relations[here].partition(":")[0] in ("ccomp", "parataxis"):
                return None
            if parse.relations[here] == "acl:relcl":
                if kind in _SPOKEN:
                    return None  # "Chad, which rejects the plan": who, not where
                return self._within(above, 1)  # "the town where they died", but not "a doctor at the hospital who fears attacks"
            if parse.upos[above] in ("VERB", "NOUN") and verb != above:
                own = self._in_phrases(above, 1, kind, skip=here)
                if own is not None:
                    return own
            here = above
        return None

    def _whence(self, token: int) -> Where | None:
        """The place from which people are taken, where the parse hangs it on them: "evacuated staff from Ab to Bora"."""
        for c in self.parse.children[token]:
            if c > token and case_of(self.parse, c) == "from" and (at := self._within(c, 1)) is not None:
                return at
        return None

    def _large(self, token: int) -> Where | None:
        """The province or country that "the region", "the country" means: the last one spoken of, the one that the report is about."""
        parse, lemma = self.parse, self.parse.lemmas[token].lower()
        bare = all(parse.relations[c] in ("det", "case", "punct", "acl:relcl") for c in parse.children[token]) and parse.child(token, "det") >= 0
        if not bare or lemma not in ("country", "region", "province"):
            return None
        if lemma == "country":
            land = self.scene.land
            return _where(self.scene.at[land], 1) if land >= 0 else None
        last = next((p for i in range(token - 1, -1, -1) if (p := self.parties.places.get(i)) is not None and p.precision in ("province", "region")), None)
        return _where(last, 1) if last is not None and last.use == "location" else None

    def _wide(self, where: Where) -> bool:
        """Whether a place is a province or more."""
        return any(p.name == where.name and p.precision in ("province", "country", "region") for p in self.parties.places.values())

    def _aim(self, head: int) -> Where | None:
        """The place that an operation is to take or hit: "an offensive to retake Goma"."""
        for c in self.parse.children[head]:
            if self.parse.relations[c] == "acl" and self.parse.xpos[c] == "VB" and (patient := self.parse.child(c, "obj")) >= 0:
                return self._taken(patient)
        return None

    def _meeting_place(self, token: int) -> Where | None:
        """The town of a meeting, which the parse may hang on whom it was with: "will meet officials in Riyadh"; not "the ambassador in Riyadh",
        "leaders in Kivu"."""
        for c in self.parse.children[token]:
            place = self.parties.places.get(c)
            if c > token and place is not None and place.use == "location" and place.precision in ("city", "point") and case_of(self.parse, c) in ("in", "at"):
                return _where(place, 1)
        return None

    def _meanwhile(self, head: int, kind: EventType) -> Where | None:
        """The place of the clause that says how it came about: "were killed when shells struck a market in Idlib"."""
        parse = self.parse
        for c in parse.children[head]:
            if parse.relations[c].startswith("advcl") and any(
                parse.relations[k] in ("mark", "advmod") and parse.lower[k] in _MEANWHILE for k in parse.children[c]
            ):
                patient = parse.child(c, "obj", "nsubj:pass")
                for at in (self._within(patient, 1) if patient >= 0 else None, self._in_phrases(c, 1, kind)):
                    if at is not None:
                        return at
        return None

    def _in_phrases(self, word: int, distance: int, kind: EventType, skip: int = -1) -> Where | None:
        """The place in the phrases under a word: where something is before where it goes, where it goes before whence it comes;
        but what leaves ("withdrew from") happens where it leaves."""
        parse = self.parse
        best: tuple[float, Where] | None = None
        for c in parse.children[word]:
            if c == skip:
                continue
            relation = parse.relations[c].partition(":")[0]
            case = case_of(parse, c)
            fought_for = case == "for" and parse.lemmas[word] in ("fight", "fighting", "battle", "combat", "struggle") and c in self.parties.places
            if case == "from" and parse.lemmas[word] in _FIRING:
                continue  # "rockets were fired from the hills": where they came from
            if relation in ("obl", "nmod") and (fought_for or case in (_STANDING if kind in _SPOKEN else _locative())):
                found = self._within(c, distance)
                rank = float(_rank(case, kind))
            elif (relation == "advmod" and c in self.parties.places) or (parse.upos[word] == "NOUN" and self._before(c, word)):
                found, rank = _where(self.parties.places[c], distance), 0
            else:
                continue
            if found is not None:
                rank += 0.5 * self._wide(found)  # "in the West Bank, two were killed in Tulkarem"
                if best is None or rank < best[0]:
                    best = rank, found
        return best[1] if best is not None else None

    def _before(self, token: int, noun: int) -> bool:
        """Whether a place stands before a noun of an event to say where: "the Malakal attack", "Gaza fighting"."""
        place = self.parties.places.get(token)
        return place is not None and token < noun and place.use == "location" and place.precision != "country" and self.parse.name_at[noun] < 0

    def _taken(self, token: int) -> Where | None:
        """The place that an act is done to: "the river port of Kodok", "Kodok", "the town" spoken of before."""
        parse = self.parse
        place = self.parties.places.get(token) or pointed(parse, self.parties, token)
        if place is not None:
            return _where(place, 1) if place.use == "location" and place.precision != "country" else None
        if parse.lemmas[token].lower() not in _settlements():
            near = [c for c in parse.children[token] if parse.relations[c] == "compound" and c in self.parties.places]
            if parse.upos[token] == "NOUN" and near and parse.lemmas[token].lower() in nouns("@area").lemmas:
                return _where(self.parties.places[near[0]], 1)  # "captured Sonta hill"
            return None
        for c in parse.children[token]:
            inner = self.parties.places.get(c)
            if inner is not None and inner.use == "location" and (parse.relations[c] in ("appos", "flat") or case_of(parse, c) == "of"):
                return _where(inner, 1)
        for c in parse.children[token]:
            n = parse.name_at[c]
            if n >= 0 and case_of(parse, c) == "of" and parse.xpos[token] == "NN" and parse.names[n].kind in ("LOC", "FAC") and c not in self.parties.places:
                found = self.entities.at[c]  # "the village of Ab", which no list holds
                return Where(self.entities.get(found).name if found is not None else parse.words(parse.names[n].first, parse.names[n].last), found, None, 1)
        if any(_tells_which(parse, c) for c in parse.children[token]):
            return None
        last = self.parties.focus(token) if any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token]) else None
        return _where(last, 1) if last is not None else None

    def _within(self, token: int, distance: int) -> Where | None:
        """The place that a phrase is or lies in: "Kharkiv", "the city of Kharkiv", "a school near Kharkiv"."""
        found = self._inside(token, distance)
        return min(found, key=lambda f: f[0])[1] if found else None

    def _recalled(self, token: int) -> Place | None:
        """The place that was called by a bare noun before: "the city" after "the mostly Druze city of Sweida"."""
        parse = self.parse
        if not any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token]):
            return None
        if any(parse.relations[c].partition(":")[0] in ("nmod", "appos", "compound", "acl", "amod", "flat") for c in parse.children[token]):
            return None
        return self.parties.called(token)

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
        if place is not None:
            out.append((_coarse(place), _where(place, distance)))
            if _coarse(place) == 0:
                return out
        elif parse.lemmas[token].lower() in _settlements() and parse.xpos[token] == "NN" and (called := self._recalled(token)) is not None:
            return ((0, _where(called, distance)),)
        elif parse.upos[token] == "NOUN" and (found := self.entities.at[token]) is not None and self.entities.get(found).kind == "place":
            built = parse.lemmas[token].lower() in nouns("@structure").lemmas and parse.lemmas[token].lower() not in _settlements()
            out.append((int(built), Where(self.entities.get(found).name, found, None, distance)))  # "the Farabi hospital in Homs": Homs
            if not built:
                return out
        elif (large := self._large(token)) is not None:
            return ((1, large._replace(distance=distance)),)
        elif (n := parse.name_at[token]) >= 0 and parse.names[n].kind in ("LOC", "FAC"):
            found = self.entities.at[token]  # a name that no list holds
            name = self.entities.get(found).name if found is not None else parse.words(parse.names[n].first, parse.names[n].last)
            out.append((1, Where(name, found, None, distance)))
        elif parse.lemmas[token].lower() in _settlements() and (taken := self._taken(token)) is not None:
            return ((0, taken._replace(distance=distance)),)
        for c in parse.children[token]:
            if place is not None and place.latitude is not None and parse.relations[c] == "conj":
                continue  # of places side by side the first: "in Grodno and Brest"
            if parse.relations[c].partition(":")[0] in ("nmod", "appos", "conj", "flat", "compound", "obl", "advmod") and not self._names(c, token):
                out += self._inside(c, distance)
        return out


def _tells_which(parse: Parse, token: int) -> bool:
    """Whether something under a noun says which town is meant, other than the last one: "the city of Homs"; not "the port city", "the city from Lebanon"."""
    if parse.relations[token] not in ("nmod", "acl:relcl", "compound"):
        return False
    return parse.lemmas[token].lower() not in _settlements() and case_of(parse, token) not in ("from", "with", "by", "on", "after")


def _rank(case: str, kind: EventType) -> int:
    if kind in ("YIELD", "AID"):
        return 2 if case == "to" else 0
    return 1 if case in ("to", "into", "towards", "toward") else 2 if case in ("from", "of") else 0


_LONG = ("river", "lake", "sea", "gulf", "strait", "mountains", "canal", "valley", "desert", "highway", "road")
"""Names of what a town lies on: "the bridge over the Sobat River south of Malakal"."""


def _coarse(place: Place) -> int:
    if place.latitude is None or place.text.lower().endswith(_LONG):
        return 1  # a name that no gazetteer has: the town it lies in is better
    return {"country": 2, "region": 2, "province": 1, "water": 1}.get(place.precision or "", 0)


def _where(place: Place, distance: int) -> Where:
    return Where(place.name, place.entity, place.country, distance)
