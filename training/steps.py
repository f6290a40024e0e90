"""Steps of training, each recorded as one CUDA graph a batch size and then run again.

A step of a small network starts some thousand kernels, which takes the processor ten times as long as it takes the GPU to run them.
A recorded step is started at once. It may hold nothing that waits for the GPU: no shape, no branch and no copy that hangs on values.
Without a GPU steps run as they are written.
"""

import json
import math
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from training.batches import Batch, Corpus, Size, Windows

Losses = Callable[[Batch, Tensor], tuple[Tensor, Batch]]
"""From a batch and the share of the time that has passed, what to lessen, and what to show in the log."""


class Steps:
    """Training of networks by the clock: the rate warms up and falls to nothing.

    Args:
        name: What the log calls it.
        nets: The networks; gradients are clipped for each by itself. Parts that were pretrained learn at ``rate``, all others at ``head_rate``.
        corpus: From which batches come.
        losses: What a batch tells.
        seconds: How long it lasts, or until ``most`` steps.
    """

    def __init__(
        self, name: str, nets: Sequence[torch.nn.Module], corpus: Corpus, losses: Losses, rate: float, head_rate: float, seconds: float, most: int, every: int
    ) -> None:
        old = ("layers.", "words.", "positions.", "ln.")
        self.name, self.nets, self.corpus, self.losses, self.seconds, self.most, self.every = name, nets, corpus, losses, seconds, most, every
        self.cuda = corpus.device == "cuda"
        named = [(n.removeprefix("net."), p) for net in nets for n, p in net.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for n, p in named if n.startswith(old) == whole], "lr": torch.tensor(0.0, device=corpus.device) if self.cuda else 0.0}
            for whole in (True, False)
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True, capturable=self.cuda)
        self.rates = (rate, head_rate)
        self.gone_there = torch.zeros((), device=corpus.device)
        self.sums: dict[str, Tensor] = {}
        self.recorded: dict[Size, tuple[torch.cuda.CUDAGraph, Tensor]] = {}
        self.pool: tuple[int, int] | None = None
        self.began, self.done, self.pieces = time.time(), 0, 0

    @property
    def gone(self) -> float:
        """Which share of the time has passed."""
        return max((time.time() - self.began) / self.seconds, self.done / self.most)

    def run(self, times: dict[int, float], budget: int, keep: Callable[[], None] = lambda: None, again: bool = False) -> None:
        """Steps on batches of about ``budget`` wordpieces, each family as often as ``times`` says, until the time is over; with ``again`` on the
        same batches in every round. What ``keep`` saves is saved every fifth line of the log and at the end."""
        for size, windows in self.corpus.endless(times, budget, again):
            if not self._step(size, windows):
                break
            if self.done % (5 * self.every) == 0:
                keep()
        keep()

    def _step(self, size: Size, windows: Windows) -> bool:
        """One step; whether it was made: not once the time is over."""
        gone = self.gone
        if gone >= 1:
            return False
        given = torch.from_numpy(windows)
        if self.cuda and size not in self.recorded:
            self._record(size, given)
        self._schedule(gone)
        if self.cuda:
            graph, place = self.recorded[size]
            place.copy_(given)
            graph.replay()
        else:
            self._once(given, size)
        self.done += 1
        self.pieces += size.pieces * size.windows
        if self.done % self.every == 0:
            self._log()
        return True

    def _schedule(self, gone: float) -> None:
        self.gone_there.fill_(gone)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            now = rate * min(1.0, gone / 0.06) * (1 - gone)
            if self.cuda:
                group["lr"].fill_(now)
            else:
                group["lr"] = now

    def _once(self, windows: Tensor, size: Size) -> None:
        self.optimiser.zero_grad(set_to_none=True)
        with torch.autocast(self.corpus.device, dtype=torch.bfloat16, cache_enabled=False):
            loss, parts = self.losses(self.corpus.batch(windows, size), self.gone_there)
        loss.backward()
        for net in self.nets:
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        self.optimiser.step()
        for k, v in parts.items():
            self.sums.setdefault(k, torch.zeros((), device=v.device)).add_(v.detach())

    def _record(self, size: Size, windows: Tensor) -> None:
        """Record a step. One is made first, at no rate, for what is only done the first time."""
        place = windows.to(self.corpus.device)
        for group in self.optimiser.param_groups:
            group["lr"].fill_(0.0)
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            self._once(place, size)
        torch.cuda.current_stream().wait_stream(aside)
        torch.cuda.synchronize()
        self.optimiser.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, pool=self.pool):
            self._once(place, size)
        self.pool = self.pool or graph.pool()
        self.recorded[size] = graph, place

    def _log(self) -> None:
        row = {k: round(v.item() / self.every, 4) for k, v in self.sums.items()}
        for v in self.sums.values():
            v.zero_()
        if not all(map(math.isfinite, row.values())):
            raise SystemExit(f"{self.name}: {row}")
        spent = time.time() - self.began
        print(json.dumps({"what": self.name, "step": self.done, "s": round(spent), "pieces/s": round(self.pieces / spent)} | row), flush=True)
