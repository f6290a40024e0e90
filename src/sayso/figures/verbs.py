"""What the verb that a counted noun depends on says of it, in the role that it has there."""

from typing import Final

from sayso.figures.governor import passive
from sayso.figures.senses import Measured, says
from sayso.text.parse import Parse

__all__ = ["HARD", "told_by_verb"]

# These outweigh whatever else is said of the same people: "killed 12 displaced people".
HARD: Final = frozenset({"killed", "injured", "detained", "kidnapped", "evacuated", "rescued"})
_KIN: Final = frozenset("child kid son daughter baby brother sister sibling grandchild grandson granddaughter niece nephew relative parent".split())


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
    if base == "obj" and 0 <= start < verb and _finite(parse, verb) and parse.child(verb, "nsubj") < 0:
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


def _finite(parse: Parse, verb: int) -> bool:
    """Whether a verb is finite, or the participle of a perfect: "fled", "have fled"; not "were driven out"."""
    if parse.xpos[verb] in ("VBP", "VBZ", "VBD"):
        return True
    return parse.xpos[verb] == "VBN" and not passive(parse, verb) and any(parse.lower[c] in ("has", "have", "had") for c in parse.children[verb])


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
