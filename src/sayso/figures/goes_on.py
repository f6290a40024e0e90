"""Numbers without a noun that go on with what was counted before them: "… and 363,832 in Puri", "Of these, 2.2 million are …", "357 more"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sayso.figures.counted import measures
from sayso.figures.draft import Draft
from sayso.figures.governor import governor
from sayso.figures.left_out import GAP, MORE, WHEREVER, of_all_of_them, there_are, verb_between, without_verb
from sayso.figures.quantities import Quantity
from sayso.figures.rivals import rival
from sayso.text.parse import Parse

__all__ = ["LOST", "GoesOn", "goes_on", "of_them", "speaks_of_them", "spoken_of"]

_AT: Final = frozenset({"in", "at", "near", "outside", "around", "on", "across", "along", "inside", "off"})
_FURTHER: Final = frozenset({"another", "further", "additional"})
_STOPS: Final = frozenset({".", "?", "!"})
_LEAD: Final = 20
"""Tokens between what is shared out and the colon of the list."""
_TO: Final = frozenset({"to", "into"})
_WHEN: Final = frozenset({"before", "after", "during"})
_THEM: Final = frozenset({"these", "those", "them", "whom", "which"})
_JOINED: Final = frozenset({"conj", "appos", "parataxis", "nsubj", "obj", "list", "dep", "nummod", "obl", "nmod", "ccomp", "advcl", "root"})
_ON: Final = frozenset({"conj", "appos", "list"})
"""What the parse makes of those after the first of a list: "four in Homs, two in Hama and three at the port"."""
_MOVED: Final = frozenset({"refugees", "displaced", "evacuated", "returnees"})
_GOING: Final = frozenset({"cross", "come", "go", "arrive", "wait", "stay", "sleep", "camp", "follow", "enter"})
_CARRIED: Final = frozenset({"fly", "airlift", "ship", "bus", "ferry", "transport", "take", "bring"})
LOST: Final = (["beyond", "repair"], ["completely", "."], ["totally", "."], ["fully", "."], ["completely", ","], ["totally", ","])
_BACK: Final = 2
"""Sentences back, of which one can be a heading."""


class GoesOn(NamedTuple):
    """What a number goes on with: the figure before it, what it measures and the word that says so, and the whole that it is a part of."""

    like: Draft
    measure: str
    by: int
    own: bool
    part_of: int | None = None


def goes_on(parse: Parse, q: Quantity, last: Draft | None, earlier: Sequence[Draft]) -> GoesOn | None:
    """The figure that a number without noun or measure of its own goes on with; None where it does not.

    Args:
        last: The figure before it in its sentence.
        earlier: All figures before it.
    """
    words = parse.lower
    more = words[q.last + 1 : q.last + 2] != [] and words[q.last + 1] in MORE
    whole = spoken_of(parse, q, earlier)
    if whole is not None and of_them(parse, q):
        own = parse.heads[q.last_core] if parse.relations[q.last_core].startswith("nsubj") else whole.by
        if whole.thing == "building" and words[q.last + 1 : q.last + 3] in LOST:
            return GoesOn(whole, "buildings_destroyed", own, own=True, part_of=whole.key)
        return GoesOn(whole, whole.measure, own, own=False, part_of=whole.key)
    if whole is not None and whole.measure in _MOVED and _goes_too(parse, q):
        return GoesOn(whole, whole.measure, parse.heads[q.last_core], own=False)
    counted = spoken_of(parse, q, earlier, whole=False)
    if counted is not None and (other := rival(parse, q)) >= 0:
        return GoesOn(counted, counted.measure, other, own=False)
    if counted is not None and (there := max(_are_there(parse, q), there_are(parse, q))) >= 0:
        return GoesOn(counted, counted.measure, there, own=False)
    if counted is not None and (out := _flown_out(parse, q)) >= 0:
        return GoesOn(counted, "evacuated", out, own=True)
    if whole is not None and whole.thing != "building" and of_all_of_them(parse, q):
        return GoesOn(whole, whole.measure, parse.heads[q.last_core], own=False, part_of=whole.key)
    listed = _place_by_place(parse, q, earlier)
    if listed is not None:
        return listed
    if last is not None and parse.lower[q.first - 1] in ("including", "notably"):
        return GoesOn(last, last.measure, last.by, own=False, part_of=last.key)
    if last is None and counted is not None and _further(parse, q):
        return GoesOn(counted, counted.measure, counted.by, own=False)
    if last is None:
        return GoesOn(whole, whole.measure, whole.by, own=False) if whole is not None and more and parse.relations[q.last + 1].startswith("nsubj") else None
    found = _elsewhere(parse, q, last, more=more) or (_others(parse, q, last) if more else None)
    if found is not None:
        return found
    if last.part_of is not None and _of_the_same(parse, q, last):
        return GoesOn(last, last.measure, parse.heads[q.last_core], own=False, part_of=last.part_of)
    if _of_the_first(parse, q, last):
        return GoesOn(last, last.measure, last.by, own=last.own, part_of=last.key)
    if words[q.first - 1 : q.first] == ["from"] and q.first >= 2 and words[q.first - 2] in ("up", "down"):
        return GoesOn(last, last.measure, last.by, own=True)
    again = _same_verb(parse, q, last)
    if again >= 0:
        return GoesOn(last, last.measure, again, own=True)
    noun = without_verb(parse, q, last)
    return GoesOn(last, last.measure, noun, own=last.own) if noun >= 0 else None


def spoken_of(parse: Parse, q: Quantity, earlier: Sequence[Draft], *, things: bool = False, whole: bool = True) -> Draft | None:
    """The figure of people or buildings that "them" or "more" can mean: the last whole one of this sentence, else of the one before.

    Args:
        things: Whether only buildings, vehicles and arms are meant; None then where people are the last that was counted.
        whole: Whether the part is no larger than what is meant.
    """
    for d in reversed(earlier):
        if parse.sentence[q.core] - parse.sentence[d.head] > _BACK:
            return None
        if things:
            if d.part_of is None:
                fits = d.thing in ("building", "vehicles", "arms") and (d.high is None or q.low is None or q.low <= d.high)
                return d if fits else None
            continue
        if not whole and d.thing in ("person", "troops", "bare") and d.part_of is None:
            return d
        if whole and (
            (d.thing in ("person", "troops", "bare", "building") or (d.thing in ("arms", "vehicles") and _of_which(parse, q)))
            and d.part_of is None
            and (d.high is None or q.low is None or q.low <= d.high)
        ):
            return d
    return None


def _of_which(parse: Parse, q: Quantity) -> bool:
    first = parse.sentences[parse.sentence[q.core]][0]
    return any(parse.lower[k] == "of" and parse.lower[k + 1] == "which" for k in range(max(first, q.first - GAP - 2), q.first - 1))


def speaks_of_them(parse: Parse, q: Quantity, earlier: Sequence[Draft]) -> bool:
    """Whether a number alone is the subject of a sentence that goes on with people: "40 fled. Over 160 are living in tents"."""
    whole = spoken_of(parse, q, earlier)
    return whole is not None and whole.thing in ("person", "bare") and parse.relations[q.last_core] == "nsubj"


def _goes_too(parse: Parse, q: Quantity) -> bool:
    """Whether a number alone goes, comes or waits: "Some 10,000 have already crossed into Chad", after news of refugees."""
    verb = parse.heads[q.last_core]
    return parse.relations[q.last_core].startswith("nsubj") and verb >= 0 and parse.lemmas[verb] in _GOING


def _are_there(parse: Parse, q: Quantity) -> int:
    """The place where more of those counted before are, or −1: "Another 11,000 are in Homs", "a further 300 are in Hama"."""
    place = parse.heads[q.last_core]
    if not parse.relations[q.last_core].startswith("nsubj") or place < 0 or parse.child(place, "cop") < 0:
        return -1
    more = _further(parse, q) or parse.lower[q.last + 1] in MORE
    name = parse.name_at[place]
    return place if more and name >= 0 and parse.names[name].kind == "LOC" and parse.case(place) in _AT else -1


def _flown_out(parse: Parse, q: Quantity) -> int:
    """The verb by which some of those spoken of are brought somewhere, or −1: "600 are waiting to leave; 83 were flown to Dakar"."""
    verb = parse.heads[q.last_core]
    if parse.relations[q.last_core] != "nsubj:pass" or verb < 0 or parse.low_lemmas[verb] not in _CARRIED:
        return -1
    goal = any(parse.case(c) in _TO for c in parse.children[verb]) or parse.child(verb, "compound") >= 0
    return verb if goal else -1


def _further(parse: Parse, q: Quantity) -> bool:
    """Whether a number alone that is a subject comes on top of one before: "A further 900 are adrift"."""
    return parse.relations[q.last_core].startswith("nsubj") and not _FURTHER.isdisjoint(parse.lower[max(q.first - 1, 0) : q.core])


def _place_by_place(parse: Parse, q: Quantity, earlier: Sequence[Draft]) -> GoesOn | None:
    """What a list behind a colon shares out: "Nine died, the army said: six in Homs, three in Hama"; the colon may seem to end a sentence."""
    k = q.last + 1
    if not earlier or k + 1 >= len(parse) or parse.lower[k] not in _AT or parse.lower[q.first - 1] not in (":", "–", "—"):
        return None
    whole = earlier[-1]
    between = parse.tokens[whole.behind + 1 : q.first]
    named = parse.name_at[k + 1] >= 0 or parse.lower[k + 1] in ("the", "a", "an", "its", "nearby")
    if not named or whole.part_of is not None or len(between) > _LEAD or any(t.text in _STOPS for t in between):
        return None
    fits = whole.thing in ("person", "troops", "bare", "building", "vehicles", "arms") and (whole.high is None or q.low is None or q.low <= whole.high)
    town = parse.lower[k] in ("in", "at") and parse.name_at[k + 1] >= 0 and parse.names[parse.name_at[k + 1]].kind == "LOC"
    return GoesOn(whole, whole.measure, k + 1 if town else whole.by, own=whole.own, part_of=whole.key) if fits else None


def of_them(parse: Parse, q: Quantity) -> bool:
    """Whether "of these", "of whom" stands at the head of the number's sentence, or right before it."""
    first = parse.sentences[parse.sentence[q.core]][0]
    if _of_which(parse, q):
        return True
    return any(parse.lower[k] in ("of", "among") and parse.lower[k + 1] in _THEM for k in {first, q.first - 2, q.first - 3} if first <= k < q.first - 1)


