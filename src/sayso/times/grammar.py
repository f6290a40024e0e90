"""The grammar of times: how dates, clock times, parts of days and units go together."""

from sayso.text.parse import Parse
from sayso.times.clocks import clock_at, hours_at, part_at
from sayso.times.dates import Read, dated, nth_day, year_at
from sayso.times.holidays import names
from sayso.times.meaning import About, Cal, Clock, Cycle, Edge, Feast, In, Meaning, Nth, Part, Range, Repeat, Shift, Spell, Stretching, Unit, Vague, Which
from sayso.times.units import counted, every, nth, which
from sayso.times.words import words

__all__ = ["phrase"]

_ARTICLES = frozenset(("the",))


def phrase(p: Parse, i: int) -> Read:
    """The longest time that begins at token ``i``, ranges included."""
    one = simple(p, i)
    if one is None:
        return None
    return _range(p, i, one)


def _range(p: Parse, i: int, one: tuple[Meaning, int]) -> Read:
    first, j = one
    w = p.lower
    n = len(w)
    if j + 1 >= n or w[j] not in ("to", "-", "–", "—", "and", "until", "till", "through", "or", "into", "/") or p.sentence[j + 1] != p.sentence[i]:
        return one
    if isinstance(first, (Spell, Repeat, Vague, Shift, Stretching)):
        return one
    word = w[j]
    before = w[i - 1] if i else ""
    if before == "the" and i > 1:
        before = w[i - 2]
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
    second = simple(p, k)
    if second is None and w[k] in ("the", "early", "late") and k + 1 < n:
        second = simple(p, k + 1)
    if second is None or isinstance(second[0], (Spell, Repeat, Vague)):
        return one
    last = second[0]
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


