"""The encoder's parse: offsets, shapes, and that nothing else in a call changes it."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.models import parse
from sayso.models.decode import _agreed, _possible, _steps, _viterbi, tags
from sayso.models.encoder import encoder
from sayso.models.labels import ATTRIBUTION, NAMES
from sayso.models.read import _whole
from sayso.text.parse import Name

TEXT = "Shells hit the port of Odesa on Friday, killing three people. “We heard nothing,” the mayor said. The ministry denied it."


def test_a_sentence_is_read():
    p = parse(TEXT)
    assert len(p.sentences) == 3, p.sentences
    hit = p.lower.index("hit")
    assert p.relations[p.lower.index("shells")] == "nsubj"
    assert p.heads[p.lower.index("shells")] == hit
    assert [p.words(n.first, n.last) for n in p.names if n.kind == "LOC"] == ["Odesa"]
    assert "said" in [p.words(s.first, s.last) for s in p.attribution if s.role == "cue"]


def test_every_list_is_as_long_as_the_tokens():
    p = parse(TEXT)
    for rows in (p.sentence, p.upos, p.xpos, p.lemmas, p.heads, p.relations, p.factuality, p.paragraph):
        assert len(rows) == len(p.tokens)


def test_the_head_for_times_speaks_of_every_token():
    p = parse(" ".join([TEXT] * 12))  # of more than one window
    assert {len(rows) for rows in p.dating} == {len(p)}
    assert [len(rows[0]) for rows in p.dating] == [3, 3, 2, 12, 12]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_parses_and_its_trees_are_trees(text):
    p = parse(text)
    for t in p.tokens:
        assert text[t.start : t.end] == t.text
    for k, (first, last) in enumerate(p.sentences):
        assert [i for i in range(first, last + 1) if p.heads[i] < 0] == [p.root(k)]
        assert all(p.heads[i] < 0 or first <= p.heads[i] <= last for i in range(first, last + 1))
    for s in p.attribution:
        assert 0 <= s.first <= s.last < len(p.tokens)
        assert -1 <= s.link < len(p.attribution)


def test_windows_decode_alike_alone_and_together():
    enc = encoder()
    texts = [words.split() for words in ("He said no .", "The army , which denied it , left the town on Monday , a spokesman said .", "Yes")]
    windows = [enc.run(words) for words in texts]
    names, roles = tags(enc, windows, [w for words in texts for w in words])
    apart = [tags(enc, [one], words) for one, words in zip(windows, texts, strict=True)]
    starts = [0, *itertools.accumulate(map(len, texts))]
    for k, together in enumerate((names, roles)):
        assert together.at == [base + i for base, pair in zip(starts, apart, strict=False) for i in pair[k].at]
        assert together.tags == [t for pair in apart for t in pair[k].tags]
    assert not any(part for found in tags(enc, [], []) for part in found)


@pytest.mark.parametrize("labels", [ATTRIBUTION, NAMES])
def test_stretches_give_the_best_path_of_the_whole(labels):
    rng = np.random.default_rng(5)
    for scale in (0.5, 2.0, 8.0):
        scores = rng.normal(0, scale, (60, len(labels))).astype(np.float32)
        scores[:, 0] += scale * rng.integers(0, 8, 60)
        starts, learned = [0, 7, 8, 30, 60], rng.normal(0, 0.5, (len(labels),) * 2).astype(np.float32)
        found = dict(_viterbi(scores, starts, _steps(learned, labels)))
        barred = np.array([[-1e9 if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in labels] for a in labels])
        for a, b in itertools.pairwise(starts):
            assert [found.get(i, 0) for i in range(a, b)] == _plain_viterbi(scores[a:b], learned + barred)


def test_most_words_have_but_one_possible_tag():
    enc = encoder()
    words = "The army , which denied it , left the town on Monday , a spokesman said .".split()
    possible = _possible(enc.run(words).names, _steps(enc.name_transitions, NAMES))
    assert possible.any(1).sum() <= len(words) // 2


def _plain_viterbi(scores, steps):
    best, back = scores[0], []
    for row in scores[1:]:
        each = best[:, None] + steps
        back.append(each.argmax(0))
        best = each.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def test_mentions_of_a_word_are_of_one_class():
    clear = "The mayor of Tobruk , a port in eastern Libya , spoke on Monday . Fighting in Tobruk , the largest city of the region , went on ."
    alone = "Tobruk said no ."
    together = parse(f"{clear}\n\n{alone}")
    assert [n.kind for n in together.names if together.words(n.first, n.last) == "Tobruk"] == ["LOC"] * 3
    # without the others it is somebody or some body that speaks
    assert parse(alone).names[0].kind != "LOC"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("March was , March had , March", "B-LOC"),
        ("March was , march had , March", "B-PER"),  # also written small
        ("March was , March had , Be", "B-PER"),  # another word
        ("March was , March had Army March", "B-PER"),  # part of a longer name
        ("March was , March Army of March", "B-PER"),
    ],
)
def test_who_is_unsure_follows_those_who_are_sure(words, kind):
    none, place, person = (np.full(len(NAMES), -5.0, np.float32) for _ in range(3))
    none[0], place[NAMES.index("B-LOC")], person[NAMES.index("B-PER")] = 5.0, 5.0, 1.0
    scores = np.stack([place, none, none, place, none, none, person])
    found = _agreed(scores, words.split())
    assert NAMES[found[-1].argmax()] == kind
    assert NAMES[scores[-1].argmax()] == "B-PER"


@pytest.mark.parametrize(
    ("heads", "whole"),
    [
        ([1, 2, -1], [(0, 1, "ORG")]),  # the Goma Courier wrote
        ([2, 2, -1], [(0, 1, "ORG")]),  # both on one word
        ([3, 2, 3, -1], [(0, 0, "LOC"), (1, 1, "ORG")]),  # in Goma M23 fighters left
    ],
)
def test_names_side_by_side_are_one_where_the_tree_says_so(heads, whole):
    found = _whole([Name(0, 0, "LOC", 0.9), Name(1, 1, "ORG", 0.8)], heads, [0] * len(heads))
    assert [(n.first, n.last, n.kind) for n in found] == whole


def test_names_of_two_sentences_stay_two():
    assert len(_whole([Name(0, 0, "LOC", 0.9), Name(1, 1, "ORG", 0.8)], [-1, 0], [0, 1])) == 2


def test_the_same_text_gives_the_same_parse():
    assert parse(TEXT) == parse(TEXT)


def test_a_very_long_sentence_is_cut_and_nothing_is_lost():
    text = "and then " * 900 + "they left."
    p = parse(text)
    assert len(p.tokens) == 1803
    assert p.tokens[-1].end == len(text)
