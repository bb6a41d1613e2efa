"""What a checkpoint must be to be believed, beyond being whole. Damage and kills: tests/faults."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from nmt.atomic import TEMPORARIES
from nmt.checkpoint import read_checkpoint, write_checkpoint
from nmt.config import TrainingConfig
from nmt.errors import CheckpointError, RunError
from nmt.keeper import RESUMABLE, RUN, WEIGHTS, check_journals, describe_difference, go_back, read_of_run
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


@pytest.fixture
def no_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on exFAT."""

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_hard_links")
def test_where_there_are_no_hard_links_checkpoints_are_copied(trained: Trainer) -> None:
    run, last = trained.run, trained.run.last_checkpoint.read_bytes()
    trained.keeper.write_last(3, {}, {})
    assert run.step_checkpoint(2).read_bytes() == last
    assert [path.name for path in run.older_checkpoints] == ["step-0000002.safetensors"]
    assert read_checkpoint(run.last_checkpoint)[1]["step"] == 3
    run.last_checkpoint.write_bytes(b"torn")
    go_back(run, "")
    assert run.last_checkpoint.read_bytes() == run.step_checkpoint(2).read_bytes() == last
    assert not list(run.checkpoints.glob(TEMPORARIES))


@pytest.mark.usefixtures("no_hard_links")
def test_where_the_checkpoint_before_cannot_be_kept_the_key_is_named(
    trained: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("nmt.atomic.write_whole", refuse)
    expected = (
        r"step-0000002\.safetensors: cannot keep the checkpoint of step 2: No space .*make room, or .*_checkpoints=1"
    )
    with pytest.raises(CheckpointError, match=expected):
        trained.keeper.write_last(3, {}, {})
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
