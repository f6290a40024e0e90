"""Figures in the making: each number that counts something a figure can count, with its measure and unit."""

from collections.abc import Sequence

from sayso.figures.classes import by_class
from sayso.figures.context import part_cue, speaking, words_of
from sayso.figures.counted import Counted, counted, measures, phrase_from
from sayso.figures.draft import Draft
from sayso.figures.goes_on import GoesOn, goes_on, of_them, speaks_of_them, spoken_of
from sayso.figures.labels import is_label, is_pronoun
from sayso.figures.measure import measured
from sayso.figures.money import amount, is_aid
from sayso.figures.quantities import Quantity
from sayso.figures.spoken import introduces, of_a_group, of_the_named, of_things, of_villages, paid_again
from sayso.figures.tolls import spoken_toll, toll
from sayso.figures.verbs import Measured, governor, passive, told_by_verb
from sayso.text.parse import Parse

__all__ = ["drafts"]


_ZERO = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "detained",
        "kidnapped",
        "displaced",
        "evacuated",
        "trapped",
        "casualties",
        "unhurt",
        "affected",
        "buildings_destroyed",
        "buildings_damaged",
    }
)
_AS = 3
_TOLL = 10
"""Tokens before a toll within which it says whom it counts."""
_FUNDS = 2
"""Sentences in which what is said of aid goes on: "… require $1.4 billion. By May they had received $230 million"."""
_INHERITING = frozenset({"others", "more", "other"})


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
    if q.kind == "ordinal":
        lemma = parse.lemmas[c.head].lower()
        if c.thing == "bare" or c.head != q.last + 1 or lemma not in words_of("counted_ordinals") or parse.xpos[c.head] == "NNS":
            return None
    if c.thing != "bare" and c.first < c.head and parse.lower[c.first] in measures()["units"] and not q.hyphen:
        return None  # "500 lb bombs", "three day curfew": the number measures, the noun is not counted
    if _shares_noun(parse, q, c):
        return None  # "three missile and 71 air strikes" counts strikes
    if c.thing == "unknown" and not _counts_anyway(parse, c):
        return None
    if c.thing == "person" and (_asked(parse, c) or of_things(parse, c)):
        return None
    if c.thing == "bare":
        return _bare(parse, q, c, earlier)
    if c.of and parse.lower[c.head] in ("these", "those", "them", "which") and (things := spoken_of(parse, q, earlier, things=True)) is not None:
        return _of_things_before(parse, q, c, things)
    if q.value == 1 and c.of and introduces(parse, c):
        return None
    m = _of_whom(parse, c) or measured(parse, c)
    if m is None and c.of and parse.upos[c.head] == "PRON":
        m = measured(parse, Counted(q.last_core, q.core, q.last_core, "bare", start=q.first))
    last = earlier[-1] if earlier and parse.sentence[earlier[-1].head] == parse.sentence[q.core] else None
    if last is not None and parse.lower[c.head] in _INHERITING and last.thing in ("building", "vehicles", "arms"):
        return _bare(parse, q, c._replace(head=q.last_core, thing="bare"), earlier)  # "and destroyed 20 others"
    if m is None and c.of and parse.upos[c.head] == "PRON" and parse.relations[q.last_core] == "nsubj":
        m = measured(parse, Counted(q.last_core, q.core, q.last_core, "bare", start=q.first))  # "four of whom later died"
    if m is None and last is not None and c.of and parse.upos[c.head] == "PRON" and not parse.relations[q.last_core].startswith("nsubj"):
        return _make(parse, q, c, last.measure, last.by, 0.7 * last.sure, own=False)  # "four were hurt, one of them seriously"
    if m is None and last is None and c.of and parse.upos[c.head] == "PRON" and (whole := spoken_of(parse, q, earlier)) is not None:
        return _make(parse, q, c, whole.measure, whole.by, 0.7 * whole.sure, own=False)._replace(part_of=whole.key)  # "Five of them were …"
    if m is not None and c.thing == "group" and m.name == "troops":
        return None  # "two battalions were deployed" counts no troops
    if m is not None:
        one_of = q.kind == "number" and q.low == 1 and c.of and m.name in ("reached", "affected", "troops", "population", "participants")
        return None if one_of else _make(parse, q, c, m.name, m.by, m.sure, own=True)
    default = by_class(parse, c)
    if parse.lower[c.head] in ("other", "others") and (last is None or last.thing not in ("person", "troops", "bare")):
        before = spoken_of(parse, q, earlier, whole=False) if last is None and parse.relations[c.head].startswith("nsubj") else None
        # "60 were found. Up to 180 others are still under the ice"; but "three villages and a few others"
        return _make(parse, q, c, before.measure, before.by, 0.7 * before.sure, own=False) if before is not None else None
    if c.thing == "group":
        return None
    if default == "other" and q.kind == "number" and q.value == 1 and parse.lemmas[c.head].lower() in ("person", "man", "woman"):
        return None  # "if one man knows it": that somebody is one is no count
    if default is None or (q.value == 1 and default in ("other", "troops") and q.kind == "number" and (c.of or q.low == 1) and q.relation == "exact" and c.of):
        return None
    if default in ("other", "troops") and last is not None and last.own and last.thing in ("person", "troops", "bare") and _listed(parse, q, c, last):
        return _make(parse, q, c, last.measure, last.by, 0.8 * last.sure, own=True)
    by, _ = governor(parse, c.head)
    return _make(parse, q, c, default, by, 0.8 if default != "other" else 0.7, own=False)


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


