"""Paragraphs and the rough cut into sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.headers import body_start
from sayso.text.sentences import paragraphs, rough_sentences


def cut(text):
    return [text[a:b] for a, b in rough_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Gen. Ito spoke. U.S. forces left.", ["Gen. Ito spoke.", "U.S. forces left."]),
        ("“It fell,” he said. “We left.” They went.", ["“It fell,” he said.", "“We left.”", "They went."]),
        ("Heading\n\nText follows.", ["Heading", "Text follows."]),
        ("Heading\r\n\r\nText follows.\r\nMore.", ["Heading", "Text follows.", "More."]),
        ("- first point\n- second point", ["- first point", "- second point"]),
        (
            "a line that was wrapped by hand at about sixty characters\nand goes on here",
            ["a line that was wrapped by hand at about sixty characters\nand goes on here"],
        ),
        ("He paid 3.5 million. No one knows.", ["He paid 3.5 million.", "No one knows."]),
        ("The U . S . Army left . It rained .", ["The U . S . Army left .", "It rained ."]),
        ("Brown v. Board was cited. It held.", ["Brown v. Board was cited.", "It held."]),
        ("Really?! Yes… Perhaps.", ["Really?!", "Yes…", "Perhaps."]),
        ("", []),
        (" \n \u200b\n", ["\u200b"]),
    ],
)
def test_rough_cut(text, expected):
    assert cut(text) == expected


@given(st.text(alphabet=st.sampled_from("Ab. \n\r\t“”\"'!?1-\u2028é\U0001f600")))
def test_cuts_are_in_order_and_lose_nothing(text):
    for pieces in (list(paragraphs(text)), list(rough_sentences(text))):
        end = 0
        for a, b in pieces:
            assert end <= a < b <= len(text)
            assert not text[end:a].strip()
            end = b
        assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (" date 2022-03-26 The war went on.", "The war went on."),
        ("KYIV, March 26 (Reuters) - Shells fell.", "Shells fell."),
        ("GENEVA (UN News) — Aid is late.", "Aid is late."),
        ("Port-au-Prince, Haiti, 4 May 2026 — Gangs fired.", "Gangs fired."),
        ("The port of Goma — once busy — is shut.", "The port of Goma — once busy — is shut."),
        ("Aid is late.", "Aid is late."),
    ],
)
def test_where_the_body_starts(text, body):
    assert text[body_start(text) :] == body
