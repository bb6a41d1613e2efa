"""How the words of one sentence depend on those of another: Model 1, and the hidden Markov model.

Each target word comes from one source word or from none (null). In Model 1 (Brown et al. 1993) from any alike;
in the hidden Markov model (Vogel, Ney and Tillmann 1996) its source word stands at a likely distance from that
of the target word before. A target word from null keeps the place (Och and Ney 2003), so the next distance is
measured from the last source word that was not null; before the first word the place is -1.

Sentences of a batch have different lengths. A padded source position emits nothing, and a padded target position
emits 1 from null and 0 from anywhere else, which leaves all sums as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nmt.alignment.statistical.cells import FloatArray, IntArray

# Added to what may become 0 in single precision. Numbers below 1e-38 make the processor a hundred times slower.
TINY = np.float32(1e-18)
# Moves further than this are not told apart.
LONGEST_MOVE = 30
_EXPECTED_MOVES = 1 / (1 + np.abs(np.arange(-LONGEST_MOVE, LONGEST_MOVE + 1) - 1.0))


@dataclass(frozen=True, slots=True)
class Emissions:
    """How well source words explain target words; float32.

    links: [tgt, batch, src], p(target word | source word), 0 at padding; null: [tgt, batch], p(target word | null).
    """

    links: FloatArray
    null: FloatArray
    src_lengths: IntArray  # [batch]
    tgt_lengths: IntArray  # [batch]

    @property
    def is_word(self) -> IntArray:
        """[tgt, batch] bool, False at padding."""
        is_word: IntArray = np.arange(len(self.null))[:, None] < self.tgt_lengths
        return is_word


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Where target words came from: with null, the row of each target word in `links` sums to 1.

    links: [tgt, batch, src] and null: [tgt, batch], both 0 at padding; log_likelihood: of the batch, in nats.
    """

    links: FloatArray
    null: FloatArray
    log_likelihood: float


class Jumps:
    """How likely the source place moves by some distance from one target word to the next.

    `weights[distance + longest]` need not sum to 1: they are normalised over the places that a sentence has.
    Greater distances than `longest` weigh as much as the greatest.
    """

    def __init__(self, weights: FloatArray | None = None) -> None:
        """Args: weights: [2 * longest + 1]; by default one step forward weighs most, and others by distance from it."""
        self.weights: FloatArray = _EXPECTED_MOVES / _EXPECTED_MOVES.sum() if weights is None else weights

    @staticmethod
    def alike() -> Jumps:
        """Every move as likely as any other: the hidden Markov model is then Model 1."""
        return Jumps(np.full(len(_EXPECTED_MOVES), 1 / len(_EXPECTED_MOVES)))

    @staticmethod
    def from_counts(counts: FloatArray) -> Jumps:
        """Weights from counted moves, to which what is expected adds a handful."""
        total = counts + _EXPECTED_MOVES
        return Jumps(total / total.sum())

    def distances(self, src_length: int) -> IntArray:
        """[places, src]: index into `weights` of the move from each place, the first being -1, to each word."""
        longest = len(self.weights) // 2
        distance: IntArray = np.arange(src_length)[None, :] - np.arange(-1, src_length)[:, None]
        return np.clip(distance, -longest, longest) + longest


def compute_model1(emissions: Emissions, null_prior: float) -> Posteriors:
    """Posteriors if all source words are alike likely a priori, and null has the probability `null_prior`."""
    links = emissions.links * ((1 - null_prior) / emissions.src_lengths).astype(np.float32)[:, None]
    is_word = emissions.is_word
    null = np.where(is_word, null_prior * emissions.null, 1)
    whole = links.sum(2) + null
    return Posteriors(links / whole[:, :, None], np.where(is_word, null / whole, 0), float(np.log(whole).sum()))


def compute_hmm(
    emissions: Emissions, null_prior: float, jumps: Jumps, move_counts: FloatArray | None = None
) -> Posteriors:
    """Posteriors of the hidden Markov model, by the forward-backward algorithm.

    Args:
        emissions: its `links` are used up: they hold something else afterwards.
        null_prior: probability that a target word comes from null.
        move_counts: like `jumps.weights`; if given, the moves that are expected in the batch are added to it.
    """
    n_src = emissions.links.shape[2]
    distances = jumps.distances(n_src)
    move = jumps.weights[distances]  # [places, src], places being -1 and the source words
    reachable = np.cumsum(move, axis=1)[:, emissions.src_lengths - 1].T  # [batch, places]: sum over a sentence's words
    leave = ((1 - null_prior) / reachable).astype(np.float32)
    move = move.astype(np.float32)
    is_word = emissions.is_word
    stay = np.where(is_word, null_prior * emissions.null, 1).astype(np.float32)  # null keeps the place

    forward, departing, scale = _run_forward(emissions.links, stay, move, leave)
    arriving = _run_backward(emissions.links, stay, move, leave, scale, forward)
    links = np.where(is_word[:, :, None], forward, 0)
    null = np.where(is_word, np.maximum(1 - links.sum(2), 0), 0)

    if move_counts is not None:
        # One small product for each target position: a single large one would wake up the threads of the BLAS.
        moves = move * np.matmul(departing.transpose(0, 2, 1), arriving).sum(0)
        move_counts += np.bincount(distances.ravel(), moves.ravel(), len(move_counts))
    return Posteriors(links, null, -float(np.log(scale).sum(dtype=np.float64)))


def _run_forward(
    emission: FloatArray, stay: FloatArray, move: FloatArray, leave: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Probabilities of the source words given the target words so far.

    Returns:
        forward [tgt, batch, src]: of having come from each word; the rest to 1 is null.
        departing [tgt, batch, places]: of each place before a target word, times `leave`.
        scale [tgt, batch, 1]: 1 / probability of the target word given those before.
    """
    n_tgt, n_batch, n_src = emission.shape
    forward = np.empty((n_tgt, n_batch, n_src), np.float32)
    departing = np.zeros((n_tgt, n_batch, n_src + 1), np.float32)
    departing[0, :, 0] = leave[:, 0]
    scale = np.empty((n_tgt, n_batch, 1), np.float32)
    for j in range(n_tgt):
        words = np.matmul(departing[j], move, out=forward[j])
        words *= emission[j]
        np.divide(1, words.sum(1, keepdims=True) + stay[j][:, None], out=scale[j])
        words *= scale[j]
        if j + 1 < n_tgt:
            places = np.multiply(departing[j], stay[j][:, None] * scale[j], out=departing[j + 1])
            places[:, 1:] += words * leave[:, 1:]
            places += TINY
    return forward, departing, scale


def _run_backward(
    emission: FloatArray, stay: FloatArray, move: FloatArray, leave: FloatArray, scale: FloatArray, forward: FloatArray
) -> FloatArray:
    """Turn `forward` into posteriors, and `emission` into what `departing` arrives at: it is returned."""
    _, n_batch, n_src = emission.shape
    backward = np.ones((n_batch, n_src + 1), np.float32)  # by place
    move_back = np.ascontiguousarray(move.T)
    for j in reversed(range(len(emission))):
        forward[j] *= backward[:, 1:]
        arriving = emission[j]
        arriving *= backward[:, 1:]
        arriving *= scale[j]
        arriving += TINY
        backward *= stay[j][:, None] * scale[j]
        backward += (arriving @ move_back) * leave
    return emission
