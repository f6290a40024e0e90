"""The pass's drafts as the entities of a reading."""

import re
from typing import Final

from sayso.entities.draft import Draft
from sayso.entities.found import Entities
from sayso.entities.knowledge import body, fold, person
from sayso.entities.state import State
from sayso.text.parse import Parse
from sayso.types.reading import Entity

__all__ = ["finish"]

_SHORTEST: Final = 3  # letters of an acronym that is a name of its own; "UN", "EU" are written out
_PROPER: Final = re.compile(
    r"(?!(?:The|A|An) )(?:[^\W\d_a-z][\w.'’-]*|\d+|of|for|and|on|in|the|de|du|des|la|al)(?: (?:[^\W\d_a-z][\w.'’-]*|\d+|of|for|and|on|in|the|de|du|des|la|al))*"
)
_SMALL: Final = re.compile(r"(?:^| )(?:of|for|and|on|in|the)$")  # a name that was cut off


def finish(s: State) -> Entities:
    """Everybody who has a name, was spoken of twice, or is credited with something, in order of first mention."""
    drafts, parse = s.drafts, s.parse
    credited = [False] * len(parse)
    for a in parse.attribution:
        if a.role == "source":
            credited[a.first : a.last + 1] = [True] * (a.last - a.first + 1)
    kept = [d for d in drafts.all if d.mentions and (d.named or d.count > 1 or any(credited[m.head] for m in d.mentions))]
    kept.sort(key=lambda d: (d.mentions[0].first, d.number))
    there = {d.number for d in kept}
    kept += [drafts.all[n] for n in dict.fromkeys(s.place_of.values()) if n not in there]
    ids = {d.number: f"e{i}" for i, d in enumerate(kept, 1)}
    entities = tuple(_entity(parse, ids[d.number], d) for d in kept)
    return Entities(
        entities=entities,
        at=[ids.get(n) if n >= 0 else None for n in drafts.at],
        _by_id={e.id: e for e in entities},
        _places={key: ids[n] for key, n in s.place_of.items()},
        anonymous=frozenset(ids[d.number] for d in kept if not d.named),
        outlets=frozenset(ids[d.number] for d in kept if d.outlet),
    )


def _name(d: Draft) -> str:
    """What an entity is called: its canonical name, or for a known body its own name as the report writes it, by which its readers know
    it: "UNHCR", "the Pentagon", "UN Population Fund". A mere description ("UN refugee agency") is no name. So too a person, in the report's
    spelling ("Dmitri Peskov"), but for heads of states and the like, whose names have one form in English."""
    if d.known is not None and not d.known.bare and d.name not in d.aliases:
        full = [a for a in d.aliases if " " in a and person(a) is d.known]
        return max(full, key=len) if full else d.name
    if d.kind != "organisation" or d.name in d.aliases or body(d.name) is None:
        return d.name
    written = [a for a in d.aliases if _PROPER.fullmatch(a) and not (a.isupper() and len(a.replace(".", "")) < _SHORTEST) and not _SMALL.search(a)]
    return max(written, key=len) if written and fold(d.name) not in map(fold, written) else d.name


def _entity(parse: Parse, id: str, d: Draft) -> Entity:
    name = _name(d)
    spans = [(parse.tokens[m.first].start, parse.tokens[m.last].end) for m in sorted(d.mentions)]
    return Entity(
        id=id,
        kind=d.kind,
        name=name,
        aliases=tuple(a for a in dict.fromkeys((*d.aliases, d.name)) if a != name),
        role=d.role,
        of=d.of if d.of != d.name else None,
        geonameid=d.geonameid,
        mentions=tuple(dict.fromkeys(spans)),
        confidence=0.97 if d.known or d.geonameid is not None else 0.9 if d.named else 0.8,
    )
