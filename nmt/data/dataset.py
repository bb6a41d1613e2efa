"""A corpus as token ids, in a few flat arrays: 2 bytes a token and 16 a pair instead of Python lists.

Both kinds of corpus (this one in memory, and the stream of `nmt.data.streaming`) hand out *parts*: what is
shuffled and batched as one. In memory there is one part an epoch, the whole corpus.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from nmt.data.corpus import SentencePair
from nmt.errors import DataError
from nmt.tokenizer import Tokenizer, TokenizerPair

IntArray = np.ndarray[Any, np.dtype[Any]]

# Sentences per call of the tokenizer: enough for speed, few enough that the lists do not show in memory.
CHUNK_SENTENCES = 16_384


@dataclass(frozen=True, slots=True)
class TokenColumn:
    """Token ids of many sentences end to end: sentence i is `ids[offsets[i]:offsets[i + 1]]`."""

    ids: IntArray  # [tokens] uint16, or int32 where the vocabulary needs it
    offsets: IntArray  # [sentences + 1] int64

    @classmethod
    def encode(
        cls, texts: Iterable[str], tokenizer: Tokenizer, sampling: Sampling | None = None
    ) -> TokenColumn:
        """Tokenize the texts, drawing the segmentations where `sampling` is given."""
        dtype = np.uint16 if tokenizer.vocab_size <= 1 << 16 else np.int32
        ids: list[IntArray] = [np.empty(0, dtype)]
        lengths: list[IntArray] = [np.zeros(1, np.int64)]
        for number, chunk in enumerate(_chunks(texts)):
            rows = sampling.encode(chunk, tokenizer, number) if sampling else tokenizer.encode_arrays(chunk)
            ids.append(np.concatenate(rows).astype(dtype))
            lengths.append(np.fromiter(map(len, rows), np.int64, len(rows)))
        return cls(np.concatenate(ids), np.concatenate(lengths).cumsum())

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> list[int]:
        return self.ids[self.offsets[index] : self.offsets[index + 1]].tolist()  # type: ignore[no-any-return]

    @property
    def lengths(self) -> IntArray:
        """Pieces per sentence, [sentences]."""
        return np.diff(self.offsets)

    def select(self, indices: IntArray) -> TokenColumn:
        """A new column of the sentences at `indices`, in that order."""
        lengths = self.offsets[indices + 1] - self.offsets[indices]
        offsets = np.concatenate([np.zeros(1, np.int64), lengths.cumsum()])
        positions = np.repeat(self.offsets[indices] - offsets[:-1], lengths) + np.arange(offsets[-1])
        return TokenColumn(self.ids[positions], offsets)


@dataclass(frozen=True, slots=True)
class PairArrays:
    """Token ids of sentence pairs, without begin and end marks."""

    src: TokenColumn
    tgt: TokenColumn

    def __len__(self) -> int:
        return len(self.src)

    def select(self, indices: IntArray) -> PairArrays:
        """The pairs at `indices`, in that order."""
        return PairArrays(self.src.select(indices), self.tgt.select(indices))

    def fingerprint(self) -> str:
        """SHA-256 of every id and length, in order."""
        digest = hashlib.sha256()
        for column in (self.src, self.tgt):
            digest.update(np.ascontiguousarray(column.offsets, "<i8").data)
            digest.update(np.ascontiguousarray(column.ids, "<i4").data)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Sampling:
    """Subword sampling whose result depends on its `key` and nothing else (Kudo 2018)."""

    alpha: float
    key: tuple[int, ...]  # seed, epoch, part, side
    max_pieces: int | None = None  # a longer draw gives way to the ordinary segmentation

    def encode(self, texts: Sequence[str], tokenizer: Tokenizer, chunk: int) -> list[IntArray]:
        """Ids of the chunk's texts."""
        seed = int(np.random.SeedSequence([*self.key, chunk]).generate_state(1)[0])
        rows: list[IntArray] = list(tokenizer.encode_arrays(texts, self.alpha, seed))
        if self.max_pieces is not None:
            too_long = [i for i, row in enumerate(rows) if len(row) > self.max_pieces]
            plain = tokenizer.encode_arrays([texts[i] for i in too_long])
            for i, row in zip(too_long, plain, strict=True):
                rows[i] = row
        return rows


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
        seed: int = 0,
        sampling_alpha: float = 0.0,
        max_pieces: int | None = None,
        epoch_indices: Callable[[int], IntArray] | None = None,
    ) -> None:
        """Tokenize `pairs`; the text is kept only if sampling will need it.

        Args:
            sampling_alpha: > 0 draws other segmentations every epoch, by (seed, epoch).
            max_pieces: a drawn segmentation longer than this gives way to the ordinary one.
            epoch_indices: which pairs an epoch sees (`MixedPairs.epoch_indices`); None = each of them once.

        Raises:
            DataError: there are no pairs.
        """
        if not len(pairs):
            raise DataError("the corpus is empty: no sentence pair is left to learn from or to measure on")
        self.arrays = encode_pairs(pairs, tokenizers)
        self._tokenizers = tokenizers
        self._seed = seed
        self._alpha = sampling_alpha
        self._max_pieces = max_pieces
        self._pairs = pairs if sampling_alpha > 0 else None
        self._epoch_indices = epoch_indices
        self._fingerprint: str | None = None

    def __len__(self) -> int:
        return len(self.arrays)

    def epoch(self, epoch: int) -> PairArrays:
        """The ids as epoch number `epoch` sees them: a pure function of (seed, epoch)."""
        if self._pairs is None:
            return self.arrays
        sampling = Sampling(self._alpha, (self._seed, epoch, 0), self._max_pieces)
        return encode_pairs(self._pairs, self._tokenizers, sampling)

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


def encode_pairs(
    pairs: Sequence[SentencePair], tokenizers: TokenizerPair, sampling: Sampling | None = None
) -> PairArrays:
    """Tokenize both sides; each draws by a key of its own where `sampling` is given."""

    def draw(side: int) -> Sampling | None:
        return sampling and Sampling(sampling.alpha, (*sampling.key, side), sampling.max_pieces)

    return PairArrays(
        TokenColumn.encode((pair.src for pair in pairs), tokenizers.src, draw(0)),
        TokenColumn.encode((pair.tgt for pair in pairs), tokenizers.tgt, draw(1)),
    )


def _chunks(texts: Iterable[str]) -> Iterable[list[str]]:
    chunk: list[str] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == CHUNK_SENTENCES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
