"""Feeds into a ledger, as they come: what is new is read, added and linked, and what that changes is told."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso.errors import ConfigError, GazetteerError, MissingExtra, ModelError, SaysoError
from sayso.export import export
from sayso.export.entries import Entry, entries
from sayso.export.gather import Extract, gather
from sayso.intake import Failure, Options
from sayso.ledger import Filter, Ledger
from sayso.ledger.reports import holds
from sayso.link import add
from sayso.scale.asking import Asker, Look
from sayso.scale.feeds import Feed
from sayso.scale.memory import Memory, waiting
from sayso.scale.outbox import Outbox
from sayso.types import claims
from sayso.types.report import Report

__all__ = ["News", "Watching", "watch"]

_TICK = 0.5
_MOST = 1_000
_LAST_LETTERS = 60.0
"""Seconds that a single look waits for its letters to be delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How to watch.

    Attributes:
        atom: A file that holds the last 200 pieces of news as an Atom feed.
        webhook: An address that each report with news is posted to.
        once: One look at each feed whose time has come, then the end.
    """

    options: Options
    atom: str | None = None
    webhook: str | None = None
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a report brought.

    Attributes:
        entries: Its claims that are new, change earlier ones or are disputed; disputed first. Of a near-copy only what others have not.
        copy_of: Key of the report that it is a near-copy of.
    """

    report: claims.Report
    entries: tuple[Entry, ...]
    copy_of: str | None = None


_RANK = {"disputed": 0, "changed": 1, "new": 2}


def watch(
    feeds: Sequence[Feed], ledger: Path | str, how: Watching, tell: Callable[[News], None], complain: Callable[[str, SaysoError], None], stop: threading.Event
) -> int:
    """Watch feeds until told to stop.

    Each report is added, and told, once: also when the watch is killed and started again, or the clock is set. State is kept in a folder
    beside the ledger, "<ledger>.watch".

    Args:
        feeds: Which.
        ledger: The ledger's file.
        how: What else is wanted.
        tell: Told what a report brought.
        complain: Told what could not be had or read, by name.
        stop: Set to end; a report that is being added is added to the end.

    Returns:
        How many reports were added.

    Raises:
        ConfigError: The folder or the Atom file cannot be written to, or another process watches for this ledger.
        LedgerError: The ledger cannot be opened.
        MissingExtra: A library is not installed.
        ModelError, GazetteerError: The installation is not sound.
    """
    with Memory(ledger) as memory, Ledger(ledger) as opened:
        box = Outbox(memory.folder / "outbox", how.webhook, lambda said: complain(said, _given_up())) if how.webhook else None
        asker = Asker(how.options)
        watcher = _Watcher(opened, memory, how, asker, box, tell, complain)
        try:
            watcher.recover()
            return watcher.once(feeds, stop) if how.once else watcher.on(feeds, stop)
        finally:
            asker.close()
            if box is not None:
                box.close(_LAST_LETTERS if how.once and not stop.is_set() else 0.0)


def _given_up() -> ConfigError:
    return ConfigError("an address that does not take what is sent", "one that answers with 2xx", "check --webhook")


