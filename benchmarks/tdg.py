"""TDG (Yao et al. 2020): Wikinews reports with the reference time of each event."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sayso import times
from sayso.models import parse as encode
from sayso.text.parse import Parse
from sayso.types.reading import Time


class Marked(NamedTuple):
    """An event of TDG: its token, the characters of its reference time (None for the day of publication), and the relation to it."""

    token: int
    time: tuple[int, int] | None
    relation: str


class Document(NamedTuple):
    """A report of TDG, parsed, with its times (that of its head left out) and its events."""

    parse: Parse
    times: list[Time]
    published: dt.date | None
    events: list[Marked]


def documents(path: Path) -> Iterator[Document]:
    """The reports of a file of TDG."""
    for block in path.read_text(encoding="utf-8").split("filename:")[1:]:
        head, _, rest = block.partition("SNT_LIST\n")
        body, _, edges = rest.partition("EDGE_LIST\n")
        opening = {0, 1, *map(int, re.findall(r"\d+", head.rpartition("<paragraph:")[2]))}
        lines = body.strip("\n").split("\n")
        text, words = "", []
        for number, line in enumerate(lines):
            text += "\n\n" * (number in opening and number > 0) or " " * (number > 0)
            at, row = len(text), []
            for word in line.split(" "):
                row.append((at, at + len(word)))
                at += len(word) + 1
            words.append(row)
            text += line
        try:
            day = dt.datetime.strptime(" ".join(lines[0].replace(",", " ").split()), "%B %d %Y").replace(tzinfo=dt.UTC).date()
        except ValueError:
            day = None
        p = encode(text)
        # the day of publication, which heads each text, is no time of the story
        found = [t for t in times.resolve_all(times.find(p), p, published=day) if t.start >= len(lines[0])]
        yield Document(p, found, day, list(_marked(edges, p, words)))


def _marked(edges: str, p: Parse, words: list[list[tuple[int, int]]]) -> Iterator[Marked]:
    rows = [line.split("\t") for line in edges.strip().split("\n")]
    timexes = {row[0] for row in rows if len(row) == 4 and row[1] == "Timex"}
    for row in rows:
        if len(row) == 4 and row[1] == "Event" and row[2] in timexes:
            sentence, first, last = map(int, row[2].split("_"))
            there, at, _ = map(int, row[0].split("_"))
            token, _ = p.tokens_in(*words[there][at])
            yield Marked(token, None if (sentence, first) == (0, 0) else (words[sentence][first][0], words[sentence][last][1]), row[3])
