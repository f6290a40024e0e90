"""Sentences and the places they name: tests/cases/places/*.yaml."""

import re
from pathlib import Path

import pytest
import yaml

from sayso.models import parse
from sayso.places import referent, resolve

CASES = Path(__file__).parent.parent / "cases/places"


def cases(*names):
    for name in names:
        for case in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")):
            known = (pytest.mark.xfail(reason="the encoder parses it wrongly", strict=False),) if case.get("xfail") == "encoder" else ()
            yield pytest.param(case, id=f"{name}: {case['text'][:60]}", marks=known)


def wrong(place, wanted: str) -> str | None:
    """What of ``name / country / use / precision / least / most`` a place does not have."""
    name, country, use, precision, least, most = [*(p.strip() for p in wanted.split(" / ")), *[None] * 6][:6]
    if name not in ("*", place.name):
        return f"{place.name!r} for {name!r}"
    if (place.country or "-") != country:
        return f"{place.country!r} for {country!r}"
    if use and place.use != use:
        return f"{place.use} for {use}"
    if precision and place.precision != precision:
        return f"{place.precision} for {precision}"
    if least and not float(least) <= place.radius_km <= float(most):
        return f"{place.radius_km} km"
    return None


def one(places, expectation: str, text: str) -> str | None:
    words, _, wanted = expectation.partition(" = ")
    words, number = re.match(r"(.*?)(?:#(\d))?$", words).groups()
    found = [p for p in places if text[p.start : p.end] == words]
    if len(found) < int(number or 1):
        return f"no place {words!r}"
    return wrong(found[int(number or 1) - 1], wanted)


@pytest.mark.parametrize("case", list(cases("namesakes", "spellings", "use", "traps", "precision")))
def test_places(case):
    places = resolve(parse(case["text"]))
    for expectation in case.get("gives", ()):
        problems = [one(places, alternative, case["text"]) for alternative in expectation.split(" | ")]
        assert None in problems, (expectation, problems, [(p.text, p.name, p.country, p.use) for p in places])
    taken = [p.text for p in places]
    for words in case.get("none", ()):
        assert not any(re.search(rf"\b{re.escape(words)}\b", t) for t in taken), (words, taken)
    for p in places:
        # a text without case is read as if it had it; the reading itself has the report's own letters
        assert case["text"][p.start : p.end].lower() == p.text.lower()


@pytest.mark.parametrize("case", list(cases("references")))
def test_references(case):
    p = parse(case["text"])
    token = next(i for i, t in enumerate(p.tokens) if t.text == case["at"])
    if case["is"] and p.text.count(case["at"]) > 1:
        token = max(i for i, t in enumerate(p.tokens) if t.text == case["at"])
    found = referent(p, resolve(p), token)
    assert (found.name if found else None) == case["is"]
