"""From triggers to events, in one visible order: who, where, when, how certain, on whose word, which mentions are one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sayso.entities import Entities
from sayso.events.actors import Actors
from sayso.events.commitments import find_commitments
from sayso.events.control import find_control
from sayso.events.datelines import dateline, undated
from sayso.events.inferred import FROM_AFAR, attackers, bombers, own_deed, sender, truces
from sayso.events.lexicon import nouns
from sayso.events.modality import modality, mood_in
from sayso.events.parties import Parties, Party
from sayso.events.phrases import modifiers
from sayso.events.recipients import actor_and_recipient
from sayso.events.same import linked
from sayso.events.telling import alike
from sayso.events.trigger import Trigger
from sayso.events.triggers import triggers
from sayso.events.when import Clock, Dated
from sayso.events.where import Placer, Where
from sayso.statements import statement_of
from sayso.text.parse import Parse
from sayso.types.kinds import Modality
from sayso.types.reading import Commitment, Control, Event, Place, Span, Statement, Time

__all__ = ["Happened", "find"]

_NO_WEAPON: Final = frozenset("airstrike barrage salvo volley blast fire round shellfire".split())
"""Deeds that a weapon's class holds too, so that the guards of verbs know them: no instruments themselves."""
_WORDS: Final = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"))
"""Types of words, said when the report was made as often as when the story was."""
_TWIN: Final = 0.6
"""How sure an event is at most whose time is that of another mention."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What a report says happened, who holds what, and who will do what."""

    events: tuple[Event, ...]
    control: tuple[Control, ...]
    commitments: tuple[Commitment, ...]


def find(
    parse: Parse, *, entities: Entities, places: Sequence[Place], times: Sequence[Time], statements: Sequence[Statement], published: date | None = None
) -> Happened:
    """Events (ids "v1", "v2", …), claims of control and commitments, each in text order.

    Args:
        parse: The report's parse.
        entities: Who the report speaks of.
        places: Its places, with their entities.
        times: Its times, resolved.
        statements: Its statements, whose contents the events may stand in.
        published: The day of its publication.
    """
    places = [p for p in places if p.use != "location" or p.entity is None or entities.get(p.entity).kind != "group"]  # a village that bears their name
    filed = dateline(parse)
    parse = undated(parse, filed)
    parties = Parties(parse, entities, places, statements, without=filed)
    actors = Actors(parse, entities, places, statements, without=filed)
    placer, clock = Placer(parse, parties, entities), Clock(parse, times, published=published, outside=filed)
    events: list[Event] = []
    heads: list[int] = []
    lands: list[str | None] = []
    guessed: set[int] = set()
    carried: dict[str, Dated] = {}
    for n, one in enumerate(t for t in triggers(parse, parties.places) if not _of_the_writer(parse, t, statements)):
        event, where, when = _event(parse, placer, clock, actors, one, statements, n + 1)
        if event.actor is None and event.mode in FROM_AFAR:
            event = attackers(parse, event, one.head, events, heads, lambda e: entities.get(e).kind == "group")
        if when is not None and when.carried:
            carried[event.id] = when
        events.append(event)
        heads.append(one.head)
        lands.append((where.country if where is not None else None) or placer.scene.country)
        if where is not None and where.distance > 1:
            guessed.add(n)
    events = bombers(parse, events, heads, lands)
    events = truces(parse, events, heads, {p.entity for p in places if p.precision == "country" and p.entity is not None})
    return Happened(
        events=_timed(linked(parse, events, heads, guessed), [parse.lemmas[i] for i in heads], carried),
        control=find_control(parse, entities, parties, times, statements),
        commitments=find_commitments(parse, parties, times, statements),
    )


