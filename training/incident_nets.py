"""The nets of ``sayso.events.nets`` in torch, with the linear models that lie beside them, and how both are trained.

What keeps them from learning 1,300 reports by heart is dropout of vectors, decay, and a pull to nothing on the weights of signs.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sayso.events.deeds import KINDS, PARTS
from sayso.events.nets import LAST_SENTENCE, Places

WORD, VALUE, INNER = 96, 16, 64
EPOCHS, BATCH, RATE, SIGN_RATE = 8, 16, 2e-3, 5e-3
DROP_VECTORS, DROP, DECAY = 0.3, 0.4, 0.05
PULL_REPORT, PULL_FILLER, FILLERS = 1.5e-2, 2e-4, 0.5


class Bags:
    """Bags of signs by the numbers of those signs that are known.

    Attributes:
        flat: The numbers, one bag after the other.
        lengths: How many each bag has.
    """

    def __init__(self, known: dict[str, int], signs: Iterable[Iterable[str]]) -> None:
        rows = [sorted(known[s] for s in one if s in known) for one in signs]
        self.flat = np.array([i for r in rows for i in r], np.int64)
        self.lengths = np.array([len(r) for r in rows], np.int64)


@dataclass
class Report:
    """A report as it is learned from: vectors of some of its words and where they stand, its signs, and what the templates say.

    Attributes:
        vectors: Of mean 0 and variance 1 each.
        kinds: Which kinds it tells of, and whether any [K + 1].
        parts: Which parts each filler has, and in which kinds [F, P + K].
    """

    vectors: np.ndarray
    at: Places
    signs: Bags
    filler_signs: Bags
    kinds: np.ndarray
    parts: np.ndarray


def known(signs: Iterable[Iterable[str]], least: int) -> dict[str, int]:
    """Numbers of the signs seen at least so often."""
    seen = Counter(s for one in signs for s in one)
    return {s: i for i, s in enumerate(sorted(s for s, n in seen.items() if n >= least))}


class Net(nn.Module):
    """One net, and the weights of signs that are learned with it."""

    def __init__(self, width: int, report_signs: int, filler_signs: int) -> None:
        super().__init__()
        k, both = len(KINDS) + 1, len(PARTS) + len(KINDS)
        sizes = {"word": (width, WORD), "said": (WORD, k), "weight": (WORD, k), "value": (WORD, VALUE), "gist": (k * VALUE, k)}
        sizes |= {"inner": (2 * WORD + k * VALUE, INNER), "outer": (INNER, both)}
        self.w = nn.ParameterDict()
        for name, (rows, columns) in sizes.items():
            self.w[name] = nn.Parameter((torch.rand(rows, columns) * 2 - 1) / math.sqrt(rows))
            self.w[name + "_bias"] = nn.Parameter(torch.zeros(columns))
        self.w["place"] = nn.Parameter(torch.zeros(LAST_SENTENCE + 1, WORD))
        self.report, self.filler = nn.EmbeddingBag(report_signs, k, mode="sum"), nn.EmbeddingBag(filler_signs, both, mode="sum")
        nn.init.zeros_(self.report.weight)
        nn.init.zeros_(self.filler.weight)
        self.random = np.random.Generator(np.random.SFC64(0))

    def drop(self, x: Tensor, p: float = DROP) -> Tensor:
        """Dropout by a byte for each number; torch's own takes longer than all else together."""
        if not self.training:
            return x
        kept = np.frombuffer(self.random.bytes(x.numel()), np.uint8) >= round(256 * p)
        return x * torch.from_numpy(kept).view(x.shape) / (1 - p)

    def forward(self, reports: Sequence[Report]) -> tuple[Tensor, Tensor]:
        """Scores of the kinds [B, K + 1] and of all fillers one after the other [F, P + K], signs included."""
        w = self.w
        drop = self.drop
        lengths, counts = [len(r.vectors) for r in reports], [len(r.filler_signs.lengths) for r in reports]
        x = torch.from_numpy(np.concatenate([r.vectors for r in reports]).astype(np.float32))
        sentence = torch.from_numpy(np.concatenate([r.at.sentence for r in reports]))
        of = torch.repeat_interleave(torch.arange(len(reports)), torch.tensor(lengths))
        x = drop(x, DROP_VECTORS)
        word = drop(F.gelu(x @ w["word"] + w["word_bias"] + w["place"][sentence], approximate="tanh"))
        said, weight, value = (word @ w[n] + w[n + "_bias"] for n in ("said", "weight", "value"))
        weight = pooled(weight, of, len(reports), "softmax")
        kinds = torch.zeros(len(reports), said.shape[1]).index_add(0, of, weight * said)
        gist = torch.zeros(len(reports), weight.shape[1] * VALUE).index_add(0, of, (weight[:, :, None] * value[:, None]).flatten(1))
        gist = drop(gist)
        kinds = kinds + gist @ w["gist"] + w["gist_bias"]
        first, base = np.cumsum([0, *lengths]), np.cumsum([0, *counts])
        heads, governors = (torch.from_numpy(np.concatenate([at[i] + o for at, o in zip((r.at for r in reports), first, strict=False)])) for i in (2, 3))
        whose = torch.from_numpy(np.concatenate([r.at.whose + o for r, o in zip(reports, base, strict=False)]))
        seen = torch.cat([word[heads], word[governors], gist[of[heads]]], 1)
        mention = drop(F.gelu(seen @ w["inner"] + w["inner_bias"], approximate="tanh")) @ w["outer"] + w["outer_bias"]
        fillers = pooled(mention, whose, int(base[-1]), "logsumexp") + summed(self.filler, [r.filler_signs for r in reports])
        return kinds + summed(self.report, [r.signs for r in reports]), fillers

    def loss(self, reports: Sequence[Report]) -> Tensor:
        kinds, fillers = self(reports)
        parts = torch.from_numpy(np.concatenate([r.parts for r in reports]))
        wrong = F.binary_cross_entropy_with_logits(kinds, torch.from_numpy(np.stack([r.kinds for r in reports])), reduction="sum")
        p, some = len(PARTS), parts[:, : len(PARTS)].any(1)
        wrong = wrong + FILLERS * F.binary_cross_entropy_with_logits(fillers[:, :p], parts[:, :p], reduction="sum")
        wrong = wrong + FILLERS * F.binary_cross_entropy_with_logits(fillers[some, p:], parts[some, p:], reduction="sum")
        return wrong / len(reports) + PULL_REPORT * (self.report.weight**2).sum() + PULL_FILLER * (self.filler.weight**2).sum()

    def arrays(self) -> dict[str, np.ndarray]:
        """The net's parameters as ``sayso.events.nets.Nets`` has them."""
        return {k: v.detach().numpy() for k, v in self.w.items()}

    def signs(self) -> list[np.ndarray]:
        """The weights of the signs of reports and of fillers."""
        return [bag.weight.detach().numpy() for bag in (self.report, self.filler)]


