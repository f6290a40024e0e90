"""A run over many files: units to workers, results to the folder, until nothing is left; see :func:`run`."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from sayso import __version__
from sayso.errors import ConfigError
from sayso.intake import Copies, Options
from sayso.scale.documents import inputs, where_of
from sayso.scale.engine import Asked, Came, Died, Engine
from sayso.scale.folder import Folder, Totals
from sayso.scale.parts import Format, suffix_of, usual
from sayso.scale.units import Feeder, Unit, ranges
from sayso.scale.work import Failed, LeftOut, Result, Settings

__all__ = ["Plan", "Standing", "run"]

_REMEMBERED = 100_000
_AHEAD = 2
"""Units that are made ready while all workers are busy."""

_TICK = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to run.

    Attributes:
        format: Of the parts; None for Parquet where pyarrow is installed, else JSON lines.
        workers: Processes; None for one a core.
        most: Documents a part.
        skip_copies: Leave out near-copies of the last 100,000 reports.
        skip_foreign: Leave out reports in other languages, rather than list them as failures.
        engine: "local", or "ray".
        address: Of the Ray cluster; None for the one that the environment names, else one on this machine.
    """

    options: Options
    format: Format | None = None
    workers: int | None = None
    most: int = 200
    skip_copies: bool = False
    skip_foreign: bool = False
    engine: str = "local"
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a run is.

    Attributes:
        totals: What there is, earlier goes included.
        bytes, of: Bytes of the inputs that were gone through, and all.
        seconds: Since this go began.
        reports, words: Read in this go.
        share: How much of what was left at the beginning of this go is done, 0 to 1.
    """

    totals: Totals
    bytes: int
    of: int
    seconds: float
    reports: int
    words: int
    share: float


def run(names: Iterable[str], out: Path | str, plan: Plan, tell: Callable[[Standing], None] = lambda _: None) -> Totals:
    """Read all reports in files into parts, or go on where an earlier run into the same folder stopped.

    Args:
        names: Files, patterns, directories.
        out: The folder for parts, ``failures.jsonl`` (what was not read, and why), ``notes.jsonl`` (near-copies, what was slow)
            and ``journal.jsonl``.
        plan: How.
        tell: Called about twice a second.

    Returns:
        What there is in the folder now.

    Raises:
        ConfigError: Names, options or folder do not allow it; the message says why.
        MissingExtra: A library is not installed that the inputs, the parts or the engine need.
        ModelError, GazetteerError: The installation is not sound.
    """
    found = list(inputs(names))
    suffix = suffix_of(plan.format or usual())
    settings = Settings(options=plan.options, suffix=suffix, skip_copies=plan.skip_copies, skip_foreign=plan.skip_foreign)
    with Folder(out, _about(settings)) as folder:
        numbered = [(folder.number(i), i) for i in found]
        if all(folder.done.whole(n) for n, _ in numbered):
            return folder.totals
        engine = _engine(settings, plan)
        try:
            _Run(folder, engine, Feeder(numbered, plan.options, folder.done, plan.most, folder.ended), settings, tell).all()
        finally:
            engine.close()
        return replace(folder.totals)


def _about(settings: Settings) -> dict[str, object]:
    """What decides how readings come out; a folder holds readings of one sort."""
    shown: dict[str, object] = {"reader": f"sayso {__version__}", "format": settings.suffix, "options": msgspec.to_builtins(settings.options)}
    return shown | {"skip_copies": settings.skip_copies, "skip_foreign": settings.skip_foreign}


def _engine(settings: Settings, plan: Plan) -> Engine:
    if plan.engine == "ray":
        from sayso.scale.cluster import Cluster

        return Cluster(settings, plan.workers, plan.address)
    if plan.engine != "local":
        raise ConfigError(f"the engine {plan.engine!r}", "local or ray", "take one of them")
    from sayso.scale.pool import Pool

    return Pool(settings, plan.workers or _cores())


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Run:
    def __init__(self, folder: Folder, engine: Engine, feeder: Feeder, settings: Settings, tell: Callable[[Standing], None]) -> None:
        self._folder, self._engine, self._feeder, self._settings, self._tell = folder, engine, feeder, settings, tell
        self._units: Iterator[Unit] = iter(feeder)
        self._waiting: deque[Unit] = deque()
        self._more = True
        self._out = 0
        self._before = replace(folder.totals)
        self._began = time.monotonic()
        self._copies = Copies(remember=_REMEMBERED)
        if settings.skip_copies:
            for signed in folder.signatures(_REMEMBERED):
                self._copies.meet(signed.id, signed.signature)

    def all(self) -> None:
        """Until nothing is left."""
        told = 0.0
        while True:
            self._give()
            if not self._filled(_AHEAD) and not self._out:
                break
            found = self._engine.wait(_TICK)
            self._give()  # who has done with a unit shall not wait for the disk
            for event in found:
                self._met(event)
            if time.monotonic() - told >= _TICK:
                told = time.monotonic()
                self._tell(self._standing())
        self._tell(self._standing())

    def _give(self) -> None:
        """A unit to each worker that is free."""
        while self._engine.free and self._filled(1):
            self._engine.send(self._waiting.popleft())
            self._out += 1

    def _filled(self, most: int) -> bool:
        """Makes units ready, so many at most; whether there is one."""
        while self._more and len(self._waiting) < most:
            unit = next(self._units, None)
            if unit is None:
                self._more = False
            else:
                self._waiting.append(unit)
        return bool(self._waiting)

    def _met(self, event: Came | Asked | Died) -> None:
        unit = event.unit
        if isinstance(event, Asked):
            self._engine.answer(unit, list(self._judged(event)))
            return
        self._out -= 1
        if isinstance(event, Came):
            self._folder.commit(ranges(unit.entries), event.result, self._settings.suffix)
        elif not unit.deaths:
            self._waiting.appendleft(replace(unit, deaths=1))
        elif len(unit.entries) > 1:
            self._waiting.extendleft(reversed(unit.halves()))
        else:
            (entry,) = unit.entries
            where = where_of(entry.item, f"document {entry.number + 1:,}")
            told = Failed(where, "Killed", f"the process that read it {event.why}, and so did the next; set aside; please report it together with the text")
            self._folder.commit(ranges(unit.entries), Result(failures=(told,)), self._settings.suffix)

    def _judged(self, event: Asked) -> Iterator[LeftOut]:
        """Which reports are near-copies of others. What a dead worker had asked of already is no copy of itself."""
        for signed in event.signed:
            copy = self._copies.meet(signed.id, signed.signature)
            if copy is not None and copy.id != signed.id:
                yield LeftOut(signed.id, copy.id, copy.alike)

    def _standing(self) -> Standing:
        totals, feeder = self._folder.totals, self._feeder
        todo = feeder.bytes - feeder.skipped
        through = feeder.position
        return Standing(
            totals=replace(totals),
            bytes=through,
            of=feeder.bytes,
            seconds=time.monotonic() - self._began,
            reports=totals.reports - self._before.reports,
            words=totals.words - self._before.words,
            share=max(0.0, min(1.0, (through - feeder.skipped) / todo)) if todo > 0 else 1.0,
        )
