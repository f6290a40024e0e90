"""CSV against its Table Schema, Parquet by pyarrow and duckdb, XLSX by openpyxl: each says what the ledger says."""

import io
import json
from datetime import UTC, date, datetime

import pytest

from sayso.export import schema
from sayso.export.columns import cells
from sayso.export.layouts import LAYOUTS
from sayso.ledger import Filter


@pytest.mark.parametrize("name", LAYOUTS)
def test_schema_describes_every_column(name):
    found = json.loads(schema(name))
    names = [f["name"] for f in found["fields"]]
    assert names == [c.name for c in LAYOUTS[name].columns]
    assert len(names) == len(set(names))
    assert all(f["description"].endswith(".") for f in found["fields"])
    assert set(found["primaryKey"]) <= set(names)


@pytest.mark.parametrize("name", LAYOUTS)
def test_cells_are_of_their_columns_types(extract, name):
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": date, "datetime": datetime}
    for row in cells(LAYOUTS[name], extract):
        for column, value in zip(LAYOUTS[name].columns, row, strict=True):
            assert value is None or isinstance(value, kinds[column.type]), column.name
            assert value is not None or not column.required, column.name
            assert not column.allowed or value is None or value in column.allowed, column.name


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.filterwarnings("ignore")  # of libraries that are not ours
def test_frictionless_finds_the_csv_valid(written, tmp_path, name):
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / "claims.csv").write_bytes(written("csv", layout=name))
    (tmp_path / "schema.json").write_bytes(schema(name))
    resource = frictionless.Resource(path="claims.csv", schema="schema.json", basepath=str(tmp_path), encoding="utf-8")
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.tasks[0].stats["rows"] > 0


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_what_is_wrong(written, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / "claims.csv").write_bytes(written("csv").replace(b",figure,", b",rumour,", 1))
    (tmp_path / "schema.json").write_bytes(schema())
    report = frictionless.Resource(path="claims.csv", schema="schema.json", basepath=str(tmp_path), encoding="utf-8").validate()
    assert report.flatten(["fieldName", "type"]) == [["kind", "constraint-error"]]


@pytest.mark.parametrize("name", LAYOUTS)
def test_parquet_by_pyarrow(written, extract, name):
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(written("parquet", layout=name)))
    assert found.column_names == [c.name for c in LAYOUTS[name].columns]
    assert [list(r.values()) for r in found.to_pylist()] == list(cells(LAYOUTS[name], extract))
    assert found.schema.field(0).metadata[b"description"].decode() == LAYOUTS[name].columns[0].meaning


def test_parquet_by_duckdb(written, extract, tmp_path):
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "claims.parquet").write_bytes(written("parquet"))
    (tmp_path / "links.parquet").write_bytes(written("parquet", layout="links"))
    with duckdb.connect() as db:
        claims, links = (f"read_parquet('{tmp_path / n}.parquet')" for n in ("claims", "links"))
        assert db.sql(f"SELECT count(*), count(DISTINCT id) FROM {claims}").fetchall() == [(len(extract.claims),) * 2]
        assert db.sql(f"SELECT low, best, high, date_start, known_from FROM {claims} WHERE measure = 'killed' AND reported = DATE '2026-05-03'").fetchall() == [
            (7.0, 7.0, 7.0, date(2026, 5, 1), datetime(2026, 5, 3, 6, 30, 0, 250000, tzinfo=UTC))
        ]
        pairs = f"SELECT a.low, b.low FROM {links} l JOIN {claims} a ON a.id = l.earlier JOIN {claims} b ON b.id = l.later WHERE l.verdict = 'contradicts'"
        assert db.sql(pairs).fetchall() == [(12.0, 7.0)]


def test_csv_by_duckdb(written, extract, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "claims.csv").write_bytes(written("csv", formulas=True))
    with duckdb.connect() as db:
        rows = db.sql(f"SELECT id, quote FROM read_csv('{tmp_path / 'claims.csv'}', header = true, all_varchar = true)").fetchall()
    assert rows == [(c.key, c.quote) for c in extract.claims]


def test_an_empty_parquet_still_has_its_columns(written):
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(written("parquet", Filter(measures=("troops",)))))
    assert (found.num_rows, found.column_names[0]) == (0, "id")


def test_xlsx_by_openpyxl(written, extract):
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    rows = list(book["Claims"].iter_rows(values_only=True))
    assert list(rows[0]) == [c.name for c in LAYOUTS["ged"].columns]
    table = [dict(zip(rows[0], r, strict=True)) for r in rows[1:]]
    assert [r["id"] for r in table] == [c.key for c in extract.claims]
    [row] = [r for r in table if r["unit"] == "=children"]
    assert row["low"] == 3
    [row] = [r for r in table if r["low"] == 12]
    assert (row["date_start"].date(), row["source_headline"]) == (date(2026, 5, 1), '=HYPERLINK("http://bad.example","Read")')
    assert all(cell.data_type != "f" for line in book["Claims"].iter_rows() for cell in line)
    assert [r[0] for r in book["Columns"].iter_rows(min_row=2, values_only=True)] == list(rows[0])


def test_xlsx_cuts_what_no_cell_can_hold(extract):
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    from dataclasses import replace

    from msgspec import structs

    from sayso.export.xlsx import write

    claim = structs.replace(extract.claims[0], quote="x" * 40_000)
    out = io.BytesIO()
    write(replace(extract, claims=(claim,)), out, LAYOUTS["ged"])
    rows = list(openpyxl.load_workbook(out)["Claims"].iter_rows(values_only=True))
    quote = dict(zip(*rows, strict=True))["quote"]
    assert len(quote) == 32_767
    assert quote.endswith("x…")
