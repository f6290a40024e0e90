"""Who holds or has lost a place, where the clause itself does not name them: those whom a description takes up, the speaker's own side, whoever
is said to hold the place beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.entities import Entities
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Party
from sayso.statements.cues import state_bodies
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Control, Statement

__all__ = ["described_group", "own_side", "with_holders"]

_NEAR: Final = 500  # characters within which another claim tells who held a place


def described_group(parse: Parse, entities: Entities, token: int) -> Party | None:
    """The armed group that a bare "the rebels" or "the group" takes up: the only one that the report names, or, for "the group", the last;
    the name right behind "the Islamist group"."""
    behind = parse.name_at[token + 1] if token + 1 < len(parse) and parse.sentence[token + 1] == parse.sentence[token] else -1
    called = entities.at[token + 1] if behind >= 0 and parse.names[behind].first == token + 1 else None
    if called is not None and parse.upos[token] == "NOUN" and entities.get(called).kind in ("group", "organisation"):
        return Party(entities.get(called).name, called, None, named=True)
    loyal = next((c for c in parse.children[token] if c > token and parse.lower[c] in _SIDED), -1)
    if parse.name_at[token] < 0 and loyal >= 0 and matches(parse, token, nouns("@force|@armed|@rebel")):
        to = next((k for k in parse.children[loyal] if parse.prepositions[k] in ("to", "with", "by")), -1)
        if to >= 0 and entities.at[to] is not None:
            first = min([token, *(c for c in parse.children[token] if c < token and parse.relations[c] in ("amod", "compound"))])
            return Party(parse.words(first, to), None, None, named=False)  # "forces loyal to the general"
    if parse.name_at[token] >= 0 or not any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token]):
        return None
    single = parse.low_lemmas[token] in ("group", "movement", "militia")
    if any(c < token and parse.relations[c] != "case" and parse.lower[c] not in ("the", "this", "that", "same") for c in parse.children[token]):
        return None
    if not single and parse.low_lemmas[token] not in _REBELS:
        return None
    named = [e for e in entities.entities if e.kind == "group" and e.id not in entities.anonymous]
    before = {e.id for e in named if any(a < parse.tokens[token].start for a, _ in e.mentions)}
    if single:
        last = max((a, e.id) for e in named for a, _ in e.mentions if a < parse.tokens[token].start) if before else None
        found = entities.get(last[1]) if last is not None else None
    else:
        found = named[0] if len(named) == 1 and before else None
    return Party(found.name, found.id, None, named=True) if found is not None else None


_SIDED: Final = frozenset(("loyal", "allied", "aligned", "affiliated"))
_REBELS: Final = frozenset("rebel insurgent militant fighter jihadist jihadi islamist extremist guerrilla guerilla terrorist militiaman separatist".split())


def own_side(source: Statement | None, statements: Sequence[Statement], entities: Entities, holder: Party | None) -> Party | None:
    """For whom somebody speaks who says "our forces" and has been taken for the one who holds the place; else the holder."""
    if source is None or holder is None or holder.name != source.source.name or source.source.kind != "named":
        return holder
    behalf = [s.source.on_behalf_of for s in statements if s.source.name == holder.name and s.source.on_behalf_of]
    entity = entities.get(source.source.entity) if source.source.entity else None
    side = behalf[0] if behalf else entity.of if entity is not None else None
    return _party(entities, side) if side else holder


def _party(entities: Entities, name: str) -> Party:
    one = next((e for e in entities.entities if name == e.name or name in e.aliases), None)
    return Party(one.name if one is not None else name, one.id if one is not None else None, None, named=True)


def with_holders(claims: Sequence[Control], statements: Sequence[Statement], entities: Entities) -> list[Control]:
    """The claims with a holder for those that name none, where the words beside them tell who it was."""
    return [
        c if c.holder is not None else _besieger(c, claims) or _beside(c, claims) or _of_speaker(c, claims, statements, entities) or _taker(c, claims) or c
        for c in claims
    ]


def _besieger(claim: Control, others: Sequence[Control]) -> Control | None:
    """A siege by nobody named with the one besieger whom the same voice names elsewhere: "Homs is surrounded. The army, which besieges the city, …"."""
    if claim.status != "besieged":
        return None
    return _held_by(claim, [c for c in others if c.status == "besieged" and c.place == claim.place and c.statement == claim.statement])


def _beside(claim: Control, others: Sequence[Control]) -> Control | None:
    """A loss with whoever is told nearby to have held the place, or to have it back: "captured by the rebels last week, it was lost again";
    and "our forces retook it and are in control there"."""
    if claim.status == "held":
        return _held_by(claim, [c for c in others if c.place == claim.place and c.statement == claim.statement and c.start == claim.start])
    if claim.status != "lost":
        return None
    near = [c for c in others if c.place == claim.place and abs(c.start - claim.start) < _NEAR and c.status in ("captured", "held", "recaptured")]
    before = [c for c in near if c.start <= claim.end]
    return _held_by(claim, near) or _held_by(claim, before[-1:])


def _of_speaker(claim: Control, others: Sequence[Control], statements: Sequence[Statement], entities: Entities) -> Control | None:
    """What was retaken, by nobody named, with the side of the one who says so, if he speaks for a state's forces: "the town was retaken, an
    army spokesman said"."""
    said = next((s for s in statements if s.id == claim.statement), None)
    if claim.status != "recaptured" or said is None:
        return None
    source = said.source
    entity = entities.get(source.entity) if source.entity else None
    body = source.on_behalf_of or (source.name if source.kind == "organisation" else entity.of if entity is not None else None)
    armed = table("events/control")["states_army"]
    office = f"{body} {entity.role or ''}" if entity is not None and source.on_behalf_of is None else body
    if not body or not any(w in (office or "").lower().split() for w in (*armed, *state_bodies(), "service", "command", "general", "defence", "defense")):
        return None
    known = _party(entities, body)
    state = entities.get(known.entity).of if known.entity is not None else None
    side = _party(entities, state) if state else known
    if any(c.place == claim.place and c.statement == claim.statement and c.status == "captured" for c in others):
        return None  # "liberated last year, it was captured again": the other side had liberated it
    return replace(claim, holder=side.name, holder_entity=side.entity, confidence=0.6)


def _taker(claim: Control, others: Sequence[Control]) -> Control | None:
    """A fall to nobody named with the one who took all other towns of the report."""
    if claim.status != "captured":
        return None
    return _held_by(claim, [c for c in others if c.status == "captured"])


def _held_by(claim: Control, others: Sequence[Control]) -> Control | None:
    named = {(c.holder, c.holder_entity) for c in others if c.holder}
    if len(named) != 1:
        return None
    holder, entity = named.pop()
    return replace(claim, holder=holder, holder_entity=entity, confidence=0.6)
