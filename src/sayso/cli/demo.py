"""``sayso demo``: the bundled story, read on the spot."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

import msgspec

from sayso.cli.output import emit, width
from sayso.cli.read import show
from sayso.errors import ConfigError
from sayso.intake import report_from_text
from sayso.intake.decode import decode
from sayso.render import Format
from sayso.types.reading import Reading
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
    """Reads the story and shows the readings, then what its ledger says; JSON is a reading a line, as five are shown."""
    from sayso.reader import read_report

    shape: Format = "jsonl" if format == "json" else format
    readings = []
    for i, report in enumerate(reports()):
        readings.append(read_report(report))
        show(readings[-1], shape, explain=explain, first=i == 0)
    if format == "table":
        _show_ledger(readings)
        emit("\nFive invented reports of one event. Now some of your own: sayso add FILE... ; sayso brief --place NAME\n")
    return 0


def _show_ledger(readings: Sequence[Reading]) -> None:
    """The five reports side by side: where they disagree, how many independent sources each side has, and the brief."""
    from sayso.answers.brief import brief
    from sayso.answers.compare import disagreements, disputes
    from sayso.ledger import Ledger
    from sayso.link import add
    from sayso.render.answers import chain, place, roots, what
    from sayso.render.brief import as_markdown

    with Ledger(":memory:") as ledger:
        for reading in readings:
            add(ledger, reading)
        count = ledger.count()
        emit(f"\n{'═' * min(width(), 80)}\nThe ledger: {count['reports']} reports, {count['claims']} claims, {count['links']} links\n\nWhere they disagree\n")
        pairs = [p for p in disagreements(ledger, limit=200) if p[0].kind in ("figure", "control")]
        for d in disputes(ledger, pairs):
            emit(f"\n  {what(d.claim)}, {place(d.claim)}: {chain(d.claim)}, {d.claim.reported} ({roots(d.for_roots)})\n")
            for other, _ in d.against:
                emit(f"    ≠ {what(other)}: {chain(other)}, {other.reported}\n")
            emit(f"    against it {roots(d.against_roots)}\n")
        emit(f"\nThe brief (sayso brief --place Malakal)\n\n{as_markdown(brief(ledger, place='Malakal'))}")
