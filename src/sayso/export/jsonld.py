"""Claims as JSON-LD, in published vocabularies alone: schema.org ``Claim``, W3C Web Annotation for where it stands in the text,
PROV-O for where it comes from, CiTO for what claims are to each other.

There is no ``ClaimReview``: that is for verdicts, and none is given. The context stands in the file, so that nothing is fetched
to read it; its terms for annotations are those of the Web Annotation Data Model.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.gather import Extract
from sayso.export.names import iri
from sayso.export.precision import best, date_end, date_start
from sayso.export.words import title
from sayso.types.claims import Actor, Claim, Report, Root
from sayso.types.kinds import TOWNS

__all__ = ["CONTEXT", "nodes", "write"]

_AROUND = 32  # characters before and after the words, by which a selector finds them in a text that changed
_INTEGER = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
_MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"


def _link(name: str) -> dict[str, str]:
    return {"@id": name, "@type": "@id"}


CONTEXT: dict[str, object] = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    # Web Annotation Data Model
    "Annotation": "oa:Annotation",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "body": _link("oa:hasBody"),
    "target": _link("oa:hasTarget"),
    "source": _link("oa:hasSource"),
    "selector": _link("oa:hasSelector"),
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "identifying": "oa:identifying",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": _INTEGER},
    "end": {"@id": "oa:end", "@type": _INTEGER},
    # the rest
    "prov:wasDerivedFrom": _link("prov:wasDerivedFrom"),
    "prov:wasAttributedTo": _link("prov:wasAttributedTo"),
    "prov:wasGeneratedBy": _link("prov:wasGeneratedBy"),
    "prov:wasAssociatedWith": _link("prov:wasAssociatedWith"),
    "prov:used": _link("prov:used"),
    "prov:alternateOf": _link("prov:alternateOf"),
    "prov:generatedAtTime": {"@id": "prov:generatedAtTime", "@type": _MOMENT},
    "prov:invalidatedAtTime": {"@id": "prov:invalidatedAtTime", "@type": _MOMENT},
    "schema:appearance": _link("schema:appearance"),
    "schema:author": _link("schema:author"),
    "schema:publisher": _link("schema:publisher"),
    "schema:isPartOf": _link("schema:isPartOf"),
    "schema:spatialCoverage": _link("schema:spatialCoverage"),
    "schema:url": _link("schema:url"),
    "schema:sameAs": _link("schema:sameAs"),
    "cito:agreesWith": _link("cito:agreesWith"),
    "cito:disagreesWith": _link("cito:disagreesWith"),
    "cito:updates": _link("cito:updates"),
    "cito:repliesTo": _link("cito:repliesTo"),
}
_RELATIONS = {"corroborates": "cito:agreesWith", "contradicts": "cito:disagreesWith", "updates": "cito:updates", "repeats": "prov:alternateOf"}
"""What a later claim is to an earlier one; the other verdicts say that two claims are not to be compared, or not sure to be."""
_SLOTS = ("kind", "stance", "modality", "measure", "relation", "rate", "type", "mode", "due")
_KINDS = {"person": ("schema:Person", "prov:Person"), "organisation": ("schema:Organization", "prov:Organization")}
_ROOTS = {"organisation": "organisation", "publication": "organisation", "publisher": "organisation", "named": "person"}

Node = dict[str, object]


def write(extract: Extract, out: BinaryIO, *, base: str | None = None) -> int:
    """Write the graph as one JSON-LD document, a node a line. Returns the number of claims.

    Args:
        extract: What to write; it must hold the texts.
        out: Where to.
        base: Address under which the ledger is published; ids are UUIDs without one.
    """
    out.write(b'{"@context": ' + json.dumps(CONTEXT, ensure_ascii=False).encode() + b',\n"@graph": [')
    for i, node in enumerate(nodes(extract, base=base)):
        out.write(b",\n" if i else b"\n")
        out.write(json.dumps(node, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))
    out.write(b"\n]}\n")
    return len(extract.claims)


def nodes(extract: Extract, *, base: str | None = None) -> Iterator[Node]:
    """The nodes of the graph: reports with their readings, sources, places, and for each claim itself and its annotation."""
    made = _Graph(extract, base)
    for key in sorted(extract.reports):
        yield made.report(extract.reports[key])
    for reader in sorted({c.origin for c in extract.claims}):
        yield made.reader(reader)
    roots = {c.root.key: c.root for c in extract.claims}
    for root_key in sorted(roots):
        yield made.root(roots[root_key])
    places = {c.place.id: c.place for c in extract.claims if c.place}
    for number in sorted(places):
        yield made.place(places[number])
    for claim in extract.claims:
        yield made.claim(claim)
        yield made.annotation(claim)


@dataclass(frozen=True, slots=True)
class _Graph:
    extract: Extract
    base: str | None

    def id(self, kind: str, key: str) -> str:
        return iri(self.base, kind, key)

    def report(self, r: Report) -> Node:
        return _full({
            "id": self.id("reports", r.key),
            "type": ["schema:NewsArticle", "prov:Entity"],
            "schema:headline": r.title,
            "schema:author": [{"type": "schema:Person", "schema:name": r.author}] if r.author else None,
            "schema:publisher": {"type": "schema:Organization", "schema:name": r.publisher} if r.publisher else None,
            "schema:datePublished": _date(r.published),
            "schema:url": r.uri if r.uri and r.uri.startswith(("http://", "https://")) else None,
            "schema:inLanguage": "en",
            "dcterms:identifier": r.key,
            "dcterms:extent": r.characters,
            "schema:sha256": r.sha256,
        })  # fmt: skip

    def reader(self, origin: str) -> Node:
        """What read the claims, or the correction of a person; and its activity, of which the claims are the outcome."""
        person = origin.startswith("person:")
        return {
            "id": self.id("readings", origin),
            "type": "prov:Activity",
            "schema:name": f"correction {origin.partition(':')[2]}" if person else f"reading by {origin}",
            "prov:wasAssociatedWith": {
                "id": self.id("agents", origin),
                "type": ["prov:Agent", "prov:Person"] if person else ["prov:Agent", "prov:SoftwareAgent"],
                "schema:name": origin,
            },
        }

    def root(self, root: Root) -> Node:
        actor = self.extract.actors.get(root.entity) if root.entity is not None else None
        kind = actor.kind if actor and actor.kind in _KINDS else _ROOTS.get(root.kind, "") if actor is None else ""
        return _full({
            "id": self.id("sources", root.key),
            "type": [*_KINDS.get(kind, ()), "prov:Agent"],
            "schema:name": root.name,
            "schema:jobTitle": actor.role if actor and kind == "person" else None,
            "schema:description": root.kind,
        })  # fmt: skip

    def place(self, p: Actor) -> Node:
        located = p.latitude is not None and p.longitude is not None
        circle = located and p.radius_km is not None and p.precision not in TOWNS
        return _full({
            "id": self.id("places", _place_key(p)),
            "type": "schema:Place",
            "schema:name": p.name,
            "schema:sameAs": f"https://sws.geonames.org/{p.geonameid}/" if p.geonameid else None,
            "schema:address": {"type": "schema:PostalAddress", "schema:addressCountry": p.country} if p.country else None,
            "schema:description": p.precision,
            "schema:geo": (
                {
                    "type": "schema:GeoCircle",
                    "schema:geoMidpoint": {"type": "schema:GeoCoordinates", "schema:latitude": p.latitude, "schema:longitude": p.longitude},
                    "schema:geoRadius": f"{p.radius_km} km",
                }
                if circle
                else {"type": "schema:GeoCoordinates", "schema:latitude": p.latitude, "schema:longitude": p.longitude}
            )
            if located
            else None,
        })  # fmt: skip

    def claim(self, c: Claim) -> Node:
        node: Node = {
            "id": self.id("claims", c.key),
            "type": ["schema:Claim", "prov:Entity"],
            "schema:name": title(c),
            "schema:text": c.quote,
            "schema:author": self.id("sources", c.root.key),
            "schema:appearance": self.id("reports", c.report),
            "schema:datePublished": _date(c.reported),
            "schema:temporalCoverage": _period(c),
            "schema:spatialCoverage": self.id("places", _place_key(c.place)) if c.place else None,
            "schema:about": _quantity(c),
            "schema:additionalProperty": list(_slots(c)),
            "schema:isPartOf": [self.id("claims", key) for key in (c.statement, c.part_of) if key] or None,
            "cito:repliesTo": self.id("claims", c.about) if c.about else None,
            "prov:wasDerivedFrom": self.id("reports", c.report),
            "prov:wasAttributedTo": self.id("sources", c.root.key),
            "prov:wasGeneratedBy": self.id("readings", c.origin),
            "prov:generatedAtTime": c.known_from,
            "prov:invalidatedAtTime": c.known_to,
            "dcterms:identifier": c.key,
        }
        for verdict, relation in _RELATIONS.items():
            found = sorted(self.id("claims", x.a) for x in self.extract.links.get(c.key, ()) if x.verdict == verdict and x.b == c.key)
            node[relation] = found or None
        return _full(node)

    def annotation(self, c: Claim) -> Node:
        text = self.extract.texts[c.report]
        return {
            "id": self.id("annotations", c.key),
            "type": "Annotation",
            "motivation": "identifying",
            "body": self.id("claims", c.key),
            "target": {
                "type": "SpecificResource",
                "source": self.id("reports", c.report),
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": text[c.start : c.end],
                        "prefix": text[max(0, c.start - _AROUND) : c.start],
                        "suffix": text[c.end : c.end + _AROUND],
                    },
                    {"type": "TextPositionSelector", "start": c.start, "end": c.end},
                ],
            },
        }


def _full(node: Node) -> Node:
    """Without what is not said."""
    return {k: v for k, v in node.items() if v is not None and v != []}


def _date(day: str | None) -> dict[str, str] | None:
    return {"@value": day, "@type": "http://www.w3.org/2001/XMLSchema#date"} if day else None


def _place_key(place: Actor) -> str:
    return f"geonames-{place.geonameid}" if place.geonameid else f"entity-{place.id}"


def _period(c: Claim) -> str | None:
    """ISO 8601, as schema.org's temporalCoverage has it: a day, or an interval that may be open."""
    first, last = date_start(c), date_end(c)
    if first is None and last is None:
        return None
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _quantity(c: Claim) -> Node | None:
    if c.kind != "figure":
        return None
    return _full({
        "type": "schema:QuantitativeValue",
        "schema:name": c.measure,
        "schema:minValue": c.low,
        "schema:maxValue": c.high,
        "schema:value": best(c),
        "schema:unitText": c.unit,
    })  # fmt: skip


def _slots(c: Claim) -> Iterator[Node]:
    """What schema.org has no property for, as name and value."""
    values = {name: getattr(c, name) for name in _SLOTS} | {
        "time": c.time,
        "made": c.made,
        "actor": c.actor_name,
        "recipient": c.recipient_name,
        "what": c.what,
        "conditional": True if c.conditional else None,
        "via": list(c.via) or None,
        "confidence": c.confidence,
    }
    for name, value in values.items():
        if value is not None:
            yield {"type": "schema:PropertyValue", "schema:propertyID": name, "schema:value": value}
