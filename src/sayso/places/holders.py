"""Where a name is that no gazetteer has, or a facility: in the place that its sentence puts it in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final, cast

from sayso.places.clues import Clues
from sayso.places.gazetteer import Entry
from sayso.places.keys import key
from sayso.places.mention import Mention
from sayso.places.rank import Context, Scored, kilometres
from sayso.text.parse import Parse
from sayso.types.kinds import FINENESS, SETTLED, TOWNS, Precision

__all__ = ["at_site", "elsewhere", "holders", "stray"]

_KINDS: Final = {"PPLC": "city", "PPL": "city", "PPLX": "district", "ADM1": "province", "ADM2": "district", "PCLI": "country"}
_GREAT: Final = 300_000  # people
_AROUND_KM: Final = 40.0
"""How far from a town lies a village that a sentence names with it."""
_SITE_KM: Final = 3.0
_SMALL: Final = 50_000  # people
_TOWN: Final = 20_000  # people
_FEW: Final = 3  # other places
_HARDLY: Final = 0.02
_UNNAMED: Final = 0.1
"""How much a report is about a country at least in which it tells of a small town: of one that it names, and of one that it does not."""
_NEAR: Final = 8  # tokens


def elsewhere(e: Entry, around: Clues, named: Mapping[str, Entry]) -> bool:
    """Whether the text says that a place lies in a state or province that an entry does not lie in: "Stroud, Ontario" is not in England.

    Great cities are left alone: "London, Canada and the EU agreed".

    Args:
        e: The entry.
        around: The clues around the mention.
        named: What the names of the report mean, by key.
    """
    if around.listed or not around.inside or e.feature in ("PCLI", "PPLC", "ADM1") or e.people >= _GREAT or e.km > _AROUND_KM:
        return False
    wide = [c for n in around.inside if (c := named.get(key(n))) is not None and c.feature in ("PCLI", "ADM1", "ADM2")]
    return bool(wide) and not any(_lies_in(e, c) for c in wide)


def stray(scored: Sequence[Scored], context: Context) -> bool:
    """Whether the best that a name can mean is a small town in a country that the report, which is about others, never speaks of."""
    if not scored or len(context.points) < _FEW:
        return False
    e = scored[0].entry
    if len(scored) == 1 and e.official and e.people >= _TOWN and " " in key(e.name):
        return False  # "flew to Sharm el-Sheikh": no other is called so; of one word there are namesakes that no gazetteer has
    share = context.countries.get(e.country or "", 0.0)
    never = share < _HARDLY if e.country in context.named else share < _UNNAMED
    small = e.people < _SMALL or (not e.official and e.country not in context.named and e.people < _GREAT)
    return e.feature in ("PPL", "ADM2") and small and never and "lies in" not in scored[0].why


def _lies_in(e: Entry, c: Entry) -> bool:
    if e.country != c.country:
        return False
    return c.feature in ("PCLI", "ADM2") or not e.within or key(c.name) in {key(w) for w in e.within}


def holders(parse: Parse, mentions: Sequence[Mention], found: Sequence[Entry | None]) -> dict[int, Entry]:
    """What stands for each place without a point, by the number of its mention: the place that a sentence names beside it, under its own
    name, with a radius that holds both. Where one sentence names none, another that names the same place may.

    Args:
        parse: The report's parse.
        mentions: All mentions.
        found: For each mention its entry, None where there is none.
    """
    out: dict[int, Entry] = {}
    best: dict[str, Entry] = {}
    open_ = [i for i, m in enumerate(mentions) if found[i] is None or (m.site and not m.name)]
    towns = {key(n.name): e for n, e in zip(mentions, found, strict=True) if e is not None and not n.site and _KINDS.get(e.feature) in ("city", "district")}
    for i in open_:
        held = _own_town(parse, mentions[i], towns) or _holder(parse, mentions, found, i)
        if held is not None:
            out[i] = held
            known = best.get(key(held.name))
            if known is None or _fineness(held) < _fineness(known):
                best[key(held.name)] = held
    for i in open_:
        if i not in out and mentions[i].site and (held := _in_the_story(parse, mentions, found, i)) is not None:
            out[i] = held
    here = _main(found)
    for i in open_:
        if not mentions[i].site and (i not in out or out[i].precision == "country"):
            held = _around(parse, mentions, found, i, out[i].country if i in out else here)
            if held is not None:
                out[i] = held
                best.setdefault(key(held.name), held)
    for i in open_:
        m = mentions[i]
        other = best.get(key(parse.words(m.first, m.last) if m.site else m.name))
        if other is not None and (i not in out or out[i].precision == "country"):
            out[i] = other
    return out


def _fineness(e: Entry) -> int:
    return FINENESS.get(cast(Precision, e.precision), len(FINENESS))


def _own_town(parse: Parse, m: Mention, towns: Mapping[str, Entry]) -> Entry | None:
    """A facility that begins with the name of a town of the report, however small: "Marib airport"."""
    if not m.site:
        return None
    town = next((e for stop in range(m.last - 1, m.first - 1, -1) if (e := towns.get(key(parse.words(m.first, stop)))) is not None), None)
    return None if town is None else at_site(parse, m, town)


def _in_the_story(parse: Parse, mentions: Sequence[Mention], found: Sequence[Entry | None], i: int) -> Entry | None:
    """A facility, its sentence without a town, in the last town spoken of before it, datelines and places of origin aside."""
    m = mentions[i]
    for k in range(i - 1, -1, -1):
        n, e = mentions[k], found[k]
        if parse.tokens[m.first].start - parse.tokens[n.first].start > _FAR:
            return None
        if e is None or n.site or _KINDS.get(e.feature) != "city" or parse.tokens[n.first].text.isupper() or parse.lower[n.first - 1] in ("from", "to"):
            continue
        return e._replace(name=parse.words(m.first, m.last), geonameid=None, feature=m.site, precision="point", km=_reach(e), people=0)
    return None


def _main(found: Sequence[Entry | None]) -> str | None:
    """The country that most of a report's mentions are in."""
    counts = Counter(e.country for e in found if e is not None and e.country)
    return counts.most_common(1)[0][0] if counts else None


