"""``sayso places``: what a name can mean, and places of one's own."""

import click

from sayso.cli.output import emit
from sayso.cli.parts import Shape, print_rows
from sayso.render.words import one_line

__all__ = ["run_add", "run_find"]


def run_find(name: str, shape: Shape, *, country: str | None = None, near: str | None = None, limit: int = 10) -> int:
    """Prints the places that a name can mean, best first; 1 if there is none."""
    from sayso.places import find

    found = find(name, country=country.upper() if country else None, near=_point(near), limit=limit)
    rows = [
        (one_line(c.name), c.country or "", c.feature or "", f"{c.latitude:.2f}, {c.longitude:.2f}" if c.latitude is not None and c.longitude is not None else "",
         str(c.geonameid or ""), f"{c.score:.2f}", one_line(c.why))
        for c in found
    ]  # fmt: skip
    print_rows(found, shape, ("name", "in", "is", "at", "geonames", "score", "why"), rows, none=f"No place is called {one_line(name)!r} in the gazetteer.")
    return int(not found)


def run_add(path: str) -> int:
    """Adds the places of a file to the user's gazetteer."""
    from sayso.places import add

    n = add(path)
    emit(f"{n:,} place{'' if n == 1 else 's'} added from {one_line(path)}.\n")
    return 0


def _point(near: str | None) -> tuple[float, float] | None:
    if near is None:
        return None
    try:
        latitude, longitude = map(float, near.split(","))
    except ValueError:
        latitude = longitude = 999.0
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise click.UsageError(f"--near {near!r}; expected latitude,longitude in degrees; give it as in --near 46.6,32.6")
    return latitude, longitude
