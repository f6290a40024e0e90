"""``sayso run``: progress to stderr, what came of it to stdout."""

import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from sayso.cli.output import emit
from sayso.errors import ConfigError, DateError
from sayso.intake.dates import given_date
from sayso.scale import Plan, Standing, run

__all__ = ["run_batch"]

_EVERY = 60.0
"""Seconds between two lines where stderr is no terminal."""


def run_batch(names: tuple[str, ...], out: str, plan: Plan) -> int:
    """Runs, or goes on; 0 if all reports could be read, 1 if some could not (they are in failures.jsonl), 130 if it was stopped.

    Raises:
        click.UsageError: Names, options or folder do not allow it.
    """
    if plan.options.published is not None:
        try:
            given_date(plan.options.published)
        except DateError as error:
            raise click.UsageError(f"DateError: {error}") from None
    shown = _Shown()
    try:
        with _terminable():
            done = run(names, out, plan, shown.show)
    except KeyboardInterrupt:
        shown.clear()
        click.echo("sayso: stopped; the same command goes on from here", err=True)
        return 130
    except ConfigError as error:
        shown.clear()
        raise click.UsageError(f"{type(error).__name__}: {error}") from None
    shown.clear()
    left = [f"{n:,} {what}" for n, what in ((done.copies, "near-copies left out"), (done.foreign, "in other languages left out")) if n]
    failed = f"{done.failed:,} failed (see {out}/failures.jsonl)" if done.failed else "none failed"
    emit(f"{done.reports:,} reports read, {done.words:,} words, {done.claims:,} claims, {done.parts:,} parts; {'; '.join([failed, *left])}\n")
    return int(done.failed > 0)


@contextmanager
def _terminable() -> Iterator[None]:
    """Takes SIGTERM for Ctrl-C, so that workers are ended and not left behind."""

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Shown:
    """Progress: a line that changes on a terminal, else a line a minute."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._last = time.monotonic()

    def show(self, now: Standing) -> None:
        if self._terminal:
            filled = int(20 * now.share)
            line = f"{'█' * filled}{'░' * (20 - filled)} {_line(now)}"
            sys.stderr.write(f"\r\x1b[2K{line[: shutil.get_terminal_size((80, 24)).columns - 1]}")
            sys.stderr.flush()
        elif time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            click.echo(f"sayso: {now.share:.1%}, {_line(now)}", err=True)

    def clear(self) -> None:
        if self._terminal:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _line(now: Standing) -> str:
    seconds = max(now.seconds, 0.001)
    parts = [f"{now.totals.reports:,} reports", f"{now.reports / seconds:,.1f}/s", f"{now.words / seconds:,.0f} words/s"]
    if now.totals.failed:
        parts.append(f"{now.totals.failed:,} failed")
    if now.reports and 0 < now.share < 1:
        parts.append(f"{_time(seconds / now.share - seconds)} left")
    return ", ".join(parts)


def _time(seconds: float) -> str:
    """How long, in two units at most.

    >>> _time(59), _time(3700), _time(200_000)
    ('59 s', '1 h 1 min', '2 d 7 h')
    """
    s = int(seconds)
    if s < 60:
        return f"{s} s"
    if s < 3600:
        return f"{s // 60} min {s % 60} s"
    return f"{s // 3600} h {s % 3600 // 60} min" if s < 86_400 else f"{s // 86_400} d {s % 86_400 // 3600} h"
