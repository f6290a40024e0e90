"""Numbers that name something and count nothing: ages, resolutions, roads, years, dates, parts of names."""

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.quantities import Quantity, joined
from sayso.text.parse import Parse

__all__ = ["is_label", "is_pronoun"]


def is_label(parse: Parse, q: Quantity) -> bool:
    """Whether the number is part of a name, an age, a label or a date: "Resolution 2254", "Unit 8200", "Group of Seven", "aged 12"."""
    i, words = q.core, parse.lower
    if q.kind == "zero":
        return False
    n = parse.name_at[i]
    if n >= 0:
        name = parse.names[n]
        if name.kind == "DATE" and name.last > name.first:
            return True
        if name.kind in ("ORG", "FAC", "PRODUCT", "MISC", "LOC") and name.first < i and q.first == i:
            return True
        if (
            name.kind in ("ORG", "FAC", "PRODUCT", "MISC")
            and name.last > q.last_core
            and parse.xpos[name.last] != "NNS"
            and name.confidence > 0.8
            and not words[i][0].isdigit()
        ):
            return True
    if q.first == i - 1 and words[i - 1] in ("under", "over", "below", "above") and q.first > 0 and _aged(parse, q):
        return True
    if i > 0 and q.first == i:
        before = words[i - 1]
        told = words[q.last + 1 : q.last + 2] != [] and words[q.last + 1] in measures()["states"]  # "at the hospital 48 injured were counted"
        if before in words_of("labels") and words[i][0].isdigit() and not told and not (parse.heads[i] > i and parse.relations[i] == "nummod"):
            return True
        if before in words_of("labels") and before in ("aged", "age", "no.", "nos.", "resolution", "highway", "route", "#"):
            return True
        if before in ("and", ",") and i > 2 and words[i - 2].isdigit() and words[i - 3] in ("aged", "ages") and q.value < 110:
            return True  # "two brothers aged 12 and 15"
        if before in ("in", "since", "until", "during", "after", "before", "by") and q.first == q.last and _year(words[i]):
            return True
        # "Ahmad, 34, a teacher"
        if (
            before == ","
            and i + 1 < len(words)
            and words[i + 1] in (",", ")")
            and i >= 2
            and (
                parse.upos[i - 2] == "PROPN"
                or parse.name_at[i - 2] >= 0
                or (
                    parse.xpos[i - 2] == "NN"
                    and measures()["things"].get(parse.low_lemmas[i - 2]) == "person"
                    and parse.lemmas[i - 2] not in ("family", "crew")
                )
            )
            and words[i].isdigit()
            and q.low is not None
            and q.low < 110
        ):
            return True
        counts = parse.relations[i] == "nummod" and parse.heads[i] > i
        if before in words_of("months") and words[i].isdigit() and len(words[i]) <= 2 and not counts:
            return True
        if before == "(" and i + 1 < len(words) and words[i + 1] == ")" and words[i].isdigit() and len(words[i]) <= 2 and parse.upos[i - 2] == "PROPN":
            return True
    after = words[q.last + 1] if q.last + 1 < len(words) else ""
    if after in words_of("months") and words[i].isdigit() and q.low is not None and q.low <= 31:
        return True
    return bool(after in ("years", "year") and q.last + 2 < len(words) and words[q.last + 2] in ("old", "of"))


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1900" <= word < "2100"


def _aged(parse: Parse, q: Quantity) -> bool:
    """Whether a number is an age: "1,840 children under five were weighed"."""
    behind = parse.upos[q.last + 1] if q.last + 1 < len(parse) else "PUNCT"
    return parse.low_lemmas[q.first - 1] in _YOUNG_OR_OLD and behind not in ("NOUN", "PROPN", "ADJ")


_YOUNG_OR_OLD = frozenset({"child", "boy", "girl", "infant", "man", "woman", "adult", "person", "people", "those", "youth", "minor"})


def is_pronoun(parse: Parse, q: Quantity) -> bool:
    """Whether "one" is "the one", or a number names a year."""
    i, words = q.core, parse.lower
    if words[i] == "one" and q.first == q.last and i and words[i - 1] in ("the", "no", "some", "first", "last"):
        return True
    if q.first == q.last and _year(words[i]) and i and words[i - 1] in ("of", "from", "late", "early", "to", "for", "the"):
        return True
    return q.first == q.last and i > 0 and joined(parse, i) and words[i - 1] in (".", ":")
