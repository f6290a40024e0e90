"""Feeds to reports that were not seen before: fetched in threads, one at a time from each host."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Lock, Thread
from urllib.parse import urlsplit

from sayso.errors import SaysoError
from sayso.intake import Failure, Options
from sayso.intake.reports import reports
from sayso.intake.web import Fetcher
from sayso.scale.feeds import Feed
from sayso.types.report import Report

__all__ = ["Asker", "Look"]

_THREADS = 8


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a feed has found.

    Attributes:
        keys: Of all entries that it has now and that could be read.
        fresh: Reports and failures that were not seen before, each with its key.
        error: Why the feed could not be had.
    """

    feed: Feed
    keys: frozenset[str] = frozenset()
    fresh: tuple[tuple[str, Report | Failure], ...] = ()
    error: SaysoError | None = None


class Asker:
    """Looks at feeds in the background.

    Args:
        options: How entries are made reports, and how addresses are fetched.

    Raises:
        MissingExtra: The libraries for the web are not installed.
        ConfigError: The cache cannot be used.
    """

    def __init__(self, options: Options) -> None:
        self._options = options
        self._asked: SimpleQueue[tuple[Future[Look], Feed, frozenset[str]] | None] = SimpleQueue()
        self._guard = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._fetchers: dict[str, Fetcher] = {}
        Fetcher(options.web).close()  # tells now what would go wrong with each
        for _ in range(_THREADS):
            Thread(target=self._serve, name="sayso feeds", daemon=True).start()  # those of concurrent.futures are waited for at the end

    def ask(self, feed: Feed, seen: frozenset[str]) -> Future[Look]:
        """A look at a feed, which may take minutes; it raises nothing."""
        found: Future[Look] = Future()
        self._asked.put((found, feed, seen))
        return found

    def close(self) -> None:
        """Let go of all connections. A look that has begun ends by itself and is not waited for."""
        for _ in range(_THREADS):
            self._asked.put(None)
        for host, fetcher in list(self._fetchers.items()):
            if self._locks[host].acquire(blocking=False):
                fetcher.close()
                self._locks[host].release()

    def _serve(self) -> None:
        while (asked := self._asked.get()) is not None:
            future, feed, seen = asked
            try:
                look = self._look(feed, seen)
            except Exception as error:  # noqa: BLE001 - a fault of ours; other feeds shall be read all the same
                look = Look(feed, error=SaysoError(f"{type(error).__name__}: {error}", "a feed that can be read", "please report it with the feed's address"))
            future.set_result(look)

    @contextmanager
    def _host(self, uri: str) -> Iterator[Fetcher]:
        """The fetcher for a host, which nobody else uses meanwhile, so that the pauses between two requests are kept."""
        host = urlsplit(uri).netloc.lower()
        with self._guard:
            lock = self._locks[host]
        with lock:
            if host not in self._fetchers:
                self._fetchers[host] = Fetcher(self._options.web)
            yield self._fetchers[host]

    def _look(self, feed: Feed, seen: frozenset[str]) -> Look:
        try:
            with self._host(feed.uri) as fetcher:
                source = fetcher.fetch(feed.uri)
        except SaysoError as error:
            return Look(feed, error=error)
        web = replace(self._options.web, follow=False)  # what was seen before need not be fetched again
        found: dict[str, Report | Failure] = {}
        for one in reports(source, replace(self._options, publisher=feed.publisher or self._options.publisher, web=web)):
            if isinstance(one, Failure) and one.where == source.name:
                return Look(feed, error=one.error)  # the feed as such
            found.setdefault(_key(one), one)
        fresh = {key: one for key, one in found.items() if key not in seen}
        return Look(feed, frozenset(found), tuple((key, self._whole(feed, one)) for key, one in fresh.items()))

    def _whole(self, feed: Feed, found: Report | Failure) -> Report | Failure:
        """The page of an entry that holds only a beginning, where that is asked for and can be had; else the entry."""
        if isinstance(found, Failure) or not self._options.web.follow or found.info.uri is None or all(w.kind != "beginning" for w in found.warnings):
            return found
        try:
            with self._host(found.info.uri) as fetcher:
                source = fetcher.fetch(found.info.uri)
        except SaysoError:
            return found  # what there is, with its warning
        known = replace(self._options, publisher=feed.publisher or found.info.publisher, published=found.info.published)
        return next((r for r in reports(source, known) if isinstance(r, Report)), found)


def _key(found: Report | Failure) -> str:
    """16 hex digits by which an entry is known again; a text that has changed is another."""
    parts = (found.info.uri or "", found.info.sha256) if isinstance(found, Report) else ("", str(found.error))
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
