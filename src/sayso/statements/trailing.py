"""Credits at a sentence's end of which the encoder marks nothing, read by their order, whatever the parse makes of it: "…, the navy stated, basing
itself on logs", "…, claims the mayor of Homs", "…, a diplomat let the Herald know"."""

from collections.abc import Collection
from functools import cache

from sayso.statements.drafts import Draft
from sayso.statements.several import tellers
from sayso.statements.sources import head_of
from sayso.statements.syntax import FINITE, Tokens, has_finite
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["trailing"]

_SURE = 0.5
_LONG = 14
"""Tokens of the longest source that is looked for."""
_OF_SOURCE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "PART"))
_PERSONS = frozenset(("he", "she", "it", "they"))
_LISTENED = frozenset(("tell", "let", "inform", "assure"))


@cache
def _saying() -> frozenset[str]:
    cues = table("statements/cues")
    return frozenset((*cues["speech"], *cues["reckoning"], "write", "predict", "testify", "recall", "let"))


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
            who = _before(parse, first, i) or _behind(parse, i, last)
            content = _clause(parse, first, min(who[0], i) - 2, i) if who is not None else None
            if who is None or content is None or any(k in drafted for k in range(content[0], last + 1)):
                continue
            out.append(Draft(who, (i, i), (content,), _SURE))
            break
    return out


def _says(parse: Parse, i: int, last: int) -> bool:
    """Whether a verb is finite, and nothing but when, where and to whom stands behind it."""
    let = parse.lemmas[i] == "let"
    if let and not any(parse.lower[k] == "know" for k in range(i + 1, last)):
        return False
    end = next((k for k in range(i + 1, last + 1) if parse.tokens[k].text == ";"), last)
    said = parse.xpos[i] in ("VBD", "VBZ", "VBP") or let
    return said and not has_finite(parse, i + 1, end) and not any(parse.lower[k] in ("that", "nothing", "so", "this") for k in range(i + 1, end))


def _before(parse: Parse, first: int, verb: int) -> Tokens | None:
    """The source between a comma and its verb: ", the mayor, Ann Lee, said"."""
    heard = parse.child(verb, "obj")
    if heard > verb and parse.lemmas[verb] not in _LISTENED:
        return None
    last = verb - 1
    if parse.lower[last] in _PERSONS and parse.tokens[last - 1].text == ",":
        return last, last
    end = last - (parse.tokens[last].text == ",")
    who = next((k for k in range(end, max(first, end - _LONG), -1) if parse.lower[k] == "who" and parse.tokens[k - 1].text == ","), -1)
    if end < last and who > 0 and has_finite(parse, who, end):
        end = who - 2  # "an officer, who did not give his name, said"
    comma = _comma(parse, first, end)
    if comma < 0:
        return None
    who = comma + 1
    n = parse.name_at[who]
    if n >= 0 and parse.names[n].kind == "PER":  # behind a comma of its own: the office before it
        further = _comma(parse, first, comma - 1)
        if further > 0 and _tells(parse, further + 1, comma - 1):
            who = further + 1
    return (who, end) if _tells(parse, who, end) else None


def _behind(parse: Parse, verb: int, last: int) -> Tokens | None:
    """The source behind its verb: ", claims the army of the north"."""
    if parse.tokens[verb - 1].text != ",":
        return None
    end = verb
    while end < last and (parse.upos[end + 1] in _OF_SOURCE or parse.name_at[end + 1] >= 0 or (end == verb and parse.lower[end + 1] in _PERSONS)):
        end += 1
    closed = end == last or parse.tokens[end + 1].text in (".", ",", ";")
    n = parse.name_at[end + 2] if end + 2 < last and parse.tokens[end + 1].text == "," else -1
    if n >= 0 and parse.names[n].kind == "PER":  # "says our reporter there, Ann Lee"
        end = parse.names[n].last
    return (verb + 1, end) if end > verb and closed and parse.upos[verb + 1] != "ADP" and _tells(parse, verb + 1, end) else None


def _comma(parse: Parse, first: int, last: int) -> int:
    """The comma that stands before a noun phrase, or −1."""
    k = last
    while k > first and last - k < _LONG and (parse.upos[k] in _OF_SOURCE or parse.name_at[k] >= 0 or parse.relations[k] == "nmod:poss"):
        k -= 1
    return k if k > first and k < last and parse.tokens[k].text == "," else -1


def _tells(parse: Parse, first: int, last: int) -> bool:
    """Whether a phrase names somebody who can say something."""
    if parse.upos[first] in ("ADP", "PART"):
        return False
    head = head_of(parse, first, last)
    n = parse.name_at[head]
    if parse.lower[head] in ("one", "two", "some", "several", "many") and head + 1 < last and parse.lower[head + 1] == "of":
        head = head_of(parse, head + 2, last)  # "one of their commanders"
    named = n >= 0 and parse.names[n].kind not in ("DATE", "NORP", "LOC")
    outlet = any(parse.lower[k] in table("statements/media")["outlets"] for k in range(first, last + 1))
    return named or outlet or any(w in tellers() for w in (parse.lemmas[head].lower(), parse.lower[head]))


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
