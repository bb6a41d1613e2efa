"""Decoding that begins as it is told: forced prefixes (Wuebker et al. 2016), and a look at every step on the way.

Both wrap the step function of a search, so that greedy search, beam search and sampling need to know nothing of them.
A wrapped step counts the calls of one search, and is good for that one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from torch import Tensor

from nmt.decoding.search import Cache, StepFn


def force_prefix(step: StepFn, prefix: Sequence[int]) -> StepFn:
    """A step function under which every hypothesis of a search begins with the tokens of `prefix`.

    They keep the log-probabilities that the model gives them; what follows them is the search's own choice. An end mark
    as the last token ends the hypothesis there.

    Args:
        step: see `nmt.decoding.search`.
        prefix: token ids, none of which the search's rules forbid; shorter than the search's limits.
    """
    positions = itertools.count()

    def forced_step(token_ids: Tensor, cache: Cache) -> Tensor:
        log_probs = step(token_ids, cache)
        position = next(positions)
        if position >= len(prefix):
            return log_probs
        only = log_probs.new_full(log_probs.shape, -math.inf)
        only[:, prefix[position]] = log_probs[:, prefix[position]]
        return only

    return forced_step


def watch_tokens(step: StepFn, watch: Callable[[list[int]], None]) -> StepFn:
    """A step function that tells `watch` all tokens so far, as soon as the search has chosen one more.

    For searches of one sentence along one path. `watch` is not told of the last token, which ends the search: its
    hypothesis holds it. An exception that `watch` raises ends the search.
    """
    tokens: list[int] = []
    is_begun = False

    def watched_step(token_ids: Tensor, cache: Cache) -> Tensor:
        nonlocal is_begun
        if is_begun:
            tokens.append(int(token_ids.item()))
            watch(list(tokens))
        is_begun = True  # the first call has the begin mark
        return step(token_ids, cache)

    return watched_step
