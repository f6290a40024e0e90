"""What all pages of a running server share: settings, connections, answers that are still true, readings that wait."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sayso.ledger import Ledger
from sayso.web.ledgers import Ledgers
from sayso.web.settings import Settings
from sayso.web.waiting import Waiting

__all__ = ["Site", "state"]

T = TypeVar("T")
_ANSWERS = 32
_OLDEST = 60.0
"""Seconds after which an answer is asked for again in any case."""


class Site:
    """One running server.

    Raises:
        LedgerError: The file is no ledger, or is absent and may not be made.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledgers = Ledgers(settings.ledger, read_only=settings.read_only, seconds=settings.seconds)
        self.waiting = Waiting()
        self.reader = threading.Lock()
        """Held while a text is read: one at a time, so that pages stay quick."""
        self._answers: OrderedDict[Hashable, tuple[float, object]] = OrderedDict()
        self._state: tuple[int, ...] = ()
        self._lock = threading.Lock()

    def remembered(self, ledger: Ledger, what: Hashable, ask: Callable[[], T]) -> T:
        """An answer, asked for again only if the ledger has changed since."""
        now = state(ledger)
        with self._lock:
            if now != self._state:  # what was true of another state would only take room
                self._state = now
                self._answers.clear()
            kept = self._answers.get(what)
            if kept is not None and time.monotonic() - kept[0] < _OLDEST:
                self._answers.move_to_end(what)
                return cast("T", kept[1])
        found = ask()
        with self._lock:
            if now == self._state:
                self._answers[what] = time.monotonic(), found
                while len(self._answers) > _ANSWERS:
                    self._answers.popitem(last=False)
        return found


def state(ledger: Ledger) -> tuple[int, ...]:
    """A mark of what a ledger holds: whatever changes it adds a row to one of these tables, and none is ever deleted."""
    return ledger.state()
