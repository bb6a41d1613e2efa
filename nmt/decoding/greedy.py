"""Greedy search: always the most probable next token."""

from __future__ import annotations

from torch import Tensor

from nmt.decoding.search import (
    Cache,
    Choice,
    Hypothesis,
    Search,
    SearchRules,
    StepFn,
    follow_one_path,
    search_alone,
)
from nmt.decoding.top_tokens import find_top_tokens


def greedy_search(step: StepFn, cache: Cache, limits: Tensor, rules: SearchRules) -> list[Hypothesis]:
    """The hypothesis of each sentence, in the order of the cache's rows.

    Equal probabilities go to the lower token id. The same as `beam_search` with `beam_size=1`.

    Args:
        step, cache: see `nmt.decoding.search`; the cache has one row for each sentence.
        limits: [batch] int64, how many tokens each sentence may have at most, its end counted (>= 1). The
            token ids for `step` are made on the device of `limits`.
        rules: special ids, forbidden tokens, length penalty of the score.

    Raises:
        NmtError: a log-probability is not a finite number.
    """
    return search_alone(search_greedily(limits, rules), step, cache)


def search_greedily(limits: Tensor, rules: SearchRules) -> Search[list[Hypothesis]]:
    """`greedy_search`, as a search that asks for its steps."""
    return follow_one_path(limits, rules, _choose_best)


def _choose_best(log_probs: Tensor, sentences: list[int], position: int) -> Choice:
    values, ids = find_top_tokens(log_probs, 1)
    return ids[:, 0], values[:, 0]
