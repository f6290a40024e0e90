"""find, and the user's own gazetteer."""

import json

import pytest

from sayso.errors import ConfigError, GazetteerError, MissingFile
from sayso.places import add, find
from sayso.places.keys import key, sounds
from sayso.places.user import user


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    user.cache_clear()
    yield tmp_path
    user.cache_clear()


def test_namesakes_come_with_reasons():
    found = find("Tripoli")
    assert {c.country for c in found} >= {"LY", "LB"}
    assert all(c.why for c in found)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "options", "country"),
    [
        ("Odessa", {}, "UA"),
        ("Odessa", {"country": "US"}, "US"),
        ("Odessa, Texas", {}, "US"),
        ("Georgia", {}, "GE"),
        ("Tripoli", {"near": (33.9, 35.5), "country": "LB"}, "LB"),
        ("Goma", {}, "CD"),
        ("San José, Costa Rica", {}, "CR"),
        ("Hodeida", {}, "YE"),
        ("Kharkiw", {}, "UA"),
        ("Mykolajiw", {}, "UA"),
    ],
)
def test_first_candidate(name, options, country):
    assert find(name, **options)[0].country == country


@pytest.mark.parametrize("name", ["", " ", "Xyzzyqwv", "qqqqqqqqqq", "12345", "…"])
def test_what_is_nowhere_gives_nothing(name):
    assert find(name) == ()


def test_keys_forgive_spelling_but_keep_places_apart():
    assert key("Deir ez-Zor") == key("Deir Ez Zor")
    assert key("Za’atari") == key("Zaatari")
    assert sounds(key("Hodeidah")) == sounds(key("Hudaydah"))
    assert sounds(key("Homs")) != sounds(key("Hama"))
    assert sounds(key("Bakhmut")) != sounds(key("Batumi"))


def test_csv_is_added_once_and_found(own):
    path = own / "camps.csv"
    path.write_text("name,lat,lon,country,radius_km\nCamp Qwertz,33.5,36.2,SY,2\n", encoding="utf-8")
    assert add(path) == 1
    assert add(path) == 1
    found = find("Camp Qwertz")
    assert [(c.name, c.country, c.latitude) for c in found] == [("Camp Qwertz", "SY", 33.5)]


def test_geonames_dump_is_added(own):
    path = own / "XX.txt"
    cells = [
        "999001",
        "Qwertzgrad",
        "Qwertzgrad",
        "Qwertzhorod,Кверцград",
        "48.1",
        "37.2",
        "P",
        "PPL",
        "UA",
        "",
        "05",
        "",
        "",
        "",
        "1200",
        "",
        "",
        "Europe/Kiev",
        "2020-01-01",
    ]
    path.write_text("\t".join(cells) + "\n", encoding="utf-8")
    add(path)
    assert find("Qwertzhorod")[0].geonameid == 999001


def test_geojson_gives_middle_and_radius(own):
    ring = [[36.0, 48.0], [37.0, 48.0], [37.0, 49.0], [36.0, 49.0], [36.0, 48.0]]
    path = own / "areas.geojson"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {"name": "Qwertz Hromada", "iso_a2": "UA"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
                ],
            }
        )
    )
    add(path)
    found = find("Qwertz Hromada")[0]
    assert (found.latitude, found.longitude, found.feature) == (48.5, 36.5, "ADM2")


@pytest.mark.parametrize(
    ("content", "why"),
    [("name,lat,lon\nA place,,\n", "no point"), ("name,lat,lon\nA place,99,10\n", "within"), ("name,lat,lon\n", "no place"), ("{not json", "GeoJSON"), ('{"type": "FeatureCollection", "features": [{"properties": {"name": "x"}}]}', "geometry")],
)  # fmt: skip
def test_bad_files_are_told_and_add_nothing(own, content, why):
    path = own / "bad.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=why):
        add(path)
    assert user() == {}


def test_a_missing_file_and_a_damaged_gazetteer_are_told(own):
    with pytest.raises(MissingFile):
        add(own / "nothing.csv")
    (own / "home").mkdir()
    (own / "home/places.jsonl").write_text("{broken\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="line 1"):
        user()
