"""Circles on the sphere as GeoJSON geometries (RFC 7946): rings that end where they begin and go counterclockwise, cut at the
antimeridian, and closed over a pole that they hold."""

import math

__all__ = ["Geometry", "circle", "point"]

Geometry = dict[str, object]
Position = tuple[float, float]
"""Longitude and latitude, degrees."""

_EARTH = 6371.0088  # kilometres, IUGG's mean radius
_CORNERS = 64  # the polygon then lies within 0.2 % of the radius
_DECIMALS = 5  # a metre


def point(latitude: float, longitude: float) -> Geometry:
    """A point.

    >>> point(9.5334, 31.6605)
    {'type': 'Point', 'coordinates': [31.6605, 9.5334]}
    """
    return {"type": "Point", "coordinates": _shown((_wrapped(longitude), latitude))}


def circle(latitude: float, longitude: float, km: float) -> Geometry:
    """The area within so many kilometres of a point, as a Polygon, or as a MultiPolygon where it crosses the antimeridian.

    Args:
        latitude: Degrees, -90 to 90.
        longitude: Degrees, of any turn.
        km: Radius; from a quarter of the globe on, everything is in it.
    """
    angle = km / _EARTH
    middle = math.radians(latitude)
    north, south = middle + angle >= math.pi / 2, middle - angle <= -math.pi / 2
    if angle >= math.pi / 2 or (north and south):
        return _polygon([[(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)]])
    ring = _around(middle, _wrapped(longitude), angle)
    if north or south:
        return _polygon([_cap(ring, 90.0 if north else -90.0)])
    parts = [ring] if all(-180 <= x <= 180 for x, _ in ring) else _halves(ring)
    return _polygon(parts)


def _wrapped(longitude: float) -> float:
    """The same longitude between -180 and 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


def _around(middle: float, longitude: float, angle: float) -> list[Position]:
    """Points of the circle, counterclockwise; longitudes run on over the antimeridian."""
    out = []
    for i in range(_CORNERS):
        bearing = -2 * math.pi * i / _CORNERS
        y = math.asin(math.sin(middle) * math.cos(angle) + math.cos(middle) * math.sin(angle) * math.cos(bearing))
        x = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(middle), math.cos(angle) - math.sin(middle) * math.sin(y))
        out.append((longitude + math.degrees(x), math.degrees(y)))
    return out


def _cap(ring: list[Position], pole: float) -> list[Position]:
    """The ring around a pole as a band that reaches from one edge of the map to the other, and to the pole."""
    line = sorted((_wrapped(x), y) for x, y in ring)
    (x1, y1), (x2, y2) = line[-1], line[0]
    gap = x2 + 360 - x1
    edge = y1 if gap == 0 else y1 + (y2 - y1) * (180 - x1) / gap
    inner = [p for p in line if -180 < p[0] < 180]
    border = [(-180.0, edge), *inner, (180.0, edge)]
    return [*border, (180.0, pole), (-180.0, pole)] if pole > 0 else [*reversed(border), (-180.0, pole), (180.0, pole)]


def _halves(ring: list[Position]) -> list[list[Position]]:
    """A ring that crosses the antimeridian, cut there; each part within -180 to 180."""
    edge = 180.0 if max(x for x, _ in ring) > 180 else -180.0
    west, east = _cut(ring, edge, above=False), _cut(ring, edge, above=True)
    within, over = (west, east) if edge > 0 else (east, west)
    return [part for part in (within, [(x - 2 * edge, y) for x, y in over]) if len(part) > 2]


def _cut(ring: list[Position], edge: float, *, above: bool) -> list[Position]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    out: list[Position] = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        inside, next_inside = (x1 >= edge, x2 >= edge) if above else (x1 <= edge, x2 <= edge)
        if inside:
            out.append((x1, y1))
        if inside != next_inside and edge not in (x1, x2):
            out.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return out


def _polygon(rings: list[list[Position]]) -> Geometry:
    closed = [[[_shown(p) for p in (*ring, ring[0])]] for ring in rings]
    return {"type": "Polygon", "coordinates": closed[0]} if len(closed) == 1 else {"type": "MultiPolygon", "coordinates": closed}


def _shown(position: Position) -> list[float]:
    return [round(v, _DECIMALS) + 0.0 for v in position]  # + 0.0: no "-0.0"
