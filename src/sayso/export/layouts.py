"""The tables: one claim a row under names that UCDP GED made known, and the links between claims."""

from collections.abc import Sequence
from typing import Any, get_args

from sayso.errors import ConfigError
from sayso.export.acled import ACLED
from sayso.export.columns import Column, Layout
from sayso.export.countries import country_name
from sayso.export.gather import Extract
from sayso.export.precision import best, date_end, date_prec, date_start, day, moment, where_prec
from sayso.types.claims import Claim, ClaimKind, Link, Verdict
from sayso.types.kinds import Measure, Modality, Relation, SourceKind, Stance

__all__ = ["CLAIMS", "LAYOUTS", "LINKS", "layout"]

VIA = "; "
"""Between the outlets of a chain."""


_C = Column
_COLUMNS: tuple[Column[Claim], ...] = (
    _C("id", "string", "Key of the claim: a hash of report, characters and slots.", lambda _, c: c.key, "#meta+id", required=True),
    _C("kind", "string", "What sort of claim it is.", lambda _, c: c.kind, "#meta+kind", get_args(ClaimKind), required=True),
    _C("source_original", "string", "Who it stands on in the end: the innermost source of the chain.", lambda _, c: c.root.name, "#meta+source+root", required=True),
    _C("source_kind", "string", "What that source is.", lambda _, c: c.root.kind, "#meta+source+kind", get_args(SourceKind), required=True),
    _C("source_via", "string", "Outlets between source and report, nearest to the report first, by semicolons.", lambda _, c: VIA.join(c.via) or None, "#meta+source+via"),
    _C("source_office", "string", "Publisher of the report.", lambda _, c: c.publisher, "#meta+source+publisher"),
    _C("source_headline", "string", "Title of the report.", lambda x, c: x.report(c).title, "#meta+title"),
    _C("source_date", "date", "Day of publication, as the report says.", lambda x, c: day(x.report(c).published), "#date+published"),
    _C("source_article", "string", "Address of the report.", lambda x, c: x.report(c).uri, "#meta+url"),
    _C("report", "string", "Key of the report.", lambda _, c: c.report, "#meta+id+report", required=True),
    _C("reported", "date", "Day that counts as when it was told: of publication, else of adding.", lambda _, c: day(c.reported), "#date+reported"),
    _C("stance", "string", "How the source puts it.", lambda _, c: c.stance, "#meta+stance", get_args(Stance), required=True),
    _C("modality", "string", "Whether it is told as a fact.", lambda _, c: c.modality, "#meta+modality", get_args(Modality), required=True),
    _C("type", "string", "PLOVER's type of an event, or the status of control.", lambda _, c: c.type, "#event+type"),
    _C("mode", "string", "PLOVER's mode of an event.", lambda _, c: c.mode, "#event+mode"),
    _C("side_a", "string", "Who acts, holds or promises, as the report calls it.", lambda _, c: c.actor_name, "#group+name+actor"),
    _C("side_b", "string", "To whom.", lambda _, c: c.recipient_name, "#group+name+recipient"),
    _C("what", "string", "Words of the event, or what is promised.", lambda _, c: c.what, "#description+what"),
    _C("due", "string", "When a promise is due, EDTF.", lambda _, c: c.due, "#date+due"),
    _C("conditional", "boolean", "Whether a promise hangs on a condition; empty for other kinds.", lambda _, c: c.conditional if c.kind == "commitment" else None, "#meta+conditional"),
    _C("measure", "string", "What a figure measures.", lambda _, c: c.measure, "#indicator+name", get_args(Measure)),
    _C("low", "number", "Smallest value that the words allow; empty if open.", lambda _, c: c.low, "#indicator+value+min"),
    _C("best", "number", "The number that was said; empty for ranges and vague words.", lambda _, c: best(c), "#indicator+value"),
    _C("high", "number", "Largest value that the words allow; empty if open.", lambda _, c: c.high, "#indicator+value+max"),
    _C("relation", "string", "How the words put the number.", lambda _, c: c.relation, "#indicator+relation", get_args(Relation)),
    _C("unit", "string", "What is counted, in the words of the text.", lambda _, c: c.unit, "#indicator+unit"),
    _C("rate", "string", "Per what: \"day\" for \"a day\".", lambda _, c: c.rate, "#indicator+rate"),
    _C("part_of", "string", "Key of the figure that this one is a part of.", lambda _, c: c.part_of, "#meta+id+whole"),
    _C("place", "string", "Name of the place.", lambda _, c: c.place.name if c.place else None, "#loc+name"),
    _C("country", "string", "Country of the place, in English.", lambda _, c: country_name(c.place), "#country+name"),
    _C("country_iso", "string", "The same, ISO 3166-1 alpha-2.", lambda _, c: c.place.country if c.place else None, "#country+code+v_iso2"),
    _C("geonameid", "integer", "The place in GeoNames.", lambda _, c: c.place.geonameid if c.place else None, "#loc+code+v_geonames"),
    _C("latitude", "number", "Degrees, WGS 84, of the middle of the place.", lambda _, c: c.place.latitude if c.place else None, "#geo+lat"),
    _C("longitude", "number", "Degrees, WGS 84, of the middle of the place.", lambda _, c: c.place.longitude if c.place else None, "#geo+lon"),
    _C("radius_km", "number", "Radius of a circle that holds what the words can mean, in kilometres.", lambda _, c: c.place.radius_km if c.place else None, "#geo+radius+km"),
    _C("where_prec", "integer", "How exact the place is: UCDP's codes 1 (exact) to 7 (a sea).", lambda _, c: where_prec(c.place), "#geo+precision"),
    _C("date_edtf", "string", "When it happened, EDTF.", lambda _, c: c.time, "#date+edtf"),
    _C("date_start", "date", "First day that this can mean.", lambda _, c: date_start(c), "#date+start"),
    _C("date_end", "date", "Last day that this can mean.", lambda _, c: date_end(c), "#date+end"),
    _C("date_prec", "integer", "How exact the time is: UCDP's codes 1 (a day) to 5 (up to a year).", lambda _, c: date_prec(c), "#date+precision"),
    _C("made", "string", "When it was said, EDTF.", lambda _, c: c.made, "#date+said"),
    _C("quote", "string", "The sentence around it, or the content of the statement.", lambda _, c: c.quote, "#description+quote", required=True),
    _C("start", "integer", "First character of the report's text that it was read from, counted from 0.", lambda _, c: c.start, "#meta+start", required=True),
    _C("end", "integer", "Character after the last.", lambda _, c: c.end, "#meta+end", required=True),
    _C("context_start", "integer", "First character of the quote.", lambda _, c: c.context_start, "#meta+start+quote", required=True),
    _C("context_end", "integer", "Character after the last of the quote.", lambda _, c: c.context_end, "#meta+end+quote", required=True),
    _C("statement", "string", "Key of the statement in which it was made; empty for the publisher's own voice.", lambda _, c: c.statement, "#meta+id+statement"),
    _C("answers", "string", "Key of the statement that this one answers.", lambda _, c: c.about, "#meta+id+answers"),
    _C("number_of_sources", "integer", "Independent sources of it and of the claims that agree, near-copies counted once.", lambda x, c: x.number_of_sources(c), "#meta+count+sources", required=True),
    _C("agreeing", "integer", "Claims of other reports that corroborate or repeat it.", lambda x, c: len(x.linked(c, "corroborates", "repeats")), "#meta+count+agreeing", required=True),
    _C("contradicting", "integer", "Claims of other reports that contradict it.", lambda x, c: len(x.linked(c, "contradicts")), "#meta+count+contradicting", required=True),
    _C("superseded", "boolean", "Whether a later claim updates it.", lambda x, c: any(link.a == c.key for link, _ in x.linked(c, "updates")), "#meta+superseded", required=True),
    _C("confidence", "number", "How sure the reading is, 0 to 1.", lambda _, c: c.confidence, "#meta+confidence", required=True),
    _C("origin", "string", "Version of the reader, or \"person:\" and the number of the correction.", lambda _, c: c.origin, "#meta+origin", required=True),
    _C("known_from", "datetime", "When the ledger learned it, UTC.", lambda _, c: moment(c.known_from), "#date+recorded"),
    _C("known_to", "datetime", "When the ledger ceased to hold it; empty while it does.", lambda _, c: moment(c.known_to), "#date+recorded+end"),
)  # fmt: skip

