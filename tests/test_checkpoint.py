"""Checkpoints come back as they went, or say clearly why not; they never execute anything."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from nmt.checkpoint import (
    model_tensors,
    optimizer_tensors,
    prefixed,
    read_checkpoint,
    restore_model,
    restore_optimizers,
    unprefixed,
    write_checkpoint,
)
from nmt.config import ModelConfig, TrainingConfig
from nmt.errors import CheckpointError
from nmt.model.transformer import Transformer
from nmt.optim import FlatWeights, build_optimizers

TENSORS = {"a": torch.arange(6.0).view(2, 3), "b.c": torch.tensor(3, dtype=torch.int64), "e": torch.empty(0)}
STATE = {"step": 7, "best": None, "name": "é"}


def test_round_trip(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "deep" / "x.safetensors", TENSORS, STATE)
    tensors, state = read_checkpoint(tmp_path / "deep" / "x.safetensors")
    assert state == STATE
    assert tensors.keys() == TENSORS.keys()
    for name, tensor in TENSORS.items():
        assert tensors[name].dtype == tensor.dtype
        torch.testing.assert_close(tensors[name], tensor)


def test_the_same_contents_give_the_same_bytes(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "one", TENSORS, STATE)
    write_checkpoint(tmp_path / "two", dict(reversed(TENSORS.items())), dict(reversed(STATE.items())))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_any_changed_byte_is_noticed_wherever_it_stands(tmp_path: Path) -> None:
    """Also in white space, in the digits of the checksum and in the length of the header."""
    path = tmp_path / "x.safetensors"
    write_checkpoint(path, TENSORS, STATE)
    whole = path.read_bytes()
    for position in range(len(whole)):
        for change in (0x01, 0x20, 0x29, 0x80):  # 0x20 turns cases, 0x29 a space into a tab
            path.write_bytes(whole[:position] + bytes([whole[position] ^ change]) + whole[position + 1 :])
            with pytest.raises(CheckpointError, match=r"x\.safetensors: (damaged|not a checkpoint|checkpoint format)"):
                read_checkpoint(path)


@pytest.mark.parametrize("keep", [0, 5, 100, -1])
def test_a_truncated_file_is_named(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "x.safetensors"
    write_checkpoint(path, TENSORS, STATE)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match=r"x\.safetensors: not a checkpoint of nmt, or damaged"):
        read_checkpoint(path)


def test_a_missing_checkpoint_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no checkpoint here; train first"):
        read_checkpoint(tmp_path / "none.safetensors")


def test_a_pickle_is_not_executed(tmp_path: Path) -> None:
    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch {tmp_path / 'executed'}",)

    for name, data in (("a", pickle.dumps(Payload())), ("b", pickle.dumps({"model": Payload()}))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CheckpointError, match="not a checkpoint"):
            read_checkpoint(tmp_path / name)
    torch.save({"model": Payload()}, tmp_path / "c")
    with pytest.raises(CheckpointError, match="not a checkpoint"):
        read_checkpoint(tmp_path / "c")
    assert not (tmp_path / "executed").exists()


def test_a_full_disk_leaves_the_old_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.safetensors"
    write_checkpoint(path, TENSORS, STATE)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CheckpointError, match=r"cannot write this checkpoint of 0.0 MiB: No space left"):
        write_checkpoint(path, TENSORS, {"step": 8})
    assert read_checkpoint(path)[1] == STATE
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_no_write_is_begun_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.safetensors"
    write_checkpoint(path, TENSORS, STATE)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=100))
    with pytest.raises(CheckpointError, match=r"No space left on device, only 0\.0 MiB are free; make room"):
        write_checkpoint(path, TENSORS, {"step": 8})
    assert read_checkpoint(path)[1] == STATE


def test_a_checkpoint_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut could leave the name without the contents, or neither the old nor the new."""
    order: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, name=name, real=real: [order.append(name), real(*args)])
    write_checkpoint(tmp_path / "x", TENSORS, STATE)
    assert order == ["fsync", "replace", "fsync"]  # the file, its name, the folder


def build(d_model: int) -> Transformer:
    return Transformer(
        ModelConfig(d_model=d_model, n_heads=2, d_ff=16, n_encoder_layers=1, n_decoder_layers=1), 9, 9, 0
    )


