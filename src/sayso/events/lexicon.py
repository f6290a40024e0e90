"""The lexicon of events: which words can report an event, of what type, under which guards.

``resources/events/README.md`` describes the notation; here it becomes sets, once.
"""

from functools import cache
from typing import Final, NamedTuple

from sayso.tables import table
from sayso.types.kinds import EventType

__all__ = ["Entry", "Nouns", "elsewhere", "noun_entries", "nouns", "verb_entries"]

_LEXICA: Final = ("events/assault", "events/conflict", "events/cooperation")

# What a name or pronoun can stand for: "@people" is also met by a person's name, a people's name, "them".
_KINDS: Final[dict[str, frozenset[str]]] = {
    "party": frozenset(("PER", "ORG", "LOC", "NORP", "PRON")),
    "people": frozenset(("PER", "NORP", "PRON", "NUM")),
    "place": frozenset(("LOC", "FAC")),
    "state": frozenset(("LOC", "ORG", "NORP", "PRON")),
    "org": frozenset(("ORG",)),
    "number": frozenset(("NUM",)),
    "norp": frozenset(("NORP",)),
    "personname": frozenset(("PER",)),
    "force": frozenset(("NORP",)),
    "rebel": frozenset(("NORP",)),
    "target": frozenset(("LOC", "FAC", "NORP")),
    "armed": frozenset(("LOC", "NORP", "ORG", "PRON")),
    "structure": frozenset(("FAC",)),
    "official": frozenset(("PER",)),
    "crowd": frozenset(("NORP", "PRON")),
    "area": frozenset(("LOC",)),
    "media": frozenset(("ORG",)),
    "vehicle": frozenset(),
    "name": frozenset(("PER", "ORG", "LOC", "FAC", "NORP", "PROPN")),
    "money": frozenset(("MONEY",)),
}


class Nouns(NamedTuple):
    """What a guard admits: base forms, and classes of names, pronouns (PRON) and numbers (NUM)."""

    lemmas: frozenset[str]
    kinds: frozenset[str]
    any: bool = False


class Entry(NamedTuple):
    """One way in which a word reports an event.

    Attributes:
        words: What follows the first word: a particle, or the rest of a phrase.
        guards: By name ("obj", "obj!", "subj", "prep", …) what they ask for.
    """

    type: EventType
    mode: str | None
    context: tuple[str, ...]
    words: tuple[str, ...]
    guards: dict[str, Nouns]


@cache
def nouns(spec: str) -> Nouns:
    """A guard's value as sets: "@force|army", "any".

    >>> nouns("bank|@police").lemmas >= {"bank", "police", "gendarme"}
    True
    """
    classes = table("events/classes")["classes"]
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for part in spec.split("|"):
        if part.startswith("@"):
            lemmas.update(classes.get(part[1:], "").split())
            kinds |= _KINDS.get(part[1:], frozenset())
        else:
            lemmas.add(part)
    return Nouns(frozenset(lemmas), frozenset(kinds), any=spec == "any")


def _entry(text: str, group: dict[str, object]) -> tuple[str, Entry]:
    words: list[str] = []
    guards: dict[str, Nouns] = {}
    for part in text.split():
        name, colon, spec = part.partition(":")
        if colon:
            guards[name] = nouns(spec)
        elif part in ("noobj", "plural", "anchored", "uncounted", "inf"):
            guards[part] = Nouns(frozenset(), frozenset(), any=True)
        else:
            words.append(part)
    entry = Entry(group["type"], group.get("mode"), tuple(group.get("context") or ()), tuple(words[1:]), guards)  # type: ignore[arg-type]
    return words[0], entry


def _strictness(entry: Entry) -> tuple[int, int, int]:
    positive = [g for name, g in entry.guards.items() if not name.endswith("!")]
    wanted = entry.guards.get("obj")
    admitted = len(wanted.lemmas) + 100 * len(wanted.kinds) if wanted is not None else 10_000
    return -len(entry.words), admitted, -len(positive)


@cache
def _entries(kind: str) -> dict[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    for lexicon in _LEXICA:
        for group in table(lexicon)["groups"]:
            for text in group.get(kind) or ():
                first, entry = _entry(text, group)
                out.setdefault(first, []).append(entry)
                pieces = first.split("-")
                if len(pieces) > 1 and kind == "nouns":  # tokens end at hyphens: "cease", "-", "fire"
                    rest = [p for piece in pieces[1:] for p in ("-", piece)]
                    out.setdefault(pieces[0], []).append(entry._replace(words=(*rest, *entry.words)))
    return {word: tuple(sorted(entries, key=_strictness)) for word, entries in out.items()}


def verb_entries() -> dict[str, tuple[Entry, ...]]:
    """By base form, what a verb can report; longer and stricter entries first."""
    return _entries("verbs")


def noun_entries() -> dict[str, tuple[Entry, ...]]:
    """By first word, what nouns and fixed phrases can report; longer and stricter entries first."""
    return _entries("nouns")


@cache
def elsewhere() -> dict[str, frozenset[str]]:
    """By field, the words that show that a sentence is not about conflict: sport, business, arts, body, pretend."""
    return {field: frozenset(words) for field, words in table("events/classes")["elsewhere"].items()}
