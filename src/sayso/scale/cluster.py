"""Workers as actors of a Ray cluster, on one machine or many (extra ``ray``).

Actors and not Ray Data's pipelines: those repeat a lost block, but cannot set the report aside that keeps killing its worker, and say that a
block is done before its part is on the disk. What crosses the network is documents one way and finished parts the other, so machines need share no
file system.
"""

import importlib
import os
import time
from collections.abc import Sequence
from typing import Any

from sayso.errors import ConfigError, SaysoError
from sayso.intake.failures import missing
from sayso.scale.engine import Asked, Came, Died, Event
from sayso.scale.units import Unit
from sayso.scale.work import LeftOut, Result, Settings, Signed, Work, allowed

__all__ = ["Cluster"]

_STARTS = 3
_STARTING = 600.0
"""Seconds until the first actor must have started."""

_GRACE = 300.0
"""Seconds beyond what a unit's documents are allowed, the way over the network included."""


class _Reader:
    """The actor: holds the encoder, reads units."""

    def __init__(self, settings: Settings) -> None:
        self._work = Work(settings)

    def ready(self) -> int:
        """The process, once the encoder is loaded."""
        return os.getpid()

    def prepare(self, unit: Unit) -> tuple[Signed, ...]:
        return tuple(self._work.prepare(unit))

    def finish(self, left_out: Sequence[LeftOut]) -> Result:
        return self._work.finish(left_out)

    def read(self, unit: Unit) -> Result:
        self._work.prepare(unit)
        return self._work.finish()


class _Seat:
    """An actor, and what it was asked last.

    Attributes:
        answer: What will come of it; None once it came.
        ready: Whether it has loaded the encoder. Only then is it given units: one that waits for a CPU may wait for ever.
    """

    def __init__(self, actor: Any) -> None:  # noqa: ANN401 - Ray's handles have no types
        self.actor = actor
        self.unit: Unit | None = None
        self.answer: Any = actor.ready.remote()
        self.ready = False
        self.pid = 0
        self.until = float("inf")


class Cluster:
    """Actors that read units; see :class:`~sayso.scale.engine.Engine`.

    Args:
        settings: What they have in common.
        workers: How many; None for one a CPU of the cluster.
        address: Of the cluster, "10.0.0.1:6379"; None for what RAY_ADDRESS says, else one is started on this machine.

    Raises:
        MissingExtra: Ray is not installed.
        ConfigError: There is no cluster at the address, or none of its machines can start an actor.
    """

    def __init__(self, settings: Settings, workers: int | None, address: str | None) -> None:
        try:
            self._ray: Any = importlib.import_module("ray")
        except ImportError as error:
            raise missing("ray", "runs over a cluster", error) from None
        self._settings = settings
        self._own = not self._ray.is_initialized()
        if self._own:
            try:
                self._ray.init(address=address, log_to_driver=False, logging_level="ERROR")
            except (ConnectionError, ValueError, RuntimeError) as error:
                seen = f"no Ray cluster at {address or 'the address in RAY_ADDRESS'} ({' '.join(str(error).split())[:200]})"
                raise ConfigError(seen, "one that runs", "start it with `ray start --head`, or leave --address out") from None
        self._actor = self._ray.remote(num_cpus=1, max_restarts=0)(_Reader)
        self._stillborn = 0
        self._until: float | None = time.monotonic() + _STARTING
        count = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._seats = [self._seat() for _ in range(count)]

    @property
    def free(self) -> int:
        """How many units it would take now."""
        return sum(s.ready and s.unit is None for s in self._seats)

    @property
    def workers(self) -> int:
        """How many actors there are."""
        return len(self._seats)

    def send(self, unit: Unit) -> None:
        """Give a unit to an actor that is free."""
        seat = next(s for s in self._seats if s.ready and s.unit is None)
        seat.unit = unit
        seat.until = time.monotonic() + _GRACE + 2 * sum(allowed(unit.size // len(unit.entries)) for _ in unit.entries)
        method = seat.actor.prepare if self._settings.skip_copies else seat.actor.read
        seat.answer = method.remote(unit)

    def answer(self, unit: Unit, left_out: Sequence[LeftOut]) -> None:
        """Say which reports of a unit are near-copies."""
        for seat in self._seats:
            if seat.unit is unit:
                seat.answer = seat.actor.finish.remote(tuple(left_out))

    def wait(self, seconds: float) -> list[Event]:
        """What happened, after so many seconds at most.

        Raises:
            SaysoError: An error that every report would meet.
            ConfigError: Actors die before they can read anything, or none can be started.
        """
        if self._until is not None and time.monotonic() > self._until:
            raise ConfigError(f"no actor that starts within {_STARTING:.0f} s", "a CPU that is free", "see `ray status`, and take fewer --workers")
        pending = {s.answer: s for s in self._seats if s.answer is not None}
        ready, _ = self._ray.wait(list(pending), num_returns=1, timeout=seconds)
        if ready:  # whatever else is there by now
            ready, _ = self._ray.wait(list(pending), num_returns=len(pending), timeout=0)
        out = [self._heard(pending[answer]) for answer in ready]
        for seat in self._seats:
            if time.monotonic() > seat.until:
                self._ray.kill(seat.actor)  # its answer is an error then
                seat.until = float("inf")
        return [event for event in out if event is not None]

    def close(self) -> None:
        """End all actors, and the cluster if it was started here."""
        for seat in self._seats:
            self._ray.kill(seat.actor)
        if self._own:
            self._ray.shutdown()

    def _seat(self) -> _Seat:
        return _Seat(self._actor.remote(self._settings))

    def _heard(self, seat: _Seat) -> Event | None:
        answer, seat.answer = seat.answer, None
        try:
            said = self._ray.get(answer)
        except self._ray.exceptions.RayTaskError as error:
            cause = getattr(error, "cause", error)
            if isinstance(cause, SaysoError):
                raise cause from None
            raise
        except self._ray.exceptions.RayError as error:  # the actor is gone, or what it answered is
            self._ray.kill(seat.actor)
            return self._died(seat, error)
        if not seat.ready:
            seat.ready, seat.pid = True, said
            self._stillborn, self._until = 0, None
            return None
        unit = seat.unit
        if isinstance(said, Result):
            seat.unit, seat.until = None, float("inf")
        return _event(unit, said)

    def _died(self, seat: _Seat, error: Exception) -> Event | None:
        if not seat.ready:
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                seen = f"{_STARTS} actors in a row that died while they loaded the encoder ({' '.join(str(error).split())[:300]})"
                raise ConfigError(seen, "actors that start", "install sayso on every machine of the cluster, the same version; see `ray status`")
        self._seats[self._seats.index(seat)] = self._seat()
        return None if seat.unit is None else Died(seat.unit, "died")


def _event(unit: Unit | None, said: Result | tuple[Signed, ...]) -> Event | None:
    if unit is None:
        return None
    return Came(unit, said) if isinstance(said, Result) else Asked(unit, said)
