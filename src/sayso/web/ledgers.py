"""Connections to the ledger: some for asking, one for writing, each used by one thread at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from threading import Lock

from sayso.errors import LedgerError
from sayso.ledger import Ledger

__all__ = ["Ledgers"]

_CACHE_KB = 8_000
"""Of each connection: pages of the file are mapped into memory besides, once for all of them."""


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
            with ledger.snapshot(self._seconds):
                yield ledger
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
        return Ledger(self._path, read_only=True, cache_kb=_CACHE_KB)
