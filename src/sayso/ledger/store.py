"""The ledger on SQLite: readings in, claims out. What people change is in :mod:`sayso.ledger.corrections`."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

import msgspec

from sayso.codec import from_json
from sayso.errors import LedgerError
from sayso.ledger.adding import add_reading
from sayso.ledger.database import CACHE_KB, any_of, connect, now, snapshot, transaction
from sayso.ledger.kept import Kept
from sayso.ledger.neighbours import Neighbours
from sayso.ledger.select import BARE, SELECT, Filter, bare_claim, claim_of
from sayso.types.claims import Actor, Added, Claim, Difference, Judgement, Link, Report, Root, Verdict
from sayso.types.reading import Reading

__all__ = ["Ledger"]


class Ledger:
    """A ledger file. Use it as a context manager, or close it.

    Args:
        path: The file; made where there is none. ":memory:" for one that is not kept.
        read_only: Never write, and fail where there is no file.
        durable: What was confirmed outlives a power cut. Without it each commit is spared the wait for the disk: killed at any point the file
            still holds all that was confirmed, but when the power fails the last commits may be gone (whole, and in order).
        cache_kb: Kilobytes of the file's pages that it holds at most.

    Raises:
        LedgerError: The file is no ledger, or of a newer version.

    >>> with Ledger(":memory:") as ledger:
    ...     ledger.count()
    {'reports': 0, 'claims': 0, 'links': 0}
    """

    def __init__(self, path: Path | str, *, read_only: bool = False, durable: bool = True, cache_kb: int = CACHE_KB) -> None:
        self.path = str(path)
        self.db = connect(path, read_only=read_only, durable=durable, cache_kb=cache_kb)
        self._kept = Kept()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing that was confirmed waits to be written."""
        self.db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, across several calls."""
        try:
            with transaction(self.db):
                yield
        except BaseException:
            self._kept.clear()  # it may hold what is not in the file after all
            raise

    @contextmanager
    def amending(self) -> Iterator[None]:
        """A transaction that changes what the file says of claims and entities that it holds."""
        with self.transaction():
            yield
            self._kept.clear()

    def snapshot(self, seconds: float) -> AbstractContextManager[None]:
        """One state of the file throughout, whatever others add meanwhile.

        Raises:
            TooLong: What is asked takes more than so many seconds.
        """
        return snapshot(self.db, seconds)

    def count(self) -> dict[str, int]:
        """How many reports, standing claims and standing links there are."""
        return {
            "reports": self._one("SELECT count(*) FROM report"),
            "claims": self._one("SELECT count(*) FROM claim WHERE known_to IS NULL"),
            "links": self._one("SELECT count(*) FROM link WHERE known_to IS NULL"),
        }

    def state(self) -> tuple[int, ...]:
        """A mark of what the ledger holds: whatever changes it adds a row to one of these tables, and none is ever deleted.

        >>> Ledger(":memory:").state()
        (0, 0, 0, 0, 0)
        """
        tables = ("claim", "link", "correction", "reading", "report")
        newest = ", ".join(f"(SELECT coalesce(max(id), 0) FROM {table})" for table in tables)
        return tuple(self.db.execute(f"SELECT {newest}").fetchone())

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
        with self.transaction():
            return add_reading(self.db, self._kept, reading, at or now())

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
        return self._kept.hand.of(numbers, self._fetch)

    def _fetch(self, numbers: list[int]) -> Iterator[tuple[int, Claim]]:
        for i in range(0, len(numbers), 500):
            marks, part = any_of(numbers[i : i + 500])
            for row in self.db.execute(f"{BARE} WHERE c.id IN {marks}", part).fetchall():
                *_, source, place, number = row
                root = self._kept.registry.root(self.db, source)
                yield number, bare_claim(row, root, self._kept.registry.place(self.db, place) if place is not None else None)

    def standing(self, report: str) -> list[Claim]:
        """The claims of a report that stand, in the order of adding."""
        rows = self.db.execute("SELECT id FROM claim WHERE report = (SELECT id FROM report WHERE key = ?) AND known_to IS NULL ORDER BY id", (report,))
        return self.numbered([row[0] for row in rows])

    def neighbours(self, report: str) -> Neighbours:
        """What finds the claims of other reports that a report's may have to do with."""
        return Neighbours(self.db, self._kept.recent, self.numbered, report)

    def copies(self, report: str) -> set[str]:
        """Keys of the reports that are near-copies of one another with this one."""
        (id, original) = self.db.execute("SELECT id, copy_of FROM report WHERE key = ?", (report,)).fetchone()
        rows = self.db.execute("SELECT key FROM report WHERE (id = ? OR copy_of = ?) AND id != ?", (original, original or id, id))
        return {row[0] for row in rows}

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

    def reports(self, *, limit: int = 1000, offset: int = 0, text: str | None = None, since: str | None = None) -> list[Report]:
        """The reports, newest first; those whose text holds these words, and that were told on a day or later."""
        where = "WHERE r.reported >= ?"
        args: list[object] = [since or ""]
        if text:
            where, args = f"{where} AND (r.text LIKE ? OR r.title LIKE ?)", [*args, f"%{text}%", f"%{text}%"]
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
        sql = "SELECT text FROM report WHERE key = ?"
        row = self.db.execute(sql, (report,)).fetchone() or self.db.execute(sql, (self.report(report).key,)).fetchone()
        return str(row[0])

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
        return Actor(**dict(zip(ACTOR_FIELDS, row, strict=True)), names=tuple(sorted({n for n, _ in named})), reports=len({r for _, r in named}))

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


ACTOR_FIELDS = ("id", "kind", "name", "role", "of", "geonameid", "country", "latitude", "longitude", "radius_km", "precision")
_ACTOR = ", ".join(ACTOR_FIELDS)
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
