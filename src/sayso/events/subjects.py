"""What a predicate phrase is said of."""

from typing import Final

from sayso.events.arguments import arguments
from sayso.events.phrases import antecedent
from sayso.text.parse import Parse

__all__ = ["subject_of"]

_NEAR: Final = 4  # words from "back" to the noun whose place it is


def subject_of(parse: Parse, token: int) -> int:
    """What a predicate phrase is said of: its own subject, or that of the verb it hangs on."""
    own = parse.child(token, "nsubj")
    if own >= 0:
        return antecedent(parse, own)
    back = next((k for k in range(max(0, token - _NEAR), token) if parse.lower[k] == "back" and parse.relations[k] == parse.relations[token] == "ccomp"), -1)
    if back >= 0 and (own := parse.child(back, "nsubj")) >= 0:
        return antecedent(parse, own)  # "is back in the hands of the army, he said", which the parse cuts in two
    above = parse.heads[token]
    if above < 0:
        return -1
    if parse.upos[above] == "ADV" and parse.child(above, "nsubj") >= 0:
        return parse.child(above, "nsubj")  # "is back in their hands"
    if parse.upos[above] == "ADV" and parse.relations[above] in ("conj", "advmod") and parse.child(above, "cop", "aux") >= 0 and parse.heads[above] >= 0:
        above = parse.heads[above]
        if (own := parse.child(above, "nsubj")) >= 0:
            return antecedent(parse, own)  # "changed hands and are back in army hands"
    found = arguments(parse, above)
    return found.patient if found.patient >= 0 else found.agent
