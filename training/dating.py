"""Learn when events took place from the training part of TDG (Yao et al. 2020): the weights of ``resources/events/dating.yaml``, and the
head ``dating`` on the vectors of the shipped encoder.

    python -m training.dating src/sayso/models/weights [--data DIR] > dating.yaml

For each event that TDG marks, the candidates that sayso would weigh, with the one that has the event's reference time, or "none" where
the corpus leaves the event to the day of publication ("before it"). A multinomial logit over them: one weight a feature, and what the
vectors of the event, of its predicate and of the time say by themselves and, as a bilinear form of low rank, of each other. The encoder
stays as it is; the averages of several such heads are set beside its other heads, as for pronouns (``training/head.py``).

TDG's marks were made by many hands, and often a date was not marked: of two verbs joined by "and" one is dated and the other not in
three cases of ten. So "none" in the corpus says less than a date does: it is taken to be either none, or a date that was dropped, as
often as such pairs say, those of sentences with a time and those without apart. ``--generous`` is taken off "none" besides, which trades
the dates that are found for the events that rightly stay without (docs/design.md).
"""

import argparse
import os
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
import yaml
from torch import Tensor, nn

from benchmarks.tdg import Document, documents
from sayso.events.dating import Scenes
from sayso.models import vectors
from training.head import HIDDEN, write

HEAD = "dating"
RANK = 12
LEAST = 20
"""How often a feature must be seen to be learned."""
NONE, OWN, EARLIER = range(3)


class Choice(NamedTuple):
    """One candidate of an event: the tokens of the event, of its predicate and of the time, what kind it is, its features, how far it is right."""

    event: int
    predicate: int
    time: int
    kind: int
    features: tuple[str, ...]
    right: float


def choices(doc: Document, base: int, dropped: tuple[float, float]) -> list[list[Choice]]:
    """The choices of one report, whose first token has the number ``base``; those whose time sayso does not find are left out."""
    p = doc.parse
    scenes = Scenes(p, doc.times, doc.published)
    out = []
    for event in doc.events:
        found = scenes.candidates(event.token)
        marked = [t for t in doc.times if event.time and t.start < event.time[1] and event.time[0] < t.end]
        days = {t.edtf for t in marked if t.edtf}
        rows = []
        for c in found:
            kind = NONE if c.time is None else OWN if c.time in scenes.of(event.token) else EARLIER
            fits = c.time is not None and (c.time in marked or c.time.edtf in days)
            right = float(fits) if event.time is not None else (1.0, *dropped)[kind]
            at = event.token if c.time is None else p.tokens_in(c.time.start, c.time.end)[0]
            rows.append(Choice(base + event.token, base + scenes.predicate(event.token), base + at, kind, c.features, right))
        if any(r.right for r in rows):
            out.append(rows)
    return out


def dropped(docs: list[Document]) -> tuple[float, float]:
    """The shares of the dates that the corpus does not mark, from pairs of like verbs joined in sentences with and without a time.

    If a share q is dropped, both of a pair are marked in (1 - q)² of the cases and one of them in 2q(1 - q).
    """
    count: Counter[tuple[bool, bool]] = Counter()
    for d in docs:
        p = d.parse
        marks = {e.token: e for e in d.events}
        timed = {p.sentence[p.tokens_in(t.start, t.end)[0]] for t in d.times}
        for two, e in marks.items():
            one = marks.get(p.heads[two]) if p.relations[two] == "conj" else None
            if one is None or p.upos[two] != "VERB" or p.xpos[two] != p.xpos[one.token] or "after" in (one.relation, e.relation):
                continue
            if one.time is not None or e.time is not None:
                count[p.sentence[two] in timed, one.time is not None and e.time is not None] += 1
    own, earlier = (count[k, False] / (count[k, False] + 2 * count[k, True]) for k in (True, False))
    return own, earlier


class Rows:
    """Candidates as tensors, those of one event side by side."""

    def __init__(self, events: list[list[Choice]], number: dict[str, int]) -> None:
        every = [c for rows in events for c in rows]
        self.event, self.predicate, self.time, self.kind = (torch.tensor([c[i] for c in every]) for i in range(4))
        known = [[number[f] for f in c.features if f in number] for c in every]
        self.features = torch.tensor([f for k in known for f in k])
        self.first = torch.tensor([0, *np.cumsum([len(k) for k in known])])
        self.right = torch.tensor([c.right for c in every])
        self.start = torch.tensor([0, *np.cumsum([len(rows) for rows in events])])

    def of(self, events: list[int]) -> tuple[Tensor, Tensor]:
        """The candidates of some events, and which of these events each is of."""
        rows = [torch.arange(int(self.start[e]), int(self.start[e + 1])) for e in events]
        return torch.cat(rows), torch.repeat_interleave(torch.arange(len(rows)), torch.tensor([len(r) for r in rows]))


