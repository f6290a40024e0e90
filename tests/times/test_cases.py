"""Table-driven cases: a sentence and every time in it."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from sayso.models import parse
from sayso.times import find, resolve_all

FOLDER = Path(__file__).parent.parent / "cases/times"
CASES = [(path.stem, case) for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8")) if "times" in case]


def marked(case):
    return [pytest.mark.xfail(reason=case["xfail"], strict=False)] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{s}-{c['text'][:60]}", marks=marked(c)) for s, c in CASES])
def test_times_of_a_sentence(case):
    published = case.get("published", date(2022, 3, 26))
    p = parse(case["text"])
    found = resolve_all(find(p), p, published=published)
    assert {t.text: t.edtf or f"={t.timex}" for t in found} == case["times"]
    for t in found:
        assert case["text"][t.start : t.end] == t.text
    if "bounds" in case:
        assert [[t.earliest, t.latest] for t in found] == [case["bounds"]]


def test_there_are_enough_cases_and_half_are_traps():
    assert len(CASES) >= 250
    assert sum(s in ("traps", "tense") or not c["times"] for s, c in CASES) >= 120
