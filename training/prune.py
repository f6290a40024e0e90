"""Take inner units from a finished network, a layer at a time, so that what is left gives almost what all gave.

    python -m training.prune runs/shipped.pt train.npz --units 384 640 768 768 --out runs/pruned.pt

Of a layer's units the one goes next without which the others, their weights adjusted, give most nearly what all gave over a sample of text: the
optimal brain surgeon (Hassibi and Stork 1993) for whole units, as in ZipLM (Kurtic et al. 2023). No unit is trained; ``training.ensemble --stage
distil --init`` goes on from here.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, Corpus
from training.layout import ATTRIBUTION, NAMED, PLAIN, SYNTAX
from training.network import Network, load, save


@torch.no_grad()
def inner(net: Network, layer: int, batches: list[Batch]) -> Tensor:
    """The sum over all words of the products of a layer's units, and of a one beside them for the bias [U+1, U+1]."""
    of = net.layers[layer]
    given: list[Tensor] = []
    hook = of.f1.register_forward_hook(lambda _m, _x, y: given.append(of.act(y.float())))
    out = torch.zeros(of.f1.out_features + 1, of.f1.out_features + 1, dtype=torch.float64)
    for o in batches:
        net(o["ids"], o["shapes"], o["first"], o["lengths"])
        rows = F.pad(given.pop()[:, 1:][o["ok"]].double(), (0, 1), value=1.0)
        out += rows.T @ rows
    hook.remove()
    return out


def first_to_go(products: Tensor, weight: Tensor, count: int) -> list[int]:
    """So many units, in the order in which they go. ``weight`` [U, H] is what each gives."""
    n = len(weight)
    inverse = torch.linalg.inv(products).numpy()
    w = np.append(weight.double().numpy(), np.zeros((1, weight.shape[1])), 0)
    there = np.append(np.ones(n, bool), False)  # the bias stays
    gone: list[int] = []
    for _ in range(count):
        price = np.where(there, (w**2).sum(1) / inverse.diagonal(), np.inf)
        j = int(price.argmin())
        gone.append(j)
        column = inverse[:, j].copy()
        w -= np.outer(column / column[j], w[j])
        inverse -= np.outer(column, column) / column[j]
        inverse[j], inverse[:, j], inverse[j, j] = 0, 0, 1
        there[j] = False
    return gone


def _firm(products: Tensor) -> Tensor:
    """The products with a little added to each unit's own, so that they can be inverted."""
    own = products.diagonal()
    return products + torch.diag(torch.full_like(own, 1e-4 * float(own[:-1].mean())))


@torch.no_grad()
def narrowed(net: Network, layer: int, units: int, products: Tensor) -> Network:
    """The network with so many units in a layer, and their weights adjusted."""
    old = net.layers[layer]
    n = old.f1.out_features
    g = _firm(products)
    keep = torch.tensor(sorted(set(range(n)) - set(first_to_go(g, old.f2.weight.T, n - units))))
    made = Network(replace(net.config, units=tuple(units if i == layer else x.f1.out_features for i, x in enumerate(net.layers))))
    both = F.pad(keep, (0, 1), value=n)
    fit = torch.linalg.solve(g[both][:, both], g[both] @ torch.cat([old.f2.weight.T, old.f2.bias[None]]).double()).float()
    p = f"layers.{layer}."
    state = dict(net.state_dict()) | {p + "f2.weight": fit[:-1].T, p + "f2.bias": fit[-1]}
    state |= {p + "f1.weight": old.f1.weight[keep], p + "f1.bias": old.f1.bias[keep]}
    made.load_state_dict(state)
    return made.eval()


def pruned(net: Network, units: Sequence[int], batches: list[Batch]) -> Network:
    """The network with so many units in each layer; each layer is fitted to what the layers before it, as they are now, give it."""
    for i, n in enumerate(units):
        if n < net.layers[i].f1.out_features:
            net = narrowed(net, i, n, inner(net, i, batches))
    return net


def sample(data: Path, words: int) -> list[Batch]:
    """Batches of about so many words of all corpora."""
    corpus = Corpus(data, "cpu")
    out: list[Batch] = []
    n = 0
    for size, w in corpus.batches({SYNTAX: 1.0, ATTRIBUTION: 1.0, NAMED: 1.0, PLAIN: 1.0}, 2400):
        out.append(corpus.batch(torch.from_numpy(w), size))
        n += int(out[-1]["ok"].sum())
        if n > words:
            break
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("data", type=Path, help="arrays from training.flat")
    ap.add_argument("--units", type=int, nargs="+", required=True)
    ap.add_argument("--words", type=int, default=200_000)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    save(a.out, pruned(load(a.checkpoint).eval(), a.units, sample(a.data, a.words)))


if __name__ == "__main__":
    main()
