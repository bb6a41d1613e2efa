from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from plain_beam import enumerate_all, plain_beam_search
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

from nmt.decoding.beam import beam_search
from nmt.decoding.greedy import greedy_search
from nmt.decoding.search import Hypothesis
from nmt.errors import ConfigError, NmtError

A, B, C = 3, 4, 5


def search(distribution, limits, search_rules, beam_size, n_best=None, sentences=None) -> list[list[Hypothesis]]:
    cache = PrefixCache(sentences if sentences is not None else range(len(limits)))
    return beam_search(
        PrefixModel(distribution).step,
        cache,
        torch.tensor(limits, dtype=torch.int64),
        search_rules,
        beam_size=beam_size,
        n_best=n_best or beam_size,
    )


cases = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10**6),
        "vocab_size": st.integers(4, 9),
        "limits": st.lists(st.integers(1, 7), min_size=1, max_size=4),
        "beam_size": st.integers(1, 6),
        "length_penalty": st.sampled_from([0.0, 0.6, 1.0, 2.0]),
        "min_length": st.integers(0, 3),
        "sharpness": st.sampled_from([0.0, 1.0, 3.0]),  # 0: every tie there can be
    }
)


@given(cases)
def test_same_as_the_plain_beam_search(case) -> None:
    distribution = random_distribution(case["seed"], case["vocab_size"], case["sharpness"])
    search_rules = rules(case["length_penalty"], min_length=case["min_length"])
    found = search(distribution, case["limits"], search_rules, case["beam_size"])
    for sentence, limit in enumerate(case["limits"]):
        expected = plain_beam_search(distribution, sentence, limit, search_rules, case["beam_size"])
        assert found[sentence] == expected


@given(cases, st.integers(1, 3))
def test_stopping_early_changes_nothing(case, n_best) -> None:
    """Fewer wanted hypotheses let a sentence stop sooner; those wanted are the same."""
    distribution = random_distribution(case["seed"], case["vocab_size"], case["sharpness"])
    search_rules = rules(case["length_penalty"], min_length=case["min_length"])
    beam_size = max(case["beam_size"], n_best)
    all_of_them = search(distribution, case["limits"], search_rules, beam_size)
    best = search(distribution, case["limits"], search_rules, beam_size, n_best)
    assert best == [hypotheses[:n_best] for hypotheses in all_of_them]


def test_stopping_early_saves_steps() -> None:
    """With probability as the score, nothing can overtake a hypothesis more probable than every live one."""
    table = {(): [0, 0, 0.9, 0.1, 0, 0], (A,): [0, 0, 0.1, 0.5, 0.4, 0], (A, A): [0, 0, 0.1, 0.5, 0.4, 0]}
    for n_best, steps in ((1, 1), (3, 3)):
        model = PrefixModel(table_distribution(table))
        found = beam_search(model.step, PrefixCache([0]), torch.tensor([20]), rules(0.0), beam_size=3, n_best=n_best)
        assert found[0][0].ids == []
        assert len(model.rows_per_step) == steps


@given(cases)
def test_beam_of_one_is_greedy_search(case) -> None:
    distribution = random_distribution(case["seed"], case["vocab_size"], case["sharpness"])
    search_rules = rules(case["length_penalty"], min_length=case["min_length"])
    greedy = greedy_search(
        PrefixModel(distribution).step,
        PrefixCache(range(len(case["limits"]))),
        torch.tensor(case["limits"]),
        search_rules,
    )
    assert search(distribution, case["limits"], search_rules, beam_size=1) == [[best] for best in greedy]


@pytest.mark.parametrize("length_penalty", [0.0, 0.7, 1.0, 1.5])
@pytest.mark.parametrize("seed", range(5))
def test_a_beam_wide_enough_finds_the_best_of_all(seed, length_penalty) -> None:
    """The oracle: enumerate every hypothesis of at most 5 tokens over 3 words and the end."""
    distribution = random_distribution(seed, vocab_size=6)
    every = enumerate_all(distribution, 0, 5, rules(length_penalty))
    assert len(every) == 1 + 3 + 9 + 27 + 81
    found = search(distribution, [5], rules(length_penalty), beam_size=400)[0]
    finished = [hypothesis for hypothesis in found if hypothesis.finished]
    assert [h.ids for h in finished] == [h.ids for h in every]
    assert finished == every


def test_beam_finds_what_greedy_search_misses() -> None:
    """Greedy takes A (0.6) and must go on with 0.4; B (0.4) goes on with certainty."""
    table = {(): [0, 0, 0, 0.6, 0.4, 0], (A,): [0, 0, 0.4, 0.3, 0.3, 0], (B,): [0, 0, 1, 0, 0, 0]}
    greedy = search(table_distribution(table), [5], rules(0.0), beam_size=1)[0][0]
    best = search(table_distribution(table), [5], rules(0.0), beam_size=2)[0][0]
    assert (greedy.ids, best.ids) == ([A], [B])
    assert greedy.log_prob == pytest.approx(math.log(0.6 * 0.4))
    assert best.log_prob == best.score == pytest.approx(math.log(0.4))


