"""The two functions that most programs need."""

import os
from pathlib import Path

from sayso.intake import load, report_from_text
from sayso.reader import read_report
from sayso.types.reading import Reading

__all__ = ["read", "read_file"]


def read(text: str, *, published: str | None = None, publisher: str | None = None, title: str | None = None, uri: str | None = None) -> Reading:
    """What a report says.

    Args:
        text: The report; offsets of the reading point into it as it is.
        published: Day of publication, "2022-03-26". Without it times such as "on Friday" stay unresolved.
        publisher: Who published it.
        title: Its title, if the text does not hold it.
        uri: Where it came from.

    Raises:
        InputError: The text cannot be read (empty, not English, too large, a date that is none).
    """
    return read_report(report_from_text(text, published=published, publisher=publisher, title=title, uri=uri))


def read_file(path: str | os.PathLike[str], *, published: str | None = None, publisher: str | None = None) -> Reading:
    """What the report in a file says; see :func:`read`.

    Raises:
        InputError: The file cannot be read; the message says why and what to do.
    """
    return read_report(load(Path(path), published=published, publisher=publisher))
