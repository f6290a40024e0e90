"""Times that come again: "every day", "each Friday", "every two weeks", "per hour", "Mondays", "daily"."""

from sayso.text.parse import Parse
from sayso.times.grammar.clocks import clock_at
from sayso.times.grammar.dates import Read
from sayso.times.grammar.words import count, words
from sayso.times.meaning import Repeat

__all__ = ["each_unit", "every"]


def every(p: Parse, i: int) -> Read:
    """A set, with the time of the day at which it comes: "every day at 7 a.m.", "Tuesdays at noon"."""
    found = _every(p, i)
    if found is None or not isinstance(found[0], Repeat) or p.lower[found[1] : found[1] + 1] != ["at"]:
        return found
    clock = clock_at(p, found[1] + 1) if found[1] + 1 < len(p) and p.sentence[found[1] + 1] == p.sentence[i] else None
    if clock is None or not found[0].timex.startswith(("P1D", "T", "XXXX-WXX")):
        return found
    day = found[0].timex if found[0].timex[0] == "X" else ""
    return Repeat(f"{day}T{clock[0].hour:02}:{clock[0].minute or 0:02}"), clock[1]


def _every(p: Parse, i: int) -> Read:
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
            each = each_unit(known.units[w[j]])
            return Repeat(each.replace("1", "2", 1) if other else each), j + 1
        found = count(w, j) if j < n else None
        if found and found[1] < n and w[found[1]] in known.units and found[0]:
            each = each_unit(known.units[w[found[1]]])
            return Repeat(each.replace("1", f"{found[0]:g}", 1)), found[1] + 1
        return None
    if w[i] in known.weekday_plurals and p.tokens[i].text[0].isupper():
        return Repeat(f"XXXX-WXX-{known.weekday_plurals[w[i]] + 1}"), i + 1
    if w[i] in known.weekdays and w[i + 1 : i + 2] and w[i + 1] in known.plural_parts and (w[i] not in known.unsure or p.tokens[i].text[0].isupper()):
        return Repeat(f"XXXX-WXX-{known.weekdays[w[i]] + 1}{known.parts[w[i + 1]]}"), i + 2
    if (
        w[i] in known.sets
        and p.upos[i] in ("ADJ", "ADV")
        and (w[i] != "everyday" or p.upos[i] == "ADV")
        and not (i + 1 < n and p.tokens[i].text[0].isupper() and p.upos[i + 1] == "PROPN")
    ):
        return Repeat(known.sets[w[i]]), i + 1
    return None


def each_unit(unit: str) -> str:
    """TIMEX3 value of once in every such unit."""
    return {"MIN": "PT1M", "H": "PT1H", "S": "PT1S", "NI": "TNI", "DE": "P10Y", "CE": "P100Y", "FN": "P2W", "WE": "P1WE"}.get(unit, f"P1{unit}")
