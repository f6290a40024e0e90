"""What a number measures: killed, displaced, troops … from the verb that its noun depends on, and from the noun itself."""

from typing import NamedTuple

from sayso.figures.counted import Counted, measures
from sayso.figures.states import condition, given_to, left_home
from sayso.text.parse import Parse

__all__ = ["Measured", "measured"]

# These outweigh whatever else is said of the same people: "killed 12 displaced people".
_HARD = frozenset({"killed", "injured", "detained", "kidnapped", "evacuated", "rescued"})
_SOFT_VERBS = frozenset(
    "reach hit affect help hold leave serve face need lose suffer claim aid benefit see treat pull save seize catch cut stick pin strike shell require remain stay live total struggle depend rely house host drive remove transfer return".split()
)
_QUANTIFIERS = frozenset(
    "total number majority group crowd hundred dozen thousand million score estimate handful couple pair ten rest half quarter third series lot figure maximum minimum equivalent percent % kind type each both all some most many several none neither either".split()
)


class Measured(NamedTuple):
    """A measure as the tables name it, the verb or noun that it was read from (−1: the counted noun), and how sure that is."""

    name: str
    by: int
    sure: float


def measured(parse: Parse, c: Counted, *, alone: bool = False) -> Measured | None:
    """What the words around a counted noun say that its number measures; None where they say nothing of the kind.

    Args:
        alone: Whether only a verb that people alone can be the object of is trusted: "reached 30" need not be people.
    """
    t = measures()
    lemma = parse.lemmas[c.head].lower() if c.thing != "bare" else ""
    buildings = c.thing == "building"
    if c.thing in ("vehicles", "arms", "aid", "area"):
        return None
    if lemma not in t["strong"] and c.thing != "bare" and parse.lower[c.head] in t["strong"]:
        lemma = parse.lower[c.head]
    if lemma in t["strong"]:
        if lemma in ("life", "body") and not _takes_lives(parse, c.head, lemma):
            return None
        return Measured(t["strong"][lemma], governor(parse, c.head)[0], 0.95)
    if c.state >= 0:
        name = t["states"][parse.lower[c.state]]
        if not name.startswith("buildings") or c.thing in ("bare", "building"):
            return Measured(name, c.state, 0.9)
    verb, role = governor(parse, c.head, c.start)
    by_verb = _by_verb(parse, verb, role, c.start, buildings=buildings, bare=alone)
    if by_verb and (by_verb.name in _HARD or buildings):
        return by_verb
    if (
        by_verb
        and lemma in t["weak"]
        and by_verb.name in ("displaced", "reached", "affected", "population")
        and t["weak"][lemma] not in ("other", "population")
    ):
        return Measured(t["weak"][lemma], verb, 0.9)  # a country that hosts refugees does not displace them
    by_clause = _by_clause(parse, c.head, buildings=buildings)
    by_adjective = _by_adjective(parse, c.first, c.head, buildings=buildings)
    if by_verb and by_verb.name in ("reached", "affected", "in_need", "troops") and (by_clause or by_adjective):
        return by_clause or by_adjective
    found = by_clause or by_verb or by_adjective or _by_noun(parse, c.head, buildings=buildings)
    if found is not None or buildings:
        return found
    if role.startswith("nsubj") and left_home(parse, verb, c.head):
        return Measured("displaced", verb, 0.7)
    giver = given_to(parse, c.head)
    return Measured("reached", giver, 0.8) if giver >= 0 and c.thing == "person" else None


