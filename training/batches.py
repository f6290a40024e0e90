"""Windows of the corpora as padded batches, made on the device by gathers from the arrays of ``training.flat``."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.layout import NONE, PRONOUNS

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
