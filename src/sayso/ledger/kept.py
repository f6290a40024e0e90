"""All that a process keeps in memory of a file that it adds to."""

import sqlite3
from dataclasses import dataclass, field

from sayso.ledger.hand import Hand
from sayso.ledger.recent import Recent
from sayso.ledger.registry import Registry

__all__ = ["Kept"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Claims that were asked for last, the newest hashes, and who is who."""

    hand: Hand = field(default_factory=Hand)
    recent: Recent = field(default_factory=Recent)
    registry: Registry = field(default_factory=Registry)

    def see(self, db: sqlite3.Connection) -> None:
        """Take note of what other processes have written since the last time; what claims at hand say never changes."""
        self.recent.see(db)
        self.registry.see(db)

    def clear(self) -> None:
        """Forget all: what was added did not come to be, or a person has changed what the file says."""
        self.hand.clear()
        self.recent.clear()
        self.registry.clear()
