"""Times made of units, from tokens: "two days ago", "the past three weeks", "in 48 to 72 hours", "every week", "the first week of March"."""

from collections.abc import Callable

from sayso.text.parse import Parse
from sayso.times.dates import Read
from sayso.times.meaning import Cal, Cycle, Meaning, Nth, Part, Repeat, Shift, Spell, Stretching, Unit, Which
from sayso.times.words import count, ordinal, words

__all__ = ["counted", "every", "nth", "which"]

_BACK = frozenset(("ago", "earlier", "before", "previously", "prior", "beforehand", "back"))
_ON = frozenset(("later", "afterwards", "after", "afterward", "hence", "thereafter"))
_MORE = frozenset(
    (
        "more",
        "other",
        "additional",
        "further",
        "long",
        "full",
        "whole",
        "entire",
        "consecutive",
        "straight",
        "short",
        "trading",
        "business",
        "working",
        "calendar",
        "solid",
        "entire",
    )
)


def counted(p: Parse, i: int, simple: Callable[[Parse, int], Read]) -> Read:
    """A number of units, and what it is counted from: "two days" + "ago", "later", "after Easter", "from now"."""
    w = p.lower
    n = len(w)
    known = words()
    found = count(w, i)
    if not found:
        if w[i] == "year" and i + 2 < n and w[i + 1] == "-" and w[i + 2] in ("ago", "earlier"):
            k = i + 4 if i + 3 < n and w[i + 3] in ("period", "quarter", "month") else i + 3
            return Shift(1, 1, "Y", -1, None if w[i + 2] == "ago" else "text"), k
        if w[i] not in known.plural_units or w[i] in ("nights", "weekends"):
            return None
        low: float | None = None
        high: float | None = None
        j = i
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
    if j < n and w[j] in _MORE:
        j += 1
    if j < n and w[j] == "-" and j + 1 < n and w[j + 1] in known.units:
        j += 1
    if j >= n or w[j] not in known.units or p.sentence[j] != p.sentence[i]:
        return None
    if low is not None and 1000 <= low <= 2100 and w[i].isdecimal() and w[j] not in known.plural_units:
        return None  # "the 1988 quarter"
    unit = known.units[w[j]]
    if unit in {"S", "WE"}:
        if w[j] in ("second", "weekend"):
            return None
    if j + 1 < n and (w[j + 1] == "old" or (w[j + 1] == "-" and j + 2 < n and w[j + 2] in ("old", "olds"))):
        return None  # an age
    if i >= 1 and w[i - 1] == "aged":
        return None
    j += 1
    if j + 2 < n and w[j] == "and" and w[j + 1] in ("a", "one") and w[j + 2] == "half" and low is not None:
        low = high = low + 0.5
        j += 3
    elif j + 1 < n and w[j] == "or" and w[j + 1] in ("so", "more", "two", "less"):
        j += 2
    if j + 1 < n and w[j] in ("'", "'s") and w[j + 1] == "time":
        return Shift(low, high, unit, 1), j + 2
    if j < n and p.sentence[j] == p.sentence[i]:
        tail = _counted_from(p, i, j, low, high, unit, simple)
        if tail:
            return tail
    if article and unit != "NI" and _rate(p, i):
        return Repeat(_each(unit)), j
    if not found and unit in ("MIN", "S") and j < n and w[j] == "of":
        return None  # "the minutes of the meeting"
    if unit == "Q" and (article or low is None):
        return None  # "a quarter of the people"
    if unit == "NI" and low is None:
        return None
    return Spell(low, unit if unit != "NI" else "D", high), j