def _of_the_same(parse: Parse, q: Quantity, last: Draft) -> bool:
    """Whether a part is the subject of a clause joined to that of a part before it: "of whom 64 are in hospital and 11 will be flown out"."""
    verb, other = parse.heads[q.last_core], parse.heads[last.key]
    return parse.relations[q.last_core].startswith("nsubj") and verb >= 0 and parse.relations[verb] == "conj" and parse.heads[verb] in (other, last.by)


def _of_the_first(parse: Parse, q: Quantity, last: Draft) -> bool:
    """Whether a sentence begins with the whole: "Of the 400 tents that were promised, only 120 have come"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    return parse.lower[first] == "of" and first < last.first <= first + 2 and parse.relations[q.last_core].startswith("nsubj")


def _elsewhere(parse: Parse, q: Quantity, last: Draft, *, more: bool) -> GoesOn | None:
    """Such as "709,841 were displaced in Jajpur and 363,832 in Puri"."""
    k = q.last + 1 + more
    goal = _TO if last.measure in _MOVED else frozenset()
    if k + 1 >= len(parse) or parse.lower[k] not in WHEREVER | _WHEN | goal or parse.base_relations[q.last_core] not in _JOINED:
        return None
    if last.part_of is not None and parse.relations[q.last_core] in _ON and not verb_between(parse, last, q):
        return GoesOn(last, last.measure, last.by, own=last.own, part_of=last.part_of)
    if parse.lower[k] in _WHEN:
        dated = parse.name_at[k + 1] >= 0 and parse.names[parse.name_at[k + 1]].kind == "DATE"
        return GoesOn(last, last.measure, last.by, own=last.own) if dated else None
    if parse.name_at[k + 1] >= 0 and parse.lower[k] in ("in", "at") and parse.names[parse.name_at[k + 1]].kind == "LOC":
        return GoesOn(last, last.measure, k + 1, own=last.own)
    if parse.lower[k] == "on" and parse.name_at[k + 1] < 0 and parse.lower[k + 1] != "the":
        return None
    named = parse.name_at[k + 1] >= 0 or parse.lower[k + 1] in ("the", "neighbouring", "neighboring", "nearby") or parse.lower[k] == "among"
    return GoesOn(last, last.measure, last.by, own=last.own) if named else None


def _others(parse: Parse, q: Quantity, last: Draft) -> GoesOn | None:
    """Such as "killed 12 and wounded 30 others": of the same sort, under the verb that it has."""
    if parse.base_relations[q.last_core] not in ("obj", "conj", "nsubj", "nummod", "obl"):
        return None
    verb, _ = governor(parse, q.last_core)
    lemma = parse.low_lemmas[verb] if verb >= 0 else ""
    name = measures()["buildings"].get(lemma) if last.thing == "building" else None
    if not name and (last.thing == "building" or (verb >= 0 and verb != last.by and parse.upos[verb] == "VERB")):
        return None
    return GoesOn(last, name or last.measure, verb, own=True)


def _same_verb(parse: Parse, q: Quantity, last: Draft) -> int:
    """The verb of a number alone that repeats the one before it, or −1: "Chad hosts 600,000 refugees, Egypt hosts 500,000"."""
    verb = parse.heads[q.last_core]
    if parse.relations[q.last_core] != "obj" or verb <= last.behind or parse.child(verb, "nsubj") < 0:
        return -1
    before = governor(parse, last.head)[0]
    return verb if before >= 0 and parse.lemmas[before] == parse.lemmas[verb] else -1
