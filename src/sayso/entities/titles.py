"""What stands beside a person's name: "French President Emmanuel Macron", "Sergei Lavrov, the foreign minister of Russia"."""

from functools import cache
from typing import Final, NamedTuple

from sayso.entities.knowledge import office_of
from sayso.entities.words import HONORIFICS, noun, sex
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Title", "predicate", "title"]


class Title(NamedTuple):
    """A title beside a name.

    Attributes:
        first, last: Its tokens, with what it belongs to.
        head: The noun of the office, −1 where there is only "Mr".
        role: The office in the words of the text, "" where there is none.
        of: Token of the name that it belongs to ("French"), −1 for none.
        body: First and last token of a body without a name that it belongs to ("foreign ministry"), or None.
        gender: "m", "f" or "".
    """

    first: int
    last: int
    head: int
    role: str
    of: int
    body: tuple[int, int] | None
    gender: str


@cache
def _spokespeople() -> frozenset[str]:
    return frozenset(table("entities/roles")["spokespeople"])


_OF_STATES: Final = frozenset(("president", "prime minister", "king", "queen", "emir", "sultan"))
"""Offices that belong to a state and to no person: of the name in front of one the encoder may think what it will."""
_RANKS: Final = frozenset("vice deputy then former prime chief acting".split())
"""Words that belong to an office, whatever part of speech the parse takes them for."""
_NO_LANDS: Final = _RANKS | frozenset("interim crown late caretaker ex council party company".split())
"""Words before an office that no land is called by."""
_STOP: Final = frozenset(("PUNCT", "VERB", "AUX", "DET", "PRON", "CCONJ", "SCONJ", "ADV", "PART", "NUM", "INTJ", "SYM"))


def title(parse: Parse, first: int) -> Title | None:
    """The title in front of the name that begins at a token: read by the order of words, which holds where trees fail."""
    start, _ = parse.sentences[parse.sentence[first]]
    i = first - 1
    honorific = ""
    seen = False
    while i >= start and parse.lower[i].rstrip(".") in HONORIFICS and noun(parse.lower[i]) != "person":
        honorific = honorific or HONORIFICS[parse.lower[i].rstrip(".")]
        seen = True
        i -= 1
    head = _office(parse, i, start)
    if head < 0:
        return Title(i + 1, first - 1, -1, "", -1, None, honorific) if seen else None
    lemma = parse.low_lemmas[head]
    low = head
    body_low = -1
    k = head - 1
    spokes = lemma in _spokespeople()
    while k >= start and head - k < 7:
        n = parse.name_at[k]
        if (n >= 0 and parse.names[n].kind != "PER") or (n < 0 and _of_a_land(parse, k, low, head)):
            break
        if (
            parse.upos[k] in ("ADJ", "NOUN", "PROPN")
            or (parse.upos[k] == "VERB" and parse.relations[k] == "amod")
            or parse.lower[k] in _RANKS
            or (parse.lower[k] == "-" and k > start and parse.upos[k - 1] in ("ADJ", "NOUN", "PROPN", "X", "ADV"))
        ):
            if n >= 0:
                break
            if spokes and parse.upos[k] in ("NOUN", "PROPN"):
                body_low = k
            elif body_low < 0 or not spokes:
                low = k
            else:
                body_low = k
            k -= 1
            continue
        break
    of = -1
    if k >= start:
        j = k - 1 if parse.xpos[k] == "POS" else k
        n = parse.name_at[j]
        kinds = ("NORP", "LOC", "ORG", "FAC", "MISC", *(("PER",) if office_of(parse.words(low, head)) in _OF_STATES else ()))
        if j >= start and n >= 0 and parse.names[n].kind in kinds and (j == k or parse.xpos[k] == "POS"):
            of = j
            k = parse.names[n].first - 1
        elif j == k and n < 0 and _of_a_land(parse, k, low, head):
            of, k = k, k - 1
    end = _office_end(parse, head, first)
    words = parse.words(low, end)
    inside = next((t for t in range(head + 1, end + 1) if parse.name_at[t] >= 0 and parse.names[parse.name_at[t]].kind != "PER"), -1)
    if inside >= 0 and of < 0:
        # "President of France Emmanuel Macron"
        of, words = inside, parse.words(low, head)
    gender = sex(lemma) or honorific
    return Title(min(low, k + 1, body_low if body_low >= 0 else low), first - 1, head, words, of, (body_low, low - 1) if body_low >= 0 else None, gender)


def _of_a_land(parse: Parse, token: int, low: int, head: int) -> bool:
    """Whether a word with a capital before an office of states names the state, though the encoder marks no name: "Puntland President"."""
    return (
        parse.upos[token] == "PROPN"
        and parse.relations[token] == "compound"
        and parse.tokens[token].text[0].isupper()
        and parse.lower[token] not in _NO_LANDS
        and not noun(parse.lower[token])
        and office_of(parse.words(low, head)) in _OF_STATES
    )


def _office(parse: Parse, i: int, start: int) -> int:
    """The noun of an office that ends at token ``i``: "President", "chief of staff"; −1 for none."""
    if i < start or parse.upos[i] not in ("NOUN", "PROPN", "ADJ"):
        return -1
    if parse.name_at[i] >= 0 and parse.names[parse.name_at[i]].kind in ("PER", "DATE"):
        return -1
    if _is_office(parse, i):
        return i
    for k in range(i - 1, max(start, i - 5) - 1, -1):
        if parse.lower[k] == "of" and k > start and _is_office(parse, k - 1):
            return k - 1
        if parse.upos[k] not in ("NOUN", "PROPN", "ADJ", "ADP", "DET"):
            return -1
    return -1


def _is_office(parse: Parse, i: int) -> bool:
    if parse.upos[i] not in ("NOUN", "PROPN") or parse.xpos[i] == "NNS":
        return False
    low = parse.lower[i]
    return noun(low) == "person" or noun(low.rpartition("-")[2]) == "person"


def _office_end(parse: Parse, head: int, name: int) -> int:
    """The last token of an office: "chief of staff" ends before the name."""
    return name - 1 if head + 1 < name and parse.lower[head + 1] == "of" else head


def predicate(parse: Parse, head: int) -> int:
    """The noun that a name is said to be, in apposition or with "is": "Lavrov, Russia's foreign minister", "Lee is the mayor"; −1 for none."""
    for c in parse.children[head]:
        if parse.relations[c] == "appos" and parse.upos[c] in ("NOUN", "PROPN") and noun(parse.low_lemmas[c]) == "person" and c > head:
            return c
    above = parse.heads[head]
    if 0 <= above < head and parse.relations[head] == "appos" and parse.upos[above] == "PROPN" and noun(parse.lower[above]) == "person":
        return above  # "The Minister of Defence, Ann Lee,"
    if above >= 0 and parse.relations[head] == "nsubj" and parse.upos[above] in ("NOUN", "PROPN") and noun(parse.low_lemmas[above]) == "person":
        if any(parse.relations[c] == "cop" for c in parse.children[above]) and not parse.negated(above):
            return above
    return -1
