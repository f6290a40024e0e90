"""Which triggers say the same twice: of a verb and its noun, a deed and what it is for, one is kept."""

from sayso.events.kinds import munitions
from sayso.events.phrases import light
from sayso.events.trigger import Trigger
from sayso.text.parse import Parse

__all__ = ["settled"]


def settled(parse: Parse, found: list[Trigger]) -> list[Trigger]:
    """Triggers without those that say the same twice: a verb that only lends its noun a subject ("held talks"), a noun that
    its verb's own sense takes in ("rejected the offer of talks" keeps both, "declared a ceasefire" is one)."""
    at = {t.head: t for t in found}
    gone: set[int] = set()
    for t in found:
        if t.entry.type == "REJECT" and (claim := at.get(t.arguments.patient)) is not None and claim.entry.type == "ACCUSE":
            gone.add(claim.head)  # "rejected the accusation"
        if "obj" not in t.entry.guards or t.head == t.first == t.arguments.patient:
            continue
        patient = t.arguments.patient
        noun = at.get(patient)
        if noun is None or noun.head == t.head or parse.low_lemmas[patient] not in t.entry.guards["obj"].lemmas:
            continue
        same = noun.entry.type == t.entry.type
        if (same or t.entry.type == "MOBILIZE") and (light(parse, patient) == t.head or parse.heads[t.head] == patient):
            gone.add(t.head)
            if noun.entry.mode is None and same:
                at[patient] = noun._replace(entry=noun.entry._replace(mode=t.entry.mode))
        elif same or t.entry.type in ("YIELD", "SANCTION") or (noun.entry.mode == "ceasefire" and t.entry.type in ("CONSULT", "AGREE")):
            gone.add(patient)  # "called off the strike" is one event, "welcomed the release" two
    for t in found:
        doing = at.get(parse.heads[t.head])
        if t.entry.mode == "explosives" and parse.lemmas[t.head] in munitions() and doing is not None and doing.entry.type == "ASSAULT":
            gone.add(t.head)  # "a roadside bomb killed two": what it did
        if t.entry.type == "CONSULT" and (aside := parse.heads[t.head]) >= 0 and parse.lower[aside] == "sidelines" and _is_type(at, parse, aside, "CONSULT"):
            gone.add(t.head)  # "met on the sidelines of the summit": what they did there
        whole = at.get(parse.heads[t.head])
        if whole is not None and whole.head != t.head and whole.entry.type == t.entry.type and _one_deed(parse, t.head, whole.head):
            gone.add(t.head)
        # "an operation to evacuate them" is one event, the evacuation
        if parse.relations[t.head] in ("acl", "advcl") and parse.xpos[t.head] == "VB":
            above = parse.heads[t.head]
            for token in (above, parse.child(above, "obj")):
                outer = at.get(token)
                if outer is not None and outer.head != t.head and outer.entry.type == t.entry.type and parse.upos[outer.head] == "NOUN":
                    # "an offensive to retake the town" is under way, the retaking is what it is for
                    gone.add(t.head if t.entry.type == "ASSAULT" else outer.head)
    return [at[t.head] for t in found if t.head not in gone]


def _is_type(at: dict[int, Trigger], parse: Parse, token: int, kind: str) -> bool:
    """Whether a phrase hangs, or is hung by the parse, on an event of a type."""
    above = at.get(parse.heads[token])
    return above is not None and above.entry.type == kind


def _one_deed(parse: Parse, inner: int, outer: int) -> bool:
    """Whether two nouns tell of one deed: "the detonation of two car bombs"."""
    return parse.upos[inner] == "NOUN" and parse.upos[outer] == "NOUN" and parse.relations[inner] == "nmod" and parse.prepositions[inner] == "of"
