"""What kind of source a token is when it is credited with something."""

from functools import cache
from typing import Final

from sayso.entities.found import Entities
from sayso.entities.knowledge import body
from sayso.entities.words import noun
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import SourceKind

__all__ = ["source_kind"]

_OWN: Final = frozenset(("i", "we", "us", "our"))


@cache
def _outlets() -> frozenset[str]:
    return frozenset(table("entities/roles")["outlets"])


def source_kind(parse: Parse, entities: Entities, token: int) -> SourceKind:
    """What kind of source the person or thing at a token is.

    >>> from sayso.entities import resolve
    >>> from sayso.models import parse
    >>> p = parse("Military analysts told Reuters that the army had left.")
    >>> found = resolve(p, (), published=None)
    >>> [source_kind(p, found, p.lower.index(w)) for w in ("analysts", "reuters", "army")]
    ['anonymous', 'publication', 'organisation']
    """
    found = entities.at[token]
    lemma = parse.low_lemmas[token]
    n = parse.name_at[token]
    if found is not None:
        entity = entities.get(found)
        if found in entities.anonymous:
            return "anonymous"
        if entity.kind == "person":
            return "named"
        if found in entities.outlets or (lemma in _outlets() and n < 0):
            return "publication"
        return "organisation"
    if n >= 0:
        name = parse.names[n]
        known = body(parse.words(name.first, name.last))
        if known is not None:
            return "publication" if known.kind == "publication" else "organisation"
        return "named" if name.kind == "PER" else "document" if name.kind in ("MISC", "PRODUCT") else "organisation"
    if parse.lower[token] in _OWN:
        return "publisher"
    if lemma in _outlets():
        return "publication"
    sort = noun(lemma)
    if sort == "document":
        return "document"
    if sort == "body" and parse.xpos[token] != "NNS":
        return "organisation"
    return "anonymous"
