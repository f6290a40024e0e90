"""Words that make a claim of control: verbs, nouns and adjectives that say who holds, takes, besieges or loses a place."""

from collections.abc import Iterator

from sayso.entities import Entities
from sayso.events.areas import is_place
from sayso.events.arguments import arguments
from sayso.events.attributes import adjective, hyphened
from sayso.events.claim import Claim, control_words
from sayso.events.fought_over import fought_for
from sayso.events.parties import Parties
from sayso.events.ruled import control_noun, in_hands
from sayso.events.sieges import siege
from sayso.events.takings import taking, takings
from sayso.events.towns import fallen_too
from sayso.events.turns import changed_hands, cleared
from sayso.events.verbal import by_verb
from sayso.text.parse import Parse

__all__ = ["claims"]


def claims(parse: Parse, parties: Parties, entities: Entities) -> Iterator[Claim]:
    """The claims of control of a text, in order, whatever their modality; what one of them shows to be a town is one in those that follow."""
    for claim in _claims(parse, parties, entities):
        n = parse.name_at[claim.place]
        if n >= 0:
            parties.towns.add(parse.words(parse.names[n].first, parse.names[n].last))
        yield claim


def _claims(parse: Parse, parties: Parties, entities: Entities) -> Iterator[Claim]:
    for i, kind in enumerate(parse.upos):
        if kind == "VERB" or (kind == "ADJ" and parse.child(i, "aux:pass") >= 0):  # "is semi-encircled"
            yield from _of_verb(parse, parties, entities, i)
        elif kind == "NOUN":
            yield from _of_noun(parse, parties, entities, i)
        elif (kind == "ADJ" or parse.xpos[i] == "JJ") and (claim := adjective(parse, parties, entities, i)) is not None:
            yield claim


def _of_verb(parse: Parse, parties: Parties, entities: Entities, i: int) -> Iterator[Claim]:
    """The claims of a verb, with the towns that fell with the one that it names."""
    claim = hyphened(parse, parties, entities, i)
    if claim is None and (claim := by_verb(parse, parties, entities, i)) is not None:
        yield claim
        if claim.token == i and claim.status in ("captured", "recaptured", "lost"):
            for town in fallen_too(parse, parties, entities, i, parse.prepositions[claim.place]):
                yield Claim(town, town, claim.holder, claim.status)
        return
    claim = claim or _of_other_verb(parse, parties, entities, i)
    if claim is not None:
        yield claim


def _of_other_verb(parse: Parse, parties: Parties, entities: Entities, i: int) -> Claim | None:
    """The claim of a verb that tells of control only with what stands beside it, or as an adjective or noun."""
    lemma = parse.lemmas[i]
    if lemma in ("change", "clear"):
        return changed_hands(parse, parties, entities, i) or cleared(parse, parties, entities, i)
    if parse.xpos[i] == "JJ" and (claim := adjective(parse, parties, entities, i)) is not None:
        return claim
    if lemma == "fight" and parse.xpos[i] == "VBG":
        return fought_for(parse, parties, entities, i)
    return _classified(parse, parties, entities, i) if lemma in control_words("classing") else None


def _of_noun(parse: Parse, parties: Parties, entities: Entities, i: int) -> Iterator[Claim]:
    """The claims of a noun of control, siege, taking or fighting."""
    lemma = parse.lemmas[i]
    if (lemma in control_words("control_nouns") or parse.lower[i] == "masters") and (lemma != "grip" or parse.prepositions[i] != "in"):
        claim = control_noun(parse, parties, entities, i)
    elif (parse.lower[i] == "hands" or lemma in ("grip", "power", "clutch")) and any(parse.lower[c] in ("in", "into") for c in parse.children[i]):
        claim = in_hands(parse, parties, entities, i)
        if claim is not None:
            yield claim
            for town in fallen_too(parse, parties, entities, claim.token) if claim.status == "captured" else ():
                yield Claim(town, town, claim.holder, claim.status)
        return
    elif lemma in ("siege", "blockade", "encirclement"):
        claim = siege(parse, parties, entities, i)
    elif lemma in takings():
        claim = taking(parse, parties, entities, i)
    elif lemma in control_words("fighting_nouns") or (lemma == "fight" and parse.xpos[i] == "VBG"):
        claim = fought_for(parse, parties, entities, i)
    else:
        return
    if claim is not None:
        yield claim


def _classified(parse: Parse, parties: Parties, entities: Entities, verb: int) -> Claim | None:
    """Read "is now being classed as a disputed area"."""
    found = arguments(parse, verb)
    if found.patient < 0 or not is_place(parse, parties, entities, found.patient):
        return None
    first, last = parse.subtree(verb)
    if any(parse.lower[k] in control_words("contested_words") for k in range(max(first, verb), last + 1)):
        return Claim(verb, found.patient, None, "contested")
    return None
