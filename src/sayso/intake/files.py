"""Files and directories on a command line; a file with a single report in it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from sayso.errors import DamagedDocument, MissingFile
from sayso.intake.reports import reports
from sayso.intake.source import Failure, Options
from sayso.types.report import Report

__all__ = ["SUFFIXES", "find", "load"]

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml", ".mbox", ".mhtml", ".warc", ".warc.gz", ".wacz"})
"""What is read of a directory. A file that is named is read whatever it is called; tables and JSON only then, as such files can hold anything."""


def load(
    path: Path | Literal["-"],
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    charset: str | None = None,
) -> Report:
    """The one report in a file, or on standard input for "-"; of any format that :func:`sayso.intake.reports` reads.

    Args:
        path: Which file.
        published: Day of publication, "2022-03-26"; else the one that the document gives.
        publisher: Who published it.
        title: Its title.
        charset: Character set to read bytes in that are not UTF-8.

    Raises:
        MissingFile: There is no such file, it is a directory, or it cannot be opened.
        InputError: It cannot be read; the subclass and the message say why.
        DamagedDocument: There are several reports in it.
    """
    options = Options(published=published, publisher=publisher, title=title, charset=charset)
    found = list(islice(reports(path, options), 2))
    if len(found) != 1:
        seen = "a document with several reports" if found else "a document without a report"
        raise DamagedDocument(seen, "one report", "read it with sayso.intake.reports, which gives each")
    (one,) = found
    if isinstance(one, Failure):
        raise one.error
    return one


def find(names: Iterable[str]) -> Iterator[tuple[str, Path | Literal["-"] | MissingFile]]:
    """What names on a command line stand for, in order: each file, the reports in each directory (sorted, hidden ones left
    out), "-" as it is. A directory without reports gives the error to show for it.

    >>> [(name, str(path)) for name, path in find(["-", "a.txt"])]
    [('-', '-'), ('a.txt', 'a.txt')]
    """
    for name in names:
        path = Path(name)
        if name == "-":
            yield name, "-"
        elif path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.name.lower().endswith(tuple(SUFFIXES)) and p.is_file() and not _hidden(p, path)]
            if not inside:
                kinds = ", ".join(sorted(SUFFIXES))
                yield name, MissingFile("a directory without reports", f"files that end in {kinds}", "name the files themselves if they are called otherwise")
            for p in inside:
                yield str(p), p
        else:
            yield name, path


def _hidden(path: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(below).parts)
