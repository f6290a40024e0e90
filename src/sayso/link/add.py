"""A reading into the ledger, and its claims linked to those of other reports, in one transaction."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from sayso.ledger import Ledger
from sayso.ledger.select import SELECT, claim_of
from sayso.link.judge import judge
from sayso.link.restated import once
from sayso.link.slots import in_order
from sayso.link.sums import sums
from sayso.text.near import passages
from sayso.types.claims import Added, Claim, Judgement
from sayso.types.reading import Reading

__all__ = ["ORIGIN", "add", "relink"]

ORIGIN = "rules 1"
"""Version of the judges, kept with each link."""
_MOST = {"figure": 12, "control": 8, "event": 6}  # candidates: the nearest in time; what a hundred reports repeat is linked to the newest of them
_SLOT = {"figure": "measure", "event": "type", "control": "type"}
_ALIKE = 24  # sentences that share telling words: those added last
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
    own = once(claim_of(row) for row in ledger.db.execute(f"{SELECT} WHERE r.key = ? AND c.known_to IS NULL", (report,)))
    copies = _copies(ledger, report)
    _index(ledger, [c for c in own if c.kind == "event"])
    near = _Near(ledger, report)
    taken = set()
    for part, whole, total in _sums(own, near):
        first, second = in_order(part, whole)
        if (first.key, second.key) not in taken:
            taken.add((first.key, second.key))
            yield first.key, second.key, total
    for claim in own:
        for other in {o.key: o for o in near.of(claim)}.values():
            first, second = in_order(claim, other)
            found = None if (first.key, second.key) in taken else judge(first, second, copies=other.report in copies)
            if found is not None:
                yield first.key, second.key, found


def _sums(own: list[Claim], near: "_Near") -> Iterator[tuple[Claim, Claim, Judgement]]:
    """Parts and wholes among a report's figures and those that they may have to do with."""
    by_measure: dict[str | None, dict[str, Claim]] = {}
    for c in own:
        if c.kind == "figure" and c.place is not None and c.measure != "other":
            by_measure.setdefault(c.measure, {})[c.key] = c
    for mine in by_measure.values():
        around = mine | {o.key: o for c in mine.values() for o in near.of(c)}
        if len(around) > 2:
            yield from (x for x in sums(around.values()) if x[0].key in mine or x[1].key in mine)


def _copies(ledger: Ledger, report: str) -> set[str]:
    """Keys of the reports that are near-copies of one another with this one."""
    sql = (
        "SELECT o.key FROM report r JOIN report o ON coalesce(o.copy_of, o.id) = coalesce(r.copy_of, r.id) WHERE r.key = ? AND o.id != r.id"
        if ledger.db.execute("SELECT copy_of FROM report WHERE key = ?", (report,)).fetchone()[0] is not None
        else "SELECT o.key FROM report r JOIN report o ON o.copy_of = r.id WHERE r.key = ?"
    )
    return {row[0] for row in ledger.db.execute(sql, (report,))}


@cache
def _there_sql(kind: str, *, later: bool) -> tuple[str, ...]:
    """Queries for the numbers of the claims of a kind at a place: the newest told before a day, and the oldest told after it
    where there can be any."""
    slot = "" if kind == "control" else f" AND {_SLOT[kind]} = ?"
    index = "" if kind == "control" else f" INDEXED BY claim_{kind}"  # the planner takes one that leaves measure and type to be looked at
    base = f"SELECT id FROM claim{index} WHERE place = ?{slot} AND kind = '{kind}' AND known_to IS NULL AND report != ?"
    before = f"{base} AND reported <= ? AND reported >= ? ORDER BY reported DESC LIMIT ?"
    after = f"{base} AND reported > ? AND reported <= ? ORDER BY reported LIMIT ?"
    return (before, after) if later else (before,)


