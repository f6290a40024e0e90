"""Days with their parts and clock times, in either order: "Friday night", "3 May, 0600 GMT", "10 p.m. on Friday", "the night of 3 to 4 May"."""

from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.behind import clock_behind, opened, to_part
from sayso.times.grammar.clocks import HOURS, clock_at, clock_range, four_digits, hours_at, part_at
from sayso.times.grammar.dates import Read, dated, nth_day
from sayso.times.grammar.pointed import pointed
from sayso.times.grammar.seasons import holiday
from sayso.times.grammar.sets import at_clock, every
from sayso.times.grammar.words import integer, words
from sayso.times.meaning import About, Cal, Clock, Edge, Feast, In, Meaning, Nth, Part, Range, Shift, Unit, Which

__all__ = ["behind_day", "clock_and_day", "day_and_part", "deictic", "is_day", "part_and_clock"]


def day_and_part(p: Parse, i: int) -> Read:
    """A date, and the part of the day or clock time behind it: "Friday night", "Friday at 10 p.m.", "3 May, 0600 GMT"."""
    day = dated(p, i)
    if day is None:
        return None
    found = behind_day(p, day[0], day[1])
    if found is None:
        return _inside(p, *day)
    if isinstance(found[0], Part) and found[0].day is not None:
        framed = _inside(p, found[0].day, found[1])  # "Wednesday evening next week"
        return (found[0]._replace(day=framed[0]), framed[1]) if framed else found
    return found


def _inside(p: Parse, m: Meaning, j: int) -> Read:
    """A frame behind a date that lacks a year: "March of last year", "Friday last week", "Wednesday this week"."""
    w = p.lower
    if isinstance(m, Cal) and m.year is None and j + 1 < len(w) and p.sentence[j] == p.sentence[j - 1]:
        k = j + 1 if w[j] == "of" else j
        if w[k] in ("last", "this", "next", "that", "the") and k + 1 < len(w) and w[k + 1] in ("year", "week", "month", "same", "following", "previous"):
            frame = pointed(p, k if w[k] != "the" else k + 1)
            if frame and isinstance(frame[0], Unit):
                return In(m, frame[0]), frame[1]
    return m, j


def behind_day(p: Parse, day: Meaning, j: int) -> Read:
    """The part of the day or clock time behind a day that ends at token ``j``, joined with it: "Friday" + "at 10 p.m."."""
    w = p.lower
    n = len(w)
    if j >= n or p.sentence[j] != p.sentence[j - 1] or not is_day(day):
        return None
    k = j
    if w[k] == "'s" and k + 1 < n and w[k + 1] in ("early", "pre", "predawn"):
        k += 1
    if w[k] in words().plural_parts:
        return None  # "Friday mornings" come again
    part = part_at(p, k)
    if part is None and w[k] in ("in", "during", ",", "at") and k + 1 < n:
        k += 1
        if w[k] in ("the", "in"):
            k += 1
            if k < n and w[k] == "the":
                k += 1
        part = part_at(p, k) if k < n and w[j] != "," else None
    if part and not (k == j and w[k] in ("night", "evening", "morning") and k + 1 < n and w[k + 1] == "-"):
        made = _on_day(part[0], day)
        clock = clock_behind(p, part[1], part[0])
        return (opened(p, part[1], to_part(clock[0], made)), clock[1]) if clock else (made, part[1])
    if part is None and w[j] in ("noon", "midnight", "midday"):
        return Clock(0 if w[j] == "midnight" else 12, 0, "", day), j + 1
    clock = clock_behind(p, j)
    if clock and isinstance(clock[0], Range):
        return Range(_on_day(clock[0].first, day), _on_day(clock[0].last, day)), clock[1]
    return (opened(p, j, _on_day(clock[0], day)), clock[1]) if clock else None


def is_day(m: Meaning) -> bool:
    """Whether a meaning is a day, or days, that can have parts and clock times."""
    match m:
        case Cal():
            return m.day is not None or m.weekday is not None
        case Which():
            return isinstance(m.what, (Cal, Feast)) and (isinstance(m.what, Feast) or m.what.weekday is not None)
        case Unit():
            return m.unit == "D"
        case Shift():
            return m.unit in ("D", "W")
        case In():
            return is_day(m.what)
        case Range():
            return is_day(m.first) and is_day(m.last)
        case Edge() | About():
            return is_day(m.of)
        case Feast():
            return True
        case _:
            return isinstance(m, Nth) and m.unit[0] in "FD"


