"""Numbers alone that somebody else gives for what was counted before: "HRANA counts 406", "the police speak of 3,000", "40, according to the rebels"."""

from typing import Final

from sayso.figures.quantities import Quantity
from sayso.figures.tolls import COUNTS
from sayso.text.parse import Parse

__all__ = ["rival"]

_GIVING: Final = frozenset(
    "confirm report acknowledge admit count list cite give say claim record register tally estimate document verify know".split(),
)
"""With a number alone as their object."""
_SPEAKING: Final = frozenset({"speak", "talk", "know"})
_OF: Final = frozenset({"of", "about"})
_FIGURE: Final = COUNTS | {"toll"}
_CLOSING: Final = frozenset({".", ",", ";", ")", "and", "but", "while", "so", "as", "in", "since", "until", "—", "–", "!", "?", "”", '"'})
"""What can stand behind a number that counts nothing by itself."""


def rival(parse: Parse, q: Quantity) -> int:
    """The verb by which a source gives a number alone, or −1.

    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("The ministry speaks of 40.")
    >>> p.lower[rival(p, quantities(p)[0])]
    'speaks'
    """
    i = q.last_core
    behind = parse.lower[q.last + 1] if q.last + 1 < len(parse) else "."
    head, base = parse.heads[i], parse.base_relations[i]
    if head < 0 or behind not in _CLOSING:
        return _it_was(parse, q) if head < 0 else _according(parse, q)
    lemma, with_ = parse.low_lemmas[head], parse.case(i)
    if base in ("obj", "ccomp", "xcomp") and not with_ and lemma in _GIVING and _who(parse, head):
        return head
    if lemma == "become" and base in ("obj", "xcomp") and (it := parse.child(head, "nsubj")) >= 0 and parse.lower[it] in ("it", "they"):
        return head
    if base in ("obl", "nmod") and with_ in _OF and lemma in _SPEAKING and _who(parse, head):
        return head
    if base == "nmod" and with_ in ("of", "as") and lemma in _FIGURE:
        above = parse.heads[head]
        return above if above >= 0 and parse.low_lemmas[above] in _GIVING and _who(parse, above) else -1
    return head if base in ("obl", "nmod") and with_ == "at" and _puts_it(parse, head) else _according(parse, q)


def _who(parse: Parse, verb: int) -> bool:
    """Whether a verb has a subject, or shares one, that is no "it" of the weather's sort."""
    subject = parse.child(verb, "nsubj")
    if subject < 0 and parse.relations[verb] == "conj" and parse.heads[verb] >= 0:
        subject = parse.child(parse.heads[verb], "nsubj")
    return subject >= 0 and parse.upos[subject] in ("NOUN", "PROPN", "PRON")


def _puts_it(parse: Parse, verb: int) -> bool:
    """Whether a verb is that of "put it at 40", "put the crowd at 3,000"."""
    what = parse.child(verb, "obj")
    return (
        parse.low_lemmas[verb] in ("put", "place", "estimate") and what >= 0 and (parse.lower[what] in ("it", "them", "this") or parse.lemmas[what] in _CROWD)
    )


_CROWD: Final = frozenset({"crowd", "turnout", "toll"})


def _according(parse: Parse, q: Quantity) -> int:
    """The "according" right behind a number alone, or −1: "12 were killed, said the army, 40 according to the rebels"."""
    k = q.last + 1
    k += k < len(parse) and parse.lower[k] == ","
    close = parse.lower[q.first - 1] in (",", ";", "and", "but", "–", "—") if q.first else False
    return k if close and parse.lower[k : k + 2] == ["according", "to"] and parse.upos[q.first - 1] != "NUM" else -1


def _it_was(parse: Parse, q: Quantity) -> int:
    """The number itself where its clause says "according to the rebels it was 40", else −1."""
    subject, verb = parse.child(q.last_core, "nsubj"), parse.child(q.last_core, "cop")
    start, end = parse.sentences[parse.sentence[q.core]]
    said = "according" in parse.lower[start : end + 1]
    return q.last_core if subject >= 0 and verb >= 0 and said and parse.lower[subject] in ("it", "they", "there") else -1
