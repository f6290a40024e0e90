"""One reading as claims in a row: slots side by side, references by the reading's own ids, to be resolved by the store."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field

from sayso.ledger.names import fold
from sayso.ledger.when import bounds
from sayso.text.sentences import rough_sentences
from sayso.types.reading import Entity, Reading, Statement

__all__ = ["Draft", "RootDraft", "drafts", "report_key"]

_UNNAMED = "an unnamed publisher"
_SLOTS = (
    "time", "earliest", "latest", "about", "part_of", "measure", "low", "high", "relation", "unit", "rate", "type", "mode", "actor_name", "recipient_name",
    "what", "due",
)  # fmt: skip
_EMPTY: dict[str, object] = {**dict.fromkeys(_SLOTS), "modality": "asserted", "conditional": 0}
"""What a claim's slots hold where its kind has none."""

_LONGEST, _AROUND = 3000, 1000
"""Characters of a sentence that is quoted whole, and of what is quoted on either side of a claim in a longer one. A list without a stop can be a megabyte
of claims; quoting all of it with each of them would fill the disk."""


@dataclass(frozen=True, slots=True)
class RootDraft:
    """A root by its key; ``local`` is the reading's entity of which the key is to be made, where there is one."""

    key: str
    name: str
    kind: str
    local: str | None = None


@dataclass(slots=True)
class Draft:
    """A claim whose entities are still those of the reading. ``columns`` are the ledger's own, by name, but those that are numbers of other rows."""

    local: str | None
    root: RootDraft
    place: str | None = None
    place_name: str | None = None
    actor: str | None = None
    recipient: str | None = None
    context: tuple[int, int] = (0, 0)
    columns: dict[str, object] = field(default_factory=dict)


def report_key(reading: Reading) -> str:
    """16 hex digits: which report this is. The same text of another outlet, day or address is another report."""
    r = reading.report
    return _hash(r.sha256, fold(r.publisher or ""), r.published or "", r.uri or "")


