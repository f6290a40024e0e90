"""What happens to a report, from its text to its reading.

The order has one knot: when a statement was made is itself a time of the report, and the times inside the statement are
read from it. So times are resolved twice: from the day of publication, then inside dated statements from the day on which
they were made. Finding them, the costly part, is done once, and statements are read again only where a time became another.
"""

import datetime
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from sayso import entities, events, figures, places, statements, times
from sayso.models import parse as encode
from sayso.text.parse import Parse
from sayso.types.reading import Figure, Place, Reading, Statement, Time, Unresolved
from sayso.types.report import Report

__all__ = ["read_report"]


def read_report(report: Report) -> Reading:
    """What one report says.

    Raises:
        ModelError: The encoder's weights are absent or damaged.
        GazetteerError: The gazetteer is absent or damaged.
    """
    with _uncollected():
        return _read(report)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles among what a reading makes: there are none, and looking at tens of thousands of small values again and again costs
    a twentieth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(report: Report) -> Reading:
    published = datetime.date.fromisoformat(report.info.published) if report.info.published else None
    parse = entities.with_groups(encode(report.text))
    where = places.resolve(parse)
    who = entities.resolve(parse, where, published=published)
    phrases = times.find(parse)
    when = times.resolve_all(phrases, parse, published=published)
    said = statements.find(parse, who, when)
    dated = _dated(said)
    if dated:
        again = times.resolve_all(phrases, parse, published=published, said=dated)
        if _redates(when, again, said):
            said = statements.find(parse, who, again)
        when = again
    where = tuple(p if (e := who.place_entity(p)) == p.entity else replace(p, entity=e) for p in where)
    counted = _spoken(parse, figures.find(parse, places=where, times=when), said)
    happened = events.find(parse, entities=who, places=where, times=when, statements=said, published=published)
    if parse.text != report.text:  # read with case that the report lacks; what is quoted of it is as it stands there
        when = tuple(replace(t, text=report.text[t.start : t.end]) for t in when)
        where = tuple(replace(p, text=report.text[p.start : p.end]) for p in where)
    return Reading(
        report=report.info,
        text=report.text,
        entities=who.entities,
        times=when,
        places=where,
        statements=said,
        figures=counted,
        events=happened.events,
        control=happened.control,
        commitments=happened.commitments,
        unresolved=_unresolved(where, when, said, dateless=published is None),
        warnings=report.warnings,
    )


def _dated(said: Sequence[Statement]) -> tuple[times.Said, ...]:
    """The contents of statements whose day is known."""
    out = []
    for s in said:
        day = _day(s.made)
        if day is not None:
            out += [times.Said(c.start, c.end, day) for c in s.content]
    return tuple(out)


def _redates(when: Sequence[Time], again: Sequence[Time], said: Sequence[Statement]) -> bool:
    """Whether times read anew can change when a statement was made: one that is a statement's own, or that now is a time and was none."""
    if len(when) != len(again):
        return True
    made = {s.made for s in said} - {None}
    changed = [(a, b) for a, b in zip(when, again, strict=True) if a != b]
    return any(
        a.edtf in made or b.edtf in made or (a.edtf is None) != (b.edtf is None) or (a.start, a.end, a.type) != (b.start, b.end, b.type) for a, b in changed
    )


def _day(edtf: str | None) -> datetime.date | None:
    """The day of an EDTF value that names exactly one, parts of days left aside."""
    if edtf is None or "/" in edtf:
        return None
    try:
        return datetime.date.fromisoformat(edtf[:10])
    except ValueError:
        return None


def _spoken(parse: Parse, found: Sequence[Figure], said: Sequence[Statement]) -> tuple[Figure, ...]:
    """Figures with the statement that they belong to; its content may begin behind their bound, "about" or "at least". A number
    that a statement disputes is denied there: "called the toll of 31 an invention". A part behind the credit of its whole is said by the same:
    "40 men fled, the mayor said, of whom 12 have returned"."""
    disputed = {s.id for s in said if s.stance == "disputes"}
    told: dict[str, tuple[int, str | None]] = {}
    out = []
    for f in found:
        statement = statements.statement_of(said, f.start) or statements.statement_of(said, f.end - 1)
        sentence = parse.sentence[parse.tokens_in(f.start, f.end)[0]]
        if statement is None and f.part_of in told and told[f.part_of][0] == sentence:
            statement = told[f.part_of][1]
        told[f.id] = sentence, statement
        modality = "denied" if statement in disputed and f.modality == "asserted" else f.modality
        out.append(f if statement is None else replace(f, statement=statement, modality=modality))
    return tuple(out)


def _unresolved(where: Sequence[Place], when: Sequence[Time], said: Sequence[Statement], *, dateless: bool) -> tuple[Unresolved, ...]:
    out = [
        Unresolved(start=p.start, end=p.end, kind="place", why=f"{len(p.candidates)} candidates, none preferred" if p.candidates else "not in the gazetteer")
        for p in where
        if p.latitude is None
    ]
    why = "needs the day of publication, which is not known" if dateless else "not anchored to a day by the text"
    out += [
        Unresolved(start=t.start, end=t.end, kind="time", why=why)
        for t in when
        if t.edtf is None and t.type in ("date", "time") and not (t.timex or "").endswith("_REF")
    ]
    out += [
        Unresolved(start=s.source.start, end=s.source.end, kind="source", why="nobody in the report whom it can mean was found")
        for s in said
        if s.source.entity is None and s.source.start is not None and s.source.end is not None and s.source.name.lower() in _BARE
    ]
    return tuple(sorted(out, key=lambda u: (u.start, u.end)))


_BARE: Final = frozenset("he she they it we i you who this that".split())
