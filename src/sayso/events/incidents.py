"""Incidents of a report: attacks, bombings, kidnappings, arson and robberies, with who did them, to whom and what, and by what.

An event is one mention of a deed; an incident gathers what a whole report says of one kind of deed. Two linear models decide:
one, of each person, body and thing that the report names, which part it has (:mod:`sayso.events.fillers`); the other, from the
events and those parts, which kinds of incident the report tells of, as against war, threats and what is long past.
``training/incidents.py`` learns both.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt

from sayso.events.arguments import case_of
from sayso.events.fillers import Filler, Scene, base, fillers, kind_of, relation
from sayso.text.parse import Parse
from sayso.types.reading import Entity, Event, Span, Statement

__all__ = ["KINDS", "PARTS", "Incident", "Participant", "Weights", "find_incidents", "kind_of_event", "part_signs", "report_signs"]

IncidentKind = Literal["attack", "bombing", "kidnapping", "arson", "robbery"]
Part = Literal["perpetrator", "organisation", "target", "victim", "weapon"]
KINDS: tuple[IncidentKind, ...] = ("attack", "bombing", "kidnapping", "arson", "robbery")
PARTS: tuple[Part, ...] = ("perpetrator", "organisation", "target", "victim", "weapon")
_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7)
_KIND_FROM = {"attack": 0.35, "bombing": 0.35, "kidnapping": 0.35, "arson": 0.25, "robbery": 0.25}
"""Least chance of a kind; rare ones are under-rated by a model that has seen few."""
_ANY_FROM, _PART_FROM = 0.35, 0.3


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something with a part in an incident: its longest name in the report, and where that stands."""

    name: str
    span: Span
    part: Part
    confidence: float


@dataclass(frozen=True, slots=True)
class Incident:
    """What a report says of one kind of deed.

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


class Weights:
    """A linear model: for each sign, a weight for each class."""

    def __init__(self, signs: Sequence[str], weights: npt.NDArray[np.float32]) -> None:
        self._row = {s: i for i, s in enumerate(signs)}
        self._weights = weights

    def __call__(self, signs: Iterable[str]) -> list[float]:
        """The chance of each class."""
        rows = sorted(self._row[s] for s in signs if s in self._row)
        return [float(x) for x in 1 / (1 + np.exp(-self._weights[rows].sum(0)))]


@cache
def _models() -> tuple[Weights, Weights]:
    """The model of parts and that of kinds."""
    with (files("sayso.events") / "incidents.npz").open("rb") as f, np.load(f) as arrays:
        made = [
            Weights(bytes(arrays[f"{name}_signs"]).decode().split("\n"), arrays[f"{name}_weights"].astype(np.float32) * arrays[f"{name}_scale"])
            for name in ("parts", "kinds")
        ]
    return made[0], made[1]


def find_incidents(parse: Parse, entities: Sequence[Entity], statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Incident, ...]:
    """The incidents of a report, one of a kind, likeliest first.

    Args:
        parse: The report's parse.
        entities: Who the report speaks of.
        statements: Who says what.
        events: What happened, as :func:`sayso.events.find` gives it.
    """
    scene = Scene(parse, entities, statements, events)
    parts, kinds = _models()
    told = {kind_of_event(parse, e) for e in events if e.modality in ("asserted", "possible")} - {None}
    if not told:
        return ()  # the models have only seen reports on violence, and take anything else for some
    named = [(f, parts(f.signs)) for f in fillers(scene)]
    chances = kinds([*report_signs(scene), *part_signs(scene, named)])
    chosen = [k for k, p in zip(KINDS, chances, strict=False) if p >= _KIND_FROM[k]]
    if not chosen and chances[-1] >= _ANY_FROM:
        chosen = [max(KINDS, key=lambda k: chances[KINDS.index(k)])]
    if not chosen:
        return ()
    chosen.sort(key=lambda k: -chances[KINDS.index(k)])
    held: dict[IncidentKind, list[Participant]] = {k: [] for k in chosen}
    for one, chance in named:
        for part, p in zip(PARTS, chance, strict=True):
            if p >= _PART_FROM:
                held[_kind(scene, one, chosen)].append(Participant(one.name, one.span, part, round(p, 2)))
    return tuple(Incident(k, _distinct(held[k]), round(chances[KINDS.index(k)], 2)) for k in chosen)


def _distinct(found: list[Participant]) -> tuple[Participant, ...]:
    """Participants without those of whom another of the same part says as much or more."""
    out: list[Participant] = []
    for one in sorted(found, key=lambda p: (-p.confidence, p.span.start)):
        words = set(one.name.lower().split())
        if not any(o.part == one.part and (words <= (other := set(o.name.lower().split())) or other <= words) for o in out):
            out.append(one)
    return tuple(out)


def _kind(scene: Scene, one: Filler, chosen: Sequence[IncidentKind]) -> IncidentKind:
    """In which of a report's kinds of incident a filler has its part: that of the deeds told around its mentions."""
    near: dict[IncidentKind, float] = {}
    for head in one.heads:
        for distance, event in scene.near(head):
            kind = kind_of_event(scene.parse, event)
            if kind is not None and kind in chosen:
                near[kind] = near.get(kind, 0.0) + 1 / (1 + distance)
    return max(near, key=lambda k: near[k]) if near else chosen[0]


