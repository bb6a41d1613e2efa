"""Matrix products in the number format that the machine is quick at; everything else stays in fp32.

On a GPU, and in a compiled step, this is `torch.autocast`. On a CPU with bf16 instructions autocast gives most of the
gain away: oneDNN, which computes these products, writes machine code for every shape that it has not met, and the row
counts of batches of sentences hardly repeat, so that preparing a product takes several times as long as the product.
Here its rows are filled up to a multiple of `ROWS`; the few shapes there are then are soon known (docs/experiments.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from math import prod
from typing import Any, NamedTuple

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


def linear(x: Tensor, weight: Tensor, bias: Tensor | None = None, *, stays_half: bool = False) -> Tensor:
    """`F.linear`, in the format in force: x [..., in], weight [out, in], bias [out] -> [..., out].

    Args:
        stays_half: leave a result computed in bf16 as it is, for the next product; else it is fp32 again.
    """
    if is_compiling() or not _in_bf16.get():
        return F.linear(x, weight, bias)
    product = _multiply(x, weight, plain(x.shape), plain((*x.shape[:-1], len(weight))), stays_half)
    return product if bias is None else product + bias.to(product.dtype)


def linear_to_heads(x: Tensor, weight: Tensor, bias: Tensor | None, n_heads: int) -> Tensor:
    """`linear` by square matrices, stacked in `weight`: x [batch, len, width] -> [parts, batch, heads, len, d_head]."""
    batch, length, d_model = x.shape
    shape, order = (batch, length, len(weight) // d_model, n_heads, d_model // n_heads), (2, 0, 3, 1, 4)
    if is_compiling() or not _in_bf16.get():
        return F.linear(x, weight, bias).view(shape).permute(order)
    product = _multiply(x, weight, plain(x.shape), Folding(len(weight), shape, order))
    return product if bias is None else product + bias.view(-1, 1, n_heads, 1, shape[-1])


def linear_from_heads(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """`linear` of the heads of x [batch, heads, len, d_head], laid side by side -> [batch, len, out]."""
    batch, n_heads, length, d_head = x.shape
    if is_compiling() or not _in_bf16.get():
        return F.linear(x.transpose(1, 2).flatten(2), weight, bias)
    folding = Folding(n_heads * d_head, (batch, length, n_heads, d_head), (0, 2, 1, 3))
    product = _multiply(x, weight, folding, plain((batch, length, len(weight))))
    return product if bias is None else product + bias


class Linear(nn.Linear):
    """`nn.Linear` whose product is `linear`."""

    def forward(self, x: Tensor, stays_half: bool = False) -> Tensor:
        return linear(x, self.weight, self.bias, stays_half=stays_half)


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
    return plain(x.shape).to_rows(x)


class Folding(NamedTuple):
    """How a tensor is made of the rows of a product: they are cut into `shape`, whose dimensions then stand in `order`.

    To fold and to go from fp32 to bf16 or back is one walk through the numbers here (docs/experiments.md).
    """

    width: int
    shape: tuple[int, ...]
    order: tuple[int, ...]

    def to_rows(self, x: Tensor) -> Tensor:
        """What `x` was folded from, [rows, width] in bf16, with rows of zeros up to a multiple of `ROWS`."""
        rows = prod(self.shape) // self.width
        filled = torch.empty(-rows // ROWS * -ROWS, self.width, dtype=torch.bfloat16, device=x.device)
        filled[:rows].view(self.shape).permute(self.order).copy_(x)
        filled[rows:] = 0
        return filled

    def from_rows(self, filled: Tensor, dtype: torch.dtype) -> Tensor:
        """`filled`, without the rows that filled it up, folded."""
        rows = filled[: prod(self.shape) // self.width]
        return rows.view(self.shape).permute(self.order).to(dtype, memory_format=torch.contiguous_format)


def plain(shape: Sequence[int]) -> Folding:
    """Rows that lie one behind another, the last dimension of `shape` long."""
    return Folding(shape[-1], tuple(shape), tuple(range(len(shape))))


def _multiply(x: Tensor, weight: Tensor, of_x: Folding, of_product: Folding, stays_half: bool = False) -> Tensor:
    dtype = torch.bfloat16 if stays_half else torch.float32
    return _HalfProduct.apply(x, weight, of_x, of_product, dtype)  # type: ignore[no-any-return, no-untyped-call]


class _HalfProduct(torch.autograd.Function):
    """x @ weight.T for the rows of `x` and weight [out, in], with all three products of a training step in bf16."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, of_x: Folding, of_product: Folding, dtype: torch.dtype) -> Tensor:
        rows, half = of_x.to_rows(x), weight.bfloat16()
        ctx.save_for_backward(rows, half)
        ctx.foldings, ctx.dtypes = (of_x, of_product), (x.dtype, weight.dtype)
        return of_product.from_rows(rows @ half.t(), dtype)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, Tensor, None, None, None]:
        rows, half = ctx.saved_tensors
        (of_x, of_product), (dtype, weight_dtype) = ctx.foldings, ctx.dtypes
        gradient = of_product.to_rows(gradients[0])
        d_x = of_x.from_rows(gradient @ half, dtype) if ctx.needs_input_grad[0] else None
        return d_x, (gradient.t() @ rows).to(weight_dtype), None, None, None
