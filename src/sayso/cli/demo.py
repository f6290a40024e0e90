"""``sayso demo``: the bundled story, read on the spot."""

from collections.abc import Iterator
from importlib.resources import files

import msgspec

from sayso.cli.output import emit
from sayso.cli.read import show
from sayso.errors import ConfigError
from sayso.intake import report_from_text
from sayso.intake.decode import decode
from sayso.render import Format
from sayso.types.report import Report

__all__ = ["reports", "run"]

_REMEDY = "install sayso again"


class Entry(msgspec.Struct, frozen=True):
    """A report of the story, as ``story.json`` describes it."""

    file: str
    publisher: str
    published: str
    title: str | None = None


class Story(msgspec.Struct, frozen=True):
    """The bundled story."""

    reports: tuple[Entry, ...]


def reports() -> Iterator[Report]:
    """The bundled reports in the order of the story.

    Raises:
        ConfigError: They are absent or damaged.
    """
    home = files("sayso") / "demo"
    try:
        story = msgspec.json.decode((home / "story.json").read_bytes(), type=Story)
        for entry in story.reports:
            text, _ = decode((home / "reports" / entry.file).read_bytes())
            yield report_from_text(text, published=entry.published, publisher=entry.publisher, title=entry.title, id=entry.file.removesuffix(".txt"))
    except (OSError, msgspec.MsgspecError) as error:
        raise ConfigError(f"a bundled story that cannot be read ({error})", "the reports that come with sayso", _REMEDY) from None


def run(format: Format, *, explain: bool = False) -> int:
    """Reads the story and shows the readings; JSON is a reading a line, as five are shown."""
    from sayso.reader import read_report

    shape: Format = "jsonl" if format == "json" else format
    for i, report in enumerate(reports()):
        show(read_report(report), shape, explain=explain, first=i == 0)
    if format == "table":
        emit("\nFive invented reports of one event. Now one of your own: sayso read FILE --published YYYY-MM-DD\n")
    return 0
