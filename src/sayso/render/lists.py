"""Plain lists for the terminal: a row of names, then a row for each thing."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["as_list"]

_LEAST = 40


def as_list(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 80, colour: bool = False) -> str:
    """Rows under the names of their columns, as text that ends in a line end; cells that are too wide go on in the next line.

    >>> print(as_list(["name", "in"], [["Goma", "CD"], ["Bukavu", "CD"]]), end="")
    name    in
    Goma    CD
    Bukavu  CD
    """
    out = StringIO()
    console = Console(
        file=out, width=max(width, _LEAST), force_terminal=colour, color_system="standard" if colour else None, no_color=not colour, highlight=False,
        markup=False, emoji=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in columns:
        table.add_column(overflow="fold")
    table.add_row(*[Text(c, style="bold") for c in columns])
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
