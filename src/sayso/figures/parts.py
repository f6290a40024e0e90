"""Figures that are part of another: "12 people, among them three children", "12 of the 30", "7,869, of whom 6,142"."""

import itertools
from collections.abc import Sequence
from typing import Final

from sayso.figures.classes import by_class
from sayso.figures.context import part_cue
from sayso.figures.counted import Counted
from sayso.figures.draft import Draft
from sayso.text.parse import Parse

__all__ = ["parts"]

_NEAR: Final = 6
_NEAR_LIST: Final = 12
_FAR: Final = 25
"""Tokens between a whole and its part; more where "among them" stands right before the part: "30 died, the mayor of Homs said on Monday, among them …"."""
_CUES: Final = frozenset({"among", "including"})
_HOUSEHOLDS: Final = ("familie", "family", "household")


def parts(parse: Parse, found: Sequence[Draft]) -> list[Draft]:
    """The figures with ``part_of`` set, and with the measure of the whole where the part has none of its own."""
    out: list[Draft] = []
    found = _of_wholes(parse, found)
    for d in found:
        whole = _whole(parse, d, out) if d.part_of is None else None
        if whole is not None:
            inherits = not d.own or d.measure == "other"
            d = d._replace(
                part_of=whole.key,
                measure=whole.measure if inherits else d.measure,
                by=whole.by if inherits else d.by,
                unit=d.unit or whole.unit,
            )
        elif (same := _counted_again(parse, d, out)) is not None:
            d = d._replace(measure=same.measure, by=same.by)
        out.append(d)
    return out


def _counted_again(parse: Parse, d: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The figure right before a bracket that counts the same people by households, or households by people: "4,700 families (23,500 people)"."""
    last = earlier[-1] if earlier else None
    if last is None or (d.own and d.measure != "other") or d.thing != "person" or last.thing != "person":
        return None
    gap = parse.lower[last.behind + 1 : d.first]
    return last if gap[:1] in (["("], ["or"]) and len(gap) <= 3 and _in_households(d) != _in_households(last) else None


def _in_households(d: Draft) -> bool:
    return (d.unit or "").rstrip("s").lower().endswith(_HOUSEHOLDS)


def _of_wholes(parse: Parse, found: Sequence[Draft]) -> list[Draft]:
    """Such as "12 of the 30 hostages": what happened, happened to the twelve, and they are part of the thirty."""
    out = list(found)
    for k, (d, e) in enumerate(itertools.pairwise(found)):
        if d.of and d.head == e.head and d.derived_from == () and d.part_of is None and e.key > d.key:
            c = Counted(e.head, e.head, e.head, e.thing)  # type: ignore[arg-type]
            whole = by_class(parse, c) or e.measure
            out[k] = d._replace(part_of=e.key)
            out[k + 1] = e._replace(measure=whole, by=-1, own=False)
    return out


def _whole(parse: Parse, d: Draft, earlier: Sequence[Draft]) -> Draft | None:
    words = parse.lower
    if not earlier:
        return None
    sentence = parse.sentence[d.key]
    same = [e for e in earlier if parse.sentence[e.key] == sentence and e.thing not in ("vehicles", "arms", "area", "aid") and not e.derived_from]
    if d.thing in ("vehicles", "arms", "area", "aid") or not same:
        return None
    last = same[-1]
    gap = words[last.behind + 1 : d.first]
    if len(gap) > (_FAR if part_cue(gap, len(gap)) else _NEAR_LIST):
        return None
    if part_cue(gap, len(gap)) or (_cued(gap) and not any(parse.upos[k] in ("VERB", "AUX") and words[k] not in _CUES for k in range(last.behind + 1, d.first))):
        return _holds(last, d)
    if d.of and (d.unit is None or parse.upos[d.head] == "PRON"):  # "85,000 of which", "12 of them minors"
        return _holds(last, d)
    # "… three children and two women": goes on with the list
    if last.part_of is not None and all(w in ("and", ",", "as", "well", "at", "least", "another") for w in gap):
        whole = next((e for e in same if e.key == last.part_of), None)
        return _holds(whole, d) if whole is not None and not (d.own and d.by != last.by) else None
    # "47 civilians (26 children and 21 women)"
    if gap[-1:] == ["("] and len(gap) <= _NEAR and _same_kind(last, d):
        return _holds(last, d)
    # "(two were children)"
    if gap[-1:] == ["("] and parse.relations[d.key].startswith("nsubj"):
        return _holds(last, d)
    return None


def _cued(gap: Sequence[str]) -> bool:
    """Whether what stands between is a list of parts: "among them a lawmaker and four journalists"."""
    return any(w in _CUES for w in gap)


def _same_kind(whole: Draft, part: Draft) -> bool:
    """Whether a number in brackets can be one of those before it: not "5,000 people (1,000 families)", nor another measure of its own."""
    if _in_households(part) != _in_households(whole):
        return False
    return part.unit is not None and (not part.own or part.by == whole.by or part.measure == whole.measure)


def _holds(whole: Draft, part: Draft) -> Draft | None:
    """The whole, unless the part is larger."""
    if whole.high is not None and part.low is not None and part.low > whole.high:
        return None
    return whole
