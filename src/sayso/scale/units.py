"""Documents in handfuls: what a worker is given at a time, and what ends in one part of the output."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from sayso.intake import Options
from sayso.scale.documents import Input, Item, documents, size_of

__all__ = ["Done", "Entry", "Feeder", "Range", "Unit", "ranges"]

_BYTES = 12_000_000
"""Of documents in a unit: a unit waits in memory twice, here and with its worker."""

Range = tuple[int, int, int]
"""Number of an input, first and last number of its documents, counted from 0."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with its number, counted from 0 in its input."""

    input: int
    number: int
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Some documents.

    Attributes:
        deaths: How many workers have died while they read it.
    """

    entries: tuple[Entry, ...]
    deaths: int = 0

    @property
    def size(self) -> int:
        """About how many bytes there are to read."""
        return sum(size_of(e.item) for e in self.entries)

    def halves(self) -> tuple["Unit", ...]:
        """Two units of its documents, or itself if it has one: so the one that kills is found in a few steps."""
        middle = len(self.entries) // 2
        parts = [self.entries[:middle], self.entries[middle:]] if middle else [self.entries]
        return tuple(Unit(entries=p, deaths=1) for p in parts)


def ranges(entries: Sequence[Entry]) -> list[Range]:
    """The numbers of entries, put together.

    >>> from sayso.intake import Failure
    >>> ranges([Entry(0, n, Failure("", ValueError())) for n in (3, 4, 5, 7)])
    [(0, 3, 5), (0, 7, 7)]
    """
    out: list[Range] = []
    for e in entries:
        if out and out[-1][0] == e.input and out[-1][2] == e.number - 1:
            out[-1] = (e.input, out[-1][1], e.number)
        else:
            out.append((e.input, e.number, e.number))
    return out


@dataclass(slots=True)
class Done:
    """Which documents are done.

    Attributes:
        ends: How many documents there are in an input, where that is known.
    """

    ends: dict[int, int] = field(default_factory=dict)
    _numbers: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, found: Range) -> None:
        """Count documents as done."""
        self._numbers.setdefault(found[0], []).append(found[1:])

    def whole(self, input: int) -> bool:
        """Whether nothing is left of an input."""
        return input in self.ends and sum(b - a + 1 for a, b in self._numbers.get(input, ())) >= self.ends[input]

    def of(self, input: int) -> "_Passed":
        """Says of numbers that rise whether they are done."""
        return _Passed(sorted(self._numbers.get(input, ())))


class _Passed:
    def __init__(self, found: list[tuple[int, int]]) -> None:
        self._found = found
        self._next = 0

    def __contains__(self, number: object) -> bool:
        while self._next < len(self._found) and self._found[self._next][1] < number:  # type: ignore[operator]
            self._next += 1
        return self._next < len(self._found) and self._found[self._next][0] <= number  # type: ignore[operator]


class Feeder:
    """Gives units of what is not done yet, and knows how far it has come.

    Args:
        found: The inputs, each with its number.
        options: How documents are made reports.
        done: What need not be read.
        most: At most so many documents a unit.
        ended: Told of an input and the number of its documents when its end is met.
    """

    def __init__(self, found: Sequence[tuple[int, Input]], options: Options, done: Done, most: int, ended: Callable[[int, int], None]) -> None:
        self._found, self._options, self._done, self._most, self._ended = found, options, done, most, ended
        self._stream: BinaryIO | None = None
        self._at = 0
        self._passed = 0
        self.bytes = sum(i.size for _, i in found)
        self.skipped = 0
        """Bytes of what was done before this run."""
        self.documents = 0

    def __iter__(self) -> Iterator[Unit]:
        entries: list[Entry] = []
        size = 0
        for entry in self._entries():
            entries.append(entry)
            size += size_of(entry.item)
            if len(entries) >= self._most or size >= _BYTES:
                yield Unit(entries=tuple(entries))
                entries, size = [], 0
        if entries:
            yield Unit(entries=tuple(entries))

    @property
    def position(self) -> int:
        """Bytes of the inputs that have been gone through."""
        stream = self._stream
        try:
            inside = 0 if stream is None or stream.closed else stream.tell()
        except (OSError, ValueError):
            inside = 0
        self._at = max(self._at, self._passed + inside)
        return min(self._at, self.bytes)

    def _entries(self) -> Iterator[Entry]:
        for number, found in self._found:
            if not self._done.whole(number):
                yield from self._of(number, found)
            else:
                self.skipped += found.size
            self._stream = None
            self._passed += found.size
        self._at = self._passed

    def _of(self, number: int, found: Input) -> Iterator[Entry]:
        passed = self._done.of(number)
        before = self.position
        fresh = False
        n = -1
        for n, item in enumerate(documents(found, self._options, self._opened)):
            if n in passed:
                continue
            if not fresh:
                fresh = True
                self.skipped += self.position - before if n else 0
            self.documents += 1
            yield Entry(number, n, item)
        self._ended(number, n + 1)

    def _opened(self, stream: BinaryIO) -> None:
        self._stream = stream
