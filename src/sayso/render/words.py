"""The fields of a reading in the words that a reader would use: ranges, days, chains of sources, certainty."""

import re

from sayso.types.reading import Event, Figure, Place

__all__ = ["CONTROL", "EVENT", "MEASURE", "MODALITY", "STANCE", "amount", "country_of", "event_words", "mark", "number", "one_line", "sure", "visible", "when"]

MEASURE = {
    "killed": "killed", "injured": "injured", "missing": "missing", "displaced": "displaced", "refugees": "refugees", "returnees": "returned",
    "evacuated": "evacuated", "trapped": "trapped", "detained": "detained", "kidnapped": "kidnapped", "affected": "affected", "in_need": "in need",
    "reached": "reached", "population": "population", "remaining": "remaining", "troops": "troops", "deserters": "deserters", "arms": "arms",
    "vehicles": "vehicles", "buildings_destroyed": "destroyed", "buildings_damaged": "damaged", "aid_amount": "aid", "area": "area", "other": "other",
}  # fmt: skip
"""Also the order in which figures are listed: people first, the dead before all."""

EVENT = {
    "AGREE": "agreement", "CONSULT": "talks", "SUPPORT": "support", "COOPERATE": "cooperation", "AID": "aid", "YIELD": "concession",
    "REQUEST": "request", "ACCUSE": "accusation", "REJECT": "refusal", "THREATEN": "threat", "PROTEST": "protest", "SANCTION": "sanctions",
    "MOBILIZE": "mobilisation", "COERCE": "coercion", "ASSAULT": "attack",
}  # fmt: skip
CONTROL = {
    "held": "held by", "contested": "contested by", "besieged": "besieged by", "captured": "captured by", "recaptured": "recaptured by", "lost": "lost by",
}  # fmt: skip
STANCE = {
    "asserts": "said", "denies": "denied", "disputes": "disputed", "doubts": "doubted", "plans": "planned", "demands": "demanded", "believes": "believed",
}  # fmt: skip
"""In the past tense, which is the same for one and for many: "residents said".
"""
MODALITY = {
    "asserted": "", "planned": "planned", "possible": "possible", "conditional": "conditional", "demanded": "demanded", "denied": "denied",
}  # fmt: skip
_MARKS = {"point": "●", "city": "●", "district": "◐", "province": "○", "country": "○", "region": "○", "water": "○"}
_VAGUE = {
    (24, 99): "dozens", (40, 99): "scores", (200, 999): "hundreds", (2000, 9999): "thousands", (20_000, 99_999): "tens of thousands",
    (200_000, 999_999): "hundreds of thousands", (2_000_000, 9_999_999): "millions",
}  # fmt: skip
_BEFORE = {"about": "about ", "more_than": "more than ", "less_than": "fewer than ", "at_least": "at least ", "at_most": "up to "}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(MO|MI|AF|EV|NI|DT)|T(\d\d:\d\d)\S*)?([~?%]?)\Z")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?\Z")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"[\s\u2028\u2029]+")


def number(value: float) -> str:
    """A number for the eye: digits in threes, millions and billions named where that loses nothing.

    >>> [number(n) for n in (12, 2000, 150_000, 11_000_000, 1_234_567, 13.5)]
    ['12', '2,000', '150,000', '11 million', '1,234,567', '13.5']
    """
    for size, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if value >= size and round(value / size, 2) * size == value:
            return f"{value / size:g} {name}"
    return f"{value:,.10g}" if isinstance(value, float) and value % 1 else f"{int(value):,}"


def amount(figure: Figure) -> str:
    """The range of a figure in words, with what is counted.

    >>> amount(Figure(id="f1", start=0, end=1, measure="killed", low=2000, high=None, relation="more_than", unit="civilians"))
    'more than 2,000 civilians'
    """
    low, high = figure.low, figure.high
    if low is None and high is None:
        said = "an unknown number"
    elif figure.relation == "vague" and low is not None and high is not None:
        said = _VAGUE.get((int(low), int(high)), f"{number(low)}–{number(high)}")
    elif low is not None and high is not None and low != high:
        said = f"{'about ' if figure.relation == 'about' else ''}{number(low)}–{number(high)}"
    elif figure.relation in ("exact", "range", "vague") and (low is None or high is None):
        said = f"at least {number(low)}" if low is not None else f"up to {number(high or 0)}"
    else:
        said = _BEFORE.get(figure.relation, "") + number(low if low is not None else high or 0)
    unit = one_line(figure.unit or "")
    of = " of" if said in _VAGUE.values() else ""  # hundreds of people
    return said + (f"{of} {unit}" if unit else "") + (f" a {figure.rate}" if figure.rate else "")


