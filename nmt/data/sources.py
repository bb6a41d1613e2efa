"""Sentence pairs from any source, and several sources mixed by weight."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nmt.config import DataConfig, FilesSource, HubSource, Source, ToySource
from nmt.data.arrays import IntArray
from nmt.data.corpus import SentencePair
from nmt.data.store import PairStore
from nmt.errors import DataError
from nmt.shares import Share, alone


def read_source(source: Source, data: DataConfig, share: Share = alone) -> Iterator[SentencePair]:
    """The pairs of one source, in its own order, blank sides included.

    Args:
        share: how processes that all read this source divide what can be divided.

    Raises:
        DataError: the source is missing, unreachable, damaged or unpaired; the message says where.
    """
    # Imported here, for each kind brings something along: the toy grammar, or the readers of the others.
    match source:
        case ToySource():
            yield from _read_toy(source, data, share)
        case FilesSource():
            from nmt.data.files import read_files

            yield from read_files(source, data)
        case HubSource():
            from nmt.data.hub import read_hub

            yield from read_hub(source, data)


def _read_toy(source: ToySource, data: DataConfig, share: Share) -> Iterator[SentencePair]:
    """The embedded corpus in the direction that is asked for; it knows French and English only."""
    from nmt.data.toy.corpus import generate_toy

    direction = (data.src_lang, data.tgt_lang)
    if direction not in (("fr", "en"), ("en", "fr")):
        raise DataError(
            f"data.src_lang: got '{data.src_lang}' and data.tgt_lang '{data.tgt_lang}', expected fr and en, or en and "
            "fr: the toy corpus has no other languages; leave its sources out"
        )
    pairs = generate_toy(source.split, source.pairs, share=share)
    yield from pairs if direction == ("fr", "en") else (pair.reversed() for pair in pairs)


def is_streamed(source: Source) -> bool:
    """Whether the source is read while training, because it may not fit in memory."""
    return isinstance(source, HubSource) and source.streaming


@dataclass(frozen=True, slots=True)
class Mixture:
    """How often an epoch sees which pairs of several sources; it holds no text.

    A weight of 2 shows every pair of its source twice an epoch; a weight of 0.5 shows half of them, and the
    next epoch the other half.
    """

    source_of: IntArray  # [pairs] number of the source each pair came from
    weights: tuple[float, ...]  # of the sources

    def epoch_indices(self, seed: int, epoch: int) -> IntArray:
        """Which pairs epoch number `epoch` sees, a pure function of (seed, epoch): int64, unshuffled."""
        rows = [
            _share(np.flatnonzero(self.source_of == number), weight, (seed, number), epoch)
            for number, weight in enumerate(self.weights)
        ]
        return np.concatenate(rows)


@dataclass(frozen=True, slots=True)
class MixedPairs:
    """Pairs of several sources, and their mixture."""

    pairs: PairStore
    mixture: Mixture

    def __len__(self) -> int:
        return len(self.pairs)

    def select(self, indices: IntArray) -> MixedPairs:
        """The pairs at `indices`, each still of its source."""
        mixture = Mixture(self.mixture.source_of[indices], self.mixture.weights)
        return MixedPairs(self.pairs.select(indices), mixture)

    def epoch_indices(self, seed: int, epoch: int) -> IntArray:
        """As `Mixture.epoch_indices`, which does not keep the text in memory."""
        return self.mixture.epoch_indices(seed, epoch)


def read_sources(
    sources: Sequence[Source], data: DataConfig, key: str, share: Share = alone
) -> MixedPairs:  # fmt: skip
    """Read all sources into memory.

    Args:
        key: where the sources stand in the configuration, such as `data.train`; errors name it.
        share: see `read_source`.

    Raises:
        DataError: as `read_source`, or a source has no pairs.
    """
    pairs, source_of = PairStore(), array("h")
    for number, source in enumerate(sources):
        before = len(pairs)
        try:
            for pair in read_source(source, data, share):
                pairs.append(pair)
        except DataError as error:
            raise DataError(f"{key}.{number}: {error}") from None
        if len(pairs) == before:
            raise DataError(f"{key}.{number}: this {source.kind} source has no sentence pairs")
        source_of.extend([number] * (len(pairs) - before))
    weights = tuple(source.weight for source in sources)
    return MixedPairs(pairs, Mixture(np.array(source_of, np.int16), weights))


def _share(rows: IntArray, weight: float, key: tuple[int, int], epoch: int) -> IntArray:
    """`rows` as often as `weight` says; the fraction goes round a fixed shuffle, on from the last epoch's."""
    whole = int(weight)
    extra = min(len(rows), max(1, round((weight - whole) * len(rows)))) if weight > whole else 0
    turn = (epoch * extra + np.arange(extra)) % max(1, len(rows))
    shuffled = np.random.default_rng(list(key)).permutation(rows)
    return np.concatenate([np.tile(rows, whole), shuffled[turn]])
