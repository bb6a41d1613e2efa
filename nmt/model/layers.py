"""The encoder layer and the decoder layer (section 3.1), with the feed-forward network they share (section 3.3)."""

from __future__ import annotations

from typing import NamedTuple

import torch.nn.functional as F
from torch import Tensor, nn

from nmt.config import ModelConfig
from nmt.model.attention import MultiHeadAttention
from nmt.model.cache import DecoderCache
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
        hidden = self.up(x)
        match self.activation:
            case "relu":
                hidden = F.relu(hidden)
            case "relu_squared":  # So et al. 2021, "Primer", section 4.2
                hidden = F.relu(hidden).square()
            case "gelu":
                hidden = F.gelu(hidden)
            case "swiglu":
                gate, linear = hidden.chunk(2, dim=-1)
                hidden = F.silu(gate) * linear
        return self.down(self.dropout(hidden))  # type: ignore[no-any-return]


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
        """The whole target at once. `masks` are (causal, source)."""
        causal_mask, src_mask = masks
        query, key, value = self.self_attention.project_self(self.self_attention_residual.before(x), rotary)
        attended, self_weights = self.self_attention.attend(query, key, value, causal_mask, need_weights)
        x = self.self_attention_residual.after(x, attended)
        return self._cross(x, self_weights, self.cross_attention.project_memory(memory), src_mask, need_weights)

    def step(self, x: Tensor, cache: DecoderCache, number: int, rotary: Rotary | None) -> Tensor:
        """One target position, x [rows, 1, d_model]; earlier ones are in the cache, under this layer's number."""
        read = self.self_attention_residual.before(x)
        query, key, value = self.self_attention.project_self(read, rotary, cache.length)
        key, value = cache.append(number, key, value)
        attended, _ = self.self_attention.attend(query, key, value, None, need_weights=False)
        x = self.self_attention_residual.after(x, attended)
        memory = cache.read_memory(number)
        # Hypotheses of one sentence ask its memory together, as positions of one target would: [sentences, n, d_model].
        together = x.view(len(memory[0]), -1, x.shape[-1])
        return self._cross(together, None, memory, cache.src_bias, need_weights=False).x.view_as(x)

    def _cross(
        self,
        x: Tensor,
        self_weights: Tensor | None,
        memory: tuple[Tensor, Tensor],
        src_mask: Tensor | None,
        need_weights: bool,
    ) -> DecoderOutput:
        """The second and third sublayer, the same for one step and for all."""
        asked = self.cross_attention_residual.before(x)
        query = self.cross_attention.project_query(asked)
        attended, cross_weights = self.cross_attention.attend(query, *memory, src_mask, need_weights)
        x = self.cross_attention_residual.after(x, attended)
        x = self.feed_forward_residual.after(x, self.feed_forward(self.feed_forward_residual.before(x)))
        return DecoderOutput(x, asked, self_weights, cross_weights)
