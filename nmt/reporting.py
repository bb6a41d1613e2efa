"""Where a training's news go: metrics.jsonl, TensorBoard, samples.txt, and a progress bar on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from nmt.validation import Sample

Metrics = dict[str, float]


class Reporter(Protocol):
    """Hears what the trainer has to tell. `step` counts optimizer steps done."""

    def start(self, step: int) -> None:
        """Training begins, or goes on after `step` steps."""

    def progress(self, progress: float, text: str) -> None:
        """A share of the budget, 0 to 1, is spent; called after every step."""

    def metrics(self, step: int, metrics: Metrics) -> None:
        """Numbers measured at this step, by name: `train/loss`, `validation/bleu`, ..."""

    def samples(self, step: int, samples: list[Sample]) -> None:
        """Held-out sentences and their translations at this step."""

    def close(self) -> None:
        """Nothing comes any more."""


class SilentReporter:
    """Tells nobody: for processes that are not the main one, and the base of the others."""

    def start(self, step: int) -> None: ...

    def progress(self, progress: float, text: str) -> None: ...

    def metrics(self, step: int, metrics: Metrics) -> None: ...

    def samples(self, step: int, samples: list[Sample]) -> None: ...

    def close(self) -> None: ...


class FileReporter(SilentReporter):
    """metrics.jsonl, one object a line with its step, and samples.txt to read.

    A resumed run first drops what was written after the checkpoint it resumes from, so that the files are those of
    an undisturbed run.
    """

    def __init__(self, metrics_path: Path, samples_path: Path) -> None:
        self.metrics_path = metrics_path
        self.samples_path = samples_path

    def start(self, step: int) -> None:
        _keep_lines(self.metrics_path, lambda line: json.loads(line)["step"] <= step)
        blocks = _read(self.samples_path).split("\n\n")
        kept = [block for block in blocks if block.strip() and int(block.split()[1]) <= step]
        _write(self.samples_path, "".join(f"{block.strip()}\n\n" for block in kept))

    def metrics(self, step: int, metrics: Metrics) -> None:
        with open(self.metrics_path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"step": step, **metrics}) + "\n")

    def samples(self, step: int, samples: list[Sample]) -> None:
        lines = [f"step {step}"]
        for sample in samples:
            lines += [f"  source      {sample.src}", f"  translation {sample.hypothesis}"]
            lines += [f"  reference   {sample.reference}"]
        with open(self.samples_path, "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n\n")


class TensorBoardReporter(SilentReporter):
    """The same for TensorBoard (optional: needs the `tensorboard` package)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer: Any = None

    def start(self, step: int) -> None:
        from torch.utils.tensorboard import SummaryWriter

        self.writer = SummaryWriter(str(self.folder), purge_step=step + 1 if step else None)

    def metrics(self, step: int, metrics: Metrics) -> None:
        for name, value in metrics.items():
            self.writer.add_scalar(name, value, step)

    def samples(self, step: int, samples: list[Sample]) -> None:
        for i, sample in enumerate(samples):
            text = f"**{sample.src}**\n\n{sample.hypothesis}\n\n*{sample.reference}*"
            self.writer.add_text(f"sample {i + 1}", text, step)
        self.writer.flush()

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


class TerminalReporter(SilentReporter):
    """A progress bar with rate and ETA on stderr, and each validation with its samples above it."""

    def __init__(self) -> None:
        self.bar: Any = None

    def start(self, step: int) -> None:
        from tqdm import tqdm

        # Counted in thousandths of the budget: steps, epochs and minutes all end at the same place.
        form = "{percentage:3.0f}%|{bar:24}| {elapsed}<{remaining} {postfix}"
        self.bar = tqdm(total=1000, bar_format=form, mininterval=0.5, dynamic_ncols=True)

    def progress(self, progress: float, text: str) -> None:
        if self.bar.n == 0 and progress > 0.002:  # resumed: the ETA is about what is left
            self.bar.initial = round(1000 * progress)
        self.bar.set_postfix_str(text, refresh=False)
        self.bar.update(min(1000, round(1000 * progress)) - self.bar.n)

    def metrics(self, step: int, metrics: Metrics) -> None:
        if "validation/loss" in metrics:
            self._say(
                f"step {step}: validation loss {metrics['validation/loss']:.3f}, "
                f"perplexity {metrics['validation/perplexity']:.2f}, BLEU {metrics['validation/bleu']:.1f}, "
                f"chrF {metrics['validation/chrf']:.1f}, exact {100 * metrics['validation/exact']:.1f} %"
            )

    def samples(self, step: int, samples: list[Sample]) -> None:
        for sample in samples:
            self._say(f"    {sample.src}\n      -> {sample.hypothesis}\n      == {sample.reference}")

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()

    def _say(self, text: str) -> None:
        import sys

        self.bar.write(text, file=sys.stderr)


class Reporters(SilentReporter):
    """Tells several."""

    def __init__(self, *reporters: Reporter) -> None:
        self.reporters = reporters

    def start(self, step: int) -> None:
        for reporter in self.reporters:
            reporter.start(step)

    def progress(self, progress: float, text: str) -> None:
        for reporter in self.reporters:
            reporter.progress(progress, text)

    def metrics(self, step: int, metrics: Metrics) -> None:
        for reporter in self.reporters:
            reporter.metrics(step, metrics)

    def samples(self, step: int, samples: list[Sample]) -> None:
        for reporter in self.reporters:
            reporter.samples(step, samples)

    def close(self) -> None:
        for reporter in self.reporters:
            reporter.close()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _keep_lines(path: Path, wanted: Callable[[str], bool]) -> None:
    """Rewrites a file with the lines that are whole and wanted; the last one may be torn by a crash."""
    lines = _read(path).splitlines(keepends=True)
    _write(path, "".join(line for line in lines if line.endswith("\n") and wanted(line)))
