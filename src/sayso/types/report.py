"""A report before it is read: its text, what is known of it, and what limits its reading."""

from dataclasses import dataclass

from sayso.errors import InputError
from sayso.types.reading import ReportInfo, Warning

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """One news report, ready to be read.

    Attributes:
        info: Which report: id, publisher, day of publication.
        text: The report; all offsets of its reading point into it.
        warnings: What was odd about it and limits what can be read: no date, an encoding that had to be guessed.
    """

    info: ReportInfo
    text: str
    warnings: tuple[Warning, ...] = ()

    def __post_init__(self) -> None:
        if self.info.characters != len(self.text):
            raise InputError(
                f"a text of {len(self.text)} characters", f"the {self.info.characters} that its description names", "make the report with report_from_text"
            )
