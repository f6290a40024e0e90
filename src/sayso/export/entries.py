"""What a feed tells: claims that are new, changed or disputed, each once, newest first."""

from dataclasses import dataclass
from typing import Literal

from sayso.export.gather import Extract
from sayso.export.precision import moment
from sayso.export.words import source, title
from sayso.types.claims import Claim, Link

__all__ = ["News", "entries", "stamp"]

News = Literal["disputed", "changed", "new"]
_EPOCH = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim as news.

    Attributes:
        news: "disputed" if another claim contradicts it or a statement denies it, else "changed" if it updates an earlier one, else "new".
        published: When the ledger learned it, RFC 3339.
        updated: When it, or the newest of the links that are told, was learned.
        text: Sentence, chain, and what it is to other claims, by lines.
    """

    claim: Claim
    news: News
    title: str
    published: str
    updated: str
    text: str


def stamp(text: str | None) -> str:
    """A moment of the ledger as RFC 3339 wants it, to the second.

    >>> stamp("2022-03-26T08:15:00.123456Z")
    '2022-03-26T08:15:00Z'
    """
    found = moment(text)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found else _EPOCH


def entries(extract: Extract, *, since: str | None = None, most: int = 200) -> list[Entry]:
    """The newest entries.

    Args:
        extract: Which claims.
        since: Only what was learned from this moment on, or disputed or changed then; "2022-03-26" will do.
        most: At most so many.
    """
    made = [_entry(extract, c) for c in extract.claims]
    wanted = [e for e in made if _telling(e) and (not since or e.updated >= since)]
    return sorted(wanted, key=lambda e: (e.updated, e.published, e.claim.reported, e.claim.key), reverse=True)[:most]


def _telling(e: Entry) -> bool:
    """Statements as such and counts of no measure are news only where somebody says otherwise."""
    return e.news != "new" or (e.claim.kind != "statement" and e.claim.measure != "other")


def _entry(extract: Extract, c: Claim) -> Entry:
    denied = extract.denials.get(c.statement or c.key, ())
    against = extract.linked(c, "contradicts")
    revised = [(x, other) for x, other in extract.linked(c, "updates") if x.b == c.key]
    agreeing = extract.linked(c, "corroborates")
    news: News = "disputed" if against or denied else "changed" if revised else "new"
    told: list[Link] = [x for x, _ in (*against, *revised)]
    lines = [f"“{' '.join(c.quote.split())}”", f"Source: {source(c)}. Told on {c.reported}."]
    lines += [f"Contradicted by: {title(other)} ({other.publisher or 'unnamed publisher'}, {other.reported}). {x.reason}" for x, other in against]
    lines += [f"Answered: {d.root.name} {d.stance} it: “{' '.join(d.quote.split())}”" for d in denied]
    lines += [f"Updates: {title(other)} ({other.publisher or 'unnamed publisher'}, {other.reported}). {x.reason}" for x, other in revised]
    if agreeing:
        lines.append(f"Agreeing claims: {len(agreeing)}; independent sources: {extract.number_of_sources(c)}.")
    published = stamp(c.known_from)
    return Entry(
        claim=c, news=news, title=f"{news.capitalize()}: {title(c)}", published=published, updated=max([published, *(stamp(x.known_from) for x in told)]), text="\n".join(lines),
    )  # fmt: skip
