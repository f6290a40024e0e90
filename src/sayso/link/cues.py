"""What a figure's sentence says besides its slots: that the number rose, is a part, is an older one; where people were hit, and by what."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sayso.ledger.names import fold
from sayso.tables import table
from sayso.types.claims import Claim

__all__ = ["COMMON", "REMEMBERED", "Cues", "cues", "shared"]

REMEMBERED = 4096
"""Sentences of which is remembered what was found in them: those of some hundred reports, a few kilobytes each."""

_WORD = re.compile(r"[a-zé]+")
COMMON = frozenset(
    "that have with were this from they been their would will said which about there also more than other into when what after before over some could".split()
)
"""Words of four letters or more that tell nothing of what a sentence is about."""
_OF_TOLLS = frozenset("people killed wounded injured".split())
_UNTIL = re.compile(
    r"\b(?:by|as of|until|up to) (?:early |late |the evening of |the end of )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midnight|yesterday|today|january|february|march|april|may|june|july|august|september|october|november|december|\d)"
)
_UNTIL_FIRST = frozenset(("by", "as", "until", "up"))  # its first words: most sentences have none
_NEAR = 5  # words between a word of hitting and a scene at which the dead may only have been counted


@dataclass(frozen=True, slots=True)
class Cues:
    """Attributes:
    rising, lowered, still: Words that tell a later stage of a count.
    part: The number is of some among a larger one ("of those killed", "including", "another 12").
    older: The number is cited as an earlier one ("up from 17").
    gathered: The dead were buried: some of them, at least so many.
    until: A time of the sentence only says until when it counts ("by Friday evening").
    dismissed: The sentence calls what it cites an invention.
    scenes, causes: Where people were hit and by what, as classes.
    words: The telling words of the sentence.
    """

    rising: bool = False
    lowered: bool = False
    still: bool = False
    part: bool = False
    older: bool = False
    gathered: bool = False
    until: bool = False
    dismissed: bool = False
    scenes: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Lists:
    scenes: dict[str, str]
    causes: dict[str, str]
    counting: frozenset[str]
    hitting: frozenset[str]
    rising: frozenset[str]
    lowered: frozenset[str]
    still: frozenset[str]
    gathered: frozenset[str]
    dismissing: frozenset[str]
    common: frozenset[str]
    part_after: re.Pattern[str]
    part_before: re.Pattern[str]
    older: re.Pattern[str]


@cache
def _lists() -> _Lists:
    t = table("link/words")
    scenes = {form: name for name, ws in t["scenes"].items() for w in ws for form in (w, f"{w}s", f"{w}es")}
    causes = {w: name for name, ws in t["causes"].items() for w in ws}
    either = "|".join(sorted(t["of_them"], key=len, reverse=True))
    more, extra = "|".join(t["more"]), "|".join(t["extra"])
    before = "|".join(sorted(t["before"], key=len, reverse=True))
    sets = {k: frozenset(t[k]) for k in ("counting", "hitting", "rising", "lowered", "still", "gathered", "dismissing")}
    return _Lists(
        scenes=scenes,
        causes=causes,
        counting=sets["counting"],
        hitting=sets["hitting"],
        rising=sets["rising"],
        lowered=sets["lowered"],
        still=sets["still"],
        gathered=sets["gathered"],
        dismissing=sets["dismissing"],
        common=COMMON | _OF_TOLLS,
        part_after=re.compile(rf"^\W*(?:(?:\w+\W+)?(?:{either})|(?:{more}))\b"),
        part_before=re.compile(rf"\b(?:(?:including|among them|of them|of whom)\W*(?:\w+\W+)?|(?:{extra})\W*)$"),
        older=re.compile(rf"\b(?:{before})\W+$"),
    )


def cues(c: Claim) -> Cues:
    """The cues of a figure's or event's sentence."""
    return _cues(c.quote, c.start - c.context_start, c.end - c.context_start, c.root.name)


@lru_cache(maxsize=REMEMBERED)
def _cues(quote: str, start: int, end: int, source: str) -> Cues:
    found = _sentence(quote, source)
    if not quote:
        return found
    ls, low = _lists(), quote.lower()
    before, after = low[max(0, start - 30) : start], low[end : end + 30]
    part, older = bool(ls.part_after.match(after) or ls.part_before.search(before)), bool(ls.older.search(before))
    return replace(found, part=part, older=older) if part or older else found


@lru_cache(maxsize=REMEMBERED)
def _sentence(quote: str, source: str) -> Cues:
    """What does not depend on where in the sentence a claim stands: most sentences have several."""
    ls = _lists()
    low = quote.lower()
    own = set(fold(source).split())
    words = _WORD.findall(low)
    tokens = [w for w in words if w not in own]
    every = frozenset(tokens)
    scenes = set()
    if not ls.scenes.keys().isdisjoint(every):
        for i, w in enumerate(tokens):
            name = ls.scenes.get(w)
            if name and (name not in ls.counting or not ls.hitting.isdisjoint(tokens[max(0, i - _NEAR) : i])):
                scenes.add(name)
    return Cues(
        rising=not every.isdisjoint(ls.rising),
        lowered=not every.isdisjoint(ls.lowered),
        still=not every.isdisjoint(ls.still),
        gathered=not every.isdisjoint(ls.gathered),
        until=not _UNTIL_FIRST.isdisjoint(words) and bool(_UNTIL.search(low)),
        dismissed=not every.isdisjoint(ls.dismissing),
        scenes=frozenset(scenes),
        causes=frozenset([ls.causes[w] for w in every if w in ls.causes]),
        words=frozenset([w for w in every - ls.common if len(w) > 3]),
    )


def shared(a: Cues, b: Cues) -> bool:
    """Whether two sentences name one scene or one cause, or have three telling words in common."""
    return bool(a.scenes & b.scenes or a.causes & b.causes) or len(a.words & b.words) >= 3
