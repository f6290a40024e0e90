"""What a number measures: killed, displaced, troops … from the verb that its noun depends on, and from the noun itself."""

from sayso.figures.counted import Counted, measures
from sayso.figures.governor import governor, passive
from sayso.figures.hints import armed, hosted, listed, seized_by_outlaws, sought, under_the_roof
from sayso.figures.states import (
    building_condition,
    carried_off,
    condition,
    given_to,
    headline_verb,
    held_by_outlaws,
    left_home,
    set_on_fire,
    still_there,
    with_wounds,
)
from sayso.figures.verbs import HARD, Measured, says, told_by_verb
from sayso.text.parse import Parse

__all__ = ["Measured", "by_clause", "measured"]


def measured(parse: Parse, c: Counted, *, alone: bool = False) -> Measured | None:
    """What the words around a counted noun say that its number measures; None where they say nothing of the kind.

    Args:
        alone: Whether only a verb that people alone can be the object of is trusted: "reached 30" need not be people.
    """
    t = measures()
    lemma = parse.low_lemmas[c.head] if c.thing != "bare" else ""
    buildings = c.thing == "building"
    if c.thing in ("vehicles", "arms", "aid", "area"):
        return None
    if lemma not in t["strong"] and c.thing != "bare" and parse.lower[c.head] in t["strong"]:
        lemma = parse.lower[c.head]
    if lemma in t["weak"] and t["weak"][lemma] == "detained" and parse.lemmas[governor(parse, c.head)[0]] in ("escape", "abscond"):
        return Measured("other", governor(parse, c.head)[0], 0.8)
    if (lemma in t["strong"] or c.state >= 0) and (away := _brought_out(parse, c)) >= 0:
        return Measured("evacuated", away, 0.85)
    if t["weak"].get(lemma) in ("refugees", "displaced") and (back := _sent_back(parse, c)) >= 0:
        return Measured("returnees", back, 0.85)
    if lemma in t["strong"]:
        if lemma in ("life", "body") and not _takes_lives(parse, c.head, lemma):
            return None
        if (later := _then_died(parse, c, t["strong"][lemma])) is not None:
            return later
        return Measured(t["strong"][lemma], governor(parse, c.head)[0], 0.95)
    if c.state >= 0:
        name = t["states"][parse.lower[c.state]]
        if c.of and (later := _then_died(parse, c, name)) is not None:
            return later
        if not name.startswith("buildings") or c.thing in ("bare", "building"):
            return Measured(name, c.state, 0.9)
    verb, role = governor(parse, c.head, c.start)
    if buildings and set_on_fire(parse, verb):
        return Measured("buildings_destroyed", verb, 0.8)
    if buildings and (roof := under_the_roof(parse, c.head)) >= 0:
        return Measured("buildings_damaged", roof, 0.8)
    if not buildings and (some := listed(parse, verb, role)) is not None:
        return Measured(some, verb, 0.8)
    if not buildings and parse.lemmas[c.head] not in ("soldier", "troop", "serviceman", "fighter") and seized_by_outlaws(parse, verb, role):
        return Measured("kidnapped", verb, 0.8)
    if not buildings and c.thing != "bare" and (search := sought(parse, verb, c.head)) >= 0:
        return Measured("missing", search, 0.8)
    if c.thing == "person" and hosted(parse, verb, role, c):
        return Measured("refugees", verb, 0.8)
    if c.thing == "person" and armed(parse, verb, role, c.head):
        return Measured("troops", verb, 0.8)
    if not buildings and role in ("obj", "nsubj:pass") and carried_off(parse, verb, c.head):
        return Measured("evacuated", verb, 0.75)
    told = headline_verb(parse, c.start)
    if told is not None and not buildings:
        return Measured(told, c.start - 1, 0.7)
    by_verb = told_by_verb(parse, verb, role, c.start, buildings=buildings, bare=alone)
    if by_verb is not None and _only_moved(parse, c, by_verb):
        by_verb = None
    if by_verb and by_verb.name == "detained" and parse.lemmas[by_verb.by] == "hold" and (state := _by_adjective(parse, c.first, c.head, buildings=buildings)):
        return state  # "camps hold 31,000 displaced people"
    if by_verb and by_verb.name == "detained" and held_by_outlaws(parse, by_verb.by):
        by_verb = by_verb._replace(name="kidnapped")
    if by_verb and (by_verb.name in HARD or buildings):
        before = by_clause(parse, c.head, buildings=buildings) if by_verb.name == "rescued" else None
        return before if before and before.name in ("kidnapped", "detained") else by_verb  # "freed 23 people it had kidnapped"
    if (
        by_verb
        and lemma in t["weak"]
        and by_verb.name in ("displaced", "reached", "affected", "population")
        and t["weak"][lemma] not in ("other", "population")
    ):
        return Measured(t["weak"][lemma], verb, 0.9)  # a country that hosts refugees does not displace them
    clause_says = by_clause(parse, c.head, buildings=buildings)
    if clause_says and clause_says.name == "detained" and held_by_outlaws(parse, clause_says.by):
        clause_says = clause_says._replace(name="kidnapped")  # "17 villagers held by bandits"
    by_adjective = _by_adjective(parse, c.first, c.head, buildings=buildings)
    if by_verb and by_verb.name == "displaced" and by_adjective and by_adjective.name == "injured":
        return by_adjective  # "took in 25 wounded fighters"
    if by_verb and by_verb.name in ("reached", "affected", "in_need", "troops", "population", "remaining") and (said := clause_says or by_adjective):
        # aid to the displaced reached them; an army that reached 12 wounded men tells of wounds
        return by_verb if by_verb.name == "reached" and clause_says is None and said.name == "displaced" and role == "obj" else said
    if by_verb and by_verb.name == "returnees":
        return by_verb  # "1,200 who had fled have returned"
    found = clause_says or by_verb or by_adjective or _by_noun(parse, c.head, buildings=buildings)
    if found is not None or buildings:
        return found
    if (
        c.thing == "troops"
        and verb >= 0
        and parse.lemmas[verb] == "fall"
        and role == "nsubj"
        and parse.lower[verb + 1 : verb + 2] in (["in"], ["near"], ["."], [","])
    ):
        return Measured("killed", verb, 0.7)  # "four soldiers fell in the fighting"
    if role.startswith("nsubj") and left_home(parse, verb, c.head, bare=c.thing == "bare"):
        return Measured("displaced", verb, 0.7)
    if role.startswith("nsubj") and c.thing == "person" and still_there(parse, verb, lemma):
        return Measured("remaining", verb, 0.75)
    if c.thing == "person" and role == "nsubj" and lemma in _HOUSEHOLD and parse.lemmas[verb] in ("reach", "arrive") and _in_a_town(parse, verb):
        return Measured("displaced", verb, 0.6)  # families do not travel otherwise
    if c.thing == "person" and role == "obj" and parse.lemmas[verb] == "admit" and lemma in ("child", "patient", "infant"):
        return Measured("reached", verb, 0.6)  # by those who feed or treat them
    giver = given_to(parse, c.head)
    return Measured("reached", giver, 0.8) if giver >= 0 and c.thing == "person" else None


