"""A claim beside those that say the same and those that say otherwise: slot by slot, with the one that differs marked."""

from dataclasses import dataclass, replace

from sayso.answers.compare import Beside, Comparison, compare
from sayso.answers.independent import independent
from sayso.ledger import Filter
from sayso.ledger.corrections import said_of
from sayso.types.claims import Claim, Correction
from sayso.web.article import Words, stored_reading
from sayso.web.cards import fields_of
from sayso.web.fixing import fields_for
from sayso.web.page import Asking, Page, Parameter, Shown
from sayso.web.slots import Row, table

__all__ = ["PAGES", "Compared"]

_COLUMNS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A claim, its neighbours, and what people said of it.

    Attributes:
        replaced_by: The claim that a person's fix put in its place; None if there is none.
    """

    comparison: Comparison
    corrections: tuple[Correction, ...]
    replaced_by: Claim | None


def build(x: Asking) -> Shown:
    """The page."""
    found = compare(x.ledger, x.path["key"])
    if x.asked.as_of:
        found = _known(x, found, x.asked.as_of)
    c = found.claim
    made = said_of(x.ledger, c)
    undone = {m.undoes for m in made}
    replaced = next((m for m in reversed(made) if m.action == "fix" and m.id not in undone), None)
    other = x.ledger.claims(Filter(keys=(f"{c.key[:10]}-{replaced.id}",), limit=1)) if replaced and c.known_to else []
    report = x.ledger.report(c.report)
    words = Words(stored_reading(x.ledger, report.key), report.reported)
    beside = (*found.differ[:_COLUMNS], *found.agree[:_COLUMNS], *found.others[:_COLUMNS])
    rows: tuple[Row, ...] = table(c, beside)
    keys = (c.key, *(b.claim.key for b in beside))
    return Shown(
        answer=Compared(comparison=found, corrections=tuple(made), replaced_by=other[0] if other else None),
        title="Claim",
        values={
            "report": report,
            "fields": tuple(fields_of(c, x.ledger.text(report.key), words)),
            "rows": rows,
            "beside": beside,
            "reports": {k: x.ledger.report(k) for k in {b.claim.report for b in beside}},
            "undone": undone,
            "fixable": fields_for(c),
            "act": x.query.get("act", ""),
        },
        exported=Filter(keys=keys),
    )


def _known(x: Asking, found: Comparison, day: str) -> Comparison:
    """The same without what was told after a day."""

    def told(part: tuple[Beside, ...]) -> tuple[Beside, ...]:
        return tuple(b for b in part if b.claim.reported <= day)

    agree, differ = told(found.agree), told(found.differ)
    return replace(
        found,
        agree=agree,
        differ=differ,
        others=told(found.others),
        agree_roots=tuple(independent(x.ledger, [found.claim, *(b.claim for b in agree)])),
        differ_roots=tuple(independent(x.ledger, [b.claim for b in differ])),
    )


PAGES = (
    Page(
        path="/claim/{key}",
        name="claim",
        about="A claim beside those that agree and those that differ.",
        build=build,
        type=Compared,
        parameters=(
            Parameter(name="key", about="Key of the claim, or its beginning.", where="path"),
            Parameter(name="as_of", about="Only neighbours that had been told by the end of this day."),
        ),
    ),
)
