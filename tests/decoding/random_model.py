"""A model without weights: the next token's distribution is a pure function of (sentence, tokens so far).

The cache holds those tokens, so a search that reorders it wrongly reads another hypothesis's distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from nmt.decoding.search import SearchRules

PAD, BOS, EOS = 0, 1, 2

Distribution = Callable[[int, tuple[int, ...]], Sequence[float]]
"""(sentence, tokens so far, without bos) -> log-probability of every token"""


class PrefixCache:
    """Row i: the sentence it belongs to and its tokens so far."""

    def __init__(self, sentences: Sequence[int]) -> None:
        self.rows: list[tuple[int, tuple[int, ...]]] = [(sentence, ()) for sentence in sentences]
        self.reorderings: list[list[int]] = []

    def reorder(self, rows: Tensor) -> None:
        self.reorderings.append(rows.tolist())
        self.rows = [self.rows[row] for row in rows.tolist()]

    def join(self, other: PrefixCache) -> None:
        assert {len(tokens) for _, tokens in self.rows} == {len(tokens) for _, tokens in other.rows}
        self.rows += other.rows


class PrefixModel:
    """The step function of a `Distribution`; counts the rows it is asked for."""

    def __init__(self, distribution: Distribution) -> None:
        self.distribution = distribution
        self.rows_per_step: list[int] = []
        self.begun: dict[int, PrefixCache] = {}  # caches that have seen the begin mark, by id

    def step(self, token_ids: Tensor, cache: PrefixCache) -> Tensor:
        assert token_ids.dtype == torch.int64 and token_ids.shape == (len(cache.rows),)
        self.rows_per_step.append(len(cache.rows))
        is_first = id(cache) not in self.begun
        self.begun[id(cache)] = cache
        for i, token in enumerate(token_ids.tolist()):
            sentence, tokens = cache.rows[i]
            if is_first:
                assert token == BOS
            else:
                cache.rows[i] = (sentence, (*tokens, token))
        return torch.tensor([self.distribution(*row) for row in cache.rows], dtype=torch.float32)


def random_distribution(seed: int, vocab_size: int, sharpness: float = 2.0) -> Distribution:
    """Normal logits, drawn anew for each sentence and prefix."""

    def distribution(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        number = hash((seed, sentence, *tokens)) % 2**62  # of ints: the same in every process
        logits = torch.randn(vocab_size, generator=torch.Generator().manual_seed(number))
        return (sharpness * logits).log_softmax(0).tolist()

    return distribution


def table_distribution(rows: dict[tuple[int, ...], Sequence[float]]) -> Distribution:
    """Probabilities by prefix, the same for all sentences; a prefix that is not there ends for sure."""

    def distribution(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        some_row = next(iter(rows.values()))
        at_end = [1.0 if token == EOS else 0.0 for token in range(len(some_row))]
        return [math.log(p) if p else -math.inf for p in rows.get(tokens, at_end)]

    return distribution


def rules(length_penalty: float = 1.0, forbidden: tuple[int, ...] = (PAD, BOS), min_length: int = 0) -> SearchRules:
    return SearchRules(BOS, EOS, length_penalty, forbidden, min_length)
