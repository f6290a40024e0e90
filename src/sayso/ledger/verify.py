"""Does the ledger still say what the texts say? Every text against its hash, every span against its text, every link's ends."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.codec import from_json
from sayso.errors import ReadingError
from sayso.ledger.flatten import Draft, drafts
from sayso.ledger.store import Ledger

__all__ = ["Fault", "verify"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold.

    Attributes:
        where: "report", "claim", "reading", "link", or "file".
        key: Of what it is.
        what: What was seen and what should have been.
    """

    where: str
    key: str
    what: str


def verify(ledger: Ledger) -> Iterator[Fault]:
    """Yield what does not hold, reports first; nothing if all is sound."""
    db = ledger.db
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Fault("file", ledger.path, str(line))
    for table, _, other, _ in db.execute("PRAGMA foreign_key_check"):
        yield Fault("file", str(table), f"a row that points at nothing in {other}")
    for id, key, sha256, text in db.execute("SELECT id, key, sha256, text FROM report ORDER BY id"):
        found = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if found != sha256:
            yield Fault("report", key, f"its text has the hash {found[:16]}…, stored is {sha256[:16]}…")
        yield from _claims(ledger, id, key, text)
    for a, b in db.execute(
        "SELECT a, b FROM link l WHERE NOT EXISTS (SELECT 1 FROM claim WHERE key = l.a) OR NOT EXISTS (SELECT 1 FROM claim WHERE key = l.b)"
    ):
        yield Fault("link", f"{a}–{b}", "one of its claims is not in the ledger")


def _claims(ledger: Ledger, report: int, key: str, text: str) -> Iterator[Fault]:
    """The claims of a report against its readings, column by column, and their spans against its text."""
    db = ledger.db
    read: dict[str, Draft] = {}
    for digest, body in db.execute("SELECT digest, body FROM reading WHERE report = ?", (report,)).fetchall():
        try:
            raw = zlib.decompress(body)
            if hashlib.blake2b(raw, digest_size=16).hexdigest() != digest:
                yield Fault("reading", key, "its hash is not that of what is stored")
            reading = from_json(raw)
        except (zlib.error, ReadingError) as error:
            yield Fault("reading", key, str(error))
            continue
        if reading.text != text:
            yield Fault("reading", key, "its text is not the report's")
        told = db.execute("SELECT reported FROM report WHERE id = ?", (report,)).fetchone()[0]
        read |= {str(d.columns["key"]): d for d in drafts(reading, told)}
    sql = (
        f"SELECT c.key, c.origin, n.start, n.end, {', '.join('c.' + c for c in _COMPARED)} FROM claim c JOIN sentence n ON n.id = c.sentence WHERE c.report = ?"
    )
    for claim, origin, a, b, *values in db.execute(sql, (report,)).fetchall():
        start, end = values[:2]
        if not 0 <= start <= end <= len(text) or not 0 <= a <= b <= len(text):
            yield Fault("claim", claim, f"characters {start} to {end}, in a sentence from {a} to {b}, of a text of {len(text)}")
        if origin.startswith("person:"):
            continue
        if claim not in read:
            yield Fault("claim", claim, "no reading of its report makes it")
            continue
        columns = read[claim].columns
        for name, value in zip((*_COMPARED, "context_start", "context_end"), (*values, a, b), strict=True):
            if value != columns.get(name, _DEFAULTS.get(name)):
                yield Fault("claim", claim, f"its {name} is {value!r}, in the reading {columns.get(name)!r}")


_COMPARED = (
    "start", "end", "kind", "via", "stance", "modality", "time", "earliest", "latest", "made", "reported", "measure", "low", "high", "relation", "unit", "rate", "type",
    "mode", "actor_name", "recipient_name", "what", "due", "conditional", "confidence", "statement", "about", "part_of",
)  # fmt: skip
_DEFAULTS = {"stance": "asserts", "modality": "asserted", "via": "", "conditional": 0}
