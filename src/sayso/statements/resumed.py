"""What goes on behind a credit in passing: a result, a part or the end of what stands before it."""

from collections.abc import Container
from typing import Final

from sayso.statements.lists import of_cues
from sayso.statements.syntax import FINITE, Tokens, has_finite
from sayso.text.parse import Parse

__all__ = ["is_cleft", "resumed"]

_ASIDE: Final = 8
"""Tokens behind a credit in which it may say when and how: "said on Tuesday in a statement"."""


def resumed(parse: Parse, credit: int, content: Tokens, taken: Container[int]) -> Tokens | None:
    """What goes on, behind a credit in passing that ends at ``credit``, with the content before it; None where nothing does."""
    return _result(parse, credit, taken) or _hanging(parse, credit, content, taken) or _rest(parse, credit, content, taken)


def _result(parse: Parse, credit: int, taken: Container[int]) -> Tokens | None:
    """What goes on behind a credit in passing with the result of what stands before it: "Gangs attacked, police said, killing nine", or with a part of
    it: "20 died, he said on Monday, among them two children"."""
    end = parse.sentences[parse.sentence[credit]][1]
    for k in range(credit + 1, min(credit + _ASIDE, end)):
        if k in taken:
            return None
        if parse.tokens[k].text == "," and (
            (parse.xpos[k + 1] == "VBG" and parse.low_lemmas[k + 1] in of_cues("results"))
            or (parse.lower[k + 1] == "among" and parse.lower[k + 2] in ("them", "those"))
        ):
            stop = next(
                (i for i in range(k + 1, end + 1) if i in taken or (parse.lower[i] in of_cues("turns") and parse.upos[i] in ("SCONJ", "CCONJ"))), end + 1
            )
            while stop - 1 > k + 1 and parse.upos[stop - 1] in ("PUNCT", "CCONJ"):
                stop -= 1
            return (k + 1, stop - 1)
    return None


def _hanging(parse: Parse, credit: int, content: Tokens, taken: Container[int]) -> Tokens | None:
    """What stands behind a credit in passing and hangs on the content before it: "Five died, it added, in a raid on Durán", "177,000 are
    affected, the ministry says, of whom 9,800 live in schools". What only comments ("the first deaths since March") is the publisher's."""
    end = parse.sentences[parse.sentence[credit]][1]
    first = next((k + 1 for k in range(credit + 1, min(credit + _ASIDE, end)) if parse.tokens[k].text == ","), -1)
    if first < 0 or any(k in taken for k in range(credit + 1, end + 1)):
        return None
    while end > first and parse.upos[end] == "PUNCT":
        end -= 1
    tops = [k for k in range(first, end + 1) if not first <= parse.heads[k] <= end and parse.upos[k] != "PUNCT"]
    if len(tops) != 1 or not content[0] <= parse.heads[tops[0]] <= content[1]:
        return None
    shared = (
        parse.relations[tops[0]] == "conj" and parse.lower[first] == "but" and parse.child(tops[0], "nsubj", "nsubj:pass") < 0
    )  # "had not marched, but sold"
    opens = parse.upos[first] == "ADP" or parse.lower[first] in ("and", "which")
    fits = shared or (parse.base_relations[tops[0]] in ("obl", "acl", "conj") and opens and parse.lower[first] not in of_cues("turns"))
    return (first, end) if fits and end - first >= 1 else None


def is_cleft(parse: Parse, first: int, behind: int) -> bool:
    """Whether a content that begins at ``first`` is one sentence with the relative clause that begins at ``behind``: "It was soldiers … who shelled it"."""
    return parse.lower[first] == "it" and parse.lemmas[first + 1] == "be" and parse.lower[behind] in ("who", "that", "which")


def _rest(parse: Parse, credit: int, content: Tokens, taken: Container[int]) -> Tokens | None:
    """What stands behind a credit in passing where what stands before it is no whole clause: "All of them, according to its head, were shot",
    or only the head of one: "It was soldiers, it said in a statement, who shelled the villages"."""
    end = parse.sentences[parse.sentence[credit]][1]
    comma = next((k for k in range(credit + 1, min(credit + 2 * _ASIDE, end)) if parse.tokens[k].text == ","), -1)
    if comma < 0 or any(k in taken for k in range(comma, end + 1)):
        return None
    cleft = is_cleft(parse, content[0], comma + 1)
    torn = comma == credit + 1 and not has_finite(parse, *content) and parse.xpos[comma + 1] in FINITE
    while end > comma and parse.upos[end] == "PUNCT":
        end -= 1
    return (comma + 1, end) if (cleft or torn) and end > comma + 1 else None
