"""What a report tells, as signs: its words and its events, with whom they befell.

Signs know no names, only classes of names and common words.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal, get_args

from sayso.events.fillers import Scene, base, kind_of, relation
from sayso.text.parse import Parse
from sayso.types.reading import Event

__all__ = ["KINDS", "PARTS", "IncidentKind", "Part", "kind_of_event", "report_signs"]

IncidentKind = Literal["attack", "bombing", "kidnapping", "arson", "robbery"]
Part = Literal["perpetrator", "organisation", "target", "victim", "weapon"]
KINDS: Final[tuple[IncidentKind, ...]] = get_args(IncidentKind)
PARTS: Final[tuple[Part, ...]] = get_args(Part)


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


def report_signs(scene: Scene) -> set[str]:
    """Signs of what a report tells: its words (no names), its events with whom they befell."""
    parse = scene.parse
    found = {"bias", f"len={min(8, len(parse) // 150)}"}
    for i in range(len(parse)):
        if parse.upos[i] in ("NOUN", "VERB", "ADJ") and parse.name_at[i] < 0:
            found.add("l=" + parse.low_lemmas[i])
            if parse.sentence[i] < 3:
                found.add("l3=" + parse.low_lemmas[i])
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
    word = parse.low_lemmas[at]
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
            yield f"xc{early}={word}|{relation(parse, c)}{parse.prepositions[c]}|{base(parse, c)}"
    if parse.heads[at] >= 0:
        yield f"xh={word}|{relation(parse, at)}|{base(parse, parse.heads[at])}"


def _sort(scene: Scene, name: str | None, entity: str | None) -> str:
    """What a party is: a class of nouns, "N" with the kind of a named one, "0" for none."""
    if not name:
        return "0"
    return next(iter(kind_of(name.lower().split(" of ")[0].split()[-1])), f"N{scene.kinds.get(entity, '')}" if entity else "other")
