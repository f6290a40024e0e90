"""From numbers to figures, in one visible order:

1. ``quantities``: numbers with their bounds; those in dates and times left out.
2. ``_excluded``: money, ages, names, addresses, votes.
3. ``counted`` and ``measured``: what is counted, and what happened to it.
4. ``shares``: fractions and percentages of what has a number of its own.
5. ``parts``: "among them three children", "12 of the 30".
6. ``where`` and ``placing``: what the rules say of its place, and what speaks against them.
7. Time, modality, rate.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sayso.figures.context import modality, rate
from sayso.figures.counted import measures
from sayso.figures.datelines import datelines, told
from sayso.figures.draft import Draft
from sayso.figures.drafts import drafts
from sayso.figures.parts import parts
from sayso.figures.placing import ABROAD, GIVEN, Placing
from sayso.figures.quantities import quantities
from sayso.figures.shares import shares
from sayso.figures.signs import left
from sayso.figures.when import dated
from sayso.figures.where import MANY, Places, Where
from sayso.text.parse import Parse
from sayso.types.kinds import Measure
from sayso.types.reading import Figure, Place, Time

__all__ = ["counted", "find", "ruled"]

_OTHER: Final[dict[str, Measure]] = {"casualties": "other", "rescued": "other", "surrendered": "other", "participants": "other", "unhurt": "other"}

_BROAD: Final = frozenset({"aid_amount", "reached", "in_need", "refugees", "returnees"})
"""What is told of a whole operation: an appeal after news of a town is not for that town."""

_SENT: Final = frozenset({"troops", "arms", "vehicles"})
"""What a state has elsewhere too."""

_SHARES: Final = 2
"""Places from which on a list shares out what it counts."""
_APPEAL: Final = 1_000_000

_EXODUS: Final = 200
"""People of whom so many do not enter a country for a visit."""


def find(parse: Parse, *, places: Sequence[Place] = (), times: Sequence[Time] = ()) -> tuple[Figure, ...]:
    """The figures of a report, in text order, ids "f1", "f2", …; which statement each is in is left to the pipeline.

    >>> from sayso.models import parse
    >>> [(f.measure, f.low, f.high, f.unit) for f in find(parse("The raid killed 12 people and wounded at least 30."))]
    [('killed', 12, 12, 'people'), ('injured', 30, None, None)]
    """
    found = counted(parse, times)
    if not found:
        return ()
    filed = datelines(parse.text)
    where = Places(parse, places, filed, {d.head for d in found if d.head > d.last})
    times = told(times, filed)
    ids = {d.key: f"f{n}" for n, d in enumerate(found, 1)}
    there = Placing(parse, where, found).all(found, ruled(found, where))
    return tuple([_figure(parse, d, ids, at, where, times) for d, at in zip(found, there, strict=True)])


def counted(parse: Parse, times: Sequence[Time]) -> list[Draft]:
    """What is counted, in text order: figures without their place, time and modality."""
    numbers = quantities(parse, _timed(parse, times))
    found = parts(parse, shares(parse, drafts(parse, numbers), numbers)) if numbers else []
    return sorted(found, key=lambda d: (parse.tokens[d.first].start, d.last))


def ruled(found: Sequence[Draft], where: Places) -> list[Where]:
    """Where each figure holds by the rules alone."""
    drawn = {d.key: d for d in found}
    return _shared_out(found, [_over_the_border(d, where) or _at(d, drawn, where) for d in found], where)


def _over_the_border(d: Draft, where: Places) -> Where | None:
    """The country into which a part of those who fled went: "40,000 fled, 3,000 of them across the river into Chad"."""
    parse = where.parse
    if d.part_of is None or d.own or d.measure not in ("displaced", "refugees"):
        return None
    for k in range(d.behind + 1, parse.sentences[parse.sentence[d.key]][1]):
        if parse.lower[k] in (",", ";") or parse.upos[k] in ("VERB", "AUX", "NUM"):
            return None
        place = next((p for p in where.named[k + 1 : k + 3] if p is not None), None)
        if parse.lower[k] in ("into", "to") and place is not None and (place.feature or "").startswith("PCL"):
            return Where(place, 0.9, ABROAD)
    return None


def _shared_out(found: Sequence[Draft], there: Sequence[Where], where: Places) -> list[Where]:
    """Where figures hold, with the wholes of lists by place, and what follows such a list, in none of its places: "The observatory counted 21 dead:
    nine in Homs, seven in Hama; at least 30 were hurt"."""
    out = list(there)
    scenes, sentence = where.scenes, where.parse.sentence
    for k, d in enumerate(found):
        parts = [n for n, e in enumerate(found) if e.part_of == d.key and sentence[e.key] == sentence[d.key]]
        names = {p.name for n in parts if (p := there[n].place) is not None}
        own = there[k].place
        if len(names) < _SHARES:
            continue
        if own is not None and own.name in names:
            wider = (scenes.before(where.parse.sentences[sentence[d.first]][0]), scenes.headed(d.first), scenes.title.place, scenes.country(d.first))
            own = next((p for p in wider if p is not None and p.name not in names), None) or own
            out[k] = Where(own, 0.6, "whole")
        behind = parts[-1] + 1
        if behind < len(found) and found[behind].part_of is None and sentence[found[behind].key] == sentence[d.key]:
            after = there[behind].place
            if after is None or after.name in names:
                out[behind] = Where(own, 0.6, "whole")
    return out


