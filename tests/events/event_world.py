"""A small world for cases: places, demonyms and bodies by name, so that the cases of this layer do not hang on the gazetteer."""

import re
from types import SimpleNamespace

from sayso.text.parse import Parse
from sayso.types.reading import Entity, Place, Statement, Time

# name: country, precision, [other forms]
COUNTRIES = {
    "Ukraine": ("UA", ["Ukrainian", "Ukrainians", "Kyiv's government"]), "Russia": ("RU", ["Russian", "Russians", "Moscow"]), "Israel": ("IL", ["Israeli", "Israelis"]),
    "Lebanon": ("LB", ["Lebanese"]), "Sudan": ("SD", ["Sudanese"]), "Syria": ("SY", ["Syrian", "Syrians", "Damascus"]), "Iran": ("IR", ["Iranian", "Tehran"]),
    "United States": ("US", ["US", "American", "Americans", "Washington", "U.S."]), "France": ("FR", ["French", "Paris"]), "Turkey": ("TR", ["Turkish", "Ankara"]),
    "Germany": ("DE", ["German", "Berlin"]), "Ethiopia": ("ET", ["Ethiopian"]), "Eritrea": ("ER", ["Eritrean"]), "Mali": ("ML", ["Malian"]), "Niger": ("NE", []),
    "China": ("CN", ["Chinese", "Beijing"]), "Taiwan": ("TW", ["Taiwanese"]), "India": ("IN", ["Indian"]), "Pakistan": ("PK", ["Pakistani"]), "Myanmar": ("MM", []),
    "Armenia": ("AM", ["Armenian"]), "Azerbaijan": ("AZ", ["Azerbaijani"]), "Saudi Arabia": ("SA", ["Saudi"]), "Yemen": ("YE", ["Yemeni"]), "Poland": ("PL", ["Polish"]),
    "Britain": ("GB", ["British", "London"]), "Norway": ("NO", ["Norwegian"]), "Egypt": ("EG", ["Egyptian"]), "Qatar": ("QA", ["Qatari", "Doha"]), "Rwanda": ("RW", ["Rwandan"]),
    "Congo": ("CD", ["Congolese"]), "Chad": ("TD", ["Chadian"]), "Libya": ("LY", ["Libyan"]), "Iraq": ("IQ", ["Iraqi"]), "Georgia": ("GE", ["Georgian"]), "Belarus": ("BY", ["Belarusian"]),
    "Japan": ("JP", ["Japanese", "Tokyo"]), "Kenya": ("KE", ["Kenyan"]), "Somalia": ("SO", ["Somali"]), "Colombia": ("CO", ["Colombian"]), "Serbia": ("RS", ["Serbian"]), "Kosovo": ("XK", []),
    "Hungary": ("HU", ["Hungarian"]), "Canada": ("CA", ["Canadian"]), "Spain": ("ES", ["Spanish"]), "Nigeria": ("NG", ["Nigerian"]), "Jordan": ("JO", ["Jordanian"]), "Greece": ("GR", ["Greek"]),
}  # fmt: skip
CITIES = {
    "Kharkiv": "UA", "Kherson": "UA", "Odesa": "UA", "Mykolaiv": "UA", "Bakhmut": "UA", "Izium": "UA", "Mariupol": "UA", "Lviv": "UA", "Donetsk": "UA", "Kyiv": "UA", "Irpin": "UA",
    "Belgorod": "RU", "Kursk": "RU", "Aleppo": "SY", "Idlib": "SY", "Homs": "SY", "Goma": "CD", "Bukavu": "CD", "Khartoum": "SD", "El Fasher": "SD", "Omdurman": "SD", "Nyala": "SD", "Gaza": "PS", "Rafah": "PS",
    "Khan Younis": "PS", "Beirut": "LB", "Tyre": "LB", "Haifa": "IL", "Tel Aviv": "IL", "Jerusalem": "IL", "Sanaa": "YE", "Hodeidah": "YE", "Aden": "YE", "Taiz": "YE", "Mosul": "IQ", "Baghdad": "IQ", "Basra": "IQ",
    "Tripoli": "LY", "Benghazi": "LY", "Mekelle": "ET", "Gondar": "ET", "Addis Ababa": "ET", "Timbuktu": "ML", "Bamako": "ML", "Gao": "ML", "Istanbul": "TR", "Geneva": "CH", "Cairo": "EG", "Vienna": "AT",
    "Stepanakert": "AZ", "Mandalay": "MM", "Yangon": "MM", "Mogadishu": "SO", "Nairobi": "KE", "Bogota": "CO", "Kashmir": "IN", "Crimea": "UA", "Tigray": "ET", "Darfur": "SD", "Donbas": "UA", "Warsaw": "PL", "Kaduna": "NG",
    "Maiduguri": "NG", "Dresden": "DE", "Hiroshima": "JP", "Manchester": "GB", "Madrid": "ES", "Pristina": "RS", "Athens": "GR", "Tbilisi": "GE",
}  # fmt: skip

