"""From bytes to a report: files and standard input, decoded, checked and described. What cannot be read is refused by name."""

from sayso.intake.files import SUFFIXES, find, load
from sayso.intake.report import LIMIT, report_from_text

__all__ = ["LIMIT", "SUFFIXES", "find", "load", "report_from_text"]
