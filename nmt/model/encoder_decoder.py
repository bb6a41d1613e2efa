"""What every model of this room can do, whatever it is made of: encode once, decode all at once or step by step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.compiler import is_compiling

from nmt.config import ModelConfig
from nmt.model.alignment_heads import AlignmentHeads, mask_alignable
from nmt.model.cache import DecoderCache, RecurrentCache


class Memory(NamedTuple):
    """What the decoder reads: the encoder's states and which of them are real.

    `states` is [batch, src_len, d_model]; `mask` is bool [batch, 1, 1, src_len], True = a token, None = all are.
    """

    states: Tensor
    mask: Tensor | None

    @property
    def tokens(self) -> Tensor:
        """Which states are real, bool [batch, src_len]."""
        if self.mask is None:
            return torch.ones(self.states.shape[:2], dtype=torch.bool, device=self.states.device)
        return self.mask[:, 0, 0]


class AttentionMaps(NamedTuple):
    """The weights of every layer and head, after the softmax and before dropout: every row sums to 1.

    A model without one of these attentions has no layer of it: its first dimension is 0.
    """

    encoder_self: Tensor  # [layers, batch, heads, src_len, src_len]
    decoder_self: Tensor  # [layers, batch, heads, tgt_len, tgt_len]
    cross: Tensor  # [layers, batch, heads, tgt_len, src_len]
    # What the finished tokens are aligned to, by the head of each layer: the begin mark has no row, and the last column
    # is "no source token". None in a model that did not learn it.
    alignment: Tensor | None = None  # [layers, batch, tgt_len - 1, src_len + 1]


class AlignedStates(NamedTuple):
    """What `decode_and_align` gives."""

    hidden: Tensor  # [batch, tgt_len, d_model]
    log_weights: Tensor  # [layers, batch, tgt_len - 1, src_len + 1], the last column "no source token"; detached
    looks: Tensor | None  # [batch, tgt_len, src_len], one head's attention; row t made the token after tgt_in[t]


class EncoderDecoder(nn.Module, ABC):
    """Maps source ids and the target so far to scores over the next target token.

    Attributes:
        config: sizes and kinds of the parts.
        src_embedding, tgt_embedding: a row of width d_model for each id; one table where both are tied.
        pad_id: the id that fills short rows of a batch; it changes nothing of what is computed for the others.
        output: hidden states to scores.
        alignment: heads that can learn the word alignment, None in a model without.
    """

    config: ModelConfig
    pad_id: int
    src_embedding: nn.Embedding
    tgt_embedding: nn.Embedding
    output: nn.Linear
    alignment: AlignmentHeads | None

    def forward(self, src_ids: Tensor, tgt_in: Tensor) -> Tensor:
        """Logits [batch, tgt_len, vocab] of the token after each of `tgt_in` [batch, tgt_len]."""
        return self.logits(self.decode(tgt_in, self.encode(src_ids)))

    def logits(self, hidden: Tensor) -> Tensor:
        """Scores over the target vocabulary, before the softmax."""
        return self.output(hidden)  # type: ignore[no-any-return]

    @abstractmethod
    def encode(self, src_ids: Tensor) -> Memory:
        """src_ids [batch, src_len], padded with `pad_id`, to the memory."""

    @abstractmethod
    def decode(self, tgt_in: Tensor, memory: Memory) -> Tensor:
        """Hidden states [batch, tgt_len, d_model]; each position sees itself and the ones before."""

    @abstractmethod
    def decode_and_align(self, tgt_in: Tensor, memory: Memory, with_looks: bool = False) -> AlignedStates:
        """`decode`, and where each token after the begin mark comes from, as the head of every layer sees it.

        Args:
            with_looks: also where one head of the last layer looks, which can be guided (`compute_guidance_loss`).
        """

    @abstractmethod
    def forward_with_attention(self, src_ids: Tensor, tgt_in: Tensor) -> tuple[Tensor, AttentionMaps]:
        """`forward`, and every attention of every layer and head."""

    @abstractmethod
    def start_cache(self, memory: Memory) -> DecoderCache | RecurrentCache:
        """An empty cache, one row for each sentence of the memory."""

    @abstractmethod
    def decode_step(self, token_ids: Tensor, cache: Any) -> Tensor:
        """Logits [rows, vocab] of the token after `token_ids` [rows]; `cache` is this model's own, with the past."""

    def _mask_padding(self, src_ids: Tensor) -> Tensor | None:
        """`Memory.mask` of source ids; a compiled step, which cannot ask what they are, masks in any case."""
        is_token = src_ids != self.pad_id
        return None if not is_compiling() and bool(is_token.all()) else is_token[:, None, None, :]

    def _align(self, states: Tensor, tgt_in: Tensor, memory: Memory) -> Tensor:
        """What the heads make of decoder states [layers, batch, tgt_len, d_model]; see `decode_and_align`."""
        if self.alignment is None:
            raise ValueError("this model has no alignment heads; build it with_alignment=True")
        is_tgt_token = tgt_in[:, 1:] != self.pad_id
        return self.alignment(states, memory.states, mask_alignable(memory.tokens), is_tgt_token)  # type: ignore[no-any-return]
