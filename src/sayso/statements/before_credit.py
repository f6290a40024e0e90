"""The clauses that stand before a credit in passing ("Rain fell, the mayor said"), of which the encoder often marks the last alone."""

from collections.abc import Container
from typing import Final

from sayso.statements.cues import is_cue
from sayso.statements.lists import of_cues
from sayso.statements.syntax import CITE, Tokens, has_finite, has_predicate, quoted_verb
from sayso.text.parse import Parse

__all__ = ["clauses_before", "fronted"]

_STOPS: Final = frozenset((":", "--"))
_ENDS: Final = _STOPS | {".", "!", "?"}
_CREDITS: Final = 5
"""Tokens between a content and a credit that the encoder leaves to neither: of "eyewitnesses and a source said" it may find the source alone."""


def clauses_before(parse: Parse, cue: int, limit: int, part: Tokens, taken: Container[int]) -> Tokens:
    """A content before a credit that begins at ``limit``, with the other clauses there that are part of it."""
    first, last = _front(parse, cue, limit, _behind_colon(parse, *part), part[1], taken)
    first = _joined_quote(parse, first, last)
    return first, limit - 2 if _is_subject(parse, first, last, limit) else last


def _is_subject(parse: Parse, first: int, last: int, limit: int) -> bool:
    """Whether a content is a subject, of which only the relative clause stands before the credit too: "The raid, which aides say failed, hit a farm,
    according to …"."""
    commas = last + 2 < limit and not has_finite(parse, first, last) and parse.tokens[limit - 1].text == "," and parse.tokens[last + 1].text == ","
    return commas and has_finite(parse, last + 1, limit - 1) and parse.lower[last + 2] in ("which", "who", "where", "whose")


def fronted(parse: Parse, cue: int, limit: int, taken: Container[int]) -> list[Tokens]:
    """The clause that stands before a credit in passing at the sentence's end ("Rain fell, the mayor said"), where nothing marks it;
    none where the words before it are no clause or belong to another."""
    first, last = parse.sentences[parse.sentence[cue]]
    a = limit
    while a > first and a - 1 not in taken and parse.tokens[a - 1].text not in _STOPS:
        a -= 1
    comma = limit > a and parse.tokens[limit - 1].text in (",", "”", '"')
    # what stands behind the verb says when, where and to whom: "announced a day later", "told our reporter by telephone"
    saying = quoted_verb(parse, cue)
    own = {saying, *parse.children[saying]} if saying >= 0 else set()  # "quoted the governor as saying"
    behind = [i for i in range(cue + 1, last + 1) if i not in own and parse.xpos[i] != "PRP$" and (i not in taken or parse.lemmas[i] in CITE)]
    ends = not any(parse.upos[i] in ("VERB", "AUX", "SCONJ", "PRON") for i in behind)
    while a < limit and (parse.upos[a] in ("PUNCT", "CCONJ") or parse.lower[a] in of_cues("links")):
        a += 1
    finite = has_finite(parse, a, limit - 1)
    return [(a, limit - 1)] if comma and ends and finite and limit - 1 - a >= 2 and parse.upos[cue] == "VERB" else []


def _behind_colon(parse: Parse, first: int, last: int) -> int:
    """Where a content begins that the encoder lets run back over a colon and somebody's verb of saying before it."""
    for i in range(last - 1, first, -1):
        if parse.tokens[i].text == ":" and any(is_cue(parse, k) and parse.upos[k] == "VERB" for k in range(first, i)):
            return i + 1
    return first


