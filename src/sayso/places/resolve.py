"""All mentions of places of a report, resolved together: each name has one meaning in a report unless the text says otherwise."""

import math
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, cast

from sayso.places import atlas as tables
from sayso.places.called import as_written
from sayso.places.clues import Clues, clues, states
from sayso.places.gazetteer import Entry
from sayso.places.holders import at_site, elsewhere, holders, stray
from sayso.places.keys import key
from sayso.places.mention import Mention
from sayso.places.rank import Context, Scored, candidates, rank, supported
from sayso.places.scan import scan
from sayso.places.use import use
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import Precision, Use
from sayso.types.reading import Candidate, Place

__all__ = ["resolve"]

_ROUNDS: Final = 2
_POINTS: Final = 40
"""Of so many other places the nearness counts: those named most and surest."""
_EMPTY: Final = Context({}, {}, [])
_WIDER: Final = {"district": 40.0, "province": 80.0}
"""How far the land of a town reaches, in kilometres, where the text speaks of its district or province and no gazetteer has that."""
_NONE: Final = Clues(None, (), 0.0)

_AT_LEAST, _MORE = 0.5, 0.43
"""Of the places that were given the lowest score somewhat more than half are right, of those with the highest nine in ten
(benchmarks/calibration.py)."""


class _Group(NamedTuple):
    """Mentions that mean the same place: the same name, and where given the same place around it."""

    mentions: list[int]
    clues: list[Clues]
    found: list[Entry]
    spelt: bool
    """Whether the entries bear the name as it is spelt, and do not only look or sound like it."""


def resolve(parse: Parse) -> tuple[Place, ...]:
    """Every mention of a place, a government or a people of a state, with where it is.

    Raises:
        GazetteerError: The gazetteer is absent or damaged.

    >>> from sayso.models import parse
    >>> [(p.name, p.country, p.use) for p in resolve(parse("Russian troops shelled Odessa and Mykolaiv in Ukraine."))]
    [('Russia', 'RU', 'demonym'), ('Odesa', 'UA', 'location'), ('Mykolaiv', 'UA', 'location'), ('Ukraine', 'UA', 'location')]
    """
    mentions = scan(parse)
    extra = states(parse, mentions)
    if extra:
        mentions = sorted(mentions + extra, key=lambda m: m.first)
    groups, fixed = _groups(parse, mentions)
    ranked: list[list[Scored]] = [rank(g.found, g.clues, _EMPTY) for g in groups]
    contexts: list[Context] = []
    for _ in range(_ROUNDS):
        contexts = list(_contexts(mentions, groups, ranked, fixed))
        ranked = [_ranked(g, c) for g, c in zip(groups, contexts, strict=True)]
    by_mention: dict[int, tuple[list[Scored], Clues]] = {}
    strays: set[int] = set()
    for g, scored, context in zip(groups, ranked, contexts, strict=True):
        by_mention |= {number: (scored, c) for number, c in zip(g.mentions, g.clues, strict=True)}
        strays.update(g.mentions if stray(scored, context) else ())
    return as_written(mentions, _places(parse, mentions, by_mention, strays))


def _places(parse: Parse, mentions: list[Mention], by_mention: dict[int, tuple[list[Scored], Clues]], strays: set[int]) -> Iterator[Place]:
    named = {key(m.name): s[0].entry for i, m in enumerate(mentions) if (s := by_mention.get(i, ([], _NONE))[0])}
    named |= {key(m.known.entry.name): m.known.entry for m in mentions if m.known is not None}
    found = [None if i in strays else _entry(m, *by_mention.get(i, ([], _NONE)), named) for i, m in enumerate(mentions)]
    inside = holders(parse, mentions, found)
    for i, m in enumerate(mentions):
        scored, around = by_mention.get(i, ([], _NONE))
        e = found[i]
        if m.known is not None and m.known.demonym:
            yield _made(parse, m, m.known.entry, "demonym", (), m.sure, _NONE)
        elif e is None or (m.site and not m.name):
            held = inside.get(i)
            if held is None or held.precision == "country":
                yield _pointless(parse, m, scored, held.country if held and not m.site else None)
            else:
                yield _made(parse, m, held, "location", _others(scored), 0.4 * m.sure, _NONE)
        elif m.site:
            yield _made(parse, m, at_site(parse, m, e), "location", _others(scored[1:]), m.sure * _sure(scored), around)
        else:
            yield _place(parse, m, scored, around)


