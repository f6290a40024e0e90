"""Dates of the calendar, from tokens: "24 February 2022", "Friday, May 5", "March 3-5", "26.03.2022", "the 24th", "1939–45", "the 1990s"."""

from datetime import date

from sayso.text.parse import Parse
from sayso.times.meaning import Cal, Century, Decade, Edge, In, Meaning, Range, Unit
from sayso.times.words import decade_names, integer, ordinal, spelled_year, words

__all__ = ["Read", "dated", "day_of_month", "month_at", "nth_day", "weekday_at", "year_at"]

Read = tuple[Meaning, int] | None
"""A meaning and the index behind its last token, or None."""

_DASHES = frozenset(("-", "–", "—", "to", "~"))
_AND = frozenset(("and", "&", "or"))
# what stands before a year that is no other number: "in 1812", "since 1750"; years from 1900 on need it less
_YEAR_CUES = frozenset(
    "in since by until till from of during before after between and to early late mid around circa through for - – ( through throughout year years about c. c.".split()
)
_MONTH_CUES = frozenset(
    "in since by until till from of during before after between and to early late mid around about through for - – ( throughout on last this next next that , or a's previous following 's april february".split()
)
_NOT_YEARS = frozenset(
    "$ £ € over than some about approximately nearly almost least most only another roughly up no nos number room flight route highway".split()
)


def month_at(p: Parse, i: int) -> int | None:
    """The month that token ``i`` names. "may", "march", "sun" are none unless written and used as names."""
    w = words()
    word = p.lower[i]
    m = w.months.get(word)
    if m is None and word.startswith("mid-"):
        return w.months.get(word[4:])
    if m is None:
        return None
    if word not in w.unsure:
        return None if _in_name(p, i) else m
    first = p.tokens[i].text[0]
    if not first.isupper():
        return None
    beside = [p.lower[k] for k in (i - 1, i + 1) if 0 <= k < len(p) and p.sentence[k] == p.sentence[i]]
    if any((n := integer(x.rstrip("stndrh") or "x")) is not None and (1 <= n <= 31 or 1000 <= n <= 2100) for x in beside):
        # "Mar 3", "3 May"; but not "May 20 people leave?"
        return m if p.upos[i] not in ("AUX", "VERB") else None
    if p.upos[i] not in ("PROPN", "NOUN") or (
        word in ("jan", "mar", "dec", "sep", "nov", "jun", "jul", "apr", "feb", "oct", "aug")
        and not (beside and i and p.lower[i - 1] in ("in", "from", "since", "until", "to", "of", "-"))
    ):
        return None
    # surnames: "Theresa May", "Jan Egeland"
    if i and p.upos[i - 1] == "PROPN" and p.tokens[i - 1].text[0].isupper() and p.lower[i - 1] not in w.weekdays and p.sentence[i - 1] == p.sentence[i]:
        return None
    if word in ("march", "may") and (i == 0 or p.lower[i - 1] not in _MONTH_CUES) and not (p.sentence[i - 1] != p.sentence[i] and word == "march"):
        return None  # "the Long March", "Operation March"
    name = p.name_at[i]
    return None if name >= 0 and p.names[name].kind != "DATE" and p.names[name].confidence > 0.5 else m


def _in_name(p: Parse, i: int) -> bool:
    """Whether a month or weekday is part of a name: "April Jones", "Black September", "October Films", "Camp Thursday"."""
    w = words()
    after = i + 1 if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else -1
    before = i - 1 if i and p.sentence[i - 1] == p.sentence[i] else -1
    if (after >= 0 and p.lower[after][0].isdigit()) or (before >= 0 and (p.lower[before][0].isdigit() or p.lower[before] in w.weekdays)):
        return False
    if after >= 0 and p.heads[i] == after and p.relations[i] == "compound" and p.tokens[after].text[0].isupper() and p.lower[after] not in w.parts:
        return True
    if (
        before >= 0
        and p.heads[before] == i
        and p.relations[before] in ("compound", "nmod:desc")
        and p.upos[before] == "PROPN"
        and p.lower[before] not in w.months
    ):
        return True
    name = p.name_at[i]
    if name < 0:
        return False
    found = p.names[name]
    return found.kind != "DATE" and found.last > found.first and found.confidence > 0.5


def weekday_at(p: Parse, i: int) -> int | None:
    """The weekday that token ``i`` names (0 Monday to 6 Sunday), or None where it is none or an abbreviation in other use."""
    w = words()
    word = p.lower[i]
    d = w.weekdays.get(word)
    if d is None or _in_name(p, i) or (i + 1 < len(p) and p.lower[i + 1] in w.named_after):
        return None
    if word not in w.unsure:
        return d
    if not p.tokens[i].text[0].isupper():
        return None
    following = p.lower[i + 1] if i + 1 < len(p) else ""
    before = p.lower[i - 1] if i else ""
    if (
        following in w.months
        or (following[:1].isdigit() and word not in ("sun", "sat"))
        or (following == "," and i + 2 < len(p) and (p.lower[i + 2] in w.months or p.lower[i + 2][0].isdigit()))
    ):
        return d
    return d if word != "sun" and before in ("on", "last", "next", "this", "until", "since", "by") and p.upos[i] in ("PROPN", "NOUN") else None


