"""Learn the weights of ``resources/entities/pronouns.yaml`` from the training parts of GUM (free genres) and PolNeAR.

    python -m training.coref [--data DIR]

For each pronoun that sayso sees, the candidates that the resolver would weigh, with the one that is right, or "nobody". A
multinomial logit over them (one weight a feature, L2), by gradient steps in numpy; one set of weights for persons, one for
things, one for several. What is right:

- GUM says which mention is in the pronoun's chain. For persons, candidates of either sex are taken and sex is left out of the
  features: where sex leaves one candidate there is nothing to learn about the order of words.
- In PolNeAR nobody marked who is who. There a "she" with one woman among the candidates and men beside her is known to be the
  woman; without sex among the features it is a choice between several, made by the writer.

The weights of sex and of "nobody" are set by hand for persons: the first cannot be learned without, the second not from pronouns that
are known to mean somebody. What the encoder says (``pointed``) is weighed last, on the documents that its head has not seen
(``held_out``): on those that it has it is righter than it will ever be again. Prints the YAML; needs no torch.
"""

import argparse
import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import yaml

from benchmarks.coref import documents
from sayso import entities, places
from sayso.entities import pronouns
from sayso.entities.features import GENDER
from sayso.models import parse as encode
from sayso.tables import table
from sayso.text.parse import Parse
from training.logit import adam

# the module: in the package its name is the function's
resolver = importlib.import_module("sayso.entities.resolve")


class Case(NamedTuple):
    """A pronoun's kind, the features of each candidate with their values, those of "nobody", and the number of the right candidate from 1,
    0 for nobody; and whether the encoder's head is new to the document."""

    kind: str
    found: list[dict[str, float]]
    nobody: dict[str, float]
    right: int
    fresh: bool


Judge = Callable[[Parse, list[pronouns.Candidate], object, int], int | None]

PERSON = {
    "nobody": -2.0, "away1": -0.9, "away2": -1.8, "away3": -2.6, "behind": -1.5, "said_before": 0.5, "subject": 0.8, "passive": 0.8, "owner": 0.25, "modifier": -0.4, "beside": -0.4, "pronoun": 0.4,
    "described": -0.5, "often2": 0.2, "often3": 0.15, "often5": 0.2, "rank0": 0.6, "rank1": 0.15, "above_subject": 0.35, "above_other": 0.4, "owns": 0.3,
    "dominates": 0.7, "joined": 1.3, "owner<object": 0.4, "subject<subject": 0.4, "subject<<subject": 0.7, "subject<<passive": 0.3, "object<object": 0.4,
    "object<<object": 0.4, "oblique<oblique": 0.4, "oblique<<oblique": 0.4, "ahead": 0.6, "speaker": 0.6, "reflexive": 2.0,
}  # fmt: skip
"""What grammar books say of persons, before any counting: subjects, the same part, nearness. Counting may move it a little: sex leaves
few choices open in newspapers, and these are not the ones that are hard."""
SET = {"nobody": -2.0, "again": 0.0, "fits": 0.3, "sure": 0.1, "unknown": -0.3, "hint": 0.3, "against": -1.5, "quoted_speaker": -2.5}
"""What is not learned for persons: sex, and that whom a quotation calls "he" is hardly who speaks, for which there are too few cases."""
PULL = {"person": 100.0, "thing": 3.0, "several": 3.0}
"""How strongly weights are drawn to what was known before."""
FIXED = -1.0
"""The pull of a weight that is not learned at all."""
HEAD = 0.6
"""What the encoder's head weighs before any counting: alone it is about as often right as everything else together. Of things and of
several there are too few cases to weigh it."""


def held_out(name: str) -> bool:
    """Whether a document is kept from the encoder's head (``training.pronouns``).

    >>> [held_out(f"report {n}") for n in range(8)].count(True)
    1
    """
    return crc32(name.encode()) % 6 == 0


def chains(p: Parse, tokens: list[tuple[int, int]], gold: dict[int, list[tuple[int, int]]]) -> list[int]:
    """For each of our tokens the gold chain of the smallest mention around it, −1 for none."""
    at_char = {c: i for i, (a, b) in enumerate(tokens) for c in range(a, b)}
    size: dict[int, tuple[int, int]] = {}
    for chain, spans in gold.items():
        for a, b in spans:
            for i in range(a, b + 1):
                if i not in size or b - a < size[i][0]:
                    size[i] = (b - a, chain)
    return [size.get(at_char.get(t.start, -1), (0, -1))[1] for t in p.tokens]


def _learned(kind: str, feature: str) -> bool:
    """Whether a feature is learned. "again", the same pronoun before, gives the sex away too; pairs of parts are too many for the few
    pronouns that are no persons."""
    return feature not in (*GENDER, "again") if kind == "person" else "<" not in feature


def collect(p: Parse, judge: Judge, *, fresh: bool) -> list[Case]:
    """The choices of one document that the judge can decide."""
    out: list[Case] = []

    def record(parse, drafts, order, at, token, **more):
        kind = pronouns.PRONOUNS[parse.lower[token]]
        found = pronouns.candidates(parse, drafts, order, at, token, sexless=kind == "person", **more)
        right = judge(parse, found, drafts, token) if found else None
        if right is not None:
            named = [{f: 1.0 for f in c.features if _learned(kind, f)} | {"pointed": c.pointed} for c in found]
            out.append(Case(kind, named, {"nobody": 1.0}, right, fresh))
        return pronouns.antecedent(parse, drafts, order, at, token, **more)

    kept, resolver.antecedent = resolver.antecedent, record
    try:
        entities.resolve(p, places.resolve(p), published=None)
    finally:
        resolver.antecedent = kept
    return out


