"""Sentences and the figures that they hold: ``tests/cases/figures/*.yaml``.

A figure is written "measure low..high" ("killed 12", "killed 12..*", "killed *..70"), with what else is to hold behind it:
``rel``, ``unit``, ``span``, ``mod``, ``rate``, ``part`` (lowest value of the figure that it is a part of).
"""

import shlex
from pathlib import Path

import pytest
import yaml

from sayso.figures import find
from sayso.models import parse

CASES = [(p.stem, c) for p in sorted((Path(__file__).parent.parent / "cases/figures").glob("*.yaml")) for c in yaml.safe_load(p.read_text(encoding="utf-8"))]


def number(word):
    return None if word == "*" else float(word)


def wanted(line):
    measure, span, *rest = shlex.split(line)
    low, _, high = span.partition("..")
    return {"measure": measure, "low": number(low), "high": number(high or low)} | dict(r.split("=", 1) for r in rest)


def differs(text, figures, want, f):
    by_id = {g.id: g for g in figures}
    seen = {
        "measure": f.measure, "low": f.low, "high": f.high, "rel": f.relation, "unit": str(f.unit), "span": text[f.start : f.end], "mod": f.modality,
        "rate": str(f.rate), "part": str(by_id[f.part_of].low) if f.part_of else "None",
    }  # fmt: skip
    return [f"{k}: {seen[k]!r}, not {v!r}" for k, v in want.items() if seen[k] != v]


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{k}: {c['text'][:60]}" for k, c in CASES])
def test_figures(kind, case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=False))
    found = find(parse(case["text"]))
    want = [wanted(line) for line in case["figures"]]
    shown = [(case["text"][f.start : f.end], f.measure, f.low, f.high) for f in found]
    assert len(found) == len(want), f"{case['text']} {shown}"
    for w, f in zip(want, found, strict=True):
        wrong = differs(case["text"], found, w, f)
        assert not wrong, f"{case['text']} {shown}: {wrong}"


def test_there_are_enough_traps():
    assert len(CASES) >= 200


@pytest.mark.parametrize("end", ["500-strong", "4,000-", "half-", "20-year", "no-", "three-fold"])
def test_a_text_may_end_in_a_number_that_is_joined_to_a_word(end):
    text = f"They met a column that was {end}"
    assert all(f.end <= len(text) for f in find(parse(text)))
