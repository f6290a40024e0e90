"""Learn the models of ``sayso.events.incidents`` from MUC-4's train part and write ``src/sayso/events/incidents.npz``.

    python -m training.incidents read FILE [--data DIR]      # with the package's Python: parse the reports
    python -m training.incidents learn FILE [--out NPZ]      # with torch: learn, cross-validate, write

A filler is an instance of each part that one of its mentions fills in a template. The reports are cut into folds several times over; for each fold there is a
net, trained on the others, and all of them ship. What decides last learns from what those nets say of a report that have not seen it, or it would trust the nets too much.
"""

import argparse
import itertools
import json
import os
import pickle
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sayso.events.accounts import Account, kind_signs, number_signs, pair_signs, taken_signs
from sayso.events.deeds import KINDS, PARTS, report_signs
from sayso.events.fillers import Filler, Scene, fillers
from sayso.events.incidents import counted, decide, likely
from sayso.events.nets import Models, Nets, Places, Weights, chance, level, where_to_look

SLOTS = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), PARTS, strict=True))
FOLDS, ROUNDS, CHECKS = 5, 2, 3


@dataclass
class Row:
    """A report of the corpus: how it reads, and its templates with their kinds; of each filler the templates, parts and entities that it fills."""

    scene: Scene
    fillers: list[Filler]
    at: Places
    vectors: np.ndarray
    golds: list[dict]
    kinds: list[int | None]
    labels: list[list[tuple[int, int, int]]]


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
    """Parse the train part, run it through the encoder, and mark which filler fills what."""
    from benchmarks.events import understood_whole
    from sayso.models import vectors

    rows = []
    for line in (data / "events/muc34/processed/train.json").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        parse, who, said, happened = understood_whole(doc["doctext"])
        scene = Scene(parse, who.entities, said, happened.events)
        found = fillers(scene)
        at = where_to_look(parse, found)
        golds: list[dict] = []
        for t in doc["templates"]:
            plain = {s: [[m[0] for m in entity] for entity in t[s]] for s in SLOTS} | {"incident_type": t["incident_type"]}
            if plain not in golds:
                golds.append(plain)
        slots = [(t, p, e, mentions) for t, g in enumerate(golds) for p, s in enumerate(SLOTS) for e, mentions in enumerate(g[s])]
        names = [{parse.words(*_core(parse, h)) for h in f.heads} | {f.name} for f in found]
        labels = [[(t, p, e) for t, p, e, mentions in slots if fills(n, mentions)] for n in names]
        first = [g["incident_type"].split(" /")[0] for g in golds]
        kinds = [KINDS.index(k) if k in KINDS else None for k in first]
        rows.append(Row(scene, found, at, vectors(parse)[at.tokens].astype(np.float16), golds, kinds, labels))
    out.write_bytes(pickle.dumps(rows))
    reached = sum(len({x for y in r.labels for x in y}) for r in rows)
    print(
        f"{len(rows)} reports, {sum(len(r.fillers) for r in rows)} fillers, {reached} of {sum(len(g[s]) for r in rows for g in r.golds for s in SLOTS)} slots"
    )


def _core(parse, head) -> tuple[int, int]:
    """The words of one mention: the whole name, or the noun alone."""
    n = parse.name_at[head]
    return (parse.names[n].first, parse.names[n].last) if n >= 0 else (head, head)


def fit(signs: Sequence[Iterable[str]], labels: Sequence[Sequence[float]], pull: float, least: int = 3) -> Weights:
    """A logistic regression for each class over signs seen at least ``least`` times."""
    import torch

    from training.incident_nets import Bags, known, summed

    torch.set_num_threads(1)
    number, gold = known(signs, least), torch.tensor(labels)
    bags = [Bags(number, signs)]
    bag = torch.nn.EmbeddingBag(len(number), gold.shape[1], mode="sum")
    torch.nn.init.zeros_(bag.weight)
    optimiser = torch.optim.LBFGS(bag.parameters(), max_iter=60, history_size=8)

    def step():
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(summed(bag, bags), gold, reduction="sum") + pull * (bag.weight**2).sum()
        loss.backward()
        return loss

    optimiser.step(step)
    return Weights(list(number), bag.weight.detach().numpy())


def as_learned(rows: Sequence[Row], numbers: tuple[dict[str, int], dict[str, int]]):
    """The reports as the nets learn from them, with the signs by their numbers."""
    from training.incident_nets import Bags, Report

    out = []
    for r in rows:
        kinds, parts = np.zeros(len(KINDS) + 1, np.float32), np.zeros((len(r.fillers), len(PARTS) + len(KINDS)), np.float32)
        kinds[[k for k in r.kinds if k is not None]] = 1
        kinds[-1] = bool(r.golds)
        for i, label in enumerate(r.labels):
            for t, p, _ in label:
                parts[i, p] = 1
                if r.kinds[t] is not None:
                    parts[i, len(PARTS) + r.kinds[t]] = 1
        signs = Bags(numbers[0], [report_signs(r.scene)]), Bags(numbers[1], [f.signs for f in r.fillers])
        out.append(Report(level(r.vectors).astype(np.float16), r.at, *signs, kinds, parts))
    return out


