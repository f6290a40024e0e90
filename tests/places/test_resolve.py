"""What holds for every text: offsets, order, speed, no crash."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import parse
from sayso.places import resolve

WORDS = ["Kyiv", "the", "Russian", "Odessa", ",", "Texas", "US$", "$", "St.", "of", "in", "30", "km", "north", "Mexico", "City", "Pro-Russian", "’s", "Lake", "\u202e", "Zaʼatari", "😀", "NSW", "—", "Jordan", "(", ")", "\n\n"]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "Kyiv", "in", "US", "US$", "Kyiv,", ", La.", "Georgia " * 50, "of of of", "St. ", "ODESSA", "(Odessa)", "Mexico City" * 3]
)
def test_odd_texts_do_no_harm(text):
    for p in resolve(parse(text)):
        assert text[p.start : p.end] == p.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_places_are_ordered_and_point_into_the_text(words):
    text = " ".join(words)
    places = resolve(parse(text))
    assert all(text[p.start : p.end] == p.text for p in places)
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all((p.latitude is None) == (p.longitude is None) for p in places)
    assert all(0 <= p.confidence <= 1 for p in places)


def test_a_report_with_very_many_names_stays_fast():
    names = ["Springfield", "Salem", "Alexandria", "Odessa", "Kherson", "Goma", "Aleppo", "Tripoli", "Valencia", "Santiago"]
    text = " ".join(f"Police in {names[i % 10]} and New {names[(i * 7) % 10]}{i} spoke." for i in range(400))
    p = parse(text)
    resolve(p)
    began = time.process_time()
    resolve(p)
    assert time.process_time() - began < 1.5


def test_one_name_means_one_place_in_a_report():
    text = "Shells fell on Odessa and Mykolaiv in Ukraine.\n\nIn Odessa a market burned. Odessa had been quiet."
    found = [p for p in resolve(parse(text)) if p.text == "Odessa"]
    assert len(found) >= 2
    assert {p.geonameid for p in found} == {698740}


def test_the_runners_up_are_kept_with_reasons():
    found = next(p for p in resolve(parse("Police in Odessa, Texas, made two arrests.")) if p.text == "Odessa")
    assert found.country == "US"
    assert any(c.country == "UA" for c in found.candidates)
    assert all(c.why for c in found.candidates)


def named(text: str, words: str):
    return next(p for p in resolve(parse(text)) if p.text == words)


def test_a_place_in_no_gazetteer_stays_without_a_point():
    found = named("Fighters left the village of Qwertzuchivka in Ukraine on Monday.", "Qwertzuchivka")
    assert (found.name, found.country, found.latitude) == ("Qwertzuchivka", "UA", None)


def test_a_village_that_nobody_knows_lies_about_the_town_beside_it():
    found = named("Shells fell on the village of Qwertzuchivka near Kharkiv on Monday.", "Qwertzuchivka")
    assert (found.name, found.geonameid, found.country, found.precision) == ("Qwertzuchivka", None, "UA", "district")
    assert abs(found.latitude - 49.98) < 0.1
    assert found.radius_km > 40


def test_a_hospital_lies_in_the_town_of_its_name():
    found = named("The wounded were taken to Kharkiv Central Hospital on Monday.", "Kharkiv Central Hospital")
    assert (found.feature, found.precision, found.country) == ("HSP", "point", "UA")
    assert abs(found.latitude - 49.98) < 0.1


def test_a_namesake_elsewhere_is_not_what_the_text_says():
    found = named("He was arrested in Stroud, Ontario, on Friday.", "Stroud")
    assert found.country == "CA"
