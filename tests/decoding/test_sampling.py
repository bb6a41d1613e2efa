from __future__ import annotations

import math
from collections import Counter

import pytest
import torch
from random_model import EOS, PrefixCache, PrefixModel, random_distribution, rules, table_distribution

from nmt.decoding.greedy import greedy_search
from nmt.decoding.sampling import SamplingRules, sample
from nmt.decoding.search import Hypothesis
from nmt.errors import ConfigError, NmtError

PROBABILITIES = [0.0, 0.0, 0.05, 0.4, 0.25, 0.2, 0.1]  # of pad, bos, the end and four words
N = 4000


def draw(distribution, sampling, limits, numbers=None, search_rules=None) -> list[Hypothesis]:
    numbers = list(range(len(limits))) if numbers is None else numbers
    model = PrefixModel(distribution)
    cache = PrefixCache(numbers)
    return sample(model.step, cache, torch.tensor(limits), search_rules or rules(), sampling, numbers)


def frequencies(sampling: SamplingRules, probabilities=PROBABILITIES) -> dict[int, float]:
    """How often each first token is drawn in N sentences."""
    log_probs = torch.tensor(probabilities).log()
    found = sample(
        lambda tokens, cache: log_probs.repeat(len(tokens), 1),
        PrefixCache(range(N)),
        torch.ones(N, dtype=torch.int64),
        rules(),
        sampling,
        range(N),
    )
    counts = Counter(hypothesis.ids[0] if hypothesis.ids else EOS for hypothesis in found)
    return {token: count / N for token, count in counts.items()}


def assert_close(found: dict[int, float], expected: dict[int, float]) -> None:
    """Within four standard deviations of a binomial proportion."""
    assert set(found) == set(expected)
    for token, p in expected.items():
        assert abs(found[token] - p) <= 4 * math.sqrt(p * (1 - p) / N) + 1e-12


def test_draws_follow_the_distribution() -> None:
    assert_close(frequencies(SamplingRules(seed=1)), {2: 0.05, 3: 0.4, 4: 0.25, 5: 0.2, 6: 0.1})


def test_temperature() -> None:
    """p ** (1 / temperature), normalised: at one half, the squares."""
    squares = {token: PROBABILITIES[token] ** 2 for token in range(2, 7)}
    total = sum(squares.values())
    assert_close(frequencies(SamplingRules(seed=2, temperature=0.5)), {t: p / total for t, p in squares.items()})


def test_low_temperature_is_greedy_search() -> None:
    distribution = random_distribution(3, 12)
    limits = [8] * 10
    greedy = greedy_search(PrefixModel(distribution).step, PrefixCache(range(10)), torch.tensor(limits), rules())
    assert draw(distribution, SamplingRules(seed=1, temperature=1e-6), limits) == greedy
    assert draw(distribution, SamplingRules(seed=1, top_k=1), limits) == greedy
    assert draw(distribution, SamplingRules(seed=1, top_p=1e-9), limits) == greedy


def test_top_k() -> None:
    assert_close(frequencies(SamplingRules(seed=4, top_k=2)), {3: 0.4 / 0.65, 4: 0.25 / 0.65})
    assert set(frequencies(SamplingRules(seed=4, top_k=1000))) == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("top_p", "kept"),
    [(0.3, [3]), (0.41, [3, 4]), (0.64, [3, 4]), (0.66, [3, 4, 5]), (0.96, [3, 4, 5, 6, 2])],
)
def test_top_p_keeps_the_fewest_tokens_with_that_mass(top_p, kept) -> None:
    mass = sum(PROBABILITIES[token] for token in kept)
    expected = {token: PROBABILITIES[token] / mass for token in kept}
    assert_close(frequencies(SamplingRules(seed=5, top_p=top_p)), expected)


def test_top_k_then_temperature_then_top_p() -> None:
    """Of 0.4, 0.25, 0.2 the squares are 0.16, 0.0625, 0.04: the first two hold 85 %."""
    found = frequencies(SamplingRules(seed=6, top_k=3, temperature=0.5, top_p=0.8))
    assert_close(found, {3: 0.16 / 0.2225, 4: 0.0625 / 0.2225})


def test_log_probabilities_are_the_models_own() -> None:
    sampling = SamplingRules(seed=7, temperature=0.3, top_k=2)
    distribution = table_distribution({(): PROBABILITIES})
    for hypothesis in draw(distribution, sampling, [3] * 20):
        assert hypothesis.token_log_probs[0] == pytest.approx(math.log(PROBABILITIES[hypothesis.ids[0]]), rel=1e-6)


def test_seed_decides_and_sentences_differ() -> None:
    distribution = random_distribution(0, 30, sharpness=0.5)
    limits = [12] * 8
    once, again = (draw(distribution, SamplingRules(seed=9), limits) for _ in range(2))
    other = draw(distribution, SamplingRules(seed=10), limits)
    assert once == again
    assert all(a.ids != b.ids for a, b in zip(once, other, strict=True))

    def same_for_all(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        return distribution(0, tokens)

    assert len({tuple(h.ids) for h in draw(same_for_all, SamplingRules(seed=9), limits)}) == 8


def test_batch_changes_nothing() -> None:
    """Not the company, not its order, not its limits."""
    distribution = random_distribution(1, 20, sharpness=1.0)
    sampling = SamplingRules(seed=11, top_p=0.9)
    limits = {number: 3 + number % 5 for number in range(12)}
    together = draw(distribution, sampling, list(limits.values()), list(limits))
    for numbers in ([7, 2, 11], [5], list(reversed(limits))):
        found = draw(distribution, sampling, [limits[number] for number in numbers], numbers)
        assert found == [together[number] for number in numbers]


def test_rules_hold() -> None:
    distribution = random_distribution(2, 7, sharpness=0.1)
    found = draw(distribution, SamplingRules(seed=1), [6] * 50, search_rules=rules(min_length=3))
    assert all(3 <= len(h.ids) <= 6 - h.finished and min(h.ids) > EOS for h in found)
    assert {h.finished for h in found} == {True, False}


def test_random_state_outside_is_left_alone() -> None:
    state = torch.random.get_rng_state()
    draw(random_distribution(2, 7), SamplingRules(seed=1), [6] * 3)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_no_sentences() -> None:
    assert draw(random_distribution(0, 5), SamplingRules(seed=1), []) == []


@pytest.mark.parametrize("sampling", [SamplingRules(1), SamplingRules(1, top_k=3), SamplingRules(1, top_p=0.5)])
@pytest.mark.parametrize("value", [math.nan, -math.inf])
def test_no_possible_token(sampling, value) -> None:
    with pytest.raises(NmtError, match="sentence 1 of the batch, token 1: the best log-probability is"):
        draw(lambda sentence, tokens: [value] * 6, sampling, [4])


def test_rules_that_make_no_sense() -> None:
    with pytest.raises(ConfigError) as raised:
        SamplingRules(seed=1, temperature=0, top_k=-1, top_p=1.5)
    assert str(raised.value).splitlines() == [
        "temperature: got 0, expected a number > 0 (for 0: a beam of 1)",
        "top_k: got -1, expected an integer >= 0 (0 keeps all tokens)",
        "top_p: got 1.5, expected a number > 0 and <= 1 (1 keeps all tokens)",
    ]
    with pytest.raises(ValueError, match="sentence_names: got 1 for 2 sentences"):
        draw(random_distribution(0, 5), SamplingRules(seed=1), [3, 3], [0])
