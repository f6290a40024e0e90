"""The clause around a word, as the text that shows a claim of control or a commitment."""

from sayso.text.parse import Parse
from sayso.types.reading import Span

__all__ = ["clause", "clause_head"]

_OUT = frozenset(("parataxis", "discourse", "punct", "cc", "mark", "vocative"))


def clause_head(parse: Parse, token: int) -> int:
    """The predicate of the clause that a word stands in: "was able to recapture areas" gives "able" for "recapture".

    A bare infinitive belongs to the clause of what governs it; a participle or clause on a noun ends the climb.
    """
    here = token
    for _ in range(8):
        relation, above = parse.relations[here], parse.heads[here]
        base = relation.partition(":")[0]
        if above < 0 or base in ("ccomp", "advcl", "parataxis", "csubj", "root") or relation == "acl:relcl":
            break
        if base == "acl" and parse.upos[here] == "VERB":
            break
        if base == "conj" and parse.upos[here] == "VERB":
            break
        here = above
    return here


def clause(parse: Parse, token: int) -> Span:
    """The clause that a word stands in, without "that" before it, other clauses coordinated with it, and what is put in
    between ("…, he said")."""
    head = clause_head(parse, token)
    first = last = head
    stack = [head]
    while stack:
        i = stack.pop()
        for c in parse.children[i]:
            base = parse.relations[c].partition(":")[0]
            if i == head and (base in _OUT or (base == "conj" and c > token and parse.upos[c] in ("VERB", "AUX"))):
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    while first < last and (parse.upos[first] in ("PUNCT", "CCONJ") or (parse.lower[first] == "that" and parse.relations[first] == "mark")):
        first += 1
    while last > first and parse.upos[last] == "PUNCT":
        last -= 1
    return parse.span(first, last)