def test_length_penalty_decides_between_short_and_long() -> None:
    """Two hypotheses: nothing at all (0.5), or A A A (0.5 * 0.8 ** 3)."""
    table = {
        (): [0, 0, 0.5, 0.5, 0, 0],
        (A,): [0, 0, 0, 0.8, 0.2, 0],
        (A, A): [0, 0, 0, 0.8, 0.2, 0],
        (A, A, A): [0, 0, 0.8, 0, 0.2, 0],
    }
    assert search(table_distribution(table), [9], rules(0.0), beam_size=4)[0][0].ids == []
    by_mean = search(table_distribution(table), [9], rules(1.0), beam_size=4)[0][0]
    assert by_mean.ids == [A, A, A]
    assert by_mean.score == pytest.approx(math.log(0.5 * 0.8**3) / 4)  # the end counts


@given(cases)
def test_batch_is_the_same_as_one_at_a_time(case) -> None:
    distribution = random_distribution(case["seed"], case["vocab_size"], case["sharpness"])
    together = search(distribution, case["limits"], rules(), case["beam_size"])
    for sentence, limit in enumerate(case["limits"]):
        alone = search(distribution, [limit], rules(), case["beam_size"], sentences=[sentence])
        assert alone[0] == together[sentence]


@given(cases)
def test_hypotheses_are_sorted_distinct_and_within_their_limits(case) -> None:
    distribution = random_distribution(case["seed"], case["vocab_size"], case["sharpness"])
    found = search(distribution, case["limits"], rules(min_length=case["min_length"]), case["beam_size"])
    for hypotheses, limit in zip(found, case["limits"], strict=True):
        assert 1 <= len(hypotheses) <= case["beam_size"]
        assert len({tuple(h.ids) for h in hypotheses}) == len(hypotheses)
        for finished in (True, False):
            scores = [h.score for h in hypotheses if h.finished == finished]
            assert scores == sorted(scores, reverse=True)
        assert [h.finished for h in hypotheses] == sorted((h.finished for h in hypotheses), reverse=True)
        for h in hypotheses:
            assert len(h.token_log_probs) == len(h.ids) + h.finished <= limit
            assert not {PAD, BOS, EOS} & set(h.ids)
            assert len(h.ids) >= min(case["min_length"], limit)
            assert h.finished or len(h.ids) == limit


def test_finished_sentences_leave_the_batch() -> None:
    """Sentence 1 ends at once with certainty; sentence 0 goes on to its limit."""

    def distribution(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        certain = EOS if sentence == 1 else A
        return [math.log(0.97) if token == certain else math.log(0.01) for token in range(4)]

    model, cache = PrefixModel(distribution), PrefixCache([0, 1])
    found = beam_search(model.step, cache, torch.tensor([6, 6]), rules(0.0), beam_size=2)
    assert model.rows_per_step[0] == 2  # no copies before the first step
    assert set(model.rows_per_step[1:]) == {1} or set(model.rows_per_step[1:]) == {2}
    assert found[1][0].ids == []
    assert found[0][0].finished or found[0][0].ids == [A] * 6


def test_rows_that_stay_in_place_are_not_reordered() -> None:
    """One word and one end: after the first step nothing changes place."""
    model, cache = PrefixModel(random_distribution(0, 4)), PrefixCache([0])
    beam_search(model.step, cache, torch.tensor([5]), rules(min_length=5), beam_size=1)
    assert cache.reorderings == []


def test_end_at_the_first_step() -> None:
    found = search(table_distribution({(): [0, 0, 1.0, 0]}), [4], rules(), beam_size=3)[0]
    assert found == [Hypothesis([], [0.0], finished=True, score=0.0)]


def test_unfinished_hypotheses_come_after_finished_ones() -> None:
    table = {(): [0, 0, 0.1, 0.9], (A,): [0, 0, 0.1, 0.9]}
    found = search(table_distribution(table), [2], rules(), beam_size=3)[0]
    assert [(h.ids, h.finished) for h in found] == [([A], True), ([], True), ([A, A], False)]
    assert found[2].score > found[0].score


def test_vocabulary_smaller_than_the_beam() -> None:
    found = search(random_distribution(1, 4), [3], rules(), beam_size=8)[0]
    assert [len(h.ids) for h in found if not h.finished] == [3]
    assert len(found) == 4


def test_no_sentences() -> None:
    assert search(random_distribution(0, 5), [], rules(), beam_size=2) == []


@pytest.mark.parametrize(("beam_size", "n_best"), [(0, 0), (2, 3), (2, 0)])
def test_sizes_that_make_no_sense(beam_size, n_best) -> None:
    with pytest.raises(ConfigError, match=f"n_best: got {n_best}, expected 1 to beam_size, which is {beam_size}"):
        beam_search(
            PrefixModel(random_distribution(0, 5)).step,
            PrefixCache([0]),
            torch.tensor([3]),
            rules(),
            beam_size=beam_size,
            n_best=n_best,
        )


@pytest.mark.parametrize("value", [math.nan, -math.inf])
def test_no_possible_token(value) -> None:
    def distribution(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        return [value] * 5 if sentence == 1 and len(tokens) == 2 else [math.log(0.2)] * 5

    message = f"sentence 2 of the batch, token 3: the best log-probability is {value}, expected a finite number"
    with pytest.raises(NmtError, match=message):
        search(distribution, [5, 5], rules(min_length=4), beam_size=2)
