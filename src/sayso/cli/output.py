"""Printing with the manners of a command: whole characters, colour only for people, silence when the reader has gone."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Progress", "emit", "fail", "quiet_pipe", "use_colour", "width"]


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Ends the process quietly when whatever reads its output has closed (``sayso read … | head``)."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # what is still in the buffer would be flushed at exit, and complain then
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def emit(text: str) -> None:
    """Text to stdout in UTF-8 whatever the locale, halves of surrogate pairs as "?". Line ends are those of the text."""
    data = text.encode("utf-8", "replace")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def fail(name: str, kind: str, message: str) -> None:
    """Names what failed on stderr: "sayso: a.txt: EmptyReport: …"."""
    from sayso.render.words import one_line

    print(f"sayso: {one_line(name)}: {kind}: {one_line(message)}".encode("utf-8", "replace").decode(), file=sys.stderr, flush=True)


def use_colour() -> bool:
    """Whether stdout is a terminal that wants colour (https://no-color.org: NO_COLOR that is not empty forbids it)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill: the terminal's, at most 160 (longer lines are hard to follow); 100 where stdout is none."""
    return min(shutil.get_terminal_size((100, 24)).columns, 160)


class Progress:
    """A line on stderr that says how far a batch is, where stderr is a terminal and there is more than one report.

    Not rich's: results may go to the same terminal at the same time, so the line has to be cleared before each of them.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int, name: str) -> None:
        """Draws the line: so many are done, and this one is being read."""
        if not self._shown:
            return
        room = shutil.get_terminal_size((80, 24)).columns - 1
        filled = 20 * done // self._total
        line = f"{'█' * filled}{'░' * (20 - filled)} {done}/{self._total} {ascii(name)[1:-1]}"
        sys.stderr.write(f"\r\x1b[2K{line[:room]}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away, so that something else can be printed."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
