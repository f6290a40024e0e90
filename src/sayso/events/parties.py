"""Who an actor or recipient is: its canonical name and entity."""

from functools import cached_property
from typing import Final

from sayso.entities import describe
from sayso.entities.knowledge import state as state_name
from sayso.events.arguments import arguments
from sayso.events.doers import own_subject
from sayso.events.joined import coordinated, shared, uncounted
from sayso.events.kinds import fighters, nobody, organs, partitives, settlements
from sayso.events.lexicon import nouns
from sayso.events.owners import Owners
from sayso.events.party import Party
from sayso.events.phrases import antecedent
from sayso.statements import statement_of
from sayso.times.grammar.words import weekdays
from sayso.types.reading import Entity, Place

__all__ = ["Parties", "Party"]

_EMPTY: Final = frozenset(
    (
        "it",
        "they",
        "he",
        "she",
        "them",
        "him",
        "her",
        "we",
        "i",
        "you",
        "that",
        "this",
        "which",
        "who",
        "these",
        "those",
        "one",
        "there",
        "what",
        "their",
        "its",
        "his",
        "our",
        "my",
    )
)


_GROUPS: Final = frozenset(("group", "movement", "organisation", "organization", "militia", "gang", "cartel", "faction", "party"))
"""What a name right behind is the name of, whatever the encoder takes it for."""
_UNIONS: Final = frozenset(("community", "alliance", "union", "bloc", "coalition", "association", "league", "federation", "network"))
"""Bodies that are described by what they are made of, before their names: "the alliance of lake states ALS"."""
_REBELS: Final = frozenset(("rebel", "insurgent", "militant", "jihadist"))
"""Those of whom a report that names one armed group means that one: not separatists or bandits, who may be any."""
_TELLING: Final = frozenset(("compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos", "nummod"))
"""What hangs on a noun that says which of several are meant."""
_LONG: Final = 80
"""Characters; a longer description is a sentence that the parse took for one."""


def _bare(text: str) -> str:
    """A description without the words that bound its number: "at least two farmers"."""
    for word in ("more than ", "than ", "at least ", "least ", "at most ", "up to ", "about ", "around ", "some ", "nearly ", "almost "):
        text = text.removeprefix(word)
    return text


