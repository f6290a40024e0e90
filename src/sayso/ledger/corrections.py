"""What people say of claims: accept, fix, reject, split, merge, and undo; kept apart from what was read.

A claim that was read is never changed: a fix closes it and puts a claim of the person's beside it, a rejection closes it, and
an undo puts back what was. Which was which, by whom, when and why, stays.
"""

from collections.abc import Iterator

import msgspec

from sayso.errors import LedgerError
from sayso.ledger.database import now
from sayso.ledger.names import fold, two_heads
from sayso.ledger.store import Ledger
from sayso.types.claims import Action, Claim, Correction

__all__ = ["FIXABLE", "correct", "corrections", "examples", "merge_entities", "review_queue", "said_of", "split_entity", "undo"]

FIXABLE = {
    "measure": str, "low": float, "high": float, "relation": str, "unit": str, "rate": str, "time": str, "earliest": str, "latest": str, "made": str, "stance": str,
    "modality": str, "type": str, "mode": str, "actor_name": str, "recipient_name": str, "what": str, "due": str, "conditional": int, "place": str, "source": str,
    "start": int, "end": int,
}  # fmt: skip
"""Fields of a claim that a person may set right, and the type of each; "place" and "source" are given by name."""


def correct(ledger: Ledger, claim: str, action: Action, *, who: str, why: str, fields: dict[str, object] | None = None, at: str | None = None) -> Correction:
    """Say something of a claim, in one transaction.

    Args:
        ledger: An open ledger.
        claim: The claim's key, or its beginning.
        action: "accept", "fix" (needs ``fields``), "reject", or "split" (``fields`` are those of a second claim read from the same words).
        who: Name of the person.
        why: The reason, in words.
        fields: Field to right value; see :data:`FIXABLE`.
        at: The moment that counts as now; UTC.

    Raises:
        LedgerError: No such claim, one that does not stand, no name, or a field that cannot be set.
    """
    at = at or now()
    found = ledger.claim(claim)
    values = _checked(fields or {})
    if not who.strip():
        raise LedgerError("a correction without a name", "who makes it", "give --who NAME")
    if action in ("fix", "split") and not values:
        raise LedgerError(f"{action} without fields", "what the right values are", "give --set FIELD=VALUE")
    if action not in ("accept", "fix", "reject", "split"):
        raise LedgerError(f"action {action!r}", "accept, fix, reject or split", "merge and undo have functions of their own")
    if found.known_to is not None:
        raise LedgerError(f"claim {found.key}, which was closed on {found.known_to}", "a claim that stands", "undo its correction first")
    with ledger.amending():
        made = _record(ledger, found.key, action, values, who, why, at)
        if action in ("reject", "fix"):
            _close(ledger, found.key, at)
        if action in ("fix", "split"):
            _write(ledger, found.key, made.id, values, at)
    return made


def undo(ledger: Ledger, correction: int, *, who: str, why: str, at: str | None = None) -> Correction:
    """Take a correction back: what it closed stands again, what it added does not.

    Raises:
        LedgerError: No such correction, or it was taken back already.
    """
    at = at or now()
    db = ledger.db
    row = db.execute("SELECT claim, action FROM correction WHERE id = ?", (correction,)).fetchone()
    if row is None:
        raise LedgerError(f"no correction {correction}", "the number of one", "list them with: sayso correct --list")
    if db.execute("SELECT 1 FROM correction WHERE undoes = ?", (correction,)).fetchone():
        raise LedgerError(f"correction {correction}, which was undone already", "one that stands", "make a new correction instead")
    claim, action = row
    with ledger.amending():
        made = _record(ledger, claim, "undo", {}, who, why, at, undoes=correction)
        if action in ("fix", "split"):
            for (key,) in db.execute("SELECT key FROM claim WHERE origin = ? AND known_to IS NULL", (f"person:{correction}",)).fetchall():
                _close(ledger, key, at)
        if action in ("fix", "reject"):
            _reopen(ledger, claim, at)
        if action == "merge":
            _unmerge(ledger, claim, at)
    return made


