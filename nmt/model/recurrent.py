"""The encoder-decoders that attention was invented for: recurrent, joined by one vector or by attention.

`gru`            the whole source sentence is squeezed into one vector (Cho et al. 2014, "Learning Phrase
                 Representations using RNN Encoder-Decoder"; Sutskever et al. 2014, "Sequence to Sequence Learning")
`gru_attention`  every step of the decoder takes its own mixture of all the encoder's states (Bahdanau et al. 2015,
                 "Neural Machine Translation by Jointly Learning to Align and Translate")

Nothing else differs between the two: what the decoder reads is named c_i below, and is the same at every step in the
first, a weighted sum in the second. Letters are those of Bahdanau et al., appendix A. Three liberties are taken: each
direction of the encoder is half as wide as the decoder, so that a memory has the width of a transformer's; the gated
unit is PyTorch's, whose reset gate acts after the product with U and not before; the first token read is a begin mark,
not a zero vector.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from nmt.config import ModelConfig
from nmt.model.alignment_heads import AlignmentHeads
from nmt.model.cache import RecurrentCache
from nmt.model.dropout import Dropout
from nmt.model.encoder_decoder import AlignedStates, AttentionMaps, EncoderDecoder, Memory
from nmt.products import Linear


class AdditiveAttention(nn.Module):
    """e_ij = v_a^T tanh(W_a s_{i-1} + U_a h_j), alpha_i = softmax(e_i), c_i = sum_j alpha_ij h_j (section 3.1).

    The state that asks has not read the last token yet: this attention is chosen before the step, not in it.
    """

    def __init__(self, d_model: int) -> None:
        super().__init__()
        self.query = nn.Linear(d_model, d_model, bias=False)  # W_a
        self.key = Linear(d_model, d_model, bias=False)  # U_a
        self.energy = nn.Parameter(torch.empty(d_model))  # v_a

    def forward(self, state: Tensor, keys: Tensor, annotations: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """One step of the decoder.

        Args:
            state: [rows, d_model], s_{i-1}.
            keys: [rows, src_len, d_model], U_a h_j: the same at every step, and so made once.
            annotations: [rows, src_len, d_model], h_j.
            mask: bool [rows, src_len], True = may be attended; None = all may.

        Returns:
            context [rows, d_model] and attn_weights [rows, src_len].
        """
        scores = torch.tanh(self.query(state)[:, None] + keys) @ self.energy
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        attn_weights = scores.softmax(dim=-1)
        return (attn_weights[:, None] @ annotations)[:, 0], attn_weights


class DecoderPass(NamedTuple):
    """What came of some steps of the decoder."""

    hidden: Tensor  # [rows, tgt_len, d_model], t_i
    states: Tensor  # [rows, tgt_len, d_model], s_i
    attn_weights: Tensor | None  # [rows, tgt_len, src_len]; None where nothing is attended to


class Decoder(nn.Module):
    """s_i = GRU(s_{i-1}, [E y_{i-1}; c_i]) and a readout; with attention c_i is chosen anew at every step."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        d_model, bias = config.d_model, config.bias
        self.initial = Linear(d_model // 2, d_model, bias=bias)  # W_s
        self.attention = AdditiveAttention(d_model) if config.kind == "gru_attention" else None
        self.gru = nn.GRU(2 * d_model, d_model, bias=bias, batch_first=True)
        self.readout = Linear(3 * d_model, 2 * d_model, bias=bias)  # U_o, V_o and C_o side by side
        self.dropout = Dropout(config.dropout)

    def start(self, memory: Memory) -> RecurrentCache:
        """s_0 = tanh(W_s h_1 of the backward direction), which has read the whole sentence."""
        backward = memory.states[:, 0, memory.states.shape[-1] // 2 :]
        state = torch.tanh(self.initial(backward))[None]
        keys = None if self.attention is None else self.attention.key(memory.states)
        return RecurrentCache(state, memory.states, keys, None if memory.mask is None else memory.tokens)

    def forward(self, y: Tensor, cache: RecurrentCache) -> DecoderPass:
        """Goes on from `cache`, which moves along, over embedded tokens y [rows, tgt_len, d_model]."""
        if self.attention is None:
            contexts, attn_weights = cache.annotations.expand(-1, y.shape[1], -1), None
            states, cache.state = self.gru(torch.cat((y, contexts), dim=-1), cache.state)
        else:
            contexts, states, attn_weights = self._attend(self.attention, y, cache)
        # t_i = maxout of U_o s_i + V_o E y_{i-1} + C_o c_i: of each pair of units the larger.
        pairs = self.readout(torch.cat((states, y, contexts), dim=-1)).unflatten(-1, (-1, 2))
        return DecoderPass(self.dropout(pairs.amax(-1)), states, attn_weights)

    def _attend(self, attention: AdditiveAttention, y: Tensor, cache: RecurrentCache) -> tuple[Tensor, Tensor, Tensor]:
        """Step after step, since what is attended to depends on the state before: contexts, states, attn_weights."""
        assert cache.keys is not None
        steps = []
        for token in torch.split(y, 1, dim=1):
            context, attn_weights = attention(cache.state[0], cache.keys, cache.annotations, cache.src_mask)
            state, cache.state = self.gru(torch.cat((token, context[:, None]), dim=-1), cache.state)
            steps.append((context, state[:, 0], attn_weights))
        contexts, states, weights = (torch.stack(parts, dim=1) for parts in zip(*steps, strict=True))
        return contexts, states, weights


class RecurrentModel(EncoderDecoder):
    """A bidirectional GRU that reads, one that writes, and between them one vector or attention.

    Args:
        config: width, dropout, and the kind: `gru` or `gru_attention`.
        src_vocab_size, tgt_vocab_size: rows of the embedding tables (equal where they are one table).
        pad_id: the id that fills short rows of a batch; no state ever sees it.
        with_alignment: give the decoder a head that can learn the word alignment; it needs attention.
    """

    def __init__(
        self,
        config: ModelConfig,
        src_vocab_size: int,
        tgt_vocab_size: int,
        pad_id: int,
        *,
        with_alignment: bool = False,
    ) -> None:
        super().__init__()
        self.config = config
        self.pad_id = pad_id
        d_model = config.d_model
        self.tgt_embedding = nn.Embedding(tgt_vocab_size, d_model)
        shared = config.tie_embeddings == "all"
        self.src_embedding = self.tgt_embedding if shared else nn.Embedding(src_vocab_size, d_model)
        self.embedding_dropout = Dropout(config.dropout)
        self.encoder = nn.GRU(d_model, d_model // 2, bias=config.bias, batch_first=True, bidirectional=True)
        self.decoder = Decoder(config)
        self.output = nn.Linear(d_model, tgt_vocab_size, bias=False)  # W_o
        if config.tie_embeddings != "none":
            self.output.weight = self.tgt_embedding.weight  # Press and Wolf 2017
        self._initialise()
        if with_alignment and self.decoder.attention is None:
            raise ValueError("a decoder that sees one vector cannot be aligned; build it without alignment")
        # Last, so that a seed gives the same translations with and without.
        self.alignment = AlignmentHeads(d_model, 1) if with_alignment else None

    def encode(self, src_ids: Tensor) -> Memory:
        x = self._embed(src_ids, self.src_embedding)
        lengths = (src_ids != self.pad_id).sum(1)
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        states, last = self.encoder(packed)
        if self.decoder.attention is None:
            # The bottleneck: what each direction knows at its end, and nothing of the way there.
            return Memory(torch.cat((last[0], last[1]), dim=-1)[:, None], None)
        annotations, _ = pad_packed_sequence(states, batch_first=True, total_length=src_ids.shape[1])
        return Memory(annotations, self._mask_padding(src_ids))

    def decode(self, tgt_in: Tensor, memory: Memory) -> Tensor:
        return self._decode(tgt_in, memory).hidden

    def decode_and_align(self, tgt_in: Tensor, memory: Memory, with_looks: bool = False) -> AlignedStates:
        run = self._decode(tgt_in, memory)
        looks = run.attn_weights if with_looks else None
        return AlignedStates(run.hidden, self._align(run.states[None], tgt_in, memory), looks)

    def forward_with_attention(self, src_ids: Tensor, tgt_in: Tensor) -> tuple[Tensor, AttentionMaps]:
        memory = self.encode(src_ids)
        run = self._decode(tgt_in, memory)
        batch, tgt_len = tgt_in.shape
        src_len = src_ids.shape[1]

        def none(rows: int, columns: int) -> Tensor:
            return run.hidden.new_zeros(0, batch, 1, rows, columns)

        cross = none(tgt_len, src_len) if run.attn_weights is None else run.attn_weights[None, :, None]
        alignment = None if self.alignment is None else self._align(run.states[None], tgt_in, memory).exp()
        return self.logits(run.hidden), AttentionMaps(none(src_len, src_len), none(tgt_len, tgt_len), cross, alignment)

    def start_cache(self, memory: Memory) -> RecurrentCache:
        return self.decoder.start(memory)

    def decode_step(self, token_ids: Tensor, cache: RecurrentCache) -> Tensor:
        run: DecoderPass = self.decoder(self._embed(token_ids[:, None], self.tgt_embedding), cache)
        return self.logits(run.hidden[:, 0])

    def _decode(self, tgt_in: Tensor, memory: Memory) -> DecoderPass:
        return self.decoder(self._embed(tgt_in, self.tgt_embedding), self.start_cache(memory))  # type: ignore[no-any-return]

    def _embed(self, ids: Tensor, table: nn.Module) -> Tensor:
        """Embeddings times sqrt(d_model), as in the transformer, so that an output tied to them starts small."""
        return self.embedding_dropout(table(ids) * math.sqrt(self.config.d_model))  # type: ignore[no-any-return]

    def _initialise(self) -> None:
        """Recurrent matrices orthogonal, gate by gate (appendix B.1); the others as the transformer's."""
        d_model = self.config.d_model
        for name, parameter in self.named_parameters():
            if "embedding" in name or name in ("output.weight", "decoder.attention.energy"):
                nn.init.normal_(parameter, std=d_model**-0.5)
            elif "bias" in name:
                nn.init.zeros_(parameter)
            elif "gru.weight" in name or name.startswith("encoder."):
                for gate in parameter.chunk(3):
                    fill = nn.init.orthogonal_ if "weight_hh" in name else nn.init.xavier_uniform_
                    fill(gate)
            else:
                nn.init.xavier_uniform_(parameter)
