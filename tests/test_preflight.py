"""What a run will cost, measured on its own steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from nmt import preflight
from nmt.config import TrainingConfig
from nmt.data.steps import BatchStream
from nmt.preflight import Price, measure_peak_memory, price
from tests.reversal import build_trainer


@pytest.fixture
def half_a_second_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "_time_steps", lambda trainer: (0.0, 0.5, 200.0))


def price_of(folder: Path, **budget: float) -> Price:
    training = TrainingConfig.model_validate({"max_tokens_per_batch": 200, "log_every_steps": 1, **budget})
    return price(build_trainer(folder, training))


@pytest.mark.usefixtures("half_a_second_each")
def test_each_budget_is_turned_into_steps_and_minutes(tmp_path: Path) -> None:
    steps = price_of(tmp_path, max_steps=240)
    assert (steps.steps, steps.minutes, steps.tokens_per_second) == (240, 2.0, 400.0)
    assert steps.steps_per_epoch is not None
    epochs = price_of(tmp_path, max_epochs=3)
    assert epochs.steps == 3 * steps.steps_per_epoch
    minutes = price_of(tmp_path, max_minutes=5)
    assert (minutes.steps, minutes.minutes) == (600, 5.0)
    assert price_of(tmp_path, max_minutes=5, max_steps=240).steps == 240  # the first that ends


@pytest.mark.usefixtures("half_a_second_each")
def test_what_a_stream_leaves_open_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BatchStream, "steps_per_epoch", None)
    cost = price_of(tmp_path, max_epochs=3)
    assert (cost.steps, cost.minutes) == (None, None)
    assert cost.to_text().count("unknown (streamed)") == 3


def test_a_run_is_priced_by_taking_steps_and_writes_nothing(tmp_path: Path) -> None:
    cost = price_of(tmp_path, max_steps=10)
    n_parameters = sum(
        p.numel() for p in build_trainer(tmp_path, TrainingConfig(max_steps=1)).learner.model.parameters()
    )
    assert cost.n_parameters == n_parameters
    assert 0 < cost.seconds_per_step < 5 and cost.tokens_per_second > 0
    assert (cost.device, cost.precision) == ("cpu", "fp32")
    assert f"cpu, fp32, 1 x {torch.get_num_threads()} threads" in cost.to_text()
    assert f"{n_parameters:,} ({4 * n_parameters / 1e6:.1f} MB on disk)" in cost.to_text()
    assert list(tmp_path.iterdir()) == []


def test_what_compiling_takes_is_said_and_part_of_the_minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "_time_steps", lambda trainer: (30.0, 0.5, 200.0))
    cost = price_of(tmp_path, max_steps=240)
    assert cost.minutes == 2.5 and "compiling         30 s, once" in cost.to_text()
    assert price_of(tmp_path, max_minutes=5).steps == 540
    monkeypatch.setattr(preflight, "_time_steps", lambda trainer: (0.0, 0.5, 200.0))
    assert "compiling" not in price_of(tmp_path, max_steps=240).to_text()


def test_compiled_steps_are_rehearsed_before_they_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = build_trainer(tmp_path, TrainingConfig(max_steps=10, max_tokens_per_batch=200))
    monkeypatch.setattr(trainer.objective, "is_compiled", True)
    clock = iter(range(10_000))
    taken: list[int] = []
    monkeypatch.setattr(preflight.time, "perf_counter", lambda: next(clock))
    # the clock ticks once when it is read; each batch's first step takes ten ticks more
    monkeypatch.setattr(trainer, "train_step", lambda batches: taken.append(id(batches)) or _be_slow(taken, clock))
    compiling, seconds, _ = preflight._time_steps(trainer)
    assert len(taken) == 36 and taken[:12] == taken[12:24] == taken[24:]
    assert (compiling, seconds) == (120, 2)  # a tick for making the batch, one for the step


def _be_slow(taken: list[int], clock: Iterator[int]) -> None:
    if taken.count(taken[-1]) == 1:
        for _ in range(10):
            next(clock)


def test_peak_memory_is_counted_in_bytes() -> None:
    assert 50e6 < measure_peak_memory(torch.device("cpu")) < 50e9  # an interpreter with torch in it
