"""The list of feeds to watch: an address a line, with what is known of it."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import ConfigError, MissingFile
from sayso.intake import is_address

__all__ = ["EVERY", "Feed", "duration", "feeds_of"]

EVERY = 900.0
"""Seconds between two looks at a feed that asks for nothing else."""

_LEAST = 60.0
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"(\d{1,6})\s*([smhd])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed.

    Attributes:
        every: Seconds between two looks.
        publisher: Who publishes it; None for what the feed says.
    """

    uri: str
    every: float = EVERY
    publisher: str | None = None


def duration(text: str) -> float:
    """Seconds of "90s", "15m", "2h" or "1d".

    >>> duration("15m")
    900.0

    Raises:
        ConfigError: It is none of these, or less than a minute.
    """
    found = _DURATION.fullmatch(text.strip())
    seconds = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds < _LEAST:
        raise ConfigError(f"{text!r} for how often to look", "a minute at least, as in 90s, 15m, 2h or 1d", "give it so")
    return seconds


def feeds_of(path: Path | str, every: float = EVERY) -> list[Feed]:
    """The feeds in a file: a line each, "ADDRESS [every=15m] [publisher='NAME']"; empty lines and what follows "#" at a line's
    beginning or behind a space are passed over.

    Args:
        path: The file.
        every: Seconds for those that say nothing else.

    Raises:
        MissingFile: It cannot be opened.
        ConfigError: A line is not so, or there is none; the message names it.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError) as error:
        raise MissingFile(f"a list of feeds {str(path)!r} that cannot be read ({error})", "a text file, an address a line", "check the name") from None
    found: dict[str, Feed] = {}
    for n, line in enumerate(lines, 1):
        if feed := _feed(line, f"{path}, line {n}", every):
            found.setdefault(feed.uri, feed)
    if not found:
        raise ConfigError(f"a list of feeds {str(path)!r} without any", "an address a line", "add one, as in https://example.org/feed.xml every=15m")
    return list(found.values())


def _feed(line: str, where: str, every: float) -> Feed | None:
    try:
        parts = shlex.split(re.sub(r"(^|\s)#.*", "", line))
    except ValueError as error:
        raise ConfigError(f"{where}: {line.strip()[:100]!r} ({error})", "quotation marks in pairs", "mend the line") from None
    if not parts:
        return None
    uri, *rest = parts
    if not is_address(uri):
        raise ConfigError(f"{where}: {uri[:100]!r}", "an address that begins with http:// or https://", "mend the line")
    known = dict(part.partition("=")[::2] for part in rest)
    if other := set(known) - {"every", "publisher"}:
        raise ConfigError(f"{where}: {min(other)!r}", "every=15m or publisher='NAME' behind the address", "mend the line")
    return Feed(uri=uri, every=duration(known["every"]) if "every" in known else every, publisher=known.get("publisher") or None)