def _of_things_before(parse: Parse, q: Quantity, c: Counted, whole: Draft) -> Draft:
    """A part of buildings or arms counted before it: "… and 900 of these were destroyed", "60 of them were shot down"."""
    m = measured(parse, c._replace(thing="building")) if whole.thing == "building" else None
    made = _make(parse, q, c, m.name if m else whole.measure, m.by if m else governor(parse, c.head, c.start)[0], 0.8 * whole.sure, own=m is not None)
    return made._replace(unit=whole.unit, thing=whole.thing, part_of=whole.key)


def _asked(parse: Parse, c: Counted) -> bool:
    """Whether those counted are the sources of a report: "interviewed 42 people"."""
    verb, role = governor(parse, c.head)
    return verb >= 0 and role == "obj" and parse.lemmas[verb].lower() in ("interview", "survey", "poll")


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
    if parse.relations[c.head].partition(":")[0] not in ("conj", "appos", "list") or parse.lower[q.first - 1] not in ("and", ","):
        return False
    return not any(parse.upos[k] in ("VERB", "AUX") for k in range(last.behind + 1, q.first)) and q.first - last.behind < 9


def _make(parse: Parse, q: Quantity, c: Counted, measure: str, by: int, sure: float, *, own: bool) -> Draft:
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


def _number_of(parse: Parse, q: Quantity) -> str | None:
    """Whom a toll counts that says so: "put the number of soldiers killed at more than 30"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    of = next((k for k in range(q.first - 1, max(first, q.first - _TOLL), -1) if parse.lower[k] == "of" and parse.lower[k - 1] in ("number", "total")), -1)
    found = phrase_from(parse, of + 1) if of >= 0 else None
    if found is None or parse.xpos[found[1]] != "NNS" or measures()["things"].get(parse.lemmas[found[1]].lower()) not in ("person", "troops"):
        return None
    return parse.words(*found)


def _as_what(parse: Parse, c: Counted) -> str | None:
    """What those are of whom the number is a part: "12 of them civilians"."""
    found = phrase_from(parse, c.head + 1) if c.of and parse.upos[c.head] == "PRON" and c.head + 1 < len(parse) else None
    if found is None or parse.xpos[found[1]] != "NNS" or measures()["things"].get(parse.lemmas[found[1]].lower()) not in ("person", "troops"):
        return None
    return parse.words(*found) if found[1] - c.head <= _AS else None


def _carried(parse: Parse, q: Quantity, c: Counted, found: GoesOn) -> Draft:
    """A number that goes on with what was counted before it."""
    made = _make(parse, q, c, found.measure, found.by, 0.7 * found.like.sure, own=found.own)
    return made._replace(unit=found.like.unit, thing=found.like.thing, part_of=found.part_of)


def _money(parse: Parse, q: Quantity, currency: str, earlier: Sequence[Draft]) -> Draft | None:
    """An amount of money is a figure where it is aid."""
    before = next((d for d in reversed(earlier) if d.thing == "aid"), None)
    near = before is not None and parse.sentence[q.core] - parse.sentence[before.head] <= _FUNDS
    if not is_aid(parse, q, after_aid=near):
        return None
    c = Counted(q.last_core, q.core, q.last_core, "aid")
    by, _ = governor(parse, q.last_core, q.first)
    return _make(parse, q, c, "aid_amount", by, 0.75, own=True)._replace(unit=currency)


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _thousands(parse: Parse, q: Quantity) -> bool:
    word = parse.lower[q.core]
    head, dot, tail = word.partition(".")
    return q.core == q.last_core and bool(dot) and len(tail) == 3 and tail.isdigit() and 0 < len(head) <= 3 and head.isdigit() and head[0] != "0"


def _hyphenated(parse: Parse, q: Quantity) -> Draft | None:
    """Such as "a 300-strong force", "a 40-member team": the group's size. "15-year-old" and "three-storey" count nothing."""
    if q.hyphen not in measures()["group_words"]:
        return None
    c = counted(parse, q)
    if c.thing not in ("group", "troops", "person"):
        return None
    lemma = parse.lemmas[c.head].lower()
    military = c.thing == "troops" or lemma in (
        "contingent",
        "force",
        "garrison",
        "army",
        "battalion",
        "detachment",
        "squad",
        "brigade",
        "patrol",
        "unit",
        "column",
        "corps",
    )
    by, _ = governor(parse, c.head)
    return _make(parse, q, c, "troops" if military else "other", by, 0.75, own=False)._replace(last=q.last_core)


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
    if verb >= 0 and any(parse.lower[x] in ("not", "n't") for x in parse.children[verb]):
        return None
    if parse.lower[q.core] == "no" and c.first > q.core + 1 and c.thing == "person" and not parse.relations[q.core].startswith("det"):
        return None
    return _make(parse, q, c, m.name, m.by, m.sure, own=True)


