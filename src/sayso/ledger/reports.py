"""What is asked of reports as such: which there are, when they were told, what they hold."""

import json
import zlib
from collections.abc import Iterable

from sayso.codec import from_json
from sayso.errors import ReadingError
from sayso.ledger.select import SELECT, Filter, claim_of
from sayso.ledger.store import Ledger
from sayso.types.claims import Claim, Report, Root
from sayso.types.reading import Reading

__all__ = ["claims_between", "copies_of", "days", "holds", "newest_day", "originals", "small_reading", "titled"]


def holds(ledger: Ledger, key: str) -> bool:
    """Whether a report with this whole key is in the ledger."""
    return ledger.db.execute("SELECT 1 FROM report WHERE key = ?", (key,)).fetchone() is not None


def newest_day(ledger: Ledger, until: str | None = None) -> str | None:
    """The last day on which anything was told, up to a day.

    >>> newest_day(Ledger(":memory:")) is None
    True
    """
    row = ledger.db.execute("SELECT max(reported) FROM report WHERE reported <= ?", (until or "9999-12-31",)).fetchone()
    return str(row[0]) if row[0] else None


def days(ledger: Ledger) -> list[tuple[str, int]]:
    """The days on which reports were told, and how many on each."""
    return ledger.db.execute("SELECT reported, count(*) FROM report GROUP BY reported ORDER BY reported").fetchall()


def copies_of(ledger: Ledger, key: str, *, limit: int = 20) -> list[Report]:
    """The later reports that are near-copies of one."""
    rows = ledger.db.execute("SELECT c.key FROM report r JOIN report c ON c.copy_of = r.id WHERE r.key = ? LIMIT ?", (key, limit)).fetchall()
    return [ledger.report(copy) for (copy,) in rows]


def titled(ledger: Ledger, words: str, *, limit: int = 5) -> list[Report]:
    """The newest reports whose title holds these words, one after the other as they stand here."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = "SELECT key FROM report WHERE title LIKE ? ESCAPE '\\' ORDER BY reported DESC, id DESC LIMIT ?"
    return [ledger.report(key) for (key,) in ledger.db.execute(sql, (f"%{plain}%", limit)).fetchall()]


def originals(ledger: Ledger, keys: Iterable[str]) -> dict[str, Root]:
    """For each of these reports that is a near-copy the root that the outlet of the original is."""
    sql = (
        "SELECT r.key, s.id, s.key, s.name, s.kind, s.entity FROM report r JOIN report o ON o.id = r.copy_of"
        " JOIN source s ON s.key = (SELECT x.key FROM source x WHERE x.name = o.publisher AND x.kind IN ('publisher', 'publication') LIMIT 1)"
        " WHERE r.key IN (SELECT value FROM json_each(?))"
    )
    wanted = sorted(keys)
    rows = ledger.db.execute(sql, (json.dumps(wanted),)) if wanted else ()
    return {report: Root(id=i, key=k, name=n, kind=d, entity=e) for report, i, k, n, d, e in rows}


def claims_between(ledger: Ledger, key: str, start: int, end: int, *, most: int, as_of: str | None = None) -> list[Claim]:
    """The claims of a report that were read from some of its characters, in the order of the text, ``most`` at most.

    They are found through the sentences there, of which there are few: a report may hold a million claims.
    """
    where, args = Filter(as_of=as_of).where()
    there = "c.sentence IN (SELECT id FROM sentence WHERE report = (SELECT id FROM report WHERE key = ?) AND start < ? AND end > ?)"
    sql = f"{SELECT} WHERE {where} AND {there} AND c.start < ? AND c.end > ? ORDER BY c.start, c.end, c.id LIMIT ?"
    return [claim_of(row) for row in ledger.db.execute(sql, [*args, key, end, start, end, start, most])]


def small_reading(ledger: Ledger, key: str, largest: int) -> Reading | None:
    """The reading of a report that stands; None where there is none, or it is longer as JSON than so many bytes."""
    row = ledger.db.execute("SELECT g.body FROM reading g JOIN report r ON r.id = g.report WHERE r.key = ? AND g.known_to IS NULL", (key,)).fetchone()
    if row is None:
        return None
    opened = zlib.decompressobj()
    body = opened.decompress(row[0], largest)
    if opened.unconsumed_tail:
        return None
    try:
        return from_json(body)
    except ReadingError:
        return None
