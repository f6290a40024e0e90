"""Numbers in digits, words and both, read from tokens: "44m", "two and a half thousand", "1 200", "3.5 million", "two thirds".

Only what a number is worth is decided here. Whether it counts anything, is a year, an age or a road, and what "more than"
before it means, is for those who know the words around it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from math import isfinite
from typing import Any, Final

from sayso.tables import table

__all__ = ["begins_number", "read_number", "read_ordinal", "read_ratio"]

Number = int | float
_Read = tuple[float, int]
"""A value and the index behind its last word."""

LONGEST: Final = 32
"""Most tokens that one number can have ("nine hundred and ninety-nine million …" has 27)."""

_LONGEST_WORD: Final = 40
"""Characters; what is longer is no number that anybody means, and may be too large for one."""

_COMMAS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")  # 1,200.5 and the Indian 12,34,567
_DOTS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")  # 1.200.000 and 1.200,5: plainly continental
_POINT: Final = re.compile(r"\d*\.\d+|\d+")
_DECIMAL_COMMA: Final = re.compile(r"\d+,\d{1,2}")
_EXPONENT: Final = re.compile(r"\d+(?:\.\d+)?e[+-]?\d+")
_TENS: Final = re.compile(r"e\d{1,2}")
_GLUED: Final = re.compile(r"(\d+)([a-z]+)")  # 10k, 2million
_FRACTION: Final = re.compile(r"(\d{1,3})/(\d{1,3})")


@cache
def _words() -> dict[str, Any]:
    t: dict[str, Any] = table("text/numbers")
    ordinals: dict[str, Number] = t["ordinals"]
    parts = {w: v for w, v in ordinals.items() if v > 2}
    parts |= {f"{w}s": v for w, v in parts.items()} | t["parts"]
    firsts = {f"{w}s": v for w, v in ordinals.items() if v <= 2}
    known = set(t["units"]) | set(t["tens"]) | set(t["scales"]) | set(t["dozens"]) | {"hundred", "hundreds", "half", "quarter", "minus", "negative"}
    return t | {"parts": parts, "firsts": firsts, "months": frozenset(t["months"]), "known": frozenset(known - {"score", "billions", "millions", "thousands"})}


def begins_number(word: str) -> bool:
    """Whether a number can begin with the word; articles ("a dozen") aside.

    >>> [w for w in ("44m", "Twelve", "dozen", "tenth", "and", "½") if begins_number(w)]
    ['44m', 'Twelve', 'dozen', '½']
    """
    return word[0].isnumeric() or (word[0] == "." and word[1:2].isdigit()) or word.lower() in _words()["known"]


def read_number(words: Sequence[str], i: int, *, signed: bool = False) -> tuple[Number, int] | None:
    """The value of the longest number that begins at word ``i`` and the index behind it, or None if none does.

    Tokens are those of :func:`sayso.text.tokens.tokenise`: hyphens stand alone ("twenty", "-", "five"), as do "m" and "k".

    >>> read_number("some 1.2 million people".split(), 1)
    (1200000, 3)
    >>> read_number("two hundred and five".split(), 0), read_number("twenty - five men".split(), 0)
    ((205, 4), (25, 3))
    >>> read_number("two and a half thousand".split(), 0), read_number("half a million".split(), 0)
    ((2500, 5), (500000, 3))
    >>> read_number("March 3 200 people".split(), 1), read_number("of 3 200 people".split(), 1)
    ((3, 2), (3200, 3))
    >>> read_number("three quarters of them".split(), 0), read_number("many".split(), 0)
    ((0.75, 2), None)

    Args:
        words: Tokens, in any case.
        i: Where the number should begin.
        signed: Whether a hyphen before digits makes them negative; in lists and scores it does not.
    """
    w = [x.lower() if len(x) <= _LONGEST_WORD else "#" for x in words[i : i + LONGEST]]
    if not w:
        return None
    if w[0] in ("minus", "negative") or (signed and w[0] == "-" and len(w) > 1 and w[1][0] in "0123456789."):
        found = _number([*w[1:], ""], "")
        return (_tidy(-found[0]), i + 1 + found[1]) if found and isfinite(found[0]) else None
    found = _number([*w, ""], words[i - 1].lower() if i else "")
    return (_tidy(found[0]), i + found[1]) if found and isfinite(found[0]) else None


def read_ordinal(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """The value of the ordinal at word ``i`` and the index behind it.

    >>> read_ordinal("the twenty - third victim".split(), 1), read_ordinal(["24th"], 0), read_ordinal(["24"], 0)
    ((23, 4), (24, 1), None)
    """
    t = _words()
    word = words[i].lower()
    if word[0].isdigit():
        return (int(word[:-2]), i + 1) if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdecimal() and len(word) <= _LONGEST_WORD else None
    if word in t["tens"]:
        j = i + 2 if i + 2 < len(words) and words[i + 1] == "-" else i + 1
        last = t["ordinals"].get(words[j].lower(), 99) if j < len(words) else 99
        return (t["tens"][word] + last, j + 1) if last < 10 else None
    return (int(t["ordinals"][word]), i + 1) if word in t["ordinals"] else None


def read_ratio(words: Sequence[str], i: int) -> tuple[float, int] | None:
    """The share that "one in five", "two out of three" or "nine of every ten" at word ``i`` names, and the index behind it.

    A share is below one: "12 in six boxes" is none.

    >>> read_ratio("one in five of them".split(), 0), read_ratio("two out of every three".split(), 0)
    ((0.2, 3), (0.6666666666666666, 5))
    >>> read_ratio("12 in six boxes".split(), 0)
    """
    over = read_number(words, i)
    if over is None:
        return None
    j = over[1]
    rest = tuple(x.lower() for x in words[j : j + 3])
    for between in (("out", "of", "every"), ("out", "of"), ("in", "every"), ("of", "every"), ("in",), ("over",)):
        if rest[: len(between)] == between and j + len(between) < len(words):
            under = read_number(words, j + len(between))
            if under and 0 < over[0] < under[0] and float(over[0]).is_integer():
                return over[0] / under[0], under[1]
    return None


def _tidy(value: float) -> Number:
    """A whole number as ``int``, free of the dust of floating point."""
    near = round(value)
    return near if abs(value - near) <= 1e-9 * max(1.0, abs(value)) and (near or not value) else value


def _number(w: list[str], before: str) -> _Read | None:
    """A number at the beginning of ``w``, which ends in an empty word; ``before`` is the word before it."""
    t = _words()
    if w[0] in ("a", "an") or w[0] in t["parts"]:
        part = _part(w)
        if part:
            return _of_a_scale(w, *part)
    found = _cardinal(w, before)
    if found is None:
        return None
    value, j = found
    under = _denominator(w, j + 1 if w[j] == "-" else j, one=value == 1)
    if under and value == int(value):
        return _of_a_scale(w, value / under[0], under[1])
    return found


def _of_a_scale(w: list[str], value: float, j: int) -> _Read:
    """A fraction, times the scale behind it: "half a million", "two thirds of a million", "quarter million"."""
    t = _words()
    k = j + 1 if w[j] == "of" else j
    k = k + 1 if w[k] in ("a", "an", "one") else k
    if w[k] in t["scales"]:
        return value * t["scales"][w[k]], k + 1
    if w[k] == "hundred":
        return value * 100, k + 1
    if w[k] in t["dozens"] and w[k] != "score":
        return value * 12, k + 1
    return value, j


def _part(w: list[str]) -> _Read | None:
    """A fraction with the numerator one: "a third", "half", "a twenty-first"; "half" and "quarter" need no article."""
    if w[0] in ("half", "quarter"):
        return (1 / _words()["parts"][w[0]], 1)
    if w[0] in ("a", "an"):
        under = _denominator(w, 1, one=True)
        if under:
            return 1 / under[0], under[1]
    return None


def _denominator(w: list[str], j: int, *, one: bool) -> tuple[float, int] | None:
    """The denominator at ``j``: singular behind one, plural behind any other number ("two thirds", never "two third")."""
    t = _words()
    base = 0
    if w[j] in t["tens"]:
        base = t["tens"][w[j]]
        j += 2 if w[j + 1] == "-" else 1
    value = t["parts"].get(w[j])
    if base:
        value = value if value and value < 10 and w[j].rstrip("s") in t["ordinals"] else t["firsts"].get(w[j]) or (t["ordinals"].get(w[j]) if one else None)
        if value is None or value >= 10:
            return None
    if value is None or (one if w[j].endswith("s") else not one):
        return None
    return base + value, j + 1


def _cardinal(w: list[str], before: str) -> _Read | None:
    """A whole or decimal number: chunks below a thousand, each with its scale, in falling order."""
    t = _words()
    total, last, j = 0.0, float("inf"), 0
    end = 0
    while True:
        digits = w[j][:1].isdigit()
        chunk = _chunk(w, j, before if j == 0 else "-")
        if chunk is None:
            break
        value, k = chunk
        part = _and_part(w, k)
        if part and w[part[1]] in t["scales"]:
            value, k = value + part[0], part[1]
        scale = 1.0
        if digits and w[k] in t["short_scales"]:
            scale, k = t["short_scales"][w[k]], k + 1
        if w[k] == "-" and w[k + 1 : k + 2] and w[k + 1] in t["scales"]:
            k += 1  # "six-million people"
        while w[k] in t["scales"]:
            scale *= t["scales"][w[k]]
            k += 1
        if end and (value * scale >= last or (digits and scale == 1 and not _small(w, end, j))):
            break
        total, last, end = total + value * scale, scale, k
        if scale == 1:
            break
        if _and_part(w, k):
            break  # "a million and a half": a fraction of the scale, not a new chunk
        j = k + 1 if w[k] == "and" else k
        if w[j] in ("a", "an", "hundred"):
            break
    if not end:
        return None
    part = _and_part(w, end)
    if part and (last > 1 or total < 1000):
        fraction, end = part
        scale = last
        if w[end] in t["scales"]:
            scale, end = t["scales"][w[end]], end + 1
        total += fraction * scale
    if w[end] in t["dozens"] and (w[end] != "score" or total < 10):
        total, end = total * t["dozens"][w[end]], end + 1
    return total, end


def _small(w: list[str], end: int, j: int) -> bool:
    """Whether the bare digits at ``j`` may still belong to the number that ends at ``end``: "4 thousand 200", not "a thousand and 20"."""
    return end == j and w[0][:1].isdigit() and w[j].isdigit() and w[end - 1] in ("thousand", "lakh", "crore")


def _and_part(w: list[str], k: int) -> _Read | None:
    """Such as "and a half", "and three quarters" at ``k``."""
    if w[k] != "and":
        return None
    rest = w[k + 1 :]
    part = _part(rest)
    if part is None:
        over = _below_hundred(rest, 0)
        under = over and _denominator(rest, over[1], one=over[0] == 1)
        if not over or not under:
            return None
        part = over[0] / under[0], under[1]
    return part[0], k + 1 + part[1]


def _chunk(w: list[str], j: int, before: str) -> _Read | None:
    """Digits, or words below a thousand ("twelve hundred" too); one, where a scale stands alone or behind an article."""
    t = _words()
    if w[j][:1].isnumeric() or w[j][:1] == ".":
        return _digits(w, j, before)
    if w[j] in ("a", "an") and (w[j + 1] in t["scales"] or w[j + 1] in t["dozens"]):
        return 1, j + 1
    if w[j] in t["scales"] or (w[j] in t["dozens"] and w[j] != "score"):
        return (1, j) if not w[j].endswith("s") else None
    if w[j] in ("a", "an") and w[j + 1] == "hundred":
        value, k = 1.0, j + 1
    elif w[j] == "hundred":
        value, k = 1.0, j
    else:
        low = _below_hundred(w, j)
        if low is None:
            return None
        value, k = low
    if w[k] in ("hundred", "hundreds") and 0 < value < 100:
        value, k = value * 100, k + 1
        m = k + 1 if w[k] == "and" else k
        low = _below_hundred(w, m)
        # "three hundred and two hundred" are two numbers, "twenty and three" too
        if (low and w[low[1]] not in ("hundred", "hundreds") and not _denominator(w, low[1], one=low[0] == 1)) or (
            low and _denominator(w, low[1], one=low[0] == 1) and m == k
        ):
            value, k = value + low[0], low[1]
    if w[k] == "point":
        return _decimals(w, value, k)
    return value, k


def _below_hundred(w: list[str], j: int) -> _Read | None:
    t = _words()
    if w[j] in t["units"]:
        return t["units"][w[j]], j + 1
    if w[j] in t["tens"]:
        k = j + 2 if w[j + 1] == "-" else j + 1
        unit = t["units"].get(w[k], 0) if k < len(w) else 0
        return (t["tens"][w[j]] + unit, k + 1) if 0 < unit < 10 else (t["tens"][w[j]], j + 1)
    return None


def _decimals(w: list[str], value: float, k: int) -> _Read:
    """Such as "two point zero three", "point seventy-one"."""
    digits, j = "", k + 1
    while (low := _below_hundred(w, j)) is not None:
        digits, j = digits + str(int(low[0])), low[1]
    return (value + float(f"0.{digits}"), j) if digits else (value, k)


def _digits(w: list[str], j: int, before: str) -> _Read | None:
    """A number in digits, with its groups ("1 200 000"), its fraction ("2 1/2", "2½") and "hundred" behind it."""
    t = _words()
    word, k = w[j], j + 1
    glued = _GLUED.fullmatch(word)
    if glued and (glued[2] in t["short_scales"] or glued[2] in t["scales"]):
        return float(glued[1]) * (t["short_scales"].get(glued[2]) or t["scales"][glued[2]]), k
    if word.isdigit() and word.isascii():
        value = float(word)
        if len(word) <= 3 and word[0] != "0" and before not in t["months"]:
            text = word
            while len(w[k]) >= 3 and w[k][:3].isdigit() and (len(w[k]) == 3 or w[k][3] in ".,") and _worth(w[k][:3] + w[k][3:]) is not None:
                text, k = text + w[k], k + 1
                if not w[k - 1].isdigit():
                    break
            value = _worth(text) or 0.0 if k > j + 1 else value
    else:
        worth = _worth(word)
        if worth is None:
            return None
        value = worth
    if k < len(w) and float(value).is_integer():
        part = _FRACTION.fullmatch(w[k])
        if part and 0 < int(part[1]) < int(part[2]) <= 16 and k == j + 1 and word.isdigit():
            value, k = value + int(part[1]) / int(part[2]), k + 1
        elif len(w[k]) == 1 and w[k].isnumeric() and not w[k].isdigit() and unicodedata.numeric(w[k]) < 1:
            value, k = value + unicodedata.numeric(w[k]), k + 1
    if w[k] == "hundred":
        value, k = value * 100, k + 1
        m = k + 1 if w[k] == "and" else k
        if w[m].isdecimal() and len(w[m]) <= 2 and w[m] != "0" and w[m + 1] != "hundred":
            value, k = value + int(w[m]), m + 1
        elif m > k and (low := _below_hundred(w, m)) and w[low[1]] != "hundred":
            value, k = value + low[0], low[1]
    return _power(w, value, k)


def _power(w: list[str], value: float, k: int) -> _Read:
    """Scientific notation behind digits: "e6", "x 10^6", "^2"."""
    if _TENS.fullmatch(w[k]):
        return value * 10.0 ** int(w[k][1:]), k + 1
    base, m = (10.0, k + 2) if w[k] in ("x", "×") and w[k + 1] == "10" else (value, k)
    if w[k] == "x10":
        base, m = 10.0, k + 1
    if w[m] == "^" or (w[m] == "e" and w[m + 1] in ("+", "-")):
        base = base if w[m] == "^" else 10.0
        sign = -1 if w[m + 1] == "-" else 1
        n = m + 1 + (w[m + 1] in ("+", "-"))
        if w[n].isdecimal() and len(w[n]) <= 2:
            try:
                power = float(base) ** (sign * int(w[n]))
            except (OverflowError, ZeroDivisionError):
                return value, k
            return (power if m == k and w[m] == "^" else value * power), n + 1
    return value, k


def _worth(word: str) -> float | None:
    """The value of one token of digits, separators and fraction signs."""
    if _POINT.fullmatch(word):
        return float(word)
    if _COMMAS.fullmatch(word):
        return float(word.replace(",", ""))
    if _DOTS.fullmatch(word):
        return float(word.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(word):
        return float(word.replace(",", "."))
    if _EXPONENT.fullmatch(word):
        return float(word)
    part = _FRACTION.fullmatch(word)
    if part and int(part[2]):
        return int(part[1]) / int(part[2])
    if len(word) > 1 and word[:-1].isdigit() and word[:-1].isascii() and word[-1].isnumeric():
        return int(word[:-1]) + unicodedata.numeric(word[-1])  # 2½
    if len(word) == 1 and word.isnumeric():
        return unicodedata.numeric(word)
    return None
