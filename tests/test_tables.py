"""What is built is what is committed."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from sayso.codec import schema
from sayso.tables import table

ROOT = Path(__file__).parent.parent


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILT = tool("build_tables").built()


@pytest.mark.parametrize("path", BUILT, ids=lambda p: p.name)
def test_a_table_is_what_its_yaml_makes(path):
    assert path.read_text(encoding="utf-8") == BUILT[path], "run tools/build_tables.py"


def test_there_is_no_table_without_a_yaml():
    assert {p.name for p in (ROOT / "src/sayso/tables").glob("*.json")} == {p.name for p in BUILT}


def test_the_schema_is_that_of_the_types():
    assert (ROOT / "docs/reading.schema.json").read_bytes() == schema(), "run tools/build_schema.py"


def test_a_table_that_does_not_exist():
    with pytest.raises(FileNotFoundError):
        table("no/such")


def test_a_key_that_stands_twice_is_refused(tmp_path, monkeypatch):
    """The later would silently take the place of the earlier, which nobody sees in a long list."""
    build = tool("build_tables")
    monkeypatch.setattr(build, "SOURCE", tmp_path)
    (tmp_path / "words.yaml").write_text("outer: {kill: 1, wound: 2, kill: 3}\n", encoding="utf-8")
    with pytest.raises(yaml.YAMLError, match=r"'kill' stands twice"):
        build.built()
    (tmp_path / "words.yaml").write_text("base: &b {kill: 1}\nouter: {<<: *b, kill: 3}\n", encoding="utf-8")
    assert '"kill": 3' in next(iter(build.built().values()))
