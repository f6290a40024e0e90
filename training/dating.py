"""Learn the weights of ``resources/events/dating.yaml`` from the training part of TDG (Yao et al. 2020).

    python -m training.dating [--data DIR]

For each event that TDG marks, the candidates that sayso would weigh, with the one that has the event's reference time, or "none" where
the corpus leaves the event to the day of publication ("before it"). A multinomial logit over them, one weight a feature, L2, as for
pronouns.

Its marks were made by many hands, and often a date that holds on was not marked: of two verbs joined by "and" without a time in
their sentence one is dated and the other not in four cases of ten. So "none" in the corpus says less than a date does. How often a
date was dropped is counted on such pairs, and the weight of "none" lowered by what that is in log odds: a choice is then right if
it is more likely than not, whether it was marked or not.

Prints the YAML; needs no torch.
"""

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

import yaml

from benchmarks.tdg import Document, documents
from sayso.events.dating import Scenes
from training.logit import Case, fit

LEAST = 20
"""How often a feature must be seen to be learned."""
PULL = 10.0


def cases(doc: Document) -> Iterator[Case]:
    """The choices of one report; those whose time sayso does not find are left out."""
    scenes = Scenes(doc.parse, doc.times, doc.published)
    for event in doc.events:
        found = scenes.candidates(event.token)
        right = [0]
        if event.time is not None:
            first, last = event.time
            marked = [t for t in doc.times if t.start < last and first < t.end]
            days = {t.edtf for t in marked if t.edtf}
            right = [k for k, c in enumerate(found) if c.time is not None and (c.time in marked or c.time.edtf in days)]
        if right:
            yield Case([c.features for c in found], right)


def dropped(docs: list[Document]) -> float:
    """The share of the dates that hold on which the corpus does not mark, from pairs of like verbs joined in sentences without a time.

    If a share q is dropped, both of a pair are marked in (1 - q)² of the cases and one of them in 2q(1 - q).
    """
    count: Counter[bool] = Counter()
    for d in docs:
        p = d.parse
        marks = {e.token: e for e in d.events}
        timed = {p.sentence[p.tokens_in(t.start, t.end)[0]] for t in d.times}
        for two, e in marks.items():
            one = marks.get(p.heads[two]) if p.relations[two] == "conj" else None
            if one is None or p.upos[two] != "VERB" or p.xpos[two] != p.xpos[one.token] or p.sentence[two] in timed or "after" in (one.relation, e.relation):
                continue
            if one.time is not None or e.time is not None:
                count[one.time is not None and e.time is not None] += 1
    return count[False] / (count[False] + 2 * count[True])


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    a = ap.parse_args()
    docs = list(documents(a.data / "times/tdg/train.txt"))
    rows = [c for d in docs for c in cases(d)]
    w = fit(rows, least=LEAST, pull=PULL)
    q = dropped(docs)
    # a date is marked with (1 - q) of its chance: as likely as not is (1 - q)/2 in marks, and "none" the rest
    w["none"] -= log((1 + q) / (1 - q))
    print(f"# {len(rows)} events; of the dates that hold on, {q:.0%} are not marked")
    print(yaml.safe_dump({"weights": {k: round(x, 2) for k, x in sorted(w.items()) if abs(x) >= 0.05}}, width=150, default_flow_style=None), end="")


if __name__ == "__main__":
    main()