def _hash(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _blank(text: str, at: int, towards: int) -> int:
    """The blank that is nearest to a character in one direction, so that no word is cut; the character itself where there is none."""
    step = 1 if towards > at else -1
    return next((i for i in range(at, towards, step) if text[i].isspace()), at)


def _storable(value: float | None) -> float | None:
    """A number as SQLite can hold it, whose integers have 64 bits."""
    return float(value) if isinstance(value, int) and abs(value) >= 1 << 63 else value


class _Flattener:
    def __init__(self, reading: Reading, reported: str) -> None:
        self.reading, self.reported = reading, reported
        self.report = report_key(reading)
        self.entities: dict[str, Entity] = {e.id: e for e in reading.entities}
        self.by_name = {fold(e.name): e.id for e in reversed(reading.entities)}
        self.statements: dict[str, Statement] = {s.id: s for s in reading.statements}
        self.times = {t.edtf: (t.earliest, t.latest) for t in reversed(reading.times) if t.edtf and (t.earliest or t.latest)}
        sentences = list(rough_sentences(reading.text)) or [(0, len(reading.text))]
        self.cuts = [a for a, _ in sentences]
        self.ends = [b for _, b in sentences]
        publisher = reading.report.publisher
        self.own = (
            RootDraft(f"publication:{fold(publisher)}", publisher, "publisher") if publisher else RootDraft(f"report:{self.report}", _UNNAMED, "publisher")
        )
        self.keys: dict[str, str] = {}
        self.roots: dict[str, RootDraft] = {}

    def root(self, statement: str | None) -> RootDraft:
        """Who a claim made in a statement stands on: its innermost source, or the body that a spokesperson speaks for."""
        s = self.statements.get(statement or "")
        if s is None:
            return self.own
        if s.id not in self.roots:
            self.roots[s.id] = self._root(s)
        return self.roots[s.id]

    def _root(self, s: Statement) -> RootDraft:
        src = s.source
        if src.on_behalf_of:
            local = self.by_name.get(fold(src.on_behalf_of))
            return RootDraft(f"name:{fold(src.on_behalf_of)}", src.on_behalf_of, "organisation", local)
        if src.kind == "publisher":
            return self.own
        if src.kind == "publication":
            return RootDraft(f"publication:{fold(src.name)}", src.name, "publication")
        if src.kind == "anonymous":
            # the same words of the same outlet on the same day, and no more, are one root
            outlet = s.via[-1] if s.via else self.reading.report.publisher or self.report
            return RootDraft(f"anonymous:{fold(src.name)}:{fold(outlet)}:{self.reported}", src.name, "anonymous")
        if src.entity in self.entities and fold(self.entities[src.entity].name) not in ("he", "she", "they"):
            return RootDraft("", self.entities[src.entity].name, src.kind, src.entity)
        return RootDraft(f"name:{fold(src.name)}", src.name, src.kind)  # the store adds the country to common nouns

    def context(self, start: int, end: int, statement: str | None) -> tuple[int, int]:
        """The sentence around characters, or the part of a statement's content that holds them where that is more."""
        s = self.statements.get(statement or "")
        i = max(0, bisect_right(self.cuts, start) - 1)
        j = max(i, bisect_right(self.cuts, max(start, end - 1)) - 1)
        a, b = min(self.cuts[i], start), max(self.ends[j], end)
        for part in s.content if s else ():
            if part.start <= start and end <= part.end:
                a, b = min(a, part.start), max(b, min(part.end, a + 600))
        if b - a > _LONGEST:
            text = self.reading.text
            if start - a > _AROUND:
                a = _blank(text, start - _AROUND, start)
            if b - end > _AROUND:
                b = _blank(text, end + _AROUND, end)
        return a, b

    def draft(self, kind: str, start: int, end: int, statement: str | None, local: str | None, confidence: float, slots: dict[str, object]) -> Draft:
        a, b = self.context(start, end, statement) if kind != "statement" else (start, end)
        s = self.statements.get(statement or "")
        columns: dict[str, object] = {
            **_EMPTY,
            "kind": kind,
            "start": start,
            "end": end,
            "context_start": a,
            "context_end": b,
            "via": "\n".join(s.via) if s else "",
            "stance": s.stance if s else "asserts",
            "made": s.made if s else None,
            "statement": self.keys.get(statement or ""),
            "reported": self.reported,
            "confidence": confidence,
            **slots,
        }
        time = columns["time"]
        if isinstance(time, str):
            columns["earliest"], columns["latest"] = self.times.get(time) or bounds(time)
        return Draft(local, self.root(statement), context=(a, b), columns=columns)

    def all(self) -> list[Draft]:
        r = self.reading
        for s in r.statements:
            self.keys[s.id] = _hash(self.report, "statement", s.content[0].start, s.content[-1].end, s.source.name, s.stance, "\n".join(s.via))
        out: list[Draft] = []
        for s in r.statements:
            slots: dict[str, object] = {"key": self.keys[s.id], "statement": None, "about": self.keys.get(s.about or "")}
            out.append(self.draft("statement", s.content[0].start, s.content[-1].end, s.id, s.id, s.confidence, slots))
        figures = {
            f.id: _hash(
                self.report, "figure", f.start, f.end, f.measure, f.low, f.high, f.relation, f.unit, f.place, f.time, f.modality,
                f.statement and self.keys.get(f.statement),
            )
            for f in r.figures
        }  # fmt: skip
        for f in r.figures:
            slots = {
                "key": figures[f.id], "measure": f.measure, "low": _storable(f.low), "high": _storable(f.high), "relation": f.relation, "unit": f.unit,
                "rate": f.rate, "time": f.time, "modality": f.modality, "part_of": figures.get(f.part_of or ""),
            }  # fmt: skip
            d = self.draft("figure", f.start, f.end, f.statement, f.id, f.confidence, slots)
            d.place, d.place_name = f.place_entity, f.place
            out.append(d)
        for v in r.events:
            if v.same_as:
                continue  # a second mention of an event that is already there
            slots = {
                "key": _hash(self.report, "event", v.start, v.end, v.type, v.actor, v.recipient, v.place, v.time, v.modality),
                "type": v.type, "mode": v.mode, "time": v.time, "actor_name": v.actor, "recipient_name": v.recipient, "modality": v.modality,
                "what": r.text[v.start : v.end],
            }  # fmt: skip
            d = self.draft("event", v.start, v.end, v.statement, v.id, v.confidence, slots)
            d.place, d.place_name, d.actor, d.recipient = v.place_entity, v.place, v.actor_entity, v.recipient_entity
            out.append(d)
        for c in r.control:
            slots = {
                "key": _hash(self.report, "control", c.start, c.end, c.status, c.place, c.holder, c.time, c.modality),
                "type": c.status, "time": c.time, "actor_name": c.holder, "modality": c.modality,
            }  # fmt: skip
            d = self.draft("control", c.start, c.end, c.statement, None, c.confidence, slots)
            d.place, d.place_name, d.actor = c.place_entity, c.place, c.holder_entity
            out.append(d)
        for p in r.commitments:
            slots = {
                "key": _hash(self.report, "commitment", p.start, p.end, p.who, p.what, p.due),
                "what": p.what, "due": p.due, "conditional": int(p.conditional), "actor_name": p.who,
            }  # fmt: skip
            d = self.draft("commitment", p.start, p.end, p.statement, None, p.confidence, slots)
            d.actor = p.who_entity
            out.append(d)
        return out


def drafts(reading: Reading, reported: str) -> list[Draft]:
    """The claims of a reading, statements first.

    Args:
        reading: Any reading.
        reported: The day that counts as when the report told them, "2022-03-26".
    """
    seen: set[object] = set()
    out = []
    for d in _Flattener(reading, reported).all():
        if d.columns["key"] not in seen:  # the same words twice over at one place are one claim
            seen.add(d.columns["key"])
            out.append(d)
    return out