def _front(parse: Parse, cue: int, limit: int, first: int, last: int, taken: Container[int]) -> Tokens:
    """The first and last token of the clauses before the credit that the content is part of."""
    head = _main(parse, cue, first, last)
    if head < 0 and not _closes(parse, cue, limit, last, taken):
        return first, last
    start = parse.sentences[parse.sentence[cue]][0]
    aside = _aside(parse, head, limit) if head >= 0 else frozenset()
    taken = {i for i in range(start, limit) if i in taken and i not in aside}
    a = first
    while a > start and a - 1 not in taken and parse.tokens[a - 1].text not in _ENDS:
        if parse.tokens[a - 1].text == ";" and a == first:
            break  # cut there on purpose
        a -= 1
    while a < first and (parse.upos[a] in ("PUNCT", "CCONJ") or parse.lower[a] in of_cues("links")):
        a += 1
    b = last
    while b + 1 < limit and b + 1 not in taken and (b + 1 in aside or parse.base_relations[b + 1] not in ("nsubj", "expl") or _mostly(parse, b + 1)):
        b += 1
    while b > last and parse.upos[b] in ("DET", "ADP", "PUNCT"):
        b -= 1
    return a, b


def _mostly(parse: Parse, noun: int) -> bool:
    """Whether a noun says who most of those are who were told of: "…, mostly farmers, the mayor said"."""
    return parse.lower[noun - 1] in ("mostly", "mainly", "chiefly", "largely") and parse.tokens[noun - 2].text == ","


def _aside(parse: Parse, head: int, limit: int) -> frozenset[int]:
    """The tokens of relative clauses before the main verb, whoever is credited there: "The minister, who blamed Oslo, will resign, he said"."""
    clauses = [parse.subtree(i) for i in range(parse.subtree(head)[0], head) if parse.relations[i] == "acl:relcl" and parse.heads[i] < i]
    return frozenset(i for a, b in clauses if b < min(head, limit) for i in range(a, b + 1))


def _closes(parse: Parse, cue: int, limit: int, last: int, taken: Container[int]) -> bool:
    """Whether a credit in passing stands right behind a content and ends its sentence: all that stands before it was said."""
    end = parse.sentences[parse.sentence[cue]][1]
    end = next((k for k in range(cue, end) if parse.tokens[k].text == ";"), end)
    between = range(last + 1, limit)
    near = len(between) > 0 and parse.tokens[last + 1].text == "," and limit - last <= _CREDITS
    near = near and all(parse.upos[i] in ("PUNCT", "NOUN", "PROPN", "CCONJ", "DET", "ADJ") for i in between)
    rest = all(parse.upos[i] in ("PUNCT", "PROPN", "ADP", "NUM") or i in taken or i == cue for i in range(cue, end + 1))
    return near and rest and parse.upos[cue] == "VERB"


def _joined_quote(parse: Parse, first: int, last: int) -> int:
    """Where a content begins that is a quotation joined to what the publisher tells: 'They came by boat, "and they know the river", a sailor said'."""
    end = last - (parse.tokens[last].text == ",")
    if parse.tokens[end].text not in ("”", '"'):
        return first
    opening = next((k for k in range(end - 1, first, -1) if parse.tokens[k].text in ("“", '"')), -1)
    joined = opening > 0 and parse.tokens[opening - 1].text == "," and parse.upos[opening + 1] == "CCONJ" and has_finite(parse, opening + 1, end)
    return opening if joined else first


def _main(parse: Parse, cue: int, first: int, last: int) -> int:
    """The head, inside the content, of the sentence's main clause that the cue credits in passing ("…, he said"), or −1."""
    credit = parse.heads[cue] if parse.lower[cue] == "according" and parse.relations[cue] == "case" else cue
    above = parse.heads[credit]
    if above < 0:
        found = [
            c
            for c in parse.children[credit]
            if parse.relations[c] == "ccomp" and c < credit and parse.subtree(c)[0] <= last and (c <= last or first <= parse.child(c, "nsubj") <= last)
        ]
        return found[0] if found else -1
    root = parse.heads[above] < 0
    return above if root and first <= above <= last and parse.relations[credit] in ("parataxis", "obl", "advcl", "nmod") and has_predicate(parse, above) else -1
