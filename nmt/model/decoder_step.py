"""One target position through a decoder layer, in as few operations as it takes: what a search repeats most.

A step of a small model is two hundred operations of a microsecond or two each, and calling a module or making a view
costs as much. So a search looks the weights up once, and what it repeats is written out here. The readable version is
`DecoderLayer.forward`, which takes all positions at once; a test holds the two together. Nothing is ever dropped here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nmt.model.cache import DecoderCache
from nmt.model.cpu_attention import softmax_of_short_rows
from nmt.model.layers import DecoderLayer, activate
from nmt.model.positions import Rotary
from nmt.products import linear

# At so few rows what a call costs outweighs what is computed.
FEW_ROWS = 8


class DecoderLayerStep:
    """A decoder layer for one position at a time: `step(x, cache)`.

    Args:
        layer: whose weights are used, as they are now.
        number: the layer's, in the cache.
        rotary: turns queries and keys of the self-attention; None = positions are in the embeddings.
    """

    def __init__(self, layer: DecoderLayer, number: int, rotary: Rotary | None) -> None:
        self._number, self._rotary = number, rotary
        own, cross = layer.self_attention, layer.cross_attention
        self._heads = (own.n_heads, own.d_model // own.n_heads)
        self._own_in, self._own_out = _Product.of(own.in_proj), _Product.of(own.out_proj)
        self._cross_in, self._cross_out = _Product.of(cross.in_proj, cross.d_model), _Product.of(cross.out_proj)
        self._up, self._down = _Product.of(layer.feed_forward.up), _Product.of(layer.feed_forward.down)
        self._activation = layer.feed_forward.activation
        residuals = (layer.self_attention_residual, layer.cross_attention_residual, layer.feed_forward_residual)
        self._pre = residuals[0].pre
        self._norms = [_look_up(residual.norm) for residual in residuals]

    def __call__(self, x: Tensor, cache: DecoderCache) -> Tensor:
        """x [rows, d_model] -> the same shape; the position is written into the cache."""
        for sublayer, norm in zip((self._ask_past, self._ask_memory, self._feed_forward), self._norms, strict=True):
            x = x + sublayer(norm(x), cache) if self._pre else norm(x + sublayer(x, cache))
        return x

    def _ask_past(self, x: Tensor, cache: DecoderCache) -> Tensor:
        query_key_value = linear(x, *self._own_in).view(-1, 3, *self._heads)
        if self._rotary is not None:
            turned = self._rotary(query_key_value[:, :2, :, None], cache.length).squeeze(3)
            query_key_value = torch.cat((turned, query_key_value[:, 2:]), dim=1)
        past = cache.append(self._number, query_key_value[:, 1:])
        return linear(attend(query_key_value[:, 0], past), *self._own_out)

    def _ask_memory(self, x: Tensor, cache: DecoderCache) -> Tensor:
        query = linear(x, *self._cross_in).view(-1, *self._heads)
        return linear(attend(query, cache.memory[:, self._number], cache.src_bias), *self._cross_out)

    def _feed_forward(self, x: Tensor, _: DecoderCache) -> Tensor:
        return linear(activate(linear(x, *self._up), self._activation), *self._down)


def attend(query: Tensor, keys_values: Tensor, bias: Tensor | None = None) -> Tensor:
    """Attention of one position: softmax(Q K^T / sqrt(d_head) + bias) V in every head.

    Args:
        query: [groups * n, heads, d_head]; n side by side ask the same keys, as positions of one target would.
        keys_values: [len, 2, groups, heads, d_head].
        bias: [len, groups, heads]; None = nothing is added.

    Returns:
        The contexts side by side, [groups * n, heads * d_head].
    """
    if query.is_cuda or query.shape[0] <= FEW_ROWS:
        return _attend_fused(query, keys_values, bias)
    keys, values = keys_values.unbind(1)
    query = query * (1.0 / math.sqrt(query.shape[-1]))
    if query.shape[0] != keys.shape[1]:
        return _attend_together(query, keys, values, bias)
    # Matrix products of one row each are so small that summing up by hand is quicker.
    scores = (keys * query).sum(-1)  # [len, groups, heads]
    weights = (scores if bias is None else scores.add_(bias)).softmax(0)
    return (weights.unsqueeze(-1) * values).sum(0).flatten(1)


def _attend_fused(query: Tensor, keys_values: Tensor, bias: Tensor | None) -> Tensor:
    """`attend` in the fewest operations."""
    keys, values = keys_values.permute(1, 2, 3, 0, 4).unbind(0)  # [groups, heads, len, d_head]
    groups, heads, _, d_head = keys.shape
    query = query.view(groups, -1, heads, d_head).transpose(1, 2)
    mask = None if bias is None else bias.permute(1, 2, 0).unsqueeze(2)
    context = F.scaled_dot_product_attention(query, keys, values, mask)
    return context.transpose(1, 2).reshape(-1, heads * d_head)


def _attend_together(query: Tensor, keys: Tensor, values: Tensor, bias: Tensor | None) -> Tensor:
    """`attend` by matrix products: queries of one sentence are the rows of one matrix."""
    length, groups, heads, d_head = keys.shape
    # --> [groups * heads, rows of the matrix, d_head]
    query = query.view(groups, -1, heads, d_head).transpose(1, 2).flatten(0, 1)
    keys, values = keys.flatten(1, 2).transpose(0, 1), values.flatten(1, 2).transpose(0, 1)
    scores = torch.bmm(query, keys.transpose(1, 2))
    if bias is not None:
        scores += bias.view(length, -1).t().unsqueeze(1)
    context = torch.bmm(softmax_of_short_rows(scores), values)
    return context.view(groups, heads, -1, d_head).transpose(1, 2).reshape(-1, heads * d_head)


class _Product(NamedTuple):
    """What `linear` multiplies by and adds."""

    weight: Tensor
    bias: Tensor | None

    @staticmethod
    def of(module: nn.Linear, rows: int | None = None) -> _Product:
        """A module's own, or its first `rows` outputs."""
        return _Product(module.weight[:rows], None if module.bias is None else module.bias[:rows])


def _look_up(norm: nn.Module) -> Callable[[Tensor], Tensor]:
    """A norm's function with its weights."""
    if isinstance(norm, nn.LayerNorm):
        return partial(
            F.layer_norm, normalized_shape=norm.normalized_shape, weight=norm.weight, bias=norm.bias, eps=norm.eps
        )
    return norm
