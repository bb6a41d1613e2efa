"""Forced prefixes: the search goes on from them as if it had chosen them itself."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from plain_beam import plain_beam_search
from random_model import BOS, EOS, Distribution, PrefixCache, PrefixModel, random_distribution, rules

from nmt.decoding.beam import beam_search
from nmt.decoding.greedy import greedy_search
from nmt.decoding.prefix import force_prefix, watch_tokens
from nmt.decoding.search import Hypothesis
from nmt.errors import NmtError

VOCAB = 7
seeds = st.integers(0, 10**6)
prefixes = st.lists(st.integers(EOS + 1, VOCAB - 1), max_size=5)


def search(distribution: Distribution, prefix, limits=(8,), beam_size=1, n_best=1) -> list[list[Hypothesis]]:
    step = force_prefix(PrefixModel(distribution).step, prefix)
    cache, limit_tensor = PrefixCache(range(len(limits))), torch.tensor(limits, dtype=torch.int64)
    if beam_size == 1:
        return [[found] for found in greedy_search(step, cache, limit_tensor, rules())]
    return beam_search(step, cache, limit_tensor, rules(), beam_size=beam_size, n_best=n_best)


@given(seeds, st.integers(0, 8))
def test_a_beginning_of_its_own_changes_nothing(seed: int, kept: int) -> None:
    distribution = random_distribution(seed, VOCAB)
    [[free]] = search(distribution, [])
    whole = [*free.ids, EOS] if free.finished else free.ids
    assert search(distribution, whole[:kept]) == [[free]]


@given(seeds, prefixes, st.integers(1, 4), st.lists(st.integers(6, 8), min_size=1, max_size=3))
def test_same_as_a_model_that_allows_nothing_else(seed: int, prefix: list[int], beam_size: int, limits) -> None:
    distribution = random_distribution(seed, VOCAB)

    def obedient(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        given = prefix[len(tokens)] if len(tokens) < len(prefix) else None
        return [p if given in (None, token) else -math.inf for token, p in enumerate(distribution(sentence, tokens))]

    found = search(distribution, prefix, limits, beam_size, beam_size)
    for sentence, limit in enumerate(limits):
        assert found[sentence] == plain_beam_search(obedient, sentence, limit, rules(), beam_size)


@given(seeds, prefixes)
def test_the_model_still_says_how_likely_they_are(seed: int, prefix: list[int]) -> None:
    distribution = random_distribution(seed, VOCAB)
    [[found]] = search(distribution, prefix)
    assert found.ids[: len(prefix)] == prefix
    expected = [distribution(0, tuple(prefix[:k]))[token] for k, token in enumerate(prefix)]
    assert found.token_log_probs[: len(prefix)] == pytest.approx(expected)


@pytest.mark.parametrize("beam_size", [1, 3])
def test_an_end_mark_ends_the_translation(beam_size: int) -> None:
    [[found]] = search(random_distribution(1, VOCAB), [4, 5, EOS], beam_size=beam_size)
    assert (found.ids, found.finished, len(found.token_log_probs)) == ([4, 5], True, 3)


def test_what_the_rules_forbid_cannot_be_forced() -> None:
    with pytest.raises(NmtError, match=r"token 2: the best log-probability is -inf.*the rules forbid every token"):
        search(random_distribution(1, VOCAB), [4, BOS])


@given(seeds, st.integers(1, 8))
def test_every_step_is_told_but_the_last(seed: int, limit: int) -> None:
    told: list[list[int]] = []
    step = watch_tokens(PrefixModel(random_distribution(seed, VOCAB, 0.5)).step, told.append)
    [found] = greedy_search(step, PrefixCache([0]), torch.tensor([limit]), rules())
    known = found.ids if found.finished else found.ids[:-1]
    assert told == [known[: k + 1] for k in range(len(known))]


def test_whoever_watches_may_end_the_search() -> None:
    class Gone(Exception):
        pass

    def leave(tokens: list[int]) -> None:
        raise Gone

    model = PrefixModel(lambda sentence, tokens: [-math.inf, -math.inf, -math.inf, 0.0])
    with pytest.raises(Gone):
        greedy_search(watch_tokens(model.step, leave), PrefixCache([0]), torch.tensor([9]), rules())
    assert len(model.rows_per_step) == 1
