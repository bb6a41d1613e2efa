"""A training broken anywhere ends where an unbroken one ends, whatever has a state in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nmt.build.training import Training, open_training
from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.config import load_config
from nmt.errors import CheckpointError, TrainingError
from nmt.fingerprint import fingerprint_run
from nmt.run import RunDirectory
from tests.faults.small import assert_same
from tests.scripts.calling import call
from tests.tiny import PAIRS, write_project

# What each leaves out, another has: two epochs and a half of everything that draws, counts or remembers.
KINDS: dict[str, list[str]] = {
    "subword sampling, mixed sources, accumulation": [
        "tokenizer.sampling_alpha=0.3",
        "training.accumulation_steps=2",
        "data.train=[{kind: files, src: train.fr, tgt: train.en}, "
        "{kind: files, src: held_out.fr, tgt: held_out.en, weight: 2}]",
    ],
    "the hardest pairs": ["training.hardest=0.3"],
    "muon, bpe dropout, early stopping": [
        "training.optimizer=muon",
        "tokenizer={kind: bpe, vocab_size: 120, byte_fallback: false, sampling_alpha: 0.1}",
        "training.early_stopping_patience=2",
        "training.early_stopping_metric=bleu",
        "training.ema_decay=0",
    ],
    "stream": [
        "data.train=[{kind: hub, path: HUB, streaming: true, split: train, src_column: fr, tgt_column: en}]",
        "data.shuffle_buffer=25",
        "tokenizer.sampling_alpha=0.3",
    ],
}
SETTINGS = [
    "training.max_steps=10",
    "training.max_tokens_per_batch=150",
    "training.validate_every_steps=4",
    "training.validation_sentences=2",
    "training.log_every_steps=3",
    "decoding.max_length_extra=0",
    "model.d_model=16",
    "model.d_ff=16",
    "model.attention_dropout=0.1",
]


class Crash(BaseException):
    """The power is cut: nothing that is not on the disk survives."""


def open_small(folder: Path, run: Path, kind: str, *more: str) -> Training:
    project = folder / "project"
    if not project.exists():
        write_project(project)
        (project / "hub").mkdir()
        lines = [json.dumps({"fr": fr, "en": en}) for fr, en in PAIRS]
        (project / "hub" / "train.jsonl").write_text("\n".join(lines), encoding="utf-8")
    overrides = [value.replace("HUB", str(project / "hub")) for value in KINDS[kind]]
    config = load_config(project / "tiny.yaml", [*SETTINGS, *overrides, *more])
    return open_training(config, RunDirectory(run), folder)


def crash_at(training: Training, saved: int, step: int) -> None:
    """Trains, saves after step `saved`, and goes out in the middle of `step`."""
    trainer = training.trainer
    train_step = trainer.train_step

    def train_until(micro_batches: Any) -> None:
        train_step(micro_batches)
        if trainer.progress.step == step:
            raise Crash

    trainer.train_step = train_until  # type: ignore[method-assign]
    trainer.minutes_since_save = lambda: 1e9 if trainer.progress.step == saved else 0.0  # type: ignore[method-assign]
    with pytest.raises(Crash):
        trainer.fit()


@pytest.mark.parametrize("kind", KINDS)
def test_broken_anywhere_it_ends_the_same(tmp_path: Path, kind: str) -> None:
    """Saved in the middle of an epoch and between two log lines; lost: a validation, a best and half a log."""
    open_small(tmp_path, tmp_path / "whole", kind).trainer.fit()
    crash_at(open_small(tmp_path, tmp_path / "run", kind), saved=2, step=5)
    crash_at(open_small(tmp_path, tmp_path / "run", kind), saved=7, step=9)
    open_small(tmp_path, tmp_path / "run", kind).trainer.fit()
    assert_same(tmp_path / "run", tmp_path / "whole")


def test_what_cannot_be_restored_exactly_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    kind = next(iter(KINDS))
    crash_at(open_small(tmp_path, tmp_path / "run", kind), saved=2, step=3)
    run = RunDirectory(tmp_path / "run")
    tensors, state = read_checkpoint(run.last_checkpoint)
    state["origin"] |= {"processes": 2, "torch": "1.0"}
    write_checkpoint(run.last_checkpoint, tensors, state)
    again = open_small(tmp_path, run.path, kind).trainer
    caplog.clear()
    again.restore()
    (message,) = caplog.messages
    assert message.startswith("going on from step 2, but from here on not bit for bit as without the break: ")
    assert "processes was 2, is 1; torch was 1.0, is 2." in message


def test_processes_that_see_different_checkpoints_do_not_train_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = open_small(tmp_path, tmp_path / "run", next(iter(KINDS))).trainer
    monkeypatch.setattr("nmt.trainer.broadcast_object", lambda value, world: (value[0] + 7, False))
    with pytest.raises(TrainingError, match=r"of step 0 as this process sees it, of step 7 as the first one does"):
        trainer.restore()


def test_no_training_is_begun_that_could_not_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = open_small(tmp_path, tmp_path / "run", next(iter(KINDS))).trainer

    def refuse(folder: Path, n_bytes: int) -> None:
        raise OSError(28, "No space left on device, only 0.1 MiB are free")

    monkeypatch.setattr("nmt.keeper.require_room", refuse)
    with pytest.raises(
        CheckpointError, match=r"checkpoints: this run's checkpoints take 0\.\d MiB: No space left .*; make room"
    ):
        trainer.fit()


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_so_many_checkpoints_are_kept(tmp_path: Path, keep: int) -> None:
    kind = next(iter(KINDS))
    more = (f"training.keep_checkpoints={keep}", "training.save_every_minutes=1e-9", "training.max_steps=4")
    open_small(tmp_path, tmp_path / "run", kind, *more).trainer.fit()
    run = RunDirectory(tmp_path / "run")
    assert [path.name for path in run.older_checkpoints] == [f"step-000000{n}.safetensors" for n in (3, 2)][: keep - 1]
    assert [read_checkpoint(path)[1]["step"] for path in run.older_checkpoints] == [3, 2][: keep - 1]
    assert read_checkpoint(run.last_checkpoint)[1]["step"] == 4


@pytest.mark.parametrize("overrides", [(), ("training.processes=2",)])
def test_verify_resume_proves_it_to_the_user(tmp_path: Path, overrides: tuple[str, ...]) -> None:
    config = write_project(tmp_path)
    done = call("verify_resume.py", "--config", config, "--steps", 4, "--seed", 0, *overrides)
    assert done.status == 0, done.err
    assert done.lines[-1] == "bit for bit the same"
    assert "warning: " not in done.err  # such as that a model of four steps repeats itself
    rows = [line.split() for line in done.lines[1:-1]]
    assert all(row[-1] == "same" and row[-2] == row[-3] for row in rows)
    assert {"weights", "optimizer", "metrics", "samples"} <= {row[0] for row in rows}


def test_verify_resume_would_see_a_difference(tmp_path: Path) -> None:
    """Its hashes tell two runs apart that differ in one seed, wherever that shows."""
    kind = next(iter(KINDS))
    for name, seed in (("one", 1), ("other", 2)):
        open_small(tmp_path, tmp_path / name, kind, f"seed={seed}", "training.max_steps=4").trainer.fit()
    one, other = (fingerprint_run(RunDirectory(tmp_path / name)) for name in ("one", "other"))
    assert one.keys() == other.keys()
    assert {"weights", "averaged weights", "optimizer", "best weights", "metrics"} <= {
        name for name in one if one[name] != other[name]
    }
