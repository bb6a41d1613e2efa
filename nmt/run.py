"""A run is a directory that explains itself.

config.yaml        the resolved configuration, every value included
tokenizer/         the sentencepiece model(s)
aligner.safetensors  the statistical aligner that taught the alignment heads
checkpoints/       last.safetensors and step-*.safetensors before it (to resume), best.safetensors (to translate with)
metrics.jsonl      one line for each log or validation
tensorboard/       the same, for TensorBoard
samples.txt        sample translations at each validation
alignments/        the alignment of the same few sentences at each validation
non_finite/        the sentences of steps whose loss or gradient was not a finite number, if there was one
data.json          what cleaning dropped, and the fingerprint of the data
environment.json   versions, machine and commit that made the run
evaluation/<split>/report.json, translations.tsv, alignments.jsonl, gold_alignment.json
ctranslate2/       the model for CTranslate2, once it was asked for
complete.json      written last: the training reached its end
SHA256SUMS         checksums of what no longer changes
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nmt.atomic import write_whole
from nmt.config import Config
from nmt.errors import RunError

TRAIN_COMMAND = "python scripts/train.py --config"


@dataclass(frozen=True)
class RunDirectory:
    """The places of a run. Nothing is read or created until a method is called."""

    path: Path

    @property
    def config_path(self) -> Path:
        return self.path / "config.yaml"

    @property
    def tokenizer_dir(self) -> Path:
        return self.path / "tokenizer"

    @property
    def aligner_path(self) -> Path:
        return self.path / "aligner.safetensors"

    @property
    def model1_path(self) -> Path:
        return self.path / "model1.safetensors"

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def last_checkpoint(self) -> Path:
        return self.checkpoints / "last.safetensors"

    @property
    def best_checkpoint(self) -> Path:
        return self.checkpoints / "best.safetensors"

    def step_checkpoint(self, step: int) -> Path:
        """What was the last checkpoint once, after this step."""
        return self.checkpoints / f"step-{step:07d}.safetensors"

    @property
    def lock_path(self) -> Path:
        return self.path / ".lock"

    @property
    def older_checkpoints(self) -> list[Path]:
        """What was the last checkpoint once, the newest first."""
        return sorted(self.checkpoints.glob("step-*.safetensors"), reverse=True)

    @property
    def weights_path(self) -> Path:
        """The checkpoint to translate with: the best, or the last of a run that was never validated."""
        return self.best_checkpoint if self.best_checkpoint.is_file() else self.last_checkpoint

    @property
    def metrics_path(self) -> Path:
        return self.path / "metrics.jsonl"

    @property
    def tensorboard_dir(self) -> Path:
        return self.path / "tensorboard"

    @property
    def samples_path(self) -> Path:
        return self.path / "samples.txt"

    @property
    def watched_dir(self) -> Path:
        return self.path / "alignments"

    def watched_path(self, step: int) -> Path:
        """Alignments of the watched sentences after a step."""
        return self.watched_dir / f"step-{step:07d}.jsonl"

    def bad_step_path(self, step: int) -> Path:
        """Sentences of a step, counted from 1, whose loss or gradient was not finite."""
        return self.path / "non_finite" / f"step-{step:07d}.json"

    @property
    def data_path(self) -> Path:
        return self.path / "data.json"

    @property
    def environment_path(self) -> Path:
        return self.path / "environment.json"

    @property
    def complete_path(self) -> Path:
        return self.path / "complete.json"

    @property
    def evaluation_dir(self) -> Path:
        return self.path / "evaluation"

    def report_path(self, split: str) -> Path:
        """Scores of a split."""
        return self.evaluation_dir / split / "report.json"

    def translations_path(self, split: str) -> Path:
        """Translations of a split."""
        return self.evaluation_dir / split / "translations.tsv"

    def alignments_path(self, split: str) -> Path:
        """Alignment dump of a split."""
        return self.evaluation_dir / split / "alignments.jsonl"

    def gold_alignment_path(self, split: str) -> Path:
        """How right the alignment of a split's references is, where it has gold links."""
        return self.evaluation_dir / split / "gold_alignment.json"

    def evaluated_splits(self) -> list[str]:
        """The splits that were translated, in the order of their names."""
        return sorted(path.parent.name for path in self.evaluation_dir.glob("*/translations.tsv"))

    @property
    def ctranslate2_dir(self) -> Path:
        """The model for CTranslate2, made when it is first asked for."""
        return self.path / "ctranslate2"

    @property
    def is_complete(self) -> bool:
        """Whether the training reached its end."""
        return self.complete_path.is_file()

    @property
    def has_checkpoint(self) -> bool:
        """Whether there is anything to translate with."""
        return any(self._weights())

    def create(self) -> None:
        """Make the directory, parents included.

        Raises:
            RunError: the place is taken by a file, or cannot be written to.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(f"{self.path}: cannot make this run directory: {error.strerror or error}") from error

    def _weights(self) -> Iterator[Path]:
        for checkpoint in (self.best_checkpoint, self.last_checkpoint):
            if checkpoint.is_file():
                yield checkpoint

    def _newest_checkpoint_time(self) -> float:
        return max((weights.stat().st_mtime for weights in self._weights()), default=0.0)


@dataclass(frozen=True)
class SharedModel(RunDirectory):
    """A run as it is shared (scripts/share.py): to translate and evaluate with, not to train on.

    config.json        the configuration, without paths of the machine that it was trained on
    model.safetensors  the weights to translate with
    README.md          the model card
    tokenizer/, aligner.safetensors, model1.safetensors, evaluation/, data.json, environment.json, complete.json
                       as in a run
    """

    @property
    def config_path(self) -> Path:
        return self.path / "config.json"

    @property
    def weights_path(self) -> Path:
        """The one checkpoint."""
        return self.path / "model.safetensors"

    @property
    def card_path(self) -> Path:
        """What the hub shows of the model."""
        return self.path / "README.md"

    def _weights(self) -> Iterator[Path]:
        if self.weights_path.is_file():
            yield self.weights_path


def run_of(config: Config, runs_root: Path) -> RunDirectory:
    """Where a configuration's run is stored: `run_dir` where it is set, else <runs_root>/<name>."""
    return RunDirectory(Path(config.run_dir) if config.run_dir else runs_root / config.name)


