"""A report: its text with every claim marked, and a card for each."""

from dataclasses import dataclass

from sayso.ledger import Filter
from sayso.ledger.reports import claims_between, copies_of
from sayso.types.claims import Claim, Report
from sayso.types.reading import Unresolved
from sayso.web.article import MOST, Part, Words, part_of, stored_reading, text_with_marks
from sayso.web.cards import Beside, beside, card
from sayso.web.page import Asking, Page, Parameter, Shown

__all__ = ["PAGES", "Article"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A part of a report's text, and what was read from it.

    Attributes:
        text: The characters of that part; offsets of claims count from the beginning of the report.
        claims: In the order of the text; the first few hundred where there are more.
        copies: Reports that are near-copies of this one.
    """

    report: Report
    part: Part
    text: str
    claims: tuple[Claim, ...]
    more: bool
    unresolved: tuple[Unresolved, ...]
    copies: tuple[Report, ...]


def build(x: Asking) -> Shown:
    """The page."""
    report = x.ledger.report(x.path["key"])
    text = x.ledger.text(report.key)
    number = x.query.get("part", "1")
    part = part_of(text, int(number[:6]) if number.isascii() and number.isdigit() else 1)
    claims = claims_between(x.ledger, report.key, part.start, part.end, most=MOST + 1)
    more = len(claims) > MOST
    claims = claims[:MOST]
    reading = stored_reading(x.ledger, report.key)
    words = Words(reading, report.reported)
    numbers = {c.key: i for i, c in enumerate(claims, 1)}
    near = beside(x.ledger, claims)
    cards = [card(c, text, words, numbers[c.key], near.get(c.key, Beside())) for c in claims]
    copies = tuple(copies_of(x.ledger, report.key))
    unresolved = tuple(u for u in (reading.unresolved if reading else ()) if part.start <= u.start < part.end)[:100]
    return Shown(
        answer=Article(report=report, part=part, text=text[part.start : part.end], claims=tuple(claims), more=more, unresolved=unresolved, copies=copies),
        title=report.title or "Report",
        values={
            "body": text_with_marks(report, text, part, claims, words, numbers),
            "cards": cards,
            "numbers": numbers,
            "original": x.ledger.report(report.copy_of) if report.copy_of else None,
            "warnings": reading.warnings if reading else (),
            "unresolved": [(u.kind, text[u.start : u.end], u.why) for u in unresolved],
            "readings": x.ledger.readings(report.key),
            "whole": reading is not None,
            "reviewable": True,
        },
        exported=Filter(report=report.key),
    )


PAGES = (
    Page(
        path="/report/{key}",
        name="article",
        about="A report's text with what was read from it.",
        build=build,
        type=Article,
        filtered=False,
        parameters=(Parameter(name="key", about="Key of the report, or its beginning.", where="path"), Parameter(name="part", about="Of a long text, from 1.")),
    ),
)
