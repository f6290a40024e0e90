"""Control: who holds, contests, besieges, took, retook or lost a place, in each clause that says so."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, cast

from sayso.entities import Entities
from sayso.events.areas import is_place, named_place
from sayso.events.arguments import antecedent, arguments, case_of, modifiers
from sayso.events.clauses import clause, within
from sayso.events.lexicon import nouns
from sayso.events.modality import mood_in
from sayso.events.parties import Parties, Party
from sayso.events.triggers import matches
from sayso.statements import statement_of
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.times import attach
from sayso.types.reading import Control, ControlStatus, Statement, Time

__all__ = ["find_control"]

_SETTLED = frozenset(("not", "n't", "never", "deny", "denied", "denies", "denying", "rejected", "dismissed"))


class _Claim(NamedTuple):
    """A word that makes a claim of control: the place's token, the holder's token or party, and the status."""

    token: int
    place: int
    holder: int | Party | None
    status: ControlStatus


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("events/control")[name])


@cache
def _verbs() -> dict[str, list[tuple[str, str]]]:
    """By base form: the particle it needs ("" for none) and the kind of claim it makes; particles first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for kind, words in table("events/control")["verbs"].items():
        for word in words:
            verb, _, particle = word.partition(" ")
            out.setdefault(verb, []).append((particle, kind))
    for known in out.values():
        known.sort(key=lambda e: not e[0])
    return out


def find_control(parse: Parse, entities: Entities, parties: Parties, times: Sequence[Time], statements: Sequence[Statement]) -> tuple[Control, ...]:
    """The claims of control of a report, in text order."""
    out: list[Control] = []
    seen: set[tuple[str, str, int]] = set()
    for claim in _claims(parse, parties, entities):
        said = statement_of(statements, parse.tokens[claim.token].start)
        source = next((s for s in statements if s.id == said), None)
        mood, cue = mood_in(parse, claim.token, source)
        status = claim.status
        if mood not in ("asserted", "denied"):
            continue
        holder = claim.holder if isinstance(claim.holder, Party) or claim.holder is None else parties.at(claim.holder)
        if mood == "denied":
            low = parse.text[cue.start : cue.end].lower() if cue else ""
            if _no_longer(parse, claim.token):
                status, mood = ("contested" if _firm(parse, claim.token) else "lost"), "asserted"
            elif low not in _SETTLED:
                continue
        state = parse.relations[claim.token] == "amod"  # "the besieged town": says nothing of the clause around it
        span = parse.span(*_phrase(parse, claim.token, claim.place)) if state else within(clause(parse, claim.token), source)
        when = attach(parse, times, claim.token) if not state else None
        for name, entity, country in _named(parse, parties, entities, claim.place):
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
    return tuple(sorted(out, key=lambda c: (c.start, c.end)))


def _by_whom(parse: Parse, claim: _Claim, status: ControlStatus, holder: Party | None, country: str | None) -> ControlStatus:
    """A place that another state's army says it liberated was captured."""
    if status == "recaptured" and parse.lemmas[claim.token] == "liberate" and holder is not None and holder.country and country and holder.country != country:
        return "captured"
    return status


def _named(parse: Parse, parties: Parties, entities: Entities, token: int) -> Iterator[tuple[str, str | None, str | None]]:
    """The place at a token and those coordinated with it: "captured Domiz and Sukkar", "the villages of Domiz and Sukkar"."""
    first = named_place(parse, parties, entities, token)
    if first is not None:
        yield first
    tokens = [token, *(c for c in parse.children[token] if c in parties.places)]
    for t in tokens:
        for c in parse.children[t]:
            place = parties.places.get(c)
            if parse.relations[c] == "conj" and place is not None and place.use == "location" and (first is None or place.name != first[0]):
                yield place.name, place.entity, place.country


def _phrase(parse: Parse, token: int, place: int) -> tuple[int, int]:
    """First and last token from a modifier to the place that it is said of, with the name behind it ("of Malakal")."""
    last = max(
        [place, *(parse.subtree(c)[1] for c in parse.children[place] if parse.relations[c] in ("nmod", "appos", "flat") and case_of(parse, c) in ("", "of"))]
    )
    return min(token, place), last


def _no_longer(parse: Parse, token: int) -> bool:
    first, _ = parse.sentences[parse.sentence[token]]
    before = parse.lower[max(first, token - 6) : token]
    return any(a == "no" and b in ("longer", "more") for a, b in pairwise(before))


