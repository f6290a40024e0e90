"""What a trigger is: a word or phrase of the text that reports an event, as the lexicon knows it."""

from typing import NamedTuple

from sayso.events.arguments import Arguments
from sayso.events.lexicon import Entry

__all__ = ["Trigger"]


class Trigger(NamedTuple):
    """A word or phrase that reports an event: tokens ``first`` to ``last`` inclusive, ``head`` its syntactic head."""

    first: int
    last: int
    head: int
    entry: Entry
    arguments: Arguments
