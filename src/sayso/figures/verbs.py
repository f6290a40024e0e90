"""What a verb says of those counted: the verb that a noun depends on, and what it makes of its subject or object."""

from typing import NamedTuple

from sayso.figures.counted import measures
from sayso.figures.states import condition
from sayso.text.parse import Parse

__all__ = ["HARD", "Measured", "governor", "passive", "says", "told_by_verb"]

# These outweigh whatever else is said of the same people: "killed 12 displaced people".
HARD = frozenset({"killed", "injured", "detained", "kidnapped", "evacuated", "rescued"})
_SOFT_VERBS = frozenset(
    "reach hit affect help hold leave serve face need lose suffer claim aid benefit see treat pull save seize catch cut stick pin strike shell require remain stay live total struggle depend rely house host drive remove transfer return admit".split()
)
_BADLY = frozenset("badly severely seriously slightly lightly partly".split())
_STAYING = frozenset({"remain", "stay", "lie"})
_KIN = frozenset("child kid son daughter baby brother sister sibling grandchild grandson granddaughter niece nephew relative parent".split())
_QUANTIFIERS = frozenset(
    "total number majority group crowd hundred dozen thousand million score estimate handful couple pair ten rest half quarter third series lot figure maximum minimum equivalent percent % kind type each both all some most many several none neither either".split()
)


class Measured(NamedTuple):
    """A measure as the tables name it, the verb or noun that it was read from (−1: the counted noun), and how sure that is."""

    name: str
    by: int
    sure: float


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
    behind = max(_verb_behind(parse, noun, start), _verb_next(parse, noun))
    if behind >= 0:
        return behind, "nsubj:pass" if passive(parse, behind) else "nsubj"
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
                    return c, "nsubj:pass" if passive(parse, c) else "nsubj"
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
    joined = parse.relations[v] == "amod" and parse.lower[v - 1] in (
        "and",
        ",",
        "but",
    )  # "killed 12 men and injured scores": no participle goes before a number
    if passive(parse, v) or (parse.relations[v] in ("amod", "acl") and parse.xpos[v] == "VBN" and not joined):
        return -1
    return v


def _verb_behind(parse: Parse, noun: int, start: int) -> int:
    """The finite verb right behind a noun that the parse hangs on a place before its number, or −1: "in the town of Homs two men died"."""
    if start < 1 or parse.upos[start - 1] != "PROPN" or parse.relations[noun].partition(":")[0] not in ("nmod", "flat", "compound", "conj"):
        return -1
    if parse.heads[noun] > noun or parse.sentence[start] != parse.sentence[start - 1] or parse.upos[noun] == "NUM":
        return -1
    k = noun + 1
    while k + 1 < len(parse) and parse.upos[k] in ("AUX", "ADV"):
        k += 1
    finite = k < len(parse) and parse.upos[k] == "VERB" and (parse.xpos[k] in ("VBD", "VBZ", "VBP") or (parse.xpos[k] == "VBN" and k > noun + 1))
    return k if finite and parse.child(k, "nsubj") < 0 and parse.sentence[k] == parse.sentence[noun] else -1


def _verb_next(parse: Parse, noun: int) -> int:
    """The verb right behind a number alone that the parse hangs on a verb of saying, or −1: "the agency says up to 900 have fled"."""
    if parse.upos[noun] != "NUM" or parse.heads[noun] > noun or parse.relations[noun].partition(":")[0] not in ("obj", "obl", "ccomp", "dep", "parataxis"):
        return -1
    k = noun + 1
    while k + 1 < len(parse) and parse.upos[k] in ("AUX", "ADV"):
        k += 1
    fits = k > noun + 1 and k < len(parse) and parse.upos[noun + 1] == "AUX" and parse.upos[k] == "VERB" and parse.sentence[k] == parse.sentence[noun]
    return k if fits and parse.child(k, "nsubj") < 0 else -1


def _list_of(parse: Parse, head: int) -> bool:
    return parse.upos[head] == "NOUN" and parse.xpos[head] == "NNS"


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


def passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is a passive one: "were killed"."""
    return parse.xpos[verb] == "VBN" and any(
        parse.relations[c] == "aux:pass" or (parse.lemmas[c] == "be" and parse.relations[c].startswith(("aux", "cop"))) for c in parse.children[verb]
    )


def says(parse: Parse, v: int, part: str, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
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
                and not passive(parse, c)
            ):
                return Measured(name, c, 0.85)
            state = condition(parse, c) if base in ("obl", "xcomp", "nmod") and not buildings else None
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
