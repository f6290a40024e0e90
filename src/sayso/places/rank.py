"""Which of its namesakes a name means: what the text says of it first, then what lies near, population last."""

import math
import re
from functools import lru_cache
from typing import Final, NamedTuple

from sayso.places.atlas import atlas, by_id
from sayso.places.clues import Clues
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.keys import key
from sayso.places.towns import sounding, towns
from sayso.places.user import user

__all__ = ["ENGLISH", "Context", "Scored", "candidates", "kilometres", "rank", "supported"]

_KINDS: Final = {
    "city": frozenset(("PPL", "PPLC", "PPLX", "CMP")),
    "province": frozenset(("ADM1", "RGN", "PEN", "PCLH")),
    "district": frozenset(("ADM2", "PPLX")),
    "water": frozenset(("STM", "SEA", "LK", "STRT", "GULF", "BAY", "OCN", "CHN", "CNL")),
    "mountain": frozenset(("MT", "MTS", "RGN", "ISLS", "VAL")),
    "country": frozenset(("PCLI",)),
}

ENGLISH: Final = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
"""Where names are not transliterated: one that is spelt a little differently is another place."""

_SAME_KM: Final = 60
_DWARFED: Final = 100
"""How many times larger the bearer of a name must be, that a small town under another of its names is hardly meant."""
_MEANT: Final = 0.2
"""How much a report must be about a country, that a name means its capital rather than what is so called elsewhere now and then."""
_SUPPORT: Final = 0.3
"""How much the rest of a report must say for an entry that only sounds like a name: as much as that half of it is about the country."""
_WIDE_KM: Final = 25
"""Of what size first divisions are, that are in the news elsewhere: no parish of Jamaica's."""
_BEHIND: Final = re.compile(r"(?<=\w)[ -](?:Centre|Center|Centro|Ville|LGA|Local Government Area|Upazila|Tehsil|Taluka?|Woreda|Cercle|[Hh]romada|[Rr]a[iy]on)$")
"""What a name can have behind it that the gazetteer's has not."""


_Reason = tuple[str, *tuple[object, ...]]


class Context(NamedTuple):
    """What the rest of the report speaks of.

    Attributes:
        countries: For each country how much the report is about it, 0 to 1.
        divisions: The same for divisions, by (country, name).
        points: Other places: latitude, longitude, how sure.
        named: The countries that are named, or their people, or their capitals.
    """

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    points: list[tuple[float, float, float]]
    named: frozenset[str] = frozenset()


class Scored(NamedTuple):
    """An entry with its score and the reasons that made it: words, and what is to be put into them when they are asked for."""

    entry: Entry
    score: float
    reasons: tuple[_Reason, ...]

    @property
    def why(self) -> str:
        """The reasons in words."""
        return "; ".join([words.format(*values) for words, *values in self.reasons])


_DEGREE_KM: Final = 111.19
"""Of latitude, and a little less."""


