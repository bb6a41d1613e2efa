"""Beam search as one would explain it, one sentence and one hypothesis at a time: the reference for ours."""

from __future__ import annotations

import itertools
import math

from random_model import EOS, Distribution

from nmt.decoding.search import Hypothesis, SearchRules, build_hypothesis


def next_log_probs(distribution: Distribution, sentence: int, tokens: tuple[int, ...], rules: SearchRules):
    """What may follow `tokens`: (token, log-probability), the most probable first, then by token id."""
    allowed = [
        (token, log_prob)
        for token, log_prob in enumerate(distribution(sentence, tokens))
        if token not in rules.forbidden
        and log_prob > -math.inf
        and not (token == EOS and len(tokens) < rules.min_length)
    ]
    return sorted(allowed, key=lambda pair: (-pair[1], pair[0]))


def plain_beam_search(
    distribution: Distribution, sentence: int, limit: int, rules: SearchRules, beam_size: int
) -> list[Hypothesis]:
    """All `beam_size` hypotheses, without the early stop that changes nothing."""
    live: list[tuple[tuple[int, ...], list[float]]] = [((), [])]
    finished: list[Hypothesis] = []
    unfinished: list[Hypothesis] = []
    for position in range(limit):
        candidates = []
        for tokens, log_probs in live:
            for token, log_prob in next_log_probs(distribution, sentence, tokens, rules):
                candidates.append(((*tokens, token), [*log_probs, log_prob]))
        candidates.sort(key=lambda candidate: -sum_in_order(candidate[1]))  # stable: ties stay in beam order
        candidates = candidates[: 2 * beam_size]
        for tokens, log_probs in candidates[:beam_size]:
            if tokens[-1] == EOS:
                finished.append(build_hypothesis(list(tokens[:-1]), log_probs, True, rules.length_penalty))
        live = [candidate for candidate in candidates if candidate[0][-1] != EOS][:beam_size]
        if len(finished) >= beam_size or not live:
            break
        if position + 1 == limit:
            unfinished = [build_hypothesis(list(t), p, False, rules.length_penalty) for t, p in live]
    finished.sort(key=lambda hypothesis: -hypothesis.score)
    return [*finished, *unfinished][:beam_size]


def sum_in_order(log_probs: list[float]) -> float:
    """Added one by one, as a search adds them (`sum` compensates from Python 3.12 on)."""
    return list(itertools.accumulate(log_probs, initial=0.0))[-1]


def enumerate_all(distribution: Distribution, sentence: int, limit: int, rules: SearchRules) -> list[Hypothesis]:
    """Every finished hypothesis of at most `limit` tokens, its end counted, best score first."""
    found = []

    def extend(tokens: tuple[int, ...], log_probs: list[float]) -> None:
        for token, log_prob in next_log_probs(distribution, sentence, tokens, rules):
            if token == EOS:
                found.append(build_hypothesis(list(tokens), [*log_probs, log_prob], True, rules.length_penalty))
            elif len(tokens) + 1 < limit:
                extend((*tokens, token), [*log_probs, log_prob])

    extend((), [])
    return sorted(found, key=lambda hypothesis: -hypothesis.score)
