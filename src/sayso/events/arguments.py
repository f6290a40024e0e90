"""Who does what to whom, from syntax: agents, patients and prepositional phrases of verbs and nouns."""

from typing import Final, NamedTuple

from sayso.entities.grammar import RELATIVE
from sayso.events.doers import agent_of, befallen, dated, doubled, own_subject, passive, patient_of
from sayso.events.lexicon import nouns
from sayso.events.phrases import antecedent, light, listed, modifiers, phrases_of
from sayso.text.parse import Parse

__all__ = ["Arguments", "arguments", "of_noun"]

# "of" after these names who acts ("the withdrawal of troops"), after other nouns whom it befalls ("the shelling of the port")
_INTRANSITIVE: Final = frozenset(
    "withdrawal retreat pullout pull-out pullback surrender capitulation resignation defection abdication arrival protest advance explosion meeting visit "
    "deployment redeployment mobilization mobilisation movement buildup build-up uprising revolt mutiny refusal rejection".split()
)
_MOVED: Final = frozenset("withdrawal pullout pull-out pullback deployment redeployment mobilization mobilisation movement buildup build-up".split())

_TALKS: Final = frozenset(("talk", "meeting", "negotiation", "conversation", "call", "consultation", "discussion", "summit"))
_BLAMING: Final = frozenset(("attribute", "ascribe", "blame", "pin", "impute", "accuse"))
"""Verbs that lay a deed to somebody."""
_LAYING: Final = frozenset(("blame", "pin"))
"""Those whose object is the deed, with "on" before who did it."""


class Arguments(NamedTuple):
    """Tokens that head the arguments of a verb or noun, −1 where there is none.

    Attributes:
        agent: Who does it.
        patient: Whom or what it befalls.
        preps: By preposition, the heads of the phrases that depend on it.
    """

    agent: int
    patient: int
    preps: dict[str, int]


def _left_after(parse: Parse, noun: int) -> int:
    """Who leaves when what a noun names is over: "the envoy left Doha after two days of talks", or −1."""
    here = parse.heads[noun] if parse.relations[noun] == "nmod" and parse.prepositions[noun] == "of" else noun
    above = parse.heads[here] if here >= 0 else -1
    return agent_of(parse, above) if above >= 0 and parse.prepositions[here] == "after" and parse.lemmas[above] == "leave" else -1


def arguments(parse: Parse, token: int) -> Arguments:
    """The arguments of the verb or noun at ``token``."""
    if parse.upos[token] in ("VERB", "AUX") or parse.xpos[token].startswith("V") or parse.child(token, "aux:pass") >= 0:
        if (victim := befallen(parse, token)) >= 0:
            return Arguments(-1, victim, phrases_of(parse, token))
        preps = phrases_of(parse, token)
        agent, patient = agent_of(parse, token), patient_of(parse, token)
        if parse.lemmas[token] in _LAYING and "on" not in preps and (laid := _laid_on(parse, parse.child(token, "obj"))) >= 0:
            preps["on"] = laid
        if "to" not in preps and (other := doubled(parse, token)) >= 0 and (goal := phrases_of(parse, other).get("to", -1)) >= 0:
            preps["to"] = goal
        return Arguments(antecedent(parse, agent) if agent >= 0 else -1, antecedent(parse, patient) if patient >= 0 else -1, preps)
    return of_noun(parse, token)


