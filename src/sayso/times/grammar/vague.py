"""References to no particular time: "now", "recently", "the past", "the near future"."""

from sayso.text.parse import Parse
from sayso.times.grammar.dates import Read
from sayso.times.grammar.words import words
from sayso.times.meaning import Stretching, Vague

__all__ = ["vague"]


def vague(p: Parse, i: int) -> Read:
    """As in "now", "recently", "the near future", "recent weeks"."""
    w = p.lower
    known = words()
    for entry, value in known.vague_phrases.get(w[i], ()):
        j = i + len(entry)
        if tuple(w[i:j]) == entry:
            following = p.upos[j] if j < len(p) and p.sentence[j] == p.sentence[i] else "PUNCT"
            if entry[-1] == "date" and (p.upos[j - 1] != "NOUN" or p.lower[i - 1] in ("year", "month", "quarter", "up")):
                continue  # "to date the find"
            if entry[0] in ("the", "this", "that", "these", "to", "till") and following in ("NOUN", "PROPN", "ADJ", "NUM"):
                continue
            return Vague(value), j
    reference = known.vague.get(w[i])
    if reference is not None and p.upos[i] == "ADV":
        if (
            w[i] in ("soon", "shortly")
            and i + 1 < len(w)
            and (w[i + 1] in ("after", "before", "afterwards", "afterward", "thereafter", "as") or (i and w[i - 1] in ("as", "so", "too")))
        ):
            return None
        return Vague(reference), i + 1
    adjective = known.vague_adjectives.get(w[i])
    if adjective is not None and p.upos[i] == "ADJ":
        j = i + 1
        if j < len(w) and (w[j] in known.units or w[j] == "times"):
            if w[i] == "current":
                return None
            return (Stretching(None, known.units[w[j]], -1, vague=True) if w[j] in known.plural_units else Vague("PAST_REF")), j + 1
        return (Vague(adjective), j) if w[i] == "current" else None
    return None
