"""Figures in the making: each number that counts something a figure can count, with its measure and unit."""

from collections.abc import Sequence
from typing import Final

from sayso.figures.bare import bare
from sayso.figures.classes import by_class
from sayso.figures.context import speaking, words_of
from sayso.figures.counted import Counted, counted, measures
from sayso.figures.draft import Draft
from sayso.figures.goes_on import spoken_of
from sayso.figures.governor import governor, passive
from sayso.figures.labels import is_label
from sayso.figures.left_out import MORE
from sayso.figures.lines import labelled
from sayso.figures.making import make, of_things_before
from sayso.figures.measure import measured
from sayso.figures.money import amount, is_aid
from sayso.figures.quantities import Quantity
from sayso.figures.senses import Measured
from sayso.figures.spoken import introduces, of_things
from sayso.figures.verbs import told_by_verb
from sayso.text.parse import Parse

__all__ = ["drafts"]


_ZERO: Final = frozenset(
    "killed injured missing detained kidnapped displaced evacuated trapped casualties unhurt affected buildings_destroyed buildings_damaged".split()
)
"""What befalls nobody: "no casualties"; "no soldiers" is no count."""
_FUNDS: Final = 2
"""Sentences in which what is said of aid goes on: "… require $1.4 billion. By May they had received $230 million"."""


def drafts(parse: Parse, numbers: Sequence[Quantity]) -> list[Draft]:
    """The figures among the numbers that stand for a count; shares are left to their own module."""
    out: list[Draft] = []
    speakers = speaking(parse)
    for q in numbers:
        if q.kind in ("share", "percent"):
            continue
        found = _draft(parse, q, out)
        if found is not None and not (found.head in speakers and _only_speaks(parse, found)) and not (found.measure == "other" and _only_plural(parse, q)):
            out.append(found)
    return out


def _only_speaks(parse: Parse, d: Draft) -> bool:
    """Whether those counted are only who said it: "two residents reached by telephone", "four experts"; "12 wounded men said" are wounded, and
    what stands before the phrase is said by them, not of them: "killing 12, two residents said"."""
    before = 0 <= d.by < d.first and parse.upos[d.by] in ("VERB", "AUX") and d.by not in speaking(parse)
    return d.thing in ("person", "troops", "group") and (not d.own or before or d.measure in ("reached", "other", "participants"))


def _only_plural(parse: Parse, q: Quantity) -> bool:
    """Whether the number says no more than that there were several: "a number of experts"."""
    return q.kind == "vague" and parse.lower[q.last_core] in ("number", "multiple", "numerous", "various")


def _draft(parse: Parse, q: Quantity, earlier: Sequence[Draft]) -> Draft | None:
    if is_label(parse, q):
        return None
    if q.kind in ("number", "vague") and (paid := amount(parse, q)) is not None:
        return _money(parse, paid.quantity, paid.currency, earlier)
    if q.hyphen:
        return _hyphenated(parse, q)
    c = counted(parse, q)
    if q.kind == "zero":
        return _zero(parse, q, c)
    if _counts_nothing(parse, q, c):
        return None
    return bare(parse, q, c, earlier) if c.thing == "bare" else _with_noun(parse, q, c, earlier)


def _counts_nothing(parse: Parse, q: Quantity, c: Counted) -> bool:
    """Whether a number counts nothing that a figure can: it measures its noun, has it in common with a later number, names its rank."""
    if q.kind == "ordinal":
        third = c.thing != "bare" and c.head == q.last + 1 and parse.xpos[c.head] != "NNS"
        if not third or parse.low_lemmas[c.head] not in words_of("counted_ordinals"):
            return True
    if c.thing != "bare" and c.first < c.head and parse.lower[c.first] in measures()["units"]:
        return True  # "500 lb bombs", "three day curfew": the number measures, the noun is not counted
    if _shares_noun(parse, q, c):
        return True  # "three missile and 71 air strikes" counts strikes
    return (c.thing == "unknown" and not _counts_anyway(parse, c)) or (c.thing == "person" and (_asked(parse, c) or of_things(parse, c)))


