"""Claims of control that a noun of holding makes: "took control of the town", "is under rebel control", "fell into their hands"."""

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.attributes import again
from sayso.events.claim import Claim, control_words, located
from sayso.events.guards import matches
from sayso.events.kinds import movements
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties, Party
from sayso.events.phrases import modifiers
from sayso.events.pointed import pointed
from sayso.events.subjects import subject_of
from sayso.events.towns import coordinated
from sayso.events.turns import far_subject, not_by_arms
from sayso.text.parse import Parse
from sayso.types.kinds import ControlStatus

__all__ = ["by_perspective", "control_noun", "in_hands", "over"]


def control_noun(parse: Parse, parties: Parties, entities: Entities, noun: int) -> Claim | None:
    """The claim that "control", "hold", "possession" and their like make, None where it is not of a place, or nobody's."""
    place = over(parse, noun)
    if parse.lower[noun] in ("master", "masters"):
        holder = parse.child(noun, "nsubj")
        if parse.child(noun, "cop") < 0 or not matches(parse, holder, nouns("@armed|@force|@rebel")) or not is_place(parse, parties, entities, place):
            return None
        return Claim(noun, place, holder, "held")  # "were masters of the city"
    if parse.prepositions[noun] == "in" and (had := _had(parse, parties, entities, noun)) is not None:
        return had
    there = next((c for c in parse.children[noun] if parse.lower[c] == "there"), -1)
    if (
        place < 0
        and there >= 0
        and parse.prepositions[noun] == "in"
        and parse.lemmas[noun] in control_words("in_control")
        and pointed(parse, parties, there) is not None
    ):
        holder = subject_of(parse, noun)
        return Claim(noun, there, holder, "held") if holder >= 0 and not located(parties, holder) else None  # "is in control there"
    if parse.prepositions[noun] == "in" and parse.lemmas[noun] in control_words("in_control") and place >= 0:
        # "the Front is in control of Kodok", "remains in possession of the port"
        holder = subject_of(parse, noun)
        if holder >= 0 and is_place(parse, parties, entities, place, sure=True) and not located(parties, holder):
            return Claim(noun, place, holder, "held")
        if holder >= 0 and located(parties, holder) and matches(parse, place, nouns("@armed|@force|@state"), parties.places):
            return Claim(noun, holder, place, "held")  # "the town is in the full control of the army"
        return None
    verb = parse.heads[noun]
    relation = parse.base_relations[noun]
    if parse.prepositions[noun] == "under":
        # "Kherson is under Russian control", "areas under the control of the group"
        held = verb if relation == "nmod" else subject_of(parse, noun)
        sure = held >= 0 and _stays_so(parse, held, verb)
        if relation == "obl" and (held < 0 or not is_place(parse, parties, entities, held, sure=sure)):
            in_it = arguments(parse, verb).preps.get("in", -1)  # "people who live in Goma under the control of the group"
            held, sure = in_it if _controller(parse, noun) is not None else -1, False
        if held >= 0 and is_place(parse, parties, entities, held, sure=sure):
            passed = relation == "obl" and verb >= 0 and parse.lemmas[verb] in control_words("pass_into")  # "fell under the control of the group"
            return Claim(noun, held, _controller(parse, noun), "captured" if passed else "recaptured" if again(parse, noun) else "held")
        return None
    if verb < 0 or relation not in ("obj", "nsubj"):
        return None
    found = arguments(parse, verb)
    if place < 0:
        place = next((found.preps[p] for p in ("of", "over", "in", "on") if p in found.preps), -1)
    armed = found.agent >= 0 and matches(parse, parties.meant(found.agent), nouns("@armed|@force|@state"), parties.places)
    if place < 0 or not is_place(parse, parties, entities, place, sure=armed) or not_by_arms(parse, verb, found.agent):
        return None
    lemma = parse.lemmas[verb]
    status: ControlStatus
    if lemma in control_words("gain_control"):
        status = by_perspective(parties, found.agent, place) if lemma == "wrest" else "captured"
    elif lemma in control_words("regain_control"):
        status = "recaptured"
    elif lemma in control_words("keep_control"):
        status = "held"
    elif lemma in control_words("lose_control"):
        status = "lost"
    elif lemma in control_words("hand_control") and (taker := _given_to(parse, verb, noun)) >= 0:
        return Claim(verb, place, taker, "captured")  # "gave the rebels control of the town"
    else:
        return None
    return Claim(verb, place, found.agent if found.agent >= 0 else None, status)


def _can_hold(parse: Parse, parties: Parties, token: int) -> bool:
    """Whether a word is of somebody who can hold a town: fighters, a state, a name, a pronoun."""
    return parse.upos[token] == "PRON" or parse.name_at[token] >= 0 or matches(parse, token, nouns("@armed|@force|@rebel|@state"), parties.places)


