"""Hard links from soft weights, by the rule that the alignment dump documents.

A target word is linked to the source word that weighs most, unless "no source word" weighs more; and to every
other source word that weighs more than `ALSO_LINKED`. So one English word can belong to two French ones
(`potatoes` to `pommes de terre`), and a word whose heaviest weight is null has no link at all.
"""

from __future__ import annotations

import numpy as np

from nmt.alignment.weights import AlignmentWeights
from nmt.data.corpus import Link

# A second and a third word above this hold nearly as much as the first can: `there` comes from `il`, `y` and `a` in
# equal parts. Chosen on the toy's validation pairs (docs/experiments.md).
ALSO_LINKED = 0.25


def link_words(weights: AlignmentWeights, also_linked: float = ALSO_LINKED) -> frozenset[Link]:
    """The hard links `(source, target)` of a sentence, numbered from 0.

    "No source word" is null and the end of the sentence taken together. It wins where it weighs as much as the
    heaviest source word; of source words that weigh the same the first is linked.

    >>> rows, null = np.array([[0.9, 0.1, 0], [0, 0.45, 0.45], [0.3, 0, 0]]), np.array([0, 0.1, 0.7])
    >>> sorted(link_words(AlignmentWeights(rows, null, 0 * null)))
    [(0, 0), (1, 1), (2, 1)]

    Raises:
        ValueError: a threshold that is not above 0 and at most 1.
    """
    if not 0 < also_linked <= 1:
        raise ValueError(f"also_linked is {also_linked}; expected a weight above 0 and at most 1")
    if not weights.links.size:
        return frozenset()
    best = weights.links.argmax(1)
    linked = weights.links > also_linked
    linked[np.arange(len(best)), best] = True
    linked[weights.links.max(1) <= weights.null + weights.eos] = False
    targets, sources = np.nonzero(linked)
    return frozenset(zip(sources.tolist(), targets.tolist(), strict=True))
