"""Where an event took place: the place of its own clause before any other."""

from typing import Final

from sayso.events.arguments import Arguments
from sayso.events.dated import APART
from sayso.events.phrases import light, listed, phrases_of
from sayso.events.wide import Wide
from sayso.events.within import Where, place_at
from sayso.types.kinds import TOWNS, EventType

__all__ = ["Placer", "Where"]

_MATERIAL: Final[frozenset[EventType]] = frozenset(("ASSAULT", "AID", "PROTEST", "COERCE", "MOBILIZE"))
"""Types whose events happen on the ground, so that the place spoken of last is theirs too; meetings and words are not."""
_SPOKEN: Final[frozenset[EventType]] = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "SANCTION"))
_STANDING: Final = frozenset(("in", "at", "near", "outside", "inside"))
"""Where words were said: whom they are for or against ("called on Rwanda") is another matter."""
_FIRING: Final = frozenset(("fire", "launch", "shoot", "shell"))
_ANSWERS: Final = frozenset(("retaliation", "response", "revenge", "reprisal", "reaction", "protest", "return", "exchange"))
"""What is done for something that was elsewhere."""
_CLAUSE: Final = 4
_MEANWHILE: Final = frozenset(("when", "as", "while", "after"))


class Placer(Wide):
    """Places the events of one report, in text order: where one was placed helps with the next."""

    def place_of(self, head: int, found: Arguments, kind: EventType) -> Where | None:
        """Where the event at ``head`` took place, None if the text does not say."""
        where = self._said(head, found, kind)
        if where is not None and kind in _SPOKEN and (kind != "REQUEST" or self._seat(head, where)):
            return None  # "In Brussels the Union condemned …": where it was said
        if where is not None:
            if kind in _MATERIAL:
                self.scene.seen(head, where.name, where.entity, where.country)
            elif kind == "CONSULT":
                self.scene.aside(head, where.name)
            return where
        if kind == "AID" and (land := self._helped(found)) is not None:
            return land
        if kind == "COERCE" and (here := self._posted(found.agent)) is not None:
            return here
        if kind == "YIELD" and self.parse.relations[head] != "acl:relcl" and (guess := self.scene.guess(head)) is not None:
            return Where(*guess)  # but "the army, which withdrew last year": then and elsewhere
        if kind == "SANCTION":
            return self._punished(found)
        if kind == "CONSULT" and any(self.parse.lower[c] == "there" for c in self.parse.children[head]) and (town := self.parties.focus(head)) is not None:
            return place_at(town, 3)  # "visited the town and met there …"
        if kind not in _MATERIAL:
            return None
        guess = self.scene.guess(head)
        if guess is not None and guess[3] > 2 and self._everywhere(head, found) and self.scene.land < 0:
            return None  # "710 have been killed since May": not where the last shell fell
        sent = kind in ("AID", "MOBILIZE") and self._from_abroad(found)
        if guess is None or guess[3] > 2 or ((sent or self._everywhere(head, found)) and not self._in_clause(head, guess[0])):
            wide = (
                self._everywhere(head, found)
                or sent
                or (kind == "AID" and (self._money(found.patient) or self._programme(found)))
                or self.parse.low_lemmas[head] in listed("of_states")
            )
            if wide and self.scene.land >= 0:
                return place_at(self.scene.named[self.scene.land], 3)
        return Where(*guess) if guess is not None else None

    def _posted(self, token: int) -> Where | None:
        """The town that a bare noun behind those who act means: "police in the capital arrested two"."""
        for c in self.parse.children[token] if token >= 0 else ():
            if self.parse.prepositions[c] == "in" and c > token and self.parse.low_lemmas[c] in ("capital", "city", "town"):
                return self.within(c, 1)
        return None

    def _said(self, head: int, found: Arguments, kind: EventType) -> Where | None:
        """The place that the event's own clause, or one that it is part of, names."""
        parse = self.parse
        if (kind in _MATERIAL or kind == "YIELD") and found.patient >= 0 and (at := self.taken(found.patient)) is not None:
            return at
        if (there := self._where_clause(head)) is not None:
            return there
        if parse.lemmas[head] in listed("of_states") and parse.lower[head + 1 : head + 2] == ["for"]:
            under = self.within(parse.heads[head + 1], 1)  # "announced a curfew for the province"
            if under is not None:
                return under
        verb = light(parse, head)
        for word in (head, verb):
            own = self._in_phrases(word, 0, kind) if word >= 0 else None
            if own is not None:
                left = self._whence(found.patient) if kind == "AID" and found.patient >= 0 else None
                if left is not None:
                    return left
                if kind in _MATERIAL and (self._wide(own) or own.name in self.districts):  # "attacked camps at Léré, in the north of the region"
                    for argument in (found.patient, *(found.preps.get(p, -1) for p in ("on", "against", "at"))):
                        closer = self.within(argument, 1) if argument >= 0 else None
                        if closer is not None and not self._wide(closer):
                            return closer
                return own
        if kind == "ASSAULT" and (at := self._aim(head) or self._shared(head, kind)) is not None:
            return at
        if kind in _MATERIAL or kind == "YIELD":
            for argument in (found.patient, *(found.preps.get(p, -1) for p in ("on", "against", "at", "into", "of"))):
                at = self.within(argument, 1) if argument >= 0 else None
                if at is not None:
                    return at
            at = self._meanwhile(head, kind) or (self._doers(found.agent) if kind == "ASSAULT" else None)
            if at is not None:
                return at
        elif kind == "CONSULT" and found.patient >= 0 and parse.upos[head] == "VERB" and found.patient in self.parties.places:
            return self.within(found.patient, 1)  # "visited Kyiv"
        elif kind == "CONSULT":
            hung = (c for c in parse.children[found.patient] if parse.prepositions[c] == "with") if found.patient >= 0 else ()
            for argument in (found.patient, found.preps.get("with", -1), *hung):
                at = self._meeting_place(argument) if argument >= 0 else None
                if at is not None:
                    return at
            if (left := self._left_after(head)) is not None:
                return left
            for c in parse.children[head]:
                if parse.relations[c] == "acl:relcl" and parse.lemmas[c] in listed("light"):
                    other = phrases_of(parse, c).get("with", -1)  # "the talks that Oman is holding with them in Muscat"
                    held = self._in_phrases(c, 1, kind) or (self._meeting_place(other) if other >= 0 else None)
                    if held is not None:
                        return held
        return self._around(head, verb, kind)

    def _where_clause(self, head: int) -> Where | None:
        """The place right before the "where" of the clause: "six in Boda, where looters ransacked the town hall"; "in Rome, where he plans to meet them"."""
        parse, here = self.parse, head
        for _ in range(3):
            for c in parse.children[here]:
                if parse.lower[c] == "where" and c > 1 and c < here:
                    before = c - 2 if parse.tokens[c - 1].text == "," else c - 1
                    place = self.parties.places.get(before)
                    return place_at(place, 1) if place is not None and place.use == "location" else None
            if parse.relations[here] not in ("xcomp", "ccomp") or self._in_phrases(here, 0, "ASSAULT") is not None:
                return None
            here = parse.heads[here]
        return None

    def _left_after(self, head: int) -> Where | None:
        """The place that somebody leaves after a meeting: "left Doha after two days of talks"."""
        here = head
        for _ in range(2):
            above = self.parse.heads[here]
            if above < 0:
                return None
            if self.parse.prepositions[here] in ("after", "following"):
                place = self.parties.places.get(self.parse.child(above, "obj"))
                return place_at(place, 1) if place is not None and self.parse.lemmas[above] == "leave" and place.use == "location" else None
            here = above
        return None

    def _around(self, head: int, verb: int, kind: EventType) -> Where | None:
        """The place of the clause above: "killed in Homs in an attack"; not where they fled after the attack, nor where it was told."""
        parse = self.parse
        here = head
        for _ in range(_CLAUSE):
            above = parse.heads[here]
            if above < 0 or parse.prepositions[here] in APART or parse.base_relations[here] in ("ccomp", "parataxis"):
                return None
            if kind in _SPOKEN and (parse.relations[here] in ("acl:relcl", "conj")):
                return None  # "Chad, which rejects the plan": who, not where; "set foot in the town and accused the army"
            if parse.relations[here] == "acl:relcl":
                return self.within(above, 1)  # "the town where they died", but not "a doctor at the hospital who fears attacks"
            if parse.upos[above] in ("VERB", "NOUN") and verb != above:
                besides = parse.base_relations[here] == "conj" or (parse.base_relations[here] == "advcl" and parse.child(here, "mark", "nsubj") < 0)
                entered = parse.child(above, "obj") if besides and parse.low_lemmas[above] in listed("entering") else -1
                if entered >= 0 and (into := self.within(entered, 1)) is not None:
                    return into  # "entered the village of Masala, on the road to Luna, and killed 16"
                own = self._in_phrases(above, 1, kind, skip=here)
                if own is not None:
                    return own
            here = above
        return None

    def _whence(self, token: int) -> Where | None:
        """The place from which people are taken, where the parse hangs it on them: "evacuated staff from Ab to Bora"."""
        for c in self.parse.children[token]:
            if c > token and self.parse.prepositions[c] == "from" and (at := self.within(c, 1)) is not None:
                return at
        return None

    def _doers(self, token: int) -> Where | None:
        """The place of those who did it, where they are only called by what they are: "the killing of 26 people by gunmen in Boda"."""
        parse = self.parse
        if token < 0 or parse.upos[token] != "NOUN" or parse.prepositions[token] != "by":
            return None
        return next(
            (at for c in parse.children[token] if c > token and parse.prepositions[c] in ("in", "near", "at") and (at := self.within(c, 1)) is not None), None
        )

    def _shared(self, head: int, kind: EventType) -> Where | None:
        """The place behind a second passive that is the first one's too: "40 were killed and 93 wounded across the country"."""
        parse = self.parse
        for c in parse.children[head]:
            if parse.relations[c] == "conj" and parse.xpos[c] == parse.xpos[head] == "VBN" and parse.lemmas[c] in listed("harming"):
                return self._in_phrases(c, 1, kind)
        return None

    def _aim(self, head: int) -> Where | None:
        """The place that an operation is to take or hit: "an offensive to retake Goma"."""
        for c in self.parse.children[head]:
            if self.parse.relations[c] == "acl" and self.parse.xpos[c] == "VB" and (patient := self.parse.child(c, "obj")) >= 0:
                return self.taken(patient)
        return None

    def _meeting_place(self, token: int) -> Where | None:
        """The town of a meeting, which the parse may hang on whom it was with: "will meet officials in Riyadh"; not "the ambassador in Riyadh",
        "leaders in Kivu"."""
        named = (c for c in self.parse.children[token] if c > token and self.parse.relations[c] in ("appos", "flat"))
        whose = (c for c in self.parse.children[token] if c > token and self.parse.prepositions[c] == "of" and self.parse.xpos[c] == "NNS")
        for c in (k for t in (token, *named, *whose) for k in self.parse.children[t]):
            place = self.parties.places.get(c)
            if c > token and place is not None and place.use == "location" and place.precision in TOWNS and self.parse.prepositions[c] in ("in", "at"):
                return place_at(place, 1)
        return None

    def _meanwhile(self, head: int, kind: EventType) -> Where | None:
        """The place of the clause that says how it came about: "were killed when shells struck a market in Idlib"."""
        parse = self.parse
        for c in parse.children[head]:
            if parse.relations[c].startswith("advcl") and any(
                parse.relations[k] in ("mark", "advmod") and parse.lower[k] in _MEANWHILE for k in parse.children[c]
            ):
                patient = parse.child(c, "obj", "nsubj:pass")
                for at in (self.within(patient, 1) if patient >= 0 else None, self._in_phrases(c, 1, kind)):
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
            relation = parse.base_relations[c]
            case = parse.prepositions[c]
            fought_for = case == "for" and parse.lemmas[word] in ("fight", "fighting", "battle", "combat", "struggle") and c in self.parties.places
            if parse.low_lemmas[c] in _ANSWERS:
                continue  # "struck the camp in retaliation for the killings in Boda"
            if case == "from" and parse.lemmas[word] in _FIRING:
                continue  # "rockets were fired from the hills": where they came from
            if case == "to" and kind == "AID" and parse.lemmas[word] == "fly":
                continue  # "were flown to Dakar": from here
            if relation in ("obl", "nmod") and (fought_for or case in (_STANDING if kind in _SPOKEN else listed("locative"))):
                onward = (
                    next((k for k in parse.children[c] if k > c and parse.prepositions[k] == "to" and k in self.parties.places), -1) if case == "from" else -1
                )
                found = self.within(onward if onward >= 0 and kind == "MOBILIZE" else c, distance)
                rank = -1.0 if case == "to" and kind == "CONSULT" and parse.lemmas[word] in listed("travel") else float(_rank(case, kind))
            elif (relation == "advmod" and c in self.parties.places) or (parse.upos[word] == "NOUN" and self._before(c, word)):
                found, rank = place_at(self.parties.places[c], distance), 0.0
            else:
                continue
            if found is not None:
                rank += 0.5 * self._wide(found) + 0.25 * (found.name in self.districts)  # "in the West Bank, two were killed in Tulkarem"
                if best is None or rank < best[0]:
                    best = rank, found
        return best[1] if best is not None else None

    def _before(self, token: int, noun: int) -> bool:
        """Whether a place stands before a noun of an event to say where: "the Malakal attack", "Gaza fighting"."""
        place = self.parties.places.get(token)
        return place is not None and token < noun and place.use == "location" and place.precision != "country" and self.parse.name_at[noun] < 0


def _rank(case: str, kind: EventType) -> int:
    if kind in ("YIELD", "AID"):
        return 2 if case == "to" else 0
    return 1 if case in ("to", "into", "towards", "toward") else 2 if case in ("from", "of") else 0
