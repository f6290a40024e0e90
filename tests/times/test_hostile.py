"""No order of words and signs makes times fail, and what comes out keeps its invariants."""

import itertools
import random
from datetime import date

import pytest

from sayso.models import parse
from sayso.times import find, resolve_all

WORDS = (
    "the a of in on at to and - – , . ( ) ' 's : / 0 1 3 12 24 31 99 2022 1990 1990s 24th 3rd 10:30 25:99 0600 2400 9999 ² ٣ ½ 30.02.2022 99/99/9999 2022-13-45 "
    "early late mid mid- end beginning last next this that first second third half quarter ago later earlier before after since until from between within "
    "day days week weeks month year years decade century night morning noon midnight today yesterday tonight overnight Monday Friday March May June Sept. "
    "summer fall Easter Ramadan GMT p.m. am o'clock few several couple two twenty nineteen thousand million every each per daily now soon the past future "
    "weekend fortnight fiscal Q3 H2 hours minutes seconds 1000000 0.5 2.5"
).split()


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_time_words(seed):
    chosen = random.Random(seed)
    text = " ".join(chosen.choice(WORDS) for _ in range(120))
    p = parse(text)
    phrases = find(p)
    for day in (date(2022, 3, 26), date(2024, 2, 29), date(1, 1, 2), date(9999, 12, 30), None):
        times = resolve_all(phrases, p, published=day)
        assert all(a.end <= b.start for a, b in itertools.pairwise(times))
        for t in times:
            assert text[t.start : t.end] == t.text != ""
            assert t.earliest is None or t.latest is None or t.earliest <= t.latest
            if t.edtf is None:
                assert (t.earliest, t.latest, t.anchor) == (None, None, None)
