"""The entrance: files, streams, options, errors, and the same bytes for the same ledger."""

import shutil
from io import BytesIO

import pytest

from sayso.errors import ConfigError, MissingExtra
from sayso.export import FORMATS, export
from sayso.export.formats import Options
from sayso.ledger import Filter, Ledger

NEEDS = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
ALL = (*FORMATS, "training")


def need(format):
    if format in NEEDS:
        pytest.importorskip(NEEDS[format])


@pytest.mark.parametrize("format", ALL)
def test_the_same_ledger_gives_the_same_bytes(made, written, tmp_path, format):
    need(format)
    copy = tmp_path / "copy.db"
    shutil.copy(made, copy)
    with Ledger(copy) as ledger:
        ledger.db.execute("VACUUM")
        ledger.db.execute("ANALYZE")
        out = BytesIO()
        export(ledger, None, format, out)
    assert out.getvalue() == written(format)


@pytest.mark.parametrize("format", ALL)
def test_a_file_holds_what_a_stream_gets(ledger, written, tmp_path, format):
    need(format)
    path = tmp_path / "out"
    path.write_bytes(b"older")
    count = export(ledger, None, format, path)
    assert count > 0
    assert path.read_bytes() == written(format)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_file_stays_as_it_was_when_writing_fails(ledger, tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_bytes(b"older")

    def fail(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr("sayso.export.csv.cells", fail)
    with pytest.raises(RuntimeError):
        export(ledger, None, "csv", path)
    assert path.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_no_such_folder(ledger, tmp_path):
    with pytest.raises(ConfigError, match="cannot be written"):
        export(ledger, None, "csv", tmp_path / "absent" / "out.csv")


@pytest.mark.parametrize("format", FORMATS)
def test_limit_takes_the_newest(ledger, written, format):
    need(format)
    assert written(format, limit=1) != written(format)
    with pytest.raises(ConfigError, match="limit"):
        written(format, limit="1")


def test_a_filter_is_heard(ledger):
    assert export(ledger, Filter(kinds=("control",)), "csv", BytesIO()) == 3


@pytest.mark.parametrize(
    ("format", "options", "message"),
    [
        ("pdf", {}, "format 'pdf'"),
        ("csv", {"layout": "ucdp"}, "layout 'ucdp'"),
        ("csv", {"dataset": "x"}, "option 'dataset' for csv"),
        ("csv", {"hxl": "yes"}, "csv of the wrong type"),
        ("atom", {"most": True}, "most"),
        ("ftm", {"dataset": None}, "dataset"),
        ("jsonld", {"base": 5}, "base"),
        ("training", {"layout": "ged"}, "option 'layout' for training"),
    ],
)
def test_what_cannot_be_done_is_said(ledger, format, options, message):
    with pytest.raises(ConfigError, match=message):
        export(ledger, None, format, BytesIO(), **options)


def test_a_library_that_is_not_there_is_named_with_its_extra(ledger, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"sayso\[parquet\]"):
        export(ledger, None, "parquet", BytesIO())


def test_every_option_belongs_to_a_format():
    heard = {o for f in FORMATS.values() for o in f.options} | {"names"}
    assert heard == set(Options.__dataclass_fields__)


def test_no_format_loads_a_library_before_it_is_written():
    import subprocess
    import sys

    code = "import sayso.export, sys; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split())
    assert not loaded & {"pyarrow", "xlsxwriter", "duckdb", "rdflib", "followthemoney", "feedparser", "onnxruntime"}
