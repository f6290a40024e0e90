"""Two figures of one measure: do they agree, does one bring the other up to date, or do they contradict each other?

The questions are asked in this order: the same place? per day, or in all? the same people? the same event? told as a fact? Only
then are the numbers compared. Figures that have nothing to do with each other get no link, and "different scope" is said only where a
hasty reader would take two numbers for a contradiction.
"""

from sayso.link import slots, told
from sayso.link.counted import unit
from sayso.link.cues import Cues, cues, shared
from sayso.link.parties import opposed
from sayso.link.told import shown
from sayso.types.claims import Claim, Judgement, Verdict

__all__ = ["compare", "shown"]

_GROWING = frozenset(("killed", "injured", "displaced", "refugees", "evacuated", "detained", "affected", "kidnapped", "reached", "returnees", "deserters",
                      "buildings_destroyed", "buildings_damaged"))  # fmt: skip
"""Measures whose running totals grow while an event is counted."""
_FALLING = frozenset(("missing", "trapped", "remaining"))
_LASTING = _FALLING | frozenset(
    ("displaced", "refugees", "evacuated", "returnees", "in_need", "affected", "population", "troops", "vehicles", "reached", "area")
)
"""Measures of a state that lasts, rather than of one event."""
_FRESH, _STALE, _LASTS = 4, 14, 45  # days of reporting apart: of one event anyway; if the sentences share something; of one state
_LEAP = 4.0  # times its former value: a count that grows faster, by another source that says nothing of growth, contradicts
_STEP = 2.0  # times a lower bound above which a later figure is news rather than the same
_HYPOTHETICAL = frozenset(("conditional", "possible", "planned", "demanded"))
_SURE = {"same": 0.95, "overlaps": 0.9, "unknown": 0.75, "span": 0.6}


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What figure ``b`` is to ``a``, which was told first or on the same day; None where they have nothing to do with each other."""
    if a.measure != b.measure or a.measure == "other":
        return None
    where = slots.place(a, b)
    if where in ("other", "unknown"):
        return None
    who = unit(a.unit, b.unit, a.measure)
    when = slots.time(a, b)
    if who == "differs" and not _households(a, b):
        return None
    if when in ("earlier", "later", "apart"):
        return None
    x, y = cues(a), cues(b)
    if not _one_event(a, b, when, x, y):
        return None
    root = slots.root(a, b)
    found: dict[str, str] = {"measure": "same", "place": where, "unit": who, "time": when, "value": slots.value(a, b), "root": root}
    apart = _modality(a, b, found, x, y)
    if apart is not None or found.get("modality"):
        return apart
    apart = _scope(a, b, found, x, y)
    if apart is not None or found.get("part"):
        return apart
    if when == "span":
        return _event_and_period(a, b, found)
    if where in ("part", "whole"):
        return _nested(a, b, found)
    return _by_value(a, b, found, x, y)


def _one_event(a: Claim, b: Claim, when: str, x: Cues, y: Cues) -> bool:
    """Whether two figures can be of one event: no other scene or cause, and not long apart unless their times agree."""
    if (x.causes and y.causes and not x.causes & y.causes) or (x.scenes and y.scenes and not x.scenes & y.scenes):
        return False
    if when in ("same", "overlaps", "span"):
        return True
    apart = abs(slots.days_apart(a, b))
    if a.measure in _LASTING:
        return apart <= _LASTS
    return apart <= _FRESH or (apart <= _STALE and (a.root.id == b.root.id or shared(x, y)))


def _households(a: Claim, b: Claim) -> bool:
    """Whether one figure counts households and the other people of one flight: worth a word, since neither is wrong."""
    return a.measure in _LASTING and ("famil" in (a.unit or "") + (b.unit or "") or "household" in (a.unit or "") + (b.unit or ""))


def _say(verdict: Verdict, a: Claim, b: Claim, found: dict[str, str], why: str, score: float) -> Judgement:
    doubt = 0.7 + 0.3 * min(a.confidence, b.confidence)
    near = 0.9 if found.get("place") == "near" else 1.0
    return Judgement(verdict=verdict, slots=found, reason=f"{told.figure(a)}; {told.figure(b)}: {why}", score=round(score * doubt * near, 3))


def _scope(a: Claim, b: Claim, found: dict[str, str], x: Cues, y: Cues) -> Judgement | None:
    """Another rate, households, or a part: the numbers do not count the same."""
    if a.rate != b.rate:
        rate = a if a.rate else b
        return _say("different_scope", a, b, found | {"rate": "differs"}, f"one is the number a {rate.rate}, the other a total", 0.9)
    if found["unit"] == "differs":
        return _say("different_scope", a, b, found, "one counts households, the other people", 0.85)
    p, q = _is_part(a, x), _is_part(b, y)
    if p != q and found["value"] not in ("same", "higher" if q else "lower") and found["place"] in ("same", "near"):
        part, words = (a, x) if p else (b, y)
        found["part"] = "differs"
        if words.gathered and part.part_of is None and not words.part:
            return None  # fourteen were buried: of how many, nobody says
        return _say("different_scope", a, b, found, f"the {told.shown(part)} are some of a larger number", 0.85)
    return None


def _is_part(c: Claim, q: Cues) -> bool:
    return c.part_of is not None or q.part or (q.gathered and c.measure == "killed")


def _modality(a: Claim, b: Claim, found: dict[str, str], x: Cues, y: Cues) -> Judgement | None:
    """One is no fact, or is denied. Marks ``found`` where nothing more is to be said."""
    p, q = ("denied" if c.modality == "asserted" and k.dismissed else c.modality for c, k in ((a, x), (b, y)))  # "called the toll of 31 an invention"
    if p == q or (found["place"] in ("part", "whole")):
        if p not in ("asserted", q):
            found["modality"] = "differs"
        return None
    found["modality"] = "differs"
    if "denied" in (p, q) and "asserted" in (p, q):
        denier = a if p == "denied" else b
        if found["value"] in ("same", "overlaps") and found["unit"] in ("same", "part", "whole") and _bounded(a, b):
            return _say("contradicts", a, b, found, f"{denier.root.name} denies the number", 0.85)
        return None
    if "denied" in (p, q):
        return None
    odd = a if p in _HYPOTHETICAL else b
    return _say("different_scope", a, b, found, f"the {told.shown(odd)} are only {odd.modality}, the others told as a fact", 0.7)


def _bounded(a: Claim, b: Claim) -> bool:
    """Whether a denial of one number meets the other: equal lower ends, not only ranges that are open to the same side."""
    return a.low == b.low or (a.high is not None and b.high is not None)


def _event_and_period(a: Claim, b: Claim, found: dict[str, str]) -> Judgement | None:
    """One figure is of days, the other of weeks, months or a year that hold them."""
    if found["value"] in ("same", "overlaps") and slots.ratio(a, b) < _STEP:
        return _agree(a, b, found)
    return _say("different_scope", a, b, found, "one is for a single event, the other for a longer time", 0.75)


def _nested(a: Claim, b: Claim, found: dict[str, str]) -> Judgement | None:
    """One place holds the other: the number of the whole is not less than that of the part."""
    whole, part = (a, b) if found["place"] == "part" else (b, a)
    if (whole.place and whole.place.precision == "country") or found["unit"] not in ("same", "unclear"):
        return None
    firm = found["time"] in ("same", "overlaps")
    if found["value"] == "same" and firm:
        return _agree(a, b, found)
    low, high = _least_and_most(whole, part)
    if firm and low > high:
        return _say("contradicts", a, b, found, f"{_place(whole)} holds {_place(part)} and cannot have fewer", 0.7)
    if firm or whole.measure in _LASTING:
        return _say("different_scope", a, b, found, f"one is for {_place(a)}, the other for {_place(b)}", 0.85)
    return None


def _least_and_most(whole: Claim, part: Claim) -> tuple[float, float]:
    """The least of a part and the most of its whole."""
    return slots.closed(part)[0], slots.closed(whole)[1]


def _by_value(a: Claim, b: Claim, found: dict[str, str], x: Cues, y: Cues) -> Judgement | None:
    """The same place, and one event as far as can be told: what the ranges say."""
    who: str = found["unit"]
    if found["value"] in ("same", "overlaps"):
        if who == "unclear" and found["value"] != "same":
            return None
        if who == "unclear" or not _news(a, b, found, y):
            return _agree(a, b, found)
        return _say("updates", a, b, found, _way(b, higher=True), _SURE[found["time"]] - 0.15)
    if who == "unclear":
        return None
    if who in ("part", "whole") and (found["value"] == "lower") == (who == "part"):
        part, whole = (b, a) if who == "part" else (a, b)
        if x.gathered or y.gathered or (found["time"] == "unknown" and not shared(x, y)):
            return None
        return _say("different_scope", a, b, found, f"the {told.counted(part)} are some of all {told.counted(whole)}", 0.8)
    if _is_update(a, b, found, x, y):
        return _say("updates", a, b, found, _way(b, higher=found["value"] == "higher", own=found["root"] == "same"), _SURE[found["time"]] - 0.1)
    if x.older or y.older:
        return None  # one is an older number that the report only recalls
    return _contradict(a, b, found)


def _agree(a: Claim, b: Claim, found: dict[str, str]) -> Judgement:
    sure = _SURE[found["time"]]
    if found["root"] == "same":
        return _say("repeats", a, b, found, f"{a.root.name} told again", sure)
    if found["root"] == "credited" and found["value"] == "same":
        to, of = (a, b) if slots.credits(a, b) else (b, a)
        return _say("repeats", a, b, found, f"{to.publisher or 'the one report'} has the number from {of.publisher}", sure)
    return _say("corroborates", a, b, found, "the numbers agree" if found["value"] == "same" else "the numbers fit together", sure)


def _news(a: Claim, b: Claim, found: dict[str, str], y: Cues) -> bool:
    """Whether a later figure, though a lower bound allowed it, is a new stage of the count: "more than 30,000" and then "more than 50,000"."""
    if a.high is not None or a.low is None or b.low is None or a.measure not in _GROWING or slots.days_apart(a, b) <= 0 or b.low <= a.low:
        return False
    if b.high is None and (found["root"] == "same" or y.rising):
        return True
    return slots.ratio(a, b) >= _STEP and found["unit"] == "same"


def _is_update(a: Claim, b: Claim, found: dict[str, str], x: Cues, y: Cues) -> bool:
    """Whether the later of two numbers that cannot both be right takes the place of the earlier."""
    higher = found["value"] == "higher"
    if slots.days_apart(a, b) <= 0:
        return found["root"] == "same" and (y.rising if higher else y.lowered) and not x.rising
    if found["root"] == "same" or (y.lowered and not higher):
        return True
    if opposed(a.root.name, b.root.name):
        return False
    if a.measure in _FALLING and not higher:
        return y.still or slots.days_apart(a, b) <= _STALE
    if not higher or a.measure not in _GROWING:
        return False
    return y.rising or slots.ratio(a, b) <= _LEAP


def _way(b: Claim, *, higher: bool, own: bool = False) -> str:
    if own:
        return f"{b.root.name} {'raised' if higher else 'lowered'} its number"
    return "the later report has a higher count" if higher else "the later report has a lower count"


def _contradict(a: Claim, b: Claim, found: dict[str, str]) -> Judgement | None:
    if a.measure in _LASTING and found["time"] == "unknown" and abs(slots.days_apart(a, b)) > _STALE:
        return None  # a state may have changed in between
    if found["unit"] in ("part", "whole"):
        part, whole = (b, a) if found["unit"] == "part" else (a, b)
        return _say("contradicts", a, b, found, f"there cannot be more {told.counted(part)} than {told.counted(whole)} in all", _SURE[found["time"]] - 0.05)
    if found["root"] == "same" and slots.days_apart(a, b) == 0:
        return _say("contradicts", a, b, found, f"two numbers from {a.root.name} on one day", _SURE[found["time"]] - 0.2)
    return _say("contradicts", a, b, found, "they cannot both be right", _SURE[found["time"]])


def _place(c: Claim) -> str:
    return c.place.name if c.place else "an unknown place"
