"""Linear-chain CRFs without a loop over words: on a GPU a loop (``Network.crf``) starts some kernels a word, a tree some a level; on a CPU the
loop does less work."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import Network


def log_total(steps: Tensor) -> Tensor:
    """Log of the sum over all paths of each chain [B], from the scores of its steps [B, W, T, T]: step 0 holds the first word's scores in
    every row, a step behind the end of a chain is the identity. Products of matrices in a tree (Blelloch 1990), so that the depth is
    the logarithm of the length."""
    b, n, t, _ = steps.shape
    with torch.autocast(steps.device.type, enabled=False):  # chances are small: bf16 would round them away
        most = steps.amax((-1, -2), keepdim=True)
        m = (steps - most).exp()
        scale = most[:, :, 0, 0]
        while n > 1:
            if n % 2:
                m = torch.cat([m, torch.eye(t, device=m.device).expand(b, 1, t, t)], 1)
                scale = F.pad(scale, (0, 1))
                n += 1
            m = m[:, ::2] @ m[:, 1::2]
            top = m.amax((-1, -2), keepdim=True).clamp(min=1e-30)
            m = m / top
            scale = scale[:, ::2] + scale[:, 1::2] + top[:, :, 0, 0].log()
            n //= 2
        return m[:, 0, 0].sum(-1).clamp(min=1e-30).log() + scale[:, 0]


def chain(scores: Tensor, between: Tensor, ok: Tensor) -> Tensor:
    """Scores of the steps of chains [B, W, T, T] from scores of tags [B, W, T] and of pairs of tags [T, T], or [B, T, T]."""
    t = scores.shape[-1]
    later = (torch.arange(scores.shape[1], device=scores.device) > 0).float()[None, :, None, None]
    steps = scores.float()[:, :, None, :] + later * between.reshape(-1, 1, t, t)
    same = torch.full((t, t), -1e4, device=scores.device).fill_diagonal_(0.0)
    return torch.where(ok[:, :, None, None], steps, same)


def between(net: Network, head: str) -> Tensor:
    return (net.name_transitions + net.name_steps).float() if head == "names" else net.transitions.float()


def marginals(scores: Tensor, pairs: Tensor, ok: Tensor) -> Tensor:
    """Probability of each step of the chains [B, W, T, T]. The first word's stands in row 0."""
    steps = chain(scores.detach(), pairs.detach(), ok)
    with torch.enable_grad():
        steps.requires_grad_()
        (p,) = torch.autograd.grad(log_total(steps).sum(), steps)
    return p * ok[:, :, None, None]
