"""Words that make a claim of control: verbs, nouns and adjectives that say who holds, takes, besieges or loses a place."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.attributes import adjective, hyphened
from sayso.events.claim import Claim, control_words, located, small
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.events.phrases import case_of
from sayso.events.pointed import pointed
from sayso.events.ruled import by_perspective, control_noun, in_hands, over
from sayso.events.sieges import siege
from sayso.events.takings import taking, takings
from sayso.events.towns import fallen_too
from sayso.events.turns import changed_hands, cleared, not_by_arms
from sayso.tables import table
from sayso.text.lemmas import lemma as base_form
from sayso.text.parse import Parse
from sayso.types.kinds import ControlStatus

__all__ = ["claims"]


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


def claims(parse: Parse, parties: Parties, entities: Entities) -> Iterator[Claim]:
    """The claims of control of a text, in order, whatever their modality; what one of them shows to be a town is one in those that follow."""
    for claim in _claims(parse, parties, entities):
        n = parse.name_at[claim.place]
        if n >= 0:
            parties.towns.add(parse.words(parse.names[n].first, parse.names[n].last))
        yield claim


def _claims(parse: Parse, parties: Parties, entities: Entities) -> Iterator[Claim]:
    verbs = _verbs()
    control_nouns = control_words("control_nouns")
    for i, (lemma, kind) in enumerate(zip(parse.lemmas, parse.upos, strict=True)):
        if kind == "VERB":
            claim = hyphened(parse, parties, entities, i)
            if claim is not None:
                yield claim
                continue
            plain = parse.lower[i].removeprefix("semi-")  # "semi-encircled"
            known = verbs.get(lemma) or (verbs.get(base_form(plain, "VBD")) if lemma == parse.lower[i] or plain != parse.lower[i] else None)
            if known is not None:
                claim = _verbal(parse, parties, entities, i, known)
                if claim is not None:
                    yield claim
                    if claim.token == i and claim.status in ("captured", "recaptured", "lost"):
                        for town in fallen_too(parse, parties, entities, i, case_of(parse, claim.place)):
                            yield Claim(town, town, claim.holder, claim.status)
                    continue
            if lemma in ("change", "clear"):
                claim = changed_hands(parse, parties, entities, i) or cleared(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif parse.xpos[i] == "JJ" and (claim := adjective(parse, parties, entities, i)) is not None:
                yield claim
            elif lemma == "fight" and parse.xpos[i] == "VBG":
                claim = _fought_for(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma in ("reclassify", "classify", "designate", "regard", "describe", "consider"):
                claim = _classified(parse, parties, entities, i)
                if claim is not None:
                    yield claim
        elif kind == "NOUN":
            if (lemma in control_nouns or parse.lower[i] == "masters") and (lemma != "grip" or case_of(parse, i) != "in"):
                claim = control_noun(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif (parse.lower[i] == "hands" or lemma in ("grip", "power", "clutch")) and any(parse.lower[c] in ("in", "into") for c in parse.children[i]):
                claim = in_hands(parse, parties, entities, i)
                if claim is not None:
                    yield claim
                    for town in fallen_too(parse, parties, entities, claim.token) if claim.status == "captured" else ():
                        yield Claim(town, town, claim.holder, claim.status)
            elif lemma in ("siege", "blockade", "encirclement"):
                claim = siege(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma in takings():
                claim = taking(parse, parties, entities, i)
                if claim is not None:
                    yield claim
            elif lemma in control_words("fighting_nouns") or (lemma == "fight" and parse.xpos[i] == "VBG"):
                claim = _fought_for(parse, parties, entities, i)
                if claim is not None:
                    yield claim
        elif kind == "ADJ" or parse.xpos[i] == "JJ":
            claim = adjective(parse, parties, entities, i)
            if claim is not None:
                yield claim


def _fought_for(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """Read "the battle for Khartoum", "fighting for control of the airport"."""
    preps = arguments(parse, i).preps
    found = preps.get("for", -1)
    if found >= 0 and parse.lemmas[found] in control_words("control_nouns"):
        found = over(parse, found)
    if found < 0:
        return _fought_in(parse, parties, entities, i, preps)
    return Claim(i, found, None, "contested") if found >= 0 and is_place(parse, parties, entities, found) else None


def _fought_in(parse: Parse, parties: Parties, entities: Entities, i: int, preps: dict[str, int]) -> Claim | None:
    """Read "fighting continues inside the town": where fighting goes on, nobody holds all of it."""
    verb = parse.heads[i]
    if parse.relations[i] == "nsubj" and verb >= 0 and parse.lemmas[verb] in control_words("goes_on"):
        preps = arguments(parse, verb).preps | preps
        found = preps.get("inside", preps.get("within", preps.get("in", -1)))
    else:
        found = preps.get("inside", -1)
    return Claim(i, found, None, "contested") if found >= 0 and is_place(parse, parties, entities, found) and small(parties, found) else None


def _beside(parse: Parse, parties: Parties, i: int, noun: int) -> int:
    """The place that a clause hung on another noun is about, where it stands right before the clause and belongs to that noun: "residents of
    Mariupol, which is surrounded", "those in Goma, besieged for weeks". Else the noun."""
    if parse.relations[i] not in ("acl", "acl:relcl"):
        return noun
    before = parse.subtree(i)[0] - 1
    if before >= 0 and parse.lower[before] == ",":
        before -= 1
    where = _whereabouts(parse, noun)
    aside = min([where, *(c for c in parse.children[where] if c < where and parse.relations[c] in ("case", "det", "amod"))])
    if where >= 0 and aside > 1 and parse.lower[aside - 1] == "," and aside - 2 in parties.places:
        return aside - 2  # "Diabaly, in the centre of the country, which was taken by rebels"
    return before if before in parties.places and noun in parse.ancestors(before) else noun


