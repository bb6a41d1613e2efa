"""Batches: every pair once, tensors as documented."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nmt.data.arrays import IntArray, PairArrays, TokenColumn
from nmt.data.batching import group_steps, make_batch, padding_fraction, plan_epoch
from nmt.tokenizer import SpecialIds

IDS = SpecialIds(pad_id=7, unk_id=6, bos_id=5, eos_id=4)


def column(rows: list[list[int]]) -> TokenColumn:
    lengths = np.array([0, *map(len, rows)], np.int64)
    return TokenColumn(np.array([i for row in rows for i in row], np.uint16), lengths.cumsum())


lengths = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=200)


@given(lengths, st.integers(2, 500), st.integers(0, 9), st.integers(1, 3))
def test_every_pair_is_in_exactly_one_batch_within_the_budget(
    pairs: list[tuple[int, int]], max_tokens: int, epoch: int, per_step: int
) -> None:
    src, tgt = np.array(pairs, np.int64).reshape(-1, 2).T
    batches = plan_epoch(src, tgt, max_tokens=max_tokens, seed=1, epoch=epoch, per_step=per_step)
    assert sorted(i for batch in batches for i in batch) == list(range(len(pairs)))
    for batch in batches:
        positions = len(batch) * (np.maximum(src[batch], tgt[batch]).max() + 1)
        assert len(batch) == 1 or ((tgt[batch] + 1).sum() <= max_tokens and positions <= int(1.5 * max_tokens))


def test_the_plan_is_a_function_of_seed_and_epoch() -> None:
    src, tgt = np.random.default_rng(0).integers(1, 40, (2, 1000))

    def flat(seed: int, epoch: int, part: int = 0) -> list[int]:
        plan = plan_epoch(src, tgt, max_tokens=200, seed=seed, epoch=epoch, part=part)
        return np.concatenate(plan).tolist()  # type: ignore[no-any-return]

    assert flat(1, 2) == flat(1, 2)
    assert len({tuple(flat(*key)) for key in [(1, 2), (2, 1), (1, 3), (1, 2, 1)]}) == 4


def test_sentences_of_equal_length_meet_so_that_little_is_padding() -> None:
    rng = np.random.default_rng(0)
    tgt = rng.poisson(14, 20_000)
    src = np.maximum(1, tgt + rng.integers(-3, 6, len(tgt)))
    batches = plan_epoch(src, tgt, max_tokens=1024, seed=1, epoch=0)
    assert padding_fraction(batches, src, tgt) < 0.05
    shuffled = np.array_split(rng.permutation(len(src)), len(batches))
    assert padding_fraction(shuffled, src, tgt) > 0.3
    # and the budget is used: batches hold the target tokens that were asked for
    assert np.mean([(tgt[batch] + 1).sum() for batch in batches]) > 0.95 * 1024


@pytest.mark.parametrize("per_step", [2, 8])
def test_batches_of_one_step_take_about_as_long(per_step: int) -> None:
    """Processes wait for the one whose batch holds most; a step still has sentences of several lengths."""
    rng = np.random.default_rng(0)
    tgt = rng.poisson(12, 40_000)
    src = np.maximum(1, (tgt * rng.normal(1.1, 0.2, len(tgt))).astype(int))

    def waiting_and_lengths(batches: list[IntArray]) -> tuple[float, float]:
        steps = group_steps(batches, per_step)
        held = np.array([[len(b) * (src[b].max() + tgt[b].max() + 2) for b in step] for step in steps])
        long = np.array([[tgt[b].mean() for b in step] for step in steps])
        return float((held.max(1) / held.mean(1)).mean() - 1), float(long.std(1).mean())

    random, spread = waiting_and_lengths(plan_epoch(src, tgt, max_tokens=1024, seed=1, epoch=0))
    evened, kept = waiting_and_lengths(plan_epoch(src, tgt, max_tokens=1024, seed=1, epoch=0, per_step=per_step))
    assert evened < 0.4 * random
    assert kept > 0.8 * spread


def test_padding_fraction_by_hand() -> None:
    # source rows of 2 + 4 tokens on 2 x 4 positions, target rows of 3 + 3 on 2 x 3: 2 of 14 are padding
    assert padding_fraction([np.array([0, 1])], np.array([1, 3]), np.array([2, 2])) == pytest.approx(2 / 14)
    assert padding_fraction([], np.array([]), np.array([])) == 0.0


def test_a_batch_by_hand() -> None:
    arrays = PairArrays(column([[10, 11], [12], []]), column([[20], [21, 22], [23]]))
    batch = make_batch(arrays, np.array([1, 0]), IDS)
    assert batch.src_ids.tolist() == [[12, 4, 7], [10, 11, 4]]
    assert batch.tgt_in.tolist() == [[5, 21, 22], [5, 20, 7]]
    assert batch.tgt_out.tolist() == [[21, 22, 4], [20, 4, 7]]
    assert batch.n_tokens == 5 and batch.indices == [1, 0] and len(batch) == 2
    assert {t.dtype for t in (batch.src_ids, batch.tgt_in, batch.tgt_out)} == {torch.int64}
    empty = make_batch(arrays, np.array([], np.int64), IDS)
    assert empty.src_ids.shape == empty.tgt_in.shape == (0, 1) and empty.n_tokens == 0


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(10, 99), max_size=9), min_size=1, max_size=8))
def test_a_batch_holds_its_sentences_and_counts_its_tokens(rows: list[list[int]]) -> None:
    arrays = PairArrays(column(rows), column(rows[::-1]))
    batch = make_batch(arrays, np.arange(len(rows)), IDS)
    for row, (src, tgt_in, tgt_out) in enumerate(zip(batch.src_ids, batch.tgt_in, batch.tgt_out, strict=True)):
        assert [i for i in src.tolist() if i != 7] == [*rows[row], 4]
        assert [i for i in tgt_in.tolist() if i != 7] == [5, *rows[::-1][row]]
        assert [i for i in tgt_out.tolist() if i != 7] == [*rows[::-1][row], 4]
    assert batch.n_tokens == int((batch.tgt_out != 7).sum())


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(1, 8))
def test_steps_have_exactly_their_number_of_batches(sizes: list[int], per_step: int) -> None:
    ends = np.cumsum([0, *sizes])
    batches: list[IntArray] = [np.arange(a, b) for a, b in pairwise(ends)]
    steps = group_steps(batches, per_step)
    assert {len(step) for step in steps} <= {per_step}
    assert sorted(i for step in steps for batch in step for i in batch) == list(range(ends[-1]))
    if steps and sum(map(len, steps[-1])) >= per_step:
        assert min(map(len, steps[-1])) > 0


def test_a_gpu_fetches_batches_from_pinned_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the calls alone: no GPU is needed."""
    calls: list[tuple[str, object, bool]] = []
    pin, move = (
        lambda ids: calls.append(("pin", None, False)) or ids,
        lambda ids, device, non_blocking: calls.append(("to", device, non_blocking)) or ids,
    )
    monkeypatch.setattr(torch.Tensor, "pin_memory", pin)
    monkeypatch.setattr(torch.Tensor, "to", move)
    arrays = PairArrays(column([[1, 2]]), column([[3]]))
    batch = make_batch(arrays, np.arange(1), IDS)
    batch.to("cpu")
    assert calls == 3 * [("to", "cpu", True)]
    calls.clear()
    batch.to("cuda")
    assert calls == 3 * [("pin", None, False)] + 3 * [("to", "cuda", True)]