def _with_noun(parse: Parse, q: Quantity, c: Counted, earlier: Sequence[Draft]) -> Draft | None:
    """A number with its noun or pronoun, measured by the words around them, else by what was counted before, else by what the noun means."""
    last = earlier[-1] if earlier and parse.sentence[earlier[-1].head] == parse.sentence[q.core] else None
    if c.of and parse.lower[c.head] in ("these", "those", "them", "which") and (things := spoken_of(parse, q, earlier, things=True)) is not None:
        return of_things_before(parse, q, c, things)
    if q.value == 1 and c.of and introduces(parse, c):
        return None
    if last is not None and parse.lower[c.head] in MORE and last.thing in ("building", "vehicles", "arms"):
        return bare(parse, q, c._replace(head=q.last_core, thing="bare"), earlier)  # "and destroyed 20 others"
    m = _of_whom(parse, c) or measured(parse, c)
    if m is None and c.of and parse.upos[c.head] == "PRON":
        m = measured(parse, Counted(q.last_core, q.core, q.last_core, "bare", start=q.first))  # "four of whom later died"
        if m is None and (part := _part(parse, q, c, last, earlier)) is not None:
            return part
    return _as_measured(parse, q, c, m) if m is not None else _as_before(parse, q, c, last, earlier)


def _part(parse: Parse, q: Quantity, c: Counted, last: Draft | None, earlier: Sequence[Draft]) -> Draft | None:
    """Some of those counted before, of whom nothing else is measured."""
    if last is not None:  # "four were hurt, one of them seriously"
        acts = parse.relations[q.last_core].startswith("nsubj")
        return None if acts else make(parse, q, c, last.measure, last.by, 0.7 * last.sure, own=False)
    whole = spoken_of(parse, q, earlier)  # "Five of them were …"
    return make(parse, q, c, whole.measure, whole.by, 0.7 * whole.sure, own=False)._replace(part_of=whole.key) if whole is not None else None


def _as_measured(parse: Parse, q: Quantity, c: Counted, m: Measured) -> Draft | None:
    if c.thing == "group" and m.name == "troops":
        return None  # "two battalions were deployed" counts no troops
    one_of = q.kind == "number" and q.low == 1 and c.of and m.name in ("reached", "affected", "troops", "population", "participants")
    return None if one_of else make(parse, q, c, m.name, m.by, m.sure, own=True)


def _as_before(parse: Parse, q: Quantity, c: Counted, last: Draft | None, earlier: Sequence[Draft]) -> Draft | None:
    """A number of whose noun nothing is said: by the line of a list, by what was counted before, by what the noun means."""
    if c.thing in ("person", "building") and (line := labelled(parse, q, c)) is not None and line.name.startswith("buildings") == (c.thing == "building"):
        return make(parse, q, c, line.name, line.by, line.sure, own=True)
    people = last is not None and last.thing in ("person", "troops", "bare")
    if parse.lower[c.head] in ("other", "others") and not people:
        before = spoken_of(parse, q, earlier, whole=False) if last is None and parse.relations[c.head].startswith("nsubj") else None
        # "60 were found. Up to 180 others are still under the ice"; but "three villages and a few others"
        return make(parse, q, c, before.measure, before.by, 0.7 * before.sure, own=False) if before is not None else None
    name = by_class(parse, c) if c.thing != "group" else None
    if name is None or (name in ("other", "troops") and _one(parse, q, c, name)):
        return None
    if name in ("other", "troops") and last is not None and last.own and people and _listed(parse, q, c, last):
        return make(parse, q, c, last.measure, last.by, 0.8 * last.sure, own=True)
    return make(parse, q, c, name, governor(parse, c.head)[0], 0.8 if name != "other" else 0.7, own=False)


def _one(parse: Parse, q: Quantity, c: Counted, name: str) -> bool:
    """Whether "one" only says that somebody is one, or one of several: "if one man knows it"."""
    if q.kind != "number" or q.value != 1:
        return False
    return (name == "other" and parse.low_lemmas[c.head] in ("person", "man", "woman")) or (c.of and q.relation == "exact")


def _of_whom(parse: Parse, c: Counted) -> Measured | None:
    """What the verb right behind "one of whom" says of it, whatever the parse hangs the two on: "five injured men, one of whom died"."""
    k = c.head + 1
    if not c.of or parse.lower[c.head] not in ("whom", "which"):
        return None
    while k + 1 < len(parse) and parse.upos[k] in ("AUX", "ADV"):
        k += 1
    if k >= len(parse) or parse.upos[k] != "VERB" or parse.sentence[k] != parse.sentence[c.head] or not parse.relations[k].startswith("acl"):
        return None
    return told_by_verb(parse, k, "nsubj:pass" if passive(parse, k) else "nsubj", c.start, buildings=False, bare=False)


