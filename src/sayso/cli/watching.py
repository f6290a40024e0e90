"""``sayso watch``: news to stdout, complaints to stderr."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from sayso.cli.output import emit, fail
from sayso.errors import ConfigError, MissingFile, SaysoError
from sayso.render.words import one_line
from sayso.scale import News, Watching, feeds_of, watch
from sayso.scale.feeds import EVERY, duration

__all__ = ["run_watch"]


def run_watch(path: str, ledger: str, how: Watching, every: str | None) -> int:
    """Watches until it is told to stop; 0, or 1 if a single look could not have all feeds.

    Raises:
        click.UsageError: The list, an option or the ledger's folder does not allow it.
        LedgerError: The ledger cannot be opened.
    """
    complaints = 0

    def complain(where: str, error: SaysoError) -> None:
        nonlocal complaints
        complaints += 1
        fail(where, type(error).__name__, str(error))

    try:
        feeds = feeds_of(path, duration(every) if every else EVERY)
        with _stopped() as stop:
            added = watch(feeds, ledger, how, lambda news: emit(_told(news)), complain, stop)
    except (ConfigError, MissingFile) as error:
        raise click.UsageError(f"{type(error).__name__}: {error}") from None
    click.echo(f"sayso: {added:,} reports added to {Path(ledger)}", err=True)
    return int(how.once and complaints > 0)


@contextmanager
def _stopped() -> Iterator[threading.Event]:
    """Set by SIGINT and SIGTERM; by a second one the watch ends at once."""
    stop = threading.Event()

    def end(number: int, _: FrameType | None) -> None:
        if stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(news: News) -> str:
    r = news.report
    head = f"{one_line(r.publisher or 'unnamed publisher')}, {r.reported}: {one_line(r.title or r.key)}"
    lines = [head if news.copy_of is None else f"{head} (near-copy of {news.copy_of})"]
    if r.uri:
        lines.append(f"  {one_line(r.uri)}")
    for e in news.entries:
        lines.append(f"  {one_line(e.title)}")
        if e.news != "new":
            lines += [f"    {one_line(line)}" for line in e.text.splitlines()]
    return "\n".join(lines) + "\n"