def gold_cases(path: Path, encode: Callable[[str], Parse] = encode) -> list[Case]:
    """Choices decided by GUM's chains."""
    out: list[Case] = []
    for name, text, tokens, gold, _ in documents(path):
        p = encode(text)
        of = chains(p, tokens, gold)

        def judge(parse, found, _, token, of=of) -> int | None:
            right = [k for k, c in enumerate(found, 1) if of[token] >= 0 and of[c.mention.head] == of[token]]
            if not right and pronouns.PRONOUNS[parse.lower[token]] == "person":
                return None
            return right[0] if right else 0

        out += collect(p, judge, fresh=held_out(name))
    return out


def told_by_sex(parse: Parse, found: list[pronouns.Candidate], drafts, token: int) -> int | None:
    """The only candidate of the pronoun's sex, where those of all are known and there are others."""
    word = parse.lower[token]
    sex = pronouns.sex_of(word)
    if not sex or len(found) < 2:
        return None
    shown = [drafts[c.draft].gender or drafts[c.draft].hint for c in found]
    return shown.index(sex) + 1 if shown.count(sex) == 1 and all(shown) else None


def silver_cases(folder: Path, encode: Callable[[str], Parse] = encode) -> list[Case]:
    """Choices that sex decides, of a folder of texts."""
    out: list[Case] = []
    for path in sorted(folder.iterdir()):
        out += collect(encode(path.read_text(encoding="utf-8")), told_by_sex, fresh=held_out(path.stem))
    return out


def fit(rows: list[Case], prior: dict[str, float], pull: dict[str, float], l2: float, steps: int = 500) -> dict[str, float]:
    """Weights by Adam on the whole set, drawn to the prior, each by ``pull`` or else ``l2``; what the prior names beyond the rows'
    features stays as it is."""
    names = sorted({f for r in rows for c in (*r.found, r.nobody) for f in c})
    number = {f: i for i, f in enumerate(names)}
    width = 1 + max(len(r.found) for r in rows)
    x = np.zeros((len(rows), width, len(names)), np.float32)
    mask = np.full((len(rows), width), -1e9, np.float32)
    y = np.array([r.right for r in rows])
    for i, r in enumerate(rows):
        mask[i, : len(r.found) + 1] = 0
        for j, features in enumerate((r.nobody, *r.found)):
            for f, value in features.items():
                x[i, j, number[f]] = value
    start = np.array([prior.get(f, 0.0) for f in names])
    strength = np.array([pull.get(f, l2) for f in names])

    def gradient(w: np.ndarray) -> np.ndarray:
        s = x @ w + mask
        q = np.exp(s - s.max(1, keepdims=True))
        q /= q.sum(1, keepdims=True)
        q[np.arange(len(y)), y] -= 1
        g = np.einsum("ij,ijk->k", q, x) + strength * (w - start)
        g[strength == FIXED] = 0.0
        return g

    w = adam(gradient, start, steps)
    return prior | {f: float(w[i]) for f, i in number.items()}


def right(rows: list[Case], w: dict[str, float], *, somebody: bool = False) -> float:
    """The share chosen right; with ``somebody`` where "nobody" is no choice."""
    hits = 0
    for r in rows:
        scores = [sum(w.get(f, 0.0) * v for f, v in c.items()) for c in (r.nobody, *r.found)]
        if somebody:
            scores[0] = -1e9
        hits += scores.index(max(scores)) == r.right
    return hits / len(rows)


def main(encode: Callable[[str], Parse] = encode) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    a = ap.parse_args()
    gold = gold_cases(a.data / "syntax/gum/gum_free_train.conllu", encode)
    silver = silver_cases(a.data / "attribution/polnear/train/text", encode)
    for kind in ("person", "thing", "several"):
        some = [r for r in (*gold, *silver) if r[0] == kind]
        person = kind == "person"
        w = fit(some, PERSON if person else {}, {"pointed": FIXED}, l2=PULL[kind])
        if person:
            w |= SET
        new = [r for r in some if r.fresh]
        if person and any(c["pointed"] for r in new for c in r.found):
            print(f"# {len(new)} of texts new to the encoder's head: {right(new, w, somebody=True):.1%} right without it", end="")
            w = fit(new, w | {"pointed": HEAD}, {"pointed": PULL[kind]}, l2=FIXED)
            print(f", {right(new, w, somebody=True):.1%} with it")
        print(f"# {kind}: {len(some)} pronouns, {right(some, w, somebody=kind == 'person'):.1%} chosen right in training")
        row = {"least": table("entities/pronouns")[kind]["least"], "nobody": round(w.pop("nobody"), 2)}
        row["weights"] = {name: round(value, 2) for name, value in sorted(w.items()) if abs(value) >= 0.02}
        print(yaml.safe_dump({kind: row}, width=150, default_flow_style=None, sort_keys=False), end="")


if __name__ == "__main__":
    main()
