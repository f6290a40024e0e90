"""A reading into the ledger, and its claims linked to those of other reports, in one transaction."""

from collections.abc import Iterator

from sayso.ledger import Ledger
from sayso.ledger.names import fold
from sayso.ledger.select import SELECT, claim_of
from sayso.link.judge import judge
from sayso.types.claims import Added, Claim, Judgement
from sayso.types.reading import Reading

__all__ = ["ORIGIN", "add", "relink"]

ORIGIN = "rules 1"
"""Version of the judges, kept with each link."""
_MOST = 24  # candidates a claim: the nearest in time; a claim that a hundred reports repeat is linked to the newest of them
_WINDOW = 45  # days of reporting apart beyond which claims without times are not compared


def add(ledger: Ledger, reading: Reading, *, at: str | None = None) -> Added:
    """Add a reading and link it. Adding the same one again changes nothing.

    Args:
        ledger: An open ledger.
        reading: Any reading.
        at: The moment that counts as now; UTC.

    Returns:
        What was added, with the number of links.
    """
    with ledger.transaction():
        done = ledger.store(reading, at=at)
        if not done.new or not done.claims:
            return done
        links = ledger.put_links(_judged(ledger, done.report), origin=ORIGIN, at=at)
    return Added(report=done.report, new=True, claims=done.claims, copy_of=done.copy_of, links=links)


def relink(ledger: Ledger, *, at: str | None = None) -> int:
    """Judge all pairs anew that have no link that stands: after an import, a merge, or with newer judges. Returns how many came."""
    count = 0
    for report in reversed(ledger.reports(limit=10_000_000)):
        count += ledger.put_links(_judged(ledger, report.key), origin=ORIGIN, at=at)
    return count


def _judged(ledger: Ledger, report: str) -> Iterator[tuple[str, str, Judgement]]:
    own = [claim_of(row) for row in ledger.db.execute(f"{SELECT} WHERE r.key = ? AND c.known_to IS NULL", (report,))]
    copies = _copies(ledger, report)
    done: set[tuple[str, str]] = set()
    for claim in own:
        for other in _candidates(ledger, claim):
            first, second = (claim, other) if (claim.reported, claim.known_from) < (other.reported, other.known_from) else (other, claim)
            pair = (first.key, second.key)
            if pair not in done:
                done.add(pair)
                found = judge(first, second, copies=other.report in copies)
                if found is not None:
                    yield (*pair, found)


def _copies(ledger: Ledger, report: str) -> set[str]:
    """Keys of the reports that are near-copies of one another with this one."""
    sql = (
        "SELECT o.key FROM report r JOIN report o ON coalesce(o.copy_of, o.id) = coalesce(r.copy_of, r.id) WHERE r.key = ? AND o.id != r.id"
        if ledger.db.execute("SELECT copy_of FROM report WHERE key = ?", (report,)).fetchone()[0] is not None
        else "SELECT o.key FROM report r JOIN report o ON o.copy_of = r.id WHERE r.key = ?"
    )
    return {row[0] for row in ledger.db.execute(sql, (report,))}


_BLOCK = "c.known_to IS NULL AND r.key != ? AND c.reported BETWEEN date(?, ?) AND date(?, ?)"
_NEAREST = "ORDER BY abs(julianday(c.reported) - julianday(?)) LIMIT ?"


def _candidates(ledger: Ledger, c: Claim) -> Iterator[Claim]:
    """Claims of other reports that may have to do with one: of the same place or of one that holds it, told within weeks."""
    span = (c.report, c.reported, f"-{_WINDOW} days", c.reported, f"+{_WINDOW} days")
    near = (c.reported, _MOST)
    if c.kind in ("figure", "control", "event") and c.place is not None:
        places = _places(ledger, c.place.id)
        marks = ",".join("?" * len(places))
        extra, args = {"figure": ("c.measure = ?", c.measure), "event": ("c.type = ?", c.type)}.get(c.kind, ("1 = ?", 1))
        sql = f"{SELECT} WHERE c.place IN ({marks}) AND c.kind = '{c.kind}' AND {extra} AND {_BLOCK} {_NEAREST}"
        yield from map(claim_of, ledger.db.execute(sql, (*places, args, *span, *near)))
    elif c.kind == "statement":
        yield from _statements(ledger, c, span)


def _places(ledger: Ledger, place: int) -> list[int]:
    """A place, those merged with it, those of its name, and the smaller areas that hold it."""
    rows = ledger.db.execute(
        "SELECT e.id FROM entity p JOIN entity e ON e.id = p.id OR e.merged = p.id OR e.id = p.merged WHERE p.id = ?"
        " UNION SELECT a2.entity FROM alias a1 JOIN alias a2 ON a2.folded = a1.folded JOIN entity e ON e.id = a2.entity WHERE a1.entity = ? AND e.kind = 'place'"
        " UNION SELECT b.id FROM place_box o JOIN place_box b ON b.south <= o.south AND b.north >= o.north AND b.west <= o.west AND b.east >= o.east WHERE o.id = ? LIMIT 12",
        (place, place, place),
    )
    return [row[0] for row in rows]


def _statements(ledger: Ledger, c: Claim, span: tuple[object, ...]) -> Iterator[Claim]:
    """Statements with the rarest words of one's own, or by the same root."""
    telling = sorted({w for w in fold(c.quote).split() if len(w) > 5}, key=lambda w: (-len(w), w))[:4]
    if len(telling) < 2:
        return
    pairs = " OR ".join(f'("{a}" AND "{b}")' for i, a in enumerate(telling) for b in telling[i + 1 :])
    sql = f"{SELECT} WHERE c.id IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ? ORDER BY rowid DESC LIMIT 40) AND c.kind = 'statement' AND {_BLOCK} LIMIT 12"
    yield from map(claim_of, ledger.db.execute(sql, (pairs, *span)))