def _timed(events: Sequence[Event], words: Sequence[str], carried: Mapping[str, Dated]) -> tuple[Event, ...]:
    """Events with the times that their own sentences do not give: of another mention of the same event by a word (``words`` are the base
    forms) of the same root, else ``carried`` on in the story. Such a time is less sure, and so is the event that has it.
    """
    told: dict[str, list[tuple[str, Event]]] = {}
    for e, word in zip(events, words, strict=True):
        if e.time is not None and e.modality == "asserted":
            told.setdefault(e.same_as or e.id, []).append((word, e))
    out = []
    for e, word in zip(events, words, strict=True):
        if e.time is None and e.modality == "asserted":
            twin = next((other for w, other in told.get(e.same_as or e.id, ()) if alike(w, word)), None)
            on = carried.get(e.id)
            if twin is not None:
                e = replace(e, time=twin.time, time_cue=twin.time_cue, time_carried=True, confidence=min(e.confidence, _TWIN))
            elif on is not None:
                cue = Span(on.time.start, on.time.end)
                e = replace(e, time=on.time.edtf, time_cue=cue, time_carried=True, confidence=min(e.confidence, round(on.share, 2)))
        out.append(e)
    return tuple(out)


def _event(
    parse: Parse, placer: Placer, clock: Clock, parties: Parties, one: Trigger, statements: Sequence[Statement], number: int
) -> tuple[Event, Where | None, Dated | None]:
    """The event that a trigger tells of, where it took place, and when; a time that an earlier sentence gives is not yet the event's own."""
    actor, recipient = actor_and_recipient(parse, parties, one)
    if actor is None and one.entry.type in _WORDS:
        actor = _credited(parse, one, statements)
    where = placer.place_of(one.head, one.arguments, one.entry.type)
    if where is not None and one.entry.type == "ASSAULT" and actor is not None and recipient is None and where.name == actor.name and where.distance == 1:
        where = None  # nobody attacks himself: "their invasion of the country", with the country mistaken
    said = statement_of(statements, parse.tokens[one.first].start)
    statement = next((s for s in statements if s.id == said), None)
    mood, cue = _mood(parse, one, statement)
    inferred = actor is None and (actor := own_deed(parse, parties, one, mood, statement)) is not None
    if not inferred and (state := sender(parse, parties, one, actor, statement)) is not actor:
        actor, inferred = state, True
    span = parse.span(one.first, one.last)
    when = clock.time_of(one.head, happened=mood == "asserted" and one.entry.type not in _WORDS)
    time = when.time if when is not None and not when.carried else None
    event = Event(
        id=f"v{number}",
        start=span.start,
        end=span.end,
        type=one.entry.type,
        mode=one.entry.mode,
        context=one.entry.context,
        actor=actor.name if actor else None,
        actor_entity=actor.entity if actor else None,
        recipient=recipient.name if recipient else None,
        recipient_entity=recipient.entity if recipient else None,
        place=where.name if where else None,
        place_entity=where.entity if where else None,
        time=time.edtf if time else None,
        time_cue=Span(time.start, time.end) if time and time.edtf else None,
        instrument=_instrument(parse, one),
        modality=mood,
        modality_cue=cue,
        statement=said,
        confidence=0.5 if inferred else 0.75 if actor and where and where.distance < 2 else 0.6 if where and where.distance < 3 else 0.5,
    )
    return event, where, when


def _of_the_writer(parse: Parse, one: Trigger, statements: Sequence[Statement]) -> bool:
    """Whether who writes the report meets or speaks to somebody: "a student whom I meet in the café"."""
    agent = one.arguments.agent
    return one.entry.type == "CONSULT" and agent >= 0 and parse.lower[agent] == "i" and statement_of(statements, parse.tokens[one.head].start) is None


def _credited(parse: Parse, one: Trigger, statements: Sequence[Statement]) -> Party | None:
    """Who accuses, asks or rejects in words that credit a statement: its source ("It accuses the army of …")."""
    at = parse.tokens[one.head].start
    for s in statements:
        if s.cue is not None and s.cue.start <= at < s.cue.end and (s.source.entity is not None or " and " in s.source.name):
            return Party(s.source.name, s.source.entity, None, named=s.source.kind != "anonymous")
    return None


