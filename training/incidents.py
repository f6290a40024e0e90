"""Learn the two models of ``sayso.events.incidents`` from MUC-4's train part and write ``src/sayso/events/incidents.npz``.

    python -m training.incidents read FILE [--data DIR]      # with the package's Python: parse the reports
    python -m training.incidents learn FILE [--out NPZ]      # with torch: learn, cross-validate, write

The model of parts learns from the reports that have a template: a filler is an instance of each slot that one of its mentions
fills. The model of kinds also sees how sure the first is of the report's fillers; those scores come from folds that have not
seen the report, or it would trust them too much.
"""

import argparse
import json
import os
import pickle
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from sayso.events.fillers import Scene, fillers
from sayso.events.incidents import KINDS, PARTS, Weights, part_signs, report_signs

SLOTS = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), PARTS, strict=True))
FOLDS = 4


def content(text: str) -> list[str]:
    """The words of a mention without articles and prepositions."""
    return [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in ("the", "a", "an", "of", "and", "for", "in", "at", "by", "with", "to")]


def fills(names: Iterable[str], mentions: Iterable[str]) -> bool:
    """Whether one of a filler's names is one of a slot's mentions, by its head and no word besides."""
    for mention in mentions:
        gold = content(mention)
        core = content(re.split(r"\b(?:of|in|at|from|belonging|on|near|with|for)\b", mention)[0]) or gold
        for ours in map(content, names):
            if ours and gold and (ours == gold or (ours[-1] == core[-1] and set(ours) <= set(gold)) or (ours[-1] == gold[-1] and set(gold) <= set(ours))):
                return True
    return False


def read(data: Path, out: Path) -> None:
    """Parse the train part; what is kept are signs and labels."""
    from benchmarks.events import understood_whole

    rows = []
    for line in (data / "events/muc34/processed/train.json").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        parse, who, said, happened = understood_whole(doc["doctext"])
        scene = Scene(parse, who.entities, said, happened.events)
        found = fillers(scene)
        gold = [(SLOTS[s], [m[0] for m in entity]) for t in doc["templates"] for s in SLOTS for entity in t[s]]
        labels = [sorted({part for part, mentions in gold if fills({parse.words(*_core(parse, h)) for h in f.heads} | {f.name}, mentions)}) for f in found]
        rows.append({"scene": scene, "fillers": found, "labels": labels, "kinds": {t["incident_type"].split(" /")[0] for t in doc["templates"]}})
    out.write_bytes(pickle.dumps(rows))
    print(f"{len(rows)} reports, {sum(len(r['fillers']) for r in rows)} fillers, {Counter(x for r in rows for y in r['labels'] for x in y)}")


def _core(parse, head) -> tuple[int, int]:
    """The words of one mention: the whole name, or the noun alone."""
    n = parse.name_at[head]
    return (parse.names[n].first, parse.names[n].last) if n >= 0 else (head, head)


def fit(
    signs: Sequence[Iterable[str]], labels: Sequence[Sequence[float]], *, least: int, epochs: int, decay: float, rate: float
) -> tuple[list[str], np.ndarray]:
    """A logistic regression for each class over signs seen at least ``least`` times."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    seen = Counter(s for one in signs for s in one)
    known = sorted(s for s, n in seen.items() if n >= least)
    row = {s: i for i, s in enumerate(known)}
    rows = [[row[s] for s in sorted(one) if s in row] for one in signs]
    gold = torch.tensor(labels, dtype=torch.float32)
    bag = torch.nn.EmbeddingBag(len(known), gold.shape[1], mode="sum")
    torch.nn.init.zeros_(bag.weight)
    optimiser = torch.optim.Adagrad(bag.parameters(), lr=rate)
    order, shuffle = list(range(len(rows))), random.Random(0).shuffle
    for _ in range(epochs):
        shuffle(order)
        for i in range(0, len(order), 256):
            batch = order[i : i + 256]
            flat = torch.tensor([x for j in batch for x in rows[j]])
            offsets = torch.tensor(np.cumsum([0, *(len(rows[j]) for j in batch[:-1])]))
            loss = torch.nn.functional.binary_cross_entropy_with_logits(bag(flat, offsets), gold[batch], reduction="sum") / len(batch)
            loss = loss + decay * (bag.weight[torch.unique(flat)] ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return known, bag.weight.detach().numpy()


def fit_parts(rows) -> tuple[list[str], np.ndarray]:
    rows = [r for r in rows if r["kinds"]]
    labels = [[float(p in y) for p in PARTS] for r in rows for y in r["labels"]]
    return fit([f.signs for r in rows for f in r["fillers"]], labels, least=3, epochs=6, decay=1e-4, rate=0.1)


def fit_kinds(rows) -> tuple[list[str], np.ndarray]:
    labels = [[*(float(k in r["kinds"]) for k in KINDS), float(bool(r["kinds"]))] for r in rows]
    return fit([r["signs"] for r in rows], labels, least=4, epochs=12, decay=5e-3, rate=0.05)


def learn(rows, out: Path) -> None:
    """Learn both models, say how good the second is on what it has not seen, and write them."""
    order = list(range(len(rows)))
    random.Random(3).shuffle(order)
    folds = [set(order[k::FOLDS]) for k in range(FOLDS)]
    for held in folds:
        model = Weights(*fit_parts([r for i, r in enumerate(rows) if i not in held]))
        for i in held:
            r = rows[i]
            r["signs"] = report_signs(r["scene"]) | set(part_signs(r["scene"], [(f, model(f.signs)) for f in r["fillers"]]))
    hits: Counter[str] = Counter()
    for held in folds:
        model = Weights(*fit_kinds([r for i, r in enumerate(rows) if i not in held]))
        for i in held:
            ours = {k for k, p in zip(KINDS, model(rows[i]["signs"]), strict=False) if p >= 0.35}
            hits.update({"right": len(ours & rows[i]["kinds"]), "ours": len(ours), "gold": len(rows[i]["kinds"])})
    print(f"kinds, cross-validated: F1 {200 * hits['right'] / (hits['ours'] + hits['gold']):.1f}, {dict(hits)}")
    arrays: dict[str, np.ndarray] = {}
    for name, (known, weights) in (("parts", fit_parts(rows)), ("kinds", fit_kinds(rows))):
        kept = np.abs(weights).max(1) > 0.02
        scale = np.abs(weights).max() / 127
        arrays[f"{name}_signs"] = np.frombuffer("\n".join(s for s, k in zip(known, kept, strict=True) if k).encode(), np.uint8)
        arrays[f"{name}_weights"] = np.round(weights[kept] / scale).astype(np.int8)
        arrays[f"{name}_scale"] = np.float32(scale)
        print(f"{name}: {kept.sum()} signs")
    np.savez_compressed(out, **arrays)
    print(f"{out.stat().st_size} bytes")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("step", choices=["read", "learn"])
    ap.add_argument("file", type=Path, help="where the parsed reports are kept")
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "src/sayso/events/incidents.npz")
    a = ap.parse_args()
    if a.step == "read":
        read(a.data, a.file)
    else:
        learn(pickle.loads(a.file.read_bytes()), a.out)


if __name__ == "__main__":
    main()
