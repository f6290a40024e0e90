"""How words hang together: prepositions, what relative pronouns stand for, what modifies a noun, which verb lends it a subject."""

from functools import cache
from typing import Final

from sayso.entities.grammar import RELATIVE
from sayso.events.kinds import settlements
from sayso.events.lexicon import nouns
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["antecedent", "governor", "light", "listed", "modifiers", "phrases_of"]

_AWAY: Final = frozenset(("back", "out", "away", "off", "forward"))
"""Adverbs whose phrases are their verb's: "were pushed back from the town"."""


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of lists that the table of syntax keeps."""
    return frozenset(word for name in names for word in table("events/syntax")[name])


def phrases_of(parse: Parse, token: int) -> dict[str, int]:
    """The heads of the phrases that depend on a token, by preposition."""
    out: dict[str, int] = {}
    for above in (token, *(c for c in parse.children[token] if c > token and parse.lower[c] in _AWAY and parse.base_relations[c] in ("advmod", "compound"))):
        for c in parse.children[above]:
            if parse.base_relations[c] in ("obl", "nmod") and c != token:
                for k in parse.children[c]:
                    if parse.relations[k] == "case" and parse.xpos[k] != "POS":
                        out.setdefault(parse.lower[k], c)
    return out


def antecedent(parse: Parse, token: int) -> int:
    """What a relative pronoun stands for; any other token itself."""
    if parse.lower[token] in RELATIVE and parse.upos[token] in ("PRON", "DET", "SCONJ"):
        comma = token > 0 and parse.tokens[token - 1].text == ","
        for above in (token, *parse.ancestors(token)):
            if parse.relations[above] == "acl:relcl":
                head = parse.heads[above]
                named = token - 2 > head and comma and parse.upos[token - 2] == "PROPN"
                if named and parse.upos[head] == "NOUN" and parse.lemmas[head] in nouns("@attack").lemmas and parse.relations[token].startswith("nsubj"):
                    return token - 2  # "the attack on Chad, which has rejected …": Chad has
                if parse.relations[token] == "nsubj" and parse.lemmas[above] in listed("harming") and (deed := _deed_before(parse, head)) >= 0:
                    return deed
                return _noun_before(parse, token) if comma and _across(parse, head, token) else _undated(parse, head)
        if parse.lower[token] in ("which", "who", "whose") and comma:
            return _noun_before(parse, token)
        if token and parse.lower[token - 1] in ("and", "but") and (first := _first_relative(parse, token)) >= 0:
            return antecedent(parse, first)
    return token


def _deed_before(parse: Parse, head: int) -> int:
    """The attack that harmed somebody where the parse hangs the clause on the town: "the strike near the town of Ab which killed eight", or −1."""
    n = parse.name_at[head]
    if parse.low_lemmas[head] not in settlements() and (n < 0 or parse.names[n].kind not in ("LOC", "DATE")):
        return -1
    first, _ = parse.sentences[parse.sentence[head]]
    return next((i for i in range(head - 1, first, -1) if parse.upos[i] == "NOUN" and parse.lemmas[i] in nouns("@attack").lemmas), -1)


def _undated(parse: Parse, head: int) -> int:
    """What a clause is on that the parse hangs on a date: "the raid on 4 May which killed eight"."""
    n = parse.name_at[head]
    above = parse.heads[head]
    if n < 0 or parse.names[n].kind != "DATE" or above < 0:
        return head
    done = parse.child(above, "obj") if parse.upos[above] == "VERB" else above
    return done if done >= 0 else head


def _across(parse: Parse, head: int, token: int) -> bool:
    """Whether the parse hangs a relative clause on a noun of another clause: "five died, said the ministry, which blamed the rebels"."""
    clause = parse.heads[head]
    between = clause if 0 <= clause < token and parse.relations[head].startswith("nsubj") else -1
    return between > head and any(parse.relations[i].startswith("nsubj") and parse.heads[i] in parse.ancestors(head) for i in range(between + 1, token))


def _first_relative(parse: Parse, token: int) -> int:
    """The pronoun of the relative clause that one behind "and" goes on, wherever the parse hangs that: "guerrillas who withdrew and who
    have come back", or −1."""
    first, _ = parse.sentences[parse.sentence[token]]
    before = (i for i in range(token - 2, first, -1) if parse.lower[i] == parse.lower[token] and parse.relations[i].startswith("nsubj"))
    return next((i for i in before if parse.relations[parse.heads[i]] == "acl:relcl"), -1)


def _noun_before(parse: Parse, token: int) -> int:
    """The head of the noun phrase that ends before a relative pronoun, where the parse hangs the clause elsewhere."""
    here = next((i for i in range(token - 1, max(-1, token - 8), -1) if parse.upos[i] in ("NOUN", "PROPN")), token)
    for _ in range(4):
        above = parse.heads[here]
        if parse.base_relations[here] not in ("nmod", "flat", "compound", "appos") or not 0 <= above < token:
            break
        here = above
    return here


def modifiers(parse: Parse, token: int) -> list[int]:
    """Adjectives, compound parts and possessors that stand before a noun."""
    return [c for c in parse.children[token] if c < token and parse.base_relations[c] in ("amod", "compound", "nmod", "nummod", "flat")]


def light(parse: Parse, noun: int) -> int:
    """The verb that lends a noun its subject ("carried out an attack", "held talks"), or −1."""
    head = parse.heads[noun]
    relation = parse.base_relations[noun]
    if relation == "conj" and head >= 0:
        return light(parse, head) if parse.upos[head] == "NOUN" else -1
    if head >= 0 and relation == "obj" and parse.lower[head] == "known" and parse.relations[head] == "xcomp" and parse.lemmas[parse.heads[head]] == "make":
        return parse.heads[head]  # "made known the capture of the town"
    if relation == "obj" and parse.lemmas[head] == "make" and parse.lower[parse.child(head, "xcomp")] == "known" and parse.child(head, "xcomp") >= 0:
        return head  # the same, with the noun hung on the verb
    if head >= 0 and relation in ("obj", "nsubj") and parse.lemmas[head] in listed("light"):
        passive = parse.relations[noun] == "nsubj:pass"
        if parse.lemmas[head] in ("make", "keep", "have") and parse.child(head, "xcomp") >= 0:
            return -1  # "would make an offensive more difficult"
        if relation == "obj" or passive or parse.child(head, "obl:agent") >= 0:
            return head
    if (
        head >= 0
        and relation in ("obl", "nmod")
        and parse.lemmas[head] in listed("light_obl")
        and parse.prepositions[noun] in ("in", "with", "to", "on", "into")
    ):
        return head
    if head >= 0 and relation == "obl" and parse.lemmas[head] in listed("travel"):
        bound = ("for", "to") if parse.lemmas[noun] in listed("talks") else ("for",)
        return head if parse.prepositions[noun] in bound else -1
    return -1


def governor(parse: Parse, token: int) -> int:
    """The word above a token, coordination seen through, or −1."""
    for _ in range(4):
        if parse.relations[token] != "conj":
            break
        token = parse.heads[token]
    return parse.heads[token]
