"""Where a training's news go: metrics.jsonl, samples.txt, the log, and a progress bar on a terminal.

What each of them is for, and the names of the metrics: docs/comparing.md.
"""

from __future__ import annotations

import json
import logging
import math
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from nmt.alignment.records import AlignmentRecord
from nmt.atomic import write_whole
from nmt.diagnosis.curves import CurveNews
from nmt.diagnosis.findings import Finding
from nmt.errors import RunError
from nmt.validation import Sample

log = logging.getLogger(__name__)

Metrics = dict[str, float]


_STEP_LINE = re.compile(r"step (\d+)\n")
_CONTROL_CHARACTERS = re.compile("[\x00-\x1f\x7f-\x9f]")


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

    def alignments(self, step: int, records: Sequence[AlignmentRecord]) -> None:
        """How the words of the same few held-out pairs are aligned at this step."""

    def findings(self, step: int, findings: Sequence[Finding]) -> None:
        """What is wrong with the translations of a validation (nothing, mostly); its metrics were told before."""

    def close(self) -> None:
        """Nothing comes any more."""


class SilentReporter:
    """Tells nobody: for processes that are not the main one, and the base of the others."""

    def start(self, step: int) -> None: ...

    def progress(self, progress: float, text: str) -> None: ...

    def metrics(self, step: int, metrics: Metrics) -> None: ...

    def samples(self, step: int, samples: list[Sample]) -> None: ...

    def alignments(self, step: int, records: Sequence[AlignmentRecord]) -> None: ...
    def findings(self, step: int, findings: Sequence[Finding]) -> None: ...

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
        lines = _read(self.metrics_path).splitlines(keepends=True)
        blocks = [f"{block}\n\n" for block in _read(self.samples_path).split("\n\n")]
        with naming(self.metrics_path):
            write_whole(self.metrics_path, "".join(line for line in lines if _step_of_metrics(line) <= step).encode())
        with naming(self.samples_path):
            kept = "".join(block for block in blocks if _step_of_samples(block) <= step)
            write_whole(self.samples_path, kept.encode())

    def metrics(self, step: int, metrics: Metrics) -> None:
        with naming(self.metrics_path), open(self.metrics_path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"step": step, **metrics}) + "\n")

    def samples(self, step: int, samples: list[Sample]) -> None:
        lines = [f"step {step}"]
        for sample in samples:
            lines.append(f"  source      {_in_one_line(sample.src)}")
            lines.append(f"  translation {_in_one_line(sample.hypothesis)}")
            lines.append(f"  reference   {_in_one_line(sample.reference)}")
        with naming(self.samples_path), open(self.samples_path, "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n\n")


class NewsReporter(SilentReporter):
    """Logs each validation and its samples, to be read as they come."""

    def metrics(self, step: int, metrics: Metrics) -> None:
        if "validation/loss" in metrics:
            log.info(
                "step %d: validation loss %.3f, perplexity %.2f, BLEU %.1f, chrF %.1f, exact %.1f %%%s",
                step,
                *(metrics[f"validation/{name}"] for name in ("loss", "perplexity", "bleu", "chrf")),
                100 * metrics["validation/exact"],
                f", AER {100 * metrics['validation/aer']:.1f} %" if "validation/aer" in metrics else "",
            )

    def samples(self, step: int, samples: list[Sample]) -> None:
        for sample in samples:
            texts = map(_in_one_line, (sample.src, sample.hypothesis, sample.reference))
            log.info("    %s\n      -> %s\n      == %s", *texts)


class DiagnosisReporter(SilentReporter):
    """Warns of what is wrong. It reads the curves from metrics.jsonl, and so stands behind the `FileReporter`.

    What a curve says, it goes on saying: that is told once a sitting, and again where it had passed, or has become
    clearly worse. The translations are others at each validation.
    """

    def __init__(self, metrics_path: Path) -> None:
        self.metrics_path = metrics_path
        self.curves = CurveNews()

    def findings(self, step: int, findings: Sequence[Finding]) -> None:
        for finding in (*findings, *self.curves.read(read_metrics(self.metrics_path))):
            log.warning("step %d: %s", step, _in_one_line(str(finding)))


class BarReporter(SilentReporter):
    """A progress bar on stderr, for a terminal. What is logged appears above it."""

    def __init__(self) -> None:
        self.bar: Any = None

    def start(self, step: int) -> None:
        from tqdm import tqdm

        # Counted in thousandths of the budget: steps, epochs and minutes all end at the same place.
        form = "{percentage:3.0f}%|{bar:24}| {elapsed} gone, {remaining} left; {desc}"
        self.bar = tqdm(total=1000, bar_format=form, mininterval=0.5, dynamic_ncols=True)

    def progress(self, progress: float, text: str) -> None:
        if self.bar.n == 0 and progress > 0.002:  # resumed: the time left follows from what this sitting does
            self.bar.initial = round(1000 * progress)
        self.bar.set_description_str(text, refresh=False)
        self.bar.update(min(1000, round(1000 * progress)) - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


class TenthsReporter(SilentReporter):
    """A line for each tenth of the budget: for log files and pipes, which would keep every redrawing of a bar."""

    def __init__(self) -> None:
        self.began_at = 0.0
        self.began_with: float | None = None  # the share that was spent when this sitting's first step was done
        self.tenths = 0

    def start(self, step: int) -> None:
        self.began_at = time.monotonic()

    def progress(self, progress: float, text: str) -> None:
        tenths = math.floor(10 * progress + 1e-9)
        if self.began_with is None:
            self.began_at, self.began_with, self.tenths = time.monotonic(), progress, tenths
        elif tenths > self.tenths:
            self.tenths = tenths
            seconds_per_share = (time.monotonic() - self.began_at) / (progress - self.began_with)
            minutes_left = (1 - progress) * seconds_per_share / 60
            log.info("%3.0f %%, %.1f minutes left: %s", 100 * progress, minutes_left, text)


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

    def alignments(self, step: int, records: Sequence[AlignmentRecord]) -> None:
        for reporter in self.reporters:
            reporter.alignments(step, records)

    def findings(self, step: int, findings: Sequence[Finding]) -> None:
        for reporter in self.reporters:
            reporter.findings(step, findings)

    def close(self) -> None:
        for reporter in self.reporters:
            reporter.close()


def read_metrics(path: Path) -> list[Metrics]:
    """The lines of a metrics.jsonl, [] without such a file; a torn last line is left out."""
    lines = _read(path).splitlines(keepends=True)
    return [json.loads(line) for line in lines if _step_of_metrics(line) < math.inf]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Says which file it is that cannot be written."""
    try:
        yield
    except OSError as error:
        raise RunError(
            f"{path}: cannot be written: {error.strerror or error}; make room or mend the folder's permissions, then "
            "run the same command again: it goes on from the last checkpoint"
        ) from error


def _step_of_metrics(line: str) -> float:
    """The step that a line tells of; infinite for the torn last line of a crash."""
    try:
        return float(json.loads(line)["step"]) if line.endswith("\n") else math.inf
    except (ValueError, KeyError, TypeError):
        return math.inf


def _step_of_samples(block: str) -> float:
    found = _STEP_LINE.match(block)
    return float(found[1]) if found else math.inf


def _in_one_line(text: str) -> str:
    """As it is, but for control characters: a young model writes any byte, and a terminal obeys some of them."""
    return _CONTROL_CHARACTERS.sub("�", " ".join(text.splitlines()))
