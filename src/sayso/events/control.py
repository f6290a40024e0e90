"""Control: who holds, contests, besieges, took, retook or lost a place, in each clause that says so."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sayso.entities import Entities
from sayso.events.areas import is_place, named_place
from sayso.events.claim import Claim
from sayso.events.claims import claims
from sayso.events.clauses import clause, trimmed, within
from sayso.events.holders import described_group, own_side, with_holders
from sayso.events.modality import mood_in
from sayso.events.parties import Parties, Party
from sayso.events.takings import takings
from sayso.events.towns import both, coordinated, unlisted
from sayso.statements import statement_of
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.types.kinds import TOWNS, ControlStatus
from sayso.types.reading import Control, Place, Statement, Time

__all__ = ["find_control"]

_SETTLED: Final = frozenset(("not", "n't", "never", "deny", "denied", "denies", "denying", "rejected", "dismissed"))


def find_control(parse: Parse, entities: Entities, parties: Parties, times: Sequence[Time], statements: Sequence[Statement]) -> tuple[Control, ...]:
    """The claims of control of a report, in text order."""
    out: list[Control] = []
    seen: set[tuple[str, str, int]] = set()
    for made in claims(parse, parties, entities):
        claim = _ashore(parse, parties, entities, made)
        said = statement_of(statements, parse.tokens[claim.token].start)
        source = next((s for s in statements if s.id == said), None)
        mood, cue = mood_in(parse, claim.token, source)
        status = claim.status
        if mood not in ("asserted", "denied"):
            continue
        holder = claim.holder if isinstance(claim.holder, Party) or claim.holder is None else parties.spoken_for(claim.holder) or parties.at(claim.holder)
        holder = own_side(source, statements, entities, holder)
        if isinstance(claim.holder, int) and parse.lower[claim.holder] in ("them", "they") and out and (holder is None or _credited_behind(source, holder)):
            holder = _told_last(parse, out[-1], claim.token) or holder
        if isinstance(claim.holder, int) and (group := described_group(parse, entities, claim.holder)) is not None:
            holder = group
        if holder is None and status == "recaptured" and claim.holder is None and out and out[-1].status == "recaptured":
            holder = _told_last(parse, out[-1], claim.token, over=1)  # "the army took it back. […] Then Rufaa was retaken"
        if mood == "denied":
            low = parse.text[cue.start : cue.end].lower() if cue else ""
            if _no_longer(parse, claim.token):
                status, mood = ("contested" if _firm(parse, claim.token) else "lost"), "asserted"
            elif low not in _SETTLED:
                continue
        named = list(_named(parse, parties, entities, claim.place))
        places = {name for name, _, _ in named}
        if isinstance(claim.holder, int) and parse.lower[claim.holder] in ("its", "their") and holder is not None and holder.name in places:
            holder = _told_last(parse, out[-1], claim.token) if out else None  # "Homs is still in its grip"
        elif isinstance(claim.holder, int) and holder is not None and (holder.name == "men" or holder.name in places):
            holder = _own_men(parse, entities, source, claim.holder) or holder
        state = parse.relations[claim.token] == "amod"  # "the besieged town": says nothing of the clause around it
        noun = parse.upos[claim.token] == "NOUN" and parse.lemmas[claim.token] in takings()  # "the capture of the town" is not the clause that tells of it
        if noun:
            span = parse.span(*trimmed(parse, *parse.subtree(claim.token)))
        else:
            span = parse.span(*_phrase(parse, claim.token, claim.place)) if state else within(clause(parse, claim.token), source)
        when = attach(parse, times, claim.token) if not state else None
        for name, entity, country in named:
            if holder is not None and holder.name == name:
                continue  # "withdrew its soldiers from the country": whose they are, mistaken for where they were
            one = Control(
                start=span.start,
                end=span.end,
                place=name,
                place_entity=entity,
                status=_by_whom(parse, claim, status, holder, country),
                holder=holder.name if holder else None,
                holder_entity=holder.entity if holder else None,
                time=when.edtf if when else None,
                modality=mood,
                statement=said,
                confidence=0.8 if holder else 0.6,
            )
            key = one.place, one.status, parse.sentence[claim.token]
            if key not in seen:
                seen.add(key)
                out.append(one)
    return tuple(sorted(with_holders(out, statements, entities), key=lambda c: (c.start, c.end)))


def _ashore(parse: Parse, parties: Parties, entities: Entities, claim: Claim) -> Claim:
    """A claim of the town that lies by a water, where its clause hangs on the water: "the port on the Black Sea, which is besieged"."""
    place = claim.place
    while (found := parties.places.get(place)) is not None and found.precision == "water":
        above = parse.heads[place]
        if parse.base_relations[place] != "nmod" or not is_place(parse, parties, entities, above):
            return claim
        place = above
    return claim._replace(place=place)


def _credited_behind(source: Statement | None, holder: Party) -> bool:
    """Whether "they" has been taken for the body that a sentence is only credited to at its end: "They hold the city, the agency estimates"."""
    if source is None or source.cue is None or source.source.kind != "organisation" or source.source.name != holder.name:
        return False
    return source.cue.start >= source.content[0].end


def _own_men(parse: Parse, entities: Entities, source: Statement | None, token: int) -> Party | None:
    """Whose men a body means that says "its men", "its troops", of itself: "the government insists that Homs is held by its troops"."""
    owner = parse.child(token, "nmod:poss")
    if source is None or source.source.kind != "organisation" or owner < 0 or parse.lower[owner] not in ("its", "their"):
        return None
    entity = entities.get(source.source.entity) if source.source.entity else None
    return Party(entity.name if entity is not None else source.source.name, source.source.entity, None, named=True)


def _told_last(parse: Parse, last: Control, token: int, over: int = 0) -> Party | None:
    """Who "them" means that nobody resolved: those of whom the claim before told, in the same paragraph, or up to ``over`` before."""
    if last.holder is None or parse.paragraph[token] - parse.paragraph[parse.tokens_in(last.start, last.end)[0]] > over:
        return None
    return Party(last.holder, last.holder_entity, None, named=True)


def _by_whom(parse: Parse, claim: Claim, status: ControlStatus, holder: Party | None, country: str | None) -> ControlStatus:
    """A place that another state's army says it liberated was captured; one that it has "again" is held."""
    if status == "recaptured" and parse.upos[claim.token] == "NOUN" and holder is not None and holder.country and country and holder.country != country:
        return "held"
    if status == "recaptured" and parse.lemmas[claim.token] == "liberate" and holder is not None and holder.country and country and holder.country != country:
        return "captured"
    return status


