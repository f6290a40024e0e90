"""GeoJSON against the rules of RFC 7946, and circles against the sphere."""

import json
import math
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sayso.export.circle import circle, point


def rings(geometry):
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def area(ring):
    """Signed, in square degrees: positive if counterclockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def inside(ring, x, y):
    crossed = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def distance(a, b):
    (x1, y1), (x2, y2) = a, b
    f, g = math.radians(y1), math.radians(y2)
    h = math.sin((g - f) / 2) ** 2 + math.cos(f) * math.cos(g) * math.sin(math.radians(x2 - x1) / 2) ** 2
    return 12742.0176 * math.asin(math.sqrt(min(1.0, h)))


def check_geometry(geometry):
    """RFC 7946: section 3.1.1 (positions), 3.1.6 (rings), 3.1.9 (antimeridian), 4 (WGS 84)."""
    assert set(geometry) == {"type", "coordinates"}
    if geometry["type"] == "Point":
        x, y = geometry["coordinates"]
        assert -180 <= x <= 180
        assert -90 <= y <= 90
        return
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    for ring in rings(geometry):
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert area(ring) > 0, "exterior rings are counterclockwise"
        assert all(len(p) == 2 and -180 <= p[0] <= 180 and -90 <= p[1] <= 90 for p in ring)
        assert all(not (a[0] != b[0] and abs(a[0] - b[0]) > 180) or abs(a[1]) == abs(b[1]) == 90 for a, b in pairwise(ring)), "no edge goes the long way round"


def check_document(found):
    """Sections 3.2, 3.3, 4 and 7.1."""
    assert set(found) == {"type", "features"}, "no crs, no members of geometries"
    assert found["type"] == "FeatureCollection"
    for f in found["features"]:
        assert set(f) == {"type", "id", "geometry", "properties"}
        assert f["type"] == "Feature"
        assert isinstance(f["id"], str)
        assert isinstance(f["properties"], dict)
        if f["geometry"] is not None:
            check_geometry(f["geometry"])


def by_place(found):
    return {f["properties"].get("place"): f for f in found["features"]}


def test_a_feature_a_claim(written, extract):
    found = json.loads(written("geojson"))
    check_document(found)
    assert [f["id"] for f in found["features"]] == [c.key for c in extract.claims]
    places = by_place(found)
    assert places["Goma"]["geometry"] == {"type": "Point", "coordinates": [29.2228, -1.6792]}
    assert places["Sake"]["geometry"] is None
    assert places["North Kivu"]["geometry"]["type"] == "Polygon"
    assert places["Lau Islands"]["geometry"]["type"] == "MultiPolygon"
    kivu = places["North Kivu"]["properties"]
    assert (kivu["precision"], kivu["where_prec"], kivu["radius_km"], kivu["date_start"]) == ("province", 4, 150.0, "2026-04-01")
    assert "low" not in kivu


def test_geojson_pydantic_takes_it(written, extract):
    models = pytest.importorskip("geojson_pydantic")
    found = models.FeatureCollection[models.Feature].model_validate_json(written("geojson"))
    assert len(found.features) == len(extract.claims)
    assert found.features[0].properties["kind"] == extract.claims[0].kind


def test_only_what_is_on_the_map(written):
    found = json.loads(written("geojson", located=True))
    check_document(found)
    assert found["features"]
    assert all(f["geometry"] for f in found["features"])


def test_points_alone(written):
    found = json.loads(written("geojson", points=True))
    check_document(found)
    assert {f["geometry"]["type"] for f in found["features"] if f["geometry"]} == {"Point"}
    assert by_place(found)["North Kivu"]["properties"]["precision"] == "province"


LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, st.floats(1, 12_000))
@example(90.0, 0.0, 500.0)
@example(-90.0, 0.0, 500.0)
@example(0.0, 180.0, 8000.0)
@example(0.0, -180.0, 300.0)
@example(85.0, 10.0, 2000.0)
@example(-78.0, 170.0, 3000.0)
@example(89.9999, -180.0, 1.0)
@example(0.0, 0.0, 10_100.0)
def test_circles_keep_the_rules(latitude, longitude, km):
    check_geometry(circle(latitude, longitude, km))


@given(st.floats(-70, 70), LONGITUDES, st.floats(5, 2000), st.floats(0, 360), st.floats(0.02, 2))
@example(-17.0, 179.9, 300.0, 90.0, 0.9)
@example(60.0, -179.9, 2000.0, 271.0, 0.9)
def test_circles_hold_what_is_near_and_no_more(latitude, longitude, km, bearing, share):
    # between the corners the rings are chords on the map, which away from the poles stay within a percent and a half
    assume(not 0.985 < share < 1.015 and abs(latitude) + math.degrees(km / 6371) <= 80)
    d, f, b = km * share / 6371.0088, math.radians(latitude), math.radians(bearing)
    y = math.asin(math.sin(f) * math.cos(d) + math.cos(f) * math.sin(d) * math.cos(b))
    x = math.radians(longitude) + math.atan2(math.sin(b) * math.sin(d) * math.cos(f), math.cos(d) - math.sin(f) * math.sin(y))
    x, y = (math.degrees(x) + 180) % 360 - 180, math.degrees(y)
    assume(abs(abs(x) - 180) > 1e-3)
    held = any(inside(ring, x, y) for ring in rings(circle(latitude, longitude, km)))
    assert held == (share < 1)


@given(LATITUDES, LONGITUDES, st.floats(5, 3000))
def test_corners_lie_on_the_circle(latitude, longitude, km):
    found = circle(latitude, longitude, km)
    corners = [p for ring in rings(found) for p in ring if abs(p[0]) != 180 and abs(p[1]) != 90]
    assert all(abs(distance((longitude, latitude), p) - km) < 0.01 for p in corners)


def test_a_circle_over_the_pole_reaches_it():
    [ring] = rings(circle(88.0, 40.0, 500.0))
    assert {tuple(p) for p in ring} >= {(180.0, 90.0), (-180.0, 90.0)}
    assert inside(ring, -100.0, 89.0)
    assert not inside(ring, 0.0, 80.0)


def test_a_point_of_another_turn():
    assert point(1.0, 190.0)["coordinates"] == [-170.0, 1.0]
