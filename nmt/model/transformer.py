"""The encoder-decoder transformer of "Attention Is All You Need": encode once, decode all at once or step by step."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from nmt.config import ModelConfig
from nmt.model.alignment_heads import AlignmentHeads
from nmt.model.cache import DecoderCache
from nmt.model.cpu_attention import as_bias
from nmt.model.decoder_step import FEW_ROWS, DecoderLayerStep
from nmt.model.dropout import Dropout
from nmt.model.encoder_decoder import AlignedStates, AttentionMaps, EncoderDecoder, Memory
from nmt.model.layers import DecoderLayer, DecoderOutput, EncoderLayer, build_norm
from nmt.model.positions import Rotary, sinusoids
from nmt.products import lay_out

# How much of what it attends to a cross-attention adds to the stream at first. Chosen on the toy's validation pairs.
COPYING = 0.5
# The head of the last decoder layer that can be guided; Marian's choice as well.
GUIDED_HEAD = 0


class Transformer(EncoderDecoder):
    """Attention everywhere: no position waits for the one before it.

    Args:
        config: sizes and kinds of the parts.
        src_vocab_size, tgt_vocab_size: rows of the embedding tables (equal where they are one table).
        pad_id: the id that fills short rows of a batch; nothing ever attends to it.
        with_alignment: give every decoder layer a head that can learn the word alignment.
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
        self.tgt_embedding = nn.Embedding(tgt_vocab_size, config.d_model)
        shared = config.tie_embeddings == "all"
        self.src_embedding = self.tgt_embedding if shared else nn.Embedding(src_vocab_size, config.d_model)
        self.rotary = Rotary(config.d_model // config.n_heads, config.max_positions) if self._is("rotary") else None
        if self._is("learned"):
            self.src_positions = nn.Parameter(torch.empty(config.max_positions, config.d_model))
            self.tgt_positions = nn.Parameter(torch.empty(config.max_positions, config.d_model))
        elif self._is("sinusoidal"):
            self.register_buffer("sinusoids", sinusoids(config.max_positions, config.d_model), persistent=False)
        self.embedding_dropout = Dropout(config.dropout)
        self.encoder = nn.ModuleList(EncoderLayer(config) for _ in range(config.n_encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(config) for _ in range(config.n_decoder_layers))
        # Pre-norm leaves the residual stream unnormalised, so it is normalised once at the end.
        pre = config.norm_placement == "pre"
        self.encoder_norm = build_norm(config) if pre else nn.Identity()
        self.decoder_norm = build_norm(config) if pre else nn.Identity()
        self.output = nn.Linear(config.d_model, tgt_vocab_size, bias=False)
        if config.tie_embeddings != "none":
            self.output.weight = self.tgt_embedding.weight  # Press and Wolf 2017
        self._initialise()
        # Last, so that a seed gives the same translations with and without.
        self.alignment = AlignmentHeads(config.d_model, config.n_decoder_layers) if with_alignment else None

    def encode(self, src_ids: Tensor) -> Memory:
        return self._encode(src_ids, need_weights=False)[0]

    def decode(self, tgt_in: Tensor, memory: Memory) -> Tensor:
        return self._decode(tgt_in, memory, need_weights=False)[0]

    def decode_and_align(self, tgt_in: Tensor, memory: Memory, with_looks: bool = False) -> AlignedStates:
        hidden, outputs = self._decode(tgt_in, memory, need_weights=with_looks)
        cross_weights = outputs[-1].cross_weights if with_looks else None
        looks = None if cross_weights is None else cross_weights[:, GUIDED_HEAD]
        return AlignedStates(hidden, self._align(asked(outputs), tgt_in, memory), looks)

    def forward_with_attention(self, src_ids: Tensor, tgt_in: Tensor) -> tuple[Tensor, AttentionMaps]:
        memory, encoder_self = self._encode(src_ids, need_weights=True)
        hidden, outputs = self._decode(tgt_in, memory, need_weights=True)
        decoder_self = [output.self_weights for output in outputs if output.self_weights is not None]
        cross = [output.cross_weights for output in outputs if output.cross_weights is not None]
        alignment = None if self.alignment is None else self._align(asked(outputs), tgt_in, memory).exp()
        maps = AttentionMaps(torch.stack(encoder_self), torch.stack(decoder_self), torch.stack(cross), alignment)
        return self.logits(hidden), maps

    def start_cache(self, memory: Memory) -> DecoderCache:
        layers = self._decoder_layers()
        # [batch, heads, src_len, d_head], twice for each layer --> [src_len, layers, 2, batch, heads, d_head]
        projected = [
            x.permute(2, 0, 1, 3) for layer in layers for x in layer.cross_attention.project_memory(memory.states)
        ]
        keys_values = torch.unflatten(torch.stack(projected, dim=1), 1, (len(layers), 2))
        steps = [DecoderLayerStep(layer, i, self.rotary) for i, layer in enumerate(layers)]
        # To lay the largest weight out takes longer than is saved in a short sentence or two.
        output = lay_out(self.output.weight) if len(memory.states) > FEW_ROWS else self.logits
        if memory.mask is None:
            return DecoderCache([*steps], output, keys_values, None)
        bias = as_bias(memory.mask[:, 0, 0].t().unsqueeze(2), keys_values.dtype).expand(-1, -1, self.config.n_heads)
        return DecoderCache([*steps], output, keys_values, bias.contiguous())

    def decode_step(self, token_ids: Tensor, cache: DecoderCache) -> Tensor:
        """Logits [rows, vocab] of the token after `token_ids` [rows], given the steps already in `cache`."""
        x = self._embed(token_ids[:, None], self.tgt_embedding, "tgt", cache.length)[:, 0]
        for step in cache.steps:
            x = step(x, cache)
        cache.length += 1
        return cache.output(self.decoder_norm(x))

    def _encode(self, src_ids: Tensor, need_weights: bool) -> tuple[Memory, list[Tensor]]:
        mask = self._mask_padding(src_ids)
        x = self._embed(src_ids, self.src_embedding, "src")
        maps = []
        for layer in self.encoder:
            x, attn_weights = layer(x, mask, self.rotary, need_weights)
            maps.append(attn_weights)
        return Memory(self.encoder_norm(x), mask), maps

    def _decode(self, tgt_in: Tensor, memory: Memory, need_weights: bool) -> tuple[Tensor, list[DecoderOutput]]:
        length = tgt_in.shape[1]
        # Padding stands at the end, so the causal mask hides it from every real position.
        causal_mask = torch.ones(length, length, dtype=torch.bool, device=tgt_in.device).tril()
        x = self._embed(tgt_in, self.tgt_embedding, "tgt")
        outputs = []
        for layer in self.decoder:
            output = layer(x, memory.states, (causal_mask, memory.mask), self.rotary, need_weights)
            outputs.append(output)
            x = output.x
        return self.decoder_norm(x), outputs

    def _embed(self, ids: Tensor, table: nn.Module, side: str, start: int = 0) -> Tensor:
        """Embeddings times sqrt(d_model) (section 3.4), plus positions where they are added."""
        x = table(ids) * math.sqrt(self.config.d_model)
        if not self._is("rotary"):
            positions = self.get_buffer("sinusoids") if self._is("sinusoidal") else getattr(self, f"{side}_positions")
            x = x + positions[start : start + ids.shape[1]].to(x.dtype)
        return self.embedding_dropout(x)  # type: ignore[no-any-return]

    def _is(self, positions: str) -> bool:
        return self.config.positions == positions

    def _decoder_layers(self) -> list[DecoderLayer]:
        return list(self.decoder)  # type: ignore[arg-type]

    def _initialise(self) -> None:
        """Xavier-uniform matrices; those that write to the residual stream shrunk with depth (GPT-2's rule).

        Embeddings have variance 1/d_model, so that scaled inputs and tied outputs both start at variance 1.
        Cross-attention begins by copying: where embeddings of translations are near each other (`nmt.word_vectors`), to
        attend to the right source word is already to speak for its translation.
        """
        depth = 2 * self.config.n_encoder_layers + 3 * self.config.n_decoder_layers
        for name, parameter in self.named_parameters():
            if "embedding" in name or "positions" in name or name == "output.weight":
                nn.init.normal_(parameter, std=self.config.d_model**-0.5)
            elif name.endswith("in_proj.weight"):
                for third in parameter.chunk(3):  # W^Q, W^K and W^V are matrices of their own
                    nn.init.xavier_uniform_(third)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif parameter.dim() == 2:
                writes = name.endswith(("out_proj.weight", "down.weight"))
                nn.init.xavier_uniform_(parameter, gain=(2 / depth) ** 0.5 if writes else 1.0)
        for layer in self._decoder_layers():
            layer.cross_attention.begin_by_copying(COPYING)


def asked(outputs: list[DecoderOutput]) -> Tensor:
    """What every layer asked the memory with, [layers, batch, tgt_len, d_model]."""
    return torch.stack([output.asked for output in outputs])
