"""Phrases to times: each read from the day on which it was said, or from the time last spoken of."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.times.calendar import Scene, Stretch, work_out
from sayso.times.find import Phrase
from sayso.times.meaning import Cal, Century, Clock, Cycle, Decade, Meaning, Nth, Open, Range, Shift, Spell, Stretching, Unit, Which, day_of
from sayso.times.order import with_order
from sayso.times.values import confidence_of, is_absolute, kind_of, timex_of, uses_text
from sayso.types.reading import Time

__all__ = ["Said", "resolve_all"]


class Said(NamedTuple):
    """Characters ``start`` to ``end`` were said on ``day``."""

    start: int
    end: int
    day: date


_OF_THE_SPEAKER: Final = frozenset(("today", "tomorrow", "tonight"))
_SOON_AFTER: Final = timedelta(days=20)
_LINE: Final = 8
"""Tokens behind a date that is a line of its own."""
_MEMORY: Final = 3
"""Paragraphs over which "the next day" may look back."""


def resolve_all(
    phrases: Sequence[Phrase], parse: Parse, *, published: date | None, said: Sequence[Said] = (), month_first: bool | None = None
) -> tuple[Time, ...]:
    """The times of a text.

    Args:
        phrases: What :func:`~sayso.times.find.find` found.
        parse: Where it was found.
        published: Day of publication, from which is read what nothing else dates; None leaves it unresolved. A moment tells the minute of "three hours ago", too.
        said: Stretches of text said on another day.
        month_first: Whether 10/5 is in October; None: as other dates of the text have it, else in May.
    """
    moment = published if isinstance(published, datetime) else None
    published = published.date() if isinstance(published, datetime) else published
    phrases = with_order(phrases, months_first=month_first)
    story = _is_story(phrases, published)
    out: list[Time] = []
    text: Stretch | None = None
    where = -_MEMORY
    spoken = -1
    quarter: Stretch | None = None
    fine: Stretch | None = None
    fine_at, headed, lasting = -1, False, False
    page: Stretch | None = None
    for x in phrases:
        start, end = parse.tokens[x.first].start, parse.tokens[x.last].end
        day, anchor = published, "published"
        size = len(parse.text) + 1
        for s in said:
            if s.start <= start < s.end and s.end - s.start < size:
                day, anchor, size = s.day, "said", s.end - s.start
        if story and text is not None and text.unit == "Y" and not headed and fine is not None and _follows(x.meaning, fine):
            text, spoken = fine, fine_at  # "planned for 1976. On 11 March …" goes on from 10 March 1975
        near = text if story or parse.paragraph[x.first] - where < _MEMORY else None
        if not story and _stamp(parse, x):
            near = page  # entries of a live page are of its day, whatever day they speak of
        tells = not story and near is not None and not lasting and _tells_on(parse, x, near, day, where, spoken)
        event = _event(parse, x, out) if x.event >= 0 else None
        at = Scene(day, x.direction, near, story and near is not None, tells, None, event, quarter, moment if anchor == "published" else None)
        # "today" in a history is the day of whoever speaks there, which nothing tells
        found = None if story and parse.lower[x.first] in _OF_THE_SPEAKER else work_out(x.meaning, at)
        kind, timex = kind_of(x.meaning), timex_of(x.meaning, found)
        from_ = None
        if found is not None:
            from_ = "text" if is_absolute(x.meaning) else f"time:{spoken}" if near is not None and uses_text(x.meaning, at) else anchor
        out.append(
            Time(
                start=start,
                end=end,
                text=parse.text[start:end],
                type=kind,
                timex=timex,
                edtf=found.edtf if found else None,
                earliest=found.first.isoformat(timespec="minutes") if found and found.open != "before" else None,
                latest=found.last.isoformat(timespec="minutes") if found and found.open != "after" else None,
                anchor=from_,
                confidence=confidence_of(x.meaning, found, x.direction),
            )
        )
        if found is not None and found.unit == "D" and parse.opens_paragraph(x.first) and _ends(parse, x):
            page = found
        if found is not None and found.unit == "Q" and not isinstance(x.meaning, Shift) and not (isinstance(x.meaning, Cycle) and x.meaning.name == "Q"):
            if quarter is None or (quarter.first <= found.first and (published is None or found.last.date() <= published)):
                quarter = found  # of the quarters compared it is the latest that "a year earlier" starts from
        elif quarter is not None and _most_of_a_year(x.meaning) and "first" in parse.lower[x.first : x.last]:
            quarter = None  # "in the first nine months": what follows is compared with the year before
        if found is not None and kind in ("date", "time") and not isinstance(x.meaning, (Stretching, Decade, Century)) and not _pointing(parse, x, found):
            if not (story and text is not None and _aside(parse, x, found, text)):
                text, where, spoken, headed = found, parse.paragraph[x.first], start, _heads(parse, x)
                lasting = isinstance(x.meaning, Open) and x.meaning.side == "from"  # "who have held it since May 2014" is of today
                if found.unit in ("D", "M"):
                    fine, fine_at = found, start
    return tuple(out)


def _aside(parse: Parse, x: Phrase, found: Stretch, text: Stretch) -> bool:
    """Whether a date leaves a story where it is: a year of the same year, or one far off and not at the head of its sentence.

    "In May they struck again, as they had in 1614" goes on in May of the year before; "1936" above a chapter begins one.
    """
    if found.unit == "Y" and text.unit != "Y" and text.first.year == found.first.year:
        return True
    if _heads(parse, x):
        return False
    first, last = (0, 2) if found.unit == "Y" else (-1, 4)
    return not first <= found.first.year - text.first.year <= last


def _most_of_a_year(m: Meaning) -> bool:
    """Whether a time is the six or nine months that accounts are given for between quarters."""
    return (isinstance(m, Nth) and m.unit in ("M6", "M9")) or (isinstance(m, Spell) and m.unit == "M" and m.number in (6, 9))


def _follows(m: Meaning, fine: Stretch) -> bool:
    """Whether a date without a year is one of the months after the last day or month told of."""
    m = day_of(m)
    if isinstance(m, Range):
        m = m.first
    if not isinstance(m, Cal) or m.year is not None or m.month is None:
        return False
    next_one = work_out(m, Scene(fine.first.date(), text=fine, story=True))
    return next_one is not None and timedelta() <= next_one.last - fine.first <= _SOON_AFTER


def _heads(parse: Parse, x: Phrase) -> bool:
    """Whether a time stands at the head of its sentence: "By the spring of 1915, …"."""
    return x.first - parse.sentences[parse.sentence[x.first]][0] <= 2


def _ends(parse: Parse, x: Phrase) -> bool:
    """Whether a time is all of its paragraph, but for a few words such as "all times local"."""
    last = min(x.last + _LINE, len(parse) - 1)
    return last == x.last or parse.paragraph[last] != parse.paragraph[x.last] or last == len(parse) - 1


def _stamp(parse: Parse, x: Phrase) -> bool:
    """Whether a clock time stands over an entry of a live page: "14:05 Ferry reaches the island"."""
    return isinstance(x.meaning, Clock) and x.meaning.day is None and x.meaning.minute is not None and parse.opens_paragraph(x.first)


def _pointing(parse: Parse, x: Phrase, found: Stretch) -> bool:
    """Whether a year or month is only mentioned in passing and moves no story: "until 1990"; "by 18 August" does, as "that day" shows."""
    return isinstance(x.meaning, Open) and x.meaning.side in ("to", "before") and found.unit != "D" and not _heads(parse, x)


def _is_story(phrases: Sequence[Phrase], published: date | None) -> bool:
    """Whether a text tells of long ago: dates with years, far from its publication, and hardly a "yesterday" or "Friday"."""
    full = deictic = 0.0
    for x in phrases:
        m = day_of(x.meaning)
        if isinstance(m, Range):
            m = m.last
        if isinstance(m, Cal) and m.year is not None:
            if published is None or abs(m.year - published.year) > 1:
                full += 1 if m.month is not None else 0.35
        elif (
            (isinstance(m, Cal) and m.weekday is not None and m.month is None)
            or (isinstance(m, Unit) and not m.narrative)
            or (isinstance(m, Shift) and m.base is None)
            or isinstance(m, Which)
        ):
            deictic += 1
    return full > 2 * deictic and (full >= 3 or (full >= 1 and not deictic)) if published is not None else full > 0


def _beside(parse: Parse, x: Phrase, spoken: int) -> bool:
    """Whether the time last spoken of stands in the same sentence: "jailed in January 2014 and freed in March"."""
    return spoken >= parse.tokens[parse.sentences[parse.sentence[x.first]][0]].start


def _tells_on(parse: Parse, x: Phrase, text: Stretch, day: date | None, where: int, spoken: int) -> bool:
    """Whether a date without a year goes on from one with a year in the same paragraph: "in January 2014 … In March"; not "which agreed in April"."""
    if day is None:
        return True
    return (
        x.direction < 0
        and parse.paragraph[x.first] == where
        and (_heads(parse, x) or _beside(parse, x, spoken))
        and text.unit in ("D", "M")
        and text.first.year < day.year - 1
    )


def _event(parse: Parse, x: Phrase, before: Sequence[Time]) -> Stretch | None:
    """The stretch on which the text earlier puts the event that a phrase counts from ("two days after the summit")."""
    noun = parse.lemmas[x.event]
    for i in range(x.first - 1, max(-1, x.first - 600), -1):
        if parse.lemmas[i] == noun and parse.upos[i] == "NOUN":
            t = attach(parse, before, i)
            if t is not None and t.edtf is not None and t.type in ("date", "time") and "/" not in t.edtf and t.earliest and t.latest:
                d = date.fromisoformat(t.earliest[:10])
                return work_out(Cal(d.year, d.month if len(t.edtf) > 4 else None, d.day if len(t.edtf) > 7 else None), Scene(d))
    return None
