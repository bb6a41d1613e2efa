from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from plain_beam import next_log_probs
from random_model import (
    BOS,
    EOS,
    PAD,
    PrefixCache,
    PrefixModel,
    random_distribution,
    rules,
    table_distribution,
)

from nmt.decoding.greedy import greedy_search
from nmt.decoding.search import Hypothesis, SearchRules, build_hypothesis, compute_score
from nmt.errors import ConfigError, NmtError

A, B = 3, 4


def search(distribution, limits, search_rules, sentences=None) -> list[Hypothesis]:
    cache = PrefixCache(sentences if sentences is not None else range(len(limits)))
    return greedy_search(PrefixModel(distribution).step, cache, torch.tensor(limits, dtype=torch.int64), search_rules)


def plain_greedy_search(distribution, sentence, limit, search_rules) -> Hypothesis:
    tokens, log_probs = (), []
    while len(log_probs) < limit:
        token, log_prob = next_log_probs(distribution, sentence, tokens, search_rules)[0]
        log_probs.append(log_prob)
        if token == EOS:
            return build_hypothesis(list(tokens), log_probs, True, search_rules.length_penalty)
        tokens = (*tokens, token)
    return build_hypothesis(list(tokens), log_probs, False, search_rules.length_penalty)


@given(
    seed=st.integers(0, 10**6),
    vocab_size=st.integers(4, 40),
    limits=st.lists(st.integers(1, 8), min_size=1, max_size=6),
    sharpness=st.sampled_from([0.0, 1.0, 3.0]),
    min_length=st.integers(0, 3),
)
def test_same_as_following_the_best_token(seed, vocab_size, limits, sharpness, min_length) -> None:
    distribution = random_distribution(seed, vocab_size, sharpness)
    found = search(distribution, limits, rules(min_length=min_length))
    for sentence, limit in enumerate(limits):
        expected = plain_greedy_search(distribution, sentence, limit, rules(min_length=min_length))
        assert found[sentence] == expected
        assert search(distribution, [limit], rules(min_length=min_length), [sentence]) == [expected]


def test_worked_example() -> None:
    table = {(): [0, 0, 0.1, 0.2, 0.7], (B,): [0, 0, 0.3, 0.5, 0.2], (B, A): [0, 0, 0.8, 0.1, 0.1]}
    [found] = search(table_distribution(table), [9], rules(length_penalty=1.0))
    assert found.ids == [B, A]
    assert found.finished
    assert found.token_log_probs == pytest.approx([math.log(0.7), math.log(0.5), math.log(0.8)])
    assert found.log_prob == pytest.approx(math.log(0.28))
    assert found.score == pytest.approx(math.log(0.28) / 3)  # two words and the end


def test_limit_counts_the_end() -> None:
    table = {(): [0, 0, 0.1, 0.9, 0], (A,): [0, 0, 1, 0, 0]}
    [cut, whole] = search(table_distribution(table), [1, 2], rules())
    assert (cut.ids, cut.finished, len(cut.token_log_probs)) == ([A], False, 1)
    assert (whole.ids, whole.finished, len(whole.token_log_probs)) == ([A], True, 2)


def test_forbidden_tokens_and_minimum_length() -> None:
    """Padding is most probable, then the end; each gives way."""
    table = {(): [0.5, 0, 0.4, 0.1, 0], (A,): [0.5, 0, 0.4, 0.1, 0], (A, A): [0.5, 0, 0.4, 0.1, 0]}
    [at_once] = search(table_distribution(table), [9], rules())
    [longer] = search(table_distribution(table), [9], rules(min_length=2))
    [with_padding] = search(table_distribution(table), [9], rules(forbidden=()))
    assert at_once.ids == []
    assert longer.ids == [A, A]
    assert with_padding.ids == [PAD]
    assert at_once.token_log_probs == pytest.approx([math.log(0.4)])  # not renormalised


def test_equal_probabilities_go_to_the_lower_id() -> None:
    table = {(): [0, 0, 0.2, 0.4, 0.4], (A,): [0, 0, 0.5, 0.5, 0]}
    [found] = search(table_distribution(table), [9], rules())
    assert found.ids == [A]


def test_finished_sentences_leave_the_batch() -> None:
    def distribution(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        certain = EOS if len(tokens) == sentence else A  # sentence n has n words
        return [0.0 if token == certain else -math.inf for token in range(4)]

    model, cache = PrefixModel(distribution), PrefixCache([2, 0, 3, 0, 2])
    found = greedy_search(model.step, cache, torch.tensor([9] * 5), rules())
    assert [len(h.ids) for h in found] == [2, 0, 3, 0, 2]
    assert model.rows_per_step == [5, 3, 3, 1]
    assert cache.reorderings == [[0, 2, 4], [1]]  # none where nobody left


def test_no_sentences() -> None:
    assert search(random_distribution(0, 5), [], rules()) == []


def test_weights_that_are_not_finite() -> None:
    message = "sentence 1 of the batch, token 1: the best log-probability is nan.*use another checkpoint"
    with pytest.raises(NmtError, match=message):
        search(lambda sentence, tokens: [math.nan] * 5, [3], rules())


@pytest.mark.parametrize("limits", [[3, 0], [[3]]])
def test_limits_are_at_least_one(limits) -> None:
    with pytest.raises(ValueError, match="limits: expected one number >= 1 for each sentence"):
        search(random_distribution(0, 5), limits, rules(), sentences=[0, 1])


def test_rules_that_make_no_sense() -> None:
    with pytest.raises(ConfigError, match=r"length_penalty: got -0\.5, expected a number >= 0"):
        rules(length_penalty=-0.5)
    with pytest.raises(ConfigError, match="length_penalty: got nan"):
        rules(length_penalty=math.nan)
    with pytest.raises(ValueError, match=r"end of the sentence \(id 2\) is among the forbidden ids"):
        SearchRules(BOS, EOS, 1.0, forbidden=(PAD, EOS))


def test_score_by_hand() -> None:
    assert compute_score(-6.0, 4, 0.0) == -6.0
    assert compute_score(-6.0, 4, 0.5) == -3.0
    assert compute_score(-6.0, 4, 1.0) == -1.5
