"""Batches of about equally many tokens, from sentences of about equal length.

The order is a pure function of the lengths and (seed, epoch); see `nmt.data.steps` for who takes which batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nmt.data.arrays import IntArray, PairArrays, TokenColumn
from nmt.tokenizer import SpecialIds

# Sorting all sentences by length would put the same ones together in every epoch; sorting none would pad a
# third of every batch. Windows of this many batches pad hardly more than the full sort (Multi30k, batches of
# 4,096 tokens: 6 %; of 1,024 tokens: 3 %).
WINDOW_BATCHES = 256
# Steps among which batches are exchanged so that those of one step hold about as many positions: processes wait for the
# one with most. By counting (the toy, an estimate of what a position costs) 2.6 % of the time for two processes and 7 %
# for eight; among 8 steps 0.9 and 1.6 %. Among all it would be 0.4 %, and a step had sentences of one length.
EVEN_STEPS = 8
# Positions that a batch may hold on its longer side, as a multiple of its budget of target tokens.
POSITIONS_PER_TOKEN = 1.5


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentence pairs as padded int64 tensors. It can have no rows: a share of a step too small to divide."""

    src_ids: Tensor  # [batch, src_len] pieces, eos, padding
    tgt_in: Tensor  # [batch, tgt_len] bos, pieces, padding
    tgt_out: Tensor  # [batch, tgt_len] pieces, eos, padding
    n_tokens: int  # target tokens to predict: pieces and eos, no padding
    indices: list[int]  # which pairs of the corpus (for a stream: of its part) these rows are

    def __len__(self) -> int:
        return len(self.indices)

    def to(self, device: torch.device | str) -> Batch:
        """The same batch on another device."""
        tensors = [self.src_ids, self.tgt_in, self.tgt_out]
        if torch.device(device).type == "cuda":  # from pinned memory a GPU fetches by itself, while work goes on here
            tensors = [ids.pin_memory() for ids in tensors]
        src_ids, tgt_in, tgt_out = (ids.to(device, non_blocking=True) for ids in tensors)
        return Batch(src_ids, tgt_in, tgt_out, self.n_tokens, self.indices)


def plan_epoch(
    src_lengths: IntArray,
    tgt_lengths: IntArray,
    *,
    max_tokens: int,
    seed: int,
    epoch: int,
    part: int = 0,
    per_step: int = 1,
) -> list[IntArray]:
    """Cut all pairs into batches of at most `max_tokens` target tokens, of sentences of about equal length.

    Shuffle, sort within windows, cut, shuffle the batches, even out what stands together in a step. Padding does not
    count as tokens, but bounds the memory: rows x longest sentence of either side stays within 1.5 x `max_tokens`. A
    pair longer than that is a batch by itself.

    Args:
        src_lengths, tgt_lengths: pieces of each pair, [pairs]; begin and end marks are counted here.
        seed, epoch, part: the plan is a pure function of these and the lengths.
        per_step: how many batches one after another make a step, see `group_steps`.

    Returns:
        Indices of the pairs of each batch; every pair is in exactly one.
    """
    rng = np.random.default_rng([seed, epoch, part])
    order = rng.permutation(len(src_lengths))
    src, tgt = src_lengths[order].astype(np.int64) + 1, tgt_lengths[order].astype(np.int64) + 1
    window = (tgt.cumsum() - 1) // (max_tokens * WINDOW_BATCHES)
    # Target lengths rise in one window and fall in the next, source lengths rise within one target length and
    # fall within the next: so no batch straddles a jump, and batches are cut without regard to windows.
    order = order[np.lexsort((np.where(tgt % 2, -src, src), np.where(window % 2, -tgt, tgt), window))]
    batches = _cut(order, src_lengths[order] + 1, tgt_lengths[order] + 1, max_tokens)
    shuffled = [batches[i] for i in rng.permutation(len(batches))]
    return shuffled if per_step == 1 else _even_out(shuffled, src_lengths, tgt_lengths, per_step * EVEN_STEPS)