def _around(parse: Parse, mentions: Sequence[Mention], found: Sequence[Entry | None], i: int, country: str | None) -> Entry | None:
    """A name whose sentence puts it nowhere, near the place of the country that its paragraph names next to it; where it names none, in the
    middle of the report's places there if those lie close together, else near the capital if the paragraph says that something is in it."""
    m = mentions[i]
    known = []
    for k, n in enumerate(mentions):
        e = found[k]
        if e is not None and k != i and e.country == country and e.feature not in _WIDE and e.km < _WIDE_KM and not n.site:
            known.append((abs(n.first - m.last), k, e))
    beside = [n for n in known if parse.paragraph[mentions[n[1]].first] == parse.paragraph[m.first]]
    towns = [n for n in beside if n[2].feature != "PPLC"]
    middle = None if towns else _middle([e for _, _, e in known if e.feature != "PPLC"])
    if middle is not None:
        return middle._replace(name=m.name)
    put = towns or [n for n in beside if parse.lower[mentions[n[1]].first - 1] in _PUT]
    return _near(min(put)[2], m.name) if put else None


def _near(e: Entry, name: str) -> Entry:
    """A name in the surroundings of a place."""
    kind = e.precision or _KINDS.get(e.feature, "region")
    town = kind in TOWNS
    away = _PARAGRAPH_KM if town else _AROUND_KM
    return e._replace(name=name, geonameid=None, feature="PPL", precision="district" if town else kind, km=_reach(e) + away, people=0)


def _middle(places: Sequence[Entry]) -> Entry | None:
    """The stretch that holds places, None where they are few or far apart."""
    points = {(e.latitude, e.longitude) for e in places}
    if len(points) < _FEW:
        return None
    lat, lon = median(p[0] for p in points), median(p[1] for p in points)
    reach = max(kilometres(lat, lon, *p) for p in points)
    if reach > _CLOSE_KM:
        return None
    return places[0]._replace(geonameid=None, latitude=lat, longitude=lon, feature="PPL", precision="district", km=reach + _AROUND_KM, within=(), people=0)


