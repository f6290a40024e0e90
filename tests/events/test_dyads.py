"""Events party by party, as event data count them."""

import pytest

from sayso.events import dyads
from sayso.types.reading import Entity, Event, Place

PEOPLE = (
    Entity(id="e1", kind="person", name="Ann Lee", role="President", of="Chad"),
    Entity(id="e2", kind="organisation", name="White House", of="United States"),
    Entity(id="e3", kind="place", name="Trinidad and Tobago"),
    Entity(id="e4", kind="place", name="Niger"),
    Entity(id="e5", kind="place", name="Mali"),
)


def place(text, name, country):
    return Place(start=0, end=1, text=text, name=name, country=country, latitude=0.0, longitude=0.0, precision="country", use="location")


PLACES = (place("Niger", "Niger", "NE"), place("Malian", "Mali", "ML"), place("Seoul", "Seoul", "KR"))


def pairs(text, trigger, kind, mode, actor, recipient, actor_entity=None):
    start = text.index(trigger)
    event = Event(id="v1", start=start, end=start + len(trigger), type=kind, mode=mode, actor=actor, recipient=recipient, actor_entity=actor_entity)
    return {(d.source.name if d.source else None, d.target.name if d.target else None) for d in dyads(event, text, PEOPLE, PLACES)}


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "mode", "actor", "recipient", "expected"),
    [
        ("A met B.", "met", "CONSULT", "meet", "A", "B", {("A", "B"), ("B", "A")}),
        ("A and B met C.", "met", "CONSULT", "meet", "A and B", "C", {("A", "C"), ("C", "A"), ("B", "C"), ("C", "B")}),
        ("A, B and C met.", "met", "CONSULT", "meet", "A and B", None, {("A", "B"), ("B", "A")}),
        ("A mediates between B and C.", "mediates", "CONSULT", "third-party", "A", "B and C", {("A", "B"), ("A", "C")}),
        ("A shelled B and C.", "shelled", "ASSAULT", "artillery", "A", "B and C", {("A", "B"), ("A", "C")}),
        ("A clashed with B.", "clashed", "ASSAULT", "clash", "A", "B", {("A", "B"), ("B", "A")}),
        ("A agreed with B.", "agreed", "AGREE", None, "A", "B", {("A", "B"), ("B", "A")}),
        ("A promised B to help.", "promised", "AGREE", None, "A", "B", {("A", "B")}),
        ("A restored ties with B.", "restored ties", "SUPPORT", None, "A", "B", {("A", "B"), ("B", "A")}),
        ("A praised B.", "praised", "SUPPORT", None, "A", "B", {("A", "B")}),
        ("Gunmen attacked.", "attacked", "ASSAULT", None, "gunmen", None, {("gunmen", None)}),
        ("They were shot.", "shot", "ASSAULT", "firearms", None, None, {(None, None)}),
        ("Trinidad and Tobago and Niger met.", "met", "CONSULT", "meet", "Trinidad and Tobago and Niger", None, {("Trinidad and Tobago", "Niger"), ("Niger", "Trinidad and Tobago")}),
        ("T helped Trinidad and Tobago.", "helped", "AID", None, "T", "Trinidad and Tobago", {("T", "Trinidad and Tobago")}),
        ("Envoys of Niger and Mali praised B.", "praised", "SUPPORT", None, "envoys of Niger and Mali", "B", {("envoys of Niger", "B"), ("envoys of Mali", "B")}),
        ("Ministers and generals in Niger and Mali praised B.", "praised", "SUPPORT", None, "ministers and generals in Niger and Mali", "B",
         {("ministers in Niger", "B"), ("ministers in Mali", "B"), ("generals in Niger", "B"), ("generals in Mali", "B")}),
        ("Teachers from Niger and nurses praised B.", "praised", "SUPPORT", None, "teachers from Niger and nurses", "B", {("teachers from Niger", "B"), ("nurses", "B")}),
    ],
)  # fmt: skip
def test_pairs(text, trigger, kind, mode, actor, recipient, expected):
    assert pairs(text, trigger, kind, mode, actor, recipient) == expected


@pytest.mark.parametrize(
    ("actor", "entity", "state"),
    [
        ("Ann Lee", "e1", "Chad"),
        ("White House", "e2", "United States"),
        ("Seoul", None, "South Korea"),
        ("Malian soldiers", None, "Mali"),
        ("Nigerien soldiers", None, None),
        ("ship from Niger", None, "Niger"),
        ("gunmen", None, None),
    ],
)
def test_states(actor, entity, state):
    event = Event(id="v1", start=0, end=1, type="ASSAULT", actor=actor, actor_entity=entity)
    (one,) = dyads(event, "They struck.", PEOPLE, PLACES)
    assert one.source is not None
    assert one.source.state == state
