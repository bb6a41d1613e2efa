"""Probabilities from counts, likeness of spelling, and the layout of cells."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nmt.alignment.statistical.cells import Cells, Vocabulary
from nmt.alignment.statistical.lexicon import Spelling, compare_spelling, estimate, exp_digamma


def test_exp_digamma_is_what_it_says() -> None:
    x = np.geomspace(0.01, 1e6, 500)
    expected = torch.digamma(torch.from_numpy(x)).exp().numpy()
    np.testing.assert_allclose(exp_digamma(x), expected, rtol=1e-5)


def test_a_prior_takes_most_from_the_rare() -> None:
    counts, owners = np.array([90.0, 10.0, 0.9, 0.1]), np.array([0, 0, 1, 1])
    probabilities, denominators = estimate(counts, np.full(4, 0.01), owners, 3)
    assert probabilities[:2].sum() == pytest.approx(1, abs=0.02)
    assert probabilities[0] == pytest.approx(0.9, abs=0.02)
    assert probabilities[3] < 0.1 * probabilities[2]
    assert denominators[2] == 1


@pytest.mark.parametrize(
    ("src", "tgt", "likeness"),
    [("orange", "orange", 1), ("famille", "family", (5 / 7) ** 2), ("été", "ete", 1), ("chat", "dog", 0), ("", "", 0)],
)
def test_likeness_is_the_square_of_the_share_of_letters_that_words_begin_with_in_common(
    src: str, tgt: str, likeness: float
) -> None:
    zero = np.zeros(1, np.int64)
    assert compare_spelling(Spelling([src]), Spelling([tgt]), zero, zero)[0] == pytest.approx(likeness)


def test_spellings_can_be_extended() -> None:
    words = Spelling(["un"]).extended(["deux", "trois"])
    np.testing.assert_array_equal(words.letters, Spelling(["un", "deux", "trois"]).letters)
    np.testing.assert_array_equal(words.lengths, [2, 4, 5])
    assert words.extended([]) is words


def test_each_pair_of_words_of_a_sentence_has_its_cell() -> None:
    rng = np.random.default_rng(0)
    sizes = rng.integers(0, 9, (300, 2))
    src = [rng.integers(0, 20, n) for n in sizes[:, 0]]
    tgt = [rng.integers(0, 20, n) for n in sizes[:, 1]]
    cells = Cells(src, tgt, 20)
    seen = []
    for batch, where in cells.batches:
        pairs = cells.pair[where].reshape(batch.shape)
        for row, k in enumerate(batch.sentences):
            seen.append(k)
            n_src, n_tgt = sizes[k]
            np.testing.assert_array_equal(cells.src_of_pair[pairs[row, :n_tgt, :n_src]], np.tile(src[k], (n_tgt, 1)))
            np.testing.assert_array_equal(cells.tgt_of_pair[pairs[row, :n_tgt, :n_src]].T, np.tile(tgt[k], (n_src, 1)))
            assert (pairs[row, :n_tgt, :n_src] > 0).all()
            assert np.count_nonzero(pairs[row]) == n_tgt * n_src
    assert sorted(seen) == [k for k, (n_src, n_tgt) in enumerate(sizes) if n_src and n_tgt]
    counts = cells.count(np.ones(len(cells.pair), np.float32))
    assert counts[0] == 0
    assert counts.sum() == sizes.prod(1).sum()


def test_new_words_are_numbered_on_and_not_kept() -> None:
    vocabulary = Vocabulary(["a", "b"])
    found, new = vocabulary.look_up([["b", "x", "a"], ["y", "x"], []])
    assert [row.tolist() for row in found] == [[1, 2, 0], [3, 2], []]
    assert new == ["x", "y"]
    assert len(vocabulary) == 2
