"""What the decoder remembers between steps, held in the open: passed in, returned, reorderable."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

# Positions that there is room for at first; each time that the room is used up, it doubles.
FIRST_ROOM = 16


class DecoderCache:
    """The state of incremental decoding: one row per hypothesis.

    A memory is kept once for each sentence, not for each of its hypotheses: these ask it side by side, as if they were
    the positions of one target. That needs rows of the same sentence to stand together, and equally many for each
    sentence, as in a beam; where they do not, every row gets a copy.

    Args:
        memory: keys and values of the memory, [2 * layers, sentences, heads, src_len, d_head]: layer by layer, first
            the keys.
        src_bias: what is added to the scores to hide the padding, [sentences, heads, 1, src_len]; None = nothing is.
    """

    def __init__(self, memory: Tensor, src_bias: Tensor | None) -> None:
        layers, sentences, heads, _, d_head = memory.shape
        self.memory, self.src_bias = memory, src_bias
        self.length = 0
        # The target so far. Positions come first, so that those in use are one piece of memory however many there are.
        self._past = memory.new_empty(FIRST_ROOM, layers, sentences, heads, d_head)
        self._sentence = torch.arange(sentences)  # of each row; on the host, as all that the search decides

    def read_memory(self, layer: int) -> tuple[Tensor, Tensor]:
        """Keys and values of the memory for one layer, [sentences, heads, src_len, d_head] each."""
        return self.memory[2 * layer], self.memory[2 * layer + 1]

    def append(self, layer: int, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        """Adds one position to a layer's self-attention, [rows, heads, 1, d_head] each, and returns all so far."""
        if self.length == len(self._past):
            self._past = torch.cat((self._past, torch.empty_like(self._past)))
        self._past[self.length, 2 * layer] = key[:, :, 0]
        self._past[self.length, 2 * layer + 1] = value[:, :, 0]
        past = self._past[: self.length + 1, 2 * layer : 2 * layer + 2]
        keys, values = past.permute(1, 2, 3, 0, 4)
        return keys, values

    def reorder(self, rows: Tensor) -> None:
        """Makes old row `rows[i]` the new row i; rows may be dropped or repeated. In place."""
        device = self.memory.device
        sentence = self._sentence[rows]
        groups, sizes = sentence.unique_consecutive(return_counts=True)  # type: ignore[no-untyped-call]
        if not torch.equal(sizes, sizes[:1].expand_as(sizes)):
            groups = sentence
        if len(groups) != self.memory.shape[1] or not torch.equal(groups, torch.arange(len(groups))):
            kept = groups.to(device)
            self.memory = self.memory.index_select(1, kept)
            self.src_bias = None if self.src_bias is None else self.src_bias.index_select(0, kept)
        self._sentence = torch.arange(len(groups)).repeat_interleave(len(rows) // max(1, len(groups)))
        self._reorder_past(rows.to(device))

    def _reorder_past(self, rows: Tensor) -> None:
        # `index_select` copies whole rows, six times quicker than `past[:, :, rows]`, which goes number by number.
        room, layers, _, *rest = self._past.shape
        past = self._past.new_empty(room, layers, len(rows), *rest)
        torch.index_select(self._past[: self.length], 2, rows, out=past[: self.length])
        self._past = past


@dataclass
class RecurrentCache:
    """The same for a recurrent decoder, whose whole past is one state: it does not grow."""

    state: Tensor  # [1, rows, d_model], as `nn.GRU` takes it
    annotations: Tensor  # [rows, src_len, d_model], what is attended to; the fixed vector alone where nothing is
    keys: Tensor | None  # [rows, src_len, d_model]
    src_mask: Tensor | None  # [rows, src_len]

    def reorder(self, rows: Tensor) -> None:
        """Makes old row `rows[i]` the new row i; rows may be dropped or repeated. In place."""
        rows = rows.to(self.state.device)
        self.state = self.state[:, rows]
        self.annotations = self.annotations[rows]
        self.keys = None if self.keys is None else self.keys[rows]
        self.src_mask = None if self.src_mask is None else self.src_mask[rows]
