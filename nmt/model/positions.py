"""Where a token stands: sinusoids or a learned table added to its embedding, or a rotation of queries and keys."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def sinusoids(n_positions: int, d_model: int) -> Tensor:
    """The table of section 3.5 of "Attention Is All You Need", [n_positions, d_model].

    Even columns hold sin(pos / 10000^(2i/d_model)), odd columns the cosine.
    """
    position = torch.arange(n_positions, dtype=torch.float32)[:, None]
    frequency = 10000.0 ** (-torch.arange(0, d_model, 2, dtype=torch.float32) / d_model)
    angle = position * frequency
    return torch.stack((angle.sin(), angle.cos()), dim=-1).flatten(1)


class Rotary(nn.Module):
    """Rotary positions (Su et al. 2021, "RoFormer", section 3.2.2): relative distance enters as an angle.

    Coordinate i and coordinate i + d_head/2 form a plane, turned by position / 10000^(2i/d_head).
    """

    cos: Tensor
    sin: Tensor

    def __init__(self, d_head: int, n_positions: int) -> None:
        super().__init__()
        frequency = 10000.0 ** (-torch.arange(0, d_head, 2, dtype=torch.float32) / d_head)
        angle = torch.arange(n_positions, dtype=torch.float32)[:, None] * frequency
        self.register_buffer("cos", angle.cos(), persistent=False)  # [n_positions, d_head / 2]
        self.register_buffer("sin", angle.sin(), persistent=False)

    def forward(self, x: Tensor, start: int = 0) -> Tensor:
        """Turns `x` [batch, len, 2, heads, d_head] (queries and keys), whose first position is `start`."""
        stop = start + x.shape[1]
        cos = self.cos[start:stop, None, None].to(x.dtype)  # [len, 1, 1, d_head / 2]
        sin = self.sin[start:stop, None, None].to(x.dtype)
        left, right = x.chunk(2, dim=-1)
        return torch.cat((left * cos - right * sin, right * cos + left * sin), dim=-1)
