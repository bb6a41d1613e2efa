"""`scaled_dot_product_attention` for a CPU: the same formula and its derivative, in fewer and cheaper operations.

Sentences are short, so that what surrounds the products costs more than they do: scaling and masking are part of the
first product here, and rows of fewer than 16 scores, which PyTorch's softmax leaves to scalar code, are normalised by
vectorised operations (docs/experiments.md).
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

# Floats in a vector register: PyTorch's softmax is quick for rows at least as long.
_LANES = 16


class CpuAttention(torch.autograd.Function):
    """Context and weights from query, key, value [batch, heads, len, d_head] and a boolean mask or None."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        scale = 1.0 / math.sqrt(query.shape[-1])
        q, k, v = query.flatten(0, 1), key.flatten(0, 1), value.flatten(0, 1)  # [batch * heads, len, d_head]
        bias = q.new_zeros(()) if mask is None else _as_bias(mask, query.shape[:2], q.dtype)
        weights = _softmax(torch.baddbmm(bias, q, k.transpose(1, 2), alpha=scale))
        context = torch.bmm(weights, v)
        ctx.save_for_backward(q, k, v, weights)
        ctx.scale, ctx.rows = scale, query.shape[:2]
        weights = weights.view(*ctx.rows, *weights.shape[1:])
        ctx.mark_non_differentiable(weights)
        return context.view_as(query), weights

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        q, k, v, weights = ctx.saved_tensors
        d_context = gradients[0].flatten(0, 1)
        d_scores = _softmax_backward(torch.bmm(d_context, v.transpose(1, 2)), weights)
        zero = q.new_zeros(())
        d_q = torch.baddbmm(zero, d_scores, k, beta=0, alpha=ctx.scale)
        d_k = torch.baddbmm(zero, d_scores.transpose(1, 2), q, beta=0, alpha=ctx.scale)
        d_v = torch.bmm(weights.transpose(1, 2), d_context)
        d_q, d_k, d_v = (gradient.view(*ctx.rows, *gradient.shape[1:]) for gradient in (d_q, d_k, d_v))
        return d_q, d_k, d_v, None


def _as_bias(mask: Tensor, rows: torch.Size, dtype: torch.dtype) -> Tensor:
    """What is added to the scores, [batch * heads or 1, tgt_len or 1, src_len]: nothing, or what nothing survives.

    The lowest finite number, not -inf: a row in which nothing may be attended stays finite.
    """
    bias = torch.zeros(mask.shape, dtype=dtype).masked_fill_(~mask, torch.finfo(dtype).min / 2)
    return bias if mask.dim() == 2 else bias.expand(*rows, -1, -1).flatten(0, 1)


def _softmax(scores: Tensor) -> Tensor:
    """The softmax of each row; `scores` is used up."""
    if scores.shape[-1] >= _LANES:
        return scores.softmax(dim=-1)
    weights = scores.sub_(scores.amax(dim=-1, keepdim=True)).exp_()
    return weights.div_(weights.sum(dim=-1, keepdim=True))


def _softmax_backward(d_weights: Tensor, weights: Tensor) -> Tensor:
    """The gradient of the scores."""
    if weights.shape[-1] >= _LANES:
        return torch._softmax_backward_data(d_weights, weights, -1, weights.dtype)
    d_scores = d_weights.mul_(weights)
    return d_scores.sub_(weights * d_scores.sum(dim=-1, keepdim=True))
