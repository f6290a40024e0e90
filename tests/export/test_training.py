"""Corrections as training data."""

import json

from sayso.ledger import Filter


def lines(data):
    return [json.loads(line) for line in data.decode().splitlines()]


def test_one_line_a_correction(written):
    fixed, accepted = lines(written("training"))
    assert (fixed["verdict"], fixed["read"]["unit"], fixed["right"]["unit"], fixed["right"]["low"]) == ("fix", "@people", "=children", 3.0)
    assert fixed["text"] == "two"
    assert accepted["verdict"] == "accept"
    assert accepted["read"] == accepted["right"]


def test_words_stand_where_it_says(written, ledger):
    for example in lines(written("training")):
        text = ledger.text(example["report"])
        start = example["context_start"]
        assert text[start : start + len(example["context"])] == example["context"]
        assert example["text"] in example["context"]


def test_names_of_people_only_where_asked_for(written):
    assert b"Mia Ott" not in written("training")
    assert [e["who"] for e in lines(written("training", names=True))] == ["Mia Ott", "Mia Ott"]


def test_corrections_are_not_filtered(written):
    assert written("training", Filter(measures=("troops",))) == written("training")
