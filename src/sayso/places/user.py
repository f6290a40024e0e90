"""The user's own gazetteer: places added from GeoNames dumps, GeoJSON and CSV, asked beside the one that comes with sayso.

It is one file of JSON lines, ``places.jsonl``, in ``$SAYSO_HOME``, else in ``$XDG_DATA_HOME/sayso``, else in ``~/.local/share/sayso``.
"""

import csv
import json
import math
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from sayso.errors import ConfigError, GazetteerError, MissingFile
from sayso.places.gazetteer import Entry
from sayso.places.keys import key

__all__ = ["add", "home", "user"]

_COLUMNS: Final = {
    "name": ("name", "asciiname", "place", "toponym", "admin_name", "adm3_en", "adm2_en", "adm1_en", "name_en"),
    "lat": ("latitude", "lat", "y"), "lon": ("longitude", "lon", "lng", "long", "x"), "country": ("country", "country_code", "countrycode", "iso2", "cc", "iso_a2"),
    "feature": ("feature", "feature_code", "fcode"), "people": ("population", "pop"), "also": ("alternatenames", "also", "aliases"),
    "id": ("geonameid", "id"), "km": ("radius_km", "km"),
}  # fmt: skip


def home() -> Path:
    """The folder for what the user adds."""
    if own := os.environ.get("SAYSO_HOME"):
        return Path(own)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "sayso"


@cache
def user() -> dict[str, tuple[Entry, ...]]:
    """The user's entries by key of each of their names; empty where nothing was added.

    Raises:
        GazetteerError: The file is damaged.
    """
    path = home() / "places.jsonl"
    out: dict[str, tuple[Entry, ...]] = {}
    if not path.exists():
        return out
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            names = row.pop("names")
            entry = Entry(**row | {"within": tuple(row["within"])})
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(
                f"line {number} of {path} ({error})", "an entry as `add` writes it", "delete the line, or the file, and add the places again"
            ) from error
        for name in names:
            k = key(name)
            out[k] = (*out.get(k, ()), entry._replace(official=k == key(entry.name)))
    return out


def add(path: Path | str) -> int:
    """Add the places of a file to the user's gazetteer, and return how many there were.

    Args:
        path: A GeoNames dump (``.txt``, tabs), a CSV file with a header (name, latitude, longitude; optional country,
            feature, population, alternatenames, geonameid, radius_km), or GeoJSON with names among its properties.

    Raises:
        MissingFile: No such file.
        ConfigError: The file is none of these, or a row has no name or no point.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MissingFile(f"{path} ({error.strerror})", "a file that can be read", "check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8", "a GeoNames dump, CSV or GeoJSON in UTF-8", "convert it first") from error
    rows = list(_geojson(path, text) if text.lstrip().startswith("{") else _dump(path, text) if _is_dump(text) else _table(path, text))
    if not rows:
        raise ConfigError(f"no place in {path}", "a GeoNames dump, CSV with a header, or GeoJSON", "check the file")
    target = home() / "places.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
    lines = dict.fromkeys([*before, *(json.dumps(r, ensure_ascii=False) for r in rows)])  # the same file twice adds nothing
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    user.cache_clear()
    return len(rows)


def _is_dump(text: str) -> bool:
    first = text.split("\n", 1)[0]
    return first.count("\t") >= 17 and first.split("\t", 1)[0].isdigit()


def _row(path: Path, where: str, name: str, names: list[str], values: dict[str, Any]) -> dict[str, Any]:
    try:
        lat, lon = float(values["lat"]), float(values["lon"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{where} of {path} has no point ({error})", "latitude and longitude in degrees", "complete or delete it") from error
    if not name.strip() or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ConfigError(f"{where} of {path}: name {name!r} at {lat}, {lon}", "a name, and a point within ±90 and ±180 degrees", "correct or delete it")
    people = int(float(values.get("people") or 0))
    country = str(values.get("country") or "").upper()[:2] or None
    number = str(values.get("id") or "")
    return {
        "name": name.strip(), "geonameid": int(number) if number.isdigit() else None, "country": country, "latitude": round(lat, 5), "longitude": round(lon, 5),
        "feature": values.get("feature") or "PPL", "people": people, "km": float(values.get("km") or 0), "within": [], "precision": values.get("precision"),
        "names": list(dict.fromkeys([name.strip(), *(n.strip() for n in names if n.strip())])),
    }  # fmt: skip


def _dump(path: Path, text: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        c = line.split("\t")
        if len(c) < 15:
            continue
        yield _row(
            path, f"line {number}", c[1], [c[2], *c[3].split(",")], {"lat": c[4], "lon": c[5], "feature": c[7], "country": c[8], "people": c[14], "id": c[0]}
        )


def _table(path: Path, text: str) -> Iterator[dict[str, Any]]:
    lines = text.splitlines()
    if not lines:
        return
    delimiter = max(",;\t", key=lines[0].count)
    for number, raw in enumerate(csv.DictReader(lines, delimiter=delimiter), 2):
        row = {(k or "").strip().lower(): v for k, v in raw.items() if isinstance(v, str)}
        values = {what: next((row[c] for c in columns if row.get(c)), None) for what, columns in _COLUMNS.items()}
        yield _row(path, f"line {number}", values["name"] or "", (values["also"] or "").replace("|", ",").split(","), values)


def _geojson(path: Path, text: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ConfigError(f"{path} begins like JSON and is none ({error})", "GeoJSON", "check the file") from error
    for number, feature in enumerate(data.get("features") or ([data] if data.get("type") == "Feature" else []), 1):
        row = {str(k).lower(): v for k, v in (feature.get("properties") or {}).items()}
        points = list(_points((feature.get("geometry") or {}).get("coordinates")))
        if not points:
            raise ConfigError(f"feature {number} of {path} has no geometry", "coordinates", "complete or delete it")
        lats, lons = [p[1] for p in points], [p[0] for p in points]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        across = math.hypot(max(lats) - min(lats), (max(lons) - min(lons)) * math.cos(math.radians(lat))) * 111 / 2
        values = {what: next((row[c] for c in columns if row.get(c)), None) for what, columns in _COLUMNS.items()}
        area = len(points) > 2
        values |= {"lat": lat, "lon": lon, "km": round(across, 1), "feature": values["feature"] or ("ADM2" if area else "PPL")}
        yield _row(path, f"feature {number}", str(values["name"] or ""), str(values["also"] or "").replace("|", ",").split(","), values)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 - nested to any depth
    if isinstance(coordinates, list) and len(coordinates) >= 2 and all(isinstance(c, int | float) for c in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
    elif isinstance(coordinates, list):
        for c in coordinates:
            yield from _points(c)
