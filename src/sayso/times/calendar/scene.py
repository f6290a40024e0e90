"""From where a phrase is read."""

from dataclasses import dataclass
from datetime import date, datetime

from sayso.times.calendar.stretch import Stretch

__all__ = ["Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """From where a phrase is read.

    Attributes:
        day: The day on which it was said; None if unknown.
        direction: −1 where the tense is past, 1 where it is future, 0 where neither.
        text: The time last spoken of, for "the next day", "two weeks later"; None if there is none.
        story: Whether dates without a year go on from ``text`` rather than from ``day``, as in a history.
        tells: The same for this one date, in a passage of a report that looks back.
        frame: A stretch that the time must lie in, for "the 28th of that month".
        quarter: The quarter last spoken of: "a year earlier" is then that of the year before.
        event: What dates the noun behind "two days after", if something does.
        moment: The minute at which it was said, where that is known: "three hours ago" is then a clock time.
    """

    day: date | None
    direction: int = 0
    text: Stretch | None = None
    story: bool = False
    tells: bool = False
    frame: Stretch | None = None
    event: Stretch | None = None
    quarter: Stretch | None = None
    moment: datetime | None = None