def _named(parse: Parse, parties: Parties, entities: Entities, token: int) -> Iterator[tuple[str, str | None, str | None]]:
    """The place at a token and those coordinated with it: "captured Domiz and Sukkar", "the villages of Domiz and Sukkar"."""
    meant = both(parse, parties, token)
    if meant:
        for t in meant:
            yield from _one(parse, parties, entities, t)
        return
    first = named_place(parse, parties, entities, token) or next(_one(parse, parties, entities, token), None)
    if first is not None:
        yield first
    tokens = [token, *(c for c in parse.children[token] if c in parties.places)]
    if parse.relations[token] == "appos" and parse.xpos[token] == "NNS":
        tokens.append(parse.heads[token])  # "Ab and Bora, two districts held by the rebels"
    for t in tokens:
        for c in coordinated(parse, t):
            place = parties.places.get(c)
            if place is not None and place.use == "location":
                if first is None or (place.name != first[0] and not (_around(parties, t, place) and parse.child(c, "cc") < 0)):
                    yield place.name, place.entity, place.country
            elif first is not None and place is None:
                yield from _one(parse, parties, entities, c)
        for c in _past_an_aside(parse, parties, t):
            yield from _named(parse, parties, entities, c)


def _past_an_aside(parse: Parse, parties: Parties, token: int) -> Iterator[int]:
    """Places coordinated with one that the parse hangs on what is told of it: "Sirte, the birthplace of the leader, and Sabha remain …", "the
    base of the regiment and the towns of Urem and Rastan"."""
    for c in parse.children[token]:
        relation = parse.base_relations[c]
        if c < token or relation not in ("appos", "nmod") or (relation == "nmod" and c in parties.places):
            continue
        for k in (c, *(x for x in parse.children[c] if parse.relations[x] == "nmod")):
            for other in coordinated(parse, k):
                after = parse.child(other, "cc")
                closed = relation == "appos" and after > 0 and parse.tokens[after - 1].text == ","
                towns = parse.low_lemmas[other] in table("events/syntax")["settlements"] and parse.child(other, "det") >= 0
                if relation == "nmod" and towns and (named := next((x for x in parse.children[other] if x in parties.places), -1)) >= 0:
                    yield named
                elif relation == "nmod" and parse.name_at[other] >= 0 and parse.names[parse.name_at[other]].kind == "LOC" and other - 2 in parties.places:
                    yield other  # "…, the towns of Urem and Rastan", whatever the parse hangs the last one on
                elif (closed and parse.name_at[other] >= 0 and parse.names[parse.name_at[other]].first == other) or (relation == "nmod" and towns):
                    yield other
                elif relation == "nmod" and other in parties.places and parse.name_at[k] < 0 and parse.tokens[max(0, after)].text == ",":
                    yield other


def _one(parse: Parse, parties: Parties, entities: Entities, token: int) -> Iterator[tuple[str, str | None, str | None]]:
    """A place beside others: one of the gazetteer, one that only the text names, a part that it describes."""
    place = parties.places.get(token)
    if place is not None:
        yield place.name, place.entity, place.country
    elif (name := unlisted(parse, entities, token, sure=True, body=True)) is not None:
        yield name, None, None
    elif parse.upos[token] == "NOUN" and (part := named_place(parse, parties, entities, token)) is not None:
        yield part


def _around(parties: Parties, token: int, place: Place) -> bool:
    """Whether a place only says where a town lies that the parse sets beside it: "Babanusa, West Kordofan, fell"."""
    town = parties.places.get(token)
    return town is not None and town.precision in TOWNS and place.precision in ("province", "country", "region")


def _phrase(parse: Parse, token: int, place: int) -> tuple[int, int]:
    """First and last token from a modifier to the place that it is said of, with the name behind it ("of Malakal")."""
    last = max(
        [
            place,
            *(parse.subtree(c)[1] for c in parse.children[place] if parse.relations[c] in ("nmod", "appos", "flat") and parse.prepositions[c] in ("", "of")),
        ]
    )
    return min(token, place), last


def _no_longer(parse: Parse, token: int) -> bool:
    first, _ = parse.sentences[parse.sentence[token]]
    before = parse.lower[max(first, token - 6) : token]
    return any(a == "no" and b in ("longer", "more") for a, b in pairwise(before))


def _firm(parse: Parse, token: int) -> bool:
    return any(
        parse.lower[c] in table("events/control")["firm"] for c in (*parse.children[token], *(k for o in parse.children[token] for k in parse.children[o]))
    )
