"""Claims as GeoJSON (RFC 7946): one Feature a claim; a place that the words only narrow down is the area that it can be in."""

import json
from datetime import date, datetime
from typing import BinaryIO

from sayso.export.circle import Geometry, circle, point
from sayso.export.csv import as_text
from sayso.export.gather import Extract
from sayso.export.layouts import CLAIMS
from sayso.export.words import title
from sayso.types.claims import Actor, Claim
from sayso.types.kinds import TOWNS

__all__ = ["feature", "geometry", "write"]

_GEOMETRY = frozenset(("id",))
"""Columns that a Feature has elsewhere."""


def geometry(place: Actor | None, *, points: bool = False) -> Geometry | None:
    """Where a place is: a Point for a town or a site, else a circle that holds what the words can mean; None if that is not known.

    Args:
        place: The place of a claim.
        points: Give the middle of every place, however large.
    """
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if points or place.precision in TOWNS or not place.radius_km:
        return point(place.latitude, place.longitude)
    return circle(place.latitude, place.longitude, place.radius_km)


def feature(extract: Extract, claim: Claim, *, points: bool = False) -> dict[str, object]:
    """A claim as a Feature. Its properties are the columns of the ordinary table that have a value, with a title and the precision."""
    properties: dict[str, object] = {"title": title(claim)}
    if claim.place and claim.place.precision:
        properties["precision"] = claim.place.precision
    for column in CLAIMS.columns:
        value = column.value(extract, claim)
        if value is not None and column.name not in _GEOMETRY:
            properties[column.name] = as_text(value) if isinstance(value, date | datetime) else value
    return {"type": "Feature", "id": claim.key, "geometry": geometry(claim.place, points=points), "properties": properties}


def write(extract: Extract, out: BinaryIO, *, located: bool = False, points: bool = False) -> int:
    """Write a FeatureCollection, a Feature a line.

    Args:
        extract: What to write.
        out: Where to.
        located: Leave out claims without a place on the map; else their geometry is null.
        points: Give the middle of every place, however large.

    Returns:
        The number of Features.
    """
    count = 0
    out.write(b'{"type": "FeatureCollection", "features": [')
    for claim in extract.claims:
        found = feature(extract, claim, points=points)
        if located and found["geometry"] is None:
            continue
        out.write(b",\n" if count else b"\n")
        out.write(json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace"))
        count += 1
    out.write(b"\n]}\n")
    return count
