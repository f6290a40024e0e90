"""``sayso read``, from the bytes on disk to what is printed."""

import io
import json
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner

from sayso import from_json
from sayso.cli import cli
from sayso.codec import schema
from sayso.intake import LIMIT

STORY = "At least 12 people were killed in Goma on Friday, the mayor told Radio Okapi. The army denied that it had fired on the town.\n"
OTHER = "Hundreds of people fled to Bukavu on Sunday, aid workers said.\n"
FRENCH = "Les combats ont repris dans la ville et les habitants ont fui vers le sud, selon des témoins qui ont parlé à la radio dimanche soir."
DAY = ["--published", "2026-05-04"]


def run(*args, input=None):
    return CliRunner().invoke(cli, list(args), input=input)


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_the_table_shows_who_says_so(story):
    result = run("read", str(story), *DAY)
    assert result.exit_code == 0
    for words in ("at least 12 people", "Goma", "mayor", "story.txt", "4 May 2026"):
        assert words in result.stdout
    assert "\x1b" not in result.stdout


def test_json_keeps_the_contract_and_offsets_hold(story):
    result = run("read", str(story), "--format", "json", *DAY)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    jsonschema.validate(data, json.loads(schema()))
    reading = from_json(result.stdout)
    assert reading.text == STORY
    assert reading.report.published == "2026-05-04"
    for item in (*reading.places, *reading.times):
        assert reading.text[item.start : item.end] == item.text


def test_json_lines_are_a_reading_a_line_in_the_order_asked(story, tmp_path):
    (tmp_path / "other.txt").write_text(OTHER)
    result = run("read", str(tmp_path / "other.txt"), str(story), "--format", "jsonl", *DAY)
    assert result.exit_code == 0
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [OTHER, STORY]


def test_markup_is_one_page(story):
    result = run("read", str(story), "--format", "markup", *DAY)
    assert result.exit_code == 0
    assert result.stdout.startswith("<!DOCTYPE html>")
    assert result.stdout.count("</html>") == 1
    assert "At least 12 people" in result.stdout.replace("</span>", "")


def test_text_is_sentences(story):
    result = run("read", str(story), "--format", "text", *DAY)
    assert result.exit_code == 0
    assert "at least 12 people killed in Goma" in result.stdout


def test_a_bad_report_never_takes_the_others_with_it(tmp_path):
    bad = {
        "a-empty.txt": (b"", "EmptyReport"),
        "b-blank.txt": (" \u200b\n".encode(), "EmptyReport"),
        "c-image.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "BinaryReport"),
        "d-bytes.txt": (bytes(range(256)) * 20, "BinaryReport"),
        "e-french.txt": (FRENCH.encode(), "LanguageError"),
        "f-large.txt": (b"the word " * (LIMIT // 9 + 1), "TooLarge"),
    }
    for name, (data, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "g-good.txt").write_text(STORY)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "good.md").write_text(OTHER)
    result = run("read", str(tmp_path), "absent.txt", "--format", "jsonl", *DAY)
    assert result.exit_code == 1
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == [STORY, OTHER]
    complaints = result.stderr.splitlines()
    assert len(complaints) == len(bad) + 1
    for line, (name, (_, error)) in zip(complaints, bad.items(), strict=False):
        assert name in line
        assert f": {error}: " in line
        assert "; expected " in line
    assert "absent.txt: MissingFile" in complaints[-1]


def test_bytes_that_are_not_utf_8_are_read_and_said_to_be(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("“At least 12 people were killed in Goma,” the mayor said.".encode("cp1252"))
    result = run("read", str(path), "--format", "json", *DAY)
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert data["text"].startswith("“At least")
    assert [w["kind"] for w in data["warnings"]] == ["encoding"]


def test_a_character_set_that_does_not_exist_is_named(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes(b"The mayor\x92s house was hit, the mayor said.")
    result = run("read", str(path), "--charset", "utf-99", *DAY)
    assert result.exit_code == 1
    assert "EncodingError: the character set 'utf-99'" in result.stderr


def test_without_a_date_it_says_so_and_leaves_friday_open(story):
    result = run("read", str(story))
    assert result.exit_code == 0
    assert "no date of publication" in result.stdout
    data = json.loads(run("read", str(story), "--format", "json").stdout)
    assert [w["kind"] for w in data["warnings"]] == ["no-date"]
    assert [t["edtf"] for t in data["times"] if t["text"].endswith("Friday")] == [None]
    assert "time" in {u["kind"] for u in data["unresolved"]}


def test_with_a_date_friday_is_a_day(story):
    data = json.loads(run("read", str(story), "--format", "json", *DAY).stdout)
    assert [t["edtf"] for t in data["times"] if t["text"].endswith("Friday")] == ["2026-05-01"]


def test_standard_input():
    result = run("read", "-", "--format", "jsonl", *DAY, input=STORY)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["report"]["uri"] is None


def test_out_writes_a_file_a_report_and_prints_nothing(story, tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(STORY if folder == "x" else OTHER)
    out = tmp_path / "out" / "deep"
    result = run("read", str(tmp_path / "x"), str(tmp_path / "y"), str(story), "--format", "json", "--out", str(out), *DAY)
    assert result.exit_code == 0
    assert result.stdout == ""
    found = {p.name: json.loads(p.read_text())["text"] for p in out.iterdir()}
    assert len(found) == 3
    assert found["same.json"] == found["story.json"] == STORY
    assert sum(text == OTHER for text in found.values()) == 1


def test_explain_shows_the_words_behind_the_fields(story):
    out = run("read", str(story), "--explain", *DAY).stdout
    assert "from “" in out
    assert "certainty" in out


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["read", "x.txt", "--format", "yaml"],
        ["read", "x.txt", "--published", "26 Mach"],
        ["read", "x.txt", "--published", "2026-02-30"],
        ["read", "-", "-"],
        ["read", "x.txt", "y.txt", "--format", "json"],
        ["read", "x.txt", "y.txt", "--format", "markup"],
        ["read", "--nonsense"],
        ["nonsense"],
        ["times"],
        ["figures", "-", "--format", "markup"],
        ["places", "find", "Odessa", "--near", "here"],
        ["places", "find", "Odessa", "--near", "99,0"],
        ["places", "find", "Odessa", "--limit", "0"],
    ],
)
def test_wrong_use_is_exit_code_2(args):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_out_that_is_a_file_is_wrong_use(story):
    result = run("read", str(story), "--out", str(story))
    assert result.exit_code == 2
    assert "--out" in result.stderr


class Terminal(io.TextIOWrapper):
    """Standard output that says it is a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)]
)
def test_colour_only_on_a_terminal_that_wants_it(story, monkeypatch, environment, coloured):
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(out, encoding="utf-8"))
    with pytest.raises(SystemExit) as done:
        cli.main(["read", str(story), *DAY], standalone_mode=False)
    assert done.value.code == 0
    assert (b"\x1b[" in out.getvalue()) == coloured


def test_as_a_process(story):
    args = [sys.executable, "-m", "sayso", "read", str(story), "absent.txt", "--format", "jsonl", *DAY]
    done = subprocess.run(args, capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["text"] == STORY
    assert b"absent.txt: MissingFile" in done.stderr
    assert b"Traceback" not in done.stderr


def test_wrong_use_as_a_process_is_2_without_a_traceback():
    done = subprocess.run([sys.executable, "-m", "sayso", "read", "--nonsense"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(story):
    process = subprocess.Popen([sys.executable, "-m", "sayso", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert errors == b""
