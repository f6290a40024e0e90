"""The entities of one report in the making, and how a name finds the one it means."""

from collections.abc import Callable
from datetime import date

from sayso.entities.draft import Draft, Mention
from sayso.entities.knowledge import Person, body, fold, office_of, person, surnames
from sayso.entities.matching import acronym, head_word, same_body, same_person
from sayso.entities.words import first_name
from sayso.text.parse import Parse
from sayso.types.kinds import EntityKind

__all__ = ["Drafts"]


class Drafts:
    """Drafts in order of first mention, with look-ups by name, place and description.

    Attributes:
        all: Every draft.
        at: For each token the number of its draft, −1 for none.
        order: Numbers of drafts, by mention, as they came.
    """

    def __init__(self, parse: Parse, published: date | None) -> None:
        self.parse = parse
        self.published = published
        self.all: list[Draft] = []
        self.at: list[int] = [-1] * len(parse)
        self.order: list[Mention] = []
        self.people: list[Draft] = []
        self.bodies: list[Draft] = []
        self.places: dict[tuple[str, str], Draft] = {}
        self._exact: dict[tuple[str, ...], Draft] = {}

    def new(self, kind: EntityKind, name: str, **more: object) -> Draft:
        """A new draft."""
        draft = Draft(len(self.all), kind, name, **more)  # type: ignore[arg-type]
        self.all.append(draft)
        if kind == "person" or (kind == "other" and not draft.plural):
            self.people.append(draft)
        elif kind in ("organisation", "group"):
            self.bodies.append(draft)
        return draft

    def mention(self, draft: Draft, first: int, last: int, head: int, form: str, *, cover: tuple[int, int] | None = None) -> None:
        """Note that tokens mean a draft; ``cover`` are the tokens whose ``at`` becomes it, else all from first to last that are free."""
        m = Mention(first, last, head, form, draft.number)
        draft.mentions.append(m)
        draft.count += 1
        draft.last, draft.sentence = head, self.parse.sentence[head]
        draft.subjects += self.parse.relations[head].startswith("nsubj")
        self.order.append(m)
        low, high = cover or (first, last)
        for i in range(low, high + 1):
            if self.at[i] < 0:
                self.at[i] = draft.number
        self.at[head] = draft.number

    def person_named(self, name: str, *, role: str, of: str | None, gender: str) -> Draft | None:
        """The draft that a person's name means, made if need be; None where two remain.

        Args:
            name: As written, without titles.
            role: Office in front of it, "" for none.
            of: What the office belongs to.
            gender: What a title shows.
        """
        parts = tuple(fold(name).split())
        if not parts:
            return None
        known = person(name) if len(parts) > 1 else self._bare(name, role, of)
        if known is not None:
            found = next((d for d in self.people if d.known is not None and d.known.name == known.name), None)
            if found is not None:
                return self._grow(found, name, parts)
        exact = self._exact.get(parts)
        if exact is not None and len(parts) > 1:
            return self._grow(exact, name, parts)
        fits = [d for d in self.people if d.named and d.parts and same_person(parts, d.parts) and _agree(d, role, of, gender, known)]
        if len(fits) > 1:
            fits = self._narrow(fits, parts, role, of, gender)
            if len(fits) > 1:
                return None
        if fits:
            draft = self._grow(fits[0], name, parts)
            if known is not None and draft.known is None:
                self._know(draft, known)
            return draft
        shown = gender or (known.gender if known else "")
        first = first_name(parts[0])
        draft = self.new("person", name, parts=parts, gender=shown or (first if len(parts) > 1 else ""), sure=bool(shown), hint=first)
        draft.aliases[name] = None
        self._exact[parts] = draft
        if known is not None:
            self._know(draft, known)
        return draft

    def _know(self, draft: Draft, known: Person) -> None:
        draft.known, draft.name, draft.gender, draft.sure = known, known.name, known.gender, True
        draft.parts = tuple(fold(known.name).split())
        self._exact.setdefault(draft.parts, draft)
        day = self.published.isoformat()[:7] if self.published else ""
        for office in known.offices:
            if day and office.at(day):
                draft.nouns.update((office.role.lower(), office.role.lower().split()[-1], office_of(office.role)))
                draft.of = draft.of or office.of

    def _bare(self, name: str, role: str, of: str | None) -> Person | None:
        """The known person of a single name: the only one whose office fits, or the only one who goes by it alone."""
        alone = person(name)
        if alone is not None and (self.published is None or self._now(alone)) and not (role or of):
            return alone  # "Hemedti", "Lula": nobody else goes by it
        found = surnames(name)
        if not found:
            return None
        if role or of:
            office = office_of(role) if role else ""
            fits = [p for p in found if any((not of or o.of == of) and (not office or office_of(o.role) == office) for o in p.offices)]
            now = [p for p in fits if self._now(p)]
            fits = now if len(now) == 1 else fits
            if len(fits) == 1 and (of or self._now(fits[0])):
                return fits[0]
            if of or fits:
                return None
            return None
        if any(d.parts and d.named and fold(name).split()[-1] in d.parts and d.known is None for d in self.people):
            return None  # somebody of that name is introduced in the report itself
        bare = [p for p in found if p.bare]
        now = [p for p in bare if self._now(p)]
        bare = now if now else bare
        if len(bare) != 1:
            return None
        return bare[0] if self._now(bare[0]) or (self.published is None and len(found) == 1) or len(found) == 1 else None

    def _now(self, p: Person) -> bool:
        """Whether somebody held an office about when the report appeared."""
        if self.published is None:
            return False
        day = self.published.isoformat()[:7]
        return any(o.at(day) for o in p.offices)

    def _grow(self, draft: Draft, name: str, parts: tuple[str, ...]) -> Draft:
        draft.aliases[name] = None
        self._exact.setdefault(parts, draft)
        if draft.known is None and len(parts) > len(draft.parts):
            draft.parts, draft.name = parts, name
            if not draft.gender and len(parts) > 1:
                draft.gender = first_name(parts[0])
        return draft

    def _narrow(self, fits: list[Draft], parts: tuple[str, ...], role: str, of: str | None, gender: str) -> list[Draft]:
        """Of several whom a name can mean, those whom everything else speaks for."""
        tests: tuple[Callable[[Draft], bool], ...] = (
            lambda d: bool(gender) and d.gender == gender,
            lambda d: bool(role) and (role.lower() in d.nouns or office_of(role) in {office_of(n) for n in d.nouns}),
            lambda d: bool(of) and d.of == of,
            lambda d: parts[-1] == d.parts[-1],
            lambda d: parts == d.parts,
        )
        for test in tests:
            some = [d for d in fits if test(d)]
            if some and len(some) < len(fits):
                fits = some
                if len(fits) == 1:
                    return fits
        # two of one family: the one whom the surname alone was used for before, or who is far the more frequent
        used = [d for d in fits if any(fold(a) == " ".join(parts) for a in d.aliases)]
        if len(used) == 1:
            return used
        ranked = sorted(fits, key=lambda d: -d.count)
        return ranked[:1] if ranked[0].count >= 3 * ranked[1].count else fits

    def body_named(self, name: str, kind: EntityKind, *, of: str | None = None, definite: bool = False) -> Draft:
        """The draft that the name of a body means, made if need be.

        Args:
            name: As written.
            kind: What it is where the tables do not know.
            of: The state in its name.
            definite: Whether "the" stands before it: "the Observatory" may be the Syrian one.
        """
        known = body(name)
        label = known.name if known else _without_article(name)
        parts = tuple(fold(label).split())
        exact = self._exact.get(parts)
        if exact is not None and exact.kind in ("organisation", "group", "other"):
            exact.aliases[name] = None
            return exact
        if known is None:
            short = name.replace(".", "")
            if short.isupper() and 2 <= len(short) <= 7:
                fits = [d for d in self.bodies if d.named and (acronym(d.name) == short or short in d.aliases)]
            else:
                fits = [d for d in self.bodies if d.named and same_body(parts, d.parts)]
            if not fits and definite and len(parts) == 1:
                fits = [d for d in self.bodies if d.named and len(d.parts) > 1 and head_word(d.parts) == parts[0]]
            if len(fits) == 1:
                fits[0].aliases[name] = None
                return fits[0]
            longer = [d for d in self.bodies if d.named and d.parts and same_body(d.parts, parts) and body(d.name) is None]
            if len(longer) == 1:
                longer[0].aliases[name] = None
                longer[0].name, longer[0].parts = label, parts
                self._exact[parts] = longer[0]
                return longer[0]
        made: EntityKind = "group" if known and known.kind == "group" else "organisation" if known else kind
        draft = self.new(made, label, parts=parts, of=(known.of if known else None) or of, outlet=bool(known and known.kind == "publication"))
        draft.plural = False
        draft.nouns.update(w for w in parts if w)
        draft.aliases[name] = None
        self._exact[parts] = draft
        return draft

    def is_body(self, name: str) -> bool:
        """Whether a body of exactly this name has been met."""
        found = self._exact.get(tuple(fold(name).split()))
        return found is not None and found.kind in ("organisation", "group")

    def place(self, key: tuple[str, str], name: str, geonameid: int | None, kind: str, country: str | None) -> Draft:
        """The draft of a place."""
        draft = self.places.get(key)
        if draft is None:
            draft = self.new("place", name, geonameid=geonameid, place_kind=kind, country=country)
            self.places[key] = draft
        if draft.geonameid is None:
            draft.geonameid = geonameid
        return draft


def _without_article(name: str) -> str:
    return name[4:] if name[:4].lower() == "the " else name


def _agree(d: Draft, role: str, of: str | None, gender: str, known: Person | None) -> bool:
    """Whether nothing that is known of a draft speaks against a name with this title."""
    if gender and d.gender and d.sure and d.gender != gender:
        return False
    if known is not None and d.known is not None and known.name != d.known.name:
        return False
    if known is not None and d.known is None and len(d.parts) > 1 and person(d.name) is None and not same_person(tuple(fold(known.name).split()), d.parts):
        return False
    # "Russian President X" is not "French President X", whatever the name
    return not (role and of and d.role and d.of and d.of != of and office_of(d.role) == office_of(role) and d.known is not None)
