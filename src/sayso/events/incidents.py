"""Incidents of a report: attacks, bombings, kidnappings, arson and robberies, with who did them, to whom and what, and by what.

An event is one mention of a deed; an incident gathers what a whole report says of one deed. Models decide in two steps. The first
weighs the report's kinds of incident, as against war, threats and what is long past, and of each person, body and thing that
it names which part it has (:mod:`sayso.events.nets`); the second sees all of that together, and decides which kinds are told and of how many
incidents, whose parts hold, and who belongs together (:mod:`sayso.events.accounts`). ``training/incidents.py`` learns all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sayso.events.accounts import Account, Held, kind_signs, number_signs, pair_signs, taken_signs
from sayso.events.deeds import KINDS, PARTS, IncidentKind, Part, kind_of_event, report_signs
from sayso.events.fillers import Scene, fillers
from sayso.events.nets import Models, chance, models, where_to_look
from sayso.models import vectors
from sayso.text.parse import Parse
from sayso.types.reading import Entity, Event, Span, Statement

__all__ = ["Incident", "Participant", "counted", "decide", "find_incidents", "likely"]

_KIND_FROM, _PART_FROM = 0.25, 0.3
"""Least chances of a kind and of a part: with half of all found right, F1 gains by whatever is likelier than a quarter, if not by much."""
_ALSO_FROM: Final = 0.5
"""Least chance of a part in an incident of another kind than the one where it is likeliest."""
_TWO_FROM, _THREE_FROM, _EMPTY_FROM = 0.4, 0.5, 0.5
"""Least chances of there being two of a kind, three, and two of which the second has nobody of its own."""
_TOGETHER_FROM, _SHARED_FROM = 0.5, 0.0
"""Least scores for joining an incident's targets, victims and weapons, and for standing behind several."""
_MOST: Final = 4
_LIKELY, _COUNTED = 0.12, 0.25


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something with a part in an incident: its longest name in the report, and where that stands."""

    name: str
    span: Span
    part: Part
    confidence: float


@dataclass(frozen=True, slots=True)
class Incident:
    """What a report says of one deed.

    Attributes:
        kind: Of the deed.
        participants: Perpetrators (people), their organisations, targets (things), victims (people by name), weapons; likeliest first.
        confidence: That the report tells of such an incident.
    """

    kind: IncidentKind
    participants: tuple[Participant, ...]
    confidence: float

    def names(self, part: Part) -> list[str]:
        """The names of those with a part."""
        return [p.name for p in self.participants if p.part == part]


def find_incidents(parse: Parse, entities: Sequence[Entity], statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Incident, ...]:
    """The incidents of a report, likeliest kinds first. A report that tells of no violence has none; any other runs through the encoder once more.

    Args:
        parse: The report's parse.
        entities: Who the report speaks of.
        statements: Who says what.
        events: What happened, as :func:`sayso.events.find` gives it.
    """
    if not any(e.modality in ("asserted", "possible") and kind_of_event(parse, e) for e in events):
        return ()  # the models have only seen reports on violence, and take anything else for some
    scene = Scene(parse, entities, statements, events)
    learned = models()
    return decide(_weighed(scene, learned), learned)


def _weighed(scene: Scene, learned: Models) -> Account:
    """A report as the nets and the signs beside them weigh it."""
    named = fillers(scene)
    at = where_to_look(scene.parse, named)
    kinds, scores = learned.nets(vectors(scene.parse)[at.tokens], at)
    if named:
        scores = scores + np.stack([learned.filler.scores(f.signs) for f in named])
    chances = chance(scores)
    return Account(scene, named, chances[:, : len(PARTS)], chances[:, len(PARTS) :], chance(kinds + learned.report.scores(report_signs(scene))))


def likely(account: Account, learned: Models) -> dict[int, tuple[float, list[Held]]]:
    """The kinds of incident that a report may tell of, each with its chance and with those who may have a part, likeliest first."""
    out = {}
    for kind in range(len(KINDS)):
        told = learned.kind(kind_signs(account, kind))[0]
        if told >= _LIKELY:
            held = [one._replace(chance=learned.taken(signs)[0]) for one, signs in taken_signs(account, kind, told)]
            out[kind] = (told, sorted(held, key=lambda h: (-h.chance, h.filler, h.part)))
    return out


def decide(account: Account, learned: Models) -> tuple[Incident, ...]:
    """The incidents that a weighed report tells."""
    found = {k: v for k, v in likely(account, learned).items() if v[0] >= _KIND_FROM}
    best: dict[tuple[int, int], float] = {}
    for _, held in found.values():
        for h in held:
            best[h.filler, h.part] = max(best.get((h.filler, h.part), 0.0), h.chance)
    out: list[Incident] = []
    for kind, (told, held) in sorted(found.items(), key=lambda item: -item[1][0]):
        kept = [h for h in held if h.chance >= _PART_FROM and (h.chance >= best[h.filler, h.part] or h.chance >= _ALSO_FROM)]
        two, three = learned.number(number_signs(account, kind, told, counted(held)))
        for n, part in enumerate(_apart(account, learned, kind, kept, two, three)):
            who = tuple(Participant(account.fillers[h.filler].name, account.fillers[h.filler].span, PARTS[h.part], round(h.chance, 2)) for h in part)
            out.append(Incident(KINDS[kind], who, round(min(told, (1.0, two, three)[min(n, 2)]), 2)))
    return tuple(out)


def counted(held: Sequence[Held]) -> list[Held]:
    """Those by whom it is told how many incidents there are."""
    return [h for h in held if h.chance >= _COUNTED]


def _apart(account: Account, learned: Models, kind: int, held: Sequence[Held], two: float, three: float) -> list[list[Held]]:
    """Those with a part in incidents of a kind, by incident: whom and what it befell sets incidents apart, who is behind it may be behind several."""
    if two < _TWO_FROM:
        return [list(held)]

    def near(one: Held, others: Sequence[Held]) -> float:
        return float(np.mean([learned.together.scores(pair_signs(account, kind, one, other))[0] for other in others])) if others else -9.0

    behind = [h for h in held if PARTS[h.part] in ("perpetrator", "organisation")]
    groups: list[list[Held]] = []
    most = _MOST if three >= _THREE_FROM else 2
    for one in held:
        if one in behind:
            continue
        scores = [near(one, g) for g in groups]
        if scores and (max(scores) > _TOGETHER_FROM or len(groups) >= most):
            groups[scores.index(max(scores))].append(one)
        else:
            groups.append([one])
    groups = groups or [[]]
    if len(groups) == 1 and two >= _EMPTY_FROM:
        groups.append([])
    apart = [list(g) for g in groups]
    for one in behind:
        scores = [near(one, g) for g in groups]
        for group, score in zip(apart, scores, strict=True):
            if score == max(scores) or score > _SHARED_FROM:
                group.append(one)
    return [sorted(g, key=lambda h: -h.chance) for g in apart]
