"""What the decoder remembers between steps, held in the open: passed in, returned, reorderable."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class LayerCache:
    """Keys and values of one decoder layer, [rows, heads, len, d_head] each."""

    cross_key: Tensor
    cross_value: Tensor
    self_key: Tensor | None = None
    self_value: Tensor | None = None

    def append(self, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Adds one step's self-attention key and value and returns all so far."""
        if self.self_key is None or self.self_value is None:
            self.self_key, self.self_value = key, value
        else:
            self.self_key = torch.cat((self.self_key, key), dim=2)
            self.self_value = torch.cat((self.self_value, value), dim=2)
        return self.self_key, self.self_value


@dataclass
class DecoderCache:
    """The state of incremental decoding: one row per hypothesis.

    `sentence` says which source sentence each row belongs to; while it stands still (a beam shuffled within its own
    sentence), the keys and values of the memory need not move.
    """

    layers: list[LayerCache]
    src_mask: Tensor | None  # [rows, 1, 1, src_len]
    sentence: Tensor  # [rows]
    length: int = 0

    def reorder(self, rows: Tensor) -> None:
        """Makes old row `rows[i]` the new row i; rows may be dropped or repeated. In place."""
        sentence = self.sentence[rows]
        memory_moves = not torch.equal(sentence, self.sentence)
        self.sentence = sentence
        if memory_moves and self.src_mask is not None:
            self.src_mask = self.src_mask[rows]
        for layer in self.layers:
            if memory_moves:
                layer.cross_key = layer.cross_key[rows]
                layer.cross_value = layer.cross_value[rows]
            if layer.self_key is not None and layer.self_value is not None:
                layer.self_key = layer.self_key[rows]
                layer.self_value = layer.self_value[rows]


@dataclass
class RecurrentCache:
    """The same for a recurrent decoder, whose whole past is one state: it does not grow."""

    state: Tensor  # [1, rows, d_model], as `nn.GRU` takes it
    annotations: Tensor  # [rows, src_len, d_model], what is attended to; the fixed vector alone where nothing is
    keys: Tensor | None  # [rows, src_len, d_model]
    src_mask: Tensor | None  # [rows, src_len]

    def reorder(self, rows: Tensor) -> None:
        """Makes old row `rows[i]` the new row i; rows may be dropped or repeated. In place."""
        self.state = self.state[:, rows]
        self.annotations = self.annotations[rows]
        self.keys = None if self.keys is None else self.keys[rows]
        self.src_mask = None if self.src_mask is None else self.src_mask[rows]
