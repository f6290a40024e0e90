"""Files, directories, standard input."""

import io
import sys
from pathlib import Path

import pytest

from sayso.errors import EmptyReport, MissingFile, TooLarge
from sayso.intake import LIMIT, find, load

STORY = "At least 12 people were killed in Orvik on Sunday, the governor said.\r\n"


def test_a_file_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode())
    report = load(path, published="2026-05-04", publisher="Grey Harbour Post")
    assert report.text == STORY
    assert report.info.uri == path.as_posix()
    assert report.info.publisher == "Grey Harbour Post"


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    report = load("-")
    assert (report.text, report.info.uri) == (STORY, None)


@pytest.mark.parametrize("name", ["absent.txt", "absent/a.txt", "a" * 300, "nul\0.txt"])
def test_a_file_that_is_not_there(tmp_path, name):
    with pytest.raises(MissingFile):
        load(tmp_path / name)


def test_a_directory_is_no_file(tmp_path):
    with pytest.raises(MissingFile, match="directory"):
        load(tmp_path)


def test_files_that_are_too_large_or_empty(tmp_path):
    (tmp_path / "large.txt").write_bytes(b"the word " * (LIMIT // 9 + 1))
    (tmp_path / "huge.txt").write_bytes(b"the word " * (LIMIT // 2))
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("large.txt", "huge.txt"):
        with pytest.raises(TooLarge):
            load(tmp_path / name)
    with pytest.raises(EmptyReport):
        load(tmp_path / "empty.txt")


def test_a_directory_gives_its_reports_in_order(tmp_path):
    for name in ("b.txt", "a.MD", "c.docx", "e.json", "f.warc.gz", "sub/d.txt", ".hidden.txt", ".git/e.txt", "sub/.x/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    found = [Path(name).relative_to(tmp_path).as_posix() for name, _ in find([str(tmp_path)])]
    assert found == ["a.MD", "b.txt", "f.warc.gz", "sub/d.txt"]


def test_a_directory_without_reports_is_an_error_of_its_own(tmp_path):
    ((name, where),) = find([str(tmp_path)])
    assert name == str(tmp_path)
    assert isinstance(where, MissingFile)


def test_a_file_that_is_named_is_taken_whatever_its_name():
    assert [name for name, _ in find(["x.pdf", "-", "y"])] == ["x.pdf", "-", "y"]
