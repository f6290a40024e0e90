"""The file: opening, creating and upgrading it, and transactions."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from sayso.errors import LedgerError, TooLong

__all__ = ["CACHE_KB", "VERSION", "any_of", "connect", "now", "snapshot", "transaction"]

VERSION = 3
"""Of the schema. A file of an older one is upgraded in a transaction of its own when it is opened."""
_MIGRATIONS: dict[int, str] = {
    2: """
DROP INDEX claim_figure;
DROP INDEX claim_event;
DROP INDEX claim_place;
DROP INDEX claim_type;
DROP INDEX claim_reported;
CREATE INDEX claim_place ON claim (place, kind, ifnull(measure, type), reported) WHERE known_to IS NULL;
CREATE INDEX claim_reported ON claim (reported, kind, type) WHERE known_to IS NULL;
CREATE TABLE passage_new (
    sentence INTEGER NOT NULL REFERENCES sentence (id),
    hash     INTEGER NOT NULL,
    PRIMARY KEY (sentence, hash)
) WITHOUT ROWID;
UPDATE signature SET mins = x'' WHERE report NOT IN (SELECT report FROM band);
DELETE FROM band WHERE report > (SELECT max(id) / 256 * 256 FROM report);
INSERT INTO sentence_text (sentence_text, rank) VALUES ('automerge', 16);
""",
    3: """
CREATE INDEX claim_told ON claim (sentence, reported, kind, type, known_to) WHERE kind IN ('statement', 'event') AND known_to IS NULL;
""",
}
"""For each version the SQL that makes a file of the one before into it; see schema.sql for what a new file gets."""
_APPLICATION = 0x53415953  # "SAYS": what `file` and other programs know the format by
_PAGE = 8192  # bytes of a page of a new file: a report's rows touch fewer of them, so that less is copied to the write-ahead log
CACHE_KB = 32_768
"""Of a connection: pages of the file that it holds itself."""
_MAPPED = 256 << 20
"""Bytes of the file that a connection which only asks maps into memory besides, once for all who do."""
_BUSY = 30_000  # milliseconds that a writer waits for another


def now() -> str:
    """The moment in UTC, "2022-03-26T08:15:00.123456Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def any_of(values: Sequence[object]) -> tuple[str, list[object]]:
    """Marks for IN, and the values for them: padded, so that there are few such statements, which SQLite then need not read again.

    >>> any_of([7, 8, 9])
    ('(?,?,?,?)', [7, 8, 9, 9])
    """
    size = 1 << max(0, len(values) - 1).bit_length()
    return f"({','.join('?' * size)})", [*values, *[values[-1]] * (size - len(values))]


def connect(path: Path | str, *, read_only: bool = False, durable: bool = True, cache_kb: int = CACHE_KB) -> sqlite3.Connection:
    """Open a ledger, or make one where there is none (":memory:" for one that is not kept).

    Args:
        path: The file.
        read_only: Never write.
        durable: Whether a commit waits until the disk has it; see :class:`sayso.ledger.Ledger`.
        cache_kb: Kilobytes of pages that it holds at most.

    Raises:
        LedgerError: The file is no ledger, of a newer version, or cannot be opened.
    """
    exists = str(path) != ":memory:" and Path(path).exists() and Path(path).stat().st_size > 0
    if read_only and not exists:
        raise LedgerError(f"no ledger at {path}", "an existing ledger", "add reports first: sayso add FILE...")
    try:
        if read_only:
            db = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
        else:
            db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        db.execute(f"PRAGMA busy_timeout = {_BUSY}")
        db.execute(f"PRAGMA page_size = {_PAGE}")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{cache_kb}")
        if read_only:
            db.execute(f"PRAGMA mmap_size = {_MAPPED}")  # who writes would gain nothing by it, and seem to hold so much more
        else:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute("PRAGMA wal_autocheckpoint = 4000")  # 32 MB: a page that many reports touch is then copied once
        _upgrade(db, path, exists=exists, read_only=read_only)
    except sqlite3.DatabaseError as error:
        raise LedgerError(
            f"{path} cannot be opened as a ledger ({error})", "an SQLite file that sayso made", "check the path, or start a new ledger with --ledger"
        ) from None
    return db


def _upgrade(db: sqlite3.Connection, path: Path | str, *, exists: bool, read_only: bool) -> None:
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if exists and version and db.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
        raise LedgerError(f"{path} is an SQLite file of another program", "a ledger that sayso made", "choose another file with --ledger")
    if exists and not version and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise LedgerError(f"{path} is an SQLite file of another program", "a ledger that sayso made", "choose another file with --ledger")
    if version > VERSION:
        raise LedgerError(f"{path} is a ledger of version {version}", f"version {VERSION} or older", "install a newer sayso")
    if version == VERSION or read_only:
        return
    with transaction(db):
        version = db.execute("PRAGMA user_version").fetchone()[0]  # another process may have been first
        if version == 0:
            for statement in _statements((files("sayso.ledger") / "schema.sql").read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
        else:
            for v in range(version + 1, VERSION + 1):
                for statement in _statements(_MIGRATIONS[v]):
                    db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would end the transaction that they belong to."""
    part = ""
    for line in script.splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""


_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""


@contextmanager
def snapshot(db: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """One state of the file throughout, whatever others add meanwhile, and questions that take so many seconds in all.

    Raises:
        TooLong: They took longer.
    """
    until = time.monotonic() + seconds
    db.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        db.execute("BEGIN")
        try:
            yield
        finally:
            db.set_progress_handler(None, 0)
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise TooLong(f"a question that takes longer than {seconds:g} seconds", "a narrower one", "name a place, a source or a period") from None
        raise


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. Within one that is open already, a part of it."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
