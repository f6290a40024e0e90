"""Dates of the calendar, from tokens: "24 February 2022", "Friday, May 5", "March 3-5", "26.03.2022", "the 24th", "1939–45", "the 1990s"."""

from typing import Final

from sayso.text.numbers import read_number
from sayso.text.parse import Parse
from sayso.times.grammar.names import month_at, weekday_at, year_at
from sayso.times.grammar.numeric import in_code, numeric, numeric_range
from sayso.times.grammar.words import decade_names, integer, ordinal, spelled_year, words
from sayso.times.meaning import Cal, Century, Decade, Edge, In, Meaning, Range, Unit

__all__ = ["Read", "dated", "nth_day"]

Read = tuple[Meaning, int] | None

"""A meaning and the index behind its last token, or None."""

_DASHES: Final = frozenset(("-", "–", "—", "to", "~"))

_AND: Final = frozenset(("and", "&", "or"))
_BEFORE_CHRIST: Final = frozenset(("bc", "b.c.", "bce", "b.c.e."))
_THROUGH: Final = _DASHES | _AND | {"through", "thru", "until", "till"}


def _day_of_month(p: Parse, i: int) -> tuple[int, int] | None:
    """A day and the index behind it: "3", "3rd", "third"."""
    if i >= len(p):
        return None
    n = integer(p.lower[i])
    if n is not None:
        return (n, i + 1) if 1 <= n <= 31 and len(p.lower[i]) <= 2 else None
    found = ordinal(p.lower, i) or _tens_and_ones(p.lower, i)
    return found if found and 1 <= found[0] <= 31 else None


def _tens_and_ones(w: list[str], i: int) -> tuple[int, int] | None:
    """A day spelled as in speech, of two words so that it is no count: "May twenty five", "thirty-one January"."""
    found = read_number(w, i) if w[i] in ("twenty", "thirty") else None
    return (int(found[0]), found[1]) if found and found[1] > i + 1 and found[0] == int(found[0]) else None


def dated(p: Parse, i: int) -> Read:
    """A date at token ``i``, as long as it can be read; none before Christ, which the calendar of dates does not reach."""
    found = _dated(p, i)
    behind = p.lower[found[1] : found[1] + 2] if found else []
    return None if behind and (behind[0] in _BEFORE_CHRIST or (behind[-1] in _BEFORE_CHRIST and behind[0].isdecimal())) else found


def _dated(p: Parse, i: int) -> Read:
    w = p.lower
    n = len(w)
    wd = weekday_at(p, i)
    if wd is not None:
        j = i + 1
        k = j + 1 if j < n and w[j] == "," else j
        if k < n and w[k] == "the":
            found = ordinal(w, k + 1) if k + 1 < n and (w[k + 1][0].isdigit() or k == j) else None
            if found and 1 <= found[0] <= 31:
                whole = _day_month(p, k + 1)
                if whole and isinstance(whole[0], Cal):
                    return whole[0]._replace(weekday=wd), whole[1]
                return Cal(day=found[0], weekday=wd), found[1]
        if k < n and w[k] == "(" and k + 3 < n and w[k + 3] == ")":
            inner = _day_month(p, k + 1) or _month_day(p, k + 1)
            if inner and isinstance(inner[0], Cal) and inner[1] == k + 3:
                return inner[0]._replace(weekday=wd), k + 4
        if k < n:
            whole = numeric(p, k) or _month_day(p, k) or _day_month(p, k)
            if whole and isinstance(whole[0], Cal) and whole[0].day:
                return whole[0]._replace(weekday=wd), whole[1]
        if k == j and k < n and w[k][0].isdigit():
            found = ordinal(w, k) if not w[k].isdecimal() else None
            if found and 1 <= found[0] <= 31:
                return Cal(day=found[0], weekday=wd), found[1]
            if (
                w[k].isdecimal()
                and 1 <= int(w[k][:4]) <= 31
                and (k + 1 == n or p.sentence[k + 1] != p.sentence[k] or w[k + 1] in (".", ",", "!", "?", ")", ";", "at", "between"))
            ):
                return Cal(day=int(w[k]), weekday=wd), k + 1  # "Monday 21", with nothing behind it that it could count
        return Cal(weekday=wd), j
    span = numeric_range(p, i)
    if span is not None:
        return _with_year(p, *span)
    return numeric(p, i) or _month_day(p, i) or _day_month(p, i) or _years(p, i)


def _with_year(p: Parse, m: Range, j: int) -> Read:
    """As in "from 5/1-5/7, 2020": the year of both ends behind the second."""
    first, last = m
    if isinstance(first, Cal) and isinstance(last, Cal) and last.year is None and j < len(p):
        y, k = _tail_year(p, j)
        return Range(first._replace(year=y), last._replace(year=y)), k
    return m, j


