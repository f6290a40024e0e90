"""The bundled story, read, linked and exported: what the small ledger made by hand is too tidy to show."""

import csv
import io
import json

import pytest

from sayso.cli.demo import reports
from sayso.export import export, schema
from sayso.export.gather import gather
from sayso.ledger import Ledger
from sayso.link import add
from sayso.reader import read_report
from tests.export.test_geojson import check_document


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    path = tmp_path_factory.mktemp("story") / "story.db"
    with Ledger(path) as ledger:
        for day, report in enumerate(reports(), 4):
            add(ledger, read_report(report), at=f"2027-03-{day:02}T06:00:00.000000Z")
    with Ledger(path, read_only=True) as ledger:
        yield ledger


def written(ledger, format, **options):
    out = io.BytesIO()
    export(ledger, None, format, out, **options)
    return out.getvalue()


def test_every_claim_is_a_row_and_a_feature(story):
    keys = [c.key for c in gather(story).claims]
    assert len(keys) > 100
    assert [r["id"] for r in csv.DictReader(io.StringIO(written(story, "csv").decode(), newline=""))] == keys
    features = json.loads(written(story, "geojson"))
    check_document(features)
    assert [f["id"] for f in features["features"]] == keys


@pytest.mark.parametrize("layout", ["ged", "acled", "links"])
@pytest.mark.filterwarnings("ignore")
def test_tables_keep_to_their_schema(story, tmp_path, layout):
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / "table.csv").write_bytes(written(story, "csv", layout=layout))
    (tmp_path / "schema.json").write_bytes(schema(layout))
    report = frictionless.Resource(path="table.csv", schema="schema.json", basepath=str(tmp_path), encoding="utf-8").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.filterwarnings("ignore")
def test_followthemoney_finds_every_value_clean(story):
    ftm = pytest.importorskip("followthemoney.statement.serialize")
    from followthemoney.model import Model

    found = list(ftm.read_csv_statements(io.BytesIO(written(story, "ftm"))))
    for s in found:
        if s.prop != "id":
            assert Model.instance().get(s.schema).get(s.prop).type.clean(s.value) is not None, s
    assert {s.schema for s in found} >= {"Event", "Article", "Person", "Organization", "Mention", "Address"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_rdflib_finds_every_selector(story):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=written(story, "jsonld"), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    assert len(set(graph.subjects(rdflib.RDF.type, oa.TextQuoteSelector))) == len(gather(story).claims)


def test_the_feed_tells_of_the_disagreements(story):
    items = json.loads(written(story, "jsonfeed", most=10_000))["items"]
    disputed = {i["_sayso"]["key"] for i in items if i["_sayso"]["news"] == "disputed"}
    against = {key for x in story.links(verdicts=("contradicts",)) for key in (x.a, x.b)}
    assert against
    assert against <= disputed
