"""train.py as a user meets it: a run that explains itself, goes on, and refuses what would spoil it."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest
import torch

from nmt.checkpoint import read_checkpoint
from nmt.config import load_config
from nmt.run import RunDirectory
from tests.scripts.calling import assert_one_clear_line, call, spawn

FEW_STEPS = ("training.max_steps=6", "training.validate_every_steps=3")


def assert_same_weights(one: RunDirectory, other: RunDirectory) -> None:
    ours, theirs = (read_checkpoint(run.last_checkpoint)[0] for run in (one, other))
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        assert torch.equal(tensor, theirs[name]), name


def validations_of(run: RunDirectory) -> list[dict[str, float]]:
    lines = map(json.loads, run.metrics_path.read_text().splitlines())
    return [line for line in lines if "validation/loss" in line]


@pytest.fixture
def young(config: Path, tmp_path: Path) -> RunDirectory:
    """A complete run of six steps."""
    run = RunDirectory(tmp_path / "young")
    assert call("train.py", "--config", config, *FEW_STEPS, f"run_dir={run.path}").status == 0
    return run


def test_a_run_directory_explains_itself(config: Path, run: RunDirectory) -> None:
    assert {path.name for path in run.path.iterdir()} >= {
        "config.yaml",
        "tokenizer",
        "checkpoints",
        "metrics.jsonl",
        "samples.txt",
        "data.json",
        "environment.json",
        "complete.json",
    }
    assert {path.name for path in run.checkpoints.iterdir()} == {"last.safetensors", "best.safetensors"}
    assert [path.name for path in run.tokenizer_dir.iterdir()] == ["joint.model"]
    resolved = load_config(run.config_path)
    assert resolved.training.max_steps == 120 and resolved.name == "tiny"
    metrics = [json.loads(line) for line in run.metrics_path.read_text().splitlines()]
    assert [line["step"] for line in metrics if "train/loss" in line] == list(range(10, 121, 10))
    assert [line["step"] for line in validations_of(run)] == [50, 100, 120]
    assert run.samples_path.read_text().count("  source      ") == 3 * resolved.training.n_samples
    data = json.loads(run.data_path.read_text())
    assert data["train"]["kept"] == 60 and len(data["fingerprint"]) == 64
    environment = json.loads(run.environment_path.read_text())
    assert (environment["device"], environment["precision"]) == ("cpu", "fp32")
    assert json.loads(run.complete_path.read_text())["step"] == 120


def test_the_same_command_on_a_complete_run_says_so_and_touches_nothing(config: Path, run: RunDirectory) -> None:
    before = run.last_checkpoint.stat().st_mtime_ns
    done = call("train.py", "--config", config, f"run_dir={run.path}")
    assert (done.status, done.out) == (0, "")
    assert f"{run.path} is complete: nothing to train" in done.err
    assert run.last_checkpoint.stat().st_mtime_ns == before


def test_a_killed_run_resumes_bit_for_bit(config: Path, run: RunDirectory, tmp_path: Path) -> None:
    """In a process of its own, ended by SIGTERM; compared with a run that nobody disturbed."""
    killed = RunDirectory(tmp_path / "killed")
    command = ("train.py", "--config", config, f"run_dir={killed.path}")
    with spawn(*command) as process:
        assert process.stderr is not None
        while b"minutes left: step" not in (line := process.stderr.readline()):
            assert line, "ended before the first news of a step"
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read().decode()
    assert process.returncode == 130
    assert "and saved; the same command goes on from there" in rest
    assert killed.last_checkpoint.is_file() and not killed.is_complete

    done = call(*command)
    assert done.status == 0 and killed.is_complete, done.err
    assert_same_weights(killed, run)
    assert validations_of(killed) == validations_of(run)
    assert killed.samples_path.read_text() == run.samples_path.read_text()


def test_another_setting_in_the_same_place_is_refused_by_name(config: Path, young: RunDirectory) -> None:
    done = call("train.py", "--config", config, *FEW_STEPS, f"run_dir={young.path}", "model.d_ff=96", "training.lr=0.5")
    assert_one_clear_line(
        done, str(young.path), "model.d_ff: 64 there, 96 here", "training.lr: 0.01 there, 0.5 here", "run_dir="
    )
    assert young.is_complete


def test_more_steps_go_on_from_where_the_run_stands(config: Path, young: RunDirectory) -> None:
    done = call("train.py", "--config", config, f"run_dir={young.path}", *FEW_STEPS, "training.max_steps=9")
    assert done.status == 0, done.err
    assert "is complete after 9 steps" in done.err
    assert load_config(young.config_path).training.max_steps == 9
    assert [line["step"] for line in validations_of(young)] == [3, 6, 9]


def test_a_run_that_stopped_early_goes_on_with_more_patience_alone(config: Path, tmp_path: Path) -> None:
    """A budget that it did not use up would not help, and so it says what does."""
    run = RunDirectory(tmp_path / "run")
    # so low a rate changes nothing, so that the second validation finds nothing better
    still = ("training.lr=1e-20", "training.validate_every_steps=2", "training.early_stopping_metric=bleu")
    command = ("train.py", "--config", config, f"run_dir={run.path}", *still)
    told = "stopped early, without a new best since step 2; to go on, raise training.early_stopping_patience (now 1) or"
    for max_steps in (8, 9):
        ended = call(*command, "training.early_stopping_patience=1", f"training.max_steps={max_steps}")
        assert ended.status == 0, ended.err
        assert told in ended.err and "is complete after 4 steps" in ended.err
    again = call(*command, "training.early_stopping_patience=1", "training.max_steps=9")
    assert "nothing to train (for more: a larger budget, or, where it stopped early, training.early_st" in again.err

    patient = call(*command, "training.early_stopping_patience=2", "training.max_steps=9")
    assert "(now 2) or set it to 0" in patient.err and "is complete after 6 steps" in patient.err
    endless = call(*command, "training.early_stopping_patience=0", "training.max_steps=9")
    assert "stopped early" not in endless.err and "is complete after 9 steps" in endless.err


def test_a_run_that_goes_on_is_not_complete_until_it_is(config: Path, young: RunDirectory) -> None:
    """A second sitting that fails must not leave the first one's mark."""
    more = ("train.py", "--config", config, f"run_dir={young.path}", *FEW_STEPS, "training.max_steps=9")
    young.last_checkpoint.write_bytes(b"torn")
    assert_one_clear_line(call(*more), "last.safetensors", "damaged")
    assert not young.is_complete


