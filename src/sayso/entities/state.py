"""What the steps of the pass over a report share."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sayso.entities.drafts import Drafts
from sayso.entities.titles import Title
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["State", "begin"]


@dataclass(slots=True)
class State:
    """A report in the making.

    Attributes:
        parse: Its parse.
        drafts: Its entities so far.
        places: Its places by their first token, with their last.
        place_of: For each place, by its characters, the number of its draft.
        titles: Titles in front of people's names, by the number of the name.
        beside: The noun that a name is said to be ("Lavrov, the minister"), by the number of the name.
        surnames: Words that name people in the report: the last of their full names, and those more often read as a person than as anything else.
        taken: Tokens that belong to a title or such a noun, and describe nobody else.
    """

    parse: Parse
    drafts: Drafts
    places: dict[int, tuple[Place, int]]
    place_of: dict[tuple[int, int], int] = field(default_factory=dict)
    titles: dict[int, Title] = field(default_factory=dict)
    beside: dict[int, int] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    taken: set[int] = field(default_factory=set)


def begin(parse: Parse, places: Sequence[Place], published: date | None) -> State:
    """The state before anything is read."""
    starts = parse.starts
    at: dict[int, tuple[Place, int]] = {}
    for p in places:
        first = max(bisect_right(starts, p.start) - 1, 0)
        at[first] = (p, max(bisect_right(starts, p.end - 1) - 1, first))
    return State(parse, Drafts(parse, published), at, surnames=_surnames(parse))


def _surnames(parse: Parse) -> frozenset[str]:
    votes: Counter[str] = Counter()
    full = set()
    for name in parse.names:
        word = parse.tokens[name.last].text
        if name.first == name.last:
            votes[word] += 1 if name.kind == "PER" else -1
        elif name.kind == "PER":
            full.add(word)
    single = {parse.tokens[n.last].text for n in parse.names if n.first == n.last and n.kind == "PER"}
    return frozenset(w for w in full | {w for w in single if votes[w] > 0} if w[0].isupper())
