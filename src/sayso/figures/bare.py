"""Numbers without a noun: the verb must say that people are counted, or they take what they count from a figure before them."""

from collections.abc import Sequence

from sayso.figures.classes import by_class
from sayso.figures.context import part_cue
from sayso.figures.counted import Counted, measures, phrase_from
from sayso.figures.draft import Draft
from sayso.figures.goes_on import GoesOn, goes_on, of_them, speaks_of_them, spoken_of
from sayso.figures.governor import governor
from sayso.figures.labels import is_pronoun
from sayso.figures.left_out import MORE, in_another_place, in_number, seen, shared_verb
from sayso.figures.making import make, of_things_before
from sayso.figures.measure import measured
from sayso.figures.quantities import Quantity
from sayso.figures.spoken import of_a_group, of_the_named, of_villages, paid_again
from sayso.figures.states import crossed, given_up
from sayso.figures.tolls import spoken_toll, toll
from sayso.text.parse import Parse

__all__ = ["bare"]

_TOLL = 10
"""Tokens before a toll within which it says whom it counts."""


def bare(parse: Parse, q: Quantity, c: Counted, earlier: Sequence[Draft]) -> Draft | None:
    """A number without a noun: the verb must say that people are counted, or it takes its unit from a figure before it."""
    if q.kind == "ordinal" or is_pronoun(parse, q):
        return None
    words = parse.lower
    last = earlier[-1] if earlier and parse.sentence[earlier[-1].head] == parse.sentence[q.core] else None
    told = toll(parse, q) if c.state < 0 else None
    if told is not None:
        return make(parse, q, c, told.name, told.by, told.sure, own=True)._replace(unit=_number_of(parse, q))
    if c.of:
        return None
    if of_villages(parse, q):
        return None
    if (whose := of_a_group(parse, q)) >= 0:
        found = measured(parse, Counted(whose, whose, whose, "person", start=q.first)) if parse.low_lemmas[whose] not in measures()["settlements"] else None
        if found is None and parse.low_lemmas[whose] == "family":
            return None
        name = "population" if parse.low_lemmas[whose] in measures()["settlements"] else found.name if found else "other"
        by = found.by if found else governor(parse, whose)[0]
        made = make(parse, q, c, name, by, 0.7, own=found is not None)
        return made._replace(unit=None if name == "population" else parse.tokens[whose].text, thing="person", head=whose)
    noun = of_the_named(parse, q)
    if noun >= 0:
        return make(parse, q, c, measures()["weak"][parse.low_lemmas[noun]], parse.heads[q.last_core], 0.7, own=False)._replace(
            unit=parse.tokens[noun].text, thing="person"
        )
    if (whose := in_number(parse, q)) >= 0 and measures()["things"].get(parse.low_lemmas[whose]) in ("person", "troops"):
        c = Counted(whose, whose, whose, measures()["things"][parse.low_lemmas[whose]], start=q.first)
        found = measured(parse, c)
        return make(parse, q, c, found.name if found else by_class(parse, c) or "other", found.by if found else -1, 0.8, own=found is not None)
    if (dead := seen(parse, q)) >= 0:
        made = make(parse, q, c, measures()["strong"][parse.low_lemmas[dead]], parse.heads[q.last_core], 0.75, own=True)
        return made._replace(unit=parse.tokens[dead].text, thing="person")
    if (by_whom := shared_verb(parse, q)) is not None:
        return make(parse, q, c, by_whom, parse.heads[q.last_core], 0.75, own=True)
    if crossed(parse, q):
        return make(parse, q, c, "refugees", parse.heads[q.last_core], 0.8, own=True)
    if given_up(parse, q):
        return make(parse, q, c, "missing", -1, 0.75, own=True)._replace(unit=last.unit if last else None)
    if (paid := paid_again(parse, q, earlier)) is not None:
        return make(parse, q, c, "aid_amount", parse.heads[q.last_core], 0.6, own=True)._replace(unit=paid.unit, thing="aid")
    if of_them(parse, q) and (things := spoken_of(parse, q, earlier, things=True)) is not None and things.thing != "building":
        return of_things_before(parse, q, c, things)._replace(by=parse.heads[q.last_core])
    if (again := spoken_toll(parse, q)) >= 0 and (whole := spoken_of(parse, q, earlier, whole=False)) is not None:
        return make(parse, q, c, whole.measure, again, 0.8 * whole.sure, own=True)._replace(unit=whole.unit, thing=whole.thing)
    if last is not None and (place := in_another_place(parse, q, last)) >= 0:
        like = next((e for e in earlier if parse.sentence[e.head] == parse.sentence[q.core] and e.own and e.part_of is None), last)
        like = like if like.thing in ("person", "bare", "troops") else last  # of several measures the list is of the first
        return _carried(parse, q, c, GoesOn(like, like.measure, place, own=like.own))
    m = measured(parse, c, alone=last is None and not speaks_of_them(parse, q, earlier))
    is_a = parse.heads[q.last_core]
    of = last if last is not None else spoken_of(parse, q, earlier)
    if (
        m is None
        and of is not None
        and parse.relations[q.last_core] == "nsubj"
        and parse.xpos[is_a] == "NNS"
        and parse.low_lemmas[is_a] in measures()["things"]
    ):
        # "two of them were children", "(two were children)"
        made = make(parse, q, c, of.measure, of.by, 0.7 * of.sure, own=False)
        return made._replace(unit=parse.tokens[is_a].text, part_of=of.key)
    nxt = words[q.last + 1] if q.last + 1 < len(words) else ""
    more = nxt in MORE
    buildings = measures()["buildings"]
    verb_before = parse.low_lemmas[q.first - 1] if q.first and parse.upos[q.first - 1] == "VERB" else ""
    if last is not None and last.thing == "building" and verb_before in buildings:
        made = make(parse, q, c, buildings[verb_before], q.first - 1, 0.8, own=True)
        return made._replace(unit=last.unit, thing="building")
    if m is None and last is not None and last.thing == "building":
        m = measured(parse, c._replace(thing="building"))  # "of 2,000 houses, 318 are beyond repair"
    if m is None and c.state < 0:
        before = goes_on(parse, q, last, earlier)
        return before and _carried(parse, q, c, before)
    if m is None:
        return None
    if m.name.startswith("buildings") and last is not None and last.thing in ("person", "troops", "bare"):
        if parse.lower[m.by] != "buried":
            return None
        m = m._replace(name="trapped")  # "130 dead children and 150 more still buried"
    if last is not None and last.thing == "building" and m.name in ("killed", "injured", "affected"):
        m2 = measured(parse, c._replace(thing="building"))
        m = m2 or m
    if last is not None and last.thing == "building" and not m.name.startswith("buildings"):
        m2 = measured(parse, c._replace(thing="building"))
        m = m2 if m2 is not None else m
    if last is not None and more:
        last = next((e for e in reversed(earlier) if parse.sentence[e.head] == parse.sentence[q.core] and not part_cue(words, e.first)), last)
    unit = last.unit if last is not None and (more or m.name.startswith("buildings")) else None
    listed = _listed_building(parse, q) if m.name.startswith("buildings") and last is None else -1
    if listed >= 0:
        return make(parse, q, c, m.name, m.by, 0.75, own=True)._replace(unit=parse.lower[listed], thing="building")
    if m.name.startswith("buildings") and last is None:
        return None
    if last is not None and last.thing in ("vehicles", "arms") and m.by >= 0 and parse.low_lemmas[m.by] in _DOWNED:
        return make(parse, q, c, last.measure, m.by, 0.8, own=True)._replace(unit=last.unit, thing=last.thing, part_of=last.key)
    if m.name == "detained" and m.by >= 0 and parse.low_lemmas[m.by] == "hold" and of is not None and of.measure == "kidnapped":
        m = m._replace(name="kidnapped")  # "of the hostages 12 are still being held"
    if last is not None and last.thing in ("vehicles", "arms") and m.name not in ("killed", "injured"):
        return None
    made = make(parse, q, c, m.name, m.by, 0.85 * m.sure, own=True)
    whole = spoken_of(parse, q, earlier) if of_them(parse, q) else None
    if whole is not None and whole.thing != "building":
        return made._replace(unit=whole.unit, part_of=whole.key)  # "Of these, 12 are in hospital"
    return made._replace(unit=unit, thing="building" if m.name.startswith("buildings") else "bare")


