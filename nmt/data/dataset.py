"""A corpus as token ids, ready to be cut into batches.

Both kinds of corpus (this one in memory, and the stream of `nmt.data.streaming`) hand out *parts*: what is
shuffled and batched as one. In memory there is one part an epoch, the whole corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np

from nmt.data.arrays import ColumnBuilder, IntArray, PairArrays, TokenColumn
from nmt.data.corpus import SentencePair
from nmt.data.store import texts_of
from nmt.data.subwords import SubwordSampler
from nmt.errors import DataError
from nmt.tokenizer import Tokenizer, TokenizerPair

# Sentences per call of the tokenizer: enough for speed, few enough that the lists do not show in memory.
CHUNK_SENTENCES = 16_384


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs that are shuffled and batched as one."""

    arrays: PairArrays
    order: IntArray  # the pairs to see, as indices into `arrays`: a weight of 2 lists each of them twice
    is_last: bool  # of its epoch


class Corpus(Protocol):
    """What batches are made from."""

    def read_part(self, epoch: int, part: int) -> Part | None:
        """Part number `part` of the epoch, a pure function of both; None past the epoch's end."""

    def fingerprint(self) -> str:
        """Changes when the content changes."""


class TokenizedCorpus:
    """A corpus that fits in memory, tokenized once, or anew each epoch with subword sampling."""

    def __init__(
        self,
        pairs: Sequence[SentencePair],
        tokenizers: TokenizerPair,
        *,
        arrays: PairArrays | None = None,
        seed: int = 0,
        sampling_alpha: float = 0.0,
        max_pieces: int | None = None,
        epoch_indices: Callable[[int], IntArray] | None = None,
    ) -> None:
        """Tokenize `pairs`; their text is not kept.

        Args:
            arrays: `encode_pairs(pairs, tokenizers)`, if it is at hand already.
            sampling_alpha: > 0 draws other segmentations every epoch, by (seed, epoch).
            max_pieces: a drawn segmentation longer than this gives way to the ordinary one.
            epoch_indices: which pairs an epoch sees (`MixedPairs.epoch_indices`); None = each of them once.

        Raises:
            DataError: there are no pairs.
        """
        if not len(pairs):
            raise DataError("the corpus is empty: no sentence pair is left to learn from or to measure on")
        self.arrays = arrays if arrays is not None else encode_pairs(pairs, tokenizers)
        self._samplers = PairSamplers(tokenizers, sampling_alpha, max_pieces) if sampling_alpha > 0 else None
        self._words = self._samplers.index(pairs) if self._samplers else None
        self._seed = seed
        self._epoch_indices = epoch_indices
        self._fingerprint: str | None = None

    def __len__(self) -> int:
        return len(self.arrays)

    def epoch(self, epoch: int) -> PairArrays:
        """The ids as epoch number `epoch` sees them: a pure function of (seed, epoch)."""
        if self._samplers is None or self._words is None:
            return self.arrays
        return self._samplers.draw(self._words, (self._seed, epoch))

    def read_part(self, epoch: int, part: int) -> Part | None:
        """The whole epoch as its only part."""
        if part > 0:
            return None
        order = self._epoch_indices(epoch) if self._epoch_indices else np.arange(len(self))
        return Part(self.epoch(epoch), order, is_last=True)

    def fingerprint(self) -> str:
        """SHA-256 of all ids, in order."""
        if self._fingerprint is None:
            self._fingerprint = self.arrays.fingerprint()
        return self._fingerprint


class PairSamplers:
    """Subword sampling of both sides, each drawing by a key of its own."""

    def __init__(self, tokenizers: TokenizerPair, alpha: float, max_pieces: int | None) -> None:
        self._src = SubwordSampler(tokenizers.src, alpha)
        self._tgt = SubwordSampler(tokenizers.tgt, alpha)
        self._max_pieces = max_pieces

    def index(self, pairs: Sequence[SentencePair]) -> PairArrays:
        """The pairs as numbers of words, for `draw`."""
        return PairArrays(
            self._src.index(src for src, _ in texts_of(pairs)), self._tgt.index(tgt for _, tgt in texts_of(pairs))
        )

    def draw(self, words: PairArrays, key: tuple[int, ...]) -> PairArrays:
        """Ids of the pieces, a pure function of the pairs and the key."""
        return PairArrays(
            self._src.draw(words.src, (*key, 0), self._max_pieces),
            self._tgt.draw(words.tgt, (*key, 1), self._max_pieces),
        )


def encode_pairs(pairs: Sequence[SentencePair], tokenizers: TokenizerPair) -> PairArrays:
    """Tokenize both sides."""
    return PairArrays(
        encode_column((src for src, _ in texts_of(pairs)), tokenizers.src),
        encode_column((tgt for _, tgt in texts_of(pairs)), tokenizers.tgt),
    )


def encode_column(texts: Iterable[str], tokenizer: Tokenizer) -> TokenColumn:
    """Tokenize many texts into one column."""
    column, texts = ColumnBuilder(tokenizer.vocab_size), iter(texts)
    while chunk := list(islice(texts, CHUNK_SENTENCES)):
        rows = tokenizer.encode_arrays(chunk)
        column.add_column(TokenColumn(np.concatenate(rows), np.cumsum([0, *map(len, rows)])))
    return column.build()
