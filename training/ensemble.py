"""Train several teachers and distil them into small students, on one GPU in ten minutes.

    python -m training.flat train.npz
    python -m training.ensemble train.npz --start start.npz --out runs/ensemble --minutes 9.5

Stages, each with its share of the time:

1. *adapt*: the pretrained encoder goes on guessing hidden wordpieces in all texts (Gururangan et al. 2020), and learns what letter case says;
2. *teach*: teachers of six layers learn all annotations, each from another seed, side by side;
3. *distil*: each student learns the annotations and what the teachers make of all texts together (Hinton et al. 2015): for tags the mean
   of their distributions, for spans the mean of the marginals of their chains, against which the student's own chain is trained whole.
   Students see noise that teachers do not: hidden pieces, straightened quotation marks, lines in capitals or without any.

A batch is windows of like length from all families of corpora; each loss is a mean over what is annotated for it.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import Config, Network, load, save
from training.pack import unpacked

NONE = 255
SHARES = {"adapt": 0.13, "teach": 0.36, "distil": 0.47}
"""Of the time; the rest is starting and saving."""
WEIGHTS = {"start": 2.0, "upos": 1.0, "xpos": 0.5, "arc": 1.0, "rel": 1.0, "fact": 0.3, "names": 1.0, "attr": 1.0, "link": 0.3, "antecedent": 0.3}
SYNTAX, ATTRIBUTION, NAMED, PRONOUNS, PLAIN = range(5)
Batch = dict[str, Tensor]


class Corpus:
    """The arrays of ``training.flat`` on the device, and windows over them."""

    def __init__(self, path: Path, device: str) -> None:
        a = dict(np.load(path))
        self.device = device
        words = len(a["word_piece"])
        self.sentence = np.append(a["sentence"], words)
        self.doc = np.append(a["doc"], len(a["sentence"]))
        self.family = a["family"]
        self.piece = np.append(a["word_piece"], len(a["ids"])).astype(np.int64)
        number = np.zeros(words, np.int64)
        number[a["sentence"]] = 1
        start = np.full(words, np.nan, np.float32)
        sure = np.repeat(a["sure"], np.diff(self.sentence))
        start[sure] = number[sure]
        said = np.full(words, -1, np.int64)
        said[a["said"]] = np.arange(len(a["said"]))
        put = lambda v, t: torch.from_numpy(v.astype(t)).to(device)  # noqa: E731
        self.at = {k: put(a[k], np.int64) for k in ("ids", "shapes", "upos", "xpos", "head", "rel", "attr", "cue", "partner", "names", "right", "right_at")}
        self.at |= {"start": put(start, np.float32), "fact": put(a["fact"], np.float32), "sent": put(number.cumsum(), np.int64)}
        self.at |= {"said": put(said, np.int64), "piece": put(self.piece, np.int64)}

    def windows(self, times: dict[int, float], limits: tuple[int, ...] = (1, 64, 128, 160, 192, 224), most: int = 300) -> list[tuple[int, int]]:
        """Windows as (first word, word behind the last): whole sentences of one document, each family as often as ``times`` says."""
        out = []
        size = np.diff(self.piece[self.sentence])
        for d in range(len(self.family)):
            f = int(self.family[d])
            often = times.get(f, 0.0)
            for _ in range(int(often) + (random.random() < often % 1)):
                limit = random.choice(limits[2:] if f == PRONOUNS else limits)
                a, n = self.doc[d], 0
                for s in range(self.doc[d], self.doc[d + 1]):
                    if n and n + size[s] > limit:
                        out.append((int(self.sentence[a]), int(self.sentence[s])))
                        a, n = s, 0
                    n += size[s]
                if n:
                    out.append((int(self.sentence[a]), int(self.sentence[self.doc[d + 1]])))
        return [w for w in out if self.piece[w[1]] - self.piece[w[0]] <= most]

    def batches(self, times: dict[int, float], budget: int) -> list[list[tuple[int, int]]]:
        length = lambda w: self.piece[w[1]] - self.piece[w[0]] + 2  # noqa: E731
        order = sorted(self.windows(times), key=lambda w: length(w) + random.random() * 6)
        out: list[list[tuple[int, int]]] = []
        now: list[tuple[int, int]] = []
        for w in order:
            if now and length(w) * (len(now) + 1) > budget:
                out.append(now)
                now = []
            now.append(w)
        out.append(now)
        random.shuffle(out)
        return out

    def endless(self, times: dict[int, float], budget: int) -> Iterator[Batch]:
        while True:
            for b in self.batches(times, budget):
                yield self.batch(b)

    def batch(self, windows: list[tuple[int, int]]) -> Batch:
        """The arrays of some windows, padded; positions of words are relative to their window."""
        w = torch.tensor(windows, device=self.device)
        at = self.at
        first, n = w[:, :1], w[:, 1:] - w[:, :1]
        along = torch.arange(max(b - a for a, b in windows), device=self.device)[None]
        ok = along < n
        word = torch.where(ok, first + along, first)
        start = at["piece"][first]
        pieces = at["piece"][w[:, 1:]] - start
        step = torch.arange(int(max(self.piece[b] - self.piece[a] for a, b in windows)) + 2, device=self.device)[None]
        inside = (step > 0) & (step <= pieces)
        index = torch.where(inside, start + step - 1, start)
        ids = torch.where(inside, at["ids"][index], 0)
        ids[:, 0] = 101
        ids[step == pieces + 1] = 102
        o = {"ids": ids, "shapes": torch.where(inside, at["shapes"][index], 0), "lengths": pieces[:, 0] + 2, "ok": ok}
        o["first"] = torch.where(ok, at["piece"][word] - start + 1, 0)
        for k in ("upos", "xpos", "rel", "attr"):
            o[k] = torch.where(ok, at[k][word], NONE)
        o["names"] = torch.where(ok, at["names"][word], 0)
        o["sent"] = torch.where(ok, at["sent"][word], -1)
        o["start"], o["fact"] = (torch.where(ok, at[k][word], torch.nan) for k in ("start", "fact"))
        head = torch.where(ok, at["head"][word], -2)
        o["head"] = torch.where(head >= 0, head - first + 1, torch.where(head == -1, 0, -100))
        # a source or content goes to its cue, else to its partner, where they are in the window; 0 for none
        cue, partner = ((torch.where((x >= first) & (x < w[:, 1:]), x - first + 1, 0)) for x in (at["cue"][word], at["partner"][word]))
        begins = (o["attr"] == 1) | (o["attr"] == 5)
        o["link"] = torch.where(begins & ok, torch.where(at["cue"][word] >= 0, cue, partner), -100)
        o["family"] = (o["attr"] != NONE).any(1)
        said = torch.where(ok, at["said"][word], -1)
        rows, cols = torch.nonzero(said >= 0, as_tuple=True)
        o["said"] = torch.stack([rows, cols])
        if len(rows):
            which = said[rows, cols]
            many = at["right_at"][which + 1] - at["right_at"][which]
            owner = torch.repeat_interleave(torch.arange(len(rows), device=self.device), many)
            offset = torch.arange(len(owner), device=self.device) - torch.repeat_interleave(many.cumsum(0) - many, many)
            target = at["right"][at["right_at"][which][owner] + offset] - first[rows[owner], 0]
            good = torch.zeros(len(rows), along.shape[1] + 1, dtype=torch.bool, device=self.device)
            fits = (target >= 0) & (target < n[rows[owner], 0])
            good[owner[fits], target[fits] + 1] = True
            good[:, 0] = ~good.any(1)
            o["right"] = good
        return o


STRAIGHT = ((1523, 1000), (1524, 1000), (1520, 1005), (1521, 1005))
"""Curly quotation marks and apostrophes to straight ones, as wordpieces."""


def noisy(o: Batch, hide: float = 0.03) -> Batch:
    """The batch with a share of its pieces hidden, some windows with straight quotation marks, some in capitals or without any."""
    ids, shapes = o["ids"].clone(), o["shapes"].clone()
    chance = torch.rand(len(ids), 1, device=ids.device)
    for curly, straight in STRAIGHT:
        ids = torch.where((chance < 0.15) & (ids == curly), straight, ids)
    chance = torch.rand(len(ids), 1, device=ids.device)
    late, kind = shapes // 8 * 8, shapes % 8
    letters = (kind >= 1) & (kind <= 5)
    shapes = torch.where((chance < 0.04) & letters, late + torch.where(kind == 4, 4, 3), shapes)
    shapes = torch.where((chance > 0.98) & letters, late + 1, shapes)
    hidden = (torch.rand(ids.shape, device=ids.device) < hide) & (ids > 102)
    return o | {"ids": torch.where(hidden, 103, ids), "shapes": shapes}


def log_total(steps: Tensor) -> Tensor:
    """Log of the sum over all paths of each chain [B], from the scores of its steps [B, W, T, T]: step 0 holds the first word's scores in
    every row, a step behind the end of a chain is the identity. Products of matrices in a tree (Blelloch 1990), so that the depth is
    the logarithm of the length."""
    b, n, t, _ = steps.shape
    with torch.autocast(steps.device.type, enabled=False):  # chances are small: bf16 would round them away
        most = steps.amax((-1, -2), keepdim=True)
        m = (steps - most).exp()
        scale = most[:, :, 0, 0]
        while n > 1:
            if n % 2:
                m = torch.cat([m, torch.eye(t, device=m.device).expand(b, 1, t, t)], 1)
                scale = F.pad(scale, (0, 1))
                n += 1
            m = m[:, ::2] @ m[:, 1::2]
            top = m.amax((-1, -2), keepdim=True).clamp(min=1e-30)
            m = m / top
            scale = scale[:, ::2] + scale[:, 1::2] + top[:, :, 0, 0].log()
            n //= 2
        return m[:, 0, 0].sum(-1).clamp(min=1e-30).log() + scale[:, 0]


def chain(scores: Tensor, between: Tensor, ok: Tensor) -> Tensor:
    """Scores of the steps of chains [B, W, T, T] from scores of tags [B, W, T] and of pairs of tags [T, T], or [B, T, T]."""
    t = scores.shape[-1]
    later = (torch.arange(scores.shape[1], device=scores.device) > 0).float()[None, :, None, None]
    steps = scores.float()[:, :, None, :] + later * between.reshape(-1, 1, t, t)
    same = torch.full((t, t), -1e4, device=scores.device).fill_diagonal_(0.0)
    return torch.where(ok[:, :, None, None], steps, same)


def between(net: Network, head: str) -> Tensor:
    return (net.name_transitions + net.name_steps).float() if head == "names" else net.transitions.float()


def marginals(scores: Tensor, pairs: Tensor, ok: Tensor) -> Tensor:
    """Probability of each step of the chains [B, W, T, T]. The first word's stands in row 0."""
    steps = chain(scores.detach(), pairs.detach(), ok)
    with torch.enable_grad():
        steps.requires_grad_()
        (p,) = torch.autograd.grad(log_total(steps).sum(), steps)
    return p * ok[:, :, None, None]


