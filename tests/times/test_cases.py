"""Table-driven cases: a sentence and every time in it."""

from datetime import date, datetime
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


MOMENTS = [
    ("Shells fell three hours ago.", {"three hours ago": "2022-03-26T11:30"}),
    ("The train leaves in 45 minutes.", {"45 minutes": "2022-03-26T15:15"}),
    ("They will leave within the next two hours.", {"the next two hours": "2022-03-26T14:30/2022-03-26T16:30"}),
    ("They left two days ago.", {"two days ago": "2022-03-24"}),
    ("On 3 March the town fell. Two hours later it burned.", {"3 March": "2022-03-03", "Two hours later": "2022-03-03"}),
]


@pytest.mark.parametrize(("text", "times"), MOMENTS)
def test_a_moment_of_publication_tells_the_minute(text, times):
    p = parse(text)
    assert {t.text: t.edtf for t in resolve_all(find(p), p, published=datetime(2022, 3, 26, 14, 30))} == times  # noqa: DTZ001


def test_month_first_where_the_caller_says_so():
    p = parse("It began on 2/3/2022.")
    assert [t.edtf for t in resolve_all(find(p), p, published=None, month_first=True)] == ["2022-02-03"]
    assert [t.edtf for t in resolve_all(find(p), p, published=None, month_first=False)] == ["2022-03-02"]