def year_at(p: Parse, i: int, *, sure: bool = False) -> int | None:
    """The year that token ``i`` names; ``sure`` where it stands behind a month or after "year"."""
    word = p.lower[i]
    y = integer(word)
    if y is None or len(word) != 4 or not 1000 <= y <= 2100:
        return None
    if sure:
        return y
    before = p.lower[i - 1] if i and p.sentence[i - 1] == p.sentence[i] else ""
    following = i + 1 if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else -1
    if before in ("a", "an"):
        return None  # "a 2019 law" names the law, and "a 2000 reward" is a sum
    if before in _NOT_YEARS and not (before in ("about", "over", "than") and y >= 1950 and p.relations[i] not in ("nummod", "nummod:gov")):
        return None
    if following >= 0:
        after = p.lower[following]
        if after in (
            "bc",
            "b.c.",
            "bce",
            "%",
            "km",
            "hours",
            "gmt",
            "utc",
            "a.m.",
            "p.m.",
            "percent",
            "per",
            "metres",
            "meters",
            "miles",
            "kilometres",
            "kilometers",
            "o'clock",
            "local",
            "tonnes",
            "tons",
        ):
            return None
        if p.relations[i].startswith("nummod") and p.xpos[following] in ("NNS", "NNPS") and before not in ("the", "in", "since", "of"):
            return None  # "2000 people"; but "the 2014 elections"
        if (
            p.relations[i].startswith("nummod")
            and p.heads[i] > i
            and before not in _YEAR_CUES
            and before not in ("the", "'s", "its", "their", "his", "her")
            and p.xpos[p.heads[i]] in ("NNS", "NNPS")
        ):
            return None
    if (
        before in ("-", "/")
        and i >= 2
        and p.upos[i - 2] in ("PROPN", "NOUN")
        and p.lower[i - 2] not in ("pre", "post", "mid")
        and p.tokens[i].start == p.tokens[i - 1].end
        and p.lower[i - 2] not in words().months
    ):
        return None  # "Boeing-1950"
    if y < 1900 or y > 2060:
        if before in ("the", "'s") and following >= 0 and p.upos[following] in ("NOUN", "ADJ", "PROPN") and p.xpos[following] not in ("NNS", "NNPS"):
            return y  # "the 1783 peace treaty"
        return y if before in _YEAR_CUES and (following < 0 or p.upos[following] not in ("NOUN", "ADJ", "NUM") or before == "of") else None
    if (
        before in _YEAR_CUES
        or before in ("the", "'s", "", ",", ":", "'", "“", '"')
        or p.relations[i].startswith(("obl", "nmod", "root", "compound", "conj", "appos", "dep", "parataxis"))
    ):
        return y
    return y if following >= 0 and p.upos[following] in ("PROPN", "NOUN", "ADJ") and p.relations[i] != "nummod" else None


def day_of_month(p: Parse, i: int) -> tuple[int, int] | None:
    """A day and the index behind it: "3", "3rd", "third"."""
    if i >= len(p):
        return None
    n = integer(p.lower[i])
    if n is not None:
        return (n, i + 1) if 1 <= n <= 31 and len(p.lower[i]) <= 2 else None
    found = ordinal(p.lower, i)
    return found if found and 1 <= found[0] <= 31 else None


def dated(p: Parse, i: int) -> Read:
    """A date at token ``i``, as long as it can be read."""
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
            whole = _month_day(p, k) or _day_month(p, k) or _numeric(p, k)
            if whole and isinstance(whole[0], Cal) and whole[0].day:
                return whole[0]._replace(weekday=wd), whole[1]
        if k == j and k < n and w[k][0].isdigit():
            found = ordinal(w, k) if not w[k].isdecimal() else None
            if found and 1 <= found[0] <= 31:
                return Cal(day=found[0], weekday=wd), found[1]
        return Cal(weekday=wd), j
    return _month_day(p, i) or _day_month(p, i) or _numeric(p, i) or _years(p, i)