def merge_entities(ledger: Ledger, kept: int, gone: int, *, who: str, why: str, at: str | None = None) -> Correction:
    """Say that two entities are one; every claim of ``gone`` then counts as ``kept``'s. Undone with :func:`undo`.

    Raises:
        LedgerError: They are one already, or heads of two states.
    """
    at = at or now()
    a, b = ledger.actor(kept), ledger.actor(gone)
    if kept == gone or ledger.db.execute("SELECT 1 FROM entity WHERE id = ? AND merged IS NOT NULL", (gone,)).fetchone():
        raise LedgerError(f"{b.name}, which is merged already", "two entities that stand for themselves", "see them with: sayso sources NAME")
    if two_heads(a, b):
        raise LedgerError(f"{a.name} of {a.of} and {b.name} of {b.of}, heads of two states", "two names of one", "correct the role of one first")
    with ledger.amending():
        made = _record(ledger, f"entity:{gone}", "merge", {"kept": kept, "gone": gone}, who, why, at)
        ledger.db.execute("INSERT INTO merge (kept, gone, who, why, at) VALUES (?, ?, ?, ?, ?)", (kept, gone, who, why, at))
        ledger.db.execute("UPDATE entity SET merged = ? WHERE id = ? OR merged = ?", (kept, gone, gone))
    return made


def split_entity(ledger: Ledger, entity: int, report: str, *, who: str, why: str, at: str | None = None) -> int:
    """Say that the one whom a report names is not this entity: it becomes one of its own. Returns the new one's number."""
    at = at or now()
    key = ledger.report(report).key
    db = ledger.db
    with ledger.amending():
        rows = db.execute(
            "SELECT m.report, m.local, m.name FROM mention m JOIN report r ON r.id = m.report WHERE r.key = ? AND m.entity = ?", (key, entity)
        ).fetchall()
        if not rows:
            raise LedgerError(f"report {key}, which does not name entity {entity}", "a report that names it", "see: sayso sources NAME")
        columns = "kind, name, role, of, country, latitude, longitude, radius_km, precision"
        made = int(db.execute(f"INSERT INTO entity ({columns}) SELECT {columns} FROM entity WHERE id = ?", (entity,)).lastrowid or 0)
        for number, local, name in rows:
            db.execute("UPDATE mention SET entity = ?, why = ? WHERE report = ? AND local = ?", (made, f"split by {who}: {why}", number, local))
            db.execute("UPDATE entity SET name = ? WHERE id = ?", (name, made))
            for column in ("place", "actor", "recipient"):
                db.execute(f"UPDATE claim SET {column} = ? WHERE report = ? AND {column} = ?", (made, number, entity))
        _record(ledger, f"entity:{entity}", "split", {"made": made, "report": key}, who, why, at)
    return made


def said_of(ledger: Ledger, claim: Claim) -> list[Correction]:
    """What people said of a claim, oldest first; of one that a person made, also what was said of the claim that was read."""
    person, _, number = claim.origin.partition(":")
    if person != "person":
        return corrections(ledger, claim.key)
    read = ledger.db.execute("SELECT claim FROM correction WHERE id = ?", (number,)).fetchone()
    return sorted({m.id: m for key in (claim.key, *(read or ())) for m in corrections(ledger, key)}.values(), key=lambda m: m.id)


def corrections(ledger: Ledger, claim: str | None = None) -> list[Correction]:
    """What people said, oldest first: of one claim, or of all."""
    sql = "SELECT id, claim, action, fields, who, why, at, undoes FROM correction" + (" WHERE claim = ?" if claim else "") + " ORDER BY id"
    rows = ledger.db.execute(sql, (claim,) if claim else ())
    return [_correction(row) for row in rows]