def simple(p: Parse, i: int) -> Read:
    """The longest time that begins at token ``i`` and is no range."""
    w = p.lower
    n = len(w)
    if i >= n:
        return None
    word = w[i]
    known = words()
    if word in _ARTICLES or word == "these":
        found = _vague(p, i)
        if found:
            return found
        if i + 1 < n and word != "these":
            inner = simple(p, i + 1)
            if inner and _takes_article(p, i + 1, inner):
                return inner
            if word == "the":
                return _bare_unit(p, i) or _with_unit(p, i)
        return which(p, i) if word == "these" else None
    if word in known.approximate and i + 1 < n:
        # "about two years ago"; the "about" of "about Friday" and "about two years" stays outside
        inner = counted(p, i + 1, simple)
        if inner and isinstance(inner[0], Shift):
            return About(inner[0]), inner[1]
        if word != "some":
            return None
    if word in ("fiscal", "financial") and i + 1 < n:
        inner = _nth(p, i + 1) or dated(p, i + 1)
        if inner:
            return inner
    if word == "at" and w[i + 1 : i + 2] == ["least"]:
        return counted(p, i + 2, simple) if i + 2 < n else None
    if word in ("more", "less", "fewer") and w[i + 1 : i + 2] == ["than"]:
        return counted(p, i + 2, simple) if i + 2 < n else None
    best = _edge(p, i)
    for read in (_day_and_part, _clock_and_day, which, _which_feast, _nth, _counted, every, _season, _holiday, nth_day, _quarter, _vague, _deictic):
        found = read(p, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    return _quarter_behind(p, best) if best else None


def _quarter_behind(p: Parse, year: tuple[Meaning, int]) -> Read:
    """As in "the 1988 third quarter", "this year's first quarter": the quarter of a year that stands before it."""
    m, j = year
    if j + 1 >= len(p) or not ((isinstance(m, Cal) and m.year and m.month is None) or (isinstance(m, Unit) and m.unit == "Y")):
        return year
    k = j + 1 if p.lower[j] in ("'s", "-") else j
    if p.sentence[k] != p.sentence[j - 1]:
        return year
    inner = nth(p, k, simple) or _quarter(p, k)
    if inner and isinstance(inner[0], Cycle) and inner[0].year is None:
        return (inner[0]._replace(year=m.year) if isinstance(m, Cal) else In(inner[0], m)), inner[1]
    return year


def _takes_article(p: Parse, i: int, inner: tuple[Meaning, int]) -> bool:
    """Whether the article before token ``i`` belongs to the time: "the third week of May", "the 24th"; not "the 2014 elections"."""
    m = inner[0]
    if isinstance(m, (Vague, Repeat)) or (isinstance(m, Cal) and ((m.day is None and m.weekday is None) or p.lower[i] in words().months)):
        return False
    return i - 1 < p.heads[i - 1] < inner[1] or inner[1] >= len(p) or p.upos[inner[1]] in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ", "SCONJ", "PRON")


def _nth(p: Parse, i: int) -> Read:
    return nth(p, i, simple)


def _counted(p: Parse, i: int) -> Read:
    found = counted(p, i, simple)
    if found and isinstance(found[0], Shift) and found[0].base == "text" and found[1] < len(p) and found[0].unit in ("D", "W", "M", "Y"):
        following = _behind_day(p, found[0], found[1])
        if following:
            return following
    return found


def _edge(p: Parse, i: int) -> Read:
    """As in "early March", "late on Friday", "the end of the year", "mid-2021", "earlier this week", "later that day"."""
    w = p.lower
    n = len(w)
    edge = words().edges.get(w[i])
    if edge is None or i + 1 >= n:
        return None
    word = w[i]
    j = i + 1
    if word in ("end", "beginning", "start", "middle", "close", "outset"):
        if w[j] != "of" and not (w[j] == "-" and word == "end"):
            return None
        j += 1
        if j < n and w[j] == "the":
            if j + 1 < n and w[j + 1] in ("year", "month", "week", "day", "decade", "century", "quarter", "weekend"):
                return Edge(edge, Unit(words().units[w[j + 1]], 0)), j + 2
            j += 1
    elif w[j] in ("-", "in", "on") and (w[j] == "-" or word not in ("mid", "earlier")):
        j += 1
        if j < n and w[j] == "the":
            j += 1
    elif w[j] == "the" and word in ("early", "late") and j + 1 < n:
        j += 1
    if j >= n or p.sentence[j] != p.sentence[i]:
        return None
    inner = simple(p, j)
    if inner is None or isinstance(inner[0], (Spell, Repeat, Vague)):
        if word in ("earlier", "later") or j >= n:
            return None
        return clock_at(p, j)
    if isinstance(inner[0], (Shift, Stretching)) or (isinstance(inner[0], Clock) and word in ("earlier", "later")):
        return None
    return Edge(edge, inner[0]), inner[1]


def _day_and_part(p: Parse, i: int) -> Read:
    """A date, and the part of the day or clock time behind it: "Friday night", "Friday at 10 p.m.", "3 May, 0600 GMT"."""
    day = dated(p, i)
    if day is None:
        return None
    return _behind_day(p, day[0], day[1]) or _inside(p, *day)


def _inside(p: Parse, m: Meaning, j: int) -> Read:
    """A frame behind a date that lacks a year: "March of last year", "Friday last week", "Wednesday this week"."""
    w = p.lower
    if isinstance(m, Cal) and m.year is None and j + 1 < len(w) and p.sentence[j] == p.sentence[j - 1]:
        k = j + 1 if w[j] == "of" else j
        if w[k] in ("last", "this", "next", "that", "the") and k + 1 < len(w) and w[k + 1] in ("year", "week", "month", "same", "following", "previous"):
            frame = which(p, k if w[k] != "the" else k + 1)
            if frame and isinstance(frame[0], Unit):
                return In(m, frame[0]), frame[1]
    return m, j


def _behind_day(p: Parse, day: Meaning, j: int) -> Read:
    w = p.lower
    n = len(w)
    if j >= n or p.sentence[j] != p.sentence[j - 1] or not _is_day(day):
        return None
    k = j
    if w[k] == "'s" and k + 1 < n and w[k + 1] in ("early", "pre", "predawn"):
        k += 1
    part = part_at(p, k)
    if part is None and w[k] in ("in", "during", ",", "at") and k + 1 < n:
        k += 1
        if w[k] in ("the", "in"):
            k += 1
            if k < n and w[k] == "the":
                k += 1
        part = part_at(p, k) if k < n and w[j] != "," else None
    if part and not (k == j and w[k] in ("night", "evening", "morning") and k + 1 < n and w[k + 1] == "-"):
        made = _on_day(part[0], day)
        clock = _clock_behind(p, part[1])
        if clock and isinstance(clock[0], Clock):
            return _half_day(clock[0], part[0])._replace(day=day), clock[1]
        return made, part[1]
    if part is None and w[j] in ("noon", "midnight", "midday"):
        return Clock(0 if w[j] == "midnight" else 12, 0, "", day), j + 1
    clock = _clock_behind(p, j)
    if clock and isinstance(clock[0], Range):
        return Range(_on_day(clock[0].first, day), _on_day(clock[0].last, day)), clock[1]
    if clock and isinstance(clock[0], Clock):
        made_ = clock[0]._replace(day=day)
        to = clock[1]
        if to + 1 < n and w[to] in ("to", "-", "–", "and", "until"):
            second = clock_at(p, to + 1)
            if second and isinstance(second[0], Clock) and (w[to] != "and" or w[j] == "between"):
                return Range(made_, second[0]._replace(day=day)), second[1]
        return made_, to
    return None


def _clock_behind(p: Parse, j: int) -> Read:
    w = p.lower
    n = len(w)
    k = j
    while (
        k < n
        and k - j < 3
        and w[k] in (",", "at", "around", "about", "from", "between", "approximately", "by", "just", "before", "after", "shortly")
        and p.sentence[k] == p.sentence[j]
    ):
        k += 1
    if k >= n or p.sentence[k] != p.sentence[j - 1]:
        return None
    return hours_at(p, k) or clock_at(p, k)


def _half_day(clock: Clock, part: Meaning) -> Clock:
    if isinstance(part, Edge):
        part = part.of
    if isinstance(part, Part) and part.part in ("TAF", "TEV", "TNI") and 0 < clock.hour < 12 and not (part.part == "TNI" and clock.hour < 6):
        return clock._replace(hour=clock.hour + 12)
    return clock


def _is_day(m: Meaning) -> bool:
    match m:
        case Cal():
            return m.day is not None or m.weekday is not None
        case Which():
            return isinstance(m.what, (Cal, Feast)) and (isinstance(m.what, Feast) or m.what.weekday is not None)
        case Unit():
            return m.unit == "D"
        case Shift():
            return m.unit in ("D", "W")
        case In():
            return _is_day(m.what)
        case Range():
            return _is_day(m.first) and _is_day(m.last)
        case Edge() | About():
            return _is_day(m.of)
        case Feast():
            return True
        case _:
            return isinstance(m, Nth) and m.unit[0] in "FD"


def _on_day(part: Meaning, day: Meaning) -> Meaning:
    if isinstance(part, Edge):
        return Edge(part.edge, _on_day(part.of, day))
    if isinstance(part, Part):
        if isinstance(day, Range):
            return Part(part.part, day.first) if part.part == "TNI" else Range(part._replace(day=day.first), part._replace(day=day.last))
        return part._replace(day=day)
    if isinstance(part, Clock):
        return part._replace(day=day)
    return part


def _clock_and_day(p: Parse, i: int) -> Read:
    """A clock time or part of a day, and the day behind it: "10 p.m. on Friday", "the night of 3 to 4 May", "noon today"."""
    w = p.lower
    n = len(w)
    word = w[i]
    if not (word[0].isdigit() or word in _CLOCK_WORDS or word.startswith("mid-")):
        return None
    lead = hours_at(p, i) or clock_at(p, i) or part_at(p, i)
    if lead is None:
        return None
    m, j = lead
    if isinstance(m, Clock) and j + 1 < n and w[j] in ("to", "-", "–", "and", "until") and (w[j] != "and" or (i and w[i - 1] == "between")):
        second = clock_at(p, j + 1)
        if second and isinstance(second[0], Clock):
            day = _day_behind(p, second[1])
            both = (m._replace(day=day[0]), second[0]._replace(day=day[0])) if day else (m, second[0])
            return Range(*both), day[1] if day else second[1]
    day = _day_behind(p, j)
    if day:
        return (Range(_on_day(m.first, day[0]), _on_day(m.last, day[0])) if isinstance(m, Range) else _on_day(m, day[0])), day[1]
    if isinstance(m, Part) and not m.small_hours and not _cued(p, i, j):
        return None
    if isinstance(m, Clock):
        day = _day_behind_brackets(p, j)
        if day:
            return m._replace(day=day[0]), j
    return m, j


def _day_behind_brackets(p: Parse, j: int) -> Read:
    """The day of both clock times of "at 10:35 a.m. (0735 GMT) on Friday"; it stays a time of its own."""
    w = p.lower
    k = j
    if k < len(w) and w[k] == "(":
        while k < len(w) and k - j < 6 and w[k] != ")":
            k += 1
    return _day_behind(p, k + 1) if k + 1 < len(w) and w[k] == ")" else None


_CLOCK_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve half quarter a twenty noon midday midnight morning mornings dawn daybreak sunrise afternoon "
    "evening dusk nightfall sunset night daytime daylight early late small wee predawn pre-dawn".split()
)


