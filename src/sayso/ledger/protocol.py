"""What a database has to do to be a ledger's: :class:`sayso.ledger.Ledger` does it on SQLite.

Adding and linking go through these methods alone, so that another database can be put in SQLite's place by a class that has them.
Every one of them sees what the transaction that is open has written.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sayso.ledger.select import Filter
from sayso.types.claims import Actor, Added, Claim, Judgement, Link, Report
from sayso.types.reading import Reading

__all__ = ["Near", "Store"]


class Near(Protocol):
    """Finds claims of other reports that those of one report are to be compared with: first their numbers, then all of them at once."""

    def there(self, kind: str, slot: str | None, place: int, told: str, window: tuple[str, str], most: int) -> list[int]:
        """Numbers of the claims of a kind, measure or type at a place or thereabouts, told nearest to a day."""

    def alike(self, quote: str, kind: str, type: str | None, window: tuple[str, str]) -> list[int]:
        """Numbers of the claims of a kind and type that are told in like words."""

    def numbered(self, numbers: Sequence[int]) -> list[Claim]:
        """The claims with these numbers, in that order."""


class Store(Protocol):
    """A ledger's database."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; one that is begun within another is a part of it. Of several writers one waits for the other."""

    def store(self, reading: Reading, *, at: str | None = None) -> Added:
        """Add a reading; one that is there already changes nothing."""

    def put_links(self, links: Iterable[tuple[str, str, Judgement]], *, origin: str, at: str | None = None) -> int:
        """Add judgements on pairs of claims (earlier key, later key); a pair that has one keeps it. Returns how many were added."""

    def standing(self, report: str) -> list[Claim]:
        """The claims of a report that stand, in the order of adding."""

    def copies(self, report: str) -> set[str]:
        """Keys of the reports that are near-copies of one another with this one."""

    def neighbours(self, report: str) -> Near:
        """What finds the claims of other reports that a report's may have to do with."""

    def claims(self, wanted: Filter | None = None) -> list[Claim]:
        """The claims that a filter lets through."""

    def claim(self, key: str) -> Claim:
        """The claim with a key, or with the only key that begins so."""

    def links(self, *keys: str, verdicts: Sequence[str] = (), since: str | None = None, limit: int = 100_000) -> list[Link]:
        """The links that stand: of the claims with these keys, or all."""

    def reports(self, *, limit: int = 1000, offset: int = 0, text: str | None = None, since: str | None = None) -> list[Report]:
        """The reports, newest first."""

    def report(self, key: str) -> Report:
        """The report with a key, or with the only key that begins so."""

    def text(self, report: str) -> str:
        """The text of a report."""

    def reading(self, report: str) -> Reading:
        """The reading of a report that stands."""

    def actor(self, id: int) -> Actor:
        """An entity by its number."""

    def actors(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Actor]:
        """The entities that have a name, or one that begins so."""

    def count(self) -> dict[str, int]:
        """How many reports, standing claims and standing links there are."""

    def close(self) -> None:
        """Let go of the database."""
