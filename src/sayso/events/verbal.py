"""Claims of control that a verb makes: who takes, holds, besieges, loses or leaves a place, by the kind of verb.

``resources/events/control.yaml`` sorts the verbs; each kind has a reader here."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, NamedTuple, cast

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import Arguments, arguments
from sayso.events.claim import Claim, control_words, located, small
from sayso.events.fighters import armed_group, fighting, followers
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.events.pointed import pointed
from sayso.events.ruled import by_perspective
from sayso.events.turns import not_by_arms
from sayso.tables import table
from sayso.text.lemmas import lemma as base_form
from sayso.text.parse import Parse
from sayso.types.kinds import ControlStatus

__all__ = ["by_verb"]


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


class _Verb(NamedTuple):
    """A verb of control and those around it.

    Attributes:
        token: The verb.
        particle: The word that goes with it, "" for none.
        kind: What it tells, as the table sorts it.
        found: Who does it, to what, and where.
        who: Whom its subject means, −1 for nobody.
        armed: Whether that is somebody who can take or hold a town.
    """

    parse: Parse
    parties: Parties
    entities: Entities
    token: int
    particle: str
    kind: str
    found: Arguments
    who: int
    armed: bool

    @property
    def lemma(self) -> str:
        return self.parse.lemmas[self.token]

    @property
    def agent(self) -> int | None:
        return self.found.agent if self.found.agent >= 0 else None

    def is_place(self, token: int, *, vague: bool = True, sure: bool = False) -> bool:
        return is_place(self.parse, self.parties, self.entities, token, vague=vague, sure=sure)

    def matches(self, token: int, kinds: str) -> bool:
        return matches(self.parse, token, nouns(kinds))

    def first_place(self, *prepositions: str, sure: bool = False) -> int:
        """The first of the verb's phrases with one of the prepositions that is a place, or −1."""
        preps = self.found.preps
        return next((preps[p] for p in prepositions if p in preps and self.is_place(preps[p], sure=sure)), -1)