def _cued(p: Parse, i: int, j: int) -> bool:
    """Whether a bare part of a day is said of a time: "in the morning", "at night", "at dawn", "by nightfall", not "night shift"."""
    before = [p.lower[k] for k in (i - 1, i - 2) if k >= 0]
    if j < len(p) and p.sentence[j] == p.sentence[i] and p.upos[j] in ("NOUN", "PROPN") and p.relations[i].startswith(("compound", "amod")):
        return False
    if not before:
        return False
    if before[0] in ("the", "that") and len(before) > 1:
        return before[1] in ("in", "during", "by", "until", "into", "throughout", "through", "before", "since", "later")
    return before[0] in ("at", "by", "before", "after", "until", "since", "in", "around", "from", "all", "through", "till", "till")


def _day_behind(p: Parse, j: int) -> Read:
    w = p.lower
    n = len(w)
    k = j
    while k < n and k - j < 3 and w[k] in (",", "on", "of", "the", "in", "from") and p.sentence[k] == p.sentence[j - 1]:
        k += 1
    for s in range(k, j - 1, -1):
        if s >= n or p.sentence[s] != p.sentence[j - 1]:
            continue
        if s == j and w[s] in (",", "in"):
            continue
        day = dated(p, s) or which(p, s) or _today(p, s) or _holiday(p, s)
        if day and isinstance(day[0], Cal):
            day = _inside(p, *day)
        if day and _is_day(day[0]):
            if w[j] in (",", "in") and not isinstance(day[0], Cal):
                continue
            return _range_of_days(p, s, day)
        if day is None and s == k and w[s - 1] == "of":
            counted_ = nth_day(p, s)
            if counted_:
                return counted_
    return None


