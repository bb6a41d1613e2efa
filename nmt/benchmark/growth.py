"""How costs grow with sentences, batches, vocabulary, depth, width, corpus, beam and processes: as expected?

A cost that grows like x^k is a line of slope k where both axes are logarithmic. The slope that one should expect of
time is that of the FLOPs, counted (`nmt.benchmark.flops`); that of everything else is written down with the curve.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nmt
from nmt.benchmark.figures import align_columns, format_number
from nmt.benchmark.flops import count_training_flops
from nmt.benchmark.task import Sizes
from nmt.errors import BenchmarkError

Overrides = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One setting of what grows, and what is measured there."""

    x: float
    order: dict[str, Any]  # for nmt.benchmark.contenders.point
    work: float  # what time should grow like: FLOPs, or pairs, or hypotheses


@dataclass(frozen=True, slots=True)
class Curve:
    """A cost against one size. `memory` is the exponent that memory may have at most, as what stays the same lowers it.

    None = memory is not this curve's subject.
    """

    name: str
    x_label: str
    points: list[Point]
    memory: float | None
    why: str


@dataclass(slots=True)
class Measured:
    """The costs at each point of a curve: a list of repetitions each."""

    curve: Curve
    seconds: list[list[float]] = field(default_factory=list)
    megabytes: list[list[float]] = field(default_factory=list)

    @property
    def xs(self) -> list[float]:
        return [point.x for point in self.curve.points]

    @property
    def expected_time(self) -> float:
        return fit_exponent(self.xs, [point.work for point in self.curve.points])

    def medians(self, which: str) -> list[float]:
        """Of `seconds` or `megabytes`, a number for each point."""
        return [statistics.median(values) for values in getattr(self, which)]

    def as_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "name": self.curve.name,
            "x": self.xs,
            "seconds": self.seconds,
            "megabytes": self.megabytes,
            "exponent_of_time": {
                "expected": self.expected_time,
                "measured": fit_exponent(self.xs, self.medians("seconds")),
            },
            "exponent_of_memory": {
                "expected": self.curve.memory,
                "measured": fit_exponent(self.xs, self.medians("megabytes")),
            },
            "why": self.curve.why,
        }


def fit_exponent(xs: Sequence[float], ys: Sequence[float]) -> float:
    """k of the y = c x^k that is nearest, by least squares of the logarithms.

    >>> round(fit_exponent([1, 10, 100], [5, 50, 500]), 6)
    1.0
    """
    u, v = [math.log(x) for x in xs], [math.log(max(y, 1e-12)) for y in ys]
    mean_u, mean_v = statistics.fmean(u), statistics.fmean(v)
    slope = sum((a - mean_u) * (b - mean_v) for a, b in zip(u, v, strict=True))
    return slope / sum((a - mean_u) ** 2 for a in u)


def measure_curve(curve: Curve, rounds: int) -> Measured:
    """Each point in turn, `rounds` times over.

    Raises:
        BenchmarkError: a point cannot be measured; the message has the process's last words.
    """
    measured = Measured(curve, [[] for _ in curve.points], [[] for _ in curve.points])
    for _ in range(rounds):
        for number, point in enumerate(curve.points):
            costs = measure_point(point.order)
            measured.seconds[number].append(costs["seconds"])
            measured.megabytes[number].append(costs["bytes"] / 1e6)
    return measured


