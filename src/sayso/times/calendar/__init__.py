"""From meanings to stretches of the calendar, read from a day."""

from sayso.times.calendar.scene import Scene
from sayso.times.calendar.stretch import Stretch
from sayso.times.calendar.work_out import work_out

__all__ = ["Scene", "Stretch", "work_out"]
