"""A reading as something to look at or to pass on: pure functions from a reading to text.

Nothing heavy is imported before it is needed: rich for the terminal, the page's template for the markup.
"""

from typing import Literal, get_args

from sayso.types.reading import Reading

__all__ = ["FORMATS", "SUFFIX", "Format", "render"]

Format = Literal["table", "json", "jsonl", "markup", "text"]
FORMATS: tuple[Format, ...] = get_args(Format)

SUFFIX: dict[Format, str] = {"table": ".reading.txt", "json": ".json", "jsonl": ".jsonl", "markup": ".html", "text": ".reading.txt"}
"""How a file with a rendering ends. Not ``.txt`` alone: that may be the report itself."""


def render(reading: Reading, format: Format, *, width: int = 80, colour: bool = False, explain: bool = False) -> str:
    """A reading in a format, ending in a line end; width, colour and explain concern the table alone."""
    if format == "table":
        from sayso.render.terminal import as_table

        return as_table(reading, width=width, colour=colour, explain=explain)
    if format == "markup":
        from sayso.render.markup import as_markup

        return as_markup(reading)
    if format == "text":
        from sayso.render.sentences import as_sentences

        return as_sentences(reading)
    from sayso.render.json import as_json, as_jsonl

    return as_json(reading) if format == "json" else as_jsonl(reading)
