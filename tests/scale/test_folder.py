"""The journal: what is done stays done, what is not leaves nothing behind."""

import json
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import ConfigError
from sayso.scale.documents import Input
from sayso.scale.folder import JOURNAL, Folder
from sayso.scale.work import Failed, Note, Result
from tests.scale.conftest import listed

ABOUT = {"reader": "sayso 0", "format": ".jsonl.gz"}
RESULT = Result(part=b"part", reports=2, claims=5, words=40, failures=(Failed("a, line 3", "EmptyReport", "nothing"),), notes=(Note("b", "Slow", "9 s"),))


def made(name, size=10, mark="m"):
    return Input(name=name, path=Path(name), size=size, mark=mark)


def test_what_is_done_is_known_when_the_folder_is_opened_again(tmp_path):
    with Folder(tmp_path / "out", ABOUT) as folder:
        assert folder.number(made("a")) == 0
        assert folder.number(made("b")) == 1
        folder.commit([(0, 0, 2), (1, 0, 0)], RESULT, ".jsonl.gz")
        folder.ended(0, 3)
        folder.ended(1, 2)
    with Folder(tmp_path / "out", ABOUT) as folder:
        assert folder.number(made("b")) == 1
        assert folder.done.whole(0)
        assert not folder.done.whole(1)
        assert [n in folder.done.of(1) for n in (0, 1)] == [True, False]
        assert (folder.totals.reports, folder.totals.claims, folder.totals.parts, folder.totals.failed) == (2, 5, 1, 1)
    assert (tmp_path / "out/part-000001.jsonl.gz").read_bytes() == b"part"
    assert listed(tmp_path / "out") == [{"where": "a, line 3", "error": "EmptyReport", "message": "nothing"}]
    assert listed(tmp_path / "out", "notes.jsonl") == [{"where": "b", "note": "Slow", "message": "9 s"}]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_was_cut_off_is_cut_away_and_its_part_with_it(tmp_path, cut):
    with Folder(tmp_path / "out", ABOUT) as folder:
        folder.number(made("a"))
        folder.commit([(0, 0, 0)], RESULT, ".jsonl.gz")
        folder.commit([(0, 1, 1)], RESULT, ".jsonl.gz")
    journal = tmp_path / "out" / JOURNAL
    journal.write_bytes(journal.read_bytes()[:-cut])
    with Folder(tmp_path / "out", ABOUT) as folder:
        assert [n in folder.done.of(0) for n in (0, 1)] == [True, False]
        assert sorted(p.name for p in folder.path.glob("part-*")) == ["part-000001.jsonl.gz"]
        folder.commit([(0, 1, 1)], RESULT, ".jsonl.gz")
    lines = [json.loads(line) for line in journal.read_bytes().splitlines()]
    assert [line["part"] for line in lines if "part" in line] == ["part-000001.jsonl.gz", "part-000002.jsonl.gz"]
    assert len(listed(tmp_path / "out")) == 2


def test_damage_in_the_middle_is_told_and_not_passed_over(tmp_path):
    with Folder(tmp_path / "out", ABOUT) as folder:
        folder.number(made("a"))
        folder.commit([(0, 0, 0)], RESULT, ".jsonl.gz")
    journal = tmp_path / "out" / JOURNAL
    first, *rest = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(first + b"{garbled\n" + b"".join(rest))
    with pytest.raises(ConfigError, match="damaged"):
        Folder(tmp_path / "out", ABOUT)
    assert (tmp_path / "out/part-000001.jsonl.gz").exists()


def test_what_was_left_half_written_is_removed(tmp_path):
    Folder(tmp_path / "out", ABOUT).close()
    (tmp_path / "out/.part-000001.jsonl.gz.part").write_bytes(b"half")
    (tmp_path / "out/part-000001.jsonl.gz").write_bytes(b"whole, but no line in the journal")
    (tmp_path / "out/mine.txt").write_bytes(b"somebody's own")
    Folder(tmp_path / "out", ABOUT).close()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["failures.jsonl", JOURNAL, "mine.txt", "notes.jsonl"]


def test_a_folder_of_another_run_is_refused_and_left_as_it_is(tmp_path):
    with Folder(tmp_path / "out", ABOUT) as folder:
        folder.number(made("a"))
        folder.commit([(0, 0, 0)], RESULT, ".jsonl.gz")
    with pytest.raises(ConfigError, match="other format"):
        Folder(tmp_path / "out", ABOUT | {"format": ".parquet"})
    assert len(listed(tmp_path / "out")) == 1


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ConfigError, match="other things"):
        Folder(tmp_path, ABOUT)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_two_at_once_are_refused(tmp_path):
    with Folder(tmp_path / "out", ABOUT), pytest.raises(ConfigError, match="already"):
        Folder(tmp_path / "out", ABOUT)
    Folder(tmp_path / "out", ABOUT).close()


def test_a_file_that_has_changed_is_refused(tmp_path):
    with Folder(tmp_path / "out", ABOUT) as folder:
        folder.number(made("a"))
        folder.number(made("a"))
        with pytest.raises(ConfigError, match="changed"):
            folder.number(made("a", size=11))
        with pytest.raises(ConfigError, match="changed"):
            folder.number(made("a", mark="n"))


def test_the_newest_signatures_are_given_again(tmp_path):
    from io import BytesIO

    def signed(*names):
        out = BytesIO()
        np.savez(out, ids=np.array(names), signatures=np.arange(128 * len(names), dtype=np.uint32).reshape(-1, 128))
        return Result(signatures=out.getvalue())

    with Folder(tmp_path / "out", ABOUT) as folder:
        for n, names in enumerate((("a", "b"), ("c",), ("d", "e"))):
            folder.commit([(0, n, n)], signed(*names), ".jsonl.gz")
    with Folder(tmp_path / "out", ABOUT) as folder:
        assert [s.id for s in folder.signatures(3)] == ["c", "d", "e"]
        assert [s.id for s in folder.signatures(100)] == ["a", "b", "c", "d", "e"]
        assert next(iter(folder.signatures(1))).signature.shape == (128,)
