"""Table-driven cases: tests/cases/events/*.yaml."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from sayso import times
from sayso.events import find, modality
from tests.events.event_world import read

CASES = Path(__file__).parent.parent / "cases/events"


def rows(name):
    for row in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")):
        marks = [pytest.mark.xfail(reason=row["xfail"], strict=False)] if "xfail" in row else []
        yield pytest.param(row, id=row["s"][:60], marks=marks)


@cache
def happened(text):
    w = read(text)
    return w.parse, find(w.parse, entities=w.entities, places=w.places, times=w.times, statements=w.statements)


def words(text):
    return (text or "").lower().split()


def fits(asked, got):
    if asked == "*":
        return True
    if asked == "-":
        return got is None
    return got is not None and (got.lower() == asked.lower() or set(words(asked)) <= set(words(got)))


def holds(expected, event, text):
    parts = [p.strip() for p in expected.split(";")] + ["*"] * 5
    kind, _, trigger = parts[0].partition(" ")
    kind, _, mode = kind.partition("/")
    actor, _, recipient = (p.strip() for p in parts[1].partition(">")) if parts[1] != "*" else ("*", "", "*")
    return (
        event.type == kind
        and (not mode or event.mode == mode)
        and trigger.lower() in text[event.start : event.end].lower()
        and fits(actor, event.actor)
        and fits(recipient or "*", event.recipient)
        and fits(parts[2], event.place)
        and fits(parts[3], event.time)
        and parts[4] in ("*", event.modality)
    )


def shown(events, text):
    return [(f"{e.type}/{e.mode}", text[e.start : e.end], e.actor, e.recipient, e.place, e.time, e.modality) for e in events]


@pytest.mark.parametrize("row", list(rows("events")))
def test_events(row):
    _, found = happened(row["s"])
    for expected in row["events"]:
        assert any(holds(expected, e, row["s"]) for e in found.events), (expected, shown(found.events, row["s"]))


@pytest.mark.parametrize("row", list(rows("traps")))
def test_traps(row):
    _, found = happened(row["s"])
    got = shown(found.events, row["s"])
    if "events" in row:
        assert not got
    for never in row.get("never", ()):
        kind, _, mode = never.partition("/")
        assert not [e for e in found.events if e.type == kind and (not mode or e.mode == mode)], got


@pytest.mark.parametrize("row", list(rows("modality")))
def test_modality(row):
    parse, _ = happened(row["s"])
    mood, cue = modality(parse, parse.lower.index(row["word"].lower()))
    assert mood == row["is"]
    if "cue" in row:
        assert (row["s"][cue.start : cue.end] if cue else "") == row["cue"]


@pytest.mark.parametrize("row", list(rows("control")))
def test_control(row):
    _, found = happened(row["s"])
    got = [(c.place, c.status, c.holder) for c in found.control]
    if not row["control"]:
        assert not [c for c in found.control if c.modality == "asserted"], got
    for expected in row["control"]:
        place, status, holder = (p.strip() for p in expected.split(";"))
        assert any(c[0] == place and c[1] == status and fits(holder, c[2]) for c in got), (expected, got)


@pytest.mark.parametrize("row", list(rows("commitments")))
def test_commitments(row):
    _, found = happened(row["s"])
    got = [(c.who, c.what, c.due, c.conditional) for c in found.commitments]
    if not row["commitments"]:
        assert not got
    for expected in row["commitments"]:
        who, what, due, *conditional = (p.strip() for p in expected.split(";"))
        assert any(c[0] == who and what in c[1] and fits(due, c[2]) and c[3] == bool(conditional) for c in got), (expected, got)


@pytest.mark.parametrize("row", list(rows("same")))
def test_same(row):
    _, found = happened(row["s"])
    text = row["s"]
    by_id = {e.id: text[e.start : e.end] for e in found.events}
    links = [[text[e.start : e.end], by_id[e.same_as]] for e in found.events if e.same_as]
    for pair in row.get("same", ()):
        assert pair in links, (links, by_id)
    for pair in row.get("apart", ()):
        assert pair not in links


def test_most_cases_are_traps():
    tables = {
        name: yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("events", "traps", "modality", "control", "commitments", "same")
    }
    total = sum(map(len, tables.values()))
    traps = len(tables["traps"]) + sum(r["is"] != "asserted" for r in tables["modality"]) + sum(not r["control"] for r in tables["control"])
    traps += sum(not r["commitments"] for r in tables["commitments"]) + sum("apart" in r for r in tables["same"])
    assert total >= 400
    assert 2 * traps >= total


@pytest.mark.parametrize("row", list(rows("when")))
def test_when(row):
    w = read(row["s"])
    day = date(2024, 5, 31)
    known = times.resolve_all(times.find(w.parse), w.parse, published=day)
    found = find(w.parse, entities=w.entities, places=w.places, times=known, statements=w.statements, published=day)
    for expected in row["dated"]:
        word, _, time = (part.strip() for part in expected.partition(";"))
        event = next(e for e in found.events if word in row["s"][e.start : e.end])
        words = row["s"][event.time_cue.start : event.time_cue.end] if event.time_cue else None
        assert (words, event.time_carried) == ((time.lstrip("+"), time.startswith("+")) if time != "-" else (None, False)), (word, event.time)
        assert (event.time is None) == (time == "-")
