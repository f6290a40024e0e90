"""A reading into the ledger, and its claims linked to those of other reports, in one transaction."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from sayso.errors import LedgerError
from sayso.ledger import Store
from sayso.ledger.database import now
from sayso.link.judge import judge_in_order
from sayso.link.restated import once
from sayso.link.slots import in_order
from sayso.link.sums import sums
from sayso.types.claims import Added, Claim, Judgement
from sayso.types.reading import Reading

__all__ = ["ORIGIN", "add", "add_many", "relink"]

ORIGIN = "rules 1"
"""Version of the judges, kept with each link."""
_MOST = {"figure": 12, "control": 8, "event": 6}  # candidates: the nearest in time; what a hundred reports repeat is linked to the newest of them
_WINDOW = 45  # days of reporting apart beyond which claims without times are not compared


def add(ledger: Store, reading: Reading, *, at: str | None = None) -> Added:
    """Add a reading and link it. Adding the same one again changes nothing.

    Args:
        ledger: An open ledger.
        reading: Any reading.
        at: The moment that counts as now; UTC.

    Returns:
        What was added, with the number of links.
    """
    at = at or now()
    with ledger.transaction():
        done = ledger.store(reading, at=at)
        if not done.new or not done.claims:
            return done
        links = ledger.put_links(_judged(ledger, done.report), origin=ORIGIN, at=at)
    return Added(report=done.report, new=True, claims=done.claims, copy_of=done.copy_of, links=links)


def add_many(ledger: Store, readings: Iterable[Reading], *, group: int = 32, at: str | None = None) -> Iterator[Added]:
    """Add readings and link them, a group in one transaction: faster than one by one, since what many reports touch is written once.

    What has come out is confirmed, and survives whatever happens then; of a group that is cut off nothing is held. Where one cannot be
    added, the others of its group are added each by itself, up to that one.

    >>> from sayso.ledger import Ledger
    >>> with Ledger(":memory:") as ledger:
    ...     list(add_many(ledger, []))
    []

    Args:
        ledger: An open ledger.
        readings: Any readings. A group is complete before it is begun, so that slow ones keep no other process waiting.
        group: How many are confirmed together.
        at: The moment that counts as now; UTC.

    Yields:
        What was added, in order.

    Raises:
        LedgerError: A reading cannot be added; those before it are.
    """
    waiting = iter(readings)
    while part := list(islice(waiting, group)):
        try:
            with ledger.transaction():
                done = [add(ledger, reading, at=at) for reading in part]
        except LedgerError:
            for reading in part:
                yield add(ledger, reading, at=at)
        else:
            yield from done


def relink(ledger: Store, *, at: str | None = None) -> int:
    """Judge all pairs anew that have no link that stands: after an import, a merge, or with newer judges. Returns how many came."""
    count = 0
    for report in reversed(ledger.reports(limit=10_000_000)):
        count += ledger.put_links(_judged(ledger, report.key), origin=ORIGIN, at=at)
    return count


def _judged(ledger: Store, report: str) -> Iterator[tuple[str, str, Judgement]]:
    own = once(ledger.standing(report))
    copies = ledger.copies(report)
    near = _Near(ledger, report, own)
    taken = set()
    for part, whole, total in _sums(own, near):
        first, second = in_order(part, whole)
        if (first.key, second.key) not in taken:
            taken.add((first.key, second.key))
            yield first.key, second.key, total
    for claim in own:
        for other in near.of(claim):
            first, second = in_order(claim, other)
            found = None if (first.key, second.key) in taken else judge_in_order(first, second, copies=other.report in copies)
            if found is not None:
                yield first.key, second.key, found


def _sums(own: list[Claim], near: "_Near") -> Iterator[tuple[Claim, Claim, Judgement]]:
    """Parts and wholes among a report's figures and those that they may have to do with."""
    by_measure: dict[str | None, dict[str, Claim]] = {}
    for c in own:
        if c.kind == "figure" and c.place is not None and c.measure != "other":
            by_measure.setdefault(c.measure, {})[c.key] = c
    for mine in by_measure.values():
        around = mine | {o.key: o for c in mine.values() for o in near.of(c)}
        if len(around) > 2:
            yield from (x for x in sums(around.values()) if x[0].key in mine or x[1].key in mine)


@cache
def _window(day: str) -> tuple[str, str]:
    """The first and last day on which what is compared with a claim may have been told."""
    told = date.fromisoformat(day).toordinal()
    first, last = max(told - _WINDOW, 1), min(told + _WINDOW, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


class _Near:
    """Claims of other reports that may have to do with those of one; what several of these ask is asked once, and all is fetched at once."""

    def __init__(self, ledger: Store, report: str, own: list[Claim]) -> None:
        self.found = ledger.neighbours(report)
        questions = [(c, _questions(c)) for c in own]
        asked = {question: self._numbers(question) for question in dict.fromkeys(q for _, mine in questions for q in mine)}
        numbers = list({n: None for found in asked.values() for n in found})
        claims = dict(zip(numbers, self.found.numbered(numbers), strict=True))
        answers = {question: self._answer(question, [claims[n] for n in found]) for question, found in asked.items()}
        self.near = {c.key: list({o.key: o for question in mine for o in answers[question]}.values()) for c, mine in questions}

    def of(self, c: Claim) -> list[Claim]:
        """Those of the same place or of one that holds it, of the same measure or type, told within weeks: the nearest in time; and those in like words."""
        return self.near[c.key]

    def _numbers(self, asked: "_Asked") -> list[int]:
        if asked.place is None:
            return self.found.alike(asked.quote, asked.kind, asked.slot, _window(asked.told))
        return self.found.there(asked.kind, asked.slot, asked.place, asked.told, _window(asked.told), _MOST[asked.kind])

    def _answer(self, asked: "_Asked", found: list[Claim]) -> list[Claim]:
        return found if asked.place is None else once(found)


class _Asked(NamedTuple):
    """What a claim asks for: claims at a place, or, where there is none here, in words like a sentence's."""

    kind: str
    slot: str | None
    place: int | None
    quote: str
    told: str


def _questions(c: Claim) -> list[_Asked]:
    out = []
    if c.kind in _MOST and c.place is not None:
        out.append(_Asked(c.kind, c.measure if c.kind == "figure" else c.type if c.kind == "event" else None, c.place.id, "", c.reported))
    if c.kind in ("statement", "event"):
        out.append(_Asked(c.kind, c.type, None, c.quote, c.reported))
    return out
