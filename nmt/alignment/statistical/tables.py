"""What was learned, kept for use: the probabilities of the pairs of words that matter, and an answer for all others.

Of the pairs met in the corpus most turn out to be nothing; they are forgotten. A pair that is not here, because
it was forgotten or because one of its words is new, is as likely as one for which next to nothing was counted:
more if it is spelt alike, and less the better its word is known, which leaves new words to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nmt.alignment.statistical.cells import Batch, Cells, FloatArray, IntArray, Vocabulary
from nmt.alignment.statistical.fitting import Direction
from nmt.alignment.statistical.hmm import Jumps
from nmt.alignment.statistical.lexicon import MIN_PROBABILITY, Spelling, compare_spelling, exp_digamma

# Pairs that are less likely than this in both directions are forgotten.
WORTH_KEEPING = 1e-7
# What is thought to have been counted of a pair that is not here.
FORGOTTEN_COUNT = 0.1


@dataclass(frozen=True, slots=True)
class OneWay:
    """One direction's knowledge. Its owners are the words that bring forth the words of the other side.

    table: [pairs] float32; null: [words] float32; denominators: [owners] float64; jumps: see `Jumps`.
    """

    table: FloatArray
    null: FloatArray
    denominators: FloatArray
    null_denominator: float
    jumps: Jumps

    def null_with(self, n_new: int) -> FloatArray:
        """[words + new words + 1]: what null brings forth; the last is for padding."""
        new = max(float(exp_digamma(np.array([FORGOTTEN_COUNT]))[0]) / self.null_denominator, MIN_PROBABILITY)
        return np.concatenate((self.null, np.full(n_new, new, np.float32), np.ones(1, np.float32)))

    def denominators_with(self, n_new: int) -> FloatArray:
        """[owners + new owners]: new words have been counted next to nothing."""
        return np.concatenate((self.denominators, np.ones(n_new)))


@dataclass(frozen=True)
class Tables:
    """Words, the pairs that are known of them, and both directions.

    keys: [pairs] int64 ascending, source word * number of target words + target word.
    spelling: how much being spelt the same adds to what was counted of a pair.
    """

    src_words: Sequence[str]
    tgt_words: Sequence[str]
    keys: IntArray
    forward: OneWay
    reverse: OneWay
    spelling: float
    null_prior: float

    @staticmethod
    def from_fit(
        words: tuple[Sequence[str], Sequence[str]],
        cells: Cells,
        directions: tuple[Direction, Direction],
        spelling: float,
        null_prior: float,
    ) -> Tables:
        """What is worth keeping of a fit."""
        kept = np.flatnonzero(np.maximum(directions[0].table, directions[1].table) >= WORTH_KEEPING)
        forward, reverse = (
            OneWay(way.table[kept], way.null[:-1], way.denominators, way.null_denominator, way.jumps)
            for way in directions
        )
        return Tables(words[0], words[1], cells.keys[kept], forward, reverse, spelling, null_prior)

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, Vocabulary]:
        """Numbers of the source and of the target words."""
        return Vocabulary(self.src_words), Vocabulary(self.tgt_words)

    @cached_property
    def spellings(self) -> tuple[Spelling, Spelling]:
        """Letters of the source and of the target words."""
        return Spelling(self.src_words), Spelling(self.tgt_words)


class Reader:
    """Looks words up that may partly be new. For the sentences of one call."""

    def __init__(self, tables: Tables, new_words: tuple[Sequence[str], Sequence[str]]) -> None:
        """Args: new_words: source and target words that are numbered on from those of the tables."""
        self._tables = tables
        n_new_src, n_new_tgt = len(new_words[0]), len(new_words[1])
        src_spelling, tgt_spelling = tables.spellings
        self._spellings = src_spelling.extended(new_words[0]), tgt_spelling.extended(new_words[1])
        self._denominators = (
            tables.forward.denominators_with(n_new_src),
            tables.reverse.denominators_with(n_new_tgt),
        )
        self.nulls = tables.forward.null_with(n_new_tgt), tables.reverse.null_with(n_new_src)

    def look_up(self, batch: Batch) -> tuple[FloatArray, FloatArray]:
        """What source words bring forth, and what target words do: [batch, tgt, src] each, 0 at padding."""
        tables, stride = self._tables, self.nulls[0].size
        distinct, places = np.unique(batch.keys(stride), return_inverse=True)  # many pairs of words come often
        src, tgt = np.divmod(distinct, stride)
        n_src, n_tgt = len(tables.src_words), len(tables.tgt_words)
        keys = np.where((src < n_src) & (tgt < n_tgt), src * n_tgt + tgt, -1)
        at = np.searchsorted(tables.keys, keys)
        at[at == len(tables.keys)] = 0
        is_known = tables.keys[at] == keys if len(tables.keys) else np.zeros(len(keys), bool)
        others = np.flatnonzero(~is_known & (distinct >= 0))
        counts = exp_digamma(self._count_unknown(src[others], tgt[others]))
        results = []
        for way, denominators, owners in zip(
            (tables.forward, tables.reverse), self._denominators, (src, tgt), strict=True
        ):
            found = np.zeros(len(distinct), np.float32)
            found[is_known] = way.table[at[is_known]]
            found[others] = np.maximum(counts / denominators[owners[others]], MIN_PROBABILITY)
            results.append(found[places].reshape(batch.shape))
        return results[0], results[1]

    def _count_unknown(self, src: IntArray, tgt: IntArray) -> FloatArray:
        likeness = compare_spelling(*self._spellings, src, tgt).astype(np.float64)
        return FORGOTTEN_COUNT + self._tables.spelling * likeness