def _had(parse: Parse, parties: Parties, entities: Entities, noun: int) -> Claim | None:
    """Read "have the port in their possession", "in their hands"."""
    verb = parse.heads[noun]
    if verb < 0 or parse.lemmas[verb] not in ("have", "hold", "keep") or parse.child(noun, "nmod:poss") < 0:
        return None
    found = arguments(parse, verb)
    armed = matches(parse, found.agent, nouns("@armed|@force|@rebel|loyalist")) or (
        found.agent >= 0
        and (parse.low_lemmas[found.agent] in control_words("holders") or (parse.name_at[found.agent] >= 0 and found.patient in parties.places))
    )
    return Claim(verb, found.patient, found.agent, "held") if armed and found.patient >= 0 and is_place(parse, parties, entities, found.patient) else None


def in_hands(parse: Parse, parties: Parties, entities: Entities, noun: int) -> Claim | None:
    """Read "is in the hands of the rebels", "fell into Russian hands"."""
    above = parse.heads[noun]
    if parse.prepositions[noun] == "in" and (had := _had(parse, parties, entities, noun)) is not None:
        return had
    place, holder = subject_of(parse, noun), _controller(parse, noun)
    if parse.lower[noun] != "hands" and not (isinstance(holder, int) and _can_hold(parse, parties, holder)):
        return None  # "is in power", "is in the grip of a heat wave"
    if parse.relations[noun] == "nmod" and above >= 0 and parse.upos[above] == "NOUN" and parse.prepositions[noun] == "in":
        # "the last crossing in rebel hands"
        place = parse.heads[above] if parse.relations[above] == "appos" and not is_place(parse, parties, entities, above) else above
    if place < 0 or (parse.relations[noun] == "nmod" and not is_place(parse, parties, entities, place)):
        place = far_subject(parse, noun)
    sure = _stays_so(parse, place, above) or _town_alone(parse, entities, place, holder)
    if place < 0 or not is_place(parse, parties, entities, place, sure=sure):
        return None
    if again(parse, noun):
        return Claim(noun, place, holder, "recaptured")  # "is back in the hands of the army"
    falls = parse.prepositions[noun] == "into" and above >= 0 and parse.lemmas[above] in control_words("pass_into")
    return Claim(above if falls else noun, place, holder, "captured" if falls else "held")


def by_perspective(parties: Parties, agent: int, place: int) -> ControlStatus:
    """A state that takes a place of its own has retaken it."""
    who, where = parties.at(agent), parties.places.get(place)
    return "recaptured" if who is not None and where is not None and who.country and who.country == where.country else "captured"


def over(parse: Parse, noun: int) -> int:
    """The token of what a noun of control is over: "control of the port", "power over the north"; -1 for none."""
    preps = arguments(parse, noun).preps
    return next((preps[p] for p in ("of", "over", "on", "in") if p in preps), -1)


def _controller(parse: Parse, noun: int) -> int | Party | None:
    of = arguments(parse, noun).preps.get("of", -1)
    if of >= 0:
        return of
    before = [c for c in modifiers(parse, noun) if parse.lower[c] not in control_words("firm")]
    if before and parse.xpos[before[0]] in ("NN", "JJ") and parse.lemmas[before[0]] in movements():
        return Party(f"{parse.lower[before[0]]}s", None, None, named=False)  # "in rebel hands"
    return before[0] if before else None


def _given_to(parse: Parse, verb: int, noun: int) -> int:
    """To whom control is given, or −1."""
    taker = parse.child(verb, "iobj")
    if taker < 0:
        taker = next((c for c in parse.children[verb] if c < noun and parse.relations[c] == "obj"), arguments(parse, verb).preps.get("to", -1))
    return taker


def _stays_so(parse: Parse, subject: int, verb: int) -> bool:
    """Whether what is in somebody's hands is a place rather than a captive: several of them, or one that remains so."""
    return len(coordinated(parse, subject)) > 0 or (verb >= 0 and parse.lemmas[verb] in ("remain", "stay"))


def _town_alone(parse: Parse, entities: Entities, place: int, holder: int | Party | None) -> bool:
    """Whether a name of one word in the hands of fighters is a town's, though it looks like a person's: nobody is called "he" by it."""
    n = parse.name_at[place] if place >= 0 else -1
    if n < 0 or parse.names[n].first != parse.names[n].last or not isinstance(holder, int) or not matches(parse, holder, nouns("@armed|@force")):
        return False
    found = entities.at[place]
    mentions = entities.get(found).mentions if found is not None else ()
    return not any(parse.text[a:b].lower() in ("he", "she", "his", "her", "him") or " " in parse.text[a:b] for a, b in mentions)
