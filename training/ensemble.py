"""Train several teachers and distil them into small students, on one GPU in ten minutes.

    python -m training.flat train.npz
    python -m training.start start.npz
    python -m training.ensemble train.npz --start start.npz --first shipped.pt --out runs/ensemble --minutes 9.5 --students 4x1024 6x768

Students alone, of teachers that lie as ``teacher*.pt`` in the folder, on one core in an hour and a half:

    python -m training.ensemble train.npz --out runs/student --stage distil --students 4x1024 --seconds 5400 --budget 1200 --rate 9e-5

Stages, each with its share of the time:

1. *adapt*: the pretrained encoder goes on guessing hidden wordpieces in all texts (Gururangan et al. 2020), and learns what letter case says;
2. *teach*: teachers of six layers learn all annotations, each from another seed, side by side;
3. *distil*: the students learn the annotations and what the teachers make of all texts together (Hinton et al. 2015): for tags the mean
   of their distributions, for spans the mean of the marginals of their chains, against which the student's own chain is trained whole.
   Students see noise that teachers do not: hidden pieces, straightened quotation marks, lines in capitals or without any.

A batch is windows of like length from all families of corpora; each loss is a mean over what is annotated for it. ``--first`` is a finished
network that is a teacher beside the new ones, and the only one of whom a pronoun means.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, Corpus, noisy
from training.layout import ATTRIBUTION, FAMILIES, NAMED, NONE, PLAIN, SYNTAX
from training.losses import gold_losses, heads, mean, taught, taught_losses, total
from training.network import Config, Network, load, save
from training.pack import unpacked
from training.prune import pruned, sample
from training.steps import Steps

SHARES = {"adapt": 0.09, "teach": 0.3, "distil": 0.58}
"""Of the time; the rest is starting and saving."""


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
    both = torch.nn.Module()
    both.net, both.turn = net, turn
    both.bias = torch.nn.Parameter(torch.zeros(30522, device=a.device))

    def losses(o: Batch, _: Tensor) -> tuple[Tensor, Batch]:
        ids = o["ids"]
        # as many of every batch are hidden, so that its shapes are known beforehand; of short windows more than of long ones
        order = torch.where(ids > 102, torch.rand(ids.shape, device=ids.device), 0.0).flatten()
        chosen = order.topk(max(1, ids.numel() // 8)).indices
        flat = ids.flatten()
        dice = torch.rand(chosen.shape, device=ids.device)
        hidden = torch.where(dice < 0.8, 103, torch.where(dice > 0.9, torch.randint_like(chosen, 999, 30522), flat[chosen]))
        x = net.pieces(flat.scatter(0, chosen, hidden).view_as(ids), o["shapes"], o["lengths"])[-1].flatten(0, 1)[chosen]
        loss = F.cross_entropy((turn(x) @ net.words.weight.T + both.bias).float(), flat[chosen], reduction="none")
        loss = mean(loss, order[chosen] > 0)
        return loss, {"loss": loss}

    net.train()
    steps = Steps("adapt", [both], corpus, losses, a.rate * 0.7, a.rate * 3, seconds, a.most, a.every)
    steps.run(dict.fromkeys((SYNTAX, ATTRIBUTION, NAMED, PLAIN), 1.0), a.budget * 2)
    save(str(a.out / "adapted.pt"), net)


def teach(a: argparse.Namespace, seconds: float) -> None:
    """One teacher."""
    corpus = Corpus(a.data, a.device)
    # one of four starts from what was pretrained alone: another voice, and a look at what adapting is worth
    net = (start(a.start, a.layers) if a.seed % 4 == 3 else load(str(a.out / "adapted.pt"))).to(a.device)

    def losses(o: Batch, _: Tensor) -> tuple[Tensor, Batch]:
        o = noisy(o)
        parts = gold_losses(net, o, heads(net, o, 0.1))
        return total(parts), parts

    net.train()
    steps = Steps(f"teach {a.seed}", [net], corpus, losses, a.rate, a.rate * 4, seconds, a.most, a.every)
    steps.run({SYNTAX: 1.5, ATTRIBUTION: 1.0, NAMED: 1.0}, a.budget)
    save(str(a.out / f"teacher{a.seed + 1}.pt"), net)
    check(net, a, f"teacher {a.seed + 1}")


@torch.no_grad()
def smaller(teacher: Network, layers: int, ffn: int, heads: int, batches: list[Batch]) -> Network:
    """A student that begins as some layers of a teacher, evenly spaced: of each the heads of attention that do most, those with the largest mean
    of what they give times what it weighs (after Michel et al. 2019, without gradients), and the inner units that ``training.prune`` leaves."""
    every = len(teacher.layers) - 1
    chosen = [round(i * every / (layers - 1)) for i in range(layers)]
    units = tuple(teacher.layers[i].f1.out_features for i in chosen)
    net = Network(Config(layers=layers, units=units, heads=heads, relu=True, words=True, dropout=0.05))
    attended: dict[int, Tensor] = {}
    hooks = [teacher.layers[i].o.register_forward_hook(lambda _m, x, _y, i=i: attended.__setitem__(i, x[0].float().abs().mean((0, 1)))) for i in chosen]
    o = batches[0]
    teacher(o["ids"], o["shapes"], o["first"], o["lengths"])
    for h in hooks:
        h.remove()
    state = {k: v for k, v in teacher.state_dict().items() if not k.startswith("layers.")}
    for n, i in enumerate(chosen):
        layer = teacher.layers[i]
        does = (attended[i] * layer.o.weight.norm(dim=0)).view(layer.heads, -1).square().sum(1)
        seen = does.topk(heads).indices.sort().values
        of_heads = torch.arange(attended[i].numel()).view(layer.heads, -1)[seen].flatten()
        cut = {
            "qkv.weight": lambda v, rows=of_heads: v.view(3, -1, v.shape[-1])[:, rows].flatten(0, 1),
            "qkv.bias": lambda v, rows=of_heads: v.view(3, -1)[:, rows].flatten(),
            "o.weight": lambda v, rows=of_heads: v[:, rows],
        }
        state |= {f"layers.{n}.{k}": cut.get(k, lambda v: v)(v) for k, v in layer.state_dict().items()}
    net.load_state_dict(state)
    return pruned(net.eval(), [ffn] * layers, batches)


class Remembered:
    """What teachers said of each batch, in half precision, so that each is asked once: three teachers take as long as their student learns.
    Their vectors are not kept, which would be most of it; a kilobyte a word is left."""

    def __init__(self, ask: Callable[[Batch], Batch]) -> None:
        self._ask = ask
        self._said: dict[bytes, Batch] = {}

    def __call__(self, o: Batch) -> Batch:
        key = o["at"].numpy().tobytes()
        if key not in self._said:
            self._said[key] = {k: v.half() if v.is_floating_point() else v for k, v in self._ask(o).items() if not k.startswith("layers")}
        return {k: v.float() if v.is_floating_point() else v for k, v in self._said[key].items()}


def distil(a: argparse.Namespace, seconds: float) -> None:
    """The students, all on the same batches, so that the teachers are asked once. Each begins as the first teacher of as many layers or more."""
    corpus = Corpus(a.data, a.device)
    teachers = [load(str(p)).to(a.device).eval() for p in sorted(a.out.glob("teacher*.pt"))]
    namer = load(str(a.namer)).to(a.device).eval() if a.namer else None
    batches = [] if a.init else sample(a.data, 200_000)
    students: dict[str, Network] = {}
    for shape in a.students:
        layers, ffn, *kept = map(int, shape.split("x"))
        begun = deepcopy(next(t for t in teachers if len(t.layers) >= layers)).cpu()
        net = (load(str(a.init)) if a.init else smaller(begun, layers, ffn, *(kept or [begun.config.heads]), batches)).to(a.device)
        net.words.weight.requires_grad_(False)  # the teacher's, which had all texts to learn them from
        for name, p in net.named_parameters():
            p.requires_grad_(p.requires_grad and (not a.only or name.split(".")[0] in a.only))
        students[shape] = net.train()

    def asked(o: Batch) -> Batch:
        return taught(teachers, o, namer)

    say = Remembered(asked) if a.remember else asked

    def losses(o: Batch, gone: Tensor) -> tuple[Tensor, Batch]:
        z = say(o)
        loss, shown = torch.zeros((), device=a.device), {}
        for shape, net in students.items():
            y = heads(net, noisy(o), 0.05)
            gold, soft = gold_losses(net, o, y), taught_losses(net, o, y, z)
            loss = loss + a.gold * total({k: v for k, v in gold.items() if not a.told or k.split()[0] in a.told}) + total(soft)
            if "layers" in soft:  # at first near a teacher at every layer, later free
                loss = loss + a.near * (1 - 2 * gone).clamp(min=0) * soft["layers"]
            shown |= {f"{shape} {k}": v for k, v in gold.items() if k in ("attr", "names", "arc")} | {f"{shape} kd {k}": v for k, v in soft.items()}
        return loss, shown

    def keep() -> None:
        for shape, net in students.items():
            save(str(a.out / f"student{shape}.pt"), net)

    steps = Steps("distil", list(students.values()), corpus, losses, a.rate * 1.2, a.rate * 3, seconds, a.most, a.every)
    steps.run(dict(enumerate(a.times)), a.budget, keep, a.remember)
    for shape, net in students.items():
        check(net, a, f"student {shape}")


@torch.no_grad()
def check(net: Network, a: argparse.Namespace, name: str) -> None:
    """Losses on windows of the development part, where one is given: to see, not to choose by."""
    if not a.check:
        return
    corpus = Corpus(a.check, a.device)
    random.seed(0)
    torch.manual_seed(0)
    sums: dict[str, list[float]] = {}
    net.eval()
    for size, w in corpus.batches(dict.fromkeys(range(3), 1.0), a.budget):
        o = corpus.batch(torch.from_numpy(w).to(a.device), size)
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
    ap.add_argument("--first", type=Path, help="a finished network to be the first teacher, for instance from training.restore")
    ap.add_argument("--check", type=Path, help="arrays of the development part, for a look at losses")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--minutes", type=float, default=9.5)
    ap.add_argument("--teachers", type=int, default=4)
    ap.add_argument(
        "--students", nargs="+", default=["4x1024", "6x768"], help="layers, inner units and, where not all are kept, heads of attention of each student"
    )
    ap.add_argument("--init", type=Path, help="a student to go on from")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--budget", type=int, default=8192, help="wordpieces a batch")
    ap.add_argument("--rate", type=float, default=3e-4)
    ap.add_argument("--gold", type=float, default=0.3, help="weight of the annotations beside the teachers")
    ap.add_argument("--told", nargs="*", default=[], help="heads that students hear annotations for, where not all")
    ap.add_argument("--only", nargs="*", default=[], help="parts of the students that learn, where not all")
    ap.add_argument("--near", type=float, default=1.0, help="weight of the distance from a teacher's vectors, for students with as many layers")
    ap.add_argument("--namer", type=Path, help="a network that alone teaches students names")
    ap.add_argument("--times", type=float, nargs=len(FAMILIES), metavar="N", default=[1.5, 1.0, 1.0, 1.0], help=f"how often students see {', '.join(FAMILIES)}")
    ap.add_argument("--remember", action="store_true", help="distil: ask teachers once of each batch and go on with what they said; without a GPU only")
    ap.add_argument("--most", type=int, default=10**9, help="most steps a stage")
    ap.add_argument("--every", type=int, default=200)
    ap.add_argument("--stage", choices=("all", "adapt", "teach", "distil"), default="all")
    ap.add_argument("--seconds", type=float)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    if a.stage != "distil" and a.start is None:
        ap.error("--start: pretrained weights are needed to adapt and to teach")
    a.device = "cuda" if torch.cuda.is_available() else "cpu"
    if a.remember and a.device == "cuda":
        ap.error("--remember: recorded steps cannot look anything up; leave it out where there is a GPU")
    a.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    if a.first:
        shutil.copy(a.first, a.out / "teacher0.pt")
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
    stage("teach", [["--seed", str(i)] for i in range(a.teachers)])
    stage("distil", [[]])


if __name__ == "__main__":
    main()
