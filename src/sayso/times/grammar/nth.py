"""The n-th of something: "the first week of March", "the last Friday of May", "the second half of the year"."""

from collections.abc import Callable

from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read
from sayso.times.grammar.words import ordinal, spell_at, words
from sayso.times.meaning import Cal, Cycle, Nth, Repeat, Spell, Unit

__all__ = ["nth"]


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
    elif w[i] == "latter" and w[i + 1 : i + 2] in (["half"], ["part"]):
        number, j = 2, i + 1
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
        spell_at(w, j)
        if w[j][0].isdigit()
        or w[j] in ("few", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
        or w[j] in known.plural_units
        else None
    )
    if spell and abs(number) == 1:
        count_, unit, k = spell
        base = _of(p, k, simple)
        if base and count_ == 2 and unit == "Q" and isinstance(base[0], Cal) and base[0].year and not base[0].month:
            return Cycle("H1" if number == 1 else "H2", base[0].year), base[1]
        if base and count_:
            return Nth(number, f"{unit}{count_:g}", base[0]), base[1]
        return (Spell(count_, unit), k) if count_ or number == 1 else None
    word = w[j]
    if w[j + 1 : j + 3] == ["-", "final"]:
        return None
    if word in ("quarter", "half") or (word == "part" and w[i] == "latter"):
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
