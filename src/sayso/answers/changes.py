"""What is new since a moment: reports, claims, disagreements, revised figures, places that changed hands, promises now due."""

from dataclasses import dataclass, replace

from sayso.answers.compare import disagreements
from sayso.ledger import Filter, Ledger
from sayso.types.claims import Claim, Link, Report

__all__ = ["Changes", "changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What came since a day.

    Attributes:
        figures, control, commitments: Claims told since then, newest first.
        disputed: Pairs that contradict each other of which one was told since then.
        revised: A claim, the later one that updates it, and the link.
    """

    since: str
    reports: tuple[Report, ...]
    figures: tuple[Claim, ...]
    control: tuple[Claim, ...]
    commitments: tuple[Claim, ...]
    disputed: tuple[tuple[Claim, Claim, Link], ...]
    revised: tuple[tuple[Claim, Claim, Link], ...]


def changes(ledger: Ledger, since: str, wanted: Filter | None = None) -> Changes:
    """What was told since a day, "2022-03-26", that day included."""
    asked = replace(wanted or Filter(limit=500), since=since)
    figures = [c for c in ledger.claims(replace(asked, kinds=("figure",))) if c.measure != "other"]
    control = ledger.claims(replace(asked, kinds=("control",)))
    keys = {c.key: c for c in (*figures, *control)}
    links = ledger.links(*keys, verdicts=("updates", "contradicts")) if keys else []
    others = tuple({k for x in links for k in (x.a, x.b)} - keys.keys())
    known = keys | {c.key: c for i in range(0, len(others), 500) for c in ledger.claims(Filter(keys=others[i : i + 500]))}
    both = [(known[x.a], known[x.b], x) for x in links if x.a in known and x.b in known]
    revised = [p for p in both if p[2].verdict == "updates" and p[2].b in keys]
    disputed = [p for p in both if p[2].verdict == "contradicts"]
    if not keys and wanted is None:
        disputed = disagreements(ledger, limit=20)
    return Changes(
        since=since,
        reports=tuple(ledger.reports(limit=500, since=since)),
        figures=tuple(figures),
        control=tuple(control),
        commitments=tuple(ledger.claims(replace(asked, kinds=("commitment",)))),
        disputed=tuple(sorted(disputed, key=lambda p: -p[2].score)),
        revised=tuple(sorted(revised, key=lambda p: -p[2].score)),
    )