@cache
def _window(day: str) -> tuple[str, str]:
    """The first and last day on which what is compared with a claim may have been told."""
    told = date.fromisoformat(day).toordinal()
    first, last = max(told - _WINDOW, 1), min(told + _WINDOW, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


class _Near:
    """Finds claims of other reports that may have to do with one; what several claims of a report ask is asked once."""

    def __init__(self, ledger: Ledger, report: str) -> None:
        self.ledger = ledger
        self.asked: dict[tuple[object, ...], list[Claim]] = {}
        self.places: dict[int, list[int]] = {}
        self.report: int = ledger.db.execute("SELECT id FROM report WHERE key = ?", (report,)).fetchone()[0]
        self.own = {row[0] for row in ledger.db.execute("SELECT id FROM sentence WHERE report = ?", (self.report,))}
        self.newest: str = ledger.db.execute("SELECT max(reported) FROM report").fetchone()[0] or ""

    def of(self, c: Claim) -> list[Claim]:
        """Those of the same place or of one that holds it, of the same measure or type, told within weeks: the nearest in time."""
        if c.kind == "statement":
            return self._alike(c)
        if c.kind == "event":
            return [*self._placed(c), *self._alike(c)]
        return self._placed(c)

    def _placed(self, c: Claim) -> list[Claim]:
        if c.kind not in _SLOT or c.place is None:
            return []
        key = (c.kind, c.place.id, getattr(c, _SLOT[c.kind]) if c.kind != "control" else None, c.reported, c.report)
        if key not in self.asked:
            self.asked[key] = once(self._there(c, c.place.id))
        return self.asked[key]

    def _there(self, c: Claim, place: int) -> list[Claim]:
        if place not in self.places:
            self.places[place] = _places(self.ledger, place)
        value = () if c.kind == "control" else (getattr(c, _SLOT[c.kind]),)
        ends = _window(c.reported)
        found: list[int] = []
        for i, where in enumerate(self.places[place]):
            most = _MOST[c.kind] if i == 0 else 4
            for sql, end in zip(_there_sql(c.kind, later=self.newest > c.reported), ends, strict=False):
                found += [row[0] for row in self.ledger.db.execute(sql, (where, *value, self.report, c.reported, end, most))]
        return self.ledger.numbered(found)

    def _alike(self, c: Claim) -> list[Claim]:
        """Claims of the same kind, and of events of the same type, whose sentences share a pair of telling words."""
        hashes = passages(c.quote)
        if not hashes:
            return []
        marks = ",".join("?" * len(hashes))
        sql = f"SELECT DISTINCT sentence FROM passage WHERE hash IN ({marks}) ORDER BY sentence DESC LIMIT {_ALIKE}"
        sentences = tuple(row[0] for row in self.ledger.db.execute(sql, hashes) if row[0] not in self.own)
        key = (c.kind, c.type, sentences)
        if sentences and key not in self.asked:
            marks = ",".join("?" * len(sentences))
            first, last = _window(c.reported)
            sql = (
                f"SELECT id FROM claim WHERE sentence IN ({marks}) AND +kind = ? AND type IS ? AND known_to IS NULL AND report != ?"
                " AND +reported BETWEEN ? AND ? LIMIT 8"
            )
            found = self.ledger.db.execute(sql, (*sentences, c.kind, c.type, self.report, first, last))
            self.asked[key] = self.ledger.numbered([row[0] for row in found])
        return self.asked.get(key, [])


def _index(ledger: Ledger, events: list[Claim]) -> None:
    """The passages of events' sentences, as the store keeps them of statements: one event is told in like words, its place often left out."""
    rows = [(h, c.key) for c in events for h in passages(c.quote)]
    ledger.db.executemany("INSERT OR IGNORE INTO passage SELECT ?, sentence FROM claim WHERE key = ? AND sentence IS NOT NULL", rows)


def _places(ledger: Ledger, place: int) -> list[int]:
    """A place first, then those merged with it, those of its name, and a few areas smaller than a country that hold it."""
    rows = ledger.db.execute(
        "SELECT e.id FROM entity p JOIN entity e ON e.merged = p.id OR e.id = p.merged WHERE p.id = ?"
        " UNION SELECT a2.entity FROM alias a1 JOIN alias a2 ON a2.folded = a1.folded JOIN entity e ON e.id = a2.entity WHERE a1.entity = ? AND e.kind = 'place'"
        " UNION SELECT e.id FROM place_box o JOIN place_box b ON b.south <= o.south AND b.north >= o.north AND b.west <= o.west AND b.east >= o.east"
        " JOIN entity e ON e.id = b.id WHERE o.id = ? AND e.precision != 'country' LIMIT 9",
        (place, place, place),
    )
    return [place, *(row[0] for row in rows if row[0] != place)]
