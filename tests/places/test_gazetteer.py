"""The gazetteer: what is in it, what it costs, and what happens when it is absent or damaged."""

import time
from pathlib import Path

import pytest
import yaml

from sayso.errors import GazetteerError
from sayso.places.atlas import atlas, countries
from sayso.places.gazetteer import Gazetteer, gazetteer
from sayso.places.rank import candidates, kilometres

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "src/sayso/places/gazetteer.bin"


def test_absent_file_is_named():
    with pytest.raises(GazetteerError, match=r"nowhere\.bin"):
        Gazetteer(Path("/tmp/nowhere.bin"))


@pytest.mark.parametrize(
    "content", [b"", b"SAYSOGAZ", b"something else entirely", FILE.read_bytes()[:400_000]], ids=["empty", "head only", "other", "cut short"]
)
def test_damaged_file_is_told(tmp_path, content):
    path = tmp_path / "g.bin"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="rebuild"):
        Gazetteer(path)


def test_opening_is_fast_and_looking_up_faster():
    began = time.process_time()
    g = Gazetteer(FILE)
    assert time.process_time() - began < 0.06
    began = time.process_time()
    for name in ("Kyiv", "Odessa", "Goma", "Springfield", "Nowhereville") * 20:
        g._find(hash(name) & 0xFFFFFFFFFFFF)
    assert (time.process_time() - began) / 100 < 2e-4


@pytest.mark.parametrize("code", ["UA", "RU", "SY", "IQ", "AF", "YE", "SD", "SS", "ET", "CD", "NG", "ML", "BF", "NE", "SO", "MM", "CO", "MX", "VE", "HT", "LB", "LY", "PK", "IN", "IR", "TR", "PH", "US"])  # fmt: skip
def test_first_divisions_of_countries_in_the_news_are_there(code):
    g = gazetteer()
    divisions = [g.entry(i) for iso, i in g.iso.items() if iso.startswith(f"{code}-")]
    assert len(divisions) >= 6
    home = countries()[code]
    assert all(d.country == code and kilometres(d.latitude, d.longitude, home.latitude, home.longitude) < 13000 for d in divisions)


def test_capitals_are_found_by_their_name():
    g = gazetteer()
    missing = [
        (code, capital)
        for code, (_, _, capital) in g.states.items()
        if capital and code in countries() and not any(e.country == code for e in candidates(capital))
    ]
    assert len(missing) <= 12, missing  # ministates whose capital has under 1,000 people


def test_no_country_lies_outside_itself():
    """The point of a country is nearer to its capital than the country is wide, so that no two coordinates are swapped."""
    g = gazetteer()
    far = []
    for code, country in countries().items():
        capital = next((e for e in candidates(g.states.get(code, (0, 0, ""))[2] or "-") if e.country == code), None)
        if capital and kilometres(country.latitude, country.longitude, capital.latitude, capital.longitude) > max(400, 2 * country.km):
            far.append((code, country, capital.name))
    # island states and the widest countries aside
    assert {c for c, _, _ in far} <= {
        "RU",
        "KI",
        "FJ",
        "PF",
        "FM",
        "MU",
        "SC",
        "CL",
        "BS",
        "MH",
        "TV",
        "SB",
        "GL",
        "ID",
        "MV",
        "CV",
        "NO",
        "GQ",
        "AU",
        "CA",
        "US",
        "MY",
    }, far


def test_every_country_of_the_table_has_names_of_its_people_or_says_none():
    data = yaml.safe_load((ROOT / "resources/places/countries.yaml").read_text(encoding="utf-8"))
    assert all(isinstance(code, str) and len(code) == 2 for code in data)  # a bare NO would be read as false
    assert all(set(c) <= {"name", "at", "people", "also", "short"} for c in data.values())


def test_tables_have_no_point_outside_the_world():
    for known in atlas().values():
        for k in known:
            assert -90 <= k.entry.latitude <= 90
            assert -180 <= k.entry.longitude <= 180
            assert k.entry.km > 0