def _tail_year(p: Parse, j: int) -> tuple[int | None, int]:
    """A year behind a month or a day of one: ", 2022", "2022", "of 2022"."""
    w = p.lower
    k = j + 1 if j < len(w) and w[j] in (",", "of", "in") else j
    if k < len(w) and p.sentence[k] == p.sentence[j - 1]:
        y = year_at(p, k, sure=True)
        # "on May 5, 2000 people left": a comma and then a noun in the plural
        if y is not None and not (w[j] == "," and k + 1 < len(w) and p.xpos[k + 1] == "NNS" and p.relations[k].startswith("nummod")):
            return y, k + 1
    if k < len(w) and p.sentence[k] == p.sentence[j - 1] and (spelled := spelled_year(w, k)):
        return spelled
    if j + 1 < len(w) and len(w[j + 1]) == 2 and (two := integer(w[j + 1])) is not None and (w[j] in ("'", "’") or (w[j] == "of" and two > 31)):
        return two + (2000 if two < 40 else 1900), j + 2
    return None, j


def _month_day(p: Parse, i: int) -> Read:
    if i >= len(p):
        return None
    m = month_at(p, i)
    if m is None:
        return None
    w = p.lower
    j = i + 1
    k = j + 1 if j + 1 < len(w) and (w[j] == "the" or (w[j] == "," and w[j + 1][0].isdigit() and not w[j + 1].isdecimal())) else j
    found = _day_of_month(p, k) if k < len(w) and p.sentence[k] == p.sentence[i] else None
    if found and (w[k][0].isdigit() or (p.tokens[k].text[0].islower() and (k == j or _ends(p, found[1])))) and not _counts(p, k, found[1]):
        first, j = found
        if j + 1 < len(w) and w[j] in _THROUGH and (w[j + 1][0].isdigit() or w[j] not in _AND):
            behind = j + 2 if w[j + 1] == "the" and k > i + 1 and j + 2 < len(w) else j + 1
            last = _day_of_month(p, behind)
            if last and last[0] > first and not _counts(p, behind, last[1]):
                y, j = _tail_year(p, last[1])
                return Range(Cal(y, m, first), Cal(y, m, last[0])), j
        y, j = _tail_year(p, j)
        return Cal(y, m, first), j
    if w[j - 1].startswith("mid-"):
        y, j = _tail_year(p, j)
        return Edge("MID", Cal(y, m)), j
    if j + 1 < len(w) and w[j] in ("-", "–", "to", "/") and month_at(p, j + 1) is not None:
        second = _month_day(p, j + 1)
        if second and isinstance(second[0], Cal) and second[0].day is None and (w[j] != "to"):
            y = second[0].year
            return Range(Cal(y - 1 if y and m > (second[0].month or 12) else y, m), second[0]), second[1]
    y, j = _tail_year(p, j)
    return Cal(y, m), j


def _ends(p: Parse, j: int) -> bool:
    """Whether no noun stands behind a spelled day that it could belong to: "April the ninth", not "April the first rocket"."""
    return j >= len(p) or p.sentence[j] != p.sentence[j - 1] or p.upos[j] not in ("NOUN", "PROPN", "ADJ", "NUM")


def _counts(p: Parse, i: int, j: int) -> bool:
    """Whether the number at tokens ``i`` to ``j`` counts what follows: "in March 12 soldiers died"."""
    if (
        j < len(p)
        and p.sentence[j] == p.sentence[i]
        and p.xpos[j] == "NNS"
        and i >= 2
        and p.lower[i - 2] in ("in", "since", "by", "until", "during")
        and p.lower[j] not in words().units
    ):
        return True  # by word order, where the syntax may be wrong; "the March 12 attacks" has an article
    return j < len(p) and p.heads[i] >= j and p.relations[i].startswith("nummod") and p.xpos[p.heads[i]] in ("NNS", "NNPS") and p.sentence[j] == p.sentence[i]


def _day_month(p: Parse, i: int) -> Read:
    """As in "3 May", "3rd of May", "3-5 May", "3 to 4 May", "3 and 4 May", "30 April to 2 May" is left to ranges."""
    w = p.lower
    first = _day_of_month(p, i)
    if not first or (i and w[i - 1] in ("$", "£", "€")):
        return None
    d, j = first
    if j >= len(w):
        return None
    if w[j] in _THROUGH:
        k = j + 1
        if k < len(w) and w[k] == "the":
            k += 1
        second = _day_of_month(p, k)
        if second and second[0] > d:
            m, k = _month_behind(p, second[1])
            if m is not None:
                y, k = _tail_year(p, k)
                return Range(Cal(y, m, d), Cal(y, m, second[0])), k
        return None
    m, k = _month_behind(p, j)
    if m is None:
        return None
    y, k = _tail_year(p, k)
    return Cal(y, m, d), k


def _month_behind(p: Parse, j: int) -> tuple[int | None, int]:
    w = p.lower
    k = j + 1 if j < len(w) and w[j] == "of" else j
    if j < len(w) and w[j] == "-" and k == j:
        k = j + 1
    if k < len(w) and p.sentence[k] == p.sentence[j - 1]:
        return month_at(p, k), k + 1
    return None, j


