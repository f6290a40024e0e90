"""Learn the weights of ``resources/entities/pronouns.yaml`` from the training part of GUM (free genres).

    python -m training.coref [--data DIR]

For each pronoun that sayso sees, the candidates that the resolver would weigh, with the one that the gold puts in the pronoun's
chain, or "nobody". A multinomial logit over them (one weight a feature, L2), by gradient steps in numpy; one set of weights for
things and one for several. ``least`` stays as it is in the YAML. Prints the YAML; needs no torch. The weights for persons are
set by hand: those learned from GUM, where sex mostly leaves one candidate, choose worse where it leaves two.
"""

import argparse
import importlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from benchmarks.coref import documents
from sayso import entities, places
from sayso.entities import pronouns
from sayso.models import parse as encode
from sayso.tables import table
from sayso.text.parse import Parse

# the module: in the package its name is the function's
resolver = importlib.import_module("sayso.entities.resolve")

Case = tuple[str, np.ndarray, int]


PRIOR: dict[str, dict[str, float]] = {
    "thing": {"nobody": 0.5, "away1": -0.9, "away2": -1.8, "subject": 0.8, "often": 0.3, "rank0": 0.3, "of_place": -0.8},
    "several": {"nobody": 0.5, "away1": -0.9, "away2": -1.8, "subject": 0.8, "often": 0.3, "rank0": 0.3, "plural": 0.6},
}  # fmt: skip
"""What grammar books say, before any counting."""


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


def cases(path: Path, encode: Callable[[str], Parse] = encode) -> list[Case]:
    """Kind, features (candidates × features, "nobody" first) and the index of the right one."""
    out: list[Case] = []
    for _, text, tokens, gold, _ in documents(path):
        p = encode(text)
        of = chains(p, tokens, gold)

        def record(parse, drafts, order, token, of=of, **more):
            found = pronouns.candidates(parse, drafts, order, token, **more)
            if found:
                nobody = np.zeros(len(pronouns.FEATURES))
                nobody[0] = 1
                x = np.stack([nobody, *(np.array(c.features) for c in found)])
                right = [k for k, c in enumerate(found, 1) if of[token] >= 0 and of[c.mention.head] == of[token]]
                out.append((pronouns.PRONOUNS[parse.lower[token]], x, right[0] if right else 0))
            return pronouns.antecedent(parse, drafts, order, token, **more)

        kept, resolver.antecedent = resolver.antecedent, record
        try:
            entities.resolve(p, places.resolve(p), published=None)
        finally:
            resolver.antecedent = kept
    return out


def fit(rows: list[Case], prior: np.ndarray, l2: float = 10.0, steps: int = 600) -> np.ndarray:
    """Weights by Adam on the whole set, drawn to the prior."""
    n, width = len(pronouns.FEATURES), max(len(x) for _, x, _ in rows)
    x = np.zeros((len(rows), width, n))
    mask = np.full((len(rows), width), -1e9)
    y = np.array([k for _, _, k in rows])
    for i, (_, f, _) in enumerate(rows):
        x[i, : len(f)] = f
        mask[i, : len(f)] = 0
    w, m, v = prior.copy(), np.zeros(n), np.zeros(n)
    for t in range(1, steps + 1):
        s = x @ w + mask
        q = np.exp(s - s.max(1, keepdims=True))
        q /= q.sum(1, keepdims=True)
        q[np.arange(len(y)), y] -= 1
        g = np.einsum("ij,ijk->k", q, x) + l2 * (w - prior)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


def main(encode: Callable[[str], Parse] = encode) -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    a = ap.parse_args()
    rows = cases(a.data / "syntax/gum/gum_free_train.conllu", encode)
    for kind, prior in PRIOR.items():
        some = [r for r in rows if r[0] == kind]
        w = fit(some, np.array([prior.get(name, 0.0) for name in pronouns.FEATURES]))
        right = sum(int(np.argmax(x @ w) == k) for _, x, k in some)
        print(f"# {kind}: {len(some)} pronouns, {right / len(some):.1%} chosen right in training")
        weights = {name: round(float(value), 2) for name, value in zip(pronouns.FEATURES, w, strict=True) if abs(value) >= 0.02}
        print(
            yaml.safe_dump(
                {kind: {"least": table("entities/pronouns")[kind]["least"], "weights": weights}}, width=150, default_flow_style=None, sort_keys=False
            ),
            end="",
        )


if __name__ == "__main__":
    main()
