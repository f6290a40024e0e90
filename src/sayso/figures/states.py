"""What is said of people without a verb of its own for it: where they are, what they left, what was brought to them."""

from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.quantities import Quantity
from sayso.text.parse import Parse

__all__ = [
    "OUTLAWS",
    "building_condition",
    "carried_off",
    "condition",
    "crossed",
    "gets_aid",
    "given_to",
    "given_up",
    "headline_verb",
    "held_by_outlaws",
    "ill_with",
    "left_home",
    "set_on_fire",
    "still_there",
    "with_wounds",
]

_VEHICLES: Final = frozenset("ambulance helicopter plane aircraft bus boat ship train air sea convoy".split())
_ABOVE: Final = frozenset({"island", "ship", "ferry", "boat", "vessel", "roof", "mountain", "peak", "beach", "bridge"})
_AID: Final = frozenset({"aid", "relief", "assistance"})
_STATES: Final = frozenset({"country", "nation", "state", "republic"})
_NATIONALS: Final = frozenset("citizen national compatriot expatriate foreigner diplomat tourist student".split())
OUTLAWS: Final = frozenset("inmate prisoner gang gangster kidnapper pirate bandit hijacker robber criminal".split())
_HUNGER: Final = frozenset({"starvation", "famine", "hunger"})
_IN: Final = frozenset({"on", "behind", "in", "through", "under", "beneath", "at", "into", "below", "amid"})


def condition(parse: Parse, noun: int) -> str | None:
    """The measure that a prepositional phrase gives to those who are in it: "in jail", "under treatment", "in critical condition".

    >>> from sayso.models import parse
    >>> p = parse("Nine men were in jail.")
    >>> condition(p, p.lower.index("jail"))
    'detained'
    """
    lemma, case = parse.low_lemmas[noun], parse.case(noun)
    if case == "without":
        return {"roof": "displaced", "home": "displaced", "shelter": "displaced", "food": "in_need", "water": "in_need", "power": "affected",
                "electricity": "affected"}.get(lemma)  # fmt: skip
    if case == "on" and lemma in ("verge", "brink", "edge") and any(parse.lemmas[c] in _HUNGER for c in parse.children[noun]):
        return "in_need"
    if case not in _IN:
        return None
    if lemma == "condition":
        return "injured" if any(parse.low_lemmas[c] in measures()["ill"] for c in parse.children[noun]) else None
    if (lemma in ("bar", "lock")) != (case == "behind") or (lemma == "move") != (case == "on"):
        return None
    name = measures()["conditions"].get(lemma)
    return str(name) if name else None


def building_condition(parse: Parse, noun: int) -> str | None:
    """The measure that a prepositional phrase gives to buildings: "in ruins", "under water", "beyond repair"."""
    case = parse.case(noun)
    lemma = parse.low_lemmas[noun]
    if case == "without" and lemma in ("power", "electricity", "water", "heating", "gas"):
        return "affected"
    if case not in ("in", "under", "beneath", "beyond", "on") or (case == "beyond") != (lemma == "repair"):
        return None
    name = measures()["building_conditions"].get(lemma)
    return str(name) if name else None


def with_wounds(parse: Parse, above: int) -> int:
    """The wounds that people are said to have, as a phrase under ``above``, or −1: "31 people with shrapnel wounds", "came in with burns"."""
    for c in parse.children[above] if above >= 0 else ():
        if c > above and parse.case(c) == "with" and parse.low_lemmas[c] in measures()["wounds"]:
            return c
    return -1


def gets_aid(parse: Parse, verb: int) -> bool:
    """Whether a verb says that its subject was given aid: "3,000 families received tents", "got food parcels"."""
    if parse.low_lemmas[verb] not in ("receive", "get", "collect", "obtain"):
        return False
    obj = parse.child(verb, "obj")
    if obj < 0:
        return False
    t = measures()
    return t["things"].get(parse.low_lemmas[obj]) == "aid" or any(
        parse.low_lemmas[k] in t["given"] | {"tent", "jab", "vaccination"} for k in (obj, *parse.children[obj]) if k >= obj or parse.relations[k] == "compound"
    )


