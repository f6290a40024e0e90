"""The words that times are made of, by class, and small numbers."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sayso.tables import table
from sayso.text.numbers import read_number, read_ordinal
from sayso.times.calendar.holidays import names

__all__ = ["MORE", "Words", "count", "integer", "ordinal", "spell_at", "spelled_year", "weekdays", "words"]


class Words(NamedTuple):
    """The lexicon, as sets and dictionaries over lower-case tokens."""

    months: dict[str, int]
    weekdays: dict[str, int]
    weekday_plurals: dict[str, int]
    unsure: frozenset[str]
    units: dict[str, str]
    plural_units: frozenset[str]
    parts: dict[str, str]
    plural_parts: frozenset[str]
    plain_holidays: frozenset[str]
    seasons: dict[str, str]
    deictic: dict[str, int]
    vague: dict[str, str]
    vague_adjectives: dict[str, str]
    vague_phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    sets: dict[str, str]
    which: dict[str, int]
    narrative: frozenset[str]
    edges: dict[str, str]
    approximate: frozenset[str]
    vague_counts: frozenset[str]
    zones: dict[str, str]
    to_come: frozenset[str]
    named_after: frozenset[str]
    of_a_season: frozenset[str]
    happenings: frozenset[str]
    triggers: frozenset[str]
    before: frozenset[str]


_DECADES: Final = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_NUMBERS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand half first second third fourth fifth sixth seventh eighth ninth tenth a an dozen couple"
)


@cache
def words() -> Words:
    """The lexicon of times, made once a process from ``resources/times``."""
    t: dict[str, Any] = table("times/words")
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in t["vague_phrases"].items():
        phrases.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), value))
    triggers = {w for k in ("months", "weekdays", "weekday_plurals", "units", "parts", "seasons", "deictic", "vague", "vague_adjectives", "sets") for w in t[k]}
    triggers |= set(phrases) - {"the", "at", "this", "that", "these", "right", "long", "to", "till"} | {
        "date",
        "period",
        "past",
        "future",
        "moment",
        "o'clock",
        "a.m.",
        "p.m.",
        "present",
    }
    triggers |= set(names()) | set(_DECADES) | {"time", "ago", "nineteen", "thousand", "q1", "q2", "q3", "q4", "h1", "h2"}
    before = set(table("text/numbers")["ordinals"]) | set(t["which"]) | set(t["edges"]) | set(t["approximate"]) | set(t["vague_counts"]) | set(_NUMBERS.split())
    before |= {"the", "of", "-", "–", "every", "each", "per", "other", "more", "less", "than", "at", "least", "right", "these", "fiscal", "financial", "and", "to", "long",
               "first", "very", "only", "just", "in", "coming", "whole", "entire", "full", "or", "all", "once", "twice", "times", "school", "small", "wee", "up", "over",
               "under", "as", "much", "little", "trading", "business", "working", "consecutive", "straight", "additional", "many", "no", "its", "on", "near", "foreseeable", "recent", "another", "calendar", "election", "until", "till", "through", "thru", "year", "later", "earlier", "latter", "part", "corresponding", "comparable", "orthodox", "good", "single", "whichever", "from", "between"}  # fmt: skip
    fields: dict[str, Any] = {k: v if isinstance(v, dict) else frozenset(v) for k, v in t.items()}
    return Words(**fields | {"vague_phrases": phrases, "triggers": frozenset(triggers), "before": frozenset(before)})


@cache
def decade_names() -> dict[str, int]:
    return _DECADES


def integer(word: str) -> int | None:
    """The value of a token of plain digits, at most four of them."""
    return int(word) if len(word) <= 4 and word.isdecimal() and word.isascii() else None


def spelled_year(w: Sequence[str], i: int) -> tuple[int, int] | None:
    """A year in words and the index behind it: "nineteen ninety-six", "two thousand and five"."""
    if i + 1 >= len(w) or w[i] not in _CENTURIES:
        return None
    if w[i] == "two":
        found = read_number(w, i) if w[i + 1] == "thousand" else None
        return (int(found[0]), found[1]) if found and 2000 <= found[0] <= 2100 else None
    j = i + 2 if w[i + 1] == "hundred" else i + 1
    if j < len(w) and (w[j] in _TENS or j == i + 2):
        found = read_number(w, j) if w[j] in _NUMBER_WORDS else None
        if found and 10 <= found[0] < 100 and found[0] == int(found[0]):
            return 100 * _CENTURIES[w[i]] + int(found[0]), found[1]
    return None


@cache
def weekdays() -> frozenset[str]:
    """The days of the week, written out.

    >>> "friday" in weekdays(), "fri" in weekdays()
    (True, False)
    """
    return frozenset(w for w in words().weekdays if w.endswith("day"))


_SMALL: Final = {word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_CENTURIES: Final = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "two": 20}
_TENS: Final = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)


def ordinal(w: Sequence[str], i: int) -> tuple[int, int] | None:
    """An ordinal and the index behind it: "24th", "third", "twenty-third"."""
    if i >= len(w) or not (w[i][0].isdigit() or w[i].isalpha()):
        return None
    return read_ordinal(w, i)


def count(w: Sequence[str], i: int) -> tuple[float | None, int] | None:
    """How many of a unit: "two", "a", "48", "two and a half", "a few" (None), "several" (None); and the index behind it."""
    if i >= len(w):
        return None
    word = w[i]
    known = words()
    if i + 1 < len(w) and w[i + 1] in known.units and (units := integer(word) or _SMALL.get(word)) is not None:
        return units, i + 1  # "seven quarters" are no fraction here
    if word == "another":
        found = count(w, i + 1)
        return found if found and found[1] < len(w) and w[found[1]] in known.plural_units else (1, i + 1)
    if word in ("a", "an"):
        following = w[i + 1] if i + 1 < len(w) else ""
        if following in ("few", "couple", "number", "handful", "good"):
            j = i + 3 if i + 2 < len(w) and w[i + 2] == "of" else i + 2
            return (2 if following == "couple" else None), j
        if following in ("half", "hundred", "thousand", "quarter", "dozen"):
            found = read_number(w, i)
            if found:
                return float(found[0]), found[1]
        return 1, i + 1
    if word == "couple":
        return 2, i + 2 if i + 1 < len(w) and w[i + 1] == "of" else i + 1
    if word in known.vague_counts and word != "recent":
        return None, i + 1
    if word in ("half", "dozens") or word[0].isdigit() or word in _NUMBER_WORDS:
        found = read_number(w, i)
        if found and found[0] >= 0:
            n, j = float(found[0]), found[1]
            if word == "half" and j < len(w) and w[j] in ("a", "an"):
                j += 1
            return n, j
        if word == "half":
            return 0.5, i + 2 if i + 1 < len(w) and w[i + 1] in ("a", "an") else i + 1
    return None


_NUMBER_WORDS: Final = frozenset(_NUMBERS.split()) - {
    "a",
    "an",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "couple",
}

MORE: Final = frozenset(
    (
        "more",
        "other",
        "additional",
        "further",
        "long",
        "full",
        "whole",
        "entire",
        "consecutive",
        "straight",
        "short",
        "trading",
        "business",
        "working",
        "calendar",
        "solid",
        "entire",
    )
)


def spell_at(w: list[str], j: int) -> tuple[float | None, str, int] | None:
    """As in "three days", "few weeks", "24 hours" or bare plural "days" at ``j``."""
    known = words()
    n = len(w)
    if w[j] in known.plural_units and w[j] != "nights":
        return None, known.units[w[j]], j + 1
    found = count(w, j)
    if found and found[1] < n and w[j] not in ("a", "an"):
        k = found[1]
        if k < n and w[k] in ("to", "or", "-") and k + 1 < n:
            second = count(w, k + 1)
            if second and second[1] < n and w[second[1]] in known.units:
                return second[0], known.units[w[second[1]]], second[1] + 1
        if w[k] in MORE and k + 1 < n:
            k += 1
        if w[k] in known.units:
            return found[0], known.units[w[k]], k + 1
    return None
