"""What a phrase means before it is known from which day it is read: a small algebra of dates, shifts, parts and intervals.

"late on the night of the first Friday of March" is ``Edge("END", Part("TNI", Nth(1, "F4", Cal(month=3))))``. A meaning is
made once by the grammar and worked out for an anchor by :mod:`sayso.times.calendar`, as often as there are anchors.
"""

from typing import NamedTuple, TypeAlias

__all__ = [
    "About",
    "Cal",
    "Century",
    "Clock",
    "Cycle",
    "Decade",
    "Edge",
    "Feast",
    "In",
    "Lasting",
    "Meaning",
    "Nth",
    "Open",
    "Part",
    "Range",
    "Repeat",
    "Shift",
    "Spell",
    "Stretching",
    "Unit",
    "Vague",
    "Which",
    "day_of",
]


class Cal(NamedTuple):
    """A date with any of its fields: "24 February", "2014", "the 3rd", "Friday, 5 May".

    ``order`` of one in digits: "M" where the month can only stand first (10/25), "D" the day (25/10), "?" either (10/5, read as 10 May).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    order: str = ""


class Which(NamedTuple):
    """A weekday, month, season, holiday or part with "last" (−1), "this" (0), "next" (1) or "coming" (2)."""

    what: "Meaning"
    step: int
    narrative: bool = False


class Unit(NamedTuple):
    """As in "last week", "this month", "the following day", "that year"."""

    unit: str
    step: int
    narrative: bool = False


class Shift(NamedTuple):
    """So many units before (−1) or after (1) a base: "two days ago", "a week after Easter"; ``low`` None: "a few days ago".

    ``base`` None is the anchor; "text" the time last spoken of; "event" something that the text may date.
    """

    low: float | None
    high: float | None
    unit: str
    sign: int
    base: "Meaning | str | None" = None


class Stretching(NamedTuple):
    """So many units up to or on from the anchor: "the past three days", "the coming weeks", "within 48 hours".

    ``vague``: "recent weeks", which are no stretch that anyone could bound; ``bare``: "coming weeks", said of no certain ones.
    """

    number: float | None
    unit: str
    sign: int
    narrative: bool = False
    vague: bool = False
    bare: bool = False


class Lasting(NamedTuple):
    """So many units from a time on (1) or up to it (−1): "for three days from Monday", "the year ended 30 June"."""

    number: float
    unit: str
    sign: int
    base: "Meaning"


class Spell(NamedTuple):
    """A length of time tied to no point: "three weeks"; ``number`` None: "weeks"."""

    number: float | None
    unit: str
    high: float | None = None


class Repeat(NamedTuple):
    """A set: TIMEX3 value as it stands."""

    timex: str


class Vague(NamedTuple):
    """PRESENT_REF, PAST_REF or FUTURE_REF."""

    timex: str


class Cycle(NamedTuple):
    """A season ("SU"), quarter ("Q3") or half ("H1") of a year; "Q": the quarter last spoken of, or the same one of another year."""

    name: str
    year: int | None = None


class Feast(NamedTuple):
    """A holiday."""

    name: str
    year: int | None = None


class Decade(NamedTuple):
    """As in "the 1990s" (1990), "the nineties" (90 with the century left open)."""

    year: int


class Century(NamedTuple):
    """As in "the 20th century" (20)."""

    number: int


class Nth(NamedTuple):
    """As in "the first week of March" (1, "W"), "the last Friday of May" (−1, "F4")."""

    n: int
    unit: str
    of: "Meaning"


class Part(NamedTuple):
    """A part of a day; ``hours`` narrows it ("the early hours": 0 to 6)."""

    part: str
    day: "Meaning | None" = None
    small_hours: bool = False


class Clock(NamedTuple):
    """A time of day: "10 p.m. Kyiv time on Friday"; ``guess`` where morning or evening is not said."""

    hour: int
    minute: int | None = None
    zone: str = ""
    day: "Meaning | None" = None


class Edge(NamedTuple):
    """As in "early", "mid" or "late" something, or its beginning, middle or end."""

    edge: str
    of: "Meaning"


class In(NamedTuple):
    """One time inside another: "March of last year", "Friday last week"."""

    what: "Meaning"
    frame: "Meaning"


class Range(NamedTuple):
    """From one time to another."""

    first: "Meaning"
    last: "Meaning"


class Open(NamedTuple):
    """As in "since Tuesday" ("from"), "after Tuesday" ("after"), "until Friday" ("to"), "before Friday" ("before"), "Friday onwards" ("on")."""

    side: str
    of: "Meaning"


class About(NamedTuple):
    """The same, said to be approximate."""

    of: "Meaning"


Meaning: TypeAlias = (
    Cal
    | Which
    | Unit
    | Shift
    | Stretching
    | Lasting
    | Spell
    | Repeat
    | Vague
    | Cycle
    | Feast
    | Decade
    | Century
    | Nth
    | Part
    | Clock
    | Edge
    | In
    | Range
    | Open
    | About
)


def day_of(m: Meaning) -> Meaning:
    """What a time is without its edges and hours: the June of "since early June", the Monday of "Monday night".

    >>> day_of(Open("on", Edge("START", Cal(month=6)))) == Cal(month=6)
    True
    """
    while isinstance(m, (Edge, About, Open)):
        m = m.of
    return m.day if isinstance(m, (Part, Clock)) and m.day is not None else m
