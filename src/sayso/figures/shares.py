"""Fractions and percentages, worked out where their whole has a number: "a quarter of the 44 million", "three quarters of them"."""

from collections.abc import Sequence
from typing import Final

from sayso.figures.classes import by_class
from sayso.figures.counted import Counted, counted, measures, phrase_from
from sayso.figures.described import by_clause
from sayso.figures.draft import Draft
from sayso.figures.measure import measured
from sayso.figures.quantities import Quantity
from sayso.text.parse import Parse
from sayso.types.kinds import Relation

__all__ = ["shares"]

_WHOLES: Final = frozenset("population people inhabitant resident citizen".split())


def shares(parse: Parse, found: Sequence[Draft], numbers: Sequence[Quantity]) -> list[Draft]:
    """The figures with those added that are shares of another; a share without a number for its whole is none."""
    out = list(found)
    by_key = {d.key: d for d in found}
    for n, q in enumerate(numbers):
        if q.kind not in ("share", "percent"):
            continue
        nxt = numbers[n + 1] if n + 1 < len(numbers) else None
        made = _stated(parse, q, nxt, by_key)
        if made is not None and (before := _said_of_it(parse, q, out)) is not None:
            made = made._replace(measure=before.measure, by=before.by)  # "68,000 have fled. That is half of the 120,000 …"
        if made is not None and made.part_of is not None:
            out = [by_key[d.key] if d.key == made.part_of else d for d in out]
        made = made or _earlier(parse, q, out)
        if made is not None:
            out.append(made)
    out.sort(key=lambda d: d.key)
    return out


def _stated(parse: Parse, q: Quantity, nxt: Quantity | None, known: dict[int, Draft]) -> Draft | None:
    """A share whose whole stands right behind it: "a third of the 900 prisoners"."""
    k = q.last + 1
    words = parse.lower
    if nxt is None or k >= len(words) or words[k] not in ("of", "the", "all", "those") or nxt.kind not in ("number", "vague"):
        return None
    stop = min(nxt.first, known[nxt.core].first) if nxt.core in known else nxt.first  # the whole may begin with its currency
    if stop - k > 7 or any(parse.upos[x] not in ("ADP", "DET", "PRON", "ADJ", "NOUN", "PROPN", "PART", "PUNCT", "SYM", "ADV") for x in range(k, stop)):
        return None
    if any(parse.upos[x] in ("NOUN", "PROPN") and words[x + 1] != "'s" and not (words[x + 1] == "of" and words[x] in _WHOLES) for x in range(k, stop)):
        return None
    whole = known.get(nxt.core)
    c = counted(parse, nxt)
    if whole is None and c.thing in ("unknown", "bare"):
        return None
    # the share's verb is the whole's: "of the 44 million inhabitants" hangs on the quarter
    m = measured(parse, c)
    if m is None or m.name == "population":
        m = measured(parse, Counted(q.last_core, q.core, q.last_core, "bare", start=q.first)) or m  # "forced half of them from their homes"
    c2 = c._replace(thing=c.thing)
    name = m.name if m else (whole.measure if whole else "other")
    if whole is not None and m is not None and whole.by == m.by:
        # what happened, happened to the share
        known[nxt.core] = whole = whole._replace(measure=by_class(parse, c) or "other", by=-1, own=False)
    of_whole = by_clause(parse, c.head, buildings=c.thing == "building")
    # a relative clause says it of the whole, a participle of the share: "a quarter of the 44 million driven from their homes"
    if whole is not None and of_whole is not None and (m is None or of_whole.by != m.by or parse.relations[of_whole.by] == "acl:relcl"):
        known[nxt.core] = whole = whole._replace(measure=of_whole.name, by=of_whole.by)  # "half of the 12,000 people who were evacuated"
    if whole is not None and "population" in words[k : nxt.first]:
        known[nxt.core] = whole = whole._replace(measure="population")
    low, high = nxt.low, nxt.high
    made = Draft(
        key=q.core,
        first=q.first,
        last=max(c2.last, nxt.last),
        measure=name,
        low=None,
        high=None,
        relation="about",
        unit=whole.unit if whole else parse.words(c.first, c.last),
        head=c.head,
        by=m.by if m else -1,
        behind=max(c2.last, nxt.last),
        thing=c.thing,
        of=True,
        own=m is not None,
        sure=0.75,
        derived_from=(parse.span(q.first, q.last), parse.span(nxt.first, nxt.last)),
        part_of=nxt.core if whole is not None else None,
    )
    return _worked_out(made, q, low, high)


def _said_of_it(parse: Parse, q: Quantity, found: Sequence[Draft]) -> Draft | None:
    """The figure before a share that "that is …" gives to it."""
    own = parse.child(q.last_core, "nsubj")
    if own < 0 or parse.lower[own] not in ("that", "this", "it", "which") or parse.child(q.last_core, "cop") < 0:
        return None
    return next((d for d in reversed(found) if d.key < q.core and d.part_of is None and parse.sentence[q.core] - parse.sentence[d.head] <= 1), None)