def _counted_from(p: Parse, i: int, j: int, low: float | None, high: float | None, unit: str, simple: Callable[[Parse, int], Read]) -> Read:
    """What stands behind a number of units and makes it a point: "ago", "later", "after Easter"."""
    w = p.lower
    n = len(w)
    word = w[j]
    if word in ("from", "after") and j + 1 < n and w[j + 1] in ("now", "today"):
        return Shift(low, high, unit, 1), j + 2
    if word in {"into", "in"}:
        return None
    if word == "prior" and j + 1 < n and w[j + 1] == "to":
        word, j = "before", j + 1
    if word in ("after", "before", "following", "from"):
        k = j + 1
        base = simple(p, k) or (simple(p, k + 1) if k + 1 < n and w[k] in ("the", "that", "last") else None)
        if base and not isinstance(base[0], (Spell, Repeat)):
            return Shift(low, high, unit, -1 if word == "before" else 1, base[0]), base[1]
        if word in {"from", "following"}:
            return None
        following = p.upos[k] if k < n and p.sentence[k] == p.sentence[i] else "PUNCT"
        if following == "PUNCT" or (following in ("CCONJ", "VERB", "AUX")):
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


def _each(unit: str) -> str:
    return {"MIN": "PT1M", "H": "PT1H", "S": "PT1S", "NI": "TNI", "DE": "P10Y", "CE": "P100Y", "FN": "P2W", "WE": "P1WE"}.get(unit, f"P1{unit}")


def every(p: Parse, i: int) -> Read:
    """As in "every day", "each Friday", "every two weeks", "per hour", "Mondays", "daily"."""
    w = p.lower
    known = words()
    n = len(w)
    if w[i] in ("every", "each", "per") and i + 1 < n:
        j = i + 1
        if w[j] in ("single", "other"):
            other = w[j] == "other"
            j += 1
        else:
            other = False
        if j < n and w[j] in known.weekdays and w[i] != "per":
            k = j + 2 if j + 1 < n and w[j + 1] in known.parts else j + 1
            return Repeat(f"XXXX-WXX-{known.weekdays[w[j]] + 1}"), k
        if j < n and w[j] in known.months and w[i] != "per":
            return Repeat(f"XXXX-{known.months[w[j]]:02}"), j + 1
        if j < n and w[j] in known.parts and w[i] != "per":
            return Repeat(known.parts[w[j]]), j + 1
        if j < n and w[j] in known.seasons and w[i] != "per":
            return Repeat(f"XXXX-{known.seasons[w[j]]}"), j + 1
        if j < n and w[j] in known.units and w[j] != "second":
            each = _each(known.units[w[j]])
            return Repeat(each.replace("1", "2", 1) if other else each), j + 1
        found = count(w, j) if j < n else None
        if found and found[1] < n and w[found[1]] in known.units and found[0]:
            each = _each(known.units[w[found[1]]])
            return Repeat(each.replace("1", f"{found[0]:g}", 1)), found[1] + 1
        return None
    if w[i] in known.weekday_plurals and p.tokens[i].text[0].isupper():
        return Repeat(f"XXXX-WXX-{known.weekday_plurals[w[i]] + 1}"), i + 1
    if w[i] in known.sets and p.upos[i] in ("ADJ", "ADV") and not (i + 1 < n and p.tokens[i].text[0].isupper() and p.upos[i + 1] == "PROPN"):
        return Repeat(known.sets[w[i]]), i + 1
    return None


def which(p: Parse, i: int) -> Read:
    """As in "last week", "this month", "the following day", "the past three days", "next Friday", "that evening", "this summer"."""
    w = p.lower
    n = len(w)
    known = words()
    step = known.which.get(w[i])
    if w[i] == "latest" and w[i + 1 : i + 2] == ["quarter"]:
        step = -1
    if (
        step is None
        or i + 1 >= n
        or p.sentence[i + 1] != p.sentence[i]
        or (w[i] == "that" and p.upos[i] == "SCONJ")
        or (w[i] == "last" and p.upos[i] == "VERB")
    ):
        return None  # "will last 72 hours"
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
        spell = _spell(w, j)
        if spell:
            if w[i] in ("these", "those"):
                return None
            number, unit, k = spell
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
        return Unit(known.units[word], step, narrative), j + 1
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


