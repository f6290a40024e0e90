"""What holds of any two claims: the order of asking does not matter, reasons are sentences, scores are shares."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.when import bounds
from sayso.link import judge
from sayso.link.counted import unit
from sayso.link.parties import opposed, party
from sayso.types.claims import Actor, Claim, Root

PLACES = [
    Actor(id=1, kind="place", name="Goma", geonameid=1, country="CD", latitude=-1.68, longitude=29.22, radius_km=8, precision="city"),
    Actor(id=2, kind="place", name="North Kivu", geonameid=2, country="CD", latitude=-0.8, longitude=29.0, radius_km=160, precision="province"),
    Actor(id=3, kind="place", name="Chad", geonameid=3, country="TD", latitude=15.0, longitude=19.0, radius_km=800, precision="country"),
    Actor(id=4, kind="place", name="Nowhere"),
    None,
]
NAMES = ["army", "rebels", "Congolese army", "M23 rebels", "White Nile Front", "Front", "Russia", "Russian troops", "people", "Amina Okello", "", "The U.N."]
TIMES = [None, "2031-05-02", "2031-05-02TNI", "2031-05", "2031", "2031-04/..", "../2031-05-03", "2031-05-03TMO", "nonsense"]
QUOTES = [
    "",
    "The death toll has risen to 12.",
    "A shell hit a market, killing 12.",
    "12 were still missing after the flood.",
    "“12” was called an invention by Saturday.",
]


@st.composite
def claims(draw):
    kind = draw(st.sampled_from(["figure", "control", "event", "statement", "commitment"]))
    low = draw(st.none() | st.integers(0, 500) | st.floats(0, 1e9))
    high = draw(st.none() | st.just(low)) if low is not None else draw(st.integers(0, 500))
    time = draw(st.sampled_from(TIMES))
    earliest, latest = bounds(time)
    name = draw(st.sampled_from(NAMES))
    quote = draw(st.sampled_from(QUOTES))
    return Claim(
        key=draw(st.text(string.hexdigits.lower(), min_size=4, max_size=8)), report=draw(st.sampled_from("pqrs")), publisher=draw(st.sampled_from([None, "Post", "Wire"])),
        kind=kind, start=0, end=2, context_start=0, context_end=max(2, len(quote)), quote=quote, root=Root(id=len(name), key=name, name=name or "?", kind="organisation"),
        place=draw(st.sampled_from(PLACES)), time=time, earliest=earliest, latest=latest, made=draw(st.sampled_from([None, time])),
        reported=draw(st.sampled_from(["2031-05-02", "2031-05-03", "2031-05-09", "2031-08-01"])),
        measure=draw(st.sampled_from(["killed", "missing", "displaced", "area"])) if kind == "figure" else None, low=low, high=high,
        relation=draw(st.sampled_from(["exact", "about", "at_least", "range"])), unit=draw(st.sampled_from([None, "people", "children", "soldiers", "families", "miners"])),
        rate=draw(st.sampled_from([None, None, "day"])), part_of=draw(st.sampled_from([None, None, "k"])),
        type=draw(st.sampled_from(["held", "captured", "recaptured", "lost", "besieged", "contested"])) if kind == "control" else "ASSAULT",
        actor_name=draw(st.sampled_from([None, *NAMES])), recipient_name=draw(st.sampled_from([None, *NAMES])), what=draw(st.sampled_from([None, "shelled", "attack"])),
        modality=draw(st.sampled_from(["asserted", "asserted", "denied", "planned", "possible"])), confidence=0.9, origin="test", known_from="2031-05-02",
    )  # fmt: skip


@given(claims(), claims())
@settings(max_examples=1500, deadline=None)
def test_the_order_of_asking_does_not_matter(a, b):
    if a.key != b.key:
        assert judge(a, b) == judge(b, a)
        assert judge(a, b, copies=True) == judge(b, a, copies=True)


@given(claims(), claims())
@settings(max_examples=1500, deadline=None)
def test_a_judgement_says_why(a, b):
    found = judge(a, b)
    if found is not None:
        assert 0 < found.score <= 1
        assert len(found.reason) > 10
        assert "None" not in found.reason
        assert "_" not in found.reason
        assert found.slots


@given(claims())
@settings(max_examples=300, deadline=None)
def test_a_claim_never_contradicts_itself(a):
    found = judge(a, a)
    assert found is None or found.verdict != "contradicts"


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["CD", "RU", None]))
def test_sides_know_no_order(a, b, here):
    assert party(a, b, here) == party(b, a, here)
    assert opposed(a, b) == opposed(b, a)


@given(*[st.sampled_from([None, "people", "children", "girls", "soldiers", "rebels", "civilians", "families", "miners", "workers", "police"])] * 2)
def test_units_mirror_each_other(a, b):
    mirror = {"part": "whole", "whole": "part"}
    one, other = unit(a, b, "killed"), unit(b, a, "killed")
    assert mirror.get(one, one) == other
