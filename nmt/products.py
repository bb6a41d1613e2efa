"""Matrix products in the number format that the machine is quick at; everything else stays in fp32.

On a GPU, and in a compiled step, this is `torch.autocast`. On a CPU with bf16 instructions autocast gives most of the
gain away: oneDNN, which computes these products, writes machine code for every shape that it has not met, and the row
counts of batches of sentences hardly repeat, so that preparing a product takes several times as long as the product.
Here its rows are filled up to a multiple of `ROWS`; the few shapes there are then are soon known (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.compiler import is_compiling

# Row counts are rounded up to a multiple of this: few shapes, and few rows of nothing.
ROWS = 64

_in_bf16: ContextVar[bool] = ContextVar("in_bf16", default=False)


@contextmanager
def bf16_products() -> Iterator[None]:
    """Inside the block, `linear` (and the loss) compute in bf16 on a CPU. Sums, norms and attention stay in fp32."""
    token = _in_bf16.set(True)
    try:
        yield
    finally:
        _in_bf16.reset(token)


def are_in_bf16() -> bool:
    """Whether the caller stands inside `bf16_products`."""
    return _in_bf16.get()


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """`F.linear`, in the format in force: x [..., in], weight [out, in], bias [out] -> [..., out] like `x`."""
    if is_compiling() or not _in_bf16.get():
        return F.linear(x, weight, bias)
    product: Tensor = _HalfProduct.apply(x.reshape(-1, x.shape[-1]), weight)  # type: ignore[no-untyped-call]
    product = product.view(*x.shape[:-1], -1)
    return product if bias is None else product + bias


class Linear(nn.Linear):
    """`nn.Linear` whose product is `linear`."""

    def forward(self, x: Tensor) -> Tensor:
        return linear(x, self.weight, self.bias)


def lay_out(weight: Tensor) -> Callable[[Tensor], Tensor]:
    """x [rows, in] -> x @ weight.T for a weight [out, in] that is asked again and again and does not change meanwhile.

    Without gradients. On a CPU oneDNN copies it into the order in which its product reads it: 8,000 outputs of 128
    columns take 1.5 ms, and the product then 2.9 instead of 3.8 ms for 128 rows, 0.3 instead of 0.9 for eight. Rows are
    filled up to a multiple of 8: it writes machine code for every shape, in 0.3 ms, and keeps it.
    """
    weight = weight.detach()
    if weight.dtype != torch.float32 or not weight.is_cpu or not _can_lay_out():
        return partial(F.linear, weight=weight)
    ordered = torch.ops.mkldnn._reorder_linear_weight(weight)  # what torch.compile calls for a frozen model

    def product(x: Tensor) -> Tensor:
        filled = F.pad(x, (0, 0, 0, -len(x) % 8))
        return torch.ops.mkldnn._linear_pointwise(filled, ordered, None, "none", [], "")[: len(x)]  # type: ignore[no-any-return]

    return product


@cache
def _can_lay_out() -> bool:
    """Whether this PyTorch has the two private operations of `lay_out`, and they work on this processor."""
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False
    x, weight = torch.ones(8, 16), torch.eye(16)
    try:
        ordered = torch.ops.mkldnn._reorder_linear_weight(weight)
        return torch.equal(torch.ops.mkldnn._linear_pointwise(x, ordered, None, "none", [], ""), x)
    except (AttributeError, RuntimeError):
        return False


def to_filled_bf16(x: Tensor) -> Tensor:
    """x [rows, width] in bf16, with rows of zeros up to a multiple of `ROWS`."""
    rows, width = x.shape
    filled = torch.empty(-rows // ROWS * -ROWS, width, dtype=torch.bfloat16, device=x.device)
    filled[:rows] = x
    filled[rows:] = 0
    return filled


class _HalfProduct(torch.autograd.Function):
    """x @ weight.T for x [rows, in] and weight [out, in], with all three products of a training step in bf16."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor) -> Tensor:
        filled, half = to_filled_bf16(x), weight.bfloat16()
        ctx.save_for_backward(filled, half)
        return (filled @ half.t())[: x.shape[0]].to(x.dtype)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor]:
        filled, half = ctx.saved_tensors
        gradient = to_filled_bf16(gradients[0])
        d_x = (gradient @ half)[: gradients[0].shape[0]].to(gradients[0].dtype)
        return d_x, (gradient.t() @ filled).to(gradients[0].dtype)
