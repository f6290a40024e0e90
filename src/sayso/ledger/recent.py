"""The newest reports' hashes, searched in memory, so that adding a report need not touch a page of the file for each of its hashes.

Hashes are random: each would be written to a page of its own. They wait in tables that only grow at their end (`signature`,
`passage_new`) and go to the sorted ones (`band`, `passage`) some hundred reports at a time.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from sayso.text.near import HASHES, bands

__all__ = ["SPAN", "Recent"]

SPAN = 256
"""Reports that go to the sorted tables together: those up to the last whole multiple are there."""


class Recent:
    """What of a file's hashes is not in the sorted tables yet, kept in step with the file."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all: what was seen last did not come to be."""
        self._version = -1  # of the file as other processes left it
        self._begin(-1)

    def _begin(self, floor: int) -> None:
        self._floor = self._last = floor
        self._reports: list[int] = []
        self._bands: npt.NDArray[np.int64] = np.zeros((SPAN, len(bands(np.zeros(HASHES, np.uint32)))), np.int64)
        self._seen = 0
        self._sentences: dict[int, list[int]] = {}

    def see(self, db: sqlite3.Connection) -> None:
        """Look at what other processes have put into the file since the last time; what this one writes it is told."""
        version = db.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        newest = int(db.execute("SELECT coalesce(max(id), 0) FROM report").fetchone()[0])
        floor = newest // SPAN * SPAN
        if floor != self._floor:
            self._begin(floor)
        for report, mins in db.execute("SELECT report, mins FROM signature WHERE report > ? ORDER BY report", (self._last,)):
            self._take_report(report, mins)
        self._take_passages(db.execute("SELECT sentence, hash FROM passage_new WHERE sentence > ? ORDER BY sentence", (self._seen,)))
        self._version = version

    def _take_report(self, report: int, mins: bytes) -> None:
        self._last = report
        if mins:
            self._bands[len(self._reports)] = _bands(mins)
            self._reports.append(report)

    def _take_passages(self, told: Iterable[tuple[int, int]]) -> None:
        for sentence, hash in told:
            self._sentences.setdefault(hash, []).append(sentence)
            self._seen = sentence

    def add_report(self, db: sqlite3.Connection, report: int, mins: bytes) -> None:
        """Put down the signature of a report that is new; it is empty where a text is too short to be a copy."""
        db.execute("INSERT INTO signature VALUES (?, ?)", (report, mins))
        self._take_report(report, mins)

    def add_passages(self, db: sqlite3.Connection, told: Sequence[tuple[int, int]]) -> None:
        """Put down the hashes of sentences that are new: number and hash, in the order of the numbers."""
        db.executemany("INSERT INTO passage_new VALUES (?, ?)", told)
        self._take_passages(told)

    def settle(self, db: sqlite3.Connection, report: int) -> None:
        """Move the hashes of the reports up to this one to the sorted tables, if it is their turn."""
        if report % SPAN:
            return
        rows = db.execute("SELECT report, mins FROM signature WHERE report > ? AND report <= ?", (report - SPAN, report)).fetchall()
        db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", sorted((b, n) for n, mins in rows if mins for b in _bands(mins)))
        db.execute("INSERT OR IGNORE INTO passage SELECT hash, sentence FROM passage_new ORDER BY hash, sentence")
        db.execute("DELETE FROM passage_new")
        self._begin(report)

    def alike(self, db: sqlite3.Connection, buckets: Sequence[int], most: int) -> list[int]:
        """The reports that share most bands with these."""
        marks = ",".join("?" * len(buckets))
        found = dict(db.execute(f"SELECT report, count(*) AS n FROM band WHERE hash IN ({marks}) GROUP BY report ORDER BY n DESC LIMIT {most}", list(buckets)))
        if self._reports:
            shared = (self._bands[: len(self._reports)] == np.array(buckets, np.int64)).sum(1)
            found |= {self._reports[i]: int(shared[i]) for i in np.flatnonzero(shared)}
        return sorted(found, key=lambda report: (-found[report], report))[:most]

    def sharing(self, db: sqlite3.Connection, hashes: Sequence[int], most: int) -> list[int]:
        """The sentences that share one of these hashes, those added last first."""
        found = {n for h in hashes for n in self._sentences.get(h, ())[-most:]}
        if len(found) < most and hashes:
            found |= {row[0] for row in db.execute(_sharing(len(hashes), most), hashes)}
        return sorted(found, reverse=True)[:most]


def _bands(mins: bytes) -> list[int]:
    return bands(np.frombuffer(mins, "<u4"))


@cache
def _sharing(hashes: int, most: int) -> str:
    """The sentences added last that share one of so many hashes; each hash by itself, since a common one has many."""
    return " UNION ALL ".join([f"SELECT * FROM (SELECT sentence FROM passage WHERE hash = ? ORDER BY sentence DESC LIMIT {most})"] * hashes)
