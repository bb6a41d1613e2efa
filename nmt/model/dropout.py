"""Dropout (Srivastava et al. 2014) with random bits that are cheap on a CPU."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.compiler import is_compiling


def keep_mask(x: Tensor, rate: float) -> Tensor:
    """A mask of zeros and ones like `x`, each one with probability 1 - round(256 * rate) / 256.

    One 64-bit random integer serves eight elements, read as eight bytes: on a CPU, drawing a float for each
    element (as `F.dropout` does) takes longer than the matrix product beside it.
    """
    n = x.numel()
    bits = torch.empty((n + 7) // 8, dtype=torch.int64, device=x.device).random_(-(2**63), None)
    threshold = round(256 * rate)
    return (bits.view(torch.uint8)[:n] >= threshold).view(x.shape)


class Dropout(nn.Module):
    """Zeroes elements with probability `rate` while training and scales the rest to keep the mean.

    On a CPU the probability comes in steps of 1/256 (the scale uses the rounded one); elsewhere, and in a
    compiled step, it is `F.dropout`.
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0.0:
            return x
        if x.device.type != "cpu" or is_compiling():
            return F.dropout(x, self.rate)
        kept = 256 / (256 - round(256 * self.rate))
        return x * keep_mask(x, self.rate).to(x.dtype).mul_(kept)

    def extra_repr(self) -> str:
        return f"rate={self.rate}"
