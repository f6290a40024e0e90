"""Who acted where the event's own words do not say: the side that speaks of its own deed, the one attacker from the air."""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Final

from sayso.events.doers import own_subject, passive
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties, Party
from sayso.events.phrases import listed
from sayso.events.trigger import Trigger
from sayso.text.parse import Parse
from sayso.types.kinds import Modality
from sayso.types.reading import Event, Statement

__all__ = ["FROM_AFAR", "attackers", "bombers", "own_deed", "sender", "truces"]

_SURE: Final = 0.5
"""How sure an event is whose actor the text only lets one infer."""
FROM_AFAR: Final = frozenset(("aerial", "artillery", "drone"))


def own_deed(parse: Parse, parties: Parties, one: Trigger, mood: Modality, said: Statement | None) -> Party | None:
    """The side of who says what was or will be done, where that is a deed of its own kind: a ministry that says that troops will be sent, an army
    that says that rebels were killed, whoever denies that somebody was attacked. None where it may be anybody's."""
    if said is None or one.arguments.agent >= 0 or said.source.kind == "publication":
        return None
    kind, mode, patient = one.entry.type, one.entry.mode, one.arguments.patient
    denied = mood == "denied" and said.stance == "denies" and kind in ("ASSAULT", "COERCE", "YIELD")
    moved = kind == "MOBILIZE"
    ordered = kind == "COERCE" and (mode == "deport" or parse.lemmas[one.head] == "capture")
    fought = kind == "ASSAULT" and patient >= 0 and _enemy(parse, one, patient)
    released = kind == "YIELD" and mode == "release" and mood == "planned" and patient >= 0
    arrested = kind == "COERCE" and mode == "arrest" and patient >= 0 and not denied
    if not (denied or moved or ordered or fought or released or arrested):
        return None
    side = _jailer(parse, parties, said) if arrested and not ordered else _side(parse, parties, said)
    if side is None:
        return None
    victim = parties.at(patient) if patient >= 0 and not moved else None
    return side if victim is None or victim.name != side.name else None


def _jailer(parse: Parse, parties: Parties, said: Statement) -> Party | None:
    """Who arrests people where the police or a ministry says that they were arrested; None where others say so."""
    start, end = said.source.start, said.source.end
    if start is None or end is None:
        return None
    first, last = parse.tokens_in(start, end)
    who = parties.entities.get(said.source.entity) if said.source.entity is not None else None
    role = who.role if who is not None and who.role else ""
    if "police" in role.lower().split() or "police" in parse.lower[first : last + 1]:
        return Party("police", None, None, named=False)
    head = parse.top(first, last)
    return parties.state_here(head) if parse.low_lemmas[head] == "ministry" else None


def _enemy(parse: Parse, one: Trigger, patient: int) -> bool:
    """Whether what befell somebody is told by those who did it: enemies killed or "neutralised", arms destroyed, towns retaken."""
    lemma, whom = parse.low_lemmas[one.head], parse.low_lemmas[patient]
    if lemma in listed("boasts") or one.entry.mode == "occupation":
        return True
    if whom in nouns("@rebel|fighter|attacker|invader|enemy").lemmas:
        if one.entry.mode in FROM_AFAR and parse.upos[one.head] == "NOUN":
            return True  # "forty rebels were killed in air strikes"
        return one.entry.mode == "kill" and any(parse.lower[c] in ("been", "were", "was", "have", "had") for c in parse.children[one.head])
    return one.entry.mode == "destruction" and matches(parse, patient, nouns("@vehicle|@weapon|@warship"))


def _lesser(role: Sequence[str]) -> frozenset[str]:
    """Words of a role that speaks for no state: a deputy mayor's, but not a deputy minister's."""
    return listed("local") - {"deputy"} if "minister" in role else listed("local")


def _side(parse: Parse, parties: Parties, said: Statement) -> Party | None:
    """The state or movement for which the source of a statement speaks, None if it speaks for no side."""
    start, end = said.source.start, said.source.end
    entity = parties.entities.get(said.source.entity) if said.source.entity is not None else None
    if entity is not None and entity.kind == "person":
        role = (entity.role or "").lower().split()
        if entity.of and not listed("officers").isdisjoint(role):
            return parties.body(entity.of)
        spoken = [w for w in role if w not in listed("officers")]
        if entity.of is None and start is not None and end is not None and not listed("state_officers").isdisjoint(role) and not set(spoken) & _lesser(role):
            return parties.state_here(parse.tokens_in(start, end)[0])
        return None
    bodies = listed("state_organs", "armed_bodies")
    if entity is not None and entity.kind in ("organisation", "group"):
        named = set(entity.name.lower().split())
        if entity.of and named & bodies:
            return parties.body(entity.of)
        if entity.kind == "group" and entity.name[0].isupper():
            return Party(entity.name, entity.id, None, named=True)
    if start is None or end is None:
        return None
    first, last = parse.tokens_in(start, end)
    head = parse.top(first, last)
    place = parties.places.get(head)
    if place is not None and (place.use == "government" or place.precision == "country"):
        return parties.at(head)  # "Poland said that …"
    if parse.low_lemmas[head] not in bodies:
        return None
    return parties.state_here(head) if parties.of_the_state(head) else parties.at(head)


