"""Whole runs: each report once, whatever dies on the way."""

import gzip
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from sayso.errors import ConfigError
from sayso.intake import Options, report_from_text
from sayso.reader import read_report
from sayso.scale import batch, run
from sayso.scale.engine import Came
from sayso.scale.folder import Folder
from sayso.scale.pool import Pool
from sayso.scale.work import Result
from tests.scale.conftest import listed, readings, text, write_lines


def ids(out):
    return sorted(r.report.id for r in readings(out))


def names(numbers):
    return sorted(f"r{n}" for n in numbers)


def test_readings_are_those_of_reading_one_by_one(tmp_path, plan):
    write_lines(tmp_path / "a.jsonl", range(5))
    done = run([str(tmp_path / "*.jsonl")], tmp_path / "out", plan(most=2))
    assert (done.reports, done.parts, done.failed) == (5, 3, 0)
    for reading in readings(tmp_path / "out"):
        n = int(reading.report.id[1:])
        alone = read_report(report_from_text(text(n), id=f"r{n}", uri=f"https://example.org/{n}", published="2026-05-04"))
        assert reading == alone


def test_many_kinds_of_files_and_what_is_wrong_with_some(tmp_path, plan):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(f"4 May 2026\n\n{text(1)}", encoding="utf-8")
    (folder / "empty.txt").write_text("  ", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    lines = write_lines(tmp_path / "b.jsonl", range(2))
    lines.write_bytes(lines.read_bytes() + b'{"text": 7}\nnonsense\n')
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(write_lines(tmp_path / "c", (8, 9)).read_bytes()))
    done = run([str(folder), str(lines), str(tmp_path / "c.jsonl.gz"), str(tmp_path / "absent.txt")], tmp_path / "out", plan())
    assert (done.reports, done.failed) == (5, 5)
    assert {"r0", "r1", "r8", "r9"} < set(ids(tmp_path / "out"))
    failed = {f["where"].removeprefix(f"{tmp_path}/"): f["error"] for f in listed(tmp_path / "out")}
    assert failed == {
        "in/empty.txt": "EmptyReport",
        "in/picture.txt": "BinaryReport",
        "b.jsonl, line 3": "ColumnError",
        "b.jsonl, line 4": "DamagedDocument",
        "absent.txt": "MissingFile",
    }


def test_an_archive_is_read_page_by_page_and_damage_costs_its_page_alone(tmp_path, plan):
    pytest.importorskip("fastwarc", reason="fastwarc is not installed (extra archives)")
    pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra html)")
    from tests.intake.documents import META, packed, page, record

    whole = [record(f"https://example.org/{n}", page(text(n), text(n + 50), text(n + 90), head=META)) for n in range(5)]
    data = bytearray(packed(*whole))
    at = len(packed(*whole[:2]))
    data[at + 40 : at + 80] = bytes(40)
    (tmp_path / "crawl.warc.gz").write_bytes(data)
    done = run([str(tmp_path / "*.warc.gz")], tmp_path / "out", plan(most=2))
    assert (done.reports, done.failed) == (4, 1)
    assert sorted(r.report.uri for r in readings(tmp_path / "out")) == [f"https://example.org/{n}" for n in (0, 1, 3, 4)]
    assert {r.report.publisher for r in readings(tmp_path / "out")} == {"Grey Harbour Post"}
    assert "crawl.warc.gz" in listed(tmp_path / "out")[0]["where"]


def test_parquet_has_a_row_for_each_claim_and_no_column_of_ledgers(tmp_path, plan):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra parquet)")
    from sayso.ledger import Filter, Ledger

    write_lines(tmp_path / "a.jsonl", range(6))
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(format="parquet"))
    assert (done.reports, done.failed, done.parts) == (6, 0, 2)
    rows = [row for part in sorted((tmp_path / "out").glob("*.parquet")) for row in parquet.read_table(part).to_pylist()]
    assert {row["source_article"] for row in rows} == {f"https://example.org/{n}" for n in range(6)}
    assert not {"known_from", "number_of_sources", "agreeing", "reported"} & set(rows[0])
    with Ledger(":memory:") as ledger:
        ledger.store(read_report(report_from_text(text(2), id="r2", uri="https://example.org/2", published="2026-05-04")))
        expected = {c.key for c in ledger.claims(Filter(limit=1000))}
    assert {row["id"] for row in rows if row["source_article"] == "https://example.org/2"} == expected