def governor(parse: Parse, noun: int, start: int = -1) -> tuple[int, str]:
    """The word that a noun depends on, past coordinations and words like "a total of", and its role there.

    A bound is no preposition: in "wounded at least 30" the 30 are the object. ``start`` is where number and bounds begin.
    """
    t = noun
    beside = _verb_before(parse, noun, start)
    if beside >= 0:
        return beside, "obj"
    if start > 0 and parse.upos[noun] == "NUM" and parse.heads[noun] > noun and parse.upos[start - 1] == "VERB":
        # "killed two and detained 30 men": the two are no men of the other verb's
        if any(parse.upos[k] == "VERB" and parse.relations[k] == "conj" for k in range(noun + 1, parse.heads[noun])):
            return start - 1, "obj"
    for _ in range(8):
        head, relation = parse.heads[t], parse.relations[t]
        base = relation.partition(":")[0]
        if head < 0:
            return -1, "root"
        if base == "conj" and parse.upos[head] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"):
            t = head
            continue
        if base == "conj" and parse.upos[head] == "VERB" and parse.upos[t] in ("NOUN", "PROPN", "NUM"):
            # "one was hurt and five men, all locals, had been killed": parsed as joined to the first verb
            for c in parse.children[head]:
                if c > t and parse.relations[c] == "conj" and parse.upos[c] == "VERB" and parse.child(c, "nsubj") < 0:
                    return c, "nsubj:pass" if _passive(parse, c) else "nsubj"
        if start <= head < noun and start >= 0:
            t = head  # "several of the men": what several depends on
            continue
        if base in ("nmod", "nummod", "compound", "amod", "appos", "det", "flat", "goeswith", "fixed") and (
            parse.lemmas[head].lower() in _QUANTIFIERS or parse.upos[head] == "NUM" or (base == "appos" and _list_of(parse, head))
        ):
            t = head
            continue
        if base in ("nmod", "obl"):
            if start > 1 and parse.lower[start - 1] == "with" and parse.lower[start - 2] in ("along", "together"):
                if parse.upos[head] == "VERB":
                    return head, "obj" if parse.child(head, "obj") >= 0 else "nsubj"
                t = head
                continue
        if base == "obl" and relation != "obl:agent" and start >= 0:
            case = parse.child(t, "case")
            if case < 0 or case >= start:
                if relation != "obl:tmod":
                    return head, "obj" if t > head else "nsubj"
        case = parse.child(t, "case")
        if base == "nsubj" and case >= 0 and start < head and parse.lower[case] == "of":
            return head, "obl"  # "Of the 900 affected, 12 were evacuated": the whole is no subject of what befell the part
        return head, relation
    return -1, "root"


def _verb_before(parse: Parse, noun: int, start: int) -> int:
    """The verb right before a number that it can only be the object of: "killing 12", "injured nine others"; else −1."""
    if start < 1 or parse.relations[noun].startswith("nsubj") or parse.sentence[start] != parse.sentence[start - 1]:
        return -1
    v = start - 1
    if parse.upos[v] != "VERB" and parse.lower[v - 1] != "to":  # "went on to arrest 12", whatever the tagger makes of it
        return -1
    if parse.lemmas[v].lower() not in measures()["animate_verbs"] or parse.lemmas[v] in ("die", "flee", "perish", "take"):
        return -1
    if _passive(parse, v) or (parse.relations[v] in ("amod", "acl") and parse.xpos[v] == "VBN"):
        return -1
    return v


def _list_of(parse: Parse, head: int) -> bool:
    return parse.upos[head] == "NOUN" and parse.xpos[head] == "NNS"


def _by_verb(parse: Parse, verb: int, role: str, start: int, *, buildings: bool, bare: bool) -> Measured | None:
    if verb < 0:
        return None
    base = role.partition(":")[0]
    if base not in ("nsubj", "obj", "csubj", "iobj", "xcomp", "ccomp", "conj", "dislocated", "parataxis", "obl", "acl", "dep"):
        return None
    if base == "obj" and start > verb:
        # an object behind the second of two verbs is the second's
        for c in parse.children[verb]:
            if verb < c < start and parse.relations[c] == "conj" and parse.upos[c] == "VERB" and parse.child(c, "obj") < 0 and parse.child(c, "nsubj") < 0:
                verb = c
    passive = role == "nsubj:pass" or (base == "nsubj" and _passive(parse, verb))
    if base == "nsubj" and not passive:
        part = "subject"
    elif base in ("nsubj", "obj", "iobj"):
        part = "object"
    else:
        return None
    found = _verb(parse, verb, part, buildings=buildings, bare=bare, depth=0)
    if found is None and role == "nsubj:pass" and parse.xpos[verb] == "VBD":
        found = _verb(parse, verb, "subject", buildings=buildings, bare=bare, depth=0)  # "refugees returned" has no passive
    if found is None or found.name in ("affected", "reached", "in_need"):
        # "were affected and evacuated": the more telling of two verbs with one subject
        for c in parse.children[verb]:
            if (
                parse.relations[c] == "conj"
                and base == "nsubj"
                and parse.child(c, "nsubj") < 0
                and parse.child(c, "obj") < 0
                and parse.upos[c] == parse.upos[verb]
            ):
                more = _verb(
                    parse,
                    c,
                    "object" if _passive(parse, c) or (part == "object" and parse.xpos[c] == "VBN") else "subject",
                    buildings=buildings,
                    bare=bare,
                    depth=0,
                )
                if more is not None and (found is None or more.name in _HARD or more.name == "displaced"):
                    return more
    return found