def test_check_prices_and_writes_nothing(config: Path, tmp_path: Path) -> None:
    done = call("train.py", "--config", config, f"run_dir={tmp_path / 'none'}", "--check")
    assert done.status == 0
    prices = dict(line.split("  ", 1) for line in done.lines)
    assert set(prices) == {
        "parameters", "runs on", "one step", "steps per epoch", "steps in all", "expected minutes", "peak memory",
    }  # fmt: skip
    assert prices["steps in all"].strip() == "120"
    assert list(tmp_path.iterdir()) == []
    done = call("train.py", "--config", config, "--check", "--go-back")
    assert (done.status, "--go-back changes a run, and --check changes nothing" in done.err) == (2, True)


def test_all_problems_of_a_configuration_at_once(config: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(config.read_text().replace("d_model", "d_modle").replace("lr: 1.0e-2", "lr: fast"))
    done = call("train.py", "--config", broken, "training.max_step=3")
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert "did you mean 'd_model'?" in done.err
    assert "training.lr: got 'fast'" in done.err
    assert "command line" in done.err and "max_steps" in done.err
    assert all(line.startswith("error: ") for line in done.err.splitlines())


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ([], "which configuration? write --config configs/toy.yaml"),
        (["training.lr=1", "mine.yaml"], "which configuration? write --config mine.yaml"),
        (["--config", "mine.yaml", "--training.lr=1"], "--training.lr=1: settings of the configuration have no dashes; "
                                                       "write training.lr=1"),
    ],
)  # fmt: skip
def test_a_command_that_is_nearly_right(words: list[str], error: str) -> None:
    done = call("train.py", *words)
    assert done.status == 2 and done.err.endswith(f"error: {error}\n")


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    assert_one_clear_line(call("train.py", "--config", "configs/tony.yaml"), "configs/tony.yaml", "toy.yaml")


