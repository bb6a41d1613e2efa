"""Losses and gradients that are no numbers: said with the sentences and the key, and nothing learned from them."""

from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from nmt.build.training import open_training
from nmt.config import TokenizerConfig, load_config
from nmt.data.batching import Batch, make_batch
from nmt.data.corpus import SentencePair
from nmt.data.dataset import encode_pairs
from nmt.errors import TrainingError
from nmt.nonfinite import MOST_IN_A_ROW, find_culprits, read_batch
from nmt.reporting import SilentReporter
from nmt.run import RunDirectory
from nmt.tokenizer import TokenizerPair
from nmt.trainer import Trainer
from tests import reversal
from tests.reversal import build_trainer, poison
from tests.test_trainer import assert_same_run, settings
from tests.tiny import write_project

ROOT = Path(__file__).parent.parent


def at_steps(*steps: int) -> Callable[[Trainer, Batch], bool]:
    """Bad at these steps, counted from 1."""
    return lambda trainer, batch: trainer.progress.step + 1 in steps


def test_it_stops_with_step_sentences_and_key_and_leaves_the_checkpoint(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings(max_steps=5, accumulation_steps=2))
    trainer.fit()
    before = (tmp_path / "checkpoints" / "last.safetensors").read_bytes()

    trainer = build_trainer(tmp_path, settings(accumulation_steps=2))
    tried: list[Batch] = []

    def is_second(trainer: Trainer, batch: Batch) -> bool:
        tried.append(batch)
        return any(batch is eighth for eighth in tried[7:8])  # two a step from step 6 on: the second one of step 9

    poison(trainer, is_second)
    with pytest.raises(TrainingError) as refusal:
        trainer.fit()
    message = str(refusal.value)
    assert "\n" not in message
    assert message.startswith("step 9: loss nan, gradient norm nan, expected finite numbers; it comes from a batch of ")
    for words in ("lower training.lr (now 0.005)", "training.precision: fp32", "training.non_finite=skip"):
        assert words in message
    stored = json.loads((tmp_path / "non_finite" / "step-0000009.json").read_text())
    assert f"(all of them in {tmp_path / 'non_finite' / 'step-0000009.json'})" in message
    # The second batch of the step and no other, as text.
    assert [(pair["src"], pair["tgt"]) for pair in stored["pairs"]] == [
        (pair.src, pair.tgt) for pair in reversal.read_batch(tried[7])
    ]
    assert f"'{stored['pairs'][0]['src']}' -> '{stored['pairs'][0]['tgt']}'" in message
    assert all(pair["src"] == pair["tgt"][::-1] for pair in stored["pairs"])
    assert (tmp_path / "checkpoints" / "last.safetensors").read_bytes() == before