def measure_point(order: dict[str, Any]) -> dict[str, float]:
    """Costs of one point, in a process of its own."""
    root = str(Path(nmt.__file__).resolve().parent.parent)
    command = [sys.executable, "-m", "nmt.benchmark.contenders.point", json.dumps(order)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": root})
    if done.returncode:
        words = done.stderr.strip().splitlines() or ["without a word"]
        raise BenchmarkError(f"{order['kind']}: {order}: its process failed: {words[-1]}")
    costs: dict[str, float] = json.loads(done.stdout)
    return costs


SHAPE = ("d_model", "d_ff", "n_heads", "n_encoder_layers", "n_decoder_layers")
STANDARD = Sizes(128, 256, 4, 4, 4, 8000, 1024, 1e-6)


def vary(**sizes: int) -> Sizes:
    """STANDARD with other sizes."""
    values = {name: getattr(STANDARD, name) for name in Sizes.__slots__}
    return Sizes(**values | sizes)


@dataclass(frozen=True, slots=True)
class Plan:
    """All curves. What does not grow is as in configs/benchmark.yaml: 4 + 4 layers, width 128, 8,000 pieces.

    Args:
        config: configs/benchmark.yaml.
        quick: the smallest points only.
    """

    config: Path
    threads: int
    quick: bool = False

    def curves(self) -> Iterator[Curve]:
        """Each curve in turn."""
        yield from self._of_batches()
        yield from self._of_models()
        yield Curve(
            "beam", "beam; 32 sentences of 16 pieces", [self._decoding(n) for n in self._take(1, 2, 4, 8, 16)], 1.0,
            "every hypothesis is a row of the batch",
        )  # fmt: skip
        sizes = (2000, 5000) if self.quick else (29_000, 100_000, 300_000, 1_000_000)
        yield Curve(
            "corpus", "sentence pairs of 13 words a side", [self._corpus(n) for n in sizes], 1.0,
            "time to read, tokenize and clean, beside learning pieces from 20,000 pairs; memory: text and ids",
        )  # fmt: skip
        if self.threads > 1:
            yield Curve(
                "processes", "processes of one thread; 4,096 tokens a step",
                [self._training(n, STANDARD, tokens=4096, processes=n) for n in (1, 2)], None,
                "halves, but for sums of gradients and waiting for each other",
            )  # fmt: skip

    def _of_batches(self) -> Iterator[Curve]:
        yield Curve(
            "length", "pieces a sentence; 2,048 tokens a batch",
            [self._training(n, STANDARD, length=n) for n in self._take(8, 16, 32, 64, 128, 256, 512)], 1.0,
            "the same tokens: both stay until the attention's share, which grows with length, shows",
        )  # fmt: skip
        yield Curve(
            "batch", "target tokens of a batch",
            [self._training(n, STANDARD, tokens=n) for n in self._take(256, 512, 1024, 2048, 4096, 8192)], 1.0,
            "time: all work is by token but the optimizer's; memory: activations are kept for each token",
        )  # fmt: skip

    def _of_models(self) -> Iterator[Curve]:
        vocabularies, depths = self._take(1000, 2000, 4000, 8000, 16000, 32000), self._take(1, 2, 4, 8, 16)
        yield Curve(
            "vocabulary", "pieces of the vocabulary",
            [self._training(n, vary(vocab_size=n)) for n in vocabularies], 1.0,
            "time: only the output layer grows; memory: its weights, gradient and moments (logits are never all there)",
        )  # fmt: skip
        yield Curve(
            "depth", "layers on each side",
            [self._training(n, vary(n_encoder_layers=n, n_decoder_layers=n)) for n in depths], 1.0,
            "time and memory by layer, beside embeddings and output, which stay",
        )  # fmt: skip
        yield Curve(
            "width", "d_model, with d_ff twice as wide",
            [self._training(n, vary(d_model=n, d_ff=2 * n)) for n in self._take(64, 128, 256, 512)], 2.0,
            "time: products of d x d and of d x vocabulary; memory: activations by d, weights by d^2",
        )  # fmt: skip

    def _take(self, *values: int) -> tuple[int, ...]:
        return values[:2] if self.quick else values

    def _training(self, x: int, sizes: Sizes, tokens: int = 2048, length: int = 16, processes: int = 0) -> Point:
        # `processes` are compared at one thread each; all else runs in one process at all threads
        overrides = [f"training.threads={1 if processes else self.threads}", "training.max_tokens_per_batch=4096"]
        overrides += [f"model.{key}={getattr(sizes, key)}" for key in SHAPE]
        order = self._order("training", overrides, repeats=2 if self.quick else 5)
        order |= {"tokens": tokens, "length": length, "vocab_size": sizes.vocab_size, "processes": processes or 1}
        pairs = [(length, length)] * max(1, tokens // length)
        return Point(x, order, count_training_flops(sizes, pairs) / (processes or 1))

    def _decoding(self, beam_size: int) -> Point:
        order = self._order("decoding", [f"training.threads={self.threads}"], repeats=2 if self.quick else 3)
        order |= {"vocab_size": STANDARD.vocab_size, "length": 16, "sentences": 32, "beam_size": beam_size}
        return Point(beam_size, order, beam_size)

    def _corpus(self, n_pairs: int) -> Point:
        overrides = ["tokenizer.vocab_size=4000", "tokenizer.max_training_pairs=20000"]
        return Point(n_pairs, self._order("corpus", overrides, repeats=20) | {"pairs": n_pairs}, n_pairs)

    def _order(self, kind: str, overrides: list[str], repeats: int) -> dict[str, Any]:
        return {"kind": kind, "config": str(self.config), "overrides": overrides, "repeats": repeats}


def format_curves(curves: Sequence[Measured]) -> str:
    """A table of exponents, expected and measured, with the smallest and the largest point of each curve."""
    table = [["grows with", "from", "to", "time: expected", "measured", "ms", "to ms", "memory: at most", "measured", "MB", "to MB"]]  # fmt: skip  # noqa: E501
    for one in curves:
        seconds, megabytes, facts = one.medians("seconds"), one.medians("megabytes"), one.as_dict()
        time, memory = facts["exponent_of_time"], facts["exponent_of_memory"]
        row = [one.curve.name, f"{one.xs[0]:,.0f}", f"{one.xs[-1]:,.0f}"]
        row += [f"{time['expected']:.2f}", f"{time['measured']:.2f}"]
        row += [format_number(1000 * value) for value in (seconds[0], seconds[-1])]
        row += ["" if memory["expected"] is None else f"{memory['expected']:.2f}", f"{memory['measured']:.2f}"]
        table.append(row + [format_number(value) for value in (megabytes[0], megabytes[-1])])
    return "\n".join(align_columns(table))