def _firm(parse: Parse, token: int) -> bool:
    return any(parse.lower[c] in _set("firm") for c in (*parse.children[token], *(k for o in parse.children[token] for k in parse.children[o])))


def _claims(parse: Parse, parties: Parties, entities: Entities) -> Iterator[_Claim]:
    verbs = _verbs()
    control_nouns = _set("control_nouns")
    for i, lemma in enumerate(parse.lemmas):
        kind = parse.upos[i]
        if kind == "VERB":
            claim = _hyphened(parse, parties, entities, i)
            if claim is not None:
                yield claim
                continue
            known = verbs.get(lemma)
            if known is not None:
                claim = _verbal(parse, parties, entities, i, known)
                if claim is not None:
                    yield claim
                    continue
            if lemma == "fight" and parse.xpos[i] == "VBG":
                claim = _fought_for(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma in ("reclassify", "classify", "designate", "regard", "describe", "consider"):
                claim = _classified(parse, parties, entities, i)
                if claim is not None:
                    yield claim
        elif kind == "NOUN":
            if lemma in control_nouns:
                claim = _control_noun(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma == "hand" and parse.xpos[i] == "NNS" and case_of(parse, i) in ("in", "into"):
                claim = _in_hands(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma == "siege":
                claim = _siege(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma in _set("fighting_nouns"):
                claim = _fought_for(parse, parties, entities, i)
                if claim is not None:
                    yield claim
        elif kind == "ADJ" or parse.xpos[i] == "JJ":
            claim = _adjective(parse, parties, entities, i)
            if claim is not None:
                yield claim


def _fought_for(parse: Parse, parties: Parties, entities: Entities, i: int) -> _Claim | None:
    """Read "the battle for Khartoum", "fighting for control of the airport"."""
    found = arguments(parse, i).preps.get("for", -1)
    if found >= 0 and parse.lemmas[found] in _set("control_nouns"):
        found = _over(parse, found)
    return _Claim(i, found, None, "contested") if found >= 0 and is_place(parse, parties, entities, found) else None


def _verbal(parse: Parse, parties: Parties, entities: Entities, i: int, known: list[tuple[str, str]]) -> _Claim | None:
    found = arguments(parse, i)
    for particle, kind in known:
        if particle and not _with_particle(parse, i, particle):
            continue
        strict = parse.lemmas[i] in _set("armed_only")
        armed = matches(parse, found.agent, nouns("@armed|@force|@state"), parties.places)
        if kind in ("captured", "recaptured", "besieged", "held", "contested"):
            if parse.child(i, "obj") >= 0 and parse.lemmas[parse.child(i, "obj")] in _set("control_nouns"):
                break
            if found.patient < 0 or not is_place(parse, parties, entities, found.patient, vague=armed or not strict):
                continue
            if strict and not armed and not (kind == "contested" and found.agent < 0):
                continue
            if parse.lemmas[i] == "occupy" and _is_state(parse, i):
                kind = "held"
            return _Claim(i, found.patient, found.agent if found.agent >= 0 else None, cast(ControlStatus, kind))
        if kind == "lost_by_subject" and found.patient >= 0 and armed and is_place(parse, parties, entities, found.patient):
            return _Claim(i, found.patient, found.agent, "lost")
        if kind == "leave":
            place = next((found.preps[p] for p in ("from", "of") if p in found.preps and is_place(parse, parties, entities, found.preps[p])), -1)
            mover = found.patient if found.patient >= 0 and matches(parse, found.patient, nouns("@force")) else found.agent
            if place >= 0 and mover >= 0 and matches(parse, mover, nouns("@force|@armed")):
                return _Claim(i, place, mover if mover == found.agent or found.agent < 0 else found.agent, "lost")
        if kind == "fall" and found.agent >= 0 and is_place(parse, parties, entities, found.agent, vague=False):
            taker = found.preps.get("to", -1)
            if taker < 0 and "into" in found.preps:
                continue  # "into the hands of": read at "hands"
            if taker >= 0 and matches(parse, taker, nouns("@armed|@force")):
                return _Claim(i, found.agent, taker, "captured")
            if taker < 0 and not found.preps and parse.child(i, "xcomp", "obj") < 0:
                return _Claim(i, found.agent, None, "captured")
        if kind == "expel" and found.patient >= 0 and matches(parse, found.patient, nouns("@force|@armed")):
            place = next((found.preps[p] for p in ("from", "of") if p in found.preps and is_place(parse, parties, entities, found.preps[p])), -1)
            if place >= 0:
                return _Claim(i, place, found.patient, "lost")
        if kind == "raise" and found.patient >= 0 and parse.lemmas[found.patient] in _set("flags"):
            place = next(
                (found.preps[p] for p in ("over", "in", "above", "at", "on") if p in found.preps and is_place(parse, parties, entities, found.preps[p])), -1
            )
            if place >= 0 and armed:
                return _Claim(i, place, found.agent, _by_perspective(parties, found.agent, place))
    return None


def _by_perspective(parties: Parties, agent: int, place: int) -> ControlStatus:
    """A state that takes a place of its own has retaken it."""
    who, where = parties.at(agent), parties.places.get(place)
    return "recaptured" if who is not None and where is not None and who.country and who.country == where.country else "captured"


def _is_state(parse: Parse, verb: int) -> bool:
    """Whether a participle tells of a state: "is occupied by", "the occupied town"."""
    return parse.relations[verb] == "amod" or any(
        parse.relations[c] == "aux:pass" and parse.lower[c] in ("is", "are", "remains", "remain") for c in parse.children[verb]
    )


def _with_particle(parse: Parse, verb: int, particle: str) -> bool:
    return parse.lower[verb + 1 : verb + 2] == [particle] or any(
        parse.lower[c] == particle and c > verb and parse.relations[c] in ("compound:prt", "advmod") for c in parse.children[verb]
    )


def _control_noun(parse: Parse, parties: Parties, entities: Entities, noun: int) -> _Claim | None:
    place = _over(parse, noun)
    if case_of(parse, noun) == "in" and parse.lemmas[noun] in _set("in_control") and place >= 0:
        # "the Front is in control of Kodok", "remains in possession of the port"
        holder = _subject_of(parse, noun)
        if holder >= 0 and is_place(parse, parties, entities, place) and not is_place(parse, parties, entities, holder):
            return _Claim(noun, place, holder, "held")
        return None
    verb = parse.heads[noun]
    relation = parse.relations[noun].partition(":")[0]
    if case_of(parse, noun) == "under":
        # "Kherson is under Russian control", "areas under the control of the group"
        held = verb if relation == "nmod" else _subject_of(parse, noun)
        if held >= 0 and is_place(parse, parties, entities, held):
            return _Claim(noun, held, _controller(parse, noun), "held")
        return None
    if verb < 0 or relation not in ("obj", "nsubj"):
        return None
    found = arguments(parse, verb)
    if place < 0:
        place = next((found.preps[p] for p in ("of", "over", "in", "on") if p in found.preps), -1)
    if place < 0 or not is_place(parse, parties, entities, place):
        return None
    lemma = parse.lemmas[verb]
    status: ControlStatus
    if lemma in _set("gain_control"):
        status = _by_perspective(parties, found.agent, place) if lemma == "wrest" else "captured"
    elif lemma in _set("regain_control"):
        status = "recaptured"
    elif lemma in _set("keep_control"):
        status = "held"
    elif lemma in _set("lose_control"):
        status = "lost"
    elif lemma in _set("hand_control") and (taker := _given_to(parse, verb, noun)) >= 0:
        return _Claim(verb, place, taker, "captured")  # "gave the rebels control of the town"
    else:
        return None
    return _Claim(verb, place, found.agent if found.agent >= 0 else None, status)


def _given_to(parse: Parse, verb: int, noun: int) -> int:
    """To whom control is given, or −1."""
    taker = parse.child(verb, "iobj")
    if taker < 0:
        taker = next((c for c in parse.children[verb] if c < noun and parse.relations[c] == "obj"), arguments(parse, verb).preps.get("to", -1))
    return taker


def _over(parse: Parse, noun: int) -> int:
    preps = arguments(parse, noun).preps
    return next((preps[p] for p in ("of", "over", "on", "in") if p in preps), -1)


def _controller(parse: Parse, noun: int) -> int | None:
    of = arguments(parse, noun).preps.get("of", -1)
    if of >= 0:
        return of
    before = [c for c in modifiers(parse, noun) if parse.lower[c] not in _set("firm")]
    return before[0] if before else None


def _subject_of(parse: Parse, token: int) -> int:
    """What a predicate phrase is said of: its own subject, or that of the verb it hangs on."""
    own = parse.child(token, "nsubj")
    if own >= 0:
        return antecedent(parse, own)
    above = parse.heads[token]
    if above < 0:
        return -1
    found = arguments(parse, above)
    return found.patient if found.patient >= 0 else found.agent


def _in_hands(parse: Parse, parties: Parties, entities: Entities, noun: int) -> _Claim | None:
    """Read "is in the hands of the rebels", "fell into Russian hands"."""
    above = parse.heads[noun]
    place = _subject_of(parse, noun)
    if place < 0 or not is_place(parse, parties, entities, place):
        return None
    falls = case_of(parse, noun) == "into" and above >= 0 and parse.lemmas[above] in ("fall", "pass")
    return _Claim(above if falls else noun, place, _controller(parse, noun), "captured" if falls else "held")


def _siege(parse: Parse, parties: Parties, entities: Entities, noun: int) -> _Claim | None:
    found = arguments(parse, noun)
    if case_of(parse, noun) == "under":
        place = _subject_of(parse, noun)
        by = found.preps.get("by", -1)
        if by < 0 and parse.heads[noun] >= 0:
            by = arguments(parse, parse.heads[noun]).preps.get("by", -1)
        holder = by
    else:
        place, holder = found.preps.get("of", -1), found.agent
        if place < 0 and parse.heads[noun] >= 0 and parse.lemmas[parse.heads[noun]] == "lay":
            above = arguments(parse, parse.heads[noun])
            place, holder = above.preps.get("to", -1), above.agent
            if place >= 0 and is_place(parse, parties, entities, place):
                return _Claim(parse.heads[noun], place, holder if holder >= 0 else None, "besieged")
    if place < 0 or not is_place(parse, parties, entities, place):
        return None
    return _Claim(noun, place, holder if holder >= 0 else None, "besieged")


def _classified(parse: Parse, parties: Parties, entities: Entities, verb: int) -> _Claim | None:
    """Read "is now being classed as a disputed area"."""
    found = arguments(parse, verb)
    if found.patient < 0 or not is_place(parse, parties, entities, found.patient):
        return None
    first, last = parse.subtree(verb)
    if any(parse.lower[k] in _set("contested_words") for k in range(max(first, verb), last + 1)):
        return _Claim(verb, found.patient, None, "contested")
    return None


def _hyphened(parse: Parse, parties: Parties, entities: Entities, i: int) -> _Claim | None:
    """Read "rebel-held city", "Russian-occupied Donetsk", where the tokens end at the hyphen."""
    if parse.lower[i] not in _set("held_words") or i < 2 or parse.tokens[i - 1].text != "-" or parse.tokens[i - 2].end != parse.tokens[i - 1].start:
        return None
    place = parse.heads[i]
    if place < 0 or not is_place(parse, parties, entities, place):
        return None
    holder = parties.at(i - 2)
    return _Claim(i, place, holder if holder is not None and holder.named else _stem(parse, parties, parse.lower[i - 2]), "held")


def _adjective(parse: Parse, parties: Parties, entities: Entities, i: int) -> _Claim | None:
    low = parse.lower[i]
    if "-" in low:
        stem, _, rest = low.rpartition("-")
        if rest in _set("held_words") and stem:
            place = parse.heads[i]
            if place >= 0 and parse.relations[i] == "amod" and is_place(parse, parties, entities, place, vague=True):
                return _Claim(i, place, _stem(parse, parties, stem.strip()), "held")
        return None
    relation = parse.relations[i]
    if low in _set("besieged_words") and relation == "amod" and is_place(parse, parties, entities, parse.heads[i]):
        return _Claim(i, parse.heads[i], None, "besieged")
    if low in _set("contested_words") and parse.child(i, "cop") >= 0:
        subject = parse.child(i, "nsubj")
        if subject >= 0 and is_place(parse, parties, entities, subject):
            return _Claim(i, subject, None, "contested")
    return None


def _stem(parse: Parse, parties: Parties, stem: str) -> Party | None:
    """Who holds a "Russian-held" or "rebel-held" place."""
    for place in parties.places.values():
        if place.text.lower() == stem and place.precision == "country":
            return parties.state_of(place.country) or Party(place.name, place.entity, place.country, named=True)
    for n in parse.names:
        if parse.words(n.first, n.last).lower() == stem and (one := parties.at(n.last)) is not None:
            return one
    return Party(f"{stem}s" if not stem.endswith("s") else stem, None, None, named=False)
