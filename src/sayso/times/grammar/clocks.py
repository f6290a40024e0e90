"""Times of day, from tokens: "10:30 p.m. Kyiv time", "0600 GMT", "5 o'clock", "half past nine", "noon", "dawn", "the early hours"."""

import re
from typing import Final

from sayso.text.numbers import read_number
from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read
from sayso.times.grammar.words import integer, words
from sayso.times.meaning import Clock, Edge, Part, Range

__all__ = ["HOURS", "bare_hour", "clock_at", "clock_range", "four_digits", "hours_at", "part_at"]

_AM: Final = {"a.m.": 0, "am": 0, "a.m": 0, "p.m.": 12, "pm": 12, "p.m": 12, "noon": 12, "midnight": 0}
_IN_PART: Final = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
HOURS: Final = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_TENS: Final = frozenset("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty".split())
_JOINED: Final = re.compile(r"(\d{1,2})(?::(\d\d))?([ap])m")
_MINUTES: Final = {"five": 5, "ten": 10, "fifteen": 15, "quarter": 15, "twenty": 20, "half": 30}


def clock_at(p: Parse, i: int) -> tuple[Clock, int] | None:
    """A clock time at token ``i``; a bare number only where what follows or stands before shows that it is one."""
    w = p.lower
    n = len(w)
    word = w[i]
    past = _past(w, i)
    if past:
        return _tail(p, past[0], past[1], past[2], sure=True)
    if word[0].isdigit() and (joined := _JOINED.fullmatch(word)) and 0 < int(joined[1]) <= 12:
        return _tail(p, int(joined[1]) % 12 + (12 if joined[3] == "p" else 0), int(joined[2]) if joined[2] else None, i + 1, sure=True)
    if spelled := _spelled(p, i):
        return spelled
    hour: int | None
    minute: int | None = None
    sure = False
    if ":" in word and word[0].isdigit():
        parts = word.split(":")
        hour, minute = int(parts[0]), int(parts[1])
        sure = len(parts[1]) == 2 and not _score(p, i)
    elif word[0].isdigit() and "." in word and len(word) <= 5 and word.count(".") == 1:
        a, _, b = word.partition(".")
        hour, minute = integer(a), integer(b)
        if len(b) != 2 or not (_marked(w, i + 1)):
            return None
    elif word.isdecimal() and len(word) == 4 and word.isascii():
        hour, minute = int(word[:2]), int(word[2:])
        if not (i + 1 < n and (w[i + 1] in words().zones or w[i + 1] in ("local", "hours", "hrs", "a.m.", "p.m.") or _zone(p, i + 1))):
            return None
        sure = True
    elif word.isdecimal() and len(word) <= 2:
        hour = integer(word)
    elif word in HOURS:
        hour = HOURS[word]
    elif word in ("noon", "midday") and not (i and w[i - 1] == "high"):
        return _tail(p, 12, 0, i + 1, sure=True)
    elif word == "midnight":
        return _tail(p, 0, 0, i + 1, sure=True)
    else:
        return None
    if hour is None or hour > 24 or (minute is not None and minute > 59):
        return None
    return _tail(p, hour, minute, i + 1, sure=sure)


def _spelled(p: Parse, i: int) -> tuple[Clock, int] | None:
    """Hour and minutes as they are spoken: "at | seven twenty-seven", "five-thirty p.m."; not "at two thirty-foot walls"."""
    w = p.lower
    hour = HOURS.get(w[i])
    k = i + 2 if w[i + 1 : i + 2] == ["-"] else i + 1
    if not hour or k >= len(w) or w[k] not in _TENS or p.sentence[k] != p.sentence[i]:
        return None
    found = read_number(w, k)
    if not found or not 10 <= found[0] <= 59:
        return None
    j = found[1]
    told = i > 0 and w[i - 1] in ("at", "around") and not (j < len(p) and p.sentence[j] == p.sentence[i] and p.upos[j] in ("NUM", "ADJ", "SYM", "PROPN"))
    told = told and not (j < len(p) and (w[j] == "-" or (p.upos[j] == "NOUN" and w[j] not in _AM and w[j] not in ("tomorrow", "today", "yesterday"))))
    return _tail(p, hour, int(found[0]), j, sure=told)


