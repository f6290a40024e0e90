"""A situation brief for a place or theme and a period: what is said, by whom, and who says otherwise.

Not one word of it is made up: every line is a claim's own words, or its slots put in order, with a numbered reference to
report and characters.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.answers.compare import Dispute, disputes
from sayso.answers.control import Tenure, tenure
from sayso.answers.figures import Series, series
from sayso.answers.promises import Promise, promises
from sayso.ledger import Filter, Ledger
from sayso.types.claims import Claim, Link, Report

__all__ = ["Brief", "Reference", "brief"]

_ORDER = ("killed", "injured", "missing", "trapped", "displaced", "evacuated", "detained", "kidnapped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a line of the brief comes from: the report, and characters of its text."""

    number: int
    claim: Claim
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a brief holds, in the order in which it is told.

    Attributes:
        title: The place or theme, and the period.
        highlights: The claims that most sources stand on, newest first; each with its agreeing and contradicting neighbours.
        disputed: Claims, each with those that contradict it.
        revised: Pairs of which the later revises the earlier.
        references: Every claim referred to, numbered by first use.
    """

    title: str
    since: str | None
    until: str | None
    reports: tuple[Report, ...]
    highlights: tuple[tuple[Claim, int, int], ...]
    figures: tuple[Series, ...]
    control: tuple[Tenure, ...]
    agreed: tuple[tuple[Claim, tuple[Claim, ...], int], ...]
    disputed: tuple[Dispute, ...]
    revised: tuple[tuple[Claim, Claim, Link], ...]
    promises: tuple[Promise, ...]
    references: tuple[Reference, ...]

    def number(self, key: str) -> int:
        """The number of a claim's reference."""
        return next(r.number for r in self.references if r.claim.key == key)


def brief(
    ledger: Ledger, *, place: str | None = None, about: str | None = None, since: str | None = None, until: str | None = None, as_of: str | None = None
) -> Brief:
    """Put a brief together.

    Args:
        ledger: An open ledger.
        place: A place: what is claimed there, and in what lies within it.
        about: A name or theme instead, or besides.
        since, until: Days on which it was told, both included.
        as_of: Only what had been told by the end of a day.
    """
    asked = Filter(place=place, about=about, since=since, until=until, as_of=as_of, limit=20_000)
    claims = {c.key: c for c in ledger.claims(replace(asked, kinds=("figure", "control", "event", "commitment")))}
    links = ledger.links(*claims) if claims else []
    beyond = tuple({k for x in links for k in (x.a, x.b)} - claims.keys())
    known = claims | {c.key: c for i in range(0, len(beyond), 500) for c in ledger.claims(Filter(keys=beyond[i : i + 500]))}

    def get(key: str) -> Claim | None:
        found = known.get(key)
        told = found is not None and (as_of is None or found.reported <= as_of) and (until is None or found.reported <= until)
        return found if told else None

    disputed = _pairs(links, "contradicts", get)
    revised = _pairs(links, "updates", get)
    agreed = _agreed(ledger, claims, links, get)
    found_series = tuple(s for s in series(ledger, asked) if s.measure != "other")
    held = tuple(tenure(ledger, asked))
    promised = tuple(promises(ledger, asked))
    contested = {k for a, b, _ in disputed for k in (a.key, b.key)}
    highlights = tuple(
        (c, len(others) + 1, sum(1 for x in links if x.verdict == "contradicts" and c.key in (x.a, x.b)))
        for c, others, _ in sorted(agreed, key=lambda g: (-g[2], _rank(g[0]), g[0].reported))
        if c.kind in ("figure", "control") or c.key in contested
    )[:6]
    used: dict[str, Claim] = {}
    for c, _, _ in highlights:
        used.setdefault(c.key, c)
    for s in found_series:
        for p in s.points:
            used.setdefault(p.claim.key, p.claim)
    for t in held:
        for turn in t.turns:
            used.setdefault(turn.claim.key, turn.claim)
    for c, others, _ in agreed:
        for one in (c, *others):
            used.setdefault(one.key, one)
    gathered = disputes(ledger, disputed)
    for d in gathered:
        for one in (d.claim, *(c for c, _ in d.against)):
            used.setdefault(one.key, one)
    for a, b, _ in revised:
        used.setdefault(a.key, a)
        used.setdefault(b.key, b)
    for promise in promised:
        for one in (promise.claim, *promise.evidence):
            used.setdefault(one.key, one)
    reports = {key: ledger.report(key) for key in {c.report for c in used.values()}}
    return Brief(
        title=place or about or "Everything in the ledger",
        since=since,
        until=until or as_of,
        reports=tuple(sorted(reports.values(), key=lambda r: (r.reported, r.key))),
        highlights=highlights,
        figures=tuple(sorted(found_series, key=lambda s: (_ORDER.index(s.measure) if s.measure in _ORDER else 99, -len(s.points)))),
        control=held,
        agreed=tuple(agreed),
        disputed=tuple(gathered),
        revised=tuple(revised),
        promises=promised,
        references=tuple(Reference(number=i, claim=c, report=reports[c.report]) for i, c in enumerate(used.values(), 1)),
    )


def _rank(c: Claim) -> int:
    return _ORDER.index(c.measure) if c.measure in _ORDER else 50


def _pairs(links: list[Link], verdict: str, get: Callable[[str], Claim | None]) -> list[tuple[Claim, Claim, Link]]:
    out = []
    for x in links:
        if x.verdict == verdict:
            a, b = get(x.a), get(x.b)
            if a is not None and b is not None:
                out.append((a, b, x))
    return sorted(out, key=lambda p: (p[0].kind != "figure", -p[2].score, p[1].reported))


def _agreed(ledger: Ledger, claims: dict[str, Claim], links: list[Link], get: Callable[[str], Claim | None]) -> list[tuple[Claim, tuple[Claim, ...], int]]:
    """Groups of claims that say the same, each once, with the number of independent sources; of two and more alone."""
    from sayso.answers.independent import independent

    near: dict[str, list[str]] = {}
    for x in links:
        if x.verdict in ("corroborates", "repeats"):
            near.setdefault(x.a, []).append(x.b)
            near.setdefault(x.b, []).append(x.a)
    out = []
    taken: set[str] = set()
    for key in sorted(near, key=lambda k: -len(near[k])):
        if key in taken or key not in claims or claims[key].kind == "event":
            continue
        others = [c for k in near[key] if (c := get(k)) is not None and k not in taken]
        if not others:
            continue
        taken |= {key, *(c.key for c in others)}
        out.append((claims[key], tuple(others), len(independent(ledger, [claims[key], *others]))))
    return out
