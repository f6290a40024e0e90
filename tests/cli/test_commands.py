"""The commands other than ``read``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso import __version__, from_json
from sayso.cli import cli
from sayso.cli.doctor import checks
from sayso.errors import ConfigError, MissingFile, ModelError
from sayso.places.user import user

TEXT = "Hundreds of people fled Goma on Friday, and at least 12 died."


def run(*args, input=None):
    return CliRunner().invoke(cli, list(args), input=input)


def test_version_and_help():
    assert run("--version").stdout == f"sayso {__version__}\n"
    for args in (["-h"], ["read", "-h"], ["places", "--help"]):
        assert run(*args).exit_code == 0


def test_the_schema_is_the_one_in_the_documentation():
    printed = run("schema")
    assert printed.exit_code == 0
    assert printed.stdout_bytes == (Path(__file__).parents[2] / "docs/reading.schema.json").read_bytes()


def test_the_demo_reads_the_story():
    result = run("demo")
    assert result.exit_code == 0
    for publisher in ("Meridian Press", "Upper Nile Courier", "Radio Sobat", "Juba National Wire", "Kestrel Daily"):
        assert f"· {publisher} ·" in " ".join(result.stdout.split())
    assert "Where they disagree" in result.stdout
    assert "# Malakal: what is claimed" in result.stdout
    assert "sayso add FILE" in result.stdout


def test_the_demo_as_json_lines():
    lines = run("demo", "--format", "json").stdout.splitlines()
    assert [from_json(line).report.published for line in lines] == [f"2027-03-0{d}" for d in range(4, 9)]


def test_a_damaged_story_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("sayso.cli.demo.files", lambda _: tmp_path)
    result = run("demo")
    assert isinstance(result.exception, ConfigError)


def test_the_doctor_finds_a_sound_installation_sound():
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    for what in ("reader", "encoder", "gazetteer", "reading", "memory"):
        assert f"ok   {what}" in result.stdout


def test_the_doctor_names_what_is_broken_and_goes_on(monkeypatch):
    def broken(_):
        raise ModelError("no weights", "weights", "install sayso again")

    monkeypatch.setattr("sayso.models.parse", broken)
    found = {c.what: c for c in checks()}
    assert not found["encoder"].sound
    assert "install sayso again" in found["encoder"].seen
    assert found["memory"].sound
    result = run("doctor")
    assert result.exit_code == 1
    assert "Not sound: encoder" in result.stdout


def test_times():
    result = run("times", "-", "--published", "2026-05-04", input=TEXT)
    assert result.exit_code == 0
    assert "Friday  2026-05-01" in result.stdout
    (found,) = json.loads(run("times", "-", "-f", "json", "--published", "2026-05-04", input=TEXT).stdout)
    assert (found["text"], found["edtf"]) == ("Friday", "2026-05-01")


def test_times_without_a_date_stay_open():
    result = run("times", "-", input=TEXT)
    assert "? unresolved" in result.stdout
    assert "no date of publication" in result.stderr


def test_figures():
    result = run("figures", "-", "--published", "2026-05-04", input=TEXT)
    assert result.exit_code == 0
    assert "hundreds of people" in result.stdout
    found = json.loads(run("figures", "-", "-f", "json", "--published", "2026-05-04", input=TEXT).stdout)
    assert [(f["low"], f["high"]) for f in found] == [(200, 999), (12, None)]


@pytest.mark.parametrize("command", ["times", "figures"])
def test_parts_of_a_file_that_cannot_be_read(command, tmp_path):
    result = run(command, str(tmp_path / "absent.txt"))
    assert result.exit_code == 1
    assert "MissingFile" in result.stderr
    (tmp_path / "none.txt").write_text("It rained and rained and the river rose.")
    nothing = run(command, str(tmp_path / "none.txt"), "--published", "2026-05-04")
    assert (nothing.exit_code, nothing.stdout) == (0, f"No {command} were found.\n")


def test_places_find():
    result = run("places", "find", "Odessa", "--near", "46.6,32.6", "--limit", "2")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("Odesa")
    american = json.loads(run("places", "find", "Odessa", "--country", "us", "-f", "json").stdout)
    assert american[0]["country"] == "US"


def test_a_place_that_is_not_there():
    result = run("places", "find", "Xyzzyville")
    assert result.exit_code == 1
    assert "No place is called 'Xyzzyville'" in result.stdout


def test_places_add(monkeypatch, tmp_path):
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    user.cache_clear()
    try:
        mine = tmp_path / "mine.csv"
        mine.write_text("name,latitude,longitude,country\nXyzzyville,9.5,31.5,SS\n")
        added = run("places", "add", str(mine))
        assert (added.exit_code, added.stdout) == (0, f"1 place added from {mine}.\n")
        user.cache_clear()
        assert "9.50, 31.50" in run("places", "find", "Xyzzyville").stdout
        assert isinstance(run("places", "add", str(tmp_path / "absent.csv")).exception, MissingFile)
    finally:
        user.cache_clear()
