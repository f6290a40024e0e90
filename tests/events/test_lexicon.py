"""The lexicon and the tables beside it."""

import typing

import pytest
import yaml

from sayso.events import codes
from sayso.events.lexicon import noun_entries, nouns, verb_entries
from sayso.tables import table
from sayso.types.kinds import EventType, Modality
from sayso.types.reading import Event

LEXICA = ("events/assault", "events/conflict", "events/cooperation")
GROUPS = [(name, g) for name in LEXICA for g in table(name)["groups"]]


def test_it_is_broad():
    entries = {(kind, e) for _, g in GROUPS for kind in ("verbs", "nouns") for e in g.get(kind) or ()}
    assert len(entries) >= 900


@pytest.mark.parametrize(("name", "group"), GROUPS, ids=lambda x: x if isinstance(x, str) else f"{x['type']}-{x['mode']}")
def test_every_group_says_why_and_has_a_type_of_ours(name, group):
    assert group["type"] in typing.get_args(EventType)
    assert len(group["why"]) > 15


def test_every_type_has_an_entry_and_every_mode_has_codes():
    known = table("events/codes")["codes"]
    assert set(known) == set(typing.get_args(EventType)) == {g["type"] for _, g in GROUPS}
    for _, g in GROUPS:
        assert (g["mode"] or "") in known[g["type"]] or "" in known[g["type"]]
    assert codes(Event(id="v1", start=0, end=1, type="AID", mode="asylum")).cameo == "075"
    assert codes(Event(id="v1", start=0, end=1, type="YIELD", mode="ceasefire")).acled == ("Strategic developments", "Agreement")


def test_guards_name_known_classes():
    classes = set(table("events/classes")["classes"])
    from sayso.events.lexicon import _KINDS

    for _, g in GROUPS:
        for entry in (*(g.get("verbs") or ()), *(g.get("nouns") or ())):
            for part in entry.split():
                _, _, spec = part.partition(":")
                for name in spec.split("|"):
                    assert not name.startswith("@") or name[1:] in classes or name[1:] in _KINDS, (entry, name)


def test_stricter_entries_come_first():
    raid = verb_entries()["seize"]
    sizes = [len(e.guards["obj"].lemmas) + 100 * len(e.guards["obj"].kinds) for e in raid if "obj" in e.guards]
    assert sizes == sorted(sizes)
    assert noun_entries()["peace"][0].words


def test_hyphens_are_also_tokens():
    assert any(e.words == ("-", "fire") for e in noun_entries()["cease"])


def test_modality_words_are_of_our_modalities():
    for part in ("auxiliaries", "governors", "modifiers"):
        assert set(table("events/modality")[part]) <= set(typing.get_args(Modality))


def test_yaml_booleans_did_not_slip_in():
    for name in (*LEXICA, "events/modality", "events/control", "events/classes", "events/commitments"):
        assert "false" not in yaml.safe_dump(table(name)).split()


def test_nouns_expand_classes():
    assert "soldier" in nouns("@force").lemmas
    assert "PER" in nouns("@people").kinds
