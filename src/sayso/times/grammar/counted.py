"""Numbers of units and what they are counted from: "three weeks", "two days ago", "in 48 to 72 hours", "a year after Easter"."""

import re
from collections.abc import Callable
from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read
from sayso.times.grammar.nth import nth
from sayso.times.grammar.sets import each_unit
from sayso.times.grammar.words import MORE, count, words
from sayso.times.meaning import Cycle, Lasting, Repeat, Shift, Spell, Stretching, Vague

__all__ = ["counted"]

_JOINED: Final = re.compile(r"(\d+(?:\.\d+)?)(h|hrs?|mins?)")
_BACK: Final = frozenset(("ago", "earlier", "before", "previously", "prior", "beforehand", "back"))

_ON: Final = frozenset(("later", "afterwards", "after", "afterward", "hence", "thereafter"))


def counted(p: Parse, i: int, simple: Callable[[Parse, int], Read]) -> Read:
    """A number of units, and what it is counted from: "two days" + "ago", "later", "after Easter", "from now"."""
    w = p.lower
    n = len(w)
    known = words()
    if w[i] == "all" and w[i + 1 : i + 2] in (["day"], ["week"], ["month"], ["year"]):
        return Spell(1, known.units[w[i + 1]], 1), i + 2
    if w[i][0].isdigit() and (joined := _JOINED.fullmatch(w[i])):
        return Spell(float(joined[1]), known.units[joined[2] if len(joined[2]) > 1 else "hour"], float(joined[1])), i + 1
    found = count(w, i)
    if not found:
        if w[i] == "year" and i + 2 < n and w[i + 1] == "-" and w[i + 2] in ("ago", "earlier"):
            k = i + 4 if i + 3 < n and w[i + 3] in ("period", "quarter", "month") else i + 3
            quarter = nth(p, k, simple) if k < n and k == i + 3 else None
            if quarter and isinstance(quarter[0], Cycle):
                return Shift(1, 1, "Y", -1, quarter[0]), quarter[1]  # "the year-ago third quarter"
            months = counted(p, k, simple) if k < n and k == i + 3 and p.sentence[k] == p.sentence[i] else None
            if months and isinstance(months[0], Spell):
                return months  # "the year-earlier nine months"
            return Shift(1, 1, "Y", -1, None if w[i + 2] == "ago" else "text"), k
        if w[i + 1 : i + 3] == ["-", "long"] and w[i] in ("hour", "day", "week", "month", "year", "decade"):
            return Spell(1, known.units[w[i]], 1), i + 3  # "their third day-long meeting"
        if w[i] not in known.plural_units or w[i] in ("nights", "weekends"):
            return None
        low: float | None = None
        high: float | None = None
        j = i + 2 if w[i + 1 : i + 2] in (["or"], ["and"], ["to"]) and i + 2 < n and w[i + 2] in known.plural_units else i  # "weeks or months"
    else:
        low = high = found[0]
        j = found[1]
        if j < n and w[j] in ("to", "or", "-", "–", "and") and j + 1 < n and w[j + 1] not in ("a", "an", "half", "some", "many", "couple"):
            second = count(w, j + 1)
            if (
                second
                and second[0] is not None
                and low is not None
                and second[0] > low
                and second[1] < n
                and (w[second[1]] in known.units or w[second[1]] == "-")
            ):
                high, j = second[0], second[1]
    if found and j + 1 < n and w[j] in ("past", "last", "previous", "next", "coming", "upcoming", "following") and w[j + 1] in known.plural_units:
        return Stretching(low, known.units[w[j + 1]], known.which[w[j]], narrative=w[j] in known.narrative), j + 2  # "the four previous weeks"
    article = w[i] in ("a", "an") and j == i + 1
    if article and j < n and w[j] in known.plural_units:
        return None  # "a months-long siege"
    if not article and low is not None and j + 1 < n and w[j] not in known.units and w[j + 1] in known.plural_units and p.upos[j] == "ADJ" and w[j] not in MORE:
        j += 1  # "two bloody weeks"
    if j < n and w[j] in MORE:
        j += 1
    if j < n and w[j] == "-" and j + 1 < n and w[j + 1] in known.units:
        j += 1
    if j >= n or w[j] not in known.units or p.sentence[j] != p.sentence[i]:
        return None
    if low is not None and 1000 <= low <= 2100 and w[i].isdecimal() and w[j] not in known.plural_units:
        return None  # "the 1988 quarter"
    unit = known.units[w[j] if found or j == i else w[i]]
    if unit in {"S", "WE"}:
        if w[j] in ("second", "weekend"):
            return None
    if unit == "NI" and w[j] == "night" and low is not None and low > 1 and w[j - 1] != "-":
        return None  # "three night raids"
    if j + 1 < n and (w[j + 1] in ("old", "olds") or (w[j + 1] == "-" and j + 2 < n and w[j + 2] in ("old", "olds"))):
        return None  # an age
    if i >= 1 and w[i - 1] == "aged":
        return None
    j += 1
    half = j + 2 if w[j + 1 : j + 2] in (["a"], ["one"]) else j + 1
    if w[j : j + 1] == ["and"] and w[half : half + 1] == ["half"] and low is not None and w[half + 1 : half + 2] != ["of"]:
        low = high = low + 0.5
        j = half + 1
    elif j + 1 < n and w[j] == "or" and w[j + 1] in ("so", "more", "two", "less"):
        j += 2
    elif low is not None and low == high and (more := _rest(p, j, unit)):
        low, unit, j = (low * more[0] + more[1], more[2], more[3]) if unit == "W" else (low + more[1] / more[0], unit, more[3])
        high = low
    if j + 1 < n and w[j] in ("'", "'s") and w[j + 1] == "time":
        return Shift(low, high, unit, 1), j + 2
    if j < n and p.sentence[j] == p.sentence[i]:
        tail = _counted_from(p, i, j, low, high, unit, simple)
        if tail:
            return tail
    if article and unit != "NI" and _rate(p, i):
        return Repeat(each_unit(unit)), j
    if not found and j < n and ((unit in ("MIN", "S") and w[j] == "of") or w[j] == "apart"):
        return None  # "the minutes of the meeting", "minutes apart"
    if unit == "Q" and (article or low is None or w[j : j + 1] == ["of"]):
        return None  # "a quarter of the people"
    if unit == "NI" and low is None:
        return None
    return Spell(low, unit if unit != "NI" else "D", high), j


