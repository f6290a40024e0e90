"""Learn the weights of ``resources/figures/placing.yaml``: which of the places of a report is that of a figure.

    python -m training.placing [--folds 10]

From the reports with gold that were used to find faults in the rules (``tests/cases/reports`` and ``tests/cases/gold``, without those kept for
measuring, and the bundled story) and from ``resources/training/placing.yaml``. For each figure the candidates that sayso would weigh, with those that are right: a multinomial logit
over them, as for the times of events. The places of the figures before are those of the rules, so that learning once is enough.

The rules were mended on half of these reports and look better there than on others; ``FAVOUR`` gives them some way back, so that a
place is only changed where much speaks against theirs.

Prints the YAML; with ``--folds`` how many figures that the rules and the weights have right, each report read with weights learned from others.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.gold import gold
from benchmarks.reports import CASES, place_fits, placed, wanted
from benchmarks.score import paired, same, shared
from sayso import places, times
from sayso.cli.demo import reports
from sayso.figures.datelines import datelines
from sayso.figures.find import counted, ruled
from sayso.figures.placing import Placing
from sayso.figures.where import Places
from sayso.models import parse
from sayso.types.reading import Place, Span
from training.logit import Case, fit

STORY = Path(__file__).resolve().parent.parent / "tests/demo/golden"
WRITTEN = Path(__file__).resolve().parent.parent / "resources/training/placing.yaml"
LEAST, PULL = 5, 4.0
FAVOUR = 0.3


class Choice(NamedTuple):
    """What may be the place of a figure, and which of it the rules chose; −1 for a place that cannot be it."""

    case: Case
    ruled: int


def story() -> list[tuple[dict[str, Any], str]]:
    """The bundled story: the gold reading and the text of each of its reports."""
    golds = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(STORY.glob("*.json"))]
    return [(g, r.text) for g, r in zip(golds, reports(), strict=True)]


class Weighed(NamedTuple):
    """A figure of a report, and what may be its place: its range, the features and names of the candidates, which the rules chose."""

    span: Span
    value: tuple[float | None, float | None]
    features: list[tuple[str, ...]]
    names: list[str | None]
    ruled: int

    def choice(self, right: list[int]) -> Choice:
        """The choice, with the candidates that are right."""
        return Choice(Case(self.features, right), self.ruled)


def weighed(text: str, published: date) -> tuple[list[Weighed], tuple[Place, ...]]:
    """The figures of a report and its places."""
    p = parse(text)
    where = places.resolve(p)
    found = counted(p, times.resolve_all(times.find(p), p, published=published))
    at = Places(p, where, datelines(p.text), {d.head for d in found if d.head > d.last})
    weighing = Placing(p, at, found)
    settled: dict[int, Place | None] = {}
    out = []
    for d, by_rule in zip(found, ruled(found, at), strict=True):
        seen = weighing.candidates(d, by_rule, settled.get(d.part_of) if d.part_of is not None else None)
        names = [c.place.name if c.place is not None else None for c in seen]
        rule = by_rule.place.name if by_rule.place is not None else None
        weighing.settle(d, by_rule.place)
        settled[d.key] = by_rule.place
        out.append(Weighed(p.span(d.first, d.last), (d.low, d.high), [c.features for c in seen], names, names.index(rule) if rule in names else -1))
    return out, where


def choices(report: dict[str, Any]) -> Iterator[Choice]:
    """The choices of one report of ``tests/cases/reports`` or of those written for learning."""
    found, where = weighed(report["text"], report["published"])
    lines = report["places"] if "places" in report else [f"{g['at']} = {g['place']}" for g in map(wanted, report["figures"])]
    for asked, k in placed(report["text"], lines, [w.span for w in found]):
        if k is not None and asked != "*":
            yield found[k].choice([i for i, name in enumerate(found[k].names) if place_fits(asked, name, where)])


def gold_choices(report: dict[str, Any], text: str) -> Iterator[Choice]:
    """The choices of one report with a gold reading; "A / B" is either."""
    found, _ = weighed(text, date.fromisoformat(report["published"]))
    read = [{"start": w.span.start, "end": w.span.end, "value": w.value, "weighed": w} for w in found]
    for g, r in paired(report["figures"], read, lambda g, r: shared(g, r) and 1 + shared(g, r) + ((g["low"], g["high"]) == r["value"])):
        asked = g["place"].split(" / ") if g.get("place") else [None]
        yield r["weighed"].choice([i for i, name in enumerate(r["weighed"].names) if any(same(a, name) for a in asked)])


def learned(reports: list[list[Choice]], whole: list[list[Choice]]) -> dict[str, float]:
    """Weights from the choices of some reports, those of whole reports counted twice: they are of the kind that is read."""
    w = fit([c.case for r in (*reports, *whole, *whole) for c in r if c.case.right], least=LEAST, pull=PULL)
    w["rule"] += FAVOUR
    return w


def right(w: dict[str, float], c: Choice) -> bool:
    """Whether what is chosen is right: the heaviest candidate, but none where the rules find none."""
    if c.ruled == 0:
        return 0 in c.case.right
    weights = [sum(w.get(f, 0.0) for f in features) for features in c.case.features]
    return weights.index(max(weights)) in c.case.right


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--folds", type=int, help="how many parts to leave out in turn")
    a = ap.parse_args()
    mended = [r for name in ("first", "second", "third") for r in yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))]
    written = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    short = len(written)
    seen = [list(choices(r)) for r in written + mended] + [list(gold_choices(g, text)) for g, text in gold("open") + story()]
    n = sum(map(len, seen))
    if a.folds is None:
        print(f"# Weights of the choice among the places that a figure can hold at, learned by training/placing.py from {n} figures of {len(seen)} reports;")
        print("# features are named in sayso/figures/placing.py.")
        print(
            yaml.safe_dump(
                {"weights": {k: round(x, 2) for k, x in sorted(learned(seen[:short], seen[short:]).items()) if abs(x) >= 0.03}},
                width=150,
                default_flow_style=None,
            ),
            end="",
        )
        return
    for name, first, last in (
        ("written", 0, short),
        ("mended", short, short + len(mended)),
        ("gold", short + len(mended), len(seen)),
    ):
        rules = weights = count = 0
        for fold in range(a.folds):
            left = [i for i in range(len(seen)) if i % a.folds != fold]
            w = learned([seen[i] for i in left if i < short], [seen[i] for i in left if i >= short])
            for i in range(first, last):
                if i % a.folds == fold:
                    count += len(seen[i])
                    rules += sum(c.ruled in c.case.right for c in seen[i])
                    weights += sum(right(w, c) for c in seen[i])
        print(f"{name}: n {count}, rules {rules}, weights {weights}")


if __name__ == "__main__":
    main()