def nets(rows: Sequence[Row]):
    """Nets for each fold of each round, trained on the others; the numbers of their signs; and the reports as those weigh them that have not seen them."""
    from training.incident_nets import known, train, weighed

    numbers = known((report_signs(r.scene) for r in rows), 4), known((f.signs for r in rows for f in r.fillers), 3)
    reports = as_learned(rows, numbers)
    made = []
    scores: list[list[tuple[np.ndarray, np.ndarray]]] = [[] for _ in rows]
    order = list(range(len(rows)))
    for again in range(ROUNDS):
        random.Random(3 + again).shuffle(order)
        for n in range(FOLDS):
            held = set(order[n::FOLDS])
            made.append(train([reports[i] for i in order if i not in held], *map(len, numbers), seed=again * FOLDS + n))
            for i in sorted(held):
                scores[i].append(weighed(made[-1], reports[i]))
    accounts = []
    for r, found in zip(rows, scores, strict=True):
        kinds, parts = (chance(np.mean([f[i] for f in found], 0)) for i in (0, 1))
        accounts.append(Account(r.scene, r.fillers, parts[:, : len(PARTS)], parts[:, len(PARTS) :], kinds))
    return made, numbers, accounts


def deciders(rows: Sequence[Row], accounts: Sequence[Account]) -> Models:
    """What decides, learned from weighed reports; the nets and the signs beside them are left empty."""
    nothing = Weights([], np.zeros((0, 1), np.float32))
    out = Models(Nets({"word": np.zeros((0, 0), np.float32)}), *[nothing] * 6)
    told = [(r, a, k, {t for t, of in enumerate(r.kinds) if of == k}) for r, a in zip(rows, accounts, strict=True) for k in range(len(KINDS))]
    out = out._replace(kind=fit([kind_signs(a, k) for _, a, k, _ in told], [[float(bool(ts))] for *_, ts in told], pull=3.0))
    signs: list[Iterable[str]] = []
    labels: list[list[float]] = []
    for r, a, k, ts in told:
        told_by = out.kind(kind_signs(a, k))[0]
        if told_by < 0.15:
            continue
        used: set[tuple[int, int, int]] = set()
        for one, found in taken_signs(a, k, told_by):
            hit = {x for x in r.labels[one.filler] if x[1] == one.part and x[0] in ts}
            signs.append(found)
            labels.append([float(bool(hit - used))])
            used |= hit
    out = out._replace(taken=fit(signs, labels, pull=2.0))
    pairs, same, many, counts = [], [], [], []
    seen = [likely(a, out) for a in accounts]
    for n, (r, a, k, ts) in enumerate(told):
        told_by, held = seen[n // len(KINDS)].get(k, (0.0, []))
        if told_by < 0.15:
            continue
        core = counted(held)
        many.append(number_signs(a, k, told_by, core))
        counts.append([float(len(ts) >= 2), float(len(ts) >= 3)])
        of = {h: {t for t, p, _ in r.labels[h.filler] if p == h.part and t in ts} for h in core}
        for x, y in itertools.combinations([h for h in core if of[h]], 2):
            pairs.append(pair_signs(a, k, x, y))
            same.append([float(bool(of[x] & of[y]))])
    return out._replace(together=fit(pairs, same, pull=2.0), number=fit(many, counts, pull=3.0))


def check(rows: Sequence[Row], accounts: Sequence[Account]) -> None:
    """Say how good the decisions are on reports that neither their net nor what decides has seen."""
    from benchmarks.events import Tally, _same_words

    order = list(range(len(rows)))
    random.Random(5).shuffle(order)
    tally = Tally()
    for n in range(CHECKS):
        held = order[n::CHECKS]
        rest = sorted(set(order) - set(held))
        learned = deciders([rows[i] for i in rest], [accounts[i] for i in rest])
        for i in held:
            ours = [{"incident_type": x.kind, **{s: x.names(part) for s, part in SLOTS.items()}} for x in decide(accounts[i], learned)]
            tally.add(rows[i].golds, ours, _same_words)
    print("cross-validated:", {k: round(v, 1) for k, v in tally.f1().items()}, flush=True)


def learn(rows: Sequence[Row], out: Path) -> None:
    """Learn all models, say how good they are on what they have not seen, and write them."""
    made, numbers, accounts = nets(rows)
    check(rows, accounts)
    write(made, numbers, deciders(rows, accounts), out)


def write(made: Sequence, numbers: Sequence[dict[str, int]], decide_by: Models, out: Path) -> None:
    """Pack the nets with the signs beside them, and what decides."""
    arrays = {f"net_{k}": np.stack([net.arrays()[k] for net in made]).astype(np.float16) for k in made[0].arrays()}
    beside = [Weights(list(signs), np.mean([net.signs()[i] for net in made], 0)) for i, signs in enumerate(numbers)]
    for name, model in decide_by._replace(report=beside[0], filler=beside[1])._asdict().items():
        if name != "nets":
            arrays |= packed(name, model)
    np.savez_compressed(out, **arrays)
    print(f"{out.stat().st_size} bytes")


def packed(name: str, model: Weights) -> dict[str, np.ndarray]:
    """A linear model in bytes: a scale a class, and no sign that weighs next to nothing."""
    signs, weights = model.signs, model.weights
    kept = np.abs(weights).max(1) > 0.02
    scale = np.abs(weights).max(0) / 127
    print(f"{name}: {kept.sum()} signs")
    return {
        f"{name}_signs": np.frombuffer("\n".join(s for s, k in zip(signs, kept, strict=True) if k).encode(), np.uint8),
        f"{name}_weights": np.round(weights[kept] / scale).astype(np.int8),
        f"{name}_scale": scale.astype(np.float32),
    }


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