def _mood(parse: Parse, one: Trigger, said: Statement | None) -> tuple[Modality, Span | None]:
    """The modality of an event within its statement.

    An attempt at violence is violence: "trying to retake the city" is an assault that is under way.
    """
    mood, cue = mood_in(parse, one.head, said)
    if mood == "possible" and one.entry.type == "ASSAULT" and cue is not None:
        first, _ = parse.tokens_in(cue.start, cue.end)
        if parse.low_lemmas[first] in ("try", "attempt", "effort", "attempted", "bid", "strive") and parse.xpos[first] != "VB":
            return modality(parse, first)
    if mood == "denied" and one.entry.type in ("REQUEST", "ACCUSE") and cue is not None and parse.upos[one.head] == "NOUN" and _answered(parse, one.head, cue):
        return "asserted", None  # "rejected a request", "denied the accusation": it was made
    if mood == "planned" and one.entry.type in ("PROTEST", "REQUEST", "ACCUSE") and cue is not None and parse.tokens[one.head].start == cue.start:
        return "asserted", None  # "blocked the road to protest": what is done to say something says it
    if mood == "asserted" and one.entry.type == "AID" and parse.lemmas[one.head] in ("pledge", "promise", "offer"):
        return "planned", parse.span(one.head, one.head)
    if mood in ("denied", "possible") and one.entry.type in _WORDS and cue is not None and _beside(parse, one.head, cue):
        return "asserted", None
    return mood, cue


def _beside(parse: Parse, verb: int, cue: Span) -> bool:
    """Whether what somebody says stands beside what he denies or doubts, as both verbs' tense shows: "deny that they shot and accuse the army"."""
    above, (saying, _) = parse.heads[verb], parse.tokens_in(cue.start, cue.end)
    return (
        parse.relations[verb] == "conj"
        and parse.relations[above] == "ccomp"
        and parse.heads[above] == saying
        and parse.xpos[verb] == parse.xpos[saying]
        and parse.xpos[verb] in ("VBD", "VBZ", "VBP")
        and parse.child(verb, "nsubj", "aux") < 0
    )


def _answered(parse: Parse, noun: int, cue: Span) -> bool:
    """Whether the verb that denies has the noun for its object, or is said of it in the passive."""
    verb, _ = parse.tokens_in(cue.start, cue.end)
    return parse.heads[noun] == verb and parse.upos[verb] == "VERB" and parse.base_relations[noun] in ("obj", "nsubj")


def _instrument(parse: Parse, one: Trigger) -> str | None:
    """What it was done with: "with cluster munitions", "using drones", missiles that strike by themselves, "a dynamite attack"."""
    found = one.arguments
    weapon = nouns(
        "@weapon|@munition|@explosive|knife|machete|axe|acid|gas|baton|bullet|whip|truncheon|stone|sarin|chlorine|munition|napalm|cannon|sword|hammer|pistol|kalashnikov"
    )
    for token in (found.preps.get("with", -1), found.preps.get("using", -1), found.preps.get("by", -1), found.agent, found.patient):
        if token >= 0 and parse.low_lemmas[token] in weapon.lemmas:
            if token == found.patient and parse.lemmas[parse.heads[token]] not in ("fire", "launch", "drop", "lob", "hurl", "detonate", "use", "throw"):
                continue
            return _weapon_phrase(parse, token)
    if one.entry.type == "ASSAULT":
        for token in (one.head, *modifiers(parse, one.head)):
            if parse.low_lemmas[token] in weapon.lemmas and parse.upos[token] == "NOUN" and parse.low_lemmas[token] not in _NO_WEAPON:
                return _weapon_phrase(parse, token)
    return None


def _weapon_phrase(parse: Parse, token: int) -> str:
    first = min([token, *(c for c in parse.children[token] if c < token and parse.base_relations[c] in ("amod", "compound", "nummod"))])
    return parse.words(first, token)