def four_digits(p: Parse, i: int) -> Read:
    """A stretch between clock times without a colon, one of them before ten: "between 0730 and 0930", "from 0600-1400"; not "from 1914 to 1918"."""
    w = p.lower
    if not i or w[i - 1] not in ("between", "from") or i + 2 >= len(w) or w[i + 1] not in ("and", "to", "-", "–", "until", "till"):
        return None
    a, b = w[i], w[i + 2]
    if not all(len(x) == 4 and x.isdecimal() and x.isascii() and int(x[:2]) < 25 and int(x[2:]) < 60 for x in (a, b)) or "0" not in (a[0], b[0]):
        return None
    last, j = _tail(p, int(b[:2]), int(b[2:]), i + 3, sure=True) or (Clock(0), i)
    return Range(Clock(int(a[:2]), int(a[2:]), last.zone), last), j


def hours_at(p: Parse, i: int) -> Read:
    """A stretch between hours of which only the second shows that it is one: "from 7 to 9 p.m.", "between 10 and 11:30"."""
    w = p.lower
    word = w[i]
    hour = integer(word) if word.isdecimal() and len(word) <= 2 else HOURS.get(word)
    if hour is None or not 1 <= hour <= 24 or i + 2 >= len(w) or w[i + 1] not in ("to", "-", "–", "and", "until", "till"):
        return None
    if w[i + 1] == "and" and not (i > 0 and w[i - 1] == "between"):
        return None
    second = clock_at(p, i + 2)
    if second is None:
        return None
    last = second[0]
    if hour < 12 <= last.hour and (hour + 12, 0) < (last.hour, last.minute or 0):
        hour += 12  # "from 7 to 9 p.m." is all in the evening, "from 10 to 2 p.m." begins in the morning
    return Range(Clock(hour, None, last.zone), last), second[1]


def bare_hour(p: Parse, i: int) -> Read:
    """An hour of twelve that only what stands before it makes one: "last night at | 8", "this morning at | 9:30"; not "at 8 gates"."""
    w = p.lower
    hour = integer(w[i]) if w[i].isdecimal() and len(w[i]) <= 2 else HOURS.get(w[i])
    minute: int | None = None
    if w[i][-3:-2] == "." and w[i].replace(".", "", 1).isdecimal():
        hour, minute = integer(w[i][:-3]), int(w[i][-2:])
    if hour is None or not (1 <= hour <= 12 or (minute is not None and hour < 24)) or (minute or 0) > 59:
        return None
    j = i + 1
    if zone := _zone(p, j):
        return Clock(hour, minute, zone[0]), zone[1]
    if j < len(p) and p.sentence[j] == p.sentence[i] and p.upos[j] in ("NOUN", "PROPN", "NUM", "ADJ", "SYM", "ADV"):
        return None
    return Clock(hour, minute), j


def clock_range(p: Parse, i: int) -> Read:
    """From one clock time to another: "2:00 to 2:30 p.m.", "between 10 a.m. and noon"; the half of the day is told once for both."""
    w = p.lower
    first = clock_at(p, i)
    if first is None:
        return None
    m, j = first
    if j + 1 >= len(w) or w[j] not in ("to", "-", "–", "and", "until", "till") or (w[j] == "and" and not (i and w[i - 1] == "between")):
        return None
    second = clock_at(p, j + 1)
    if second is None:
        return None
    last, k = second
    told = w[k - 1] in ("p.m.", "pm", "p.m") or (last.zone and w[k - 2] in ("p.m.", "pm", "p.m"))
    if told and not any(x in _AM or x in _IN_PART for x in w[i:j]) and m.hour < 12 and (m.hour + 12, m.minute or 0) < (last.hour, last.minute or 0):
        m = m._replace(hour=m.hour + 12)
    return Range(m, last), k


def _tail(p: Parse, hour: int, minute: int | None, j: int, *, sure: bool) -> tuple[Clock, int] | None:
    w = p.lower
    n = len(w)
    if j < n and w[j] in _AM and w[j] not in ("noon", "midnight"):
        if hour > 12:
            sure = True
        else:
            hour, sure = hour % 12 + _AM[w[j]], True
        j += 1
    elif j < n and w[j] in ("noon", "midnight") and hour == 12:
        hour, sure, j = _AM[w[j]], True, j + 1
    elif j < n and w[j] in ("o'clock", "oclock"):
        sure, j = True, j + 1
    elif j + 1 < n and w[j] in ("hours", "hrs") and sure:
        j += 1
    if j + 2 < n and w[j] == "in" and w[j + 1] == "the" and w[j + 2] in _IN_PART and hour <= 12:
        hour, sure, j = _to(hour, w[j + 2]), True, j + 3
    elif j + 1 < n and w[j] == "at" and w[j + 1] == "night" and hour <= 12:
        hour, sure, j = _to(hour, "night"), True, j + 2
    if not sure and not (j < n and w[j] in words().zones):
        return None
    zone = ""
    found = _zone(p, j)
    if found:
        zone, j = found
    if hour == 24 and minute:
        return None
    return Clock(hour, minute, zone), j