def _groups(parse: Parse, mentions: list[Mention]) -> tuple[list[_Group], list[int]]:
    """Groups of mentions by name, and the mentions (demonyms) whose meaning is fixed."""
    groups: dict[str, _Group] = {}
    fixed = []
    for i, m in enumerate(mentions):
        if m.known is not None and m.known.demonym:
            fixed.append(i)
            continue
        if m.site and not m.name:
            continue  # a facility without a town in its name lies where its sentence is
        name = key(m.name)
        around = clues(parse, mentions, i)
        # "Odessa, Texas" and "Odesa" of one report are two places
        group = groups.get(name)
        if group is None:
            written = table("places/words")["abbreviations"].get(m.name, m.name)
            found = candidates(written, fuzzy=False)
            spelt = bool(found) or m.known is not None
            if not spelt:
                found = candidates(written)
            if m.known is not None and m.known.entry not in found:
                found.append(m.known.entry)
            group = groups[name] = _Group([], [], found, spelt)
        group.mentions.append(i)
        group.clues.append(around)
    return list(groups.values()), fixed


def _ranked(g: _Group, context: Context) -> list[Scored]:
    """Ranked entries; those that only sound like the name must lie where the report is."""
    found = g.found if g.spelt or not context.countries else [e for e in g.found if supported(e, context)]
    return rank(found, g.clues, context)


class _Said(NamedTuple):
    """What one group says of where the report is: its country, its divisions, its point, and how heavily."""

    country: str | None
    divisions: tuple[tuple[str, str], ...]
    point: tuple[float, float, float] | None
    weight: float


def _said(g: _Group, scored: list[Scored]) -> _Said:
    if not scored or not g.spelt:
        return _Said(None, (), None, 0.0)  # two that only sound like something would speak for each other
    e, sure = scored[0].entry, _sure(scored)
    own = (e.name,) if e.feature == "ADM1" else ()
    divisions = tuple((e.country, w) for w in (*e.within, *own)) if e.country else ()
    point = (e.latitude, e.longitude, min(1.0, sure)) if e.km < 1500 else None
    return _Said(e.country, divisions, point, math.sqrt(len(g.mentions)) * sure)


def _contexts(mentions: list[Mention], groups: list[_Group], ranked: list[list[Scored]], fixed: list[int]) -> Iterator[Context]:
    """For each group, what all others and the demonyms say of the report's countries, divisions and points."""
    countries: dict[str, float] = {}
    divisions: dict[tuple[str, str], float] = {}
    for i in fixed:
        known = mentions[i].known
        if known is not None and known.entry.country:
            countries[known.entry.country] = countries.get(known.entry.country, 0.0) + 0.7
    said = [_said(g, scored) for g, scored in zip(groups, ranked, strict=True)]
    named = set(countries) | {s[0].entry.country for s in ranked if s and s[0].entry.feature in ("PCLI", "PPLC") and s[0].entry.country}
    for s in said:
        if s.country:
            countries[s.country] = countries.get(s.country, 0.0) + s.weight
        for d in s.divisions:
            divisions[d] = divisions.get(d, 0.0) + s.weight
    heavy = sorted((s for s in said if s.point), key=lambda s: -s.weight)[:_POINTS]
    for s in said:
        other = {c: w - s.weight if c == s.country else w for c, w in countries.items()}
        inside = {d: w - s.weight if d in s.divisions else w for d, w in divisions.items()}
        most, top = max(other.values(), default=0.0) or 1.0, max(1.5, max(inside.values(), default=0.0))
        yield Context(
            {c: w / most for c, w in other.items() if w > 1e-6},
            {d: w / top for d, w in inside.items() if w > 1e-6},
            [o.point for o in heavy if o is not s and o.point],
            frozenset(named),
        )


