"""Windows of the corpora as padded batches, made on the device by gathers from the arrays of ``training.flat``.

Every batch has one of a few sizes, so that a step on it can be recorded once and run again (``training.steps``).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.layout import NONE

Batch = dict[str, Tensor]
Windows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Size:
    """How large a batch is: its windows, and the wordpieces, marks of beginning and end among them, that each has room for."""

    windows: int
    pieces: int

    @property
    def words(self) -> int:
        """How many words a window has room for: in running text nine words have ten pieces at least."""
        return round(0.92 * self.pieces) - 2


PIECES = (26, 42, 66, 98, 130, 162, 194, 226)


def sizes(budget: int) -> list[Size]:
    """The sizes of batches of about ``budget`` wordpieces."""
    return [Size(max(1, budget // n), n) for n in PIECES]


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
        put = lambda v, t: torch.from_numpy(v.astype(t)).to(device)  # noqa: E731
        self.at = {k: put(a[k], np.int64) for k in ("ids", "shapes", "upos", "xpos", "head", "rel", "attr", "cue", "partner", "names")}
        self.at |= {"start": put(start, np.float32), "fact": put(a["fact"], np.float32), "sent": put(number.cumsum(), np.int64)}
        self.at |= {"piece": put(self.piece, np.int64)}

    def windows(self, times: dict[int, float], limits: tuple[int, ...] = (1, 64, 128, 160, 192, 224)) -> Windows:
        """Windows as (first word, word behind the last) [N, 2]: whole sentences of one document, each family as often as ``times`` says."""
        out = []
        size = np.diff(self.piece[self.sentence])
        for d in range(len(self.family)):
            often = times.get(int(self.family[d]), 0.0)
            for _ in range(int(often) + (random.random() < often % 1)):
                limit = random.choice(limits)
                a, n = self.doc[d], 0
                for s in range(self.doc[d], self.doc[d + 1]):
                    if n and n + size[s] > limit:
                        out.append((self.sentence[a], self.sentence[s]))
                        a, n = s, 0
                    n += size[s]
                if n:
                    out.append((self.sentence[a], self.sentence[self.doc[d + 1]]))
        return np.array(out, np.int64)

    def batches(self, times: dict[int, float], budget: int) -> list[tuple[Size, Windows]]:
        """All windows in batches of one size each, in random order. What does not fill a batch waits for another round; where a size has
        fewer windows than one batch, they fill it several times over."""
        windows = self.windows(times)
        pieces, words = self.piece[windows[:, 1]] - self.piece[windows[:, 0]] + 2, windows[:, 1] - windows[:, 0]
        kinds = sizes(budget)
        kind = np.maximum(np.searchsorted([k.pieces for k in kinds], pieces), np.searchsorted([k.words for k in kinds], words))
        out = []
        for i, size in enumerate(kinds):
            mine = windows[kind == i]
            mine = mine[torch.randperm(len(mine)).numpy()]
            if len(mine):
                mine = np.resize(mine, (max(len(mine) // size.windows, 1) * size.windows, 2))
                out += [(size, b) for b in np.split(mine, len(mine) // size.windows)]
        random.shuffle(out)
        return out

    def endless(self, times: dict[int, float], budget: int, again: bool = False) -> Iterator[tuple[Size, Windows]]:
        """Batches round after round; ``again`` has the same ones in every round, in another order."""
        made = self.batches(times, budget)
        while True:
            yield from made
            made = random.sample(made, len(made)) if again else self.batches(times, budget)

    def batch(self, windows: Tensor, size: Size) -> Batch:
        """The arrays of some windows [B, 2], padded; positions of words are relative to their window."""
        at = self.at
        first, n = windows[:, :1], windows[:, 1:] - windows[:, :1]
        along = torch.arange(size.words, device=self.device)[None]
        ok = along < n
        word = torch.where(ok, first + along, first)
        start = at["piece"][first]
        pieces = at["piece"][windows[:, 1:]] - start
        step = torch.arange(size.pieces, device=self.device)[None]
        inside = (step > 0) & (step <= pieces)
        index = torch.where(inside, start + step - 1, start)
        ids = torch.where(inside, at["ids"][index], 0)
        ids = torch.where(step == 0, 101, torch.where(step == pieces + 1, 102, ids))
        o = {"at": first[:, 0], "ids": ids, "shapes": torch.where(inside, at["shapes"][index], 0), "lengths": pieces[:, 0] + 2, "ok": ok}
        o["first"] = torch.where(ok, at["piece"][word] - start + 1, 0)
        for k in ("upos", "xpos", "rel", "attr"):
            o[k] = torch.where(ok, at[k][word], NONE)
        o["names"] = torch.where(ok, at["names"][word], 0)
        o["sent"] = torch.where(ok, at["sent"][word], -1)
        o["start"], o["fact"] = (torch.where(ok, at[k][word], torch.nan) for k in ("start", "fact"))
        head = torch.where(ok, at["head"][word], -2)
        o["head"] = torch.where(head >= 0, head - first + 1, torch.where(head == -1, 0, -100))
        # a source or content goes to its cue, else to its partner, where they are in the window; 0 for none
        cue, partner = ((torch.where((x >= first) & (x < windows[:, 1:]), x - first + 1, 0)) for x in (at["cue"][word], at["partner"][word]))
        begins = (o["attr"] == 1) | (o["attr"] == 5)
        o["link"] = torch.where(begins & ok, torch.where(at["cue"][word] >= 0, cue, partner), -100)
        return o


STRAIGHT = ((1523, 1000), (1524, 1000), (1520, 1005), (1521, 1005))
"""Curly quotation marks and apostrophes to straight ones, as wordpieces."""


def noisy(o: Batch, hide: float = 0.03) -> Batch:
    """The batch with a share of its pieces hidden, some windows with straight quotation marks, some in capitals or without any."""
    ids, shapes = o["ids"], o["shapes"]
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