def _even_out(batches: list[IntArray], src: IntArray, tgt: IntArray, window: int) -> list[IntArray]:
    """The same batches, within each `window` of them sorted by the positions they hold, padding included."""
    positions = [len(batch) * (int(src[batch].max()) + int(tgt[batch].max()) + 2) for batch in batches]
    order = sorted(range(len(batches)), key=lambda i: (i // window, positions[i]))
    return [batches[i] for i in order]


def _cut(order: IntArray, src: IntArray, tgt: IntArray, max_tokens: int) -> list[IntArray]:
    """Runs of `order` as long as the budget of tokens and the limit on positions allow."""
    max_positions = int(POSITIONS_PER_TOKEN * max_tokens)
    longer = np.maximum(src, tgt)
    batches, start = [], 0
    while start < len(order):
        ahead = slice(start, start + max_positions // int(longer[start]) + 1)
        positions = np.maximum.accumulate(longer[ahead])
        positions *= np.arange(1, len(positions) + 1)
        rows = min(
            int(np.searchsorted(positions, max_positions, side="right")),
            int(np.searchsorted(tgt[ahead].cumsum(), max_tokens, side="right")),
        )
        batches.append(order[start : start + max(1, rows)])
        start += max(1, rows)
    return batches


def group_steps(batches: Sequence[IntArray], per_step: int) -> list[list[IntArray]]:
    """Steps of exactly `per_step` batches each, in order.

    If the last step has too few, its largest batches are halved; if that step has fewer pairs than
    `per_step`, empty batches fill it up, so that every process takes part in every step.
    """
    steps = [list(batches[i : i + per_step]) for i in range(0, len(batches), per_step)]
    while steps and len(steps[-1]) < per_step:
        last = steps[-1]
        largest = max(range(len(last)), key=lambda i: len(last[i]))
        batch = last.pop(largest)
        half = (len(batch) + 1) // 2
        last += [batch[:half], batch[half:]]
    return steps


def padding_fraction(batches: Sequence[IntArray], src_lengths: IntArray, tgt_lengths: IntArray) -> float:
    """Share of the positions of both sides that hold padding: what the plan wastes."""
    filled = sum(int((lengths[b] + 1).sum()) for b in batches for lengths in (src_lengths, tgt_lengths))
    total = sum(len(b) * int(lengths[b].max() + 1) for b in batches if len(b) for lengths in (src_lengths, tgt_lengths))
    return 1 - filled / total if total else 0.0


def make_batch(arrays: PairArrays, indices: IntArray, ids: SpecialIds) -> Batch:
    """Pad the pairs at `indices` into one batch; the marks go where `Batch` says."""
    src_ids = _padded(arrays.src, indices, ids.pad_id, last=ids.eos_id)
    tgt_in = _padded(arrays.tgt, indices, ids.pad_id, first=ids.bos_id)
    tgt_out = _padded(arrays.tgt, indices, ids.pad_id, last=ids.eos_id)
    n_tokens = int((arrays.tgt.offsets[indices + 1] - arrays.tgt.offsets[indices] + 1).sum())
    return Batch(src_ids, tgt_in, tgt_out, n_tokens, indices.tolist())


def _padded(
    column: TokenColumn, indices: IntArray, pad_id: int, *, first: int | None = None, last: int | None = None
) -> Tensor:
    """[rows, longest + 1] of the sentences at `indices`, with `first` before or `last` after each."""
    rows = column.select(indices)
    lengths = rows.lengths
    padded = np.full((len(indices), int(lengths.max(initial=0)) + 1), pad_id, np.int64)
    shift = 0 if first is None else 1
    positions = np.arange(padded.shape[1] - 1)
    padded[:, shift : padded.shape[1] - 1 + shift][positions < lengths[:, None]] = rows.ids
    if first is not None:
        padded[:, 0] = first
    if last is not None:
        padded[np.arange(len(indices)), lengths] = last
    return torch.from_numpy(padded)
