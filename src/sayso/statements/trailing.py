"""Credits at a sentence's end of which the encoder marks nothing, read by their order, whatever the parse makes of it: "…, the navy stated, basing
itself on logs", "…, claims the mayor of Homs", "…, a diplomat let the Herald know"."""

from collections.abc import Collection
from functools import cache
from typing import Final

from sayso.statements.beside import source_before, source_behind
from sayso.statements.draft import Draft
from sayso.statements.syntax import FINITE, Tokens, has_finite
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["trailing"]

_SURE: Final = 0.5


@cache
def _saying() -> frozenset[str]:
    cues = table("statements/cues")
    return frozenset((*cues["speech"], *cues["reckoning"], *cues["passing"]))


def trailing(parse: Parse, drafted: Collection[int]) -> list[Draft]:
    """The drafts of such credits, each with the clause before it as its content.

    Args:
        parse: The report's parse.
        drafted: Tokens of the cues and contents that are known.
    """
    out = []
    for first, last in parse.sentences:
        for i in range(first + 3, last):
            if parse.upos[i] != "VERB" or parse.lemmas[i] not in _saying() or i in drafted or not _says(parse, i, last):
                continue
            who = source_before(parse, first, i) or source_behind(parse, i, last)
            content = _clause(parse, first, min(who[0], i) - 2, i) if who is not None else None
            end = next((k for k in range(i, last) if parse.tokens[k].text == ";"), last)
            if who is None or content is None or any(k in drafted for k in range(content[0], end + 1)):
                continue
            out.append(Draft(who, (i, i), (content,), _SURE))
            break
    return out


def _says(parse: Parse, i: int, last: int) -> bool:
    """Whether a verb is finite, and nothing but when, where and to whom stands behind it."""
    let = parse.lemmas[i] == "let"
    if let and not any(parse.lower[k] in ("know", "known") for k in range(i + 1, last)):
        return False
    end = next((k for k in range(i + 1, last + 1) if parse.tokens[k].text == ";"), last)
    said = parse.xpos[i] in ("VBD", "VBZ", "VBP") or let
    return said and not has_finite(parse, i + 1, end) and not any(parse.lower[k] in ("that", "nothing", "so", "this") for k in range(i + 1, end))


def _clause(parse: Parse, first: int, last: int, verb: int) -> Tokens | None:
    """The clause that a credit stands behind; None where the verb has its own meaning there ("When it rained, the mayor said little")."""
    stop = next((k for k in range(last, first, -1) if parse.tokens[k].text in (";", ":")), first - 1)
    a = stop + 1
    while a < last and (parse.upos[a] == "CCONJ" or parse.tokens[a].text == ","):
        a += 1
    if last - a < 2 or not has_finite(parse, a, last) or parse.tokens[last + 1].text != ",":
        return None
    tops = [k for k in range(a, last + 1) if not a <= parse.heads[k] <= last and parse.upos[k] != "PUNCT"]
    if any(parse.relations[k] in ("advcl", "mark", "acl", "acl:relcl") and verb in parse.ancestors(k) for k in tops):
        return None
    main = [k for k in range(a, last + 1) if parse.xpos[k] in FINITE]
    return (a, last) if any(not _under_mark(parse, k) for k in main) else None


def _under_mark(parse: Parse, token: int) -> bool:
    """Whether a finite verb, or what it helps, is a subordinate clause's."""
    head = parse.heads[token] if parse.relations[token].startswith(("aux", "cop")) else token
    return any(parse.relations[c] == "mark" for c in parse.children[head]) or parse.relations[head].startswith(("advcl", "acl"))
