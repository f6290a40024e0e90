"""Report to reading: every layer, called in one visible order."""

from sayso.reader import pipeline
from sayso.reader.pipeline import read_report

__all__ = ["compiled", "read_report"]


def compiled() -> bool:
    """Whether the reader is compiled here (``make fast``) or runs as it is written."""
    return not (pipeline.__file__ or "").endswith(".py")
