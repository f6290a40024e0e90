"""Base forms."""

import pytest

from sayso.text.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("killed", "VBN", "kill"), ("fled", "VBD", "flee"), ("shelling", "VBG", "shell"), ("seized", "VBD", "seize"), ("denies", "VBZ", "deny"),
        ("said", "VBD", "say"), ("was", "VBD", "be"), ("’s", "VBZ", "be"), ("has", "VBZ", "have"), ("n't", "RB", "not"), ("cities", "NNS", "city"),
        ("children", "NNS", "child"), ("people", "NNS", "people"), ("casualties", "NNS", "casualty"), ("worst", "JJS", "bad"), ("Kyiv", "NNP", "Kyiv"),
        ("Russians", "NNPS", "Russians"), ("dying", "VBG", "die"), ("bombing", "VBG", "bomb"), ("retook", "VBD", "retake"), ("hit", "VBD", "hit"),
        ("fought", "VBD", "fight"), ("besieged", "VBN", "besiege"), ("displaced", "VBN", "displace"), ("families", "NNS", "family"), ("houses", "NNS", "house"),
    ],
)  # fmt: skip
def test_base_forms(word, tag, expected):
    assert lemma(word, tag) == expected
