from __future__ import annotations

import numpy as np
import pytest

from nmt.alignment.baselines import diagonal_links, random_links
from nmt.alignment.links import link_words
from nmt.alignment.weights import AlignmentWeights

WEIGHTS = AlignmentWeights(
    np.array([[0.7, 0.2], [0.3, 0.3], [0.3, 0.25], [0.4, 0.4]]),
    null=np.array([0.1, 0.4, 0.1, 0.1]),
    eos=np.array([0.0, 0.0, 0.35, 0.1]),
)


@pytest.mark.parametrize(("n_tgt", "n_src"), [(0, 0), (0, 2), (2, 0)])
def test_sentences_without_words_have_no_links(n_tgt: int, n_src: int) -> None:
    weights = AlignmentWeights.without_eos(np.zeros((n_tgt, n_src)))
    assert weights.null.tolist() == [1] * n_tgt
    assert link_words(weights) == frozenset()


def test_what_links_lack_to_one_is_null() -> None:
    weights = AlignmentWeights.without_eos(np.array([[0.5, 0.25], [0.0, 1.0]]))
    assert weights.null.tolist() == [0.25, 0]
    assert weights.eos.tolist() == [0, 0]


def test_rows_that_are_no_distribution_are_refused() -> None:
    with pytest.raises(ValueError, match=r"they sum to 0\.5000 up to 0\.5000"):
        AlignmentWeights(np.array([[0.5]]), np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match=r"shapes .* expected \[tgt, src\]"):
        AlignmentWeights(np.array([[1.0]]), np.zeros(2), np.zeros(1))
    with pytest.raises(ValueError, match=r"the least weight is -0\.5"):
        AlignmentWeights(np.array([[1.5, -0.5]]), np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="expected rows that are distributions"):
        AlignmentWeights(np.array([[np.nan]]), np.zeros(1), np.zeros(1))


def test_the_diagonal_has_the_same_relative_places() -> None:
    assert diagonal_links(3, 3) == {(0, 0), (1, 1), (2, 2)}
    # Middles of 2 target words: 1/4 and 3/4 of 6 source words.
    assert diagonal_links(6, 2) == {(1, 0), (4, 1)}
    assert diagonal_links(1, 3) == {(0, 0), (0, 1), (0, 2)}
    assert diagonal_links(0, 3) == diagonal_links(3, 0) == frozenset()


def test_guesses_are_drawn_by_their_seed_and_hit_every_source_word() -> None:
    assert random_links(5, 20, seed=1) == random_links(5, 20, seed=1) != random_links(5, 20, seed=2)
    guesses = random_links(5, 500, seed=1)
    assert {j for _, j in guesses} == set(range(500))
    assert len(guesses) == 500
    counts = np.bincount([i for i, _ in guesses], minlength=5)
    assert counts.min() > 60
    assert random_links(0, 3, seed=1) == frozenset()
