"""A report as the models have weighed it, and the signs by which incidents are decided from that.

What the nets say of a kind and of a filler is weighed once more beside what they say of all others: the second "guerrillas" of a report
is the first again, a part in an incident that is not told is none, and of two victims many sentences apart each has an incident of its own.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.events.deeds import KINDS, PARTS, kind_of_event
from sayso.events.fillers import Filler, Scene, relation
from sayso.types.reading import Event

__all__ = ["Account", "Held", "kind_signs", "number_signs", "overlap", "pair_signs", "taken_signs"]

Array = npt.NDArray[np.float32]
_STEPS: Final = (0.03, 0.06, 0.1, 0.15, 0.2, 0.27, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.93)
_LEAST: Final = 0.08
"""Chance of a part under which a filler is not looked at."""
_OPENING: Final = 3
"""Sentences that say what a report is about."""
_FURTHER: Final = frozenset(
    "another other also meanwhile second earlier later ago same too moreover similarly addition ; separate different previous last yesterday today".split()
)
"""Words that tell one incident from the next, or hold it together, where they stand between two fillers."""
_SERIES: Final = frozenset("another meanwhile other also second series attacks later separate wave month year ago".split())
_PLURAL: Final = frozenset(("attacks", "bombings", "murders", "kidnappings"))


class Held(NamedTuple):
    """A filler with a part, and the chance of that."""

    chance: float
    filler: int
    part: int


@dataclass(slots=True)
class Account:
    """What the models say of a report.

    Attributes:
        scene: The report.
        fillers: Whom and what it names.
        parts: Chance of each part for each filler [F, P].
        within: Chance of each kind of incident for each filler, if it has a part in any [F, K].
        kinds: Chance of each kind, and of any, for the report [K + 1].
    """

    scene: Scene
    fillers: list[Filler]
    parts: Array
    within: Array
    kinds: Array

    def deeds(self, kind: int) -> list[tuple[int, Event]]:
        """The events that would be of a kind, with their tokens."""
        parse = self.scene.parse
        return [
            (parse.tokens_in(e.start, e.end)[0], e)
            for e in self.scene.events
            if e.modality in ("asserted", "possible") and kind_of_event(parse, e) == KINDS[kind]
        ]

    def sentences(self, filler: int) -> list[int]:
        """The sentences of a filler's mentions."""
        return [self.scene.parse.sentence[h] for h in self.fillers[filler].heads]


def overlap(a: str, b: str) -> bool:
    """Whether one name's words are all in the other.

    >>> overlap("the car bomb", "bomb")
    True
    """
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one


def _ramp(name: str, chance: float) -> list[str]:
    """A chance as signs: one for each step that it reaches."""
    return [f"{name}>{step}" for step in _STEPS if chance >= step]


def _more(name: str, count: int, *steps: int) -> list[str]:
    """A count as signs: one for each step that it exceeds."""
    return [f"{name}>{step}" for step in steps if count > step]


def kind_signs(account: Account, kind: int) -> list[str]:
    """Signs that a report tells of an incident of a kind."""
    k = f"k{kind}"
    found = ["b", k, *_ramp("pk", account.kinds[kind]), *_ramp(k + "pk", account.kinds[kind]), *_ramp("rel", account.kinds[-1])]
    for other in range(len(KINDS)):
        if other != kind:
            found += _ramp(f"o{other}", account.kinds[other])
    joint = account.parts * account.within[:, kind : kind + 1]
    for p in range(len(PARTS)):
        first, second, *_ = [*sorted(joint[:, p].tolist(), reverse=True), 0.0, 0.0]
        found += [*_ramp(f"m{p}", first), *_ramp(f"{k}m{p}", first), *_ramp(f"n{p}", second)]
    early = [i for i, f in enumerate(account.fillers) if account.scene.parse.sentence[f.heads[0]] < _OPENING]
    for name, some in (("any", joint), ("early", joint[early])):
        top = float(some.max(initial=0))
        found += [*_ramp(name, top), *_ramp(k + name, top)]
    count = len(account.deeds(kind))
    return [*found, *_more("ne", count, 0, 1, 2, 4, 8), *_more(k + "ne", count, 0, 1, 2, 4, 8)]


def taken_signs(account: Account, kind: int, told: float) -> Iterator[tuple[Held, set[str]]]:
    """The fillers that may have a part in an incident of a kind, likeliest first, with the signs that they have, and are not what one before is.

    Args:
        account: The report.
        kind: Of the incident.
        told: Chance that the report tells of one.
    """
    order = sorted(
        (Held(float(account.parts[f, p]), f, p) for f, p in np.argwhere(account.parts >= _LEAST).tolist()), key=lambda h: (-h.chance, h.filler, h.part)
    )
    before: dict[int, list[Held]] = {p: [] for p in range(len(PARTS))}
    for one in order:
        beside = before[one.part]
        if not any(overlap(account.fillers[b.filler].name, account.fillers[one.filler].name) for b in beside):
            yield one, _taken(account, kind, told, one, beside)
            beside.append(one)