def ill_with(parse: Parse, verb: int) -> bool:
    """Whether a verb says that its subject has a disease: "contracted measles", "tested positive", "are suffering from cholera"."""
    if parse.low_lemmas[verb] not in ("contract", "catch", "have", "suffer", "develop", "test"):
        return False
    general = frozenset() if parse.low_lemmas[verb] in ("contract", "catch") else frozenset({"malnutrition", "disease", "infection"})
    return any(
        parse.lower[c] in measures()["diseases"] - general or (parse.lower[c] == "positive" and parse.lemmas[verb] == "test")
        for c in parse.children[verb]
        if c > verb
    )


def left_home(parse: Parse, verb: int, noun: int, *, bare: bool = False) -> bool:
    """Whether "left" says that residents went away: without an object, or from a place; "left the meeting" and "left for work" do not."""
    if verb < 0 or parse.low_lemmas[verb] != "leave":
        return False
    gone = parse.child(verb, "obj")
    if parse.low_lemmas[noun] not in measures()["stayers"]:
        home = gone >= 0 and parse.name_at[gone] >= 0 and parse.names[parse.name_at[gone]].kind == "LOC"
        home = home or (gone >= 0 and parse.low_lemmas[gone] in measures()["settlements"] - _STATES)
        return home and (bare or parse.low_lemmas[noun] in ("people", "person")) and parse.child(gone, "case") < 0  # "95,000 people have left Goma"
    if gone < 0:
        return parse.child(verb, "xcomp") < 0
    name = parse.name_at[gone]
    return parse.low_lemmas[gone] in measures()["settlements"] or (name >= 0 and parse.names[name].kind == "LOC")


def still_there(parse: Parse, place: int, noun: str) -> bool:
    """Whether those who live somewhere are said to be there still: "26,000 residents are still in the city"."""
    if place < 0 or parse.child(place, "cop") < 0 or (noun not in measures()["stayers"] and noun not in ("people", "person", "woman", "child")):
        return False
    return parse.case(place) in ("in", "inside", "at", "within") and any(parse.lower[c] == "still" for c in parse.children[place])


def given_to(parse: Parse, noun: int) -> int:
    """The word that says that aid went to those counted, or −1: "delivered food to 800 families", "aid for 3,000 people"."""
    head, base = parse.heads[noun], parse.base_relations[noun]
    if head < 0 or base not in ("obl", "nmod") or parse.case(noun) not in ("to", "for"):
        return -1
    t = measures()
    lemma = parse.low_lemmas[head]
    if lemma in t["given"]:
        return head
    if parse.upos[head] == "VERB":
        obj = parse.child(head, "obj")
        if obj < 0 and parse.xpos[head] == "VBN" and lemma in t["givers"] | {"pay", "allocate", "disburse"}:
            obj = parse.child(head, "nsubj:pass")  # "food was handed out to 3,000 families"
        if obj < 0 and lemma in ("go", "get"):
            obj = parse.child(head, "nsubj")  # "blankets went to 610 households"
        if obj >= 0 and lemma not in t["givers"] | {"pay", "go", "get"} and parse.low_lemmas[obj] not in _AID:
            return -1  # "paid a visit to 40 families", "brought water to": only what is aid by itself goes with any verb
        if obj >= 0 and (
            parse.low_lemmas[obj] in t["given"]
            or t["things"].get(parse.low_lemmas[obj]) == "aid"
            or parse.low_lemmas[obj] in words_of("money_after")
            or any(parse.low_lemmas[c] in t["given"] for c in parse.children[obj])
        ):
            return head
    return -1


