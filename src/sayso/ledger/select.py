"""Which claims are wanted, as SQL, and rows as claims."""

import math
import re
from dataclasses import dataclass
from typing import Any

from sayso.ledger.names import fold
from sayso.types.claims import Actor, Claim, ClaimKind, Root

__all__ = ["BARE", "SELECT", "Filter", "bare_claim", "claim_of", "whole"]

_OWN = (
    "c.key", "r.key", "r.publisher", "c.kind", "c.start", "c.end", "n.start", "n.end", "substr(r.text, n.start + 1, n.end - n.start)", "c.via", "c.stance", "c.modality",
    "c.statement", "c.about", "c.time", "c.earliest", "c.latest", "c.made", "c.reported", "c.measure", "c.low", "c.high", "c.relation", "c.unit", "c.rate", "c.part_of",
    "c.type", "c.mode", "c.actor", "c.actor_name", "c.recipient", "c.recipient_name", "c.what", "c.due", "c.conditional", "c.confidence", "c.origin", "c.known_from",
    "c.known_to",
)  # fmt: skip
_WIDTH = len(_OWN)
_FROM = "FROM claim c JOIN report r ON r.id = c.report JOIN sentence n ON n.id = c.sentence"
SELECT = (
    f"SELECT {', '.join(_OWN)}, s.id, s.key, s.name, s.kind, s.entity, p.id, p.name, p.geonameid, p.country, p.latitude, p.longitude, p.radius_km, p.precision"
    f" {_FROM} JOIN source s ON s.id = c.source LEFT JOIN entity p ON p.id = c.place"
)
"""Rows that :func:`claim_of` makes into claims."""
BARE = f"SELECT {', '.join(_OWN)}, c.source, c.place, c.id {_FROM}"
"""Rows of :func:`bare_claim`: source and place by their numbers, and the claim's own."""
_KM_PER_DEGREE = 111.2
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims are wanted; what is None asks nothing.

    Attributes:
        kinds, measures, types, keys: Any of these.
        place: Name of a place: claims there, and in what lies within its radius.
        near: Latitude, longitude and kilometres.
        text: Words that the claim's sentence holds, all of them.
        about: A name: of the place, the actor, the recipient or the source, or words of the sentence.
        source: Name of a root.
        report: Key of a report.
        since, until: Days on which it was told, both included.
        happened_since, happened_until: Days that the claim's own time overlaps.
        due_before: Commitments due before a day.
        as_of: Only what had been told by the end of a day.
        recorded: Only what the ledger held at a moment (UTC); now, if None.
        modality, stance: As in a reading.
        copies: Whether claims of near-copies are wanted too.
        newest: Newest reports first; else oldest first.
    """

    kinds: tuple[ClaimKind, ...] = ()
    measures: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    place: str | None = None
    places: tuple[int, ...] = ()
    near: tuple[float, float, float] | None = None
    text: str | None = None
    about: str | None = None
    source: str | None = None
    sources: tuple[int, ...] = ()
    report: str | None = None
    since: str | None = None
    until: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    due_before: str | None = None
    as_of: str | None = None
    recorded: str | None = None
    modality: str | None = None
    stance: str | None = None
    copies: bool = True
    newest: bool = True
    limit: int = 1000
    offset: int = 0

    def sql(self) -> tuple[str, list[object]]:
        """The query and its arguments."""
        where, args = self.where()
        order = "DESC" if self.newest else "ASC"
        return f"{SELECT} WHERE {where} ORDER BY c.reported {order}, c.report {order}, c.start LIMIT ? OFFSET ?", [*args, self.limit, self.offset]

    def where(self) -> tuple[str, list[object]]:
        """The condition and its arguments, on the tables of :data:`SELECT` by their letters there."""
        where: list[str] = []
        args: list[object] = []

        def ask(condition: str, *values: object) -> None:
            where.append(condition)
            args.extend(values)

        if self.recorded:
            ask("c.known_from <= ? AND (c.known_to IS NULL OR c.known_to > ?)", self.recorded, self.recorded)
        else:
            ask("c.known_to IS NULL")
        # names and words lead to few claims: a plus keeps SQLite from walking through all of a kind or period instead
        plain = "+" if self.text or self.about else ""
        for column, values in (
            (f"{plain}c.kind", self.kinds),
            ("c.measure", self.measures),
            ("c.type", self.types),
            ("c.key", self.keys),
            ("c.place", self.places),
            ("c.source", self.sources),
        ):
            if values:
                ask(f"{column} IN ({','.join('?' * len(values))})", *values)
        if self.place:
            ask(f"c.place IN ({_WITHIN})", fold(self.place), fold(self.place))
        if self.near:
            ask(*_near(*self.near))
        if self.text:
            ask("c.sentence IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?)", _match(self.text))
        if self.about:
            ways, names = self._about()
            ask(ways, *names)
        if self.source:
            ask(
                "c.source IN (SELECT o.id FROM source o LEFT JOIN alias a ON a.entity = o.entity WHERE a.folded = ? OR o.key IN (?, ?))",
                fold(self.source),
                f"publication:{fold(self.source)}",
                f"name:{fold(self.source)}",
            )
        for condition, value in (
            ("r.key = ?", self.report),
            (f"{plain}c.reported >= ?", self.since),
            (f"{plain}c.reported <= ?", self.until),
            (f"{plain}c.reported <= ?", self.as_of),
            ("(c.latest IS NULL AND c.earliest IS NOT NULL OR c.latest >= ?)", self.happened_since),
            ("(c.earliest IS NULL AND c.latest IS NOT NULL OR c.earliest <= ?)", self.happened_until and self.happened_until + "T23:59"),
            ("c.due < ?", self.due_before),
            ("c.modality = ?", self.modality),
            ("c.stance = ?", self.stance),
        ):
            if value:
                ask(condition, value)
        if not self.copies:
            ask("r.copy_of IS NULL")
        return " AND ".join(where), args

    def _about(self) -> tuple[str, list[object]]:
        """Claims that a name or words are about, each way by an index of its own: one condition with OR would look at every claim."""
        name = fold(self.about or "")
        stands = "" if self.recorded else " AND known_to IS NULL"
        entities = "SELECT entity FROM alias WHERE folded = ? UNION SELECT e.id FROM entity e JOIN alias a ON a.entity = e.merged WHERE a.folded = ?"
        ways = (
            f"place IN ({_WITHIN})",
            f"actor IN ({entities})",
            f"recipient IN ({entities})",
            f"source IN (SELECT id FROM source WHERE entity IN ({entities}))",
            "sentence IN (SELECT rowid FROM sentence_text WHERE sentence_text MATCH ?)",
        )
        ids = " UNION ".join(f"SELECT id FROM claim WHERE {way}{stands}" for way in ways)
        return f"c.id IN ({ids})", [*[name] * 8, _match(self.about or "")]


_WITHIN = (
    "SELECT q.id FROM alias a JOIN entity e ON e.id = a.entity JOIN entity q ON q.id = e.id OR q.merged = e.id OR q.id = e.merged WHERE a.folded = ? AND e.kind = 'place'"
    " UNION SELECT b.id FROM alias a JOIN entity e ON e.id = a.entity JOIN place_box o ON o.id = e.id JOIN place_box b"
    " ON b.south >= o.south AND b.north <= o.north AND b.west >= o.west AND b.east <= o.east JOIN entity q ON q.id = b.id"
    " WHERE a.folded = ? AND e.kind = 'place' AND e.precision IN ('country', 'province', 'region', 'district') AND (q.country = e.country OR e.country IS NULL)"
)
"""Places of a name, and those that lie in them."""


def _match(text: str) -> str:
    """Words as an FTS5 query that has no syntax of its own."""
    return " ".join(f'"{w}"' for w in _WORD.findall(text)) or '""'


def _near(latitude: float, longitude: float, km: float) -> tuple[str, float, float, float, float, float, float, float, float]:
    """A condition: the place's point within so many kilometres (on the sphere), its box asked first."""
    half = km / _KM_PER_DEGREE
    wide = half / max(0.01, math.cos(math.radians(latitude)))
    distance = (
        "12742 * asin(sqrt(pow(sin(radians(e.latitude - ?) / 2), 2) + cos(radians(?)) * cos(radians(e.latitude)) * pow(sin(radians(e.longitude - ?) / 2), 2)))"
    )
    return (
        f"c.place IN (SELECT b.id FROM place_box b JOIN entity e ON e.id = b.id WHERE b.north >= ? AND b.south <= ? AND b.east >= ? AND b.west <= ? AND {distance} <= ?)",
        latitude - half, latitude + half, longitude - wide, longitude + wide, latitude, latitude, longitude, km,
    )  # fmt: skip


