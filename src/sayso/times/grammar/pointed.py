"""Times that a "last", "this" or "next" points out: "last week", "the following day", "the past three days", "next Friday", "that evening"."""

from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read
from sayso.times.grammar.names import weekday_at
from sayso.times.grammar.words import spell_at, words
from sayso.times.meaning import Cal, Cycle, In, Meaning, Part, Stretching, Unit, Vague, Which

__all__ = ["pointed"]


def pointed(p: Parse, i: int) -> Read:
    """As in "last week", "this month", "the following day", "the past three days", "next Friday", "that evening", "this summer"."""
    w = p.lower
    n = len(w)
    known = words()
    step = known.which.get(w[i])
    if w[i] == "latest" and w[i + 1 : i + 2] == ["quarter"]:
        step = -1
    if w[i] == "latest" and w[i + 1 : i + 2] == ["period"]:
        return Cycle("Q"), i + 2
    if (
        step is None
        or i + 1 >= n
        or p.sentence[i + 1] != p.sentence[i]
        or (w[i] == "that" and p.upos[i] == "SCONJ")
        or (w[i] == "last" and p.upos[i] == "VERB")
    ):
        return None  # "will last 72 hours"
    if w[i : i + 2] == ["this", "day"] and i and w[i - 1] == "to":
        return Vague("PRESENT_REF"), i + 2  # "the effects go on to this day"
    narrative = w[i] in known.narrative or (w[i] == "next" and i > 0 and w[i - 1] == "the")  # "next week", but "the next week"
    j = i + 1
    if w[i] in ("this", "that") and w[j] in known.which and w[j] not in ("this", "that", "these", "those"):
        step, narrative = known.which[w[j]], narrative or w[j] == "same"  # "this past week", "this coming Friday", "that same day"
        j += 1
        if j >= n:
            return None
    elif w[j] in ("very", "same", "fiscal", "financial", "calendar", "election", "school") and w[i] in (
        "this",
        "that",
        "the",
        "last",
        "next",
        "current",
        "past",
        "previous",
    ):
        j += 1
        if j >= n:
            return None
    if w[i] in (
        "last",
        "past",
        "next",
        "coming",
        "following",
        "previous",
        "preceding",
        "these",
        "those",
        "this",
        "upcoming",
        "recent",
        "ensuing",
        "same",
        "first",
    ):
        spell = spell_at(w, j)
        if spell:
            if w[i] in ("these", "those"):
                return None
            number, unit, k = spell
            if number is None and w[i] in ("coming", "past") and k == j + 1 and not (i and w[i - 1] in ("the", "these", "this")):
                return Stretching(None, unit, step or -1, bare=True), k
            return Stretching(number, unit, step or -1, narrative=narrative), k
    word = w[j]
    if word in known.parts and word not in ("nights", "mornings", "evenings", "afternoons", "daylight", "daytime"):
        part = known.parts[word]
        day = Unit("D", -1 if step < 0 else 1 if step > 0 else 0, narrative)
        if part[1] == "T" or part[1].isdigit():
            return None
        return Part(part, day), j + 1
    if word in ("early", "late") and j + 1 < n and w[j + 1] in known.parts and step == 0:
        return Part(known.parts[w[j + 1]], Unit("D", 0, narrative)), j + 2
    if word == "fortnight" and step:
        return Stretching(1, "FN", step, narrative=narrative), j + 1
    if word in known.units and word not in known.plural_units and known.units[word] not in ("S", "MIN", "FN"):
        if w[i] == "past" and not narrative:
            return Stretching(1, known.units[word], -1), j + 1
        if w[i] == "present":
            return None
        if word == "day" and w[i] == "last" and i and w[i - 1] == "the":
            return None  # "the last day" of something
        turn = Unit(known.units[word], step, narrative)
        k = j + 2 if w[j + 1 : j + 2] == ["on"] else j + 1
        weekday = weekday_at(p, k) if turn.unit == "W" and k < n and p.sentence[k] == p.sentence[i] else None
        return (turn, j + 1) if weekday is None else (In(Cal(weekday=weekday), turn), k + 1)
    inner: Meaning | None = None
    if word in known.weekdays and (word not in known.unsure or word != "sun"):
        inner = Cal(weekday=known.weekdays[word])
    elif word in known.months and p.tokens[j].text[0].isupper() and p.upos[j] in ("PROPN", "NOUN"):
        k = j + 1
        if k < n and w[k].isdecimal() and len(w[k]) <= 2:
            return None
        inner = Cal(month=known.months[word])
    elif word in known.seasons and p.upos[j] in ("NOUN", "PROPN"):
        inner = Cycle(known.seasons[word])
    if inner is None:
        return None
    if w[i] in ("present", "ongoing", "same"):
        return None
    if w[j - 1] in ("coming", "upcoming", "forthcoming") and step > 0:
        step = 2  # "this coming Friday" is the first to come, "next Friday" that of next week
    return Which(inner, step, narrative), j + 1
