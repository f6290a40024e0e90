"""What a worker does with a unit: documents to reports, reports to readings, readings to the bytes of a part.

A worker touches no file: what it made goes back as a value, and whoever asked writes it. So a worker may die at any moment and
leave nothing half done behind.
"""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from types import FrameType
from typing import Any

import numpy as np

from sayso.errors import GazetteerError, LanguageError, MissingExtra, ModelError, SaysoError
from sayso.intake import Copies, Failure, Options, is_address
from sayso.intake.reports import reports
from sayso.scale.documents import Document, Item, size_of, where_of
from sayso.scale.parts import claims_of, encoding
from sayso.scale.units import Entry, Unit
from sayso.types.reading import Reading
from sayso.types.report import Report

__all__ = ["FATAL", "Failed", "LeftOut", "Note", "Result", "Settings", "Signed", "Work", "allowed"]

FATAL = (ModelError, GazetteerError, MissingExtra)
"""Errors that every other report would meet too."""

_PACE = 5.0 / 100_000
"""Seconds a byte that reading may take before it is told of."""

_SHORTEST = 5.0
_PATIENCE = 10
"""Times the allowed seconds after which a document is given up."""


def allowed(size: int) -> float:
    """Seconds of processor time that a document of so many bytes may take: 5 for every 100 kB, and no less than 5.

    >>> allowed(2_000), allowed(200_000)
    (5.0, 10.0)
    """
    return max(_SHORTEST, size * _PACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What all workers of a run have in common.

    Attributes:
        suffix: Of parts, see :func:`sayso.scale.parts.encoding`.
        skip_copies: Whether near-copies of reports that were read are left out.
        skip_foreign: Whether reports in other languages are left out rather than failures.
    """

    options: Options
    suffix: str
    skip_copies: bool = False
    skip_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """What was not read, by name: where it is, the error's name, and its message."""

    where: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a report: "Slow", or "Copy" of another that was read."""

    where: str
    note: str
    message: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A report's name and what tells it from others, see :meth:`sayso.intake.Copies.signature`."""

    id: str
    signature: Any


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The name of a report that is a near-copy, of which one, and how alike they are."""

    id: str
    copy_of: str
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a unit.

    Attributes:
        part: Bytes of the part; none where nothing was read.
        words: By white space, of the reports that were read.
        foreign: Reports that were left out for their language.
        copies: Reports that were left out as near-copies.
        signatures: Names and signatures of the reports, as numpy keeps them; none where nobody asked.
    """

    part: bytes = b""
    reports: int = 0
    claims: int = 0
    words: int = 0
    foreign: int = 0
    copies: int = 0
    failures: tuple[Failed, ...] = ()
    notes: tuple[Note, ...] = ()
    signatures: bytes = b""


class Work:
    """One worker's work, with the encoder loaded.

    Raises:
        ModelError, GazetteerError: The installation is not sound.
        ConfigError: A library for the parts is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._encode = encoding(settings.suffix)
        self._copies = Copies(remember=1)
        self._ready: list[tuple[str, Report]] = []
        self._signed: list[Signed] = []
        self._failures: list[Failed] = []
        self._notes: list[Note] = []
        self._foreign = 0
        _warm()

    def prepare(self, unit: Unit) -> list[Signed]:
        """Makes reports of a unit's documents; what came of the unit before is forgotten.

        Returns:
            What tells each report from others, where near-copies are to be left out.
        """
        self._ready, self._signed, self._failures, self._notes, self._foreign = [], [], [], [], 0
        for entry in unit.entries:
            self._reports(entry)
        if self._settings.skip_copies:
            self._signed = [Signed(id, self._copies.signature(report.text)) for id, report in self._ready]
        return self._signed

    def finish(self, left_out: Sequence[LeftOut] = ()) -> Result:
        """Reads what was prepared, near-copies left out."""
        copies = {c.id: c for c in left_out}
        signatures = self._signatures(set(copies))
        readings: list[tuple[str, Reading]] = []
        for id, report in self._ready:
            where = id.partition(" ")[2]
            if id in copies:
                other = copies[id].copy_of.partition(" ")[2]
                self._notes.append(Note(where, "Copy", f"{copies[id].alike:.0%} of it is in {other}"))
                continue
            reading = self._read(report, where)
            if reading is not None:
                readings.append((where, reading))
        self._ready, self._signed = [], []
        part, kept = self._encoded(readings)
        return Result(
            part=part,
            reports=len(kept),
            claims=sum(map(claims_of, kept)),
            words=sum(len(r.text.split()) for r in kept),
            foreign=self._foreign,
            copies=len(copies),
            failures=tuple(self._failures),
            notes=tuple(self._notes),
            signatures=signatures,
        )

    def _reports(self, entry: Entry) -> None:
        where = where_of(entry.item, f"document {entry.number + 1:,}")
        found: list[Report | Failure] = []
        try:
            with _watched(where, size_of(entry.item)) as slow:
                found += _made(entry.item, self._settings.options)
        except _Overrun:
            self._failures.append(_overrun(where, size_of(entry.item)))
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours; the others shall be read all the same
            self._failures.append(_fault(where, error))
            return
        self._notes += slow
        for k, one in enumerate(found):
            if isinstance(one, Report):
                uri = one.info.uri or where
                if one is entry.item and not is_address(uri):  # one of many of a file, whose name alone would not find it
                    uri = f"{uri}, document {entry.number + 1:,}"
                self._ready.append((f"{entry.input}:{entry.number}:{k} {uri}", one))
            elif isinstance(one.error, MissingExtra):
                raise one.error
            elif isinstance(one.error, LanguageError) and self._settings.skip_foreign:
                self._foreign += 1
            else:
                self._failures.append(Failed(one.where, type(one.error).__name__, str(one.error)))

    def _read(self, report: Report, where: str) -> Reading | None:
        from sayso.reader import read_report

        try:
            with _watched(where, len(report.text)) as slow:
                reading = read_report(report)
        except FATAL:
            raise
        except _Overrun:
            self._failures.append(_overrun(where, len(report.text)))
            return None
        except Exception as error:  # noqa: BLE001 - the same
            self._failures.append(_fault(where, error))
            return None
        self._notes += slow
        return reading

    def _encoded(self, found: Sequence[tuple[str, Reading]]) -> tuple[bytes, list[Reading]]:
        """The bytes of a part, and the readings in it: all, but for any that cannot be encoded."""
        readings = [r for _, r in found]
        try:
            return self._encode(readings) if readings else b"", readings
        except FATAL:
            raise
        except Exception:  # noqa: BLE001 - a fault of ours; found below
            kept: list[Reading] = []
            for where, reading in found:
                try:
                    self._encode([reading])
                except Exception as error:  # noqa: BLE001 - the same
                    self._failures.append(_fault(where, error))
                else:
                    kept.append(reading)
            return self._encode(kept) if kept else b"", kept

    def _signatures(self, without: set[str]) -> bytes:
        if not self._settings.skip_copies:
            return b""
        kept = [s for s in self._signed if s.id not in without]
        ids = np.array([s.id.encode("utf-8", "replace").decode() for s in kept], dtype=np.str_)
        out = BytesIO()
        np.savez(out, ids=ids, signatures=np.array([s.signature for s in kept], np.uint32))
        return out.getvalue()


def _made(item: Item, options: Options) -> Iterator[Report | Failure]:
    if not isinstance(item, Document):
        yield item
        return
    fast = replace(options, kind=None, thoroughness=options.thoroughness or "fast") if item.depth else options
    yield from reports(item.source(), fast)


class _Overrun(BaseException):
    """Raised in the middle of whatever takes too long; no exception that parsers would catch."""


@contextlib.contextmanager
def _watched(where: str, size: int) -> Iterator[list[Note]]:
    """Notes that what is done inside was slow, and ends it when it takes far too long."""
    notes: list[Note] = []
    began = time.thread_time()
    with _alarm(_PATIENCE * allowed(size)):
        yield notes
    took = time.thread_time() - began
    if took > allowed(size):
        notes.append(Note(where, "Slow", f"{took:.1f} s of processor time for {size:,} bytes; expected at most {allowed(size):.1f}; please report it"))


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises :class:`_Overrun` after so many seconds of processor time, where the system and the thread can; what waits is the engine's to give up."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise _Overrun

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _overrun(where: str, size: int) -> Failed:
    return Failed(
        where, "Overrun", f"more than {_PATIENCE * allowed(size):.0f} s of processor time for {size:,} bytes; given up; please report it together with the text"
    )


def _fault(where: str, error: Exception) -> Failed:
    if isinstance(error, SaysoError):
        return Failed(where, type(error).__name__, str(error))
    return Failed(where, "internal error", f"{type(error).__name__}: {error}; please report it together with the text that causes it")


def _warm() -> None:
    """Loads what reading needs, so that a damaged installation is told before a report is blamed for it."""
    from sayso.intake import report_from_text
    from sayso.reader import read_report

    read_report(report_from_text("At least 12 people were killed in Goma on Friday, the mayor said.", published="2026-05-04"))
