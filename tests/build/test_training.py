"""From a configuration to a trainer, and what a run directory lets happen to it."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nmt.build import data as building_data
from nmt.build import training as building
from nmt.build.data import Corpora, build_corpora
from nmt.build.places import settle_places
from nmt.build.training import (
    Place,
    build_reporter,
    build_validation_batches,
    check_same_run,
    open_training,
)
from nmt.config import Config, dump_config, load_config
from nmt.data.corpus import SentencePair
from nmt.distributed import World
from nmt.errors import DataError, RunError
from nmt.machine import Machine
from nmt.reporting import BarReporter, Reporters, TenthsReporter
from nmt.run import RunDirectory
from nmt.shares import alone
from nmt.tensorboard import TensorBoardReporter
from tests.tiny import write_project


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load_config(write_project(tmp_path))


@pytest.fixture
def corpora(config: Config) -> Corpora:
    return build_corpora(config)


def with_validation(corpora: Corpora, *pairs: tuple[str, str]) -> Corpora:
    validation = [SentencePair(*pair) for pair in pairs]
    return replace(corpora, validation=validation)


def test_validation_leaves_out_what_training_could_not_have_seen(
    config: Config, corpora: Corpora, caplog: pytest.LogCaptureFixture
) -> None:
    pairs = [("Il est ici.", "He is here."), ("", "Nothing."), ("ici " * 10_000, "here"), ("Oui", " ")]
    (batch,) = build_validation_batches(config, with_validation(corpora, *reversed(pairs)))
    assert batch.indices == [3]  # of all pairs, so that their gold links can be found
    assert caplog.messages == ["the validation loss leaves out 3 of 4 pairs with an empty side or over 128 pieces"]
    with pytest.raises(DataError, match=r"data\.validation: nothing to measure on: 3 of 3 pairs with an empty side"):
        build_validation_batches(config, with_validation(corpora, *pairs[1:]))


def test_every_validation_pair_is_measured_once(config: Config, corpora: Corpora) -> None:
    small = config.model_copy(update={"training": config.training.model_copy(update={"max_tokens_per_batch": 30})})
    batches = build_validation_batches(small, corpora)
    assert len(batches) > 1
    assert sum(len(batch) for batch in batches) == len(corpora.validation)


def test_a_run_goes_on_with_its_own_configuration_only(config: Config, tmp_path: Path) -> None:
    run = RunDirectory(tmp_path / "run")
    check_same_run(run, config)  # nothing there yet
    run.create()
    run.config_path.write_text(dump_config(config))
    check_same_run(run, config)

    may = [
        "name=b",
        "run_dir=c",
        "data.root=/d",
        "decoding.beam_size=2",
        "training.max_steps=9",
        "training.device=auto",
    ]
    check_same_run(run, load_config(tmp_path / "tiny.yaml", may))
    must_not = ["seed=2", "model.n_heads=4", "data.train.0.weight=2.5", "tokenizer.kind=bpe"]
    with pytest.raises(RunError, match="begun with another configuration") as refusal:
        check_same_run(run, load_config(tmp_path / "tiny.yaml", [*may, *must_not]))
    message = str(refusal.value)
    assert "\n" not in message
    assert (
        "(data.train.0.weight: 1.0 there, 2.5 here; model.n_heads: 2 there, 4 here; seed: 1 there, 2 here; " in message
    )
    assert "beam_size" not in message and "max_steps" not in message


def test_progress_is_shown_as_stderr_can_show_it(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = Place(RunDirectory(tmp_path), Machine(building.torch.device("cpu"), "fp32"), World())

    def kinds() -> set[type]:
        reporter = build_reporter(config, place)
        assert isinstance(reporter, Reporters)
        return set(map(type, reporter.reporters))

    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert TenthsReporter in kinds() and BarReporter not in kinds()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert BarReporter in kinds() and TenthsReporter not in kinds()


def test_without_tensorboard_the_training_goes_on_and_says_so(
    config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    place = Place(RunDirectory(tmp_path), Machine(building.torch.device("cpu"), "fp32"), World())
    wanted = config.model_copy(update={"training": config.training.model_copy(update={"tensorboard": True})})
    monkeypatch.setitem(sys.modules, "tensorboard", None)
    reporter = build_reporter(wanted, place)
    assert isinstance(reporter, Reporters)
    assert not any(isinstance(one, TensorBoardReporter) for one in reporter.reporters)
    assert "install nmt[tensorboard] (pip install tensorboard), or set training.tensorboard: false" in caplog.text


def test_only_the_main_process_writes(config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Alone it does what the first process would have sent.
    monkeypatch.setattr(building_data, "share_work", lambda work, world: alone(work))
    monkeypatch.setattr(building, "begin_with_word_vectors", lambda *_: None)  # sent by the first process too
    monkeypatch.setattr(building, "join_world", lambda device: World(rank=1, size=1))  # and yet is not the first
    run = RunDirectory(tmp_path / "run")
    training = open_training(config, run, tmp_path)
    training.finish(training.trainer.progress)
    assert not run.path.exists()


def test_a_run_keeps_the_tokenizer_that_it_began_with(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = RunDirectory(tmp_path / "run")
    caplog.set_level(logging.INFO, "nmt")
    open_training(config, run, tmp_path)
    assert "learning 310 subword pieces" in caplog.messages
    caplog.clear()
    again = open_training(config, run, tmp_path)
    assert not any("learning" in message for message in caplog.messages)
    assert again.corpora.tokenizers.src.model == (run.tokenizer_dir / "joint.model").read_bytes()


def test_validation_knows_which_language_it_scores(config: Config, tmp_path: Path) -> None:
    data = config.data.model_copy(update={"tgt_lang": "ja"})
    training = open_training(config.model_copy(update={"data": data}), RunDirectory(tmp_path / "run"), tmp_path)
    assert training.trainer.validator.tgt_lang == "ja"


def test_places_are_spelled_out(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "books").mkdir()
    overrides = ["data.root=corpus", "data.train.0.src=../a.fr"]
    hub = ["data.validation.0={kind: hub, path: books}", "data.test.again.0={kind: hub, path: owner/name}"]
    data = settle_places(load_config("tiny.yaml", overrides + hub)).data
    assert data.root == str(tmp_path / "corpus")
    assert data.train[0].src == "../a.fr"  # type: ignore[union-attr]
    assert data.validation[0].path == str(tmp_path / "books")  # type: ignore[union-attr]
    assert data.test["again"][0].path == "owner/name"  # type: ignore[union-attr]
    web = load_config("tiny.yaml", ["data.root=https://example.invalid/x"])
    assert settle_places(web) == web


def test_a_root_that_nobody_starts_from_stays_as_it_is(tmp_path: Path) -> None:
    toy = Config.model_validate(
        {"data": {"train": [{"kind": "toy"}], "carve_validation": 1}, "training": {"max_steps": 1}}
    )
    assert settle_places(toy) == toy
