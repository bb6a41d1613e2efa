"""The training loop: it learns, resumes bit for bit, and is the same on two processes as on one."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from nmt.checkpoint import read_checkpoint
from nmt.config import ModelConfig, TrainingConfig
from nmt.distributed import World
from nmt.errors import TrainingError
from nmt.reporting import FileReporter, Metrics, SilentReporter
from tests.reversal import MODEL, RECURRENT, build_trainer, reversed_exactly

ROOT = Path(__file__).parent.parent


def settings(**changes: object) -> TrainingConfig:
    values = {
        "max_steps": 20,
        "max_tokens_per_batch": 200,
        "lr": 5e-3,
        "warmup_steps": 5,
        "ema_decay": 0.9,
        "validate_every_steps": 7,
        "log_every_steps": 3,
        "early_stopping_metric": "loss",
        "save_every_minutes": 1e9,
    }
    return TrainingConfig.model_validate(values | changes)


def tensors_of(path: Path) -> dict[str, torch.Tensor]:
    return read_checkpoint(path)[0]


def assert_same_run(one: Path, other: Path) -> None:
    for name in ("last", "best"):
        ours, theirs = (tensors_of(folder / "checkpoints" / f"{name}.safetensors") for folder in (one, other))
        assert ours.keys() == theirs.keys()
        for key, tensor in ours.items():
            assert torch.equal(tensor, theirs[key]), f"{name}: {key}"


@pytest.mark.parametrize("shape", [MODEL, RECURRENT], ids=lambda shape: str(shape.kind))
def test_a_whole_run_learns_to_write_backwards(tmp_path: Path, shape: ModelConfig) -> None:
    training = settings(
        max_steps=400, warmup_steps=30, max_tokens_per_batch=500, ema_decay=0.95, validate_every_steps=1000
    )
    trainer = build_trainer(tmp_path, training, n_sentences=5000, shape=shape)
    trainer.fit()
    with trainer.learner.averaged.in_place():
        assert reversed_exactly(trainer.learner.model) >= 0.9


@pytest.mark.parametrize("stop_after", [1, 8, 13])
@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_resume_is_bit_for_bit(tmp_path: Path, stop_after: int, optimizer: str) -> None:
    training = settings(optimizer=optimizer, accumulation_steps=2)
    build_trainer(tmp_path / "whole", training).fit()

    class StopAfter(SilentReporter):
        def progress(self, progress: float, text: str) -> None:
            broken.stop_requested = broken.progress.step == stop_after

    broken = build_trainer(tmp_path / "broken", training, reporter=StopAfter())
    broken.fit()
    assert broken.progress.step == stop_after
    torch.manual_seed(99)  # whatever another process would have drawn before
    resumed = build_trainer(tmp_path / "broken", training)
    resumed.fit()
    assert resumed.progress.step == 20
    assert_same_run(tmp_path / "whole", tmp_path / "broken")


def test_a_resumed_run_writes_the_metrics_of_an_undisturbed_one(tmp_path: Path) -> None:
    def files(folder: Path) -> FileReporter:
        folder.mkdir(exist_ok=True)
        return FileReporter(folder / "metrics.jsonl", folder / "samples.txt")

    def lines(folder: Path) -> list[dict[str, object]]:
        import json

        found = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
        return [{k: v for k, v in line.items() if k != "train/minutes"} for line in found]

    build_trainer(tmp_path / "whole", settings(), reporter=files(tmp_path / "whole")).fit()

    first = build_trainer(tmp_path / "broken", settings(), reporter=files(tmp_path / "broken"))
    first.restore()
    first.reporter.start(0)
    for _ in range(9):  # saved at 9, then twelve lines that a crash makes obsolete
        first.train_step(next(first.stream))
        if first.progress.step % 3 == 0:
            first.log()
        if first.progress.step == 7:
            first.validate()
    first.save()
    for _ in range(3):
        first.train_step(next(first.stream))
    first.log()
    with open(tmp_path / "broken" / "metrics.jsonl", "a") as file:
        file.write('{"step": 13, "torn')
    build_trainer(tmp_path / "broken", settings(), reporter=files(tmp_path / "broken")).fit()
    assert lines(tmp_path / "broken") == lines(tmp_path / "whole")


def test_two_processes_equal_one_with_twice_the_accumulation(tmp_path: Path) -> None:
    two, one = settings(max_steps=8), settings(max_steps=8, accumulation_steps=2)
    # Dropout is drawn by each process for itself, so equality needs it off: the corpus and the sums are the point.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "NMT_TEST_DROPOUT": "0", "PYTHONPATH": str(ROOT)}
    # standalone: a free port, so that two test runs on one machine do not meet
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command += [str(ROOT / "tests" / "two_processes.py"), str(tmp_path / "two"), two.model_dump_json()]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    subprocess.run(
        [sys.executable, str(ROOT / "tests" / "two_processes.py"), str(tmp_path / "one"), one.model_dump_json()],
        env=environment, check=True, timeout=120,
    )  # fmt: skip
    ours = tensors_of(tmp_path / "two" / "checkpoints" / "last.safetensors")
    theirs = tensors_of(tmp_path / "one" / "checkpoints" / "last.safetensors")
    for name in theirs:
        if name.startswith(("live", "model")):
            torch.testing.assert_close(
                ours[name], theirs[name], atol=1e-5, rtol=0, msg=lambda m, name=name: f"{name}: {m}"
            )


def test_accumulation_changes_the_batches_not_the_token_count(tmp_path: Path) -> None:
    one, four = (build_trainer(tmp_path, settings(accumulation_steps=n, max_tokens_per_batch=400)) for n in (1, 4))
    n_one = sum(batch.n_tokens for batch in next(one.stream))
    micro = next(four.stream)
    assert len(micro) == 4
    assert sum(batch.n_tokens for batch in micro) == pytest.approx(n_one, rel=0.35)


def test_a_step_is_the_mean_over_all_its_tokens(tmp_path: Path) -> None:
    """Whatever the split into micro-batches: sums of losses divided once by the global count."""
    trainer = build_trainer(tmp_path, settings(accumulation_steps=3, clip_norm=0))
    trainer.learner.model.eval()  # no dropout
    micro_batches = next(trainer.stream)
    seen: list[torch.Tensor] = []
    optimizer = trainer.learner.optimizers[0]
    optimizer.register_step_pre_hook(
        lambda *_: seen.extend(p.grad.clone() for p in trainer.learner.model.parameters())  # type: ignore[union-attr]
    )
    trainer.train_step(micro_batches)

    again = build_trainer(tmp_path, settings())
    model = again.learner.model.eval()
    total = sum(batch.n_tokens for batch in micro_batches)
    loss = sum(
        torch.nn.functional.cross_entropy(
            model(b.src_ids, b.tgt_in).flatten(0, 1), b.tgt_out.flatten(), ignore_index=0, label_smoothing=0.1,
            reduction="sum",
        )
        for b in micro_batches
    )  # fmt: skip
    gradients = torch.autograd.grad(loss / total, list(model.parameters()))
    for ours, theirs in zip(seen, gradients, strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-6, rtol=1e-4)


def test_a_loss_that_is_no_number_stops_with_the_key_to_change(tmp_path: Path) -> None:
    trainer = build_trainer(tmp_path, settings())
    with torch.no_grad():
        trainer.learner.model.tgt_embedding.weight[4:] = math.nan
    with pytest.raises(TrainingError, match=r"step 1: 320 of [\d,]+ weights are not finite .* lower training\.lr"):
        trainer.fit()
    assert not (tmp_path / "checkpoints").exists()


def test_budgets_end_the_training_each(tmp_path: Path) -> None:
    epochs = build_trainer(tmp_path / "epochs", settings(max_steps=None, max_epochs=1.5))
    per_epoch = epochs.stream.steps_per_epoch
    assert per_epoch is not None
    assert epochs.fit().step == math.ceil(1.5 * per_epoch)
    minutes = build_trainer(tmp_path / "minutes", settings(max_steps=None, max_minutes=0.01))
    progress = minutes.fit()
    assert 0.6 <= progress.seconds < 5
    assert progress.validated_step == progress.step


def test_a_run_that_stopped_early_and_lost_its_best_takes_its_last_weights(tmp_path: Path) -> None:
    training = settings(max_steps=500, early_stopping_patience=2, early_stopping_metric="bleu", validate_every_steps=2)
    assert build_trainer(tmp_path, training).fit().best_step == 2
    best = tmp_path / "checkpoints" / "best.safetensors"
    best.unlink()
    progress = build_trainer(tmp_path, training).fit()
    assert (progress.step, progress.best_step) == (6, 6)
    assert read_checkpoint(best)[1]["step"] == 6
    assert build_trainer(tmp_path, training.model_copy(update={"max_steps": 7})).fit().step == 7  # it may go on


def test_the_main_process_decides_what_is_best_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another machine's last bits may differ; early stopping must come at the same step on all of them."""
    trainer = build_trainer(tmp_path, settings(early_stopping_patience=2), world=World(rank=1))
    for metric, without_best in ((-9.0, 0), (-8.0, 0), (-8.5, 1), (-8.0, 2)):
        monkeypatch.setattr("nmt.trainer.broadcast_object", lambda own, world, metric=metric: (-metric, metric))
        trainer.progress.step += 1
        trainer.validate()
        assert trainer.progress.validations_without_best == without_best
    assert (trainer.progress.best, trainer.progress.best_step) == (-8.0, 2)
    assert trainer.is_over()
    monkeypatch.setattr("nmt.trainer.broadcast_object", lambda own, world: (math.nan, 0.0))
    with pytest.raises(TrainingError, match="validation loss nan"):
        trainer.validate()


def test_half_an_epoch_stays_complete(tmp_path: Path) -> None:
    """Ended between its last save and its mark of completion, a run takes no further step."""
    training = settings(max_steps=None, max_epochs=0.5)
    done = build_trainer(tmp_path, training).fit()
    assert build_trainer(tmp_path, training).fit().step == done.step


def test_early_stopping_counts_validations_without_a_best(tmp_path: Path) -> None:
    seen: list[Metrics] = []

    class Watch(SilentReporter):
        def metrics(self, step: int, metrics: Metrics) -> None:
            seen.append(metrics)

    # bleu is 0 at every validation: the first is the best, the next three are not better
    training = settings(max_steps=500, early_stopping_patience=3, early_stopping_metric="bleu", validate_every_steps=2)
    progress = build_trainer(tmp_path, training, reporter=Watch()).fit()
    assert progress.step == 8
    assert progress.best_step == 2
    assert sum("validation/loss" in metrics for metrics in seen) == 4
