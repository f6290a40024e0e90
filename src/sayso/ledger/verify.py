"""Does the ledger still say what the texts say? Every text against its hash, every span against its text, every link's ends."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.codec import from_json
from sayso.errors import ReadingError
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
    texts: dict[int, str] = {}
    last = -1
    for id, key, sha256 in db.execute("SELECT id, key, sha256 FROM report ORDER BY id").fetchall():
        text = db.execute("SELECT text FROM report WHERE id = ?", (id,)).fetchone()[0]
        found = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if found != sha256:
            yield Fault("report", key, f"its text has the hash {found[:16]}…, stored is {sha256[:16]}…")
    sql = "SELECT report, key, start, end, context_start, context_end, quote, kind, low, high FROM claim ORDER BY report"
    for report, key, start, end, a, b, quote, _, low, high in db.execute(sql):
        if report != last:
            texts, last = {report: db.execute("SELECT text FROM report WHERE id = ?", (report,)).fetchone()[0]}, report
        text = texts[report]
        if not 0 <= start <= end <= len(text):
            yield Fault("claim", key, f"characters {start} to {end} of a text of {len(text)}")
        elif text[a:b] != quote:
            yield Fault("claim", key, f"its sentence {quote[:40]!r} is not what stands at {a} to {b}: {text[a:b][:40]!r}")
        elif low is not None and high is not None and low > high:
            yield Fault("claim", key, f"a range from {low} to {high}")
    for key, digest, body in db.execute("SELECT r.key, g.digest, g.body FROM reading g JOIN report r ON r.id = g.report"):
        try:
            raw = zlib.decompress(body)
            if hashlib.blake2b(raw, digest_size=16).hexdigest() != digest:
                yield Fault("reading", key, "its hash is not that of what is stored")
            from_json(raw)
        except (zlib.error, ReadingError) as error:
            yield Fault("reading", key, str(error))
    for a, b in db.execute(
        "SELECT a, b FROM link l WHERE NOT EXISTS (SELECT 1 FROM claim WHERE key = l.a) OR NOT EXISTS (SELECT 1 FROM claim WHERE key = l.b)"
    ):
        yield Fault("link", f"{a}–{b}", "one of its claims is not in the ledger")
