"""TDG (Yao et al. 2020): Wikinews reports with the reference time of each event.

An event's reference time is the smallest time of the text that it lies in, where there is one, else the day of publication, which heads
each text ("before" it, mostly). Only the first kind has a time to find; for the second, sayso must give none.

As in the corpus's graphs, whose edges lead to one expression, ``right`` asks for the very words; for ``right_day``, others that mean the
same day will do ("yesterday" said twice), which is what a reading holds. Both are of all events with a time: to give none is wrong. So are, by
either, expressions that name no date ("recent": some 3 %). Where an event is marked as before or after a time (2 %), that time counts.
The authors score edges of all kinds with the times and events given, so their figures are no yardstick for these.
"""

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
