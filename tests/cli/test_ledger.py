"""The commands on a ledger, as a user types them."""

import json

import pytest
from click.testing import CliRunner

from sayso.cli import cli
from sayso.codec import to_json
from tests.answers.test_answers import REPORTS


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    file = folder / "readings.jsonl"
    file.write_bytes(b"".join(to_json(r) + b"\n" for r in REPORTS))
    path = str(folder / "sayso.db")
    result = CliRunner().invoke(cli, ["add", str(file), "--ledger", path, "--format", "json"])
    assert result.exit_code == 0
    assert [a["new"] for a in json.loads(result.stdout)] == [True] * 3
    return path


def run(ledger, *args):
    return CliRunner().invoke(cli, [*args, "--ledger", ledger], env={"COLUMNS": "140"})


def test_adding_again_says_so(ledger, tmp_path):
    file = tmp_path / "again.json"
    file.write_bytes(to_json(REPORTS[0]))
    assert "known already" in run(ledger, "add", str(file)).stdout


def test_a_bad_reading_is_named_and_the_others_are_added(ledger, tmp_path):
    file = tmp_path / "mixed.jsonl"
    file.write_bytes(to_json(REPORTS[0]) + b'\n{"report": {}}\n' + to_json(REPORTS[1]) + b"\n")
    result = run(ledger, "add", str(file))
    assert result.exit_code == 1
    assert "line 2: ReadingError" in result.stderr
    assert result.stdout.count("known already") == 2


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        (("claims", "--place", "Goma", "--kind", "figure"), "19 killed"),
        (("figures", "--place", "Goma"), "disputed"),
        (("figures", "--place", "Goma", "--rule", "highest"), "19"),
        (("control", "Goma"), "held by Front"),
        (("promises",), "kept"),
        (("sources",), "Ana Paz"),
        (("sources", "Ana Paz"), "quoted by"),
        (("changes", "--since", "2027-03-07"), "disputed"),
        (("reports",), "Governor raises toll"),
        (("brief", "--place", "Goma"), "## References"),
        (("verify",), "3 reports"),
        (("correct", "--queue"), "killed"),
        (("correct", "--list"), "No corrections"),
        (("claims", "--place", "Nowhere"), "Nothing in the ledger"),
    ],
)
def test_answers(ledger, args, shown):
    result = run(ledger, *args)
    assert result.exit_code == 0, result.output
    assert shown in result.stdout


@pytest.mark.parametrize("command", ["claims", "figures", "control", "promises", "sources", "changes", "reports", "verify"])
@pytest.mark.parametrize("shape", ["table", "json", "jsonl", "csv"])
def test_every_answer_in_every_format(ledger, command, shape):
    result = run(ledger, command, "--format", shape)
    assert result.exit_code == 0, result.output
    if shape == "json":
        json.loads(result.stdout)
    if shape == "jsonl":
        for line in result.stdout.splitlines():
            json.loads(line)


def test_a_claim_is_compared_and_corrected(ledger):
    found = json.loads(run(ledger, "claims", "--kind", "figure", "--until", "2027-03-04", "--format", "json").stdout)
    key = found[0]["key"][:9]
    assert "Ana Paz" in run(ledger, "compare", key).stdout
    made = run(ledger, "correct", key, "--fix", "--set", "low=13", "--who", "Mo", "--why", "the thirteenth died", "--format", "json")
    assert made.exit_code == 0, made.output
    number = json.loads(made.stdout)[0]["id"]
    assert "at least 13 killed" in run(ledger, "claims", "--kind", "figure").stdout
    assert json.loads(run(ledger, "correct", "--export").stdout.splitlines()[0])["right"]["low"] == 13
    assert run(ledger, "correct", "--undo", str(number), "--who", "Mo", "--why", "no").exit_code == 0
    assert "at least 12 killed" in run(ledger, "claims", "--kind", "figure").stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("claims", "--since", "soon"), 2, "--since"),
        (("claims", "--near", "here"), 2, "--near"),
        (("compare", "zz"), 1, "no claim"),
        (("correct", "zz"), 2, "--accept"),
        (("correct", "--undo", "99", "--who", "Mo"), 1, "no correction 99"),
        (("export", "claims.unknown"), 2, "--format"),
    ],
)
def test_wrong_use_is_told(ledger, args, code, said):
    import subprocess
    import sys

    result = subprocess.run([sys.executable, "-m", "sayso", *args, "--ledger", ledger], capture_output=True, text=True, check=False)
    assert result.returncode == code
    assert said in result.stderr


def test_exports_are_written(ledger, tmp_path):
    target = tmp_path / "claims.csv"
    assert run(ledger, "export", str(target), "--place", "Goma").exit_code == 0
    assert target.read_text().count("\n") > 5
    assert json.loads(run(ledger, "export", "-", "--format", "geojson").stdout)["type"] == "FeatureCollection"
    assert "fields" in json.loads(run(ledger, "export", "--schema").stdout)
