"""Titles and chains."""

import pytest
from msgspec.structs import replace

from sayso.export.words import source, title
from sayso.types.claims import Actor
from tests.export.test_precision import CLAIM

GOMA = Actor(id=1, kind="place", name="Goma")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"measure": "killed", "low": 2000, "high": None, "relation": "more_than", "place": GOMA}, "Killed in Goma: more than 2,000"),
        ({"measure": "in_need", "low": None, "high": 40, "relation": "at_most", "unit": "families"}, "In need: at most 40 families"),
        ({"measure": "other", "low": 30, "high": 30, "relation": "about", "unit": "rockets", "rate": "day"}, "Count: about 30 rockets a day"),
        ({"measure": "killed", "low": 18, "high": 25, "relation": "range", "modality": "denied"}, "Killed (denied): 18 to 25"),
        ({"measure": "killed", "low": None, "high": None}, "Killed: a number"),
        ({"kind": "event", "type": "AID", "actor_name": "Kenya", "recipient_name": "Goma", "modality": "planned"}, "Aid (planned): by Kenya for Goma"),
        ({"kind": "event", "type": "ASSAULT", "recipient_name": "a market"}, "Assault: against a market"),
        ({"kind": "event", "type": "ASSAULT", "mode": "heavy_artillery", "place": GOMA}, "Assault (heavy artillery) in Goma"),
        ({"kind": "control", "type": "recaptured", "place": GOMA, "actor_name": "the army"}, "Control of Goma: retaken by the army"),
        ({"kind": "control", "type": "besieged", "place": GOMA}, "Control in Goma: besieged"),
        ({"kind": "commitment", "actor_name": "the UN", "what": "send\n trucks", "due": "2026-05-10"}, "Promise of the UN: send trucks, due 2026-05-10"),
        ({"kind": "statement", "stance": "denies", "quote": "x" * 200}, f"Statement (denies): “{'x' * 89}…”"),
    ],
)
def test_titles(fields, words):
    assert title(replace(CLAIM, **fields)) == f"{words}, according to a"


@pytest.mark.parametrize(
    ("publisher", "via", "chain"),
    [
        (None, (), "a"),
        ("a", (), "a"),
        ("The Post", (), "a, in The Post"),
        ("The Post", ("CNN",), "a, via CNN, in The Post"),
        ("The Post", ("CNN", "Kivu FM"), "a, via Kivu FM, via CNN, in The Post"),
        ("The Post", ("The Post", "CNN"), "a, via CNN, via The Post"),
    ],
)
def test_chains_run_from_the_root_to_the_report(publisher, via, chain):
    assert source(replace(CLAIM, publisher=publisher, via=via)) == chain