def carried_off(parse: Parse, verb: int, noun: int) -> bool:
    """Whether the sick and wounded, or a state's own people abroad, are brought away: "took 14 burn patients to Goma by helicopter", "flew 90
    of its citizens from Haiti to Miami"; to a hospital the wounded are only taken."""
    if verb < 0 or parse.lemmas[verb] not in ("take", "bring", "fly", "transport", "carry", "move", "lead", "drive", "ferry", "bus"):
        return False
    if any(
        parse.relations[c].startswith("obl")
        and any(
            parse.relations[g] == "case" and (parse.lower[g] == "out" or (parse.lower[g] == "off" and parse.lemmas[c] in _ABOVE)) for g in parse.children[c]
        )
        for c in parse.children[verb]
    ):
        return parse.low_lemmas[noun] not in ("prisoner", "detainee", "suspect")  # "buses carried 2,500 civilians out of the enclave"
    cases = {c: case for c in parse.children[verb] if parse.relations[c].startswith("obl") and (case := parse.case(c))}
    away = any(parse.low_lemmas[c] in _VEHICLES and case in ("by", "on", "in", "aboard") for c, case in cases.items())
    if parse.low_lemmas[noun] == "patient" and any(case in ("into", "out", "outside", "to") for case in cases.values()):
        return True  # "86 patients were carried into the yard"
    own = parse.low_lemmas[noun] in _NATIONALS and any(
        parse.case(c) == "from" and parse.name_at[c] >= 0 for c in (*parse.children[verb], *parse.children[noun])
    )
    ill = own or parse.low_lemmas[noun] in ("patient", "casualty") or any(parse.lower[c] in ("wounded", "injured", "sick", "ill") for c in parse.children[noun])
    goal = any(parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "LOC" and case in ("to", "into") for c, case in cases.items())
    return (away or ill) and goal


def crossed(parse: Parse, q: Quantity) -> bool:
    """Whether a number alone goes over a border: "another 86,000 have crossed into Chad"."""
    verb = parse.heads[q.last_core]
    if verb < 0 or parse.lemmas[verb] != "cross" or parse.relations[q.last_core] != "nsubj":
        return False
    goals = [c for c in parse.children[verb] if parse.case(c) in ("into", "to")]
    border = parse.child(verb, "obj")
    return any(parse.name_at[c] >= 0 for c in goals) or (border >= 0 and parse.lemmas[border] == "border")


def given_up(parse: Parse, q: Quantity) -> bool:
    """Whether those counted are searched for: "rescuers have given up hope for six more", "divers are looking for two others"."""
    before = parse.lower[max(0, q.first - 3) : q.first]
    first = parse.sentences[parse.sentence[q.core]][0]
    sought = before[-2:] in _SOUGHT or before in (["hope", "of", "finding"], ["hopes", "of", "finding"], ["in", "search", "of"])
    return sought and not _RESCUERS.isdisjoint(w.lower() for w in parse.lemmas[first : q.first])


_SOUGHT: Final = (["hope", "for"], ["hopes", "for"], ["search", "for"], ["searching", "for"], ["looking", "for"], ["searched", "for"], ["look", "for"])
_RESCUERS: Final = frozenset(
    "rescuer rescue diver firefighter searcher coastguard coast volunteer fireman helicopter navy team lifeboat miner fisherman".split()
)


def held_by_outlaws(parse: Parse, verb: int) -> bool:
    """Whether those who hold others are no state: "guards are being held by inmates"."""
    return any(parse.relations[c] == "obl:agent" and parse.low_lemmas[c] in OUTLAWS for c in parse.children[verb])


def set_on_fire(parse: Parse, verb: int) -> bool:
    """Whether a verb is that of "set fire to 12 houses"."""
    if verb >= 0 and parse.low_lemmas[verb] == "go" and any(parse.low_lemmas[c] == "flame" for c in parse.children[verb]):
        return True  # "30 houses went up in flames"
    if verb < 0 or parse.low_lemmas[verb] != "set":
        return False
    obj = parse.child(verb, "obj")
    return obj >= 0 and parse.low_lemmas[obj] in ("fire", "ablaze")


def headline_verb(parse: Parse, start: int) -> str | None:
    """The measure of a verb right before a number that headlines write like a noun: "Raid Kills 12 Villagers"."""
    if start < 1 or parse.paragraph[start - 1] != parse.paragraph[start] or parse.upos[start - 1] not in ("NOUN", "PROPN"):
        return None
    word = parse.lower[start - 1]
    for base in (word[:-1], word[:-2]):
        if word.endswith("s") and base in _TELLING:
            return str(measures()["object"][base])
    return None


_TELLING: Final = frozenset("kill wound injure massacre execute murder displace detain arrest kidnap abduct behead evacuate".split())
