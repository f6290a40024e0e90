"""What one reading of one report holds. The JSON of ``sayso read --format json`` is these values, field for field.

All values are frozen; collections are tuples; ``None`` means "the text does not say" and nothing else. Offsets are ``str``
indices into the report's text, end exclusive, so that ``text[start:end]`` shows why a field has its value. Invariants are
checked when a value is made, which is also when it is decoded from JSON.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from sayso.errors import ReadingError
from sayso.types.kinds import (
    ControlStatus,
    EntityKind,
    EventType,
    Measure,
    Modality,
    Precision,
    Quoted,
    Relation,
    SourceKind,
    Stance,
    TimeKind,
    Use,
)

__all__ = [
    "Candidate",
    "Commitment",
    "Control",
    "Entity",
    "Event",
    "Figure",
    "Offset",
    "Place",
    "Reading",
    "ReportInfo",
    "Source",
    "Span",
    "Statement",
    "Time",
    "Unresolved",
    "Warning",
]

Offset = Annotated[int, Meta(ge=0)]
Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]
"""Share of items with this value that are right: of those given 0.8, eight in ten."""


def _ordered(what: str, start: int, end: int) -> None:
    if end < start:
        raise ReadingError(f"{what} from {start} to {end}", "an end that is not before its start", "check where the offsets come from")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of the report's text.

    >>> Span(start=3, end=1)
    Traceback (most recent call last):
    sayso.errors.ReadingError: Span from 3 to 1; expected an end that is not before its start; check where the offsets come from
    """

    start: Offset
    end: Offset

    def __post_init__(self) -> None:
        _ordered("Span", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInfo:
    """Which report was read, and by what.

    Attributes:
        id: First 16 hex digits of ``sha256``, or the id that the user gave.
        sha256: Of the text in UTF-8.
        characters: Length of the text.
        published: Day, "2022-03-26".
        reader: Version that read it, "sayso 0.1.0".
    """

    id: str
    uri: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str
    characters: Offset
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that the report speaks of, with every stretch of text that means it.

    Attributes:
        name: Canonical name in English; of a body its own as the report writes it.
        aliases: Other names the report uses for it.
        role: "President", "deputy chief of staff".
        of: What the role belongs to: "Ukraine", "Russian army".
        geonameid: GeoNames' number, for places.
        mentions: Start and end of each mention, names, pronouns and descriptions alike.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    of: str | None = None
    geonameid: int | None = None
    mentions: tuple[tuple[Offset, Offset], ...] = ()
    confidence: Confidence = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A stretch of text that names a time.

    Attributes:
        type: TIMEX3's class.
        timex: TIMEX3 value.
        edtf: "2022-03-25", an interval "2022-03-27/2022-03-28", with a part of day "2022-03-25TNI"; None if unresolved.
        earliest, latest: First and last minute that the words allow ("2022-03-25T21:00"); None if open or unresolved.
        anchor: What it was read from: "published", "said", "text" (absolute), "time:<start>" (another time), None if unresolved.
    """

    start: Offset
    end: Offset
    text: str
    type: TimeKind
    timex: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: str | None = None
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Time", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry of the gazetteer that a name may mean, and why it was ranked where it was."""

    name: str
    geonameid: int | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str | None = None
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention of a place, a demonym or a government.

    Attributes:
        name: Canonical English name; the text itself if unresolved.
        country: ISO 3166-1 alpha-2; None for seas, regions over several countries, states that are no more.
        latitude, longitude: Degrees, WGS 84; None if unresolved.
        feature: GeoNames feature code ("PPLC", "ADM1", "SEA").
        precision: What sort of area the mention can be pinned to.
        radius_km: Radius of a circle around the point that holds what the words can mean.
        candidates: Other entries, best first.
    """

    start: Offset
    end: Offset
    text: str
    name: str
    geonameid: int | None = None
    country: str | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    feature: str | None = None
    precision: Precision | None = None
    radius_km: Annotated[float, Meta(ge=0)] | None = None
    use: Use = "location"
    entity: str | None = None
    candidates: tuple[Candidate, ...] = ()
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Place", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who is credited with a statement.

    Attributes:
        name: Canonical name, or for an anonymous source the description that the text gives.
        start, end: The words that name it here; None where only the context does.
        on_behalf_of: The body that a spokesperson speaks for.
    """

    name: str
    entity: str | None = None
    start: Offset | None = None
    end: Offset | None = None
    kind: SourceKind
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something that a source is credited with: speech, belief or intention.

    Attributes:
        cue: The words that credit it; None where there are none.
        content: What was said, without outer quotation marks; several parts where the cue splits it.
        via: Outlets between the root and the report, nearest to the report first.
        medium: "video message", "Twitter".
        made: When it was said, EDTF.
        within: Id of the statement that this one is part of.
        about: Id of the statement that this one answers.
    """

    id: str
    source: Source
    cue: Span | None = None
    content: Annotated[tuple[Span, ...], Meta(min_length=1)]
    quoted: Quoted
    stance: Stance
    via: tuple[str, ...] = ()
    medium: str | None = None
    made: str | None = None
    within: str | None = None
    about: str | None = None
    confidence: Confidence = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that counts people, dwellings, troops, arms, area or aid, as a closed range.

    Attributes:
        low, high: Smallest and largest value that the words allow; None if open.
        unit: What is counted, in the words of the text: "civilians".
        derived_from: Spans that it was worked out from ("a quarter of the 44 million").
        part_of: Id of the figure that this is a part of.
        rate: "day" for "a day", else None.

    >>> Figure(id="f1", start=0, end=9, measure="killed", low=9, high=3, relation="range", unit=None)
    Traceback (most recent call last):
    sayso.errors.ReadingError: Figure from 9 to 3; expected low not above high; check how the range was worked out
    """

    id: str
    start: Offset
    end: Offset
    measure: Measure
    low: float | int | None
    high: float | int | None
    relation: Relation
    unit: str | None
    place: str | None = None
    place_entity: str | None = None
    time: str | None = None
    statement: str | None = None
    modality: Modality = "asserted"
    derived_from: tuple[Span, ...] = ()
    part_of: str | None = None
    rate: str | None = None
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Figure", self.start, self.end)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ReadingError(f"Figure from {self.low} to {self.high}", "low not above high", "check how the range was worked out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, will or might happen, in PLOVER's types. ``start``–``end`` cover the trigger.

    Attributes:
        time: EDTF of the time at which it happened.
        time_cue: The words that ``time`` was read from.
        time_carried: Whether they stand in another sentence, from where the time was carried on. It is then inferred, and ``confidence``
            no higher than what speaks for it.
    """

    id: str
    start: Offset
    end: Offset
    type: EventType
    mode: str | None = None
    context: tuple[str, ...] = ()
    actor: str | None = None
    actor_entity: str | None = None
    recipient: str | None = None
    recipient_entity: str | None = None
    place: str | None = None
    place_entity: str | None = None
    time: str | None = None
    time_cue: Span | None = None
    time_carried: bool = False
    instrument: str | None = None
    modality: Modality = "asserted"
    modality_cue: Span | None = None
    statement: str | None = None
    same_as: str | None = None
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Event", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who holds, contests, besieges, took, retook or lost a place."""

    start: Offset
    end: Offset
    place: str
    place_entity: str | None = None
    status: ControlStatus
    holder: str | None = None
    holder_entity: str | None = None
    time: str | None = None
    modality: Modality = "asserted"
    statement: str | None = None
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Control", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a named party says that it or another will do; ``due`` is EDTF, None for "soon"."""

    start: Offset
    end: Offset
    who: str
    who_entity: str | None = None
    what: str
    due: str | None = None
    conditional: bool = False
    statement: str | None = None
    confidence: Confidence = 1.0

    def __post_init__(self) -> None:
        _ordered("Commitment", self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """Something that was seen and not understood, and why."""

    start: Offset
    end: Offset
    kind: Literal["place", "time", "source", "figure", "entity"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """Something about the whole report that limits its reading: no date, say."""

    kind: str
    seen: str
    expected: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that one report says, as sayso read it.

    Attributes:
        report: Which report.
        text: The text that all offsets point into.
    """

    report: ReportInfo
    text: str
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    control: tuple[Control, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    warnings: tuple[Warning, ...] = ()