def _counts_anyway(parse: Parse, c: Counted) -> bool:
    """A noun that no table has, that the verb makes people of: "killed 12 Houthis", "detained three Wagnerites"."""
    lemma = parse.lemmas[c.head].lower()
    several = parse.xpos[c.head] in ("NNS", "NNPS") or (parse.xpos[c.head] == "NNP" and lemma.endswith("s") and c.first == c.head)
    if lemma in measures()["uncounted"] or parse.lower[c.head] in measures()["uncounted"] or not several:
        return False
    m = measured(parse, c)
    if m is None or m.name not in ("killed", "injured", "detained", "kidnapped", "displaced", "evacuated") or m.by < 0:
        return False
    if lemma.endswith(("er", "or")) and parse.lemmas[m.by].lower() in measures()["object"]:
        return True  # "buried 14 skiers"
    return parse.lemmas[m.by].lower() in measures()["animate_verbs"] or parse.lower[m.by] in ("dead", "wounded", "homeless")


def _bare(parse: Parse, q: Quantity, c: Counted, earlier: Sequence[Draft]) -> Draft | None:
    """A number without a noun: the verb must say that people are counted, or it takes its unit from a figure before it."""
    if q.kind == "ordinal" or is_pronoun(parse, q):
        return None
    words = parse.lower
    last = earlier[-1] if earlier and parse.sentence[earlier[-1].head] == parse.sentence[q.core] else None
    told = toll(parse, q) if c.state < 0 else None
    if told is not None:
        return _make(parse, q, c, told.name, told.by, told.sure, own=True)._replace(unit=_number_of(parse, q))
    if c.of:
        return None
    if of_villages(parse, q):
        return None
    if (whose := of_a_group(parse, q)) >= 0:
        found = measured(parse, Counted(whose, whose, whose, "person", start=q.first)) if parse.lemmas[whose].lower() not in measures()["settlements"] else None
        name = "population" if parse.lemmas[whose].lower() in measures()["settlements"] else found.name if found else "other"
        by = found.by if found else governor(parse, whose)[0]
        made = _make(parse, q, c, name, by, 0.7, own=found is not None)
        return made._replace(unit=None if name == "population" else parse.tokens[whose].text, thing="person", head=whose)
    noun = of_the_named(parse, q)
    if noun >= 0:
        return _make(parse, q, c, measures()["weak"][parse.lemmas[noun].lower()], parse.heads[q.last_core], 0.7, own=False)._replace(
            unit=parse.tokens[noun].text, thing="person"
        )
    if (paid := paid_again(parse, q, earlier)) is not None:
        return _make(parse, q, c, "aid_amount", parse.heads[q.last_core], 0.6, own=True)._replace(unit=paid.unit, thing="aid")
    if of_them(parse, q) and (things := spoken_of(parse, q, earlier, things=True)) is not None and things.thing != "building":
        return _of_things_before(parse, q, c, things)._replace(by=parse.heads[q.last_core])
    if (again := spoken_toll(parse, q)) >= 0 and (whole := spoken_of(parse, q, earlier, whole=False)) is not None:
        return _make(parse, q, c, whole.measure, again, 0.8 * whole.sure, own=True)._replace(unit=whole.unit, thing=whole.thing)
    m = measured(parse, c, alone=last is None and not speaks_of_them(parse, q, earlier))
    is_a = parse.heads[q.last_core]
    of = last if last is not None else spoken_of(parse, q, earlier)
    if (
        m is None
        and of is not None
        and parse.relations[q.last_core] == "nsubj"
        and parse.xpos[is_a] == "NNS"
        and parse.lemmas[is_a].lower() in measures()["things"]
    ):
        # "two of them were children", "(two were children)"
        made = _make(parse, q, c, of.measure, of.by, 0.7 * of.sure, own=False)
        return made._replace(unit=parse.tokens[is_a].text, part_of=of.key)
    nxt = words[q.last + 1] if q.last + 1 < len(words) else ""
    more = nxt in _INHERITING
    buildings = measures()["buildings"]
    verb_before = parse.lemmas[q.first - 1].lower() if q.first and parse.upos[q.first - 1] == "VERB" else ""
    if last is not None and more and last.thing == "building" and verb_before in buildings:
        made = _make(parse, q, c, buildings[verb_before], q.first - 1, 0.8, own=True)
        return made._replace(unit=last.unit, thing="building")
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
    if m.name.startswith("buildings") and last is None:
        return None
    if last is not None and last.thing in ("vehicles", "arms") and m.name not in ("killed", "injured"):
        return None
    made = _make(parse, q, c, m.name, m.by, 0.85 * m.sure, own=True)
    whole = spoken_of(parse, q, earlier) if of_them(parse, q) else None
    if whole is not None and whole.thing != "building":
        return made._replace(unit=whole.unit, part_of=whole.key)  # "Of these, 12 are in hospital"
    return made._replace(unit=unit, thing="building" if m.name.startswith("buildings") else "bare")
