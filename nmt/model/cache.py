"""What the decoder remembers between steps, held in the open: passed in, returned, reorderable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from nmt.model.cpu_attention import score_of_hidden

# Positions that there is room for at first; each time that the room is used up, it doubles.
FIRST_ROOM = 16

LayerStep = Callable[[Tensor, "DecoderCache"], Tensor]
"""A decoder layer for one position, x [rows, d_model] -> the same shape, which writes itself into the cache."""


class DecoderCache:
    """The state of incremental decoding: one row per hypothesis.

    A memory is kept once for each sentence, not for each of its hypotheses: these ask it side by side, as if they were
    the positions of one target. That needs rows of the same sentence to stand together, and equally many for each
    sentence, as in a beam; where they do not, every row gets a copy.

    Args:
        steps: the decoder's layers for one position, their weights looked up.
        output: hidden states to scores over the vocabulary, likewise.
        memory: keys and values of the memory, [src_len, layers, 2, sentences, heads, d_head].
        src_bias: what is added to the scores to hide the padding, [src_len, sentences, heads]; None = nothing is.
    """

    def __init__(
        self, steps: list[LayerStep], output: Callable[[Tensor], Tensor], memory: Tensor, src_bias: Tensor | None
    ) -> None:
        self.steps, self.output = steps, output
        self.memory, self.src_bias = memory, src_bias
        self.length = 0
        # The target so far. Positions come first, so that those in use are one piece of memory however many there are;
        # the keys of a position are another, which halves the time of an attention, and so are its values.
        self._past = memory.new_empty(FIRST_ROOM, *memory.shape[1:])
        self._sentence = torch.arange(memory.shape[3])  # of each row; on the host, as all that the search decides

    def append(self, layer: int, key_value: Tensor) -> Tensor:
        """Adds one position to a layer's self-attention, [rows, 2, heads, d_head], and returns all so far.

        Returns:
            [len, 2, rows, heads, d_head]
        """
        if self.length == self._past.shape[0]:
            self._past = torch.cat((self._past, torch.empty_like(self._past)))
        self._past[self.length, layer] = key_value.transpose(0, 1)
        return self._past[: self.length + 1, layer]

    def reorder(self, rows: Tensor) -> None:
        """Makes old row `rows[i]` the new row i; rows may be dropped or repeated. In place."""
        device = self.memory.device
        sentence = self._sentence[rows]
        groups, sizes = sentence.unique_consecutive(return_counts=True)  # type: ignore[no-untyped-call]
        if not torch.equal(sizes, sizes[:1].expand_as(sizes)):
            groups = sentence
        if len(groups) != self.memory.shape[3] or not torch.equal(groups, torch.arange(len(groups))):
            kept = groups.to(device)
            self.memory = self.memory.index_select(3, kept)
            self.src_bias = None if self.src_bias is None else self.src_bias.index_select(1, kept)
        self._sentence = torch.arange(len(groups)).repeat_interleave(len(rows) // max(1, len(groups)))
        self._reorder_past(rows.to(device))

    def join(self, other: DecoderCache) -> None:
        """Adds the rows of another cache, of the same model and length, below its own; `other` is used up."""
        if (self.length, self._rows_each) != (other.length, other._rows_each):
            raise ValueError(
                f"join: got a cache of {other.length} positions and {other._rows_each} rows a sentence, "
                f"expected {self.length} and {self._rows_each}"
            )
        src_len = max(len(self.memory), len(other.memory))
        self.src_bias = torch.cat((self._bias_for(src_len), other._bias_for(src_len)), dim=1)
        self.memory = torch.cat((_fill_up(self.memory, 0, src_len), _fill_up(other.memory, 0, src_len)), dim=3)
        self._sentence = torch.cat((self._sentence, self._sentence[-1] + 1 + other._sentence))
        self._past = torch.cat((self._past, other._past), dim=3)

    @property
    def _rows_each(self) -> int:
        """How many rows ask one column of the memory."""
        return self._past.shape[3] // self.memory.shape[3]

    def _bias_for(self, src_len: int) -> Tensor:
        """`src_bias` of a memory that is padded to `src_len`."""
        length, _, _, sentences, heads, _ = self.memory.shape
        bias = self.memory.new_zeros(length, sentences, heads) if self.src_bias is None else self.src_bias
        return _fill_up(bias, 0, src_len, score_of_hidden(bias.dtype))

    def _reorder_past(self, rows: Tensor) -> None:
        # `index_select` copies whole rows, six times quicker than `past[:, :, :, rows]`, which goes number by number.
        room, layers, two, _, *rest = self._past.shape
        past = self._past.new_empty(room, layers, two, len(rows), *rest)
        torch.index_select(self._past[: self.length], 3, rows, out=past[: self.length])
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

    def join(self, other: RecurrentCache) -> None:
        """Adds the rows of another cache, of the same model and length, below its own; `other` is used up."""
        src_len = max(self.annotations.shape[1], other.annotations.shape[1])

        def join(one: Tensor, two: Tensor) -> Tensor:
            return torch.cat((_fill_up(one, 1, src_len), _fill_up(two, 1, src_len)))

        self.state = torch.cat((self.state, other.state), dim=1)
        if self.keys is not None and other.keys is not None:
            self.keys = join(self.keys, other.keys)
            self.src_mask = join(self._mask(), other._mask())
        self.annotations = join(self.annotations, other.annotations)

    def _mask(self) -> Tensor:
        """`src_mask`, written out where all may be attended."""
        if self.src_mask is not None:
            return self.src_mask
        return self.annotations.new_ones(self.annotations.shape[:2], dtype=torch.bool)


def _fill_up(x: Tensor, dim: int, length: int, value: float = 0) -> Tensor:
    """`x` with `value` at the end of a dimension, so that it has that length."""
    shape = list(x.shape)
    shape[dim] = length - shape[dim]
    return torch.cat((x, x.new_full(shape, value)), dim) if shape[dim] else x
