"""A corpus that need not fit in memory: chunks of a stream, each cleaned, shuffled and batched as one.

Every process reads the same chunks and trains on its own share of their batches, so any number of processes
learns from the same steps, and the position is a chunk number and a step number: a resumed run skips the
pairs before its chunk. What is in memory is one chunk of `data.shuffle_buffer` pairs.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from itertools import count, islice

import numpy as np

from nmt.config import DataConfig, HubSource, Source
from nmt.data.arrays import IntArray
from nmt.data.cleaning import CleaningReport, clean
from nmt.data.corpus import SentencePair
from nmt.data.dataset import PairSamplers, Part, encode_pairs
from nmt.data.hub import read_hub
from nmt.data.sources import is_streamed, read_source
from nmt.data.store import PairStore
from nmt.errors import DataError
from nmt.tokenizer import TokenizerPair

log = logging.getLogger(__name__)


class PairStream:
    """Chunks of several sources, at least one of them streamed, in the proportion of their weights.

    Here a weight is a share, since the length of a stream is unknown: with weights 1 and 0.1, ten of eleven
    pairs of each chunk come from the first source. Sources in memory repeat; the epoch ends when a streamed
    source does.
    """

    def __init__(self, sources: Sequence[Source], data: DataConfig, seed: int) -> None:
        """Open the sources. Raises DataError as `read_source`, or if a chunk cannot hold a pair of each."""
        self._shares = _shares([source.weight for source in sources], data.shuffle_buffer)
        if min(self._shares) == 0:
            raise DataError(
                f"data.shuffle_buffer: {data.shuffle_buffer} pairs are too few for the weights of data.train:"
                " every chunk needs at least one pair of each source"
            )
        self._parts = [
            _Streamed(source, data) if isinstance(source, HubSource) and source.streaming
            else _Repeated(source, data, (seed, number))
            for number, source in enumerate(sources)
        ]  # fmt: skip

    def read_chunk(self, epoch: int, number: int) -> tuple[list[SentencePair], bool]:
        """The pairs of a chunk and whether the epoch ends with it; no pairs past the end."""
        pairs: list[SentencePair] = []
        is_last = False
        for part, share in zip(self._parts, self._shares, strict=True):
            found, ends = part.read(epoch, number * share, share)
            if not found:
                return [], True
            pairs += found
            is_last |= ends
        return pairs, is_last

    def __iter__(self) -> Iterator[SentencePair]:
        """The pairs of one epoch, chunk after chunk: to learn a tokenizer from its beginning."""
        for number in count():
            pairs, is_last = self.read_chunk(0, number)
            yield from pairs
            if is_last:
                return


class StreamedCorpus:
    """Implements `nmt.data.dataset.Corpus` over a `PairStream`."""

    def __init__(
        self,
        sources: Sequence[Source],
        data: DataConfig,
        tokenizers: TokenizerPair,
        *,
        seed: int = 0,
        sampling_alpha: float = 0.0,
        held_out: IntArray | None = None,
    ) -> None:
        """Open the sources; the parameters are those of `TokenizedCorpus` and `clean`."""
        self._stream = PairStream(sources, data, seed)
        self._rules, self._held_out = data.cleaning, held_out
        self._tokenizers, self._seed = tokenizers, seed
        self._samplers = None
        if sampling_alpha > 0:
            self._samplers = PairSamplers(tokenizers, sampling_alpha, data.cleaning.max_pieces)
        self._description = "\n".join([*(source.model_dump_json() for source in sources), data.root])
        self._shuffle_buffer = data.shuffle_buffer
        self.report = CleaningReport()  # of the chunks read so far; duplicates are found within a chunk

    def read_part(self, epoch: int, part: int) -> Part | None:
        """Chunk number `part`, cleaned and tokenized; None past the end of the epoch."""
        pairs, is_last = self._stream.read_chunk(epoch, part)
        if not pairs:
            return None
        arrays = encode_pairs(pairs, self._tokenizers)
        kept, report = clean(pairs, arrays, self._rules, self._held_out)
        self.report += report
        log.debug("epoch %d, chunk %d: %s", epoch, part, report)
        if self._samplers is not None:
            arrays = self._samplers.draw(self._samplers.index(pairs), (self._seed, epoch, part))
        return Part(arrays, kept, is_last)

    def fingerprint(self) -> str:
        """Of the description of the sources: their content is only known once it has been read."""
        text = f"{self._description}\n{self._shuffle_buffer}\n{self._tokenizers.fingerprint()}"
        return hashlib.sha256(text.encode()).hexdigest()


class _Streamed:
    """A source read on and on; going anywhere else than on opens it anew and skips."""

    def __init__(self, source: HubSource, data: DataConfig) -> None:
        self._source, self._data = source, data
        self._pairs: Iterator[SentencePair] = iter(())
        self._at: tuple[int, int] | None = None
        self._next: SentencePair | None = None

    def read(self, epoch: int, start: int, amount: int) -> tuple[list[SentencePair], bool]:
        """`amount` pairs from `start` on, and whether they are the last."""
        if self._at != (epoch, start):
            self._pairs = read_hub(self._source, self._data, skip=start)
            self._next = next(self._pairs, None)
        if self._next is None:
            return [], True
        found = [self._next, *islice(self._pairs, amount - 1)]
        self._next = next(self._pairs, None)  # one pair ahead, to know an epoch's end when it comes
        self._at = (epoch, start + len(found))
        return found, self._next is None


class _Repeated:
    """A source held in memory, shuffled once by seed and read round and round."""

    def __init__(self, source: Source, data: DataConfig, key: tuple[int, int]) -> None:
        try:
            pairs = PairStore(read_source(source, data))
        except DataError as error:
            raise DataError(f"data.train.{key[1]}: {error}") from None
        if not pairs:
            raise DataError(f"data.train.{key[1]}: this {source.kind} source has no sentence pairs")
        self._pairs = pairs.select(np.random.default_rng(list(key)).permutation(len(pairs)))

    def read(self, epoch: int, start: int, amount: int) -> tuple[list[SentencePair], bool]:
        """`amount` pairs from `start` on; they never end."""
        return [self._pairs[i % len(self._pairs)] for i in range(start, start + amount)], False


def _shares(weights: Sequence[float], total: int) -> list[int]:
    """`total` divided by weight, by largest remainder."""
    exact = np.array(weights) * total / sum(weights)
    shares = np.floor(exact).astype(int)
    shares[np.argsort(shares - exact, kind="stable")[: total - shares.sum()]] += 1
    return shares.tolist()  # type: ignore[no-any-return]


def has_stream(sources: Sequence[Source]) -> bool:
    """Whether these sources have to be read as a `PairStream`."""
    return any(is_streamed(source) for source in sources)