def examples(ledger: Ledger) -> Iterator[dict[str, object]]:
    """Corrections as training data: the words, what was read, what a person made of it."""
    undone = {c.undoes for c in corrections(ledger)}
    for c in corrections(ledger):
        if c.id in undone or c.action in ("undo", "merge") or c.claim.startswith("entity:"):
            continue
        rows = ledger.db.execute("SELECT id FROM claim WHERE key = ? ORDER BY id LIMIT 1", (c.claim,)).fetchall()
        if rows:
            claim = ledger.claim(c.claim)
            text = ledger.text(claim.report)
            slots = {k: getattr(claim, k) for k in FIXABLE if k not in ("place", "source")} | {
                "place": claim.place.name if claim.place else None,
                "source": claim.root.name,
            }
            yield {
                "report": claim.report, "kind": claim.kind, "context": claim.quote, "context_start": claim.context_start, "text": text[claim.start : claim.end],
                "read": slots, "verdict": c.action, "right": slots | c.fields if c.action == "fix" else (slots if c.action == "accept" else None),
                "added": c.fields if c.action == "split" else None, "reader": claim.origin, "who": c.who, "why": c.why, "at": c.at,
            }  # fmt: skip


def review_queue(ledger: Ledger, *, limit: int = 50) -> list[str]:
    """Keys of the claims that most need a person: the disputed ones, then the least sure; those that were judged are left out."""
    out = [
        row[0]
        for row in ledger.db.execute(
            f"{_DISPUTED} SELECT c.key FROM d CROSS JOIN claim c ON c.key = d.key WHERE {_WAITING} ORDER BY c.confidence, d.n DESC LIMIT ?", (limit,)
        )
    ]
    if len(out) < limit:
        known = set(out)
        rows = ledger.db.execute(f"SELECT c.key FROM claim c WHERE {_WAITING} ORDER BY c.confidence LIMIT ?", (limit + len(out),))
        out += [row[0] for row in rows if row[0] not in known]
    return out[:limit]


_AGAINST = "SELECT {0} AS key, count(*) AS n FROM link INDEXED BY link_against_{0} WHERE judgement = 'contradicts' AND known_to IS NULL GROUP BY {0}"
# counted side by side along two indexes: twice as fast as all pairs sorted at once
_DISPUTED = f"WITH d AS (SELECT key, sum(n) AS n FROM ({_AGAINST.format('a')} UNION ALL {_AGAINST.format('b')}) GROUP BY key)"
_WAITING = (
    "c.known_to IS NULL AND c.kind != 'statement' AND c.origin NOT LIKE 'person:%'"
    " AND c.key NOT IN (SELECT claim FROM correction x WHERE x.action != 'undo' AND NOT EXISTS (SELECT 1 FROM correction u WHERE u.undoes = x.id))"
)


def _checked(fields: dict[str, object]) -> dict[str, object]:
    out: dict[str, object] = {}
    for name, value in fields.items():
        if name not in FIXABLE:
            raise LedgerError(f"field {name!r}", f"one of {', '.join(FIXABLE)}", "see: sayso correct --help")
        if value is None or value == "":
            out[name] = None
            continue
        try:
            out[name] = FIXABLE[name](value)
        except (TypeError, ValueError):
            raise LedgerError(f"{name}={value!r}", f"a value such as {FIXABLE[name].__name__} takes", "give numbers in digits") from None
    return out


def _record(ledger: Ledger, claim: str, action: Action, fields: dict[str, object], who: str, why: str, at: str, undoes: int | None = None) -> Correction:
    row = (claim, action, msgspec.json.encode(fields).decode(), who, why, at, undoes)
    number = ledger.db.execute("INSERT INTO correction (claim, action, fields, who, why, at, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)", row).lastrowid or 0
    return Correction(id=number, claim=claim, action=action, fields=fields, who=who, why=why, at=at, undoes=undoes)


def _correction(row: tuple[object, ...]) -> Correction:
    id, claim, action, fields, who, why, at, undoes = row
    values = {"id": id, "claim": claim, "action": action, "fields": msgspec.json.decode(str(fields)), "who": who, "why": why, "at": at, "undoes": undoes}
    return msgspec.convert(values, Correction)


