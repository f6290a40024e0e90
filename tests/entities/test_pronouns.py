"""What the encoder says of a pronoun, beside what the words say."""

from dataclasses import replace

import pytest

from sayso import entities, places
from sayso.models import parse
from sayso.models.decode import meant
from sayso.text.parse import Meant, Parse

TEXT = "Ann Lee met Maria Berg in Goma. She resigned on Friday."


def resolved(p: Parse, word: str) -> str | None:
    found = entities.resolve(p, places.resolve(p), published=None)
    at = found.at[p.lower.index(word)]
    return found.get(at).name if at else None


def pointing(p: Parse, pronoun: str, word: str, share: float = 0.95) -> Parse:
    """The parse, were the encoder to give a word so much of a pronoun, and the rest to nobody."""
    shares = [1 - share] + [0.0] * len(p)
    shares[1 + p.lower.index(word)] = share
    return replace(p, meant={p.lower.index(pronoun): Meant(0, shares)})


@pytest.mark.parametrize(("word", "name"), [("ann", "Ann Lee"), ("lee", "Ann Lee"), ("maria", "Maria Berg")])
def test_the_encoder_tells_two_women_apart(word, name):
    assert resolved(pointing(parse(TEXT), "she", word), "she") == name


def test_what_it_gives_to_a_man_makes_no_man_of_her():
    p = parse("Ann Lee met Peter Berg in Goma. She resigned on Friday.")
    assert resolved(pointing(p, "she", "peter"), "she") == "Ann Lee"


def test_who_is_named_later_can_be_meant_where_the_encoder_says_so():
    text = "Ann Lee spoke at length. Before she was heard by the court, police had questioned Maria Berg."
    assert resolved(replace(parse(text), meant={}), "she") == "Ann Lee"
    assert resolved(pointing(parse(text), "she", "maria", 0.99), "she") == "Maria Berg"


def test_a_window_that_names_nobody_leaves_the_choice_to_the_words():
    p = parse(TEXT)
    she = p.lower.index("she")
    outside = replace(p, meant={she: Meant(she, [1.0] + [0.0] * (len(p) - she))})
    assert resolved(outside, "she") == resolved(replace(p, meant={}), "she")


def test_weights_without_the_head_say_nothing():
    class Silent:
        meant_from = meant_to = None

    assert meant(Silent(), [0]) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("A painting by Ann Lee shows young Maria Berg with her mother Louise.", "her", "Maria Berg"),
        ("The film stars Peter Berg as Omar Haddad, a guard who is tired of his post.", "his", "Omar Haddad"),
    ],
)
def test_what_is_said_of_a_name_may_be_its_own(text, word, name):
    assert resolved(parse(text), word) == name


def test_a_surname_is_the_persons_whatever_class_it_is_taken_for():
    p = parse("Stanley Bivot left first. Judges praised Bivot on Sunday. He was pleased.")
    names = [n._replace(kind="LOC") if p.words(n.first, n.last) == "Bivot" else n for n in p.names]
    assert [n.kind for n in names[:2]] == ["PER", "LOC"]
    found = entities.resolve(replace(p, names=names), (), published=None)
    assert [len(e.mentions) for e in found.entities if e.name == "Stanley Bivot"] == [3]


def test_who_adds_is_who_said():
    p = parse("Ann Lee lost her shop. Maria Berg said the road was closed. Fuel has run out in town. The list of missing, she added, is long.")
    assert resolved(replace(p, meant={}), "she") == "Maria Berg"
