"""Numbers of a text with the words that bound them: "more than 2,000", "between 18 and 25", "a few dozen", "no".

What they count is not asked here. The words are looked at by themselves, never through regular expressions over the text,
and only where one of them can begin a number.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from sayso.figures.bounds import after, before, bounded, merged
from sayso.figures.vague import read_vague
from sayso.tables import table
from sayso.text.numbers import begins_number, read_number, read_ordinal, read_ratio
from sayso.text.parse import Parse
from sayso.types.kinds import Relation

__all__ = ["Quantity", "quantities"]

Kind = Literal["number", "vague", "percent", "share", "zero", "ordinal"]
_RATIOS: Final = frozenset({"in", "out", "of", "over"})
_ONE_MORE: Final = frozenset({"second", "third", "fourth", "fifth", "sixth"})
"""As in "two were killed and a third was wounded": one more person, no share."""
_GLUED_ONLY: Final = frozenset({"k", "m", "b", "g"})  # "44m people", but "44 m deep"
_NOT_ZERO: Final = frozenset("fewer less more longer later matter doubt sooner better worse greater other further such way need sign evidence reason".split())


class Quantity(NamedTuple):
    """A number: tokens ``first`` to ``last`` inclusive with its bounds, ``core`` to ``last_core`` without.

    Attributes:
        value: The number said, the lower one of a range; a share as a part of one.
        kind: "share" ("a third", "one in five") and "percent" need a whole; "ordinal" counts when a death or a victim follows.
        hyphen: The word joined on by a hyphen ("15-year", "300-strong"), or "".
    """

    first: int
    last: int
    core: int
    last_core: int
    value: float
    low: float | None
    high: float | None
    relation: Relation
    kind: Kind
    hyphen: str = ""


class _Core(NamedTuple):
    first: int
    end: int
    low: float
    high: float | None
    relation: Relation
    kind: Kind


@cache
def _triggers() -> frozenset[str]:
    t = table("text/numbers")
    vague = table("figures/bounds")
    words = {w for w in [*t["units"], *t["tens"], *t["scales"], *t["dozens"], *vague["vague"]] if begins_number(w) or w in vague["vague"]}
    return frozenset(
        words | {"a", "an", "hundred", "half", "quarter", "few", "couple", "many", "zero", "no", "none", "nobody", "noone", "nil"} | set(t["ordinals"])
    )


@cache
def _behind_articles() -> frozenset[str]:
    """What makes a number of the "a" or "an" before it: "a dozen", "a third", "a few"."""
    t, bounds = table("text/numbers"), table("figures/bounds")
    return frozenset(
        {*t["scales"], *t["dozens"], *t["ordinals"], *t["tens"], *bounds["counted_few"], *bounds["vague_multipliers"], "hundred", "half", "quarter"}
    )


def quantities(parse: Parse, skip: Sequence[bool] | None = None, *, signed: bool = False, ranges: bool = True) -> list[Quantity]:
    """The numbers of a text, in order, never overlapping; those among tokens to ``skip`` (dates, times) left out.

    Args:
        parse: The text's parse.
        skip: For each token whether it is left aside.
        signed: Whether a minus sign belongs to its number; nothing that reports count is negative.
        ranges: Whether "18 to 25" is one range or two numbers.
    """
    out: list[Quantity] = []
    behind = 0
    for i in _beginnings(parse, signed=signed):
        if i < behind or (skip and skip[i]):
            continue
        found = _quantity(parse, i, out[-1].last + 1 if out else 0, signed=signed, ranges=ranges)
        if found is not None and not (skip and any(skip[found.core : found.last_core + 1])):
            out.append(found)
            behind = max(found.last, found.last_core) + 1
    return out


def _beginnings(parse: Parse, *, signed: bool) -> list[int]:
    """The tokens that a number can begin with; all others are never looked at."""
    words, triggers, articled = parse.lower, _triggers(), _behind_articles()
    last = len(words) - 1
    out = [i for i, w in enumerate(words) if w in triggers or not w[0].isalpha() or (signed and w in ("minus", "negative"))]
    return [
        i
        for i in out
        if (w := words[i])[0].isnumeric()
        or (w[0] == "." and len(w) > 1)
        or (w in triggers and (w not in ("a", "an") or (i < last and words[i + 1] in articled)))
        or (signed and _minus(parse, i))
    ]


def joined(parse: Parse, i: int) -> bool:
    """Whether token ``i`` follows the one before it without a blank."""
    return 0 < i < len(parse.tokens) and parse.tokens[i].start == parse.tokens[i - 1].end


def _minus(parse: Parse, i: int) -> bool:
    """Whether a sign stands at ``i``: a minus before digits that follows no word, or "minus"."""
    words = parse.lower
    if words[i] in ("minus", "negative"):
        return True
    return words[i] == "-" and i + 1 < len(words) and words[i + 1][0] in "0123456789." and not (i and words[i - 1][-1].isalnum())


def _quantity(parse: Parse, i: int, floor: int, *, signed: bool, ranges: bool) -> Quantity | None:
    words = parse.lower
    if words[i] in ("no", "none", "nobody", "noone"):
        return _zero(parse, i)
    if words[i] == "one" and _pronoun(words, i):
        return None
    core = _core(parse, i, signed=signed)
    if core is None:
        return _ordinal(words, i)
    if _code(parse, core) or (joined(parse, core.end) and words[core.end].isalpha()):
        return None  # "155mm shells", "29km": glued to its unit, it counts nothing
    core = _range(parse, core, floor) if ranges else core
    first, last = core.first, core.end - 1
    first, relations = before(words, first, floor)
    if core.relation == "range" and first > floor and words[first - 1] in ("between", "from", "either", "anywhere"):
        first, more = before(words, first - 1, floor)
        relations += more
    behind = after(words, core.end)
    if behind is None and words[core.end : core.end + 2] == [",", "at"]:
        behind = after(words, core.end + 1)  # "31, at least"; but "31, at least 12 of them" bounds the twelve
        if behind is not None and behind[1] < len(words) and words[behind[1]][0].isalnum():
            behind = None
    if behind is None and core.end + 1 < len(words) and parse.upos[core.end] == "NOUN":
        behind = after(words, core.end + 1)
        if behind is not None:
            relations.append(behind[0])
    elif behind is not None:
        relations.append(behind[0])
        last = behind[1] - 1
    relation = merged(relations)
    if words[last + 1 : last + 3] == ["or", "equal"] and relation in ("more_than", "less_than"):
        relation, last = ("at_least" if relation == "more_than" else "at_most"), last + 2
    low, high, relation = bounded(core.low, core.high, core.relation, relation)
    hyphen = ""
    if core.end + 1 < len(words) and words[core.end] in ("-", "‐", "‑") and joined(parse, core.end) and joined(parse, core.end + 1):
        hyphen = words[core.end + 1]
        if words[core.end + 2 : core.end + 3] == ["-"]:
            hyphen = words[core.end + 1]
    found = Quantity(first, last, core.first, core.end - 1, core.low, low, high, relation, core.kind, hyphen if hyphen != "odd" else "")
    return _combined(parse, found)


def _pronoun(words: Sequence[str], i: int) -> bool:
    """Whether "one" is the pronoun: "the one who", "this one"; "the one survivor" is not told apart."""
    before = words[i - 1] if i else ""
    if before in ("this", "that", "which", "any", "every", "each", "another", "a", "an", "new", "only", "other"):
        return True
    after = words[i + 1] if i + 1 < len(words) else ""
    if i >= 2 and words[i - 2] in ("a", "an") and before[0].isalpha() and after not in ("million", "billion", "hundred", "thousand", "trillion"):
        return True  # "an earlier one"
    return (
        before == "the" and after in ("who", "that", "which", "in", "at", "on", "you", "he", "she", "they", "we", "i", ",", ".", "with", "from", "to")
    ) or after in ("another", "can", "could", "would", "should", "must", "'s")


def _zero(parse: Parse, i: int) -> Quantity | None:
    words = parse.lower
    if words[i + 1 : i + 2] and words[i] == "no":
        if words[i + 1] in _NOT_ZERO or not words[i + 1][0].isalpha():
            return None
        if words[i + 1] == "one":
            return Quantity(i, i + 1, i, i + 1, 0, 0, 0, "exact", "zero")
    return Quantity(i, i, i, i, 0, 0, 0, "exact", "zero")


def _ordinal(words: Sequence[str], i: int) -> Quantity | None:
    found = read_ordinal(words, i)
    if found is None:
        return None
    value, end = found
    return Quantity(i, end - 1, i, end - 1, value, value, value, "exact", "ordinal")


def _core(parse: Parse, i: int, *, signed: bool = False) -> _Core | None:
    """The number at ``i`` without its bounds: vague, a share, a percentage or a value."""
    words = parse.lower
    vague = read_vague(words, i)
    if vague is not None:
        low, high, end = vague
        relation: Relation = "vague" if low != high else "about"
        return _Core(i, end, low, high, relation, "vague" if low != high else "number")
    if words[i] == "a" and words[i + 1 : i + 2] and words[i + 1] in _ONE_MORE and words[i + 2 : i + 3] and words[i + 2] in ("was", "is", "has"):
        return _Core(i, i + 2, 1, 1, "exact", "number")
    found = read_number(words, i, signed=signed)
    if found is None:
        return None
    value, end = found
    ratio = read_ratio(words, i) if words[end : end + 1] and words[end] in _RATIOS and words[i] not in ("a", "an", "half") else None
    # "one in five" needs a whole; "two in Homs" is none; "12 in 2020" is none either
    if ratio is not None and (signed or "over" not in words[i : ratio[1]]) and ratio[0] >= 0.001:
        return _Core(i, ratio[1], ratio[0], ratio[0], "exact", "share")
    if words[end - 1] in _GLUED_ONLY and end - 1 > i and not signed and not joined(parse, end - 1):
        end -= 1
        again = read_number(words[:end], i)
        if again is None:
            return None
        value, end = again
    if words[end : end + 1] == ["%"] or words[end : end + 1] in (["percent"], ["pc"], ["percentage"]):
        return _Core(i, end + 1, value / 100, value / 100, "exact", "percent")
    if words[end : end + 2] == ["per", "cent"]:
        return _Core(i, end + 2, value / 100, value / 100, "exact", "percent")
    if 0 < value < 1:
        return _Core(i, end, value, value, "exact", "share")
    about = any(w in ("dozen", "dozens") for w in words[i:end])  # a dozen is twelve or so
    return _Core(i, end, value, value, "about" if about else "exact", "number")


def _code(parse: Parse, core: _Core) -> bool:
    """Whether the number is part of a name or a code: "T-72", "COVID-19", "+380-44-…", "3/4/2022"."""
    i, words = core.first, parse.lower
    if not words[i][0].isdigit():
        return i >= 2 and words[i - 1] == "-" and joined(parse, i) and joined(parse, i - 1) and words[i - 2] in ("mid", "late", "early", "twenty")
    if i >= 2 and words[i - 1] in ("-", "‐", "‑", "/", "–") and joined(parse, i) and joined(parse, i - 1) and (words[i - 2][-1].isalnum()):
        return True
    if i >= 1 and joined(parse, i) and (words[i - 1][-1].isalnum() or words[i - 1] in ("#", "№", "/", "_", "=")):
        return True
    # 555-1234-77, 1939-1945: chains of digits, and years
    end, chain = core.end, 0
    while (
        end + 1 < len(words) and words[end] in ("-", "‐", "‑", "/", "–", ":") and joined(parse, end) and joined(parse, end + 1) and words[end + 1][0].isdigit()
    ):
        end, chain = end + 2, chain + 1
    if chain > 1 or (chain and words[core.end] in ("/", ":")):
        return True
    return chain == 1 and _year(words[i]) and len(words[core.end + 1]) in (2, 4) and words[core.end + 1].isdigit()


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and "1000" < word < "2100"


_TO: Final = frozenset({"to", "-", "–", "—", "or", "through", "~", "‐", "‑", "till"})


def _range(parse: Parse, core: _Core, floor: int) -> _Core:
    """Such as "18 to 25", "18-25", "between 18 and 25", "two or three", "10 to 15 million", "dozens or hundreds"."""
    words = parse.lower
    k = core.end
    if k + 1 >= len(words):
        return core
    if core.kind == "vague" or words[k : k + 2] == ["if", "not"] or words[k] in ("or", ","):
        m = k + 1 if words[k] == "," else k
        for link in (("or", "even"), ("if", "not"), ("or", "possibly"), ("and", "possibly"), ("or", "perhaps"), ("or", "maybe"), ("to",), ("or",)):
            if tuple(words[m : m + len(link)]) == link and m + len(link) < len(words):
                other = read_vague(words, m + len(link))
                if other is not None and other[1] is not None and core.high is not None and other[1] > core.high and other[0] != other[1]:
                    return core._replace(end=other[2], high=other[1], relation="vague", kind="vague")
        if core.kind == "vague":
            return core
    if core.kind not in ("number", "percent", "share"):
        return core
    joint = words[k]
    start, _ = before(words, core.first, floor)
    opener = words[start - 1] if start > floor else ""
    if not (joint in _TO or (joint == "and" and opener == "between")):
        return core
    if joint in ("to", "or") and opener == "from" and _changes(words, start):
        return core
    k, _ = _skip_bounds(words, k + 1)
    second = _core(parse, k) if words[k : k + 1] and (words[k] in _triggers() or words[k][0].isnumeric()) else None
    if second is None or second.relation == "vague" or (second.kind != core.kind and not (second.kind == "percent" and core.kind == "number")):
        return core
    low, high = core.low, second.low
    if second.kind == "percent" and core.kind == "number":
        low /= 100
    elif low < 1000 and low < high and words[second.end - 1] in ("million", "thousand", "billion", "hundred", "dozen", "m", "bn", "k", "lakh", "crore"):
        scale = read_number(["1", words[second.end - 1]], 0)
        if scale is not None and core.end - core.first == 1 and low * scale[0] <= high:
            low *= scale[0]
    if (
        not low < high
        or (joint == "or" and high > 3 * low + 1 and opener != "either")
        or (joint in ("-", "–", "to") and opener not in ("from", "between") and high > 1000 * low)
    ):
        return core
    if _year(words[core.first]) and _year(words[second.first]):
        return core
    kind: Kind = "percent" if second.kind == "percent" else core.kind
    return _Core(core.first, second.end, low, high, "range", kind)


def _changes(words: Sequence[str], i: int) -> bool:
    """Whether the words before "from" speak of a change: "rose from 61 to 65" is two numbers."""
    verbs = (
        "rose",
        "rise",
        "risen",
        "rising",
        "up",
        "down",
        "grew",
        "grown",
        "climbed",
        "increased",
        "jumped",
        "fell",
        "fallen",
        "revised",
        "dropped",
        "raised",
        "soared",
        "doubled",
        "decreased",
        "reduced",
        "declined",
        "increase",
        "lowered",
    )
    return any(w in verbs for w in words[max(0, i - 6) : i])


def _skip_bounds(words: Sequence[str], k: int) -> tuple[int, None]:
    """Past "about" inside a range: "between 20 and perhaps 30"."""
    while k < len(words) and words[k] in ("perhaps", "maybe", "possibly", "about", "some", "even", "around", "as", "many"):
        k += 1
    return k, None


def _combined(parse: Parse, left: Quantity) -> Quantity:
    """Such as "more than 20 but fewer than 30": two bounds on one thing are a range."""
    words = parse.lower
    k = left.last + 1
    if left.relation not in ("more_than", "at_least", "less_than", "at_most") or k >= len(words):
        return left
    k = k + 1 if words[k] == "," else k
    if k < len(words) and words[k] in ("and", "but", "or"):
        k += 1
    elif k == left.last + 1:
        return left
    for m in range(k + 1, min(k + 7, len(words))):
        if words[m] in _triggers() or words[m][0].isnumeric():
            start, relations = before(words, m, k)
            if start != k or not relations:
                continue
            core = _core(parse, m)
            if core is None or core.kind != left.kind:
                return left
            relation = merged(relations)
            low, high, _ = bounded(core.low, core.high, core.relation, relation)
            if left.low is not None and left.high is None and high is not None and low is None and high > left.low:
                return left._replace(last=core.end - 1, last_core=core.end - 1, high=high, relation="range")
            if left.high is not None and left.low is None and low is not None and high is None and low < left.high:
                return left._replace(last=core.end - 1, last_core=core.end - 1, low=low, relation="range")
            return left
    return left