_HOUSEHOLD = frozenset({"family", "household", "villager", "inhabitant"})


def _in_a_town(parse: Parse, verb: int) -> bool:
    """Whether a place is reached: "families have reached Homs"."""
    names = [parse.name_at[c] for c in parse.children[verb] if c > verb and parse.base_relations[c] in ("obj", "obl")]
    return any(n >= 0 and parse.names[n].kind == "LOC" for n in names)


_MOVED = frozenset({"evacuated", "returnees", "rescued", "displaced", "remaining"})
_MOVING = frozenset("bring fly send take pull come go move head get pick lead turn push put hold".split())
_TAKEN_IN = frozenset({"take", "put"})


def _only_moved(parse: Parse, c: Counted, told: Measured) -> bool:
    """Whether soldiers are only sent, flown or pulled out, as soldiers are; or those taken in somewhere are of a trade: "took in 40 apprentices"."""
    lemma = parse.lemmas[told.by]
    if c.thing == "troops":
        return told.name in _MOVED and lemma in _MOVING
    if c.thing != "person" or told.name != "displaced" or lemma not in _TAKEN_IN or parse.lower[told.by + 1 : told.by + 2] not in (["in"], ["up"]):
        return False
    noun = parse.low_lemmas[c.head]
    anybody = noun in measures()["stayers"] or noun in measures()["weak"] or noun in ("people", "person", "woman", "child", "man", "survivor", "victim")
    return not anybody and parse.name_at[c.head] < 0