def _tail_year(p: Parse, j: int) -> tuple[int | None, int]:
    """A year behind a month or a day of one: ", 2022", "2022", "of 2022"."""
    w = p.lower
    k = j + 1 if j < len(w) and w[j] in (",", "of", "in") else j
    if k < len(w) and p.sentence[k] == p.sentence[j - 1]:
        if k + 1 < len(w) and w[k + 1] in ("bc", "b.c.", "bce"):
            return None, j
        y = year_at(p, k, sure=True)
        # "on May 5, 2000 people left": a comma and then a noun in the plural
        if y is not None and not (w[j] == "," and k + 1 < len(w) and p.xpos[k + 1] == "NNS" and p.relations[k].startswith("nummod")):
            return y, k + 1
    if k < len(w) and p.sentence[k] == p.sentence[j - 1] and (spelled := spelled_year(w, k)):
        return spelled
    if j < len(w) and w[j] in ("'", "’") and j + 1 < len(w) and len(w[j + 1]) == 2 and integer(w[j + 1]) is not None:
        two = int(w[j + 1])
        return two + (2000 if two < 50 else 1900), j + 2
    return None, j


def _month_day(p: Parse, i: int) -> Read:
    if i >= len(p):
        return None
    m = month_at(p, i)
    if m is None:
        return None
    w = p.lower
    j = i + 1
    k = j + 1 if j + 1 < len(w) and w[j] == "the" else j
    found = day_of_month(p, k) if k < len(w) and p.sentence[k] == p.sentence[i] else None
    if found and (w[k][0].isdigit() or (k == j and p.tokens[k].text[0].islower())) and not _counts(p, k, found[1]):
        first, j = found
        if j + 1 < len(w) and w[j] in (_DASHES | _AND) and w[j + 1][0].isdigit():
            last = day_of_month(p, j + 1)
            if last and last[0] > first and not _counts(p, j + 1, last[1]):
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
            return Range(Cal(second[0].year, m), second[0]), second[1]
    y, j = _tail_year(p, j)
    return Cal(y, m), j


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
    first = day_of_month(p, i)
    if not first:
        return None
    d, j = first
    if j >= len(w):
        return None
    if w[j] in (_DASHES | _AND):
        k = j + 1
        if k < len(w) and w[k] == "the":
            k += 1
        second = day_of_month(p, k)
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


def _numeric(p: Parse, i: int) -> Read:
    """As in "2022-03-26", "26/03/2022", "26.03.2022"; month first only where day first cannot be."""
    if i >= len(p):
        return None
    word = p.lower[i]
    if len(word) == 10 and word[4] == "-":
        try:
            d = date.fromisoformat(word)
        except ValueError:
            return None
        return Cal(d.year, d.month, d.day), i + 1
    for sep in "/.":
        if word.count(sep) == 2:
            parts = [integer(x) for x in word.split(sep)]
            if None in parts:
                return None
            a, b, c = (int(x or 0) for x in parts)
            if len(word.split(sep)[0]) == 4:
                a, c = c, a
            elif len(word.split(sep)[2]) == 2 and sep == "/":
                c += 2000 if c < 50 else 1900
            if 1000 <= c <= 2100:
                for day, month in ((a, b), (b, a)):
                    try:
                        d = date(c, month, day)
                    except ValueError:
                        continue
                    return Cal(d.year, d.month, d.day), i + 1
    return None


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
    if word.startswith("mid-") and word[4:-1].isdecimal() and word[-1] == "s" and len(word) == 9:
        return Edge("MID", Decade(int(word[4:-1]))), i + 1
    if word.startswith("mid-") and word[4:].isdecimal() and len(word) == 8:
        return Edge("MID", Cal(int(word[4:]))), i + 1
    if word in decade_names() and i and w[i - 1] in ("the", "early", "late", "mid"):
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
        return None
    y = found
    if i + 2 < n and w[i + 1] in ("-", "–", "/") and p.sentence[i + 2] == p.sentence[i]:
        short = integer(w[i + 2])
        if short is not None and len(w[i + 2]) == 2 and w[i + 1] != "/" and y % 100 < short:
            return Range(Cal(y), Cal(y // 100 * 100 + short)), i + 3
        if short is not None and len(w[i + 2]) == 4 and y < short <= 2100:
            return Range(Cal(y), Cal(short)), i + 3
        if w[i + 1] == "/" and short is not None and len(w[i + 2]) == 2 and short == (y + 1) % 100:
            return Range(Cal(y), Cal(y + 1)), i + 3
    return Cal(y), i + 1


def nth_day(p: Parse, i: int) -> Read:
    """As in "the 24th", "the 28th of that month": an ordinal day whose month the context gives."""
    w = p.lower
    found = ordinal(w, i)
    if not found or not 1 <= found[0] <= 31 or not w[i][0].isdigit():
        return None
    n, j = found
    if j + 2 < len(w) and w[j] == "of" and w[j + 2] == "month" and w[j + 1] in ("that", "this", "last", "the", "next"):
        step = {"last": -1, "next": 1}.get(w[j + 1], 0)
        return In(Cal(day=n), Unit("M", step, w[j + 1] in ("that", "the"))), j + 3
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