def _rest(p: Parse, j: int, unit: str) -> tuple[int, float, str, int] | None:
    """The smaller unit of a length in two: "two years | and six months"; how many go into the greater one, how many there are, its name."""
    w = p.lower
    smaller, ratio = {"Y": ("M", 12), "W": ("D", 7), "D": ("H", 24), "H": ("MIN", 60)}.get(unit, ("", 0))
    k = j + 1 if w[j : j + 1] == ["and"] else j
    found = count(w, k) if smaller and k < len(w) and p.sentence[k] == p.sentence[j - 1] else None
    if found is None or not found[0] or found[0] >= ratio or w[k] in ("a", "an") or found[1] >= len(w) or words().units.get(w[found[1]]) != smaller:
        return None
    return ratio, found[0], smaller, found[1] + 1


def _counted_from(p: Parse, i: int, j: int, low: float | None, high: float | None, unit: str, simple: Callable[[Parse, int], Read]) -> Read:
    """What stands behind a number of units and makes it a point: "ago", "later", "after Easter"."""
    w = p.lower
    n = len(w)
    word = w[j]
    if word in {"into", "in"}:
        return None
    if word == "prior" and j + 1 < n and w[j + 1] == "to":
        word, j = "before", j + 1
    if word in ("starting", "beginning", "commencing") or (word == "from" and w[i - 1 : i] == ["for"]):
        k = j + 2 if w[j + 1 : j + 2] in (["from"], ["on"]) and word != "from" else j + 1
        base = simple(p, k) if k < n else None
        if base and low and low == int(low) and high in (None, low) and not isinstance(base[0], (Spell, Repeat, Vague)):
            return Lasting(low, unit if unit != "NI" else "D", 1, base[0]), base[1]
        if word != "from":
            return None
    if word in ("from", "after") and j + 1 < n and w[j + 1] in ("now", "today"):
        return Shift(low, high, unit, 1), j + 2
    if word in ("after", "before", "following", "from"):
        k = j + 1
        base = simple(p, k) or (simple(p, k + 1) if k + 1 < n and w[k] in ("the", "that", "last") else None)
        if base and not isinstance(base[0], (Spell, Repeat)):
            return Shift(low, high, unit, -1 if word == "before" else 1, base[0]), base[1]
        if word in {"from", "following"} or (low is None and word == "after"):
            return None  # "in the days after they came" goes on for some days
        following = p.upos[k] if k < n and p.sentence[k] == p.sentence[i] else "PUNCT"
        if following in ("PUNCT", "CCONJ", "AUX") or (following == "VERB" and p.xpos[k] != "VBG"):  # "30 days before closing" counts from the closing
            return Shift(low, high, unit, -1 if word == "before" else 1, "text"), k
        return None
    if word == "ago":
        return Shift(low, high, unit, -1), j + 1
    if word in _BACK:
        return Shift(low, high, unit, -1, "text"), j + 1
    if word in _ON:
        return Shift(low, high, unit, 1, "text"), j + 1
    if word == "-" and j + 1 < n and w[j + 1] in ("ago", "earlier"):
        return Shift(low, high, unit, -1, "text" if w[j + 1] == "earlier" else None), j + 2
    return None


def _rate(p: Parse, i: int) -> bool:
    """Whether "a day" is "each day": right behind a number, amount, noun or "twice", with no preposition."""
    if not i:
        return False
    before = p.lower[i - 1]
    if before in ("once", "twice", "times"):
        return True
    if p.upos[i - 1] not in ("NOUN", "NUM", "SYM", "PROPN", "ADV") or p.sentence[i - 1] != p.sentence[i]:
        return False
    k = i - 1
    while k >= 0 and i - k <= 6 and p.sentence[k] == p.sentence[i]:
        if p.upos[k] in ("NUM", "SYM"):
            return True
        k -= 1
    return False
