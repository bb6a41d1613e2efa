"""From pieces to words: weights between subwords become weights between words, by character offsets.

A word's weight on a source word is the sum over the source word's pieces and the mean over the target word's
pieces, so rows keep their sum (Zenkel et al. 2019). What went to no source word, null, and what went to the
end of the sentence stay apart. Only offsets decide which pieces make a word: neither the shape of a piece
(`▁`, `@@`) nor its number, because pieces start before the words they belong to, swallow an elision
(`▁l'homme`), share a character, or are empty, and an alignment that is off by one shows nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nmt.alignment.weights import AlignmentWeights, FloatArray
from nmt.data.corpus import Span


def merge_to_words(
    weights: AlignmentWeights,
    src_pieces: Sequence[Span],
    tgt_pieces: Sequence[Span],
    src_words: Sequence[Span],
    tgt_words: Sequence[Span],
) -> AlignmentWeights:
    """Weights between words from `weights` between pieces: see `WordMerger`.

    Raises:
        ValueError: as many rows and columns as pieces are needed.
    """
    return WordMerger(src_pieces, tgt_pieces, src_words, tgt_words).merge(weights)


class WordMerger:
    """Merges any number of weights between the same pieces.

    Args:
        src_pieces, tgt_pieces: span of each piece, without the end of the sentence (see `Encoding.offsets`).
        src_words, tgt_words: span of each word, in order, disjoint; all in characters of the same raw text.
    """

    def __init__(
        self,
        src_pieces: Sequence[Span],
        tgt_pieces: Sequence[Span],
        src_words: Sequence[Span],
        tgt_words: Sequence[Span],
    ) -> None:
        self._shape = (len(tgt_pieces), len(src_pieces))
        self._has_src_words = bool(src_words)
        self._shares = share_among_words(src_pieces, src_words)
        self._mean = _mean_over_pieces(tgt_pieces, tgt_words)  # [tgt words, tgt pieces]
        self._known = self._mean.sum(1) > 0

    def merge(self, weights: AlignmentWeights) -> AlignmentWeights:
        """Weights between the words.

        A source piece that covers several words gives each a share by the number of characters it has there; one that
        touches no word (only a space, or a word left out) gives its all to the nearest. A target word's row is the
        plain mean of those of the pieces that touch it; pieces without visible characters count only where there are
        no others. Without source words everything is null; a target word that no piece touches is all null: nothing
        is known of it.

        Raises:
            ValueError: as many rows and columns as pieces are needed.
        """
        if weights.links.shape != self._shape:
            raise ValueError(
                f"merge_to_words: weights {weights.links.shape} for {self._shape[0]} target and "
                f"{self._shape[1]} source pieces"
            )
        by_src_word = weights.links @ self._shares  # [tgt pieces, src words]
        null = weights.null if self._has_src_words else weights.null + weights.links.sum(1)
        merged_null = np.where(self._known, self._mean @ null, 1.0)
        return AlignmentWeights(self._mean @ by_src_word, merged_null, self._mean @ weights.eos)


def assign_to_words(pieces: Sequence[Span], words: Sequence[Span]) -> list[list[int]]:
    """The words that each piece touches, in order; the nearest one where it touches none. Empty without words."""
    shares = share_among_words(pieces, words)
    return [np.flatnonzero(shares[k]).tolist() for k in range(len(pieces))]


def share_among_words(pieces: Sequence[Span], words: Sequence[Span]) -> FloatArray:
    """[pieces, words]: how much of each piece belongs to each word; rows sum to 1 if there are words."""
    overlaps = _overlaps(pieces, words)
    if words:
        for row in np.flatnonzero(overlaps.sum(1) == 0).tolist():
            overlaps[row, _nearest(pieces[row], words)] = 1
    total: FloatArray = overlaps.sum(1, keepdims=True)
    return overlaps / np.maximum(total, 1)


def _mean_over_pieces(pieces: Sequence[Span], words: Sequence[Span]) -> FloatArray:
    """[words, pieces]: 1 / n for each of the n pieces that speak for a word; rows sum to 1, or 0 without any."""
    touching = (_overlaps(pieces, words).T > 0).astype(np.float64)
    silent = np.flatnonzero(touching.sum(1) == 0)
    if len(silent) and pieces:
        # A word made only of pieces that show nothing, such as an empty `▁` before a letter that was dropped.
        touching[silent] = share_among_words(pieces, words).T[silent] > 0
    total: FloatArray = touching.sum(1, keepdims=True)
    return touching / np.maximum(total, 1)


def _overlaps(pieces: Sequence[Span], words: Sequence[Span]) -> FloatArray:
    """[pieces, words]: the number of characters in common."""
    piece_spans = np.array(pieces, np.int64).reshape(-1, 1, 2)
    word_spans = np.array(words, np.int64).reshape(1, -1, 2)
    starts = np.maximum(piece_spans[..., 0], word_spans[..., 0])
    ends = np.minimum(piece_spans[..., 1], word_spans[..., 1])
    overlaps: FloatArray = np.maximum(ends - starts, 0).astype(np.float64)
    return overlaps


def _nearest(piece: Span, words: Sequence[Span]) -> int:
    """The word with the least distance to the piece; of two, the one that follows: spaces lead their words."""
    distances = [max(start - piece[1], piece[0] - end, 0) for start, end in words]
    return min(range(len(words)), key=lambda k: (distances[k], -k))
