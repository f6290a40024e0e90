"""What a verb says of those counted: the verb that a noun depends on, and what it makes of its subject or object."""

from typing import NamedTuple

from sayso.figures.counted import measures
from sayso.figures.governor import passive
from sayso.figures.phrasal import phrasal
from sayso.figures.states import building_condition, condition, gets_aid, ill_with, with_wounds
from sayso.text.parse import Parse

__all__ = ["HARD", "Measured", "says", "told_by_verb"]

# These outweigh whatever else is said of the same people: "killed 12 displaced people".
HARD = frozenset({"killed", "injured", "detained", "kidnapped", "evacuated", "rescued"})
_SOFT_VERBS = frozenset(
    "reach hit affect help hold leave serve face need lose suffer claim aid benefit see treat pull save seize catch cut stick pin strike shell require remain stay live total struggle depend rely house host drive remove transfer return admit".split()
)
_BADLY = frozenset("badly severely seriously slightly lightly partly".split())
_POLICE = frozenset("police guard patrol officer policeman service gendarme agent authority force".split())
_STAYING = frozenset({"remain", "stay", "lie"})
_KIN = frozenset("child kid son daughter baby brother sister sibling grandchild grandson granddaughter niece nephew relative parent".split())


class Measured(NamedTuple):
    """A measure as the tables name it, the verb or noun that it was read from (−1: the counted noun), and how sure that is."""

    name: str
    by: int
    sure: float


def told_by_verb(parse: Parse, verb: int, role: str, start: int, *, buildings: bool, bare: bool) -> Measured | None:
    """What the verb that a noun depends on says of those counted in the role ``role``; None where it says nothing of the kind.

    Args:
        start: The first token of number and bounds.
        bare: Whether only verbs count that people alone can be the object of.
    """
    if verb < 0:
        return None
    base = role.partition(":")[0]
    if base == "obl" and _taken_along(parse, verb, start):
        role = base = "nsubj"  # "fled with her three children"
    if base not in ("nsubj", "obj", "csubj", "iobj", "xcomp", "ccomp", "conj", "dislocated", "parataxis", "obl", "acl", "dep"):
        return None
    if base == "obj" and start > verb:
        # an object behind the second of two verbs is the second's
        for c in parse.children[verb]:
            if verb < c < start and parse.relations[c] == "conj" and parse.upos[c] == "VERB" and parse.child(c, "obj") < 0 and parse.child(c, "nsubj") < 0:
                verb = c
    if base == "obj" and 0 <= start < verb and parse.xpos[verb] in ("VBP", "VBZ", "VBD") and parse.child(verb, "nsubj") < 0:
        role = base = "nsubj"  # what stands before a finite verb that has no other subject, whatever the parse calls it
    undergoes = role == "nsubj:pass" or (base == "nsubj" and passive(parse, verb))
    if base == "nsubj" and not undergoes:
        part = "subject"
    elif base in ("nsubj", "obj", "iobj"):
        part = "object"
    else:
        return None
    found = says(parse, verb, part, buildings=buildings, bare=bare, depth=0)
    if found is None and role == "nsubj:pass" and parse.xpos[verb] == "VBD":
        found = says(parse, verb, "subject", buildings=buildings, bare=bare, depth=0)  # "refugees returned" has no passive
    if found is not None and found.name == "killed" and parse.lemmas[verb] in ("shoot", "bomb"):
        wounded = next(
            (c for c in parse.children[verb] if parse.relations[c] == "conj" and parse.lemmas[c] in ("wound", "injure") and parse.child(c, "obj") < 0), -1
        )
        if wounded >= 0:
            return Measured("injured", wounded, 0.85)  # "were shot and wounded"
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
                more = says(
                    parse,
                    c,
                    "object" if passive(parse, c) or (part == "object" and parse.xpos[c] == "VBN") else "subject",
                    buildings=buildings,
                    bare=bare,
                    depth=0,
                )
                if more is not None and (found is None or more.name in HARD or more.name == "displaced"):
                    return more
    return found


def _taken_along(parse: Parse, verb: int, start: int) -> bool:
    """Whether those counted are the children or the like of the subject, who is with them: "fled with her three children"."""
    own = start - 1
    return (
        own > 0
        and parse.lower[own] in ("her", "his", "their", "my", "our")
        and parse.lower[own - 1] == "with"
        and parse.lemmas[verb] in ("flee", "leave", "escape", "die", "return", "drown")
        and any(parse.lemmas[k] in _KIN for k in range(start, min(start + 4, len(parse))))
    )