def _taken(account: Account, kind: int, told: float, one: Held, beside: Sequence[Held]) -> set[str]:
    filler, p, k = account.fillers[one.filler], f"p{one.part}", f"k{kind}"
    sort, sentences = _sort(filler), set(account.sentences(one.filler))
    chances = account.parts[one.filler].copy()
    chances[one.part] = -1
    other = int(chances.argmax())
    found = {"b", p, k, p + k, f"{p}c={sort}"}
    found.update(_ramp(p + "v", one.chance), _ramp("v", one.chance), _ramp("K", account.within[one.filler, kind]), _ramp("pk", told), _ramp(p + "pk", told))
    found.update(_more(p + "r", len(beside), 0, 1, 2, 4), _more("r", len(beside), 0, 1, 2, 4))
    found.update(_ramp("oth", chances[other]), _ramp(f"{p}o{other}", chances[other]))
    found.update(_more("n", len(filler.heads), 1, 2, 4), _more("s", account.sentences(one.filler)[0], 0, 2, 5, 9))
    if beside:
        found.update(_ramp(p + "top", beside[0].chance))
    for b in beside:
        against = account.fillers[b.filler]
        if sentences & set(account.sentences(b.filler)):
            found |= {"hs", p + "hs"}
        if _hangs(account.scene, filler, against):
            found |= {"hd", p + "hd"}
        if (theirs := _sort(against)) == sort:
            found |= {"hc", f"{p}hc={sort}"}
        else:
            found.add(f"{p}hx=" + "|".join(sorted((sort, theirs))))
        if _lemmas(account.scene, filler) & _lemmas(account.scene, against):
            found |= {"hl", p + "hl"}
    return found


def _sort(filler: Filler) -> str:
    """What a filler is: the class of its name or noun."""
    return min((s[2:] for s in sorted(filler.signs) if s.startswith(("k=", "N="))), default="-")


def _lemmas(scene: Scene, filler: Filler) -> set[str]:
    return {scene.parse.low_lemmas[h] for h in filler.heads}


def _hangs(scene: Scene, one: Filler, other: Filler) -> bool:
    """Whether a mention of one of two fillers depends on one of the other as a noun on a noun."""
    heads, relations = scene.parse.heads, ("conj", "appos", "nmod", "compound")
    pairs = [(a, b) for a in one.heads for b in other.heads]
    return any((heads[a] == b and relation(scene.parse, a) in relations) or (heads[b] == a and relation(scene.parse, b) in relations) for a, b in pairs)


def pair_signs(account: Account, kind: int, one: Held, other: Held) -> list[str]:
    """Signs that two fillers have their parts in the same incident of a kind."""
    parse = account.scene.parse
    f, g = account.fillers[one.filler], account.fillers[other.filler]
    parts = "|".join(sorted((PARTS[one.part], PARTS[other.part])))
    mine, theirs = account.sentences(one.filler), account.sentences(other.filler)
    apart = min(abs(a - b) for a in mine for b in theirs)
    found = ["b", parts, f"ds={min(apart, 6)}", f"d1={min(abs(mine[0] - theirs[0]) // 2, 6)}", f"{parts}ds={min(apart, 4)}"]
    if one.filler == other.filler:
        return [*found, "same"]
    x, y = min(((a, b) for a in f.heads for b in g.heads), key=lambda pair: abs(pair[0] - pair[1]))
    low, high = min(x, y), max(x, y)
    found.append(f"t={min(6, int(math.log2(high - low + 1)))}")
    deeds = account.deeds(kind)
    found.append(f"ev={min(4, len({at for at, _ in deeds if low <= at <= high}))}")
    for a, b in ((x, y), (y, x)):
        if parse.heads[a] == b:
            found.append("dep" + relation(parse, a))
    governors = [{parse.heads[h] for h in one.heads} & account.scene.event_at.keys() for one in (f, g)]
    if all(governors):
        found.append(f"gov={bool(governors[0] & governors[1])}")
    if parse.paragraph[x] != parse.paragraph[y]:
        found.append("par")
    if high - low < 80:
        between = set(parse.lemmas[low : high + 1])
        found += ["w=" + w for w in sorted(between & _FURTHER)]
        if "and" in between:
            found.append("and")
    return found


def number_signs(account: Account, kind: int, told: float, held: Sequence[Held]) -> list[str]:
    """Signs of how many incidents of a kind a report tells.

    Args:
        account: The report.
        kind: Of the incidents.
        told: Chance that there is one.
        held: The fillers with a part in one.
    """
    parse = account.scene.parse
    deeds = [e for _, e in account.deeds(kind)]
    found = ["b", "k=" + KINDS[kind], *_ramp("pk", told), *_more("n", len({e.same_as or e.id for e in deeds}), 1, 2, 3, 5, 8, 12)]
    parts = Counter(h.part for h in held)
    for p in range(len(PARTS)):
        found += _more(f"c{p}", parts[p], 0, 1, 2, 3, 5)
    for name, values in (("pl", {e.place for e in deeds}), ("ti", {e.time for e in deeds}), ("rc", {e.recipient for e in deeds})):
        found += _more(name, len(values - {None}), 0, 1, 2, 3, 5)
    found += _more("L", len(parse), 100, 200, 300, 400, 600)
    spread = [account.sentences(h.filler)[0] for h in held if PARTS[h.part] in ("target", "victim")]
    if spread:
        found += _more("sp", max(spread) - min(spread), 0, 2, 5, 9)
    found += ["w=" + w for w in sorted(_SERIES & set(parse.lemmas))]
    if not _PLURAL.isdisjoint(parse.lower):
        found.append("plural")
    return found