def _whereabouts(parse: Parse, noun: int) -> int:
    """The "centre" of "in the centre of the country", at itself or above the country; −1 for anything else."""
    above = parse.heads[noun] if parse.relations[noun] == "nmod" else noun
    return above if parse.name_at[above] < 0 and parse.lemmas[above] in control_words("whereabouts") else -1


def _verbal(parse: Parse, parties: Parties, entities: Entities, i: int, known: list[tuple[str, str]]) -> Claim | None:
    found = arguments(parse, i)
    if _dated(parse, found.agent):
        found = found._replace(agent=-1)  # "was captured by the next day"
    if parse.lemmas[i] in control_words("polled") and not_by_arms(parse, i, found.agent):
        return None
    who = parties.meant(found.agent) if found.agent >= 0 else -1
    for particle, kind in known:
        if particle and not _with_particle(parse, i, particle):
            continue
        strict = parse.lemmas[i] in control_words("armed_only")
        armed = matches(parse, who, nouns("@armed|@force|@state"), parties.places) or (
            who >= 0 and (parse.low_lemmas[who] in control_words("holders") or _followers(parse, who) or _armed_group(parse, entities, who))
        )
        if kind in ("captured", "recaptured", "besieged", "held", "contested"):
            if parse.child(i, "obj") >= 0 and parse.lemmas[parse.child(i, "obj")] in control_words("control_nouns"):
                break
            if parse.lemmas[i] == "cut" and found.agent >= 0 and not armed:
                continue  # "floods cut the town off"
            if kind == "besieged" and found.agent >= 0 and parse.upos[found.agent] == "NOUN" and parse.low_lemmas[found.agent] in control_words("surroundings"):
                continue
            base = base_form(parse.lower[i], "VBD") if parse.lemmas[i] == parse.lower[i] else parse.lemmas[i]
            place = found.patient if found.patient >= 0 or not particle else found.preps.get(particle, -1)  # "are fighting over the town"
            if place == parse.heads[i] and (_whereabouts(parse, place) >= 0 or not is_place(parse, parties, entities, place)):
                place = _beside(parse, parties, i, place)
            if kind == "held" and any(parse.lower[c] in ("once", "formerly", "previously") for c in parse.children[i]):
                continue  # "the territory that it once held"
            back = particle == "back" and (armed or (found.agent < 0 and not {"to", "into", "from"} & set(found.preps)))
            if place >= 0 and (armed or back or base in control_words("of_towns")) and pointed(parse, parties, place) is not None:
                return Claim(i, place, found.agent if found.agent >= 0 else None, cast(ControlStatus, kind))  # "the army retook it"
            if kind == "besieged" and not is_place(parse, parties, entities, place, sure=base in control_words("of_towns")):
                place = found.preps.get("in", -1)  # "200,000 people are besieged in the town"
                if place < 0 or not is_place(parse, parties, entities, place) or not small(parties, place):
                    continue
            wrested = armed and kind == "captured" and matches(parse, found.preps.get("from", -1), nouns("@armed|@force"))
            if place < 0 or not is_place(
                parse,
                parties,
                entities,
                place,
                vague=armed or not strict or kind == "contested",
                sure=wrested or back or base in control_words("of_towns") or particle == "over",
            ):
                continue
            if (
                strict
                and not armed
                and not (
                    found.agent < 0
                    and (kind == "contested" or back or base == "recover" or _seized(parse, parties, i, place) or base in control_words("of_towns"))
                )
            ):
                continue
            if parse.lemmas[i] == "occupy" and (_is_state(parse, i) or "since" in found.preps or any(parse.lower[c] == "still" for c in parse.children[i])):
                kind = "held"
            return Claim(i, place, found.agent if found.agent >= 0 else None, cast(ControlStatus, kind))
        if kind == "lost_by_subject" and found.agent < 0 and parse.lemmas[i] == "lose" and found.patient >= 0:
            winner = matches(parse, found.preps.get("to", -1), nouns("@armed|@force|@rebel"))
            if is_place(parse, parties, entities, found.patient, vague=winner, sure=winner):
                return Claim(i, found.patient, None, "lost")  # "where Bayhan was lost"
        if parse.lemmas[i] == "leave" and who >= 0 and not (matches(parse, who, nouns("@force|@rebel")) or _armed_group(parse, entities, who)):
            continue  # whoever goes away has not held the place
        fighters = found.agent if found.agent >= 0 else found.patient
        if kind == "dug_in" and matches(parse, fighters, nouns("@armed|@force|@rebel")):
            place = next((found.preps[p] for p in ("in", "inside", "at") if p in found.preps), -1)
            if place >= 0 and is_place(parse, parties, entities, place) and small(parties, place):
                return Claim(i, place, fighters, "held")
        emptied = parse.lemmas[i] in ("vacate", "abandon", "cede", "lose") and (
            matches(parse, who, nouns("@force")) if parse.lemmas[i] != "lose" else matches(parse, found.preps.get("to", -1), nouns("@force|@armed"))
        )  # "lost Homs to the rebels"
        if kind == "lost_by_subject" and found.patient >= 0 and armed and is_place(parse, parties, entities, found.patient, sure=emptied):
            return Claim(i, found.patient, who, "lost")
        if kind == "leave":
            place = next((found.preps[p] for p in ("from", "of") if p in found.preps and is_place(parse, parties, entities, found.preps[p])), -1)
            mover = found.patient if found.patient >= 0 and matches(parse, found.patient, nouns("@force")) else found.agent
            if place >= 0 and mover >= 0 and matches(parse, mover, nouns("@force|@armed")):
                return Claim(i, place, mover if mover == found.agent or found.agent < 0 else found.agent, "lost")
        taker = found.preps.get("to", -1)
        armed_taker = taker >= 0 and matches(parse, taker, nouns("@armed|@force"))
        if (
            kind == "fall"
            and found.agent >= 0
            and (parse.lemmas[i] == "fall" or _can_fall(parties, found.agent))
            and is_place(parse, parties, entities, found.agent, vague=_described(parse, found.agent), sure=armed_taker)
        ):
            if taker < 0 and "into" in found.preps:
                continue  # "into the hands of": read at "hands"
            if armed_taker or (taker >= 0 and taker in parties.places and parties.places[taker].precision == "country"):
                return Claim(i, found.agent, taker, "captured")
            if taker < 0 and all(_dated(parse, p) or k in control_words("falls_how") for k, p in found.preps.items()) and parse.child(i, "xcomp", "obj") < 0:
                return Claim(i, found.agent, None, "captured")
        if kind == "expel" and found.patient >= 0 and "to" not in found.preps and _fighting(parse, parties, entities, found.patient):
            place = next((found.preps[p] for p in ("from", "of") if p in found.preps and is_place(parse, parties, entities, found.preps[p], sure=True)), -1)
            if place >= 0:
                return Claim(i, place, found.patient, "lost")
        if kind == "raise" and found.agent >= 0 and parse.lemmas[found.agent] in control_words("flags") and parse.lemmas[i] == "fly" and "over" in found.preps:
            place, whose = _stands_in(parse, parties, found.preps["over"]), parse.child(found.agent, "amod", "compound", "nmod:poss")
            if whose >= 0 and parse.name_at[whose] >= 0 and is_place(parse, parties, entities, place):
                again = any(parse.lower[c] == "again" for c in parse.children[i])
                return Claim(i, place, whose, "recaptured" if again else by_perspective(parties, whose, place))  # "the Syrian flag flies over the town"
        if kind == "raise" and found.patient >= 0 and parse.lemmas[found.patient] in control_words("flags"):
            over = [_stands_in(parse, parties, found.preps[p]) for p in ("over", "in", "above", "at", "on") if p in found.preps]
            place = next((p for p in over if is_place(parse, parties, entities, p)), -1)
            if place >= 0 and armed:
                return Claim(i, place, found.agent, by_perspective(parties, found.agent, place))
    return None


