"""What a reading claims, one row a claim, with the fields already in words: the view that every rendering shows.

Order is that of need: figures (the dead first, so that figures that disagree stand together), who holds what, what happened,
what was promised, who said what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.render.words import CONTROL, MEASURE, MODALITY, STANCE, amount, country_of, event_words, mark, one_line, when
from sayso.types.claims import ClaimKind
from sayso.types.reading import Commitment, Control, Event, Figure, Place, Reading, Span, Statement, Time

__all__ = ["SECTIONS", "Claim", "claims", "heading", "quote"]

NO_DAY = "no day named"
SECTIONS: tuple[tuple[ClaimKind, str], ...] = (
    ("figure", "Figures"), ("control", "Who holds what"), ("event", "Events"), ("commitment", "Promised"), ("statement", "Who says what"),
)  # fmt: skip
"""The kinds in the order in which they are shown, with what stands over each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a report claims, and on whose say-so, in words.

    Attributes:
        id: The item's id; control and commitments, which have none of their own, are numbered "c1", "p1".
        spans: The words that it was read from.
        what: "killed", "attack", "held by", "says".
        value: "at least 12 civilians", "Russia → Ukraine", what was said.
        chain: Who says so, the root first, then each through whom it came.
        own_voice: Whether it is the publisher's own word.
        status: "stated", "reported", "disputes the governor", "planned".
        statement: The statement that it belongs to, or is.
        unit: What a figure counts, in the words of the text; "" where it names none.
        answered: Whom a denial or dispute answers; "" where the text does not say.
        place, precision, when: Where, how exactly, and when, in words; "" where the text does not say.
        resolved_place, resolved_time: What the last were read from.
        doubtful: Whether it is denied, disputed, doubted or not said to be so.
    """

    kind: ClaimKind
    id: str
    spans: tuple[Span, ...]
    what: str
    value: str
    chain: tuple[str, ...]
    own_voice: bool
    status: str
    statement: Statement | None
    unit: str = ""
    answered: str = ""
    place: str = ""
    precision: str = ""
    when: str = ""
    resolved_place: Place | None = None
    resolved_time: Time | None = None
    doubtful: bool = False
    confidence: float = 1.0

    @property
    def resolved_due(self) -> bool:
        """Whether a promise names its day."""
        return self.when != NO_DAY

    @property
    def start(self) -> int:
        return self.spans[0].start


def heading(reading: Reading, listed: Sequence[Claim]) -> tuple[str, ...]:
    """The parts of the line above a reading: title, publisher, day, how many claims, what was left unresolved."""
    info = reading.report
    title = one_line(info.title or "") or (info.uri or "").rsplit("/", 1)[-1] or f"Report {info.id}"
    out = [one_line(title), one_line(info.publisher or ""), when(info.published) or "no date", _count(len(listed), "claim")]
    for kind in ("place", "time", "source"):
        n = sum(u.kind == kind for u in reading.unresolved)
        out.append(f"{_count(n, kind)} unresolved" if n else "")
    return tuple(part for part in out if part)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def quote(reading: Reading, claim: Claim) -> str:
    """The words that a claim was read from, on one line, parts joined by an ellipsis."""
    return " … ".join(one_line(reading.text[s.start : s.end]) for s in claim.spans)


def claims(reading: Reading) -> tuple[Claim, ...]:
    """Every claim of a reading in the order of need. Events that name neither a party nor a place, and further mentions of
    an event that is listed, are left out: nobody could act on them."""
    view = _View(reading)
    order = list(MEASURE)
    out = [view.figure(f) for f in sorted(reading.figures, key=lambda f: (order.index(f.measure), f.start))]
    out += [view.control(c, i) for i, c in enumerate(reading.control, 1)]
    seen = set()
    for e in reading.events:
        key = (e.type, e.mode, e.actor, e.recipient, e.place, e.time, e.modality, e.statement)
        if e.same_as is None and (e.actor or e.recipient or e.place) and key not in seen:
            seen.add(key)
            out.append(view.event(e))
    out += [view.commitment(c, i) for i, c in enumerate(reading.commitments, 1)]
    out += [view.statement(s) for s in sorted(reading.statements, key=lambda s: s.content[0].start)]
    return tuple(out)


class _View:
    """A reading with what its items refer to at hand."""

    def __init__(self, reading: Reading) -> None:
        self.published = reading.report.published
        self.publisher = one_line(reading.report.publisher or "") or "the report itself"
        self.by_id = {s.id: s for s in reading.statements}
        self.places: dict[str, list[Place]] = {}
        for p in reading.places:
            for key in {p.name, p.entity} - {None}:
                self.places.setdefault(str(key), []).append(p)
        self.times: dict[str, list[Time]] = {}
        for t in reading.times:
            if t.edtf:
                self.times.setdefault(t.edtf, []).append(t)

    def figure(self, f: Figure) -> Claim:
        value = amount(f) + (" (worked out)" if f.derived_from else "")
        return self._claim("figure", f.id, f, MEASURE[f.measure], value, f.modality, unit=one_line(f.unit or ""))

    def control(self, c: Control, n: int) -> Claim:
        return self._claim("control", f"c{n}", c, CONTROL[c.status] if c.holder else c.status, one_line(c.holder or ""), c.modality)

    def event(self, e: Event) -> Claim:
        actor, recipient = one_line(e.actor or ""), one_line(e.recipient or "")
        value = f"{actor} → {recipient}" if actor and recipient else actor or (f"→ {recipient}" if recipient else "")
        return self._claim("event", e.id, e, event_words(e), value, e.modality)

    def commitment(self, c: Commitment, n: int) -> Claim:
        statement = self.by_id.get(c.statement or "")
        chain, own = self.chain(statement)
        status = "if a condition is met" if c.conditional else ""
        return Claim(
            kind="commitment", id=f"p{n}", spans=(Span(c.start, c.end),), what=one_line(c.who), value=one_line(c.what), chain=chain, own_voice=own,
            status=status, statement=statement, when=when(c.due, self.published) or NO_DAY, resolved_time=self._time(c.due, c.start),
            confidence=c.confidence,
        )  # fmt: skip

    def statement(self, s: Statement) -> Claim:
        chain, own = self.chain(s)
        answered = self._answered(s)
        return Claim(
            kind="statement", id=s.id, spans=s.content, what=STANCE[s.stance] + (f" what {answered} said" if answered else ""), value="", chain=chain,
            answered=answered, own_voice=own, status=self.status(s), statement=s, when=when(s.made, self.published), resolved_time=self._time(s.made, s.content[0].start),
            doubtful=s.stance in ("denies", "disputes", "doubts"), confidence=s.confidence,
        )  # fmt: skip

    def _claim(self, kind: ClaimKind, id: str, item: Figure | Control | Event, what: str, value: str, modality: str, *, unit: str = "") -> Claim:
        statement = self.by_id.get(item.statement or "")
        chain, own = self.chain(statement)
        place = self._place(item.place, item.place_entity, item.start)
        status = self.status(statement)
        # "planned" in somebody's words says more than that they were stated; who denies or disputes stays in sight
        status = MODALITY[modality] if modality != "asserted" and status in ("stated", "reported") else status
        return Claim(
            kind=kind, id=id, spans=(Span(item.start, item.end),), what=what, value=value, chain=chain, own_voice=own, status=status, statement=statement,
            unit=unit, answered=self._answered(statement) if statement else "", place=country_of(place, item.place) if item.place else "", precision=mark(place), when=when(item.time, self.published),
            resolved_place=place, resolved_time=self._time(item.time, item.start), doubtful=status not in ("stated", "reported"),
            confidence=item.confidence,
        )  # fmt: skip

    def chain(self, statement: Statement | None) -> tuple[tuple[str, ...], bool]:
        """Who says so, root first, through whom, and whether that is the publisher's own voice."""
        out: list[str] = []
        s, seen = statement, set[str]()
        while s is not None and s.id not in seen:
            seen.add(s.id)
            if s.source.kind != "publisher":
                name = one_line(s.source.name) or "somebody"
                body = one_line(s.source.on_behalf_of or "")
                out.append(f"{name} (for {body})" if body and body.lower() not in name.lower() else name)
            out += [one_line(v) for v in reversed(s.via)]
            s = self.by_id.get(s.within or "")
        chain = tuple(dict.fromkeys(out))  # "CNN" as a `via` inside CNN's own statement is one link
        return chain or (self.publisher,), not chain

    def status(self, s: Statement | None) -> str:
        """How firmly: "stated" by the root itself, "reported" at second hand, or what else its source does."""
        if s is None:
            return "stated"
        if s.stance != "asserts":
            answered = self._answered(s)
            return f"{s.stance} {answered}" if answered else s.stance
        return "reported" if s.via or s.within else "stated"

    def _answered(self, s: Statement) -> str:
        other = self.by_id.get(s.about or "")
        return one_line(other.source.name) if other and other.source.kind != "publisher" else ""

    def _place(self, name: str | None, entity: str | None, at: int) -> Place | None:
        if name is None:
            return None
        found = self.places.get(entity or "") or self.places.get(name) or ()
        return min(found, key=lambda p: (p.latitude is None, abs(p.start - at)), default=None)

    def _time(self, edtf: str | None, at: int) -> Time | None:
        return min(self.times.get(edtf or "", ()), key=lambda t: abs(t.start - at), default=None)
