"""Lines of a list or table, which name what they count and then its number: "Injured: 45", "People in need: 7.1 million"."""

from typing import Final

from sayso.figures.counted import Counted, measures
from sayso.figures.quantities import Quantity
from sayso.figures.senses import Measured
from sayso.text.parse import Parse

__all__ = ["label", "labelled"]

_LONGEST: Final = 8
_ENDS: Final = frozenset({".", ")", "(", ";", ",", "|", "/", "]", "[", "•", "-", "–", "—", "+"})
_COLONS: Final = frozenset({":", "=", "–", "—"})
_BEFORE: Final = frozenset({";", "|", "/", "•", ".", ",", "(", "*", "·"})
_LINKS: Final = frozenset({"of", "total", "in", "without", "under"})


def label(parse: Parse, q: Quantity) -> Measured | None:
    """Such as "Completely destroyed housing: 146", "Population evacuated 116129": a table's line rather than a sentence.

    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("People in need: 7.1 million")
    >>> label(p, quantities(p)[0]).name
    'in_need'
    """
    last = parse.sentences[parse.sentence[q.core]][1]
    behind = q.last + 1
    if behind <= last and parse.lower[behind] not in _ENDS:
        return None
    return _told(parse, q)


def labelled(parse: Parse, q: Quantity, c: Counted) -> Measured | None:
    """The same where the line says again who is counted: "New displacements: 6,100 people"."""
    last = parse.sentences[parse.sentence[q.core]][1]
    if q.first < 1 or parse.lower[q.first - 1] not in _COLONS or (c.last < last and parse.lower[c.last + 1] not in _ENDS):
        return None
    return _told(parse, q)


def _told(parse: Parse, q: Quantity) -> Measured | None:
    t = measures()
    first = parse.sentences[parse.sentence[q.core]][0]
    start = next((k + 1 for k in range(q.first - 1, first - 1, -1) if parse.lower[k] in _BEFORE or (parse.upos[k] == "NUM" and parse.lower[k] != "one")), first)
    colon = q.first - 1 >= start and parse.lower[q.first - 1] in _COLONS
    if not colon:
        start = first
    if q.core - start > _LONGEST or q.first == start:
        return None
    for k in range(start, q.first):
        done = parse.xpos[k] in ("VBN", "VBD") and colon and (parse.low_lemmas[k] in t["object"] or parse.low_lemmas[k] in t["transparent"])
        if parse.upos[k] in ("VERB", "AUX") and parse.lower[k] not in t["states"] and parse.low_lemmas[k] != "total" and not done:
            return None
    for k in range(q.first - 1, start - 1, -1):
        if parse.upos[k] == "ADP" and parse.lower[k] not in (_LINKS if colon else ("of", "total")):
            return None
        lemma = parse.low_lemmas[k]
        name = t["states"].get(parse.lower[k]) or t["weak"].get(lemma) or t["event_nouns"].get(lemma) or t["toll_nouns"].get(lemma)
        if name is None and colon:
            name = t["object"].get(lemma) if parse.xpos[k] in ("VBN", "VBD") else t["conditions"].get(lemma) if parse.lower[k - 1] in ("in", "under") else None
        alone = colon and k in (start, start + 1) and parse.lower[k] == "population"
        if name and (name != "population" or alone):
            return Measured(str(name), k, 0.7)
    return None
