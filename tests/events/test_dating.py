"""What is weighed for the time of an event."""

from dataclasses import replace
from datetime import date

from sayso import times
from sayso.events.dating import Scenes
from sayso.models import parse

DAY = date(2024, 5, 31)
TEXT = "Gunmen raided a bank in Goma on Thursday. Rebels burned a clinic."


def weighed(text, word, hear=True):
    p = parse(text)
    if not hear:
        p = replace(p, dating=None)
    scenes = Scenes(p, times.resolve_all(times.find(p), p, published=DAY), DAY)
    return {c.time.text if c.time else None: c for c in scenes.candidates(p.lower.index(word))}


def test_the_encoder_is_heard_where_its_weights_speak():
    heard, unheard = weighed(TEXT, "burned"), weighed(TEXT, "burned", hear=False)
    assert heard.keys() == unheard.keys() == {None, "Thursday"}
    assert all(c.heard == 0 for c in unheard.values())
    assert all(c.heard != 0 and c.features == unheard[time].features for time, c in heard.items())


def test_a_day_said_again_is_weighed_once():
    found = weighed("Gunmen raided a bank in Goma on Thursday. Rebels burned a clinic on Thursday evening. On Thursday Kenya protested.", "protested")
    assert [found[t].features[-1] == "own again" for t in found if t == "Thursday"] == [True]
    assert len(found) == 3


def test_a_scene_that_opens_the_sentence_before_hides_what_was_before_it():
    told = "Gunmen raided a bank in Goma on Thursday. {} They burned a clinic."
    assert weighed(told.format("In May rebels captured Bukavu."), "burned").keys() == {None, "May"}
    assert weighed(told.format("Rebels captured Bukavu in May."), "burned").keys() == {None, "May", "Thursday"}


def test_what_has_happened_and_days_to_come_have_no_time_of_another_sentence():
    assert weighed("Gunmen raided a bank in Goma on Thursday. Rebels have burned a clinic.", "burned").keys() == {None}
    assert weighed("Kenya will vote on June 9. Rebels burned a clinic.", "burned").keys() == {None}


def test_an_hour_of_one_story_of_a_roundup_is_not_that_of_the_next():
    told = "Jets bombed a bank in Goma {}.\n\nPolice in {} said rebels burned a clinic."
    assert weighed(told.format("overnight", "Abuja"), "burned").keys() == {None}
    assert "overnight" in weighed(told.format("overnight", "Goma"), "burned")
    assert "Thursday" in weighed(told.format("on Thursday", "Abuja"), "burned")
