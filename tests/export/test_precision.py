"""UCDP's scales."""

import pytest
from msgspec.structs import replace

from sayso.export.precision import best, date_end, date_prec, date_start, where_prec
from sayso.types.claims import Actor, Claim, Root

CLAIM = Claim(
    key="k", report="r", publisher=None, kind="figure", start=0, end=1, context_start=0, context_end=1, quote="x", root=Root(id=1, key="a", name="a", kind="named"),
    reported="2026-05-01", origin="sayso", known_from="2026-05-01",
)  # fmt: skip


@pytest.mark.parametrize(
    ("earliest", "latest", "code"),
    [
        ("2026-05-01T00:00", "2026-05-01T23:59", 1),
        ("2026-05-01T21:00", "2026-05-02T05:59", 1),  # a night, over two days
        ("2026-05-01T10:30", "2026-05-01T10:30", 1),
        ("2026-05-01T00:00", "2026-05-02T23:59", 2),
        ("2026-05-01T00:00", "2026-05-06T23:59", 2),
        ("2026-05-04T00:00", "2026-05-10T23:59", 3),
        ("2026-05-01T00:00", "2026-05-08T23:59", 4),
        ("2026-02-01T00:00", "2026-02-28T23:59", 4),
        ("2026-05-01T00:00", "2026-05-31T23:59", 4),
        ("2026-04-01T00:00", "2026-06-30T23:59", 5),
        ("2024-01-01T00:00", "2024-12-31T23:59", 5),
        ("2024-01-01T00:00", "2025-12-31T23:59", None),
        ("2026-05-01T00:00", None, None),
        (None, "2026-05-01T23:59", None),
        (None, None, None),
        ("2026-05-02T00:00", "2026-05-01T00:00", None),
        ("soon", "2026-05-01T00:00", None),
    ],
)
def test_date_prec(earliest, latest, code):
    assert date_prec(replace(CLAIM, earliest=earliest, latest=latest)) == code


def test_days_stand_even_where_there_is_no_code():
    open_ended = replace(CLAIM, earliest="2026-03-01T00:00")
    assert str(date_start(open_ended)) == "2026-03-01"
    assert date_end(open_ended) is None


@pytest.mark.parametrize(
    ("name", "precision", "country", "km", "code"),
    [
        ("Azovstal", "point", "UA", 3.0, 1),
        ("Goma", "city", "CD", 8.0, 1),
        ("outskirts of Kharkiv", "district", "UA", 20.0, 2),
        ("Masisi Territory", "district", "CD", 45.0, 3),
        ("some district", "district", "CD", None, 3),
        ("North Kivu", "province", "CD", 150.0, 4),
        ("Sahel", "region", None, 1500.0, 5),
        ("Danube", "water", None, 1200.0, 5),
        ("Lake Chad", "water", None, 90.0, 5),
        ("Kenya", "country", "KE", 500.0, 6),
        ("Black Sea", "water", None, 500.0, 7),
        ("Chesapeake Bay", "water", "US", 130.0, 5),  # a state's own
        ("Renk", None, None, None, None),
    ],
)
def test_where_prec(name, precision, country, km, code):
    assert where_prec(Actor(id=1, kind="place", name=name, precision=precision, country=country, radius_km=km)) == code


def test_no_place_has_no_code():
    assert where_prec(None) is None


@pytest.mark.parametrize(
    ("low", "high", "number"), [(12, 12, 12), (12, None, 12), (None, 40, 40), (18, 25, None), (24, 99, None), (None, None, None), (0, 0, 0)]
)
def test_best_is_what_was_said(low, high, number):
    assert best(replace(CLAIM, low=low, high=high)) == number