def _then_died(parse: Parse, c: Counted, name: str) -> Measured | None:
    """What is said of the wounded beyond their wounds: "two of the wounded later died"."""
    if name not in ("injured", "missing", "casualties"):
        return None
    verb, role = governor(parse, c.head, c.start)
    told = told_by_verb(parse, verb, role, c.start, buildings=False, bare=False)
    if name == "casualties" and told is not None and told.name == "injured":
        return told  # "carried 60 casualties to hospital"
    return told if told is not None and told.name == "killed" and told.by == verb and parse.lemmas[verb] in ("die", "succumb", "perish") else None


def _brought_out(parse: Parse, c: Counted) -> int:
    """The verb by which the wounded are evacuated, or −1: "evacuated 68 injured"."""
    verb, role = governor(parse, c.head, c.start)
    hurt = measures()["states"].get(parse.lower[c.state if c.state >= 0 else c.head]) == "injured"
    return verb if hurt and verb >= 0 and parse.lemmas[verb] in ("evacuate", "airlift", "medevac") and role in ("obj", "nsubj:pass") else -1


def _sent_back(parse: Parse, c: Counted) -> int:
    """The verb by which refugees are brought home, or −1: "Turkey returned 212 refugees to Idlib"."""
    verb, role = governor(parse, c.head, c.start)
    if verb < 0 or role not in ("obj", "nsubj:pass"):
        return -1
    back = any(parse.lower[k] in ("back", "home") for k in parse.children[verb])
    lemma = parse.low_lemmas[verb]
    return verb if lemma == "return" or (back and lemma in ("send", "bring", "take", "fly", "escort")) else -1


def by_clause(parse: Parse, noun: int, *, buildings: bool) -> Measured | None:
    """What a participle or relative clause behind the noun says: "people displaced by floods", "families who fled"."""
    t = measures()
    found = None if buildings else _among(parse, noun)
    if found is not None:
        return found
    if not buildings and (hurt := with_wounds(parse, noun)) >= 0:
        return Measured("injured", hurt, 0.85)
    for c in parse.children[noun]:
        relation = parse.relations[c]
        if _of_some(parse, noun, c):
            continue
        inverted = relation == "acl" and parse.xpos[c] == "VBN" and parse.child(noun, "cop") >= 0  # "also killed were five guards"
        if (c < noun and not inverted) or relation.partition(":")[0] not in ("acl", "amod", "advcl", "xcomp", "nmod", "parataxis", "appos"):
            continue
        word = parse.lower[c]
        if relation == "acl:relcl":
            own = parse.child(c, "nsubj")
            if own >= 0 and parse.lower[own] not in ("who", "that", "which"):
                if parse.child(c, "obj") < 0 and parse.low_lemmas[c] in t["animate_verbs"] and not passive(parse, c):
                    return Measured(t["object"].get(parse.low_lemmas[c], "other"), c, 0.8)  # "23 people it kidnapped"
                continue
            part = "object" if passive(parse, c) or relation == "nsubj:pass" else "subject"
        elif parse.xpos[c] in ("VBN", "VBD"):
            part = "object"
        elif parse.xpos[c] == "VBG":
            part = "subject"
        elif word in t["states"] and t["states"][word].startswith("buildings") == buildings and relation.partition(":")[0] in ("acl", "amod"):
            return Measured(t["states"][word], c, 0.85)
        elif relation.startswith("nmod") and (state := building_condition(parse, c) if buildings else condition(parse, c)) is not None:
            return Measured(state, c, 0.85)
        else:
            continue
        found = says(parse, c, part, buildings=buildings, bare=False, depth=0)
        if found:
            return _or_hurt(parse, found)
        if word in t["states"] and parse.child(c, "obj") < 0 and t["states"][word].startswith("buildings") == buildings:
            return Measured(t["states"][word], c, 0.85)
    nxt = noun + 1
    if parse.lower[nxt : nxt + 2] == ["shot", "dead"] and not buildings:
        return Measured("killed", nxt, 0.85)  # "15 protesters shot dead"
    if nxt < len(parse) and parse.sentence[nxt] == parse.sentence[noun] and parse.lower[nxt] in t["states"] and parse.upos[nxt] in ("ADJ", "VERB"):
        # "12 people dead", "46,000 homes damaged": a headline's clause, however it was parsed
        done = parse.xpos[nxt] != "VBD" or (parse.child(nxt, "obj") < 0 and any(parse.relations[c] == "mark" for c in parse.children[nxt]))
        if parse.heads[nxt] != nxt + 1 and done and t["states"][parse.lower[nxt]].startswith("buildings") == buildings:
            return Measured(t["states"][parse.lower[nxt]], nxt, 0.75)
    return None