def _passive(parse: Parse, verb: int) -> bool:
    return parse.xpos[verb] == "VBN" and any(
        parse.relations[c] == "aux:pass" or (parse.lemmas[c] == "be" and parse.relations[c].startswith(("aux", "cop"))) for c in parse.children[verb]
    )


def _verb(parse: Parse, v: int, part: str, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What a verb says of its object or subject, by itself, with what stands beside it, or with the verb below it."""
    t = measures()
    lemma = parse.lemmas[v].lower()
    word = parse.lower[v]
    if buildings:
        name = t["buildings" if part == "object" else "buildings_subject"].get(lemma)
        if name:
            return Measured(name, v, 0.9)
        if lemma == "evacuate" and part == "object":
            return Measured("evacuated", v, 0.8)
    else:
        combined = _with_dependents(parse, v, lemma, part)
        if combined:
            return Measured(combined, v, 0.85)
        if (
            part == "subject"
            and parse.upos[v] in ("ADJ", "NOUN", "VERB")
            and word in t["states"]
            and (parse.upos[v] == "ADJ" or parse.xpos[v] == "VBN" or word == "missing")
        ):
            name = t["states"][word]
            if not name.startswith("buildings"):
                return Measured(name, v, 0.9)
        if part == "subject" and parse.upos[v] in ("NOUN", "ADJ", "VERB") and parse.child(v, "case") >= 0 and parse.lower[parse.child(v, "case")] == "among":
            name = t["strong"].get(lemma) or t["states"].get(word)
            if name and not name.startswith("buildings"):
                return Measured(name, v, 0.85)  # "two officers were among the dead"
        state = condition(parse, v) if part == "subject" and parse.upos[v] in ("NOUN", "PROPN") else None
        if state is not None:
            return Measured(state, v, 0.8)
        if lemma == "be" and part == "subject":
            return _below(parse, v, buildings=buildings, bare=bare, depth=depth)
        name = t[part].get(lemma)
        if (
            name
            and part == "subject"
            and lemma in ("shelter", "evacuate", "burn", "drown", "return")
            and parse.child(v, "obj") >= 0
            and lemma in ("shelter", "burn", "return")
            and parse.lemmas[parse.child(v, "obj")] not in measures()["time_words"]
        ):
            name = None  # "12 men returned fire"
        if name and not (bare and lemma in _SOFT_VERBS):
            if lemma in ("shoot", "lose"):
                return Measured(name, v, 0.6)
            if lemma == "flee" and _abroad(parse, v):
                name = "refugees"
            return Measured(name, v, 0.9)
    if lemma in t["transparent"] or parse.upos[v] == "ADJ":
        return _below(parse, v, buildings=buildings, bare=bare, depth=depth)
    return None


def _below(parse: Parse, v: int, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What the complement of "forced", "left", "had to", "were reported" says."""
    if depth > 3:
        return None
    t = measures()
    for c in parse.children[v]:
        base = parse.relations[c].partition(":")[0]
        if base in ("xcomp", "ccomp", "acl", "advcl", "dep", "obj", "obl", "nmod", "compound", "advmod") and c > v - 3:
            word = parse.lower[c]
            name = t["states"].get(word)
            if (
                name
                and (base in ("xcomp", "acl", "dep", "advmod", "ccomp") or word in ("hostage", "captive"))
                and name.startswith("buildings") == buildings
                and not _passive(parse, c)
            ):
                return Measured(name, c, 0.85)
            state = condition(parse, c) if base in ("obl", "xcomp", "nmod") and not buildings else None
            if state is not None:
                return Measured(state, c, 0.8)
            if base in ("xcomp", "ccomp", "advcl") and parse.upos[c] in ("VERB", "ADJ", "NOUN", "AUX"):
                own = parse.child(c, "nsubj")
                if own >= 0 and base != "xcomp" and parse.upos[own] != "PRON":
                    continue
                found = _verb(
                    parse,
                    c,
                    "object" if _passive(parse, c) or (parse.xpos[c] == "VBN" and base == "xcomp") else "subject",
                    buildings=buildings,
                    bare=bare,
                    depth=depth + 1,
                )
                if found:
                    return found
    return None


def _abroad(parse: Parse, v: int) -> bool:
    """Whether those who flee leave their country: "abroad", "across the border", "the country"."""
    return any(parse.lower[c] in ("abroad", "country", "border", "borders", "overseas") for c in parse.children[v])


def _with_dependents(parse: Parse, v: int, lemma: str, part: str) -> str | None:
    """Verbs that mean something with their object or complement: "lost their homes", "taken hostage", "in need of"."""
    combos: dict[str, str] | None = measures()["combinations"].get(f"{lemma} {part}")
    if combos is None:
        return None
    for c in parse.children[v]:
        if c == v or parse.relations[c].startswith(("nsubj", "aux", "punct", "mark")):
            continue
        name = combos.get(parse.lemmas[c].lower()) or combos.get(parse.lower[c])
        if name:
            return name
        if parse.relations[c].startswith(("obl", "obj", "xcomp", "nmod")):
            for g in parse.children[c]:
                name = combos.get(parse.lemmas[g].lower())
                if name and parse.relations[g].startswith(("nmod", "compound", "amod", "conj")):
                    return name
    return None


def _by_clause(parse: Parse, noun: int, *, buildings: bool) -> Measured | None:
    """What a participle or relative clause behind the noun says: "people displaced by floods", "families who fled"."""
    t = measures()
    found = None if buildings else _among(parse, noun)
    if found is not None:
        return found
    for c in parse.children[noun]:
        relation = parse.relations[c]
        inverted = relation == "acl" and parse.xpos[c] == "VBN" and parse.child(noun, "cop") >= 0  # "also killed were five guards"
        if (c < noun and not inverted) or relation.partition(":")[0] not in ("acl", "amod", "advcl", "xcomp", "nmod", "parataxis", "appos"):
            continue
        word = parse.lower[c]
        if relation == "acl:relcl":
            own = parse.child(c, "nsubj")
            if own >= 0 and parse.lower[own] not in ("who", "that", "which"):
                continue
            part = "object" if _passive(parse, c) or relation == "nsubj:pass" else "subject"
        elif parse.xpos[c] in ("VBN", "VBD"):
            part = "object"
        elif parse.xpos[c] == "VBG":
            part = "subject"
        elif word in t["states"] and t["states"][word].startswith("buildings") == buildings and relation.partition(":")[0] in ("acl", "amod"):
            return Measured(t["states"][word], c, 0.85)
        elif relation.startswith("nmod") and not buildings and (state := condition(parse, c)) is not None:
            return Measured(state, c, 0.85)
        else:
            continue
        found = _verb(parse, c, part, buildings=buildings, bare=False, depth=0)
        if found:
            return found
        if word in t["states"] and t["states"][word].startswith("buildings") == buildings:
            return Measured(t["states"][word], c, 0.85)
    nxt = noun + 1
    if nxt < len(parse) and parse.sentence[nxt] == parse.sentence[noun] and parse.lower[nxt] in t["states"] and parse.upos[nxt] in ("ADJ", "VERB"):
        # "12 people dead", "46,000 homes damaged": a headline's clause, however it was parsed
        if parse.heads[nxt] != nxt + 1 and parse.xpos[nxt] != "VBD" and t["states"][parse.lower[nxt]].startswith("buildings") == buildings:
            return Measured(t["states"][parse.lower[nxt]], nxt, 0.75)
    return None


def _among(parse: Parse, noun: int) -> Measured | None:
    """What "among the dead were 12 men and two women", "among those killed were five officers" say."""
    t = measures()
    while parse.relations[noun] == "conj" and parse.upos[parse.heads[noun]] in ("NOUN", "PROPN"):
        noun = parse.heads[noun]
    for c in (parse.heads[noun], *parse.children[noun]):
        case = parse.child(c, "case") if 0 <= c < noun else -1
        if case < 0 or parse.lower[case] != "among":
            continue
        for k in (c, *parse.children[c]):
            name = t["strong"].get(parse.lemmas[k].lower()) or t["states"].get(parse.lower[k])
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
    lemma = parse.lemmas[head].lower()
    case = parse.child(noun, "case")
    with_ = parse.lower[case] if case >= 0 else ""
    if with_ not in ("of", "to", "for", "'s", "'"):
        return None
    name = measures()["event_nouns"].get(lemma)
    if name is None or (with_ in ("to", "for") and name not in ("injured", "buildings_damaged")):
        return None
    if name.startswith("buildings") != buildings and name != "evacuated":
        return None
    return Measured(name, head, 0.9)


def _takes_lives(parse: Parse, noun: int, lemma: str) -> bool:
    verb, _ = governor(parse, noun)
    if lemma == "body":
        return True
    return verb >= 0 and parse.lemmas[verb].lower() in ("claim", "lose", "cost", "take", "loss", "end", "snuff")
