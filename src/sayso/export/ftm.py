"""Claims as FollowTheMoney statements (the 14-column CSV): events with their parties, the articles they are told in, and who is
mentioned where.

Figures, events, control and promises become an ``Event`` each; people and bodies ``Person`` and ``Organization``; a state that
acts a ``PublicBody``; places ``Address``; reports ``Article``; and for each report and party a ``Mention``. Statement ids are the
hashes that FollowTheMoney itself would give them, so that loading an export twice adds nothing.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.gather import Extract
from sayso.export.precision import date_end, date_start, moment
from sayso.export.words import source, title
from sayso.types.claims import Actor, Claim, Report, Root

__all__ = ["COLUMNS", "Statement", "statements", "write"]

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_TYPES = {
    "name": "name", "title": "string", "fileName": "string", "author": "string", "publisher": "string", "processingAgent": "string",
    "recordId": "string", "keywords": "string", "position": "string", "detectedSchema": "string", "publishedAt": "date", "startDate": "date", "endDate": "date",
    "sourceUrl": "url", "summary": "text", "description": "text", "location": "address", "full": "address",
    "country": "country", "contextCountry": "country", "language": "language", "latitude": "number", "longitude": "number", "addressEntity": "entity", "proof": "entity",
    "involved": "entity", "document": "entity", "resolved": "entity", "id": "id", "alias": "name",
}  # fmt: skip
"""FollowTheMoney's types of the properties that are used. ``Person.title`` is not: every ``title`` here is an article's."""
_LANGUAGE = "eng"
_KINDS = ("figure", "event", "control", "commitment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value of one property of one entity."""

    canonical_id: str
    entity_id: str
    prop: str
    schema: str
    value: str
    dataset: str
    origin: str
    original_value: str | None
    first_seen: str
    last_seen: str

    @property
    def id(self) -> str:
        """The hash by which FollowTheMoney tells statements apart."""
        return hashlib.sha1(f"{self.dataset}.{self.entity_id}.{self.prop}.{self.value}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()

    def row(self) -> tuple[str, ...]:
        """Its cells, in the order of :data:`COLUMNS`."""
        return (
            self.canonical_id, self.entity_id, self.prop, _TYPES[self.prop], self.schema, self.value, self.dataset, self.origin, "", self.original_value or "", "f",
            self.first_seen, self.last_seen, self.id,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entity:
    """An entity in the making: its values by property, with the words they were read from where those differ."""

    id: str
    canonical: str
    schema: str
    values: tuple[tuple[str, str | None, str | None], ...]
    origin: str
    first: str
    last: str

    def statements(self, dataset: str) -> Iterator[Statement]:
        common = {
            "canonical_id": self.canonical, "entity_id": self.id, "schema": self.schema, "dataset": dataset, "origin": self.origin, "first_seen": self.first,
            "last_seen": self.last,
        }  # fmt: skip
        made = {(prop, value): original for prop, value, original in self.values if value}
        found = [Statement(**common, prop=prop, value=value, original_value=original) for (prop, value), original in sorted(made.items(), key=lambda p: p[0])]
        yield from found
        digest = hashlib.sha1(self.schema.encode(), usedforsecurity=False)
        for id in sorted(s.id for s in found):
            digest.update(id.encode())
        yield Statement(**common, prop="id", value=digest.hexdigest(), original_value=None)


def statements(extract: Extract, *, dataset: str = "sayso") -> list[Statement]:
    """The statements of an extract, those of one entity together, as FollowTheMoney's tools want them.

    Args:
        extract: What to tell.
        dataset: Name of the dataset; ids begin with it, so that those of two ledgers stay apart.
    """
    entities: dict[str, _Entity] = {}
    for entity in _Maker(extract, dataset).all():
        known = entities.get(entity.id)
        entities[entity.id] = _joined(known, entity) if known else entity
    ordered = sorted(entities.values(), key=lambda e: (e.canonical, e.id))
    return [s for e in ordered for s in e.statements(dataset)]


def write(extract: Extract, out: BinaryIO, *, dataset: str = "sayso") -> int:
    """Write the statements as CSV, as ``ftm`` reads them. Returns their number."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    made = statements(extract, dataset=dataset)
    writer.writerows(s.row() for s in made)
    text.detach()
    return len(made)


def _joined(a: _Entity, b: _Entity) -> _Entity:
    """One entity met twice: all values, the first reader, the longest time."""
    return _Entity(a.id, a.canonical, a.schema, tuple(dict.fromkeys((*a.values, *b.values))), a.origin, min(a.first, b.first), max(a.last, b.last))


def _seen(text: str | None) -> str:
    """A moment as FollowTheMoney writes it: to the second, without a zone."""
    found = moment(text)
    return found.strftime("%Y-%m-%dT%H:%M:%S") if found else ""


class _Maker:
    """Entities of an extract, in the order of its claims."""

    def __init__(self, extract: Extract, dataset: str) -> None:
        self.extract, self.dataset = extract, dataset

    def all(self) -> Iterator[_Entity]:
        for claim in self.extract.claims:
            report = self.extract.report(claim)
            yield self._article(claim, report)
            yield from self._publisher(claim, report)
            parties = [(self._party(claim, i), name) for i, name in ((claim.actor, claim.actor_name), (claim.recipient, claim.recipient_name)) if i is not None]
            root = self._root(claim, claim.root)
            involved = [p for p, _ in parties if p]
            for party, name in [*parties, (root, claim.root.name)]:
                if party:
                    yield party
                    yield self._mention(claim, party, name or "")
            if claim.kind in _KINDS:
                if claim.place:
                    yield self._address(claim, claim.place)
                yield self._event(claim, report, involved)

    def _make(self, claim: Claim, id: str, schema: str, values: Sequence[tuple[str, str | None, str | None]], canonical: str | None = None) -> _Entity:
        last = claim.known_to or claim.known_from
        return _Entity(id, canonical or id, schema, tuple(values), claim.origin, _seen(claim.known_from), _seen(last))

    def _article(self, claim: Claim, report: Report) -> _Entity:
        values = [
            ("fileName", (report.uri or "").rstrip("/").rpartition("/")[2] or f"{report.key}.txt", None),
            ("title", report.title, None),
            ("author", report.author, None),
            ("publisher", report.publisher, None),
            ("publishedAt", report.published, None),
            ("sourceUrl", _address_of(report.uri), None),
            ("language", _LANGUAGE, None),
            ("processingAgent", report.reader, None),
        ]
        return self._make(claim, self._article_id(report), "Article", values)

    def _article_id(self, report: Report) -> str:
        return f"{self.dataset}-article-{report.key}"

    def _publisher(self, claim: Claim, report: Report) -> Iterator[_Entity]:
        if report.publisher:
            yield self._organisation(claim, report.publisher)

    def _organisation(self, claim: Claim, name: str) -> _Entity:
        """A body that is known by its name alone."""
        return self._make(claim, f"{self.dataset}-name-{_hash(name)}", "Organization", [("name", name, None)])

    def _party(self, claim: Claim, number: int) -> _Entity | None:
        """A person, a body, or a state that acts; None for crowds and towns, which FollowTheMoney has no schema for."""
        actor = self.extract.actors.get(number)
        schema = _schema(actor) if actor else None
        if actor is None or schema is None:
            return None
        role = f"{actor.role} of {actor.of}" if actor.role and actor.of else actor.role
        values = [
            ("name", actor.name, None),
            ("country", actor.country.lower() if actor.country else None, None),
            *(("alias", n, None) for n in actor.names if n != actor.name),
            *([("position", role, None)] if schema == "Person" else []),
        ]
        return self._make(claim, self._actor_id(number), schema, values, self._actor_id(self.extract.standing(number)))

    def _actor_id(self, number: int) -> str:
        return f"{self.dataset}-actor-{number}"

    def _root(self, claim: Claim, root: Root) -> _Entity | None:
        """The innermost source, if it has a name of its own."""
        if root.entity is not None:
            return self._party(claim, root.entity)
        named = root.kind in ("publication", "publisher", "organisation") and any(c.isupper() for c in root.name) and not root.key.startswith("report:")
        return self._organisation(claim, root.name) if named else None

    def _mention(self, claim: Claim, party: _Entity, name: str) -> _Entity:
        country = next((v for prop, v, _ in party.values if prop == "country"), None)
        values = [
            ("document", self._article_id(self.extract.report(claim)), None),
            ("name", name, None),
            ("resolved", party.id, None),
            ("detectedSchema", party.schema, None),
            ("contextCountry", country, None),
        ]
        return self._make(claim, f"{self.dataset}-mention-{_hash(claim.report, party.id)}", "Mention", values)

    def _address(self, claim: Claim, place: Actor) -> _Entity:
        values = [
            ("full", place.name, None),
            ("country", place.country.lower() if place.country else None, None),
            ("latitude", str(place.latitude) if place.latitude is not None else None, None),
            ("longitude", str(place.longitude) if place.longitude is not None else None, None),
        ]
        return self._make(claim, self._place_id(place), "Address", values)

    def _place_id(self, place: Actor) -> str:
        return f"{self.dataset}-place-{place.geonameid or f'e{place.id}'}"

    def _event(self, claim: Claim, report: Report, involved: list[_Entity]) -> _Entity:
        first, last = date_start(claim), date_end(claim)
        place = claim.place
        values = [
            ("name", title(claim), None),
            ("summary", f"{source(claim)} ({claim.stance}, {claim.modality})", None),
            ("description", claim.quote, None),
            ("startDate", first.isoformat() if first else None, claim.time),
            ("endDate", last.isoformat() if last else None, claim.time),
            ("location", place.name if place else None, None),
            ("addressEntity", self._place_id(place) if place else None, None),
            ("country", place.country.lower() if place and place.country else None, None),
            ("publisher", report.publisher, None),
            ("sourceUrl", _address_of(report.uri), None),
            ("proof", self._article_id(report), None),
            ("recordId", claim.key, None),
            *(("keywords", word, None) for word in (claim.kind, claim.type, claim.mode, claim.measure)),
            *(("involved", party.id, None) for party in involved),
        ]
        return self._make(claim, f"{self.dataset}-claim-{claim.key}", "Event", values)


def _schema(actor: Actor) -> str | None:
    if actor.kind == "place":
        return "PublicBody" if actor.precision == "country" else None
    return {"person": "Person", "organisation": "Organization"}.get(actor.kind)


def _address_of(uri: str | None) -> str | None:
    """An address that FollowTheMoney takes for one."""
    return uri if uri and uri.startswith(("http://", "https://")) else None


def _hash(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
