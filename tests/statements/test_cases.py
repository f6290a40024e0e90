"""Table-driven cases: tests/cases/statements/*.yaml."""

import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from sayso import entities, places, statements, times
from sayso.models import parse

CASES = Path(__file__).parent.parent / "cases/statements"
FILES = ("speech", "sources", "chains", "stance", "quotations", "passages", "reports", "traps")
EDGE = " .,;:“”\"'‘’"


def rows(name, *, marked=True):
    for row in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")):
        marks = [pytest.mark.xfail(reason=row["xfail"], strict=False)] if marked and "xfail" in row else []
        yield pytest.param(row, id=f"{name}: {row['s'][:60]}", marks=marks)


@cache
def read(text):
    p = parse(text)
    published = datetime.date(2023, 6, 14)  # a Wednesday
    who = entities.resolve(p, places.resolve(p), published=published)
    return statements.find(p, who, times.resolve_all(times.find(p), p, published=published))


def content(s, text):
    return " … ".join(text[c.start : c.end].strip(EDGE) for c in s.content)


def fits(asked, got):
    """Whether a value is what was asked for: "*…" asks for the end, "a|b" for one of several."""
    if not isinstance(asked, str) or not isinstance(got, str):
        return asked == got
    return any(got.lower().endswith(a[1:].lower()) if a[:1] == "*" else got.lower() == a.strip(EDGE).lower() for a in asked.split("|"))


def shown(s, text, names):
    return {
        "who": s.source.name,
        "what": content(s, text),
        "kind": s.source.kind,
        "quoted": s.quoted,
        "stance": s.stance,
        "via": list(s.via),
        "medium": s.medium,
        "made": s.made,
        "behalf": s.source.on_behalf_of,
        "within": names.get(s.within),
        "about": names.get(s.about),
    }


@pytest.mark.parametrize("row", [r for name in FILES for r in rows(name)])
def test_statements(row):
    text = row["s"]
    found = read(text)
    names = {s.id: s.source.name for s in found}
    got = [shown(s, text, names) for s in found]
    left = list(got)
    for asked in row["says"]:
        hit = next((g for g in left if all(fits(v, g[k]) for k, v in asked.items())), None)
        if hit is None and row.get("join"):
            # the parts of a quotation may stand together or apart
            one = [g for g in left if fits(asked["who"], g["who"]) and (g["what"] in asked["what"] or asked["what"] in g["what"])]
            hit = one[0] if one else None
        assert hit is not None, (asked, got)
        if not row.get("join"):
            left.remove(hit)
    if not row.get("more") and not row.get("join"):
        assert not left
    for never in row.get("never", ()):
        assert never.lower() not in [g["who"].lower() for g in got]


@pytest.mark.parametrize("row", [r for name in FILES for r in rows(name, marked=False)])
def test_spans_lie_in_the_text(row):
    text = row["s"]
    for s in read(text):
        for c in (*s.content, *([s.cue] if s.cue else [])):
            assert 0 <= c.start < c.end <= len(text)
            assert text[c.start : c.end].strip() == text[c.start : c.end]


def test_there_are_enough_cases_and_traps():
    tables = {name: yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")) for name in FILES}
    total = sum(map(len, tables.values()))
    assert total >= 220
    assert len(tables["traps"]) >= 50