def _to(hour: int, part: str) -> int:
    """Twelve-hour to twenty-four-hour time: "2 at night" is 02:00, "11 at night" 23:00."""
    if part == "night":
        return hour % 12 if hour in (12, 1, 2, 3, 4, 5) else hour + 12
    return hour % 12 + _IN_PART[part]


def _zone(p: Parse, j: int) -> tuple[str, int] | None:
    """As in "GMT", "local time", "Kyiv time", "(1600 GMT)" is a clock time of its own."""
    w = p.lower
    if j >= len(w):
        return None
    zone = words().zones.get(w[j])
    if zone is not None and (p.tokens[j].text.isupper()):
        return zone, j + 1
    for k in (j + 1, j + 2):
        if k < len(w) and w[k] == "time" and p.sentence[k] == p.sentence[j] and (w[j] in ("local", "universal", "standard") or p.tokens[j].text[0].isupper()):
            return ("+00:00" if w[j] == "universal" else ""), k + 1
    return None


def _marked(w: list[str], j: int) -> bool:
    return j < len(w) and (w[j] in _AM or w[j] in words().zones or w[j] in ("o'clock", "local", "hours", "hrs"))


def _score(p: Parse, i: int) -> bool:
    """A ratio or verse: "1:1 meeting", "John 3:16"."""
    return p.lower[i][-2] == ":"


def _past(w: list[str], i: int) -> tuple[int, int, int] | None:
    """As in "half past nine", "quarter to ten", "ten past 9": hour, minute and the index behind."""
    j = i + 1 if w[i] == "a" else i
    if j + 2 >= len(w):
        return None
    minutes = _MINUTES.get(w[j]) or (integer(w[j]) if w[j].isdecimal() else None)
    spoken = read_number(w, j) if w[j] in _TENS else None
    if spoken and spoken[1] < len(w) and w[spoken[1]] == "minutes":
        minutes, j = int(spoken[0]), spoken[1] - 1
    if minutes is None or minutes > 59:
        return None
    k = j + 2 if w[j + 1] in ("minutes", "minute", "min") else j + 1
    if k + 1 >= len(w) or w[k] not in ("past", "to", "til"):
        return None
    hour = HOURS.get(w[k + 1], integer(w[k + 1]) if w[k + 1].isdecimal() else None)
    if hour is None or hour > 12 or (w[k] != "past" and (w[j] != "quarter" and w[j + 1] not in ("minutes", "min"))):
        return None
    return (hour, minutes, k + 2) if w[k] == "past" else (hour - 1, 60 - minutes, k + 2)


def part_at(p: Parse, i: int) -> Read:
    """A part of a day: "morning", "early morning hours", "the early hours", "mid-afternoon"; clock times such as "noon" aside."""
    w = p.lower
    n = len(w)
    word = w[i]
    if word in ("early", "small", "wee", "late", "pre", "predawn", "pre-dawn"):
        if i + 1 < n and w[i + 1] == "hours" and word in ("early", "small", "wee"):
            return Part("TMO", None, small_hours=True), i + 2
        if word in ("predawn", "pre-dawn"):
            return Part("TMO", None, small_hours=True), i + 2 if i + 1 < n and w[i + 1] == "hours" else i + 1
        found = part_at(p, i + 1) if i + 1 < n and word in ("early", "late") else None
        if found and isinstance(found[0], Part):
            return (Edge("START" if word == "early" else "END", found[0])), found[1]
        return None
    if word == "mid" and w[i + 1 : i + 2] in (["morning"], ["afternoon"], ["evening"]):
        return Edge("MID", Part(words().parts[w[i + 1]])), i + 2
    if word.startswith("mid-") and word[4:] in words().parts:
        return Edge("MID", Part(words().parts[word[4:]])), i + 1
    part = words().parts.get(word)
    if part is None or part[1].isdigit():
        return None
    if word in ("dawn", "dusk", "sunset", "sunrise") and p.upos[i] == "PROPN":
        return None
    return Part(part), i + 2 if i + 1 < n and w[i + 1] == "hours" else i + 1