class Parties(Owners):
    """The parties of one report, looked up by the token that heads their mention; ``without`` are tokens whose places have no part in it."""

    def at(self, token: int) -> Party | None:
        """The party whose mention is headed by ``token``, those coordinated with it included; None if nothing names it."""
        if token < 0:
            return None
        head = self._resolved(antecedent(self.parse, token))
        head = self._named_group(head)
        members = [head, *coordinated(self.parse, head)]
        tail = shared(self.parse, members)
        found: list[Party] = []
        for member in members:
            one = self.one(member)
            if one is not None and all(one.name != f.name for f in found):
                found.append(one)
        if len(found) < 2:
            return found[0] if found else None
        names = [f.name for f in found]
        return Party(f"{', '.join(names[:-1])} and {names[-1]}{tail}", None, None, all(f.named for f in found))

    def _spoken_by(self, token: int) -> Party | None:
        """Who says "I" or "we" in a statement."""
        held = statement_of(self.statements, self.parse.tokens[token].start)
        for s in self.statements:
            if s.id == held:
                return Party(s.source.name, s.source.entity, None, named=s.source.kind != "anonymous")
        return None

    def _body_speaking(self, token: int) -> Party | None:
        """The body that says "it" of itself, those who say "they", as the subject of a clause that they are credited with."""
        if not self.parse.relations[token].startswith("nsubj"):
            return None
        held = statement_of(self.statements, self.parse.tokens[token].start)
        said = next((s for s in self.statements if s.id == held), None)
        if said is None or self.parse.tokens[token].start != said.content[0].start:
            return None
        several = " and " in said.source.name and said.source.entity is None
        fits = said.source.kind == "organisation" and not several if self.parse.lower[token] == "it" else several
        return Party(said.source.name, said.source.entity, None, named=True) if fits else None

    def _group(self, found: str) -> Party | None:
        """The state for which a group acts that a pronoun means ("they" for "Russian forces")."""
        parse = self.parse
        for start, end in self.entities.get(found).mentions[:3]:
            first, last = parse.tokens_in(start, end)
            for i in range(first, last + 1):
                if (
                    parse.upos[i] == "NOUN"
                    and parse.name_at[i] < 0
                    and not first <= parse.heads[i] <= last
                    and (owner := self._owner(i, parse.low_lemmas[i])) is not None
                ):
                    return owner
        return None

    def _resolved(self, token: int) -> int:
        """For a pronoun whom nobody resolved, the subject of what was said: "Syria says it is willing"."""
        parse = self.parse
        if self.entities.at[token] is not None or parse.lower[token] not in ("it", "they", "he", "she", "its", "their"):
            return token
        for above in parse.ancestors(token):
            if parse.relations[above] == "ccomp" and parse.heads[above] >= 0:
                subject = arguments(parse, parse.heads[above]).agent
                if subject < 0:
                    return token
                if not self._agrees(token, subject):
                    return self._last_subject(token)  # "It will deliver rice, its director announced": the body of the sentence before
                return subject if self.entities.at[subject] is not None or parse.upos[subject] != "PRON" else self._resolved(subject)
            if parse.relations[above] == "acl:relcl" and parse.lower[token] == "it" and parse.heads[token] == above:
                subject = self._over_clause(above)
                if subject >= 0 and self._is_body(subject):
                    return subject  # "the Front holds the town, from where it threatened …", "the offensive it began"
        return self._last_subject(token)

    def _over_clause(self, verb: int) -> int:
        """The subject of the clause that a relative clause is part of, or −1."""
        for above in self.parse.ancestors(verb):
            if (subject := own_subject(self.parse, above)) >= 0:
                return subject
        return -1

    def meant(self, token: int) -> int:
        """The noun that a pronoun stands for, where its sentence or the one before shows it, or the token itself: "the army said it had left"."""
        return self._resolved(token) if self.parse.upos[token] == "PRON" else token

    def _last_subject(self, token: int) -> int:
        """For a pronoun of a body that nobody resolved, the subject of the sentence before: "Chad launched a raid. Its troops …"."""
        parse = self.parse
        number = parse.sentence[token]
        first, last = parse.sentences[number - 1] if number else (0, -1)
        if parse.lower[token] not in ("it", "its", "they", "their") or number == 0 or parse.paragraph[first] != parse.paragraph[token]:
            return token
        roots = [i for i in range(first, last + 1) if parse.heads[i] < 0 or parse.relations[i] == "parataxis"]  # "Food: the agency has …"
        subject = next((s for root in roots if (s := parse.child(root, "nsubj")) >= 0), -1)
        if subject < 0 or not self._agrees(token, subject) or (parse.lower[token] in ("it", "its") and parse.xpos[subject] in ("NNS", "NNPS")):
            return self._last_source(token, number - 1)
        found = self.entities.at[subject]
        n, place = parse.name_at[subject], self.places.get(subject)
        state = place is not None and place.precision == "country" and (n < 0 or parse.names[n].kind != "ORG")
        body = state or (place is None and found is not None and self.entities.get(found).kind in ("organisation", "group"))
        organ = parse.low_lemmas[subject] in organs() and self.owner(subject) is not None  # "Its government closed the border. It also …"
        band = parse.lower[token] in ("they", "their") and parse.low_lemmas[subject] in fighters() and parse.xpos[subject] == "NNS"
        return subject if body or organ or band else token

    def _last_source(self, token: int, number: int) -> int:
        """The body that a sentence is credited to, which speaks of itself in the next: "According to the agency, … It will …"; else the token."""
        first, last = self.parse.sentences[number]
        start, end = self.parse.tokens[first].start, self.parse.tokens[last].end
        for s in self.statements:
            if s.source.kind in ("organisation", "publication") and s.source.start is not None and s.source.end is not None and start <= s.source.start < end:
                a, b = self.parse.tokens_in(s.source.start, s.source.end)
                head = self.parse.top(a, b)
                return head if self.parse.lower[token] in ("it", "its") and self.entities.at[head] is not None else token
        return token

    def _agrees(self, pronoun: int, token: int) -> bool:
        """Whether a pronoun can mean what a token does: "they" no single person, "it" no person at all."""
        found = self.entities.at[token]
        kind = self.entities.get(found).kind if found is not None else None
        word = self.parse.lower[pronoun]
        if word in ("they", "their"):
            return kind != "person" and self.parse.lower[token] not in ("he", "she")
        return (kind == "person") == (word in ("he", "she")) if kind is not None else True

    def one(self, token: int) -> Party | None:
        """The party whose mention is headed by ``token``, without those coordinated with it."""
        parse = self.parse
        lemma = parse.low_lemmas[token]
        if (parse.upos[token] == "NOUN" or parse.name_at[token] < 0) and not self._band_named(token):
            called = self._apposed(token)
            if called >= 0:
                return self.one(called)
            of = self._partitive(token, lemma)
            if of >= 0:
                return self.one(of)
            owner = self._owner(token, lemma)
            if owner is not None:
                return owner
        found = self._titled(token)
        if (band := self._only_band(token, lemma, found)) is not None:
            return band
        if lemma in ("army", "military") and found is not None and self._anothers_army(token, found):
            return Party(lemma, None, None, named=False)
        place = self.places.get(token)
        if place is not None and place.use == "government" and place.precision == "city" and (meant := self.seated_in(place)) is not None:
            return meant  # "Moscow recognised"
        if found is not None:
            entity = self.entities.get(found)
            country = place.country if place is not None and place.precision == "country" else None
            if entity.kind in ("group", "organisation", "other") and (owner := self._group(found)) is not None:
                return owner
            if entity.name.lower() not in _EMPTY:
                return Party(entity.name, found, country, entity.kind != "group" or parse.name_at[token] >= 0)
        if place is not None:
            return Party(place.name, place.entity, place.country if place.precision == "country" else None, named=True)
        if parse.lower[token] in ("i", "we", "our", "my"):
            return self._spoken_by(token)
        if parse.lower[token] in ("it", "they") and found is None and (body := self._body_speaking(token)) is not None:
            return body
        if parse.lower[token] in _EMPTY or parse.upos[token] in ("PRON", "DET", "ADV"):
            return None
        n = parse.name_at[token]
        if n >= 0:
            name = parse.names[n]
            if name.kind in ("DATE", "MONEY") or parse.lower[token] in weekdays():
                return None
            return Party(parse.words(name.first, name.last), None, None, named=True)
        for c in parse.children[token]:
            # "the watchdog Amnesty International", "its leader, Ann Lee"
            if (
                parse.relations[c] in ("appos", "flat", "flat:name", "nmod:desc")
                and parse.name_at[c] >= 0
                and parse.names[parse.name_at[c]].kind in ("PER", "ORG")
            ):
                return self.one(c)
        if (noun := uncounted(parse, token)) >= 0:
            return Party(f"{parse.tokens[token].text} {parse.tokens[noun].text}", None, None, named=False)
        both = next((parse.lower[c] for c in parse.children[token] if parse.lower[c] in ("both", "all", "two")), None) if lemma == "side" else None
        if both is not None:
            return Party(f"{both} {parse.lower[token]}", None, None, named=False)
        if lemma in nobody() and not any(parse.relations[c] in ("nmod", "amod", "acl:relcl", "compound", "nmod:poss") for c in parse.children[token]):
            return None
        if lemma in settlements() and (named := self._named_settlement(token)) is not None:
            return named
        text = _bare(self._counted(token) or describe(parse, token))
        if len(text) > _LONG:
            first = min([token, *(c for c in parse.children[token] if c < token and parse.relations[c] in ("amod", "compound", "nummod"))])
            text = parse.words(first, token)
        return Party(text, None, None, named=False) if text else None

    def seated_in(self, seat: Place) -> Party | None:
        """The state or union that is meant by its seat: the European Union by Brussels, where the report speaks of it."""
        union = self.body("European Union") if seat.name == "Brussels" else None
        if union is not None:
            return Party("European Union", union.entity, None, named=True)
        if (named := self.state_of(seat.country)) is not None:
            return named
        called = state_name(seat.country)
        return Party(called, None, seat.country, named=True) if called is not None else None

    def _apposed(self, token: int) -> int:
        """The name of the body that a noun describes: "the UN peacekeeping force UNIFIL", "insurgents led by the Front", or −1."""
        parse = self.parse
        bodies = [c for c in parse.children[token] if c > token and self._of(c) and parse.name_at[c] < 0] if parse.low_lemmas[token] in _UNIONS else []
        for c in (*parse.children[token], *(k for b in bodies for k in parse.children[b] if k == parse.subtree(token)[1])):
            n = parse.name_at[c]
            if (
                n >= 0
                and c > token
                and parse.names[n].kind == "PER"
                and parse.relations[c] == "appos"
                and parse.child(token, "det", "nmod:poss") >= 0
                and self._office(token)
            ):
                return c  # "the foreign minister, Ann Lee, …"
            held = c > token and self._of(c) and c in self.places and self._office(token)
            for k in parse.children[c] if held else ():
                if parse.name_at[k] >= 0 and parse.names[parse.name_at[k]].kind == "PER" and parse.relations[k] in ("appos", "conj"):
                    if parse.child(k, "cc") < 0 and parse.tokens[k - 1].text == "," and parse.tokens[parse.names[parse.name_at[k]].last + 1].text == ",":
                        return k  # "the governor of Borno, Ann Lee, …", wherever the parse hangs her
            group = n >= 0 and parse.low_lemmas[token] in _GROUPS and parse.names[n].first == token + 1
            if n < 0 or (parse.names[n].kind != "ORG" and not group) or c <= token:
                continue
            close = all(parse.upos[i] != "PUNCT" for i in range(token + 1, parse.names[n].first))
            if parse.relations[c] in ("appos", "flat") and parse.child(c, "det", "case") < 0 and close:
                return c
        led = next((c for c in parse.children[token] if parse.relations[c] == "acl" and parse.lower[c] in ("led", "commanded", "headed")), -1)
        by = next((k for k in (parse.children[led] if led >= 0 else ()) if any(parse.lower[m] == "by" for m in parse.children[k])), -1)
        group = by >= 0 and parse.low_lemmas[token] in fighters() and parse.name_at[by] >= 0
        return by if group and (parse.names[parse.name_at[by]].kind in ("ORG", "MISC") or self._is_body(by)) else -1

    def _only_band(self, token: int, lemma: str, found: str | None) -> Party | None:
        """The one armed group that a report names, for "the rebels", "the Iran-backed rebels", where nothing says that they are others."""
        parse = self.parse
        if parse.name_at[token] >= 0 or parse.xpos[token] != "NNS" or lemma not in _REBELS:
            return None
        if not any(parse.lower[c] == "the" for c in parse.children[token]) or any(parse.relations[c] in _TELLING for c in parse.children[token]):
            return None
        if found is not None and self._is_named(self.entities.get(found)):
            return None
        one = self._bands[0] if len(self._bands) == 1 else None
        return Party(one.name, one.id, None, named=True) if one is not None and one.mentions[0][0] < parse.tokens[token].start else None

    @cached_property
    def _bands(self) -> list[Entity]:
        """The armed groups that the report names."""
        return [e for e in self.entities.entities if e.kind == "group" and self._is_named(e)]

    def _is_named(self, entity: Entity) -> bool:
        """Whether the report ever calls an entity by a name."""
        return any(self.parse.name_at[self.parse.tokens_in(a, b)[1]] >= 0 for a, b in entity.mentions)

    def _band_named(self, token: int) -> bool:
        """Whether a noun is part of the name of an armed group, which acts for itself: "Sudan's paramilitary Rapid Support Forces"."""
        found = self.entities.at[token] if self.parse.name_at[token] >= 0 else None
        return found is not None and self.entities.get(found).kind == "group"

    def _anothers_army(self, token: int, found: str) -> bool:
        """Whether a bare "the army" was taken for a group that calls itself one ("National Liberation Army"): it is the state's."""
        if self.parse.upos[token] != "NOUN" or any(self.parse.relations[c] not in ("det", "case") for c in self.parse.children[token] if c < token):
            return False
        name = self.entities.get(found).name
        states = {p.text for p in self.places.values() if p.precision == "country"}
        return name.endswith("Army") and not any(state in name for state in states)

    def _office(self, token: int) -> bool:
        """Whether a noun names an office that one person holds."""
        return self.parse.low_lemmas[token] in nouns("@official|spokesperson|spokeswoman|commander|premier").lemmas

    def _is_body(self, token: int) -> bool:
        found = self.entities.at[token]
        return found is not None and self.entities.get(found).kind in ("organisation", "group")

    def _titled(self, token: int) -> str | None:
        """The entity that a token names; where the parse takes what an office belongs to for the head, the holder: "Puntland President Ann Lee"."""
        found = self.entities.at[token]
        for c in self.parse.children[token]:
            other = self.entities.at[c] if self.parse.relations[c].startswith("flat") else None
            if other is not None and other != found and (holder := self.entities.get(other)).role:
                start, end = self.parse.tokens[token].start, self.parse.tokens[c].end
                if any(a <= start and end <= b for a, b in holder.mentions):
                    return other
        return found

    def _counted(self, token: int) -> str:
        """A number with what it counts: "13 of its peacekeepers", "13 others"; "" for anything else."""
        parse = self.parse
        if parse.upos[token] != "NUM":
            return ""
        of = next((c for c in parse.children[token] if c > token and parse.relations[c] == "nmod" and self._of(c)), -1)
        return parse.words(token, of) if of > 0 else ""

    def _named_settlement(self, token: int) -> Party | None:
        """The place that a noun only says the sort of: "the port of Izmail", "the villages of Ab and Bora"."""
        for c in self.parse.children[token]:
            place = self.places.get(c)
            if place is not None and place.use == "location" and self.parse.relations[c] == "nmod" and self._of(c):
                towns = place.precision not in ("country", "region", "province", "water")
                if self.parse.xpos[token] == "NN" or (towns and any(self.parse.relations[k] == "conj" for k in self.parse.children[c])):
                    return self.at(c)
        return None

    def _partitive(self, token: int, lemma: str) -> int:
        if lemma not in partitives():
            return -1
        of = [c for c in self.parse.children[token] if self.parse.relations[c] == "nmod" and self._of(c)]
        # "tens of thousands of students": the students, wherever the parse hangs them
        return next((c for c in of if self.parse.low_lemmas[c] not in partitives()), of[0] if of else -1)

    def _named_group(self, token: int) -> int:
        """The name that a description stands beside: "the Front, a rebel group whose …" for the group."""
        above = self.parse.heads[token]
        if above >= 0 and self.parse.relations[token] == "appos" and self.parse.name_at[token] < 0 and self.parse.name_at[above] >= 0:
            return above
        return token
