"""What grammar says of a pronoun: whose clause it stands in, what part it plays there, and whom it cannot mean."""

from collections.abc import Sequence
from typing import Final

from sayso.entities.draft import Mention
from sayso.text.parse import Parse

__all__ = ["REFLEXIVE", "RELATIVE", "ahead", "barred", "clauses", "forbidden", "part", "subject_of"]

REFLEXIVE: Final = frozenset(("himself", "herself", "itself", "themselves"))
RELATIVE: Final = frozenset(("who", "which", "that", "whom", "whose"))
"""Pronouns of relative clauses."""

_PARTS: Final = {
    "nsubj": "subject", "csubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "modifier", "compound": "modifier",
    "vocative": "beside", "parataxis": "alone", "root": "alone",
}  # fmt: skip


def part(parse: Parse, i: int) -> str:
    """The part that a phrase plays, by its head: subject, passive, object, oblique, owner, modifier, beside, alone, other.

    Of "Ann Lee and Jon Berg" both play the part of the first, of "its commander, Ann Lee," so do both.
    """
    full = parse.relations[i]
    seen = 0
    while full in ("conj", "appos") and parse.heads[i] >= 0 and seen < 4:
        i, seen = parse.heads[i], seen + 1
        full = parse.relations[i]
    if full == "nmod:poss":
        return "owner"
    if full == "nsubj:pass":
        return "passive"
    return _PARTS.get(full.partition(":")[0], "other")


def clauses(parse: Parse, token: int) -> list[int]:
    """The heads of the clauses that a token stands in, the nearest first."""
    return [a for a in parse.ancestors(token) if parse.upos[a] in ("VERB", "AUX", "ADJ", "NOUN") and (parse.heads[a] < 0 or _heads_clause(parse, a))]


_BESIDE: Final = ("nmod", "acl")
"""What is said of a name without saying who it is."""


def _heads_clause(parse: Parse, i: int) -> bool:
    return parse.upos[i] in ("VERB", "AUX") or parse.base_relations[i] in ("ccomp", "advcl", "acl", "xcomp", "parataxis", "csubj")


def subject_of(parse: Parse, verb: int) -> int:
    """The token of who does what a verb says, where it has no subject of its own too: "bandaged Bass and left" is left by who
    bandaged, "asked Berg to go" goes Berg, "the man who left" left the man; −1 for none."""
    for _ in range(6):
        own = parse.child(verb, "nsubj")
        relation, above = parse.relations[verb], parse.heads[verb]
        if own >= 0 and not (parse.lower[own] in RELATIVE and relation == "acl:relcl"):
            return own
        kind = relation.partition(":")[0]
        if above < 0:
            return -1
        if kind == "acl":
            return above
        if kind == "xcomp":
            asked = parse.child(above, "obj", "iobj")
            if asked >= 0 and asked < verb:
                return asked
        elif kind not in ("conj", "advcl"):
            return -1
        verb = above
    return -1


def ahead(parse: Parse, above: Sequence[int], token: int) -> int:
    """The subject behind the pronoun of a clause that the pronoun's phrase opens: "In his first speech, Lee said"; −1 for none."""
    for v in above:
        for c in parse.children[v]:
            if parse.base_relations[c] == "nsubj":
                return c if c > token and v > token else -1
    return -1


def forbidden(parse: Parse, token: int) -> tuple[int, ...]:
    """Tokens whose entity a pronoun cannot mean: the other parts of its own verb, said or understood. "Lavrov told him",
    "He found Berg and left him"."""
    if parse.relations[token] == "nmod:poss" or parse.lower[token] in REFLEXIVE or not _argument(parse, token):
        return ()
    verb = parse.heads[token]
    if verb < 0:
        return ()
    others = [c for c in parse.children[verb] if c != token and _argument(parse, c)]
    doer = subject_of(parse, verb)
    return (*others, doer) if doer >= 0 and doer != token else tuple(others)


def barred(parse: Parse, m: Mention, token: int) -> bool:
    """Whether a mention is built so that a pronoun in or beside it cannot mean it: "his brother John", "the man and his son" inside one name."""
    if m.first <= token <= m.last:
        return True
    if parse.relations[token] != "nmod:poss":
        return False
    below = token
    for a in parse.ancestors(token):
        if a == m.head:
            # in "Lee with her mother" the mother may be Lee's; "Lee, her mother," is not her own
            beside = m.form == "name" and m.last < token and parse.relations[below] in _BESIDE
            return not beside and not _conjoined(parse, token, m.head)
        if parse.upos[a] == "VERB" or parse.relations[a] == "acl:relcl":
            break
        below = a
    # "his spokesman Peskov": the name in apposition to what is possessed
    return parse.heads[token] == parse.heads[m.head] and parse.relations[m.head] in ("appos", "flat", "nmod:desc")


def _conjoined(parse: Parse, token: int, head: int) -> bool:
    """Whether a token stands in what is joined to a noun by "and": "Vario and members of his crew"."""
    i = token
    for a in parse.ancestors(token):
        if a == head:
            return parse.relations[i] == "conj" and i > head
        i = a
    return False


def _argument(parse: Parse, i: int) -> bool:
    return parse.base_relations[i] in ("nsubj", "obj", "iobj", "obl")