def _on_day(part: Meaning, day: Meaning) -> Meaning:
    if isinstance(part, Edge):
        return Edge(part.edge, _on_day(part.of, day))
    if isinstance(part, Part):
        if isinstance(day, Range):
            return Part(part.part, day.first) if part.part == "TNI" else Range(part._replace(day=day.first), part._replace(day=day.last))
        return part._replace(day=day)
    if isinstance(part, Clock):
        return part._replace(day=day)
    return part


_CLOCK_WORDS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve fifteen half quarter a twenty noon midday midnight morning mornings dawn daybreak sunrise afternoon "
    "evening dusk nightfall sunset night daytime daylight early mid late small wee predawn pre-dawn".split()
)


def clock_and_day(p: Parse, i: int) -> Read:
    """A clock time or part of a day, and the day behind it: "10 p.m. on Friday", "the night of 3 to 4 May", "noon today"."""
    w = p.lower
    n = len(w)
    word = w[i]
    if not (word[0].isdigit() or word in _CLOCK_WORDS or word.startswith("mid-")):
        return None
    lead = clock_range(p, i) or hours_at(p, i) or four_digits(p, i) or clock_at(p, i) or part_at(p, i)
    if lead is None:
        return _hours_of_part(p, i)
    m, j = lead
    if isinstance(m, Clock):
        m, j = _second_bare(p, m, j)
    if isinstance(m, Clock) and j < n and w[j] in ("every", "each", "everyday", "daily") and (again := every(p, j)) and (made := at_clock(again[0], m)):
        return made, again[1]
    part = _part_behind(p, j) if not isinstance(m, (Part, Edge)) else None
    if part:
        return to_part(m, part[0]), part[1]
    day = _day_behind(p, j)
    if day:
        return (Range(_on_day(m.first, day[0]), _on_day(m.last, day[0])) if isinstance(m, Range) else _on_day(m, day[0])), day[1]
    if isinstance(m, Part) and not m.small_hours and not _cued(p, i, j):
        return None
    if isinstance(m, Part) and m.part != "TDT":
        clock = clock_behind(p, j, m)
        if clock and p.lower[j] != ",":
            return opened(p, j, to_part(clock[0], m)), clock[1]
    if isinstance(m, Clock):
        day = _day_behind_brackets(p, j)
        if day:
            return m._replace(day=day[0]), j
    return m, j


def _part_behind(p: Parse, j: int) -> Read:
    """The part of a day behind a clock time: "3 a.m. | this morning", "7 to 9 | last night", "10 p.m. | yesterday evening"."""
    if j >= len(p) or p.sentence[j] != p.sentence[j - 1]:
        return None
    found = pointed(p, j) or deictic(p, j)
    return found if found and isinstance(found[0], Part) and isinstance(found[0].day, Unit) else None


def _hours_of_part(p: Parse, i: int) -> Read:
    """Two bare hours that a part of a day behind them makes clock times: "between 7 and 9 last night"."""
    w = p.lower
    if not i or w[i - 1] not in ("between", "from"):
        return None
    first = w[i] if len(w[i]) <= 6 else ""
    if i + 3 >= len(w) or w[i + 1] not in ("and", "to", "-", "–"):
        return None
    hours = [integer(x) if x.isdecimal() and len(x) <= 2 else HOURS.get(x) for x in (first, w[i + 2])]
    if not hours[0] or not hours[1] or not 1 <= hours[0] < hours[1] <= 12:
        return None
    part = _part_behind(p, i + 3)
    if part is None and w[i - 1] == "between" and (day := _day_behind(p, i + 3)):  # "rose from 3 to 8 yesterday" counts
        return Range(Clock(hours[0], None, "", day[0]), Clock(hours[1], None, "", day[0])), day[1]
    return (to_part(Range(Clock(hours[0]), Clock(hours[1])), part[0]), part[1]) if part else None


def _second_bare(p: Parse, m: Clock, j: int) -> tuple[Meaning, int]:
    """A stretch of which only the first hour shows that it is one, the day behind it: "from 10:30 to 3 on Friday", "8 a.m.-3 yesterday"."""
    w = p.lower
    second = _hour(p, j + 1) if j + 2 < len(p) and w[j] in ("to", "-", "–", "until", "till") else None
    if second is None or not (_part_behind(p, second[1]) or _day_behind(p, second[1])):
        return m, j
    hour = second[0].hour + 12 if second[0].hour < m.hour and second[0].hour < 12 else second[0].hour
    return Range(m, Clock(hour, None, m.zone)), second[1]


def _hour(p: Parse, i: int) -> tuple[Clock, int] | None:
    word = p.lower[i]
    return (Clock(int(word)), i + 1) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 12 else None