def heads(net: Network, o: Batch, drop: float) -> Batch:
    w, root = net(o["ids"], o["shapes"], o["first"], o["lengths"])
    x = F.dropout(w, drop, net.training)
    same = (o["sent"][:, :, None] == o["sent"][:, None, :]) & o["ok"][:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)[None]
    arc, ld, lh = net.arcs(x, root, same, 0.33)
    y = {k: getattr(net, k)(x) for k in ("upos", "xpos", "names")} | {"attr": net.attribution(x), "arc": arc, "ld": ld, "lh": lh}
    y |= {"start": net.sentence(x)[:, :, 0].float(), "fact": net.factuality(x)[:, :, 0].float()}
    real = torch.cat([torch.ones_like(o["ok"][:, :1]), o["ok"]], 1)[:, None, :]
    own = torch.eye(same.shape[1] + 1, dtype=torch.bool, device=same.device)[None, 1:]
    return y | {"link": net.links(x, root), "antecedent": net.antecedents(x, root).masked_fill(~real | own, -1e4)}


def mean(values: Tensor, where: Tensor) -> Tensor:
    return (values * where).sum() / where.sum().clamp(min=1)


def ce(scores: Tensor, target: Tensor, where: Tensor) -> Tensor:
    loss = F.cross_entropy(scores.float().flatten(0, 1), target.clamp(0, scores.shape[-1] - 1).flatten(), reduction="none")
    return mean(loss, where.flatten())