def of_noun(parse: Parse, noun: int) -> Arguments:
    """The arguments of a noun, or of a gerund that is one."""
    preps = phrases_of(parse, noun)
    verb = light(parse, noun)
    agent = parse.child(noun, "nmod:poss")
    patient = -1
    if agent < 0:
        agent = preps.get("by", -1)
    named = [
        c
        for c in _before(parse, noun)
        if parse.relations[c] != "nmod:poss"
        and parse.name_at[c] >= 0
        and not parse.prepositions[c]
        and parse.names[parse.name_at[c]].kind in ("NORP", "ORG", "LOC", "PER", "MISC")
    ]
    if agent < 0 and "of" in preps:
        agent = phrases_of(parse, preps["of"]).get("by", -1)  # "the execution of civilians by soldiers"
    if agent < 0 and not named:
        sides = (c for c in modifiers(parse, noun) if parse.relations[c] == "compound" and parse.lower[c] in listed("attackers"))
        agent = next(sides, -1) if parse.lemmas[noun] in nouns("@attack|@blast|offensive|advance").lemmas else -1  # "a coalition airstrike"
    elif agent < 0 and named:
        agent = named[0]
    elif named:
        patient = named[0]  # "Israel's Gaza offensive"
    of = preps.get("of", -1)
    lemma = parse.lemmas[noun]
    if of >= 0:
        if lemma in _INTRANSITIVE:
            agent, patient = (agent, of) if agent >= 0 and lemma in _MOVED else (of, patient)
        elif patient < 0:
            patient = of
    if verb >= 0:
        above = arguments(parse, verb)
        if agent < 0:
            agent = above.agent if above.agent >= 0 or parse.lemmas[verb] not in listed("light_obl") else above.patient  # "were engaged in"
        preps = {**above.preps, **preps}
    if agent >= 0 and parse.upos[agent] == "PRON" and parse.relations[noun] == "obj":
        owner = arguments(parse, parse.heads[noun]).agent  # "postponed their meeting", "held its first talks"
        agent = owner if owner >= 0 else agent
    elif agent < 0 and parse.base_relations[noun] == "obj" and parse.lemmas[parse.heads[noun]] in listed("own_plans") and not _named_so(parse, noun):
        agent = arguments(parse, parse.heads[noun]).agent
    if agent < 0 and "between" in preps and parse.upos[preps["between"]] != "NUM":
        agent = preps["between"]  # never "between 8 and 11 October"
    for elsewhere in (_by, _of_relative, _claimed, _blamed, _meanwhile, _left_after):
        if agent < 0:
            agent = elsewhere(parse, noun)
    if patient < 0:
        patient = _fallen(parse, noun)
    if agent >= 0 and preps.get("on") == agent:
        preps = {k: v for k, v in preps.items() if k != "on"}  # who did it is not whom it befell
    return Arguments(antecedent(parse, agent) if agent >= 0 else -1, antecedent(parse, patient) if patient >= 0 else -1, preps)


def _before(parse: Parse, noun: int) -> list[int]:
    """What stands before a noun, and before the arms or troops that do: "Kenyan drone strikes", however the parse hangs the first word."""
    out = []
    for c in modifiers(parse, noun):
        out.append(c)
        if parse.relations[c] == "compound" and parse.name_at[c] < 0:
            out += modifiers(parse, c)
    return out


def _by(parse: Parse, noun: int) -> int:
    """Who did it where the parse hangs the phrase elsewhere: "the shelling of the port by rebels killed two", or −1."""
    _, last = parse.sentences[parse.sentence[noun]]
    for i in range(noun + 1, last):
        if parse.lower[i] == "by":
            who = parse.heads[i]
            return who if who > i and parse.upos[who] in ("NOUN", "PROPN") and not dated(parse, who) else -1
        if parse.upos[i] in ("PUNCT", "CCONJ", "PRON", "SCONJ", "AUX") or (parse.upos[i] == "VERB" and parse.relations[i] != "amod"):
            break
    return -1


def _of_relative(parse: Parse, noun: int) -> int:
    """Who announced, launched or imposed what a noun names, or whom it is laid to, in a clause on it: "the evacuation that Kenya announced",
    "a ban that was imposed by the mayor", "the raid, which police attribute to rebels", or −1."""
    for c in parse.children[noun]:
        if parse.relations[c] != "acl:relcl":
            continue
        if parse.lemmas[c] in listed("light", "own_plans"):
            subject = own_subject(parse, c)
            if subject >= 0 and parse.lower[subject] not in RELATIVE:
                return subject
            if passive(parse, c) and (imposer := agent_of(parse, c)) >= 0:
                return imposer
        if parse.lemmas[c] in _BLAMING and (laid := phrases_of(parse, c)) and (laid.get("to", -1) >= 0 or laid.get("on", -1) >= 0):
            return laid.get("to", laid.get("on", -1))
    return _laid_to(parse, noun)


