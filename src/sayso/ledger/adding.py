"""A reading into the file: its report, its entities and roots, its sentences and claims. The transaction is the caller's."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np

from sayso.codec import to_json
from sayso.errors import LedgerError
from sayso.ledger.flatten import Draft, drafts, report_key
from sayso.ledger.identify import Identifier
from sayso.ledger.kept import Kept
from sayso.ledger.recent import Recent
from sayso.ledger.select import whole
from sayso.text.near import bands, containment, passages, runs, signature
from sayso.types.claims import Added, Claim, Root
from sayso.types.reading import Reading

__all__ = ["add_reading"]

_COPY = 0.4  # share of the shorter text's runs of words from which a report counts as a near-copy
_SHORT = 12  # runs; texts with fewer are no copies of anything
_COLUMNS = (
    "id", "key", "report", "kind", "start", "end", "sentence", "source", "via", "stance", "modality", "statement", "about", "place", "time",
    "earliest", "latest", "made", "reported", "measure", "low", "high", "relation", "unit", "rate", "part_of", "type", "mode", "actor", "actor_name", "recipient",
    "recipient_name", "what", "due", "conditional", "confidence", "origin", "known_from",
)  # fmt: skip
_INSERT = f"INSERT INTO claim ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_row = itemgetter(*_COLUMNS)
_INDEXED = frozenset(("statement", "event"))
"""Kinds of which claims with like words are looked for; an event is told in like words, its place often left out."""


def add_reading(db: sqlite3.Connection, kept: Kept, reading: Reading, at: str) -> Added:
    """Write a reading, within a transaction that is open; see :meth:`sayso.ledger.Ledger.store`.

    Claims of a report that is new are taken to hand, where the judges of links look next.
    """
    _require_whole(reading)
    kept.see(db)
    key = report_key(reading)
    body = to_json(reading)
    digest = hashlib.blake2b(body, digest_size=16).hexdigest()
    row = db.execute("SELECT id, reported FROM report WHERE key = ?", (key,)).fetchone()
    copy_of: str | None = None
    if row is None:
        reported = (reading.report.published or at)[:10]
        report, copy_of = _add_report(db, kept.recent, reading, key, reported, at)
    else:
        report, reported = row
        if db.execute("SELECT 1 FROM reading WHERE report = ? AND digest = ? AND known_to IS NULL", (report, digest)).fetchone():
            return Added(report=key, new=False)
        db.execute("UPDATE reading SET known_to = ? WHERE report = ? AND known_to IS NULL", (at, report))
    db.execute(
        "INSERT INTO reading (report, reader, digest, body, known_from) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (report, digest) DO UPDATE SET known_from = excluded.known_from, known_to = NULL",
        (report, reading.report.reader, digest, zlib.compress(body, 3), at),
    )
    made = drafts(reading, reported)
    known = _Known(db, report, made, at) if row is not None else None
    claims = _Claims(db, kept, reading, report, key, new=row is None)
    count = claims.add([d for d in made if known is None or d.columns["key"] not in known.settled], at)
    if row is None:
        kept.recent.settle(db, report)
    return Added(report=key, new=True, claims=count, copy_of=copy_of)


def _add_report(db: sqlite3.Connection, recent: Recent, reading: Reading, key: str, reported: str, at: str) -> tuple[int, str | None]:
    r = reading.report
    found = runs(reading.text)
    mins = signature(found)
    buckets = bands(mins) if len(found) >= _SHORT else []
    original = _original(db, found, recent.alike(db, buckets, 8) if buckets else [])
    row = (key, r.uri, r.title, r.publisher, r.author, r.published, reported, r.sha256, reading.text, original[0] if original else None, at)
    added = db.execute(
        "INSERT INTO report (key, uri, title, publisher, author, published, reported, sha256, text, copy_of, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    report = int(added.lastrowid or 0)
    recent.add_report(db, report, mins.astype("<u4").tobytes() if buckets else b"")
    return report, original[1] if original else None


def _original(db: sqlite3.Connection, found: np.typing.NDArray[np.uint64], candidates: Sequence[int]) -> tuple[int, str] | None:
    """The earliest report of which a new one's text is a near-copy: candidates share a band, the texts decide."""
    best: tuple[float, int] | None = None
    for report in candidates:
        text = db.execute("SELECT text FROM report WHERE id = ?", (report,)).fetchone()[0]
        share = containment(found, runs(text))
        if share >= _COPY and (best is None or share > best[0]):
            best = share, report
    if best is None:
        return None
    first, earlier, key = db.execute("SELECT id, copy_of, key FROM report WHERE id = ?", (best[1],)).fetchone()
    if earlier is not None:
        first, key = db.execute("SELECT id, key FROM report WHERE id = ?", (earlier,)).fetchone()
    return first, key