def _stands_in(parse: Parse, parties: Parties, token: int) -> int:
    """The town whose hall or post a noun names: "the town hall of Kherson"; any other word itself."""
    if parse.low_lemmas[token] not in control_words("seats"):
        return token
    return next((c for c in parse.children[token] if c in parties.places and parse.base_relations[c] in ("nmod", "compound")), token)


def _armed_group(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a pronoun stands for fighters: "the rebels confirmed that they had left the town", "our friends are holding it"."""
    owner = parse.child(token, "nmod:poss")
    if owner >= 0 and parse.lower[owner] in ("our", "his", "their"):
        return parse.lemmas[token] in ("side", "friend", "brother", "comrade", "ally")
    found = entities.at[token] if parse.upos[token] == "PRON" else None
    if found is None or entities.get(found).kind == "person":
        return False
    heads = (parse.tokens_in(a, b)[1] for a, b in entities.get(found).mentions[:3])
    return any(matches(parse, i, nouns("@armed|@force|@rebel")) for i in heads)


def _seized(parse: Parse, parties: Parties, verb: int, place: int) -> bool:
    """Whether a town is told to have been seized or taken by nobody named: "Homs was seized in May", not "was taken aback"."""
    return (
        parse.lemmas[verb] in ("seize", "take")
        and _can_fall(parties, place)
        and parse.relations[place] == "nsubj:pass"
        and parse.child(verb, "xcomp", "obj", "compound:prt") < 0
        and all(_dated(parse, p) or k in control_words("falls_how") for k, p in arguments(parse, verb).preps.items())
    )


def _can_fall(parties: Parties, token: int) -> bool:
    """Whether a name is that of a town or province: not of a country, nor of the state that acts."""
    return located(parties, token) and parties.places[token].precision not in ("country", "region")


def _fighting(parse: Parse, parties: Parties, entities: Entities, token: int) -> bool:
    """Whether those who are driven from a place are fighters: by what they are called, or as a group that the report names."""
    if matches(parse, token, nouns("@force|@armed")) or (parse.low_lemmas[token] in control_words("holders") and parse.upos[token] == "NOUN"):
        return True
    found = entities.at[token]
    return found is not None and parse.name_at[token] >= 0 and token not in parties.places and entities.get(found).kind == "group"


def _followers(parse: Parse, token: int) -> bool:
    """Whether somebody's men are meant: "his men overran the camp"."""
    owner = parse.child(token, "nmod:poss")
    return parse.lemmas[token] == "man" and parse.xpos[token] == "NNS" and owner >= 0 and parse.upos[owner] == "PRON"


def _dated(parse: Parse, token: int) -> bool:
    """Whether a phrase only says when: "fell on Monday evening"; not "fell into decay"."""
    if token < 0:
        return False
    n = parse.name_at[token]
    return (n >= 0 and parse.names[n].kind == "DATE") or parse.low_lemmas[token] in control_words("spans_of_time")


def _described(parse: Parse, token: int) -> bool:
    """Whether a noun describes a settlement or post that can fall: "the base", never "prices", "half"."""
    return parse.low_lemmas[token] in table("events/syntax")["settlements"] and any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token])