def claim_of(row: tuple[Any, ...]) -> Claim:
    """A row of :data:`SELECT` as a claim."""
    sid, skey, sname, skind, sentity, pid, pname, geonameid, country, lat, lon, radius, precision = row[_WIDTH:]
    place = None
    if pid is not None:
        place = Actor(
            id=pid, kind="place", name=pname, geonameid=geonameid, country=country, latitude=lat, longitude=lon, radius_km=radius, precision=precision,
        )  # fmt: skip
    return bare_claim(row, Root(id=sid, key=skey, name=sname, kind=skind, entity=sentity), place)


def bare_claim(row: tuple[Any, ...], root: Root, place: Actor | None) -> Claim:
    """A row that begins as those of :data:`SELECT` and :data:`BARE` do as a claim, with its root and place."""
    (
        key, report, publisher, kind, start, end, context_start, context_end, quote, via, stance, modality, statement, about, time, earliest, latest, made, reported,
        measure, low, high, relation, unit, rate, part_of, type, mode, actor, actor_name, recipient, recipient_name, what, due, conditional, confidence, origin,
        known_from, known_to,
    ) = row[:_WIDTH]  # fmt: skip
    return Claim(
        key=key, report=report, publisher=publisher, kind=kind, start=start, end=end, context_start=context_start, context_end=context_end, quote=quote,
        root=root, via=tuple(via.split("\n")) if via else (), stance=stance, modality=modality,
        statement=statement, about=about, place=place, time=time, earliest=earliest, latest=latest, made=made, reported=reported, measure=measure, low=whole(low),
        high=whole(high), relation=relation, unit=unit, rate=rate, part_of=part_of, type=type, mode=mode, actor=actor, actor_name=actor_name,
        recipient=recipient, recipient_name=recipient_name, what=what, due=due, conditional=bool(conditional), confidence=confidence, origin=origin,
        known_from=known_from, known_to=known_to,
    )  # fmt: skip


def whole(value: float | None) -> float | None:
    """A number of the file, whole where it is."""
    return int(value) if value is not None and float(value).is_integer() else value
