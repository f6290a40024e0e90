"""What a place is called in a reading: its canonical name, or the report's spelling where no canonical English name is known."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from anyascii import anyascii

from sayso.places.mention import Mention
from sayso.tables import table
from sayso.types.reading import Place

__all__ = ["as_written"]


@cache
def _canonical() -> frozenset[int]:
    """Entries whose name was given by hand."""
    return frozenset(row["id"] for row in table("places/names") if "name" in row)


def as_written(mentions: Sequence[Mention], places: Iterable[Place]) -> tuple[Place, ...]:
    """The places of ``mentions``, each town and division under one name in the whole report.

    GeoNames' main name is often none that English readers know ("Tirmiz" for Termez, "Köln"); then the place is called as the report first
    writes it, unless its name was given by hand ("Kyiv" for Kiev).
    """
    out = tuple(places)
    called: dict[int, str] = {}
    for m, p in zip(mentions, out, strict=True):
        if p.geonameid is None or m.site or p.use == "demonym" or p.geonameid in _canonical() or not (p.feature or "").startswith(("PPL", "ADM")):
            continue
        plain = m.name.replace("-", " ").strip()
        if plain[:1].isupper() and not plain.isupper() and all(w[:1].isalpha() for w in plain.split()):
            called.setdefault(p.geonameid, p.name if _folded(plain) in _folded(p.name) or _folded(p.name) in _folded(plain) else m.name)
    # one that is called as written already may be wider than its town: "Fashoda County" where the gazetteer has the town alone
    return tuple(
        replace(p, name=called[p.geonameid]) if p.geonameid in called and p.name not in (m.name, called[p.geonameid]) else p
        for m, p in zip(mentions, out, strict=True)
    )


def _folded(name: str) -> str:
    return anyascii(name).lower().replace("-", " ").replace("'", "")