def _of_some(parse: Parse, noun: int, c: int) -> bool:
    """Whether a participle is said of some of those counted only: "2,000 soldiers, many of them wounded, crossed the river"."""
    return c - 2 > noun and parse.lower[c - 1] in ("them", "whom") and parse.lower[c - 2] == "of" and not passive(parse, c)


def _or_hurt(parse: Parse, found: Measured) -> Measured:
    """Such as "2,505 people killed or injured": casualties of both kinds in one number."""
    if found.name not in ("killed", "injured"):
        return found
    for c in parse.children[found.by]:
        if parse.relations[c] == "conj" and any(parse.lower[g] in ("or", "and/or") for g in parse.children[c]):
            other = measures()["states"].get(parse.lower[c])
            if other in ("killed", "injured") and other != found.name:
                return Measured("casualties", found.by, found.sure)
    return found


def _among(parse: Parse, noun: int) -> Measured | None:
    """What "among the dead were 12 men and two women", "among those killed were five officers" say."""
    t = measures()
    while parse.relations[noun] == "conj" and parse.upos[parse.heads[noun]] in ("NOUN", "PROPN"):
        noun = parse.heads[noun]
    above = parse.heads[noun]
    below = parse.heads[above] if above >= 0 and parse.upos[above] == "AUX" else above  # "Among the dead were two boys"
    for c in (above, below, *parse.children[noun]):
        case = parse.child(c, "case") if 0 <= c < noun else -1
        if case < 0 or parse.lower[case] != "among":
            continue
        for k in (c, *parse.children[c]):
            name = t["strong"].get(parse.low_lemmas[k]) or t["states"].get(parse.lower[k])
            if name and not name.startswith("buildings"):
                return Measured(name, k, 0.8)
    return None


def _by_adjective(parse: Parse, first: int, noun: int, *, buildings: bool) -> Measured | None:
    """Such as "displaced families", "12 wounded soldiers"."""
    states = measures()["states"]
    for k in range(first, noun):
        name = states.get(parse.lower[k])
        if name and name.startswith("buildings") == buildings:
            return Measured(name, k, 0.85)
    return None


def _by_noun(parse: Parse, noun: int, *, buildings: bool) -> Measured | None:
    """Such as "the deaths of 12 people", "the evacuation of 50 homes", "injuries to three men"."""
    head, relation = governor(parse, noun)
    if head < 0 or relation.partition(":")[0] not in ("nmod", "compound", "obl"):
        return None
    lemma = parse.low_lemmas[head]
    with_ = parse.case(noun)
    if with_ not in ("of", "to", "for", "'s", "'"):
        return None
    if lemma == "life" and with_ == "of" and _takes_lives(parse, head, lemma):
        return Measured("killed", head, 0.9)  # "claimed the lives of 170 people"
    name = measures()["event_nouns"].get(lemma) or measures()["event_nouns"].get(parse.lower[head])
    if lemma in ("funeral", "burial") and with_ in ("of", "for"):
        return Measured("killed", head, 0.8)
    if name is None or (with_ in ("to", "for") and name not in ("injured", "buildings_damaged")):
        return None
    if name.startswith("buildings") != buildings and name != "evacuated":
        return None
    return Measured(name, head, 0.9)


def _takes_lives(parse: Parse, noun: int, lemma: str) -> bool:
    verb, _ = governor(parse, noun)
    if lemma == "body":
        return True
    return verb >= 0 and parse.low_lemmas[verb] in ("claim", "lose", "cost", "take", "loss", "end", "snuff")