_OPEN: Final = frozenset(("CONT", "OCN", "SEA", "GULF", "STM", "STRT"))
_WIDE: Final = _OPEN | {"PCLI"}
_WIDE_KM: Final = 400
_PUT: Final = frozenset("in of near from outside around inside".split())
"""What stands before a capital that is a place and no government."""
_PARAGRAPH_KM: Final = 120.0
_CLOSE_KM: Final = 150.0
"""How far from the town beside it in its paragraph three in four names lie that no gazetteer has, and over what stretch the places of a report may
spread, that another is likely among them."""
_FAR: Final = 1200  # characters


def _holder(parse: Parse, mentions: Sequence[Mention], found: Sequence[Entry | None], i: int) -> Entry | None:
    m = mentions[i]
    n = _beside(parse, mentions, found, i)
    if n is None:
        return None
    e = found[n]
    assert e is not None
    name = parse.words(m.first, m.last) if m.site else m.name
    kind = e.precision or _KINDS.get(e.feature, "region")
    if m.site:
        city = kind in SETTLED
        return e._replace(name=name, geonameid=None, feature=m.site, precision="point" if city else kind, km=_reach(e) + (0.0 if city else _SITE_KM), people=0)
    if kind in TOWNS:
        return e._replace(name=name, geonameid=None, feature="PPL", precision="district", km=_reach(e) + _AROUND_KM, people=0)
    return e._replace(name=name, geonameid=None, feature="PPL", precision=kind, km=_reach(e), people=0)


def at_site(parse: Parse, m: Mention, town: Entry) -> Entry:
    """A facility in the town that its name begins with."""
    return town._replace(name=parse.words(m.first, m.last), geonameid=None, feature=m.site, precision="point", km=_reach(town), people=0)


def _reach(e: Entry) -> float:
    return e.km or max(2.0, 1.5 + e.people**0.5 / 120)


def _beside(parse: Parse, mentions: Sequence[Mention], found: Sequence[Entry | None], i: int) -> int | None:
    """The mention that says where another lies: the one right behind it ("Kampu, a village in Ituri"), else the one right before ("Ituri's
    Kampu"), else the nearest of its sentence; narrower ones before countries."""
    m = mentions[i]
    first, last = parse.sentences[parse.sentence[m.first]]
    near = []
    for k, n in enumerate(mentions):
        e = found[k]
        if k == i or e is None or not first <= n.first <= last or e.feature in _OPEN or (e.km > 1500 and e.feature != "PCLI"):
            continue
        gap = n.first - m.last if n.first > m.last else m.first - n.last
        behind = n.first > m.last and gap <= _NEAR and _leads(parse, m.last + 1, n.first)
        wide = e.feature == "PCLI" or (n.known is not None and n.known.demonym)
        if wide and not behind and not _adjoins(parse, n.last + 1, m.first):
            continue  # "Russia attacked the port of X": no town of Russia's
        if e.feature == "PPLC" and not behind and not _adjoins(parse, n.last + 1, m.first):
            continue  # "In Kyiv the government said that it had left X"
        near.append((not behind, wide, gap, k))
    return min(near)[3] if near else None


def _adjoins(parse: Parse, first: int, stop: int) -> bool:
    """Whether the words between a country and a name that follows put the one in the other: "the Ukrainian port of X", "Mali's X"."""
    return first <= stop <= first + _NEAR and not any(parse.upos[k] in ("VERB", "AUX", "PUNCT", "CCONJ") for k in range(first, stop))


def _leads(parse: Parse, first: int, stop: int) -> bool:
    """Whether the words between two names put the one in the other: "in", ",", "near", never a verb."""
    words = parse.lower[first:stop]
    return bool({"in", ",", "near", "of", "("} & set(words)) and not any(parse.upos[k] in ("VERB", "AUX") for k in range(first, stop))
