"""Table-driven cases: who is there, who is one, who stays apart."""

import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from sayso import entities, places
from sayso.models import parse
from sayso.text.parse import Parse

CASES = Path(__file__).parent.parent / "cases/entities"


def rows(name: str) -> list:
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{k}-{case['text'][:40]}") for k, case in enumerate(cases)]


@cache
def read(text: str, published: str) -> tuple[Parse, entities.Entities]:
    p = parse(text)
    return p, entities.resolve(p, places.resolve(p), published=datetime.date.fromisoformat(published))


def reading(case) -> tuple[Parse, entities.Entities]:
    return read(case["text"], str(case.get("published", "2022-03-26")))


def token(p: Parse, word: str) -> int:
    text, _, n = word.partition("#")
    return [i for i, t in enumerate(p.tokens) if t.text == text][int(n or 1) - 1]


def known(case, check) -> None:
    """Run a check; a case whose parse is known to be wrong may fail."""
    if case.get("xfail") != "encoder":
        check()
        return
    try:
        check()
    except AssertionError:
        pytest.xfail("the encoder parses it wrongly")


@pytest.mark.parametrize("case", [*rows("people"), *rows("bodies")])
def test_names(case) -> None:
    p, found = reading(case)

    def check() -> None:
        names = {e.name: e for e in found.entities}
        for want in case.get("want", ()):
            assert want["name"] in names, sorted(names)
            e = names[want["name"]]
            for key in ("kind", "role", "of"):
                if key in want:
                    assert getattr(e, key) == want[key], (key, e)
            if "mentions" in want:
                assert len(e.mentions) == want["mentions"], [p.text[a:b] for a, b in e.mentions]
        for name in case.get("not", ()):
            assert name not in names

    known(case, check)


@pytest.mark.parametrize("case", rows("corefer"))
def test_who_is_one(case) -> None:
    p, found = reading(case)

    def check() -> None:
        for a, b in case.get("same", ()):
            assert found.at[token(p, a)] is not None, a
            assert found.at[token(p, a)] == found.at[token(p, b)], (a, b)
        for a, b in case.get("apart", ()):
            one, other = found.at[token(p, a)], found.at[token(p, b)]
            assert one is None or one != other, (a, b)
        for word in case.get("open", ()):
            assert found.at[token(p, word)] is None, word

    known(case, check)


@pytest.mark.parametrize("case", rows("describe"))
def test_descriptions_and_kinds(case) -> None:
    p, found = reading(case)

    def check() -> None:
        i = token(p, case["word"])
        if "describe" in case:
            assert entities.describe(p, i) == case["describe"]
        if "kind" in case:
            assert entities.source_kind(p, found, i) == case["kind"]
        if "entity" in case or "describe_city" in case:
            at = found.at[i]
            assert at is not None
            assert found.get(at).name == case.get("entity", case.get("describe_city"))

    known(case, check)


@pytest.mark.parametrize("case", [*rows("people"), *rows("bodies"), *rows("corefer")])
def test_what_always_holds(case) -> None:
    p, found = reading(case)
    ids = {e.id for e in found.entities}
    assert len(found.at) == len(p)
    assert {i for i in found.at if i} <= ids
    for e in found.entities:
        assert found.get(e.id) is e
        assert all(0 <= a < b <= len(p.text) for a, b in e.mentions)
        assert all(p.text[a:b] == p.text[a:b].strip() for a, b in e.mentions)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Al-Shabab still holds El Dher.", {"Al-Shabab": "ORG"}),
        ("Fighters of Jaysh al-Islam left Douma.", {"Jaysh al-Islam": "ORG"}),
        ("Otto Wagner spoke in Vienna. Wagner praised the plan.", {"Otto Wagner": "PER", "Wagner": "PER"}),
    ],
)
def test_armed_groups_are_bodies_unless_somebody_bears_the_name(text, kinds):
    p = entities.with_groups(parse(text))
    assert {k: v for k, v in ((p.words(n.first, n.last), n.kind) for n in p.names) if k in kinds} == kinds
