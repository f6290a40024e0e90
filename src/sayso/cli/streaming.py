"""The commands for many reports: ``sayso run`` over archives, ``sayso watch`` over feeds."""

from __future__ import annotations

import click

__all__ = ["COMMANDS"]

_KINDS = ("text", "markdown", "html", "pdf", "mail", "json", "jsonl", "csv", "feed", "warc", "zip")
_THOROUGHNESS = ("careful", "fast", "bulk")


@click.command()
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=str), metavar="DIR", help="Folder for the parts; the same again goes on where it stopped.")
@click.option("--format", "-f", "format", type=click.Choice(("parquet", "jsonl")), help="Flat claims, or whole readings; parquet where pyarrow is installed.")
@click.option("--workers", type=click.IntRange(1), help="Processes; one a core unless given.")
@click.option("--batch", type=click.IntRange(1, 10_000), default=200, show_default=True, help="Documents a part.")
@click.option("--engine", type=click.Choice(("local", "ray")), default="local", show_default=True, help="Processes of this machine, or a Ray cluster.")
@click.option("--address", metavar="HOST:PORT", help="Of the Ray cluster; else what RAY_ADDRESS says, else one is started here.")
@click.option("--skip-copies", is_flag=True, help="Leave out near-copies of reports that were read.")
@click.option("--skip-foreign", is_flag=True, help="Leave out reports in other languages, instead of listing them as failures.")
@click.option("--published", metavar="DAY", help="Day of publication of all of them, YYYY-MM-DD; else the one that each document gives.")
@click.option("--publisher", metavar="NAME", help="Who published them; else what each document says.")
@click.option("--charset", metavar="NAME", help="Character set of files that are not UTF-8.")
@click.option("--as", "kind", type=click.Choice(_KINDS), help="Format of the files, where it cannot be told.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=NAME", help="Column of a table or key of JSON: text=body, published=meta.date …")
@click.option("--thoroughness", type=click.Choice(_THOROUGHNESS), help="How to find articles in pages: careful, fast (in archives), bulk.")
def run(
    names: tuple[str, ...], out: str, format: str | None, workers: int | None, batch: int, engine: str, address: str | None, skip_copies: bool,
    skip_foreign: bool, columns: tuple[str, ...], **known: str | None,
) -> None:  # fmt: skip
    """Read archives of any size with all cores, into a folder of parts.

    FILE is what `sayso read` takes, but for addresses and "-"; patterns in quotation marks will do ("archive/*.warc.gz"). A run that was
    stopped, however that was, goes on when it is started again with the same folder: no report is lost, none is read into two parts.
    """
    from sayso.cli.read import options_of
    from sayso.cli.running import run_batch
    from sayso.scale import Plan

    plan = Plan(
        options=options_of(columns, **known),  # type: ignore[arg-type]
        format=format,  # type: ignore[arg-type]
        workers=workers,
        most=batch,
        engine=engine,
        address=address,
        skip_copies=skip_copies,
        skip_foreign=skip_foreign,
    )
    raise SystemExit(run_batch(names, out, plan))


@click.command()
@click.argument("path", metavar="FEEDS")
@click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger.")
@click.option("--every", metavar="TIME", help="How often to look at feeds that say nothing else: 90s, 15m, 2h, 1d; 15m unless given.")
@click.option("--once", is_flag=True, help="Look once at each feed whose time has come, then end; for cron.")
@click.option("--follow", is_flag=True, help="Fetch the pages of entries that hold only a beginning.")
@click.option("--atom", metavar="FILE", help="Keep the last 200 pieces of news in this file, as an Atom feed.")
@click.option("--webhook", metavar="URL", help="Post each report with news to this address, as JSON.")
@click.option("--private", is_flag=True, help="Also fetch from addresses of this machine and its network.")
def watch(path: str, ledger: str, every: str | None, once: bool, follow: bool, atom: str | None, webhook: str | None, private: bool) -> None:
    """Watch feeds: add what is new to the ledger, and tell what it changes.

    FEEDS is a text file with the address of a feed on each line; `every=5m` and `publisher="NAME"` may stand behind it. Each report is told
    once, also when the watch is stopped and started again.
    """
    from sayso.cli.watching import run_watch
    from sayso.intake import Options, Web
    from sayso.scale import Watching

    how = Watching(options=Options(web=Web(follow=follow, private=private)), atom=atom, webhook=webhook, once=once)
    raise SystemExit(run_watch(path, ledger, how, every))


COMMANDS = (run, watch)
