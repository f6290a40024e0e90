"""Train several teachers and distil them into small students, on one GPU in ten minutes.

    python -m training.flat train.npz
    python -m training.ensemble train.npz --start start.npz --out runs/ensemble --minutes 9.5

A student alone, of teachers that lie as ``teacher*.pt`` in the folder, on one core in an hour and a half:

    python -m training.ensemble train.npz --out runs/student --stage distil --student 4x1024 --seconds 5400 --budget 1200 --rate 9e-5

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
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, Corpus, noisy
from training.layout import ATTRIBUTION, NAMED, NONE, PLAIN, PRONOUNS, SYNTAX
from training.losses import gold_losses, heads, mean, taught, taught_losses, total
from training.network import Config, Network, load, save
from training.pack import unpacked

SHARES = {"adapt": 0.13, "teach": 0.36, "distil": 0.47}
"""Of the time; the rest is starting and saving."""


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

    @property
    def gone(self) -> float:
        """Which share of the time has passed."""
        return max((time.time() - self.began) / self.seconds, self.done / self.steps)

    def step(self, loss: Tensor) -> bool:
        """One step; whether to go on."""
        gone = self.gone
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
            x = net.pieces(seen, o["shapes"], o["lengths"])[-1][chosen]
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
    sample = corpus.batch(corpus.batches({PLAIN: 1.0, ATTRIBUTION: 0.3}, 4096)[0])
    net = load(str(a.init)).to(a.device) if a.init else smaller(teachers[0], layers, ffn, sample)
    net.words.weight.requires_grad_(False)  # the teacher's, which had all texts to learn them from
    schedule = Schedule(net, a.rate * 1.2, a.rate * 3, seconds, a.most)
    log = Log(f"distil {a.student}", a.every)
    times = {SYNTAX: 1.5, ATTRIBUTION: 1.0, NAMED: 1.0, PRONOUNS: 0.5, PLAIN: a.plain}
    net.train()
    for o in corpus.endless(times, a.budget * 3 // 2):
        with torch.autocast(a.device, dtype=torch.bfloat16):
            z = taught(teachers, o)
            y = heads(net, noisy(o), 0.05)
            gold, soft = gold_losses(net, o, y), taught_losses(net, o, y, z)
        loss = a.gold * total(gold) + total(soft)
        if "layers" in soft:  # at first near the teacher at every layer, later free
            loss = loss + a.near * max(0.0, 1 - 2 * schedule.gone) * soft["layers"]
        if not schedule.step(loss):
            break
        log.add(schedule.done, {"": gold, "kd_": soft}, o["ids"].numel())
        if schedule.done % (5 * a.every) == 0:
            save(str(a.out / f"student{a.student}.pt"), net)
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
    ap.add_argument("--start", type=Path, help="pretrained weights, from training.start; all stages but the last need them")
    ap.add_argument("--check", type=Path, help="arrays of the development part, for a look at losses")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--minutes", type=float, default=9.5)
    ap.add_argument("--teachers", type=int, default=4)
    ap.add_argument("--students", nargs="+", default=["6x768", "4x768"], help="layers and inner units of each student")
    ap.add_argument("--student", help="the one that this process trains")
    ap.add_argument("--init", type=Path, help="a student to go on from")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--budget", type=int, default=8192, help="wordpieces a batch")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--gold", type=float, default=0.3, help="weight of the annotations beside the teachers")
    ap.add_argument("--near", type=float, default=1.0, help="weight of the distance from the first teacher's vectors, for students with as many layers")
    ap.add_argument("--plain", type=float, default=1.0, help="how often a student sees the texts without annotation, for each time that it sees the others")
    ap.add_argument("--most", type=int, default=10**9, help="most steps a stage")
    ap.add_argument("--teacher-steps", type=int, default=3500)
    ap.add_argument("--every", type=int, default=200)
    ap.add_argument("--stage", choices=("all", "adapt", "teach", "distil"), default="all")
    ap.add_argument("--seconds", type=float)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    if a.stage != "distil" and a.start is None:
        ap.error("--start: pretrained weights are needed to adapt and to teach")
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
