"""Entities while a report is being read: drafts that grow with every mention."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sayso.entities.knowledge import Person
from sayso.types.kinds import EntityKind

__all__ = ["Draft", "Mention"]


class Mention(NamedTuple):
    """Tokens ``first`` to ``last`` with their head, and how they mean: by name, by pronoun, by description."""

    first: int
    last: int
    head: int
    form: str
    draft: int


@dataclass(slots=True)
class Draft:
    """Somebody or something, as far as it is known.

    Attributes:
        number: Its index among the drafts.
        plural: Whether several are meant.
        gender: "m", "f" or "" while unknown.
        sure: Whether the gender comes from a word or from knowledge rather than from a first name.
        hint: The gender that a single name would show were it a first name ("Mary", but also "Mr. James").
        parts: The folded words of a name.
        nouns: Base forms of the nouns that described it.
        narrowed: Lower-case modifiers that described it.
        known: Who it is, where the tables know.
        named: Whether it has a name, rather than a description.
        last: Its latest mention's head.
        sentence: Sentence of its latest mention.
        subjects: How many of its mentions were subjects.
        count: Its mentions so far.
    """

    number: int
    kind: EntityKind
    name: str
    plural: bool = False
    gender: str = ""
    sure: bool = False
    hint: str = ""
    role: str | None = None
    of: str | None = None
    geonameid: int | None = None
    parts: tuple[str, ...] = ()
    aliases: dict[str, None] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    narrowed: set[str] = field(default_factory=set)
    known: Person | None = None
    named: bool = True
    outlet: bool = False
    place_kind: str = ""
    country: str | None = None
    last: int = -1
    sentence: int = -1
    subjects: int = 0
    count: int = 0
    mentions: list[Mention] = field(default_factory=list)
