"""Searches that share their steps find what each finds alone, in fewer steps, without more rows than promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from random_model import PrefixCache, PrefixModel, random_distribution, rules

from nmt.decoding.beam import beam_search, search_with_beam
from nmt.decoding.convoy import search_in_turn
from nmt.decoding.greedy import greedy_search, search_greedily

DISTRIBUTION = random_distribution(7, 12)


def search(limits: list[int], beam_size: int) -> Any:
    tensor = torch.tensor(limits)
    if beam_size == 1:
        return search_greedily(tensor, rules())
    return search_with_beam(tensor, rules(), beam_size=beam_size, n_best=2)


def search_alone(limits: list[int], beam_size: int, sentences: range, model: PrefixModel) -> Any:
    tensor, cache = torch.tensor(limits), PrefixCache(sentences)
    if beam_size == 1:
        return greedy_search(model.step, cache, tensor, rules())
    return beam_search(model.step, cache, tensor, rules(), beam_size=beam_size, n_best=2)


def count_off(batches: list[list[int]]) -> list[range]:
    """The sentences' numbers, batch by batch."""
    ends = [sum(map(len, batches[: i + 1])) for i in range(len(batches))]
    return [range(end - len(batch), end) for batch, end in zip(batches, ends, strict=True)]


@given(
    batches=st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=5), max_size=6),
    beam_size=st.sampled_from([1, 2]),
    few=st.integers(0, 8),
    many=st.integers(1, 10),
)
def test_same_as_one_after_the_other_with_bounded_rows(
    batches: list[list[int]], beam_size: int, few: int, many: int
) -> None:
    sentences = count_off(batches)
    model, alone = PrefixModel(DISTRIBUTION), PrefixModel(DISTRIBUTION)

    def starts() -> Iterator[Any]:
        for number, limits in enumerate(batches):
            cache = PrefixCache(sentences[number])
            yield number, lambda limits=limits, cache=cache: (search(limits, beam_size), cache)

    found = search_in_turn(starts(), model.step, few, many)

    expected = [
        search_alone(limits, beam_size, numbers, alone) for limits, numbers in zip(batches, sentences, strict=True)
    ]
    assert sorted(number for number, _ in found) == list(range(len(batches)))
    assert [hypotheses for _, hypotheses in sorted(found, key=lambda pair: pair[0])] == expected
    assert sum(model.rows_per_step) == sum(alone.rows_per_step)
    assert len(model.rows_per_step) <= len(alone.rows_per_step)
    assert max(model.rows_per_step, default=0) < max(map(len, batches), default=1) * beam_size + many


@pytest.mark.parametrize("beam_size", [1, 2])
def test_the_ends_of_searches_are_gone_through_once(beam_size: int) -> None:
    """Each of these batches has a sentence that lasts, by itself, for twenty steps more than the others."""

    def endless(sentence: int, tokens: tuple[int, ...]) -> list[float]:
        return torch.tensor([0.0, 0.0, 0.0, 0.6, 0.4]).log().tolist()

    model = PrefixModel(endless)
    starts: list[Any] = [
        (number, lambda: (search([5, 5, 5, 25], beam_size), PrefixCache(range(4)))) for number in range(4)
    ]
    search_in_turn(starts, model.step, few=4 * beam_size, many=100)
    assert len(model.rows_per_step) == 4 * 5 + 20
    assert model.rows_per_step[-20:] == [4 * beam_size] * 20


def test_a_search_is_begun_when_there_is_room_for_it() -> None:
    begun: list[int] = []
    model = PrefixModel(DISTRIBUTION)

    def starts() -> Iterator[Any]:
        for number in range(3):
            begun.append(number)
            yield number, lambda: (search([4, 4], 1), PrefixCache(range(2)))

    def watched_step(token_ids: torch.Tensor, cache: Any) -> torch.Tensor:
        steps_begun.append(len(begun))
        return model.step(token_ids, cache)

    steps_begun: list[int] = []
    search_in_turn(starts(), watched_step, few=0, many=4)
    assert steps_begun[0] == 1 and steps_begun == sorted(steps_begun) and steps_begun[-1] == 3
