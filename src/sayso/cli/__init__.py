"""The command ``sayso``: parses what was asked, calls the API, prints. What it prints is made in :mod:`sayso.render`.

Exit codes: 0 fine, 1 some reports failed (or the installation is not sound), 2 wrong use. Results go to stdout, everything
else to stderr. The modules behind a command are imported when it runs, so that ``sayso --help`` is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sayso import __version__
from sayso.cli.ledger import COMMANDS, SHAPES, filters
from sayso.cli.output import quiet_pipe
from sayso.cli.streaming import COMMANDS as STREAMING
from sayso.errors import SaysoError
from sayso.render import FORMATS

if TYPE_CHECKING:
    from sayso.ledger import Filter

__all__ = ["cli", "main"]

_SHAPES = ("table", "json")
_KINDS = ("text", "markdown", "html", "pdf", "mail", "json", "jsonl", "csv", "feed", "warc", "zip")
_THOROUGHNESS = ("careful", "fast", "bulk")
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, message="sayso %(version)s")
def cli() -> None:
    """On whose say-so? Read news reports and show who claims what, through whom, where, when and how many."""


@cli.command()
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "-f", "format", type=click.Choice(FORMATS), default="table", show_default=True, help="How to show a reading.")
@click.option("--published", metavar="DAY", help="Day of publication, YYYY-MM-DD; else the one that the document gives.")
@click.option("--publisher", metavar="NAME", help="Who published it; else what the document says.")
@click.option("--charset", metavar="NAME", help="Character set of files that are not UTF-8.")
@click.option("--as", "kind", type=click.Choice(_KINDS), help="Format of the documents, where it cannot be told.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=NAME", help="Column of a table or key of JSON: text=body, published=meta.date …")
@click.option("--thoroughness", type=click.Choice(_THOROUGHNESS), help="How to find articles in pages: careful, fast (in archives), bulk.")
@click.option("--follow", is_flag=True, help="Fetch the pages of feed entries that hold only a beginning.")
@click.option("--private", is_flag=True, help="Also fetch from addresses of this machine and its network.")
@click.option("--skip-copies", is_flag=True, help="Leave out near-copies of reports that were read.")
@click.option("--explain", is_flag=True, help="Show the words behind each field (table only).")
@click.option("--out", type=click.Path(path_type=str), metavar="DIR", help="Write a file for each report into this directory.")
def read(
    names: tuple[str, ...], format: str, columns: tuple[str, ...], follow: bool, private: bool, skip_copies: bool, explain: bool, out: str | None,
    **known: str | None,
) -> None:  # fmt: skip
    """Read reports and show what they claim.

    FILE is a document (text, page, PDF, mail, table, feed, web archive), a directory of such, an address, or "-" for standard
    input. What cannot be read is named on stderr; the others are read all the same, and the exit code is then 1.
    """
    from sayso.cli.read import Request, options_of, run

    options = options_of(columns, follow=follow, private=private, **known)
    request = Request(names=names, format=format, options=options, explain=explain, out=out, skip_copies=skip_copies)  # type: ignore[arg-type]
    raise SystemExit(run(request))


@cli.command()
@click.option("--format", "-f", "format", type=click.Choice(FORMATS), default="table", show_default=True, help="How to show a reading.")
@click.option("--explain", is_flag=True, help="Show the words behind each field (table only).")
@click.option("--serve", is_flag=True, help="Show its ledger in the browser instead; nothing of it is kept.")
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="Of --serve; 0 for any that is free.")
def demo(format: str, explain: bool, serve: bool, port: int) -> None:
    """Read the bundled story: five reports on one event that quote each other and disagree."""
    if serve:
        from sayso.cli.serving import Wanted, run_demo

        raise SystemExit(run_demo(Wanted(host="127.0.0.1", port=port)))
    from sayso.cli.demo import run

    raise SystemExit(run(format, explain=explain))  # type: ignore[arg-type]


@cli.command()
@click.argument("name", metavar="FILE")
@click.option("--format", "-f", "format", type=click.Choice(_SHAPES), default="table", show_default=True, help="How to show them.")
@click.option("--published", metavar="DAY", help="Day of publication, YYYY-MM-DD; else the one in the report's first lines.")
def times(name: str, format: str, published: str | None) -> None:
    """List the times that a text names and what they mean. FILE is a text file, or "-" for standard input."""
    from sayso.cli.parts import run_times

    raise SystemExit(run_times(name, format, published=published))  # type: ignore[arg-type]


@cli.command()
@click.argument("name", metavar="[FILE]", required=False)
@click.option("--published", metavar="DAY", help="Of a FILE: day of publication, YYYY-MM-DD; else the one in its first lines.")
@filters
@click.option(
    "--rule", type=click.Choice(("latest", "lowest", "highest", "official", "median")), help="Of the ledger: one figure for each series, by this rule."
)
@click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger.")
@click.option("--format", "-f", "format", type=click.Choice(SHAPES), default="table", show_default=True, help="How to show them.")
def figures(name: str | None, published: str | None, wanted: Filter, rule: str | None, ledger: str, format: str) -> None:
    """List the figures of a text as ranges; without a FILE, the ledger's: over time, by whose word, and the envelope."""
    if name is not None:
        from sayso.cli.parts import run_figures

        raise SystemExit(run_figures(name, "table" if format == "table" else "json", published=published))
    from sayso.cli.asked import run_figures as asked_figures

    raise SystemExit(asked_figures(ledger, format, wanted, rule))


