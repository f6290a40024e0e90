"""Who stands beside a verb of saying, by the order of the words, whatever the parse makes of them: "…, the mayor, Ann Lee, said", "…, claims the
army of the north"."""

from typing import Final

from sayso.statements.lists import of_media
from sayso.statements.several import tellers
from sayso.statements.sources import head_of
from sayso.statements.syntax import Tokens, has_finite
from sayso.text.parse import Parse

__all__ = ["source_before", "source_behind"]

_LONG: Final = 14
"""Tokens of the longest source that is looked for."""
_OF_SOURCE: Final = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADP", "NUM", "PART"))
_PERSONS: Final = frozenset(("he", "she", "it", "they"))
_LISTENED: Final = frozenset(("tell", "let", "inform", "assure"))


def source_before(parse: Parse, first: int, verb: int, *, anybody: bool = False) -> Tokens | None:
    """The source between a comma and its verb: ", the mayor, Ann Lee, said".

    Args:
        parse: The text's parse.
        first: First token of the sentence.
        verb: The verb of saying.
        anybody: Whether any noun can name a source, since it is known that the verb credits somebody.
    """
    heard = parse.child(verb, "obj")
    if heard > verb and parse.lemmas[verb] not in _LISTENED:
        return None
    last = verb - 1
    if parse.lower[last] in _PERSONS and parse.tokens[last - 1].text == ",":
        return last, last
    end = last - (parse.tokens[last].text == ",")
    who = next(
        (k for k in range(end, max(first, end - _LONG), -1) if parse.tokens[k - 1].text == "," and (parse.lower[k] == "who" or parse.xpos[k] == "VBN")), -1
    )
    if end < last and who > 0 and (parse.xpos[who] == "VBN" or has_finite(parse, who, end)):
        end = who - 2  # "an officer, who did not give his name, said", "the service, headed by a general, reported"
    comma = _comma(parse, first, end)
    if comma < 0:
        return None
    who = comma + 1
    n = parse.name_at[who]
    if n >= 0 and parse.names[n].kind == "PER":  # behind a comma of its own: the office before it
        further = _comma(parse, first, comma - 1)
        office = further > 0 and end < last and (parse.upos[further + 1] == "DET" or parse.xpos[further + 1] == "PRP$")
        if further > 0 and (office or _tells(parse, further + 1, comma - 1)):
            return further + 1, end
    return (who, end) if _tells(parse, who, end) or (anybody and parse.upos[who] not in ("ADP", "PART", "NUM")) else None


def source_behind(parse: Parse, verb: int, last: int) -> Tokens | None:
    """The source behind its verb: ", claims the army of the north"."""
    if parse.tokens[verb - 1].text != ",":
        return None
    end = verb
    while end < last and (
        parse.upos[end + 1] in _OF_SOURCE
        or parse.name_at[end + 1] >= 0
        or (end == verb and (parse.lower[end + 1] in _PERSONS or parse.xpos[end + 1] == "PRP$"))
    ):
        end += 1
    if end < last and parse.lower[end + 1] == "there":
        end += 1
    closed = end == last or parse.tokens[end + 1].text in (".", ",", ";") or parse.lower[end + 1] in ("that", "who", "which")
    n = parse.name_at[end + 2] if end + 2 < last and parse.tokens[end + 1].text == "," else -1
    if n >= 0 and parse.names[n].kind == "PER":  # "says our reporter there, Ann Lee"
        end = parse.names[n].last
    seat = end == verb + 1 and n < 0 and parse.name_at[end] >= 0 and parse.names[parse.name_at[end]].kind == "LOC"  # "claims Moscow"
    return (verb + 1, end) if end > verb and closed and parse.upos[verb + 1] != "ADP" and (seat or _tells(parse, verb + 1, end)) else None


def _comma(parse: Parse, first: int, last: int) -> int:
    """The comma that stands before a noun phrase, or −1."""
    k = last
    while (
        k > first
        and last - k < _LONG
        and (parse.upos[k] in _OF_SOURCE or parse.name_at[k] >= 0 or parse.relations[k] == "nmod:poss" or parse.xpos[k] == "HYPH" or _reduced(parse, k))
    ):
        k -= 1
    return k if k > first and k < last and parse.tokens[k].text == "," else -1


def _reduced(parse: Parse, token: int) -> bool:
    """Whether a participle tells more of the noun before it: "drivers waiting at the pass"."""
    return parse.xpos[token] in ("VBG", "VBN") and parse.upos[token - 1] == "NOUN"


def _tells(parse: Parse, first: int, last: int) -> bool:
    """Whether a phrase names somebody who can say something."""
    if parse.upos[first] in ("ADP", "PART"):
        return False
    head = head_of(parse, first, last)
    n = parse.name_at[head]
    if parse.lower[head] in ("one", "two", "some", "several", "many") and head + 1 < last and parse.lower[head + 1] == "of":
        head = head_of(parse, head + 2, last)  # "one of their commanders"
    named = n >= 0 and parse.names[n].kind not in ("DATE", "NORP", "LOC")
    outlet = any(parse.lower[k] in of_media("outlets") for k in range(first, last + 1))
    return named or outlet or any(w in tellers() for w in (parse.low_lemmas[head], parse.lower[head]))