def _at(d: Draft, drawn: dict[int, Draft], where: Places) -> Where:
    """Where a figure holds; a part without a place of its own is where its whole is."""
    there = where.of(
        d.head,
        d.by,
        d.first,
        many=_many(d),
        broad=d.measure in _BROAD,
        wholly=_wholly(d),
        goods=d.measure == "aid_amount",
        left=left(d),
        sent=d.measure in _SENT or (d.thing == "troops" and d.measure in ("killed", "injured") and where.scenes.title.country is not None),
    )
    whole = drawn.get(d.part_of) if d.part_of is not None else None
    if whole is None or there.sure >= GIVEN:
        return there
    outer = where.of(whole.head, whole.by, whole.first, many=_many(whole), broad=whole.measure in _BROAD)
    return outer if outer.place and (outer.sure > there.sure or d.derived_from) else there


def _wholly(d: Draft) -> bool:
    """Whether a figure is an amount of money as is given for a country."""
    return d.measure == "aid_amount" and d.head <= d.last and (d.low or d.high or 0) >= _APPEAL


def _many(d: Draft) -> bool:
    """Whether a figure counts more people than one town holds."""
    return d.thing in ("person", "bare") and (d.low or d.high or 0) >= MANY


def _figure(parse: Parse, d: Draft, ids: Mapping[int, str], there: Where, where: Places, times: Sequence[Time]) -> Figure:
    span = parse.span(d.first, d.last)
    anchor = d.by if d.by >= 0 else d.head
    place = where.in_town(there.place)
    # how many live somewhere is not dated by what else the sentence tells: "met the mayor of a city of 400,000 on Friday"
    standing = d.measure == "population" and not d.own and (d.by < 0 or parse.upos[d.by] not in ("VERB", "AUX"))
    fled = d.measure == "displaced" or (d.measure == "other" and d.thing == "person" and d.by >= 0 and _crosses(parse, d))
    measure = "refugees" if there.rule == ABROAD or (fled and where.abroad(d.by)) else _OTHER.get(d.measure) or d.measure
    return Figure(
        id=ids[d.key],
        start=span.start,
        end=span.end,
        measure=measure,  # type: ignore[arg-type]
        low=d.low,
        high=d.high,
        relation=d.relation,
        unit=d.unit,
        place=place.name if place else None,
        place_entity=place.entity if place else None,
        time=None if standing else dated(parse, times, anchor, d.head),
        modality="asserted" if d.low == d.high == 0 else modality(parse, d.by),
        derived_from=d.derived_from,
        part_of=ids.get(d.part_of) if d.part_of is not None else None,
        rate=rate(parse, d.behind, d.by),
        confidence=round(d.sure, 2),
    )


def _crosses(parse: Parse, d: Draft) -> bool:
    """Whether those counted go over a border as people do who flee: many, and of no trade."""
    lemma = parse.lemmas[d.by]
    if lemma == "cross":
        return True
    noun = parse.lemmas[d.head]
    anybody = noun.lower() in measures()["stayers"] or noun in ("people", "person", "woman", "child") or parse.upos[d.head] == "PROPN"
    return lemma in ("enter", "arrive") and anybody and (d.low or d.high or 0) >= _EXODUS


def _timed(parse: Parse, times: Sequence[Time]) -> list[bool] | None:
    """Which tokens are part of a time."""
    if not times:
        return None
    out = [False] * len(parse)
    for t in times:
        first, last = parse.tokens_in(t.start, t.end)
        out[first : last + 1] = [True] * (last + 1 - first)
    return out
