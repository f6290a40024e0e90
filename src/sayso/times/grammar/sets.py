"""Times that come again: "every day", "each Friday", "every two weeks", "per hour", "Mondays", "daily"."""

from sayso.text.parse import Parse
from sayso.times.grammar.clocks import bare_hour, clock_at
from sayso.times.grammar.dates import Read
from sayso.times.grammar.words import count, words
from sayso.times.meaning import Clock, Meaning, Repeat

__all__ = ["at_clock", "each_unit", "every"]


def every(p: Parse, i: int) -> Read:
    """A set, with the time of the day at which it comes: "every day at 7 a.m.", "Tuesdays at noon"."""
    found = _every(p, i)
    if found is None:
        return None
    k = found[1] + 1 if p.lower[found[1] : found[1] + 1] == ["at"] else found[1]
    clock = clock_at(p, k) if k < len(p) and p.sentence[k] == p.sentence[i] else None
    if clock is None and found[1] < k < len(p) and (bare := bare_hour(p, k)) and isinstance(bare[0], Clock):
        clock = bare[0], bare[1]
    made = at_clock(found[0], clock[0]) if clock else None
    return (made, clock[1]) if made and clock else found


def at_clock(m: Meaning, clock: Clock) -> Repeat | None:
    """The set of days at a time of them: "every day" + "6 a.m."; None for what is no set of days."""
    if not isinstance(m, Repeat) or not m.timex.startswith(("P1D", "T", "XXXX-WXX")):
        return None
    day = m.timex if m.timex[0] == "X" else ""
    return Repeat(f"{day}T{clock.hour:02}:{clock.minute or 0:02}")


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
    if w[i] in ("all", "any", "on", "at") and w[i + 1 : i + 2] in (["weekends"], ["weekend"]):
        return (Repeat("P1WE"), i + 2) if w[i] == "any" or (w[i] == "all" and w[i + 1] == "weekends") else None
    if w[i] == "weekends":
        return Repeat("P1WE"), i + 1
    if w[i] in ("mornings", "evenings", "afternoons") and not (i and p.upos[i - 1] in ("NUM", "ADJ", "PROPN", "NOUN")):
        return Repeat(known.parts[w[i]]), i + 1
    if w[i] in known.weekday_plurals and p.tokens[i].text[0].isupper():
        return Repeat(f"XXXX-WXX-{known.weekday_plurals[w[i]] + 1}"), i + 1
    if w[i] in known.weekdays and w[i + 1 : i + 2] and w[i + 1] in known.plural_parts and (w[i] not in known.unsure or p.tokens[i].text[0].isupper()):
        return Repeat(f"XXXX-WXX-{known.weekdays[w[i]] + 1}{known.parts[w[i + 1]]}"), i + 2
    if (
        w[i] in known.sets
        and (p.upos[i] in ("ADJ", "ADV") or w[i] == "everyday")
        and (
            w[i] != "everyday"
            or (p.upos[i] in ("ADV", "NOUN") and not (i + 1 < n and p.upos[i + 1] in ("NOUN", "ADJ", "PROPN") and p.sentence[i + 1] == p.sentence[i]))
        )
        and not (i + 1 < n and p.tokens[i].text[0].isupper() and p.upos[i + 1] == "PROPN")
    ):
        return Repeat(known.sets[w[i]]), i + 1
    return None


def each_unit(unit: str) -> str:
    """TIMEX3 value of once in every such unit."""
    return {"MIN": "PT1M", "H": "PT1H", "S": "PT1S", "NI": "TNI", "DE": "P10Y", "CE": "P100Y", "FN": "P2W", "WE": "P1WE"}.get(unit, f"P1{unit}")
