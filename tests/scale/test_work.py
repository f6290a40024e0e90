"""What a worker makes of documents that take too long, or that break something of ours."""

import time

import pytest

from sayso import reader
from sayso.errors import ConfigError
from sayso.intake import Options, report_from_text
from sayso.scale import work
from sayso.scale.documents import Document
from sayso.scale.parts import encoding
from sayso.scale.units import Entry, Unit
from sayso.scale.work import LeftOut, Settings, Work, allowed
from tests.scale.conftest import text


def unit(*texts):
    return Unit(entries=tuple(Entry(0, n, report_from_text(t, uri=f"https://example.org/{n}", published="2026-05-04")) for n, t in enumerate(texts)))


@pytest.fixture
def made(monkeypatch):
    """A worker whose reader turns, burns time or breaks over certain words."""
    before = reader.read_report

    def read(report):
        if "TURNS" in report.text:
            while True:
                pass
        if "BURNS" in report.text:
            end = time.thread_time() + 0.6
            while time.thread_time() < end:
                pass
        if "BREAKS" in report.text:
            raise KeyError("x")
        return before(report)

    monkeypatch.setattr(reader, "read_report", read)
    return lambda **given: Work(Settings(options=Options(), suffix=".jsonl.gz", **given))


def test_what_turns_for_ever_is_given_up_what_is_slow_is_told_and_what_breaks_costs_itself(made, monkeypatch):
    monkeypatch.setattr(work, "allowed", lambda _: 0.4)
    monkeypatch.setattr(work, "_PATIENCE", 8)
    worker = made()
    worker.prepare(unit(text(0), f"{text(1)} TURNS", f"{text(2)} BURNS", f"{text(3)} BREAKS", text(4)))
    found = worker.finish()
    assert found.reports == 3
    assert [(f.where[-1], f.error) for f in found.failures] == [("1", "Overrun"), ("3", "internal error")]
    assert "KeyError" in found.failures[1].message
    assert [(n.where[-1], n.note) for n in found.notes] == [("2", "Slow")]


def test_a_worker_forgets_the_unit_before(made):
    worker = made()
    worker.prepare(unit(text(0), f"{text(1)} BREAKS"))
    worker.finish()
    worker.prepare(unit(text(2)))
    found = worker.finish()
    assert (found.reports, found.failures) == (1, ())


def test_signatures_are_of_what_was_not_left_out(made):
    worker = made(skip_copies=True)
    signed = worker.prepare(unit(text(0), text(1)))
    found = worker.finish([LeftOut(signed[1].id, signed[0].id, 0.9)])
    assert (found.reports, found.copies) == (1, 1)
    assert found.notes[0].message == "90% of it is in https://example.org/0"
    assert found.signatures


def test_documents_are_made_reports_here(made):
    data = f"4 May 2026\n\n{text(1)}".encode()
    worker = made()
    worker.prepare(Unit(entries=(Entry(0, 0, Document(name="a.txt", data=data, uri="a.txt", suffix=".txt")), Entry(0, 1, Document(name="b.txt", data=b" ")))))
    found = worker.finish()
    assert (found.reports, found.failures[0].where, found.failures[0].error) == (1, "b.txt", "EmptyReport")


@pytest.mark.parametrize("suffix", [".jsonl.unknown", ".csv", ""])
def test_parts_of_no_known_sort_are_refused(suffix):
    with pytest.raises(ConfigError):
        encoding(suffix)


@pytest.mark.parametrize(("size", "seconds"), [(0, 5), (100_000, 5), (1_000_000, 50)])
def test_what_a_document_may_take(size, seconds):
    assert allowed(size) == pytest.approx(seconds)


def test_a_unit_that_kills_is_halved_down_to_one():
    whole = unit(*map(text, range(5)))
    parts = whole.halves()
    assert [len(p.entries) for p in parts] == [2, 3]
    assert all(p.deaths == 1 for p in parts)
    (single,) = parts[0].halves()[0].halves()
    assert len(single.entries) == 1
