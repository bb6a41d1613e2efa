"""The encoder layer and the decoder layer (section 3.1), with the feed-forward network they share (section 3.3)."""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn

from nmt.config import ModelConfig
from nmt.model.attention import MultiHeadAttention
from nmt.model.dropout import Dropout
from nmt.model.positions import Rotary
from nmt.products import Linear

NORM_EPSILON = 1e-6


def build_norm(config: ModelConfig) -> nn.Module:
    """LayerNorm (Ba et al. 2016), or RMSNorm (Zhang and Sennrich 2019), which leaves the mean alone."""
    if config.norm == "rmsnorm":
        return nn.RMSNorm(config.d_model, eps=NORM_EPSILON)
    return nn.LayerNorm(config.d_model, eps=NORM_EPSILON, bias=config.bias)


class FeedForward(nn.Module):
    """W2 activation(W1 x): two linear maps at every position. `swiglu` gates one half by the other (Shazeer 2020)."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.activation = config.activation
        inner = 2 * config.d_ff if config.activation == "swiglu" else config.d_ff
        self.up = Linear(config.d_model, inner, bias=config.bias)
        self.down = Linear(config.d_ff, config.d_model, bias=config.bias)
        self.dropout = Dropout(config.activation_dropout)

    def forward(self, x: Tensor) -> Tensor:
        inner = self.up(x, stays_half=True)  # what is computed in bf16 would be bf16 again one line later
        return self.down(self.dropout(activate(inner, self.activation)))  # type: ignore[no-any-return]


def activate(hidden: Tensor, activation: str) -> Tensor:
    """[..., inner] -> [..., d_ff], by the name of the activation."""
    match activation:
        case "relu":
            return F.relu(hidden)
        case "relu_squared":  # So et al. 2021, "Primer", section 4.2
            return F.relu(hidden).square()
        case "gelu":
            return F.gelu(hidden)
    gate, linear = hidden.chunk(2, dim=-1)
    return F.silu(gate) * linear


class Residual(nn.Module):
    """x + sublayer(norm(x)), or norm(x + sublayer(x)) as in the paper: where the norm stands is `norm_placement`."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.pre = config.norm_placement == "pre"
        self.norm = build_norm(config)
        self.dropout = Dropout(config.dropout)

    def before(self, x: Tensor) -> Tensor:
        """What the sublayer reads."""
        return self.norm(x) if self.pre else x

    def after(self, x: Tensor, output: Tensor) -> Tensor:
        """The stream with the sublayer's output added."""
        x = x + self.dropout(output)
        return x if self.pre else self.norm(x)


class EncoderLayer(nn.Module):
    """Self-attention, then the feed-forward network."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        d_model, n_heads, rate, bias = config.d_model, config.n_heads, config.attention_dropout, config.bias
        self.self_attention = MultiHeadAttention(d_model, n_heads, dropout=rate, bias=bias)
        self.self_attention_residual = Residual(config)
        self.feed_forward = FeedForward(config)
        self.feed_forward_residual = Residual(config)

    def forward(
        self, x: Tensor, mask: Tensor | None, rotary: Rotary | None, need_weights: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """x [batch, src_len, d_model] -> the same shape, and self attn_weights [batch, heads, src_len, src_len]."""
        query, key, value = self.self_attention.project_self(self.self_attention_residual.before(x), rotary)
        attended, attn_weights = self.self_attention.attend(query, key, value, mask, need_weights)
        x = self.self_attention_residual.after(x, attended)
        x = self.feed_forward_residual.after(x, self.feed_forward(self.feed_forward_residual.before(x)))
        return x, attn_weights


class DecoderOutput(NamedTuple):
    """A decoder layer's stream, what it asked the memory with, and its two attentions (None if unwanted)."""

    x: Tensor  # [batch, tgt_len, d_model]
    asked: Tensor  # [batch, tgt_len, d_model], what the cross-attention's queries are made from
    self_weights: Tensor | None  # [batch, heads, tgt_len, tgt_len]
    cross_weights: Tensor | None  # [batch, heads, tgt_len, src_len]


class DecoderLayer(nn.Module):
    """Self-attention over the target so far, cross-attention to the memory, then the feed-forward network."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        d_model, n_heads, rate, bias = config.d_model, config.n_heads, config.attention_dropout, config.bias
        self.self_attention = MultiHeadAttention(d_model, n_heads, dropout=rate, bias=bias)
        self.self_attention_residual = Residual(config)
        self.cross_attention = MultiHeadAttention(d_model, n_heads, dropout=rate, bias=bias)
        self.cross_attention_residual = Residual(config)
        self.feed_forward = FeedForward(config)
        self.feed_forward_residual = Residual(config)

    def forward(
        self,
        x: Tensor,
        memory: Tensor,
        masks: tuple[Tensor | None, Tensor | None],
        rotary: Rotary | None,
        need_weights: bool = False,
    ) -> DecoderOutput:
        """The whole target at once. `masks` are (causal, source). One position at a time: `DecoderLayerStep`."""
        causal_mask, src_mask = masks
        query, key, value = self.self_attention.project_self(self.self_attention_residual.before(x), rotary)
        attended, self_weights = self.self_attention.attend(query, key, value, causal_mask, need_weights)
        x = self.self_attention_residual.after(x, attended)
        asked = self.cross_attention_residual.before(x)
        query = self.cross_attention.project_query(asked)
        key, value = self.cross_attention.project_memory(memory)
        attended, cross_weights = self.cross_attention.attend(query, key, value, src_mask, need_weights)
        x = self.cross_attention_residual.after(x, attended)
        x = self.feed_forward_residual.after(x, self.feed_forward(self.feed_forward_residual.before(x)))
        return DecoderOutput(x, asked, self_weights, cross_weights)