def _range_of_days(p: Parse, i: int, day: tuple[Meaning, int]) -> Read:
    """As in "the night of Friday to Saturday", "the night of 30 April to 1 May"."""
    m, j = day
    w = p.lower
    if j + 1 < len(w) and w[j] in ("to", "-", "–", "and", "into") and w[i - 1] == "of":
        second = dated(p, j + 1)
        if second and _is_day(second[0]):
            return Range(m, second[0]), second[1]
    return day


def _today(p: Parse, i: int) -> Read:
    word = p.lower[i]
    step = words().deictic.get(word)
    if step is None or word in ("tonight", "overnight", "yesteryear"):
        return None
    return Unit("D", step), i + 1


def _deictic(p: Parse, i: int) -> Read:
    """As in "today", "yesterday evening", "tonight", "overnight", "last night", "the day before yesterday"."""
    w = p.lower
    n = len(w)
    word = w[i]
    if word == "tonight":
        m: Meaning = Part("TNI", Unit("D", 0))
        clock = _clock_behind(p, i + 1)
        if clock and isinstance(clock[0], Clock):
            return _half_day(clock[0], Part("TNI"))._replace(day=Unit("D", 0)), clock[1]
        return m, i + 1
    if word == "overnight":
        if p.upos[i] == "ADJ" and i + 1 < n and p.upos[i + 1] == "NOUN" and i and w[i - 1] in ("an", "the"):
            return None
        if i + 2 < n and w[i + 1] in ("to", "into", "on"):
            day = dated(p, i + 2)
            if day and _is_day(day[0]):
                return Part("TNI", Shift(1, 1, "D", -1, day[0])), day[1]
        return Part("TNI", Unit("D", -1)), i + 1
    if word == "day" and i + 2 < n and w[i + 1] in ("before", "after") and w[i + 2] in ("yesterday", "tomorrow"):
        return Unit("D", -2 if w[i + 2] == "yesterday" else 2), i + 3
    today = _today(p, i)
    if today:
        return _behind_day(p, *today) or today
    return None