@cli.group()
def places() -> None:
    """Ask the gazetteer, or add places of your own to it."""


@places.command("find")
@click.argument("name", metavar="NAME")
@click.option("--country", metavar="CODE", help="Country that the report is about, as in UA.")
@click.option("--near", metavar="LAT,LON", help="Another place of the report.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many to show.")
@click.option("--format", "-f", "format", type=click.Choice(_SHAPES), default="table", show_default=True, help="How to show them.")
def places_find(name: str, country: str | None, near: str | None, limit: int, format: str) -> None:
    """List the places that NAME can mean, best first, each with the reason for its rank."""
    from sayso.cli.places import run_find

    raise SystemExit(run_find(name, format, country=country, near=near, limit=limit))  # type: ignore[arg-type]


@places.command("add")
@click.argument("path", metavar="FILE")
def places_add(path: str) -> None:
    """Add the places of FILE: a GeoNames dump (.txt), CSV (name, latitude, longitude, …) or GeoJSON."""
    from sayso.cli.places import run_add

    raise SystemExit(run_add(path))


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a reading."""
    from sayso.cli.output import emit
    from sayso.codec import schema as made

    emit(made().decode("utf-8"))


@cli.command()
def doctor() -> None:
    """Check that everything is installed and sound."""
    from sayso.cli.doctor import run

    raise SystemExit(run())


@cli.command()
@click.option("--ledger", "ledger", metavar="FILE", default="sayso.db", show_default=True, envvar="SAYSO_LEDGER", help="The ledger; made where there is none.")
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="Port; 0 for any that is free.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Address to listen at; others than this machine's need --token.")
@click.option("--token", metavar="WORD", envvar="SAYSO_TOKEN", help="What a browser must bring once, in the address: ?token=WORD.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A name that browsers may call this server by; may be given several times.")
@click.option("--read-only", is_flag=True, help="Nothing can be added or corrected.")
@click.option("--no-fetch", is_flag=True, help="Addresses that people give are not fetched.")
@click.option("--open", "open_", is_flag=True, help="Open the pages in the browser.")
def serve(ledger: str, port: int, host: str, token: str | None, names: tuple[str, ...], read_only: bool, no_fetch: bool, open_: bool) -> None:
    """Show the ledger in the browser: news, map, timeline, figures, disagreements, sources, review."""
    from sayso.cli.serving import Wanted, run_serve

    wanted = Wanted(host=host, port=port, token=token, names=names, read_only=read_only, fetch=not no_fetch, open=open_)
    raise SystemExit(run_serve(ledger, wanted))


for _command in (*COMMANDS, *STREAMING):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; never returns."""
    with quiet_pipe():
        try:
            cli.main(prog_name="sayso", standalone_mode=False)
        except click.ClickException as error:
            error.show()
            raise SystemExit(error.exit_code) from None
        except click.exceptions.Exit as done:
            raise SystemExit(done.exit_code) from None
        except (click.Abort, KeyboardInterrupt):
            raise SystemExit(130) from None
        except SaysoError as error:  # what no report is to blame for: weights or gazetteer absent
            click.echo(f"sayso: {type(error).__name__}: {error}", err=True)
            raise SystemExit(1) from None
