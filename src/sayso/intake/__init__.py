"""From bytes to reports: files, pages, mails, tables, feeds, archives, addresses. What cannot be read is refused by name."""

from typing import TYPE_CHECKING, Any

from sayso.intake.files import SUFFIXES, find, load
from sayso.intake.report import LIMIT, report_from_text
from sayso.intake.reports import is_address, reports
from sayso.intake.source import Columns, Failure, Options, Web

if TYPE_CHECKING:
    from sayso.intake.copies import Copies, Copy

__all__ = ["LIMIT", "SUFFIXES", "Columns", "Copies", "Copy", "Failure", "Options", "Web", "find", "is_address", "load", "report_from_text", "reports"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    # near-copies need numpy, which takes a tenth of a second to load
    if name in {"Copies", "Copy"}:
        from sayso.intake import copies

        return getattr(copies, name)
    raise AttributeError(f"module 'sayso.intake' has no attribute {name!r}")
