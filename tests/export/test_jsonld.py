"""JSON-LD by rdflib, asked in SPARQL; selectors against the texts they select in."""

import json

import pytest

from sayso.export.jsonld import CONTEXT

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib uses it itself
PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


@pytest.fixture
def graph(written):
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=written("jsonld"), format="json-ld")


def ask(graph, query):
    return sorted(tuple(str(v) for v in row) for row in graph.query(PREFIXES + query))


def test_a_claim_and_an_annotation_for_every_claim(graph, extract):
    keys = sorted(c.key for c in extract.claims)
    assert [k for (k,) in ask(graph, "SELECT ?k { ?c a schema:Claim; dcterms:identifier ?k }")] == keys
    assert [k for (k,) in ask(graph, "SELECT ?k { ?a a oa:Annotation; oa:motivatedBy oa:identifying; oa:hasBody ?c . ?c dcterms:identifier ?k }")] == keys


def test_no_verdict_is_given(written):
    assert b"ClaimReview" not in written("jsonld")


def test_selectors_select_the_words_of_the_claim(graph, extract):
    rows = ask(
        graph,
        """SELECT ?claim ?report ?start ?end ?exact ?prefix ?suffix {
            ?a oa:hasBody ?c; oa:hasTarget [ oa:hasSource ?r; oa:hasSelector ?p, ?q ] .
            ?c dcterms:identifier ?claim . ?r dcterms:identifier ?report .
            ?p a oa:TextPositionSelector; oa:start ?start; oa:end ?end .
            ?q a oa:TextQuoteSelector; oa:exact ?exact; oa:prefix ?prefix; oa:suffix ?suffix }""",
    )
    claims = {c.key: c for c in extract.claims}
    assert len(rows) == len(claims)
    for key, report, start, end, exact, prefix, suffix in rows:
        text, a, b = extract.texts[report], int(start), int(end)
        assert (a, b, report) == (claims[key].start, claims[key].end, claims[key].report)
        assert text[a:b] == exact
        assert text[:a].endswith(prefix)
        assert text[b:].startswith(suffix)
        assert prefix or a == 0


def test_positions_are_integers_of_the_specifications_type(graph):
    types = {str(row[0].datatype) for row in graph.query(PREFIXES + "SELECT ?s { ?p oa:start ?s }")}
    assert types == {"http://www.w3.org/2001/XMLSchema#nonNegativeInteger"}


def test_where_claims_come_from(graph):
    query = """SELECT ?source ?publisher ?agent {
        ?c a schema:Claim; schema:about [ schema:minValue 12 ]; prov:wasAttributedTo ?s; prov:wasDerivedFrom ?r; prov:wasGeneratedBy ?run .
        ?s a prov:Agent; schema:name ?source . ?r a schema:NewsArticle; schema:publisher [ schema:name ?publisher ] .
        ?run a prov:Activity; prov:wasAssociatedWith [ a prov:SoftwareAgent; schema:name ?agent ] }"""
    assert ask(graph, query) == [("mayor of Goma", "Alpha Wire", "sayso 9.9")]


def test_a_correction_is_a_persons(graph):
    query = "SELECT ?unit { ?c prov:wasGeneratedBy [ prov:wasAssociatedWith [ a prov:Person ] ]; schema:about [ schema:unitText ?unit ] }"
    assert ask(graph, query) == [("=children",)]


def test_what_claims_are_to_each_other(graph):
    number = "schema:about [ schema:minValue ?{} ]"
    assert ask(graph, f"SELECT ?a ?b {{ ?x cito:disagreesWith ?y . ?x {number.format('a')} . ?y {number.format('b')} }}") == [("7", "12")]
    assert ask(graph, f"SELECT ?a ?b {{ ?x cito:updates ?y . ?x {number.format('a')} . ?y {number.format('b')} }}") == [("15", "12")]
    assert len(ask(graph, "SELECT ?x { ?x cito:agreesWith ?y }")) == 1


def test_denials_answer_statements(graph):
    assert ask(graph, "SELECT ?a ?b { ?x cito:repliesTo ?y . ?x schema:text ?a . ?y schema:text ?b }") == [
        ("Sake had fallen", "seven people died in Goma overnight")
    ]


def test_places_and_times(graph):
    query = """SELECT ?name ?when ?radius { ?c schema:temporalCoverage ?when; schema:spatialCoverage ?p .
        ?p a schema:Place; schema:name ?name; schema:geo [ a schema:GeoCircle; schema:geoRadius ?radius ] }"""
    assert ask(graph, query) == [
        ("DR Congo", "2026-03-01/..", "1130.0 km"),
        ("Lau Islands", "2025-01-01/2025-12-31", "250.0 km"),
        ("North Kivu", "2026-04-01/2026-04-30", "150.0 km"),
    ]


def test_every_reference_leads_to_a_node(graph):
    dangling = "SELECT ?o { ?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), 'urn:uuid:')) FILTER NOT EXISTS { ?o a ?t } }"
    assert ask(graph, dangling) == []


def test_ids_under_an_address(written):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=written("jsonld", base="https://ledger.example/goma/"), format="json-ld")
    ids = [str(row[0]) for row in graph.query(PREFIXES + "SELECT ?c { ?c a schema:Claim }")]
    assert all(id.startswith("https://ledger.example/goma/claims/") for id in ids)


def test_annotations_read_as_the_data_model_writes_them(written):
    """A program that knows Web Annotation's JSON and no RDF finds its members under their names."""
    found = json.loads(written("jsonld"))
    assert found["@context"] == CONTEXT
    one = next(n for n in found["@graph"] if n["type"] == "Annotation")
    assert set(one) == {"id", "type", "motivation", "body", "target"}
    assert [s["type"] for s in one["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
