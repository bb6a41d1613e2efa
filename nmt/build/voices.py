"""Whose word counts when words are aligned: a model's, a model's of the other direction, the counts', or several's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nmt.alignment.links import link_words
from nmt.alignment.records import AlignmentRecord
from nmt.alignment.symmetrise import METHODS, Method, join_directions
from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.alignment.words import fold_words
from nmt.build.alignment import THE_ALIGNER, load_word_aligners
from nmt.data.corpus import Link
from nmt.run import RunDirectory


@dataclass(frozen=True, slots=True)
class WordAlignment:
    """What is said of a pair of sentences: weights [tgt words, src words], and the links (src, tgt) that follow."""

    weights: AlignmentWeights
    links: frozenset[Link]


Voice = Callable[[AlignmentRecord, AlignmentRecord | None], WordAlignment]
"""Takes the record of a pair and, if a reverse model was asked too, its record of the same pair turned round."""

VOICES = ("model", "reverse", "symmetrised", "statistical", "both")


def choose_voice(name: str, run: RunDirectory, method: Method) -> Voice:
    """One of `VOICES`; `method` makes one set of links of two directions'.

    "both" is the model (or, with a reverse model, the two directions joined) and the statistical aligner together.

    Raises:
        CheckpointError: the statistical aligner is asked for, and missing or damaged.
    """
    if name == "model":
        return lambda record, _: by_model(record)
    if name == "reverse":
        return lambda _, mirrored: by_reverse(_known(mirrored))
    if name == "symmetrised":
        return lambda record, mirrored: symmetrise(by_model(record), by_reverse(_known(mirrored)), method)
    aligner = load_word_aligners(run)[THE_ALIGNER]

    def by_counts(record: AlignmentRecord) -> AlignmentWeights:
        words = fold_words(record.source, tuple(record.src_words)), fold_words(record.target, tuple(record.tgt_words))
        return aligner.align([words])[0]

    def together(record: AlignmentRecord, mirrored: AlignmentRecord | None) -> WordAlignment:
        own = by_model(record)
        if mirrored is not None:
            own = symmetrise(own, by_reverse(mirrored), method)
        return linked(combine(own.weights, by_counts(record)))

    return together if name == "both" else lambda record, _: linked(by_counts(record))


def by_model(record: AlignmentRecord) -> WordAlignment:
    """What the record itself says."""
    return linked(AlignmentWeights(record.word_weights, record.word_null, 0 * record.word_null))


def by_reverse(mirrored: AlignmentRecord) -> WordAlignment:
    """What the record of the pair turned round says, turned back."""
    return turn_round(by_model(mirrored).weights)


def turn_round(weights: AlignmentWeights) -> WordAlignment:
    """Weights [src words, tgt words] of the other direction, seen from this one.

    The links are that direction's own. A target word that several source words come from shares itself out among them.
    """
    links = weights.links.T / np.maximum(weights.links.T.sum(1, keepdims=True), 1)
    return WordAlignment(AlignmentWeights.without_eos(links), frozenset((i, j) for j, i in link_words(weights)))


def symmetrise(forward: WordAlignment, reverse: WordAlignment, method: Method) -> WordAlignment:
    """Both directions made one: links by `method`, weights by their geometric mean."""
    weights = join_directions(forward.weights.links, reverse.weights.links)
    return WordAlignment(AlignmentWeights.without_eos(weights), METHODS[method](forward.links, reverse.links))


def linked(weights: AlignmentWeights) -> WordAlignment:
    """Weights with the links that follow from them."""
    return WordAlignment(weights, link_words(weights))


def combine(first: AlignmentWeights, second: AlignmentWeights) -> AlignmentWeights:
    """What two aligners say together: the geometric mean of their weights, null included, each row made whole."""
    joined = np.sqrt(_with_null(first) * _with_null(second))
    joined /= np.maximum(joined.sum(1, keepdims=True), 1e-12)
    silent = joined.sum(1) < 0.5  # they agree on nothing
    joined[silent] = 0
    joined[silent, -1] = 1
    return AlignmentWeights(joined[:, :-1], joined[:, -1], np.zeros(len(joined)))


def _with_null(weights: AlignmentWeights) -> FloatArray:
    return np.column_stack([weights.links, weights.null + weights.eos]).astype(np.float64)


def _known(mirrored: AlignmentRecord | None) -> AlignmentRecord:
    assert mirrored is not None, "needs the record of a reverse model"
    return mirrored