def test_a_model_of_another_shape_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"its parameter '.*' is \(.*\), the model's is"):
        restore_model(build(16), model_tensors(build(8)), tmp_path)
    fewer = {k: v for k, v in model_tensors(build(8)).items() if k != "tgt_embedding.weight"}
    with pytest.raises(CheckpointError, match=r"'tgt_embedding.weight' is missing, the model's is \(9, 8\)"):
        restore_model(build(8), fewer, tmp_path)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_optimizers_go_on_exactly(tmp_path: Path, optimizer: str) -> None:
    def step(model: Transformer, weights: FlatWeights, optimizers: list[torch.optim.Optimizer], seed: int) -> None:
        ids = torch.randint(1, 9, (2, 4), generator=torch.Generator().manual_seed(seed))
        model.eval()(ids, ids).square().mean().backward()
        for one in optimizers:
            one.step()
        weights.gradient.zero_()

    training = TrainingConfig(max_steps=1, optimizer=optimizer)
    model = build(8)
    weights = FlatWeights(model)
    optimizers = build_optimizers(weights, training)
    step(model, weights, optimizers, 0)
    tensors = prefixed(model_tensors(model), "model") | prefixed(optimizer_tensors(optimizers), "optimizer")
    write_checkpoint(tmp_path / "x", tensors, {})
    step(model, weights, optimizers, 1)

    again = build(8)
    their_weights = FlatWeights(again)
    resumed = build_optimizers(their_weights, training)
    tensors, _ = read_checkpoint(tmp_path / "x")
    restore_model(again, unprefixed(tensors, "model"), tmp_path)
    restore_optimizers(resumed, unprefixed(tensors, "optimizer"))
    step(again, their_weights, resumed, 1)
    for ours, theirs in zip(again.parameters(), model.parameters(), strict=True):
        assert torch.equal(ours, theirs)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda tensor: tensor.double(), "torch.float64, the model's is torch.float32"),
        (lambda tensor: tensor.long(), "torch.int64, the model's is torch.float32"),
        (lambda tensor: tensor * torch.nan, "not finite everywhere; take another copy, or train again"),
    ],
)
def test_weights_that_are_no_numbers_of_ours_are_refused(tmp_path: Path, change: Any, problem: str) -> None:
    saved = model_tensors(build(8))
    name = sorted(saved)[0]
    with pytest.raises(CheckpointError, match=f"its parameter '{name}' is {problem}"):
        restore_model(build(8), saved | {name: change(saved[name].detach())}, tmp_path)


@pytest.mark.parametrize("state", [[], "x", None, 7])
def test_a_state_that_is_none_is_refused(tmp_path: Path, state: Any) -> None:
    write_checkpoint(tmp_path / "x", TENSORS, state)
    with pytest.raises(CheckpointError, match="its state is no object"):
        read_checkpoint(tmp_path / "x")


def moments_of(model: Transformer) -> tuple[list[torch.optim.Optimizer], dict[str, torch.Tensor]]:
    weights = FlatWeights(model)
    optimizers = build_optimizers(weights, TrainingConfig(max_steps=1))
    for optimizer in optimizers:
        optimizer.step()
    return optimizers, optimizer_tensors(optimizers)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda all: {"5.0.step": all["0.0.step"]}, "moments of optimizers that are not there: 5"),
        (lambda all: {"0.9.step": all["0.0.step"]}, r"moments of \[0, 1, 9\], but there are \d parameters"),
        (lambda all: {"0.0.more": all["0.0.step"]}, "of parameter 0, expected step, exp_avg, exp_avg_sq"),
        (lambda all: {"0.0.exp_avg": all["0.0.exp_avg"][1:]}, "exp_avg of parameter 0 is torch.float32"),
        (lambda all: {"0.0.exp_avg": all["0.0.exp_avg"].double()}, "exp_avg of parameter 0 is torch.float64"),
        (lambda all: {"0.1.exp_avg": all["0.1.exp_avg"] * torch.nan}, "expected finite torch.float32"),
    ],
)
def test_moments_that_do_not_fit_are_refused(change: Any, problem: str) -> None:
    optimizers, moments = moments_of(build(8))
    restore_optimizers(optimizers, moments)
    with pytest.raises(ValueError, match=problem):
        restore_optimizers(optimizers, moments | change(moments))
