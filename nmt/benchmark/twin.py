"""The same transformer made from `torch.nn`'s own layers, to be measured against. Torch and `task` only.

Post-norm, ReLU, biases, sinusoids added to scaled embeddings, one matrix for both embeddings and the output: section 3
of "Attention Is All You Need". With our weights copied in, its logits are ours (the tests hold it to that).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nmt.benchmark.task import Sizes


class TorchTransformer(nn.Module):
    """`nn.TransformerEncoder` and `nn.TransformerDecoder` between embeddings.

    Args:
        inner_dropout: dropout of attention weights and of the feed-forward network's inside, which `torch.nn` ties to
            `dropout`; our model and Marian drop neither.
    """

    positions: Tensor

    def __init__(self, sizes: Sizes, pad_id: int, dropout: float, inner_dropout: float) -> None:
        super().__init__()
        self.pad_id, self.scale, self.dropout = pad_id, math.sqrt(sizes.d_model), dropout
        shape = (sizes.d_model, sizes.n_heads, sizes.d_ff, dropout)
        encoder = nn.TransformerEncoderLayer(*shape, layer_norm_eps=sizes.norm_epsilon, batch_first=True)
        decoder = nn.TransformerDecoderLayer(*shape, layer_norm_eps=sizes.norm_epsilon, batch_first=True)
        self.encoder = nn.TransformerEncoder(encoder, sizes.n_encoder_layers, enable_nested_tensor=False)
        self.decoder = nn.TransformerDecoder(decoder, sizes.n_decoder_layers)
        self.embedding = nn.Embedding(sizes.vocab_size, sizes.d_model)
        nn.init.normal_(self.embedding.weight, std=sizes.d_model**-0.5)
        self.register_buffer("positions", sinusoids(sizes.max_positions, sizes.d_model), persistent=False)
        for module in self.modules():
            if isinstance(module, nn.MultiheadAttention):
                module.dropout = inner_dropout
            elif isinstance(module, nn.TransformerEncoderLayer | nn.TransformerDecoderLayer):
                module.dropout.p = inner_dropout

    def forward(self, src_ids: Tensor, tgt_in: Tensor) -> Tensor:
        """Logits [batch, tgt_len, vocab]. `torch.nn`'s masks are True where nothing may be attended."""
        padding = src_ids == self.pad_id
        future = torch.ones(tgt_in.shape[1], tgt_in.shape[1], dtype=torch.bool, device=tgt_in.device).triu(1)
        memory = self.encoder(self._embed(src_ids), src_key_padding_mask=padding)
        states = self.decoder(
            self._embed(tgt_in), memory, tgt_mask=future, memory_key_padding_mask=padding, tgt_is_causal=True
        )
        return F.linear(states, self.embedding.weight)

    def _embed(self, ids: Tensor) -> Tensor:
        x = self.embedding(ids) * self.scale + self.positions[: ids.shape[1]]
        return F.dropout(x, self.dropout, self.training)

    def load_ours(self, tensors: dict[str, Tensor]) -> None:
        """Copies weights from our parameters' names to `torch.nn`'s; every one of both must have its counterpart."""
        renamed = {_rename(name): tensor for name, tensor in tensors.items()}
        self.load_state_dict(renamed)


_NAMES = {
    "tgt_embedding.weight": "embedding.weight",
    ".self_attention.in_proj.": ".self_attn.in_proj_",
    ".self_attention.out_proj.": ".self_attn.out_proj.",
    ".cross_attention.in_proj.": ".multihead_attn.in_proj_",
    ".cross_attention.out_proj.": ".multihead_attn.out_proj.",
    ".feed_forward.up.": ".linear1.",
    ".feed_forward.down.": ".linear2.",
    ".self_attention_residual.norm.": ".norm1.",
    ".cross_attention_residual.norm.": ".norm2.",
}


def _rename(name: str) -> str:
    # the decoder has a norm more, before the feed-forward network's
    names = _NAMES | {".feed_forward_residual.norm.": ".norm3." if name.startswith("decoder.") else ".norm2."}
    for ours, theirs in names.items():
        name = name.replace(ours, theirs)
    return name.replace("encoder.", "encoder.layers.", 1).replace("decoder.", "decoder.layers.", 1)


def sinusoids(n_positions: int, d_model: int) -> Tensor:
    """Section 3.5 of the paper, sines in the even columns: [n_positions, d_model]."""
    frequency = 10000.0 ** (-torch.arange(0, d_model, 2, dtype=torch.float32) / d_model)
    angle = torch.arange(n_positions, dtype=torch.float32)[:, None] * frequency
    return torch.stack((angle.sin(), angle.cos()), dim=-1).flatten(1)
