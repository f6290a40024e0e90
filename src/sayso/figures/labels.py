"""Numbers that name something and count nothing: ages, resolutions, roads, years, dates, parts of names."""

from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.quantities import Quantity, joined
from sayso.text.parse import Parse

__all__ = ["is_label", "is_pronoun"]


def is_label(parse: Parse, q: Quantity) -> bool:
    """Whether the number is part of a name, an age, a label or a date: "Resolution 2254", "Unit 8200", "Group of Seven", "aged 12".

    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("Resolution 2254 was passed after 40 men had died.")
    >>> [is_label(p, q) for q in quantities(p)]
    [True, False]
    """
    return q.kind != "zero" and any(sign(parse, q) for sign in _SIGNS)


_DOUBTFUL: Final = 0.4
"""Up to here a name may have run on into what it is not: "will free 706 prisoners and the Houthis 181"."""


def _in_name(parse: Parse, q: Quantity) -> bool:
    """Read "Group of Seven", "14 February"; but "Three Gorges" only where the encoder is sure of the name."""
    if parse.name_at[q.core] < 0:
        return False
    name = parse.names[parse.name_at[q.core]]
    if name.kind == "DATE":
        return name.last > name.first and not _counts_behind_a_month(parse, q)
    if name.kind in ("ORG", "FAC", "PRODUCT", "MISC", "LOC") and name.first < q.core and q.first == q.core and name.confidence > _DOUBTFUL:
        return True
    spelt = name.kind in ("ORG", "FAC", "PRODUCT", "MISC") and name.last > q.last_core and not parse.lower[q.core][0].isdigit()
    return spelt and parse.xpos[name.last] != "NNS" and name.confidence > 0.8


def _counts_behind_a_month(parse: Parse, q: Quantity) -> bool:
    """Whether a number behind a month counts what stands behind it: "in May 12 men died", where "in" takes a month and no day."""
    i = q.core
    counts = parse.relations[i] == "nummod" and parse.heads[i] > i and parse.xpos[parse.heads[i]] == "NNS"
    return counts and i > 1 and parse.lower[i - 1] in words_of("months") and parse.lower[i - 2] == "in"


def _under_age(parse: Parse, q: Quantity) -> bool:
    """Read "1,840 children under five were weighed"."""
    bound = q.first == q.core - 1 and q.first > 0 and parse.lower[q.first] in ("under", "over", "below", "above")
    behind = parse.upos[q.last + 1] if q.last + 1 < len(parse) else "PUNCT"
    return bound and parse.low_lemmas[q.first - 1] in _YOUNG_OR_OLD and behind not in ("NOUN", "PROPN", "ADJ")


def _before(parse: Parse, q: Quantity) -> str:
    """The word before a number without bounds, "" if it has any or is the first."""
    return parse.lower[q.core - 1] if q.core > 0 and q.first == q.core else ""


def _behind(parse: Parse, q: Quantity) -> str:
    return parse.lower[q.last + 1] if q.last + 1 < len(parse) else ""


def _labelled(parse: Parse, q: Quantity) -> bool:
    """Read "Highway 12", "aged 40"; but "at the hospital 48 injured were counted"."""
    i, before = q.core, _before(parse, q)
    if before not in words_of("labels"):
        return False
    counts = _behind(parse, q) in measures()["states"] or (parse.heads[i] > i and parse.relations[i] == "nummod")
    return before in words_of("always_labels") or (parse.lower[i][0].isdigit() and not counts)


def _second_age(parse: Parse, q: Quantity) -> bool:
    """Read "two brothers aged 12 and 15"."""
    i, words = q.core, parse.lower
    return _before(parse, q) in ("and", ",") and i > 2 and words[i - 2].isdigit() and words[i - 3] in ("aged", "ages") and q.value < _OLDEST


def _in_year(parse: Parse, q: Quantity) -> bool:
    return _before(parse, q) in ("in", "since", "until", "during", "after", "before", "by") and q.first == q.last and _year(parse.lower[q.core])


def _age_of_somebody(parse: Parse, q: Quantity) -> bool:
    """Read "Ahmad, 34, a teacher"."""
    i = q.core
    if _before(parse, q) != "," or i < 2 or i + 1 >= len(parse) or parse.lower[i + 1] not in (",", ")") or not parse.lower[i].isdigit():
        return False
    somebody = parse.xpos[i - 2] == "NN" and measures()["things"].get(parse.low_lemmas[i - 2]) == "person" and parse.lemmas[i - 2] not in ("family", "crew")
    return (somebody or parse.upos[i - 2] == "PROPN" or parse.name_at[i - 2] >= 0) and q.low is not None and q.low < _OLDEST


def _day_of_month(parse: Parse, q: Quantity) -> bool:
    """Read "March 4", "4 March"; but "In March 12 men died"."""
    i, word = q.core, parse.lower[q.core]
    counts = parse.relations[i] == "nummod" and parse.heads[i] > i
    if _before(parse, q) in words_of("months") and word.isdigit() and len(word) <= 2 and not counts:
        return True
    return _behind(parse, q) in words_of("months") and word.isdigit() and q.low is not None and q.low <= 31


def _in_brackets(parse: Parse, q: Quantity) -> bool:
    """Read "Ahmad (34)"."""
    i, word = q.core, parse.lower[q.core]
    brackets = _before(parse, q) == "(" and parse.lower[i + 1 : i + 2] == [")"]
    return brackets and word.isdigit() and len(word) <= 2 and parse.upos[i - 2] == "PROPN"


def _years_old(parse: Parse, q: Quantity) -> bool:
    return _behind(parse, q) in ("years", "year") and q.last + 2 < len(parse) and parse.lower[q.last + 2] in ("old", "of")


_SIGNS: Final = (_in_name, _under_age, _labelled, _second_age, _in_year, _age_of_somebody, _day_of_month, _in_brackets, _years_old)


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1900" <= word < "2100"


_OLDEST: Final = 110  # years
_YOUNG_OR_OLD: Final = frozenset({"child", "boy", "girl", "infant", "man", "woman", "adult", "person", "people", "those", "youth", "minor"})


def is_pronoun(parse: Parse, q: Quantity) -> bool:
    """Whether "one" is "the one", or a number names a year."""
    i, words = q.core, parse.lower
    if words[i] == "one" and q.first == q.last and i and words[i - 1] in ("the", "no", "some", "first", "last"):
        return True
    if q.first == q.last and _year(words[i]) and i and words[i - 1] in ("of", "from", "late", "early", "to", "for", "the"):
        return True
    return q.first == q.last and i > 0 and joined(parse, i) and words[i - 1] in (".", ":")