def _season(p: Parse, i: int) -> Read:
    """As in "summer 2021", "the summer of 2021", "in winter", "the spring"."""
    w = p.lower
    n = len(w)
    code = words().seasons.get(w[i])
    if (
        code is None
        or p.upos[i] not in ("NOUN", "PROPN")
        or (p.tokens[i].text[0].isupper() and i and p.name_at[i] >= 0 and p.names[p.name_at[i]].kind != "DATE")
    ):
        return None
    j = i + 1
    k = j + 1 if j < n and w[j] == "of" else j
    if k < n and p.sentence[k] == p.sentence[i]:
        y = year_at(p, k, sure=True)
        if y:
            return Cycle(code, y), k + 1
        if w[j] in ("and", "or") and j + 3 < n:  # "the spring and summer of 1979"
            other = _season(p, j + 2 if w[j + 1] in ("early", "late") else j + 1)
            if other and isinstance(other[0], Cycle) and other[0].year:
                return Cycle(code, other[0].year), j
        frame = which(p, k) if k > j or w[k] in ("last", "next", "this") else None
        if frame and isinstance(frame[0], Unit) and frame[0].unit == "Y":
            return In(Cycle(code), frame[0]), frame[1]
        if k > j or p.upos[j] in ("NOUN", "PROPN"):
            return None
    before = w[i - 1] if i else ""
    two = w[i - 2] if i > 1 else ""
    cues = ("in", "by", "during", "until", "since", "through", "over", "throughout", "early", "late", "before", "after", "mid", "of")
    if (before in cues and not (w[i] == "fall" and before in ("after", "before", "of", "by"))) or (before == "the" and two in cues and w[i] != "fall"):
        return Cycle(code), j
    return None


def _quarter(p: Parse, i: int) -> Read:
    """As in "Q3 2021", "2021 Q3", "Q1"."""
    w = p.lower
    word = w[i]
    if len(word) == 2 and word[0] in "qh" and word[1] in "1234":
        j = i + 1
        k = j + 1 if j < len(w) and w[j] in ("of", "in") else j
        y = year_at(p, k, sure=True) if k < len(w) and p.sentence[k] == p.sentence[i] else None
        if y:
            return Cycle(word.upper(), y), k + 1
        beside = i > 0 and len(w[i - 1]) == 4 and w[i - 1].isdecimal()
        return (Cycle(word.upper()), j) if p.tokens[i].text[0].isupper() or beside else None
    return None


def _holiday(p: Parse, i: int) -> Read:
    w = p.lower
    for entry, name in names().get(w[i], ()):
        j = i + len(entry)
        if tuple(w[i:j]) != entry or not p.tokens[i].text[0].isupper():
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
        k = j + 1 if j < len(w) and w[j] in ("of", ",", "in") else j
        y = year_at(p, k, sure=True) if k < len(w) and p.sentence[k] == p.sentence[i] else None
        if y:
            return Feast(name, y), k + 1
        return Feast(name), j
    return None


def _which_feast(p: Parse, i: int) -> Read:
    """As in "last Christmas", "this Easter"."""
    step = words().which.get(p.lower[i])
    if step is None or i + 1 >= len(p) or p.sentence[i + 1] != p.sentence[i]:
        return None
    feast = _holiday(p, i + 1)
    return (Which(feast[0], step), feast[1]) if feast and isinstance(feast[0], Feast) and feast[0].year is None else None


