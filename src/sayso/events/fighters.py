"""Whether those who take, leave or lose a place are fighters: by what they are called, by whom a pronoun stands for, as a group of the report."""

from sayso.entities import Entities
from sayso.events.claim import control_words
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.parties import Parties
from sayso.text.parse import Parse

__all__ = ["armed_group", "fighting", "followers"]


def armed_group(parse: Parse, entities: Entities, token: int) -> bool:
    """Whether a pronoun stands for fighters ("the rebels confirmed that they had left the town", "our friends are holding it"), or a name is that of
    a group which the encoder takes for a person: "Al-Shabaab still holds it"."""
    n = parse.name_at[token]
    if n >= 0 and parse.names[n].kind == "PER":
        named = entities.at[token]
        return named is not None and entities.get(named).kind == "group"
    owner = parse.child(token, "nmod:poss")
    if owner >= 0 and parse.lower[owner] in ("our", "his", "their"):
        return parse.lemmas[token] in ("side", "friend", "brother", "comrade", "ally")
    found = entities.at[token] if parse.upos[token] == "PRON" else None
    if found is None or entities.get(found).kind == "person":
        return False
    heads = (parse.tokens_in(a, b)[1] for a, b in entities.get(found).mentions[:3])
    return any(matches(parse, i, nouns("@armed|@force|@rebel")) for i in heads)


def fighting(parse: Parse, parties: Parties, entities: Entities, token: int) -> bool:
    """Whether those who are driven from a place are fighters: by what they are called, or as a group that the report names."""
    if matches(parse, token, nouns("@force|@armed")) or (parse.low_lemmas[token] in control_words("holders") and parse.upos[token] == "NOUN"):
        return True
    found = entities.at[token]
    return found is not None and parse.name_at[token] >= 0 and token not in parties.places and entities.get(found).kind == "group"


def followers(parse: Parse, token: int) -> bool:
    """Whether somebody's men are meant: "his men overran the camp"."""
    owner = parse.child(token, "nmod:poss")
    return parse.lemmas[token] == "man" and parse.xpos[token] == "NNS" and owner >= 0 and parse.upos[owner] == "PRON"
