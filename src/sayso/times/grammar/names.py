"""Months, weekdays and years by name or number: when "May", "Sun" and "2014" are one, and when they are not."""

from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.numeric import in_code
from sayso.times.grammar.words import integer, words

__all__ = ["month_at", "weekday_at", "year_at"]

# what stands before a year that is no other number: "in 1812", "since 1750"; years from 1900 on need it less
_YEAR_CUES: Final = frozenset(
    "in since by until till from of during before after between and to early late mid around circa through for - – ( through throughout year years about c. c.".split()
)

_MONTH_CUES: Final = frozenset(
    "in since by until till from of during before after between and to early late mid around about through for - – ( throughout on last this next next that , or a's previous following 's april february".split()
)

_NOT_YEARS: Final = frozenset(
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
    if not p.tokens[i].text[0].isupper() and word in ("may", "march", "mar", "jan", "august"):
        return None
    if word == "march" and i and len(p.lower[i - 1]) == 4 and p.lower[i - 1].isdecimal() and p.lower[i + 1 : i + 2] in (["on"], ["for"], ["against"], ["to"]):
        return None  # "the 1963 March on the capital"
    beside = [p.lower[k] for k in (i - 1, i + 1) if 0 <= k < len(p) and p.sentence[k] == p.sentence[i]]
    if any((n := integer(x.rstrip("stndrh") or "x")) is not None and (1 <= n <= 31 or 1000 <= n <= 2100) for x in beside):
        # "Mar 3", "3 May"; but not "May 20 people leave?"
        return m if p.upos[i] not in ("AUX", "VERB") else None
    if not p.tokens[i].text[0].isupper():
        return None
    if _before_month_or_year(p, i):
        return m
    if p.upos[i] not in ("PROPN", "NOUN") or (
        word in ("jan", "mar", "dec", "sep", "nov", "jun", "jul", "apr", "feb", "oct", "aug")
        and not (
            beside
            and i
            and p.lower[i - 1] in ("in", "from", "since", "until", "till", "to", "of", "-", "after", "before", "by", "during", "early", "late", "last", "next")
        )
    ):
        return None
    # surnames: "Theresa May", "Jan Egeland"
    if i and p.upos[i - 1] == "PROPN" and p.tokens[i - 1].text[0].isupper() and p.lower[i - 1] not in w.weekdays and p.sentence[i - 1] == p.sentence[i]:
        return None
    if word in ("march", "may") and not _used_as_month(p, i):
        return None
    name = p.name_at[i]
    return None if name >= 0 and p.names[name].kind != "DATE" and p.names[name].confidence > 0.5 else m


def _before_month_or_year(p: Parse, i: int) -> bool:
    """Whether a month or year stands behind a dash or comma: "Jan-Feb 2017", "Dec, 2018"."""
    if i + 2 >= len(p) or p.sentence[i + 2] != p.sentence[i]:
        return False
    behind = p.lower[i + 2]
    if p.lower[i + 1] in ("-", "–", "/"):
        return behind in words().months and p.tokens[i + 2].text[0].isupper()
    return p.lower[i + 1] == "," and len(behind) == 4 and 1900 <= (integer(behind) or 0) <= 2100


def _used_as_month(p: Parse, i: int) -> bool:
    """Whether "March" or "May" without a number stands as a month does: "in March", "March 's toll"; not "the Long March", "March on Rome"."""
    first = i == 0 or p.sentence[i - 1] != p.sentence[i]
    if not first:
        return p.lower[i - 1] in _MONTH_CUES
    following = p.lower[i + 1] if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else ""
    frame = p.lower[i + 2] if following == "of" and i + 2 < len(p) else ""
    return p.lower[i] == "march" and (p.upos[i + 1 : i + 2] != ["ADP"] or frame in ("last", "this", "next", "that"))


def _in_name(p: Parse, i: int) -> bool:
    """Whether a month or weekday is part of a name: "April Jones", "Black September", "October Films", "Camp Thursday"."""
    w = words()
    after = i + 1 if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else -1
    before = i - 1 if i and p.sentence[i - 1] == p.sentence[i] else -1
    if before >= 0 and p.lower[before] in ("early", "late", "mid") and p.tokens[before].text[0].islower():
        return False  # "the early October Battle of the River"
    if (after >= 0 and p.lower[after][0].isdigit()) or (before >= 0 and (p.lower[before][0].isdigit() or p.lower[before] in w.weekdays)):
        return False
    if after >= 0 and p.heads[i] == after and p.relations[i] == "compound" and p.tokens[after].text[0].isupper() and p.lower[after] not in w.parts:
        return True
    if (
        before >= 0
        and p.heads[before] == i
        and p.relations[before] in ("compound", "nmod:desc")
        and (p.upos[before] == "PROPN" or (p.relations[i].startswith("nsubj") and p.tokens[before].text[0].isupper()))
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
        or (following[:1].isdigit() and (word not in ("sun", "sat") or not following.isdecimal()))
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
    if in_code(p, i):
        return None
    before = p.lower[i - 1] if i and p.sentence[i - 1] == p.sentence[i] else ""
    following = i + 1 if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else -1
    if before in ("a", "an"):
        # "a 2019 law" names the law, and "a 2000 reward" is a sum; "a 2014 coup" was in that year
        head = p.heads[i]
        return y if i < head <= i + 3 and p.lemmas[head] in words().happenings and y >= 1500 else None
    if p.relations[i].startswith(("nsubj", "obj")) and p.heads[i] >= 0 and p.lemmas[p.heads[i]] in ("see", "mark", "make", "bring", "witness") and y >= 1500:
        return y  # "1987 saw few battles"
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
    if following < 0 or p.upos[following] not in ("PROPN", "NOUN", "ADJ"):
        return None
    # "its 1990 invasion of the island", "that 1978 resolution"
    k = i - 1
    while k > 0 and p.upos[k] == "ADJ" and p.sentence[k] == p.sentence[i]:
        k -= 1
    owned = k >= 0 and p.lower[k] in ("its", "their", "his", "her", "our", "that", "'s") and p.xpos[following] not in ("NNS", "NNPS")
    return y if owned or p.relations[i] != "nummod" else None
