"""Phrases to times: each read from the day on which it was said, or from the time last spoken of."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.times.find import Phrase
from sayso.times.meaning import (
    About,
    Cal,
    Century,
    Clock,
    Cycle,
    Decade,
    Edge,
    Feast,
    In,
    Meaning,
    Nth,
    Open,
    Part,
    Range,
    Repeat,
    Shift,
    Spell,
    Stretching,
    Unit,
    Vague,
    Which,
)
from sayso.times.stretch import Stretch
from sayso.times.work_out import Scene, work_out
from sayso.types.reading import Time, TimeKind

__all__ = ["Said", "resolve_all"]


class Said(NamedTuple):
    """Characters ``start`` to ``end`` were said on ``day``."""

    start: int
    end: int
    day: date


_MEMORY = 3
"""Paragraphs over which "the next day" may look back."""


def resolve_all(phrases: Sequence[Phrase], parse: Parse, *, published: date | None, said: Sequence[Said] = ()) -> tuple[Time, ...]:
    """The times of a text.

    Args:
        phrases: What :func:`~sayso.times.find.find` found.
        parse: Where it was found.
        published: Day of publication, from which is read what nothing else dates; None leaves it unresolved.
        said: Stretches of text said on another day.
    """
    story = _is_story(phrases, published)
    out: list[Time] = []
    text: Stretch | None = None
    where = -_MEMORY
    spoken = -1
    quarter: Stretch | None = None
    for x in phrases:
        start, end = parse.tokens[x.first].start, parse.tokens[x.last].end
        day, anchor = published, "published"
        size = len(parse.text) + 1
        for s in said:
            if s.start <= start < s.end and s.end - s.start < size:
                day, anchor, size = s.day, "said", s.end - s.start
        near = text if story or parse.paragraph[x.first] - where < _MEMORY else None
        tells = not story and near is not None and _tells_on(parse, x, near, day, where)
        event = _event(parse, x, out) if x.event >= 0 else None
        at = Scene(day, x.direction, near, story and near is not None, tells, None, event, quarter)
        found = work_out(x.meaning, at)
        kind, timex = _kind(x.meaning), _timex(x.meaning, found)
        from_ = None
        if found is not None:
            from_ = "text" if _absolute(x.meaning) else f"time:{spoken}" if near is not None and _uses_text(x.meaning, at) else anchor
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
                confidence=_confidence(x.meaning, found, x.direction),
            )
        )
        if found is not None and found.unit == "Q" and not isinstance(x.meaning, Shift):
            quarter = found
        if found is not None and kind in ("date", "time") and not isinstance(x.meaning, (Stretching, Decade, Century)) and not (_pointing(x.meaning)):
            if not (story and text is not None and _aside(parse, x, found, text)):
                text, where, spoken = found, parse.paragraph[x.first], start
    return tuple(out)


def _aside(parse: Parse, x: Phrase, found: Stretch, text: Stretch) -> bool:
    """Whether a date leaves a story where it is: a year of the same year, or one far off and not at the head of its sentence.

    "In May they struck again, as they had in 1614" goes on in May of the year before; "1936" above a chapter begins one.
    """
    if found.unit == "Y" and text.unit != "Y" and text.first.year == found.first.year:
        return True
    if x.first - parse.sentences[parse.sentence[x.first]][0] <= 2 and not isinstance(x.meaning, Open):
        return False
    first = 0 if found.unit == "Y" else -1
    return not first <= found.first.year - text.first.year <= 4


def _pointing(m: Meaning) -> bool:
    """A year that is only mentioned in passing moves no story: open stretches reach elsewhere."""
    return isinstance(m, Open) and m.side in ("to", "before")


def _is_story(phrases: Sequence[Phrase], published: date | None) -> bool:
    """Whether a text tells of long ago: dates with years, far from its publication, and hardly a "yesterday" or "Friday"."""
    full = deictic = 0.0
    for x in phrases:
        m = x.meaning
        while isinstance(m, (Edge, About, Open)):
            m = m.of
        if isinstance(m, (Part, Clock)) and m.day is not None:
            m = m.day
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


def _tells_on(parse: Parse, x: Phrase, text: Stretch, day: date | None, where: int) -> bool:
    """Whether a date without a year goes on from one with a year in the same paragraph: "in January 2014 … In March"."""
    if day is None:
        return True
    return x.direction < 0 and parse.paragraph[x.first] == where and text.unit in ("D", "M") and text.first.year < day.year - 1


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


def _kind(m: Meaning) -> TimeKind:
    match m:
        case Repeat():
            return "set"
        case Spell() | Stretching():
            return "duration"
        case Clock() | Part():
            return "time"
        case Edge() | About() | Open():
            return _kind(m.of)
        case Range():
            return "time" if _kind(m.last) == "time" and _kind(m.first) == "time" else "date"
        case In():
            return _kind(m.what)
        case Shift():
            return "duration" if m.base == "event" or (m.low is None and m.base is not None) else "time" if m.unit in ("H", "MIN", "S") else "date"
        case _:
            return "date"


_LETTER = {"MIN": "TM", "H": "TH", "S": "TS", "NI": "D", "DE": "Y", "CE": "Y", "FN": "W", "Q": "Q"}


def length(count: float | None, unit: str, high: float | None = None) -> str:
    """TIMEX3 value of a length of time: "P3D", "PT48H/PT72H", "PXW", "P2Y6M"."""
    name = _LETTER.get(unit, unit)
    t, name = ("T", name[1:]) if name[0] == "T" else ("", name)
    if count is None:
        return f"P{t}X{ {'DE': 'DE', 'CE': 'CE'}.get(unit, name) }"
    if high is not None and high != count:
        return f"{length(count, unit)}/{length(high, unit)}"
    count *= {"DE": 10, "CE": 100, "FN": 2}.get(unit, 1)
    whole, rest = int(count), count - int(count)
    below = {"Y": ("M", 12), "H": ("M", 60), "D": ("TH", 24)}.get(name)
    if rest and below and abs(rest * below[1] - round(rest * below[1])) < 1e-6:
        first = f"{whole}{name}" if whole else ""
        return f"P{t}{first}{below[0][:-1]}{round(rest * below[1])}{below[0][-1]}"
    return f"P{t}{count:g}{name}"


def _timex(m: Meaning, found: Stretch | None) -> str | None:
    match m:
        case Repeat() | Vague():
            return m.timex
        case Spell():
            return length(m.number, m.unit, m.high)
        case Shift() if m.low is None and m.base is not None:
            return found.timex if found is not None else length(m.low, m.unit)
        case Shift() if m.low is None:
            return "FUTURE_REF" if m.sign > 0 and m.base is None else "PAST_REF"
        case Shift() if found is None:
            return length(m.low, m.unit, m.high)
        case Stretching() if found is None:
            return length(m.number, m.unit)
        case Shift() if m.base == "event":
            return length(m.low, m.unit, m.high)
        case _ if found is not None:
            return found.timex
        case Cal():
            return _blank(m)
        case Clock():
            return f"T{m.hour:02}:{m.minute or 0:02}"
        case Part():
            return f"XXXX-XX-XX{m.part}"
        case Cycle():
            return f"XXXX-{m.name}"
        case Edge() | About() | Open():
            return _timex(m.of, None)
        case Unit() | Which() | Nth() | In() | Feast() | Range():
            return None
        case _:
            return None


def _blank(m: Cal) -> str:
    if m.weekday is not None and m.day is None:
        return f"XXXX-WXX-{m.weekday + 1}"
    month = f"{m.month:02}" if m.month else "XX"
    year = f"{m.year:04}" if m.year else "XXXX"
    return f"{year}-{month}-{m.day:02}" if m.day else f"{year}-{month}"


def _absolute(m: Meaning) -> bool:
    match m:
        case Cal():
            return m.year is not None
        case Decade() | Century():
            return True
        case Cycle() | Feast():
            return m.year is not None
        case Edge() | About() | Open() | Nth():
            return _absolute(m.of)
        case Range():
            return _absolute(m.last)
        case In():
            return _absolute(m.frame)
        case Part() | Clock():
            return m.day is not None and _absolute(m.day)
        case Shift():
            return m.base is not None and not isinstance(m.base, str) and _absolute(m.base)
        case _:
            return False


def _uses_text(m: Meaning, at: Scene) -> bool:
    match m:
        case Unit() | Which():
            return m.narrative or at.story
        case Stretching():
            return m.narrative
        case Shift():
            return m.base == "text" or (m.base is not None and not isinstance(m.base, str) and _uses_text(m.base, at))
        case Edge() | About() | Open() | Nth():
            return _uses_text(m.of, at)
        case In():
            return _uses_text(m.frame, at)
        case Range():
            return _uses_text(m.first, at)
        case Part() | Clock():
            return True if m.day is None else _uses_text(m.day, at)
        case Cal() | Cycle() | Feast():
            return at.story or (at.tells and isinstance(m, Cal) and m.month is not None)
        case _:
            return False


# Share of right values by kind of meaning, on 256 news articles with TIMEX3; rounded, for some kinds are rare there.
_RIGHT = {
    Unit: 0.85,
    Which: 0.9,
    Cycle: 0.9,
    Stretching: 0.8,
    Part: 0.8,
    Clock: 0.75,
    Range: 0.85,
    In: 0.85,
    Feast: 0.75,
    Nth: 0.85,
    Spell: 0.75,
    Vague: 0.65,
    Repeat: 0.6,
}


def _confidence(m: Meaning, found: Stretch | None, direction: int) -> float:
    """How often a time of this kind has the right value."""
    absolute = _absolute(m)
    while isinstance(m, (Edge, About, Open)):
        m = m.of
    if isinstance(m, (Spell, Vague, Repeat)):
        return _RIGHT[type(m)]
    if found is None:
        return 0.5
    if absolute:
        return 0.95
    if isinstance(m, Cal):
        return 0.93 if direction < 0 else 0.86
    if isinstance(m, Shift):
        return 0.7 if m.base is None else 0.55
    if isinstance(m, Unit) and m.narrative:
        return 0.6
    return _RIGHT.get(type(m), 0.8)
