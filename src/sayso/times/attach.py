"""Tie a time to the word that it dates, by syntax."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from sayso.text.parse import Parse
from sayso.types.reading import Time

__all__ = ["attach"]

_DATING: Final = frozenset(("obl", "nmod", "advmod", "appos", "compound", "nummod", "amod", "dep", "obj", "acl", "advcl", "det", "parataxis", "punct"))
_UP: Final = frozenset(
    ("obj", "nsubj", "obl", "nmod", "nummod", "conj", "xcomp", "compound", "amod", "appos", "aux", "cop", "flat", "iobj", "advmod", "dep", "det", "csubj")
)

_DEEPER: Final = {"ADV": frozenset(("nmod", "obl", "advmod")), "NUM": frozenset(("compound",))}


def attach(parse: Parse, times: Sequence[Time], token: int) -> Time | None:
    """The time that dates the verb, noun or figure at ``token``; None if none does.

    A time that depends on the word itself comes first ("the attack on Friday"), then one that depends on what the word
    is an argument of ("on Friday 12 people died"), never one of a clause below or of another clause above.

    >>> from sayso.models import parse
    >>> from sayso.times import find, resolve_all
    >>> p = parse("On Friday shells hit the port.")
    >>> when = resolve_all(find(p), p, published=None)
    >>> t = attach(p, when, p.lower.index("hit"))
    >>> t and t.text
    'Friday'
    """
    times = _in_sentence(parse, times, token)
    if not times:
        return None
    i = token
    for step in range(8):
        found = _below(parse, times, i, up=step > 0, source=token)
        if found is not None:
            return found
        head = parse.heads[i]
        if head < 0:
            return None
        relation = parse.base_relations[i]
        if parse.relations[i] == "acl:relcl" or relation not in _UP:
            return None
        if relation == "conj" and parse.upos[i] in ("VERB", "AUX"):
            # "shelled the port on Friday and withdrew": the second verb has its own subject or comes later
            if any(parse.relations[c].startswith("nsubj") for c in parse.children[i]):
                return None
            if parse.xpos[head] == "VBD" and any(parse.lower[c] in ("has", "have") and parse.relations[c] == "aux" for c in parse.children[i]):
                return None  # "reopened the crossing in June but has threatened to shut it"
        i = head
    return None


def _below(parse: Parse, times: Sequence[Time], i: int, *, up: bool, source: int) -> Time | None:
    """The best time among the dependents of ``i``: dated before undated, points before lengths."""
    best: Time | None = None
    rank = (-1, -1, 0)
    for c in parse.children[i]:
        relation = parse.base_relations[c]
        if relation not in _DATING:
            continue
        t = _covering(times, parse.tokens[c].start)
        deeper = _DEEPER.get(parse.upos[c])
        if t is None and deeper:
            # "shortly after noon" and "Friday 12", taken for a date, hang one deeper; "at a rally on Friday" dates the rally
            for k in parse.children[c]:
                if parse.base_relations[k] in deeper:
                    t = _covering(times, parse.tokens[k].start)
                    if t:
                        break
        if t is None or t.start <= parse.tokens[i].start < t.end:
            continue
        if up and t.start <= parse.tokens[source].start < t.end:
            continue
        this = (int(t.edtf is not None), int(t.type in ("date", "time")), -abs(c - i))
        if this > rank:
            best, rank = t, this
    return best


def _in_sentence(parse: Parse, times: Sequence[Time], token: int) -> Sequence[Time]:
    first, last = parse.sentences[parse.sentence[token]]
    a = bisect_left(times, parse.tokens[first].start, key=_start)
    return times[a : bisect_left(times, parse.tokens[last].end, lo=a, key=_start)]


_start: Final = attrgetter("start")


def _covering(times: Sequence[Time], start: int) -> Time | None:
    for t in times:
        if t.start > start:
            return None
        if start < t.end:
            return t
    return None
