"""A number and what it counts, as a figure in the making."""

from typing import Final

from sayso.figures.counted import Counted, measures, phrase_from
from sayso.figures.draft import Draft
from sayso.figures.goes_on import LOST
from sayso.figures.governor import governor
from sayso.figures.measure import measured
from sayso.figures.quantities import Quantity
from sayso.figures.senses import Measured
from sayso.text.parse import Parse

__all__ = ["make", "of_things_before"]

_AS: Final = 3


def make(parse: Parse, q: Quantity, c: Counted, measure: str, by: int, sure: float, *, own: bool) -> Draft:
    """The figure that a number with its counted noun is.

    Args:
        by: The verb or noun that the measure was read from, −1 for none.
        own: Whether the measure was read from the text around it.
    """
    low, high = q.low, q.high
    if _thousands(parse, q) and c.thing not in ("aid", "area"):
        low, high = low and low * 1000, high and high * 1000  # "1.200 people": of people there are no fractions
    return Draft(
        key=q.core,
        first=q.first,
        last=q.last,
        measure=measure,
        low=_whole(low),
        high=_whole(high),
        relation=q.relation,
        unit=parse.words(c.first, c.last) if c.thing != "bare" and parse.upos[c.head] != "PRON" else _as_what(parse, c),
        head=c.head,
        by=by,
        behind=max(c.last, q.last),
        thing=c.thing,
        of=c.of,
        own=own,
        sure=sure * (0.9 if q.kind == "vague" else 1.0),
    )


def of_things_before(parse: Parse, q: Quantity, c: Counted, whole: Draft) -> Draft:
    """A part of buildings or arms counted before it: "… and 900 of these were destroyed", "60 of them were shot down"."""
    m = measured(parse, c._replace(thing="building")) if whole.thing == "building" else None
    if whole.thing == "building" and parse.lower[c.last + 1 : c.last + 3] in LOST:
        m = Measured("buildings_destroyed", c.head, 0.8)  # "212 of them beyond repair"
    made = make(parse, q, c, m.name if m else whole.measure, m.by if m else governor(parse, c.head, c.start)[0], 0.8 * whole.sure, own=m is not None)
    return made._replace(unit=whole.unit, thing=whole.thing, part_of=whole.key)


def _as_what(parse: Parse, c: Counted) -> str | None:
    """What those are of whom the number is a part: "12 of them civilians"."""
    found = phrase_from(parse, c.head + 1) if c.of and parse.upos[c.head] == "PRON" and c.head + 1 < len(parse) else None
    if found is None or parse.xpos[found[1]] != "NNS" or measures()["things"].get(parse.low_lemmas[found[1]]) not in ("person", "troops"):
        return None
    return parse.words(*found) if found[1] - c.head <= _AS else None


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _thousands(parse: Parse, q: Quantity) -> bool:
    word = parse.lower[q.core]
    head, dot, tail = word.partition(".")
    return q.core == q.last_core and bool(dot) and len(tail) == 3 and tail.isdigit() and 0 < len(head) <= 3 and head.isdigit() and head[0] != "0"
