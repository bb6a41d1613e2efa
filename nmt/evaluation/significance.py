"""Whether two systems differ by more than chance, on the same sentences.

BLEU and chrF: sacreBLEU's own paired bootstrap (Koehn 2004), with its signature. Its p-value is one-sided: below 0.05
lies one in ten pairs of equal systems. So half of that is the limit here.

Everything that is a sum over sentences divided by another (error rates, shares of right answers): the interval of the
difference from a paired bootstrap, and a two-sided p-value from approximate randomization (Noreen 1989), which swaps
the systems' results sentence by sentence. A bootstrap p-value would be certain of three sentences that all came out
better, since no resample of them says anything else; swapping gives them 0.25.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nmt.evaluation.accuracy import check_pairing
from nmt.evaluation.metrics import N_BOOTSTRAP, make_bleu, transpose_references

Array = np.ndarray[Any, np.dtype[np.float64]]

# Of our own tests: of forty phenomena one must be able to stand out after Holm's adjustment.
N_RESAMPLES = 10_000
SEED = 12345  # sacreBLEU's
ALPHA = 0.05  # how often two equal systems may be called different

_CELLS_AT_ONCE = 2_000_000  # kinds of sentences times resamples, for the memory's sake


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of two systems on the same sentences; the second is held against the first."""

    name: str
    first: float
    second: float
    p_value: float
    n_sentences: int
    lower_is_better: bool = False
    low: float | None = None  # ends of the difference's 95 % interval; sacreBLEU gives none
    high: float | None = None
    signature: str = ""  # how it was computed and tested
    is_one_sided: bool = False  # the p-value

    @property
    def value(self) -> float:
        """Second minus first."""
        return self.second - self.first

    @property
    def verdict(self) -> str:
        """In words. Equal figures are no difference, whatever stands behind them."""
        if self.value == 0:
            return "no difference"
        if self.p_value >= (ALPHA / 2 if self.is_one_sided else ALPHA):
            return "within chance"
        return "better" if (self.value < 0) == self.lower_is_better else "worse"


def compare_corpus_scores(
    first: Sequence[str],
    second: Sequence[str],
    references: Sequence[Sequence[str]],
    n_resamples: int = N_BOOTSTRAP,
    tgt_lang: str = "",
) -> list[Difference]:
    """BLEU and chrF of two systems' hypotheses in the language `tgt_lang`, with sacreBLEU's paired bootstrap.

    Raises:
        DataError: no sentences, unequal numbers of them, or a sentence without a reference.
    """
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.significance import PairedTest

    for hypotheses in (first, second):
        check_pairing(hypotheses, references)
    test = PairedTest(
        [("first", first), ("second", second)],
        {"BLEU": make_bleu(tgt_lang, force=True), "chrF": CHRF()},
        transpose_references(references),
        test_type="bs",
        n_samples=n_resamples,
    )
    signatures, results = test()
    found = []
    for name, signature in signatures.items():
        one, other = results[name]
        assert not isinstance(one, str) and not isinstance(other, str) and other.p_value is not None
        # sacreBLEU gives a system beside itself the smallest p-value there is; no difference is nobody's evidence.
        p_value = 1.0 if one.score == other.score else other.p_value
        found.append(
            Difference(
                name, one.score, other.score, p_value, len(references), signature=str(signature), is_one_sided=True
            )
        )
    return found


def compare_ratios(
    name: str,
    first: Array,
    second: Array,
    *,
    lower_is_better: bool = False,
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> Difference:
    """Two systems' ratios of sums over sentences.

    Args:
        first, second: [sentences, 2], numerator and denominator of each sentence, in the same order of sentences.
            The sums of the denominators must be positive.
    """
    difference = _difference(np.concatenate([first, second], axis=1).sum(0))
    # What happens to sentences with the same results is the same: it is drawn how often, not to which of them.
    kinds, counts = np.unique(np.concatenate([first, second], axis=1), axis=0, return_counts=True)
    generator = np.random.default_rng(seed)
    drawn, swapped = [], []
    for size in _chunks(len(kinds), n_resamples):
        drawn.append(_difference(generator.multinomial(len(first), counts / len(first), size) @ kinds))
        n_swapped = generator.binomial(counts, 0.5, (size, len(kinds)))
        swapped.append(_difference(n_swapped @ kinds[:, [2, 3, 0, 1]] + (counts - n_swapped) @ kinds))
    # A hair less than the difference itself: sums in another order round otherwise.
    as_large = int((np.abs(np.concatenate(swapped)) >= abs(difference) - 1e-12).sum())
    low, high = np.quantile(np.concatenate(drawn), (0.025, 0.975)).tolist()
    signature = f"interval: paired bootstrap, p: approximate randomization|n:{n_resamples}|seed:{seed}"
    p_value = (as_large + 1) / (n_resamples + 1)
    one, other = (float(_ratios(side.sum(0))) for side in (first, second))
    return Difference(name, one, other, p_value, len(first), lower_is_better, low, high, signature)


def adjust_for_many(p_values: Sequence[float]) -> list[float]:
    """Holm's (1979) p-values: of those below 0.05, all are right with a probability of 0.95, however many are tested.

    >>> adjust_for_many([0.01, 0.04, 0.5])
    [0.03, 0.08, 0.5]
    """
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        highest = max(highest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = highest
    return adjusted


def _chunks(n_kinds: int, n_resamples: int) -> Iterator[int]:
    size = max(1, _CELLS_AT_ONCE // n_kinds)
    yield from (min(size, n_resamples - start) for start in range(0, n_resamples, size))


def _difference(sums: Array) -> Array:
    """The second system's ratio minus the first's, of [..., 4]: numerator and denominator of either."""
    return _ratios(sums[..., 2:]) - _ratios(sums[..., :2])


def _ratios(sums: Array) -> Array:
    """Numerators over denominators, [..., 2] to [...]; 0 where there is nothing to divide by."""
    ratios: Array = sums[..., 0] / np.maximum(sums[..., 1], 1e-12)
    return ratios
