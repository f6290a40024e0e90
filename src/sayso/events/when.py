"""When an event took place: of the times that its sentence and the story so far give, the one that the words speak for; none where
none does.

The choice is among these times and "none", by the weights of ``resources/events/dating.yaml``, which ``training/dating.py`` learns.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from math import exp
from typing import NamedTuple

from sayso.events.dating import Candidate, Scenes
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Time

__all__ = ["Clock", "Dated", "score"]


class Dated(NamedTuple):
    """The time of an event, how likely it is among all that it may be, and whether an earlier sentence gives it."""

    time: Time
    share: float
    carried: bool


class Clock:
    """The times of one report's events, where a date once given holds on in the story.

    Args:
        parse: The report's parse.
        times: Its times, resolved.
        published: The day of publication.
        outside: Tokens of which no time is one of the story: datelines and headers.
    """

    def __init__(self, parse: Parse, times: Sequence[Time], *, published: date | None = None, outside: Iterable[int] = ()) -> None:
        self.parse = parse
        self._scenes = Scenes(parse, times, published, frozenset(outside))

    def time_of(self, token: int, *, happened: bool) -> Dated | None:
        """When the event at ``token`` took place; None where the report does not say.

        What has not ``happened`` has only a time of its own clause: "demanded on Monday that they leave".
        """
        if not happened:
            own = self._scenes.dated(token)
            return Dated(own, 1.0, carried=False) if own else None
        found = self._scenes.candidates(token)
        if len(found) == 1:
            return None
        scores = [score(c) for c in found]
        top = max(scores)
        best = found[scores.index(top)]
        if best.time is None:
            return None
        return Dated(best.time, 1 / sum([exp(s - top) for s in scores], 0.0), best.time not in self._scenes.of(token))


def score(candidate: Candidate) -> float:
    """What the weights and the encoder say of a candidate."""
    weights = _weights()
    return sum([weights.get(f, 0.0) for f in candidate.features], 0.0) + candidate.heard


@cache
def _weights() -> dict[str, float]:
    return {k: float(v) for k, v in table("events/dating")["weights"].items()}
