"""``sayso read`` of what is no plain text: formats, columns, addresses, near-copies."""

import json

import pytest
from click.testing import CliRunner

from sayso.cli import cli
from tests.intake.documents import META, SECOND, STORY, packed, page, pdf, record
from tests.intake.test_web import _connections_are_closed, site  # noqa: F401 - fixtures

DAY = ["--published", "2026-05-04"]


def run(*args, input=None):
    return CliRunner().invoke(cli, [str(a) for a in args], input=input)


def texts(result):
    return [json.loads(line)["text"] for line in result.stdout.splitlines()]


def test_a_directory_of_all_sorts(tmp_path):
    (tmp_path / "a.html").write_bytes(page(head=META))
    (tmp_path / "b.pdf").write_bytes(pdf([SECOND]))
    (tmp_path / "c.warc.gz").write_bytes(
        packed(
            record("https://example.org/1"), record("https://example.org/x").replace(b"Content-Length: ", b"Content-Length: x"), record("https://example.org/2")
        )
    )
    (tmp_path / "d.json").write_text("{}")
    result = run("read", tmp_path, "--format", "jsonl", *DAY)
    assert result.exit_code == 1
    assert [STORY in t or t == SECOND for t in texts(result)] == [True] * 4
    (complaint,) = result.stderr.splitlines()
    assert complaint.startswith(f"sayso: {tmp_path / 'c.warc.gz'}, ")
    assert "DamagedDocument" in complaint


def test_what_a_page_says_of_itself_is_in_the_reading(tmp_path):
    (tmp_path / "a.html").write_bytes(page(head=META))
    reading = json.loads(run("read", tmp_path / "a.html", "--format", "json").stdout)
    about = reading["report"]
    assert (about["title"], about["publisher"], about["author"], about["published"]) == (
        "Shell hits market",
        "Grey Harbour Post",
        "Ada Lindqvist",
        "2026-05-04",
    )
    for place in reading["places"]:
        assert reading["text"][place["start"] : place["end"]] == place["text"]


def test_columns_are_named(tmp_path):
    (tmp_path / "a.csv").write_text(f'story;x\n"{STORY}";1\n"{SECOND}";2\n')
    result = run("read", tmp_path / "a.csv", "--column", "text=story", "--column", "id=x", "--format", "jsonl", *DAY)
    assert texts(result) == [STORY, SECOND]
    (tmp_path / "a.csv").write_text(f'nothing;x\n"{STORY}";1\n')
    assert "ColumnError" in run("read", tmp_path / "a.csv").stderr


@pytest.mark.parametrize("column", ["text", "text=", "story=text", "=x"])
def test_a_column_without_a_role_is_wrong_use(tmp_path, column):
    result = run("read", tmp_path, "--column", column)
    assert result.exit_code == 2
    assert "ROLE=NAME" in result.stderr


def test_the_format_is_given(tmp_path):
    result = run("read", "-", "--as", "csv", "--format", "jsonl", *DAY, input=f'text\n"{STORY}"\n')
    assert texts(result) == [STORY]


def test_several_reports_in_a_file_are_not_one(tmp_path):
    (tmp_path / "a.jsonl").write_text(2 * (json.dumps({"text": STORY}) + "\n"))
    result = run("read", tmp_path / "a.jsonl", "--format", "json", *DAY)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert run("read", tmp_path / "a.jsonl", "--format", "json", "--out", tmp_path / "out", *DAY).exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_near_copies_are_left_out(tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in (STORY, f"{STORY} (Agency)", SECOND)))
    result = run("read", tmp_path / "a.jsonl", "--format", "jsonl", "--skip-copies", *DAY)
    assert result.exit_code == 0
    assert texts(result) == [STORY, SECOND]
    assert "left out" in result.stderr


def test_an_address(site, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path))
    site.serve("/news/shell", page(head=META), Cache_Control="max-age=60")
    result = run("read", f"{site.at}/news/shell", "--private", "--format", "json")
    assert result.exit_code == 0
    assert STORY in json.loads(result.stdout)["text"]
    assert list((tmp_path / "web").rglob("*"))
    result = run("read", f"{site.at}/news/shell", "--private", "--format", "json", "--out", tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["shell.json"]


def test_an_address_of_this_machine_is_refused(site, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path))
    result = run("read", f"{site.at}/news/shell")
    assert result.exit_code == 1
    assert "AddressError" in result.stderr
    assert site.asked == []