def _years(p: Parse, i: int) -> Read:
    """As in "2014", "2014-15", "1939 to 1945", "the 1990s", "the nineties", "the 20th century"."""
    w = p.lower
    word = w[i]
    n = len(w)
    if word[0].isdigit() and word[-1] == "s" and word[:-1].isdecimal():
        y = int(word[:-1])
        if len(word) == 5 and 1000 <= y <= 2100:
            return Decade(y), i + 1
        if len(word) == 3 and i and w[i - 1] in ("the", "'", "’", "early", "late", "mid"):
            return Decade(1900 + y if y > 20 else 2000 + y), i + 1
        return None
    if word.isdecimal() and len(word) == 4 and word[3] == "0" and i and w[i + 1 : i + 2] in (["s"], ["'s"]) and _is_decade(p, i):
        return Decade(int(word)), i + 2
    if word.startswith("mid-") and word[4:-1].isdecimal() and word[-1] == "s" and len(word) == 9:
        return Edge("MID", Decade(int(word[4:-1]))), i + 1
    if word.startswith("mid-") and word[4:].isdecimal() and len(word) == 8:
        return Edge("MID", Cal(int(word[4:]))), i + 1
    if word in decade_names() and i and w[i - 1] in ("the", "early", "late", "mid", "in"):
        return Decade(1900 + decade_names()[word]), i + 1
    if word[0].isdigit() or word.isalpha():
        nth = ordinal(w, i) if i + 1 < n else None
        if nth and nth[1] < n:
            k = nth[1] + 1 if w[nth[1]] == "-" and nth[1] + 1 < n else nth[1]
            if w[k] == "century":
                return Century(nth[0]), k + 1
    spelled = spelled_year(w, i)
    if spelled:
        return Cal(spelled[0]), spelled[1]
    found = year_at(p, i)
    if found is None:
        return _span_of_years(p, i)
    y = found
    if i + 2 < n and w[i + 1] in ("-", "–", "/", "~") and p.sentence[i + 2] == p.sentence[i]:
        short = integer(w[i + 2])
        if short is not None and len(w[i + 2]) == 2 and w[i + 1] != "/" and y % 100 < short:
            return Range(Cal(y), Cal(y // 100 * 100 + short)), i + 3
        if short is not None and len(w[i + 2]) == 4 and y < short <= 2100:
            return Range(Cal(y), Cal(short)), i + 3
        if w[i + 1] == "/" and short is not None and len(w[i + 2]) == 2 and short == (y + 1) % 100:
            return Range(Cal(y), Cal(y + 1)), i + 3
    m = month_at(p, i + 1) if i + 1 < n and p.sentence[i + 1] == p.sentence[i] else None
    if m is not None and not (
        w[i + 1] in ("march", "may") and i + 2 < n and p.upos[i + 2] in ("ADP", "VERB", "AUX")
    ):  # "in 2017 April", not "the 1963 march on"
        day = _day_of_month(p, i + 2)
        return (Cal(y, m, day[0]), day[1]) if day and not _counts(p, i + 2, day[1]) else (Cal(y, m), i + 2)
    return Cal(y), i + 1


def _span_of_years(p: Parse, i: int) -> Read:
    """Two years joined by a dash, which need nothing else to show them: "Eastern Theatre 1861-1863"."""
    w = p.lower
    if i + 2 >= len(p) or w[i + 1] not in ("-", "–") or not all(len(x) == 4 and x.isdecimal() and x.isascii() for x in (w[i], w[i + 2])) or in_code(p, i):
        return None
    a, b = int(w[i]), int(w[i + 2])
    return (Range(Cal(a), Cal(b)), i + 3) if 1500 <= a < b <= min(a + 99, 2060) else None


def _is_decade(p: Parse, i: int) -> bool:
    """Whether "1990's" is ten years and no year's own: "in the 1990's", not "the 1990's war"."""
    ends = i + 2 >= len(p) or p.upos[i + 2] in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "ADV", "PRON")
    return 1000 <= int(p.lower[i]) <= 2090 and (p.lower[i + 1] == "s" or (p.lower[i - 1] in ("the", "early", "late", "mid", "mid-") and ends))


def nth_day(p: Parse, i: int) -> Read:
    """As in "the 24th", "the 28th of that month": an ordinal day whose month the context gives."""
    w = p.lower
    found = ordinal(w, i)
    if not found or not 1 <= found[0] <= 31 or not w[i][0].isdigit():
        return None
    n, j = found
    k = j + 1 if w[j : j + 1] == ["of"] else j
    if k + 1 < len(w) and w[k + 1] == "month" and w[k] in (("that", "this", "last", "the", "next") if k > j else ("this", "last", "next")):
        step = {"last": -1, "next": 1}.get(w[k], 0)
        return In(Cal(day=n), Unit("M", step, w[k] in ("that", "the"))), k + 2
    before = w[i - 1] if i else ""
    cue = w[i - 2] if i > 1 else ""
    following = p.upos[j] if j < len(p) and p.sentence[j] == p.sentence[i] else "PUNCT"
    if (
        before == "the"
        and cue in ("on", "by", "until", "since", "from", "after", "before", "of", "and", "to")
        and following not in ("NOUN", "PROPN", "ADJ", "NUM")
    ):
        return Cal(day=n), j
    return None
