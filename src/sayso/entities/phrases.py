"""Noun phrases as descriptions: where they begin and end, what they say of whom, and whether they introduce or refer back."""

from functools import cache
from typing import Final, NamedTuple

from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Phrase", "describe", "phrase"]

_LEFT: Final = frozenset(
    (
        "det",
        "det:predet",
        "amod",
        "compound",
        "nmod:poss",
        "nummod",
        "nmod:desc",
        "nmod",
        "punct",
        "advmod",
        "flat",
        "nmod:unmarked",
        "obl:unmarked",
        "dep",
        "cc",
        "conj",
    )
)
_INDEFINITE: Final = frozenset(("a", "an", "another", "one", "some", "several", "many", "few", "no", "any", "every", "each", "other", "more", "most"))
_DEFINITE: Final = frozenset(("the", "this", "that", "these", "those", "both"))
_TIMES: Final = frozenset(("DATE",))


class Phrase(NamedTuple):
    """A noun phrase without its clauses.

    Attributes:
        first: First token of the phrase, determiner included.
        last: Last token, with an "of" phrase that belongs to the description.
        head: The noun.
        determiner: "definite", "indefinite", "possessive" (his, Ukraine's) or "" for none.
        possessor: Token of the possessor, −1 for none.
        modifiers: Tokens that narrow the description, determiners and possessives left out.
        complement: Token of the noun behind "of", "for", "in" or "from" that belongs to it, −1 for none.
    """

    first: int
    last: int
    head: int
    determiner: str
    possessor: int
    modifiers: tuple[int, ...]
    complement: int


def phrase(parse: Parse, head: int) -> Phrase:
    """The noun phrase around a head noun."""
    lower, upos, relations = parse.lower, parse.upos, parse.relations
    first = head
    name = parse.name_at[head]
    low = parse.names[name].first if name >= 0 else head
    for c in parse.children[head]:
        if c < head and (relations[c] in _LEFT or relations[c].partition(":")[0] in ("amod", "compound")):
            a = _leftmost(parse, c)
            first = min(first, a)
    first = min(first, low)
    while first < head and (lower[first] == "according" or (upos[first] in ("PUNCT", "ADP", "CCONJ", "SCONJ", "ADV") and lower[first] not in ("then", "pro"))):
        first += 1
    determiner, possessor = "", -1
    start = first
    for i in range(first, head):
        if upos[i] == "DET" or (i == first and lower[i] in _DEFINITE | {"a", "an"}):
            if lower[i] in _DEFINITE and determiner != "possessive":
                determiner = "definite"
            elif lower[i] in _INDEFINITE and not determiner:
                determiner = "indefinite"
        elif relations[i] == "nmod:poss" and parse.heads[i] == head:
            determiner, possessor = "possessive", i
    if not determiner and lower[first] in _INDEFINITE:
        determiner = "indefinite"
    modifiers = tuple(
        i
        for i in range(start, head)
        if upos[i] in ("ADJ", "NOUN", "PROPN", "VERB", "NUM") and parse.heads[i] >= 0 and i != possessor and lower[i] not in _passing()
    )
    last, complement = _complement(parse, head)
    return Phrase(first, last, head, determiner, possessor, modifiers, complement)


def _leftmost(parse: Parse, i: int) -> int:
    while (below := parse.children[i]) and below[0] < i:
        i = below[0]
    return i