def _earlier(parse: Parse, q: Quantity, found: Sequence[Draft]) -> Draft | None:
    """A share of what a figure before it counts: "three quarters of them", "60 per cent of the population"."""
    k = q.last + 1
    words = parse.lower
    if q.kind == "share" and words[q.core] == "quarter" and q.core == q.first and words[q.core - 1] not in ("a", "one", "another"):
        return None  # "a bomb in the old quarter killed 58"
    if k < len(words) and words[k] == "of":
        k += 1
    elif q.kind == "share" and words[q.core] == "half" and k < len(words) and words[k] in ("the", "its", "their"):
        pass
    elif not (k < len(words) and parse.upos[k] in ("AUX", "VERB")):
        return None
    sentence = parse.sentence[q.core]
    before = [d for d in found if d.key < q.core and not d.derived_from and d.thing not in ("arms", "vehicles", "area", "aid") and d.low is not None]
    whole: Draft | None = None
    head, unit_last = -1, -1
    pronoun = k < len(words) and (words[k] in ("them", "whom") or (words[k] in ("those", "these") and not (k + 1 < len(words) and parse.upos[k + 1] == "NOUN")))
    kind = phrase_from(parse, k + 1) if pronoun and k + 1 < len(words) and parse.upos[k + 1] in ("NOUN", "ADJ") else None
    if pronoun:
        whole = next((d for d in reversed(before) if sentence - parse.sentence[d.head] <= 1), None)
        head = k
    elif k < len(words) and parse.upos[k] in ("AUX", "VERB"):
        people = [d for d in before if d.thing in ("person", "troops", "bare") and sentence - parse.sentence[d.head] <= 1]
        whole = people[-1] if people else None
        head = q.last_core
    else:
        while k < len(words) and (parse.upos[k] in ("DET", "PRON") or words[k] == "all"):
            k += 1
        phrase = phrase_from(parse, k) if k < len(words) else None
        if phrase is None and k < len(words) and words[k] in measures()["strong"]:
            phrase = (k, k)  # "half of the dead"
        if phrase is None:
            return None
        head, unit_last = phrase[1], phrase[1]
        lemma = parse.low_lemmas[head]
        if lemma in _WHOLES:
            whole = next((d for d in reversed(before) if d.measure == "population" and sentence - parse.sentence[d.head] <= 6), None)
        if whole is None and (toll := measures()["strong"].get(lemma)) is not None:
            whole = next((d for d in reversed(before) if d.measure == toll and sentence - parse.sentence[d.head] <= 2), None)  # "61 per cent of the dead"
        if whole is None:
            whole = next(
                (d for d in reversed(before) if d.unit and d.thing != "bare" and parse.low_lemmas[d.head] == lemma and sentence - parse.sentence[d.head] <= 2),
                None,
            )
    if whole is None or (whole.low is not None and whole.low < 2):
        return None
    if whole.thing in ("person", "bare", "troops") and k < len(words) and parse.low_lemmas[k] in measures()["buildings"]:
        return None  # "a city of 90,000, now 80 percent destroyed"
    c = counted(parse, q)._replace(head=head, thing="person" if whole.thing in ("person", "bare", "troops") else whole.thing)  # type: ignore[arg-type]
    m = measured(parse, c._replace(first=head, last=head, state=-1)) if head != q.last_core else measured(parse, c)
    if m is None and unit_last < 0 and c.state < 0 and q.kind == "percent" and words[q.last + 1] != "of":
        return None
    name = m.name if m and m.name != "other" and m.by != whole.by else whole.measure
    made = Draft(
        key=q.core,
        first=q.first,
        last=max(q.last, head),
        measure=name,
        low=None,
        high=None,
        relation="about",
        unit=parse.words(*kind) if kind is not None and measures()["things"].get(parse.low_lemmas[kind[1]]) == "person" else whole.unit,
        head=head,
        by=m.by if m else whole.by,
        behind=max(q.last, head),
        thing=whole.thing,
        of=True,
        own=m is not None,
        sure=0.6,
        derived_from=(parse.span(q.first, q.last), parse.span(whole.first, whole.last)),
        part_of=whole.key,
    )
    return _worked_out(made, q, whole.low, whole.high)


def _worked_out(made: Draft, q: Quantity, low: float | None, high: float | None) -> Draft | None:
    """The share of a range; open where either the share or the whole is."""
    base = [v for v in (low, high) if v is not None]
    if not base:
        return None
    relation: Relation = "about"
    a = None if low is None or q.low is None else round(q.low * low)
    b = None if high is None or q.high is None else round(q.high * high)
    if q.relation in ("more_than", "at_least", "less_than", "at_most"):
        relation = q.relation
    elif low is None:
        relation = "at_most"
    elif high is None:
        relation = "at_least"
    elif low != high or q.relation == "range":
        relation = "range"
    return made._replace(low=a, high=b, relation=relation) if a is not None or b is not None else None