def test_a_step_left_out_changes_nothing_but_the_count(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    trainer = build_trainer(tmp_path, settings(non_finite="skip", validate_every_steps=1000, ema_decay=0.9))
    poison(trainer, at_steps(4))
    for _ in range(3):
        trainer.train_step(next(trainer.stream))
    states = [*trainer.learner.optimizers[0].state.values()]
    before = [trainer.learner.weights.values.clone(), *(state["exp_avg"].clone() for state in states)]
    tokens = trainer.progress.tokens
    trainer.train_step(next(trainer.stream))
    after = [trainer.learner.weights.values, *(state["exp_avg"] for state in states)]
    assert all(map(torch.equal, before, after))
    assert not trainer.learner.weights.gradient.any()
    assert (trainer.progress.step, trainer.progress.skipped, trainer.progress.tokens) == (4, 1, tokens)
    assert "step 4: loss nan" in caplog.text and "left out (training.non_finite: skip)" in caplog.text
    trainer.fit()
    assert trainer.progress.skipped == 1 and trainer.progress.skipped_in_a_row == 0
    assert bool(trainer.learner.weights.values.isfinite().all())
    assert math.isfinite(float(trainer._since_log.sum()))


def test_a_run_with_steps_left_out_resumes_bit_for_bit(tmp_path: Path) -> None:
    training = settings(non_finite="skip")
    whole = build_trainer(tmp_path / "whole", training)
    poison(whole, at_steps(4, 5, 13))
    whole.fit()

    class StopAfterFour(SilentReporter):
        def progress(self, progress: float, text: str) -> None:
            broken.stop_requested = broken.progress.step == 4

    for stands_at in (4, 20):
        broken = build_trainer(tmp_path / "broken", training, reporter=StopAfterFour())
        poison(broken, at_steps(4, 5, 13))
        broken.fit()
        assert broken.progress.step == stands_at
    assert broken.progress.skipped == 3
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_too_many_in_a_row_stop_whatever_is_configured(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings(max_steps=100, non_finite="skip"))
    poison(trainer, lambda trainer, _: trainer.progress.step >= 5)
    with pytest.raises(TrainingError, match=rf"step {5 + MOST_IN_A_ROW}: .* 10 steps in a row .* lower training\.lr"):
        trainer.fit()


def test_the_loss_may_be_fine_and_the_gradient_not(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings())
    poison(trainer, at_steps(2), loss=1.0)
    with pytest.raises(
        TrainingError, match=r"step 2: loss 1, gradient norm nan, .* from a batch of \d+ sentence pairs"
    ):
        trainer.fit()


def test_what_happens_only_once_is_no_sentences_fault(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings())
    seen: list[int] = []

    def once(trainer: Trainer, batch: Batch) -> bool:
        seen.append(1)
        return len(seen) == 1

    poison(trainer, once)
    with pytest.raises(TrainingError, match="no batch of the step does so by itself when tried again"):
        trainer.fit()


@pytest.mark.parametrize("non_finite", ["stop", "skip"])
def test_broken_weights_always_stop_and_are_never_saved(tmp_path: Path, non_finite: str) -> None:
    trainer = build_trainer(tmp_path, settings(non_finite=non_finite))
    trainer.train_step(next(trainer.stream))
    trainer.save()
    before = (tmp_path / "checkpoints" / "last.safetensors").read_bytes()
    trainer.learner.weights.values[7] = math.inf
    told = r"step \d: 1 of [\d,]+ weights are not finite numbers.* lower training\.lr .* training\.warmup_steps"
    for do in (trainer.save, trainer.validate, lambda: trainer.train_step(next(trainer.stream))):
        with pytest.raises(TrainingError, match=told):
            do()
    assert (tmp_path / "checkpoints" / "last.safetensors").read_bytes() == before
    assert not (tmp_path / "checkpoints" / "best.safetensors").exists()


def test_a_validation_loss_that_is_no_number_chooses_no_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = build_trainer(tmp_path, settings(validate_every_steps=2))
    result = trainer.validator.validate()
    monkeypatch.setattr(trainer.validator, "validate", lambda: type(result)(math.nan, 0, 0, 0, []))
    with pytest.raises(TrainingError, match=r"step 2: validation loss nan, expected a finite number; .* training\.lr"):
        trainer.fit()
    assert not (tmp_path / "checkpoints").exists()


def test_a_batch_is_read_back_as_its_text() -> None:
    pairs = [SentencePair("Je suis ici.", "I am here."), SentencePair("Oui, toujours !", "Yes, always!")]
    tokenizers = TokenizerPair.train(pairs, TokenizerConfig(vocab_size=286))
    arrays = encode_pairs(pairs, tokenizers)
    batch = make_batch(arrays, torch.arange(2).numpy(), tokenizers.special_ids)
    assert read_batch(tokenizers, batch) == pairs


def test_empty_batches_are_no_culprits(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings())
    (batch,) = next(trainer.stream)
    empty = Batch(batch.src_ids[:0], batch.tgt_in[:0], batch.tgt_out[:0], 0, [])
    gradient = torch.zeros(3)

    def accumulate(batch: Batch) -> Tensor:
        gradient.fill_(math.inf)
        return torch.zeros(3)

    assert find_culprits([empty, batch, empty], accumulate, gradient) == [batch]
    assert not gradient.any()


def test_a_check_of_a_run_that_is_there_writes_nothing_into_it(tmp_path: Path) -> None:
    config, run = load_config(write_project(tmp_path)), RunDirectory(tmp_path / "run")
    open_training(config, run, tmp_path)
    before = set(run.path.rglob("*"))
    trainer = open_training(config, run, tmp_path, keep=False).trainer
    poison(trainer, at_steps(1))
    with pytest.raises(TrainingError) as refusal:
        trainer.train_step(next(trainer.stream))
    assert "sentence pairs, such as " in str(refusal.value) and "all of them in" not in str(refusal.value)
    assert set(run.path.rglob("*")) == before


@pytest.mark.parametrize("non_finite", ["stop", "skip"])
def test_two_processes_agree_and_name_the_one_batch(tmp_path: Path, non_finite: str) -> None:
    """Two batches each; the second of process 1 goes wrong at step 4. Process 0 never saw it, and yet tells of it."""
    training = settings(max_steps=6, accumulation_steps=2, max_tokens_per_batch=400, non_finite=non_finite)
    (tmp_path / "run").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    world = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port, "WORLD_SIZE": "2", "LOCAL_WORLD_SIZE": "2"}
    world |= {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    program = str(ROOT / "tests" / "two_processes_gone_wrong.py")
    processes = [
        subprocess.Popen(
            [sys.executable, program, str(tmp_path / "run"), training.model_dump_json()],
            env=os.environ | world | {"RANK": str(rank), "LOCAL_RANK": str(rank)}, stdout=subprocess.PIPE, text=True,
        )
        for rank in range(2)
    ]  # fmt: skip
    said = (process.communicate(timeout=120)[0].splitlines() for process in processes)
    main, other = ([line for line in lines if not line.startswith("[Gloo]")] for lines in said)  # torch 2.9 greets
    stored = json.loads((tmp_path / "run" / "non_finite" / "step-0000004.json").read_text())
    assert [pair["src"] for pair in stored["pairs"]] == other[1:] != []
    assert main == other[:1]  # the same error, or the same weights after as many steps left out
    if non_finite == "stop":
        assert main[0].startswith("step 4: loss nan, gradient norm nan, expected finite numbers; it comes from a batch")
        assert f"of {len(other) - 1} sentence pairs" in main[0]
        assert not (tmp_path / "run" / "checkpoints").exists()
    else:
        assert main[0].startswith("1 ")
        assert (tmp_path / "run" / "checkpoints" / "last.safetensors").exists()
