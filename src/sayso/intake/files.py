"""Files, directories and standard input to reports."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from sayso.errors import MissingFile
from sayso.intake.decode import decode
from sayso.intake.report import LIMIT, report_from_text, too_large
from sayso.types.report import Report

__all__ = ["SUFFIXES", "find", "load"]

SUFFIXES = frozenset({".txt", ".md"})
"""What is read of a directory. A file that is named is read whatever it is called."""


def load(
    path: Path | Literal["-"],
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    charset: str | None = None,
) -> Report:
    """The report in a file, or on standard input for "-".

    Args:
        path: Which file.
        published: Day of publication, "2022-03-26"; else the one in the report's first lines.
        publisher: Who published it.
        title: Its title.
        charset: Character set to read bytes in that are not UTF-8.

    Raises:
        MissingFile: There is no such file, it is a directory, or it cannot be opened.
        InputError: It cannot be read; the subclass and the message say why.
    """
    data = sys.stdin.buffer.read(LIMIT * 4 + 1) if path == "-" else _bytes(Path(path))
    if len(data) > LIMIT * 4:  # text of four bytes a character, UTF-32, is a quarter of that in UTF-8
        raise too_large(f"more than {LIMIT * 4:,} bytes")
    text, warnings = decode(data, charset=charset)
    uri = None if path == "-" else Path(path).as_posix()
    return report_from_text(text, published=published, publisher=publisher, title=title, uri=uri, warnings=warnings)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LIMIT * 4 + 1)
    except FileNotFoundError:
        raise MissingFile("no such file", "a file with a report", "check the spelling and the folder") from None
    except IsADirectoryError:
        raise MissingFile("a directory", "a file with a report", "name a file, or let `sayso read` find those in the directory") from None
    except PermissionError:
        raise MissingFile("a file that may not be read", "a file with a report", "check its permissions") from None
    except (OSError, ValueError) as error:  # names too long, NUL in names, broken links, devices
        raise MissingFile(f"a file that cannot be opened ({error})", "a file with a report", "check the name") from None


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
            inside = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file() and not _hidden(p, path)]
            if not inside:
                kinds = " or ".join(sorted(SUFFIXES))
                yield name, MissingFile("a directory without reports", f"files that end in {kinds}", "name the files themselves if they are called otherwise")
            for p in inside:
                yield str(p), p
        else:
            yield name, path


def _hidden(path: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(below).parts)