@lru_cache(maxsize=8192)  # the rounds of one report ask for the same
def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance.

    >>> round(kilometres(50.45, 30.52, 46.48, 30.73))
    442
    """
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def candidates(name: str, *, fuzzy: bool = True) -> list[Entry]:
    """All entries that a name may mean: of our tables, of the gazetteer, else those that are spelt or sound like it."""
    wanted = key(name)
    out = [k.entry for k in atlas().get(wanted.split(" ")[0], ()) if not k.demonym and " ".join(k.words) == name.lower().replace("’", "'").replace("-", " - ")]
    if not out:
        out = [k.entry for k in atlas().get(name.split(" ", maxsplit=1)[0].lower(), ()) if not k.demonym and key(" ".join(k.words)) == wanted]
    out = [*user().get(wanted, ()), *out]
    own = by_id()
    seen = {e.geonameid for e in out}
    for e in gazetteer().lookup(name):
        e = own.get(e.geonameid, e) if e.geonameid else e
        if not e.official and e.country in ENGLISH and e.feature == "PPL":
            continue  # nicknames and names of long ago
        if e.geonameid is None or e.geonameid not in seen:
            seen.add(e.geonameid)
            out.append(e)
    # a town of our table that the gazetteer has after all, is the gazetteer's
    out += [
        t
        for t in towns().get(wanted, ())
        if all(e.country != t.country or kilometres(t.latitude, t.longitude, e.latitude, e.longitude) > _SAME_KM for e in out)
    ]
    if not out and (plain := _BEHIND.sub("", name)) != name:
        return candidates(plain, fuzzy=False)  # "Masisi-Centre" is the chief town of Masisi
    if out or not fuzzy or len(wanted) < 5:
        return out
    near = [e for e in gazetteer().near(name) if (e.people >= 5000 or e.feature in ("ADM1", "ADM2", "PPLC")) and e.country not in ENGLISH]
    near += [e for e in gazetteer().heard(name) if e.country not in ENGLISH and e.geonameid not in {n.geonameid for n in near}]
    return near + list(sounding(name))


def prior(e: Entry) -> float:
    """How likely a name means an entry before anything else is known."""
    if e.feature == "PCLI":
        score = 1.38
    elif e.feature == "ADM1":
        score = 0.9 if e.km >= _WIDE_KM else 0.7
    elif e.feature == "ADM2":
        score = 0.35
    elif e.feature in ("PPL", "PPLC"):
        score = math.log10(max(100, e.people)) / 8 + 0.25 * (e.feature == "PPLC")
    else:
        score = 1.2 if e.km > 1000 else 1.15 if e.km > 100 else 0.85
    return score if e.official else score - (0.5 if e.feature == "ADM1" else 0.35 if e.feature == "ADM2" else 0.2)


def rank(found: list[Entry], clues: list[Clues], context: Context) -> list[Scored]:
    """Entries with their scores, the best first."""
    kinds = {c.kind for c in clues if c.kind}
    wide = any(e.official and e.feature in ("ADM1", "PCLI") for e in found)
    inside = [key(n) for c in clues for n in c.inside if not (wide and c.listed) and not _alike(found, n)]
    beside = {n for c in clues for n in c.beside}
    out = []
    most = max((e.people for e in found if e.official), default=0)
    capital = any(e.official and e.feature == "PPLC" and context.countries.get(e.country or "", 0.0) > _MEANT for e in found)
    for e in found:
        score = prior(e)
        if not e.official and e.feature == "PPL" and (e.people * _DWARFED < most or capital):
            score -= 0.5  # "New York", whatever a mining town near other places of the report was called
        why: list[_Reason] = [("{}, population {:,}", e.feature, e.people) if e.people else ("{}", e.feature)]
        if not e.official:
            why.append(("under another of its names",))
        told, reasons = _told(e, context)
        score += told
        why += reasons
        if inside and e.feature != "PCLI":
            own = {key(w) for w in e.within} | {key(e.country or "")}
            own |= {w.removesuffix(s) for w in own for s in (" oblast", " governorate", " province", " region", " state", " county", " district")}
            hits = sum(n in own or _same_country(n, e) for n in inside)
            if hits:
                score += 1.5
                why.append(("the text says what it lies in",))
        if e.feature == "ADM1" and e.official and any(_division(n, e.country) for n in beside):
            score += 0.4
            why.append(("in a list of states or provinces",))
        if kinds:
            fits = any(e.feature in _KINDS[k] for k in kinds)
            score += 0.5 if fits else -0.3
            if fits:
                why.append(("the text calls it a {}", min(kinds)))
        out.append(Scored(e, score, tuple(why)))
    out.sort(key=lambda s: -s.score)
    return out


def supported(e: Entry, context: Context) -> bool:
    """Whether the rest of the report speaks for an entry so much that a name may mean it which is spelt otherwise."""
    return _told(e, context)[0] >= _SUPPORT


def _told(e: Entry, context: Context) -> tuple[float, list[_Reason]]:
    """What the rest of the report says for an entry, and in words."""
    score = 0.0
    why: list[_Reason] = []
    share = context.countries.get(e.country or "", 0.0)
    if share:
        score += 0.5 * share
        why.append(("in {}, which the report is {:.0%} about", e.country, share))
    if e.within and e.country:
        division = max((context.divisions.get((e.country, w), 0.0) for w in e.within), default=0.0)
        if division:
            score += 0.3 * division
            why.append(("in {}, where other places of the report are", e.within[-1]))
    elif e.feature == "ADM1" and e.country:
        score += 0.3 * context.divisions.get((e.country, e.name), 0.0)
    near = _near(e, context.points)
    if near > 0.05:
        score += 0.3 * near
        why.append(("near other places of the report",))
    return score, why


@lru_cache(maxsize=4096)
def _division(name: str, country: str | None) -> bool:
    """Whether a name is that of a first division of a country."""
    return any(e.feature == "ADM1" and e.official and e.country == country for e in gazetteer().lookup(name))


def _alike(found: list[Entry], name: str) -> bool:
    """Whether a name behind another is a division beside it, in which it does not lie: "Indiana, Ohio"."""
    return any(e.feature == "ADM1" and e.official and key(e.name) != key(name) and _division(name, e.country) for e in found)


def _near(e: Entry, points: list[tuple[float, float, float]]) -> float:
    """How near an entry is to the nearest other place, 1 at the same point, down to a third at 150 km (for countries 1,500)."""
    scale, degrees = (1500.0, 40.0) if e.feature == "PCLI" else (150.0, 4.5)
    best = 0.0
    latitude, longitude = e.latitude, e.longitude
    for lat, lon, weight in points:
        if abs(lat - latitude) < degrees and weight > best:
            if scale < 1000 and 12 < abs(lon - longitude) < 348 and -60 < lat < 60:
                continue  # more than 600 km away, which counts as nothing
            if best and weight * math.exp(-_DEGREE_KM * abs(lat - latitude) / scale) <= best:
                continue  # the way north alone is too far
            best = max(best, weight * math.exp(-kilometres(latitude, longitude, lat, lon) / scale))
    return best


def _same_country(name: str, e: Entry) -> bool:
    return e.feature != "PCLI" and any(
        k.entry.feature == "PCLI" and k.entry.country == e.country for k in atlas().get(name.split(" ", maxsplit=1)[0], ()) if key(" ".join(k.words)) == name
    )