def sender(parse: Parse, parties: Parties, one: Trigger, actor: Party | None, said: Statement | None) -> Party | None:
    """The state whose troops move where the text does not say whose they are: "the deployment of 500 soldiers", "reinforcements were sent".

    The one that acts in the paragraph, else the one where the story is, in words of the report's own; ``actor`` is who moves by the words alone.
    """
    noun = parse.low_lemmas[one.head] in listed("troop_moves") and parse.upos[one.head] == "NOUN"
    if (
        one.entry.type != "MOBILIZE"
        or said is not None
        or not (noun or passive(parse, one.head))
        or (actor is not None and (actor.named or actor.entity is not None))
    ):
        return actor
    moved = one.arguments.agent if actor is not None else one.arguments.patient
    if actor is not None and not (noun and one.arguments.preps.get("of", -1) == moved):
        return actor
    if moved >= 0 and parse.low_lemmas[moved] not in nouns("@force").lemmas - nouns("@rebel").lemmas:
        return actor
    for i in range(one.head - 1, -1, -1):
        if parse.paragraph[i] != parse.paragraph[one.head]:
            break
        place = parties.places.get(i)
        if place is not None and place.precision == "country" and place.use == "government":
            return parties.state_of(place.country) or actor
    return parties.state_here(one.head) or actor


def attackers(parse: Parse, event: Event, head: int, events: Sequence[Event], heads: Sequence[int], irregular: Callable[[str], bool]) -> Event:
    """An event with the attacker of the last attack in its paragraph, where bombs and shells fall without a word on whose.

    Only on the same word, and never an air strike by an ``irregular`` group, which has no aircraft.
    """
    for other, token in zip(reversed(events), reversed(heads), strict=True):
        if parse.paragraph[token] != parse.paragraph[head]:
            break
        if other.type == "ASSAULT" and other.actor_entity is not None:
            if (
                other.actor in (event.recipient, event.place)
                or other.statement != event.statement
                or (event.mode == "aerial" and irregular(other.actor_entity))
            ):
                break
            return replace(event, actor=other.actor, actor_entity=other.actor_entity, confidence=_SURE)
    return event


_TRUCE: Final = frozenset(("truce", "ceasefire", "cease-fire", "armistice"))


def truces(parse: Parse, events: Sequence[Event], heads: Sequence[int], states: Container[str]) -> list[Event]:
    """Events in which a truce that nobody is said to have made is between the two ``states`` (entities) that fight each other in
    the report: "a truce was agreed on Monday"."""
    foes: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for e in events:
        one, other = e.actor_entity, e.recipient_entity
        if e.type == "ASSAULT" and one is not None and other is not None and one != other and one in states and other in states:
            foes[(one, other) if one < other else (other, one)] += 1
            names |= {one: e.actor or "", other: e.recipient or ""}
    ranked = foes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return list(events)
    one, other = ranked[0][0]
    return [
        replace(e, actor=names[one], actor_entity=one, recipient=names[other], recipient_entity=other, confidence=_SURE)
        if e.type == "AGREE" and e.actor is None and _of_truce(parse, h)
        else e
        for e, h in zip(events, heads, strict=True)
    ]


def _of_truce(parse: Parse, head: int) -> bool:
    """Whether a verb says that a truce was made."""
    subject = parse.child(head, "nsubj:pass")
    return subject >= 0 and parse.low_lemmas[subject] in _TRUCE and passive(parse, head)


def bombers(parse: Parse, events: Sequence[Event], heads: Sequence[int], lands: Sequence[str | None]) -> list[Event]:
    """Events in which strikes from the air that nobody is said to have flown are those of the one side that the report has flying them in that
    country, or of the one that flies most; ``lands`` are the countries of the events."""
    flown: dict[str, Counter[tuple[str | None, str]]] = {}
    for e, head, land in zip(events, heads, lands, strict=True):
        if land is not None and e.actor_entity is not None and e.modality != "denied" and _from_the_air(parse, e, head):
            flown.setdefault(land, Counter())[(e.actor, e.actor_entity)] += 1
    out = []
    for e, head, land in zip(events, heads, lands, strict=True):
        ranked = flown[land].most_common(2) if land in flown and e.actor is None and _from_the_air(parse, e, head) else []
        if ranked and (len(ranked) < 2 or ranked[0][1] >= 2 * ranked[1][1]) and ranked[0][0][1] not in (e.recipient_entity, e.place_entity):
            (name, entity), _ = ranked[0]
            e = replace(e, actor=name, actor_entity=entity, confidence=_SURE)
        out.append(e)
    return out


def _from_the_air(parse: Parse, event: Event, head: int) -> bool:
    """Whether an attack is flown, by its kind or by what strikes: "thirty strikes hit the port"."""
    if event.type != "ASSAULT":
        return False
    subject = own_subject(parse, head)
    return event.mode in ("aerial", "drone") or (subject >= 0 and parse.low_lemmas[subject] in ("strike", "airstrike"))
