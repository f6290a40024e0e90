"""Where things lie in a chart, in per cent of its width: what the templates write as SVG.

No widths in pixels: a chart is as wide as its column, on paper and on a phone too, and its words stay as large as the rest.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sayso.answers.figures import Series
from sayso.render.words import when
from sayso.types.claims import Claim

__all__ = ["Bar", "Days", "Scale", "Whisker", "bars", "days_of", "scale_of", "whiskers"]

_LEFT, _RIGHT = 3.0, 95.0
"""Room for the dot of the smallest value and the arrow of the largest."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Values to places; by their logarithm where they span more than a hundredfold.

    >>> scale = Scale(low=0, high=100, log=False)
    >>> scale.at(50)
    49.0
    """

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Per cent of the width."""
        a, b, v = (math.log10(1 + x) if self.log else x for x in (self.low, self.high, min(max(value, self.low), self.high)))
        share = (v - a) / (b - a) if b > a else 0.0
        return round(_LEFT + share * (_RIGHT - _LEFT), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round values, four or five of them."""
        if self.log:
            top = int(math.log10(max(10, self.high)))
            values = [0.0, *(float(10**n) for n in range(max(0, top - 4), top + 1))]
        else:
            step = _round((self.high - self.low) / 4)
            values = [step * i for i in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]
        return tuple(Tick(self.at(v), f"{v:,.0f}" if v == int(v) else f"{v:g}") for v in values)


def _round(step: float) -> float:
    """The next of 1, 2, 5, 10, 20 …"""
    if step <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(step))
    return next(n * size for n in (1, 2, 5, 10) if n * size >= step * 0.999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisker:
    """A figure in a chart.

    Attributes:
        left, right: Ends of the line.
        dot: Where the number that was said lies; None for ranges and words such as "dozens".
        open_left, open_right: Whether the words set no bound there: an arrow.
    """

    left: float
    right: float
    dot: float | None
    open_left: bool = False
    open_right: bool = False

    @property
    def width(self) -> float:
        """Length of the line."""
        return round(max(0.0, self.right - self.left), 2)


def scale_of(found: Series) -> Scale:
    """A scale on which every point of a series has room, from nought."""
    values = [v for p in found.points for v in (p.claim.low, p.claim.high) if v is not None] or [1.0]
    top = max(values)
    smallest = min((v for v in values if v > 0), default=1.0)
    return Scale(low=0.0, high=float(top) * 1.12 or 1.0, log=top / max(smallest, 1.0) > 100)


def whiskers(found: Series, scale: Scale) -> tuple[Whisker, ...]:
    """The points of a series in their order."""
    return tuple(_whisker(p.claim, scale) for p in found.points)


def _whisker(c: Claim, scale: Scale) -> Whisker:
    low, high = c.low, c.high
    if low is None and high is None:
        return Whisker(left=scale.at(scale.low), right=scale.at(scale.high), dot=None, open_left=True, open_right=True)
    if high is None:
        at = scale.at(low or 0)
        return Whisker(left=at, right=98.0, dot=at, open_right=True)
    if low is None:
        at = scale.at(high)
        return Whisker(left=0.5, right=at, dot=at, open_left=True)
    return Whisker(left=scale.at(low), right=scale.at(high), dot=scale.at(low) if low == high else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A claim on the axis of time.

    Attributes:
        left, right: When it happened: the time that the words allow. Equal where they name a minute.
        told: When it was reported.
        open_left, open_right: Whether the words set no bound there.
    """

    left: float
    right: float
    told: float
    open_left: bool = False
    open_right: bool = False

    @property
    def width(self) -> float:
        """Length of the bar; short ones can still be seen."""
        return round(max(0.6, self.right - self.left), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """An axis of time from one minute to another."""

    first: datetime
    last: datetime

    def at(self, moment: datetime) -> float:
        """Per cent of the width."""
        span = (self.last - self.first).total_seconds() or 1.0
        share = (moment - self.first).total_seconds() / span
        return round(_LEFT + min(1.0, max(0.0, share)) * (_RIGHT - _LEFT), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Midnights, about six of them."""
        days = max(1, (self.last - self.first).days)
        step = next((n for n in (1, 2, 3, 7, 14, 31, 61, 92, 183, 366, 1830) if days / n <= 6), 3660)
        day = self.first.date() + timedelta(days=1 if self.first.hour or self.first.minute else 0)
        out = []
        while datetime.combine(day, datetime.min.time()) <= self.last:
            out.append(Tick(self.at(datetime.combine(day, datetime.min.time())), when(day.isoformat(), self.last.date().isoformat())))
            day += timedelta(days=step)
        return tuple(out)


def _moment(text: str | None) -> datetime | None:
    """A minute of the ledger; None for years before 1 or after 9999, which no calendar here has."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def days_of(claims: Iterable[Claim]) -> Days | None:
    """An axis on which claims have room; those far from the rest run out of it. None where there is nothing to show."""
    told = sorted(d for c in claims if (d := _moment(c.reported)) is not None)
    if not told:
        return None
    near = sorted(m for c in claims for m in (_moment(c.earliest), _moment(c.latest)) if m is not None and abs((m - told[0]).days) < 400)
    first, last = min([told[0], *near[len(near) // 20 :]]), max([told[-1] + timedelta(days=1), *near[: len(near) - len(near) // 20]])
    start = datetime.combine(first.date(), datetime.min.time())
    end = datetime.combine((last + timedelta(hours=23)).date(), datetime.min.time())
    return Days(first=start, last=max(end, start + timedelta(days=1)))


def bars(claims: Sequence[Claim], axis: Days) -> tuple[Bar, ...]:
    """The bars of claims in their order; a claim without a time of its own has an open one up to its report."""
    return tuple(_bar(c, axis) for c in claims)


def _bar(c: Claim, axis: Days) -> Bar:
    told = _moment(f"{c.reported}T12:00") or axis.last
    first, last = _moment(c.earliest), _moment(c.latest)
    left = axis.at(first) if first else _LEFT - 2.5
    right = axis.at(last) if last else _RIGHT + 2.5 if first else axis.at(told)
    return Bar(
        left=left, right=max(left, right), told=axis.at(told), open_left=first is None or first < axis.first, open_right=last is None or last > axis.last
    )


def day_number(day: str, first: str) -> int:
    """Days from one day to another."""
    return (date.fromisoformat(day) - date.fromisoformat(first)).days
