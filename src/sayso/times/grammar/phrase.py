"""The grammar of times: how dates, clock times, parts of days and units go together."""

from typing import Final

from sayso.text.parse import Parse
from sayso.times.grammar.bare import bare_unit, with_unit
from sayso.times.grammar.clocks import clock_at
from sayso.times.grammar.counted import counted
from sayso.times.grammar.dates import Read, dated, nth_day
from sayso.times.grammar.days import behind_day, clock_and_day, day_and_part, deictic, part_and_clock
from sayso.times.grammar.nth import nth
from sayso.times.grammar.pointed import pointed
from sayso.times.grammar.seasons import holiday, quarter, season, which_feast
from sayso.times.grammar.sets import every
from sayso.times.grammar.vague import vague
from sayso.times.grammar.words import words
from sayso.times.meaning import About, Cal, Clock, Cycle, Edge, In, Lasting, Meaning, Nth, Part, Range, Repeat, Shift, Spell, Stretching, Unit, Vague, Which

__all__ = ["phrase"]

_ARTICLES: Final = frozenset(("the",))


def phrase(p: Parse, i: int) -> Read:
    """The longest time that begins at token ``i``, ranges included."""
    one = _simple(p, i)
    if one is None:
        return None
    return _lasting(p, i, one) or _range(p, i, one)


def _lasting(p: Parse, i: int, one: tuple[Meaning, int]) -> Read:
    """As in "from | Monday for three days", "starting | 2 p.m. for two hours": a length and where it begins."""
    m, j = one
    if not i or j + 1 >= len(p) or p.lower[j] != "for" or p.lower[i - 1] not in ("from", "starting", "beginning") or p.sentence[j + 1] != p.sentence[i]:
        return None
    spell = counted(p, j + 1, _simple)
    if spell is None or not isinstance(spell[0], Spell) or spell[0].number is None or isinstance(m, (Spell, Repeat, Vague, Stretching)):
        return None
    whole = spell[0].number == int(spell[0].number) or spell[0].unit in ("H", "MIN")
    return (Lasting(spell[0].number, spell[0].unit, 1, m), spell[1]) if whole and spell[0].high in (None, spell[0].number) else None


def _range(p: Parse, i: int, one: tuple[Meaning, int]) -> Read:
    first, j = one
    w = p.lower
    n = len(w)
    if j + 1 >= n or w[j] not in ("to", "-", "–", "—", "and", "until", "till", "through", "or", "into", "/") or p.sentence[j + 1] != p.sentence[i]:
        return one
    word = w[j]
    before = w[i - 1] if i else ""
    if before == "the" and i > 1:
        before = w[i - 2]
    if w[i] == "now" and before in ("from", "between"):
        first = Unit("D", 0)
    if isinstance(first, (Spell, Repeat, Vague, Shift, Stretching)):
        return one
    if word == "and" and before != "between":
        return one
    if word in ("or", "/"):
        return one
    if word == "into" and not isinstance(first, Part):
        return one
    if (
        word in ("until", "till", "through", "to", "into")
        and before not in ("from", "between", "of", "(")
        and word != "through"
        and not isinstance(first, (Clock, Part))
        and _coarse(first) == "month"
    ):
        return one
    k = j + 1
    second = _simple(p, k)
    if second is None and w[k] in ("the", "early", "late") and k + 1 < n:
        second = _simple(p, k + 1)
    if second is None or isinstance(second[0], (Spell, Repeat)):
        return one
    last: Meaning = Unit("D", 0) if w[k] == "now" else second[0]
    if isinstance(last, Vague) or (isinstance(first, Clock) and not isinstance(last, (Clock, Part))):
        return one
    if isinstance(first, Part) and first.day is None and not isinstance(last, (Part, Clock)):
        # "overnight into Saturday", "the night to Sunday": the night before that day
        return one if first.part not in ("TNI", "TEV") else (Part("TNI", Shift(1, 1, "D", -1, last)), second[1])
    return Range(first, last), second[1]


def _coarse(m: Meaning) -> str:
    match m:
        case Cal():
            return "day" if m.day or m.weekday is not None else "month" if m.month else "year"
        case Clock() | Part():
            return "clock"
        case Edge() | About():
            return _coarse(m.of)
        case In():
            return _coarse(m.what)
        case _:
            return "day"


