"""The commands that ask a ledger, or add to it. Each parses, calls the API, and prints; ``sayso.cli`` adds them to the group."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sayso.ledger import Filter

__all__ = ["COMMANDS"]

SHAPES = ("table", "json", "jsonl", "csv")


def _common(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command on a ledger has."""
    for option in reversed(
        (
            click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger."),
            click.option("--format", "-f", "format", type=click.Choice(SHAPES), default="table", show_default=True, help="How to show what is found."),
        )
    ):
        command = option(command)
    return command


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which claims are wanted; they arrive as one :class:`~sayso.ledger.Filter` named ``wanted``."""

    @functools.wraps(command)
    def with_filter(**options: Any) -> None:  # noqa: ANN401 (whatever the command's own options are)
        from sayso.cli.asked import filter_of

        taken = {
            k: options.pop(k) for k in ("place", "near", "about", "text", "source", "report", "measure", "type", "since", "until", "as_of", "recorded", "limit")
        }
        command(wanted=filter_of(**taken), **options)

    found: Callable[..., None] = with_filter
    for option in reversed(
        (
            click.option("--place", metavar="NAME", help="Claims at a place, and in what lies within it."),
            click.option("--near", metavar="LAT,LON,KM", help="Claims at places so near to a point."),
            click.option("--about", metavar="NAME", help="Claims on a place, actor or source of this name, or with these words."),
            click.option("--text", metavar="WORDS", help="Claims whose sentence holds all of these words."),
            click.option("--source", metavar="NAME", help="Claims that stand on this source in the end."),
            click.option("--report", metavar="KEY", help="Claims of one report."),
            click.option("--measure", metavar="NAMES", help="Measures of figures, by comma: killed,injured."),
            click.option("--type", metavar="NAMES", help="Types of events or states of control, by comma: ASSAULT,AID."),
            click.option("--since", metavar="DAY", help="Told on this day or later."),
            click.option("--until", metavar="DAY", help="Told on this day or earlier."),
            click.option("--as-of", metavar="DAY", help="Only what had been told by the end of this day."),
            click.option("--recorded", metavar="TIME", help="Only what the ledger itself held at this moment (UTC)."),
            click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="How many at most."),
        )
    ):
        found = option(found)
    return found


@click.command()
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--published", metavar="DAY", help="Day of publication, YYYY-MM-DD; else the one in the report's first lines.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--column", "columns", metavar="ROLE=NAME", multiple=True, help="Which column of a table, or key of JSON, holds what.")
@click.option("--follow", is_flag=True, help="Fetch the pages of feed entries that hold only a beginning.")
@click.option("--private", is_flag=True, help="Also fetch from addresses of this machine and its network.")
@_common
def add(
    names: tuple[str, ...], published: str | None, publisher: str | None, columns: tuple[str, ...], follow: bool, private: bool, ledger: str, format: str
) -> None:
    """Read reports and add their claims to the ledger.

    FILE is whatever `sayso read` takes (documents, directories, addresses, feeds, archives, "-"), or readings that `sayso read --format json` or jsonl wrote. Adding a report
    again changes nothing; a newer reader's reading is kept beside the older one.
    """
    from sayso.cli.adding import run_add
    from sayso.cli.asked import day
    from sayso.cli.read import options_of

    given = day(published, "published") if published else None
    raise SystemExit(run_add(names, ledger, format, options_of(columns, follow=follow, private=private, published=given, publisher=publisher)))


@click.command()
@filters
@click.option("--kind", metavar="NAMES", help="figure, event, control, commitment or statement, by comma.")
@_common
def claims(wanted: Filter, kind: str | None, ledger: str, format: str) -> None:
    """List claims, newest first."""
    from sayso.cli.asked import run_claims

    raise SystemExit(run_claims(ledger, format, wanted, kind))


@click.command()
@click.argument("key", metavar="CLAIM")
@_common
def compare(key: str, ledger: str, format: str) -> None:
    """Show a claim beside those that say the same and those that say otherwise."""
    from sayso.cli.asked import run_compare

    raise SystemExit(run_compare(ledger, format, key))


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@_common
def sources(name: str | None, ledger: str, format: str) -> None:
    """List the sources that claims stand on; with a NAME, what it said, who quotes it, and what was revised."""
    from sayso.cli.asked import run_sources

    raise SystemExit(run_sources(ledger, format, name))


@click.command()
@click.argument("name", metavar="[PLACE]", required=False)
@filters
@_common
def control(name: str | None, wanted: Filter, ledger: str, format: str) -> None:
    """Show who holds, contests, took or lost places, over time and by whose word."""
    from sayso.cli.asked import run_control

    raise SystemExit(run_control(ledger, format, wanted, name))


@click.command()
@filters
@click.option("--due-before", metavar="DAY", help="Due before this day.")
@click.option("--today", metavar="DAY", help="The day from which a promise counts as missed; else the newest report's.")
@_common
def promises(wanted: Filter, due_before: str | None, today: str | None, ledger: str, format: str) -> None:
    """List what was promised, for when, and what became of it."""
    from sayso.cli.asked import run_promises

    raise SystemExit(run_promises(ledger, format, wanted, due_before, today))


@click.command()
@click.option("--since", metavar="DAY", help="The first day to show; the newest report's, if not given.")
@click.option("--place", metavar="NAME", help="At a place, and in what lies within it.")
@_common
def changes(since: str | None, place: str | None, ledger: str, format: str) -> None:
    """Show what is new: figures, places that changed hands, disagreements, revisions, promises."""
    from sayso.cli.asked import run_changes

    raise SystemExit(run_changes(ledger, format, since, place))


@click.command()
@click.option("--text", metavar="WORDS", help="Reports whose text or title holds this.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="How many at most.")
@_common
def reports(text: str | None, limit: int, ledger: str, format: str) -> None:
    """List the reports of the ledger, newest first."""
    from sayso.cli.asked import run_reports

    raise SystemExit(run_reports(ledger, format, text, limit))


@click.command()
@click.option("--place", metavar="NAME", help="A place, with what lies within it.")
@click.option("--about", metavar="NAME", help="A name or theme.")
@click.option("--since", metavar="DAY", help="Told on this day or later.")
@click.option("--until", metavar="DAY", help="Told on this day or earlier.")
@click.option("--as-of", metavar="DAY", help="Only what had been told by the end of this day.")
@click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger.")
@click.option("--format", "-f", "format", type=click.Choice(("markdown", "html", "json")), default="markdown", show_default=True, help="How to write it.")
def brief(place: str | None, about: str | None, since: str | None, until: str | None, as_of: str | None, ledger: str, format: str) -> None:
    """Write a situation brief in which every line leads to report and characters."""
    from sayso.cli.asked import run_brief

    raise SystemExit(run_brief(ledger, format, place=place, about=about, since=since, until=until, as_of=as_of))


@click.command()
@_common
def verify(ledger: str, format: str) -> None:
    """Check every text against its hash, every span against its text, and every link's ends."""
    from sayso.cli.asked import run_verify

    raise SystemExit(run_verify(ledger, format))