class _Watcher:
    def __init__(
        self,
        ledger: Ledger,
        memory: Memory,
        how: Watching,
        asker: Asker,
        box: Outbox | None,
        tell: Callable[[News], None],
        complain: Callable[[str, SaysoError], None],
    ) -> None:
        self._ledger, self._memory, self._how, self._asker, self._box, self._tell, self._complain = ledger, memory, how, asker, box, tell, complain
        self.added = 0

    def recover(self) -> None:
        """Sends letters that an earlier watch left; those whose report did not come to be in the ledger go."""
        if self._box is None:
            return
        for name in self._box.held():
            there = holds(self._ledger, name.partition("-")[0])
            (self._box.release if there else self._box.drop)(name)
        self._box.send()

    def once(self, feeds: Sequence[Feed], stop: threading.Event) -> int:
        now = time.time()
        due = [f for f in feeds if waiting(f, self._memory.of(f), now) <= 0.1 * f.every]  # who comes by cron may come a little early
        asked = {self._ask(f) for f in due}
        while asked and not stop.is_set():
            done, asked = wait(asked, _TICK, FIRST_COMPLETED)
            for future in done:
                self._met(future.result(), stop)
        return self.added

    def on(self, feeds: Sequence[Feed], stop: threading.Event) -> int:
        began = time.monotonic()
        due = {f: began + waiting(f, self._memory.of(f), time.time()) for f in feeds}
        asked: dict[Future[Look], Feed] = {}
        while not stop.is_set():
            for feed in [f for f, at in due.items() if at <= time.monotonic()]:
                del due[feed]
                asked[self._ask(feed)] = feed
            done = wait(asked, _TICK, FIRST_COMPLETED).done if asked else set()
            for future in done:
                feed = asked.pop(future)
                self._met(future.result(), stop)
                known = self._memory.of(feed)
                due[feed] = time.monotonic() + waiting(feed, replace(known, asked=0.0), 0.0)
            if not asked:
                stop.wait(max(0.0, min(_TICK, min(due.values(), default=0.0) - time.monotonic())))
        return self.added

    def _ask(self, feed: Feed) -> Future[Look]:
        return self._asker.ask(feed, frozenset(self._memory.of(feed).seen))

    def _met(self, look: Look, stop: threading.Event) -> None:
        known = self._memory.of(look.feed)
        known.asked = time.time()
        if isinstance(look.error, MissingExtra):
            raise look.error
        if look.error is not None:
            known.failures += 1
            self._complain(look.feed.uri, look.error)
            self._memory.save()
            return
        left = set()
        told = False
        for key, found in look.fresh:
            if stop.is_set():
                left.add(key)  # they are fresh at the next start, too
                continue
            told |= self._add(found)
        known.met(look.keys - left)
        self._memory.save()
        if told:
            self._write_atom()

    def _add(self, found: Report | Failure) -> bool:
        """Adds a report; whether it brought news."""
        if isinstance(found, Failure):
            self._complain(found.where, found.error)
            return False
        where = found.info.uri or found.info.id
        try:
            news = self._news(found)
        except (ModelError, GazetteerError, ConfigError):
            raise
        except SaysoError as error:
            self._complain(where, error)
            return False
        except Exception as error:  # noqa: BLE001 - a fault of ours; the other reports shall be read all the same
            self._complain(where, SaysoError(f"{type(error).__name__}: {error}", "a report that can be read", "please report it with the text that causes it"))
            return False
        if news is None:
            return False
        self.added += 1
        self._memory.tell(e.claim.key for e in news.entries)
        if self._box is not None:
            self._box.send()
        self._tell(news)
        return bool(news.entries)

    def _news(self, found: Report) -> News | None:
        """What a report brought to the ledger, which has it when this returns; None if it had it before."""
        from sayso.reader import read_report

        reading = read_report(found)
        with self._ledger.transaction():
            added = add(self._ledger, reading)
            if not added.new:
                return None
            extract = gather(self._ledger, Filter(report=added.report), denials=True)
            new = sorted(entries(extract, most=_MOST), key=lambda e: (_RANK[e.news], e.claim.start))
            kept = tuple(e for e in new if added.copy_of is None or e.news != "new" or not _repeated(extract, e.claim))
            news = News(report=self._ledger.report(added.report), entries=kept, copy_of=added.copy_of)
            letter = f"{added.report}-{time.time_ns():x}"
            if self._box is not None and kept:
                self._box.put(letter, _letter(news))
        if self._box is not None and kept:
            self._box.release(letter)
        return news

    def _write_atom(self) -> None:
        if self._how.atom is not None and self._memory.told:
            export(self._ledger, Filter(keys=tuple(self._memory.told)), "atom", self._how.atom, title="News of the ledger")


def _repeated(extract: Extract, claim: claims.Claim) -> bool:
    """Whether an earlier report told the same, with the same number if it is a figure."""
    return any((other.low, other.high) == (claim.low, claim.high) for _, other in extract.linked(claim, "repeats", "corroborates"))


def _letter(news: News) -> dict[str, Any]:
    r = news.report
    return {
        "report": {"key": r.key, "title": r.title, "publisher": r.publisher, "published": r.published, "uri": r.uri, "copy_of": news.copy_of},
        "news": [
            {
                "news": e.news,
                "title": e.title,
                "text": e.text,
                "claim": e.claim.key,
                "kind": e.claim.kind,
                "source": e.claim.root.name,
                "place": e.claim.place.name if e.claim.place else None,
                "learned": e.published,
            }
            for e in news.entries
        ],
    }