_DOWNED = frozenset({"shoot", "destroy", "hit", "burn", "capture", "seize", "lose", "take", "wipe"})


def _listed_building(parse: Parse, q: Quantity) -> int:
    """The buildings that a line of a list names before its numbers, or −1: "Houses: 1,204 destroyed, 3,880 damaged"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    colon = next((k for k in range(q.first - 1, first, -1) if parse.lower[k] == ":"), -1)
    found = [k for k in range(first, max(colon, first)) if measures()["things"].get(parse.low_lemmas[k]) == "building"]
    return found[-1] if found and colon - found[-1] <= 2 else -1


def _number_of(parse: Parse, q: Quantity) -> str | None:
    """Whom a toll counts that says so: "put the number of soldiers killed at more than 30"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    of = next((k for k in range(q.first - 1, max(first, q.first - _TOLL), -1) if parse.lower[k] == "of" and parse.lower[k - 1] in ("number", "total")), -1)
    found = phrase_from(parse, of + 1) if of >= 0 else None
    if found is None or parse.xpos[found[1]] != "NNS" or measures()["things"].get(parse.low_lemmas[found[1]]) not in ("person", "troops"):
        return None
    return parse.words(*found)


def _carried(parse: Parse, q: Quantity, c: Counted, found: GoesOn) -> Draft:
    """A number that goes on with what was counted before it."""
    made = make(parse, q, c, found.measure, found.by, 0.7 * found.like.sure, own=found.own)
    return made._replace(unit=found.like.unit, thing=found.like.thing, part_of=found.part_of)
