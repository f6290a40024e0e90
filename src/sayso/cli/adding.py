"""``sayso add``: reports or readings into a ledger, each in a transaction of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from sayso.cli.asked import day, print_answer
from sayso.cli.output import Progress, fail
from sayso.errors import GazetteerError, InputError, ModelError, SaysoError
from sayso.ledger import Ledger
from sayso.render.answers import short
from sayso.render.words import one_line
from sayso.types.reading import Reading

__all__ = ["run_add"]

_READINGS = (".json", ".jsonl")


def run_add(names: tuple[str, ...], path: str, shape: str, *, published: str | None = None, publisher: str | None = None) -> int:
    """Reads and adds; 0 if all could be, else 1."""
    from sayso.intake import find
    from sayso.link import add

    if published is not None:
        published = day(published, "published")
    found = [x for name in names for x in ([(name, Path(name))] if Path(name).suffix in _READINGS and Path(name).is_file() else find((name,)))]
    if not found:
        raise click.UsageError("no reports there")
    progress = Progress(len(found))
    failed = 0
    done = []
    rows = []
    with Ledger(path) as ledger:
        for i, (name, where) in enumerate(found):
            progress.show(i, name)
            try:
                for reading in _readings(where, published, publisher):
                    added = add(ledger, reading)
                    done.append(added)
                    copy = f"near-copy of {short(added.copy_of)}" if added.copy_of else ""
                    news = "added" if added.new else "known already"
                    rows.append((short(added.report), one_line(reading.report.title or name), news, str(added.claims), str(added.links), copy))
            except (ModelError, GazetteerError):
                progress.clear()
                raise
            except (SaysoError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
                failed += 1
                progress.clear()
                fail(name, type(error).__name__, str(error))
        progress.clear()
    print_answer(done, shape, ("report", "title", "", "claims", "links", ""), rows, none="Nothing was added.")
    return int(failed > 0)


def _readings(where: Path | Literal["-"] | InputError, published: str | None, publisher: str | None) -> Iterator[Reading]:
    if isinstance(where, InputError):
        raise where
    if isinstance(where, Path) and where.suffix in _READINGS:
        from sayso.codec import from_json

        data = where.read_bytes()
        for part in data.splitlines() if where.suffix == ".jsonl" else [data]:
            if part.strip():
                yield from_json(part)
        return
    from sayso.intake import load
    from sayso.reader import read_report

    yield read_report(load(where, published=published, publisher=publisher))