def kind_of_event(parse: Parse, event: Event) -> IncidentKind | None:
    """The kind of incident that an event would be; None for deeds other than violence."""
    if event.type != "ASSAULT":
        return None
    words = parse.text[event.start : event.end].lower()
    if any(w in words for w in ("burn", "torch", "arson", "fire to")):
        return "arson"
    match event.mode:
        case "abduct":
            return "kidnapping"
        case "robbery":
            return "robbery"
        case "explosives" | "suicide-attack" | "aerial":
            return "bombing"
        case _:
            return "attack"


def _ramp(name: str, chance: float) -> list[str]:
    """A chance as signs: one for each step that it reaches."""
    return [f"{name}>={step}" for step in _STEPS if chance >= step]


def part_signs(scene: Scene, named: Sequence[tuple[Filler, Sequence[float]]]) -> Iterator[str]:
    """Signs of how sure a report's fillers are of their parts, and beside which deeds they are told."""
    beside: dict[tuple[str, str], float] = {}
    top = early = 0.0
    for one, chances in named:
        best = max(chances)
        top = max(top, best)
        if scene.parse.sentence[one.heads[0]] < 3:
            early = max(early, best)
        if best < _STEPS[0]:
            continue
        for kind in {k for head in one.heads for _, e in scene.near(head) if (k := kind_of_event(scene.parse, e)) is not None}:
            for part, p in zip(PARTS, chances, strict=True):
                beside[part, kind] = max(beside.get((part, kind), 0), p)
    for i, part in enumerate(PARTS):
        for n, p in enumerate(sorted((c[i] for _, c in named), reverse=True)[:3]):
            yield from _ramp(f"p{part}{n}", p)
    for (told, deed), p in beside.items():
        yield from _ramp(f"q{told}{deed}", p)
    yield from _ramp("top", top)
    yield from _ramp("early", early)


def report_signs(scene: Scene) -> set[str]:
    """Signs of what a report tells: its words (no names), its events with whom they befell."""
    parse = scene.parse
    found = {"bias", f"len={min(8, len(parse) // 150)}"}
    for i in range(len(parse)):
        if parse.upos[i] in ("NOUN", "VERB", "ADJ") and parse.name_at[i] < 0:
            found.add("l=" + parse.lemmas[i].lower())
            if parse.sentence[i] < 3:
                found.add("l3=" + parse.lemmas[i].lower())
    modes = Counter(e.mode or e.type for e in scene.events)
    found |= {f"e{n}={m}" for m, count in modes.items() for n in (1, 2, 4) if count >= n}
    for e in scene.events:
        found.update(_event_signs(scene, e))
    return found


def _event_signs(scene: Scene, e: Event) -> Iterator[str]:
    parse = scene.parse
    mode = e.mode or e.type
    at, _ = parse.tokens_in(e.start, e.end)
    early = "3" if parse.sentence[at] < 3 else ""
    yield f"em{early}={mode}|{e.modality}"
    yield f"ex={mode}|{parse.xpos[at]}"
    yield from (f"e{letter}={mode}" for letter, value in (("r", e.recipient), ("a", e.actor), ("p", e.place), ("t", e.time)) if value)
    if e.type not in ("ASSAULT", "COERCE", "THREATEN", "ACCUSE"):
        return
    actor, recipient = _sort(scene, e.actor, e.actor_entity), _sort(scene, e.recipient, e.recipient_entity)
    word = parse.lemmas[at].lower()
    yield f"x{early}={mode}|{actor}>{recipient}"
    yield f"xr{early}={mode}|{recipient}"
    yield f"xa{early}={mode}|{actor}"
    yield f"xm={mode}|{recipient}|{e.modality}"
    yield f"xw{early}={word}|{recipient}"
    yield f"xx={word}|{parse.xpos[at]}"
    yield f"xpt={mode}|{bool(e.place)}{bool(e.time)}{e.modality}"
    if e.instrument:
        yield f"xi={mode}|{e.instrument.lower().split()[-1]}"
    for c in parse.children[at]:
        if relation(parse, c) in ("nsubj", "obj", "obl", "nmod", "compound", "amod"):
            yield f"xc{early}={word}|{relation(parse, c)}{case_of(parse, c) or ''}|{base(parse, c)}"
    if parse.heads[at] >= 0:
        yield f"xh={word}|{relation(parse, at)}|{base(parse, parse.heads[at])}"


def _sort(scene: Scene, name: str | None, entity: str | None) -> str:
    """What a party is: a class of nouns, "N" with the kind of a named one, "0" for none."""
    if not name:
        return "0"
    return next(iter(kind_of(name.lower().split(" of ")[0].split()[-1])), f"N{scene.kinds.get(entity, '')}" if entity else "other")
