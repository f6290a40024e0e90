"""The ledger on SQLite: readings in, claims out. What people change is in :mod:`sayso.ledger.corrections`."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np

from sayso.codec import from_json, to_json
from sayso.errors import LedgerError
from sayso.ledger.database import connect, now, transaction
from sayso.ledger.flatten import Draft, drafts, report_key
from sayso.ledger.identify import Identifier
from sayso.ledger.select import SELECT, Filter, claim_of
from sayso.text.near import bands, containment, passages, runs, signature
from sayso.types.claims import Actor, Added, Claim, Difference, Judgement, Link, Report, Root, Verdict
from sayso.types.reading import Reading

__all__ = ["Ledger"]

_COPY = 0.4  # share of the shorter text's runs of words from which a report counts as a near-copy
_AT_HAND = 20_000  # claims, about 30 MB
_SHORT = 12  # runs; texts with fewer are no copies of anything
_COLUMNS = (
    "key", "report", "kind", "start", "end", "sentence", "source", "via", "stance", "modality", "statement", "about", "place", "time",
    "earliest", "latest", "made", "reported", "measure", "low", "high", "relation", "unit", "rate", "part_of", "type", "mode", "actor", "actor_name", "recipient",
    "recipient_name", "what", "due", "conditional", "confidence", "origin", "known_from",
)  # fmt: skip
_INSERT = f"INSERT INTO claim ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_DEFAULTS = {"stance": "asserts", "modality": "asserted", "via": "", "conditional": 0}


class Ledger:
    """A ledger file. Use it as a context manager, or close it.

    Args:
        path: The file; made where there is none. ":memory:" for one that is not kept.
        read_only: Never write, and fail where there is no file.

    Raises:
        LedgerError: The file is no ledger, or of a newer version.

    >>> with Ledger(":memory:") as ledger:
    ...     ledger.count()
    {'reports': 0, 'claims': 0, 'links': 0}
    """

    def __init__(self, path: Path | str, *, read_only: bool = False) -> None:
        self.path = str(path)
        self.db = connect(path, read_only=read_only)
        self._at_hand: dict[int, Claim] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing that was confirmed waits to be written."""
        self.db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, across several calls."""
        return transaction(self.db)

    def count(self) -> dict[str, int]:
        """How many reports, standing claims and standing links there are."""
        return {
            "reports": self._one("SELECT count(*) FROM report"),
            "claims": self._one("SELECT count(*) FROM claim WHERE known_to IS NULL"),
            "links": self._one("SELECT count(*) FROM link WHERE known_to IS NULL"),
        }

    def _one(self, sql: str, *args: object) -> int:
        return int(self.db.execute(sql, args).fetchone()[0])

    # ---- adding

    def store(self, reading: Reading, *, at: str | None = None) -> Added:
        """Add a reading with its report, entities and claims, in one transaction. Adding it again changes nothing; a reading
        of a known report by another reader keeps the old one, and closes the claims that it no longer makes.

        Args:
            reading: Any reading.
            at: The moment that counts as now, for tests and for moving ledgers; UTC.

        Raises:
            LedgerError: There are halves of surrogate pairs in it, which no SQLite file can hold.
        """
        at = at or now()
        _require_whole(reading)
        key = report_key(reading)
        body = to_json(reading)
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        with self.transaction():
            row = self.db.execute("SELECT id, reported FROM report WHERE key = ?", (key,)).fetchone()
            copy_of: str | None = None
            if row is None:
                reported = (reading.report.published or at)[:10]
                report, copy_of = self._add_report(reading, key, reported, at)
            else:
                report, reported = row
                if self.db.execute("SELECT 1 FROM reading WHERE report = ? AND digest = ? AND known_to IS NULL", (report, digest)).fetchone():
                    return Added(report=key, new=False)
                self.db.execute("UPDATE reading SET known_to = ? WHERE report = ? AND known_to IS NULL", (at, report))
            self.db.execute(
                "INSERT INTO reading (report, reader, digest, body, known_from) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (report, digest) DO UPDATE SET known_from = excluded.known_from, known_to = NULL",
                (report, reading.report.reader, digest, zlib.compress(body, 3), at),
            )
            claims = self._add_claims(reading, report, drafts(reading, reported), at)
        return Added(report=key, new=True, claims=claims, copy_of=copy_of)

    def _add_report(self, reading: Reading, key: str, reported: str, at: str) -> tuple[int, str | None]:
        r = reading.report
        found = runs(reading.text)
        mins = signature(found)
        buckets = bands(mins) if len(found) >= _SHORT else []
        original = self._original(found, buckets)
        row = (key, r.uri, r.title, r.publisher, r.author, r.published, reported, r.sha256, reading.text, original[0] if original else None, at)
        report = int(
            self.db.execute(
                "INSERT INTO report (key, uri, title, publisher, author, published, reported, sha256, text, copy_of, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            or 0
        )
        self.db.execute("INSERT INTO signature VALUES (?, ?)", (report, mins.astype("<u4").tobytes()))
        self.db.executemany("INSERT INTO band VALUES (?, ?)", [(b, report) for b in dict.fromkeys(buckets)])
        return report, original[1] if original else None

    def _original(self, found: np.typing.NDArray[np.uint64], buckets: Sequence[int]) -> tuple[int, str] | None:
        """The earliest report of which a new one's text is a near-copy: candidates share a band, the texts decide."""
        if not buckets:
            return None
        marks = ",".join("?" * len(buckets))
        rows = self.db.execute(f"SELECT report, count(*) AS n FROM band WHERE hash IN ({marks}) GROUP BY report ORDER BY n DESC LIMIT 8", list(buckets))
        best: tuple[float, int] | None = None
        for report, _ in rows.fetchall():
            text = self.db.execute("SELECT text FROM report WHERE id = ?", (report,)).fetchone()[0]
            share = containment(found, runs(text))
            if share >= _COPY and (best is None or share > best[0]):
                best = share, report
        if best is None:
            return None
        first, earlier, key = self.db.execute("SELECT id, copy_of, key FROM report WHERE id = ?", (best[1],)).fetchone()
        if earlier is not None:
            first, key = self.db.execute("SELECT id, key FROM report WHERE id = ?", (earlier,)).fetchone()
        return first, key

    def _add_claims(self, reading: Reading, report: int, made: Iterable[Draft], at: str) -> int:
        who = Identifier(self.db, report, reading)
        origin = reading.report.reader
        kept = {row[0] for row in self.db.execute("SELECT key FROM claim WHERE report = ? AND known_to IS NULL AND origin NOT LIKE 'person:%'", (report,))}
        judged = {row[0] for row in self.db.execute("SELECT c.claim FROM correction c JOIN claim k ON k.key = c.claim WHERE k.report = ?", (report,))}
        sentences = self._sentences(report, reading.text)
        rows, now_read = [], set()
        for d in made:
            c = d.columns
            key = str(c["key"])
            now_read.add(key)
            if key in kept or key in judged:
                continue
            c |= {
                "report": report,
                "sentence": sentences(d),
                "source": who.root(d.root),
                "place": who.place(d.place, d.place_name),
                "actor": who.entity(d.actor),
                "recipient": who.entity(d.recipient),
                "origin": origin,
                "known_from": at,
            }
            rows.append(tuple(c.get(name, _DEFAULTS.get(name)) for name in _COLUMNS))
        gone = kept - now_read - judged
        self.db.executemany("UPDATE claim SET known_to = ? WHERE key = ? AND known_to IS NULL", [(at, key) for key in gone])
        self.db.executemany("UPDATE link SET known_to = ? WHERE (a = ? OR b = ?) AND known_to IS NULL", [(at, key, key) for key in gone])
        if rows:
            self.db.executemany(_INSERT, rows)
        return len(rows)

    def _sentences(self, report: int, text: str) -> Callable[[Draft], int]:
        """A function from a draft to the ledger's number of the sentence around it, which it adds where it is new."""
        known = {(a, b): n for n, a, b in self.db.execute("SELECT id, start, end FROM sentence WHERE report = ?", (report,))}

        def number(d: Draft) -> int:
            a, b = int(str(d.columns["context_start"])), int(str(d.columns["context_end"]))
            found = known.get((a, b))
            if found is None:
                quote = text[a:b]
                found = int(self.db.execute("INSERT INTO sentence (report, start, end) VALUES (?, ?, ?)", (report, a, b)).lastrowid or 0)
                self.db.execute("INSERT INTO sentence_text (rowid, quote) VALUES (?, ?)", (found, quote))
                if d.columns["kind"] == "statement":
                    self.db.executemany("INSERT OR IGNORE INTO passage VALUES (?, ?)", [(h, found) for h in passages(quote)])
                known[a, b] = found
            return found

        return number

    def put_links(self, links: Iterable[tuple[str, str, Judgement]], *, origin: str, at: str | None = None) -> int:
        """Add judgements on pairs of claims (earlier key, later key, judgement); a pair that has one that stands keeps it."""
        at = at or now()
        rows = [(a, b, j.verdict, msgspec.json.encode(j.slots).decode(), j.reason, j.score, origin, at) for a, b, j in links]
        with self.transaction():
            return self.db.executemany(
                "INSERT OR IGNORE INTO link (a, b, judgement, slots, reason, score, origin, known_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
            ).rowcount

    # ---- asking

    def claims(self, wanted: Filter | None = None) -> list[Claim]:
        """The claims that a filter lets through, newest reports first unless it says otherwise."""
        sql, args = (wanted or Filter()).sql()
        return [claim_of(row) for row in self.db.execute(sql, args)]

    def numbered(self, numbers: Sequence[int]) -> list[Claim]:
        """Claims by the numbers of their rows, in that order. What a row says never changes, so the last ones are kept at hand."""
        missing = [n for n in dict.fromkeys(numbers) if n not in self._at_hand]
        if len(self._at_hand) + len(missing) > _AT_HAND:
            self._at_hand.clear()
            missing = list(dict.fromkeys(numbers))
        for i in range(0, len(missing), 500):
            part = missing[i : i + 500]
            rows = self.db.execute(f"{SELECT.replace('SELECT ', 'SELECT c.id, ', 1)} WHERE c.id IN ({','.join('?' * len(part))})", part)
            self._at_hand.update((row[0], claim_of(row[1:])) for row in rows)
        return [self._at_hand[n] for n in numbers]

    def claim(self, key: str) -> Claim:
        """The claim with a key, or with the only key that begins so; the newest row of it.

        Raises:
            LedgerError: There is none, or several.
        """
        rows = self.db.execute(f"{SELECT} WHERE c.key >= ? AND c.key < ? ORDER BY c.known_to IS NOT NULL, c.id DESC LIMIT 50", (key, key + "g")).fetchall()
        found = {row[0]: row for row in reversed(rows)}
        if key in found:
            return claim_of(found[key])  # a person's claims are numbered: the first of ten is no beginning of the tenth
        if len(found) != 1 or not key:
            what = "no claim" if not found else f"{len(found)} claims"
            raise LedgerError(f"{what} with a key that begins with {key!r}", "the key of one claim", "list claims with: sayso claims")
        return claim_of(next(iter(found.values())))

    def links(self, *keys: str, verdicts: Sequence[str] = (), since: str | None = None, limit: int = 100_000) -> list[Link]:
        """The links that stand: of the claims with these keys, or all; with these verdicts; learned since a moment."""
        where = ["l.known_to IS NULL"]
        args: list[object] = []
        if verdicts:
            # of given claims there are few links, of a judgement many: the plus keeps SQLite from the index of judgements
            where.append(f"{'+' if keys else ''}l.judgement IN ({','.join('?' * len(verdicts))})")
            args += verdicts
        if since:
            where.append("l.known_from >= ?")
            args.append(since)
        base = f"SELECT a, b, judgement, slots, reason, score, origin, known_from FROM link l WHERE {' AND '.join(where)}"
        order = "l.known_from DESC, l.id DESC" if len(verdicts) == 1 else "l.id DESC"  # the order of an index, where there is one
        rows: dict[tuple[str, str], tuple[Any, ...]] = {}
        if keys:
            for i in range(0, len(keys), 300):
                part = keys[i : i + 300]
                marks = ",".join("?" * len(part))
                for side in ("a", "b"):
                    rows |= {(r[0], r[1]): r for r in self.db.execute(f"{base} AND {side} IN ({marks}) LIMIT {limit}", [*args, *part])}
        else:
            rows = {(r[0], r[1]): r for r in self.db.execute(f"{base} ORDER BY {order} LIMIT {limit}", args)}
        return [_link(r) for r in rows.values()]

    def reports(self, *, limit: int = 1000, offset: int = 0, text: str | None = None) -> list[Report]:
        """The reports, newest first; those whose text holds these words."""
        where = ""
        args: list[object] = []
        if text:
            where, args = "WHERE r.text LIKE ? OR r.title LIKE ?", [f"%{text}%", f"%{text}%"]
        sql = f"{_REPORT} {where} ORDER BY r.reported DESC, r.id DESC LIMIT ? OFFSET ?"
        return [Report(**dict(zip(_REPORT_FIELDS, row, strict=True))) for row in self.db.execute(sql, [*args, limit, offset])]

    def report(self, key: str) -> Report:
        """The report with a key, or with the only key that begins so.

        Raises:
            LedgerError: There is none, or several.
        """
        rows = self.db.execute(f"{_REPORT} WHERE r.key >= ? AND r.key < ? LIMIT 3", (key, key + "g")).fetchall() if key else []
        if len(rows) != 1:
            raise LedgerError(
                f"{'no report' if not rows else 'several reports'} with a key that begins with {key!r}",
                "the key of one report",
                "list them with: sayso reports",
            )
        return Report(**dict(zip(_REPORT_FIELDS, rows[0], strict=True)))

    def text(self, report: str) -> str:
        """The text of a report, as all offsets of its claims point into it."""
        return str(self.db.execute("SELECT text FROM report WHERE key = ?", (self.report(report).key,)).fetchone()[0])

    def readings(self, report: str) -> list[tuple[str, str, str | None]]:
        """For each reading of a report, oldest first: reader, known from, known to."""
        sql = "SELECT g.reader, g.known_from, g.known_to FROM reading g JOIN report r ON r.id = g.report WHERE r.key = ? ORDER BY g.id"
        return [(a, b, c) for a, b, c in self.db.execute(sql, (report,))]

    def reading(self, report: str) -> Reading:
        """The reading of a report that stands, whole."""
        sql = "SELECT g.body FROM reading g JOIN report r ON r.id = g.report WHERE r.key = ? AND g.known_to IS NULL"
        row = self.db.execute(sql, (self.report(report).key,)).fetchone()
        return from_json(zlib.decompress(row[0]))

    def changed(self, report: str, since: str) -> Difference:
        """What of a report's claims came and went since a moment."""
        base = f"{SELECT} WHERE r.key = ? AND"
        came = self.db.execute(f"{base} c.known_from > ? AND c.known_to IS NULL", (report, since))
        went = self.db.execute(f"{base} c.known_to > ?", (report, since))
        return Difference(came=tuple(map(claim_of, came)), went=tuple(map(claim_of, went)))

    def actor(self, id: int) -> Actor:
        """An entity by its number, with every name and the count of reports that name it."""
        row = self.db.execute(f"SELECT {_ACTOR} FROM entity WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise LedgerError(f"no entity {id}", "the number of one", "list them with: sayso sources NAME")
        members = self.members(id)
        marks = ",".join("?" * len(members))
        named = self.db.execute(f"SELECT DISTINCT name, report FROM mention WHERE entity IN ({marks})", members).fetchall()
        return Actor(**dict(zip(_ACTOR_FIELDS, row, strict=True)), names=tuple(sorted({n for n, _ in named})), reports=len({r for _, r in named}))

    def members(self, id: int) -> list[int]:
        """The numbers that count as one entity with ``id``: itself, and those merged into it."""
        return [id, *(row[0] for row in self.db.execute("SELECT id FROM entity WHERE merged = ?", (id,)))]

    def actors(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Actor]:
        """The entities that have a name, or a name that begins so; those named in most reports first."""
        from sayso.ledger.names import fold

        key = fold(name)
        sql = "SELECT DISTINCT coalesce(e.merged, e.id) FROM alias a JOIN entity e ON e.id = a.entity WHERE a.folded >= ? AND a.folded < ?"
        ids = [r[0] for r in self.db.execute(sql + (" AND e.kind = ?" if kind else "") + " LIMIT 200", [key, key + "\U0010ffff", *([kind] if kind else [])])]
        found = [self.actor(i) for i in ids[:60]]
        return sorted(found, key=lambda a: (fold(a.name) != key, -a.reports))[:limit]

    def roots(self, ids: Iterable[int]) -> Iterator[Root]:
        """Roots by their numbers."""
        for id in ids:
            row = self.db.execute("SELECT id, key, name, kind, entity FROM source WHERE id = ?", (id,)).fetchone()
            if row:
                yield Root(id=row[0], key=row[1], name=row[2], kind=row[3], entity=row[4])


_ACTOR_FIELDS = ("id", "kind", "name", "role", "of", "geonameid", "country", "latitude", "longitude", "radius_km", "precision")
_ACTOR = ", ".join(_ACTOR_FIELDS)
_REPORT_FIELDS = tuple(f.name for f in fields(Report))
_REPORT = (
    "SELECT r.key, r.uri, r.title, r.publisher, r.author, r.published, r.reported, r.sha256, length(r.text),"
    " (SELECT g.reader FROM reading g WHERE g.report = r.id AND g.known_to IS NULL), r.added, (SELECT o.key FROM report o WHERE o.id = r.copy_of),"
    " (SELECT count(*) FROM claim c WHERE c.report = r.id AND c.known_to IS NULL) FROM report r"
)


def _link(row: tuple[str, str, Verdict, str, str, float, str, str]) -> Link:
    a, b, verdict, slots, reason, score, origin, known_from = row
    # built directly: a page shows thousands, and what is in the file was checked when it was put there
    return Link(a=a, b=b, verdict=verdict, slots=msgspec.json.decode(slots), reason=reason, score=score, origin=origin, known_from=known_from)


def _require_whole(reading: Reading) -> None:
    r = reading.report
    try:
        for text in (reading.text, r.uri, r.title, r.publisher, r.author):
            (text or "").encode("utf-8")
    except UnicodeEncodeError:
        raise LedgerError("a report with halves of surrogate pairs", "whole characters, as any file in UTF-8 has them", "decode its bytes again") from None
