"""Claims under ACLED's column names: a layout for tools that expect them, and no more.

The names are those of ACLED's public codebook. None of ACLED's data or codings is used: event types are PLOVER's, and the
columns that only its coders could fill (``disorder_type``, ``inter1``, ``civilian_targeting`` …) stay empty.
"""

from sayso.export.columns import Column, Layout
from sayso.export.countries import country_name
from sayso.export.gather import Extract
from sayso.export.precision import best, date_prec, date_start, moment, where_prec
from sayso.export.words import title
from sayso.types.claims import Claim

__all__ = ["ACLED"]

_KINDS = ("event", "figure", "control")
_TIME = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
_PLACE = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}


def _empty(_extract: Extract, _claim: Claim) -> None:
    return None


def _year(_: Extract, claim: Claim) -> int | None:
    day = date_start(claim)
    return day.year if day else None


def _tags(extract: Extract, claim: Claim) -> str:
    """What ACLED has no column for."""
    said = {
        "kind": claim.kind,
        "source": claim.root.name,
        "modality": claim.modality,
        "measure": claim.measure,
        "low": claim.low,
        "high": claim.high,
        "unit": claim.unit,
        "number_of_sources": extract.number_of_sources(claim),
    }
    return "; ".join(f"{name}={value}" for name, value in said.items() if value is not None)


def _timestamp(_: Extract, claim: Claim) -> int | None:
    found = moment(claim.known_from)
    return int(found.timestamp()) if found else None


_C = Column
_NONE = "Not filled: a judgement of ACLED's coders."
ACLED: Layout[Claim] = Layout(
    "acled",
    "Claims under ACLED's column names",
    ("event_id_cnty",),
    (
        _C("event_id_cnty", "string", "Key of the claim.", lambda _, c: c.key, "#meta+id", required=True),
        _C("event_date", "date", "First day that the claim's time can mean; empty where it is not said.", lambda _, c: date_start(c), "#date+start"),
        _C("year", "integer", "Its year.", _year, "#date+year"),
        _C("time_precision", "integer", "1 a day, 2 up to a week, 3 longer.", lambda _, c: _TIME.get(date_prec(c) or 0), "#date+precision"),
        _C("disorder_type", "string", _NONE, _empty),
        _C("event_type", "string", "PLOVER's type of an event, or the status of control: not ACLED's types.", lambda _, c: c.type, "#event+type"),
        _C("sub_event_type", "string", "PLOVER's mode: not ACLED's.", lambda _, c: c.mode, "#event+mode"),
        _C("actor1", "string", "Who acts or holds.", lambda _, c: c.actor_name, "#group+name+actor"),
        _C("assoc_actor_1", "string", _NONE, _empty),
        _C("inter1", "string", _NONE, _empty),
        _C("actor2", "string", "To whom.", lambda _, c: c.recipient_name, "#group+name+recipient"),
        _C("assoc_actor_2", "string", _NONE, _empty),
        _C("inter2", "string", _NONE, _empty),
        _C("interaction", "string", _NONE, _empty),
        _C("civilian_targeting", "string", _NONE, _empty),
        _C("iso", "integer", "Not filled: see country.", _empty),
        _C("region", "string", "Not filled: see country.", _empty),
        _C("country", "string", "Country of the place, in English.", lambda _, c: country_name(c.place), "#country+name"),
        _C("admin1", "string", "Name of the place, where it is a province.", lambda _, c: _division(c, "province"), "#adm1+name"),
        _C("admin2", "string", "Name of the place, where it is a district.", lambda _, c: _division(c, "district"), "#adm2+name"),
        _C("admin3", "string", _NONE, _empty),
        _C("location", "string", "Name of the place.", lambda _, c: c.place.name if c.place else None, "#loc+name"),
        _C("latitude", "number", "Degrees, WGS 84.", lambda _, c: c.place.latitude if c.place else None, "#geo+lat"),
        _C("longitude", "number", "Degrees, WGS 84.", lambda _, c: c.place.longitude if c.place else None, "#geo+lon"),
        _C("geo_precision", "integer", "1 a town or site, 2 near one or a district, 3 wider.", lambda _, c: _PLACE.get(where_prec(c.place) or 0), "#geo+precision"),
        _C("source", "string", "Publisher of the report; who said it stands under tags.", lambda _, c: c.publisher, "#meta+source+publisher"),
        _C("source_scale", "string", _NONE, _empty),
        _C("notes", "string", "The claim in a line, and the sentence.", lambda _, c: f"{title(c)}: {c.quote}", "#description", required=True),
        _C("fatalities", "integer", "The number of killed that was said, for figures that count them; else empty.", lambda _, c: _killed(c), "#affected+killed"),
        _C("tags", "string", "Kind, source, modality, measure, range and number of sources.", _tags, "#meta+tags", required=True),
        _C("timestamp", "integer", "When the ledger learned it, Unix time.", _timestamp, "#date+recorded"),
    ),
    lambda x: [c for c in x.claims if c.kind in _KINDS],
)  # fmt: skip
"""Events, figures and control, one a row."""


def _division(claim: Claim, precision: str) -> str | None:
    return claim.place.name if claim.place and claim.place.precision == precision else None


def _killed(claim: Claim) -> int | None:
    number = best(claim) if claim.measure == "killed" and claim.modality == "asserted" else None
    return int(number) if number is not None else None
