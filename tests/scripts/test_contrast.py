"""The recurrent models from the command line: every script does with them what it does with a transformer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from nmt.alignment.dump import read_records
from nmt.alignment.sidecar import SidecarReader, sidecar_path
from nmt.build.translator import load_aligning_translator
from nmt.checkpoint import read_checkpoint
from nmt.decoding.translator import SearchOptions
from nmt.run import RunDirectory
from nmt.serving.live import LiveTranslator
from nmt.serving.questions import Question
from tests.scripts.calling import assert_one_clear_line, call
from tests.tiny import HELD_OUT, PAIRS, write_project

MODELS = {
    "gru": "model: {kind: gru, d_model: 48, dropout: 0.1}\nalignment: {labels: off}",
    "gru_attention": "model: {kind: gru_attention, d_model: 48, dropout: 0.1}",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RunDirectory]:
    """A trained and evaluated run of each kind, on the tiny corpus."""
    folder = tmp_path_factory.mktemp("recurrent")
    plain = write_project(folder).read_text(encoding="utf-8")
    its_model = next(line for line in plain.splitlines() if line.startswith("model:"))
    found = {}
    for kind, model in MODELS.items():
        config = folder / f"{kind}.yaml"
        config.write_text(plain.replace(its_model, model).replace("max_steps: 120", "max_steps: 180"), encoding="utf-8")
        found[kind] = RunDirectory(folder / "runs" / kind)
        done = call("train.py", "--config", config, f"run_dir={found[kind].path}")
        assert done.status == 0, done.err
        done = call("evaluate.py", "--run", found[kind].path, "--split", "test", "--all-heads")
        assert done.status == 0, done.err
    return found


@pytest.mark.parametrize("kind", MODELS)
def test_a_run_learns_translates_and_says_only_what_applies(runs: dict[str, RunDirectory], kind: str) -> None:
    sources = [french for french, _ in HELD_OUT]
    searched = {}
    for options in ("--beam-size=1", "--beam-size=4"):
        done = call("translate.py", "--run", runs[kind].path, options, *sources)
        assert done.status == 0, done.err
        searched[options] = done.lines
    right = sum(ours == english for ours, (_, english) in zip(searched["--beam-size=4"], HELD_OUT, strict=True))
    assert right >= 0.6 * len(HELD_OUT)
    written = runs[kind].config_path.read_text(encoding="utf-8")
    assert f"kind: {kind}" in written and "d_model: 48" in written and "n_heads" not in written


@pytest.mark.parametrize("kind", MODELS)
def test_a_run_goes_on_where_it_was_stopped(runs: dict[str, RunDirectory], kind: str, tmp_path: Path) -> None:
    config = runs[kind].path.parents[1] / f"{kind}.yaml"
    short = ("training.validate_every_steps=1000", "training.save_every_minutes=0.000001", "training.schedule=constant")
    for name, budgets in (("whole", (9,)), ("broken", (4, 9))):
        for steps in budgets:
            place = f"run_dir={tmp_path / name}"
            assert call("train.py", "--config", config, *short, f"training.max_steps={steps}", place).status == 0
    whole, broken = (read_checkpoint(RunDirectory(tmp_path / name).last_checkpoint)[0] for name in ("whole", "broken"))
    for name, tensor in whole.items():
        assert tensor.equal(broken[name]), name


def test_attention_reaches_the_dump_the_sidecar_and_the_page(runs: dict[str, RunDirectory], tmp_path: Path) -> None:
    dump = runs["gru_attention"].alignments_path("test")
    record = next(read_records(dump))
    assert record.aligned_by == {"kind": "alignment_head", "layer": 0, "heads": None}
    assert record.attended_by == {"layer": 0, "heads": [0]}
    with SidecarReader(sidecar_path(dump)) as sidecar:
        arrays = sidecar.read_for(record)
    assert arrays is not None
    assert [arrays[kind].shape[0] for kind in ("encoder_self", "decoder_self", "cross")] == [0, 0, 1]
    shown = np.asarray(record.attended) * 255
    assert abs(arrays["cross"][0, 0, :-1, :-1] - shown).max() <= 1  # the one head is what is told as attended
    assert call("view.py", "--dump", dump, "--output", tmp_path / "page.html").status == 0


def test_the_page_to_play_with_takes_a_model_with_one_attention(runs: dict[str, RunDirectory]) -> None:
    translator, aligner = load_aligning_translator(runs["gru_attention"], torch.device("cpu"))
    events: list[dict[str, Any]] = []
    LiveTranslator(translator, aligner).answer(Question(PAIRS[0][0]), events.append)
    (greedy,) = translator.translate([PAIRS[0][0]], SearchOptions(beam_size=1))
    assert events[-1]["done"] and events[-1]["record"]["target"] == greedy.text
    heads = events[-1]["record"]["heads"]
    assert (heads["cross"]["layers"], heads["cross"]["heads"], heads["encoder_self"]["layers"]) == (1, 1, 0)


def test_aligning_with_a_model_of_one_vector_is_refused(runs: dict[str, RunDirectory]) -> None:
    words = ("has no attention to align with (model.kind: gru)", "gru_attention")
    assert_one_clear_line(call("translate.py", "--run", runs["gru"].path, "--show", "Je suis ici."), *words)
    sides = ("--src", runs["gru"].config_path, "--tgt", runs["gru"].config_path)
    assert_one_clear_line(call("align.py", "--run", runs["gru"].path, *sides), *words)
    assert_one_clear_line(call("serve.py", "--run", runs["gru"].path, "--port", "0"), *words)
    done = call("align.py", "--run", runs["gru_attention"].path, *sides)
    assert done.status == 0, done.err


def test_runs_are_contrasted_by_length(runs: dict[str, RunDirectory], tmp_path: Path) -> None:
    paths, picture = [run.path for run in runs.values()], tmp_path / "bleu.png"
    done = call("contrast.py", "--runs", *paths, "--bins", 2, "--output", picture, "--title", "a $ sign")
    assert done.status == 0, done.err
    assert done.lines[0].split() == ["words", "sentences", "gru", "gru_attention"]
    assert sum(int(line.split()[1]) for line in done.lines[1:3]) == len(HELD_OUT)
    assert done.lines[-1] == str(picture) and picture.read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_contrasted(runs: dict[str, RunDirectory], tmp_path: Path) -> None:
    path = runs["gru"].path
    done = call("contrast.py", "--runs", path, "--split", "again")
    assert_one_clear_line(done, "no translations here", f"python scripts/evaluate.py --run {path} --split again")
    done = call("contrast.py", "--runs", path, "--split", "mine.fr")
    assert_one_clear_line(done, f"python scripts/evaluate.py --run {path} --src FILE --tgt FILE")
    files = [tmp_path / "mine.fr", tmp_path / "mine.en"]
    for file, side in zip(files, zip(*HELD_OUT, strict=True), strict=True):
        file.write_text("\n".join(side) + "\n", encoding="utf-8")
    assert call("evaluate.py", "--run", path, "--src", files[0], "--tgt", files[1]).status == 0
    other = runs["gru_attention"].path
    done = call("contrast.py", "--runs", path, other, "--split", "mine.fr")
    assert_one_clear_line(done, f"python scripts/evaluate.py --run {other} --src {files[0]} --tgt {files[1]}")
    assert_one_clear_line(call("contrast.py", "--runs", path, path), "two are named gru")
    done = call("contrast.py", "--runs", path, "--output", tmp_path / "bleu.txt")
    assert (done.status, "error: " in done.err, "'.txt'" in done.err) == (2, True, True)


def test_only_transformers_are_exported(runs: dict[str, RunDirectory], tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    done = call("export_ctranslate2.py", "--run", runs["gru_attention"].path, "--output", tmp_path / "exported")
    assert_one_clear_line(done, "model.kind gru_attention: CTranslate2 runs transformers only")