def test_a_corpus_whose_lines_do_not_pair_up(config: Path, tmp_path: Path) -> None:
    corpus = shutil.copytree(config.parent / "corpus", tmp_path / "corpus")
    with open(corpus / "train.en", "a") as file:
        file.write("One more.\n")
    done = call("train.py", "--config", config, f"data.root={corpus}", f"run_dir={tmp_path / 'run'}")
    assert_one_clear_line(done, "train.fr:61", "61")
    assert not (tmp_path / "run").exists()


def test_relative_corpora_are_found_again_from_anywhere(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(config.parent)
    run = RunDirectory(tmp_path / "run")
    assert call("train.py", "--config", "tiny.yaml", "data.root=corpus", *FEW_STEPS, f"run_dir={run.path}").status == 0
    monkeypatch.chdir(tmp_path)
    assert call("evaluate.py", "--run", run.path, "--split", "validation", "--limit", 2).status == 0


def test_the_toy_configuration(tmp_path: Path) -> None:
    """The one that everybody starts with, cut down to seconds."""
    sizes = [f"data.{key}.0.pairs={n}" for key, n in (("train", 200), ("validation", 9), ("test.test", 9))]
    sizes += ["data.test.test_compositional.0.pairs=9", "training.max_steps=2"]
    sizes += ["tokenizer.vocab_size=450", "tokenizer.tgt_vocab_size=400"]
    sizes += ["model.n_encoder_layers=1", "model.n_decoder_layers=1", "training.device=cpu"]
    run = RunDirectory(tmp_path / "toy")
    done = call("train.py", "--config", "configs/toy.yaml", *sizes, f"run_dir={run.path}")
    assert done.status == 0 and run.is_complete, done.err
    assert any(run.tensorboard_dir.iterdir())
    done = call("evaluate.py", "--run", run.path, "--beam-size", 1)
    assert done.status == 0, done.err
    assert "test: 9 sentences" in done.out and "test_compositional: 9 sentences" in done.out
    assert "phenomenon, worst first" in done.out


def test_overfitting_one_batch_is_a_preflight_that_writes_nothing(config: Path, tmp_path: Path) -> None:
    command = ("train.py", "--config", config, f"run_dir={tmp_path / 'none'}", "training.overfit_one_batch=true")
    done = call(*command)
    assert done.status == 0, done.err
    (told,) = done.lines
    assert told.startswith("one batch of ") and told.endswith(": it can learn")

    done = call(*command, "training.lr=1.0e-6")
    assert_one_clear_line(
        done, "training.overfit_one_batch: the model cannot learn one batch", "training.lr (now 1e-06)"
    )
    done = call(*command, "--check")
    assert done.status == 0 and "it can learn" not in done.out, done.err
    assert dict(line.split("  ", 1) for line in done.lines)["steps in all"].strip() == "400"
    assert list(tmp_path.iterdir()) == []


def test_a_sick_run_names_the_key_while_it_trains_and_when_it_is_evaluated(config: Path, tmp_path: Path) -> None:
    """With a rate a thousand times too low a model says the same of every sentence; that of `run` says nothing."""
    few = ("training.max_steps=20", "training.validate_every_steps=10", "training.lr=1.0e-5")
    done = call("train.py", "--config", config, f"run_dir={tmp_path / 'sick'}", *few)
    assert done.status == 0, done.err
    warnings = [line for line in done.err.splitlines() if line.startswith("warning: step ")]
    assert any("training.lr" in line for line in warnings), done.err
    assert all(line.startswith(("warning: step 10: ", "warning: step 20: ")) for line in warnings)

    done = call("evaluate.py", "--run", tmp_path / "sick", "--split", "test")
    report = json.loads(RunDirectory(tmp_path / "sick").report_path("test").read_text())
    assert report["diagnosis"] and set(report["diagnosis"][0]) == {"name", "words", "evidence", "advice", "keys"}
    assert done.out.count("diagnosis: ") == len(report["diagnosis"])
    assert max(len(line) for line in done.lines if "diagnosis: " in line) <= 100
