"""Headlines that credit their source with a dash or a colon and no verb: "Dam safe – minister", "Minister: dam safe"."""

import re
from itertools import pairwise
from typing import Final

from sayso.entities import Entities
from sayso.statements.draft import Draft
from sayso.statements.outlets import is_outlet
from sayso.statements.several import tellers
from sayso.statements.sources import head_of, states
from sayso.statements.syntax import Tokens, names_person
from sayso.text.parse import Parse
from sayso.text.tokens import DASHES

__all__ = ["headlines"]

_SURE: Final = 0.6
_LONG: Final = 7
"""Words of the longest source that a headline credits so."""
_LINE_END: Final = re.compile(r"\n")
_OPENING, _CLOSING = ("“", '"', "«"), ("”", '"', "»")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d")


def headlines(parse: Parse, entities: Entities) -> list[Draft]:
    """The attributions of lines without a full stop that end in " – source" or begin with "source: "."""
    out = []
    for first, last in _lines(parse):
        spoken = _introduced(parse, first, last)
        if spoken is not None:
            out.append(spoken)
            continue
        if last - first < 3 or parse.tokens[last].text in (".", "!", "”", '"'):
            continue
        first = _behind_clock(parse, first, last)
        dash = next((i for i in range(last - 1, max(first + 2, last - _LONG), -1) if parse.tokens[i].text in DASHES and _spaced(parse, i)), -1)
        if dash > 0 and _credits(parse, entities, dash + 1, last) and _tells(parse, first, dash - 1):
            out.append(Draft((dash + 1, last), None, ((first, dash - 1),), _SURE))
            continue
        colon = next((i for i in range(first + 1, min(first + _LONG, last)) if parse.tokens[i].text == ":"), -1)
        office = colon > 0 and parse.low_lemmas[head_of(parse, first, colon - 1)] in tellers() and last - colon > 3
        if colon > 0 and _credits(parse, entities, first, colon - 1) and (office or _tells(parse, colon + 1, last)):
            out.append(Draft((first, colon - 1), None, ((colon + 1, last),), _SURE))
    return out


def _introduced(parse: Parse, first: int, last: int) -> Draft | None:
    """A quotation that only a colon credits: "Karl Brandt, spokesman: “We will not go.”"."""
    first = _behind_clock(parse, first, last)
    colon = next((i for i in range(first + 1, min(first + 12, last - 1)) if parse.tokens[i].text == ":"), -1)
    if colon < 0 or parse.tokens[colon + 1].text not in _OPENING:
        return None
    end = next((i for i in range(colon + 2, last + 1) if parse.tokens[i].text in _CLOSING), -1)
    named = names_person(parse, first, colon - 1)
    verbs = any(parse.upos[i] in ("VERB", "AUX") and parse.name_at[i] < 0 for i in range(first, colon))
    if end < 0 or verbs or not (named or _credits_nobody_else(parse, first, colon - 1)):
        return None
    return Draft((first, colon - 1), None, ((colon + 2, end - 1),), _SURE) if end - 1 > colon + 2 else None


def _credits_nobody_else(parse: Parse, first: int, last: int) -> bool:
    """Whether words are an office or a body and nothing else."""
    return last - first < _LONG and parse.low_lemmas[head_of(parse, first, last)] in tellers()


def _lines(parse: Parse) -> list[Tokens]:
    """First and last token of each line of the text."""
    ends = [m.start() for m in _LINE_END.finditer(parse.text)]
    cuts = sorted({0, len(parse), *(parse.tokens_in(end, end)[0] for end in ends)})
    return [(a, b - 1) for a, b in pairwise(cuts)]


def _behind_clock(parse: Parse, first: int, last: int) -> int:
    """Where a live page's entry begins behind its time: "18:40 – …"."""
    for i in range(first, min(first + 4, last)):
        if parse.tokens[i].text in DASHES and _CLOCK.fullmatch("".join(t.text for t in parse.tokens[first:i])):
            return i + 1
    return first + 1 if first < last and _CLOCK.fullmatch(parse.tokens[first].text) else first


def _spaced(parse: Parse, i: int) -> bool:
    return parse.tokens[i - 1].end < parse.tokens[i].start and parse.tokens[i].end < parse.tokens[i + 1].start


def _credits(parse: Parse, entities: Entities, first: int, last: int) -> bool:
    """Whether words are a source and nothing else: an office, a body, the people who tell, a name that is no place and no outlet."""
    if any(parse.upos[i] in ("VERB", "AUX", "PUNCT", "NUM") and parse.name_at[i] < 0 for i in range(first, last + 1)):
        return False
    head = head_of(parse, first, last)
    if parse.words(first, last).lower() in states() or is_outlet(parse, entities, head):
        return False
    if parse.low_lemmas[head] in tellers() or parse.lower[head] in tellers():
        return True
    n = parse.name_at[head]
    found = entities.at[head]
    return n >= 0 and parse.names[n].kind in ("PER", "ORG") and parse.names[n].last == last and (found is None or entities.get(found).kind != "place")


def _tells(parse: Parse, first: int, last: int) -> bool:
    """Whether words can be what was said: a clause, or a headline's participle."""
    return last - first >= 2 and any(
        parse.upos[i] == "VERB" or parse.xpos[i] in ("VBN", "VBD", "VBZ") or parse.upos[i] == "AUX" for i in range(first, last + 1)
    )