def _is_state(parse: Parse, verb: int) -> bool:
    """Whether a verb tells of a state: "is occupied by", "the occupied town", "they occupy most of the town"."""
    return (
        parse.xpos[verb] in ("VBP", "VBZ")
        or parse.relations[verb] == "amod"
        or any(parse.relations[c] == "aux:pass" and parse.lower[c] in ("is", "are", "remains", "remain") for c in parse.children[verb])
    )


def _with_particle(parse: Parse, verb: int, particle: str) -> bool:
    return parse.lower[verb + 1 : verb + 2] == [particle] or any(
        (parse.lower[c] == particle and c > verb and parse.relations[c] in ("compound:prt", "advmod"))
        or (parse.relations[c] == "obl" and any(parse.lower[k] == particle and parse.relations[k] == "case" for k in parse.children[c]))
        for c in parse.children[verb]
    )  # "drove the rebels out of the town": "out of" belongs to the town


def _classified(parse: Parse, parties: Parties, entities: Entities, verb: int) -> Claim | None:
    """Read "is now being classed as a disputed area"."""
    found = arguments(parse, verb)
    if found.patient < 0 or not is_place(parse, parties, entities, found.patient):
        return None
    first, last = parse.subtree(verb)
    if any(parse.lower[k] in control_words("contested_words") for k in range(max(first, verb), last + 1)):
        return Claim(verb, found.patient, None, "contested")
    return None
