"""Connections to the ledger: some for asking, one for writing, each used by one thread at a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from threading import Lock

from sayso.errors import LedgerError
from sayso.ledger import Ledger

__all__ = ["Ledgers", "TooLong"]

_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""
_CACHE_KB = 8_000
"""Of each connection: pages of the file are mapped into memory besides, once for all of them."""


class TooLong(LedgerError):
    """A question was given up because it took too long."""


class Ledgers:
    """A ledger for many threads.

    Args:
        path: The file; made where there is none, unless ``read_only``.
        read_only: Whether :meth:`writing` is refused.
        seconds: Longest time that a question may take.
        most: How many connections ask at once; more threads than that wait.

    Raises:
        LedgerError: The file is no ledger, or is absent and may not be made.
    """

    def __init__(self, path: Path, *, read_only: bool = False, seconds: float = 20.0, most: int = 4) -> None:
        self._path, self._read_only, self._seconds = path, read_only, seconds
        self._free: LifoQueue[Ledger | None] = LifoQueue()
        if not read_only:
            Ledger(path).close()  # made or upgraded now, and not by the first visitor
        self._free.put(self._open())
        for _ in range(most - 1):
            self._free.put(None)
        self._most = most
        self._write = Lock()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """A connection that sees one state of the ledger throughout, whatever others add meanwhile.

        Raises:
            TooLong: The question took longer than it may.
        """
        ledger = self._free.get()
        try:
            ledger = ledger or self._open()
            until = time.monotonic() + self._seconds
            ledger.db.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            ledger.db.execute("BEGIN")
            try:
                yield ledger
            finally:
                ledger.db.set_progress_handler(None, 0)
                ledger.db.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                raise TooLong(f"a question that takes longer than {self._seconds:g} seconds", "a narrower one", "name a place, a source or a period") from None
            raise
        finally:
            self._free.put(ledger)

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """The one connection that writes, for one thread at a time.

        Raises:
            LedgerError: The pages were started to be read only.
        """
        if self._read_only:
            raise LedgerError("a change while the pages are read only", "pages that may write", "start them without --read-only")
        with self._write, Ledger(self._path) as ledger:
            yield ledger

    def close(self) -> None:
        """Close what is not in use."""
        for _ in range(self._most):
            ledger = self._free.get()
            if ledger is not None:
                ledger.close()
            self._free.put(None)

    def _open(self) -> Ledger:
        ledger = Ledger(self._path, read_only=True)
        ledger.db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return ledger
