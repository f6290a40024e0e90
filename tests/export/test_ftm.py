"""FollowTheMoney's own library reads the statements, finds every value clean, and makes of them what was meant."""

import csv
import io
import json

import pytest

from sayso.export.ftm import COLUMNS, statements
from sayso.ledger import Filter
from tests.export.conftest import READER

pytestmark = pytest.mark.filterwarnings("ignore")  # of libraries that are not ours


@pytest.fixture
def read(written):
    """A function from options to the statements that the library reads."""
    ftm = pytest.importorskip("followthemoney.statement.serialize")
    return lambda wanted=None, **options: list(ftm.read_csv_statements(io.BytesIO(written("ftm", wanted, **options))))


@pytest.fixture
def entities(read):
    """Entities as ``ftm aggregate-statements`` makes them, by schema."""
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity

    groups = {}
    for s in read():
        groups.setdefault(s.canonical_id, []).append(s)
    out = {}
    for group in groups.values():
        found = StatementEntity.from_statements(Dataset.make({"name": "sayso"}), group)
        out.setdefault(found.schema.name, []).append(found)
    return out


def test_columns_are_those_of_the_library():
    ftm = pytest.importorskip("followthemoney.statement.serialize")
    assert list(COLUMNS) == ftm.CSV_COLUMNS


def test_types_ids_and_values_are_those_of_the_library(read, written):
    from followthemoney.model import Model
    from followthemoney.statement import Statement
    from followthemoney.statement.util import get_prop_type

    model = Model.instance()
    rows = list(csv.DictReader(io.StringIO(written("ftm").decode(), newline=""), dialect=csv.unix_dialect))
    for row, s in zip(rows, read(), strict=True):
        assert row["prop_type"] == get_prop_type(row["schema"], row["prop"])
        assert s.id == Statement.make_key(s.dataset, s.entity_id, s.prop, s.value, s.external)
        if s.prop != "id":
            kept = model.get(s.schema).get(s.prop)
            assert kept is not None
            assert kept.type.clean(s.value) is not None, s
            assert kept.type.validate(s.value) or kept.type.name in ("name", "string", "text"), s


def test_statements_of_an_entity_stand_together(read):
    order = [s.canonical_id for s in read()]
    assert order == sorted(order)


def test_every_entity_is_closed_by_its_checksum(read):
    from followthemoney.dataset import Dataset
    from followthemoney.statement import StatementEntity

    groups = {}
    for s in read():
        groups.setdefault(s.canonical_id, []).append(s)
    for group in groups.values():
        [own] = [s for s in group if s.prop == "id"]
        found = StatementEntity.from_statements(Dataset.make({"name": "sayso"}), [s for s in group if s.prop != "id"])
        [theirs] = [s for s in found.statements if s.prop == "id"]
        assert own.value == theirs.value


def test_ids_that_are_referred_to_are_there(read):
    made = read()
    known = {s.entity_id for s in made}
    assert {s.value for s in made if s.prop_type == "entity"} <= known


def test_events_articles_parties_and_mentions(entities):
    assert set(entities) == {"Event", "Article", "Person", "Organization", "PublicBody", "Address", "Mention"}
    [paz] = entities["Person"]
    assert (paz.get("name"), paz.get("position")) == (["Ana Paz"], ["Governor of North Kivu"])
    assert {n for e in entities["Organization"] for n in e.get("name")} == {"Alpha Wire", "Beta Post", "Congolese army", "Delta Daily"}
    assert [e.caption for e in entities["PublicBody"]] == ["DR Congo"]
    articles = {a.first("fileName"): a for a in entities["Article"]}
    assert articles["goma?a=1&b=2"].get("publisher") == ["Alpha Wire"]
    mentions = {(m.first("name"), m.first("detectedSchema")) for m in entities["Mention"]}
    assert ("Ana Paz", "Person") in mentions


def test_an_event_tells_when_where_and_who(entities):
    [event] = [e for e in entities["Event"] if "artillery" in e.get("keywords")]
    assert event.first("name") == "Assault (artillery) in Lau Islands: against DR Congo, according to Beta Post"
    assert (event.first("startDate"), event.first("endDate"), event.first("country"), event.first("location")) == (
        "2025-01-01",
        "2025-12-31",
        "fj",
        "Lau Islands",
    )
    assert [s.original_value for s in event.statements if s.prop == "startDate"] == ["2025"]
    assert event.first("involved") == next(e.id for e in entities["PublicBody"])
    [place] = [a for a in entities["Address"] if a.id == event.first("addressEntity")]
    assert place.first("longitude") == "179.6"


def test_origin_is_the_reader_or_the_correction(read):
    assert {s.origin for s in read()} == {READER, "person:1"}
    corrected = {s.entity_id for s in read() if s.origin == "person:1"}
    assert any(id.startswith("sayso-claim-") for id in corrected)


def test_crowds_and_towns_are_no_parties(read):
    assert not [s for s in read() if s.schema in ("Person", "Organization", "LegalEntity") and s.value in ("Rebels", "Sake", "mayor of Goma")]


def test_statements_as_such_are_no_events(read):
    assert not [s for s in read(Filter(kinds=("statement",))) if s.schema == "Event"]


def test_another_dataset_has_other_ids(read):
    assert not {s.id for s in read()} & {s.id for s in read(dataset="goma")}


def test_entities_merged_in_the_ledger_have_one_canonical_id(extract):
    from dataclasses import replace

    number = next(i for i, a in extract.actors.items() if a.name == "Ana Paz")
    army = next(i for i, a in extract.actors.items() if a.name == "Congolese army")
    made = statements(replace(extract, merged={army: number}))
    ids = {(s.canonical_id, s.entity_id) for s in made if s.value in ("Ana Paz", "Congolese army") and s.prop == "name" and "actor" in s.entity_id}
    assert ids == {(f"sayso-actor-{number}", f"sayso-actor-{number}"), (f"sayso-actor-{number}", f"sayso-actor-{army}")}


def test_the_command_line_reads_it(written, tmp_path):
    pytest.importorskip("followthemoney")
    from click.testing import CliRunner
    from followthemoney.cli import statement  # noqa: F401 - registers its commands
    from followthemoney.cli.cli import cli

    (tmp_path / "in.csv").write_bytes(written("ftm"))
    done = CliRunner().invoke(cli, ["aggregate-statements", "-i", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.json"), "-d", "sayso"])
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in (tmp_path / "out.json").read_text().splitlines()]
    assert {e["schema"] for e in found} >= {"Event", "Article", "Person", "Mention"}
