"""Translation probabilities of words, estimated from expected counts under a Dirichlet prior.

Plain maximum likelihood lets rare words translate whatever stands near them ("garbage collectors"). With a
prior and variational Bayes, a probability is exp(digamma(count + prior)) / exp(digamma(sum of both)), which
takes about half a count away from each pair: little from the frequent, most from the rare (Beal 2003; Riley and
Gildea 2012). The prior is higher for words that are spelt alike: names, numbers, and the many words that French
and English share. Where the two languages share none, it does nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from nmt.alignment.statistical.cells import FloatArray, IntArray

# Letters of a word that are compared.
SPELLING_LENGTH = 10
# Numbers worked on at a time, which then stay within the processor's cache.
BLOCK = 32_768
# Nothing is less likely than this: with less, single precision would run out of small numbers.
MIN_PROBABILITY = 1e-12


def estimate(counts: FloatArray, priors: FloatArray, owners: IntArray, n_owners: int) -> tuple[FloatArray, FloatArray]:
    """Probabilities of pairs given their owner: the word that is translated.

    Args:
        counts, priors: [pairs], float64, the prior greater than 0.
        owners: [pairs], whose translations a pair belongs to; n_owners: how many owners there are.

    Returns:
        (probabilities [pairs], denominators [n_owners]); an owner without pairs has the denominator 1. The
        probabilities of an owner sum to less than 1: what is missing is the doubt.
    """
    totals = np.bincount(owners, counts + priors, n_owners)
    denominators = np.where(totals > 0, exp_digamma(np.where(totals > 0, totals, 1.0)), 1.0)
    return exp_digamma(counts + priors) / denominators[owners], denominators


def exp_digamma(x: FloatArray) -> FloatArray:
    """exp(digamma(x)) for x > 0, float64; the relative error is below 1e-5.

    digamma(x) = digamma(x + n) - 1/x - ... - 1/(x + n - 1), and with z = y - 1/2, exp(digamma(y)) is
    z + 1/(24 z) - 37/(5760 z^3) + O(z^-5): no logarithm is needed.
    """
    steps = 4
    flat = np.ascontiguousarray(x, np.float64).ravel()
    result = np.empty_like(flat)
    for start in range(0, len(flat), BLOCK):
        block = flat[start : start + BLOCK]
        z = block + (steps - 0.5)
        inverse = 1 / z
        series = z + inverse * (1 / 24 - inverse * inverse * (37 / 5760))
        shift = sum(1 / (block + k) for k in range(steps))
        result[start : start + BLOCK] = series * np.exp(-shift)
    return result.reshape(np.shape(x))


class Spelling:
    """The first letters of words, to compare how they are spelt. Accents do not count."""

    def __init__(self, words: Sequence[str]) -> None:
        self.letters = np.zeros((len(words), SPELLING_LENGTH), np.int32)  # code points, 0 behind the end
        for row, word in enumerate(words):
            bare = word if word.isascii() else unicodedata.normalize("NFD", word)
            codes = [ord(c) for c in bare if not unicodedata.combining(c)][:SPELLING_LENGTH]
            self.letters[row, : len(codes)] = codes
        self.lengths: IntArray = (self.letters > 0).sum(1)

    def extended(self, words: Sequence[str]) -> Spelling:
        """These words and then others; itself if there are none."""
        if not words:
            return self
        others, both = Spelling(words), Spelling(())
        both.letters = np.concatenate((self.letters, others.letters))
        both.lengths = np.concatenate((self.lengths, others.lengths))
        return both


def compare_spelling(src_words: Spelling, tgt_words: Spelling, src: IntArray, tgt: IntArray) -> FloatArray:
    """How alike words are spelt, from 0 to 1: the square of the share of letters that they begin with in common.

    What follows the tenth letter does not count.

    Args:
        src_words, tgt_words: the words.
        src, tgt: [pairs], which words to compare.
    """
    result = np.zeros(len(src), np.float32)
    first = tgt_words.letters[tgt, 0]
    comparable = np.flatnonzero((src_words.letters[src, 0] == first) & (first > 0))
    for start in range(0, len(comparable), BLOCK):
        these = comparable[start : start + BLOCK]
        left, right = src_words.letters[src[these]], tgt_words.letters[tgt[these]]
        in_common = np.logical_and.accumulate((left == right) & (left > 0), axis=1).sum(1)
        result[these] = (in_common / np.maximum(src_words.lengths[src[these]], tgt_words.lengths[tgt[these]])) ** 2
    return result
