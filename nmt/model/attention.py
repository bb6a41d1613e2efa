"""Scaled dot-product and multi-head attention (Vaswani et al. 2017, "Attention Is All You Need", section 3.2).

Masks are boolean and True means "may be attended", the rule of `torch.nn.functional.scaled_dot_product_attention`.
Attention weights are what the softmax gives, before dropout: every row sums to 1.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.compiler import is_compiling

from nmt.model.cpu_attention import CpuAttention, attend_without_gradient
from nmt.model.dropout import Dropout
from nmt.model.positions import Rotary
from nmt.products import Linear, linear_from_heads, linear_to_heads


def scaled_dot_product_attention(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None, dropout: nn.Module | None = None
) -> tuple[Tensor, Tensor]:
    """softmax(Q K^T / sqrt(d_head)) V, equation (1) of the paper, written out.

    This is the one to read, and the reference for `CpuAttention`, which does the same in fewer operations. On a CPU
    both are several times faster than PyTorch's fused kernel at sentence lengths (docs/experiments.md).

    Args:
        query: [batch, heads, tgt_len, d_head].
        key, value: [batch, heads, src_len, d_head].
        mask: bool, broadcastable to [batch, heads, tgt_len, src_len]; True = may be attended; None = all may. Floats
            are added to the scores instead.
        dropout: applied to the weights on their way to the context, not to the weights returned.

    Returns:
        context [batch, heads, tgt_len, d_head] and attn_weights [batch, heads, tgt_len, src_len].
    """
    scores = (query * (1.0 / math.sqrt(query.shape[-1]))) @ key.transpose(-2, -1)
    if mask is not None and mask.is_floating_point():
        scores = scores + mask
    elif mask is not None:
        # The lowest finite number, not -inf: a row in which nothing may be attended stays finite.
        scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    attn_weights = scores.softmax(dim=-1)
    dropped = attn_weights if dropout is None else dropout(attn_weights)
    return dropped @ value, attn_weights


class MultiHeadAttention(nn.Module):
    """Several attentions side by side, each in its own subspace (section 3.2.2).

    One projection holds W^Q, W^K and W^V stacked, in the layout of `nn.MultiheadAttention`: self-attention projects
    its input once, cross-attention uses the first third for the queries and the rest for the memory.
    """

    def __init__(self, d_model: int, n_heads: int, *, dropout: float = 0.0, bias: bool = False) -> None:
        super().__init__()
        self.d_model = d_model
        self.n_heads = n_heads
        self.in_proj = Linear(d_model, 3 * d_model, bias=bias)
        self.out_proj = Linear(d_model, d_model, bias=bias)
        self.dropout = Dropout(dropout)

    @torch.no_grad()
    def begin_by_copying(self, gain: float) -> None:
        """Sets W^V to a random rotation and W^O to `gain` times its inverse: what is attended to is passed on as it is.

        Each head passes on its share of the directions, d_head of them; all heads together the whole.
        """
        nn.init.orthogonal_(self.in_proj.weight[2 * self.d_model :])
        self.out_proj.weight.copy_(gain * self.in_proj.weight[2 * self.d_model :].T)

    def project_self(self, x: Tensor, rotary: Rotary | None, start: int = 0) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values of one sequence, [batch, heads, len, d_head] each; `start` is its first position."""
        query_key, value = torch.split(self._project(x, slice(None)), [2, 1])
        query, key = query_key if rotary is None else rotary(query_key, start)
        return query, key, value[0]

    def project_query(self, x: Tensor) -> Tensor:
        """Queries for a memory, [batch, heads, tgt_len, d_head]."""
        return self._project(x, slice(self.d_model))[0]

    def project_memory(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of a memory, [batch, heads, src_len, d_head] each."""
        key, value = self._project(memory, slice(self.d_model, None))
        return key, value

    def attend(
        self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, need_weights: bool = True
    ) -> tuple[Tensor, Tensor | None]:
        """Attention in every head, then W^O over the concatenated contexts.

        Returns:
            output [batch, tgt_len, d_model]; attn_weights [batch, heads, tgt_len, src_len], or None where the fused
            GPU kernel ran because nobody asked for them.
        """
        attn_weights: Tensor | None
        drops = self.training and self.dropout.rate > 0
        if is_compiling():  # what is written out gets fused, whatever the lengths
            context, attn_weights = scaled_dot_product_attention(query, key, value, mask, self.dropout)
        elif query.device.type == "cpu" and not drops and not torch.is_grad_enabled():
            context, attn_weights = attend_without_gradient(query, key, value, mask)
        elif query.device.type == "cpu" and not drops:
            context, attn_weights = CpuAttention.apply(query, key, value, mask)  # type: ignore[no-untyped-call]
        elif need_weights or query.device.type == "cpu":
            context, attn_weights = scaled_dot_product_attention(query, key, value, mask, self.dropout)
        else:
            rate = self.dropout.rate if drops else 0.0
            context = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=rate)
            attn_weights = None
        return linear_from_heads(context, self.out_proj.weight, self.out_proj.bias), attn_weights

    def _project(self, x: Tensor, outputs: slice) -> Tensor:
        """x [batch, len, d_model] by some of W^Q, W^K, W^V -> [parts, batch, heads, len, d_head]."""
        bias = self.in_proj.bias
        return linear_to_heads(x, self.in_proj.weight[outputs], None if bias is None else bias[outputs], self.n_heads)
