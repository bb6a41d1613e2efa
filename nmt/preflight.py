"""What a run will cost, before it is paid for: measured on a few of its own steps."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from nmt.data.batching import Batch
from nmt.distributed import sum_over_world
from nmt.memory import peak_bytes
from nmt.trainer import Trainer

WARM_UP_STEPS = 4  # the first ones take longer: memory and machine code are new
TIMED_STEPS = 8
# Compiled steps are taken twice before they are timed: a graph is compiled at the first of them, and recorded the
# second time that a shape comes.
REHEARSALS = 2


@dataclass(frozen=True, slots=True)
class Price:
    """Sizes and costs of a run. Numbers that cannot be known beforehand (a streamed corpus's length) are None."""

    n_parameters: int
    model_megabytes: float  # of best.safetensors, 10^6 bytes
    precision: str
    device: str
    processes: int
    seconds_to_compile: float  # once, before the first steps are as quick as the others; 0 = nothing is compiled
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
            *([("compiling", f"{self.seconds_to_compile:.0f} s, once")] if self.seconds_to_compile else []),
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
    compiling, seconds, n_tokens = _time_steps(trainer)
    config, per_epoch = trainer.config, trainer.stream.steps_per_epoch
    candidates = [float(config.max_steps)] if config.max_steps else []
    if config.max_epochs and per_epoch:
        later = max(0.0, config.max_epochs - 1) * trainer.stream.later_epochs
        candidates.append((min(1.0, config.max_epochs) + later) * per_epoch)
    if config.max_minutes:
        candidates.append((config.max_minutes * 60 - compiling) / seconds)
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
        seconds_to_compile=compiling,
        seconds_per_step=seconds,
        tokens_per_second=n_tokens / seconds,
        steps_per_epoch=per_epoch,
        steps=None if steps is None else max(1, round(steps)),
        minutes=None if steps is None else (compiling + steps * seconds) / 60,
        peak_memory_megabytes=sum_over_world(peak, trainer.world).item() / 1e6,
    )


def measure_peak_memory(device: torch.device) -> int:
    """Most bytes this process has held at once: of the GPU's memory on a GPU, else of the machine's.

    What torch has reserved of a GPU nobody else gets; CUDA itself takes half a gigabyte more.
    """
    if device.type == "cuda":
        return torch.cuda.max_memory_reserved(device)
    return peak_bytes()


def _time_steps(trainer: Trainer) -> tuple[float, float, float]:
    """Seconds lost to compiling, median seconds of a step (its batches have to be made, too), mean target tokens."""
    trainer.learner.model.train()
    steps, making = [], []
    for _ in range(WARM_UP_STEPS + TIMED_STEPS):
        start = time.perf_counter()
        steps.append(next(trainer.stream))
        making.append(time.perf_counter() - start)
    rehearsals = [_take(steps, trainer) for _ in range(REHEARSALS if trainer.objective.is_compiled else 0)]
    before = trainer.progress.tokens
    taking = _take(steps, trainer)
    seconds = [made + taken for made, taken in zip(making, taking, strict=True)]
    compiling = math.fsum(sum(rehearsal) - sum(taking) for rehearsal in rehearsals)
    n_tokens = (trainer.progress.tokens - before) / len(steps)
    return compiling, statistics.median(seconds[WARM_UP_STEPS:]), n_tokens


def _take(steps: Sequence[list[Batch]], trainer: Trainer) -> list[float]:
    """The seconds of each of the steps."""
    seconds = []
    for micro_batches in steps:
        start = time.perf_counter()
        trainer.train_step(micro_batches)
        if trainer.machine.device.type == "cuda":
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - start)
    return seconds


def _or_unknown(number: int | None) -> str:
    return "unknown (streamed)" if number is None else f"{number:,}"