def test_halves_of_surrogate_pairs_are_question_marks_in_tables():
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra parquet)")
    import io

    from pyarrow import parquet

    from sayso.scale.parts import encoding

    reading = read_report(report_from_text(f"{text(1)} The mayor said \ud83d that 7 died.", published="2026-05-04"))
    rows = parquet.read_table(io.BytesIO(encoding(".parquet")([reading]))).to_pylist()
    assert any("?" in row["quote"] for row in rows)


def test_going_on_reads_only_what_is_new(tmp_path, plan):
    write_lines(tmp_path / "a.jsonl", range(3))
    run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan())
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("part-*")}
    write_lines(tmp_path / "b.jsonl", range(3, 5))
    done = run([str(tmp_path / "*.jsonl")], tmp_path / "out", plan())
    assert done.reports == 5
    assert ids(tmp_path / "out") == names(range(5))
    assert {p.name: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("part-*") if p.name in before} == before


def test_near_copies_are_left_out_also_after_a_stop(tmp_path, plan):
    long = " ".join(text(n) for n in range(6))
    write_lines(tmp_path / "a.jsonl", (0, 1), lambda n: long if n == 0 else text(n))
    write_lines(tmp_path / "b.jsonl", (2, 3), lambda n: f"{long} (Agency)" if n == 2 else text(n))
    run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(skip_copies=True))
    done = run([str(tmp_path / "*.jsonl")], tmp_path / "out", plan(skip_copies=True))
    assert (done.reports, done.copies) == (3, 1)
    assert ids(tmp_path / "out") == names((0, 1, 3))
    (note,) = listed(tmp_path / "out", "notes.jsonl")
    assert (note["where"], note["note"]) == ("https://example.org/2", "Copy")
    assert note["message"].endswith("of it is in https://example.org/0")


def test_other_languages_are_failures_or_left_out(tmp_path, plan):
    german = (
        "Mindestens zwölf Menschen wurden am Freitag in der Stadt getötet, wie der Bürgermeister mitteilte. Die Zahl der Verletzten ist noch nicht bekannt."
    )
    write_lines(tmp_path / "a.jsonl", range(2), lambda n: german if n else text(n))
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "failed", plan())
    assert (done.reports, done.failed, done.foreign) == (1, 1, 0)
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "left", plan(skip_foreign=True))
    assert (done.reports, done.failed, done.foreign) == (1, 0, 1)


@pytest.mark.parametrize("names", [["-"], ["https://example.org/a"], ["nothing/*.jsonl"]])
def test_what_cannot_be_gone_on_with_is_refused(tmp_path, plan, names):
    with pytest.raises(ConfigError):
        run(names, tmp_path / "out", plan())
    assert not (tmp_path / "out").exists()


def test_a_worker_that_is_killed_is_replaced_and_its_unit_read_again(tmp_path, plan, monkeypatch):
    write_lines(tmp_path / "a.jsonl", range(12))
    killed = []

    class Shot(Pool):
        def wait(self, seconds):
            for worker in self._workers:
                if len(killed) < 2 and worker.ready and worker.unit and worker.process.pid not in killed:
                    killed.append(worker.process.pid)
                    os.kill(worker.process.pid, signal.SIGKILL)
            return super().wait(seconds)

    monkeypatch.setattr("sayso.scale.pool.Pool", Shot)
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(workers=2))
    assert len(killed) == 2
    assert (done.reports, done.failed) == (12, 0)
    assert ids(tmp_path / "out") == names(range(12))


def test_a_report_that_kills_is_set_aside_by_name_and_the_others_are_read(tmp_path, plan, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(_deadly(tmp_path)), *filter(None, [os.environ.get("PYTHONPATH")])]))
    write_lines(tmp_path / "a.jsonl", range(5), lambda n: f"{text(n)} DEADLY" if n == 3 else text(n))
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(most=5))
    assert ids(tmp_path / "out") == names((0, 1, 2, 4))
    (failure,) = listed(tmp_path / "out")
    assert (failure["where"], failure["error"]) == ("https://example.org/3", "Killed")
    assert "SIGKILL" in failure["message"]
    assert done.failed == 1


