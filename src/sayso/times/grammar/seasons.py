"""Named stretches of the year: seasons, quarters and halves, holidays."""

from sayso.text.parse import Parse
from sayso.times.calendar.holidays import names
from sayso.times.grammar.dates import Read
from sayso.times.grammar.names import year_at
from sayso.times.grammar.pointed import pointed
from sayso.times.grammar.words import words
from sayso.times.meaning import Cycle, Feast, In, Meaning, Shift, Unit, Which

__all__ = ["holiday", "quarter", "season", "which_feast"]


def season(p: Parse, i: int) -> Read:
    """As in "summer 2021", "the summer of 2021", "in winter", "the spring"."""
    w = p.lower
    n = len(w)
    code = words().seasons.get(w[i])
    if (
        code is None
        or p.upos[i] not in ("NOUN", "PROPN")
        or (p.tokens[i].text[0].isupper() and i and p.name_at[i] >= 0 and p.names[p.name_at[i]].kind != "DATE" and w[i + 1 : i + 2] != ["offensive"])
    ):
        return None
    j = i + 1
    k = j + 1 if j < n and w[j] == "of" else j
    if k < n and p.sentence[k] == p.sentence[i]:
        y = year_at(p, k, sure=True)
        if y:
            return Cycle(code, y), k + 1
        if w[j] in ("and", "or") and j + 3 < n:  # "the spring and summer of 1979"
            other = season(p, j + 2 if w[j + 1] in ("early", "late") else j + 1)
            if other and isinstance(other[0], Cycle) and other[0].year:
                return Cycle(code, other[0].year), j
        frame = pointed(p, k) if k > j or w[k] in ("last", "next", "this") else None
        if frame and isinstance(frame[0], Unit) and frame[0].unit == "Y":
            return In(Cycle(code), frame[0]), frame[1]
        if k > j or (p.upos[j] in ("NOUN", "PROPN") and w[j] not in words().of_a_season):
            return None
    if j < n and w[j] in words().of_a_season and p.sentence[j] == p.sentence[i]:
        behind = j + 2 if w[j + 1 : j + 2] == ["of"] and j + 2 < n and p.sentence[j + 2] == p.sentence[i] else -1
        return Cycle(code, year_at(p, behind, sure=True) if behind > 0 else None), j  # "the summer offensive", "the spring offensive of 1918"
    before = w[i - 1] if i else ""
    two = w[i - 2] if i > 1 else ""
    cues = ("in", "into", "by", "during", "until", "since", "through", "over", "throughout", "early", "late", "before", "after", "mid", "of")
    if (before in cues and not (w[i] == "fall" and before in ("after", "before", "of", "by"))) or (before == "the" and two in cues and w[i] != "fall"):
        return Cycle(code), j
    return None


def quarter(p: Parse, i: int) -> Read:
    """As in "Q3 2021", "2021 Q3", "Q1"."""
    w = p.lower
    word = w[i]
    if len(word) == 2 and word[0] in "qh" and word[1] in "1234":
        j = i + 1
        k = j + 1 if j < len(w) and w[j] in ("of", "in", "-") else j
        y = year_at(p, k, sure=True) if k < len(w) and p.sentence[k] == p.sentence[i] else None
        if y:
            return Cycle(word.upper(), y), k + 1
        year = i - 2 if i > 1 and w[i - 1] == "-" else i - 1
        beside = year >= 0 and len(w[year]) == 4 and w[year].isdecimal()
        return (Cycle(word.upper()), j) if p.tokens[i].text[0].isupper() or beside else None
    return None


def holiday(p: Parse, i: int) -> Read:
    """As in "Easter", "New Year's Eve 2021", "the Feast of Sacrifice"; not "Easter Island"."""
    w = p.lower
    plain = words().plain_holidays
    for entry, name in names().get(w[i], ()):
        j = i + len(entry)
        if tuple(w[i:j]) != entry or not (p.tokens[i].text[0].isupper() or name in plain):
            continue
        if (
            len(entry) == 1
            and j < len(w)
            and p.tokens[j].text[:1].isupper()
            and p.tokens[j].text.isalpha()
            and p.sentence[j] == p.sentence[i]
            and p.name_at[i] == p.name_at[j] >= 0
        ):
            continue  # "Easter Island"
        return _weekend_of(p, *_feast(p, name, j))
    return None


def _feast(p: Parse, name: str, j: int) -> tuple[Meaning, int]:
    """A holiday with the year behind it: "Easter 2021", "Independence Day of this year"."""
    w = p.lower
    k = j + 1 if j < len(w) and w[j] in ("of", ",", "in") else j
    if k >= len(w) or p.sentence[k] != p.sentence[j - 1]:
        return Feast(name), j
    if y := year_at(p, k, sure=True):
        return Feast(name, y), k + 1
    frame = pointed(p, k) if w[k] in ("last", "this", "next", "that") and w[j] != "," else None
    if frame and isinstance(frame[0], Unit) and frame[0].unit == "Y":
        return In(Feast(name), frame[0]), frame[1]
    return Feast(name), j


def _weekend_of(p: Parse, m: Meaning, j: int) -> tuple[Meaning, int]:
    """As in "Easter weekend", "Labor Day weekend 2021"."""
    if p.lower[j : j + 1] != ["weekend"] or p.sentence[j] != p.sentence[j - 1]:
        return m, j
    y = year_at(p, j + 1, sure=True) if j + 1 < len(p) and p.sentence[j + 1] == p.sentence[j] else None
    if y and isinstance(m, Feast) and m.year is None:
        return Shift(0, 0, "WE", 1, m._replace(year=y)), j + 2
    return Shift(0, 0, "WE", 1, m), j + 1


def which_feast(p: Parse, i: int) -> Read:
    """As in "last Christmas", "this Easter"."""
    step = words().which.get(p.lower[i])
    if step is None or i + 1 >= len(p) or p.sentence[i + 1] != p.sentence[i]:
        return None
    feast = holiday(p, i + 1)
    return (Which(feast[0], step), feast[1]) if feast and isinstance(feast[0], Feast) and feast[0].year is None else None
