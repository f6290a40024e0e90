"""Armed groups that the encoder takes for people, towns or things: "Al-Shabaab", "Boko Haram", "Jaysh al-Islam"."""

from dataclasses import replace

from sayso.entities.knowledge import body, fold, person
from sayso.text.parse import Name, Parse

__all__ = ["with_groups"]


def with_groups(parse: Parse) -> Parse:
    """The parse in which known armed groups are bodies, whatever the encoder made of their names; but not those whose name a person of the
    report bears ("Wagner", where Otto Wagner spoke).

    >>> from sayso.models import parse
    >>> [n.kind for n in with_groups(parse("Boko Haram still holds Baga.")).names]
    ['ORG', 'LOC']
    """
    names = [n._replace(kind="ORG") if n.kind in ("PER", "LOC", "MISC", "PRODUCT") and _is_group(parse, n) else n for n in parse.names]
    return replace(parse, names=names) if names != parse.names else parse


def _is_group(parse: Parse, name: Name) -> bool:
    text = parse.words(name.first, name.last)
    known = body(text)
    if known is None or known.kind != "group" or person(text) is not None:
        return False
    if name.last + 1 < len(parse) and parse.tokens[name.last + 1].text in ("-", "–"):
        return False  # "Houthi-run television" is not theirs to the letter
    own = fold(text)
    people = (fold(parse.words(n.first, n.last)) for n in parse.names if n.kind == "PER" and n.last > n.first)
    return not any(own in who.split() and who != own for who in people)