class Head(nn.Module):
    """Scores of candidates."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.weights = nn.EmbeddingBag(features, 1, mode="sum")
        nn.init.zeros_(self.weights.weight)
        self.alone = nn.ModuleList([nn.Linear(HIDDEN, n) for n in (3, 3, 2)])
        for layer in self.alone:
            nn.init.zeros_(layer.weight)
        self.asks, self.tells = nn.Linear(HIDDEN, RANK), nn.Linear(HIDDEN, RANK)

    def forward(self, x: Tensor, d: Rows, rows: Tensor, drop: float) -> Tensor:
        sizes = d.first[rows + 1] - d.first[rows]
        starts = sizes.cumsum(0) - sizes
        at = torch.repeat_interleave(d.first[rows] - starts, sizes) + torch.arange(int(sizes.sum()))
        score: Tensor = self.weights(d.features[at], starts)[:, 0]
        kind, timed = d.kind[rows], d.kind[rows] > NONE
        event, predicate, time = (F.dropout(x[i[rows]], drop, self.training) for i in (d.event, d.predicate, d.time))
        score = score + sum(layer(v).gather(1, kind[:, None])[:, 0] for layer, v in zip(self.alone, (event, predicate), strict=False))
        known = self.alone[2](time).gather(1, (kind - 1).clamp(min=0)[:, None])[:, 0] + (self.asks(event) * self.tells(time)).sum(1) / RANK**0.5
        return score + known * timed


def fit(x: Tensor, d: Rows, features: int, *, seed: int, epochs: int, drop: float, decay: float) -> Head:
    """One head."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Head(features)
    rest = [p for name, p in head.named_parameters() if not name.startswith("weights")]
    opt = torch.optim.AdamW([{"params": rest, "weight_decay": decay}, {"params": head.weights.parameters(), "weight_decay": decay / 20}])
    events, size = list(range(len(d.start) - 1)), 256
    total, step = epochs * (len(events) // size), 0
    for _ in range(epochs):
        rng.shuffle(events)
        for a in range(0, size * (len(events) // size), size):
            for group, rate in zip(opt.param_groups, (2e-3, 4e-3), strict=True):
                group["lr"] = rate * (1 - step / total)
            rows, whose = d.of(events[a : a + size])
            s = head(x, d, rows, drop)
            top = torch.full((size,), -1e9).scatter_reduce(0, whose, s.detach(), "amax")
            e = (s - top[whose]).exp()
            every, right = (torch.zeros(size).index_add(0, whose, v) for v in (e, e * d.right[rows]))
            loss = (every.log() - right.log()).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
            step += 1
    return head


def columns(heads: list[Head]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Weights and bias of the average of some heads: what words say alone, then the largest directions of their bilinear form."""

    def whole(layer: nn.Module) -> npt.NDArray[np.float64]:
        return np.concatenate([layer.weight.detach().numpy(), layer.bias.detach().numpy()[:, None]], 1).astype(np.float64)

    alone = [np.mean([whole(h.alone[i]) for h in heads], 0).T for i in range(3)]
    u, s, v = np.linalg.svd(np.mean([whole(h.asks).T @ whole(h.tells) / RANK**0.5 for h in heads], 0))
    both = [u[:, :RANK] * np.sqrt(s[:RANK]), v[:RANK].T * np.sqrt(s[:RANK])]
    out = np.concatenate([*alone, *both], 1).astype(np.float32)
    return out[:-1], out[-1]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--seeds", type=int, default=8)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--drop", type=float, default=0.4)
    ap.add_argument("--decay", type=float, default=0.1)
    ap.add_argument("--generous", type=float, default=0.35, help="in logits")
    a = ap.parse_args()
    torch.set_num_threads(1)
    docs = list(documents(a.data / "times/tdg/train.txt"))
    q = dropped(docs)
    seen, events, base = [], [], 0
    for d in docs:
        seen.append(vectors(d.parse)[:, -HIDDEN:])
        events += choices(d, base, q)
        base += len(d.parse)
    x = torch.from_numpy(np.concatenate(seen))
    often = Counter(f for rows in events for c in rows for f in set(c.features))
    number = {f: i for i, f in enumerate(sorted(f for f, n in often.items() if n >= LEAST))}
    rows = Rows(events, number)
    heads = [fit(x, rows, len(number), seed=s, epochs=a.epochs, drop=a.drop, decay=a.decay) for s in range(a.seeds)]
    write(a.folder, HEAD, *columns(heads))
    mean = np.mean([h.weights.weight.detach().numpy()[:, 0] for h in heads], 0)
    w = {f: float(mean[i]) for f, i in number.items()}
    w["none"] -= a.generous
    print(f"# {len(events)} events; of the dates of their own sentence {q[0]:.0%} are not marked, of earlier ones {q[1]:.0%}")
    print(yaml.safe_dump({"weights": {k: round(v, 2) for k, v in sorted(w.items()) if abs(v) >= 0.005}}, width=150, default_flow_style=None), end="")


if __name__ == "__main__":
    main()
