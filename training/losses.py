"""What a network is told of a batch: by the annotations, and by its teachers."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.chains import between, chain, log_total, marginals
from training.layout import NONE
from training.network import Network

WEIGHTS = {"start": 2.0, "upos": 1.0, "xpos": 0.5, "arc": 1.0, "rel": 1.0, "fact": 0.3, "names": 1.0, "attr": 1.0, "link": 0.3, "antecedent": 0.3}


def heads(net: Network, o: Batch, drop: float) -> Batch:
    layers = net.through(o["ids"], o["shapes"], o["first"], o["lengths"])
    w, root = layers[-1][:, 1:], layers[-1][:, :1]
    x = F.dropout(w, drop, net.training)
    same = (o["sent"][:, :, None] == o["sent"][:, None, :]) & o["ok"][:, None, :]
    same &= ~torch.eye(same.shape[1], dtype=torch.bool, device=same.device)[None]
    arc, ld, lh = net.arcs(x, root, same, 0.33)
    y = {k: getattr(net, k)(x) for k in ("upos", "xpos", "names")} | {"attr": net.attribution(x), "arc": arc, "ld": ld, "lh": lh}
    y |= {"layers": torch.stack(layers)}
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
        scores, tags, real = y["attr"][rows].float(), o["attr"][rows].clamp(max=y["attr"].shape[-1] - 1), ok[rows]
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
    sums["goes"] = (tags[:, :, 1] + tags[:, :, 5]) * begin
    eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
    sums["barred"] = ~begin_columns(begin) | eye[None]
    sums["heads"] = sums["arc"].argmax(-1)
    sums["layers"] = every[0][1]["layers"]
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
    if len(y["layers"]) == len(z["layers"]):
        # the first teacher's vectors behind every layer, where a student has as many (Jiao et al. 2020, "TinyBERT")
        far = (y["layers"][:, :, 1:].float() - z["layers"][:, :, 1:].float()).square().mean(-1)
        parts["layers"] = mean(far.mean(0), ok)
    stands = z["upos"][:, :, 10] * ok  # PRON
    parts["antecedent"] = soft(y["antecedent"], z["antecedent"], stands)
    return parts


def total(parts: Batch) -> Tensor:
    return sum(WEIGHTS[k] * v for k, v in parts.items() if k in WEIGHTS)  # type: ignore[return-value]