def _simple(p: Parse, i: int) -> Read:
    """The longest time that begins at token ``i`` and is no range."""
    w = p.lower
    n = len(w)
    if i >= n:
        return None
    word = w[i]
    known = words()
    if word in _ARTICLES or word == "these":
        found = vague(p, i)
        if found:
            return found
        if i + 1 < n and word != "these":
            inner = _simple(p, i + 1)
            if inner and _takes_article(p, i + 1, inner):
                return inner
            if word == "the":
                return with_unit(p, i) or bare_unit(p, i, _simple)
        return pointed(p, i) if word == "these" else None
    if word in known.approximate and i + 1 < n:
        # "about two years ago"; the "about" of "about Friday" and "about two years" stays outside
        inner = counted(p, i + 1, _simple)
        if inner and isinstance(inner[0], Shift):
            return About(inner[0]), inner[1]
        if word != "some":
            return None
    if word in ("fiscal", "financial") and i + 1 < n:
        inner = _nth_at(p, i + 1) or dated(p, i + 1)
        if inner:
            return inner
    if word == "at" and w[i + 1 : i + 2] == ["least"]:
        return counted(p, i + 2, _simple) if i + 2 < n else None
    if word in ("more", "less", "fewer") and w[i + 1 : i + 2] == ["than"]:
        return counted(p, i + 2, _simple) if i + 2 < n else None
    best = _edge(p, i)
    for read in (
        day_and_part,
        clock_and_day,
        part_and_clock,
        pointed,
        which_feast,
        _nth_at,
        _counted_at,
        every,
        season,
        holiday,
        nth_day,
        quarter,
        vague,
        deictic,
        with_unit,
        _year_end,
        _quarter_ago,
    ):
        found = read(p, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    if best and isinstance(best[0], (Which, In)):
        best = behind_day(p, *best) or best
    return _quarter_behind(p, _weekday_of(p, best)) if best else None


def _weekday_of(p: Parse, one: tuple[Meaning, int]) -> tuple[Meaning, int]:
    """A weekday of the week, month or year that so many units lead to: "Monday two weeks ago", "three weeks after Easter on Friday"."""
    m, j = one
    n = len(p)
    if j >= n or p.sentence[j] != p.sentence[j - 1]:
        return one
    if isinstance(m, Cal) and m == Cal(weekday=m.weekday):
        k = j + 1 if p.lower[j] == "," else j
        other = counted(p, k, _simple) if k < n else None
        if other and isinstance(other[0], Shift) and other[0].base != "text" and other[0].low is not None and other[0].unit in ("W", "FN", "M", "Y"):
            return In(m, other[0]), other[1]
    elif isinstance(m, Shift) and m.low is not None and m.unit in ("W", "FN", "M", "Y") and p.lower[j] == "on" and j + 1 < n:
        day = dated(p, j + 1)
        if day and isinstance(day[0], Cal) and day[0] == Cal(weekday=day[0].weekday):
            return In(day[0], m), day[1]
    return one


def _quarter_behind(p: Parse, year: tuple[Meaning, int]) -> Read:
    """As in "the 1988 third quarter", "this year's first quarter": the quarter of a year that stands before it."""
    m, j = year
    if j >= len(p) or not ((isinstance(m, Cal) and m.year and m.month is None) or (isinstance(m, Unit) and m.unit == "Y")):
        return year
    k = j + 1 if p.lower[j] in ("'s", "-") else j
    if k >= len(p) or p.sentence[k] != p.sentence[j - 1]:
        return year
    if isinstance(m, Cal) and p.lower[k] in ("period", "quarter") and not (k + 1 < len(p) and p.upos[k + 1] == "NOUN" and p.sentence[k + 1] == p.sentence[k]):
        return Cycle("Q", m.year), k + 1  # "the 1988 period", of what happened in a quarter of the year after
    if isinstance(m, Unit) and m.step < 0 and p.lower[k] == "quarter":
        return In(Cycle("Q"), m), k + 1
    inner = nth(p, k, _simple) or quarter(p, k)
    if inner and isinstance(inner[0], Cycle) and inner[0].year is None:
        return (inner[0]._replace(year=m.year) if isinstance(m, Cal) else In(inner[0], m)), inner[1]
    return year


def _quarter_ago(p: Parse, i: int) -> Read:
    """As in "the quarter a year ago", "the corresponding period last year": the quarter spoken of, in the year before."""
    w = p.lower
    like = w[i] in ("corresponding", "comparable", "same")
    k = i + 1 if like else i
    if w[k : k + 1] not in (["quarter"], ["period"]) or (w[k] == "period" and not like) or k + 1 >= len(p) or p.sentence[k + 1] != p.sentence[i]:
        return None
    behind = k + 2 if w[k + 1] == "of" and k + 2 < len(p) else k + 1
    ago = counted(p, behind, _simple) or pointed(p, behind)
    if ago is None or not (ago[0] == Unit("Y", -1) or (isinstance(ago[0], Shift) and ago[0][:4] == (1, 1, "Y", -1) and ago[0].base in (None, "text"))):
        return None
    return Shift(1, 1, "Y", -1, Cycle("Q")), ago[1]


def _takes_article(p: Parse, i: int, inner: tuple[Meaning, int]) -> bool:
    """Whether the article before token ``i`` belongs to the time: "the third week of May", "the 24th"; not "the 2014 elections"."""
    m = inner[0]
    if isinstance(m, (Vague, Repeat)) or (isinstance(m, Cal) and ((m.day is None and m.weekday is None) or p.lower[i] in words().months)):
        return False
    if p.base_relations[inner[1] - 1] == "obl":
        return True  # "the next morning buses ran": what dates a verb has its own article, whatever noun the parse gives it to
    return i - 1 < p.heads[i - 1] < inner[1] or inner[1] >= len(p) or p.upos[inner[1]] in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON")


def _nth_at(p: Parse, i: int) -> Read:
    return nth(p, i, _simple)


def _counted_at(p: Parse, i: int) -> Read:
    found = counted(p, i, _simple)
    if found and isinstance(found[0], Shift) and found[0].base == "text" and found[1] < len(p) and found[0].unit in ("D", "W", "M", "Y"):
        following = behind_day(p, found[0], found[1])
        if following:
            return following
    return found


def _this(p: Parse, i: int) -> Unit | None:
    """The unit of the calendar that token ``i`` names where nothing says which: that of the day on which it is said."""
    word = p.lower[i] if i < len(p) else ""
    if word not in ("day", "week", "month", "quarter", "year", "decade", "century", "weekend"):
        return None
    following = p.upos[i + 1] if i + 1 < len(p) and p.sentence[i + 1] == p.sentence[i] else "PUNCT"
    return Unit(words().units[word], 0) if following not in ("NOUN", "PROPN", "NUM") and p.lower[i + 1 : i + 2] not in (["of"], ["before"], ["after"]) else None


def _year_end(p: Parse, i: int) -> Read:
    """As in "by year-end", "since year's end", "around year end"."""
    w = p.lower
    if w[i] != "year" or i + 1 >= len(w):
        return None
    j = i + 2 if w[i + 1] in ("-", "'s") else i + 1
    if w[j : j + 1] != ["end"] or p.sentence[j] != p.sentence[i]:
        return None
    if w[i + 1] == "-":  # the day on which accounts close
        return Nth(-1, "D", Unit("Y", -1 if i and w[i - 1] == "since" else 0)), j + 1
    return Edge("END", Unit("Y", 0)), j + 1


def _edge(p: Parse, i: int) -> Read:
    """As in "early March", "late on Friday", "the end of the year", "mid-2021", "earlier this week", "later that day"."""
    w = p.lower
    n = len(w)
    edge = words().edges.get(w[i])
    if edge is None or i + 1 >= n:
        return None
    word = w[i]
    j = i + 1
    if word in ("earlier", "later", "late", "early") and w[j] == "in" and w[j + 1 : j + 2] == ["the"]:
        unit = _this(p, j + 2)
        if unit:
            return Edge(edge, unit), j + 3
    if word in ("end", "beginning", "start", "middle", "close", "outset"):
        if w[j] != "of" and not (w[j] == "-" and word == "end"):
            return None
        j += 1
        unit = _this(p, j + 1 if j < n and w[j] == "the" else j)
        if unit:
            return Edge(edge, unit), j + 2 if w[j] == "the" else j + 1
        if j < n and w[j] == "the":
            j += 1
    elif w[j] in ("-", "in", "on") and (w[j] == "-" or word not in ("mid", "earlier")):
        j += 1
        if j < n and w[j] == "the":
            j += 1
    elif w[j] == "the" and word in ("early", "late") and j + 1 < n:
        j += 1
    if j >= n or p.sentence[j] != p.sentence[i]:
        return None
    inner = _simple(p, j)
    if inner is None or isinstance(inner[0], (Spell, Repeat, Vague)):
        if word in ("earlier", "later") or j >= n:
            return None
        return clock_at(p, j)
    if isinstance(inner[0], (Shift, Stretching)) or (isinstance(inner[0], Clock) and word in ("earlier", "later")):
        return None
    return Edge(edge, inner[0]), inner[1]
