"""Units that an article and the context alone pin down: "the weekend", "the day before", "the week after Easter", "the week of 7 March"."""

from collections.abc import Callable
from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read, dated, nth_day
from sayso.times.grammar.days import is_day
from sayso.times.grammar.names import year_at
from sayso.times.grammar.pointed import pointed
from sayso.times.grammar.seasons import holiday
from sayso.times.grammar.words import integer, spelled_year, words
from sayso.times.meaning import Cal, Lasting, Nth, Part, Repeat, Shift, Spell, Unit, Vague

__all__ = ["bare_unit", "with_unit"]


def bare_unit(p: Parse, i: int, simple: Callable[[Parse, int], Read]) -> Read:
    """As in "the weekend", "the day before", "the week after", "the year": units that the context alone pins down."""
    w = p.lower
    n = len(w)
    j = i + 1
    if j >= n:
        return None
    word = w[j]
    if word in ("day", "week", "month", "year", "night", "evening", "morning") and j + 1 < n:
        sign = {"before": -1, "after": 1, "previous": -1, "earlier": -1}.get(w[j + 1], 0)
        if sign:
            k = j + 2
            unit = {"night": "NI", "evening": "NI", "morning": "NI"}.get(word, words().units.get(word, "D"))
            if k < n and w[k] in ("last", "next") and k + 1 < n and w[k + 1] in words().units:
                frame = pointed(p, k)
                if frame:
                    return Shift(1, 1, unit, sign, frame[0]), frame[1]
            if k < n and w[k] in ("last", "next"):
                return Unit(unit, 2 if w[k] == "next" else -2), k + 1
            base = simple(p, k) if k < n and p.sentence[k] == p.sentence[i] else None
            if base and not isinstance(base[0], (Spell, Repeat, Vague)):
                return Shift(1, 1, unit, sign, base[0]), base[1]
            following = p.upos[k] if k < n and p.sentence[k] == p.sentence[i] else "PUNCT"
            if following in ("PUNCT", "CCONJ", "VERB", "AUX", "ADP") and not (following == "VERB" and p.xpos[k] == "VBG"):
                return (
                    Part({"night": "TNI", "evening": "TEV", "morning": "TMO"}[word], Unit("D", sign, narrative=True))
                    if unit == "NI"
                    else Unit(unit, sign, narrative=True)
                ), k
            return None
    if (
        word in ("week", "month", "year", "quarter")
        and p.lower[i - 1] in ("in", "during", "for", "of", "throughout", "over")
        and not (j + 1 < n and w[j + 1] in ("of", "that", "-", "when"))
    ):
        if not p.relations[j].startswith("compound") and p.upos[j] == "NOUN":
            return Unit(words().units[word], 0), j + 1
    if word in ("full", "whole", "entire", "fiscal", "financial") and w[j + 1 : j + 2] in (["year"], ["quarter"], ["month"], ["week"]):
        y = year_at(p, j + 2, sure=True) if j + 2 < n and w[j + 1] == "year" else None
        return (Cal(y), j + 3) if y else (Unit(words().units[w[j + 1]], 0), j + 2)
    if word == "weekend" and not (j + 1 < n and p.heads[j] > j and p.relations[j].startswith("compound")):
        return Unit("WE", 0), j + 1
    return None


def with_unit(p: Parse, i: int) -> Read:
    """As in "the year 2014", "week 31", "the week of 7 March", "the month of May", "the quarter ended 30 September"."""
    w = p.lower
    n = len(w)
    j = i + 1 if w[i] == "the" else i
    if j + 1 >= n or p.sentence[j + 1] != p.sentence[i]:
        return None
    if w[j] == "year":
        if y := year_at(p, j + 1, sure=True):
            return Cal(y), j + 2
        if spelled := spelled_year(w, j + 1):
            return Cal(spelled[0]), spelled[1]
    if w[j] == "week" and (number := integer(w[j + 1])) and 1 <= number <= 53 and not (j + 2 < n and p.upos[j + 2] in ("NOUN", "NUM")):
        of = j + 3 if j + 3 < n and w[j + 2] == "of" else -1
        y = year_at(p, of, sure=True) if of > 0 else None
        frame = pointed(p, of) if of > 0 and not y else None
        if frame and isinstance(frame[0], Unit):
            return Nth(number, "W", frame[0]), frame[1]
        return Nth(number, "W", Cal(y) if y else Unit("Y", 0)), j + 4 if y else j + 2
    if w[j] in ("week", "month", "weekend", "year") and w[j + 1] in _BEGINNING:
        k = j + 2
        while k < n and k < j + 4 and w[k] in ("the", "on"):
            k += 1
        inner = (dated(p, k) or nth_day(p, k) or holiday(p, k)) if k < n else None
        if inner and w[j] in ("week", "weekend") and is_day(inner[0]):
            return Shift(0, 0, words().units[w[j]], 1, inner[0]), inner[1]
        if inner and w[j] in ("month", "year") and w[j + 1] == "of":
            return inner
    return _ended(p, j)


_BEGINNING: Final = ("of", "from", "beginning", "starting", "commencing")


def _ended(p: Parse, j: int) -> Read:
    """A unit whose last day is told: "the quarter ended Sept. 30", "the year ending June 30, 1990"; that day stays a time of its own."""
    w = p.lower
    if w[j] in ("fiscal", "financial") and j + 3 < len(w):
        j += 1
    if w[j] not in ("quarter", "year", "month", "week") or w[j + 1] not in ("ended", "ending") or j + 2 >= len(w):
        return None
    last = dated(p, j + 3 if w[j + 2] == "on" and j + 3 < len(w) else j + 2)
    if last is None or not is_day(last[0]):
        return None
    unit = words().units[w[j]]
    return (Shift(0, 0, "Q", 1, last[0]) if unit == "Q" else Lasting(1, unit, -1, last[0])), j + 1
