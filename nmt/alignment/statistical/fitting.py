"""Learning: expectation maximisation over both directions at once.

First a few rounds of Model 1, in which each direction counts for itself, then a few of the hidden Markov model,
in which a link counts as much as both directions believe in it: p * q (agreement: Liang, Taskar and Klein 2006).
That keeps either direction from the errors which only it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nmt.alignment.statistical.cells import Batch, Cells, FloatArray, IntArray
from nmt.alignment.statistical.hmm import Emissions, Jumps, Posteriors, compute_hmm, compute_model1
from nmt.alignment.statistical.lexicon import MIN_PROBABILITY, estimate


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How to learn.

    concentration: of the Dirichlet prior over the translations of a word; spelling: what is added to it for words
    spelt the same; null_prior: probability that a word comes from no word of the other side; agreement: False lets
    each direction learn for itself to the end.
    """

    model1_rounds: int = 5
    hmm_rounds: int = 5
    concentration: float = 0.01
    spelling: float = 0.5
    null_prior: float = 0.1
    agreement: bool = True


@dataclass(slots=True)
class Direction:
    """What one direction knows, say how source words bring forth target words.

    table: [pairs] float32, p(word | owner), 0 for padding; null: [words + 1] float32, p(word | null), the last for
    padding; denominators: [owners], null_denominator: what `estimate` divided by.
    """

    owners: IntArray  # [pairs]: the word that brings forth
    n_owners: int
    n_words: int
    table: FloatArray
    null: FloatArray
    jumps: Jumps
    denominators: FloatArray
    null_denominator: float = 1.0

    @staticmethod
    def uniform(owners: IntArray, n_owners: int, n_words: int) -> Direction:
        """Before anything was learned."""
        chance = 1 / max(n_words, 1)
        table, null = np.full(len(owners), chance, np.float32), np.full(n_words + 1, chance, np.float32)
        table[0] = 0
        return Direction(owners, n_owners, n_words, table, null, Jumps(), np.ones(n_owners))

    def as_model1(self) -> Direction:
        """A copy of what is known so far, to which all moves are alike."""
        return replace(self, table=self.table.copy(), null=self.null.copy(), jumps=Jumps.alike())

    def learn(self, counts: FloatArray, null_counts: FloatArray, priors: FloatArray, concentration: float) -> None:
        """New probabilities from expected counts [pairs] and [words + 1]; priors [pairs - 1] leave padding out."""
        table, self.denominators = estimate(counts[1:], priors, self.owners[1:], self.n_owners)
        self.table[1:] = np.maximum(table, MIN_PROBABILITY)
        met = np.full(self.n_words, concentration)
        null, denominators = estimate(null_counts[:-1], met, np.zeros(self.n_words, np.int64), 1)
        self.null[:-1] = np.maximum(null, MIN_PROBABILITY)
        self.null_denominator = float(denominators[0])


@dataclass(frozen=True, slots=True)
class Report:
    """What a round found: log-likelihoods of both directions, in nats, and how much they agree.

    agreement: of the link weight that the two directions give, the share that both give: 2 sum p q / sum (p + q).
    """

    log_likelihoods: tuple[float, float]
    agreement: float


BothDirections = tuple[Direction, Direction]
"""Source to target (forward) and target to source (reverse)."""


def fit_directions(
    cells: Cells, n_types: tuple[int, int], likeness: FloatArray, settings: FitSettings
) -> tuple[BothDirections, BothDirections, list[Report]]:
    """Learn both directions, first as Model 1 and then, from there, as hidden Markov models.

    Args:
        cells: the corpus; n_types: how many source and target words there are.
        likeness: [pairs - 1], how alike the words of each pair but padding are spelt, from 0 to 1.

    Returns:
        (what Model 1 knew, what the hidden Markov models know, a report on each round)
    """
    forward = Direction.uniform(cells.src_of_pair, n_types[0], n_types[1])
    reverse = Direction.uniform(cells.tgt_of_pair, n_types[1], n_types[0])
    both = forward, reverse
    priors = settings.concentration + settings.spelling * likeness.astype(np.float64)
    reports = [_run_round(cells, both, priors, settings, is_hmm=False) for _ in range(settings.model1_rounds)]
    model1 = forward.as_model1(), reverse.as_model1()
    reports += [_run_round(cells, both, priors, settings, is_hmm=True) for _ in range(settings.hmm_rounds)]
    return model1, both, reports


def _run_round(
    cells: Cells, directions: BothDirections, priors: FloatArray, settings: FitSettings, is_hmm: bool
) -> Report:
    """One step of expectation and one of maximisation, in place."""
    shares_counts = is_hmm and settings.agreement
    weights = [np.empty(len(cells.pair), np.float32) for _ in range(1 if shares_counts else 2)]
    null_counts = [np.zeros(direction.n_words + 1) for direction in directions]
    move_counts = [np.zeros_like(direction.jumps.weights) for direction in directions]
    likelihoods, agreed, given = [0.0, 0.0], 0.0, 0.0
    for batch, where in cells.batches:
        tables = [direction.table[cells.pair[where]].reshape(batch.shape) for direction in directions]
        emissions = emit(batch, tables, [direction.null for direction in directions])
        both: list[Posteriors] = []
        for k, (direction, emission) in enumerate(zip(directions, emissions, strict=True)):
            if is_hmm:
                both.append(compute_hmm(emission, settings.null_prior, direction.jumps, move_counts[k]))
            else:
                both.append(compute_model1(emission, settings.null_prior))
            _add_null_counts(null_counts[k], batch.tgt if k == 0 else batch.src, both[k].null)
            likelihoods[k] += both[k].log_likelihood
        p, q = both[0].links.transpose(1, 0, 2), both[1].links.transpose(1, 2, 0)
        product = p * q
        agreed, given = agreed + 2 * float(product.sum()), given + float(p.sum() + q.sum())
        for flat, links in zip(weights, [product] if shares_counts else [p, q], strict=True):
            flat[where] = links.ravel()
    counts = [cells.count(flat) for flat in weights]
    for k, direction in enumerate(directions):
        direction.learn(counts[k % len(counts)], null_counts[k], priors, settings.concentration)
        if is_hmm:
            direction.jumps = Jumps.from_counts(move_counts[k])
    return Report((likelihoods[0], likelihoods[1]), agreed / given if given else 0.0)


def _add_null_counts(null_counts: FloatArray, words: IntArray, null: FloatArray) -> None:
    """Add null's posteriors [words, batch] to the words' counts; padding, -1, is counted last."""
    null_counts += np.bincount(words.T.ravel() % len(null_counts), null.ravel(), len(null_counts))


def emit(batch: Batch, tables: Sequence[FloatArray], nulls: Sequence[FloatArray]) -> tuple[Emissions, Emissions]:
    """Emissions of the forward and of the reverse direction.

    Args:
        tables: of either direction, what its words bring forth, [batch, tgt, src]; 0 at padding.
        nulls: of either direction, [words + 1], what null brings forth; the last is for padding.
    """
    src_lengths, tgt_lengths = batch.lengths
    return (
        Emissions(np.ascontiguousarray(tables[0].transpose(1, 0, 2)), nulls[0][batch.tgt.T], src_lengths, tgt_lengths),
        Emissions(np.ascontiguousarray(tables[1].transpose(2, 0, 1)), nulls[1][batch.src.T], tgt_lengths, src_lengths),
    )