def _vague(p: Parse, i: int) -> Read:
    w = p.lower
    known = words()
    for entry, value in known.vague_phrases.get(w[i], ()):
        j = i + len(entry)
        if tuple(w[i:j]) == entry:
            following = p.upos[j] if j < len(p) and p.sentence[j] == p.sentence[i] else "PUNCT"
            if entry[0] in ("the", "this", "that", "these") and following in ("NOUN", "PROPN", "ADJ", "NUM"):
                continue
            return Vague(value), j
    reference = known.vague.get(w[i])
    if reference is not None and p.upos[i] == "ADV":
        if (
            w[i] in ("soon", "shortly")
            and i + 1 < len(w)
            and (w[i + 1] in ("after", "before", "afterwards", "afterward", "thereafter", "as") or (i and w[i - 1] in ("as", "so", "too")))
        ):
            return None
        return Vague(reference), i + 1
    adjective = known.vague_adjectives.get(w[i])
    if adjective is not None and p.upos[i] == "ADJ":
        j = i + 1
        if j < len(w) and (w[j] in known.units or w[j] == "times"):
            if w[i] == "current":
                return None
            return (Stretching(None, known.units[w[j]], -1, vague=True) if w[j] in known.plural_units else Vague("PAST_REF")), j + 1
        return (Vague(adjective), j) if w[i] == "current" else None
    return None


def _bare_unit(p: Parse, i: int) -> Read:
    """As in "the weekend", "the day before", "the week after", "the year": units that the context alone pins down."""
    w = p.lower
    n = len(w)
    j = i + 1
    if j >= n:
        return None
    word = w[j]
    if word in ("day", "week", "month", "year", "night", "evening", "morning") and j + 1 < n:
        sign = {"before": -1, "after": 1, "previous": -1, "earlier": -1}.get(w[j + 1], 0)
        if sign:
            k = j + 2
            unit = {"night": "NI", "evening": "NI", "morning": "NI"}.get(word, words().units.get(word, "D"))
            if k < n and w[k] in ("last", "next") and k + 1 < n and w[k + 1] in words().units:
                frame = which(p, k)
                if frame:
                    return Shift(1, 1, unit, sign, frame[0]), frame[1]
            if k < n and w[k] in ("last", "next"):
                return Unit(unit, 2 if w[k] == "next" else -2), k + 1
            base = simple(p, k) if k < n and p.sentence[k] == p.sentence[i] else None
            if base and not isinstance(base[0], (Spell, Repeat, Vague)):
                return Shift(1, 1, unit, sign, base[0]), base[1]
            following = p.upos[k] if k < n and p.sentence[k] == p.sentence[i] else "PUNCT"
            if following in ("PUNCT", "CCONJ", "VERB", "AUX", "ADP"):
                return (
                    Part({"night": "TNI", "evening": "TEV", "morning": "TMO"}[word], Unit("D", sign, narrative=True))
                    if unit == "NI"
                    else Unit(unit, sign, narrative=True)
                ), k
            return None
    if (
        word in ("week", "month", "year", "quarter")
        and p.lower[i - 1] in ("in", "during", "for", "of", "throughout", "over")
        and not (j + 1 < n and w[j + 1] in ("of", "that", "-", "when", "ended", "ending"))
    ):
        if not p.relations[j].startswith("compound") and p.upos[j] == "NOUN":
            return Unit(words().units[word], 0), j + 1
    if word == "weekend" and not (j + 1 < n and p.heads[j] > j and p.relations[j].startswith("compound")):
        return Unit("WE", 0), j + 1
    return None


def _with_unit(p: Parse, i: int) -> Read:
    """As in "the year 2014", "the week of 7 March", "the month of May"."""
    w = p.lower
    n = len(w)
    j = i + 1
    if j + 1 >= n:
        return None
    if w[j] in ("year", "years") and (y := year_at(p, j + 1, sure=True)):
        return Cal(y), j + 2
    if w[j] in ("week", "month", "weekend", "year") and w[j + 1] in ("of", "beginning", "starting", "ending"):
        k = j + 3 if j + 2 < n and w[j + 2] == "the" else j + 2
        inner = dated(p, k) if k < n else None
        if inner and w[j] == "week" and _is_day(inner[0]):
            return Shift(0, 0, "W", 1, inner[0]), inner[1]
        if inner and (w[j] != "week"):
            return inner
    return None
