"""What a run asks of whatever runs its workers, on this machine or on many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.scale.units import Unit
from sayso.scale.work import LeftOut, Result, Signed

__all__ = ["Asked", "Came", "Died", "Engine", "Event"]


@dataclass(frozen=True, slots=True)
class Came:
    """A unit is read."""

    unit: Unit
    result: Result


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit's reports wait to be told which of them are near-copies; :meth:`Engine.answer` tells it."""

    unit: Unit
    signed: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Died:
    """The worker that read a unit is gone, and another one in its place."""

    unit: Unit
    why: str


Event = Came | Asked | Died


class Engine(Protocol):
    """Runs workers, each with an encoder of its own, and replaces those that die."""

    @property
    def free(self) -> int:
        """How many workers are ready for a unit."""
        ...

    @property
    def workers(self) -> int:
        """How many workers there are."""
        ...

    def send(self, unit: Unit) -> None:
        """Give a unit to a worker that is free."""
        ...

    def answer(self, unit: Unit, left_out: Sequence[LeftOut]) -> None:
        """Say which reports of a unit are near-copies."""
        ...

    def wait(self, seconds: float) -> list[Event]:
        """What happened, after so many seconds at most.

        Raises:
            SaysoError: An error that every report would meet, see :data:`sayso.scale.work.FATAL`; or workers cannot be started.
        """
        ...

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        ...
