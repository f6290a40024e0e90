"""The pass over a report that gives every name, pronoun and description the entity that it means, from left to right."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from sayso.entities.descriptions import described, owner
from sayso.entities.draft import Draft, Mention
from sayso.entities.drafts import Drafts
from sayso.entities.found import Entities
from sayso.entities.knowledge import body, demonym, fold, office_of, person, state
from sayso.entities.phrases import phrase
from sayso.entities.pronouns import PRONOUNS, antecedent
from sayso.entities.titles import Title, predicate, title
from sayso.entities.words import noun, sex
from sayso.text.parse import Parse
from sayso.types.reading import Entity, Place

__all__ = ["resolve"]


_KINDS = {
    "country": "country", "city": "city", "point": "city", "district": "region", "province": "region", "region": "region", "water": "water",
}  # fmt: skip


def resolve(parse: Parse, places: Sequence[Place], *, published: date | None) -> Entities:
    """Everybody and everything a report speaks of, with every stretch of text that means them.

    >>> from sayso.models import parse
    >>> found = resolve(parse("Defence Minister Ann Lee spoke to reporters. She resigned on Friday."), (), published=None)
    >>> [(e.name, e.role) for e in found.entities if e.kind == "person"]
    [('Ann Lee', 'Defence Minister')]

    Args:
        parse: The report's parse.
        places: Its places.
        published: The day it appeared; tells who was president.
    """
    return _Pass(parse, places, published).run()


_RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))


class _Pass:
    def __init__(self, parse: Parse, places: Sequence[Place], published: date | None) -> None:
        self.parse = parse
        self.drafts = Drafts(parse, published)
        self.places: dict[int, tuple[Place, int]] = {}
        self.place_of: dict[tuple[int, int], int] = {}
        starts = [t.start for t in parse.tokens]
        for p in places:
            first = max(bisect_right(starts, p.start) - 1, 0)
            last = max(bisect_right(starts, p.end - 1) - 1, first)
            self.places[first] = (p, last)
        self.titles: dict[int, Title] = {}
        self.beside: dict[int, int] = {}
        self.taken: set[int] = set()
        self.speech = self._speech()
        self.documents: list[int] = []
        self.relatives: list[int] = []

    def _speech(self) -> list[tuple[int, int, int]]:
        """Contents with the first token of their source: first, last, source."""
        sources: dict[int, tuple[int, int]] = {}
        for a in self.parse.attribution:
            if a.role == "source" and a.link >= 0:
                sources.setdefault(a.link, (a.first, a.last))
        out = []
        for a in self.parse.attribution:
            if a.role == "content" and a.link in sources:
                first, last = sources[a.link]
                out.append((a.first, a.last, next((i for i in range(last, first - 1, -1) if self.parse.upos[i] in ("NOUN", "PROPN", "PRON")), last)))
        return out

    def run(self) -> Entities:
        self._look_ahead()
        for first, last in self.parse.sentences:
            self._sentence(first, last + 1)
        self._relatives()
        return self._finish()

    def _sentence(self, i: int, end: int) -> None:
        """Names and descriptions first, then pronouns, which may look ahead inside their sentence."""
        parse = self.parse
        lower, upos, lemmas, name_at = parse.lower, parse.upos, parse.lemmas, parse.name_at
        began = len(self.drafts.order)
        pronouns = []
        while i < end:
            k = name_at[i]
            if i in self.places:
                i = self._at_place(i, k)
                continue
            if k >= 0 and parse.names[k].first == i:
                i = self._name(k)
                continue
            if k < 0 and i not in self.taken:
                if lower[i] in PRONOUNS and upos[i] in ("PRON", "DET"):
                    pronouns.append(i)
                elif upos[i] in ("NOUN", "PROPN"):
                    if upos[i] == "PROPN" and self._known(i):
                        i += 1
                        continue
                    sort = noun(lemmas[i].lower())
                    if sort == "document":
                        self.documents.append(i)
                    elif sort is not None:
                        self._described(i, sort)
                elif lower[i] in _RELATIVE and parse.xpos[i] in ("WP", "WDT", "WP$"):
                    self.relatives.append(i)
            i += 1
        if pronouns:
            for i in pronouns:
                self._pronoun(i)
            self.drafts.order[began:] = sorted(self.drafts.order[began:], key=lambda m: m.head)

    def _known(self, i: int) -> bool:
        """A body of the tables that the encoder has not marked as a name: "M23". Outlets are left out: "Time", "Dawn"."""
        text = self.parse.tokens[i].text
        found = body(text) if text[0].isupper() else None
        if found is None or found.kind == "publication":
            return False
        self.drafts.mention(self.drafts.body_named(text, "organisation"), i, i, i, "name")
        return True

    def _look_ahead(self) -> None:
        """Titles of names, so that their nouns are not read as somebody else."""
        parse = self.parse
        for k, name in enumerate(parse.names):
            if name.kind != "PER":
                continue
            t = title(parse, name.first)
            if t is not None:
                self.titles[k] = t
                self.taken.update(i for i in range(t.first, t.last + 1) if parse.name_at[i] < 0)
            head = self._head(name.first, name.last)
            p = predicate(parse, head)
            if p >= 0:
                self.beside[k] = p
            above = parse.heads[head]
            if (
                parse.relations[head] == "appos"
                and above >= 0
                and above < head
                and parse.upos[above] == "NOUN"
                and noun(parse.lemmas[above].lower()) == "person"
                and parse.name_at[above] < 0
                and above not in self.taken
            ):
                self.beside.setdefault(k, above)
                if self.beside[k] == above:
                    self.taken.add(above)

    def _head(self, first: int, last: int) -> int:
        for i in range(first, last + 1):
            if not first <= self.parse.heads[i] <= last:
                return i
        return first

    def _at_place(self, i: int, k: int) -> int:
        """A place, or the longer name that begins with it: "Kyiv", but "Kyiv Post"."""
        place, last = self.places[i]
        parse = self.parse
        if (
            k >= 0
            and parse.names[k].kind in ("PER", "ORG", "PRODUCT", "MISC", "FAC")
            and (parse.names[k].last > last or (parse.names[k].kind == "PER" and place.use == "location" and place.confidence < 0.9))
        ):
            self._inner(i)
            return self._name(k)
        if place.use != "demonym" or last > i:
            seat = body(place.text)
            # "Brussels" only where it acts; "the Elysée" always; "Azov" is the town where the gazetteer has it
            whole = seat is not None and (place.geonameid is None or (seat.kind == "government" and fold(place.text) in fold(seat.name)))
            if seat is not None and seat.kind != "publication" and (place.use == "government" or whole):
                draft = self.drafts.body_named(place.text, "organisation")
                self.place_of[place.start, place.end] = draft.number
                self.drafts.mention(draft, i, last, self._head(i, last), "name")
                return last + 1
        draft = self._place_draft(place)
        self.drafts.mention(draft, i, last, self._head(i, last), "demonym" if place.use == "demonym" else "name")
        return last + 1

    def _inner(self, i: int) -> None:
        """A place inside another's name: noted as a mention, though its tokens mean the other ("US Department of Defense")."""
        place, last = self.places[i]
        draft = self._place_draft(place)
        draft.mentions.append(Mention(i, last, i, "inner", draft.number))

    def _place_draft(self, place: Place) -> Draft:
        """The draft of a place; the capital that acts is its state."""
        name, number, kind, country = place.name, place.geonameid, _KINDS.get(place.precision or "", ""), place.country
        if place.use == "government" and kind != "country" and state(country):
            name, number, kind = state(country) or name, None, "country"
        key = ("country", country) if kind == "country" and country else ("id", str(number)) if number is not None else ("name", name)
        draft = self.drafts.place(key, name, number, kind, country)
        if place.text != name and place.use != "demonym":
            draft.aliases[place.text] = None
        self.place_of[place.start, place.end] = draft.number
        return draft

    def _name(self, k: int) -> int:
        parse, drafts = self.parse, self.drafts
        name = parse.names[k]
        after = name.last + 1
        if name.kind in ("DATE", "MONEY"):
            return after
        for i in range(name.first + 1, name.last + 1):
            if i in self.places and (self.places[i][0].start, self.places[i][0].end) not in self.place_of:
                self._inner(i)
        last = name.last - 1 if parse.xpos[name.last] == "POS" and name.last > name.first else name.last
        text = parse.words(name.first, last)
        head = self._head(name.first, last)
        # "Le Figaro" taken for a person is still a newspaper; "Petra" is not the agency
        outlet = name.kind == "PER" and k not in self.titles and self._is_body(text)
        if name.kind == "PER" and not outlet:
            self._person(k, text, head, last)
            return after
        known = body(text)
        if name.kind == "NORP" and known is None:
            nation = demonym(text)
            if nation is not None:
                draft = drafts.place(("name", nation), nation, None, "country", None)
                drafts.mention(draft, name.first, last, head, "demonym")
            elif parse.xpos[name.last] in ("NNPS", "NNS"):
                draft = drafts.body_named(text, "group")
                draft.plural = True
                drafts.mention(draft, name.first, last, head, "name")
            return after
        if name.kind == "LOC" and known is None:
            nation = None
            draft = drafts.place(("name", text), nation or text, None, "city", None)
            drafts.mention(draft, name.first, last, head, "name")
            return after
        if name.kind in ("PRODUCT", "MISC", "FAC") and known is None:
            if name.kind == "FAC":
                draft = drafts.place(("name", text), text, None, "point", None)
                drafts.mention(draft, name.first, last, head, "name")
            return after
        draft = drafts.body_named(text, "organisation", of=self._state_in(name.first, last))
        drafts.mention(draft, name.first, last, head, "name")
        return after

    def _is_body(self, text: str) -> bool:
        """Whether what looks like a person's name is a body's: "Al-Shabaab", "Wagner" where nobody of that name was introduced."""
        known = body(text)
        if known is None or person(text) is not None:
            return False
        if " " in text or text.isupper():
            return True
        return known.kind == "group" and not any(fold(text) in d.parts for d in self.drafts.people)

    def _state_in(self, first: int, last: int) -> str | None:
        """The state in a body's name: "Russian Security Council"."""
        for i in range(first, last + 1):
            if i in self.places:
                number = self.place_of.get((self.places[i][0].start, self.places[i][0].end))
                return self.drafts.all[number].name if number is not None else self.places[i][0].name
            nation = demonym(self.parse.tokens[i].text)
            if nation:
                return nation
        return None

    def _person(self, k: int, text: str, head: int, last: int) -> None:
        parse, drafts = self.parse, self.drafts
        name = parse.names[k]
        t = self.titles.get(k)
        role, of, gender = "", None, ""
        first = name.first
        if t is not None:
            role, gender, first = t.role, t.gender, t.first
            of = self._belongs(t)
        beside = self.beside.get(k, -1)
        noun_at = t.head if t is not None and t.head >= 0 else beside
        if not role and beside >= 0:
            p = phrase(parse, beside)
            low = beside
            while low > p.first and low - 1 in p.modifiers and parse.name_at[low - 1] < 0:
                low -= 1
            role, of, gender = parse.words(low, beside), owner(drafts, p) or self._later_owner(p), gender or sex(parse.lemmas[beside].lower())
            if p.complement >= 0 and parse.name_at[p.complement] < 0 and parse.lower[beside + 1 : beside + 2] == ["of"] and of is None:
                role = parse.words(low, p.last)
        draft = drafts.person_named(text, role=role, of=of, gender=gender)
        if draft is None:
            return
        if gender and not draft.sure:
            draft.gender, draft.sure = gender, True
        if role:
            former = role.lower().startswith(("former", "ex-", "then"))
            if draft.role is None or (len(role) > len(draft.role) and not former and draft.of == of):
                draft.role = role
            if of and (draft.of is None or former is False):
                draft.of = of
            draft.nouns.update((parse.lemmas[noun_at].lower(), role.lower(), office_of(role)))
            draft.narrowed.update(role.lower().split())
        # the tokens of what the office belongs to keep their own entity
        drafts.mention(draft, first, last, head, "name", cover=(name.first, last))
        if t is not None:
            for i in range(t.first, t.last + 1):
                if drafts.at[i] < 0 and not (t.body and t.body[0] <= i <= t.body[1]):
                    drafts.at[i] = draft.number
        if beside >= 0 and drafts.at[beside] < 0:
            drafts.at[beside] = draft.number
            self.taken.add(beside)

    def _belongs(self, t: Title) -> str | None:
        drafts, parse = self.drafts, self.parse
        if t.of >= 0:
            number = drafts.at[t.of]
            if number >= 0:
                return drafts.all[number].name
            n = parse.names[parse.name_at[t.of]]
            return demonym(parse.words(n.first, n.last)) or parse.words(n.first, n.last)
        if t.body is not None:
            words = parse.words(*t.body)
            before = t.body[0] - 1
            number = drafts.at[before] if before >= 0 and parse.sentence[before] == parse.sentence[t.body[0]] else -1
            if number >= 0 and drafts.all[number].kind == "place" and before >= t.first:
                return f"{parse.tokens[before].text} {words}"
            return words
        return None

    def _later_owner(self, p: object) -> str | None:
        """What a description behind a name belongs to, where the pass has not come there yet."""
        parse = self.parse
        tokens = [p.possessor, *p.modifiers, p.complement]  # type: ignore[attr-defined]
        for t in tokens:
            if t < 0 or parse.name_at[t] < 0:
                continue
            n = parse.names[parse.name_at[t]]
            if n.kind not in ("LOC", "NORP", "ORG", "FAC"):
                continue
            for i in range(n.first, n.last + 1):
                if i in self.places and n.kind != "ORG":
                    return self.places[i][0].name
            text = parse.words(n.first, n.last)
            known = body(text)
            return demonym(text) or (known.name if known else text.removeprefix("the "))
        return None

    def _pronoun(self, i: int) -> None:
        parse, drafts = self.parse, self.drafts
        kind = PRONOUNS[parse.lower[i]]
        if kind == "thing" and (parse.relations[i].startswith("expl") or self._empty(i)):
            return
        speaker, direct = self._speaker(i)
        number, _ = antecedent(parse, drafts.all, drafts.order, drafts.at, i, speaker=speaker, direct=direct)
        if number < 0:
            return
        draft = drafts.all[number]
        if kind == "person" and not draft.gender:
            draft.gender = "f" if parse.lower[i] in ("she", "her", "hers", "herself") else "m"
        drafts.mention(draft, i, i, i, "pronoun")

    def _empty(self, i: int) -> bool:
        """Whether "it" means nothing or a whole clause: "it is unclear whether", "it would complicate", "it rained"."""
        parse = self.parse
        if parse.lower[i] != "it":
            return False
        head = parse.heads[i]
        if head < 0:
            return True
        return parse.upos[head] == "ADJ" or any(
            parse.relations[c].startswith("csubj") or (parse.relations[c] == "ccomp" and parse.relations[i] == "nsubj:pass") for c in parse.children[head]
        )

    def _speaker(self, i: int) -> tuple[int, bool]:
        """Who says the words around a token, and whether they are quoted."""
        for first, last, source in self.speech:
            if first <= i <= last and not first <= source <= last:
                a = self.parse.tokens[first].start
                quote = self.parse.text[max(a - 1, 0) : a + 1]
                return self.drafts.at[source], any(q in quote for q in '"“”')
        return -1, False

    def _described(self, i: int, sort: str) -> None:
        parse, drafts = self.parse, self.drafts
        relation = parse.relations[i]
        if (relation in ("compound", "amod", "flat", "goeswith", "nmod:desc") and parse.heads[i] > i) or (
            relation == "nmod" and i + 1 < len(parse) and parse.heads[i] == i + 1
        ):
            return
        head = parse.heads[i]
        if relation == "appos" and head >= 0 and drafts.at[head] >= 0 and sort in ("person", "body", "place"):
            # "Kherson, the regional capital,": the same thing said twice
            drafts.at[i] = drafts.at[head]
            drafts.all[drafts.at[head]].nouns.add(parse.lemmas[i].lower())
            return
        if any(parse.relations[c] == "cop" for c in parse.children[i]) and sort != "people":
            subject = parse.child(i, "nsubj")
            if subject >= 0 and drafts.at[subject] >= 0:
                drafts.all[drafts.at[subject]].nouns.add(parse.lemmas[i].lower())
            return
        if sort == "place" and self._named_behind(i):
            return
        found = described(drafts, i, sort)
        if found is None:
            return
        draft, p = found
        drafts.mention(draft, p.first, p.last, i, "description", cover=(i, i))
        for m in p.modifiers:
            if drafts.at[m] < 0:
                drafts.at[m] = draft.number

    def _named_behind(self, i: int) -> bool:
        """Whether a noun's place is named right behind, and then it is that: "the city of Kherson", "the capital Kyiv"."""
        behind = i + 2 if self.parse.lower[i + 1 : i + 2] == ["of"] else i + 1
        if behind not in self.places or self.places[behind][0].use == "demonym":
            return False
        draft = self._place_draft(self.places[behind][0])
        if self.drafts.at[i] < 0:
            self.drafts.at[i] = draft.number
        return True

    def _relatives(self) -> None:
        """Give "who" and "which" the noun that their clause belongs to."""
        parse, at = self.parse, self.drafts.at
        for i in self.relatives:
            if at[i] < 0:
                for a in parse.ancestors(i):
                    if parse.relations[a] == "acl:relcl":
                        if parse.heads[a] >= 0 and parse.heads[a] < i:
                            at[i] = at[parse.heads[a]]
                        break

    def _finish(self) -> Entities:
        drafts, parse = self.drafts, self.parse
        self._documents()
        credited = [False] * len(parse)
        for a in parse.attribution:
            if a.role == "source":
                credited[a.first : a.last + 1] = [True] * (a.last - a.first + 1)
        kept = [d for d in drafts.all if d.mentions and (d.named or d.count > 1 or any(credited[m.head] for m in d.mentions))]
        kept.sort(key=lambda d: (d.mentions[0].first, d.number))
        known_places = {d.number for d in kept}
        kept += [drafts.all[n] for n in dict.fromkeys(self.place_of.values()) if n not in known_places]
        ids = {d.number: f"e{i}" for i, d in enumerate(kept, 1)}
        entities = tuple(self._entity(ids[d.number], d) for d in kept)
        return Entities(
            entities=entities,
            at=[ids.get(n) if n >= 0 else None for n in drafts.at],
            _by_id={e.id: e for e in entities},
            _places={key: ids[n] for key, n in self.place_of.items()},
            anonymous=frozenset(ids[d.number] for d in kept if not d.named),
            outlets=frozenset(ids[d.number] for d in kept if d.outlet),
        )

    def _documents(self) -> None:
        """Give a body's document to the body, which is credited through it: "a city government report"."""
        parse, drafts = self.parse, self.drafts
        for i in self.documents:
            if drafts.at[i] >= 0:
                continue
            for c in parse.children[i]:
                if parse.relations[c] not in ("compound", "nmod:poss", "nmod") or c > i:
                    continue
                if drafts.at[c] < 0 and parse.name_at[c] < 0 and noun(parse.lemmas[c].lower()) == "body":
                    found = described(drafts, c, "body")
                    if found is not None:
                        drafts.mention(found[0], found[1].first, c, c, "description", cover=(c, c))
                if drafts.at[c] >= 0 and drafts.all[drafts.at[c]].kind in ("organisation", "group"):
                    drafts.at[i] = drafts.at[c]

    def _entity(self, id: str, d: Draft) -> Entity:
        parse = self.parse
        spans = []
        for m in sorted(d.mentions):
            spans.append((parse.tokens[m.first].start, parse.tokens[m.last].end))
        confidence = 0.97 if d.known or d.geonameid is not None else 0.9 if d.named else 0.8
        return Entity(
            id=id,
            kind=d.kind,
            name=d.name,
            aliases=tuple(a for a in d.aliases if a != d.name),
            role=d.role,
            of=d.of if d.of != d.name else None,
            geonameid=d.geonameid,
            mentions=tuple(dict.fromkeys(spans)),
            confidence=confidence,
        )
