"""What a checkpoint must be to be believed, beyond being whole. Damage and kills: tests/faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.config import TrainingConfig
from nmt.errors import CheckpointError, RunError
from nmt.keeper import RESUMABLE, RUN, WEIGHTS, check_journals, describe_difference, read_of_run
from nmt.run import RunDirectory
from nmt.trainer import Trainer
from tests.reversal import build_trainer

SETTINGS = TrainingConfig(max_steps=2, max_tokens_per_batch=100, validate_every_steps=1, save_every_minutes=1e-9)


@pytest.fixture
def trained(tmp_path: Path) -> Trainer:
    (tmp_path / "run").mkdir()
    trainer = build_trainer(tmp_path / "run", SETTINGS)
    trainer.fit()
    return trainer


def test_each_kind_has_its_place(trained: Trainer) -> None:
    run = trained.run
    assert read_of_run(run.last_checkpoint, RESUMABLE, "")[1]["step"] == 2
    assert read_of_run(run.best_checkpoint, WEIGHTS, None)[1]["step"] == trained.progress.best_step
    with pytest.raises(
        CheckpointError, match=r"best\.safetensors: a checkpoint, but of kind 'weights', expected 'resum"
    ):
        read_of_run(run.best_checkpoint, RESUMABLE, "")
    with pytest.raises(CheckpointError, match=r"last\.safetensors: belongs to another run; put back the file"):
        read_of_run(run.last_checkpoint, RESUMABLE, "another")
    for state in ({"kind": RESUMABLE}, {"kind": RESUMABLE, "origin": "x"}, ["x"]):
        write_checkpoint(run.last_checkpoint, {}, state)  # type: ignore[arg-type]
        with pytest.raises(CheckpointError):
            read_of_run(run.last_checkpoint, RESUMABLE, "")


def test_moments_of_another_optimizer_are_refused(trained: Trainer) -> None:
    path = trained.run.last_checkpoint
    tensors, state = read_checkpoint(path)
    for wrong in ("optimizer.0.x.exp_avg", "optimizer.0.99"):
        write_checkpoint(path, tensors | {wrong: tensors["optimizer.0.0.exp_avg"].clone()}, state)
        with pytest.raises(
            CheckpointError, match=r"not what a training of this configuration saves \(.*\); .*; the last good"
        ):
            build_trainer(trained.run.path, SETTINGS).restore()


def test_where_no_second_name_can_be_given_the_key_is_named(trained: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    expected = r"step-0000002\.safetensors: cannot keep the checkpoint of step 2: .* set training\.keep_checkpoints: 1"
    with pytest.raises(CheckpointError, match=expected):
        trained.keeper.write_last(3, {})
    assert read_checkpoint(trained.run.last_checkpoint)[1]["step"] == 2


def test_journals_may_grow_but_not_change(tmp_path: Path) -> None:
    run = RunDirectory(tmp_path)
    run.metrics_path.write_text("one\n")
    sums = {"metrics.jsonl": [4, "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806"]}
    check_journals(run, sums)
    run.metrics_path.write_text("one\ntwo\n")
    check_journals(run, sums)
    for text in ("on", "two\n"):
        run.metrics_path.write_text(text)
        with pytest.raises(
            RunError, match=r"metrics\.jsonl: altered or cut since it was written; take another copy, or"
        ):
            check_journals(run, sums)


def test_differences_of_origin_in_words() -> None:
    then = {RUN: "a", "torch": "2.9", "processes": 1}
    assert describe_difference(then, then | {RUN: "b"}) == ""
    assert describe_difference(then, {RUN: "a", "torch": "2.13", "gpu": "X"}) == (
        "gpu was None, is X; processes was 1, is None; torch was 2.9, is 2.13"
    )
