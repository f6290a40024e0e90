"""Any date phrase made from a date means that date, whatever stands around it."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import DateError
from sayso.models import parse
from sayso.times import Said, attach, find, in_text, resolve, resolve_all

MONTHS = list(calendar.month_name)[1:]
DAYS = list(calendar.day_name)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2059, 12, 31))
published = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))


def ordinal(n):
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


FULL = {
    "day first": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "month first": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "ordinal": lambda d: f"{MONTHS[d.month - 1]} {ordinal(d.day)}, {d.year}",
    "the nth of": lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    "weekday": lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    "iso": lambda d: d.isoformat(),
}


def only(text, **arguments):
    found = in_text(text, **arguments)
    assert len(found) == 1, [(t.text, t.edtf) for t in found]
    return found[0]


@settings(max_examples=60, deadline=None)
@given(days, st.sampled_from(sorted(FULL)))
def test_a_full_date_means_its_day(day, form):
    t = only(f"The bridge fell on {FULL[form](day)}.")
    assert (t.edtf, t.earliest, t.latest) == (day.isoformat(), f"{day}T00:00", f"{day}T23:59")
    assert t.anchor == "text"


@settings(max_examples=30, deadline=None)
@given(
    days, st.sampled_from(sorted(FULL)), st.sampled_from(["In the north, where rain had fallen, ", "According to the mayor, ", "“We saw it”, said Ann Lee. "])
)
def test_words_around_a_date_do_not_change_it(day, form, before):
    assert only(f"{before}the bridge fell on {FULL[form](day)}, and nobody knew why.").edtf == day.isoformat()


@settings(max_examples=30, deadline=None)
@given(published, st.sampled_from(DAYS))
def test_a_bare_weekday_is_within_a_week(day, name):
    past = only(f"The bridge fell on {name}.", published=day)
    future = only(f"The bridge will fall on {name}.", published=day)
    at = {t: date.fromisoformat(t.edtf) for t in (past, future)}
    assert day - timedelta(days=6) <= at[past] <= day <= at[future] <= day + timedelta(days=6)
    assert all(DAYS[d.weekday()] == name for d in at.values())


@settings(max_examples=30, deadline=None)
@given(published, st.integers(2, 29))
def test_days_ago(day, n):
    assert only(f"The bridge fell {n} days ago.", published=day).edtf == (day - timedelta(days=n)).isoformat()


@settings(max_examples=30, deadline=None)
@given(days, st.integers(1, 400))
def test_an_interval_holds_both_its_ends(day, length):
    end = day + timedelta(days=length)
    t = only(f"It rained from {FULL['day first'](day)} to {FULL['day first'](end)}.")
    assert (t.edtf, t.earliest, t.latest) == (f"{day}/{end}", f"{day}T00:00", f"{end}T23:59")


@settings(max_examples=20, deadline=None)
@given(published, st.sampled_from(MONTHS))
def test_a_month_ends_on_its_last_day(day, name):
    t = only(f"The bridge fell in {name}.", published=day)
    first, last = date.fromisoformat(t.earliest[:10]), date.fromisoformat(t.latest[:10])
    assert first.day == 1
    assert (last + timedelta(days=1)).day == 1
    assert MONTHS[first.month - 1] == name


def test_without_a_day_of_publication_only_what_needs_one_is_open():
    found = in_text("On 3 May 2022 it rained. It rained yesterday.")
    assert [(t.text, t.edtf, t.anchor) for t in found] == [("3 May 2022", "2022-05-03", "text"), ("yesterday", None, None)]


def test_what_was_said_is_read_from_the_day_on_which_it_was_said():
    text = "The mayor said that rain fell yesterday. Snow fell yesterday."
    p = parse(text)
    said = [Said(text.index("rain"), text.index(". Snow"), date(2022, 3, 20))]
    found = resolve_all(find(p), p, published=date(2022, 3, 26), said=said)
    assert [(t.edtf, t.anchor) for t in found] == [("2022-03-19", "said"), ("2022-03-25", "published")]


@pytest.mark.parametrize(
    ("text", "word", "time"),
    [
        ("On Friday shells hit the port.", "hit", "Friday"),
        ("Shells hit the port on Friday and troops left on Sunday.", "hit", "Friday"),
        ("Shells hit the port on Friday and troops left on Sunday.", "left", "Sunday"),
        ("The attack on Friday killed 12 people.", "attack", "Friday"),
        ("Friday's attack killed 12 people.", "attack", "Friday"),
        ("On Friday 12 people died in the flood of 2019.", "people", "Friday"),
        ("On Friday 12 people died in the flood of 2019.", "flood", "2019"),
        ("He said on Monday that shells hit the port.", "hit", None),
        ("He said on Monday that shells hit the port on Sunday.", "hit", "Sunday"),
        ("He said on Monday that shells hit the port on Sunday.", "said", "Monday"),
        ("He left.", "left", None),
    ],
)
def test_a_time_is_tied_by_syntax(text, word, time):
    p = parse(text)
    times = resolve_all(find(p), p, published=date(2022, 3, 26))
    t = attach(p, times, p.lower.index(word))
    assert (t and t.text) == time


def test_for_people():
    assert resolve("last Friday", said="2022-03-26").edtf == "2022-03-25"
    assert resolve("next week", said=date(2022, 3, 26)).edtf == "2022-03-28/2022-04-03"
    with pytest.raises(DateError, match="names no time"):
        resolve("the harbour", said="2022-03-26")
    with pytest.raises(DateError, match="2022-03-26"):
        resolve("Friday", said="26 Mach")
