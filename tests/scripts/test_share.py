"""share.py as a user meets it, and what others do with the folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nmt.alignment.aer import AlignmentScore
from nmt.alignment.gold_report import AlignedSentence, GoldReport, write_gold_report
from nmt.checkpoint import read_checkpoint
from nmt.config import load_config
from nmt.evaluation.report import read_report, write_report
from nmt.run import RunDirectory, SharedModel, read_json, write_json
from tests.scripts.calling import ROOT, SCRIPTS, assert_one_clear_line, call
from tests.tiny import HELD_OUT, PAIRS

SCORE = AlignmentScore(4, 4, 3, 3)
SECRET = "Cette phrase ne nous appartient pas."  # a sentence of somebody's corpus
LINES = [fr for fr, _ in PAIRS[:20]]


@pytest.fixture(scope="module")
def shared(run: RunDirectory, tmp_path_factory: pytest.TempPathFactory) -> SharedModel:
    """The run as others get it."""
    own = RunDirectory(shutil.copytree(run.path, tmp_path_factory.mktemp("own") / "tiny"))
    assert call("evaluate.py", "--run", own.path, "--split", "test").status == 0
    report = read_report(own.report_path("test"))
    files = {"src": f"{run.path.parents[1]}/test.fr", "tgt": f"{run.path.parents[1]}/test.en"}
    write_report(own.report_path("test"), replace(report, context=report.context | files))
    gold = GoldReport({"the model's alignment": SCORE}, [AlignedSentence(SECRET, SECRET, SCORE)])
    write_gold_report(own.gold_alignment_path("test"), gold)
    data = read_json(own.data_path)
    write_json(own.data_path, data | {"train": data["train"] | {"examples": {"overlap": [SECRET, SECRET]}}})
    folder = tmp_path_factory.mktemp("shared") / "model"
    done = call("share.py", "--run", own.path, "--output", folder, "--license", "mit", "--data-license", "our own")
    assert (done.status, done.out) == (0, f"{folder}\n")
    assert done.err == (
        "warning: data.root: left out, being a folder of this machine; files are looked for where the user stands\n"
    )
    return SharedModel(folder)


def test_a_shared_folder_is_complete_and_keeps_no_secrets(run: RunDirectory, shared: SharedModel) -> None:
    names = {str(path.relative_to(shared.path)) for path in shared.path.rglob("*") if path.is_file()}
    assert names == {
        "README.md", "config.json", "model.safetensors", "tokenizer/joint.model", "aligner.safetensors",
        "model1.safetensors",
        "data.json", "environment.json", "complete.json", "evaluation/test/report.json",
        "evaluation/test/gold_alignment.json",
    }  # fmt: skip
    for path in shared.path.rglob("*.*"):
        if path.is_file():
            content = path.read_bytes()
            assert str(run.path.parents[1]).encode() not in content and SECRET.encode() not in content, path
    assert "| test | the model's alignment | 25.00 |" in shared.card_path.read_text(encoding="utf-8")
    config, theirs = load_config(run.config_path), load_config(shared.config_path)
    assert theirs.model == config.model and theirs.decoding == config.decoding and theirs.name == config.name
    tensors, state = read_checkpoint(shared.weights_path)
    own_tensors, own_state = read_checkpoint(run.best_checkpoint)
    assert state == own_state and tensors.keys() == own_tensors.keys()
    assert all((tensors[name] == own_tensors[name]).all() for name in tensors)


def test_a_shared_folder_is_as_good_as_a_run(
    run: RunDirectory, shared: SharedModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def translate(where: Path, *more: object) -> str:
        return call("translate.py", "--run", where, *more, *LINES).out

    fetched = SharedModel(shutil.copytree(shared.path, tmp_path / "fetched"))
    assert translate(fetched.path) == translate(run.path)
    assert translate(fetched.path, "--engine", "ctranslate2") == translate(run.path)
    assert translate(fetched.path, "--show") == translate(run.path, "--show")

    again = call("share.py", "--run", fetched.path, "--output", tmp_path / "again", "--license", "mit")
    assert again.status == 0 and not (tmp_path / "again" / "ctranslate2").exists()
    ours, theirs = (SharedModel(path).card_path.read_text() for path in (shared.path, tmp_path / "again"))
    assert theirs == ours.replace("our own", "not known to whoever made this card; look at its source")

    missing = call("evaluate.py", "--run", fetched.path, "--split", "test")
    assert_one_clear_line(missing, "held_out.fr")
    monkeypatch.chdir(load_config(run.config_path).data.root)
    done = call("evaluate.py", "--run", fetched.path, "--split", "test")
    assert done.status == 0, done.err
    assert f"test: {len(HELD_OUT)} sentences" in done.out
    assert fetched.report_path("test").is_file() and fetched.alignments_path("test").is_file()


def test_a_run_that_was_never_validated_can_be_shared(run: RunDirectory, tmp_path: Path) -> None:
    """Its last checkpoint holds four times as much, all of it needed for training only."""
    young = RunDirectory(shutil.copytree(run.path, tmp_path / "young"))
    young.best_checkpoint.unlink()
    done = call("share.py", "--run", young.path, "--output", tmp_path / "model")
    assert done.status == 0 and "the model card names no licence" in done.err
    model = SharedModel(tmp_path / "model")
    assert model.weights_path.stat().st_size < young.last_checkpoint.stat().st_size / 2
    assert call("translate.py", "--run", model.path, "Je suis étudiant.").out == "I am a student.\n"


def test_what_is_no_shared_model(shared: SharedModel, tmp_path: Path) -> None:
    broken = SharedModel(shutil.copytree(shared.path, tmp_path / "broken"))
    broken.weights_path.write_bytes(broken.weights_path.read_bytes()[:-100])
    assert_one_clear_line(call("translate.py", "--run", broken.path, "Oui."), "model.safetensors", "damaged")
    broken.weights_path.unlink()
    assert_one_clear_line(call("translate.py", "--run", broken.path, "Oui."), "not a run")
    taken = call("share.py", "--run", shared.path, "--output", tmp_path)
    assert_one_clear_line(taken, "holds something else (no model.safetensors inside)")


def test_pushing_without_a_network_keeps_the_folder(shared: SharedModel, tmp_path: Path) -> None:
    done = call(
        "share.py", "--run", shared.path, "--output", tmp_path / "out", "--license", "mit", "--push", "ada/tiny"
    )
    assert done.status == 2 and done.out == f"{tmp_path / 'out'}\n"
    assert "error: ada/tiny: not pushed, since the hub" in done.err and "Traceback" not in done.err
    assert call("translate.py", "--run", tmp_path / "out", "Je suis étudiant.").out == "I am a student.\n"
    wrong = call("share.py", "--run", shared.path, "--output", tmp_path / "never", "--push", "tiny")
    assert_one_clear_line(wrong, "--push: got 'tiny'")
    assert not (tmp_path / "never").exists()


def test_help_does_not_wait_for_torch() -> None:
    code = f"import runpy\ntry: runpy.run_path({str(SCRIPTS / 'share.py')!r}, run_name='__main__')\n"
    code += "except SystemExit: import sys; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.startswith(b"usage:") and done.stdout.endswith(b"False\n")
