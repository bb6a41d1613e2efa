"""Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): every direction of a matrix learns at the same rate.

What AdamW does to numbers, Muon does to a matrix as a whole: of its gradient, averaged over steps, it keeps the
directions (the singular vectors) and makes them equally long. Rare words and rare constructions, whose gradients are
small, then move the weights as much as frequent ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor, nn

from nmt.distributed import GradientSum, World, sum_over_world

# Of x -> a x + b x^3 + c x^5, which five times in a row takes what lies in (0, 1] near 1 (Jordan's post).
COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
MOMENTUM = 0.95

ALONE = World()


class Muon(torch.optim.Optimizer):
    """Muon with Nesterov momentum and decoupled weight decay, on matrices that lie behind each other in one vector.

    The same as `torch.optim.Muon` on each matrix, but all matrices of one shape are one batch of products, and so a
    few operations in all.

    Args:
        values: [n], all matrices.
        shapes: of each matrix (rows, columns), in the order of `values`.
        lr: a matrix with more rows than columns learns sqrt(rows / columns) times as fast.
        half: compute the products in bf16, which is exact enough, and quicker where the machine is made for it.
        world: processes that have the same weights and gradients: each does its share of the matrices.
    """

    def __init__(
        self,
        values: nn.Parameter,
        shapes: Sequence[tuple[int, int]],
        lr: float,
        weight_decay: float,
        half: bool,
        world: World = ALONE,
    ) -> None:
        super().__init__([values], {"lr": lr, "weight_decay": weight_decay})
        ends = list(accumulate(rows * columns for rows, columns in shapes))
        if (ends[-1] if ends else 0) != values.numel():
            raise ValueError(f"Muon: matrices of {ends[-1] if ends else 0} weights in a vector of {values.numel()}")
        self._dtype = torch.bfloat16 if half else torch.float32
        self._places: dict[tuple[int, int], list[slice]] = {}  # of the matrices of each shape
        for shape, end in zip(shapes, ends, strict=True):
            self._places.setdefault(shape, []).append(slice(end - shape[0] * shape[1], end))
        self._world = world
        self._update = torch.zeros_like(values.detach())
        self._sum = GradientSum(self._update, world)

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> None:  # type: ignore[override]
        """One step along the gradients; `closure` is not supported."""
        assert closure is None
        for group in self.param_groups:
            (values,) = group["params"]
            if values.grad is None:
                continue
            state = self.state[values]
            if not state:
                state["momentum_buffer"] = torch.zeros_like(values)
            average = state["momentum_buffer"].lerp_(values.grad, 1 - MOMENTUM)
            self._find_update(values.grad.lerp(average, MOMENTUM))
            values.mul_(1 - group["lr"] * group["weight_decay"])
            values.sub_(self._update, alpha=group["lr"])

    def _find_update(self, ahead: Tensor) -> None:
        """The directions of every matrix: its own share from each process, and the sum of all is the whole."""
        self._update.zero_()
        for (rows, columns), places in self._places.items():
            if own := places[self._world.rank :: self._world.size]:
                matrices = torch.stack([ahead[place] for place in own]).view(-1, rows, columns)
                directions = orthogonalise(matrices.to(self._dtype)).to(ahead.dtype)
                for place, direction in zip(own, directions * max(1.0, rows / columns) ** 0.5, strict=True):
                    self._update[place] = direction.flatten()
        self._sum.put()
        sum_over_world(ahead.new_zeros(1), self._world)  # all have put theirs
        self._sum.take()


def orthogonalise(matrices: Tensor) -> Tensor:
    """About U V^T of each matrix U S V^T, [batch, rows, columns], by Newton and Schulz's iteration.

    Singular values come out between 0.7 and 1.2, which is as good as 1 (Jordan's post).
    """
    if matrices.shape[1] > matrices.shape[2]:
        return orthogonalise(matrices.transpose(1, 2)).transpose(1, 2)
    a, b, c = COEFFICIENTS
    norms = matrices.flatten(1).norm(dim=1).clamp(min=1e-7)
    x: Tensor = matrices / norms[:, None, None]
    for _ in range(ITERATIONS):
        gram = torch.bmm(x, x.transpose(1, 2))
        polynomial = torch.baddbmm(gram, gram, gram, beta=b, alpha=c)
        x = torch.baddbmm(x, polynomial, x, beta=a)
    return x
