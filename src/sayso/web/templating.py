"""Templates and the words that they use. Everything is escaped unless it was made to be HTML here."""

from datetime import date, timedelta
from functools import cache, lru_cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.render.answers import chain, figure, place, roots, sentence, short, standing, what
from sayso.render.words import number, one_line, sure, when
from sayso.types.claims import Claim, Report
from sayso.web.files import address_of
from sayso.web.vocabulary import WORDS, facet_words, month_end, placed, range_of, sparks, verdict

__all__ = ["environment", "quoted", "sure", "title"]


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=PackageLoader("sayso.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=64
    )
    made.filters |= {
        "what": _what,
        "chain": chain,
        "figure": figure,
        "where": place,
        "roots": roots,
        "sentence": sentence,
        "short": short,
        "standing": standing,
        "number": number,
        "one_line": one_line,
        "day": _day,
        "when": when,
        "quoted": quoted,
        "sure": sure,
        "title": title,
        "query": urlencode,
        "source_address": _source_address,
        "plural": lambda n, one, many=None: f"{n:,} {one if n == 1 else many or one + 's'}",
    }
    made.globals |= {
        **WORDS,
        "verdict": verdict,
        "earlier": _shifted,
        "placed": placed,
        "range_of": range_of,
        "sparks": sparks,
        "month_end": month_end,
        "facet_words": facet_words,
        "asset": address_of,
    }
    return made


def _what(c: Claim) -> str:
    """What a claim says; of a statement, its words are shown as a quotation and not here."""
    return one_line(what(c))


@lru_cache(maxsize=4096)
def _source_address(name: str) -> str:
    """The page of a source."""
    return f"/source?{urlencode({'name': name})}"


@lru_cache(maxsize=4096)
def _day(value: str | None) -> str:
    """A day as people write it, with the year: "4 Mar 2027"."""
    return when(value[:10]) if value else ""


def _shifted(day: str, days: int) -> str:
    """Another day, so many days on."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day


def title(report: Report) -> str:
    """What to call a report."""
    return one_line(report.title or "") or (report.uri or "").rsplit("/", 1)[-1] or f"Report {report.key[:8]}"


def quoted(c: Claim, most: int = 420) -> Markup:
    """The sentence of a claim, with the words that it was read from marked; long ones are cut around these."""
    a, b = max(0, c.start - c.context_start), max(0, min(c.end, c.context_end) - c.context_start)
    text = c.quote
    if c.kind == "statement":
        return Markup("<q>{}</q>").format(_cut_end(one_line(text), most))
    before, words, after = one_line(text[:a]), one_line(text[a:b]), one_line(text[b:])
    room = max(40, (most - len(words)) // 2)
    if len(before) > room:
        before = "…" + before[-room:]
    parts = (
        before,
        " " if before and text[a - 1 : a].isspace() else "",
        _cut_end(words, most),
        " " if text[b : b + 1].isspace() else "",
        _cut_end(after, room),
    )
    return Markup("<q>{}{}<mark>{}</mark>{}{}</q>").format(*parts)


def _cut_end(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"
