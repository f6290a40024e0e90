"""What is known of feeds between two looks and two starts: when each was asked, and which entries it had."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import msgspec

from sayso.errors import ConfigError
from sayso.scale.feeds import Feed
from sayso.scale.lock import hold

__all__ = ["Memory", "Remembered", "waiting"]

_DAY = 86_400.0
_KEPT = 60
"""Looks at a feed after which an entry that was in none of them is forgotten."""

_TOLD = 400
"""Claims that were told last, for the Atom feed."""


@dataclass(slots=True)
class Remembered:
    """What is known of a feed.

    Attributes:
        asked: When it was asked last, seconds since 1970; 0 if never.
        failures: How often in a row it could not be had.
        looks: How often it was had.
        seen: Entries, each with the look in which it was met last.
    """

    asked: float = 0.0
    failures: int = 0
    looks: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    def met(self, keys: Iterable[str]) -> None:
        """Note what a look has found."""
        self.looks += 1
        self.failures = 0
        self.seen |= dict.fromkeys(keys, self.looks)
        if self.looks % _KEPT == 0:
            self.seen = {k: n for k, n in self.seen.items() if n > self.looks - _KEPT}


class _State(msgspec.Struct):
    feeds: dict[str, Remembered] = msgspec.field(default_factory=dict)
    told: list[str] = msgspec.field(default_factory=list)


def waiting(feed: Feed, known: Remembered, now: float) -> float:
    """Seconds until a feed may be asked, from the wall clock ``now``; twice as long after each failure in a row, a day at most.

    A clock that was set is no reason to ask at once or never: it is never more than the whole interval.

    >>> feed = Feed(uri="https://example.org/f", every=900)
    >>> waiting(feed, Remembered(asked=1000.0), 1300.0), waiting(feed, Remembered(asked=1000.0, failures=1), 1300.0)
    (600.0, 1500.0)
    >>> waiting(feed, Remembered(asked=9e9), 1300.0)
    900.0
    """
    whole: float = min(feed.every * 2.0 ** min(known.failures, 20), max(_DAY, feed.every))
    return max(0.0, min(whole, known.asked + whole - now))


class Memory:
    """The state of a watch, in a folder beside its ledger; held by one process at a time.

    Args:
        ledger: The ledger's file.

    Attributes:
        folder: Where it is kept.
        told: Keys of the claims that were told last, oldest first.

    Raises:
        ConfigError: The folder cannot be written to, or another process watches for this ledger.
    """

    def __init__(self, ledger: Path | str) -> None:
        self.folder = Path(f"{ledger}.watch")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "lock").open("ab")
        except OSError as error:
            raise _unusable(self.folder, error) from None
        try:
            hold(
                self._lock.fileno(),
                ConfigError(f"a watch that uses {str(self.folder)!r} already", "one at a time for a ledger", "stop it first, or take another --ledger"),
            )
            state = self._state()
        except BaseException:
            self._lock.close()
            raise
        self._feeds = state.feeds
        self.told = state.told

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def of(self, feed: Feed) -> Remembered:
        """What is known of a feed."""
        return self._feeds.setdefault(feed.uri, Remembered())

    def tell(self, keys: Iterable[str]) -> None:
        """Note claims as told."""
        kept = dict.fromkeys([*self.told, *keys])
        self.told = list(kept)[-_TOLD:]

    def save(self) -> None:
        """Keep everything; the file is whole at every moment.

        Raises:
            ConfigError: The disk is full.
        """
        part = self.folder / ".state.json.part"
        try:
            with part.open("wb") as file:
                file.write(msgspec.json.encode(_State(feeds=self._feeds, told=self.told)))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.folder / "state.json")
        except OSError as error:
            raise _unusable(self.folder, error) from None

    def _state(self) -> _State:
        path = self.folder / "state.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=_State)
        except FileNotFoundError:
            return _State()
        except (OSError, msgspec.MsgspecError) as error:
            kept = path.with_name(f"state.{int(time.time())}.damaged")
            path.replace(kept)
            raise ConfigError(
                f"a damaged {path} ({error})", "what an earlier watch wrote", f"start again: all entries count as new (the old file is {kept})"
            ) from None


def _unusable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"a folder {str(path)!r} that cannot be written to ({error.strerror or error})", "one beside the ledger", "take another --ledger")