def _spell(w: list[str], j: int) -> tuple[float | None, str, int] | None:
    """As in "three days", "few weeks", "24 hours" or bare plural "days" at ``j``."""
    known = words()
    n = len(w)
    if w[j] in known.plural_units and w[j] != "nights":
        return None, known.units[w[j]], j + 1
    found = count(w, j)
    if found and found[1] < n and w[j] not in ("a", "an"):
        k = found[1]
        if k < n and w[k] in ("to", "or", "-") and k + 1 < n:
            second = count(w, k + 1)
            if second and second[1] < n and w[second[1]] in known.units:
                return second[0], known.units[w[second[1]]], second[1] + 1
        if w[k] in _MORE and k + 1 < n:
            k += 1
        if w[k] in known.units:
            return found[0], known.units[w[k]], k + 1
    return None


def nth(p: Parse, i: int, simple: Callable[[Parse, int], Read]) -> Read:
    """As in "the first week of March", "the last Friday of May", "the third quarter of 2021", "the second half of the year"."""
    w = p.lower
    n = len(w)
    known = words()
    if w[i] == "last" and p.upos[i] == "VERB":
        return None
    if w[i] in ("last", "final", "closing"):
        number, j = -1, i + 1
    elif w[i] in ("opening", "first"):
        number, j = 1, i + 1
    else:
        found = ordinal(w, i)
        if not found:
            return None
        number, j = found
    if j < n and w[j] == "-":
        j += 1
    if j >= n or p.sentence[j] != p.sentence[i]:
        return None
    spell = (
        _spell(w, j)
        if w[j][0].isdigit() or w[j] in ("few", "two", "three", "four", "five", "six", "seven", "nine", "ten") or w[j] in known.plural_units
        else None
    )
    if spell and abs(number) == 1:
        count_, unit, k = spell
        base = _of(p, k, simple)
        if base and count_:
            return Nth(number, f"{unit}{count_:g}", base[0]), base[1]
        return (Spell(count_, unit), k) if count_ or number == 1 else None
    word = w[j]
    if word in ("quarter", "half"):
        name = f"{'Q' if word == 'quarter' else 'H'}{number if number > 0 else 4 if word == 'quarter' else 2}"
        if number > 4:
            return None
        base = _of(p, j + 1, simple)
        if base is None and j + 1 < n and w[j + 1].isdecimal() and len(w[j + 1]) == 4:
            return Cycle(name, int(w[j + 1])), j + 2
        if base is None:
            return (Cycle(name), j + 1) if word == "quarter" and number > 0 else None
        if isinstance(base[0], Cal) and base[0].year and not base[0].month:
            return Cycle(name, base[0].year), base[1]
        return Nth(number, "Q" if word == "quarter" else "H", base[0]), base[1]
    if word in known.units and word not in known.plural_units:
        base = _of(p, j + 1, simple) if w[j + 1 : j + 2] == ["of"] or word in ("week", "weekend", "day") else None
        return (Nth(number, known.units[word], base[0]), base[1]) if base else None
    if word in known.weekdays:
        base = _of(p, j + 1, simple)
        return (Nth(number, f"F{known.weekdays[word]}", base[0]), base[1]) if base else None
    return None


def _of(p: Parse, j: int, simple: Callable[[Parse, int], Read]) -> Read:
    w = p.lower
    if j + 1 < len(w) and w[j] in ("of", "in") and p.sentence[j + 1] == p.sentence[j]:
        k = j + 1
        if w[k] == "the":
            k += 1
            if k < len(w) and w[k] in ("year", "month", "century", "decade", "week", "quarter", "night", "day"):
                return Unit(words().units[w[k]], 0), k + 1
        found = simple(p, k)
        return found if found and not isinstance(found[0], (Spell, Repeat)) else None
    return None
