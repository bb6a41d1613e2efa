"""Model 1 and the hidden Markov model against their definitions, summed over every alignment there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from nmt.alignment.statistical.cells import Cells, Vocabulary
from nmt.alignment.statistical.hmm import Emissions, Jumps, compute_hmm, compute_model1

NULL_PRIOR = 0.2
LENGTHS = [(3, 4), (1, 1), (2, 3), (3, 1)]  # source, target


def random_emissions(rng: np.random.Generator) -> Emissions:
    """A batch of the sentences in LENGTHS."""
    src_lengths, tgt_lengths = np.array(LENGTHS).T
    is_src = np.arange(src_lengths.max()) < src_lengths[:, None]
    is_tgt = np.arange(tgt_lengths.max())[:, None] < tgt_lengths
    links = rng.uniform(0.05, 1, (len(is_tgt), len(LENGTHS), is_src.shape[1])) * is_src * is_tgt[:, :, None]
    null = rng.uniform(0.05, 1, is_tgt.shape)
    return Emissions(links.astype(np.float32), null.astype(np.float32), src_lengths, tgt_lengths)


def sum_over_alignments(
    links: np.ndarray, null: np.ndarray, jumps: Jumps
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """(likelihood, link posteriors, null posteriors, expected moves) of one sentence, by enumeration."""
    n_tgt, n_src = links.shape
    longest = len(jumps.weights) // 2
    whole, posteriors, nulls, moves = 0.0, np.zeros(links.shape), np.zeros(n_tgt), np.zeros_like(jumps.weights)
    for alignment in product([None, *range(n_src)], repeat=n_tgt):
        place, probability, made = -1, 1.0, np.zeros_like(moves)
        for j, i in enumerate(alignment):
            if i is None:
                probability *= NULL_PRIOR * null[j]
                continue
            of_all = sum(jumps.weights[to - place + longest] for to in range(n_src))
            move = i - place + longest
            probability *= (1 - NULL_PRIOR) * jumps.weights[move] / of_all * links[j, i]
            made[move] += 1
            place = i
        whole += probability
        moves += probability * made
        for j, i in enumerate(alignment):
            if i is None:
                nulls[j] += probability
            else:
                posteriors[j, i] += probability
    return whole, posteriors / whole, nulls / whole, moves / whole


def test_forward_and_backward_give_the_sums_over_all_alignments() -> None:
    rng = np.random.default_rng(0)
    emissions = random_emissions(rng)
    jumps = Jumps(rng.uniform(0.1, 1, 11))
    expected = [
        sum_over_alignments(emissions.links[:tgt, k, :src].astype(float), emissions.null[:tgt, k].astype(float), jumps)
        for k, (src, tgt) in enumerate(LENGTHS)
    ]
    moves = np.zeros(11)
    found = compute_hmm(emissions, NULL_PRIOR, jumps, moves)
    assert found.log_likelihood == pytest.approx(sum(np.log(whole) for whole, *_ in expected), rel=1e-5)
    np.testing.assert_allclose(moves, sum(moved for *_, moved in expected), atol=1e-5)
    for k, ((src, tgt), (_, links, null, _)) in enumerate(zip(LENGTHS, expected, strict=True)):
        np.testing.assert_allclose(found.links[:tgt, k, :src], links, atol=1e-5)
        np.testing.assert_allclose(found.null[:tgt, k], null, atol=1e-5)
        assert not found.links[tgt:, k].any() and not found.links[:, k, src:].any() and not found.null[tgt:, k].any()


def test_model_1_is_the_hidden_markov_model_whose_moves_are_all_alike() -> None:
    rng = np.random.default_rng(1)
    emissions = random_emissions(rng)
    simple = compute_model1(emissions, NULL_PRIOR)
    markov = compute_hmm(emissions, NULL_PRIOR, Jumps(np.ones(11)))
    np.testing.assert_allclose(simple.links, markov.links, atol=1e-5)
    np.testing.assert_allclose(simple.null, markov.null, atol=1e-5)
    assert simple.log_likelihood == pytest.approx(markov.log_likelihood, rel=1e-5)


def test_moves_that_are_counted_are_learned() -> None:
    counts = np.zeros_like(Jumps().weights)
    longest = len(counts) // 2
    counts[longest + 2] = 1e6
    learned = Jumps.from_counts(counts)
    assert learned.weights[longest + 2] > 0.99
    assert learned.weights.min() > 0


def test_model_1_learns_the_textbook_example_as_the_textbook_does() -> None:
    """Koehn, Statistical Machine Translation (2010), figure 4.5: das Haus, das Buch, ein Buch; no null, no prior."""
    src_words, tgt_words = Vocabulary(), Vocabulary()
    src = src_words.add(["das Haus".split(), "das Buch".split(), "ein Buch".split()])
    tgt = tgt_words.add(["the house".split(), "the book".split(), "a book".split()])
    cells = Cells(src, tgt, len(tgt_words))
    table = np.full(cells.n_pairs, 0.25)
    table[0] = 0
    learned = []
    for _ in range(2):
        weights = np.empty(len(cells.pair))
        for batch, where in cells.batches:
            links = table[cells.pair[where]].reshape(batch.shape).transpose(1, 0, 2)
            emissions = Emissions(links, np.ones(batch.tgt.T.shape), *batch.lengths)
            weights[where] = compute_model1(emissions, 0.0).links.transpose(1, 0, 2).ravel()
        counts = cells.count(weights)
        table = counts / np.bincount(cells.src_of_pair, counts)[cells.src_of_pair]
        named = {
            (list(src_words.numbers)[i], list(tgt_words.numbers)[j]): p
            for i, j, p in zip(cells.src_of_pair[1:], cells.tgt_of_pair[1:], table[1:], strict=True)
        }
        learned.append(named)
    assert learned[0]["das", "the"] == pytest.approx(1 / 2)
    assert learned[0]["das", "house"] == pytest.approx(1 / 4)
    assert learned[1]["das", "the"] == pytest.approx(7 / 11)
    assert learned[1]["das", "house"] == pytest.approx(2 / 11)
    assert learned[1]["Haus", "house"] == pytest.approx(4 / 7)


def test_where_all_moves_are_alike_the_hidden_markov_model_is_model_1() -> None:
    model1 = compute_model1(random_emissions(np.random.default_rng(2)), NULL_PRIOR)
    hmm = compute_hmm(random_emissions(np.random.default_rng(2)), NULL_PRIOR, Jumps.alike())
    np.testing.assert_allclose(hmm.links, model1.links, atol=1e-5)
    np.testing.assert_allclose(hmm.null, model1.null, atol=1e-5)
    assert hmm.log_likelihood == pytest.approx(model1.log_likelihood, rel=1e-5)
