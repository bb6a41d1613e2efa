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
    """Context and weights from query, key, value [batch, heads, len, d_head] and a mask: boolean, a bias, or None."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        q, k, v = query.flatten(0, 1), key.flatten(0, 1), value.flatten(0, 1)  # [batch * heads, len, d_head]
        context, weights = _attend(q, k, v, mask, query.shape[:2])
        ctx.save_for_backward(q, k, v, weights)
        ctx.scale, ctx.rows = 1.0 / math.sqrt(q.shape[-1]), query.shape[:2]
        weights = weights.view(*ctx.rows, *weights.shape[1:])
        ctx.set_materialize_grads(False)  # mostly nothing is asked of the weights themselves
        return context.view_as(query), weights

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor | None) -> tuple[Tensor, Tensor, Tensor, None]:
        q, k, v, weights = ctx.saved_tensors
        of_context, of_weights = gradients
        d_context = torch.zeros_like(q) if of_context is None else of_context.flatten(0, 1)
        d_weights = torch.bmm(d_context, v.transpose(1, 2))
        if of_weights is not None:
            d_weights += of_weights.flatten(0, 1)
        d_scores = _softmax_backward(d_weights, weights)
        zero = q.new_zeros(())
        d_q = torch.baddbmm(zero, d_scores, k, beta=0, alpha=ctx.scale)
        d_k = torch.baddbmm(zero, d_scores.transpose(1, 2), q, beta=0, alpha=ctx.scale)
        d_v = torch.bmm(weights.transpose(1, 2), d_context)
        d_q, d_k, d_v = (gradient.view(*ctx.rows, *gradient.shape[1:]) for gradient in (d_q, d_k, d_v))
        return d_q, d_k, d_v, None


def attend_without_gradient(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
    """What `CpuAttention` computes, for a decoder's step, which is so short that an autograd function's toll shows."""
    q, k, v = query.flatten(0, 1), key.flatten(0, 1), value.flatten(0, 1)
    context, weights = _attend(q, k, v, mask, query.shape[:2])
    return context.view(query.shape), weights.view(*query.shape[:2], *weights.shape[1:])


def as_bias(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What is added to the scores in place of a boolean mask: nothing, or `score_of_hidden`."""
    return torch.zeros(mask.shape, dtype=dtype, device=mask.device).masked_fill_(~mask, score_of_hidden(dtype))


def score_of_hidden(dtype: torch.dtype) -> float:
    """What no score survives when it is added: very low, not -inf, so that a row of nothing else stays finite."""
    return torch.finfo(dtype).min / 2


def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, rows: torch.Size) -> tuple[Tensor, Tensor]:
    """Context and weights from q, k, v [batch * heads, len, d_head]; `rows` is (batch, heads)."""
    bias = q.new_zeros(())
    if mask is not None:
        bias = mask if mask.is_floating_point() else as_bias(mask, q.dtype)
        if bias.dim() == 4:
            bias = bias.expand(*rows, -1, -1).flatten(0, 1)
    weights = softmax_of_short_rows(torch.baddbmm(bias, q, k.transpose(1, 2), alpha=1.0 / math.sqrt(q.shape[-1])))
    return torch.bmm(weights, v), weights


def softmax_of_short_rows(scores: Tensor) -> Tensor:
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
