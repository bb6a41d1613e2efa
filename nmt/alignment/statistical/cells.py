"""Parallel sentences laid out for numpy: batches of like length, and a number for each pair of words.

A cell is one target position crossed with one source position of a sentence. Cells of a corpus stand end to end
in flat arrays, batch by batch, each batch padded to [batch, tgt, src]; everything that an aligner knows of a
pair of words is one look-up away: `table[cells.pair]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

IntArray = np.ndarray[Any, np.dtype[Any]]
FloatArray = np.ndarray[Any, np.dtype[Any]]

# Cells and sentences of a batch, at most: its arrays are to stay within the processor's cache.
MAX_CELLS, MAX_SENTENCES = 60_000, 512
# A batch of at least so many sentences is closed when more than this share of its cells would be padding.
ENOUGH_SENTENCES, MAX_PADDING = 64, 0.2
# Sentences are sorted by source length in steps of this, then by target length.
LENGTH_STEP = 4
# How many cells are counted at a time: numpy counts in double precision.
COUNTED_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences side by side. Words are numbers of types, -1 where a sentence has ended."""

    sentences: IntArray  # [batch]: their places in the corpus
    src: IntArray  # [batch, src]
    tgt: IntArray  # [batch, tgt]

    @property
    def shape(self) -> tuple[int, int, int]:
        """[batch, tgt, src]."""
        return len(self.sentences), self.tgt.shape[1], self.src.shape[1]

    @property
    def lengths(self) -> tuple[IntArray, IntArray]:
        """Source and target words of each sentence, [batch] each."""
        return (self.src >= 0).sum(1), (self.tgt >= 0).sum(1)

    def keys(self, n_tgt_types: int) -> IntArray:
        """[batch, tgt, src] int64: one number for each pair of words, -1 at padding."""
        keys: IntArray = self.src[:, None, :] * n_tgt_types + self.tgt[:, :, None]
        keys[(self.src < 0)[:, None, :] | (self.tgt < 0)[:, :, None]] = -1
        return keys


def make_batches(src: Sequence[IntArray], tgt: Sequence[IntArray]) -> Iterator[Batch]:
    """Sentences of like lengths together. Those with an empty side have no cells, and stand in no batch.

    Args:
        src, tgt: numbers of each sentence's words.
    """
    for sentences in _group_by_length([len(words) for words in src], [len(words) for words in tgt]):
        yield Batch(np.array(sentences), _pad([src[k] for k in sentences]), _pad([tgt[k] for k in sentences]))


class Cells:
    """The cells of a corpus. Pair 0 is padding; pairs of words that stand in a sentence together count from 1.

    batches: with the slice of each in the flat arrays; reshaped to the batch's shape it is [batch, tgt, src].
    pair: [cells] int32, the number of each cell's pair.
    keys: [pairs] int64, ascending, which pair it is: source word * n_tgt_types + target word, -1 for padding.
    src_of_pair, tgt_of_pair: [pairs], the pair's two words (0 for padding).
    """

    def __init__(self, src: Sequence[IntArray], tgt: Sequence[IntArray], n_tgt_types: int) -> None:
        """Args: src, tgt: numbers of each sentence's words; n_tgt_types: how many target words there are."""
        self.batches: list[tuple[Batch, slice]] = []
        # Sorted batch by batch: to sort a whole corpus of cells at once takes several times the memory.
        distinct, places, end = [], [np.empty(0, np.int32)], 0
        for batch in make_batches(src, tgt):
            keys, place = np.unique(batch.keys(n_tgt_types), return_inverse=True)
            distinct.append(keys)
            places.append(place.ravel().astype(np.int32))
            self.batches.append((batch, slice(end, end + place.size)))
            end += place.size
        self.keys: IntArray = np.unique(np.concatenate([np.full(1, -1, np.int64), *distinct]))
        for number, keys in enumerate(distinct, start=1):
            places[number] = np.searchsorted(self.keys, keys).astype(np.int32)[places[number]]
        self.pair: IntArray = np.concatenate(places)
        self.src_of_pair, self.tgt_of_pair = np.divmod(np.maximum(self.keys, 0), max(n_tgt_types, 1))

    @property
    def n_pairs(self) -> int:
        """How many pairs there are, padding included."""
        return len(self.keys)

    def count(self, weights: FloatArray) -> FloatArray:
        """For each pair the sum of the weights of its cells, float64; 0 for padding."""
        counts = np.zeros(self.n_pairs)
        for start in range(0, len(self.pair), COUNTED_AT_ONCE):
            these = slice(start, start + COUNTED_AT_ONCE)
            counts += np.bincount(self.pair[these], weights[these], self.n_pairs)
        counts[0] = 0
        return counts


class Vocabulary:
    """Words as numbers from 0, in the order in which they are met."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self.numbers: dict[str, int] = {word: number for number, word in enumerate(words)}

    def __len__(self) -> int:
        return len(self.numbers)

    def add(self, sentences: Sequence[Sequence[str]]) -> list[IntArray]:
        """The numbers of each sentence's words, int64; new words get new ones."""
        numbers = self.numbers
        return [np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64) for words in sentences]

    def look_up(self, sentences: Sequence[Sequence[str]]) -> tuple[list[IntArray], list[str]]:
        """Numbers like `add`, and the words that are not here, numbered on from the last one; nothing is added."""
        numbers, new = self.numbers, dict[str, int]()
        found = []
        for words in sentences:
            row = [numbers.get(word, -1) for word in words]
            if -1 in row:
                row = [
                    len(numbers) + new.setdefault(word, len(new)) if number < 0 else number
                    for word, number in zip(words, row, strict=True)
                ]
            found.append(np.array(row, np.int64))
        return found, list(new)


def _group_by_length(src_lengths: Sequence[int], tgt_lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of sentences, grouped into batches of like lengths."""
    filled = [k for k, lengths in enumerate(zip(src_lengths, tgt_lengths, strict=True)) if min(lengths)]
    filled.sort(key=lambda k: (src_lengths[k] // LENGTH_STEP, tgt_lengths[k], src_lengths[k]))
    group: list[int] = []
    longest_src = longest_tgt = visible = 0
    for k in filled:
        src, tgt = max(longest_src, src_lengths[k]), max(longest_tgt, tgt_lengths[k])
        cells, seen = (len(group) + 1) * src * tgt, visible + src_lengths[k] * tgt_lengths[k]
        is_wasteful = len(group) >= ENOUGH_SENTENCES and seen < (1 - MAX_PADDING) * cells
        if group and (cells > MAX_CELLS or len(group) == MAX_SENTENCES or is_wasteful):
            yield group
            group, src, tgt, seen = [], src_lengths[k], tgt_lengths[k], src_lengths[k] * tgt_lengths[k]
        group.append(k)
        longest_src, longest_tgt, visible = src, tgt, seen
    if group:
        yield group


def _pad(sentences: Sequence[IntArray]) -> IntArray:
    padded = np.full((len(sentences), max(map(len, sentences))), -1, np.int64)
    for row, words in enumerate(sentences):
        padded[row, : len(words)] = words
    return padded
