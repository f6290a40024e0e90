"""Names of countries for tables that ask for them."""

from sayso.tables import table
from sayso.types.claims import Actor

__all__ = ["country_name"]


def country_name(place: Actor | None) -> str | None:
    """The English name of the country in which a place lies; None where it lies in none, or in several.

    >>> country_name(Actor(id=1, kind="place", name="Goma", country="CD"))
    'Democratic Republic of the Congo'
    """
    if place is None or place.country is None:
        return None
    entry = table("places/countries").get(place.country)
    return str(entry["name"]) if entry else None
