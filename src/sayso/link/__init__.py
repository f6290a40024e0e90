"""What claims of several reports are to each other: the like is found, compared slot by slot, judged, and told in words."""

from sayso.link.add import add, add_many
from sayso.link.judge import judge

__all__ = ["add", "add_many", "judge"]