def summed(bag: nn.EmbeddingBag, bags: Sequence[Bags]) -> Tensor:
    """The sum of each bag's weights."""
    ends = np.cumsum(np.concatenate([b.lengths for b in bags]))
    return bag(torch.from_numpy(np.concatenate([b.flat for b in bags])), torch.from_numpy(np.concatenate([[0], ends[:-1]])))


def pooled(x: Tensor, of: Tensor, n: int, how: str) -> Tensor:
    """Over rows of the same number: their softmax by columns, or the log of the sum of their exponentials."""
    top = torch.full((n, x.shape[1]), -1e9).scatter_reduce(0, of[:, None].expand_as(x), x.detach(), "amax")
    e = torch.exp(x - top[of])
    total = torch.zeros(n, x.shape[1]).index_add(0, of, e)
    return e / total[of] if how == "softmax" else torch.log(total) + top


def train(reports: Sequence[Report], report_signs: int, filler_signs: int, seed: int) -> Net:
    """A net that has learned from some reports."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    shuffle = random.Random(seed).shuffle
    net = Net(reports[0].vectors.shape[1], report_signs, filler_signs)
    net.random = np.random.Generator(np.random.SFC64(seed))
    signs = [net.report.weight, net.filler.weight]
    optimiser = torch.optim.AdamW([{"params": net.w.parameters(), "weight_decay": DECAY}, {"params": signs, "weight_decay": 0.0, "lr": SIGN_RATE}], lr=RATE)
    steps = EPOCHS * math.ceil(len(reports) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda t: min(1, (t + 1) / 100) * max(0.02, 1 - t / steps))
    order = list(reports)
    for epoch in range(EPOCHS):
        shuffle(order)
        total = 0.0
        for i in range(0, len(order), BATCH):
            loss = net.loss(order[i : i + BATCH])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"seed {seed} epoch {epoch + 1}: loss {total * BATCH / len(order):.3f}", flush=True)
    return net.eval()


def weighed(net: Net, report: Report) -> tuple[np.ndarray, np.ndarray]:
    """Scores of a report's kinds and of its fillers' parts and kinds."""
    with torch.no_grad():
        kinds, fillers = net([report])
    return kinds[0].numpy(), fillers.numpy()
