"""Words, signs and small sums that templates share."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence

from sayso.answers.facets import Placed
from sayso.render.words import CONTROL, EVENT, MEASURE, STANCE, number
from sayso.web.asked import Asked
from sayso.web.draw import day_number

__all__ = ["ALSO", "KINDS", "WORDS", "carried", "facet_address", "facet_words", "month_end", "placed", "range_of", "sparks", "verdict"]

KINDS = {
    "figure": ("figure", "figures", "●"),
    "control": ("who holds what", "who holds what", "■"),
    "event": ("event", "events", "▲"),
    "commitment": ("promise", "promises", "◆"),
    "statement": ("statement", "statements", "❝"),
}
"""Kind of claim to its name, its name for several, and its shape, which tells kinds apart without colour."""

_VERDICTS = {
    "contradicts": ("≠", "contradicts"),
    "corroborates": ("=", "says the same"),
    "repeats": ("⧉", "repeats the words"),
    "updates": ("↻", "revises"),
    "sums_to": ("Σ", "adds up"),
    "different_scope": ("⊂", "counts something else"),
    "unsure": ("?", "cannot be told"),
}
ALSO = frozenset((("reports", "article"), ("places", "place"), ("sources", "source"), ("news", "claim"), ("add", "reading")))
"""Pages that stand under another in the navigation."""

WORDS: dict[str, object] = {
    "KINDS": KINDS,
    "ALSO": ALSO,
    "MEASURE": MEASURE,
    "EVENT": EVENT,
    "CONTROL": CONTROL,
    "STANCE": STANCE,
    "SORTS": {k: v[1] for k, v in KINDS.items()},
    "TYPES": {**EVENT, **{k: v.removesuffix(" by") for k, v in CONTROL.items()}},
    "MODES": {
        "asserted": "a fact", "planned": "planned", "possible": "possible", "conditional": "on a condition", "demanded": "demanded", "denied": "denied",
    },
    "PRECISION": {
        "point": "● a site", "city": "● a town", "district": "◐ a district", "province": "○ a province", "country": "○ a country", "region": "○ a region",
        "water": "○ a water", None: "? not resolved",
    },
    "PROMISE": {
        "kept": ("✓", "kept"), "missed": ("✗", "time passed, nothing matches"), "due": ("◷", "not yet due"), "unknown": ("?", "no time given, nothing matches"),
    },
    "RULE_WORDS": {
        "latest": "the claim told last of those that stand", "lowest": "the smallest that stands", "highest": "the largest that stands",
        "official": "the newest by a body or somebody in office", "median": "the middle of each independent source’s newest",
    },
    "FACETS": {
        "kind": "Sort", "measure": "Counts", "type": "Event or state", "place": "Place", "source": "Source", "publisher": "Printed by", "month": "Told in",
    },
}  # fmt: skip
_CARRIED = ("q", "place", "source", "since", "until", "as_of")
_WHOLE = frozenset(("/reports", "/sources", "/review", "/add"))
_HEIGHT = 20


def verdict(name: str) -> tuple[str, str]:
    """A sign and words for what two claims are to each other."""
    return _VERDICTS.get(name, ("", name.replace("_", " ")))


def carried(asked: Asked) -> Callable[[str], str]:
    """A function that gives the address of another page about the same place, period and words; what only some pages heed is left behind."""
    period = Asked(since=asked.since, until=asked.until, as_of=asked.as_of).address("")
    everything = Asked(**{k: getattr(asked, k) for k in _CARRIED}).address("")

    def address(path: str) -> str:
        if path.startswith("/place/"):
            return path + period
        return path if path in _WHOLE else path + everything

    return address


def sparks(days: Sequence[tuple[str, int]], as_of: str) -> list[tuple[float, float, float, bool]]:
    """Bars of how many reports were told each day: left and width in per cent, height in pixels, and whether that was later than asked."""
    if not days:
        return []
    first = days[0][0]
    span = day_number(days[-1][0], first) + 1
    most = max(n for _, n in days)
    wide = 100 / span
    return [
        (round(day_number(d, first) * wide, 3), round(max(0.15, wide * 0.8), 3), round(3 + n / most * (_HEIGHT - 3), 1), bool(as_of) and d > as_of)
        for d, n in days
    ]


def placed(places: Iterable[Placed]) -> list[dict[str, object]]:
    """Places as the script of the map wants them."""
    return [
        {
            "id": p.place.id, "name": p.place.name, "country": p.place.country, "at": [p.place.latitude, p.place.longitude], "km": p.place.radius_km,
            "precision": p.place.precision, "kinds": p.kinds, "claims": p.claims, "disputed": p.disputed,
        }
        for p in places
        if p.place.latitude is not None and p.place.longitude is not None
    ]  # fmt: skip


def range_of(low: float | None, high: float | None) -> str:
    """A range in words.

    >>> range_of(12, None), range_of(4, 31), range_of(7, 7)
    ('at least 12', '4 to 31', '7')
    """
    if low is None or high is None:
        return f"at most {number(high)}" if high is not None else f"at least {number(low)}" if low is not None else "no number"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def month_end(month: str) -> str:
    """The last day of a month, "2027-03-31"."""
    year, _, number_of = month.partition("-")
    return f"{month}-{monthrange(int(year), int(number_of))[1]:02}"


def facet_words(name: str, value: str) -> str:
    """A value of a facet as people say it."""
    words = {"kind": {k: v[1] for k, v in KINDS.items()}, "measure": MEASURE, "type": {**EVENT, **{k: v.removesuffix(" by") for k, v in CONTROL.items()}}}
    return words.get(name, {}).get(value, value)


def facet_address(asked: Asked, name: str, value: str) -> str:
    """The search with one facet set, or with it left open again."""
    return asked.address("/search", **{name: value})
