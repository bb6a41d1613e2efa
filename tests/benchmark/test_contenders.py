"""All that can run here do the same work: the same loss from the same weights and batch, the same translations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from nmt.benchmark.contenders.ctranslate import CTranslateContender
from nmt.benchmark.contenders.joey import smoothed_entropy
from nmt.benchmark.contenders.marian import MarianContender
from nmt.benchmark.contenders.ours import TrainingContender, TranslatingContender, to_batch
from nmt.benchmark.contenders.torch_transformer import TorchContender
from nmt.benchmark.setting_up import Amount, check_common_ground, prepare_task, read_test_pairs
from nmt.benchmark.task import Task
from nmt.distributed import World
from nmt.errors import BenchmarkError
from nmt.run import RunDirectory
from tests.benchmark.tiny_task import BATCH, tiny_config


@pytest.fixture(scope="module")
def task(tmp_path_factory: pytest.TempPathFactory) -> Task:
    folder = tmp_path_factory.mktemp("benchmark")
    config = tiny_config(folder, "training.max_steps=30", "model.dropout=0", "training.validate_every_steps=30")
    run = RunDirectory(folder / "run")
    prepare_task(config, run, folder / "task", Amount(2, 5, 1), folder)
    assert run.is_complete
    return prepare_task(config, run, folder / "task", Amount(2, 5, 1), folder)  # trains nothing a second time


def test_the_twin_and_we_start_from_the_same_loss_on_the_same_batch(task: Task) -> None:
    ours = TrainingContender(task, {"overrides": ["alignment.labels=off", "training.label_smoothing=0.1"]}, World())
    theirs = TorchContender(task, {})
    assert ours.facts()["parameters"] == theirs.facts()["parameters"]
    n_tokens, loss = ours.train_step(0)
    their_tokens, their_loss = theirs.train_step(0)
    assert n_tokens == their_tokens == task.batches[0].n_tokens
    assert loss == pytest.approx(their_loss, rel=1e-4)
    assert ours.train_step(1)[0] == task.batches[1].n_tokens  # and the next one counts by itself


def test_a_blank_model_of_another_width_can_be_trained(task: Task) -> None:
    wide = TrainingContender(task, {"overrides": ["alignment.labels=off", "model.d_model=64"], "blank": True}, World())
    narrow = TrainingContender(task, {"overrides": ["alignment.labels=off"]}, World())
    assert wide.facts()["parameters"] > narrow.facts()["parameters"]
    assert wide.train_step(0)[0] == task.batches[0].n_tokens


def test_translations_are_those_of_the_run(task: Task) -> None:
    contender = TranslatingContender(task)
    found = contender.translate(task.sources, slice(0, 5), beam_size=1)
    assert len(found) == 5 and any(found)
    one = contender.translate(task.sources[2:3], slice(2, 3), beam_size=1)
    assert one == found[2:3]


@pytest.mark.parametrize(
    ("library", "contender"), [("ctranslate2", CTranslateContender), ("transformers", MarianContender)]
)
def test_peers_with_our_weights_translate_as_we_do(library: str, contender: Any, task: Task) -> None:
    pytest.importorskip(library)
    expected = TranslatingContender(task).translate(task.sources, slice(0, 5), beam_size=1)
    found = contender(task, {}).translate(task.sources, slice(0, 5), beam_size=1)
    # One that finds no end goes on up to its limit, which others have for a batch and we for each sentence.
    assert [theirs[: len(ours)] for ours, theirs in zip(expected, found, strict=True)] == expected
    assert any(len(set(ours)) > 3 for ours in expected)


def test_the_divergence_of_joeynmt_and_its_entropy_make_a_cross_entropy(task: Task) -> None:
    n, smoothing = task.sizes.vocab_size, task.recipe.label_smoothing
    targets = torch.full((n - 1,), smoothing / (n - 2))  # none of it on padding
    targets[5] = 1 - smoothing
    assert smoothed_entropy(task) == pytest.approx(float(torch.distributions.Categorical(targets).entropy()), rel=1e-4)


def test_processes_share_a_batch_out() -> None:
    shares = [to_batch(BATCH, 0, World(rank, 2)) for rank in range(2)]
    assert [share.n_tokens for share in shares] == [4, 2]
    assert [share.indices for share in shares] == [[0], [1]]
    assert torch.equal(shares[1].src_ids, torch.tensor(BATCH.src_ids[1:]))


def test_a_model_that_others_cannot_build_is_refused(tmp_path: Path) -> None:
    config = tiny_config(tmp_path, "model.positions=rotary", "model.activation=swiglu")
    with pytest.raises(BenchmarkError, match=r"model.positions: got rotary, expected sinusoidal; model.activation"):
        check_common_ground(config)


def test_the_task_is_what_training_sees(task: Task, tmp_path: Path) -> None:
    config = tiny_config(tmp_path)
    assert len(read_test_pairs(config)) > 5
    assert len(task.batches) == 2 and len(task.sentences) == len(task.sources) == 5
    assert len(task.pieces) == task.sizes.vocab_size
    pad, eos = task.marks.pad, task.marks.eos
    for batch in task.batches:
        assert sum(tgt for _, tgt in batch.lengths(pad)) == batch.n_tokens
        assert all(row[:length][-1] == eos for row, (length, _) in zip(batch.src_ids, batch.lengths(pad), strict=True))
