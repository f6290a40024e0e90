"""Train the head ``antecedent`` by itself, on the vectors of the shipped encoder, and write it into the shipped weights.

    python -m training.pronouns runs/pronouns.jsonl
    python -m training.head runs/pronouns.jsonl src/sayso/models/weights

The encoder stays as it is, and so does every other output: the head's columns are set beside those of the other heads, in the one
product that makes ``tags``, whose weights have a scale a column. So small a head learns its texts by heart soon; what keeps it from
that is dropout, decay, and several heads of different seeds whose scores are averaged: a score is a bilinear form of two words'
vectors, so the average of several is one again, of which the largest ``WIDTH`` directions are kept.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor, nn

from sayso.models.pieces import Wordpieces
from training import corpora
from training.corpora import Sentence

HEAD = "antecedent"
WIDTH = 64
HIDDEN = 384


@dataclass(frozen=True)
class Window:
    """Vectors of CLS and of the words of a window, and its pronouns with what they may be said to mean (0: nobody here)."""

    vectors: npt.NDArray[np.float16]
    asked: list[tuple[int, list[int]]]
    fresh: bool
    natural: bool


def node(model: onnx.ModelProto, output: str) -> onnx.NodeProto:
    """The node that makes a tensor."""
    return next(n for n in model.graph.node if output in n.output)


def product(model: onnx.ModelProto) -> tuple[str, str]:
    """Of the product that makes ``tags``: its weights and its bias by their names."""
    added = node(model, "tags")
    multiplied = node(model, node(model, node(model, added.input[0]).input[0]).input[0])
    return multiplied.input[1].removesuffix("_quantized"), added.input[1]


def windows(path: Path, size: int, pieces: Wordpieces) -> Iterator[tuple[str, list[Sentence], int]]:
    """Windows of the file's documents in any order, with the number of their first word: as long as those of a report, or shorter."""
    docs = list(corpora.stored(path))
    random.shuffle(docs)
    words = 0
    for doc in docs:
        base = 0
        for window in corpora.windows([doc], lambda w: len(pieces.word(w)[0]), lambda: random.choice((96, 128, 160, 160, 192))):
            n = sum(len(s.words) for s in window)
            if n < 256 and any(m is not None for s in window for m in s.antecedents or ()):
                yield doc.name, window, base
                words += n
            base += n
        if words > size:
            return


def encoded(path: Path, folder: Path, size: int) -> Iterator[Window]:
    """The windows as the shipped encoder sees them."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "encoder.onnx", options, disabled_optimizers=["SkipLayerNormFusion"])
    pieces = Wordpieces(folder / "tokenizer.json")
    sources = {json.loads(line)["name"]: json.loads(line)["source"] for line in path.open(encoding="utf-8")}
    for name, window, base in windows(path, size, pieces):
        words = [w for s in window for w in s.words]
        ids, shapes, first = pieces.window(words)
        ((x,),) = session.run(["vectors"], {"ids": ids[None], "shapes": shapes[None], "first": np.concatenate(([0], first))})
        marks = [m for s in window for m in s.antecedents or ()]
        asked = [(i + 1, [1 + k - base for k in m if 0 <= k - base < len(words)] or [0]) for i, m in enumerate(marks) if m is not None]
        text = name.rsplit("-", 1)[0]
        yield Window(x.astype(np.float16), asked, crc32(text.encode()) % 10 == 0, sources[name] != "masked")


class Head(nn.Module):
    """Scores of a pronoun's meaning each word of its window."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(HIDDEN, 2 * WIDTH)

    def forward(self, x: Tensor, batch: Tensor, at: Tensor) -> Tensor:
        q, k = self.linear(x).chunk(2, -1)
        return torch.einsum("rk,rnk->rn", q[batch, at], k[batch]) / WIDTH**0.5


def bilinear(head: Head) -> npt.NDArray[np.float64]:
    """The head's scores as one matrix between two vectors, each with a 1 behind it."""
    w = np.concatenate([head.linear.weight.detach().numpy(), head.linear.bias.detach().numpy()[:, None]], 1).astype(np.float64)
    out: npt.NDArray[np.float64] = w[:WIDTH].T @ w[WIDTH:] / WIDTH**0.5
    return out