def part_and_clock(p: Parse, i: int) -> Read:
    """A part of a day that is pointed out, and the clock time behind it: "last night at 8", "this morning before 10 a.m."."""
    found = pointed(p, i)
    if found is None or not isinstance(found[0], Part):
        return None
    clock = clock_behind(p, found[1], found[0])
    return (opened(p, found[1], to_part(clock[0], found[0])), clock[1]) if clock else found


def _day_behind_brackets(p: Parse, j: int) -> Read:
    """The day of both clock times of "at 10:35 a.m. (0735 GMT) on Friday"; it stays a time of its own."""
    w = p.lower
    k = j
    if k < len(w) and w[k] == "(":
        while k < len(w) and k - j < 6 and w[k] != ")":
            k += 1
    return _day_behind(p, k + 1) if k + 1 < len(w) and w[k] == ")" else None


def _cued(p: Parse, i: int, j: int) -> bool:
    """Whether a bare part of a day is said of a time: "in the morning", "at night", "at dawn", "by nightfall", not "night shift"."""
    before = [p.lower[k] for k in (i - 1, i - 2) if k >= 0]
    if j < len(p) and p.sentence[j] == p.sentence[i] and p.upos[j] in ("NOUN", "PROPN") and p.relations[i].startswith(("compound", "amod")):
        return False
    if not before:
        return False
    if before[0] in ("the", "that") and len(before) > 1:
        if p.lower[max(0, i - 5) : i - 1] == ["in", "the", "course", "of"]:
            return True
        return before[1] in ("in", "during", "by", "until", "into", "throughout", "through", "before", "since", "later")
    return before[0] in ("at", "by", "before", "after", "until", "since", "in", "around", "from", "all", "through", "till", "till")


def _day_behind(p: Parse, j: int) -> Read:
    w = p.lower
    n = len(w)
    k = j
    while k < n and k - j < 3 and w[k] in (",", "on", "of", "the", "in", "from") and p.sentence[k] == p.sentence[j - 1]:
        k += 1
    for s in range(k, j - 1, -1):
        if s >= n or p.sentence[s] != p.sentence[j - 1]:
            continue
        if s == j and w[s] in (",", "in"):
            continue
        day = dated(p, s) or pointed(p, s) or _today(p, s) or holiday(p, s)
        if day and isinstance(day[0], Cal):
            day = _inside(p, *day)
        if day and is_day(day[0]):
            if w[j] in (",", "in") and not isinstance(day[0], Cal):
                continue
            return _range_of_days(p, s, day)
        if day is None and s == k and w[s - 1] == "of":
            counted_ = nth_day(p, s)
            if counted_:
                return counted_
    return None


def _range_of_days(p: Parse, i: int, day: tuple[Meaning, int]) -> Read:
    """As in "the night of Friday to Saturday", "the night of 30 April to 1 May"."""
    m, j = day
    w = p.lower
    if j + 1 < len(w) and w[j] in ("to", "-", "–", "and", "into") and w[i - 1] == "of":
        second = dated(p, j + 1)
        if second and is_day(second[0]):
            return Range(m, second[0]), second[1]
    return day


def _today(p: Parse, i: int) -> Read:
    word = p.lower[i]
    step = words().deictic.get(word)
    if step is None or word in ("tonight", "overnight", "yesteryear"):
        return None
    return Unit("D", step), i + 1


def deictic(p: Parse, i: int) -> Read:
    """As in "today", "yesterday evening", "tonight", "overnight", "last night", "the day before yesterday"."""
    w = p.lower
    n = len(w)
    word = w[i]
    if word == "tonight":
        m = Part("TNI", Unit("D", 0))
        clock = clock_behind(p, i + 1, m)
        return (opened(p, i + 1, to_part(clock[0], m)), clock[1]) if clock else (m, i + 1)
    if word == "overnight":
        if p.upos[i] == "ADJ" and i + 1 < n and p.upos[i + 1] == "NOUN" and i and w[i - 1] in ("an", "the"):
            return None
        if i + 2 < n and w[i + 1] in ("to", "into", "on"):
            day = dated(p, i + 2)
            if day and is_day(day[0]):
                return Part("TNI", Shift(1, 1, "D", -1, day[0])), day[1]
        return Part("TNI", Unit("D", -1)), i + 1
    if word == "day" and i + 2 < n and w[i + 1] in ("before", "after") and w[i + 2] in ("yesterday", "tomorrow"):
        return Unit("D", -2 if w[i + 2] == "yesterday" else 2), i + 3
    today = _today(p, i)
    if today:
        return behind_day(p, *today) or today
    return None