def by_verb(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """The claim that a verb of control makes; None for other verbs, and where it is none of a place."""
    lemma, written = parse.lemmas[i], parse.lower[i]
    plain = written.removeprefix("semi-")  # "semi-encircled"
    known = _verbs().get(lemma) or (_verbs().get(base_form(plain, "VBD")) if lemma == written or plain != written else None)
    if known is None:
        return None
    found = arguments(parse, i)
    if _dated(parse, found.agent):
        found = found._replace(agent=-1)  # "was captured by the next day"
    if lemma in control_words("polled") and not_by_arms(parse, i, found.agent):
        return None
    who = parties.meant(found.agent) if found.agent >= 0 else -1
    for particle, kind in known:
        if particle and not _with_particle(parse, i, particle):
            continue
        verb = _Verb(parse, parties, entities, i, particle, kind, found, who, _armed(parse, parties, entities, who))
        if kind in _HOLDING and parse.child(i, "obj") >= 0 and parse.lemmas[parse.child(i, "obj")] in control_words("control_nouns"):
            return None  # "took control of": read at the noun
        if (claim := _READERS[kind](verb)) is not None:
            return claim
    return None


def _armed(parse: Parse, parties: Parties, entities: Entities, who: int) -> bool:
    """Whether somebody can take a town: fighters, a state, those who are called holders of it."""
    if matches(parse, who, nouns("@armed|@force|@state"), parties.places):
        return True
    return who >= 0 and (parse.low_lemmas[who] in control_words("holders") or followers(parse, who) or armed_group(parse, entities, who))


def _holding(v: _Verb) -> Claim | None:
    """Who takes, retakes, holds, besieges or fights over a place."""
    parse, i = v.parse, v.token
    if v.lemma == "cut" and v.agent is not None and not v.armed:
        return None  # "floods cut the town off"
    if v.kind == "besieged" and v.agent is not None and parse.upos[v.agent] == "NOUN" and parse.low_lemmas[v.agent] in control_words("surroundings"):
        return None
    if v.lemma == "keep" and ("under" in v.found.preps or parse.child(i, "xcomp", "advcl") >= 0):
        return None  # "kept the town supplied", "keeps it under blockade"
    if v.kind == "held" and any(parse.lower[c] in ("once", "formerly", "previously") for c in parse.children[i]):
        return None  # "the territory that it once held"
    base = base_form(parse.lower[i], "VBD") if v.lemma == parse.lower[i] else v.lemma
    of_towns = base in control_words("of_towns")
    back = v.particle == "back" and (v.armed or (v.agent is None and not {"to", "into", "from"} & set(v.found.preps)))
    place = v.found.patient if v.found.patient >= 0 or not v.particle else v.found.preps.get(v.particle, -1)  # "are fighting over the town"
    if place == parse.heads[i] and (_whereabouts(parse, place) >= 0 or not v.is_place(place)):
        place = _beside(parse, v.parties, i, place)
    if place >= 0 and (v.armed or back or of_towns) and pointed(parse, v.parties, place) is not None:
        return Claim(i, place, v.agent, cast(ControlStatus, v.kind))  # "the army retook it"
    if v.kind == "besieged" and not v.is_place(place, sure=of_towns):
        place = v.found.preps.get("in", -1)  # "200,000 people are besieged in the town"
        if place < 0 or not v.is_place(place) or not small(v.parties, place):
            return None
    strict = v.lemma in control_words("armed_only")
    wrested = v.armed and v.kind == "captured" and v.matches(v.found.preps.get("from", -1), "@armed|@force")
    vague, sure = v.armed or not strict or v.kind == "contested", wrested or back or of_towns or v.particle == "over"
    if place < 0 or not v.is_place(place, vague=vague, sure=sure):
        return None
    nobody = v.agent is None and (v.kind == "contested" or back or base == "recover" or of_towns or _seized(parse, v.parties, i, place))
    if strict and not v.armed and not nobody:
        return None
    settled = v.lemma == "occupy" and (_is_state(parse, i) or "since" in v.found.preps or any(parse.lower[c] == "still" for c in parse.children[i]))
    return Claim(i, place, v.agent, "held" if settled else cast(ControlStatus, v.kind))


def _losing(v: _Verb) -> Claim | None:
    """Who loses, gives up or leaves a place: "lost Homs to the rebels", "where Bayhan was lost"."""
    patient, taker = v.found.patient, v.found.preps.get("to", -1)
    if v.agent is None and v.lemma == "lose" and patient >= 0:
        winner = v.matches(taker, "@armed|@force|@rebel")
        if v.is_place(patient, vague=winner, sure=winner):
            return Claim(v.token, patient, None, "lost")
    if patient < 0 or not v.armed or _never_held(v):
        return None
    emptied = v.lemma in ("vacate", "abandon", "cede") and v.matches(v.who, "@force")
    sure = emptied or (v.lemma == "lose" and v.matches(taker, "@force|@armed"))
    return Claim(v.token, patient, v.who, "lost") if v.is_place(patient, sure=sure) else None


def _never_held(v: _Verb) -> bool:
    """Whether whoever leaves a place has not held it."""
    if v.lemma == "flee" and v.found.agent >= 0 and v.parse.lower[v.found.agent] == "those":
        return True  # "those who fled from the town"
    left = v.lemma == "leave" and v.who >= 0
    return left and not (v.matches(v.who, "@force|@rebel") or armed_group(v.parse, v.entities, v.who) or followers(v.parse, v.who))


def _leaving(v: _Verb) -> Claim | None:
    """Read "withdrew from the town", "pulled its troops out of Homs"."""
    place = v.first_place("from", "of") if not _never_held(v) else -1
    mover = v.found.patient if v.found.patient >= 0 and v.matches(v.found.patient, "@force") else v.found.agent
    if place < 0 or mover < 0 or not v.matches(mover, "@force|@armed"):
        return None
    return Claim(v.token, place, v.agent if v.agent is not None else mover, "lost")


def _handing(v: _Verb) -> Claim | None:
    """Read "handed the town back to the government", "the base was handed over to the rebels"."""
    taker = v.found.preps.get("to", -1)
    if v.found.patient < 0 or taker < 0 or not v.is_place(v.found.patient, sure=True):
        return None
    if not _armed(v.parse, v.parties, v.entities, v.parties.meant(taker)):
        return None
    return Claim(v.token, v.found.patient, taker, "recaptured" if v.particle == "back" else "captured")


def _dug_in(v: _Verb) -> Claim | None:
    """Read "the rebels are holed up in the town"."""
    fighters = v.found.agent if v.found.agent >= 0 else v.found.patient
    place = next((v.found.preps[p] for p in ("in", "inside", "at") if p in v.found.preps), -1)
    held = v.matches(fighters, "@armed|@force|@rebel") and place >= 0 and v.is_place(place) and small(v.parties, place)
    return Claim(v.token, place, fighters, "held") if held else None


def _falling(v: _Verb) -> Claim | None:
    """Read "Homs fell on Monday", "the base fell to the rebels"; "fell into the hands of" is read at "hands"."""
    place, preps = v.found.agent, v.found.preps
    taker = preps.get("to", -1)
    armed = taker >= 0 and v.matches(taker, "@armed|@force")
    if place < 0 or not (v.lemma == "fall" or _can_fall(v.parties, place)) or not v.is_place(place, vague=_described(v.parse, place), sure=armed):
        return None
    if taker < 0 and "into" in preps:
        return None
    if armed or (taker >= 0 and taker in v.parties.places and v.parties.places[taker].precision == "country"):
        return Claim(v.token, place, taker, "captured")
    return Claim(v.token, place, None, "captured") if taker < 0 and _only_falls(v.parse, preps) and v.parse.child(v.token, "xcomp", "obj") < 0 else None


def _expelling(v: _Verb) -> Claim | None:
    """Read "drove the rebels out of the town"."""
    if v.found.patient < 0 or "to" in v.found.preps or not fighting(v.parse, v.parties, v.entities, v.found.patient):
        return None
    place = v.first_place("from", "of", sure=True)
    return Claim(v.token, place, v.found.patient, "lost") if place >= 0 else None


def _raising(v: _Verb) -> Claim | None:
    """Read "the Syrian flag flies over the town", "raised their flag over the town hall"."""
    parse, preps = v.parse, v.found.preps
    if v.found.agent >= 0 and parse.lemmas[v.found.agent] in control_words("flags") and v.lemma == "fly" and "over" in preps:
        place, whose = _stands_in(parse, v.parties, preps["over"]), _whose(parse, v.found.agent)
        if whose >= 0 and v.is_place(place):
            again = any(parse.lower[c] == "again" for c in parse.children[v.token])
            return Claim(v.token, place, whose, "recaptured" if again else by_perspective(v.parties, whose, place))
    if v.found.patient < 0 or parse.lemmas[v.found.patient] not in control_words("flags"):
        return None
    by = _whose(parse, v.found.patient) if v.found.agent < 0 else v.found.agent if v.armed else -1
    if by < 0:
        return None
    over = [_stands_in(parse, v.parties, preps[p]) for p in ("over", "in", "above", "at", "on") if p in preps]
    place = next((p for p in over if v.is_place(p)), -1)
    return Claim(v.token, place, by, by_perspective(v.parties, by, place)) if place >= 0 else None


def _whose(parse: Parse, flag: int) -> int:
    """Whose flag it is, by name: "the Syrian flag"; −1 for nobody's."""
    whose = parse.child(flag, "amod", "compound", "nmod:poss")
    return whose if whose >= 0 and parse.name_at[whose] >= 0 else -1


_HOLDING: Final = ("captured", "recaptured", "besieged", "held", "contested")
_READERS: Final[Mapping[str, Callable[[_Verb], Claim | None]]] = dict.fromkeys(_HOLDING, _holding) | {
    "lost_by_subject": _losing, "leave": _leaving, "hand": _handing, "dug_in": _dug_in, "fall": _falling, "expel": _expelling, "raise": _raising,
}  # fmt: skip


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


def _stands_in(parse: Parse, parties: Parties, token: int) -> int:
    """The town whose hall or post a noun names: "the town hall of Kherson"; any other word itself."""
    if parse.low_lemmas[token] not in control_words("seats"):
        return token
    return next((c for c in parse.children[token] if c in parties.places and parse.base_relations[c] in ("nmod", "compound")), token)


def _seized(parse: Parse, parties: Parties, verb: int, place: int) -> bool:
    """Whether a town is told to have been seized or taken by nobody named: "Homs was seized in May", not "was taken aback"."""
    return (
        parse.lemmas[verb] in ("seize", "take")
        and _can_fall(parties, place)
        and parse.relations[place] == "nsubj:pass"
        and parse.child(verb, "xcomp", "obj", "compound:prt") < 0
        and _only_falls(parse, arguments(parse, verb).preps)
    )


def _only_falls(parse: Parse, preps: dict[str, int]) -> bool:
    """Whether all that hangs on a verb of falling or taking says when and how."""
    return all(_dated(parse, p) or k in control_words("falls_how") for k, p in preps.items())


def _can_fall(parties: Parties, token: int) -> bool:
    """Whether a name is that of a town or province: not of a country, nor of the state that acts."""
    return located(parties, token) and parties.places[token].precision not in ("country", "region")


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
