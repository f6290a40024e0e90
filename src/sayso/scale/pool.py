"""Workers as processes of this machine, each with a pipe of its own.

Not concurrent.futures, whose pool is broken for good when one process dies; and no shared queue, whose lock a killed process would keep.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from sayso.errors import ModelError, SaysoError
from sayso.scale.engine import Asked, Came, Died, Event
from sayso.scale.units import Unit
from sayso.scale.work import FATAL, LeftOut, Result, Settings, Signed, Work, allowed

__all__ = ["Pool"]

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_STARTS = 3
"""Workers in a row that die before they have loaded what they need; then it is not their units that kill them."""

_GRACE = 120.0
"""Seconds that a unit may take beyond what its documents are allowed; then its worker hangs where no signal reaches it."""


class _Worker:
    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self.pipe = process, pipe
        self.unit: Unit | None = None
        self.ready = False
        self.until = float("inf")

    def give(self, unit: Unit) -> None:
        self.unit = unit
        self.until = time.monotonic() + _GRACE + 2 * sum(allowed(unit.size // len(unit.entries)) for _ in unit.entries)
        self.pipe.send(unit)


class Pool:
    """Processes that read units; see :class:`~sayso.scale.engine.Engine`.

    Args:
        settings: What the workers have in common.
        workers: How many.
    """

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._context = multiprocessing.get_context("spawn")  # forks of a process with threads may hang
        self._workers: list[_Worker] = []
        self._stillborn = 0
        with _one_thread():
            self._workers = [self._started() for _ in range(workers)]

    @property
    def free(self) -> int:
        """How many units it would take now."""
        return sum(w.ready and w.unit is None for w in self._workers)

    @property
    def workers(self) -> int:
        """How many processes there are."""
        return len(self._workers)

    @property
    def pids(self) -> list[int]:
        """Their process ids."""
        return [w.process.pid for w in self._workers if w.process.pid is not None]

    def send(self, unit: Unit) -> None:
        """Give a unit to a process that is free."""
        worker = next(w for w in self._workers if w.ready and w.unit is None)
        with contextlib.suppress(OSError):  # it is dead; wait() will find it so
            worker.give(unit)

    def answer(self, unit: Unit, left_out: Sequence[LeftOut]) -> None:
        """Say which reports of a unit are near-copies."""
        for worker in self._workers:
            if worker.unit is unit:
                with contextlib.suppress(OSError):
                    worker.pipe.send(tuple(left_out))

    def wait(self, seconds: float) -> list[Event]:
        """What happened, after so many seconds at most.

        Raises:
            SaysoError: An error that every report would meet.
            ModelError: Processes die before they can read anything.
        """
        found = wait([w.pipe for w in self._workers], seconds)
        out: list[Event] = []
        for i, worker in enumerate(self._workers):
            hangs = time.monotonic() > worker.until
            if worker.pipe in found or hangs:
                event = self._died(i, "hung") if hangs and worker.pipe not in found else self._heard(i)
                if event is not None:
                    out.append(event)
        return out

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()

    def _heard(self, i: int) -> Event | None:
        worker = self._workers[i]
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._died(i, "died")
        if isinstance(said, SaysoError):
            raise said
        unit = worker.unit
        if unit is None:
            worker.ready = True
            self._stillborn = 0
            return None
        if isinstance(said, Result):
            worker.unit, worker.until = None, float("inf")
            return Came(unit, said)
        return Asked(unit, said)

    def _died(self, i: int, why: str) -> Event | None:
        worker = self._workers[i]
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        code = worker.process.exitcode or 0
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                seen = f"{_STARTS} workers in a row that died while they loaded the encoder (exit code {code})"
                raise ModelError(seen, "workers that start", "run `sayso doctor`; take fewer --workers if memory is short")
        with _one_thread():
            self._workers[i] = self._started()
        if worker.unit is None:
            return None
        return Died(worker.unit, f"{why} ({signal.Signals(-code).name})" if code < 0 and why == "died" else why)

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._settings), daemon=True, name="sayso")
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(pipe: Connection, settings: Settings) -> None:
    """Reads units until the other end of the pipe is closed, as it is when the run ends or is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the run decides
    with contextlib.suppress(EOFError, OSError):
        try:
            work = Work(settings)
            gc.collect()
            gc.freeze()  # tables and weights stay for good; looking through them for garbage took a fortieth of the time of reading
            pipe.send(None)
            while True:
                unit = pipe.recv()
                signed: list[Signed] = work.prepare(unit)
                left_out: tuple[LeftOut, ...] = ()
                if settings.skip_copies:
                    pipe.send(tuple(signed))
                    left_out = pipe.recv()
                pipe.send(work.finish(left_out))
        except FATAL as error:
            pipe.send(error)
        except SaysoError as error:
            pipe.send(error)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that are started inside compute with one thread each: there are as many of them as cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
