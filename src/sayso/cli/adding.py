"""``sayso add``: reports into a ledger, each in a transaction of its own; readings, which are there already, in groups."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from sayso.cli.asked import print_answer
from sayso.cli.output import Progress, fail
from sayso.codec import from_json
from sayso.errors import GazetteerError, ModelError, ReadingError, SaysoError
from sayso.intake import Failure, Options, find, is_address, reports
from sayso.ledger import Ledger
from sayso.render.answers import short
from sayso.render.words import one_line
from sayso.types.claims import Added
from sayso.types.reading import Reading

__all__ = ["run_add"]

_READING = re.compile(rb'\s*\{\s*"report"\s*:\s*\{')
_HEAD = 200
_GROUP = 32
"""Readings of a file that are added together: they come as fast as they can be added. What has yet to be read is kept as soon as it is."""


def run_add(names: tuple[str, ...], path: str, shape: str, options: Options) -> int:
    """Reads and adds; 0 if all could be, else 1.

    Raises:
        click.UsageError: There is nothing to add.
        LedgerError: The ledger cannot be opened.
    """
    found = [pair for name in names for pair in ([(name, name)] if is_address(name) or _holds_readings(name) else find([name]))]
    if not found:
        raise click.UsageError("no reports there")
    progress = Progress(len(found))
    failed = 0
    done, rows = [], []
    with Ledger(path) as ledger:
        for i, (name, where) in enumerate(found):
            progress.show(i, name)
            for one in _added(ledger, _readings(name, where, options), _GROUP if _holds_readings(name) else 1):
                progress.clear()
                if isinstance(one, Failure):
                    failed += 1
                    fail(one.where, type(one.error).__name__, str(one.error))
                    continue
                reading, added = one
                done.append(added)
                copy = f"near-copy of {short(added.copy_of)}" if added.copy_of else ""
                rows.append(
                    (
                        short(added.report),
                        one_line(reading.report.title or name),
                        "added" if added.new else "known already",
                        str(added.claims),
                        str(added.links),
                        copy,
                    )
                )
        progress.clear()
    print_answer(done, shape, ("report", "title", "", "claims", "links", ""), rows, none="Nothing was added.")
    return int(failed > 0)


def _added(ledger: Ledger, found: Iterator[Reading | Failure], group: int) -> Iterator[tuple[Reading, Added] | Failure]:
    """Readings with what adding them did, so many in one transaction, and what could not be read."""
    from sayso.link import add_many

    while part := list(islice(found, group)):
        yield from (one for one in part if isinstance(one, Failure))
        good = [one for one in part if not isinstance(one, Failure)]
        yield from zip(good, add_many(ledger, good, group=group), strict=True)


def _holds_readings(name: str) -> bool:
    """Whether a file holds readings, as ``sayso read --format json`` and ``jsonl`` write them."""
    if Path(name).suffix not in (".json", ".jsonl") or not Path(name).is_file():
        return False
    with Path(name).open("rb") as file:
        return _READING.match(file.read(_HEAD)) is not None


def _readings(name: str, where: Path | str | SaysoError, options: Options) -> Iterator[Reading | Failure]:
    """The readings of a document, or what kept it, or one of its reports, from being read."""
    if isinstance(where, SaysoError):
        yield Failure(name, where)
        return
    if _holds_readings(name):
        data = Path(name).read_bytes()
        for n, part in enumerate(data.splitlines() if name.endswith(".jsonl") else [data], 1):
            try:
                if part.strip():
                    yield from_json(part)
            except ReadingError as error:
                yield Failure(f"{name}, line {n}", error)
        return
    from sayso.reader import read_report

    for report in reports(where, options):
        if isinstance(report, Failure):
            yield report
            continue
        try:
            yield read_report(report)
        except (ModelError, GazetteerError):
            raise
        except SaysoError as error:
            yield Failure(report.info.uri or name, error)
        except (RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            # a fault of ours; the other reports shall be read all the same
            seen = SaysoError(f"{type(error).__name__}: {error}", "a report that can be read", "please report it together with the text that causes it")
            yield Failure(report.info.uri or name, seen)
