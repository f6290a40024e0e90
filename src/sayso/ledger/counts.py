"""Counts over many claims, for answers and pages: the database counts, and a row for each value comes back."""

from collections.abc import Iterator
from dataclasses import replace

from sayso.ledger.select import Filter
from sayso.ledger.store import Ledger
from sayso.types.claims import Root

__all__ = ["by_place", "by_root", "by_value", "credited_by", "day_of"]

_JOINS = {
    "r.": "JOIN report r ON r.id = c.report",
    "s.": "JOIN source s ON s.id = c.source",
    "p.": "LEFT JOIN entity p ON p.id = c.place",
}  # fmt: skip


def _found(wanted: Filter, columns: str, most: int) -> tuple[str, list[object]]:
    """A table "f" of the newest claims that a filter lets through, with some columns."""
    where, args = replace(wanted, limit=most, offset=0).where()
    joins = " ".join(join for letter, join in _JOINS.items() if letter in where or letter in columns)
    return f"WITH f AS MATERIALIZED (SELECT {columns} FROM claim c {joins} WHERE {where} ORDER BY c.reported DESC LIMIT ?)", [*args, most]


def by_value(ledger: Ledger, wanted: Filter, most: int) -> Iterator[tuple[str, str, int]]:
    """Slot, value and how many of the newest claims that a filter lets through have it; the slots are "kind", "measure", "type",
    "place", "source", "publisher", and "month" of reporting.

    >>> list(by_value(Ledger(":memory:"), Filter(), 100))
    []
    """
    columns = "c.kind, c.measure, c.type, c.place, c.source, r.publisher, substr(c.reported, 1, 7) AS month"
    table, args = _found(wanted, columns, most)
    parts = (
        "SELECT 'kind', kind, count(*) FROM f GROUP BY kind",
        "SELECT 'measure', measure, count(*) FROM f WHERE measure IS NOT NULL GROUP BY measure",
        "SELECT 'type', type, count(*) FROM f WHERE type IS NOT NULL GROUP BY type",
        "SELECT 'place', e.name, sum(n) FROM (SELECT place, count(*) AS n FROM f WHERE place IS NOT NULL GROUP BY place) JOIN entity e ON e.id = place GROUP BY e.name",
        "SELECT 'source', o.name, sum(n) FROM (SELECT source, count(*) AS n FROM f GROUP BY source) JOIN source o ON o.id = source GROUP BY o.name",
        "SELECT 'publisher', publisher, count(*) FROM f WHERE publisher IS NOT NULL GROUP BY publisher",
        "SELECT 'month', month, count(*) FROM f GROUP BY month",
    )
    yield from ledger.db.execute(f"{table} {' UNION ALL '.join(parts)}", args)


def by_place(ledger: Ledger, wanted: Filter, most: int) -> Iterator[tuple[int | None, str, int, int, str]]:
    """Number of the place, None for no place, and kind of the newest claims that a filter lets through; how many there are, how many of
    them another claim contradicts, and the last day on which one was told."""
    table, args = _found(wanted, "c.key, c.kind, c.reported, c.place", most)
    against = "SELECT 1 FROM link l WHERE l.{} = f.key AND l.judgement = 'contradicts' AND l.known_to IS NULL"
    disputed = f"f.place IS NOT NULL AND (EXISTS ({against.format('a')}) OR EXISTS ({against.format('b')}))"
    yield from ledger.db.execute(f"{table} SELECT f.place, f.kind, count(*), sum({disputed}), max(f.reported) FROM f GROUP BY f.place, f.kind", args)


def by_root(ledger: Ledger, name: str | None = None, *, limit: int = 100) -> list[tuple[Root, int, int]]:
    """Roots with how many claims and reports stand on each, the most named first; those whose name holds ``name``."""
    where, args = ("WHERE s.name LIKE ?", [f"%{name}%"]) if name else ("", [])
    sql = (
        "SELECT s.id, s.key, s.name, s.kind, s.entity, count(c.id), count(DISTINCT c.report) FROM source s JOIN claim c ON c.source = s.id AND c.known_to IS NULL"
        f" {where} GROUP BY s.id ORDER BY 7 DESC, 6 DESC LIMIT ?"
    )
    return [(Root(id=i, key=k, name=n, kind=d, entity=e), claims, reports) for i, k, n, d, e, claims, reports in ledger.db.execute(sql, [*args, limit])]


def credited_by(ledger: Ledger, publisher: str, *, limit: int = 30) -> list[tuple[str, int]]:
    """The roots that an outlet credits, by name, with how many claims it credits to each; the most credited first."""
    sql = (
        "SELECT s.name, count(*) FROM claim c JOIN report r ON r.id = c.report JOIN source s ON s.id = c.source"
        " WHERE c.known_to IS NULL AND r.publisher = ? AND s.kind != 'publisher' GROUP BY s.id ORDER BY 2 DESC LIMIT ?"
    )
    return ledger.db.execute(sql, (publisher, limit)).fetchall()


def day_of(ledger: Ledger, wanted: Filter, number: int) -> str | None:
    """The day on which a claim was told that a filter lets through: of the newest, if ``number`` is 0, and so on; None where there are fewer."""
    where, args = wanted.where()
    joins = " ".join(join for letter, join in _JOINS.items() if letter in where)
    row = ledger.db.execute(f"SELECT c.reported FROM claim c {joins} WHERE {where} ORDER BY c.reported DESC LIMIT 1 OFFSET ?", [*args, number]).fetchone()
    return str(row[0]) if row else None
