"""How exactly a claim says when, where and how many, on the scales that conflict researchers use.

The scales are those of the UCDP Georeferenced Event Dataset's codebook (Sundberg and Melander 2013): ``date_prec`` 1 to 5,
``where_prec`` 1 to 7, and ``low``, ``best``, ``high``. UCDP's coders choose the codes; here they follow from what the words allow.
"""

from datetime import date, datetime
from functools import cache

from sayso.tables import table
from sayso.types.claims import Actor, Claim

__all__ = ["best", "date_end", "date_prec", "date_start", "day", "moment", "where_prec"]

_MINUTES = 24 * 60
_SEAS = frozenset(("SEA", "OCN", "GULF", "BAY", "STRT", "CHN"))
_AROUND = 25.0  # kilometres: UCDP's limit between "around a known point" and "somewhere in a district"


def moment(text: str | None) -> datetime | None:
    """A moment as the ledger writes it; None where there is none, or one that cannot be read (people may write any).

    >>> moment("2022-03-25T21:00").hour
    21
    """
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def day(text: str | None) -> date | None:
    """The day of a moment as the ledger writes it."""
    found = moment(text)
    return found.date() if found else None


def date_start(claim: Claim) -> date | None:
    """First day that the claim's time can mean; None where the text does not say."""
    return day(claim.earliest)


def date_end(claim: Claim) -> date | None:
    """Last day that the claim's time can mean; None where the text does not say."""
    return day(claim.latest)


def date_prec(claim: Claim) -> int | None:
    """UCDP's code for how exact the time is.

    Returns:
        1 for a day, or a night; 2 for two to six days; 3 for a week; 4 for eight to thirty-one days, or a month; 5 for up to a
        year. None where the time is not said, is open to one side, or spans more than a year, for which UCDP has no code.
    """
    first, last = moment(claim.earliest), moment(claim.latest)
    if first is None or last is None or last.replace(tzinfo=None) < first.replace(tzinfo=None):
        return None
    days = ((last.replace(tzinfo=None) - first.replace(tzinfo=None)).total_seconds() / 60 + 1) / _MINUTES
    for limit, code in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)):
        if days <= limit:
            return code
    return None


def where_prec(place: Actor | None) -> int | None:
    """UCDP's code for how exact a place is.

    Returns:
        1 for a building, camp, village, town or city; 2 for surroundings of at most 25 km; 3 for a district, or a larger stretch
        around a town; 4 for a province; 5 for a river, lake or region without borders of its own; 6 for a country; 7 for a sea or
        strait that is no state's. None where there is no place, or nothing is known of it but its name.
    """
    if place is None or place.precision is None:
        return None
    if place.precision == "district":
        return 2 if place.radius_km is not None and place.radius_km <= _AROUND else 3
    if place.precision == "water":
        return 7 if place.country is None and _water().get(place.name) in _SEAS else 5
    return {"point": 1, "city": 1, "province": 4, "region": 5, "country": 6}.get(place.precision)


@cache
def _water() -> dict[str, str]:
    """Name of each water and region of the tables to its feature code."""
    return {entry["name"]: entry["feature"] for entry in table("places/regions")}


def best(claim: Claim) -> float | None:
    """The number that was said, where one was: the 12 of "exactly 12", "about 12", "at least 12" and "up to 12".

    None for ranges ("18 to 25") and vague words ("dozens"): their middle is nobody's claim.
    """
    if claim.low is None or claim.high is None:
        return claim.low if claim.high is None else claim.high
    return claim.low if claim.low == claim.high else None