class _Known:
    """The claims of earlier readings of a report: those that the new one makes again or that a person has judged are ``settled``,
    those that it no longer makes are closed."""

    def __init__(self, db: sqlite3.Connection, report: int, made: Iterable[Draft], at: str) -> None:
        kept = {row[0] for row in db.execute("SELECT key FROM claim WHERE report = ? AND known_to IS NULL AND origin NOT LIKE 'person:%'", (report,))}
        judged = {row[0] for row in db.execute("SELECT c.claim FROM correction c JOIN claim k ON k.key = c.claim WHERE k.report = ?", (report,))}
        self.settled = kept | judged
        gone = kept - {d.columns["key"] for d in made} - judged
        db.executemany("UPDATE claim SET known_to = ? WHERE key = ? AND known_to IS NULL", [(at, key) for key in gone])
        db.executemany("UPDATE link SET known_to = ? WHERE (a = ? OR b = ?) AND known_to IS NULL", [(at, key, key) for key in gone])


class _Claims:
    """Writes the claims of one reading; rows are numbered here, so that all of a table are written at once."""

    def __init__(self, db: sqlite3.Connection, kept: Kept, reading: Reading, report: int, key: str, *, new: bool) -> None:
        self.db, self.kept, self.reading, self.report, self.key = db, kept, reading, report, key
        self.who = Identifier(db, kept.registry, report, reading, new=new)
        stored = () if new else db.execute("SELECT id, start, end FROM sentence WHERE report = ?", (report,))
        self.numbers: dict[tuple[int, int], int] = {(a, b): n for n, a, b in stored}
        self.known = frozenset(self.numbers.values())
        self.next = _next(db, "sentence")
        self.quotes: dict[int, str] = {}
        self.passages: dict[int, list[int]] = {}

    def add(self, made: list[Draft], at: str) -> int:
        """Write claims, and the sentences that they stand in; returns how many."""
        rows, found = [], []
        for number, d in enumerate(made, _next(self.db, "claim")):
            c = d.columns
            sentence, quote = self.sentence(d)
            root = self.who.root(d.root)
            c["id"], c["report"], c["sentence"], c["source"] = number, self.report, sentence, root.id
            c["place"] = place = self.who.place(d.place, d.place_name)
            c["actor"], c["recipient"] = self.who.entity(d.actor), self.who.entity(d.recipient)
            c["origin"], c["known_from"] = self.reading.report.reader, at
            rows.append(_row(c))
            found.append((number, self.claim(c, quote, root, place)))
        self.who.note()
        self.write_sentences()
        self.db.executemany(_INSERT, rows)
        self.kept.hand.put(found)
        return len(rows)

    def sentence(self, d: Draft) -> tuple[int, str]:
        """The ledger's number of the sentence around a draft, and its words."""
        number = self.numbers.get(d.context)
        if number is None:
            number = self.numbers[d.context] = self.next
            self.next += 1
        quote = self.quotes.get(number)
        if quote is None:
            start, end = d.context
            quote = self.quotes[number] = self.reading.text[start:end]
        if d.columns["kind"] in _INDEXED and number not in self.passages:
            self.passages[number] = passages(quote)
        return number, quote

    def write_sentences(self) -> None:
        """Write the sentences that are new, their words to the index, and hashes of what they tell."""
        new = [(n, self.report, a, b) for (a, b), n in self.numbers.items() if n not in self.known]
        self.db.executemany("INSERT INTO sentence (id, report, start, end) VALUES (?, ?, ?, ?)", new)
        self.db.executemany("INSERT INTO sentence_text (rowid, quote) VALUES (?, ?)", [(n, self.quotes[n]) for n, *_ in new])
        told = [(n, h) for n in sorted(self.passages) for h in self.passages[n]]
        self.kept.recent.add_passages(self.db, [(n, h) for n, h in told if n not in self.known])
        if self.known:
            self.db.executemany("INSERT OR IGNORE INTO passage VALUES (?, ?)", [(h, n) for n, h in told if n in self.known])

    def claim(self, columns: dict[str, object], quote: str, root: Root, place: int | None) -> Claim:
        """What :func:`sayso.ledger.select.claim_of` makes of the row once it is written."""
        slots: dict[str, Any] = {
            **columns, "report": self.key, "publisher": self.reading.report.publisher, "quote": quote, "root": root,
            "place": self.kept.registry.place(self.db, place) if place is not None else None, "low": _real(columns["low"]), "high": _real(columns["high"]),
            "via": tuple(via.split("\n")) if (via := str(columns["via"])) else (), "conditional": bool(columns["conditional"]),
        }  # fmt: skip
        del slots["id"], slots["sentence"], slots["source"]  # numbers of rows that a claim names otherwise
        return Claim(**slots)


def _next(db: sqlite3.Connection, table: str) -> int:
    """The number that a table's next row gets."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _real(value: object) -> float | None:
    """A number as a column of reals gives it back."""
    return None if value is None else whole(float(value))  # type: ignore[arg-type]


def _require_whole(reading: Reading) -> None:
    r = reading.report
    try:
        for text in (reading.text, r.uri, r.title, r.publisher, r.author):
            (text or "").encode("utf-8")
    except UnicodeEncodeError:
        raise LedgerError("a report with halves of surrogate pairs", "whole characters, as any file in UTF-8 has them", "decode its bytes again") from None
