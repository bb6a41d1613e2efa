"""What a training's alignment heads learn from, put together from the configuration and the corpora."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from nmt.alignment.labels import AlignmentLabeller, WordAligner
from nmt.alignment.statistical import StatisticalAligner
from nmt.alignment.words import find_words, fold_words
from nmt.build.data import Corpora
from nmt.config import AlignmentConfig
from nmt.data.corpus import SentencePair
from nmt.data.store import PairStore

log = logging.getLogger(__name__)


def fit_aligner(pairs: Iterable[SentencePair], config: AlignmentConfig) -> StatisticalAligner:
    """The built-in statistical aligner, learned from the first `max_pairs` training pairs."""
    folded = [(_fold(pair.src), _fold(pair.tgt)) for pair in islice(pairs, config.max_pairs)]
    log.info("learning word alignments of %s pairs", f"{len(folded):,}")
    return StatisticalAligner.fit(folded)


@dataclass(frozen=True, slots=True)
class Labellers:
    """What alignment is learned from, and what it is measured against on validation pairs; None = not at all."""

    training: AlignmentLabeller | None = None
    validation: AlignmentLabeller | None = None


def build_labellers(config: AlignmentConfig, corpora: Corpora, aligner: WordAligner) -> Labellers:
    """Gold links teach only where the configuration asks for it, and never choose between heads."""
    pairs = corpora.pairs
    gold_pair = pairs.__getitem__ if config.labels == "gold" and isinstance(pairs, PairStore) else None
    return Labellers(
        AlignmentLabeller(aligner, corpora.tokenizers, gold_pair),
        AlignmentLabeller(aligner, corpora.tokenizers),
    )


def _fold(text: str) -> list[str]:
    return fold_words(text, find_words(text))
