"""What the ledger holds and answers: claims, flat, and what joins them. Frozen, no input or output.

A :class:`Claim` is one figure, event, control of a place, commitment or statement of one report, with its slots side by
side: the row of a table, of an export and of a page. Keys are hashes of what a claim says and where: the same report read
twice by the same reader gives the same keys.

Claims, and what stands in each, are made by the thousand: msgspec's structs, which take a quarter of the time of frozen dataclasses to make, and which
the garbage collector need not walk through, since nothing in them can point back.
"""

from dataclasses import dataclass, field
from typing import Literal

import msgspec

__all__ = ["Actor", "Added", "Claim", "ClaimKind", "Correction", "Difference", "Judgement", "Link", "Report", "Root", "Verdict"]

ClaimKind = Literal["statement", "figure", "event", "control", "commitment"]
Verdict = Literal["repeats", "corroborates", "contradicts", "updates", "sums_to", "different_scope", "unsure"]
Action = Literal["accept", "fix", "reject", "split", "merge", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of the ledger, without its text.

    Attributes:
        key: Hash of text, publisher, day and address.
        reported: The day that counts as when it was told: ``published``, else the day on which it was added.
        copy_of: Key of the earlier report that it is a near-copy of.
        claims: How many claims stand now.
    """

    key: str
    uri: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    reported: str
    sha256: str
    characters: int
    reader: str
    added: str
    copy_of: str | None = None
    claims: int = 0


class Actor(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person, body, group or place across reports.

    Attributes:
        id: Number in this ledger.
        names: Every name that a report uses for it.
        reports: In how many reports it is named.
    """

    id: int
    kind: str
    name: str
    role: str | None = None
    of: str | None = None
    geonameid: int | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    precision: str | None = None
    names: tuple[str, ...] = ()
    reports: int = 0


class Root(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The innermost source of a chain: who a claim stands on in the end.

    Attributes:
        key: Equal for one root in several reports.
        kind: As in a reading: named, anonymous, organisation, publication, document, publisher.
    """

    id: int
    key: str
    name: str
    kind: str
    entity: int | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that one report says somebody says.

    Attributes:
        key: Hash of report, kind, characters and slots.
        start, end: Characters of the report's text that the claim was read from.
        context_start, context_end: The sentence around them, or the statement's content; ``quote`` is that text.
        root: Who it stands on in the end.
        via: Outlets between root and report, nearest to the report first.
        statement: Key of the claim that is the statement as such; None for the publisher's own voice.
        about: Key of the statement's claim that this one answers.
        place: The place, or None.
        time, earliest, latest: When it happened: EDTF, first and last minute.
        made: When it was said, EDTF.
        reported: Day on which the report told it.
        type: PLOVER's type of an event; status of control.
        actor: Who acts, holds, or promises; ``actor_name`` as the report calls it.
        due: When a commitment is due, EDTF.
        origin: The reader's version, or "person:<number of the correction>".
        known_from, known_to: When the ledger learned it, and when it ceased to hold it.
    """

    key: str
    report: str
    publisher: str | None
    kind: ClaimKind
    start: int
    end: int
    context_start: int
    context_end: int
    quote: str
    root: Root
    via: tuple[str, ...] = ()
    stance: str = "asserts"
    modality: str = "asserted"
    statement: str | None = None
    about: str | None = None
    place: Actor | None = None
    time: str | None = None
    earliest: str | None = None
    latest: str | None = None
    made: str | None = None
    reported: str
    measure: str | None = None
    low: float | None = None
    high: float | None = None
    relation: str | None = None
    unit: str | None = None
    rate: str | None = None
    part_of: str | None = None
    type: str | None = None
    mode: str | None = None
    actor: int | None = None
    actor_name: str | None = None
    recipient: int | None = None
    recipient_name: str | None = None
    what: str | None = None
    due: str | None = None
    conditional: bool = False
    confidence: float = 1.0
    origin: str
    known_from: str
    known_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a later claim is to an earlier one.

    Attributes:
        slots: What was compared, and how it came out: {"value": "disjoint", "place": "same"}.
        reason: The same in words.
        score: How sure, 0 to 1.
    """

    verdict: Verdict
    slots: dict[str, str] = field(default_factory=dict)
    reason: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A judgement on two claims of the ledger, by their keys; ``a`` was told first."""

    a: str
    b: str
    verdict: Verdict
    slots: dict[str, str]
    reason: str
    score: float
    origin: str
    known_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said of a claim.

    Attributes:
        fields: For "fix" and "split": field to its right value.
        undoes: Number of the correction that this one takes back.
    """

    id: int
    claim: str
    action: Action
    fields: dict[str, object]
    who: str
    why: str
    at: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a newer reading of a report changed: claims that came, and claims that went."""

    came: tuple[Claim, ...] = ()
    went: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a reading did.

    Attributes:
        new: False if the ledger held this very reading already: nothing was changed.
        claims: How many claims it brought.
        copy_of: Key of the report that it is a near-copy of.
        links: Judgements on its claims and those of other reports.
    """

    report: str
    new: bool
    claims: int = 0
    copy_of: str | None = None
    links: int = 0