def _close(ledger: Ledger, key: str, at: str) -> None:
    ledger.db.execute("UPDATE claim SET known_to = ? WHERE key = ? AND known_to IS NULL", (at, key))
    ledger.db.execute("UPDATE link SET known_to = ? WHERE (a = ? OR b = ?) AND known_to IS NULL", (at, key, key))


_ALL = (
    "report, kind, start, end, sentence, source, via, stance, modality, statement, about, place, time, earliest, latest, made, reported,"
    " measure, low, high, relation, unit, rate, part_of, type, mode, actor, actor_name, recipient, recipient_name, what, due, conditional, confidence"
)


def _write(ledger: Ledger, key: str, correction: int, fields: dict[str, object], at: str) -> None:
    """A person's claim beside the one that was read."""
    db = ledger.db
    new = f"{key[:10]}-{correction}"
    made = db.execute(
        f"INSERT INTO claim (key, origin, known_from, {_ALL}) SELECT ?, ?, ?, {_ALL} FROM claim WHERE key = ? ORDER BY id DESC LIMIT 1",
        (new, f"person:{correction}", at, key),
    ).lastrowid
    values = dict(fields)
    if "place" in values:
        values["place"] = _named(ledger, str(values["place"])) if values["place"] else None
    if "source" in values:
        values["source"] = _root(ledger, str(values["source"]))
    if "actor_name" in values:
        values["actor"] = None
    if "recipient_name" in values:
        values["recipient"] = None
    for name, value in values.items():
        db.execute(f"UPDATE claim SET {name} = ? WHERE id = ?", (value, made))
    db.execute("UPDATE claim SET confidence = 1.0 WHERE id = ?", (made,))


def _named(ledger: Ledger, name: str) -> int:
    known = ledger.actors(name, kind="place", limit=1)
    if known and fold(known[0].name) == fold(name):
        return known[0].id
    made = int(ledger.db.execute("INSERT INTO entity (kind, name) VALUES ('place', ?)", (name,)).lastrowid or 0)
    ledger.db.execute("INSERT OR IGNORE INTO alias (folded, entity) VALUES (?, ?)", (fold(name), made))
    return made


def _root(ledger: Ledger, name: str) -> int:
    row = ledger.db.execute(
        "SELECT id FROM source WHERE name = ? OR key IN (?, ?) LIMIT 1", (name, f"name:{fold(name)}", f"publication:{fold(name)}")
    ).fetchone()
    if row:
        return int(row[0])
    return int(ledger.db.execute("INSERT INTO source (key, name, kind) VALUES (?, ?, 'named')", (f"name:{fold(name)}", name)).lastrowid or 0)


def _reopen(ledger: Ledger, key: str, at: str) -> None:
    """The claim that was read stands again, from now on: a row of its own, so that what was held in between stays known."""
    db = ledger.db
    db.execute(
        f"INSERT INTO claim (key, origin, known_from, {_ALL}) SELECT key, origin, ?, {_ALL} FROM claim WHERE key = ? ORDER BY id DESC LIMIT 1", (at, key)
    )
    db.execute(
        "INSERT OR IGNORE INTO link (a, b, judgement, slots, reason, score, origin, known_from) SELECT a, b, judgement, slots, reason, score, origin, ? FROM link l"
        " WHERE (a = ? OR b = ?) AND EXISTS (SELECT 1 FROM claim WHERE key = l.a AND known_to IS NULL) AND EXISTS (SELECT 1 FROM claim WHERE key = l.b AND known_to IS NULL)",
        (at, key, key),
    )


def _unmerge(ledger: Ledger, claim: str, at: str) -> None:
    gone = int(claim.partition(":")[2])
    ledger.db.execute("UPDATE entity SET merged = NULL WHERE id = ?", (gone,))
    ledger.db.execute("UPDATE merge SET undone = ? WHERE gone = ? AND undone IS NULL", (at, gone))
