"""Alignments that know nothing of the words: what any aligner has to beat on the same sentences."""

from __future__ import annotations

import random

from nmt.data.corpus import Link


def diagonal_links(n_src: int, n_tgt: int) -> frozenset[Link]:
    """Each target word with the source word at the same relative place. French and English go far with it."""
    if not n_src:
        return frozenset()
    # The middle of target word j stands at (j + 1/2) / n_tgt of the sentence.
    return frozenset(((2 * j + 1) * n_src // (2 * n_tgt), j) for j in range(n_tgt))


def random_links(n_src: int, n_tgt: int, seed: int) -> frozenset[Link]:
    """Each target word with one source word, drawn from the uniform distribution: plain guessing."""
    if not n_src:
        return frozenset()
    rng = random.Random(seed)
    return frozenset((rng.randrange(n_src), j) for j in range(n_tgt))