def latest_run(runs_root: Path) -> RunDirectory:
    """Return the run with the most recent checkpoint.

    Raises:
        RunError: there is none; the message says which command makes one.
    """
    runs = list(_runs_in(runs_root))
    with_checkpoint = [run for run in runs if run.has_checkpoint]
    if with_checkpoint:
        return max(with_checkpoint, key=RunDirectory._newest_checkpoint_time)
    if runs:
        # The same command resumes, so that it is the right one whether the run was stopped or is still young.
        raise RunError(f"{runs[-1].path}: no checkpoint yet; go on with: {TRAIN_COMMAND} {runs[-1].config_path}")
    raise RunError(f"{runs_root}: no run yet; make one with: {TRAIN_COMMAND} configs/toy.yaml")


def resolve_run(path: str | Path | None, runs_root: Path) -> RunDirectory:
    """Find the run that the user means: a directory, the name of a run in runs_root, or None for the latest.

    Raises:
        RunError: no such run, or it has no checkpoint; the message says what to do.
    """
    if path is None:
        return latest_run(runs_root)
    run = find_run(path, runs_root)
    if not run.has_checkpoint:
        raise RunError(f"{run.path}: no checkpoint yet; go on with: {TRAIN_COMMAND} {run.config_path}")
    return run


def find_run(path: str | Path, runs_root: Path) -> RunDirectory:
    """A run by its directory or by its name in runs_root, be it as young as it may.

    Raises:
        RunError: no such run; the message says what to do.
    """
    places = [Path(path), runs_root / path]
    for place in places:  # the first that is a run: a folder of the same name where the user stands may be anything
        run, shared = RunDirectory(place), SharedModel(place)
        if run.config_path.is_file():
            return run
        if shared.config_path.is_file() and shared.has_checkpoint:
            return shared
    if there := [place for place in places if place.exists()]:
        raise RunError(f"{there[0]}: not a run (no config.yaml inside); give the directory that training named")
    names = [other.path.name for other in _runs_in(runs_root)]
    near = difflib.get_close_matches(Path(path).name, names, n=1) or names[:5]
    hint = f"did you mean {' or '.join(near)}?" if near else f"make one with: {TRAIN_COMMAND} configs/toy.yaml"
    raise RunError(f"{path}: no such run; {hint}")


def name_runs(runs: Sequence[RunDirectory]) -> list[str]:
    """What to call runs beside each other: their directories' names, with what stands before where two are alike."""
    paths = [run.path.resolve() for run in runs]
    for length in range(1, max(len(path.parts) for path in paths) + 1):
        names = ["/".join(path.parts[-length:]) for path in paths]
        if len(set(names)) == len(set(paths)):
            break
    return names


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a small JSON file so that a reader finds the old one or the new one, never half of one.

    Raises:
        RunError: the file cannot be written, or a number in it is not finite.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    except ValueError as error:
        raise RunError(f"{path}: not written, since a number in it is not finite: {error}") from error
    try:
        write_whole(path, f"{text}\n".encode())
    except OSError as error:
        raise RunError(f"{path}: cannot be written: {error.strerror or error}") from error


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file of a run.

    Raises:
        RunError: it is missing, or damaged.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError(f"{path}: no such file; is this run complete?") from None
    except OSError as error:
        raise RunError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise RunError(f"{path}: damaged, not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RunError(f"{path}: damaged, expected a JSON object, got {type(value).__name__}")
    return value


def _runs_in(runs_root: Path) -> Iterator[RunDirectory]:
    """All runs in a folder, the least recently configured first."""
    configs = [config for config in runs_root.glob("*/config.yaml") if config.is_file()]
    for config in sorted(configs, key=lambda config: (config.stat().st_mtime, config)):
        yield RunDirectory(config.parent)
