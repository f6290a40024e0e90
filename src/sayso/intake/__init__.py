"""From bytes to reports: files, pages, mails, tables, feeds, archives, addresses. What cannot be read is refused by name."""

from sayso.intake.files import SUFFIXES, find, load
from sayso.intake.report import LIMIT, report_from_text
from sayso.intake.reports import is_address, reports
from sayso.intake.source import Columns, Failure, Options, Web

__all__ = ["LIMIT", "SUFFIXES", "Columns", "Copies", "Copy", "Failure", "Options", "Web", "find", "is_address", "load", "report_from_text", "reports"]


def __getattr__(name: str) -> object:
    # near-copies need numpy, which takes a tenth of a second to load
    if name in {"Copies", "Copy"}:
        from sayso.intake import copies

        return getattr(copies, name)
    raise AttributeError(f"module 'sayso.intake' has no attribute {name!r}")