CLAIMS: Layout[Claim] = Layout("ged", "Claims", ("id",), _COLUMNS, lambda x: x.claims)
"""One claim a row."""


def _links(extract: Extract) -> Sequence[Link]:
    found = {(link.a, link.b): link for links in extract.links.values() for link in links}
    return [found[pair] for pair in sorted(found)]


_L = Column
LINKS: Layout[Link] = Layout(
    "links",
    "Links between claims",
    ("earlier", "later"),
    (
        _L("earlier", "string", "Key of the claim that was told first.", lambda _, link: link.a, "#meta+id+earlier", required=True),
        _L("later", "string", "Key of the other.", lambda _, link: link.b, "#meta+id+later", required=True),
        _L("verdict", "string", "What the later claim is to the earlier one.", lambda _, link: link.verdict, "#meta+verdict", get_args(Verdict), required=True),
        _L("score", "number", "How sure that is, 0 to 1.", lambda _, link: link.score, "#meta+confidence", required=True),
        _L("reason", "string", "Why, in words.", lambda _, link: link.reason, "#description+reason", required=True),
        _L("slots", "string", "What was compared and how it came out, as name=answer by semicolons.", lambda _, link: _slots(link), "#meta+slots"),
        _L("kind", "string", "What sort of claims they are.", lambda x, link: x.known[link.a].kind, "#meta+kind", get_args(ClaimKind), required=True),
        _L(
            "earlier_source",
            "string",
            "Innermost source of the earlier claim.",
            lambda x, link: x.known[link.a].root.name,
            "#meta+source+earlier",
            required=True,
        ),
        _L("later_source", "string", "Innermost source of the later one.", lambda x, link: x.known[link.b].root.name, "#meta+source+later", required=True),
        _L("origin", "string", "Version of the judges.", lambda _, link: link.origin, "#meta+origin", required=True),
        _L("known_from", "datetime", "When the ledger learned it, UTC.", lambda _, link: moment(link.known_from), "#date+recorded"),
    ),
    _links,
)
"""One link a row: those that lead to or from a claim of the extract."""

LAYOUTS: dict[str, Layout[Any]] = {found.name: found for found in (CLAIMS, ACLED, LINKS)}


def layout(name: str) -> Layout[Any]:
    """A table by its name.

    Raises:
        ConfigError: There is none of that name.
    """
    if name not in LAYOUTS:
        raise ConfigError(f"layout {name!r}", f"one of {', '.join(LAYOUTS)}", "leave --layout out for the ordinary one")
    return LAYOUTS[name]


def _slots(link: Link) -> str | None:
    return "; ".join(f"{name}={answer}" for name, answer in link.slots.items()) or None
