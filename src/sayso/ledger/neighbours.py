"""Claims of other reports that one report's claims are to be compared with, found by indexes: there or thereabouts, or told in like words."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache

from sayso.ledger.database import any_of
from sayso.ledger.recent import Recent
from sayso.text.near import passages
from sayso.types.claims import Claim

__all__ = ["Neighbours"]

_SENTENCES = 24  # that share telling words: those added last
_ALIKE = 8  # claims in them
_ELSEWHERE = 4  # claims of each place that is not the one asked for but holds it, or has its name
_SLOTTED = frozenset(("figure", "event"))  # what is compared with its like alone, by measure or type


class Neighbours:
    """Finds them for the claims of one report; what several of those ask is asked once."""

    def __init__(self, db: sqlite3.Connection, recent: Recent, numbered: Callable[[Sequence[int]], list[Claim]], report: str) -> None:
        self.db, self.recent, self.numbered = db, recent, numbered
        recent.see(db)
        self.report: int = db.execute("SELECT id FROM report WHERE key = ?", (report,)).fetchone()[0]
        self.own = {row[0] for row in db.execute("SELECT id FROM sentence WHERE report = ?", (self.report,))}
        self.newest: str = db.execute("SELECT max(reported) FROM report").fetchone()[0] or ""
        self.places: dict[int, list[int]] = {}
        self.sharing: dict[str, tuple[int, ...]] = {}
        self.told: dict[tuple[int, ...], list[tuple[int, int, str, str | None, str]]] = {}

    def there(self, kind: str, slot: str | None, place: int, told: str, window: tuple[str, str], most: int) -> list[int]:
        """Numbers of the claims of a kind, and of a measure or type where the kind has one, at a place, or at one that has its name or holds it.

        Args:
            kind: "figure", "event" or "control".
            slot: The measure or type.
            place: Number of the place.
            told: A day; those that were told nearest to it are taken, ``most`` before and as many after.
            window: First and last day on which they may have been told.
            most: How many at the place itself.
        """
        if place not in self.places:
            self.places[place] = _places(self.db, place)
        value = (slot,) if kind in _SLOTTED else ()
        found: list[int] = []
        for where in self.places[place]:
            for sql, end in zip(_there(kind, later=self.newest > told), window, strict=False):
                rows = self.db.execute(sql, (where, *value, self.report, told, end, most if where == place else _ELSEWHERE))
                found += [row[0] for row in rows]
        return found

    def alike(self, quote: str, kind: str, type: str | None, window: tuple[str, str]) -> list[int]:
        """Numbers of the claims of a kind and type whose sentences share a pair of telling words with these.

        Args:
            quote: A sentence.
            kind: "statement" or "event".
            type: Of an event.
            window: First and last day on which they may have been told.
        """
        first, last = window
        sentences = self._sentences(quote)
        return [n for _, n, k, t, told in self._told(sentences) if k == kind and t == type and first <= told <= last][:_ALIKE] if sentences else []

    def _sentences(self, quote: str) -> tuple[int, ...]:
        if quote not in self.sharing:
            newest = self.recent.sharing(self.db, passages(quote), _SENTENCES)
            self.sharing[quote] = tuple(n for n in newest if n not in self.own)
        return self.sharing[quote]

    def _told(self, sentences: tuple[int, ...]) -> list[tuple[int, int, str, str | None, str]]:
        """The claims in sentences of other reports: sentence, number, kind, type, and day of telling."""
        if sentences not in self.told:
            marks, values = any_of(sentences)
            self.told[sentences] = sorted(self.db.execute(f"{_TOLD} AND sentence IN {marks}", values))
        return self.told[sentences]


_TOLD = "SELECT sentence, id, kind, type, reported FROM claim INDEXED BY claim_told WHERE kind IN ('statement', 'event') AND known_to IS NULL"


@cache
def _there(kind: str, *, later: bool) -> tuple[str, ...]:
    """Queries for the numbers of the claims of a kind at a place: the newest told before a day, and the oldest told after it
    where there can be any."""
    slot = " AND ifnull(measure, type) = ?" if kind in _SLOTTED else ""
    base = f"SELECT id FROM claim INDEXED BY claim_place WHERE place = ? AND kind = '{kind}'{slot} AND known_to IS NULL AND report != ?"
    before = f"{base} AND reported <= ? AND reported >= ? ORDER BY reported DESC, id DESC LIMIT ?"
    after = f"{base} AND reported > ? AND reported <= ? ORDER BY reported, id LIMIT ?"
    return (before, after) if later else (before,)


def _places(db: sqlite3.Connection, place: int) -> list[int]:
    """A place first, then those merged with it, those of its name, and a few areas smaller than a country that hold it."""
    rows = db.execute(
        "SELECT e.id FROM entity p JOIN entity e ON e.merged = p.id OR e.id = p.merged WHERE p.id = ?"
        " UNION SELECT a2.entity FROM alias a1 JOIN alias a2 ON a2.folded = a1.folded JOIN entity e ON e.id = a2.entity WHERE a1.entity = ? AND e.kind = 'place'"
        " UNION SELECT e.id FROM place_box o JOIN place_box b ON b.south <= o.south AND b.north >= o.north AND b.west <= o.west AND b.east >= o.east"
        " JOIN entity e ON e.id = b.id WHERE o.id = ? AND e.precision != 'country' LIMIT 9",
        (place, place, place),
    )
    return [place, *(row[0] for row in rows if row[0] != place)]
