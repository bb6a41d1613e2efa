"""Where a token stands: sinusoids or a learned table added to its embedding, or a rotation of queries and keys."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.compiler import is_compiling


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

    Coordinates 2i and 2i + 1 are a complex number, multiplied by exp(1j * position / 10000^(2i/d_head)).
    """

    turns: Tensor

    def __init__(self, d_head: int, n_positions: int) -> None:
        super().__init__()
        frequency = 10000.0 ** (-torch.arange(0, d_head, 2, dtype=torch.float32) / d_head)
        angle = torch.arange(n_positions, dtype=torch.float32)[:, None] * frequency
        # Kept as pairs of floats: `model.to(...)` may change a float's kind, and must not make complex numbers real.
        self.register_buffer("turns", torch.stack((angle.cos(), angle.sin()), -1), persistent=False)

    def forward(self, x: Tensor, start: int = 0) -> Tensor:
        """Turns queries or keys [..., len, d_head], the first position of which is `start`."""
        turns = self.turns[start : start + x.shape[-2]].float()
        pairs = x.float().view(*x.shape[:-1], -1, 2)  # [..., len, d_head / 2, 2]
        if is_compiling():  # the compiler knows no complex numbers, and makes one operation of what is written out
            (real, imaginary), (cosine, sine) = pairs.unbind(-1), turns.unbind(-1)
            turned = torch.stack((real * cosine - imaginary * sine, real * sine + imaginary * cosine), -1)
        else:
            turned = torch.view_as_real(torch.view_as_complex(pairs) * torch.view_as_complex(turns))
        return turned.flatten(-2).to(x.dtype)