def _complement(parse: Parse, head: int) -> tuple[int, int]:
    """The end of a phrase that goes on with "of staff", "from the interior ministry"; short, and right behind the noun."""
    last = parse.names[parse.name_at[head]].last if parse.name_at[head] >= 0 else head
    complement = -1
    for c in parse.children[head]:
        if c <= last or parse.relations[c] not in ("nmod", "nmod:of") or complement >= 0:
            continue
        case = next((k for k in parse.children[c] if parse.relations[k] == "case"), -1)
        if case != last + 1 or parse.lower[case] not in ("of", "for", "from", "in", "at", "with") or c - head > 7:
            continue
        n = parse.name_at[c]
        if n >= 0 and parse.names[n].kind in _TIMES:
            continue
        if n < 0 and (parse.lower[c] in _passing() or parse.lower[case] in ("in", "at", "with")):
            continue
        end = parse.names[n].last if n >= 0 else c
        for k in parse.children[c]:
            # "chief of staff of the army" goes on, "head of the agency that …" does not
            inner = next((j for j in parse.children[k] if parse.relations[j] == "case"), -1)
            if k > end and parse.relations[k] == "nmod" and inner == end + 1 and parse.lower[inner] == "of" and k - c <= 4:
                end = parse.names[parse.name_at[k]].last if parse.name_at[k] >= 0 else k
        if n >= 0 and end == parse.names[n].last and parse.xpos[head] in ("NNS", "NNPS"):
            end = _side_by_side(parse, c, end)
        last, complement = end, c
    return last, complement


def _side_by_side(parse: Parse, name: int, end: int) -> int:
    """The end of the names that share a plural noun: "the envoys of Chad, Mali and Niger", but not "envoys of Chad and the minister"."""
    for c in parse.children[name]:
        n = parse.name_at[c]
        if parse.relations[c] != "conj" or n < 0 or parse.names[n].kind in _TIMES:
            continue
        between = parse.lower[end + 1 : parse.names[n].first]
        if parse.names[n].last + 1 < len(parse) and parse.xpos[parse.names[n].last + 1] == "POS":
            continue  # "soldiers from Chad and Mali's army"
        if between and set(between) <= {",", "and"}:
            end = parse.names[n].last
    return end


@cache
def _passing() -> frozenset[str]:
    return frozenset(table("entities/roles")["passing"])


_BOUNDS: Final = frozenset("at least most no fewer less more than over under nearly almost about around approximately some up to".split())
"""Words that bound a number: they say how many are counted, not who."""
_DROPPED: Final = frozenset(("the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "your"))


def describe(parse: Parse, token: int, *, city: str | None = None) -> str:
    """What a noun phrase says of somebody: without article, clauses and words for when.

    For a name, the name itself.

    >>> from sayso.models import parse
    >>> p = parse("A senior US Department of Defense official said on Friday that it was over.")
    >>> describe(p, p.lower.index("official"))
    'senior US Department of Defense official'

    Args:
        parse: The report's parse.
        token: The head noun.
        city: The city that "city government" means here.
    """
    n = parse.name_at[token]
    if n >= 0 and parse.names[n].kind not in ("NORP", "DATE", "MONEY"):
        return parse.words(parse.names[n].first, parse.names[n].last)
    if parse.upos[token] not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
        return parse.words(token, token)
    p = phrase(parse, token)
    first = p.first
    while first < token:
        in_name = parse.name_at[first] >= 0 and parse.names[parse.name_at[first]].kind != "DATE"
        if in_name or not (
            parse.lower[first] in _DROPPED
            or (parse.lower[first] in _BOUNDS and "NUM" in parse.upos[first + 1 : min(first + 4, token)])
            or parse.lower[first] in _passing()
            or parse.upos[first] in ("DET", "PUNCT")
        ):
            break
        first += 1
    kept = [i for i in range(first, p.last + 1) if not (i < token and parse.name_at[i] >= 0 and parse.names[parse.name_at[i]].kind == "DATE")]
    kept = [i for i in kept if i >= token or parse.name_at[i] >= 0 or parse.lower[i] not in _passing() or parse.tokens[i - 1].text == "-"]
    text = _joined(parse, kept)
    if city and text.lower().startswith("city ") and parse.lower[first] == "city":
        text = f"{city} {text}"
    return text


def _joined(parse: Parse, tokens: list[int]) -> str:
    """Words with the blanks that the text has between them."""
    out = ""
    for k, i in enumerate(tokens):
        gap = k > 0 and (tokens[k - 1] != i - 1 or parse.tokens[i - 1].end != parse.tokens[i].start)
        out += (" " if gap else "") + parse.tokens[i].text
    return out.strip()