def _sure(scored: list[Scored]) -> float:
    """How sure the first of ranked entries is: from its distance to the next one in another place."""
    best = scored[0]
    other = next((s for s in scored[1:] if s.entry.country != best.entry.country or s.entry.within[-1:] != best.entry.within[-1:]), None)
    margin = best.score - other.score if other else 1.0
    return 1 / (1 + math.exp(-(margin - 0.05) * 6)) * (1.0 if best.entry.official else 0.9)


def _radius(e: Entry) -> float:
    if e.km:
        return e.km
    return round(max(2.0, 1.5 + math.sqrt(max(e.people, 0)) / 120), 1)


def _candidate(s: Scored) -> Candidate:
    e = s.entry
    return Candidate(
        name=e.name, geonameid=e.geonameid, country=e.country, latitude=e.latitude, longitude=e.longitude, feature=e.feature, score=round(s.score, 3), why=s.why
    )


def _entry(m: Mention, scored: list[Scored], around: Clues, named: Mapping[str, Entry]) -> Entry | None:
    """What a mention means, None where nothing does that lies where the text says."""
    if m.known is not None and m.known.demonym:
        return m.known.entry
    return scored[0].entry if scored and not elsewhere(scored[0].entry, around, named) else None


def _others(scored: list[Scored]) -> tuple[Candidate, ...]:
    return tuple(_candidate(s) for s in scored[:5])


def _pointless(parse: Parse, m: Mention, scored: list[Scored], country: str | None) -> Place:
    """A name without a point: nobody knows it, or those who bear it lie elsewhere. A country is too wide to stand for it."""
    span = parse.span(m.first, m.last)
    text = parse.text[span.start : span.end]
    name = parse.words(m.first, m.last) if m.site else m.name
    return Place(start=span.start, end=span.end, text=text, name=name, country=country, candidates=_others(scored), confidence=round(0.5 * m.sure, 2))


def _place(parse: Parse, m: Mention, scored: list[Scored], around: Clues) -> Place:
    best = scored[0].entry
    capital = best.feature == "PPLC" or (best.feature == "PPL" and best.name in tables.words("governments"))
    acts = best.feature == "PCLI" or (m.known is not None and m.known.acts and m.known.entry == best)
    # "northeastern Ukraine" is land
    stands = not m.narrowed and (acts or (capital and m.name in tables.words("governments")))
    how: Use = use(parse, m.first, m.last, capital=capital) if stands else "location"
    return _made(parse, m, best, how, _others(scored[1:]), m.sure * _sure(scored), around)


def _made(parse: Parse, m: Mention, e: Entry, how: Use, others: tuple[Candidate, ...], sure: float, around: Clues) -> Place:
    span = parse.span(m.first, m.last)
    kind = cast(Precision, e.precision or {"PPLC": "city", "PPL": "city", "PPLX": "district", "ADM1": "province", "ADM2": "district"}.get(e.feature, "region"))
    name, radius = e.name, _radius(e)
    if how == "location" and kind == "city" and around.kind in _WIDER:
        # "Fashoda County" where only the town is known, which has another name today
        kind, radius, name = cast(Precision, around.kind), radius + _WIDER[around.kind], name if e.official else m.name
    if how == "location" and around.away and kind in ("city", "point", "district", "water"):
        radius, kind = radius + around.away, "district"
    if m.narrowed and how == "location" and kind in ("country", "province"):
        kind = "region" if kind == "country" else kind
        radius = round(radius * 0.8, 1)
    return Place(
        start=span.start, end=span.end, text=parse.text[span.start : span.end], name=name, geonameid=e.geonameid, country=e.country, latitude=e.latitude,
        longitude=e.longitude, feature=e.feature, precision=kind, radius_km=round(radius, 1), use=how, candidates=others, confidence=round(_AT_LEAST + _MORE * min(1.0, max(0.0, sure)), 2),
    )  # fmt: skip
