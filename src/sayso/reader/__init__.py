"""Report to reading: every layer, called in one visible order."""

from sayso.reader.pipeline import read_report

__all__ = ["read_report"]
