"""Numbers without a noun: the verb must say that people are counted, or they take what they count from a figure before them."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sayso.figures.classes import by_class
from sayso.figures.context import part_cue
from sayso.figures.counted import Counted, measures, phrase_from
from sayso.figures.draft import Draft
from sayso.figures.goes_on import LOST, GoesOn, goes_on, of_them, speaks_of_them, spoken_of
from sayso.figures.governor import governor
from sayso.figures.labels import is_pronoun
from sayso.figures.left_out import MORE, in_another_place, in_number, seen, shared_verb, without_verb
from sayso.figures.making import make, of_things_before
from sayso.figures.measure import measured
from sayso.figures.quantities import Quantity
from sayso.figures.senses import Measured
from sayso.figures.spoken import of_a_group, of_the_named, of_villages, paid_again
from sayso.figures.states import crossed, given_up
from sayso.figures.tolls import spoken_toll, toll
from sayso.text.parse import Parse

__all__ = ["bare"]

_TOLL: Final = 10
"""Tokens before a toll within which it says whom it counts."""


class _Number(NamedTuple):
    """A number without a noun, and the figures before it.

    Attributes:
        last: The one before it in its sentence.
        earlier: All before it.
    """

    parse: Parse
    q: Quantity
    c: Counted
    last: Draft | None
    earlier: Sequence[Draft]

    @property
    def above(self) -> int:
        """What the number hangs on."""
        return self.parse.heads[self.q.last_core]

    def make(self, measure: str, by: int, sure: float, *, own: bool = True) -> Draft:
        return make(self.parse, self.q, self.c, measure, by, sure, own=own)


def bare(parse: Parse, q: Quantity, c: Counted, earlier: Sequence[Draft]) -> Draft | None:
    """A number without a noun: the verb must say that people are counted, or it takes its unit from a figure before it.

    >>> from sayso.figures.counted import counted
    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("The blast killed 12.")
    >>> q = quantities(p)[0]
    >>> bare(p, q, counted(p, q), []).measure
    'killed'
    """
    if q.kind == "ordinal" or is_pronoun(parse, q):
        return None
    if c.state < 0 and (told := toll(parse, q)) is not None:
        return make(parse, q, c, told.name, told.by, told.sure, own=True)._replace(unit=_number_of(parse, q))
    if c.of or of_villages(parse, q):
        return None
    last = earlier[-1] if earlier and parse.sentence[earlier[-1].head] == parse.sentence[q.core] else None
    number = _Number(parse, q, c, last, earlier)
    if (whose := of_a_group(parse, q)) >= 0:
        return _size(number, whose)
    found = next((draft for read in _READERS if (draft := read(number)) is not None), None)
    return found if found is not None else _by_measure(number)


def _size(x: _Number, group: int) -> Draft | None:
    """How many a town or crowd are: "the Red Sea city of 600,000", "a crowd of about 45"."""
    parse, lemma = x.parse, x.parse.low_lemmas[group]
    if lemma in measures()["settlements"]:
        return x.make("population", governor(parse, group)[0], 0.7, own=False)._replace(unit=None, thing="person", head=group)
    found = measured(parse, Counted(group, group, group, "person", start=x.q.first))
    if found is None and lemma == "family":
        return None
    made = x.make(found.name if found else "other", found.by if found else governor(parse, group)[0], 0.7, own=found is not None)
    return made._replace(unit=parse.tokens[group].text, thing="person", head=group)


# What the words of the sentence say that the number is of, without a verb of its own.


def _part_of_the_named(x: _Number) -> Draft | None:
    """Read "Of the arrivals, 900 have been registered"."""
    noun = of_the_named(x.parse, x.q)
    if noun < 0:
        return None
    return x.make(measures()["weak"][x.parse.low_lemmas[noun]], x.above, 0.7, own=False)._replace(unit=x.parse.tokens[noun].text, thing="person")


def _strong_in_number(x: _Number) -> Draft | None:
    """Read "his fighters, 9,000 in number"."""
    whose = in_number(x.parse, x.q)
    thing = measures()["things"].get(x.parse.low_lemmas[whose]) if whose >= 0 else None
    if thing not in ("person", "troops"):
        return None
    c = Counted(whose, whose, whose, thing, start=x.q.first)
    found = measured(x.parse, c)
    name, by = (found.name, found.by) if found else (by_class(x.parse, c) or "other", -1)
    return make(x.parse, x.q, c, name, by, 0.8, own=found is not None)


def _counted_dead(x: _Number) -> Draft | None:
    """Read "there were bodies in the street, I counted eleven"."""
    dead = seen(x.parse, x.q)
    if dead < 0:
        return None
    return x.make(measures()["strong"][x.parse.low_lemmas[dead]], x.above, 0.75)._replace(unit=x.parse.tokens[dead].text, thing="person")


def _by_others(x: _Number) -> Draft | None:
    """Read "most were killed by the army, about 60 by gunmen"."""
    name = shared_verb(x.parse, x.q)
    return x.make(name, x.above, 0.75) if name is not None else None


def _crossed(x: _Number) -> Draft | None:
    return x.make("refugees", x.above, 0.8) if crossed(x.parse, x.q) else None


def _given_up(x: _Number) -> Draft | None:
    return x.make("missing", -1, 0.75)._replace(unit=x.last.unit if x.last else None) if given_up(x.parse, x.q) else None


def _paid_too(x: _Number) -> Draft | None:
    paid = paid_again(x.parse, x.q, x.earlier)
    return x.make("aid_amount", x.above, 0.6)._replace(unit=paid.unit, thing="aid") if paid is not None else None


def _of_arms(x: _Number) -> Draft | None:
    """Read "Of these, twelve were shot down", after vehicles or arms."""
    things = spoken_of(x.parse, x.q, x.earlier, things=True) if of_them(x.parse, x.q) else None
    return of_things_before(x.parse, x.q, x.c, things)._replace(by=x.above) if things is not None and things.thing != "building" else None


def _toll_again(x: _Number) -> Draft | None:
    """Read "the figure now stands at 40"."""
    by = spoken_toll(x.parse, x.q)
    whole = spoken_of(x.parse, x.q, x.earlier, whole=False) if by >= 0 else None
    return x.make(whole.measure, by, 0.8 * whole.sure)._replace(unit=whole.unit, thing=whole.thing) if whole is not None else None


def _in_another_place(x: _Number) -> Draft | None:
    """Read "three died in Homs, and in Hama, where the fighting goes on, five": of several measures the list is of the first."""
    place = in_another_place(x.parse, x.q, x.last) if x.last is not None else -1
    if x.last is None or place < 0:
        return None
    like = next((e for e in x.earlier if x.parse.sentence[e.head] == x.parse.sentence[x.q.core] and e.own and e.part_of is None), x.last)
    like = like if like.thing in ("person", "bare", "troops") else x.last
    return _carried(x, GoesOn(like, like.measure, place, own=like.own))


_READERS: Final[tuple[Callable[[_Number], Draft | None], ...]] = (
    _part_of_the_named, _strong_in_number, _counted_dead, _by_others, _crossed, _given_up, _paid_too, _of_arms, _toll_again, _in_another_place,
)  # fmt: skip


def _by_measure(x: _Number) -> Draft | None:
    """A number under a verb that counts people, or buildings where those were counted before; else one that goes on with the figure before it."""
    parse, q, c, last = x.parse, x.q, x.c, x.last
    if last is not None and last.thing == "building" and parse.lower[q.last + 1 : q.last + 3] in LOST and of_them(parse, q):
        lost = goes_on(parse, q, last, x.earlier)  # "of which three beyond repair": whatever the verb before says of the whole
        return _carried(x, lost) if lost is not None else None
    m = measured(parse, c, alone=last is None and not speaks_of_them(parse, q, x.earlier))
    of = last if last is not None else spoken_of(parse, q, x.earlier)
    if m is None and of is not None and parse.relations[q.last_core] == "nsubj":
        if parse.xpos[x.above] == "NNS" and parse.low_lemmas[x.above] in measures()["things"]:  # "two of them were children", "(two were children)"
            return x.make(of.measure, of.by, 0.7 * of.sure, own=False)._replace(unit=parse.tokens[x.above].text, part_of=of.key)
    houses = last if last is not None and last.thing == "building" else None
    if houses is not None:
        verb = parse.low_lemmas[q.first - 1] if q.first and parse.upos[q.first - 1] == "VERB" else ""
        if (name := measures()["buildings"].get(verb)) is not None:
            return x.make(name, q.first - 1, 0.8)._replace(unit=houses.unit, thing="building")
        if m is None or not m.name.startswith("buildings"):
            m = measured(parse, c._replace(thing="building")) or m  # "of 2,000 houses, 318 are beyond repair"
    if m is None:
        before = goes_on(parse, q, last, x.earlier) if c.state < 0 else None
        return _carried(x, before) if before is not None else None
    if m.name == "detained" and m.by >= 0 and parse.low_lemmas[m.by] == "hold" and of is not None and of.measure == "kidnapped":
        m = m._replace(name="kidnapped")  # "of the hostages 12 are still being held"
    if m.name.startswith("buildings") and last is not None and last.thing in ("person", "troops", "bare"):
        if parse.lower[m.by] != "buried":
            return None
        m = m._replace(name="trapped")  # "130 dead children and 150 more still buried"
    return _as_measured(x, m)


def _as_measured(x: _Number, m: Measured) -> Draft | None:
    """A number with a measure: of people or buildings; of vehicles or arms where those were counted before and the verb can be said of them."""
    parse, q = x.parse, x.q
    buildings, more = m.name.startswith("buildings"), parse.lower[q.last + 1 : q.last + 2] != [] and parse.lower[q.last + 1] in MORE
    last = x.last
    if last is None and buildings:
        listed = _listed_building(parse, q)
        return x.make(m.name, m.by, 0.75)._replace(unit=parse.lower[listed], thing="building") if listed >= 0 else None
    if last is not None and more:  # "others" are of those counted, not of a part of them
        last = next((e for e in reversed(x.earlier) if parse.sentence[e.head] == parse.sentence[q.core] and not part_cue(parse.lower, e.first)), last)
    if last is not None and last.thing in ("vehicles", "arms"):
        if m.by >= 0 and parse.low_lemmas[m.by] in _DOWNED:
            return x.make(last.measure, m.by, 0.8)._replace(unit=last.unit, thing=last.thing, part_of=last.key)
        if m.name not in ("killed", "injured"):
            return None
    made = x.make(m.name, m.by, 0.85 * m.sure)
    whole = spoken_of(parse, q, x.earlier) if of_them(parse, q) else None
    if whole is not None and whole.thing != "building":
        return made._replace(unit=whole.unit, part_of=whole.key)  # "Of these, 12 are in hospital"
    of_last = last is not None and (more or buildings or without_verb(parse, q, last) >= 0)  # "will free 70 prisoners and the rebels 18"
    return made._replace(unit=last.unit if last is not None and of_last else None, thing="building" if buildings else "bare")


_DOWNED: Final = frozenset({"shoot", "destroy", "hit", "burn", "capture", "seize", "lose", "take", "wipe"})


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


def _carried(x: _Number, found: GoesOn) -> Draft:
    """A number that goes on with what was counted before it."""
    made = x.make(found.measure, found.by, 0.7 * found.like.sure, own=found.own)
    return made._replace(unit=found.like.unit, thing=found.like.thing, part_of=found.part_of)