def _deadly(folder):
    """A folder whose sitecustomize makes processes kill themselves over a word."""
    (folder / "site").mkdir()
    (folder / "site/sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Found:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'sayso.scale.work':\n"
        "            sys.meta_path.remove(self)\n"
        "            import sayso.reader as reader\n"
        "            before = reader.read_report\n"
        "            def read(report):\n"
        "                if 'DEADLY' in report.text:\n"
        "                    os.kill(os.getpid(), signal.SIGKILL)\n"
        "                return before(report)\n"
        "            reader.read_report = read\n"
        "sys.meta_path.insert(0, Found())\n",
        encoding="utf-8",
    )
    return folder / "site"


def test_nothing_is_lost_or_twice_when_the_run_is_killed_at_any_moment(tmp_path):
    write_lines(tmp_path / "a.jsonl", range(40))
    out = tmp_path / "out"
    options = ["run", str(tmp_path / "a.jsonl"), "--out", str(out), "--batch", "2", "--workers", "2", "--format", "jsonl"]
    code = f"import sys; sys.argv = {['sayso', *options]!r}; import sayso.scale.parts as p; p._zstandard = lambda: None; from sayso.cli import main; main()"
    seen = []
    for pause in (0.0, 0.003, 0.01, 0.02):
        before = len(list(out.glob("part-*")))
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(list(out.glob("part-*"))) <= before + 1:
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(pause)  # some while a part is written, some between two
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.append(len(list(out.glob("part-*"))))
    assert seen[0] < seen[-1] < 20
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    assert ids(out) == names(range(40))


def test_an_installation_that_is_not_sound_ends_the_run_and_marks_nothing_as_done(tmp_path, plan, monkeypatch):
    write_lines(tmp_path / "a.jsonl", range(2))
    monkeypatch.setattr("sayso.scale.batch.suffix_of", lambda _: ".jsonl.unknown")
    monkeypatch.setattr("sayso.scale.parts._zstandard", lambda: None)
    with pytest.raises(ConfigError):
        run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan())
    assert not list((tmp_path / "out").glob("part-*"))


def test_how_far_it_is_is_told(tmp_path, plan):
    write_lines(tmp_path / "a.jsonl", range(8))
    told = []
    run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(most=2), told.append)
    assert told[-1].share == 1
    assert told[-1].reports == 8
    assert [s.reports for s in told] == sorted(s.reports for s in told)
    assert all(s.bytes <= s.of for s in told)


def test_options_of_intake_are_heard(tmp_path, plan):
    (tmp_path / "a.txt").write_text(text(1), encoding="utf-8")
    given = replace(plan(), options=Options(published="2026-05-04", publisher="Grey Harbour Post"))
    run([str(tmp_path / "a.txt")], tmp_path / "out", given)
    (reading,) = readings(tmp_path / "out")
    assert (reading.report.published, reading.report.publisher) == ("2026-05-04", "Grey Harbour Post")


class Told:
    """An engine of one worker that answers at once, and lists what it is asked."""

    workers = 1

    def __init__(self, log):
        self.log, self.said = log, []

    @property
    def free(self):
        return 1 - len(self.said)

    def send(self, unit):
        self.log.append(f"give {unit.entries[0].number}")
        self.said.append(Came(unit, Result(reports=len(unit.entries))))

    def wait(self, _):
        said, self.said = self.said, []
        return said

    def close(self):
        pass


def test_a_worker_that_has_done_does_not_wait_for_the_disk(tmp_path, plan, monkeypatch):
    write_lines(tmp_path / "a.jsonl", range(3))
    log = []
    monkeypatch.setattr(batch, "_engine", lambda *_: Told(log))
    commit = Folder.commit
    monkeypatch.setattr(Folder, "commit", lambda self, found, *rest: (log.append(f"keep {found[0][1]}"), commit(self, found, *rest)))
    assert run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(most=1)).reports == 3
    assert log == ["give 0", "give 1", "keep 0", "give 2", "keep 1", "keep 2"]