def _asked(parse: Parse, c: Counted) -> bool:
    """Whether those counted are the sources of a report: "interviewed 42 people"."""
    verb, role = governor(parse, c.head)
    return verb >= 0 and role == "obj" and parse.low_lemmas[verb] in ("interview", "survey", "poll")


def _shares_noun(parse: Parse, q: Quantity, c: Counted) -> bool:
    """Whether a singular noun behind a larger number only goes before a later one that another number shares."""
    k = c.head + 1
    if c.thing not in ("arms", "vehicles") or parse.xpos[c.head] != "NN" or (q.low or q.high or 0) < 2 or k + 1 >= len(parse):
        return False
    return (
        parse.lower[k] in ("and", "or", ",")
        and (parse.upos[k + 1] == "NUM" or parse.upos[k + 1] == "NOUN")
        and parse.lower[c.head] not in ("aircraft", "craft", "artillery", "munition")
    )


def _listed(parse: Parse, q: Quantity, c: Counted, last: Draft) -> bool:
    """Whether the number goes on with a list: "the death of 70 civilians in Syria and 20 civilians in Turkey"."""
    if parse.base_relations[c.head] not in ("conj", "appos", "list") or parse.lower[q.first - 1] not in ("and", ","):
        return False
    return not any(parse.upos[k] in ("VERB", "AUX") for k in range(last.behind + 1, q.first)) and q.first - last.behind < 9


def _money(parse: Parse, q: Quantity, currency: str, earlier: Sequence[Draft]) -> Draft | None:
    """An amount of money is a figure where it is aid."""
    before = next((d for d in reversed(earlier) if d.thing == "aid"), None)
    near = before is not None and parse.sentence[q.core] - parse.sentence[before.head] <= _FUNDS
    if not is_aid(parse, q, after_aid=near):
        return None
    c = Counted(q.last_core, q.core, q.last_core, "aid")
    by, _ = governor(parse, q.last_core, q.first)
    return make(parse, q, c, "aid_amount", by, 0.75, own=True)._replace(unit=currency)


def _hyphenated(parse: Parse, q: Quantity) -> Draft | None:
    """Such as "a 300-strong force", "a 40-member team": the group's size. "15-year-old" and "three-storey" count nothing."""
    if q.hyphen not in measures()["group_words"]:
        return None
    c = counted(parse, q)
    if c.thing not in ("group", "troops", "person"):
        return None
    lemma = parse.low_lemmas[c.head]
    military = c.thing == "troops" or lemma in words_of("formations")
    by, _ = governor(parse, c.head)
    return make(parse, q, c, "troops" if military else "other", by, 0.75, own=False)._replace(last=q.last_core)


def _zero(parse: Parse, q: Quantity, c: Counted) -> Draft | None:
    """Such as "no casualties", "no one was hurt", "none were killed": nothing happened to nobody; "no soldiers" is no count."""
    if parse.lower[q.core] in ("zero", "nil", "nought") or (c.thing == "unknown" and not _counts_anyway(parse, c)):
        return None
    m = measured(parse, c)
    if m is None or m.name not in _ZERO:
        return None
    if c.thing == "bare" and parse.lower[q.last_core] == "no":
        return None
    verb = m.by
    if verb >= 0 and parse.negated(verb):
        return None
    if parse.lower[q.core] == "no" and c.first > q.core + 1 and c.thing == "person" and not parse.relations[q.core].startswith("det"):
        return None
    return make(parse, q, c, m.name, m.by, m.sure, own=True)


def _counts_anyway(parse: Parse, c: Counted) -> bool:
    """A noun that no table has, that the verb makes people of: "killed 12 Houthis", "detained three Wagnerites"."""
    lemma = parse.low_lemmas[c.head]
    several = parse.xpos[c.head] in ("NNS", "NNPS") or (parse.xpos[c.head] == "NNP" and lemma.endswith("s") and c.first == c.head)
    if lemma in measures()["uncounted"] or parse.lower[c.head] in measures()["uncounted"] or not several:
        return False
    m = measured(parse, c)
    if m is None or m.name not in ("killed", "injured", "detained", "kidnapped", "displaced", "evacuated") or m.by < 0:
        return False
    if lemma.endswith(("er", "or")) and parse.low_lemmas[m.by] in measures()["object"]:
        return True  # "buried 14 skiers"
    return parse.low_lemmas[m.by] in measures()["animate_verbs"] or parse.lower[m.by] in ("dead", "wounded", "homeless")
