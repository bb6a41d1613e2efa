"""Soft alignments of one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

FloatArray = np.ndarray[Any, np.dtype[Any]]
# How far from 1 a row's whole may be: weights are computed in float32 and may have been rounded to 4 digits.
TOLERANCE = 5e-3


@dataclass(frozen=True, slots=True)
class AlignmentWeights:
    """Where each target position (word, or piece) comes from: a distribution over source positions and nothing.

    links: [tgt, src]; null: [tgt], the weight on no source word; eos: [tgt], the weight on the end of the
    source sentence, which a model's attention can have. Each row of `links` with its null and eos sums to 1.

    Raises:
        ValueError: shapes that do not fit, negative weights, or rows that do not sum to 1.
    """

    links: FloatArray
    null: FloatArray
    eos: FloatArray

    def __post_init__(self) -> None:
        shapes = (self.links.shape, self.null.shape, self.eos.shape)
        if len(shapes[0]) != 2 or shapes[1:] != ((shapes[0][0],),) * 2:
            raise ValueError(f"alignment weights: shapes {shapes}, expected [tgt, src], [tgt] and [tgt]")
        whole = self.links.sum(1) + self.null + self.eos
        least = min(part.min(initial=0) for part in (self.links, self.null, self.eos))
        if len(whole) and not (abs(whole - 1).max() <= TOLERANCE and least >= 0):
            raise ValueError(
                "alignment weights: expected rows that are distributions; they sum to "
                f"{whole.min():.4f} up to {whole.max():.4f}, and the least weight is {least}"
            )

    @staticmethod
    def without_eos(links: FloatArray) -> AlignmentWeights:
        """Weights that know no end of the sentence: what a row of `links` [tgt, src] lacks to 1 is null."""
        return AlignmentWeights(links, np.maximum(1 - links.sum(1), 0), np.zeros(len(links), links.dtype))
