"""The clause around a word, as the text that shows a claim of control or a commitment."""

from typing import Final

from sayso.text.parse import Parse
from sayso.types.reading import Span, Statement

__all__ = ["clause", "clause_head", "trimmed", "within"]

_OPENING: Final = frozenset(('"', "“", "«"))
_CLOSING: Final = frozenset(('"', "”", "»"))
_OUT: Final = frozenset(("parataxis", "discourse", "punct", "cc", "mark", "vocative"))


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
            base = parse.base_relations[c]
            if i == head and (base in _OUT or (base == "conj" and c > token and parse.upos[c] in ("VERB", "AUX"))):
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    return _quoted(parse, *trimmed(parse, first, last))


def trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """First and last token without the punctuation and conjunctions around them."""
    while first < last and (parse.upos[first] in ("PUNCT", "CCONJ") or (parse.lower[first] == "that" and parse.relations[first] == "mark")):
        first += 1
    while last > first and parse.upos[last] == "PUNCT" and parse.lower[last] not in _CLOSING:
        last -= 1
    return first, last


def _quoted(parse: Parse, first: int, last: int) -> Span:
    """The span with the quotation mark that closes what it opens, and without one that it does not open."""
    inside = sum(parse.lower[i] in _OPENING for i in range(first, last + 1))
    closed = sum(parse.lower[i] in _CLOSING - _OPENING for i in range(first, last + 1))
    straight = sum(parse.lower[i] == '"' for i in range(first, last + 1))
    following = parse.lower[last + 1 : last + 2]
    if following and following[0] in _CLOSING and (straight % 2 if following[0] == '"' else inside > closed + straight):
        last += 1
    elif parse.lower[last] in _CLOSING and (straight % 2 if parse.lower[last] == '"' else closed > inside - straight):
        last -= 1
    return parse.span(first, max(first, last))


def within(span: Span, said: Statement | None) -> Span:
    """The part of a clause that its statement's content holds: not "…, he said in Renk"."""
    if said is None:
        return span
    for c in said.content:
        start, end = max(c.start, span.start), min(c.end, span.end)
        if 2 * (end - start) > span.end - span.start:
            return Span(start, end)
    return span