GROUPS = ("Al-Shabaab",)
_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place", "NORP": "group"}

_FORMS = {
    form: (
        name,
        code,
        "demonym" if form[-1] in "nihe" and form not in ("Washington", "Moscow", "Tehran", "Berlin", "Beijing", "London", "Doha") else "government",
    )
    for name, (code, forms) in COUNTRIES.items()
    for form in forms
}
for _n in ("Moscow", "Washington", "Tehran", "Berlin", "Beijing", "London", "Doha", "Paris", "Ankara", "Damascus", "Tokyo"):
    _FORMS[_n] = (*_FORMS[_n][:2], "government")
for _n in ("US", "U.S.", "Russians", "Ukrainians", "Israelis", "Syrians", "Americans"):
    _FORMS[_n] = (*_FORMS[_n][:2], "demonym" if _n[0] != "U" or len(_n) > 4 else "government")
_ALL = {name: (name, code, "location", "country") for name, (code, _) in COUNTRIES.items()}
_ALL |= {name: (name, code, "location", "city") for name, code in CITIES.items()}
_ALL |= {form: (name, code, use, "country") for form, (name, code, use) in _FORMS.items()}
_ALL["Gaza Strip"] = ("Gaza Strip", "PS", "location", "region")
_PATTERN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, _ALL), key=len, reverse=True)) + r")(?![\w])")


class World:
    """The entities, places and statements that a text has, by look-up alone."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.at: list[str | None] = [None] * len(parse)
        self.known: dict[str, Entity] = {}
        self.places = self._places()
        for n in parse.names:
            if n.kind in ("DATE", "MONEY") or self.at[n.last] is not None:
                continue
            self._enter(parse.words(n.first, n.last), "group" if parse.words(n.first, n.last) in GROUPS else _KINDS.get(n.kind, "other"), n.first, n.last)

    def _enter(self, name: str, kind: str, first: int, last: int) -> str:
        for e in self.known.values():
            if e.name == name:
                break
        else:
            e = Entity(id=f"e{len(self.known) + 1}", kind=kind, name=name)
            self.known[e.id] = e
        for i in range(first, last + 1):
            self.at[i] = e.id
        return e.id

    def _places(self) -> tuple[Place, ...]:
        out = []
        for m in _PATTERN.finditer(self.parse.text):
            name, code, use, precision = _ALL[m[1]]
            first, last = self.parse.tokens_in(m.start(), m.end())
            if last < first:
                continue
            entity = self._enter(name, "place", first, last)
            out.append(
                Place(
                    start=m.start(), end=m.end(), text=m[1], name=name, country=code, latitude=0.0, longitude=0.0, precision=precision, use=use, entity=entity
                )
            )
        return tuple(out)

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(self.known.values())

    def get(self, id: str) -> Entity:
        return self.known[id]

    def place_entity(self, place: Place) -> str | None:
        return place.entity


def statements(parse: Parse, world: World) -> tuple[Statement, ...]:
    """One statement for each content of the encoder, credited to what its source words say."""
    from sayso.types.reading import Source, Span

    out = []
    for i, a in enumerate(parse.attribution):
        if a.role != "content":
            continue
        partner = next((s for s in parse.attribution if s.role == "source" and s.link in (a.link, i) and a.link >= 0), None)
        if partner is None:
            continue
        found = next((world.at[t] for t in range(partner.last, partner.first - 1, -1) if world.at[t]), None)
        name = world.get(found).name if found else parse.words(partner.first, partner.last)
        span = parse.span(a.first, a.last)
        out.append(
            Statement(
                id=f"s{len(out) + 1}",
                source=Source(name=name, entity=found, kind="named"),
                content=(Span(span.start, span.end),),
                quoted="indirect",
                stance="asserts",
            )
        )
    return tuple(out)


_DAY = re.compile(
    r"\b(?:on )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\b(yesterday|today|tomorrow)\b|\bin ((?:19|20)\d\d)\b|\b(next week)\b"
)


def days(parse: Parse) -> tuple[Time, ...]:
    """Weekdays, "yesterday", years: enough for cases, valued by their own words."""
    out = []
    for m in _DAY.finditer(parse.text):
        word = next(g for g in m.groups() if g)
        out.append(Time(start=m.start(m.lastindex), end=m.end(), text=word, type="date", edtf=word))
    return tuple(out)


def read(text: str) -> SimpleNamespace:
    """Everything that ``events.find`` needs for a text."""
    from sayso.models import parse as encode

    p = encode(text)
    world = World(p)
    return SimpleNamespace(parse=p, entities=world, places=world.places, times=days(p), statements=statements(p, world))
