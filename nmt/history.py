"""What a training wrote down about itself: the lines of metrics.jsonl as curves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np

from nmt.errors import RunError

Axis = Literal["steps", "tokens", "minutes"]
Array = np.ndarray[Any, np.dtype[np.float64]]

_METRIC_OF_AXIS = {"tokens": "train/tokens", "minutes": "train/minutes"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what was measured after a step."""

    step: int
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A metric as it went: `values` at the optimizer steps `steps`, both [n]."""

    steps: Array
    values: Array

    def __len__(self) -> int:
        return len(self.steps)


@dataclass(frozen=True, slots=True)
class History:
    """All that a run measured so far, in the order of its steps."""

    path: Path
    entries: list[Entry]

    def curve(self, name: str) -> Curve:
        """A metric such as `train/nll` or `validation/bleu`; empty if it was never measured."""
        return _curve({e.step: e.metrics[name] for e in self.entries if name in e.metrics})

    def speed(self) -> Curve:
        """Target tokens per second between two logs. Where a validation fell between them, nothing is told of it."""
        rates = ((after.step, tokens_per_second(before, after)) for before, after in pairwise(self.entries))
        return _curve({step: rate for step, rate in rates if rate is not None})

    def along(self, axis: Axis, steps: Array) -> Array:
        """Where `steps` lie on an axis. What was counted at logs alone is interpolated between them.

        Raises:
            RunError: the run did not count this.
        """
        if axis == "steps":
            return steps
        known = self.curve(_METRIC_OF_AXIS[axis])
        if not len(known):
            raise RunError(f"{self.path}: no {_METRIC_OF_AXIS[axis]} in it; draw this run against steps")
        between = np.interp(steps, [0, *known.steps], [0, *known.values])
        # After the last log it goes on as it went on the whole.
        beyond: Array = np.where(steps > known.steps[-1], known.values[-1] * steps / known.steps[-1], between)
        return beyond


def tokens_per_second(before: Entry, after: Entry) -> float | None:
    """The rate between two logs of a training; None if one of them is none, or no time has passed."""
    minutes, tokens = (
        after.metrics.get(name, np.nan) - before.metrics.get(name, np.nan) for name in ("train/minutes", "train/tokens")
    )
    return float(tokens / (60 * minutes)) if minutes > 0 else None


def read_history(path: Path) -> History:
    """Read metrics.jsonl, also of a run that is still going or was killed: half a line at the end is left out.

    Steps that a resumed run took again count once, as they were taken last.

    Raises:
        RunError: no such file, nothing in it, or a line that is none; the message says which.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        raise RunError(f"{path}: no such file; the training that makes it has not begun, or this is no run") from None
    except OSError as error:
        raise RunError(f"{path}: cannot be read: {error.strerror or error}") from error
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _parse(line)
        except (ValueError, TypeError, KeyError, AttributeError):
            if number == len(lines):  # being written at this moment, or cut off
                break
            raise RunError(
                f'{path}:{number}: got {line[:40]!r}, expected measurements such as {{"step": 20, "train/loss": 3.5}}; '
                "remove the line"
            ) from None
        while entries and entries[-1].step > entry.step:
            entries.pop()
        entries.append(entry)
    if not entries:
        raise RunError(f"{path}: nothing measured yet; the first line comes after training.log_every_steps steps")
    return History(path, entries)


def _parse(line: str) -> Entry:
    values = json.loads(line)
    return Entry(int(values.pop("step")), {name: float(value) for name, value in values.items()})


def _curve(points: dict[int, float]) -> Curve:
    return Curve(np.array([*points], np.float64), np.array([*points.values()], np.float64))
