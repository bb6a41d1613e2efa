"""Steps: every pair once or only the hardest, an exact position, ranks that share the work."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
import torch

from nmt.data.arrays import PairArrays, TokenColumn
from nmt.data.batching import Batch
from nmt.data.dataset import Part
from nmt.data.hardest import REVISED, HardestPairs
from nmt.data.steps import BatchPlan, BatchStream
from nmt.errors import DataError
from nmt.tokenizer import SpecialIds

IDS = SpecialIds(pad_id=7, unk_id=6, bos_id=5, eos_id=4)


def column(rows: list[list[int]]) -> TokenColumn:
    lengths = np.array([0, *map(len, rows)], np.int64)
    return TokenColumn(np.array([i for row in rows for i in row], np.uint16), lengths.cumsum())


class FakeCorpus:
    """Random ids; `parts` > 1 makes it behave like a stream."""

    def __init__(self, pairs: int = 300, parts: int = 1, seed: int = 0, name: str = "fake") -> None:
        rng = np.random.default_rng(seed)
        self.parts, self.name = parts, name
        rows = [[int(i) + 10 for i in range(n)] for n in rng.integers(0, 30, pairs)]
        self.arrays = PairArrays(column(rows), column([row[: len(row) // 2 + 1] for row in rows]))

    def read_part(self, epoch: int, part: int) -> Part | None:
        if part >= self.parts:
            return None
        order = np.arange(part, len(self.arrays), self.parts)
        return Part(self.arrays, order, part == self.parts - 1)

    def fingerprint(self) -> str:
        return self.name


def epoch_of(stream: BatchStream) -> list[list[list[int]]]:
    epoch, steps = stream.epoch, []
    while stream.epoch == epoch:
        steps.append([batch.indices for batch in next(stream)])
    return steps


@pytest.mark.parametrize("parts", [1, 3])
def test_an_epoch_shows_every_pair_once_and_the_next_in_another_order(parts: int) -> None:
    stream = BatchStream(FakeCorpus(parts=parts), IDS, BatchPlan(max_tokens=100, accumulation_steps=2))
    first, second = epoch_of(stream), epoch_of(stream)
    for steps in (first, second):
        assert sorted(i for step in steps for batch in step for i in batch) == list(range(300))
    assert first != second


def test_two_ranks_see_the_batches_that_one_with_twice_the_accumulation_sees() -> None:
    corpus = FakeCorpus()
    alone = epoch_of(BatchStream(corpus, IDS, BatchPlan(200, accumulation_steps=4, seed=3)))
    ranks = [
        epoch_of(BatchStream(corpus, IDS, BatchPlan(200, accumulation_steps=2, world_size=2, rank=rank, seed=3)))
        for rank in (0, 1)
    ]
    for step, first, second in zip(alone, *ranks, strict=True):
        assert sorted(step) == sorted(first + second)
        assert len(first) == len(second) == 2


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("stop_after", [0, 1, 7, 40])
def test_a_saved_position_resumes_with_the_very_next_batches(parts: int, stop_after: int) -> None:
    plan = BatchPlan(max_tokens=150, accumulation_steps=2, seed=5)
    whole = BatchStream(FakeCorpus(parts=parts), IDS, plan)
    expected = [[batch.indices for batch in next(whole)] for _ in range(60)]
    broken = BatchStream(FakeCorpus(parts=parts), IDS, plan)
    for _ in range(stop_after):
        next(broken)
    resumed = BatchStream(FakeCorpus(parts=parts), IDS, plan)
    resumed.load_state_dict(broken.state_dict())
    assert [[batch.indices for batch in next(resumed)] for _ in range(60 - stop_after)] == expected[stop_after:]


def test_a_changed_plan_goes_on_at_about_the_same_place_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    before = BatchStream(FakeCorpus(), IDS, BatchPlan(max_tokens=100))
    for _ in range((before.steps_per_epoch or 0) // 2):
        next(before)
    after = BatchStream(FakeCorpus(name="grown"), IDS, BatchPlan(max_tokens=50))
    with caplog.at_level(logging.WARNING):
        after.load_state_dict(before.state_dict())
    assert "max_tokens was 100, is 50" in caplog.text and "corpus was fake, is grown" in caplog.text
    assert after.epochs_done == pytest.approx(0.5, abs=0.05)


def test_progress_is_counted_in_epochs() -> None:
    stream = BatchStream(FakeCorpus(), IDS, BatchPlan(max_tokens=100))
    steps = stream.steps_per_epoch
    assert steps is not None and stream.epochs_done == 0
    next(stream)
    assert stream.epochs_done == pytest.approx(1 / steps)
    for _ in range(steps - 1):
        next(stream)
    assert stream.epochs_done == stream.epoch == 1
    assert BatchStream(FakeCorpus(parts=2), IDS, BatchPlan(100)).steps_per_epoch is None


@pytest.mark.parametrize("parts", [1, 3])
def test_a_restored_position_is_as_far_as_the_saved_one(parts: int) -> None:
    stream = BatchStream(FakeCorpus(parts=parts), IDS, BatchPlan(max_tokens=150))
    for _ in range(40):
        next(stream)
        restored = BatchStream(FakeCorpus(parts=parts), IDS, BatchPlan(max_tokens=150))
        restored.load_state_dict(stream.state_dict())
        assert restored.epochs_done == stream.epochs_done
    assert stream.epoch >= 1  # over the end of an epoch, too


def test_a_budget_too_small_to_share_out_is_refused() -> None:
    with pytest.raises(DataError, match=r"training\.max_tokens_per_batch: 3 tokens cannot .* 4 batches"):
        BatchStream(FakeCorpus(), IDS, BatchPlan(3, accumulation_steps=2, world_size=2))


def test_a_stream_without_pairs_ends_with_an_error_instead_of_turning_for_ever() -> None:
    with pytest.raises(DataError, match="a whole epoch went by without one usable sentence pair"):
        next(BatchStream(FakeCorpus(pairs=0), IDS, BatchPlan(100)))


def tell(batch: Batch) -> torch.Tensor:
    """As if the model knew the pairs the less the higher their number is."""
    return torch.tensor(batch.indices, dtype=torch.float32) / 10


def learn(stream: BatchStream, n_steps: int) -> list[list[list[int]]]:
    """The pairs of the next steps, each told to be as hard as it is."""
    steps = []
    for _ in range(n_steps):
        batches = next(stream)
        steps.append([batch.indices for batch in batches])
        for batch in batches:
            stream.note(batch, tell(batch))
    return steps


def learn_an_epoch(stream: BatchStream) -> list[list[list[int]]]:
    epoch, steps = stream.epoch, []
    while stream.epoch == epoch:
        steps += learn(stream, 1)
    return steps


def test_epochs_after_the_first_show_the_hardest_pairs_and_a_few_others() -> None:
    stream = BatchStream(FakeCorpus(), IDS, BatchPlan(100), HardestPairs(300, 0.3, seed=1))
    assert sorted(i for step in learn_an_epoch(stream) for batch in step for i in batch) == list(range(300))
    revised = set[int]()
    for _ in range(40):
        shown = sorted(i for step in learn_an_epoch(stream) for batch in step for i in batch)
        assert len(shown) == len(set(shown)) and set(shown) >= set(range(210, 300))
        revised |= {i for i in shown if i < 210}
        assert len(shown) == pytest.approx(90 + 210 * REVISED, abs=20)
    assert len(revised) > 200, "the others have their turns as well"


def test_what_was_hard_and_is_known_now_makes_room_for_others() -> None:
    hardest = HardestPairs(10, 0.2, seed=1)
    for known in (set[int](), {8, 9}):
        hardest.note(range(10), torch.tensor([0.0 if i in known else float(i) for i in range(10)]))
        hardest.end_epoch()
    assert {6, 7} <= set(hardest.choose(np.arange(10), 2).tolist())


def test_a_loss_that_is_no_number_counts_as_hard() -> None:
    hardest = HardestPairs(10, 0.1, seed=1)
    hardest.note(range(10), torch.tensor([9.0, 8.0, float("nan"), *[1.0] * 7]))
    hardest.end_epoch()
    assert 2 in hardest.choose(np.arange(10), 1)


def test_pairs_that_are_equally_hard_are_drawn_by_lot() -> None:
    hardest = HardestPairs(1000, 0.5, seed=1)
    hardest.note(range(1000), torch.ones(1000))
    hardest.end_epoch()
    chosen = hardest.choose(np.arange(1000), 1)
    assert np.mean(chosen < 500) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("stop_after", [0, 1, 20, 45, 70])
def test_a_resumed_stream_chooses_the_same_hardest_pairs(stop_after: int) -> None:
    def open_stream() -> BatchStream:
        return BatchStream(FakeCorpus(), IDS, BatchPlan(150, accumulation_steps=2), HardestPairs(300, 0.4, seed=2))

    expected = learn(open_stream(), 90)
    broken, resumed = open_stream(), open_stream()
    learn(broken, stop_after)
    resumed.load_state_dict(broken.state_dict(), broken.tensors())
    assert learn(resumed, 90 - stop_after) == expected[stop_after:]


def test_ranks_agree_on_the_hardest_pairs() -> None:
    """Each tells of its own batches only; they meet at the end of an epoch, as `max_over_world` lets them."""
    plans = [BatchPlan(200, accumulation_steps=2, world_size=2, rank=rank, seed=3) for rank in (0, 1)]
    meeting = Barrier(2)
    told: list[torch.Tensor] = []

    def agree(values: torch.Tensor) -> torch.Tensor:
        told.append(values)
        meeting.wait(20)
        return torch.maximum(*told[-2:])

    def both_epochs(stream: BatchStream) -> list[list[list[int]]]:
        return learn_an_epoch(stream) + learn_an_epoch(stream)

    whole = BatchStream(FakeCorpus(), IDS, BatchPlan(200, accumulation_steps=4, seed=3), HardestPairs(300, 0.3, 4))
    ranks = [BatchStream(FakeCorpus(), IDS, plan, HardestPairs(300, 0.3, 4, agree)) for plan in plans]
    with ThreadPoolExecutor() as pool:
        shares = list(pool.map(both_epochs, ranks))
    for step, *parts in zip(both_epochs(whole), *shares, strict=True):
        assert sorted(step) == sorted(parts[0] + parts[1])


def test_losses_of_another_corpus_are_refused() -> None:
    with pytest.raises(ValueError, match=r"losses of pairs \[2, 5\], expected \[2, 10\]"):
        HardestPairs(10, 0.5, 1).load_state(HardestPairs(5, 0.5, 1).state())