@click.command()
@click.argument("key", metavar="[CLAIM]", required=False)
@click.option("--accept", "action", flag_value="accept", help="It is right.")
@click.option("--reject", "action", flag_value="reject", help="It is not what the report says.")
@click.option("--fix", "action", flag_value="fix", help="Set fields right, each with --set.")
@click.option("--split", "action", flag_value="split", help="A second claim was read from the same words; its fields with --set.")
@click.option("--set", "fields", metavar="FIELD=VALUE", multiple=True, help="A field and its right value; may be given several times.")
@click.option("--undo", metavar="NUMBER", type=int, help="Take a correction back.")
@click.option("--list", "listed", is_flag=True, help="List the corrections that were made.")
@click.option("--queue", is_flag=True, help="List the claims that most need a person: disputed first, then the least sure.")
@click.option("--export", is_flag=True, help="Write the corrections as training data, JSON lines.")
@click.option("--who", metavar="NAME", default="", envvar="SAYSO_WHO", help="Who makes the correction.")
@click.option("--why", metavar="WORDS", default="", help="The reason.")
@_common
def correct(
    key: str | None,
    action: str | None,
    fields: tuple[str, ...],
    undo: int | None,
    listed: bool,
    queue: bool,
    export: bool,
    who: str,
    why: str,
    ledger: str,
    format: str,
) -> None:
    """Accept, fix, reject or split a claim, with name and reason; or undo that."""
    from sayso.cli.correcting import Asked, run_correct

    raise SystemExit(
        run_correct(ledger, format, Asked(key=key, action=action, fields=fields, undo=undo, listed=listed, queue=queue, export=export, who=who, why=why))
    )


@click.command()
@click.argument("kept", metavar="KEPT", type=int)
@click.argument("gone", metavar="GONE", type=int)
@click.option("--who", metavar="NAME", required=True, envvar="SAYSO_WHO", help="Who says that they are one.")
@click.option("--why", metavar="WORDS", required=True, help="The reason.")
@_common
def merge(kept: int, gone: int, who: str, why: str, ledger: str, format: str) -> None:
    """Say that two entities are one (their numbers: `sayso sources NAME`); undo with `sayso correct --undo`."""
    from sayso.cli.correcting import run_merge

    raise SystemExit(run_merge(ledger, format, kept, gone, who=who, why=why))


@click.command()
@click.argument("target", metavar="OUT", required=False, default="-")
@filters
@click.option("--kind", metavar="NAMES", help="figure, event, control, commitment or statement, by comma.")
@click.option(
    "--format",
    "-f",
    "format",
    type=click.Choice(("csv", "parquet", "xlsx", "geojson", "ftm", "jsonld", "atom", "jsonfeed", "training")),
    help="The format; else told from the ending of OUT.",
)
@click.option(
    "--layout",
    type=click.Choice(("ged", "acled", "links")),
    help="Columns of tables: those of UCDP's georeferenced events, of ACLED, or the links between claims.",
)
@click.option("--hxl", is_flag=True, help="A row of HXL hashtags under the header (csv).")
@click.option("--formulas", is_flag=True, help="Leave texts that a spreadsheet could run as they are (csv).")
@click.option("--located", is_flag=True, help="Leave out claims without a place on the map (geojson).")
@click.option("--points", is_flag=True, help="Every place as its middle (geojson).")
@click.option("--dataset", metavar="NAME", help="Name with which ids begin (ftm).")
@click.option("--base", metavar="URL", help="Address under which the ledger is published (jsonld, atom, jsonfeed).")
@click.option("--title", metavar="WORDS", help="Title of the feed (atom, jsonfeed).")
@click.option("--learned-since", metavar="TIME", help="Only what was learned, changed or disputed from this moment on (atom, jsonfeed).")
@click.option("--names", is_flag=True, help="With the names of those who corrected (training).")
@click.option("--schema", is_flag=True, help="Print what the columns of a layout mean, as a Table Schema, and nothing else.")
@click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger.")
def export(target: str, wanted: Filter, kind: str | None, format: str | None, schema: bool, ledger: str, **options: Any) -> None:  # noqa: ANN401 (the format's own)
    """Write claims in the format of another program to OUT, or to standard output ("-")."""
    from sayso.cli.exporting import run_export

    raise SystemExit(run_export(ledger, target, format, wanted, kind, schema=schema, options=options))


COMMANDS = (add, claims, compare, sources, control, promises, changes, reports, brief, verify, correct, merge, export)
