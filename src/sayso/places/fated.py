"""Names, taken for a person's or a body's, of which is said what befalls towns: they are besieged, fall, change hands."""

from typing import Final

from sayso.places.atlas import words
from sayso.places.otherwise import bodies
from sayso.places.rank import ENGLISH
from sayso.places.towns import named
from sayso.text.parse import Parse

__all__ = ["fated"]

_CITY: Final = 50_000  # people
_SMALL: Final = 1000  # people


def fated(parse: Parse, first: int, last: int, countries: set[str]) -> str:
    """The name of a city, taken for a person's or a body's, of which is said what befalls cities: "Homs has been under siege", "Goma fell on Monday"; "" if
    nothing of the kind is said, or no city large enough bears it.

    >>> from sayso.models import parse
    >>> p = parse("Homs fell on Monday.")
    >>> fated(p, 0, 0, {"SY"}), fated(parse("Homs spoke on Monday."), 0, 0, {"SY"})
    ('Homs', '')
    """
    text = parse.words(first, last)
    head = parse.top(first, last)
    if parse.relations[head] == "conj":
        head = parse.heads[head]  # "captured Nyala and El Geneina"
    verb, relation = parse.heads[head], parse.relations[head]
    if verb < 0 or text in words("common") or text in bodies():
        return ""
    ruled = _ruled(parse, head)
    if not ruled and not relation.startswith(("nsubj", "obj")):
        return ""
    lemma = parse.low_lemmas[verb]
    about = {parse.low_lemmas[c] for c in parse.children[verb]} | {lemma}
    fits = (
        lemma in words("fates", "befalls")
        if relation in ("obj", "nsubj:pass")
        else (lemma in words("fates", "falls") and parse.child(verb, "obj") < 0)
        or (bool(about & words("fates", "states")) and (lemma in ("remain", "stay", "be", "come", "lie") or parse.child(verb, "cop") >= 0))
    )
    moves = lemma in words("fates", "moves") and relation == "obj" and not countries & ENGLISH  # people are left and reached too
    taken = moves or (lemma in words("fates", "takes") and relation in ("obj", "nsubj:pass"))
    whose = ("hand", "control")  # "is in rebel hands", "remains under the control of the army"
    held = relation.startswith("nsubj") and (
        (lemma in whose and parse.child(verb, "cop") >= 0)
        or (lemma in ("remain", "stay", "be") and any(parse.lemmas[c] in whose and parse.relations[c] == "obl" for c in parse.children[verb]))
    )
    held = held or ruled or (relation in ("nsubj:pass", "obj") and lemma == "take" and "back" in about)
    found = [e for e in named(text) if e.official] if fits or taken or held else []
    if not fits:  # people are captured too, and are in somebody's hands
        least = (
            _SMALL
            if held
            or (lemma in ("lose", "capture", "take") and relation == "nsubj:pass" and not countries & ENGLISH)
            or moves
            or (lemma == "hold" and relation == "nsubj:pass")
            else _CITY
        )
        return text if any(e.people >= least and e.country in countries for e in found) else ""
    return text if any(e.people >= _CITY or (e.people >= _SMALL and e.country in countries) for e in found) else ""


def _ruled(parse: Parse, token: int) -> bool:
    """Whether a name is one of what is ruled or passed on: "took full control of X", "X has changed hands twice"."""
    above = parse.heads[token]
    verb = parse.heads[above]
    if parse.relations[token] == "nmod" and parse.lemmas[above] == "control" and parse.relations[above] in ("obj", "nsubj:pass"):
        return verb >= 0 and parse.upos[verb] == "VERB" and any(parse.lower[c] in ("of", "over") for c in parse.children[token])
    hands = parse.child(above, "obj")
    return parse.relations[token] == "nsubj" and parse.lemmas[above] == "change" and hands >= 0 and parse.lower[hands] == "hands"