def collate(some: list[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Vectors, which window and which word each pronoun is, what it cannot mean, what is right."""
    n = max(len(w.vectors) for w in some)
    x = np.zeros((len(some), n, HIDDEN), np.float32)
    rows = [(b, at, right) for b, w in enumerate(some) for at, right in w.asked]
    never = np.zeros((len(rows), n), bool)
    good = np.zeros((len(rows), n), bool)
    for b, w in enumerate(some):
        x[b, : len(w.vectors)] = w.vectors
    for r, (b, at, right) in enumerate(rows):
        never[r, len(some[b].vectors) :] = never[r, at] = True
        good[r, right] = True
    batch, at = (torch.tensor([row[i] for row in rows]) for i in (0, 1))
    return torch.from_numpy(x), batch, at, torch.from_numpy(never), torch.from_numpy(good)


def fit(train: list[Window], fresh: list[Window], *, seed: int, epochs: int, drop: float, decay: float) -> Head:
    """One head; prints what it gets right of texts that it has not seen."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Head()
    opt = torch.optim.AdamW(head.parameters(), lr=3e-3, weight_decay=decay)
    size, step = 24, 0
    total = epochs * (len(train) // size)
    for epoch in range(epochs):
        rng.shuffle(train)
        losses = []
        for a in range(0, size * (len(train) // size), size):
            opt.param_groups[0]["lr"] = 3e-3 * (1 - step / total)
            x, batch, at, never, good = collate(train[a : a + size])
            s = head(F.dropout(x, drop), batch, at).masked_fill(never, -1e4)
            loss = (s.logsumexp(1) - s.masked_fill(~good, -1e4).logsumexp(1)).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
            step += 1
        print(json.dumps({"seed": seed, "epoch": epoch + 1, "loss": round(float(np.mean(losses)), 3)} | right(fresh, bilinear(head))), flush=True)
    return head


def right(some: list[Window], form: npt.NDArray[np.float64]) -> dict[str, float]:
    """The share of pronouns whose best word is right, and the mean loss, by whether a writer placed them."""
    hits: dict[str, list[float]] = {}
    for w in some:
        x = np.concatenate([w.vectors.astype(np.float64), np.ones((len(w.vectors), 1))], 1)
        for at, good in w.asked:
            s = x[at] @ form @ x.T
            s[at] = -1e4
            s -= s.max()
            p = np.exp(s) / np.exp(s).sum()
            key = "natural" if w.natural else "masked"
            hits.setdefault(key, []).append(float(int(s.argmax()) in good))
            hits.setdefault(key + " loss", []).append(float(-np.log(p[good].sum() + 1e-9)))
    return {k: round(float(np.mean(v)), 4) for k, v in sorted(hits.items())}


def factors(form: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Weights [H, 2K] and bias [2K] of a head whose scores are nearly those of a matrix."""
    u, s, v = np.linalg.svd(form)
    scale = np.sqrt(s[:WIDTH]) * WIDTH**0.25
    both = np.concatenate([u[:, :WIDTH] * scale, v[:WIDTH].T * scale], 1).astype(np.float32)
    return both[:-1], both[-1]


def write(folder: Path, head: str, weight: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]) -> None:
    """Set a head's columns behind those of the other heads, in place of its own where it has some."""
    model = onnx.load(folder / "encoder.onnx")
    about = json.loads((folder / "encoder.json").read_text())
    widths: dict[str, int] = about["heads"]
    before = sum(list(widths.values())[: list(widths).index(head)] if head in widths else widths.values())
    after = before + widths.get(head, 0)
    scale = np.abs(weight).max(0) / 127
    new = {"_quantized": np.rint(weight / scale).astype(np.int8), "_scale": scale.astype(np.float32), "_zero_point": np.zeros(len(bias), np.int8)}
    name, added = product(model)
    rows = {name + end: value for end, value in new.items()} | {added: bias}
    for t in model.graph.initializer:
        if t.name in rows:
            all_ = numpy_helper.to_array(t)
            t.CopyFrom(numpy_helper.from_array(np.concatenate([all_[..., :before], rows[t.name].astype(all_.dtype), all_[..., after:]], -1), t.name))
    widths[head] = len(bias)
    onnx.save(model, folder / "encoder.onnx")
    (folder / "encoder.json").write_text(json.dumps(about) + "\n")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("pronouns", type=Path)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--words", type=int, default=900_000)
    ap.add_argument("--seeds", type=int, default=2)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--drop", type=float, default=0.3)
    ap.add_argument("--decay", type=float, default=0.05)
    ap.add_argument("--keep", type=Path, help="where the vectors are kept from one run to the next")
    a = ap.parse_args()
    random.seed(0)
    torch.set_num_threads(1)
    began = time.time()
    if a.keep and a.keep.exists():
        with a.keep.open("rb") as f:
            found: list[Window] = torch.load(f, weights_only=False)
    else:
        found = list(encoded(a.pronouns, a.folder, a.words))
        if a.keep:
            torch.save(found, a.keep)
    fresh, train = [w for w in found if w.fresh], [w for w in found if not w.fresh]
    print(f"{sum(len(w.vectors) for w in found)} words, {sum(len(w.asked) for w in train)} pronouns, {time.time() - began:.0f} s", flush=True)
    forms = [bilinear(fit(train, fresh, seed=s, epochs=a.epochs, drop=a.drop, decay=a.decay)) for s in range(a.seeds)]
    form = np.mean(forms, 0)
    print("their average", right(fresh, form))
    weight, bias = factors(form)
    kept = np.concatenate([weight, bias[None]]).astype(np.float64)
    print(f"its first {WIDTH} directions", right(fresh, kept[:, :WIDTH] @ kept[:, WIDTH:].T / WIDTH**0.5))
    write(a.folder, HEAD, weight, bias)


if __name__ == "__main__":
    main()
