"""Incidents: what a whole report tells of one kind of deed."""

import numpy as np
import pytest

from sayso import entities, places, statements, times
from sayso.events import find, find_incidents
from sayso.events.fillers import Scene, fillers
from sayso.events.incidents import KINDS, Weights, kind_of_event
from sayso.models import parse as encode

BOMBING = (
    "A car bomb exploded early today outside the offices of the Northern Electric Company, wounding the lawyer Pedro Salas and destroying two vehicles. "
    "Police said the bomb was planted by guerrillas of the People's Liberation Front. No one else was hurt in the blast."
)
KIDNAPPING = (
    "Unidentified gunmen kidnapped the businessman Tomas Arce in Santa Rosa on Monday. The kidnappers forced Arce into a van as he left his home. "
    "His family said on Tuesday that the kidnappers had asked for a ransom."
)
MURDER = (
    "The mayor of San Pedro, Luis Ortega, was murdered last night by two unidentified men who shot him in front of his home, police reported. "
    "Nobody has claimed responsibility for the murder."
)
QUIET = [
    "The finance minister said on Friday that inflation would fall next year. Parliament will vote on the budget in December, and economists expect it to pass.",
    "The two presidents met in Geneva on Monday and signed an agreement on trade. They will meet again in the spring.",
    "The team beat the champions on Saturday with two late goals. The coach praised the young striker, who was injured last year.",
]


def incidents(text):
    p = encode(text)
    where = places.resolve(p)
    who = entities.resolve(p, where, published=None)
    said = statements.find(p, who, times.resolve_all(times.find(p), p, published=None))
    happened = find(p, entities=who, places=where, times=(), statements=said)
    return find_incidents(p, who.entities, said, happened.events)


@pytest.mark.parametrize(
    ("text", "kind", "part", "name"),
    [
        (BOMBING, "bombing", "weapon", "bomb"),
        (BOMBING, "bombing", "target", "offices"),
        (BOMBING, "bombing", "victim", "Pedro Salas"),
        (KIDNAPPING, "kidnapping", "victim", "Tomas Arce"),
        (KIDNAPPING, "kidnapping", "perpetrator", "gunmen"),
        (MURDER, "attack", "victim", "Luis Ortega"),
        (MURDER, "attack", "perpetrator", "men"),
    ],
)
def test_who_has_which_part(text, kind, part, name):
    found = incidents(text)
    assert found[0].kind == kind
    assert any(name in n for n in found[0].names(part)), found[0]


@pytest.mark.parametrize("text", QUIET)
def test_a_report_of_no_violence_tells_of_no_incident(text):
    assert incidents(text) == ()


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_incidents_are_found_without_case_too(write):
    kind = incidents(write(KIDNAPPING))[0]
    assert kind.kind == "kidnapping"
    assert "Tomas Arce" in kind.names("victim")


def test_names_stand_where_the_spans_say():
    for text in (BOMBING, KIDNAPPING, MURDER):
        for one in incidents(text):
            for p in one.participants:
                assert " ".join(text[p.span.start : p.span.end].split()) == p.name


def test_no_name_says_of_another_part_what_one_said():
    for one in incidents(BOMBING):
        for part in {p.part for p in one.participants}:
            names = [set(n.lower().split()) for n in one.names(part)]
            assert not any(a <= b for i, a in enumerate(names) for j, b in enumerate(names) if i != j)


def test_signs_know_no_names():
    p = encode(BOMBING)
    who = entities.resolve(p, places.resolve(p), published=None)
    signs = {s for f in fillers(Scene(p, who.entities, (), ())) for s in f.signs}
    assert not any(name in s.lower() for s in signs for name in ("pedro", "salas"))


def test_signs_not_learned_weigh_nothing():
    model = Weights(["a", "b"], np.array([[1.0, -1.0], [0.5, 0.5]], np.float32))
    assert model(["b", "a", "c"]) == model(["a", "b"]) == pytest.approx([1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(0.5))])
    assert model(["c"]) == [0.5, 0.5]


@pytest.mark.parametrize(
    ("text", "kind"), [("Rebels kidnapped a nurse.", "kidnapping"), ("Rebels burned the bus.", "arson"), ("The two ministers met in Lima.", None)]
)
def test_kinds_of_events(text, kind):
    p = encode(text)
    where = places.resolve(p)
    happened = find(p, entities=entities.resolve(p, where, published=None), places=where, times=(), statements=())
    assert kind_of_event(p, happened.events[0]) == kind
    assert kind in (*KINDS, None)
