"""What a training's alignment heads learn from, put together from the configuration and the corpora."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from nmt.alignment.labels import AlignmentLabeller, WordAligner
from nmt.alignment.statistical import StatisticalAligner
from nmt.alignment.words import find_words, fold_words
from nmt.build.data import Corpora
from nmt.config import AlignmentConfig
from nmt.data.corpus import SentencePair, some_of
from nmt.data.store import PairStore
from nmt.run import RunDirectory

log = logging.getLogger(__name__)


THE_ALIGNER, MODEL1 = "statistical aligner", "IBM Model 1"


def load_or_fit_aligner(
    run: RunDirectory, pairs: Iterable[SentencePair], config: AlignmentConfig
) -> StatisticalAligner:
    """The built-in statistical aligner: the run's own, or one learned from `max_pairs` training pairs."""
    if run.aligner_path.exists():
        return StatisticalAligner.load(run.aligner_path)
    folded = [(_fold(pair.src), _fold(pair.tgt)) for pair in some_of(pairs, config.max_pairs)]
    log.info("learning word alignments of %s pairs", f"{len(folded):,}")
    return StatisticalAligner.fit(folded)


def store_aligner(run: RunDirectory, aligner: StatisticalAligner) -> None:
    """Keeps the aligner, and beside it, as a rival to be measured against, the Model 1 that it began as."""
    if aligner.model1 is not None:
        aligner.model1.save(run.model1_path)
    aligner.save(run.aligner_path)  # last: where it is, nothing is fitted again


def load_word_aligners(run: RunDirectory) -> dict[str, WordAligner]:
    """What a run knows of words without its model, by name; the statistical aligner first.

    Raises:
        CheckpointError: there is none, or a file is damaged.
    """
    aligners: dict[str, WordAligner] = {THE_ALIGNER: StatisticalAligner.load(run.aligner_path)}
    if run.model1_path.exists():  # older runs have none
        aligners[MODEL1] = StatisticalAligner.load(run.model1_path)
    return aligners


@dataclass(frozen=True, slots=True)
class Labellers:
    """What alignment is learned from, and what it is measured against on validation pairs; None = not at all."""

    training: AlignmentLabeller | None = None
    validation: AlignmentLabeller | None = None


def build_labellers(config: AlignmentConfig, corpora: Corpora, aligner: WordAligner) -> Labellers:
    """Gold links teach, and choose the layer that speaks, only where the configuration asks for it."""
    if config.labels != "gold":
        by_counts = AlignmentLabeller(aligner, corpora.tokenizers)
        return Labellers(by_counts, by_counts)
    pairs = corpora.pairs
    return Labellers(
        # a stream cannot look a pair up again
        AlignmentLabeller(aligner, corpora.tokenizers, pairs.__getitem__ if isinstance(pairs, PairStore) else None),
        AlignmentLabeller(aligner, corpora.tokenizers, corpora.validation.__getitem__),
    )


def _fold(text: str) -> list[str]:
    return fold_words(text, find_words(text))
