"""What teaches the alignment heads, from the configuration to the run; and that it leaves the translation alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from nmt.alignment.dump import read_records
from nmt.alignment.statistical import StatisticalAligner
from nmt.alignment.weights import AlignmentWeights
from nmt.build.alignment import MODEL1, THE_ALIGNER, load_or_fit_aligner, load_word_aligners
from nmt.build.alignment_scores import TOGETHER, compare_aligners, format_scores
from nmt.build.training import open_training
from nmt.build.translator import load_aligning_translator
from nmt.build.voices import combine
from nmt.checkpoint import read_checkpoint
from nmt.config import AlignmentConfig, Config, load_config
from nmt.data.corpus import SentencePair
from nmt.data.toy.corpus import read_toy
from nmt.run import RunDirectory
from tests.tiny import write_project

TOY = """\
data:
  train: [{kind: toy, pairs: 200}]
  validation: [{kind: toy, split: validation, pairs: 20}]
  cleaning: {drop_overlap: false}
tokenizer: {vocab_size: 400}
model: {d_model: 16, n_heads: 2, d_ff: 32, n_encoder_layers: 1, n_decoder_layers: 2, dropout: 0.1}
training: {max_steps: 12, max_tokens_per_batch: 200, lr: 1.0e-2, warmup_steps: 2, validate_every_steps: 6,
  validation_sentences: 20, tensorboard: false, precision: fp32, threads: 1, device: cpu}
"""


def train(config: Config, folder: Path) -> RunDirectory:
    run = RunDirectory(folder)
    training = open_training(config, run, folder)
    training.finish(training.trainer.fit())
    return run


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("toy") / "toy.yaml"
    path.write_text(TOY)
    return path


@pytest.fixture(scope="module")
def run(toy: Path) -> RunDirectory:
    return train(load_config(toy), toy.parent / "run")


def test_the_aligner_learns_from_all_over_the_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources stand one after another: the first pairs would all be of the first one."""
    learned: list[str] = []
    monkeypatch.setattr(StatisticalAligner, "fit", lambda pairs: learned.extend(src[0] for src, _ in pairs))
    pairs = [SentencePair(word, word) for word in "abcdefghi"]
    load_or_fit_aligner(RunDirectory(tmp_path), pairs, AlignmentConfig(max_pairs=3))
    assert learned == ["a", "d", "g"]


def test_the_heads_learn_and_the_translation_does_not_notice(tmp_path: Path) -> None:
    """The same steps with and without heads: every weight that translates is the same to the last bit."""
    config = write_project(tmp_path)
    steps = ["training.max_steps=12", "training.validate_every_steps=12"]
    with_heads = train(load_config(config, steps), tmp_path / "with")
    without = train(load_config(config, [*steps, "alignment.labels=off"]), tmp_path / "without")
    aligning, _ = read_checkpoint(with_heads.last_checkpoint)
    plain, _ = read_checkpoint(without.last_checkpoint)
    names = [name for name in plain if name.startswith(("model.", "live."))]
    assert names and all(torch.equal(plain[name], aligning[name]) for name in names)
    assert any("alignment." in name for name in aligning)


def test_a_run_records_which_layer_speaks_and_why(run: RunDirectory) -> None:
    measured = read_checkpoint(run.best_checkpoint)[1]["alignment"]
    assert len(measured["losses"]) == 3  # two layers, and the mean of their heads
    assert measured["layer"] == (0, 1, None)[int(np.argmin(measured["losses"]))]
    _, aligner = load_aligning_translator(run, torch.device("cpu"))
    assert aligner.layer == measured["layer"]
    hits = measured["attention_hits"]
    assert measured["attention_layer"] == aligner.attention_layer == int(np.argmax(hits))
    assert len(hits) == 2 and all(0 < hit < 1 for hit in hits)


def test_the_same_sentences_are_kept_at_every_validation(run: RunDirectory) -> None:
    kept = {step: list(read_records(run.watched_path(step))) for step in (6, 12)}
    assert [record.source for record in kept[6]] == [record.source for record in kept[12]]
    assert kept[6] != kept[12] and kept[6][0].gold is not None


def test_the_teacher_is_stored_and_a_resumed_run_takes_that_one(toy: Path, tmp_path: Path) -> None:
    run = RunDirectory(tmp_path / "run")
    open_training(load_config(toy), run, tmp_path)
    other = StatisticalAligner.fit([(["un", "deux"], ["one", "two"])] * 3)
    other.save(run.aligner_path)
    (run.path / "SHA256SUMS").unlink()  # exchanged on purpose
    before = run.aligner_path.read_bytes()
    open_training(load_config(toy), run, tmp_path)
    assert run.aligner_path.read_bytes() == before


def test_gold_links_teach_and_choose_where_they_are_asked_for(toy: Path, tmp_path: Path) -> None:
    labels, chosen_by = {}, {}
    for kind in ("gold", "statistical"):
        trainer = open_training(
            load_config(toy, [f"alignment.labels={kind}"]), RunDirectory(tmp_path / kind), tmp_path
        ).trainer
        labeller = trainer.learner.labeller
        assert labeller is not None
        labels[kind] = labeller.label(next(trainer.stream)[0])
        chosen_by[kind] = torch.cat([found.flatten() for found in trainer.validator.labels])
    for found in (labels, chosen_by):
        sharp = {kind: float(((part < 0.001) | (part > 0.999)).float().mean()) for kind, part in found.items()}
        assert sharp["gold"] > sharp["statistical"]


def test_rivals_are_scored_beside_the_model(run: RunDirectory) -> None:
    _, aligner = load_aligning_translator(run, torch.device("cpu"))
    pairs = read_toy("validation", 10)
    scores = compare_aligners(aligner, load_word_aligners(run), pairs)
    assert {score.sure for score in scores.values()} == {sum(len(p.gold.sure) for p in pairs if p.gold)}
    assert list(scores)[:4] == ["the model's alignment", TOGETHER, THE_ALIGNER, MODEL1]
    assert sum("best head" in name for name in scores) == 2
    speaker = "alignment heads, mean" if aligner.layer is None else f"alignment head, layer {aligner.layer}"
    assert scores["the model's alignment"] == scores[speaker]
    assert format_scores(scores).count("\n") == len(scores)


def test_two_aligners_together_want_both() -> None:
    sure = AlignmentWeights.without_eos(np.array([[0.9, 0.0], [0.4, 0.4], [1.0, 0.0]]))
    other = AlignmentWeights.without_eos(np.array([[0.8, 0.1], [0.0, 0.8], [0.0, 1.0]]))
    both = combine(sure, other)
    assert both.links[0, 0] > 0.8
    assert both.links[1, 1] > 0.6 and both.links[1, 0] == 0
    assert both.null[2] == 1  # they agree on nothing
    np.testing.assert_allclose(both.links.sum(1) + both.null, 1)
