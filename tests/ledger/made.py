"""Readings by hand: a text with marked claims, so that ledger tests need no encoder."""

import hashlib

from sayso.types.reading import Commitment, Control, Entity, Event, Figure, Place, Reading, ReportInfo, Source, Span, Statement

TOWNS = {
    "Goma": (216281, "CD", -1.68, 29.22, "city", 8.0),
    "Bukavu": (217831, "CD", -2.51, 28.86, "city", 8.0),
    "North Kivu": (206938, "CD", -0.8, 29.0, "province", 160.0),
}


def report(sentences, *, publisher="Lake Post", published="2027-03-04", entities=(), reader="sayso test", uri=None, title=None):
    """A reading of one sentence after another; each is (text, claims of it), claims being functions from its offset."""
    text, statements, figures, events, control, commitments = "", [], [], [], [], []
    names = {}
    for body, made in sentences:
        at = len(text)
        for build in made:
            build(at, body, names, statements, figures, events, control, commitments)
        text += body + " "
    places = tuple(
        Place(start=0, end=1, text=text[:1], name=n, geonameid=TOWNS[n][0], country=TOWNS[n][1], latitude=TOWNS[n][2], longitude=TOWNS[n][3], precision=TOWNS[n][4],
              radius_km=TOWNS[n][5], entity=i)
        for n, i in names.items() if n in TOWNS
    )  # fmt: skip
    given = {e.name for e in entities}
    found = tuple(
        Entity(id=i, kind="place" if n in TOWNS else "person", name=n, geonameid=TOWNS[n][0] if n in TOWNS else None)
        for n, i in names.items()
        if n not in given
    )
    found += tuple(Entity(id=names.get(e.name, e.id), kind=e.kind, name=e.name, aliases=e.aliases, role=e.role, of=e.of) for e in entities)
    info = ReportInfo(
        id="r",
        uri=uri,
        title=title,
        publisher=publisher,
        published=published,
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        characters=len(text),
        reader=reader,
    )
    return Reading(
        report=info, text=text, entities=found, places=places, statements=tuple(statements), figures=tuple(figures), events=tuple(events), control=tuple(control),
        commitments=tuple(commitments),
    )  # fmt: skip


def _id(names, name):
    return names.setdefault(name, f"e{len(names) + 1}") if name else None


def says(who, *, kind="named", via=(), stance="asserts", entity=True, on_behalf_of=None):
    def build(at, body, names, statements, *_):
        source = Source(name=who, entity=_id(names, who) if entity and kind == "named" else None, kind=kind, on_behalf_of=on_behalf_of)
        statements.append(
            Statement(id=f"s{len(statements) + 1}", source=source, content=(Span(start=at, end=at + len(body)),), quoted="indirect", stance=stance, via=via)
        )

    return build


def counts(measure, low, high=..., *, place="Goma", time=None, unit="people", modality="asserted", said=True, relation=None):
    def build(at, body, names, statements, figures, *_):
        top = low if high is ... else high
        figures.append(
            Figure(id=f"f{len(figures) + 1}", start=at, end=at + 3, measure=measure, low=low, high=top, relation=relation or ("exact" if low == top else "range"), unit=unit,
                   place=place, place_entity=_id(names, place), time=time, statement=statements[-1].id if said and statements else None, modality=modality)
        )  # fmt: skip

    return build


def holds(who, status="held", *, place="Goma", said=False, modality="asserted"):
    def build(at, body, names, statements, figures, events, control, commitments):
        control.append(
            Control(
                start=at,
                end=at + 4,
                place=place,
                place_entity=_id(names, place),
                status=status,
                holder=who,
                statement=statements[-1].id if said else None,
                modality=modality,
            )
        )

    return build


def does(kind, who, whom=None, *, place="Goma", time=None, modality="asserted"):
    def build(at, body, names, statements, figures, events, control, commitments):
        events.append(
            Event(
                id=f"v{len(events) + 1}",
                start=at,
                end=at + 4,
                type=kind,
                actor=who,
                recipient=whom,
                place=place,
                place_entity=_id(names, place),
                time=time,
                modality=modality,
            )
        )

    return build


def vows(who, what, due=None):
    def build(at, body, names, statements, figures, events, control, commitments):
        commitments.append(Commitment(start=at, end=at + 4, who=who, who_entity=_id(names, who), what=what, due=due))

    return build
