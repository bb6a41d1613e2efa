"""Translators from runs that are not, or no longer, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from nmt.build.training import open_training
from nmt.build.translator import load_aligning_translator, load_translator
from nmt.config import load_config
from nmt.errors import RunError
from nmt.run import RunDirectory
from tests.tiny import write_project

CPU = torch.device("cpu")


def test_who_aligns_is_measured_by_a_validation_and_kept_in_the_best(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = RunDirectory(tmp_path / "run")
    trainer = open_training(load_config(write_project(tmp_path)), run, tmp_path).trainer
    trainer.train_step(next(trainer.stream))
    trainer.save()
    with pytest.raises(RunError, match=r"run: not validated yet, .* which layer's head aligns; train on"):
        load_aligning_translator(run, CPU)
    trainer.validate()
    trainer.save()
    load_aligning_translator(run, CPU)
    caplog.clear()
    load_translator(run, CPU)
    assert not caplog.messages
    run.best_checkpoint.unlink()
    load_translator(run, CPU)
    (message,) = caplog.messages
    assert message.endswith("best.safetensors: missing; the last checkpoint translates in its place, of step 1")
    with pytest.raises(
        RunError, match=r"best\.safetensors: missing, and with it which layer's head aligns; run the .* again"
    ):
        load_aligning_translator(run, CPU)
