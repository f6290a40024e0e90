"""The encoder's parse: offsets, shapes, and that nothing else in a call changes it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.models import parse
from sayso.models.decode import tags
from sayso.models.encoder import encoder

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
    windows = [enc.run(words.split()) for words in ("He said no .", "The army , which denied it , left the town on Monday , a spokesman said .", "Yes")]
    names, roles = tags(enc, windows)
    for one, name, role in zip(windows, names, roles, strict=True):
        ((name_alone,), (role_alone,)) = tags(enc, [one])
        assert (name_alone.tags, role_alone.tags) == (name.tags, role.tags)
    assert tags(enc, []) == ([], [])


def test_the_same_text_gives_the_same_parse():
    assert parse(TEXT) == parse(TEXT)


def test_a_very_long_sentence_is_cut_and_nothing_is_lost():
    text = "and then " * 900 + "they left."
    p = parse(text)
    assert len(p.tokens) == 1803
    assert p.tokens[-1].end == len(text)