def begin_columns(begin: Tensor) -> Tensor:
    """Which columns of the links [B, 1, 1+W] may be chosen: none, and words that begin a span."""
    return torch.cat([torch.ones_like(begin[:, :1]), begin], 1)[:, None, :]


def gold_losses(net: Network, o: Batch, y: Batch) -> Batch:
    ok = o["ok"]
    parts = {}
    known = ~o["start"].isnan()
    parts["start"] = mean(F.binary_cross_entropy_with_logits(y["start"], o["start"].nan_to_num(), reduction="none"), known)
    for k in ("upos", "xpos"):
        parts[k] = ce(y[k], o[k], o[k] != NONE)
    parts["arc"] = ce(y["arc"], o["head"], o["head"] >= 0)
    parts["rel"] = ce(net.labels(y["ld"], y["lh"], o["head"].clamp(min=0)), o["rel"], (o["rel"] != NONE) & (o["head"] >= 0))
    judged = ~o["fact"].isnan()
    parts["fact"] = mean(F.smooth_l1_loss(y["fact"], o["fact"].nan_to_num(), reduction="none"), judged)
    bits = o["names"]
    rows = (bits != 0).any(1)
    if rows.any():
        tags = torch.arange(y["names"].shape[-1], device=bits.device)
        allowed = ((bits[rows][:, :, None] >> tags) & 1).bool() | (bits[rows] == 0)[:, :, None]
        scores = y["names"][rows].float()
        pairs = between(net, "names")
        free = log_total(chain(scores, pairs, ok[rows]))
        some = log_total(chain(scores.masked_fill(~allowed & ok[rows][:, :, None], -1e4), pairs, ok[rows]))
        parts["names"] = (free - some).sum() / (bits != 0).sum()
    rows = (o["attr"] != NONE).any(1)
    if rows.any():
        scores, tags, real = y["attr"][rows].float(), o["attr"][rows].clamp(max=scores_width(y) - 1), ok[rows]
        pairs = between(net, "attr")
        path = (torch.gather(scores, 2, tags[:, :, None])[:, :, 0] * real).sum(1) + (pairs[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
        parts["attr"] = (log_total(chain(scores, pairs, real)) - path).sum() / real.sum()
        begin = (o["attr"] == 1) | (o["attr"] == 3) | (o["attr"] == 5)
        eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
        parts["link"] = ce(y["link"].masked_fill(~begin_columns(begin) | eye[None], -1e4), o["link"], o["link"] >= 0)
    if "right" in o:
        r, c = o["said"]
        scores = y["antecedent"][r, c]
        parts["antecedent"] = (scores.logsumexp(-1) - scores.masked_fill(~o["right"], -1e4).logsumexp(-1)).mean()
    return parts


def scores_width(y: Batch) -> int:
    return int(y["attr"].shape[-1])


@torch.no_grad()
def taught(teachers: list[Network], o: Batch) -> Batch:
    """What the teachers make of a batch together."""
    sums: Batch = {}
    every = [(t, heads(t, o, 0.0)) for t in teachers]
    share = 1 / len(every)

    def add(key: str, value: Tensor) -> None:
        sums[key] = sums[key] + share * value if key in sums else share * value

    for _, y in every:
        for k in ("upos", "xpos", "arc", "antecedent"):
            add(k, y[k].float().softmax(-1))
        add("start", y["start"].sigmoid())
        add("fact", y["fact"])
    b, n = o["ok"].shape
    for k in ("names", "attr"):
        pairs = torch.stack([between(t, k) for t in teachers]).repeat_interleave(b, 0)
        p = marginals(torch.cat([y[k] for _, y in every]), pairs, o["ok"].repeat(len(every), 1))
        sums[k] = p.view(len(every), b, n, *p.shape[2:]).mean(0)
    tags = sums["attr"].sum(2)
    begin = (tags[:, :, 1] + tags[:, :, 3] + tags[:, :, 5] > 0.4) & o["ok"]
    sums["begin"] = begin
    sums["goes"] = (tags[:, :, 1] + tags[:, :, 5]) * begin
    eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
    sums["barred"] = ~begin_columns(begin) | eye[None]
    sums["heads"] = sums["arc"].argmax(-1)
    for t, y in every:
        add("rel", t.labels(y["ld"], y["lh"], sums["heads"]).float().softmax(-1))
        add("link", y["link"].masked_fill(sums["barred"], -1e4).softmax(-1))
    return sums


def taught_losses(net: Network, o: Batch, y: Batch, z: Batch) -> Batch:
    """How far a student is from its teachers."""
    ok = o["ok"]
    parts = {}

    def soft(scores: Tensor, target: Tensor, where: Tensor) -> Tensor:
        entropy = -(target * target.clamp(min=1e-8).log()).sum(-1)
        return mean(-(target * scores.float().log_softmax(-1)).sum(-1) - entropy, where)

    for k in ("upos", "xpos", "arc"):
        parts[k] = soft(y[k], z[k], ok)
    parts["rel"] = soft(net.labels(y["ld"], y["lh"], z["heads"]), z["rel"], ok)
    parts["start"] = mean(F.binary_cross_entropy_with_logits(y["start"], z["start"], reduction="none"), ok)
    parts["fact"] = mean(F.smooth_l1_loss(y["fact"], z["fact"], reduction="none"), ok)
    for k in ("names", "attr"):
        steps = chain(y[k], between(net, k), ok)
        parts[k] = (log_total(steps) - (z[k] * steps.clamp(min=-100)).sum((1, 2, 3))).sum() / ok.sum()
    parts["link"] = soft(y["link"].masked_fill(z["barred"], -1e4), z["link"], z["goes"])
    stands = z["upos"][:, :, 10] * ok  # PRON
    parts["antecedent"] = soft(y["antecedent"], z["antecedent"], stands)
    return parts


def total(parts: Batch) -> Tensor:
    return sum(WEIGHTS[k] * v for k, v in parts.items())  # type: ignore[return-value]


class Schedule:
    """A rate that warms up and falls to nothing, by the clock or by the number of steps, whichever is further."""

    def __init__(self, net: torch.nn.Module, rate: float, head_rate: float, seconds: float, steps: int) -> None:
        old = ("layers.", "words.", "positions.", "ln.")
        named = [(n.removeprefix("net."), p) for n, p in net.named_parameters()]
        groups = [{"params": [p for n, p in named if n.startswith(old) == whole], "lr": r} for whole, r in ((True, rate), (False, head_rate))]
        fused = next(net.parameters()).is_cuda
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=fused)
        self.net, self.rates, self.seconds, self.steps = net, (rate, head_rate), seconds, steps
        self.began, self.done = time.time(), 0

    def step(self, loss: Tensor) -> bool:
        """One step; whether to go on."""
        gone = max((time.time() - self.began) / self.seconds, self.done / self.steps)
        if gone >= 1:
            return False
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * min(1.0, gone / 0.06) * (1 - gone)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.done += 1
        return True


class Log:
    def __init__(self, name: str, every: int) -> None:
        self.name, self.every, self.seen, self.began = name, every, {}, time.time()  # type: ignore[var-annotated]
        self.pieces = 0

    def add(self, step: int, parts: dict[str, Batch], pieces: int) -> None:
        self.pieces += pieces
        if step % self.every == self.every - 1:
            row = {f"{a}{k}": round(v.item(), 4) for a, b in parts.items() for k, v in b.items()}
            if not all(map(math.isfinite, row.values())):
                raise SystemExit(f"{self.name}: {row}")
            spent = time.time() - self.began
            print(json.dumps({"what": self.name, "step": step + 1, "s": round(spent), "pieces/s": round(self.pieces / spent)} | row), flush=True)


def start(path: Path, layers: int) -> Network:
    """A network with the pretrained weights of a file made by ``training.start``."""
    net = Network(Config(layers=layers))
    known = net.state_dict()
    net.load_state_dict({k: v for k, v in unpacked(dict(np.load(path))).items() if k in known}, strict=False)
    return net


def adapt(a: argparse.Namespace, seconds: float) -> None:
    """Guess hidden pieces in all texts."""
    corpus = Corpus(a.data, a.device)
    net = start(a.start, a.layers).to(a.device)
    turn = torch.nn.Sequential(torch.nn.Linear(384, 384), torch.nn.GELU(), torch.nn.LayerNorm(384)).to(a.device)
    bias = torch.nn.Parameter(torch.zeros(30522, device=a.device))
    both = torch.nn.Module()
    both.net, both.turn, both.bias = net, turn, bias
    schedule = Schedule(both, a.rate * 0.7, a.rate * 3, seconds, a.most)
    log = Log("adapt", a.every)
    every = {SYNTAX: 1.0, ATTRIBUTION: 1.0, NAMED: 1.0, PLAIN: 1.0}
    net.train()
    for o in corpus.endless(every, a.budget * 2):
        ids = o["ids"]
        chosen = (torch.rand(ids.shape, device=ids.device) < 0.15) & (ids > 102)
        dice = torch.rand(ids.shape, device=ids.device)
        seen = torch.where(chosen & (dice < 0.8), 103, torch.where(chosen & (dice > 0.9), torch.randint_like(ids, 999, 30522), ids))
        with torch.autocast(a.device, dtype=torch.bfloat16):
            x = net.pieces(seen, o["shapes"], o["lengths"])[chosen]
            scores = turn(x) @ net.words.weight.T + bias
        loss = F.cross_entropy(scores.float(), ids[chosen])
        if not schedule.step(loss):
            break
        log.add(schedule.done, {"": {"loss": loss.detach()}}, ids.numel())
    save(str(a.out / "adapted.pt"), net)


def teach(a: argparse.Namespace, seconds: float) -> None:
    """One teacher."""
    corpus = Corpus(a.data, a.device)
    # one of four starts from what was pretrained alone: another voice, and a look at what adapting is worth
    net = (start(a.start, a.layers) if a.seed % 4 == 3 else load(str(a.out / "adapted.pt"))).to(a.device)
    schedule = Schedule(net, a.rate, a.rate * 4, seconds, a.most)
    log = Log(f"teach {a.seed}", a.every)
    times = {SYNTAX: 1.5, ATTRIBUTION: 1.0, NAMED: 1.0, PRONOUNS: 0.4}
    net.train()
    for o in corpus.endless(times, a.budget):
        with torch.autocast(a.device, dtype=torch.bfloat16):
            o = noisy(o)
            parts = gold_losses(net, o, heads(net, o, 0.1))
        if not schedule.step(total(parts)):
            break
        log.add(schedule.done, {"": parts}, o["ids"].numel())
    save(str(a.out / f"teacher{a.seed}.pt"), net)
    check(net, a, f"teacher {a.seed}")


@torch.no_grad()
def smaller(teacher: Network, layers: int, ffn: int, o: Batch) -> Network:
    """A student that begins as some layers of a teacher, evenly spaced, and of each the inner units that do most: those with the largest
    mean of what they give times what it weighs."""
    net = Network(Config(layers=layers, ffn=ffn, relu=True, words=True, dropout=0.05))
    every = len(teacher.layers) - 1
    chosen = [round(i * every / (layers - 1)) for i in range(layers)]
    given: dict[int, Tensor] = {}
    hooks = [teacher.layers[i].f1.register_forward_hook(lambda _m, _x, y, i=i: given.__setitem__(i, F.gelu(y.float()).abs().mean((0, 1)))) for i in chosen]
    teacher(o["ids"], o["shapes"], o["first"], o["lengths"])
    for h in hooks:
        h.remove()
    state = {k: v for k, v in teacher.state_dict().items() if not k.startswith("layers.")}
    for n, i in enumerate(chosen):
        layer = teacher.layers[i]
        keep = (given[i] * layer.f2.weight.norm(dim=0)).topk(ffn).indices.sort().values
        for k, v in layer.state_dict().items():
            state[f"layers.{n}.{k}"] = v[keep] if k.startswith("f1.") else v[:, keep] if k == "f2.weight" else v
    net.load_state_dict(state)
    return net.to(o["ids"].device)


def distil(a: argparse.Namespace, seconds: float) -> None:
    """One student."""
    corpus = Corpus(a.data, a.device)
    teachers = [load(str(p)).to(a.device).eval() for p in sorted(a.out.glob("teacher*.pt"))]
    layers, ffn = map(int, a.student.split("x"))
    net = smaller(teachers[0], layers, ffn, corpus.batch(corpus.batches({PLAIN: 0.1}, 4096)[0]))
    schedule = Schedule(net, a.rate * 1.2, a.rate * 3, seconds, a.most)
    log = Log(f"distil {a.student}", a.every)
    times = {SYNTAX: 1.5, ATTRIBUTION: 1.0, NAMED: 1.0, PRONOUNS: 0.5, PLAIN: 1.0}
    net.train()
    for o in corpus.endless(times, a.budget * 3 // 2):
        with torch.autocast(a.device, dtype=torch.bfloat16):
            z = taught(teachers, o)
            y = heads(net, noisy(o), 0.05)
            gold, soft = gold_losses(net, o, y), taught_losses(net, o, y, z)
        if not schedule.step(a.gold * total(gold) + total(soft)):
            break
        log.add(schedule.done, {"": gold, "kd_": soft}, o["ids"].numel())
    save(str(a.out / f"student{a.student}.pt"), net)
    check(net, a, f"student {a.student}")


@torch.no_grad()
def check(net: Network, a: argparse.Namespace, name: str) -> None:
    """Losses on windows of the development part, where one is given: to see, not to choose by."""
    if not a.check:
        return
    corpus = Corpus(a.check, a.device)
    random.seed(0)
    sums: dict[str, list[float]] = {}
    net.eval()
    for w in corpus.batches(dict.fromkeys(range(4), 1.0), a.budget):
        o = corpus.batch(w)
        with torch.autocast(a.device, dtype=torch.bfloat16):
            y = heads(net, o, 0.0)
            parts = gold_losses(net, o, y)
        right = (y["arc"].argmax(-1) == o["head"]) & (o["head"] >= 0)
        parts["head_right"] = mean(right.float(), o["head"] >= 0)
        known = (o["attr"] != NONE) & o["ok"]
        parts["attr_right"] = mean((y["attr"].argmax(-1) == o["attr"]).float(), known)
        for k, n in (("attr", known), ("attr_right", known), ("head_right", o["head"] >= 0), ("names", o["names"] != 0), ("rel", o["head"] >= 0)):
            if k in parts and n.any():
                sums.setdefault(k, []).append(parts[k].item() * n.sum().item())
                sums.setdefault(k + "#", []).append(n.sum().item())
    row = {k: round(sum(v) / sum(sums[k + "#"]), 4) for k, v in sums.items() if k[-1] != "#"}
    print(json.dumps({"check": name} | row), flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--start", type=Path, required=True, help="pretrained weights, from training.start")
    ap.add_argument("--check", type=Path, help="arrays of the development part, for a look at losses")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--minutes", type=float, default=9.5)
    ap.add_argument("--teachers", type=int, default=4)
    ap.add_argument("--students", nargs="+", default=["6x768", "4x768"], help="layers and inner units of each student")
    ap.add_argument("--student", help="the one that this process trains")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--budget", type=int, default=8192, help="wordpieces a batch")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--gold", type=float, default=0.3, help="weight of the annotations beside the teachers")
    ap.add_argument("--most", type=int, default=10**9, help="most steps a stage")
    ap.add_argument("--teacher-steps", type=int, default=3500)
    ap.add_argument("--every", type=int, default=200)
    ap.add_argument("--stage", choices=("all", "adapt", "teach", "distil"), default="all")
    ap.add_argument("--seconds", type=float)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    a.device = "cuda" if torch.cuda.is_available() else "cpu"
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    if a.stage != "all":
        {"adapt": adapt, "teach": teach, "distil": distil}[a.stage](a, a.seconds)
        return
    seconds = a.minutes * 60

    def stage(name: str, several: list[list[str]]) -> None:
        began = time.time()
        runs = [
            subprocess.Popen([sys.executable, "-m", "training.ensemble", *sys.argv[1:], "--stage", name, "--seconds", str(SHARES[name] * seconds), *more])
            for more in several
        ]
        if sum(r.wait() != 0 for r in runs):  # all are waited for
            raise SystemExit(f"{name} failed")
        print(json.dumps({"stage": name, "s": round(time.time() - began)}), flush=True)

    stage("adapt", [[]])
    stage("teach", [["--seed", str(i), "--most", str(min(a.most, a.teacher_steps))] for i in range(a.teachers)])
    stage("distil", [["--student", s] for s in a.students])


if __name__ == "__main__":
    main()