def says(parse: Parse, v: int, part: str, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What a verb says of its object or subject, by itself, with what stands beside it, or with the verb below it."""
    t = measures()
    lemma = parse.low_lemmas[v]
    word = parse.lower[v]
    if buildings:
        role = "buildings" if part == "object" else "buildings_subject"
        name = phrasal(parse, v, role) or _with_dependents(parse, v, lemma, role) or t[role].get(lemma)
        if name is None and part == "subject":
            name = building_condition(parse, v)
        if name:
            return Measured(name, v, 0.9)
        if lemma == "evacuate" and part == "object":
            return Measured("evacuated", v, 0.8)
    else:
        combined = _with_dependents(parse, v, lemma, part)
        if combined:
            return Measured(combined, v, 0.85)
        if lemma == "pick" and part == "object" and (who := parse.child(v, "nsubj")) >= 0 and parse.low_lemmas[who] in _POLICE:
            return Measured("detained", v, 0.8)
        if not (bare and part == "object") and (moved := phrasal(parse, v, part)) is not None:
            return Measured(moved, v, 0.85)
        if (hurt := with_wounds(parse, v)) >= 0 and lemma not in ("die", "kill"):
            return Measured("injured", hurt, 0.8)
        if part == "subject" and ill_with(parse, v):
            return Measured("affected", v, 0.85)
        if part == "subject" and gets_aid(parse, v):
            return Measured("reached", v, 0.85)
        if part == "object" and any(parse.lemmas[c] == "safety" and parse.relations[c].startswith("obl") for c in parse.children[v]):
            return Measured("evacuated", v, 0.85)  # "were led to safety"
        denied = any(parse.lower[c] in ("not", "n't") for c in parse.children[v])
        if lemma == "hear" and part == "object" and denied:
            return Measured("missing", v, 0.8)  # "have not been heard from"
        if lemma == "leave" and part == "subject" and denied and any(parse.lemmas[c] == "can" for c in parse.children[v]):
            return Measured("trapped", v, 0.8)  # "cannot leave the valley"
        if lemma == "strike" and part == "object" and (ill := parse.child(v, "nsubj")) >= 0 and parse.lower[ill] in t["diseases"]:
            return Measured("affected", v, 0.85)
        if lemma == "survive" and part == "subject" and any(parse.lower[c] in ("not", "n't") for c in parse.children[v]):
            return Measured("killed", v, 0.8)
        if lemma == "claim" and part == "object" and not _by_a_thing(parse, v):
            return None  # "the militia claims 10,000 members"
        if lemma == "leave" and part == "object" and passive(parse, v) and _somewhere(parse, v):
            return Measured("remaining", v, 0.8)  # "only 2,000 are left in the town"
        if (
            part == "subject"
            and parse.upos[v] in ("ADJ", "NOUN", "VERB")
            and word in t["states"]
            and (parse.upos[v] == "ADJ" or parse.xpos[v] == "VBN" or word == "missing")
            and parse.child(v, "obj") < 0  # "have lost their jobs"
        ):
            name = t["states"][word]
            if not name.startswith("buildings"):
                return Measured(name, v, 0.9)
        among = parse.child(v, "case") if part == "subject" else -1
        if among >= 0 and parse.lower[among] == "among" and parse.upos[v] in ("NOUN", "ADJ", "VERB", "PRON", "DET"):
            kind = next((c for c in parse.children[v] if parse.relations[c] == "acl" and c == v + 1), v)  # "among those killed"
            name = t["strong"].get(lemma) or t["states"].get(parse.lower[kind])
            if name and not name.startswith("buildings"):
                return Measured(name, kind, 0.85)  # "two officers were among the dead"
        state = condition(parse, v) if part == "subject" and parse.upos[v] in ("NOUN", "PROPN") else None
        if state is not None:
            return Measured(state, v, 0.8)
        if lemma == "be" and part == "subject":
            return _below(parse, v, buildings=buildings, bare=bare, depth=depth)
        if (
            lemma in _STAYING
            and part == "subject"
            and v + 1 < len(parse)
            and (state := t["states"].get(parse.lower[v + 1]))
            and not state.startswith("buildings")
        ):
            return Measured(state, v + 1, 0.85)  # "remain marooned", "remain missing"
        name = t[part].get(lemma)
        if lemma == "burn" and any(parse.lower[c] in _BADLY for c in parse.children[v]):
            name = "injured"  # "badly burned"
        if lemma == "treat" and name and any(parse.lower[c] in t["diseases"] for c in parse.children[v] if parse.relations[c].startswith("obl")):
            return Measured("affected", v, 0.8)  # "treated 120 children for malnutrition"
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
        if part == "object" and word in ("unaccounted", "disappeared"):
            return Measured("missing", v, 0.85)
    if lemma in t["transparent"] or parse.upos[v] == "ADJ":
        return _below(parse, v, buildings=buildings, bare=bare, depth=depth)
    return None


def _by_a_thing(parse: Parse, verb: int) -> bool:
    """Whether what a verb tells of was done by no person and no group of them: "the blast claimed 12 victims"."""
    who = parse.child(verb, "nsubj")
    if who < 0:
        return True
    named = parse.upos[who] in ("PROPN", "PRON") or parse.name_at[who] >= 0
    return not named and measures()["things"].get(parse.low_lemmas[who]) not in ("person", "group", "troops")


def _somewhere(parse: Parse, verb: int) -> bool:
    """Whether a place hangs on a verb: "in the town", "there"."""
    for c in parse.children[verb]:
        if parse.lower[c] in ("there", "inside", "behind") or (
            parse.case(c) in ("in", "inside", "at")
            and ((parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "LOC") or parse.low_lemmas[c] in measures()["settlements"])
        ):
            return True
    return False


def _below(parse: Parse, v: int, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What the complement of "forced", "left", "had to", "were reported" says."""
    if depth > 3:
        return None
    t = measures()
    for c in parse.children[v]:
        base = parse.base_relations[c]
        if base in ("xcomp", "ccomp", "acl", "advcl", "dep", "obj", "obl", "nmod", "compound", "advmod") and c > v - 3:
            word = parse.lower[c]
            name = t["states"].get(word)
            if (
                name
                and (base in ("xcomp", "acl", "dep", "advmod", "ccomp") or word in ("hostage", "captive"))
                and name.startswith("buildings") == buildings
                and not passive(parse, c)
            ):
                return Measured(name, c, 0.85)
            state = (building_condition if buildings else condition)(parse, c) if base in ("obl", "xcomp", "nmod") else None
            if state is not None:
                return Measured(state, c, 0.8)
            if base in ("xcomp", "ccomp", "advcl") and parse.upos[c] in ("VERB", "ADJ", "NOUN", "AUX"):
                own = parse.child(c, "nsubj")
                if own >= 0 and base != "xcomp" and parse.upos[own] != "PRON":
                    continue
                found = says(
                    parse,
                    c,
                    "object" if passive(parse, c) or (parse.xpos[c] == "VBN" and base == "xcomp" and not _perfect(parse, c)) else "subject",
                    buildings=buildings,
                    bare=bare,
                    depth=depth + 1,
                )
                if found:
                    return found
    return None


def _perfect(parse: Parse, verb: int) -> bool:
    """Whether a participle is that of a perfect: "are said to have died"."""
    return any(parse.relations[c] == "aux" and parse.lemmas[c] == "have" for c in parse.children[verb])


def _abroad(parse: Parse, v: int) -> bool:
    """Whether those who flee leave their country: "abroad", "across the border", "the country"."""
    return any(parse.lower[c] in ("abroad", "country", "border", "borders", "overseas") for c in parse.children[v])


def _with_dependents(parse: Parse, v: int, lemma: str, part: str) -> str | None:
    """Verbs that mean something with their object or complement: "lost their homes", "taken hostage", "in need of"."""
    denied = "not " if any(parse.lower[c] in ("not", "n't", "never", "no") for c in parse.children[v]) else ""
    table = measures()["combinations"]
    combos: dict[str, str] | None = table.get(f"{denied}{lemma} {part}") or table.get(f"{lemma} {part}")
    if combos is None:
        return None
    for c in parse.children[v]:
        if c == v or parse.relations[c].startswith(("nsubj", "aux", "punct", "mark")):
            continue
        name = combos.get(parse.low_lemmas[c]) or combos.get(parse.lower[c])
        if name:
            return name
        if parse.relations[c].startswith(("obl", "obj", "xcomp", "nmod")):
            for g in parse.children[c]:
                name = combos.get(parse.low_lemmas[g])
                if name and parse.relations[g].startswith(("nmod", "compound", "amod", "conj")):
                    return name
    return None
