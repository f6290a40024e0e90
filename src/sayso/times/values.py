"""What a meaning and its stretch are called: TIMEX3's class and value, and how sure they are."""

from typing import Final

from sayso.times.calendar import Scene, Stretch
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
    Lasting,
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
from sayso.types.kinds import TimeKind

__all__ = ["confidence_of", "is_absolute", "kind_of", "length", "timex_of", "uses_text"]


def kind_of(m: Meaning) -> TimeKind:
    """TIMEX3's class."""
    match m:
        case Repeat():
            return "set"
        case Stretching() if m.bare:
            return "date"
        case Spell() | Stretching() | Lasting():
            return "duration"
        case Clock() | Part():
            return "time"
        case Edge() | About() | Open():
            return kind_of(m.of)
        case Range():
            return "time" if kind_of(m.last) == "time" and kind_of(m.first) == "time" else "date"
        case In():
            return kind_of(m.what)
        case Shift():
            return "duration" if m.base == "event" else "time" if m.unit in ("H", "MIN", "S") else "date"
        case Nth() if m.unit[-1].isdigit() and m.unit[0] != "F":
            return "duration"
        case _:
            return "date"


_LETTER: Final = {"MIN": "TM", "H": "TH", "S": "TS", "NI": "D", "DE": "Y", "CE": "Y", "FN": "W", "Q": "Q"}


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


def timex_of(m: Meaning, found: Stretch | None) -> str | None:
    """TIMEX3's value, with X for what is not known; None where even that says nothing."""
    match m:
        case Repeat() | Vague():
            return m.timex
        case Spell():
            return length(m.number, m.unit, m.high)
        case Shift() if m.low is None and m.base is not None:
            if m.sign < 0:
                return "PAST_REF"
            return found.timex if found is not None else "FUTURE_REF"
        case Shift() if m.low is None:
            return "FUTURE_REF" if m.sign > 0 and m.base is None else "PAST_REF"
        case Shift() if found is None:
            return length(m.low, m.unit, m.high)
        case Lasting():
            return found.timex if found is not None else length(m.number, m.unit)
        case Stretching() if m.bare:
            return "FUTURE_REF" if m.sign > 0 else "PAST_REF"
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
            return timex_of(m.of, None)
        case Unit():
            return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(m.unit)
        case Which() | Nth() | In() | Feast() | Range():
            return None
        case _:
            return None


def _blank(m: Cal) -> str:
    if m.weekday is not None and m.day is None:
        return f"XXXX-WXX-{m.weekday + 1}"
    month = f"{m.month:02}" if m.month else "XX"
    year = f"{m.year:04}" if m.year else "XXXX"
    return f"{year}-{month}-{m.day:02}" if m.day else f"{year}-{month}"


def is_absolute(m: Meaning) -> bool:
    """Whether the words alone say when."""
    match m:
        case Cal():
            return m.year is not None
        case Decade() | Century():
            return True
        case Cycle() | Feast():
            return m.year is not None
        case Edge() | About() | Open() | Nth():
            return is_absolute(m.of)
        case Range():
            return is_absolute(m.last)
        case Lasting():
            return is_absolute(m.base)
        case In():
            return is_absolute(m.frame)
        case Part() | Clock():
            return m.day is not None and is_absolute(m.day)
        case Shift():
            return m.base is not None and not isinstance(m.base, str) and is_absolute(m.base)
        case _:
            return False


def uses_text(m: Meaning, at: Scene) -> bool:
    """Whether a meaning is read from the time last spoken of."""
    match m:
        case Unit() | Which():
            return m.narrative or at.story
        case Stretching():
            return m.narrative
        case Shift():
            return m.base == "text" or (m.base is not None and not isinstance(m.base, str) and uses_text(m.base, at))
        case Edge() | About() | Open() | Nth():
            return uses_text(m.of, at)
        case Lasting():
            return uses_text(m.base, at)
        case In():
            return uses_text(m.frame, at)
        case Range():
            return uses_text(m.first, at)
        case Part() | Clock():
            return True if m.day is None else uses_text(m.day, at)
        case Cal() | Cycle() | Feast():
            return at.story or (at.tells and isinstance(m, Cal) and m.month is not None)
        case _:
            return False


# Share of right values by kind of meaning, on 256 news articles with TIMEX3; rounded, for some kinds are rare there.
_RIGHT: Final = {
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


def confidence_of(m: Meaning, found: Stretch | None, direction: int) -> float:
    """How often a time of this kind has the right value."""
    absolute = is_absolute(m)
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
