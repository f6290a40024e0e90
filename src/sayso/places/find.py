"""What a name alone can mean, ranked, each with the reason."""

from sayso.places.clues import Clues
from sayso.places.rank import Context, candidates, rank
from sayso.types.reading import Candidate

__all__ = ["find"]


def find(name: str, *, country: str | None = None, near: tuple[float, float] | None = None, limit: int = 10) -> tuple[Candidate, ...]:
    """The places that a name can mean, best first, with score and reason: the ranking that a report's context is added to.

    >>> [(c.name, c.country) for c in find("Odessa")][:2]
    [('Odesa', 'UA'), ('Odessa', 'US')]
    >>> find("Odessa", country="US")[0].country
    'US'

    Args:
        name: The name as written; "Odessa, Texas" says what it lies in.
        country: ISO 3166-1 code of the country that the report is about.
        near: Latitude and longitude of another place of the report.
        limit: How many to give.

    Raises:
        GazetteerError: The gazetteer is absent or damaged.
    """
    head, _, rest = name.partition(",")
    inside = tuple(part.strip() for part in rest.split(",") if part.strip())
    context = Context({country: 1.0} if country else {}, {}, [(*near, 1.0)] if near else [])
    ranked = rank(candidates(head.strip()), [Clues(None, inside, 0.0)], context)
    return tuple(
        Candidate(
            name=s.entry.name, geonameid=s.entry.geonameid, country=s.entry.country, latitude=s.entry.latitude, longitude=s.entry.longitude,
            feature=s.entry.feature, score=round(s.score, 3), why=s.why,
        )
        for s in ranked[:limit]
    )  # fmt: skip
