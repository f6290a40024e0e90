"""Readings that somebody made by pasting a text and has not yet put into the ledger: the newest few, in memory alone."""

import secrets
import threading
from collections import OrderedDict

from sayso.types.reading import Reading

__all__ = ["Waiting"]

_MOST = 30
_CHARACTERS = 12_000_000


class Waiting:
    """Readings by a name that nobody can guess. Old ones make room for new ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, reading: Reading) -> str:
        """Keep a reading; returns its name."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[name] = reading
            while len(self._kept) > _MOST or (len(self._kept) > 1 and sum(len(r.text) for r in self._kept.values()) > _CHARACTERS):
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> Reading | None:
        """The reading of a name; None if it has made room, or was taken."""
        with self._lock:
            return self._kept.get(name)

    def take(self, name: str) -> Reading | None:
        """The same, and forget it."""
        with self._lock:
            return self._kept.pop(name, None)