def when(edtf: str | None, published: str | None = None) -> str:
    """An EDTF value in words, without the year where that is the year of publication; what is not understood comes back as it is.

    >>> when("2022-03-25TNI", "2022-03-26"), when("2022-03-27/2022-03-28", "2022-03-26"), when("2008")
    ('25 Mar, night', '27–28 Mar', '2008')
    """
    if not edtf:
        return ""
    year = (published or "")[:4]
    first, slash, last = edtf.partition("/")
    if not slash:
        return _moment(edtf, year)
    if last in ("", ".."):
        return f"from {_moment(first, year)}"
    if first in ("", ".."):
        return f"until {_moment(last, year)}"
    if len(first) == len(last) == 10 and first[:8] == last[:8]:
        return f"{int(first[8:])}–{_moment(last, year)}"
    return f"{_moment(first, year)} – {_moment(last, year)}"


def _moment(edtf: str, year: str) -> str:
    week = _WEEK.match(edtf)
    if week:
        said = f"{'weekend of ' if week[3] else ''}week {int(week[2])}"
        return said if week[1] == year else f"{said} of {week[1]}"
    found = _POINT.match(edtf)
    if not found:
        return edtf
    y, month, day, part, clock, doubt = found.groups()
    if month in _SEASONS:
        said = f"{_SEASONS[month]} {y}"
    elif month is None:
        said = y
    elif not 1 <= int(month) <= 12:
        return edtf
    else:
        said = _MONTHS[int(month) - 1]
        said = f"{int(day)} {said}" if day else said
        said += "" if y == year and day else f" {y}"
    said += f", {_PARTS[part]}" if part else f", {clock}" if clock else ""
    return f"about {said}" if doubt else said


def mark(place: Place | None) -> str:
    """A place's precision as a shape and a word: filled for a point, a ring for an area, "?" where it is not resolved."""
    if place is None:
        return ""
    if place.precision is None or (place.latitude is None and place.geonameid is None):
        return "? unresolved"
    return f"{_MARKS[place.precision]} {place.precision}"


def country_of(place: Place | None, name: str) -> str:
    """A place's name with its country's code, unless it is a country itself: "Kherson, UA"."""
    if place is None or not place.country or place.precision == "country":
        return one_line(name)
    return f"{one_line(name)}, {place.country}"


def event_words(event: Event) -> str:
    """What happened, in a word or two: "attack, aerial"."""
    return EVENT[event.type] + (f", {one_line(event.mode).replace('_', ' ')}" if event.mode else "")


def visible(text: str) -> str:
    """Text that can be shown anywhere: what would move a cursor, colour a terminal or turn the reading direction is replaced.

    >>> visible("\\x1b[31mred\\x1b[0m \\u202eabc")
    '␛[31mred␛[0m abc'
    """
    return _CONTROL.sub(_shown, _DIRECTION.sub("", text))


def _shown(found: re.Match[str]) -> str:
    c = ord(found.group())
    if found.group() in "\t\n\r":
        return found.group()
    if c < 0x20:
        return chr(0x2400 + c)
    return "" if c == 0xFEFF else "\u2421" if c == 0x7F else "\ufffd"


def one_line(text: str) -> str:
    """:func:`visible` text on one line, white space of any kind as one blank."""
    return visible(_SPACE.sub(" ", text)).strip()


def sure(value: float) -> str:
    """How surely something was read right, in words and as a share.

    >>> sure(0.8)
    'likely read right (80\\xa0%)'
    """
    words = "surely read right" if value >= 0.95 else "likely read right" if value >= 0.75 else "may be read wrong" if value >= 0.5 else "probably read wrong"
    return f"{words} ({100 * value:.0f}\u00a0%)"
