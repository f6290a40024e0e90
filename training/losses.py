"""What a network is told of a batch: by the annotations, and by its teachers. No shape hangs on values, so that a step can be recorded."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch
from training.chains import between, chain, log_total, marginals
from training.layout import NONE
from training.network import Network

WEIGHTS = {
    "start": 2.0, "upos": 1.0, "xpos": 0.5, "arc": 1.0, "rel": 1.0, "fact": 0.3, "names": 1.0, "attr": 1.0, "link": 0.3, "antecedent": 0.3,
    "names alone": 0.3, "attr alone": 0.3,
}  # fmt: skip
"""Of each loss. By the last two a word's scores are chances by themselves, whatever stands beside it."""


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
    tags = torch.arange(y["names"].shape[-1], device=bits.device)
    barred = ((bits[:, :, None] >> tags) & 1 == 0) & (bits != 0)[:, :, None]
    scores, pairs = y["names"].float(), between(net, "names")
    parts["names"] = (log_total(chain(scores, pairs, ok)) - log_total(chain(scores.masked_fill(barred, -1e4), pairs, ok))).sum() / (bits != 0).sum().clamp(
        min=1
    )
    named = scores.log_softmax(-1).masked_fill(barred, -1e4).logsumexp(-1)
    parts["names alone"] = -mean(named, bits != 0)
    said = (o["attr"] != NONE).any(1, keepdim=True) & ok
    scores, tags, pairs = y["attr"].float(), o["attr"].clamp(max=y["attr"].shape[-1] - 1), between(net, "attr")
    path = (torch.gather(scores, 2, tags[:, :, None])[:, :, 0] * said).sum(1) + (pairs[tags[:, :-1], tags[:, 1:]] * said[:, 1:]).sum(1)
    parts["attr"] = ((log_total(chain(scores, pairs, ok)) - path) * said.any(1)).sum() / said.sum().clamp(min=1)
    parts["attr alone"] = ce(y["attr"], o["attr"], said)
    begin = (o["attr"] == 1) | (o["attr"] == 3) | (o["attr"] == 5)
    eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
    parts["link"] = ce(y["link"].masked_fill(~begin_columns(begin) | eye[None], -1e4), o["link"], o["link"] >= 0)
    return parts


@torch.no_grad()
def taught(teachers: list[Network], o: Batch, namer: Network | None = None) -> Batch:
    """What the teachers make of a batch together; whom a pronoun means only the first says, and names ``namer`` alone where there is one."""
    sums: Batch = {}
    every = [(t, heads(t, o, 0.0)) for t in teachers]
    share = 1 / len(every)

    def add(key: str, value: Tensor) -> None:
        sums[key] = sums[key] + share * value if key in sums else share * value

    for _, y in every:
        for k in ("upos", "xpos", "arc"):
            add(k, y[k].float().softmax(-1))
        add("start", y["start"].sigmoid())
        add("fact", y["fact"])
    b, n = o["ok"].shape
    for k in ("names", "attr"):
        asked = [(namer, heads(namer, o, 0.0))] if namer and k == "names" else every
        pairs = torch.stack([between(t, k) for t, _ in asked]).repeat_interleave(b, 0)
        p = marginals(torch.cat([y[k] for _, y in asked]), pairs, o["ok"].repeat(len(asked), 1))
        sums[k] = p.view(len(asked), b, n, *p.shape[2:]).mean(0)
    tags = sums["attr"].sum(2)
    begin = (tags[:, :, 1] + tags[:, :, 3] + tags[:, :, 5] > 0.4) & o["ok"]
    sums["goes"] = (tags[:, :, 1] + tags[:, :, 5]) * begin
    eye = torch.eye(begin.shape[1] + 1, dtype=torch.bool, device=begin.device)[1:]
    sums["barred"] = ~begin_columns(begin) | eye[None]
    sums["heads"] = sums["arc"].argmax(-1)
    sums["antecedent"] = every[0][1]["antecedent"].float().softmax(-1)
    for _, y in reversed(every):  # of two of like depth, the first
        sums[f"layers{len(y['layers'])}"] = y["layers"]
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
        parts[f"{k} alone"] = soft(y[k], z[k].sum(2), ok)
    parts["link"] = soft(y["link"].masked_fill(z["barred"], -1e4), z["link"], z["goes"])
    model = z.get(f"layers{len(y['layers'])}")
    if model is not None:
        # a teacher's vectors behind every layer, where a student has as many (Jiao et al. 2020, "TinyBERT")
        far = (y["layers"][:, :, 1:].float() - model[:, :, 1:].float()).square().mean(-1)
        parts["layers"] = mean(far.mean(0), ok)
    stands = z["upos"][:, :, 10] * ok  # PRON
    parts["antecedent"] = soft(y["antecedent"], z["antecedent"], stands)
    return parts


def total(parts: Batch) -> Tensor:
    return sum(WEIGHTS[k] * v for k, v in parts.items() if k in WEIGHTS)  # type: ignore[return-value]
