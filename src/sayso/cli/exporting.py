"""``sayso export``: claims to a file or to standard output, in another program's format."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from sayso.cli.asked import parts
from sayso.cli.output import emit
from sayso.export import FORMATS, export
from sayso.export import schema as columns_meaning
from sayso.ledger import Filter, Ledger

__all__ = ["run_export"]

_SUFFIXES = {f.suffix: f.name for f in reversed(list(FORMATS.values()))} | {".jsonl": "training", ".xml": "atom"}


def run_export(path: str, target: str, format: str | None, wanted: Filter, kind: str | None, *, schema: bool, options: dict[str, object]) -> int:
    """Writes; 0, as what goes wrong has a name.

    Raises:
        click.UsageError: The format cannot be told.
        ConfigError: The format does not hear an option that was given.
        LedgerError: There is no ledger.
    """
    if schema:
        emit(columns_meaning(str(options["layout"] or "ged")).decode())
        return 0
    name = format or _SUFFIXES.get(Path(target).suffix)
    if name is None:
        raise click.UsageError(f"the format of {target!r} cannot be told from its ending; give --format")
    given = {("since" if k == "learned_since" else k): v for k, v in options.items() if v not in (None, False)}
    if name != "training" and wanted.limit != _UNLIMITED:
        given["limit"] = wanted.limit
    with Ledger(path, read_only=True) as ledger:
        asked = replace(wanted, kinds=parts(kind))  # type: ignore[arg-type]
        if target == "-":
            sys.stdout.flush()
            export(ledger, asked, name, sys.stdout.buffer, **given)
            sys.stdout.buffer.flush()
            return 0
        count = export(ledger, asked, name, Path(target), **given)
    click.echo(f"{count:,} written to {target}", err=True)
    return 0


_UNLIMITED = 200
"""The limit of lists that people read, which an export has none of unless one is asked for."""
