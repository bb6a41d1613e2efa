"""What a run will cost, before it is paid for: measured on a few of its own steps."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

import torch

from nmt.distributed import sum_over_world
from nmt.memory import peak_bytes
from nmt.trainer import Trainer

WARM_UP_STEPS = 4  # the first ones take longer: memory and machine code are new
TIMED_STEPS = 8


@dataclass(frozen=True, slots=True)
class Price:
    """Sizes and costs of a run. Numbers that cannot be known beforehand (a streamed corpus's length) are None."""

    n_parameters: int
    model_megabytes: float  # of best.safetensors, 10^6 bytes
    precision: str
    device: str
    processes: int
    seconds_per_step: float  # median, validation not included
    tokens_per_second: float  # target tokens
    steps_per_epoch: int | None
    steps: int | None
    minutes: float | None
    peak_memory_megabytes: float  # of all processes together

    def to_text(self) -> str:
        """A small table for the terminal."""
        rows = [
            ("parameters", f"{self.n_parameters:,} ({self.model_megabytes:.1f} MB on disk)"),
            ("runs on", f"{self.device}, {self.precision}, {self.processes} x {torch.get_num_threads()} threads"),
            (
                "one step",
                f"{self.seconds_per_step * 1000:.0f} ms, {self.tokens_per_second:,.0f} target tokens/s",
            ),
            ("steps per epoch", _or_unknown(self.steps_per_epoch)),
            ("steps in all", _or_unknown(self.steps)),
            ("expected minutes", "unknown (streamed)" if self.minutes is None else f"{self.minutes:.1f}"),
            ("peak memory", f"{self.peak_memory_megabytes:,.0f} MB"),
        ]
        return "\n".join(f"{name:<18}{value}" for name, value in rows)


def price(trainer: Trainer) -> Price:
    """Takes a few steps with the trainer, to be thrown away afterwards, and extrapolates.

    Minutes leave out validation; the steps of a budget in minutes are those that fit into it.
    """
    seconds, n_tokens = _time_steps(trainer)
    config, per_epoch = trainer.config, trainer.stream.steps_per_epoch
    candidates = [float(config.max_steps)] if config.max_steps else []
    if config.max_epochs and per_epoch:
        candidates.append(config.max_epochs * per_epoch)
    if config.max_minutes:
        candidates.append(config.max_minutes * 60 / seconds)
    steps = min(candidates) if candidates else None
    device = trainer.machine.device
    peak = torch.tensor(measure_peak_memory(device), dtype=torch.float64, device=device)
    n_parameters = trainer.learner.weights.values.numel()
    return Price(
        n_parameters=n_parameters,
        model_megabytes=n_parameters * 4 / 1e6,
        precision=trainer.machine.precision,
        device=str(device),
        processes=trainer.world.size,
        seconds_per_step=seconds,
        tokens_per_second=n_tokens / seconds,
        steps_per_epoch=per_epoch,
        steps=None if steps is None else max(1, round(steps)),
        minutes=None if steps is None else steps * seconds / 60,
        peak_memory_megabytes=sum_over_world(peak, trainer.world).item() / 1e6,
    )


def measure_peak_memory(device: torch.device) -> int:
    """Most bytes this process has held at once: of the GPU's memory on a GPU, else of the machine's."""
    if device.type == "cuda":
        return torch.cuda.max_memory_allocated(device)
    return peak_bytes()


def _time_steps(trainer: Trainer) -> tuple[float, float]:
    """Median seconds and mean target tokens of a step."""
    trainer.learner.model.train()
    seconds, tokens = [], 0
    for number in range(WARM_UP_STEPS + TIMED_STEPS):
        before, start = trainer.progress.tokens, time.perf_counter()
        trainer.train_step(next(trainer.stream))
        if trainer.machine.device.type == "cuda":
            torch.cuda.synchronize()
        if number >= WARM_UP_STEPS:
            seconds.append(time.perf_counter() - start)
            tokens += trainer.progress.tokens - before
    return statistics.median(seconds), tokens / TIMED_STEPS


def _or_unknown(number: int | None) -> str:
    return "unknown (streamed)" if number is None else f"{number:,}"
