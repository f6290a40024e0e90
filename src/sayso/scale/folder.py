"""The folder that a run writes to: parts, and a journal of what is done, so that a run killed at any moment can be gone on with.

A part is written beside its name, forced to the disk and renamed; then one line in the journal says which documents are in it. That line
is what makes them done: a part without one is removed when the folder is opened again, and its documents are read anew. So each document
is in one part or in none, whatever happens.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Self

import msgspec
import numpy as np

from sayso.errors import ConfigError
from sayso.scale.documents import Input
from sayso.scale.lock import hold
from sayso.scale.units import Done, Range
from sayso.scale.work import Result, Signed

__all__ = ["JOURNAL", "Folder", "Totals"]

JOURNAL = "journal.jsonl"
_FAILURES, _NOTES = "failures.jsonl", "notes.jsonl"


@dataclass(slots=True)
class Totals:
    """What a run has come to, earlier goes included.

    Attributes:
        words: By white space, of the reports that were read.
        foreign, copies: Reports that were left out.
    """

    parts: int = 0
    reports: int = 0
    claims: int = 0
    words: int = 0
    failed: int = 0
    foreign: int = 0
    copies: int = 0

    def add(self, line: dict[str, Any]) -> None:
        """Count in what a line of the journal says."""
        for f in fields(self):
            value = line.get(f.name, 0)
            setattr(self, f.name, getattr(self, f.name) + (len(value) if isinstance(value, list) else value))


class Folder:
    """The output of a run; held by one process at a time. Use it as a context manager.

    Args:
        path: The folder; made where there is none.
        about: What decides how readings come out: the reader's version, options, format.

    Attributes:
        done: Which documents are done.
        totals: What they came to.

    Raises:
        ConfigError: It cannot be written to, is in use, holds other things, or was begun with another ``about``.
    """

    def __init__(self, path: Path | str, about: dict[str, Any]) -> None:
        self.path = Path(path)
        self.done = Done()
        self.totals = Totals()
        self._inputs: dict[str, tuple[int, int, str]] = {}
        self._parts: set[str] = set()
        self._last = 0
        self._seen: list[str] = []
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            journal = self.path / JOURNAL
            if not journal.exists() and any(self.path.iterdir()):
                raise ConfigError(
                    f"the folder {str(self.path)!r}, which holds other things", "an empty one, or one of an earlier run", "name another with --out"
                )
            self._files = ExitStack()
            self._journal = self._files.enter_context(journal.open("ab+"))
        except OSError as error:
            raise _unusable(self.path, error) from None
        with self._files:
            self._load(about)
            self._files = self._files.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder. Nothing waits to be written."""
        self._files.close()

    def number(self, found: Input) -> int:
        """The number of an input in this folder, a new one if it was not met before.

        Raises:
            ConfigError: It is not the file any more that it was.
        """
        known = self._inputs.get(found.name)
        if known is not None:
            if known[1:] != (found.size, found.mark):
                seen = f"{found.name}, which has changed since this run began ({known[1]:,} bytes, now {found.size:,})"
                raise ConfigError(seen, "the same file", "start a new run with another --out, or give what is new as a file of its own")
            return known[0]
        number = len(self._inputs)
        self._inputs[found.name] = (number, found.size, found.mark)
        self._append({"input": number, "name": found.name, "size": found.size, "mark": found.mark})
        return number

    def ended(self, input: int, documents: int) -> None:
        """Note how many documents there are in an input."""
        if self.done.ends.get(input) != documents:
            self.done.ends[input] = documents
            self._append({"end": input, "documents": documents})

    def commit(self, found: Sequence[Range], result: Result, suffix: str) -> None:
        """Keep what came of documents; when this returns it is on the disk.

        Raises:
            ConfigError: The disk is full, or may not be written to.
        """
        line: dict[str, Any] = {"done": [list(r) for r in found]}
        try:
            if result.part:
                name = f"part-{self._last + 1:06}{suffix}"
                self._write(name, result.part)
                self._has(name)
                line |= {"part": name, "parts": 1}
            if result.signatures:
                line["seen"] = f"seen-{found[0][0]}-{found[0][1]}.npz"
                self._write(line["seen"], result.signatures)
            line |= {k: getattr(result, k) for k in ("reports", "claims", "words", "foreign", "copies") if getattr(result, k)}
            if result.failures:
                line["failed"] = [asdict(f) for f in result.failures]
            if result.notes:
                line["notes"] = [asdict(n) for n in result.notes]
            self._append(line, force=True)
        except OSError as error:
            raise _unusable(self.path, error) from None
        self._count(line)
        for file in (self._failures, self._notes):
            file.flush()

    def signatures(self, most: int) -> Iterator[Signed]:
        """Names and signatures of the reports that were read last, oldest first, about ``most`` of them."""
        kept: list[list[Signed]] = []
        size = 0
        for name in reversed(self._seen):  # a long run has thousands of such files
            if size >= most:
                break
            kept.append(_unpacked((self.path / name).read_bytes()))
            size += len(kept[-1])
        for found in reversed(kept):
            yield from found

    def _has(self, part: str) -> None:
        self._parts.add(part)
        self._last = max(self._last, int(part[5:].partition(".")[0]))

    def _load(self, about: dict[str, Any]) -> None:
        hold(
            self._journal,
            ConfigError(f"a run that is writing to {str(self.path)!r} already", "one at a time", "wait for it, or name another folder with --out"),
        )
        lines = self._lines()
        first = next(lines, None)
        if first is None:
            self._append({"about": about}, force=True)
        elif first.get("about") != about:
            other = ", ".join(k for k in about if first.get("about", {}).get(k) != about[k]) or "options"
            raise ConfigError(f"a run in {str(self.path)!r} that was begun with other {other}", "the same", "take the same, or another --out")
        try:
            self._failures = self._files.enter_context((self.path / _FAILURES).open("wb"))
            self._notes = self._files.enter_context((self.path / _NOTES).open("wb"))
        except OSError as error:
            raise _unusable(self.path, error) from None
        for line in lines:
            if "input" in line:
                self._inputs[line["name"]] = (line["input"], line["size"], line["mark"])
            elif "end" in line:
                self.done.ends[line["end"]] = line["documents"]
            else:
                if "part" in line:
                    self._has(line["part"])
                self._count(line)
        self._failures.flush()
        self._notes.flush()
        self._tidy()

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The journal's lines; a last one that was cut off while it was written is cut away."""
        self._journal.seek(0)
        at = 0
        for data in self._journal:
            line = _line(data)
            if line is None:
                if data.endswith(b"\n") or self._journal.read(1):
                    raise ConfigError(f"a damaged {self.path / JOURNAL}", "a journal as it was written", "start a new run with another --out")
                self._journal.truncate(at)
                return
            at += len(data)
            yield line

    def _count(self, line: dict[str, Any]) -> None:
        for a, b, c in line["done"]:
            self.done.add((a, b, c))
        self.totals.add(line)
        if "seen" in line:
            self._seen.append(line["seen"])
        for file, key in ((self._failures, "failed"), (self._notes, "notes")):
            for one in line.get(key, ()):
                file.write(json.dumps(one, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    def _tidy(self) -> None:
        """Removes what no line of the journal speaks of."""
        seen = set(self._seen)
        for path in self.path.iterdir():
            name = path.name
            if name.endswith(".part") or (name.startswith("part-") and name not in self._parts) or (name.startswith("seen-") and name not in seen):
                path.unlink()

    def _write(self, name: str, data: bytes) -> None:
        """A file that is there whole or not at all."""
        part = self.path / f".{name}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path / name)
        _force_folder(self.path)

    def _append(self, line: dict[str, Any], *, force: bool = False) -> None:
        self._journal.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        if force:
            self._journal.flush()
            os.fsync(self._journal.fileno())


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """All that a line of the journal may say."""

    about: dict[str, Any] | None = None
    input: int | None = None
    name: str | None = None
    size: int | None = None
    mark: str | None = None
    end: int | None = None
    documents: int | None = None
    done: list[Range] | None = None
    part: Annotated[str, msgspec.Meta(pattern=r"^part-[0-9]{6,}\.[a-z.]+$")] | None = None
    parts: int | None = None
    seen: Annotated[str, msgspec.Meta(pattern=r"^seen-[0-9]+-[0-9]+\.npz$")] | None = None
    reports: int | None = None
    claims: int | None = None
    words: int | None = None
    foreign: int | None = None
    copies: int | None = None
    failed: list[dict[str, str]] | None = None
    notes: list[dict[str, str]] | None = None

    def sound(self) -> bool:
        """Whether it says all of what it says something of."""
        if self.input is not None:
            return None not in (self.name, self.size, self.mark)
        return (self.documents is not None) if self.end is not None else self.about is not None or self.done is not None


def _line(data: bytes) -> dict[str, Any] | None:
    """A line of the journal; None if it is none."""
    try:
        line: dict[str, Any] = msgspec.json.decode(data)
        sound = data.endswith(b"\n") and msgspec.convert(line, _Line).sound()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return line if sound else None


def _force_folder(path: Path) -> None:
    """Forces names of files to the disk."""
    if os.name != "posix":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unusable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"a folder {str(path)!r} that cannot be written to ({error.strerror or error})", "one with room", "name another with --out")


def _unpacked(data: bytes) -> list[Signed]:
    """Names and signatures out of :attr:`sayso.scale.work.Result.signatures`."""
    with np.load(BytesIO(data)) as arrays:
        return [Signed(str(id), s) for id, s in zip(arrays["ids"], arrays["signatures"], strict=True)]
