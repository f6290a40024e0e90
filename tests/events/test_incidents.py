"""Incidents: what a whole report tells of one kind of deed."""

import numpy as np
import pytest

from sayso import entities, places, statements, times
from sayso.events import find, find_incidents
from sayso.events.deeds import KINDS, kind_of_event
from sayso.events.fillers import Scene, fillers
from sayso.events.nets import LAST_SENTENCE, Nets, Places, Weights, where_to_look
from sayso.models import parse as encode
from sayso.models import vectors

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
TWO_MURDERS = (
    "The mayor of San Pedro, Luis Ortega, was murdered last night by two unidentified men who shot him in front of his home, police reported. "
    "Ortega had received threats. He was buried on Friday.\n\n"
    "In another attack, the lawyer Pedro Salas was killed in Santa Rosa on Sunday. Salas was shot by gunmen who fled on a motorcycle."
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


def test_two_deeds_of_a_kind_are_two_incidents():
    first, second = (one for one in incidents(TWO_MURDERS) if one.kind == "attack")
    victims = [one.names("victim") for one in (first, second)]
    assert sorted(victims) == [["Luis Ortega"], ["Pedro Salas"]]


def tiny(n=1, seed=0, hidden=3):
    """Nets with parameters by chance, over vectors of four numbers."""
    draw = np.random.default_rng(seed)
    shapes = {
        "word": (4, hidden),
        "said": (hidden, 6),
        "weight": (hidden, 6),
        "value": (hidden, 2),
        "gist": (12, 6),
        "inner": (2 * hidden + 12, 5),
        "outer": (5, 10),
    }
    arrays = {k: draw.normal(size=(n, *s)) for k, s in shapes.items()} | {k + "_bias": draw.normal(size=(n, s[1])) for k, s in shapes.items()}
    return {k: v.astype(np.float32) for k, v in (arrays | {"place": draw.normal(size=(n, LAST_SENTENCE + 1, hidden))}).items()}


def at(tokens, heads, governors, whose):
    return Places(*(np.array(x, np.int64) for x in (list(range(tokens)), [0] * tokens, heads, governors, whose)))


def test_nets_are_averaged():
    arrays, x, where = tiny(n=2), np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32), at(5, [0, 2, 4], [1, 1, 3], [0, 1, 1])
    alone = [Nets({k: v[i : i + 1] for k, v in arrays.items()})(x, where) for i in (0, 1)]
    for both, one, other in zip(Nets(arrays)(x, where), *alone, strict=True):
        np.testing.assert_allclose(both, (one + other) / 2, rtol=1e-5)


def test_a_filler_is_no_less_for_a_further_mention():
    x = np.random.default_rng(2).normal(size=(5, 4)).astype(np.float32)
    _, once = Nets(tiny())(x, at(5, [0], [1], [0]))
    _, twice = Nets(tiny())(x, at(5, [0, 2], [1, 3], [0, 0]))
    assert (twice > once).all()


def test_a_report_that_names_nobody_can_be_weighed():
    kinds, scores = Nets(tiny())(np.ones((2, 4), np.float32), at(2, [], [], []))
    assert kinds.shape == (6,)
    assert scores.shape == (0, 10)


def test_in_a_report_that_names_nobody_there_is_nowhere_to_look():
    where = where_to_look(encode("They were killed."), [])
    assert [len(x) for x in where[2:]] == [0, 0, 0]


def test_nets_look_where_mentions_and_their_governors_stand():
    p = encode(BOMBING)
    named = fillers(Scene(p, (), (), ()))
    where = where_to_look(p, named)
    assert where.tokens[where.heads].tolist() == [h for f in named for h in f.heads]
    assert {p.lemmas[t] for t in where.tokens[where.governors]} >= {"explode", "wound", "destroy", "plant"}
    assert len(where.sentence) == len(where.tokens)
    assert where.whose.max() == len(named) - 1


def test_vectors_are_those_of_the_words_in_their_window():
    text = BOMBING + " " + KIDNAPPING
    p = encode(text)
    found = vectors(p)
    assert found.shape == (len(p), 768)
    again = vectors(encode(BOMBING + " " + MURDER))
    same = len(encode(BOMBING))
    assert not np.array_equal(found[:same], again[:same])  # what follows is read too
    np.testing.assert_array_equal(found, vectors(encode(text)))


def test_without_words_there_are_no_vectors():
    assert vectors(encode("")).shape == (0, 768)