def _laid_to(parse: Parse, noun: int) -> int:
    """Whom a clause behind "for which" blames for what a noun names: "an ambush for which the police blame the cartel", or −1."""
    if parse.lower[noun + 1 : noun + 3] != ["for", "which"] or noun + 3 >= len(parse):
        return -1
    _, last = parse.sentences[parse.sentence[noun]]
    blaming = next((i for i in range(noun + 3, last + 1) if parse.lemmas[i] in _BLAMING and parse.upos[i] == "VERB"), -1)
    return patient_of(parse, blaming) if blaming >= 0 else -1


def _named_so(parse: Parse, noun: int) -> bool:
    """Whether a noun is only given a name: "calls the attacks a crime", not "called a strike"."""
    above = parse.heads[noun]
    return parse.lemmas[above] == "call" and (parse.child(above, "xcomp") >= 0 or sum(parse.relations[c] == "obj" for c in parse.children[above]) > 1)


def _claimed(parse: Parse, noun: int) -> int:
    """Who claims responsibility for what a noun names: "the group claimed responsibility for the attack", or −1."""
    if parse.prepositions[noun] != "for":
        return -1
    above = parse.heads[noun]
    if above >= 0 and parse.lemmas[above] == "responsibility":
        above = parse.heads[above]
    elif above < 0 or parse.child(above, "obj") < 0 or parse.lemmas[parse.child(above, "obj")] not in ("responsibility", "credit"):
        return -1
    return arguments(parse, above).agent if above >= 0 and parse.lemmas[above] in ("claim", "take", "accept", "admit") else -1


def _blamed(parse: Parse, noun: int) -> int:
    """Who is said to have done what a noun names: "blamed the army for the shelling", "was accused of arson", or −1."""
    above = parse.heads[noun]
    if above >= 0 and parse.relations[noun] == "obj" and parse.lemmas[above] in _LAYING:
        on = phrases_of(parse, above).get("on", -1)
        return on if on >= 0 else _laid_on(parse, noun)  # "blamed the attack on Pakistan"
    if above < 0 or parse.prepositions[noun] not in ("for", "of") or parse.lemmas[above] not in ("blame", "accuse", "suspect", "convict", "charge", "condemn"):
        return -1
    return patient_of(parse, above)


def _laid_on(parse: Parse, noun: int) -> int:
    """The last phrase with "on" within what is blamed, wherever the parse hangs it: "blamed the bombing of the depot on separatists", or −1."""
    if noun < 0:
        return -1
    first, last = parse.subtree(noun)
    found = [i for i in range(first, last + 1) if parse.relations[i] == "nmod" and parse.prepositions[i] == "on"]
    return found[-1] if found else -1


def _fallen(parse: Parse, noun: int) -> int:
    """Whom an attack befell that is told as how they came to harm: "ten rebels were killed in an air strike", or −1."""
    above = parse.heads[noun]
    if (
        above < 0
        or parse.prepositions[noun] not in ("in", "by")
        or parse.lemmas[above] not in listed("harming")
        or parse.lemmas[noun] not in nouns("@attack").lemmas
    ):
        return -1
    return patient_of(parse, above) if passive(parse, above) else -1


def _meanwhile(parse: Parse, noun: int) -> int:
    """Who took part in what a clause says was its occasion: "in a call with Putin, Macron urged …" is Macron, or −1."""
    above = parse.heads[noun]
    if above < 0 or parse.relations[noun] != "obl" or parse.prepositions[noun] not in ("in", "during", "at", "after", "before"):
        return -1
    if noun > above and (parse.prepositions[noun] not in ("after", "during") or parse.lemmas[noun] not in _TALKS):
        return -1  # but "lifted the blockade after talks with the army"
    return agent_of(parse, above) if parse.upos[above] == "VERB" and "with" in phrases_of(parse, noun) else -1
